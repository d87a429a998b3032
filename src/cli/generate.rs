//! `survey generate`: files that are made rather than written by hand.

use super::output::{self, Console};
use super::{Outcome, command};
use crate::definition;
use anyhow::Context;
use clap_complete::Shell;
use std::path::PathBuf;

/// Generate the format's schema, shell completions or manual pages.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
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

/// Runs the command.
pub(super) fn run(args: &Args, _: Console) -> anyhow::Result<Outcome> {
    match &args.what {
        What::Schema => output::write(&format!("{:#}\n", definition::schema()), None)?,
        What::Completions { shell } => output::write(&completions(*shell)?, None)?,
        What::Man { output: None } => output::write(&manual_page()?, None)?,
        What::Man { output: Some(folder) } => clap_mangen::generate_to(command(), folder)
            .with_context(|| format!("could not write the manual pages to `{}`", folder.display()))?,
    }
    Ok(Outcome::Done)
}

fn completions(shell: Shell) -> anyhow::Result<String> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "survey", &mut script);
    Ok(String::from_utf8(script)?)
}

fn manual_page() -> anyhow::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command()).render(&mut page)?;
    Ok(String::from_utf8(page)?)
}
