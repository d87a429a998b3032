//! Whether a file stayed as it was while it was read: of one that did not, nobody can say what was counted.

use crate::diagnostic::Fault;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

/// A file as it was when it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    path: PathBuf,
    mark: Mark,
}

/// What changes when somebody writes to a file, or puts another in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    size: u64,
    /// Time of the last change, where the file system keeps one.
    modified: Option<std::time::SystemTime>,
    /// Which file it is, where the system tells.
    identity: Option<(u64, u64)>,
}

impl Stamp {
    /// The stamp of a file just opened; `None` of what is no plain file, such as a pipe.
    pub(super) fn new(path: &Path, opened: &Metadata) -> Option<Stamp> {
        opened.is_file().then(|| Stamp { path: path.to_path_buf(), mark: Mark::new(opened) })
    }

    /// Holds the file against its stamp, when `read` bytes of it have been read to its end.
    ///
    /// # Errors
    ///
    /// When it has changed.
    pub(super) fn check(&self, read: u64) -> Result<(), Fault> {
        let now = std::fs::metadata(&self.path).map(|about| Mark::new(&about));
        let is_same = |now: io::Result<Mark>| now.is_ok_and(|now| now == self.mark);
        if read == self.mark.size && is_same(now) { Ok(()) } else { Err(changed(&self.path.display().to_string())) }
    }
}

impl Mark {
    fn new(about: &Metadata) -> Mark {
        Mark { size: about.len(), modified: about.modified().ok(), identity: identity(about) }
    }
}

/// The fault of a file that changed while it was read.
pub(super) fn changed(name: &str) -> Fault {
    Fault::new("the file was changed while it was read")
        .in_file(name)
        .help("wait until it has been written to its end, then run again")
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "not every system tells")]
fn identity(about: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::Stamp;
    use std::io::Write;

    #[test]
    fn every_kind_of_change_is_seen() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("export.csv");
        let stamped = || {
            std::fs::write(&path, "a,b\n1,2\n").expect("a file");
            Stamp::new(&path, &std::fs::metadata(&path).expect("its metadata")).expect("a plain file")
        };
        assert!(stamped().check(8).is_ok());
        assert!(stamped().check(7).is_err(), "not all of it was read");

        let stamp = stamped();
        let mut file = std::fs::OpenOptions::new().append(true).open(&path).expect("the file");
        file.write_all(b"3,4\n").expect("a longer file");
        assert!(stamp.check(8).is_err() && stamp.check(12).is_err(), "it has grown");

        let stamp = stamped();
        let later = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        file.set_modified(later).expect("another time");
        assert!(stamp.check(8).is_err(), "it was written to");

        let stamp = stamped();
        std::fs::write(folder.path().join("new"), "a,b\n3,4\n").expect("another file");
        std::fs::rename(folder.path().join("new"), &path).expect("a replaced file");
        assert!(stamp.check(8).is_err(), "it was replaced");

        let stamp = stamped();
        std::fs::remove_file(&path).expect("no file");
        assert!(stamp.check(8).is_err(), "it is gone");
        assert_eq!(Stamp::new(folder.path(), &std::fs::metadata(folder.path()).expect("a folder")), None);
    }
}
