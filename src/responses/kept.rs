//! What has been read of standard input, kept while it is little, so that it can be read once more.

use std::io::{self, Cursor, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes kept at most: memory must not grow with the responses.
const MOST_KEPT: usize = 32 << 20;

/// The bytes read so far; `None` once they were too many to keep.
#[derive(Debug, Clone)]
pub(super) struct Kept(Arc<Mutex<Option<Vec<u8>>>>);

impl Default for Kept {
    fn default() -> Kept {
        Kept(Arc::new(Mutex::new(Some(Vec::new()))))
    }
}

impl Kept {
    fn bytes(&self) -> MutexGuard<'_, Option<Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The stream, of which everything that is read is kept.
    pub(super) fn keeping<R: Read>(&self, stream: R) -> Keeping<R> {
        Keeping { stream, kept: self.clone() }
    }

    /// Whether everything that was read is there.
    pub(super) fn is_whole(&self) -> bool {
        self.bytes().is_some()
    }

    /// What was read, once more.
    pub(super) fn again(&self) -> Box<dyn Read + Send> {
        Box::new(Cursor::new(self.bytes().take().unwrap_or_default()))
    }
}

/// A stream of which everything that is read is kept.
pub(super) struct Keeping<R> {
    stream: R,
    kept: Kept,
}

impl<R: Read> Read for Keeping<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        let mut kept = self.kept.bytes();
        match kept.as_mut() {
            Some(bytes) if bytes.len() + read <= MOST_KEPT => bytes.extend_from_slice(&buffer[..read]),
            _ => *kept = None,
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, MOST_KEPT};
    use std::io::{self, Read};

    #[test]
    fn what_is_too_much_to_keep_is_let_go() {
        let kept = Kept::default();
        io::copy(&mut kept.keeping(&b"a,b\n1,2\n"[..]), &mut io::sink()).expect("read");
        assert!(kept.is_whole());
        let mut text = String::new();
        kept.again().read_to_string(&mut text).expect("read");
        assert_eq!(text, "a,b\n1,2\n");
        let kept = Kept::default();
        io::copy(&mut kept.keeping(io::repeat(b'x').take(MOST_KEPT as u64 + 1)), &mut io::sink()).expect("read");
        assert!(!kept.is_whole());
    }
}
