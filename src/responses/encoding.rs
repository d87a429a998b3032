//! Which characters the bytes stand for: declared, marked or guessed, and always said.

use crate::diagnostic::Fault;
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use std::io::Read;

/// Bytes looked at to guess an encoding.
pub(super) const SAMPLE: usize = 1 << 20;

/// The encoding that a name such as `windows-1252` or `latin1` stands for.
///
/// # Errors
///
/// When there is no such encoding.
pub(super) fn by_name(name: &str) -> Result<&'static Encoding, Fault> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        Fault::new(format!("there is no encoding `{name}`"))
            .help("usual ones are `utf-8`, `utf-16le`, `windows-1252` and `macintosh`")
    })
}

/// The encoding of a file that begins with these bytes.
///
/// A byte order mark decides. Without one, text with many NUL bytes is UTF-16, valid UTF-8 is UTF-8, and
/// anything else has one byte a character: Mac OS Roman when its letters stand inside words where those of western
/// Windows hardly do, or when its quotation marks and no-break space make up most of the bytes above 127; otherwise
/// windows-1252.
pub(super) fn guess(sample: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(sample) {
        return marked;
    }
    utf16_by_nuls(sample).unwrap_or_else(|| if is_utf8(sample) { UTF_8 } else { single_byte(sample) })
}

/// Text in UTF-16 has a NUL in most pairs of bytes, always on the same side.
fn utf16_by_nuls(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.len() / 2;
    let nuls = |side: usize| sample.chunks_exact(2).filter(|pair| pair[side] == 0).count();
    let mostly = |nuls: usize| pairs > 1 && nuls * 2 > pairs;
    match (mostly(nuls(0)), mostly(nuls(1))) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether a sample is UTF-8; its last character may be cut off.
fn is_utf8(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && sample.len() >= SAMPLE,
    }
}

fn single_byte(sample: &[u8]) -> &'static Encoding {
    let high: Vec<u8> = sample.iter().copied().filter(|byte| *byte >= 0x80).collect();
    let share = |is: fn(u8) -> bool| high.iter().filter(|byte| is(**byte)).count() * 100;
    let mac = share(|byte| byte == 0xCA || (0xD0..=0xD5).contains(&byte)) > 50 * high.len();
    let windows = share(|byte| (0xE0..=0xFC).contains(&byte)) >= 20 * high.len();
    let (of_mac, of_windows) = letters_in_words(sample);
    if of_mac > 2 * of_windows || mac && !windows { MACINTOSH } else { WINDOWS_1252 }
}

/// Bytes behind a letter that are `á à ä é è ê ö ù ü` on a Mac, and those that are letters on western Windows, where
/// the former are rare signs or nothing at all.
fn letters_in_words(sample: &[u8]) -> (usize, usize) {
    let behind = || sample.windows(2).filter(|two| two[0].is_ascii_alphabetic()).map(|two| two[1]);
    let of_mac = |byte: &u8| matches!(byte, 0x87 | 0x88 | 0x8A | 0x8E | 0x8F | 0x90 | 0x9A | 0x9D | 0x9F);
    (behind().filter(of_mac).count(), behind().filter(|byte| *byte >= 0xC0).count())
}

/// The name people know an encoding by.
pub(super) fn title(encoding: &'static Encoding) -> &'static str {
    if encoding == MACINTOSH { "Mac OS Roman" } else { encoding.name() }
}

/// Reads text in this encoding as UTF-8, without its byte order mark.
pub(super) fn decoder<R: Read>(encoding: &'static Encoding, bytes: R) -> DecodeReaderBytes<R, Vec<u8>> {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).strip_bom(true).build(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_guessed_by_their_marks() {
        assert_eq!(guess("id,Größe\n".as_bytes()), UTF_8);
        assert_eq!(guess(b"\xEF\xBB\xBFid\n"), UTF_8);
        assert_eq!(guess(b"\xFF\xFEi\0d\0"), UTF_16LE);
        assert_eq!(guess(b"i\0d\0,\0a\0"), UTF_16LE);
        assert_eq!(guess(b"\0i\0d\0,\0a"), UTF_16BE);
        assert_eq!(guess(b"caf\xE9, \x93quoted\x94"), WINDOWS_1252);
        assert_eq!(guess(b"Oak\xCAHouse, don\xD5t"), MACINTOSH);
        assert_eq!(guess(b"tr\x8Fs bon, l\x8Eg\x8Fre, plut\x99t d\xD5accord"), MACINTOSH);
        assert_eq!(guess(b"don\x92t, l\x92\xE9t\xE9, tr\xE8s bon"), WINDOWS_1252);
        assert_eq!(guess(b"don\x92t know\x85"), WINDOWS_1252);
        assert_eq!(guess(b""), UTF_8);
    }
}
