//! Rows in order: files one after the other, split into records, each row's fate decided as far as it
//! depends on the rows before it.

use super::coder::Coder;
use super::export::{Export, Manner};
use super::input::{OpenOptions, Progress, Source};
use super::label::{fold, tidy, trim};
use super::layout::{Layout, is_ragged};
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::results::Input;
use crate::tally::{BATCH_ROWS, Fate};
use csv::ByteRecord;
use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::io::Read;
use std::sync::Arc;

/// Reads exports row by row. Decoding is left to the [`Coder`], which other threads may share.
pub struct Reader {
    waiting: std::vec::IntoIter<OpenFile>,
    current: Option<OpenFile>,
    done: Vec<Input>,
    cautions: Vec<String>,
    unused: Vec<String>,
    seen: HashSet<u64>,
    complete: Option<HashSet<String>>,
    coder: Arc<Coder>,
    progress: Progress,
}

/// A run of rows as they were read.
#[derive(Debug)]
pub struct RawBatch {
    /// Position of the file among the inputs.
    pub(super) input: usize,
    pub(super) layout: Arc<Layout>,
    pub(super) records: Vec<ByteRecord>,
    /// Number of each row in its file, from 1.
    pub(super) numbers: Vec<u64>,
    /// Line of the file that each row starts on.
    pub(super) lines: Vec<u64>,
    pub(super) fates: Vec<Fate>,
}

impl RawBatch {
    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.records.len()
    }

    /// A cell; empty where the row is too short.
    pub(super) fn cell(&self, row: usize, column: usize) -> &[u8] {
        self.records[row].get(column).unwrap_or_default()
    }
}

/// An export whose columns have been found.
struct OpenFile {
    export: Export,
    layout: Arc<Layout>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Reader").field("done", &self.done).field("cautions", &self.cautions).finish_non_exhaustive()
    }
}

impl Reader {
    /// Opens every source and reads its header, unless there are faults already.
    pub(super) fn open(
        sources: &[Source],
        mut faults: Vec<Fault>,
        survey: &Survey,
        mut options: OpenOptions,
    ) -> Result<Reader, Faults> {
        let manner = Manner::new(&options, survey.platform.as_deref())?;
        let mut stdin = options.stdin.take();
        let total = sources.iter().map(Source::size).sum::<Option<u64>>();
        let progress = Progress::new(total);
        let mut files = Vec::new();
        for source in sources {
            match OpenFile::open(source, survey, manner, &mut stdin, &progress) {
                Ok(file) => files.push(file),
                Err(mut wrong) => faults.append(&mut wrong),
            }
        }
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let unused = files.first().map(|file| file.layout.unused()).unwrap_or_default();
        let complete = survey.complete.as_ref().map(|complete| complete.is.iter().map(|word| fold(word)).collect());
        Ok(Reader {
            waiting: files.into_iter(),
            current: None,
            done: Vec::new(),
            cautions: Vec::new(),
            unused,
            seen: HashSet::new(),
            complete,
            coder: Arc::new(Coder::new(survey, options.every_finding)),
            progress,
        })
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

    /// The next rows, all of one file; `None` when everything has been read.
    ///
    /// # Errors
    ///
    /// When a file cannot be read to its end.
    pub fn read_batch(&mut self) -> Result<Option<RawBatch>, Fault> {
        loop {
            let Some(mut file) = self.current.take().or_else(|| self.waiting.next()) else { return Ok(None) };
            let batch = self.fill(&mut file)?;
            if batch.records.is_empty() {
                self.close(file)?;
                continue;
            }
            self.current = Some(file);
            return Ok(Some(batch));
        }
    }

    /// What was read and what had to be assumed, once everything has been read.
    #[must_use]
    pub fn finish(self) -> (Vec<Input>, Vec<String>) {
        (self.done, self.cautions)
    }

    fn fill(&mut self, file: &mut OpenFile) -> Result<RawBatch, Fault> {
        let mut batch = RawBatch {
            input: self.done.len(),
            layout: Arc::clone(&file.layout),
            records: Vec::with_capacity(BATCH_ROWS),
            numbers: Vec::with_capacity(BATCH_ROWS),
            lines: Vec::with_capacity(BATCH_ROWS),
            fates: Vec::with_capacity(BATCH_ROWS),
        };
        while batch.records.len() < BATCH_ROWS {
            let Some((record, line)) = file.export.next_record()? else {
                file.reject_open_quote(&mut batch);
                break;
            };
            let fate = self.fate(&record, &file.layout);
            if fate == Fate::Ragged {
                file.export.suspect_quote(&record, line);
            }
            batch.fates.push(fate);
            batch.numbers.push(file.export.rows);
            batch.lines.push(line);
            batch.records.push(record);
        }
        Ok(batch)
    }

    /// What becomes of a row, as far as the row itself and the ids before it tell. An incomplete response
    /// does not use up its id: the same respondent may complete the survey later.
    fn fate(&mut self, record: &ByteRecord, layout: &Layout) -> Fate {
        if record.iter().all(|cell| trim(cell).is_empty()) {
            return Fate::Blank;
        }
        if is_ragged(record, &layout.columns) {
            return Fate::Ragged;
        }
        if let Some(fate) = layout.set_apart.iter().find_map(|rule| rule.fate(record)) {
            return fate;
        }
        let cell = |column: usize| record.get(column).unwrap_or_default();
        if let (Some(words), Some(column)) = (&self.complete, layout.complete)
            && !words.contains(&fold(&tidy(cell(column))))
        {
            return Fate::Incomplete;
        }
        match layout.response_id.map(|column| trim(cell(column))).filter(|id| !id.is_empty()) {
            Some(id) if !self.seen.insert(hash(id)) => Fate::Duplicate,
            _ => Fate::Analysed,
        }
    }

    /// Puts a file that has been read to its end on record.
    fn close(&mut self, file: OpenFile) -> Result<(), Fault> {
        let (input, cautions) = file.export.close()?;
        self.done.push(input);
        self.cautions.extend(cautions);
        Ok(())
    }
}

/// A response id as 64 bits. Two different ids of ten million collide with odds of about one in 400,000.
fn hash(id: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id);
    hasher.finish()
}

impl OpenFile {
    fn open(
        source: &Source,
        survey: &Survey,
        manner: Manner,
        stdin: &mut Option<Box<dyn Read + Send>>,
        progress: &Progress,
    ) -> Result<OpenFile, Vec<Fault>> {
        let export = Export::open(source, manner, stdin, progress).map_err(|fault| vec![fault])?;
        let in_file = |fault: Fault| fault.in_file(&*export.name);
        let layout = Layout::new(export.headers.clone(), survey);
        let layout = layout.map_err(|faults| faults.into_iter().map(in_file).collect::<Vec<_>>())?;
        Ok(OpenFile { layout: Arc::new(layout), export })
    }

    /// Rejects the last row of a file when it has swallowed others.
    fn reject_open_quote(&mut self, batch: &mut RawBatch) {
        let (Some(record), Some(fate)) = (batch.records.last(), batch.fates.last_mut()) else { return };
        if self.export.is_open_quote(record) {
            *fate = Fate::Ragged;
            self.export.suspect_quote(record, batch.lines[batch.lines.len() - 1]);
        }
    }
}
