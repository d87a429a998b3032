//! Counting in a database: a statement a look, in one state of the table.

use super::drivers::Drivers;
use super::session::Session;
use super::source::Source;
use super::statement::{Column, empty, grouped, repeats};
use super::table_name::table_name;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, named};
use crate::plan::Plan;
use crate::responses::{BATCH_ROWS, Table};
use crate::rows::{Bundled, Counts, Look, Subject};
use std::time::Duration;

/// A table in a database.
#[derive(Debug, Clone)]
pub struct Target {
    /// The database.
    pub source: Source,
    /// The table, or view.
    pub table: String,
    /// Where its driver may lie.
    pub drivers: Drivers,
    /// How far it may be asked.
    pub limits: Limits,
}

/// How far a database is asked.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Rows that a statement may give.
    pub rows: u64,
    /// How long it may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { rows: 100_000, time: Duration::from_mins(10) }
    }
}

/// A table that can be asked.
struct Asked<'a> {
    target: &'a Target,
    session: Session,
    name: String,
    columns: Vec<Column>,
}

/// Lets a database count the responses of a table according to a plan.
///
/// # Errors
///
/// Everything that keeps it from being reached or asked; columns that the table lacks; what cannot be counted there, by
/// its name; answers too many to come back.
pub fn count(survey: &Survey, plan: &Plan, target: &Target) -> Result<Counts, Faults> {
    let mut asked = Asked::open(survey, target)?;
    let mut engine = asked.engine(survey, plan)?;
    asked.refuse_repeats(survey)?;
    loop {
        for look in 0..engine.looks().len() {
            asked.add(&mut engine, look, survey)?;
        }
        if !engine.begins_again()? {
            return engine.finish(target.source.dialect().title());
        }
    }
}

/// The statements that would be sent.
///
/// # Errors
///
/// As for [`count`]: the table's columns have to be known.
pub fn statements(survey: &Survey, plan: &Plan, target: &Target) -> Result<Vec<String>, Faults> {
    let asked = Asked::open(survey, target)?;
    let engine = asked.engine(survey, plan)?;
    let mut statements = vec![empty(&asked.name)];
    statements.extend(asked.repeats(survey));
    statements.extend(engine.looks().iter().map(|look| asked.statement(look)));
    statements.dedup();
    Ok(statements)
}

/// Whether a database can be reached, and a table in it if one is named: how many columns that has.
///
/// # Errors
///
/// What is in the way.
pub fn try_out(
    source: &Source,
    table: Option<&str>,
    drivers: &Drivers,
    limits: Limits,
) -> Result<Option<usize>, Faults> {
    let mut session = Session::open(source, drivers, "UTC", limits.time)?;
    let columns = table.map(|table| session.columns(&empty(&table_name(table, source.dialect()))));
    Ok(columns.transpose()?.map(|columns| columns.len()))
}

impl<'a> Asked<'a> {
    fn open(survey: &Survey, target: &'a Target) -> Result<Asked<'a>, Faults> {
        let zone = survey.submitted.as_ref().and_then(|submitted| submitted.timezone.as_deref()).unwrap_or("UTC");
        let mut session = Session::open(&target.source, &target.drivers, zone, target.limits.time)?;
        let name = table_name(&target.table, target.source.dialect());
        let columns = session.columns(&empty(&name))?;
        Ok(Asked { target, session, name, columns })
    }

    fn engine<'s>(&self, survey: &'s Survey, plan: &Plan) -> Result<Bundled<'s>, Faults> {
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        Bundled::new(survey, plan, Table::new(&self.target.table, &names, survey)?)
    }

    fn statement(&self, look: &Look) -> String {
        let columns: Vec<_> = look.columns.iter().map(|(at, extract)| (&self.columns[*at], *extract)).collect();
        grouped(&self.name, &columns, self.target.source.dialect())
    }

    /// Adds what a look brings together, a batch at a time.
    fn add(&mut self, engine: &mut Bundled, look: usize, survey: &Survey) -> Result<(), Faults> {
        let statement = self.statement(&engine.looks()[look]);
        let (most, mut given, mut faults) = (self.target.limits.rows, 0, None);
        let mut bundles = engine.bundles(look);
        let each = &mut |cells: &[&str], responses: u64| {
            given += 1;
            if given > most {
                return Err(too_many(survey, &engine.looks()[look], &self.columns, most));
            }
            bundles.push(cells.iter().copied(), responses);
            if bundles.rows() == BATCH_ROWS {
                let full = std::mem::replace(&mut bundles, engine.bundles(look));
                if let Err(wrong) = engine.add(look, full) {
                    faults = Some(wrong);
                    return Err(Fault::new("the answers could not be counted"));
                }
            }
            Ok(())
        };
        let asked = self.session.rows(&statement, each);
        match (faults, asked) {
            (Some(faults), _) => Err(faults),
            (None, Err(fault)) => Err(fault.into()),
            (None, Ok(())) => engine.add(look, bundles),
        }
    }

    fn repeats(&self, survey: &Survey) -> Option<String> {
        let column = survey.response_id.as_ref().and_then(|id| self.column_of(&id.column))?;
        Some(repeats(&self.name, column, self.target.source.dialect()))
    }

    /// The column that a reference names.
    fn column_of(&self, reference: &crate::definition::ColumnRef) -> Option<&Column> {
        use crate::definition::ColumnRef;
        match reference {
            ColumnRef::Position(position) => self.columns.get(position.checked_sub(1)?),
            ColumnRef::Name(name) => self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name)),
        }
    }

    /// Responses that are there more than once can only be told apart by reading their ids, which stay where they are.
    fn refuse_repeats(&mut self, survey: &Survey) -> Result<(), Faults> {
        let Some(statement) = self.repeats(survey) else { return Ok(()) };
        let mut repeated = 0;
        self.session.rows(&statement, &mut |cells, ids| {
            repeated += if cells == ["1"] { 0 } else { ids };
            Ok(())
        })?;
        if repeated == 0 {
            return Ok(());
        }
        let ids =
            if repeated == 1 { "1 response id occurs".to_owned() } else { format!("{repeated} response ids occur") };
        let fault = Fault::new(format!("{ids} more than once, and which of the rows counts cannot be told here"))
            .in_file(&*self.target.table)
            .help("name a view with one row a response; or leave `response_id` out, and all of them count");
        Err(fault.into())
    }
}

/// More rows than may come back, most likely because of a column of free text or of identifiers.
fn too_many(survey: &Survey, look: &Look, columns: &[Column], most: u64) -> Fault {
    let what = match look.subject {
        Subject::Responses => "the responses".to_owned(),
        Subject::Days => "the days of submission".to_owned(),
        Subject::Segment(at) => format!("the segment {}", named(&survey.segments[at].id)),
        Subject::Groups(_) => "the groups of a breakdown".to_owned(),
        Subject::Answers { question, .. } => survey.questions.get(question).map_or_else(
            || "the same answers throughout a grid".to_owned(),
            |question| format!("the question {}", named(&question.id)),
        ),
    };
    let columns: Vec<String> = look.columns.iter().map(|(at, _)| named(&columns[*at].name)).collect();
    Fault::new(format!("{what} needs more than {most} different rows from the database, of {}", columns.join(", ")))
        .help("does one of these columns hold free text, identifiers or times? Name another, round it in a view, or raise --max-distinct")
}
