//! Files one after the other, in pieces that other threads take apart and decode.

use super::batch::RawBatch;
use super::coder::Coder;
use super::export::{Export, Manner, Rows, too_long};
use super::input::{OpenOptions, Progress, Source, unreadable};
use super::layout::Layout;
use super::piece::{Content, Piece, Places};
use super::split::Chunk;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::results::Input;
use crate::tally::BATCH_ROWS;
use std::io::{self, Read};
use std::sync::Arc;

/// Reads exports piece by piece. Taking pieces apart and decoding them is left to the [`Coder`], which other
/// threads may share.
pub struct Reader {
    waiting: std::vec::IntoIter<OpenFile>,
    current: Option<OpenFile>,
    done: Vec<Input>,
    /// Lines before the first row, file by file.
    first_lines: Vec<u64>,
    /// Characters that could not be decoded, file by file, as far as pieces do not know.
    replaced: Vec<u64>,
    pieces: u64,
    unused: Vec<String>,
    coder: Arc<Coder>,
    progress: Progress,
    sources: Vec<Source>,
    manner: Manner,
}

/// An export whose columns have been found.
struct OpenFile {
    export: Export,
    layout: Arc<Layout>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Reader").field("done", &self.done).finish_non_exhaustive()
    }
}

impl Reader {
    /// Opens every source and reads its header, unless there are faults already.
    pub(super) fn open(
        sources: Vec<Source>,
        faults: Vec<Fault>,
        survey: &Survey,
        mut options: OpenOptions,
    ) -> Result<Reader, Faults> {
        let manner = Manner::new(&options, survey.platform.as_deref())?;
        let progress = Progress::new(sources.iter().map(Source::size).sum::<Option<u64>>());
        let coder = Arc::new(Coder::new(survey, options.every_finding));
        let files = open_all(&sources, faults, survey, manner, &mut options.stdin, &progress, options.carefully)?;
        let unused = files.first().map(|file| file.layout.unused()).unwrap_or_default();
        Ok(Reader {
            waiting: files.into_iter(),
            current: None,
            done: Vec::new(),
            first_lines: Vec::new(),
            replaced: Vec::new(),
            pieces: 0,
            unused,
            coder,
            progress,
            sources,
            manner,
        })
    }

    /// Begins again, record by record: for files whose quotation marks leave in doubt where records end.
    ///
    /// # Errors
    ///
    /// When a file can no longer be opened.
    pub fn begin_again(&mut self, survey: &Survey) -> Result<(), Faults> {
        self.progress.begin_again();
        let files = open_all(&self.sources, Vec::new(), survey, self.manner, &mut None, &self.progress, true)?;
        self.waiting = files.into_iter();
        self.current = None;
        self.done.clear();
        self.first_lines.clear();
        self.replaced.clear();
        self.pieces = 0;
        Ok(())
    }

    /// Decodes what this reader reads; on any thread.
    #[must_use]
    pub fn coder(&self) -> Arc<Coder> {
        Arc::clone(&self.coder)
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Columns of the first file that the definition does not use.
    #[must_use]
    pub fn unused_columns(&self) -> Vec<String> {
        self.unused.clone()
    }

    /// The next piece, all of one file; `None` when everything has been read.
    ///
    /// # Errors
    ///
    /// When a file cannot be read to its end.
    pub fn read_piece(&mut self) -> Result<Option<Piece>, Fault> {
        loop {
            let Some(mut file) = self.current.take().or_else(|| self.waiting.next()) else { return Ok(None) };
            let input = self.done.len();
            if let Some(content) = file.next(self.pieces, input)? {
                self.pieces += 1;
                self.current = Some(file);
                return Ok(Some(Piece(content)));
            }
            self.first_lines.push(file.export.first_line);
            self.replaced.push(file.export.replaced());
            self.done.push(file.export.close()?);
        }
    }

    /// What was read and what had to be assumed, once everything has been read and `places` knows every piece.
    #[must_use]
    pub fn finish(mut self, places: &mut Places) -> (Vec<Input>, Vec<String>) {
        places.settle(&self.first_lines);
        let mut cautions = Vec::new();
        for (at, input) in self.done.iter_mut().enumerate() {
            let of_file = places.extents.iter().map(|(_, extent)| extent).filter(|extent| extent.input == at);
            input.rows = of_file.clone().map(|extent| extent.rows).sum();
            let replaced = self.replaced[at] + of_file.map(|extent| extent.replaced).sum::<u64>();
            if replaced > 0 {
                cautions.push(format!(
                    "`{}`: {replaced} characters could not be read as the encoding assumed; name it with --encoding",
                    input.name
                ));
            }
            if input.rows == 0 {
                cautions.push(format!("`{}` has a header but no responses", input.name));
            }
            cautions.extend(places.swallowed(at).map(|(line, lines)| {
                format!(
                    "`{}`: the row that starts on line {line} runs over {lines} lines and was left out; \
                     a quotation mark is probably missing there",
                    input.name
                )
            }));
        }
        (self.done, cautions)
    }
}

/// Opens every source. Standard input cannot be opened twice, so that nothing read with it may have to begin
/// again: it is all read carefully.
fn open_all(
    sources: &[Source],
    mut faults: Vec<Fault>,
    survey: &Survey,
    manner: Manner,
    stdin: &mut Option<Box<dyn Read + Send>>,
    progress: &Progress,
    carefully: bool,
) -> Result<Vec<OpenFile>, Faults> {
    let carefully = carefully || sources.contains(&Source::Stdin);
    let mut files = Vec::new();
    for source in sources {
        let opened = Export::open(source, manner, stdin, progress, carefully);
        match opened.map_err(|fault| vec![fault]).and_then(|export| OpenFile::new(export, survey)) {
            Ok(file) => files.push(file),
            Err(mut wrong) => faults.append(&mut wrong),
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(Faults(faults)) }
}

impl OpenFile {
    fn new(export: Export, survey: &Survey) -> Result<OpenFile, Vec<Fault>> {
        let in_file = |fault: Fault| fault.in_file(&*export.name);
        let layout = Layout::new(export.headers.clone(), export.width, survey);
        let layout = layout.map_err(|faults| faults.into_iter().map(in_file).collect::<Vec<_>>())?;
        Ok(OpenFile { layout: Arc::new(layout), export })
    }

    /// The next rows of this file.
    fn next(&mut self, piece: u64, input: usize) -> Result<Option<Content>, Fault> {
        let layout = || Arc::clone(&self.layout);
        let name = &self.export.name;
        if let Rows::Chunks(chunks) = &mut self.export.rows {
            let text = chunks.next().map_err(|error| match error.kind() {
                io::ErrorKind::FileTooLarge => too_long(None, name),
                _ => unreadable(name, &error),
            })?;
            let separator = self.export.separator;
            let buffers = chunks.buffers();
            let chunk = |text| Content::Text(Chunk { piece, input, layout: layout(), separator, text, buffers });
            return Ok(text.map(chunk));
        }
        let mut batch = RawBatch::new(piece, input, layout(), Vec::new());
        while batch.rows() < BATCH_ROWS {
            let Some((record, line)) = self.export.next_record()? else { break };
            batch.push(&record, line);
            if self.export.is_open_quote() {
                batch.reject_last(line, record.as_slice());
            }
        }
        Ok((batch.rows() > 0).then_some(Content::Rows(batch)))
    }
}
