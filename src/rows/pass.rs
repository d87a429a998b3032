//! One pass over the responses: read, decode, filter and count, on as many threads as asked for.
//!
//! One thread reads the files in order; the others each decode and count whole batches. Counts are
//! integers and findings keep the lowest rows, so it does not matter which thread gets which batch.

use super::answered::add_answered;
use super::coder::{Coder, Stopped};
use super::counter::Counter;
use super::counts::Counts;
use super::days::Days;
use super::filter::Sieve;
use super::findings::Findings;
use super::named::Named;
use super::people::People;
use super::row_counts::RowCounts;
use super::too_many::too_many;
use crate::definition::Survey;
use crate::diagnostic::Faults;
use crate::plan::Plan;
use crate::responses::{Ids, Piece, Places, Reader, Remark};
use crate::results::Input;
use crate::table::{CountTable, Replication, Weighing};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Batches that may wait for a free thread, per thread: enough to keep it busy, few enough to stay small.
const WAITING_PER_THREAD: usize = 2;

/// What is to be counted, and how.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) survey: &'a Survey,
    pub(super) plan: &'a Arc<Plan>,
    pub(super) coder: &'a Coder,
    pub(super) sieve: &'a Sieve,
    pub(super) threads: usize,
}

/// What a pass leaves behind.
pub(super) struct Counted {
    pub(super) work: Work,
    pub(super) table: CountTable,
}

/// What one thread has done.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) counter: Counter,
    pub(super) rows: RowCounts,
    /// Responses before filters.
    pub(super) units: u64,
    /// Of these, how many gave any answer to each question.
    pub(super) answered: Vec<u64>,
    pub(super) weighing: Weighing,
    pub(super) replication: Replication,
    pub(super) findings: Findings,
    pub(super) places: Places,
    pub(super) named: Named,
    pub(super) days: Days,
    pub(super) people: People,
}

/// Reads everything once and counts what passes the filter.
///
/// # Errors
///
/// The first thing that keeps a file from being read to its end, or a row from being decoded.
pub(super) fn pass(reader: &mut Reader, task: Task) -> Result<Counted, Stopped> {
    let threads = task.threads.max(1);
    let (send, receive) = sync_channel(threads * WAITING_PER_THREAD);
    let receive = Arc::new(Mutex::new(receive));
    let ids = Ids::new(task.survey);
    let works = std::thread::scope(|scope| {
        let ids = &ids;
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let receive = Arc::clone(&receive);
                scope.spawn(move || work(&receive, ids, task.begun(), task))
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
    finish(works, task.begun(), task).map_err(Stopped::Faults)
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

fn work(receive: &Mutex<Receiver<Piece>>, ids: &Ids, mut work: Work, task: Task) -> Result<Work, Stopped> {
    let mut end = StopOnEnd { ids, is_done: false };
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Some(piece) = next.ok().filter(|_| !ids.is_over()) else {
            end.is_done = true;
            return Ok(work);
        };
        for (mut batch, findings) in task.coder.code(piece, ids, &mut work.places)? {
            let units = batch.analysed();
            work.units += units;
            if !task.sieve.is_open() {
                add_answered(&mut work.answered, &batch);
            }
            work.named.count(&batch);
            work.weighing.merge(batch.weighing);
            work.replication.merge(std::mem::take(&mut batch.runs.replication));
            work.rows.receive(&batch);
            if task.plan.dated {
                work.days.add(&batch);
            }
            task.sieve.apply(&mut batch);
            work.rows.leave_out(units - batch.analysed());
            work.counter.count(&batch);
            work.people.add(&batch, task.plan);
            work.not_overfull(task.survey).map_err(Stopped::Faults)?;
            work.findings.merge(findings);
        }
    }
}

impl Task<'_> {
    fn begun(self) -> Work {
        Work::new(self.survey, self.plan, self.coder)
    }
}

impl Work {
    /// Nothing done yet.
    pub(super) fn new(survey: &Survey, plan: &Arc<Plan>, coder: &Coder) -> Work {
        Work {
            counter: Counter::new(Arc::clone(plan)).with_replicates(coder.replicates()),
            rows: RowCounts::default(),
            units: 0,
            answered: vec![0; survey.questions.len()],
            weighing: Weighing::default(),
            replication: Replication::new(coder.replicates()),
            findings: coder.no_findings(),
            places: Places::default(),
            named: Named::new(survey, plan),
            days: Days::default(),
            people: People::default(),
        }
    }

    /// Stops where a breakdown has more groups than it may have, before they fill the memory.
    pub(super) fn not_overfull(&self, survey: &Survey) -> Result<(), Faults> {
        let overfull = self.counter.overfull();
        overfull.map_or(Ok(()), |(grouping, most)| Err(too_many(survey, grouping, most).into()))
    }

    /// What is known of the responses, now that all are counted.
    pub(super) fn into_counts(
        self,
        plan: &Plan,
        table: CountTable,
        coder: &Coder,
        sieve: &Sieve,
        origin: Origin,
    ) -> Counts {
        let Origin { inputs, remarks, unused_columns, personal_segments } = origin;
        Counts {
            table,
            labels: coder.labels(),
            scale: coder.scale(),
            rows: self.rows,
            units: self.units,
            answered: (!sieve.is_open()).then_some(self.answered),
            weighing: self.weighing,
            replication: self.replication,
            findings: self.findings,
            named: self.named,
            days: self.days,
            pairs: self.people.pairs(plan),
            inputs,
            remarks,
            unused_columns,
            personal_segments,
        }
    }
}

/// What is known of where responses come from.
pub(super) struct Origin {
    pub(super) inputs: Vec<Input>,
    pub(super) remarks: Vec<Remark>,
    pub(super) unused_columns: Vec<String>,
    pub(super) personal_segments: Vec<bool>,
}

/// All that the threads have done, added to work not yet begun.
fn finish(works: Vec<Work>, mut all: Work, task: Task) -> Result<Counted, Faults> {
    for work in works {
        all.counter.merge(work.counter);
        all.rows.add(&work.rows);
        all.units += work.units;
        all.answered.iter_mut().zip(work.answered).for_each(|(all, more)| *all += more);
        all.weighing.merge(work.weighing);
        all.replication.merge(work.replication);
        all.findings.merge(work.findings);
        all.places.merge(work.places);
        all.named.merge(&work.named);
        all.days.merge(&work.days);
        all.people.merge(work.people);
    }
    all.not_overfull(task.survey)?;
    let table = all.counter.table()?;
    Ok(Counted { work: all, table })
}
