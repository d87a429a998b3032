//! What a run leaves behind when it is ended halfway, and how it goes.
//!
//! Half-made files have names of their own. They are locked by the run that makes them for as long as it lives,
//! so that the next run can tell those of the dead, and clears them. A run that is asked to end (SIGINT, SIGTERM,
//! SIGHUP) clears its own at once, and ends as if it had not listened.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What names of half-made files begin and end with, around letters and digits drawn by lot.
const PREFIX: &str = ".survey-";
const SUFFIX: &str = ".tmp";
const DRAWN: usize = 12;

/// Files that were cleared away by another run before they could be locked, before we give up.
const TRIES: usize = 10;

/// Whether a signal has come.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Held while something is done that must not be ended halfway.
static GATE: Mutex<()> = Mutex::new(());

/// What is half-made.
static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does something that a signal must not end halfway. It should not take long.
pub(super) fn undisturbed<T>(work: impl FnOnce() -> T) -> T {
    signals::listen(); // before anything is there that it would have to clear
    while ENDING.load(Ordering::SeqCst) {
        std::thread::park(); // what is being cleared must not be made again
    }
    let _gate = lock(&GATE);
    work()
}

/// Something half-made: removed when a signal ends the run, until this is dropped.
#[derive(Debug)]
pub(super) struct Pending(PathBuf);

impl Pending {
    pub(super) fn new(path: PathBuf) -> Pending {
        lock(&PENDING).push(path.clone());
        Pending(path)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        lock(&PENDING).retain(|path| *path != self.0);
    }
}

/// A new file in a folder, to be renamed when it is complete. Locked, so that no other run takes it for the
/// leftover of a dead one.
///
/// # Errors
///
/// When it cannot be made.
pub(super) fn half_made(folder: &Path) -> io::Result<(tempfile::NamedTempFile, Pending)> {
    for _ in 0..TRIES {
        let file = undisturbed(|| -> io::Result<_> {
            let file = new_file(folder)?;
            let pending = Pending::new(file.path().to_path_buf());
            Ok((file, pending))
        })?;
        // Where locks are not to be had nobody clears anything either.
        let _ = file.0.as_file().try_lock();
        if is_there(file.0.as_file()) {
            return Ok(file);
        }
    }
    Err(io::Error::other("another run clears away what this one makes"))
}

fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(DRAWN);
    #[cfg(unix)]
    builder.permissions(usual(0o666));
    builder.tempfile_in(folder)
}

/// A new folder in a folder, to be renamed when it is complete; removed when this is dropped.
///
/// # Errors
///
/// When it cannot be made.
pub(super) fn half_made_folder(folder: &Path, prefix: &str) -> io::Result<(tempfile::TempDir, Pending)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).rand_bytes(DRAWN);
    #[cfg(unix)]
    builder.permissions(usual(0o777));
    undisturbed(|| {
        let made = builder.tempdir_in(folder)?;
        let pending = Pending::new(made.path().to_path_buf());
        Ok((made, pending))
    })
}

/// Those of anything new; the user's umask takes away from them.
#[cfg(unix)]
fn usual(mode: u32) -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(mode)
}

/// Whether a file still has a name.
#[cfg(unix)]
fn is_there(file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|about| about.nlink() > 0)
}

#[cfg(not(unix))]
fn is_there(_: &File) -> bool {
    true
}

/// Removes what dead runs have left half-made in a folder.
pub(super) fn clear(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_ours =
            entry.file_name().to_str().is_some_and(is_half_made) && entry.file_type().is_ok_and(|it| it.is_file());
        if is_ours && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = std::fs::remove_file(entry.path()); // it may be another's, and is no reason to fail
        }
    }
}

fn is_half_made(name: &str) -> bool {
    name.strip_suffix(SUFFIX).is_some_and(|name| is_drawn(name, PREFIX))
}

/// Whether a name is one that was drawn by lot after this prefix.
pub(super) fn is_drawn(name: &str, prefix: &str) -> bool {
    let drawn = name.strip_prefix(prefix);
    drawn.is_some_and(|drawn| drawn.len() == DRAWN && drawn.bytes().all(|letter| letter.is_ascii_alphanumeric()))
}

#[cfg(unix)]
mod signals {
    use super::{ENDING, GATE, Ordering, PENDING, lock};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use std::path::Path;
    use std::sync::{Arc, Once};

    /// Listens to the signals that ask a program to end, unless whoever started it has them ignored.
    pub(super) fn listen() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            // A file that grows beyond what is allowed is an error like a full disk, not the end.
            let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
            let ignored = ignored();
            let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0);
            // Without, files of a run that is ended are cleared by the next one.
            let Ok(mut signals) = Signals::new(wanted) else { return };
            std::thread::spawn(move || {
                if let Some(signal) = signals.forever().next() {
                    end(signal);
                }
            });
        });
    }

    /// The signals ignored from the start, as `nohup` has SIGHUP: one bit each. None where it cannot be told.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }

    fn end(signal: i32) {
        ENDING.store(true, Ordering::SeqCst);
        let _gate = lock(&GATE);
        for path in lock(&PENDING).iter() {
            remove(path);
        }
        let _ = signal_hook::low_level::emulate_default_handler(signal); // does not come back
    }

    /// Removes a file, or a folder: hidden files in it last, because they say whose the others are.
    fn remove(path: &Path) {
        if !path.is_dir() {
            let _ = std::fs::remove_file(path);
            return;
        }
        let entries = std::fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
        let mut inside: Vec<_> = entries.map(|entry| entry.path()).collect();
        inside.sort_by(|one, other| other.cmp(one));
        for path in &inside {
            remove(path);
        }
        let _ = std::fs::remove_dir(path);
    }
}

#[cfg(not(unix))]
mod signals {
    /// Half-made files of a run that is ended are cleared by the next one.
    pub(super) fn listen() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_living_run_makes_is_cleared() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let dead = folder.path().join(".survey-abcdefABCDEF.tmp");
        let others = [".survey-abcdef", ".survey-abcdefABCDEF.tmp.txt", ".survey-report", "survey.tmp"];
        std::fs::write(&dead, "half").expect("a file");
        for other in others {
            std::fs::write(folder.path().join(other), "whole").expect("a file");
        }
        let (alive, _pending) = half_made(folder.path()).expect("a file");
        clear(folder.path());
        assert!(!dead.exists() && alive.path().exists());
        assert!(others.iter().all(|other| folder.path().join(other).exists()));
    }
}
