//! `survey generate`: files that are made rather than written by hand.

use super::ending;
use super::outcome::Outcome;
use super::output::{self, Console};
use super::place::{self, Inputs, Links};
use super::progress::Steps;
use crate::definition;
use crate::diagnostic::{Fault, Faults};
use crate::synthetic::{Settings, Synthesis};
use anyhow::Context;
use clap_complete::Shell;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Generate synthetic responses, the format's schema, shell completions or manual pages.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Responses(Responses),
    /// Print the JSON Schema of definitions, for completion and checks in editors.
    Schema,
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page, or write the pages of all commands to a folder.
    Man {
        /// Folder for the pages of all commands; it must exist.
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

/// Draw an export of made-up responses from a definition.
///
/// Useful before anybody has answered: to try out a definition, to see what the report will look like, to
/// show a picture of it without showing anybody's answers. The same definition, seed and options give the
/// same file on every machine. Response ids begin with `synthetic-`, so that nobody takes them for anybody's.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  \
    survey generate responses surveys/gp-experience.yaml -n 500 -o made-up.csv")]
struct Responses {
    /// The survey's definition (a .yaml file).
    definition: PathBuf,

    /// Number of responses.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1000)]
    rows: u64,

    /// Another seed gives other responses.
    #[arg(short, long, value_name = "S", default_value_t = 1)]
    seed: u64,

    /// Write to a file instead of standard output; the file appears whole or not at all.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    links: Links,

    /// Values of each segment whose values the definition leaves open.
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    groups: u32,

    /// Write codes instead of labels, where the definition has codes.
    #[arg(long)]
    codes: bool,

    /// The first day of submission.
    #[arg(long, value_name = "DATE", default_value = "2026-01-01")]
    from: Date,

    /// The last day of submission.
    #[arg(long, value_name = "DATE", default_value = "2026-06-30")]
    until: Date,
}

/// Runs the command; `program` is the whole command line, for completions and manual pages.
pub(super) fn run(args: &Args, program: clap::Command, console: Console) -> anyhow::Result<Outcome> {
    match &args.what {
        What::Responses(responses) => responses.write(console)?,
        What::Schema => output::write(format!("{:#}\n", definition::schema()), None)?,
        What::Completions { shell } => output::write(completions(*shell, program)?, None)?,
        What::Man { output: None } => output::write(manual_page(program)?, None)?,
        What::Man { output: Some(folder) } => manual_pages(folder, program, console)?,
    }
    Ok(Outcome::Done)
}

fn completions(shell: Shell, mut program: clap::Command) -> anyhow::Result<String> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut program, "survey", &mut script);
    Ok(String::from_utf8(script)?)
}

fn manual_page(program: clap::Command) -> anyhow::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(program).render(&mut page)?;
    Ok(String::from_utf8(page)?)
}

/// Writes the pages of all commands to a folder: all of them or none.
fn manual_pages(folder: &Path, program: clap::Command, console: Console) -> anyhow::Result<()> {
    let aside = tempfile::tempdir().context("could not make a temporary folder")?;
    clap_mangen::generate_to(program, aside.path()).context("could not make the manual pages")?;
    let mut pages = Vec::new();
    for page in std::fs::read_dir(aside.path())? {
        let page = page?.path();
        let place =
            place::file(&folder.join(page.file_name().unwrap_or_default()), &Inputs::default(), Links::default());
        pages.push((place.map_err(Faults::from)?, std::fs::read(page)?));
    }
    pages.sort_by(|(one, _), (other, _)| one.named.cmp(&other.named));
    output::write_all(&pages).map_err(Faults::from)?;
    console.tell(&format!("wrote {} manual pages to {}\n", pages.len(), folder.display()));
    Ok(())
}

impl Responses {
    fn write(&self, console: Console) -> anyhow::Result<()> {
        let place = place::output(self.output.as_deref(), &Inputs::new(Some(&self.definition), &[]), self.links)?;
        ending::must_be(&["csv", "txt"], "responses are written as CSV", self.output.as_deref())?;
        if self.until < self.from {
            let fault = Fault::new(format!("{} is before {}", self.until, self.from));
            return Err(Faults::from(fault.help("--until is the last day, --from the first")).into());
        }
        let survey = definition::load(&self.definition)?;
        let settings = Settings {
            rows: self.rows,
            seed: self.seed,
            groups: self.groups as usize,
            from: self.from,
            until: self.until,
            codes: self.codes,
        };
        let steps = Steps::new("drawing", usize::try_from(self.rows).unwrap_or(usize::MAX));
        let synthesis = Synthesis::new(&survey, settings)?;
        output::stream(|out| synthesis.write(out, |rows| steps.done(rows)), place.as_ref())?;
        console.tell_written(place.as_ref());
        if let Some(platform) = &survey.platform {
            console.tell(&format!(
                "These are plain CSV, where the definition expects an export of {platform}: read them with \
                 `--platform plain`.\n"
            ));
        }
        Ok(())
    }
}
