//! Text in columns of a terminal: measuring, wrapping, shortening, padding.
//!
//! Widths are columns, not bytes or characters: `日` takes two, a combining accent none.

use unicode_width::UnicodeWidthStr;

/// Stands for what was cut off.
const ELLIPSIS: &str = "…";

/// Columns the text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text in lines of at most `limit` columns, broken at spaces, and within words that are longer.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined) <= limit {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = break_word(word, limit, &mut lines);
    }
    lines.push(line);
    lines
}

/// The text in lines of at most `limit` columns, broken between the parts of a ` · ` list where possible.
pub fn wrap_list(text: &str, limit: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in text.split(" · ") {
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(part) <= limit => *line = format!("{line} · {part}"),
            _ => lines.extend(wrap(part, limit)),
        }
    }
    lines
}

/// Puts the full lines of a long word into `lines` and gives back what is left.
fn break_word(word: &str, limit: usize, lines: &mut Vec<String>) -> String {
    let mut rest = word;
    while width(rest) > limit {
        let (head, tail) = rest.split_at(prefix(rest, limit));
        lines.push(head.to_owned());
        rest = tail;
    }
    rest.to_owned()
}

/// Bytes of the longest beginning that fits `limit` columns; at least one character of a non-empty text.
fn prefix(text: &str, limit: usize) -> usize {
    let ends = text.char_indices().map(|(start, c)| start + c.len_utf8());
    let mut fitting = ends.clone().take_while(|end| width(&text[..*end]) <= limit);
    let first = ends.clone().next().unwrap_or(0);
    fitting.by_ref().last().unwrap_or(first)
}

/// The text cut to `limit` columns, with an ellipsis where something is missing.
pub fn shorten(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let kept = text[..prefix(text, limit.saturating_sub(1))].trim_end();
    format!("{kept}{ELLIPSIS}")
}

/// The text in at most `lines` lines of `limit` columns, the last one shortened.
pub fn fit(text: &str, limit: usize, lines: usize) -> Vec<String> {
    let mut wrapped = wrap(text, limit);
    if wrapped.len() > lines {
        let rest = wrapped[lines - 1..].join(" ");
        wrapped.truncate(lines - 1);
        wrapped.push(shorten(&rest, limit));
    }
    wrapped
}

/// The same, but whole words are left out at the end where there are any.
pub fn fit_words(text: &str, limit: usize, lines: usize) -> Vec<String> {
    let mut wrapped = wrap(text, limit);
    if wrapped.len() <= lines {
        return wrapped;
    }
    wrapped.truncate(lines);
    let last = wrapped.pop().unwrap_or_default();
    let mut kept = last.as_str();
    while width(kept) + 2 > limit {
        kept = kept.rsplit_once(' ').map_or("", |(before, _)| before);
        if kept.is_empty() {
            break;
        }
    }
    wrapped.push(match (kept, wrapped.is_empty()) {
        ("", true) => shorten(&format!("{last}{ELLIPSIS}"), limit),
        ("", false) => ELLIPSIS.to_owned(),
        (kept, _) => format!("{kept} {ELLIPSIS}"),
    });
    wrapped
}

/// The text followed by spaces up to `columns`.
pub fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", space(columns.saturating_sub(width(text))))
}

/// The text after spaces up to `columns`.
pub fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", space(columns.saturating_sub(width(text))))
}

/// This many spaces.
pub fn space(columns: usize) -> String {
    " ".repeat(columns)
}

/// The text wrapped within `limit` columns, `by` of which stay empty in front.
pub fn indented(text: &str, by: usize, limit: usize) -> Vec<String> {
    wrap(text, limit.saturating_sub(by)).into_iter().map(|line| format!("{}{line}", space(by))).collect()
}

/// The longest word of the text, in columns.
pub fn longest_word(text: &str) -> usize {
    text.split(' ').map(width).max().unwrap_or(0)
}

/// The widest of these texts, in columns.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>) -> usize {
    texts.into_iter().map(width).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_within_long_words() {
        assert_eq!(wrap("how likely are you", 10), ["how likely", "are you"]);
        assert_eq!(wrap("a abcdefgh", 4), ["a", "abcd", "efgh"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("日本語", 4), ["日本", "語"]);
        assert_eq!(wrap_list("base 9 · 2 refused · 3 left", 20), ["base 9 · 2 refused", "3 left"]);
    }

    #[test]
    fn what_is_cut_shows() {
        assert_eq!(shorten("reception", 6), "recep…");
        assert_eq!(shorten("日本語", 4), "日…");
        assert_eq!(shorten("fits", 4), "fits");
        assert_eq!(fit("one two three four", 5, 2), ["one", "two…"]);
        assert_eq!(fit_words("one two three four", 8, 1), ["one …"]);
        assert_eq!(fit_words("one twothree four", 5, 2), ["one", "…"]);
        assert_eq!(fit_words("one two", 7, 1), ["one two"]);
        assert_eq!(fit_words("onetwothree", 5, 1), ["onet…"]);
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(left("日", 4), "日  ");
        assert_eq!(right("e\u{301}", 3), "  e\u{301}");
        assert_eq!(right("long", 2), "long");
    }
}
