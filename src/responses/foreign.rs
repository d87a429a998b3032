//! What a file is that is no export, told by how it begins: its name proves nothing.

use crate::diagnostic::Fault;

/// Save it as something that can be read.
const SAVE: &str = "open it where it was made and save it as `.xlsx` or `CSV UTF-8`";
/// Take the CSV instead.
const DOWNLOAD: &str = "download the responses as CSV from the survey platform";
/// Take what is packed out of it.
const UNPACK: &str = "unpack it, and name the export that is in it";
/// Write it as CSV.
const EXPORT: &str = "write it as CSV with the program that made it";

/// How files of other kinds begin, what they are, and what to do about them.
const BEGINNINGS: &[(&[u8], &str, &str)] = &[
    (b"\xD0\xCF\x11\xE0", "an Excel workbook of the old kind (.xls), or one with a password", SAVE),
    (b"PK", "a ZIP archive inside another packed file", UNPACK),
    (b"\x1F\x8B", "a packed file inside another", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a packed file inside another", UNPACK),
    (b"%PDF", "a PDF", DOWNLOAD),
    (b"\x89PNG\r\n", "a picture", DOWNLOAD),
    (b"\xFF\xD8\xFF", "a picture", DOWNLOAD),
    (b"GIF87a", "a picture", DOWNLOAD),
    (b"GIF89a", "a picture", DOWNLOAD),
    (b"II*\0", "a picture", DOWNLOAD),
    (b"MM\0*", "a picture", DOWNLOAD),
    (b"RIFF", "a picture, a film or a sound", DOWNLOAD),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (b"\xFD7zXZ\0", "a file packed with xz", UNPACK),
    (b"BZh", "a file packed with bzip2", UNPACK),
    (b"\x04\x22\x4D\x18", "a file packed with lz4", UNPACK),
    (b"$FL2", "an SPSS file (.sav)", EXPORT),
    (b"$FL3", "an SPSS file (.zsav)", EXPORT),
    (b"<stata_dta>", "a Stata file (.dta)", EXPORT),
    (b"HEADER RECORD*******L", "a SAS transport file (.xpt)", EXPORT),
    (b"\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60", "a SAS file (.sas7bdat)", EXPORT),
    (b"ARROW1", "an Arrow file", EXPORT),
    (b"FEA1", "a Feather file", EXPORT),
    (b"Obj\x01", "an Avro file", EXPORT),
    (b"SQLite format 3\0", "an SQLite database", EXPORT),
    (b"\x89HDF\r\n", "an HDF5 file", EXPORT),
    (b"RDX2\n", "an R file", EXPORT),
    (b"RDX3\n", "an R file", EXPORT),
    (b"X\n\0\0\0", "an R file (.rds)", EXPORT),
    (b"\x7FELF", "a program", DOWNLOAD),
    (b"{\\rtf", "a text document (.rtf)", SAVE),
];

/// How marked-up text begins, in small letters.
const MARKUP: &[(&[u8], &str, &str)] = &[
    (b"<!doctype html", WEB_PAGE.0, WEB_PAGE.1),
    (b"<html", WEB_PAGE.0, WEB_PAGE.1),
    (b"<head", WEB_PAGE.0, WEB_PAGE.1),
    (b"<body", WEB_PAGE.0, WEB_PAGE.1),
    (b"<meta", WEB_PAGE.0, WEB_PAGE.1),
    (b"<table", "a table of a web page, as some platforms write what they call Excel", SAVE),
    (b"<?xml", "an XML file", DOWNLOAD),
];

const WEB_PAGE: (&str, &str) =
    ("a web page", "the download may have asked for a sign-in; download the CSV again in a browser");

/// Bytes looked at for what no text holds.
const LOOKED_AT: usize = 4096;

/// Refuses what is certainly no export, whatever its name says. `start` is how it begins, unpacked.
pub(super) fn refuse(start: &[u8]) -> Result<(), Fault> {
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let begins = |(magic, ..): &&(&[u8], &str, &str)| start.starts_with(magic) && !is_a_word(start, magic);
    let is_marked_up =
        |(tag, ..): &&(&[u8], &str, &str)| text.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag));
    let other = || {
        let is_tape = start.get(257..262) == Some(b"ustar");
        match () {
            () if is_tape => Some(("a TAR archive", UNPACK)),
            () if is_definition(text) => {
                Some(("a definition", "name the definition first and the export after it; `init` takes exports only"))
            }
            () if is_no_text(start) => Some(("no text", DOWNLOAD)),
            () => None,
        }
    };
    let known = BEGINNINGS.iter().find(begins).or_else(|| MARKUP.iter().find(is_marked_up));
    match known.map(|(_, what, advice)| (*what, *advice)).or_else(other) {
        Some((what, advice)) => Err(Fault::new(format!("this is {what}, not a CSV export")).help(advice)),
        None => Ok(()),
    }
}

/// Whether a beginning of letters only may begin a word of a header: then what follows must be no text.
fn is_a_word(start: &[u8], magic: &[u8]) -> bool {
    magic.iter().all(u8::is_ascii_alphanumeric) && !start[magic.len()..].iter().take(64).any(|byte| is_control(*byte))
}

/// Whether a text is a survey definition: its keys stand at the beginnings of lines.
fn is_definition(text: &[u8]) -> bool {
    let begins = |key: &[u8]| text.split(|byte| *byte == b'\n').any(|line| line.starts_with(key));
    begins(b"survey:") && (begins(b"questions:") || begins(b"title:") || begins(b"platform:"))
}

/// A byte that no text has, except for a NUL of UTF-16.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=25 | 28..=31)
}

/// Whether a tenth of the first bytes are such as no text has, and the whole is no UTF-8. UTF-16 has NULs in every
/// other place only.
fn is_no_text(start: &[u8]) -> bool {
    let start = &start[..start.len().min(LOOKED_AT)];
    let controls = |side: usize| start.iter().skip(side).step_by(2).filter(|byte| is_control(**byte)).count();
    let (even, odd) = (controls(0), controls(1));
    let is_utf8 = std::str::from_utf8(start).map_or_else(|error| error.error_len().is_none(), |_| true);
    start.len() > 64 && !is_utf8 && even * 20 > start.len() && odd * 20 > start.len()
}

#[cfg(test)]
mod tests {
    use super::refuse;

    fn what(start: &[u8]) -> Option<String> {
        refuse(start).err().map(|fault| fault.message)
    }

    #[test]
    fn files_are_known_by_how_they_begin() {
        for (start, word) in [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), "picture"),
            (b"%PDF-1.7\n", "PDF"),
            (b"$FL2@(#) SPSS DATA FILE", "SPSS"),
            (b"\n  <!DOCTYPE HTML>", "web page"),
            (b"<table border=1>", "table"),
            (b"# made by hand\nsurvey: x\ntitle: X\nquestions:\n", "definition"),
            (&[0x11, 0x12, 0xFF].repeat(100), "no text"),
        ] {
            assert!(what(start).is_some_and(|message| message.contains(word)), "{word}: {:?}", what(start));
        }
    }

    #[test]
    fn headers_that_begin_alike_are_headers() {
        let utf16: Vec<u8> = "PK,score\n1,2\n".repeat(20).encode_utf16().flat_map(u16::to_le_bytes).collect();
        for start in [
            b"PK,score\n1,2\n".as_slice(),
            b"RIFF,score\n",
            b"BZh,score\n",
            b"PAR1,PAR2\n1,2\n",
            b"survey: how was it?,title\n",
            b"",
            &utf16,
        ] {
            assert_eq!(what(start), None, "{:?}", String::from_utf8_lossy(start));
        }
    }
}
