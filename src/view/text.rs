//! Makes text from exports and definitions harmless to print.

/// The text on one line, with nothing in it that a terminal would obey.
///
/// White space of any kind becomes single spaces; control characters become the pictures of themselves
/// (`␛` for escape), so that their presence shows; marks that reorder or hide text are dropped.
#[must_use]
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let visible: String = text.chars().filter(|c| !is_hidden(*c)).map(picture).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text of a cell as it stands, white space and line breaks too, so that it can be looked for in the file: only what
/// cannot be seen, or would act on whatever shows it, is changed as in [`clean`].
#[must_use]
pub fn exact(text: &str) -> String {
    let shown =
        |c: char| if matches!(c, '\t' | '\n' | '\r') || c.is_whitespace() && !c.is_control() { c } else { picture(c) };
    text.chars().filter(|c| !is_hidden(*c)).map(shown).collect()
}

/// Whether text is plain words with single spaces between them, as nearly all text is.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

fn picture(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        c if c.is_control() || is_noncharacter(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Code points that never stand for a character; XML, and with it drawings and workbooks, cannot hold all of them.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}

/// Marks without a shape of their own that change how the text around them is shown.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::{clean, exact};

    #[test]
    fn controls_become_pictures() {
        assert_eq!(clean("\u{1b}[31mred\u{0}\u{7f}\u{9b}"), "␛[31mred␀␡\u{fffd}");
    }

    #[test]
    fn what_is_no_character_is_replaced() {
        assert_eq!(clean("a\u{fffe}b\u{ffff}\u{fdd0}\u{10ffff}\u{fffd}"), "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn white_space_becomes_single_spaces() {
        assert_eq!(clean("  Very\r\n\tgood\u{a0}\u{2028}indeed "), "Very good indeed");
    }

    #[test]
    fn cells_stay_as_they_stand_but_for_what_acts() {
        assert_eq!(exact(" a  b\r\n\tc\u{a0}"), " a  b\r\n\tc\u{a0}");
        assert_eq!(exact("\u{202e}a\u{1b}[31m\u{b}"), "a␛[31m ");
    }

    #[test]
    fn reordering_marks_are_dropped_and_letters_stay() {
        assert_eq!(clean("\u{202e}abc\u{202c} שלום e\u{301} 👩‍⚕️"), "abc שלום e\u{301} 👩‍⚕️");
    }
}
