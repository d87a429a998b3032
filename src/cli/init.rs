//! `survey init`: the first definition, from an export.

use super::ending;
use super::named::{Sources, check_stdin_once};
use super::outcome::Outcome;
use super::output::{self, Console, note};
use super::place::{self, Inputs, Links};
use super::source::Reading;
use crate::diagnostic::Fault;
use std::path::PathBuf;

/// Write the first definition of a survey from one of its exports.
///
/// Looks at the headers and at every answer, guesses what was asked and how, and prints a definition whose
/// comments say why and what to check. Personal columns (names, addresses, whereabouts) are left out. The
/// definition fits the export as it stands: `survey check` finds nothing wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    survey init export.csv\n  \
    survey init export.csv -o clinic.yaml\n  \
    survey init PROJECT_DATA.csv PROJECT_DataDictionary.csv -o project.yaml")]
pub(super) struct Args {
    /// Exports of the survey, as the platform wrote them; REDCap's data dictionary beside them names the
    /// answers.
    #[arg(required = true, value_name = "EXPORT")]
    exports: Vec<String>,

    /// Write to a new file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Replace the file if there is one.
    #[arg(long, requires = "output")]
    force: bool,

    #[command(flatten)]
    links: Links,

    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub(super) fn run(args: &Args, console: Console) -> anyhow::Result<Outcome> {
    check_stdin_once(&args.exports)?;
    let place = place::output(args.output.as_deref(), &Inputs::new(None, &args.exports), args.links)?;
    ending::must_be(&["yaml", "yml"], "a definition is YAML", args.output.as_deref())?;
    if let Some(place) = place.as_ref().filter(|place| !args.force && place.file.exists()) {
        // Somebody may have worked on it.
        let fault = Fault::new("this file exists already").in_file(place.named.display().to_string());
        return Err(
            crate::diagnostic::Faults::from(fault.help("choose another name, or replace it with --force")).into()
        );
    }
    let (inferred, _) = args.reading.infer(&Sources::to_read_twice(&args.exports)?)?;
    output::write(&inferred.yaml, place.as_ref())?;
    for text in &inferred.notes {
        note(&format!("note: {text}\n"));
    }
    if let Some(place) = &place {
        let questions = if inferred.questions == 1 {
            "1 question".to_string()
        } else {
            format!("{} questions", inferred.questions)
        };
        console.tell(&format!("wrote {} with {questions}; its comments say what to check\n", place.named.display()));
    }
    Ok(Outcome::Done)
}
