//! A fault as text, in the look of the Rust compiler.

use super::{Fault, Faults, Place};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;

/// Columns that a fault may take; longer source lines are cut around the marker.
const WIDTH: usize = 100;

/// Characters of a name that a message repeats.
const NAME: usize = 60;

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.render(false))
    }
}

impl std::error::Error for Faults {}

impl Faults {
    /// The faults as people read them, one paragraph each, with the source line and a marker under the
    /// place where there is one.
    ///
    /// Faults of one file come in the order of their places, those without a place last. Control
    /// characters in what the user wrote are shown as pictures, never sent to the terminal.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        let mut ordered: Vec<&Fault> = self.0.iter().collect();
        let place = |fault: &Fault| fault.place.as_ref().map_or((usize::MAX, 0), |place| (place.line, place.column));
        ordered.sort_by_key(|fault| (&fault.file, place(fault)));
        ordered.into_iter().map(|fault| text(fault, color)).collect::<Vec<_>>().join("\n")
    }
}

/// One fault, ending in a line break.
fn text(fault: &Fault, color: bool) -> String {
    let text = match &fault.place {
        Some(place) => with_place(fault, place, color),
        None => without_place(fault, color),
    };
    text + "\n"
}

fn renderer(color: bool) -> Renderer {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH)
}

fn with_place(fault: &Fault, place: &Place, color: bool) -> String {
    let source = printable(&place.source);
    let file = fault.file.as_deref().map_or_else(|| "<input>".to_owned(), printable);
    let marker = AnnotationKind::Primary.span(stretch(&source, place.column - 1, place.length));
    let snippet = Snippet::source(source).path(file).line_start(place.line).annotation(marker);
    let help = fault.help.as_deref().map(|help| Level::HELP.message(printable(help)));
    let title = Level::ERROR.primary_title(printable(&fault.message));
    renderer(color).render(&[Group::with_title(title).element(snippet).elements(help)])
}

/// The bytes of `length` characters after the first `skipped` ones.
fn stretch(line: &str, skipped: usize, length: usize) -> Range<usize> {
    let byte_of = |position: usize| line.char_indices().nth(position).map_or(line.len(), |(byte, _)| byte);
    byte_of(skipped)..byte_of(skipped + length.max(1))
}

fn without_place(fault: &Fault, color: bool) -> String {
    let title = Level::ERROR.primary_title(printable(&fault.message));
    let mut text = renderer(color).render(&[Group::with_title(title)]);
    for (lead, line) in [("-->", &fault.file), ("help:", &fault.help)] {
        if let Some(line) = line {
            text = [text, format!("  {lead} {}", printable(line))].join("\n");
        }
    }
    text
}

/// Text from outside, made safe for a terminal: a picture for every control character, and nothing that
/// turns the direction of writing. Every character becomes one character.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(picture).collect()
}

fn picture(character: char) -> char {
    match character {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
        other => other,
    }
}

/// Names in a list; what is more is counted.
const LISTED: usize = 12;

/// Names in backticks with commas between them; the first dozen of many, and how many more there are.
#[must_use]
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let shown: Vec<String> = names.by_ref().take(LISTED).map(named).collect();
    match names.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A name in backticks, cut when it is very long.
#[must_use]
pub fn named(name: &str) -> String {
    if name.chars().count() <= NAME {
        return format!("`{name}`");
    }
    format!("`{}…`", name.chars().take(NAME).collect::<String>())
}
