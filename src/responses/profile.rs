//! What the columns of exports hold, before anybody has said what was asked: the ground on which a first
//! definition is inferred.

use super::codebook::Codebook;
use super::export::{Beginning, Export, Manner};
use super::fate::Fate;
use super::input::{self, OpenOptions};
use super::platform::{Apart, HeaderColumn, Headers, Role, SetApart};
use super::reach::Reach;
use super::routes::Routes;
use super::shape::is_ragged;
use super::{oddities, shape};
use crate::definition::{Dialect, Survey};
use crate::diagnostic::{Fault, Faults};
use crate::infer;
use crate::label::{tidy_cell, trim};
use csv::ByteRecord;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Distinct cells kept of a column.
const MOST_VALUES: usize = 1000;

/// What the exports of one survey hold.
#[derive(Debug)]
pub struct Profiled {
    /// Their columns.
    pub columns: Vec<infer::ColumnProfile>,
    /// How they begin, as far as all begin alike.
    pub beginning: Beginning,
    /// What is doubtful about them, in words.
    pub doubts: Vec<String>,
    /// The exports themselves, without codebooks.
    pub exports: Vec<String>,
    /// What a definition must say of how they are written; nothing where they differ.
    pub dialect: Dialect,
}

/// Describes every column of exports of one survey. A codebook among the names explains the others.
///
/// Rows that are blank, ragged, previews or broken off do not count, as in the analysis. Memory does not
/// grow with the rows: at most a thousand distinct cells of a column are kept.
///
/// # Errors
///
/// Everything that keeps the exports from being read, and exports whose columns differ.
pub fn profile(names: &[String], options: OpenOptions) -> Result<Profiled, Faults> {
    let (sources, mut faults) = input::expand(names);
    let manner = Manner::new(&options, None)?;
    let mut stdin = options.stdin;
    let mut columns: Option<Columns> = None;
    let mut codebook = Codebook::default();
    let (mut doubts, mut exports) = (Vec::new(), Vec::new());
    let are_several = sources.len() > 1;
    let mut dialects: Vec<Dialect> = Vec::new();
    for source in &sources {
        match Codebook::read(source, manner.clone()) {
            Ok(None) => {}
            Ok(Some(found)) => {
                codebook.extend(found);
                continue;
            }
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        }
        let looked_at =
            Export::open(source, manner.clone(), &mut stdin, &input::Progress::new(None), true).and_then(|export| {
                dialects.push(export.found);
                look_at(export, &mut columns, &mut doubts, are_several)
            });
        faults.extend(looked_at.err());
        exports.push(source.name());
    }
    match columns {
        Some(columns) if faults.is_empty() => {
            let first = dialects.first().copied().unwrap_or_default();
            let dialect = if dialects.iter().all(|dialect| *dialect == first) { first } else { manner.said() };
            Ok(Profiled { dialect, ..columns.finish(&codebook, doubts, exports) })
        }
        None if faults.is_empty() => Err(Fault::new("there is a codebook, but no export beside it").into()),
        _ => Err(Faults(faults)),
    }
}

/// One export and what its columns hold.
#[derive(Debug)]
pub struct Described {
    /// What it is called.
    pub name: String,
    /// Its columns.
    pub columns: Vec<infer::ColumnProfile>,
}

/// Describes the columns of each of several exports of a survey by itself, in turn; what a file that cannot be read holds
/// is not described, nor is a file that is the only one. Memory does not grow with the rows, nor with the files.
///
/// # Errors
///
/// Options that go with no export.
pub fn profile_each(
    survey: &Survey,
    names: &[String],
    options: OpenOptions,
    mut each: impl FnMut(Described),
) -> Result<(), Faults> {
    let manner = Manner::new(&options, Some(survey))?;
    let mut stdin = options.stdin;
    let sources = input::expand(names).0;
    for source in sources.iter().filter(|_| sources.len() > 1) {
        let mut columns: Option<Columns> = None;
        let opened = Export::open(source, manner.clone(), &mut stdin, &input::Progress::new(None), true);
        let looked_at = opened.and_then(|export| look_at(export, &mut columns, &mut Vec::new(), false));
        if let (Ok(()), Some(columns)) = (looked_at, columns) {
            let Profiled { columns, .. } = columns.finish(&Codebook::default(), Vec::new(), Vec::new());
            each(Described { name: source.name(), columns });
        }
    }
    Ok(())
}

/// Reads one export to its end.
fn look_at(
    mut export: Export,
    columns: &mut Option<Columns>,
    doubts: &mut Vec<String>,
    are_several: bool,
) -> Result<(), Fault> {
    let columns = columns.get_or_insert_with(|| Columns::new(&export, are_several));
    columns.begin(export.beginning);
    let ids = |headers: &[HeaderColumn]| headers.iter().map(|column| column.id.clone()).collect::<Vec<_>>();
    if ids(&columns.headers.columns) != ids(&export.headers.columns) {
        return Err(Fault::new("its columns differ from those of the first export")
            .in_file(&*export.name)
            .help("infer the definition from one export, then check the others against it"));
    }
    columns.reach.iter_mut().for_each(Reach::begin_file);
    let ragged = look_at_rows(&mut export, columns)?;
    let said = export.remarks();
    let mut remark = |text: &str| doubts.push(format!("`{}`: {text}", export.name));
    export.doubts.iter().chain(&said).for_each(|doubt| remark(doubt));
    if ragged > 0 {
        remark(&match ragged {
            1 => "1 row has a wrong number of cells and was not looked at".to_string(),
            many => format!("{many} rows have a wrong number of cells and were not looked at"),
        });
    }
    export.close().map(|_| ())
}

/// Rows on their way from who reads them to who looks at them.
const ROWS_TOGETHER: usize = 64;
/// Fewest columns that are worth another thread.
const COLUMNS_TOGETHER: usize = 64;
/// Runs of rows that may wait.
const WAITING: usize = 4;

/// Looks at the rows that may be responses; gives the number of those that have a wrong number of cells. They are read
/// on another thread meanwhile.
fn look_at_rows(export: &mut Export, columns: &mut Columns) -> Result<u64, Fault> {
    let width = export.form.width;
    let (sender, received) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read_rows(export, &sender));
        let mut ragged = 0;
        for rows in received {
            ragged += columns.add(&rows, width);
        }
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        read.map(|()| ragged)
    })
}

/// Reads the rows that may be responses, and hands them on.
fn read_rows(export: &mut Export, sender: &SyncSender<Vec<ByteRecord>>) -> Result<(), Fault> {
    // Totals are few; where the word comes again and again, it is an answer.
    const ANSWERS: usize = 3;
    let mut totals = Vec::new();
    let mut rows = Vec::new();
    // Who looks at them looks at all of them.
    let send = |rows: &mut Vec<ByteRecord>| sender.send(std::mem::take(rows)).unwrap_or_default();
    while let Some((record, _)) = export.next_record()? {
        if is_no_response(&record, export) {
            continue;
        }
        if totals.len() < ANSWERS && record.len() > 1 && oddities::is_total(export.raw(), export.separator) {
            totals.push(record);
            continue;
        }
        rows.push(record);
        if rows.len() == ROWS_TOGETHER {
            send(&mut rows);
        }
    }
    if totals.len() == ANSWERS {
        rows.append(&mut totals);
    }
    send(&mut rows);
    Ok(())
}

/// Whether a row is the header once more, or a note or another line below the table.
fn is_no_response(record: &ByteRecord, export: &Export) -> bool {
    let is_header = |row: &Vec<Vec<u8>>| record.iter().map(trim).eq(row.iter().map(Vec::as_slice));
    let is_single_column = export.headers.columns.len() < 2;
    let is_below = || shape::is_of_tail(record, &export.form.tail) || oddities::is_note(export.raw(), export.separator);
    export.form.header.iter().any(is_header) || !is_single_column && is_below()
}

/// A table that is asked once for every cell, and whose order nothing depends on.
type Known<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// What has been seen so far.
struct Columns {
    headers: Headers,
    beginning: Beginning,
    rows: u64,
    seen: Vec<Seen>,
    /// Columns side by side with one stem.
    blocks: Vec<Range<usize>>,
    /// Columns of which one answer is ticked at a time.
    rows_of_ticks: Vec<Range<usize>>,
    /// Short cells, and whether they say that an option was not chosen.
    flags: Known<Vec<u8>, bool>,
    /// How far ids reach, where there are several exports.
    reach: Option<Reach>,
    /// Which columns are filled only after certain answers.
    routes: Routes,
}

/// What has been seen of one column.
#[derive(Default)]
struct Seen {
    filled: u64,
    values: Known<Box<str>, u64>,
    more_values: bool,
    longest: usize,
    together: u64,
    in_row: u64,
}

/// Cells of up to this many bytes may say that an option was not chosen.
const LONGEST_FLAG: usize = 24;
/// Different ones of which is remembered whether they do.
const MOST_FLAGS: usize = 1000;

impl Columns {
    fn new(export: &Export, are_several: bool) -> Columns {
        let Export { headers, beginning, .. } = export;
        let seen = headers.columns.iter().map(|_| Seen::default()).collect();
        let (blocks, rows_of_ticks) = blocks(&headers.columns);
        let reach = if are_several { Reach::new(&headers.columns) } else { None };
        let routes = Routes::new(&headers.columns);
        Columns {
            headers: headers.clone(),
            beginning: *beginning,
            rows: 0,
            seen,
            blocks,
            rows_of_ticks,
            flags: Known::default(),
            reach,
            routes,
        }
    }

    /// Another export: what does not hold for all is left to be found.
    fn begin(&mut self, other: Beginning) {
        let Beginning { skip_rows, header_rows } = self.beginning;
        self.beginning = Beginning {
            skip_rows: skip_rows.filter(|rows| other.skip_rows == Some(*rows)),
            header_rows: header_rows.filter(|rows| other.header_rows == Some(*rows)),
        };
    }

    /// Takes rows into account; gives the number of those that have a wrong number of cells.
    fn add(&mut self, rows: &[ByteRecord], width: usize) -> u64 {
        let mut ragged = 0;
        let mut counted: Vec<&ByteRecord> = Vec::with_capacity(rows.len());
        for record in rows.iter().filter(|record| !record.iter().all(|cell| trim(cell).is_empty())) {
            let is_ragged = is_ragged(record, self.headers.columns.len(), width);
            ragged += u64::from(is_ragged);
            counted.extend((!is_ragged && self.is_response(record)).then_some(record));
        }
        self.rows += counted.len() as u64;
        let Columns { seen, routes, .. } = self;
        // Column by column: what has been seen of one stays at hand for all of the rows.
        let look = |(at, seen): (usize, &mut Seen)| {
            counted.iter().filter_map(|record| record.get(at)).for_each(|cell| seen.add(trim(cell)));
        };
        rayon::join(
            || seen.par_iter_mut().enumerate().with_min_len(COLUMNS_TOGETHER).for_each(look),
            || counted.iter().for_each(|record| routes.add(record)),
        );
        for record in counted {
            self.add_together(record);
            self.add_in_rows(record);
            self.reach.iter_mut().for_each(|reach| reach.add(record));
        }
        ragged
    }

    /// Whether no rule of the platform sets a row apart.
    fn is_response(&self, record: &ByteRecord) -> bool {
        let fate = |rule: &SetApart| rule.fate(record.get(rule.column).unwrap_or_default());
        self.headers.set_apart.iter().find_map(fate).is_none_or(|fate| fate == Fate::Analysed)
    }

    /// Notes the columns of a block that are filled in the same row.
    fn add_together(&mut self, record: &ByteRecord) {
        for block in &self.blocks {
            let is_filled = |at: &usize| record.get(*at).is_some_and(|cell| !trim(cell).is_empty());
            let filled = block.clone().filter(is_filled).count();
            if filled > 1 {
                block.clone().filter(is_filled).for_each(|at| self.seen[at].together += 1);
            }
        }
    }

    /// Notes the columns that are ticked beside others of the same row of a matrix.
    fn add_in_rows(&mut self, record: &ByteRecord) {
        let Columns { rows_of_ticks, flags, seen, .. } = self;
        let mut is_ticked = |at: usize| {
            let cell = trim(record.get(at).unwrap_or_default());
            !cell.is_empty() && !says_not_chosen(cell, flags)
        };
        for row in rows_of_ticks.iter().cloned() {
            let ticked: Vec<usize> = row.filter(|at| is_ticked(*at)).collect();
            if ticked.len() > 1 {
                for at in ticked {
                    seen[at].in_row += 1;
                }
            }
        }
    }

    fn finish(self, codebook: &Codebook, doubts: Vec<String>, exports: Vec<String>) -> Profiled {
        let Columns { headers, beginning, rows, seen, reach, routes, .. } = self;
        let repeats = reach.map(Reach::found);
        let of = |at: usize| repeats.filter(|(column, _)| *column == at).map(|(_, repeats)| repeats);
        let tells_complete =
            |at: usize| headers.set_apart.iter().any(|rule| rule.column == at && rule.apart == Apart::Incomplete);
        let columns: Vec<(usize, (HeaderColumn, Seen))> = headers.columns.into_iter().zip(seen).enumerate().collect();
        let describe = |(at, (header, seen)): (usize, (HeaderColumn, Seen))| {
            let (header, choices) = codebook.describe(header);
            let seen = seen.describe(at + 1, header, rows);
            let (repeats, tells_complete, after) = (of(at), tells_complete(at), routes.of(at));
            let mut profile = infer::ColumnProfile { choices, repeats, tells_complete, after, ..seen };
            infer::personal::settle(&mut profile);
            profile
        };
        let dialect = Dialect::default();
        let mut columns: Vec<infer::ColumnProfile> = columns.into_par_iter().map(describe).collect();
        infer::personal::settle_companions(&mut columns);
        Profiled { columns, beginning, doubts, exports, dialect }
    }
}

fn says_not_chosen(cell: &[u8], flags: &mut Known<Vec<u8>, bool>) -> bool {
    if cell.len() > LONGEST_FLAG {
        return false;
    }
    if let Some(known) = flags.get(cell) {
        return *known;
    }
    let says_no = infer::says_not_chosen(&tidy_cell(cell));
    if flags.len() < MOST_FLAGS {
        flags.insert(cell.to_vec(), says_no);
    }
    says_no
}

/// Runs of columns with one stem, and those of which one answer is ticked at a time.
fn blocks(columns: &[HeaderColumn]) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let describe = |(header, position): (&HeaderColumn, usize)| Seen::default().describe(position, header.clone(), 0);
    let columns: Vec<infer::ColumnProfile> = columns.iter().zip(1..).map(describe).collect();
    (infer::blocks(&columns), infer::rows(&columns))
}

/// A cell as people read it, with its line breaks: several answers may stand under one another.
fn lines(cell: &[u8]) -> String {
    let text = tidy_cell(cell);
    // Cells of workbooks have carriage returns.
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    if !cell.iter().any(is_break) {
        return text;
    }
    let lines: Vec<String> = cell.split(is_break).map(tidy_cell).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

impl Seen {
    fn add(&mut self, cell: &[u8]) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        // Most cells are tidy and have been seen before.
        let known = std::str::from_utf8(cell).ok().and_then(|cell| self.values.get_mut(cell));
        if let Some(times) = known {
            *times += 1;
            return;
        }
        let text = lines(cell);
        if let Some(times) = self.values.get_mut(text.as_str()) {
            *times += 1;
            return;
        }
        self.longest = self.longest.max(text.chars().count());
        if self.values.len() < MOST_VALUES {
            self.values.insert(text.into(), 1);
        } else {
            self.more_values = true;
        }
    }

    fn describe(self, position: usize, header: HeaderColumn, rows: u64) -> infer::ColumnProfile {
        let mut values: Vec<(String, u64)> =
            self.values.into_iter().map(|(text, times)| (text.into(), times)).collect();
        values.sort_unstable_by(|(one, times), (other, others)| others.cmp(times).then_with(|| one.cmp(other)));
        infer::ColumnProfile {
            position,
            name: header.id,
            text: header.text,
            stem: header.stem,
            item: header.item,
            role: purpose(header.role),
            filled: self.filled,
            rows,
            values,
            more_values: self.more_values,
            longest: self.longest,
            together: self.together,
            in_row: self.in_row,
            choices: Vec::new(),
            repeats: None,
            tells_complete: false,
            no_answers: Vec::new(),
            day_first: None,
            after: Vec::new(),
        }
    }
}

/// What a definition needs to know of a column's role.
fn purpose(role: Role) -> infer::Role {
    match role {
        Role::Answer => infer::Role::Answer,
        Role::OtherText => infer::Role::OtherText,
        Role::ResponseId => infer::Role::ResponseId,
        Role::Submitted => infer::Role::Submitted,
        Role::Segment => infer::Role::Segment,
        Role::Visit => infer::Role::Visit,
        Role::Personal => infer::Role::Personal,
        Role::Weight => infer::Role::Weight,
        Role::Complete => infer::Role::Complete,
        Role::Status | Role::Metadata => infer::Role::Ignored,
    }
}
