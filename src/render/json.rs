//! Results as JSON: complete, unrounded, in the order of the types.

use serde::Serialize;

/// The value as indented JSON with a line feed at its end.
///
/// JSON lets some characters through that a terminal obeys or that reorder text; they are written as
/// escapes, which mean the same.
pub fn pretty(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value).expect("results hold only what JSON can hold");
    let mut out = String::with_capacity(json.len() + 1);
    for part in json.split_inclusive(is_unsafe_to_show) {
        let letter = part.chars().next_back().filter(|letter| is_unsafe_to_show(*letter));
        out.push_str(&part[..part.len() - letter.map_or(0, char::len_utf8)]);
        out.extend(letter.map(|letter| format!("\\u{:04x}", u32::from(letter))));
    }
    out.push('\n');
    out
}

fn is_unsafe_to_show(letter: char) -> bool {
    matches!(letter, '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn nothing_a_terminal_obeys_comes_through() {
        let text = "a\u{1b}[31m\u{9b}\u{202e}b";
        let json = pretty(&text);
        assert_eq!(json, "\"a\\u001b[31m\\u009b\\u202eb\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).expect("it is JSON"), text);
    }
}
