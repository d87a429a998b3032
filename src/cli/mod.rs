//! The command line: files, terminal, clock, environment, exit codes. One file per subcommand.
//!
//! Data goes to standard output, everything else to standard error. No formula lives here.

mod analyze;
mod asked;
mod chart;
mod check;
mod compare;
mod counts;
mod crosstab;
mod database;
mod doubts;
mod ending;
mod explain;
mod folder;
mod generate;
mod init;
mod leftovers;
mod named;
mod next;
mod outcome;
mod output;
mod over_time;
mod place;
mod progress;
mod report;
mod source;
mod sources;
mod trend;
mod weight;

use crate::diagnostic::{Fault, Faults};
use clap::{CommandFactory, Parser, Subcommand};
use database::Statements;
use outcome::Outcome;
use output::{ColorWhen, Console};
use std::process::ExitCode;

/// Turn survey exports into figures you can trust.
///
/// Describe what was asked in a short YAML file, hand it over with the export as the platform wrote it,
/// and get satisfaction figures (NPS, CSAT, CES, Friends and Family Test, top-box, distributions) with
/// their bases and confidence intervals.
#[derive(Debug, Parser)]
#[command(name = "survey", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done; 1 the answer is no (check found faults); 2 could not do it;\n\
                        3 done, but look: rows rejected, answers not understood, quotation marks mended; 101 a bug.")]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Colour in the output: only where it carries meaning.
    #[arg(long, global = true, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN")]
    color: ColorWhen,

    /// Say only what is wrong: not what was written, nor what could come next.
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Analyze(analyze::Args),
    Report(report::Args),
    Chart(chart::Args),
    Compare(compare::Args),
    Trend(trend::Args),
    Crosstab(crosstab::Args),
    Check(check::Args),
    Counts(counts::Args),
    Weight(weight::Args),
    Explain(explain::Args),
    Sources(sources::Args),
    Generate(generate::Args),
}

/// Exit code of a run that could not do what it was asked.
const COULD_NOT: u8 = 2;

/// Runs the program on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let console = Console::new(cli.color, cli.quiet);
    let result = match cli.command {
        Command::Init(args) => init::run(&args, console),
        Command::Analyze(args) => analyze::run(&args, console),
        Command::Report(args) => report::run(&args, console),
        Command::Chart(args) => chart::run(&args, console),
        Command::Compare(args) => compare::run(&args, console),
        Command::Trend(args) => trend::run(&args, console),
        Command::Crosstab(args) => crosstab::run(&args, console),
        Command::Check(args) => check::run(&args, console),
        Command::Counts(args) => counts::run(&args, console),
        Command::Weight(args) => weight::run(&args, console),
        Command::Explain(args) => explain::run(&args, console),
        Command::Sources(args) => sources::run(&args, console),
        Command::Generate(args) => generate::run(&args, Cli::command(), console),
    };
    match result.or_else(statements_instead) {
        Ok(outcome) => outcome.into(),
        Err(error) => report_failure(&error, console),
    }
}

/// Prints the statements that a run ended with because nothing else was wanted of it.
fn statements_instead(error: anyhow::Error) -> anyhow::Result<Outcome> {
    let statements: Statements = error.downcast()?;
    output::write(statements.to_string(), None)?;
    Ok(Outcome::Done)
}

/// Says why a run could not be done. A reader that went away (`survey … | head`) is no failure.
fn report_failure(error: &anyhow::Error, console: Console) -> ExitCode {
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    match error.downcast_ref::<Faults>() {
        Some(faults) => console.faults(faults),
        None => console.faults(&Fault::new(format!("{error:#}")).into()),
    }
    ExitCode::from(COULD_NOT)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
