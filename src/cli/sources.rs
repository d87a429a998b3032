//! `survey sources`: which databases can be reached.

use super::database;
use super::outcome::Outcome;
use super::output::{self, Console};
use crate::sql::{self, Drivers, Limits};
use std::fmt::Write as _;

/// Say which databases can be reached, and try one.
///
/// Lists the drivers that are on this machine, and how to get the others. With a URI, opens that database, and
/// looks at the columns of a table in it if one is named; nothing is written to it, and nothing is read from its
/// rows.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    survey sources\n  \
    survey sources postgresql://db.example/gp --table responses")]
pub(super) struct Args {
    /// Database to try; the one in the variable `SURVEY_SOURCE` when not given.
    #[arg(value_name = "URI")]
    source: Option<String>,

    /// Table to look for.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, _: Console) -> anyhow::Result<Outcome> {
    let drivers = database::drivers();
    let source = database::source(args.source.as_deref()).map_err(crate::diagnostic::Faults::from)?;
    let Some(source) = source else {
        output::write(listed(&drivers), None)?;
        return Ok(Outcome::Done);
    };
    let columns = sql::try_out(&source, args.table.as_deref(), &drivers, Limits::default())?;
    let found = match (&args.table, columns) {
        (Some(table), Some(columns)) => format!(", and its table `{table}` has {columns} columns"),
        _ => String::new(),
    };
    output::write(format!("`{}` can be reached{found}.\n", source.shown()), None)?;
    Ok(Outcome::Done)
}

/// The drivers that are there, and how to get the others.
fn listed(drivers: &Drivers) -> String {
    let mut text = String::new();
    if !sql::IS_BUILT_IN {
        text += "This `survey` was built without databases; build it with them:\n  \
                 cargo install --path . --features databases\n\n";
    }
    let found = drivers.found();
    for driver in &found {
        let _ = writeln!(text, "{:<12}{}", driver.name, driver.library.display());
    }
    let missing = Drivers::known().filter(|name| found.iter().all(|driver| driver.name != *name));
    for name in missing {
        let advice = drivers.advice(name).unwrap_or_default();
        let _ = writeln!(text, "{name:<12}not here; {advice}");
    }
    text
}
