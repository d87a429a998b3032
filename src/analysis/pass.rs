//! One pass over the responses: read, decode, filter and count, on as many threads as asked for.
//!
//! One thread reads the files in order; the others each decode and count whole batches. Counts are
//! integers and findings keep the lowest rows, so it does not matter which thread gets which batch.

use super::answered::add_answered;
use super::groups;
use super::named::Named;
use super::rows::Rows;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults};
use crate::plan::Plan;
use crate::responses::{Coder, Findings, Ids, Piece, Places, Reader, Remark, Stopped};
use crate::results::Input;
use crate::table::{CountTable, Scale, Weighing};
use crate::tally::{Batch, Counter, Days, Fate, Sieve, StraightLines};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Batches that may wait for a free thread, per thread: enough to keep it busy, few enough to stay small.
const WAITING_PER_THREAD: usize = 2;

/// What is known of the responses once they are counted: nobody can be told from anybody any more.
#[derive(Debug)]
pub struct Counts {
    pub(super) table: CountTable,
    /// Per segment, what its codes from 1 are called.
    pub(super) labels: Vec<Vec<String>>,
    /// The scale that weights were put on.
    pub(super) scale: Scale,
    pub(super) rows: Rows,
    /// Responses in the whole design, before filters: complete, counted once, with a usable weight.
    pub(super) units: u64,
    /// Answers given to each question before filters, where there are any.
    pub(super) answered: Option<Vec<u64>>,
    /// The weights of these responses.
    pub(super) weighing: Weighing,
    /// What could not be understood, and where in which file.
    pub(super) findings: Findings,
    pub(super) straight: StraightLines,
    pub(super) named: Named,
    /// Days with responses, before filters.
    pub(super) days: Days,
    pub(super) inputs: Vec<Input>,
    pub(super) remarks: Vec<Remark>,
    /// Columns of the first export that the definition does not use.
    pub(super) unused_columns: Vec<String>,
    /// Per segment, whether its values are likely to be people, by what it and its column are called.
    pub(super) personal_segments: Vec<bool>,
}

/// What a pass leaves behind.
struct Counted {
    work: Work,
    table: CountTable,
}

/// What one thread has done.
struct Work {
    counter: Counter,
    rows: Rows,
    units: u64,
    answered: Vec<u64>,
    weighing: Weighing,
    findings: Findings,
    places: Places,
    straight: StraightLines,
    named: Named,
    days: Days,
}

/// What is to be counted.
#[derive(Clone, Copy)]
struct Task<'a> {
    survey: &'a Survey,
    plan: &'a Arc<Plan>,
    sieve: &'a Sieve,
    threads: usize,
}

/// Counts the responses of exports according to a plan, on so many threads.
///
/// # Errors
///
/// The first thing that keeps a file from being read to its end, and a breakdown with more groups than it may have.
pub fn count(survey: &Survey, plan: &Plan, mut reader: Reader, threads: usize) -> Result<Counts, Faults> {
    let coder = reader.coder();
    let sieve = Sieve::new(&plan.filter, |segment, label| coder.segment_code(segment, label));
    let task = Task { survey, plan: &Arc::new(plan.clone()), sieve: &sieve, threads };
    let Counted { work, table } = run(&mut reader, task)?;
    let (unused_columns, personal_segments) = (reader.unused_columns(), reader.personal_segments(survey));
    let (inputs, remarks, findings) = reader.finish(work.places, work.findings);
    Ok(Counts {
        table,
        labels: (0..survey.segments.len()).map(|segment| coder.segment_labels(segment)).collect(),
        scale: coder.scale(),
        rows: work.rows,
        units: work.units,
        answered: (!sieve.is_open()).then_some(work.answered),
        weighing: work.weighing,
        findings,
        straight: work.straight,
        named: work.named,
        days: work.days,
        inputs,
        remarks,
        unused_columns,
        personal_segments,
    })
}

/// Reads everything and counts what passes the filter.
///
/// Where quotation marks leave in doubt where records end, everything is read once more, record by record; and where
/// a column of numbers turns out to have another decimal mark than it was read with, everything is read once more.
///
/// Where the weights turn out so large or so small that sums would run over or lose digits, everything is read once
/// more with the weights on another scale; how much of it is analysed, and in which order, makes no difference.
///
/// # Errors
///
/// The first thing that keeps a file from being read to its end.
fn run(reader: &mut Reader, task: Task) -> Result<Counted, Faults> {
    let (mut is_careful, mut is_settled, mut is_weighed) = (false, false, false);
    loop {
        match attempt(reader, task) {
            Ok(mut counted) => {
                if !is_settled && reader.must_begin_again(&mut counted.work.places)? {
                    is_settled = true;
                } else if is_weighed || !must_weigh_again(reader, counted.work.weighing)? {
                    return Ok(counted);
                } else {
                    is_weighed = true;
                }
            }
            Err(Stopped::Faults(faults)) => return Err(faults),
            Err(Stopped::Unclear) if is_careful => {
                return Err(Fault::new("it cannot be told where the rows end").into());
            }
            Err(Stopped::Unclear) => {
                is_careful = true;
                reader.begin_again_carefully();
            }
        }
    }
}

/// Whether everything has to be read once more with the weights on another scale, on which they then are.
fn must_weigh_again(reader: &mut Reader, weighing: Weighing) -> Result<bool, Faults> {
    let (scale, wanted) = (reader.coder().scale(), weighing.scale());
    if weighing.common().is_some() || weighing.is_exact_on(scale) {
        return Ok(false);
    }
    let Weighing { least, most, .. } = weighing;
    if !weighing.is_fair_on(wanted) {
        let fault =
            Fault::new(format!("weights run from {least:e} to {most:e}: the lightest are lost beside the heaviest"));
        return Err(fault.help("look for slips in the column of weights, or trim it").into());
    }
    if reader.can_begin_again() {
        reader.coder().weigh_on(wanted);
        reader.begin_again();
        return Ok(true);
    }
    if weighing.is_fair_on(scale) {
        return Ok(false);
    }
    let fault = Fault::new(format!("weights from {least:e} to {most:e} cannot be added up exactly as they come in"));
    Err(fault.help("save the export to a file and name it instead of `-`; or let most weights be near 1").into())
}

fn attempt(reader: &mut Reader, task: Task) -> Result<Counted, Stopped> {
    let coder = reader.coder();
    let threads = task.threads.max(1);
    let (send, receive) = sync_channel(threads * WAITING_PER_THREAD);
    let receive = Arc::new(Mutex::new(receive));
    let ids = Ids::new(task.survey);
    let works = std::thread::scope(|scope| {
        let (coder, ids) = (&coder, &ids);
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let receive = Arc::clone(&receive);
                scope.spawn(move || work(&receive, coder, ids, Work::new(coder, task), task))
            })
            .collect();
        // The threads alone hold the receiving end: when all have stopped, the reader is told so.
        drop(receive);
        let read = read_all(reader, send);
        let works: Vec<_> = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect();
        read.map(|()| works)
    });
    let works = works.map_err(Stopped::Faults)?.into_iter().collect::<Result<Vec<Work>, Stopped>>()?;
    finish(works, Work::new(&coder, task), task)
}

/// Hands every piece to whichever thread is free. Takes the sender, so that the threads end when it does.
fn read_all(reader: &mut Reader, send: SyncSender<Piece>) -> Result<(), Faults> {
    while let Some(piece) = reader.read_piece()? {
        if send.send(piece).is_err() {
            break; // every worker has stopped, and will say why
        }
    }
    drop(send);
    Ok(())
}

/// Lets nobody wait for a thread that has come to an end before its time.
struct StopOnEnd<'a> {
    ids: &'a Ids,
    is_done: bool,
}

impl Drop for StopOnEnd<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            self.ids.stop();
        }
    }
}

fn work(
    receive: &Mutex<Receiver<Piece>>,
    coder: &Coder,
    ids: &Ids,
    mut work: Work,
    task: Task,
) -> Result<Work, Stopped> {
    let mut end = StopOnEnd { ids, is_done: false };
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Some(piece) = next.ok().filter(|_| !ids.is_over()) else {
            end.is_done = true;
            return Ok(work);
        };
        for (mut batch, findings) in coder.code(piece, ids, &mut work.places)? {
            let units = analysed(&batch);
            work.units += units;
            if !task.sieve.is_open() {
                add_answered(&mut work.answered, &batch);
            }
            work.named.count(&batch);
            work.weighing.merge(batch.weighing);
            work.rows.receive(&batch);
            if task.plan.dated {
                work.days.add(&batch);
            }
            task.sieve.apply(&mut batch);
            work.rows.leave_out(units - analysed(&batch));
            work.counter.count(&batch);
            not_overfull(&work.counter, task)?;
            work.straight.count(&batch);
            work.findings.merge(findings);
        }
    }
}

impl Work {
    fn new(coder: &Coder, task: Task) -> Work {
        Work {
            counter: Counter::new(Arc::clone(task.plan)),
            rows: Rows::default(),
            units: 0,
            answered: Vec::new(),
            weighing: Weighing::default(),
            findings: coder.no_findings(),
            places: Places::default(),
            straight: StraightLines::new(task.plan.grids.iter().cloned()),
            named: Named::new(task.survey, &task.plan.filter),
            days: Days::default(),
        }
    }
}

/// All that the threads have done, added to work not yet begun.
fn finish(works: Vec<Work>, mut all: Work, task: Task) -> Result<Counted, Stopped> {
    for work in works {
        all.counter.merge(work.counter);
        all.rows.add(&work.rows);
        all.units += work.units;
        all.answered.resize(all.answered.len().max(work.answered.len()), 0);
        all.answered.iter_mut().zip(work.answered).for_each(|(all, more)| *all += more);
        all.weighing.merge(work.weighing);
        all.findings.merge(work.findings);
        all.places.merge(work.places);
        all.straight.merge(&work.straight);
        all.named.merge(&work.named);
        all.days.merge(&work.days);
    }
    not_overfull(&all.counter, task)?;
    let table = all.counter.table().map_err(|fault| Stopped::Faults(fault.into()))?;
    Ok(Counted { work: all, table })
}

/// Stops where a breakdown has more groups than it may have, before they fill the memory.
fn not_overfull(counter: &Counter, task: Task) -> Result<(), Stopped> {
    counter
        .overfull()
        .map_or(Ok(()), |(grouping, most)| Err(Stopped::Faults(groups::too_many(task.survey, grouping, most).into())))
}

fn analysed(batch: &Batch) -> u64 {
    batch.fates.iter().filter(|fate| **fate == Fate::Analysed).count() as u64
}
