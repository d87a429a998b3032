//! What the ending of a file says about the format of what is written there.

use super::place::Place;
use crate::diagnostic::{Fault, Faults};
use crate::render::Format;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::io::IsTerminal;
use std::path::Path;

/// Refuses to write what no terminal can show to a terminal.
///
/// # Errors
///
/// When that is what would happen.
pub(super) fn fits(format: Format, place: Option<&Place>) -> Result<(), Faults> {
    if format == Format::Xlsx && place.is_none() && std::io::stdout().is_terminal() {
        return Err(Fault::new("a workbook is nothing for a terminal").help("name a file with --output").into());
    }
    Ok(())
}

/// Reads the name of one of these formats; `about` says what it is for.
pub(super) fn parser(
    formats: &'static [Format],
    about: fn(Format) -> &'static str,
) -> impl TypedValueParser<Value = Format> + use<> {
    let names = formats.iter().map(|format| PossibleValue::new(format.name()).help(about(*format)));
    PossibleValuesParser::new(names)
        .map(|name| formats.iter().copied().find(|format| format.name() == name).unwrap_or(formats[0]))
}

/// The format that was asked for, else the one that the file's ending says, else the first.
///
/// # Errors
///
/// When the ending says something that is none of these.
pub(super) fn format(asked: Option<Format>, output: Option<&Path>, formats: &[Format]) -> Result<Format, Faults> {
    let Some(ending) = output.filter(|_| asked.is_none()).and_then(ending) else {
        return Ok(asked.unwrap_or(formats[0]));
    };
    let says = |format: &&Format| format.endings().contains(&ending.as_str());
    formats.iter().find(says).copied().ok_or_else(|| {
        let endings: Vec<String> = formats.iter().map(|format| format!(".{}", format.endings()[0])).collect();
        let pages = if formats.len() == Format::OF_REPORT.len() {
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

/// The format of these that a file's ending says; `None` where it says another or nothing.
pub(super) fn said(file: &Path, formats: &[Format]) -> Option<Format> {
    let ending = ending(file)?;
    formats.iter().copied().find(|format| format.endings().contains(&ending.as_str()))
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
