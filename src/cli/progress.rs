//! A progress bar on standard error, for a person at a terminal who has been waiting.

use crate::responses::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// Time between two looks at how far the reading has come.
const TICK: Duration = Duration::from_millis(100);

/// Shows how far reading has come until it is dropped.
#[derive(Debug)]
pub(super) struct Bar {
    done: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    /// Starts watching; nothing is drawn unless standard error is a terminal and the work takes a while.
    pub(super) fn watch(progress: Progress) -> Bar {
        let done = Arc::new(AtomicBool::new(false));
        if !std::io::stderr().is_terminal() {
            return Bar { done, thread: None };
        }
        let stop = Arc::clone(&done);
        Bar { done, thread: Some(std::thread::spawn(move || draw(&progress, &stop))) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join(); // a bar that failed to draw is not worth failing for
        }
    }
}

/// Counts steps of a known number, for a person at a terminal who has been waiting.
#[derive(Debug)]
pub(super) struct Steps {
    bar: ProgressBar,
    started: Instant,
}

impl Steps {
    /// Nothing is drawn unless standard error is a terminal and the work takes a while.
    pub(super) fn new(doing: &'static str, steps: usize) -> Steps {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(doing);
        Steps { bar, started: Instant::now() }
    }

    /// So many more steps are done.
    pub(super) fn done(&self, steps: u64) {
        if self.bar.is_hidden() && self.started.elapsed() >= PATIENCE && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(steps);
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn draw(progress: &Progress, done: &AtomicBool) {
    let started = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    while !done.load(Ordering::Relaxed) {
        if started.elapsed() >= PATIENCE {
            bar.get_or_insert_with(|| new_bar(progress)).set_position(progress.bytes_read());
        }
        std::thread::park_timeout(TICK);
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

fn new_bar(progress: &Progress) -> ProgressBar {
    let template = match progress.total() {
        Some(_) => "reading {bar:30} {bytes}/{total_bytes}, {eta} left",
        None => "reading {spinner} {bytes}",
    };
    let bar = ProgressBar::with_draw_target(progress.total(), ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
