//! Files one after the other, in pieces that other threads take apart and decode.

use super::batch::{BATCH_ROWS, RawBatch};
use super::chunks::Buffers;
use super::export::{Export, Manner, Rows};
use super::input::{OpenOptions, Progress, Source};
use super::kept::Kept;
use super::layout::Layout;
use super::piece::{Content, OfFile, Piece, Places};
use super::split::Chunk;
use super::unchanged::changed;
use super::unreadable::{is_final, too_long, unreadable};
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, named};
use crate::results::{Input, Reason};
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// Reads exports piece by piece, one file after the other. Taking pieces apart and decoding them is left to others, on
/// whichever thread is free.
pub struct Reader {
    files: Vec<Planned>,
    /// Position of the file to be read after the current one.
    next: usize,
    current: Option<OpenFile>,
    done: Vec<Input>,
    /// Lines before the first row, file by file.
    first_lines: Vec<u64>,
    /// Characters that could not be decoded, file by file, as far as pieces do not know.
    replaced: Vec<u64>,
    /// What is doubtful about the files by their first rows, file by file.
    doubts: Vec<Vec<String>>,
    /// What else there is to say about them, file by file.
    remarks: Vec<Vec<String>>,
    pieces: u64,
    /// Whether the places of all findings are wanted, however many there are.
    every_finding: bool,
    progress: Progress,
    manner: Manner,
    carefully: bool,
    /// What was read of standard input, in case it has to be read once more.
    kept: Option<Kept>,
    /// Memory that goes from one file to the next.
    buffers: Buffers,
}

/// Something to say about a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What, in words, with the file's name.
    pub text: String,
    /// What is found with it and how often, where no finding about a row tells already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<(Reason, u64)>,
}

/// An export that is to be read: its header has been understood.
struct Planned {
    separator: u8,
    source: Source,
    /// Files with the same header share one.
    layout: Arc<Layout>,
    /// The export, where it has been left open: the first one, and what can be opened only once.
    export: Option<Export>,
}

/// An export that is being read.
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
    /// Looks at the header of every source, unless there are faults already. However many there are, they are
    /// not kept open.
    pub(super) fn open(
        sources: Vec<Source>,
        faults: Vec<Fault>,
        survey: &Survey,
        mut options: OpenOptions,
    ) -> Result<Reader, Faults> {
        options.sheet = options.sheet.or_else(|| survey.sheet.clone());
        let manner = Manner::new(&options, Some(survey))?;
        let progress = Progress::new(sources.iter().map(Source::size).sum::<Option<u64>>());
        // What can be opened only once must never have to be read again from its beginning.
        let carefully = options.carefully || !sources.iter().all(Source::is_repeatable);
        let kept = (survey.finds_decimal_marks() && sources.contains(&Source::Stdin)).then(Kept::default);
        let mut stdin = options.stdin.take().map(|stdin| match &kept {
            Some(kept) => Box::new(kept.keeping(stdin)) as Box<dyn Read + Send>,
            None => stdin,
        });
        let mut opening = Opening { survey, manner: manner.clone(), stdin: &mut stdin, progress: &progress, carefully };
        let files = opening.plan(sources, faults)?;
        Ok(Reader {
            files,
            next: 0,
            current: None,
            done: Vec::new(),
            first_lines: Vec::new(),
            replaced: Vec::new(),
            doubts: Vec::new(),
            remarks: Vec::new(),
            pieces: 0,
            every_finding: options.every_finding,
            progress,
            manner,
            carefully,
            kept,
            buffers: Buffers::default(),
        })
    }

    /// Begins again, record by record: for files whose quotation marks leave in doubt where records end.
    pub fn begin_again_carefully(&mut self) {
        self.carefully = true;
        self.begin_again();
    }

    fn can_be_read_again(&self, source: &Source) -> bool {
        source.is_repeatable() || *source == Source::Stdin && self.kept.as_ref().is_some_and(Kept::is_whole)
    }

    /// Begins again, for what turned out to be read wrongly.
    pub fn begin_again(&mut self) {
        self.progress.begin_again();
        self.next = 0;
        self.current = None;
        self.done.clear();
        self.first_lines.clear();
        self.replaced.clear();
        self.doubts.clear();
        self.remarks.clear();
        self.pieces = 0;
    }

    /// Whether everything can be read once more; long standard input cannot.
    #[must_use]
    pub fn can_begin_again(&self) -> bool {
        self.read_only_once().next().is_none()
    }

    /// Names of the sources of which nothing is left once they have been read.
    pub(crate) fn read_only_once(&self) -> impl Iterator<Item = String> {
        self.files.iter().filter(|file| !self.can_be_read_again(&file.source)).map(|file| file.source.name())
    }

    /// The byte between two cells, file by file.
    pub(crate) fn separators(&self) -> Vec<u8> {
        self.files.iter().map(|file| file.separator).collect()
    }

    /// Whether the places of all findings are wanted, however many there are.
    pub(crate) fn wants_every_finding(&self) -> bool {
        self.every_finding
    }

    /// What the files are called: without the folders they are in, unless two of them had the same name then.
    pub(crate) fn short_names(&self) -> Vec<String> {
        let names: Vec<String> = self.files.iter().map(|file| file.source.name()).collect();
        let short = |name: &String| {
            Path::new(name).file_name().map_or_else(|| name.clone(), |name| name.to_string_lossy().into_owned())
        };
        let shortened: Vec<String> = names.iter().map(short).collect();
        let is_unique = |name: &String| shortened.iter().filter(|other| *other == name).count() == 1;
        let unique = |(full, short): (&String, &String)| if is_unique(short) { short } else { full }.clone();
        names.iter().zip(&shortened).map(unique).collect()
    }

    /// The name of a file, and what its column of weights is called.
    pub(crate) fn weight_of(&self, input: usize) -> (String, String) {
        let Planned { source, layout, .. } = &self.files[input];
        (source.name(), layout.weight.map(|column| layout.header(column)).unwrap_or_default())
    }

    /// How many columns of replicate weights the files have.
    pub(crate) fn replicates(&self) -> usize {
        self.files.first().map_or(0, |file| file.layout.replicates.len())
    }

    /// Works out which rows and lines stand before each of the pieces, all of which `places` knows.
    pub(crate) fn number(&self, places: &mut Places) {
        places.settle(&self.first_lines);
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Columns of the first file that the definition does not use.
    #[must_use]
    pub fn unused_columns(&self) -> Vec<String> {
        self.files.first().map(|file| file.layout.unused()).unwrap_or_default()
    }

    /// Per segment, whether its values are likely to be people, by what it and its column in the first file are
    /// called.
    #[must_use]
    pub fn personal_segments(&self, survey: &Survey) -> Vec<bool> {
        self.files.first().map(|file| file.layout.personal_segments(survey)).unwrap_or_default()
    }

    /// The next piece, all of one file; `None` when everything has been read.
    ///
    /// # Errors
    ///
    /// When a file cannot be read to its end, or changed on the way.
    pub fn read_piece(&mut self) -> Result<Option<Piece>, Fault> {
        loop {
            let current = self.current.take();
            let Some(mut file) = current.map_or_else(|| self.open_next(), |file| Ok(Some(file)))? else {
                return Ok(None);
            };
            let input = self.done.len();
            if let Some(content) = file.next(self.pieces, input)? {
                self.pieces += 1;
                self.current = Some(file);
                return Ok(Some(Piece(content)));
            }
            self.first_lines.push(file.export.first_line);
            self.replaced.push(file.export.replaced());
            self.doubts.push(std::mem::take(&mut file.export.doubts));
            self.remarks.push(file.export.remarks());
            self.done.push(file.export.close()?);
        }
    }

    /// The next file, open.
    fn open_next(&mut self) -> Result<Option<OpenFile>, Fault> {
        let Some(file) = self.files.get_mut(self.next) else { return Ok(None) };
        self.next += 1;
        let mut export = if let Some(export) = file.export.take() {
            export
        } else {
            let mut stdin = self.kept.as_ref().filter(|_| file.source == Source::Stdin).map(Kept::again);
            Export::open(&file.source, self.manner.clone(), &mut stdin, &self.progress, self.carefully)?
        };
        if export.headers.columns != file.layout.columns || export.form.width != file.layout.width {
            return Err(changed(&export.name));
        }
        if let Rows::Chunks(chunks) = &mut export.rows {
            chunks.use_memory_of(&self.buffers);
        }
        Ok(Some(OpenFile { layout: Arc::clone(&file.layout), export }))
    }

    /// What was read and what there is to say about it, once everything has been read and the pieces are numbered.
    #[must_use]
    pub fn finish(&mut self, places: &Places) -> (Vec<Input>, Vec<Remark>) {
        let mut remarks = Vec::new();
        for (at, (input, of_file)) in self.done.iter_mut().zip(places.by_file(self.replaced.len())).enumerate() {
            input.rows = of_file.rows;
            let of_file = OfFile { replaced: of_file.replaced + self.replaced[at], ..of_file };
            let doubts = self.doubts[at].iter().map(|doubt| (Some((Reason::Doubtful, 1)), doubt.clone()));
            let said = self.remarks[at].iter().map(|text| (None, text.clone()));
            remarks.extend(
                doubts
                    .chain(said)
                    .chain(remarks_on(&of_file))
                    .map(|(finding, text)| Remark { text: format!("`{}`: {text}", input.name), finding }),
            );
        }
        (std::mem::take(&mut self.done), remarks)
    }
}

/// What there is to say about the rows of a file, and the finding that it is where no row tells.
fn remarks_on(file: &OfFile) -> Vec<(Option<(Reason, u64)>, String)> {
    let mut remarks = Vec::new();
    if file.replaced > 0 {
        let text = match file.replaced {
            1 => "1 character".to_string(),
            many => format!("{many} characters"),
        } + " could not be read as the encoding assumed; name it with --encoding";
        remarks.push((Some((Reason::Unreadable, file.replaced)), text));
    }
    if file.rows == 0 {
        remarks.push((None, "it has a header but no responses".to_string()));
    }
    if let Some((line, lines)) = file.swallowed {
        let text = format!(
            "the row that starts on line {line} runs over {lines} lines and was left out; \
             a quotation mark is probably missing there"
        );
        remarks.push((None, text));
    }
    if file.strays > 0 {
        let cells = if file.strays == 1 { "1 cell has" } else { &format!("{} cells have", file.strays) };
        let rows: Vec<String> = file.stray_rows.iter().map(u64::to_string).collect();
        let which = if rows.len() == 1 { "row" } else { "first rows" };
        let text = format!(
            "{cells} quotation marks where none belong ({which} {}); they were read as they stand",
            rows.join(", ")
        );
        remarks.push((None, text));
    }
    remarks
}

/// That two files have other replicate weights.
fn other_replicates(one: &Source, other: &Source) -> Fault {
    let fault = format!("its columns of replicate weights are not those of {}", named(&one.name()));
    let help = "the same replicates have to stand under the same headers in all exports of a survey";
    Fault::new(fault).in_file(other.name()).help(help)
}

/// How sources are opened to look at their headers.
struct Opening<'a> {
    survey: &'a Survey,
    manner: Manner,
    stdin: &'a mut Option<Box<dyn Read + Send>>,
    progress: &'a Progress,
    carefully: bool,
}

impl Opening<'_> {
    /// Looks at the header of every source, and closes it again if it can be opened once more.
    fn plan(&mut self, sources: Vec<Source>, mut faults: Vec<Fault>) -> Result<Vec<Planned>, Faults> {
        let mut files: Vec<Planned> = Vec::new();
        for source in sources {
            match self.look(&source, files.is_empty()) {
                Ok((layout, separator, export)) => {
                    let alike = files.last().map(|file| &file.layout).filter(|last| ***last == layout);
                    let layout = alike.map_or_else(|| Arc::new(layout), Arc::clone);
                    let others = files.first().filter(|first| !first.layout.has_replicates_of(&layout));
                    faults.extend(others.map(|first| other_replicates(&first.source, &source)));
                    files.push(Planned { separator, source, layout, export });
                }
                Err(mut wrong) => {
                    let is_final = wrong.iter().any(is_final);
                    faults.append(&mut wrong);
                    if is_final {
                        break;
                    }
                }
            }
        }
        if faults.is_empty() { Ok(files) } else { Err(Faults(faults)) }
    }

    /// What a source's header says, how its cells are separated, and the source itself if it stays open.
    fn look(&mut self, source: &Source, is_first: bool) -> Result<(Layout, u8, Option<Export>), Vec<Fault>> {
        let stays_open = is_first || !source.is_repeatable();
        let elsewhere = Progress::new(None);
        let progress = if stays_open { self.progress } else { &elsewhere };
        let export = Export::open(source, self.manner.clone(), self.stdin, progress, self.carefully);
        let export = export.map_err(|fault| vec![fault])?;
        let layout = Layout::new(export.headers.clone(), &export.form, self.survey);
        let in_file = |fault: Fault| fault.in_file(&*export.name);
        let layout = layout.map_err(|faults| faults.into_iter().map(in_file).collect::<Vec<_>>())?;
        Ok((layout, export.separator, stays_open.then_some(export)))
    }
}

impl OpenFile {
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
            batch.push(&record, line, self.export.raw(), self.export.separator);
            if self.export.is_open_quote() {
                batch.reject_last(line, record.as_slice());
            }
        }
        Ok((batch.rows() > 0).then(|| Content::Rows(Box::new(batch))))
    }
}
