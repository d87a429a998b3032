//! What the ending of a file says about the format of what is written there.

use super::place::Place;
use crate::diagnostic::{Fault, Faults};
use crate::render::{self, Format, Look};
use crate::results::Report;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::io::IsTerminal;
use std::path::Path;

/// How figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// As text.
    Text(Format),
    /// As a page for the browser.
    Html,
    /// As a workbook.
    Xlsx,
}

impl Kind {
    /// Everything that figures can be written as, the default first.
    pub(super) const ALL: [Kind; 6] = [
        Kind::Text(Format::Table),
        Kind::Text(Format::Json),
        Kind::Text(Format::Csv),
        Kind::Text(Format::Markdown),
        Kind::Html,
        Kind::Xlsx,
    ];

    /// What a check can be written as.
    pub(super) const OF_CHECK: [Kind; 2] = [Kind::Text(Format::Table), Kind::Text(Format::Json)];

    /// The word on the command line.
    const fn name(self) -> &'static str {
        match self {
            Kind::Text(format) => format.name(),
            Kind::Html => "html",
            Kind::Xlsx => "xlsx",
        }
    }

    /// What it is for, in one line.
    const fn about(self) -> &'static str {
        match self {
            Kind::Text(format) => format.about(),
            Kind::Html => "one page for the browser; `survey report` draws pictures in it",
            Kind::Xlsx => "a workbook of all figures",
        }
    }

    /// What files of this kind end in, the usual one first.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Kind::Text(Format::Table) => &["txt"],
            Kind::Text(Format::Json) => &["json"],
            Kind::Text(Format::Csv) => &["csv"],
            Kind::Text(Format::Markdown) => &["md", "markdown"],
            Kind::Html => &["html", "htm"],
            Kind::Xlsx => &["xlsx"],
        }
    }

    /// The kind of text; a table for what is none.
    pub(super) const fn text(self) -> Format {
        match self {
            Kind::Text(format) => format,
            Kind::Html | Kind::Xlsx => Format::Table,
        }
    }

    /// The figures as bytes of this kind.
    ///
    /// # Errors
    ///
    /// When there are more figures than a workbook takes.
    pub(super) fn render(self, report: &Report, look: &Look) -> Result<Vec<u8>, Fault> {
        match self {
            Kind::Text(format) => Ok(render::report(report, format, look).into_bytes()),
            Kind::Html => Ok(render::html(report, &[]).into_bytes()),
            Kind::Xlsx => render::xlsx(report),
        }
    }

    /// Refuses to write what no terminal can show to a terminal.
    ///
    /// # Errors
    ///
    /// When that is what would happen.
    pub(super) fn fits(self, place: Option<&Place>) -> Result<(), Faults> {
        if self == Kind::Xlsx && place.is_none() && std::io::stdout().is_terminal() {
            return Err(Fault::new("a workbook is nothing for a terminal").help("name a file with --output").into());
        }
        Ok(())
    }
}

/// Reads the name of one of these kinds.
pub(super) fn parser(kinds: &'static [Kind]) -> impl TypedValueParser<Value = Kind> + use<> {
    let names = kinds.iter().map(|kind| PossibleValue::new(kind.name()).help(kind.about()));
    PossibleValuesParser::new(names)
        .map(|name| kinds.iter().copied().find(|kind| kind.name() == name).unwrap_or(kinds[0]))
}

/// The kind that was asked for, else the one that the file's ending says, else the first.
///
/// # Errors
///
/// When the ending says something that is none of these.
pub(super) fn kind(asked: Option<Kind>, output: Option<&Path>, kinds: &[Kind]) -> Result<Kind, Faults> {
    let Some(ending) = output.filter(|_| asked.is_none()).and_then(ending) else {
        return Ok(asked.unwrap_or(kinds[0]));
    };
    let says = |kind: &&Kind| kind.endings().contains(&ending.as_str());
    kinds.iter().find(says).copied().ok_or_else(|| {
        let endings: Vec<String> = kinds.iter().map(|kind| format!(".{}", kind.endings()[0])).collect();
        let pages = if kinds.len() == Kind::ALL.len() {
            "; `survey report` makes pages and pictures, `survey chart` one picture"
        } else {
            ""
        };
        Fault::new(format!("nothing here is written as .{ending}"))
            .help(format!("let --output end in {}, or say the format with --format{pages}", listed(&endings)))
            .into()
    })
}

/// Refuses a file whose ending says that it is something else than these.
///
/// # Errors
///
/// When it does.
pub(super) fn must_be(endings: &[&str], what: &str, output: Option<&Path>) -> Result<(), Faults> {
    match output.and_then(ending) {
        Some(ending) if !endings.contains(&ending.as_str()) => {
            let endings: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
            Err(Fault::new(format!("{what}, not .{ending}"))
                .help(format!("let the name of the file end in {}", listed(&endings)))
                .into())
        }
        _ => Ok(()),
    }
}

fn ending(file: &Path) -> Option<String> {
    file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase)
}

/// Words with commas between them, and an *or* before the last.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
