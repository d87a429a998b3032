//! Text as it is spoken: what two spellings of one answer have in common.

use super::markup::without_markup;
use super::{is_apostrophe, tidy};

/// Text as it is spoken: small letters without accents, one space between words, no punctuation, no markup, no
/// apostrophes, no second ending in brackets (`satisfait(e)`). Umlauts that were written out are umlauts.
#[must_use]
pub fn spoken(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ') {
        let mut said = tidy(text);
        said.make_ascii_lowercase();
        return without_digraphs(said);
    }
    let unmarked = if text.contains(['<', '&']) { without_markup(text) } else { text.to_owned() };
    let plain = without_second_endings(&without_accents(&unmarked));
    let letters = plain.chars().filter(|letter| !is_apostrophe(*letter));
    let said: String = letters.map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    without_digraphs(tidy(&said))
}

/// Text in small letters without accents, everything else as it is.
#[must_use]
pub fn without_accents(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase).filter(|letter| !is_accent(*letter)) {
        match base(letter) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(letter),
        }
    }
    plain
}

/// A combining accent.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}')
}

/// The plain letters of one with an accent.
fn base(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'æ' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'œ' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        _ => return None,
    })
}

/// `satisfait(e)`, `satisfecho/a`, `satisfait·e` and `zufrieden*r` without the second ending.
fn without_second_endings(text: &str) -> String {
    const SHORTEST_WORD: usize = 4;
    const ENDINGS: [&str; 13] = ["e", "a", "as", "es", "o", "n", "r", "in", "en", "er", "ne", "te", "s"];
    if !text.contains(['(', '/', '·', '*', '•']) {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let tail = &rest[letter.len_utf8()..];
        let word = kept.chars().rev().take_while(|letter| letter.is_alphabetic()).count();
        if matches!(letter, '(' | '/' | '·' | '*' | '•') && word >= SHORTEST_WORD {
            let ending = tail.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
            let closing =
                if letter == '(' { tail[ending.len()..].strip_prefix(')') } else { Some(&tail[ending.len()..]) };
            if let Some(after) = closing.filter(|_| ENDINGS.contains(&ending)) {
                rest = after;
                continue;
            }
        }
        kept.push(letter);
        rest = tail;
    }
    kept
}

/// Umlauts that were written out as what is left of umlauts.
fn without_digraphs(text: String) -> String {
    if !text.as_bytes().windows(2).any(|pair| matches!(pair, b"ae" | b"oe" | b"ue")) {
        return text;
    }
    let written_out = [("ae", "a"), ("oe", "o"), ("ue", "u")];
    written_out.iter().fold(text, |text, (two, one)| if text.contains(two) { text.replace(two, one) } else { text })
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn spellings_of_one_answer_are_spoken_alike() {
        let alike = [
            ("Tout \u{e0} fait d\u{2019}accord", "TOUT A FAIT D'ACCORD."),
            ("\u{dc}berhaupt nicht", "ueberhaupt nicht "),
            ("Satisfait(e)", "satisfait"),
            ("Muy satisfecho/a", "muy satisfecho"),
            ("<b>Very&nbsp;good</b>", "very_good"),
            ("Ne\u{301}", "n\u{e9}"),
            ("Teils/teils", "teils - teils"),
        ];
        for (one, other) in alike {
            assert_eq!(spoken(one), spoken(other));
        }
        assert_eq!(spoken("n/a"), "n a");
        assert_eq!(spoken("--"), "");
        assert_eq!(spoken("< 5 & more"), "5 more");
    }
}
