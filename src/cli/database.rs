//! The arguments that name a table in a database, to count there instead of reading exports.

use crate::definition::{Survey, TableRef};
use crate::diagnostic::{Fault, Faults};
use crate::plan::Plan;
use crate::rows::Counts;
use crate::sql::{self, Drivers, Limits, Long, Source, Target};
use std::path::PathBuf;
use std::time::Duration;

/// The variable that can hold a URI with its password.
const SOURCE: &str = "SURVEY_SOURCE";
/// The variables that say where drivers lie, ours first.
const FOLDERS: [&str; 2] = ["SURVEY_DRIVERS", "ADBC_DRIVER_PATH"];

/// Which table to count in.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Databases")]
pub(super) struct Database {
    /// Count in a database instead of reading exports: `sqlite:FILE`, `duckdb:FILE`, `postgresql://HOST/DATABASE`,
    /// `spark://HOST:PORT` or `profile://NAME`. A URI with a password belongs in the variable `SURVEY_SOURCE`.
    #[arg(long, value_name = "URI", requires = "table")]
    source: Option<String>,

    /// Table or view in the database, with one row a response.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,

    /// Where the table has a row an answer: its columns with the response's id, the question and the answer.
    #[arg(long, value_name = "ID,QUESTION,ANSWER", requires = "table", value_parser = long)]
    long: Option<Long>,

    /// Print the statements that the database would be sent to count, and send none of them.
    #[arg(long)]
    print_sql: bool,

    /// Different rows that one statement may bring back from the database.
    #[arg(long, value_name = "N", default_value_t = Limits::default().rows)]
    max_distinct: u64,

    /// Seconds that the database may be silent.
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().time.as_secs())]
    timeout: u64,
}

/// The statements that a database would be sent, where nothing else is wanted: a run ends with them as with a failure,
/// wherever it would have counted.
#[derive(Debug)]
pub(super) struct Statements(String);

impl std::fmt::Display for Statements {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Statements {}

impl Database {
    /// Lets the database count, or says what it would be sent.
    ///
    /// # Errors
    ///
    /// Everything that keeps it from being reached or asked; [`Statements`] where these are all that is wanted.
    pub(super) fn count(&self, survey: &Survey, plan: &Plan, target: &Target) -> anyhow::Result<Counts> {
        if self.print_sql {
            return Err(Statements(sql::statements(survey, plan, target)?.join(";\n") + ";\n").into());
        }
        Ok(sql::count(survey, plan, target)?)
    }

    /// Whether a table is named, so that there need be no exports.
    pub(super) const fn is_named(&self) -> bool {
        self.table.is_some()
    }

    /// The table to count in, if one is named: on the command line, or, where no export is named, in the definition.
    ///
    /// # Errors
    ///
    /// When it is not said in which database, or none is named and its statements are wanted; when the URI is none or
    /// holds a password where others can read it.
    pub(super) fn target(&self, survey: &Survey, has_exports: bool) -> Result<Option<Target>, Faults> {
        let Some(table) = &self.table else {
            let defined = survey.source.as_ref().filter(|_| !has_exports);
            if self.print_sql && defined.is_none() {
                let fault = Fault::new("no database would be asked: no table is named");
                return Err(fault.help("name one with --source and --table").into());
            }
            return Ok(defined.map(|defined| self.defined(defined)).transpose()?);
        };
        let source = source(self.source.as_deref())?.ok_or_else(|| {
            Fault::new(format!("the table `{table}` is in no database"))
                .help("name that with --source, or in SURVEY_SOURCE")
        })?;
        Ok(Some(Target {
            source,
            table: table.clone(),
            long: self.long.clone(),
            drivers: drivers(),
            limits: self.limits(),
        }))
    }

    fn defined(&self, TableRef { uri, table, long }: &TableRef) -> Result<Target, Fault> {
        let long = long.clone().map(|[id, question, answer]| Long { id, question, answer });
        let source = Source::new(uri, false)?;
        Ok(Target { source, table: table.clone(), long, drivers: drivers(), limits: self.limits() })
    }

    fn limits(&self) -> Limits {
        Limits { rows: self.max_distinct, time: Duration::from_secs(self.timeout.max(1)) }
    }
}

fn long(text: &str) -> Result<Long, String> {
    match text.split(',').map(str::trim).collect::<Vec<_>>().as_slice() {
        [id, question, answer] if ![id, question, answer].iter().any(|name| name.is_empty()) => {
            let named = |name: &str| name.to_owned();
            Ok(Long { id: named(id), question: named(question), answer: named(answer) })
        }
        _ => Err("expected the names of three columns, such as response_id,question,value".to_owned()),
    }
}

/// The database named, or that of the variable.
///
/// # Errors
///
/// When its URI is none, or holds a password where others can read it.
pub(super) fn source(named: Option<&str>) -> Result<Option<Source>, Fault> {
    match named {
        Some(uri) => Source::new(uri, false).map(Some),
        None => std::env::var(SOURCE).ok().map(|uri| Source::new(&uri, true)).transpose(),
    }
}

/// Where drivers may lie: in the folders of the variables, then in the one that is usual for the user.
pub(super) fn drivers() -> Drivers {
    let named = FOLDERS.iter().filter_map(std::env::var_os);
    let mut folders: Vec<PathBuf> = named.flat_map(|paths| std::env::split_paths(&paths).collect::<Vec<_>>()).collect();
    folders.extend(usual_folder());
    Drivers { folders }
}

/// The folder in which the drivers of a user lie by convention.
fn usual_folder() -> Option<PathBuf> {
    let home = |path: &str| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(path));
    if cfg!(target_os = "macos") {
        home("Library/Application Support/ADBC/Drivers")
    } else if cfg!(windows) {
        std::env::var_os("LOCALAPPDATA").map(|folder| PathBuf::from(folder).join("ADBC").join("Drivers"))
    } else {
        let configured = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
        configured.or_else(|| home(".config")).map(|folder| folder.join("adbc").join("drivers"))
    }
}
