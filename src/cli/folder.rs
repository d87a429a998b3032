//! The folder of a report: one run, whole, and nothing of another.
//!
//! The new folder is made beside the old one and changes places with it in one step. Then what the user keeps
//! there goes back to where it was, and what former runs have written goes. A run that is killed leaves the old
//! folder or the new one; the next run finds what is left beside them, and puts the user's files back first.
//!
//! What is ours is what a list in the folder says. Folders of reports from before there was a list are known by
//! their page for screens, and what is ours in them by its name.

use super::leftovers::{self, Pending, undisturbed};
use super::output::{could_not_write, keep_permissions, sync_folder};
use super::place::{self, Place};
use crate::diagnostic::{Fault, Faults};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A file of the report: its path below the folder, and what it holds.
pub(super) type Page = (PathBuf, Vec<u8>);

/// The list of our files.
const LIST: &str = ".survey-report";

/// First line of the list.
const LIST_HEAD: &str = "Written by `survey report`, which replaces or removes these files when it runs again:";

/// Names below the folder that reports have always used.
const PAGES: [&str; 8] = [
    "report.png",
    "report-wide.png",
    "report.svg",
    "report-wide.svg",
    "report.html",
    "report.xlsx",
    "report.md",
    "report.json",
];

/// Pages by which a report without a list is known: nobody else makes them.
const KNOWN_BY: [&str; 2] = ["report-wide.png", "report-wide.svg"];

/// The folder of the charts.
const CHARTS: &str = "charts";

/// Longest name that leaves room for what is put around it, in bytes; names may have 255.
const LONGEST_NAME: usize = 200;

/// How long to wait for another run that writes to the same folder.
const PATIENCE: Duration = Duration::from_secs(20);

/// Time between two looks whether it is done.
const PAUSE: Duration = Duration::from_millis(20);

/// What became of the folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// Files in it that are not ours, by their paths below it; of a folder only its name.
    pub(super) kept: Vec<String>,
    /// Files of the user's that could not be put back, by their paths, because others have taken their places.
    pub(super) stranded: Vec<PathBuf>,
}

/// A report's folder, and the charts that this survey may have had.
pub(super) struct Folder<'a> {
    place: &'a Place,
    pages: &'a [Page],
    is_chart: &'a dyn Fn(&str) -> bool,
}

/// Where half-made folders are: their folder, and what their names begin with.
struct Bench {
    folder: PathBuf,
    prefix: String,
}

impl Bench {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{}{name}", self.prefix))
    }

    /// Half-made folders that dead runs have left. Nobody else makes any while it is our turn.
    fn leftovers(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let entries = entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_ok_and(|it| it.is_dir()));
        let is_ours = |name: &str| leftovers::is_drawn(name, &self.prefix);
        let ours = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_ours));
        ours.map(|entry| entry.path()).collect()
    }
}

/// What names of half-made folders beside this one begin with.
fn hidden(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    if name.len() <= LONGEST_NAME {
        return format!(".{name}.survey-");
    }
    // Not the beginning of it: another folder may have the same.
    format!(".{:x}.survey-", Sha256::digest(name.as_bytes()))
}

/// Whether a path below the folder could be one that a report replaces or removes.
pub(super) fn may_be_ours(folder: &Path, path: &Path) -> bool {
    let in_charts = path.parent() == Some(Path::new(CHARTS)) && is_picture(path);
    let name = slashed(path);
    in_charts
        || PAGES.contains(&name.as_str())
        || name == LIST
        || listed(folder).is_some_and(|list| list.contains(&name))
}

impl<'a> Folder<'a> {
    /// The folder that is to hold these pages. `is_chart` knows the ids of charts that the survey may have had.
    pub(super) fn new(place: &'a Place, pages: &'a [Page], is_chart: &'a dyn Fn(&str) -> bool) -> Folder<'a> {
        Folder { place, pages, is_chart }
    }

    /// Puts the pages in the place of those of former runs.
    ///
    /// # Errors
    ///
    /// When they cannot be written, or something else stands where they have to go. The folder is then as it was.
    pub(super) fn replace(&self) -> Result<Outcome, Faults> {
        self.refuse_obstacles()?;
        let target = &self.place.file;
        let parent = place::parent(target);
        fs::create_dir_all(parent).map_err(|error| self.could_not(&error))?;
        let beside = Bench { folder: parent.to_path_buf(), prefix: hidden(target) };
        match self.replace_beside(&beside) {
            Err(error) if target.is_dir() && is_bound(&error) => {
                let inside = Bench { folder: target.clone(), prefix: format!("{LIST}-") };
                self.replace_inside(&inside)
            }
            done => done,
        }
        .map_err(|error| self.could_not(&error))
    }

    fn could_not(&self, error: &io::Error) -> Faults {
        could_not_write(&self.place.named, error).into()
    }

    /// Everything that keeps the pages from going where they have to.
    fn refuse_obstacles(&self) -> Result<(), Faults> {
        let target = &self.place.file;
        if target.metadata().is_ok_and(|about| place::is_protected(target, &about)) {
            let fault = Fault::new(format!("`{}` may not be written", self.place.named.display()));
            return Err(fault.help("choose another folder, or make it writable first").into());
        }
        let folders: BTreeSet<&Path> = self.pages.iter().filter_map(|(path, _)| path.parent()).collect();
        let is_no_folder = |path: &&Path| target.join(path).symlink_metadata().is_ok_and(|about| !about.is_dir());
        let no_folders = folders.into_iter().filter(is_no_folder).map(|path| (path, "is not a folder"));
        let no_files = self.pages.iter().filter_map(|(path, _)| {
            let about = target.join(path).symlink_metadata().ok()?;
            let protected = place::is_protected(&target.join(path), &about);
            let why = if about.is_file() { protected.then_some("may not be written") } else { Some("is not a file") };
            why.map(|why| (path.as_path(), why))
        });
        let fault = |(path, why): (&Path, &str)| {
            let path = self.place.named.join(path);
            Fault::new(format!("`{}` {why}", path.display()))
                .help("the report has to go there: move it elsewhere first")
        };
        let faults: Vec<Fault> = no_folders.chain(no_files).map(fault).collect();
        if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
    }

    fn replace_beside(&self, bench: &Bench) -> io::Result<Outcome> {
        let target = &self.place.file;
        let _turn = Turn::take(&bench.path("lock"))?;
        let away = bench.path("old");
        if !target.exists() && away.exists() {
            fs::rename(&away, target)?; // a run was killed between two steps
        }
        let mut outcome = Outcome::default();
        let left = bench.leftovers().into_iter().chain(away.exists().then(|| away.clone()));
        left.for_each(|left| undisturbed(|| self.settle(&left, &mut outcome)));
        outcome.kept.clear(); // it is in the folder again, and will be found there
        if listed(target).is_none() && is_known(target) {
            write_list(target, &self.ours(target).into_iter().collect::<Vec<_>>())?;
        }
        let (new, pending) = self.staged(bench)?;
        undisturbed(|| {
            drop(pending); // from here on it may hold files of the user's
            exchange(new.path(), target, &away)?;
            sync_folder(&bench.folder);
            let old = new.keep();
            for old in [old, away.clone()].iter().filter(|old| old.exists()) {
                self.settle(old, &mut outcome);
            }
            sync_folder(target);
            Ok(outcome)
        })
    }

    /// Where nothing can be put beside the folder, or the folder cannot be renamed because something is mounted
    /// there: file by file.
    fn replace_inside(&self, bench: &Bench) -> io::Result<Outcome> {
        let target = &self.place.file;
        let _turn = Turn::take(&bench.path("lock"))?;
        let mut outcome = Outcome::default();
        for left in bench.leftovers() {
            undisturbed(|| self.settle(&left, &mut outcome));
        }
        let (new, pending) = self.staged(bench)?;
        let old = self.ours(target);
        undisturbed(|| {
            drop(pending);
            let new = new.keep();
            let both: Vec<String> = old.iter().cloned().chain(self.names()).collect();
            write_list(target, &both)?;
            for (path, _) in self.pages {
                target.join(path).parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::rename(new.join(path), target.join(path))?;
            }
            let new_names: BTreeSet<String> = self.names().chain([LIST.to_owned()]).collect();
            for stale in old.difference(&new_names) {
                let _ = fs::remove_file(target.join(stale));
            }
            let _ = fs::remove_dir(target.join(CHARTS)); // goes only when it is empty
            fs::rename(new.join(LIST), target.join(LIST))?;
            self.settle(&new, &mut outcome);
            sync_folder(target);
            outcome.kept = self.strangers(target);
            Ok(outcome)
        })
    }

    /// The new folder, complete, beside the old one.
    fn staged(&self, bench: &Bench) -> io::Result<(tempfile::TempDir, Pending)> {
        let (new, pending) = leftovers::half_made_folder(&bench.folder, &bench.prefix)?;
        let target = &self.place.file;
        // The list comes first: a leftover without it could not be told from somebody's files.
        undisturbed(|| write_list(new.path(), &self.names().collect::<Vec<_>>()))?;
        for (path, bytes) in self.pages {
            undisturbed(|| {
                let file = new.path().join(path);
                file.parent().map_or(Ok(()), fs::create_dir_all)?;
                write_file(&file, bytes, &target.join(path))
            })?;
        }
        sync_folder(&new.path().join(CHARTS));
        if let Ok(folder) = File::open(new.path()) {
            keep_permissions(&folder, target)?;
        }
        sync_folder(new.path());
        Ok((new, pending))
    }

    fn names(&self) -> impl Iterator<Item = String> {
        self.pages.iter().map(|(path, _)| slashed(path))
    }

    /// The files of a folder that reports have written, by their paths below it.
    fn ours(&self, folder: &Path) -> BTreeSet<String> {
        let new: BTreeSet<String> = self.names().chain([LIST.to_owned()]).collect();
        match listed(folder) {
            Some(list) => new.into_iter().chain(list).collect(),
            None if is_known(folder) => {
                new.into_iter().chain(PAGES.map(str::to_owned)).chain(self.old_charts(folder)).collect()
            }
            None => new,
        }
    }

    /// The charts of this survey in a folder without a list.
    fn old_charts(&self, folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder.join(CHARTS)).into_iter().flatten().filter_map(Result::ok);
        let paths = entries.map(|entry| Path::new(CHARTS).join(entry.file_name()));
        let stem = |path: &Path| path.file_stem().and_then(|stem| stem.to_str()).is_some_and(self.is_chart);
        paths.filter(|path| is_picture(path) && stem(path)).map(|path| slashed(&path)).collect()
    }

    /// Empties a folder that was left or replaced: what is ours goes, everything else goes (back) to the report's
    /// folder.
    fn settle(&self, old: &Path, outcome: &mut Outcome) {
        let ours = self.ours(old);
        self.settle_below(old, Path::new(""), &ours, outcome);
        // The list goes last: without it, who is killed here leaves files that nobody knows to be ours.
        if fs::read_dir(old).is_ok_and(|left| left.count() <= 1) {
            let _ = fs::remove_file(old.join(LIST));
        }
        let _ = fs::remove_dir(old); // stays while something in it has nowhere to go
    }

    fn settle_below(&self, old: &Path, below: &Path, ours: &BTreeSet<String>, outcome: &mut Outcome) {
        let mut names: Vec<_> = fs::read_dir(old.join(below))
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|it| it.file_name())
            .collect();
        names.sort();
        for path in names.into_iter().map(|name| below.join(name)) {
            let (from, to) = (old.join(&path), self.place.file.join(&path));
            let is_folder = |path: &Path| path.symlink_metadata().is_ok_and(|about| about.is_dir());
            let name = slashed(&path);
            let holds_ours = ours.iter().any(|own| own.starts_with(&format!("{name}/")));
            if is_folder(&from) && (holds_ours || is_folder(&to)) {
                self.settle_below(old, &path, ours, outcome);
                let _ = fs::remove_dir(&from);
            } else if name == LIST {
            } else if ours.contains(&name) && !is_folder(&from) {
                let _ = fs::remove_file(&from);
            } else {
                put_back(&from, &to, name, outcome);
            }
        }
    }

    /// What is not ours in a folder.
    fn strangers(&self, folder: &Path) -> Vec<String> {
        let ours = self.ours(folder);
        let here = |below: &Path| -> BTreeSet<String> {
            let entries = fs::read_dir(folder.join(below)).into_iter().flatten().filter_map(Result::ok);
            entries.map(|entry| slashed(&below.join(entry.file_name()))).collect()
        };
        let all = here(Path::new("")).into_iter().filter(|name| name != CHARTS).chain(here(Path::new(CHARTS)));
        all.filter(|name| !ours.contains(name) && !name.starts_with(LIST)).collect()
    }
}

/// Moves something of the user's back to where it was, unless something else has its name there.
fn put_back(from: &Path, to: &Path, name: String, outcome: &mut Outcome) {
    let is_free = to.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound);
    let moved = is_free && to.parent().map_or(Ok(()), fs::create_dir_all).is_ok() && fs::rename(from, to).is_ok();
    if moved {
        outcome.kept.push(name);
    } else {
        outcome.stranded.push(from.to_path_buf());
    }
}

/// Whether a folder holds a report, from before there were lists.
fn is_known(folder: &Path) -> bool {
    KNOWN_BY.iter().any(|page| folder.join(page).is_file())
}

/// Whether an error means that the folder is bound to where it is.
fn is_bound(error: &io::Error) -> bool {
    use ErrorKind::{CrossesDevices, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ReadOnlyFilesystem | ResourceBusy)
}

/// Puts a new folder in the place of another, which is then where the new one was; in two steps, by way of
/// `away`, where one is not enough.
fn exchange(new: &Path, target: &Path, away: &Path) -> io::Result<()> {
    if !target.exists() {
        // Where it went back to be made by somebody else meanwhile, this fails.
        fs::rename(new, target)?;
        return Ok(());
    }
    match swap(new, target) {
        Err(error) if is_not_supported(&error) => {
            fs::rename(target, away)?;
            fs::rename(new, target).inspect_err(|_| {
                let _ = fs::rename(away, target);
            })
        }
        done => done,
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(new: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn is_not_supported(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

fn write_file(file: &Path, bytes: &[u8], old: &Path) -> io::Result<()> {
    let mut new = File::create_new(file)?;
    new.write_all(bytes)?;
    keep_permissions(&new, old)?;
    new.sync_all()
}

fn write_list(folder: &Path, names: &[String]) -> io::Result<()> {
    let names: BTreeSet<&String> = names.iter().filter(|name| *name != LIST).collect();
    let text = names.into_iter().fold(format!("{LIST_HEAD}\n"), |text, name| text + name + "\n");
    let mut file = File::create(folder.join(LIST))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The files that the list in a folder names; `None` where there is no list.
fn listed(folder: &Path) -> Option<BTreeSet<String>> {
    let text = fs::read_to_string(folder.join(LIST)).ok()?;
    // No name leads out of the folder, whoever wrote the list.
    let is_below =
        |name: &&str| Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    Some(text.lines().skip(1).filter(is_below).map(str::to_owned).collect())
}

fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "png" || ending == "svg")
}

/// A path with slashes, on every system.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Our turn to write to a folder; the next one's when it is dropped.
struct Turn {
    path: PathBuf,
    _lock: File,
    _pending: Pending,
}

impl Turn {
    /// Waits for other runs that write to the same folder.
    fn take(path: &Path) -> io::Result<Turn> {
        let started = Instant::now();
        loop {
            if let Some(turn) = undisturbed(|| Turn::try_take(path))? {
                return Ok(turn);
            }
            if started.elapsed() > PATIENCE {
                return Err(io::Error::other("another run is writing there; try again when it is done"));
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn try_take(path: &Path) -> io::Result<Option<Turn>> {
        let lock = File::options().create(true).truncate(false).write(true).open(path)?;
        // Where locks are not to be had, there is no waiting.
        let is_ours = matches!(lock.try_lock(), Ok(()) | Err(TryLockError::Error(_))) && is_named(&lock, path);
        let pending = || Pending::new(path.to_path_buf());
        Ok(is_ours.then(|| Turn { path: path.to_path_buf(), _pending: pending(), _lock: lock }))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path); // still locked: whoever waits looks for its name again
    }
}

/// Whether an open file is the one of this name.
#[cfg(unix)]
fn is_named(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |one: fs::Metadata, other: fs::Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
    file.metadata().is_ok_and(|one| path.symlink_metadata().is_ok_and(|other| same(one, other)))
}

#[cfg(not(unix))]
fn is_named(_: &File, _: &Path) -> bool {
    true
}
