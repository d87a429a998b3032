//! One pass over the responses: read, decode, filter and count, on as many threads as asked for.
//!
//! One thread reads the files in order; the others each decode and count whole batches. Counts are
//! integers and findings keep the lowest rows, so it does not matter which thread gets which batch.

use crate::diagnostic::Faults;
use crate::responses::{Coder, Findings, RawBatch, Reader};
use crate::results::Accounting;
use crate::tally::{Batch, CountTable, Counter, Fate, Filter, Plan, StraightLines};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Batches that may wait for a free thread, per thread: enough to keep it busy, few enough to stay small.
const WAITING_PER_THREAD: usize = 2;

/// What a pass leaves behind.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) table: CountTable,
    pub(super) accounting: Accounting,
    /// Responses in the whole design, before filters: complete, counted once, with a usable weight.
    pub(super) units: u64,
    pub(super) findings: Findings,
    pub(super) straight: StraightLines,
}

/// What one thread has done.
struct Work {
    counter: Counter,
    accounting: Accounting,
    units: u64,
    findings: Findings,
    straight: StraightLines,
}

/// Reads everything and counts what passes the filter.
///
/// # Errors
///
/// The first thing that keeps a file from being read to its end.
pub(super) fn run(
    reader: &mut Reader,
    plan: Plan,
    filter: &Filter,
    straight: &StraightLines,
    threads: usize,
) -> Result<Counted, Faults> {
    let coder = reader.coder();
    let plan = Arc::new(plan);
    let threads = threads.max(1);
    let (send, receive) = sync_channel(threads * WAITING_PER_THREAD);
    let receive = Mutex::new(receive);
    let works = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| work(&receive, &coder, Work::new(&plan, &coder, straight), filter)))
            .collect();
        let read = read_all(reader, send);
        let works: Vec<_> = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect();
        read.map(|()| works)
    })?;
    let works = works.into_iter().collect::<Result<Vec<Work>, Faults>>()?;
    finish(works, Work::new(&plan, &coder, straight))
}

/// Hands every batch to whichever thread is free. Takes the sender, so that the threads end when it does.
fn read_all(reader: &mut Reader, send: SyncSender<RawBatch>) -> Result<(), Faults> {
    while let Some(batch) = reader.read_batch()? {
        if send.send(batch).is_err() {
            break; // every worker has stopped, and will say why
        }
    }
    drop(send);
    Ok(())
}

fn work(receive: &Mutex<Receiver<RawBatch>>, coder: &Coder, mut work: Work, filter: &Filter) -> Result<Work, Faults> {
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(raw) = next else { return Ok(work) };
        let (mut batch, findings) = coder.code(&raw)?;
        work.units += analysed(&batch);
        filter.apply(&mut batch)?;
        account(&mut work.accounting, &batch);
        work.counter.count(&batch);
        work.straight.count(&batch);
        work.findings.merge(findings);
    }
}

impl Work {
    fn new(plan: &Arc<Plan>, coder: &Coder, straight: &StraightLines) -> Work {
        Work {
            counter: Counter::new(Arc::clone(plan)),
            accounting: Accounting::default(),
            units: 0,
            findings: coder.no_findings(),
            straight: straight.clone(),
        }
    }
}

/// All that the threads have done, added to work not yet begun.
fn finish(works: Vec<Work>, mut all: Work) -> Result<Counted, Faults> {
    for work in works {
        all.counter.merge(work.counter);
        all.accounting = add(all.accounting, work.accounting);
        all.units += work.units;
        all.findings.merge(work.findings);
        all.straight.merge(&work.straight);
    }
    let table = CountTable::new(&all.counter)?;
    Ok(Counted { table, accounting: all.accounting, units: all.units, findings: all.findings, straight: all.straight })
}

fn analysed(batch: &Batch) -> u64 {
    batch.fates.iter().filter(|fate| **fate == Fate::Analysed).count() as u64
}

fn account(accounting: &mut Accounting, batch: &Batch) {
    accounting.received += batch.rows() as u64;
    for fate in &batch.fates {
        *match fate {
            Fate::Analysed => &mut accounting.analysed,
            Fate::Blank => &mut accounting.blank,
            Fate::Ragged => &mut accounting.ragged,
            Fate::BadWeight => &mut accounting.bad_weight,
            Fate::Preview => &mut accounting.preview,
            Fate::Incomplete => &mut accounting.incomplete,
            Fate::Duplicate => &mut accounting.duplicate,
            Fate::Filtered => &mut accounting.filtered,
        } += 1;
    }
}

fn add(one: Accounting, other: Accounting) -> Accounting {
    Accounting {
        received: one.received + other.received,
        blank: one.blank + other.blank,
        ragged: one.ragged + other.ragged,
        bad_weight: one.bad_weight + other.bad_weight,
        preview: one.preview + other.preview,
        incomplete: one.incomplete + other.incomplete,
        duplicate: one.duplicate + other.duplicate,
        filtered: one.filtered + other.filtered,
        analysed: one.analysed + other.analysed,
    }
}
