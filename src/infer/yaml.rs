//! Writing YAML: texts that are read back as they are, lists and blocks that people can read.

use crate::label::tidy;
use std::fmt::Write;

/// Longest line that is written where there is a choice, in characters.
const WIDTH: usize = 110;

/// A value to write.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Yaml {
    /// A text of the survey's; quoted where it must be.
    Text(String),
    /// A number or a word of the format.
    Word(String),
    /// A list of texts.
    List(Vec<Yaml>),
    /// Keys of the format or names, with their values, in order.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// A text.
    pub fn text(text: &str) -> Yaml {
        Yaml::Text(text.to_owned())
    }

    /// A word of the format, or a number.
    pub fn word(word: &impl ToString) -> Yaml {
        Yaml::Word(word.to_string())
    }

    /// A list of texts.
    pub fn list<T: AsRef<str>>(texts: &[T]) -> Yaml {
        Yaml::List(texts.iter().map(|text| Yaml::text(text.as_ref())).collect())
    }

    /// On one line, in flow style.
    fn flow(&self) -> String {
        match self {
            Yaml::Text(text) => scalar(text),
            Yaml::Word(word) => word.clone(),
            Yaml::List(items) => format!("[{}]", items.iter().map(Yaml::inside).collect::<Vec<_>>().join(", ")),
            Yaml::Map(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| format!("{}: {}", inside(key), value.inside())).collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }

    /// Inside brackets.
    fn inside(&self) -> String {
        if let Yaml::Text(text) = self { inside(text) } else { self.flow() }
    }

    /// Whether it is a list or a block that would make an awkward line of this length.
    fn is_long(&self, width: usize) -> bool {
        let long = width > WIDTH;
        match self {
            Yaml::Text(_) | Yaml::Word(_) => false,
            Yaml::List(_) => long,
            Yaml::Map(entries) => long || entries.iter().any(|(_, value)| matches!(value, Yaml::Map(_))),
        }
    }
}

/// Writes `key: value` at a depth: on one line if that is readable, else as a block.
pub(super) fn entry(out: &mut String, depth: usize, key: &str, value: &Yaml) {
    let indent = "  ".repeat(depth);
    let key = scalar(key);
    let line = format!("{indent}{key}: {}", value.flow());
    if !value.is_long(line.chars().count()) {
        out.push_str(&line);
        out.push('\n');
        return;
    }
    let _ = writeln!(out, "{indent}{key}:");
    match value {
        Yaml::Map(entries) => entries.iter().for_each(|(key, value)| entry(out, depth + 1, key, value)),
        Yaml::List(items) => items.iter().for_each(|item| {
            let _ = writeln!(out, "{indent}  - {}", item.flow());
        }),
        Yaml::Text(_) | Yaml::Word(_) => {}
    }
}

/// Writes a comment at a depth, broken into lines.
pub(super) fn comment(out: &mut String, depth: usize, text: &str) {
    let indent = "  ".repeat(depth);
    let clean: String = text.chars().map(|letter| if is_printable(letter) { letter } else { ' ' }).collect();
    let mut line = String::new();
    for word in tidy(&clean).split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && indent.len() + 3 + line.chars().count() + word.chars().count() > WIDTH - 10 {
            let _ = writeln!(out, "{indent}# {line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        let _ = writeln!(out, "{indent}# {line}");
    }
}

/// A text as a YAML scalar: without quotes where nothing else could be meant.
pub(super) fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A text inside brackets, where some readers of YAML take a question mark for a key's.
fn inside(text: &str) -> String {
    if text.contains('?') { quoted(text) } else { scalar(text) }
}

/// Whether a text can stand without quotes.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 6] = ["true", "false", "null", "nan", "on", "off"];
    let fits = |letter: char| letter.is_alphanumeric() || " _-./()'’+&%$?;=–—".contains(letter);
    text.starts_with(|first: char| first.is_alphabetic())
        && text.chars().all(fits)
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !WORDS.contains(&text.to_lowercase().as_str())
}

/// A text in double quotes, with everything escaped that is not seen or could end a line.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            letter if is_printable(letter) => out.push(letter),
            letter => {
                let _ = write!(out, "\\U{:08X}", u32::from(letter));
            }
        }
    }
    out.push('"');
    out
}

/// Whether a character shows as itself: no control, line end, mark of direction or unassigned end of a plane.
fn is_printable(letter: char) -> bool {
    let is_hidden = matches!(letter,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}');
    let is_odd_space = letter.is_whitespace() && letter != ' ';
    !letter.is_control() && !is_hidden && !is_odd_space && u32::from(letter) & 0xFFFE != 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::{Yaml, comment, entry, scalar};

    #[test]
    fn quotes_stand_where_they_must() {
        for plain in ["Yes", "Very good", "How was it?", "N/A", "ResponseId", "Don't know"] {
            assert_eq!(scalar(plain), plain);
        }
        assert_eq!(scalar("18-29"), "\"18-29\"");
        assert_eq!(scalar("a: b"), "\"a: b\"");
        assert_eq!(scalar("True"), "\"True\"");
        assert_eq!(scalar("say \"a\\b\"\u{85}"), "\"say \\\"a\\\\b\\\"\\U00000085\"");
        assert_eq!(scalar(""), "\"\"");
    }

    #[test]
    fn long_values_become_blocks() {
        let mut out = String::new();
        entry(&mut out, 1, "options", &Yaml::list(&["Yes", "No"]));
        entry(&mut out, 1, "options", &Yaml::list(&["a long answer".repeat(5), "another".repeat(9)]));
        assert_eq!(out.lines().next(), Some("  options: [Yes, No]"));
        assert_eq!(out.lines().nth(1), Some("  options:"));
        assert!(out.lines().nth(2).is_some_and(|line| line.starts_with("    - a long answer")));
    }

    #[test]
    fn comments_are_broken_into_lines_and_cannot_end_early() {
        let mut out = String::new();
        comment(&mut out, 0, &format!("{}\u{2028}survey: x\nquestions: y", "word ".repeat(40)));
        assert!(out.lines().count() > 1 && out.lines().all(|line| line.starts_with("# ")), "{out}");
    }
}
