//! YAML as a tree in which every value knows where it was written and how.
//!
//! Scalars stay the text that was written: what looks like a number, a date or a yes is decided by who
//! reads it, so the label `No` is never anything but `No`.

use super::source::{Mark, Notes};
use crate::diagnostic::named;
use serde_yaml::granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StrInput, options};
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
    Map(Vec<(Node, Node)>),
}

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
        let mark = mark(span, self.notes);
        if event.tag().is_some() {
            self.notes.fault(mark, "YAML tags have no meaning in a definition", "take the word with the `!` out");
        }
        let value = match event {
            Event::Scalar(text, style, ..) => {
                Value::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain }
            }
            Event::SequenceStart(..) => Value::List(self.list()?),
            Event::MappingStart(..) => Value::Map(self.map()?),
            _ => {
                let help = "write the value out; answer scales that occur often have a place under `scales:`";
                self.notes.fault(mark, "YAML aliases (`*name`) are not used in a definition", help);
                Value::Scalar { text: "*".to_owned(), plain: false }
            }
        };
        Ok(Node { mark, value })
    }

    fn list(&mut self) -> Result<Vec<Node>, ScanError> {
        let mut items = Vec::new();
        while let Some(event) = self.parser.next_event() {
            match event? {
                (Event::SequenceEnd, _) => break,
                (event, span) => items.push(self.node(event, span)?),
            }
        }
        Ok(items)
    }

    fn map(&mut self) -> Result<Vec<(Node, Node)>, ScanError> {
        let mut entries = Vec::new();
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(event) = self.parser.next_event() {
            let (event, span) = event?;
            if event == Event::MappingEnd {
                break;
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
        Ok(entries)
    }
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
    let (message, help) = match error.kind() {
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            ("a tab where YAML wants spaces".to_owned(), "replace the tab by spaces")
        }
        ErrorKind::RecursionLimitExceeded => {
            (format!("nested more than {DEEPEST} levels deep"), "a definition needs five; is a bracket left open?")
        }
        ErrorKind::UnclosedQuotedScalar => ("a quote is opened here and never closed".to_owned(), "close the quote"),
        ErrorKind::UnclosedFlowCollection { open } => {
            (format!("`{open}` is opened and never closed"), "close the bracket")
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{open}` is closed by `{close}`"), "close it with the bracket of its kind")
        }
        ErrorKind::MappingValueNotAllowed => (
            "a second `: ` on this line".to_owned(),
            "put quotes around a text with a colon in it, or check the indentation",
        ),
        _ => (
            format!("this is not valid YAML: {}", error.kind()),
            "check indentation, quotes and brackets here and on the line before",
        ),
    };
    notes.fault(here, message, help);
}

/// A tab before the first word of the faulty line or of the one before it.
fn tab_in_indentation(here: Mark, notes: &Notes) -> Option<Mark> {
    [here.line, here.line.saturating_sub(1)].into_iter().find_map(|line| {
        let mut indentation = notes.line(line).chars().take_while(|character| character.is_whitespace());
        let column = indentation.position(|character| character == '\t')?;
        Some(Mark { line, column: column + 1, length: 1 })
    })
}
