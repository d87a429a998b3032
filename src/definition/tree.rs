//! YAML as a tree in which every value knows where it was written and how.
//!
//! Scalars stay the text that was written: what looks like a number, a date or a yes is decided by who
//! reads it, so the label `No` is never anything but `No`.

use super::source::{Mark, Notes};
use crate::diagnostic::named;
use crate::label::composed;
use serde_yaml::granit_parser::{
    ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle, options,
};
use std::collections::BTreeMap;

/// Nesting that no definition needs.
const DEEPEST: usize = 32;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub mark: Mark,
    pub value: Value,
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text as written; `plain` when it stands without quotes.
    Scalar { text: String, plain: bool },
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order written; no scalar key occurs twice.
    Map(Entries),
}

/// Keys and values.
type Entries = Vec<(Node, Node)>;

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if text.is_empty())
    }
}

/// Parses the one document of a text. `None` when it is no YAML, or empty; the notes say why.
pub(super) fn parse(text: &str, notes: &Notes) -> Option<Node> {
    let limits = options! {
        emit_comments: false, emit_unresolved_aliases: true, flow_nesting_limit: DEEPEST, block_nesting_limit: DEEPEST
    };
    let mut builder = Builder { parser: Parser::new_from_str_with_options(text, limits), notes };
    match builder.document() {
        Ok(Some(node)) if !node.is_empty() => Some(node),
        Ok(_) => {
            notes.fault_of_file("the definition is empty", "begin with `survey:` and `questions:`");
            None
        }
        Err(error) => {
            not_yaml(&error, notes);
            None
        }
    }
}

struct Builder<'a, 'n> {
    parser: Parser<'a, StrInput<'a>>,
    notes: &'n Notes<'n>,
}

impl Builder<'_, '_> {
    fn document(&mut self) -> Result<Option<Node>, ScanError> {
        let mut root = None;
        while let Some(event) = self.parser.next_event() {
            let (event, span) = event?;
            match event {
                Event::DocumentStart(..) if root.is_some() => {
                    let help = "put every survey into a file of its own";
                    self.notes.fault(mark(span, self.notes), "a second document begins here", help);
                    break;
                }
                Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event => root = Some(self.node(event, span)?),
            }
        }
        Ok(root)
    }

    /// The node that begins with this event. Its depth is limited by the parser.
    fn node(&mut self, event: Event, span: Span) -> Result<Node, ScanError> {
        let mut mark = mark(span, self.notes);
        if event.tag().is_some() {
            self.notes.fault(mark, "YAML tags have no meaning in a definition", "take the word with the `!` out");
        }
        let value = match event {
            Event::Scalar(text, style, ..) => scalar(&text, style, span),
            Event::SequenceStart(style, ..) => {
                let (items, end) = self.list()?;
                mark = stretched(mark, style, end, self.notes);
                Value::List(items)
            }
            Event::MappingStart(style, ..) => {
                let (entries, end) = self.map()?;
                mark = stretched(mark, style, end, self.notes);
                Value::Map(entries)
            }
            // Aliases could name each other until a short file means more text than fits into memory.
            _ => return Err(ScanError::new(span.start, ALIAS)),
        };
        Ok(Node { mark, value })
    }

    /// The items of a list, and where it ends.
    fn list(&mut self) -> Result<(Vec<Node>, Option<Span>), ScanError> {
        let mut items = Vec::new();
        while let Some(event) = self.parser.next_event() {
            match event? {
                (Event::SequenceEnd, span) => return Ok((items, Some(span))),
                (event, span) => items.push(self.node(event, span)?),
            }
        }
        Ok((items, None))
    }

    /// The entries of a map, and where it ends.
    fn map(&mut self) -> Result<(Entries, Option<Span>), ScanError> {
        let mut entries = Vec::new();
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(event) = self.parser.next_event() {
            let (event, span) = event?;
            if event == Event::MappingEnd {
                return Ok((entries, Some(span)));
            }
            let key = self.node(event, span)?;
            let Some(next) = self.parser.next_event() else { break };
            let (event, span) = next?;
            let value = self.node(event, span)?;
            let first = key.text().and_then(|text| lines.get(text)).copied();
            if let (Some(line), Some(text)) = (first, key.text()) {
                let help = format!("the first one is on line {line}; keep one of them");
                self.notes.fault(key.mark, format!("{} is given twice", named(text)), help);
                continue;
            }
            lines.extend(key.text().map(|text| (text.to_owned(), key.mark.line)));
            entries.push((key, value));
        }
        Ok((entries, None))
    }
}

/// What the error says when an alias is met.
const ALIAS: &str = "alias";

/// A scalar as it was written. The parser gives a value that is left out as `~`.
fn scalar(text: &str, style: ScalarStyle, span: Span) -> Value {
    let left_out = style == ScalarStyle::Plain && span.is_empty();
    let text = if left_out { String::new() } else { composed(text.to_owned()) };
    Value::Scalar { text, plain: style == ScalarStyle::Plain }
}

/// The mark of a list or map in brackets up to its last bracket, or to the end of its first line.
fn stretched(start: Mark, style: StructureStyle, end: Option<Span>, notes: &Notes) -> Mark {
    let Some(end) = end.filter(|_| style == StructureStyle::Flow) else { return start };
    let last =
        if end.end.line() == start.line { end.end.col() } else { notes.line(start.line).trim_end().chars().count() };
    Mark { length: (last + 1).saturating_sub(start.column).max(1), ..start }
}

/// The first line of a span.
fn mark(span: Span, notes: &Notes) -> Mark {
    let (line, first) = (span.start.line(), span.start.col());
    let last = if span.end.line() == line { span.end.col() } else { notes.line(line).trim_end().chars().count() };
    Mark { line, column: first + 1, length: last.saturating_sub(first).max(1) }
}

/// Notes why a text is no YAML, in words for people who never heard of a scanner.
fn not_yaml(error: &ScanError, notes: &Notes) {
    let at = error.marker();
    let here = Mark { line: at.line(), column: at.col() + 1, length: 1 };
    if let Some(tab) = tab_in_indentation(here, notes) {
        notes.fault(tab, "a tab in the indentation", "YAML is indented with spaces: replace the tab by two spaces");
        return;
    }
    let (message, help) = plain_words(error.kind());
    notes.fault(here, message, help);
}

fn plain_words(kind: &ErrorKind) -> (String, &'static str) {
    let (message, help) = match kind {
        ErrorKind::Custom(reason) if reason == ALIAS => (
            "YAML aliases (`*name`) are not used in a definition",
            "write the value out; an answer scale that occurs often has a place under `scales:`",
        ),
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            ("a tab where YAML wants spaces", "replace the tab by spaces")
        }
        ErrorKind::RecursionLimitExceeded => {
            ("brackets or blocks are nested too deep", "a definition needs five levels; is a bracket left open?")
        }
        ErrorKind::UnclosedQuotedScalar => ("a quote is opened here and never closed", "close the quote"),
        ErrorKind::MappingValueNotAllowed => {
            ("a second `: ` on this line", "put quotes around a text with a colon in it, or check the indentation")
        }
        ErrorKind::InvalidColonPlacement => (
            "a colon in the middle of a list",
            "close the list with `]` on the line before, or put quotes around a text with a colon in it",
        ),
        ErrorKind::UnclosedFlowCollection { open } => {
            return (format!("`{open}` is opened and never closed"), "close the bracket");
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return (format!("`{open}` is closed by `{close}`"), "close it with the bracket of its kind");
        }
        ErrorKind::UnexpectedCharacter { character } => {
            let message = format!("the character {} cannot stand here", named(&character.escape_default().to_string()));
            return (message, "put quotes around the text, or take the character out");
        }
        other => {
            let message = format!("this is not valid YAML: {other}");
            return (message, "check indentation, quotes and brackets here and on the line before");
        }
    };
    (message.to_owned(), help)
}

/// A tab before the first word of the faulty line or of the one before it.
fn tab_in_indentation(here: Mark, notes: &Notes) -> Option<Mark> {
    [here.line, here.line.saturating_sub(1)].into_iter().find_map(|line| {
        let mut indentation = notes.line(line).chars().take_while(|character| character.is_whitespace());
        let column = indentation.position(|character| character == '\t')?;
        Some(Mark { line, column: column + 1, length: 1 })
    })
}
