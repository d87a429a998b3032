//! Counting in a database: inquiries for all looks, in one state of the table.

use super::drivers::Drivers;
use super::inquiry::{Inquiry, Waiting, inquiries};
use super::moments::Holds;
use super::relation::{Long, Relation};
use super::session::Session;
use super::source::Source;
use super::statement::{Column, empty, grouped, repeats};
use super::weights::Weights;
use crate::definition::Survey;
use crate::diagnostic::{Fault, Faults, named, nearest};
use crate::plan::Plan;
use crate::responses::Table;
use crate::rows::{Bundled, Counts, Extract, Look, Subject};
use crate::table::{Weighing, is_weight};
use std::time::Duration;

/// Sets of columns that one statement groups by: every one takes memory there.
const MOST_SETS: usize = 32;

/// Questions that a table with a row an answer may have.
const MOST_QUESTIONS: usize = 20_000;

/// A table in a database.
#[derive(Debug, Clone)]
pub struct Target {
    /// The database.
    pub source: Source,
    /// The table, or view.
    pub table: String,
    /// Where it has a row an answer, and not a row a response: its columns.
    pub long: Option<Long>,
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
    relation: Relation,
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
    asked.refuse_split_answers()?;
    asked.refuse_repeats(&engine)?;
    asked.foresee_weights(&mut engine)?;
    let inquiries = asked.inquiries(engine.looks());
    loop {
        for inquiry in &inquiries {
            asked.add(&mut engine, inquiry, survey)?;
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
    let mut statements = vec![empty(asked.relation.name())];
    statements.extend(
        [asked.relation.questions(), asked.relation.rows_per_answer(), asked.repeats(&engine), asked.extent(&engine)]
            .into_iter()
            .flatten(),
    );
    let of_inquiry = |inquiry: &Inquiry| asked.statement(inquiry, asked.weights(inquiry, &engine));
    statements.extend(asked.inquiries(engine.looks()).iter().map(of_inquiry));
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
    let columns = table.map(|table| session.columns(&empty(Relation::new(table, None, source.dialect()).name())));
    Ok(columns.transpose()?.map(|columns| columns.len()))
}

impl<'a> Asked<'a> {
    fn open(survey: &Survey, target: &'a Target) -> Result<Asked<'a>, Faults> {
        let zone = survey.submitted.as_ref().and_then(|submitted| submitted.timezone.as_deref()).unwrap_or("UTC");
        let mut session = Session::open(&target.source, &target.drivers, zone, target.limits.time)?;
        let relation = Relation::new(&target.table, target.long.clone(), target.source.dialect());
        let columns = session.columns(&empty(relation.name()))?;
        let mut asked = Asked { target, session, relation, columns };
        asked.find_answers()?;
        Ok(asked)
    }

    /// Of a table with a row an answer, the questions are columns, too.
    fn find_answers(&mut self) -> Result<(), Faults> {
        let (Some(statement), Some(long)) = (self.relation.questions(), &self.target.long) else { return Ok(()) };
        let mut columns = std::mem::take(&mut self.columns);
        // SQLite takes a name that is no column's for a text.
        let is_there = |name: &&&String| columns.iter().any(|column| column.name == ***name);
        if let Some(name) = [&long.id, &long.question, &long.answer].iter().find(|name| !is_there(name)) {
            return Err(no_column(name, &columns).in_file(&*self.target.table).into());
        }
        columns.retain(|column| column.name != long.question && column.name != long.answer);
        let own = columns.len();
        self.session.rows(&statement, &mut |cells, _| {
            let name = cells.first().copied().flatten().unwrap_or_default().to_owned();
            if columns.len() >= MOST_QUESTIONS {
                return Err(Fault::new(format!(
                    "there are more than {MOST_QUESTIONS} different questions in the table"
                ))
                .help("does the second name of --long stand for the column with the questions?"));
            }
            if !columns[..own].iter().any(|column| column.name == name) {
                columns.push(Column { name, holds: Holds::Other, is_answer: true });
            }
            Ok(())
        })?;
        // In no order of the database's.
        columns[own..].sort_by(|one, other| one.name.cmp(&other.name));
        self.columns = columns;
        Ok(())
    }

    /// An answer in several rows is several answers, or none that can be told.
    fn refuse_split_answers(&mut self) -> Result<(), Faults> {
        let Some(statement) = self.relation.rows_per_answer() else { return Ok(()) };
        let split = self.several(&statement)?;
        if split == 0 {
            return Ok(());
        }
        let fault = Fault::new(format!("{split} answers of one response to one question stand in several rows"))
            .in_file(&*self.target.table)
            .help("bring them together in a view: several answers in one cell, with a separator between them");
        Err(fault.into())
    }

    /// Of how many things a statement says that there are several, which tells how many there are of how many.
    fn several(&mut self, statement: &str) -> Result<u64, Fault> {
        let mut several = 0;
        self.session.rows(statement, &mut |cells, things| {
            several += if cells == [Some("1")] { 0 } else { things };
            Ok(())
        })?;
        Ok(several)
    }

    fn engine<'s>(&self, survey: &'s Survey, plan: &Plan) -> Result<Bundled<'s>, Faults> {
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        Bundled::new(survey, plan, Table::new(&self.target.table, &names, survey)?)
    }

    /// What is asked for the looks: the fewest statements that the dialect allows.
    fn inquiries(&self, looks: &[Look]) -> Vec<Inquiry> {
        let sets = if self.target.source.dialect().has_grouping_sets() { MOST_SETS } else { 1 };
        inquiries(looks, sets)
    }

    fn statement(&self, inquiry: &Inquiry, weights: Option<Weights>) -> String {
        let columns: Vec<_> = inquiry.columns.iter().map(|(at, extract)| (&self.columns[*at], *extract)).collect();
        let from = self.relation.with(&columns.iter().map(|(column, _)| *column).collect::<Vec<_>>());
        let sets: Vec<&[usize]> = inquiry.sets.iter().map(|set| set.columns.as_slice()).collect();
        grouped(&from, &columns, &sets, weights, self.target.source.dialect())
    }

    /// The weights of an inquiry, where they can be added up.
    fn weights(&self, inquiry: &Inquiry, engine: &Bundled) -> Option<Weights> {
        let at = inquiry.columns.iter().position(|(_, extract)| *extract == Extract::Weight)?;
        Weights::new(at, engine.weight_places(), self.target.source.dialect())
    }

    /// Adds what an inquiry brings together, a batch at a time.
    fn add(&mut self, engine: &mut Bundled, inquiry: &Inquiry, survey: &Survey) -> Result<(), Faults> {
        let weights = self.weights(inquiry, engine);
        let statement = self.statement(inquiry, weights);
        let (most, mut faults) = (self.target.limits.rows, None);
        let mut given = vec![0; inquiry.sets.len()];
        let mut waiting: Vec<Waiting> = inquiry.sets.iter().map(|set| Waiting::new(set, engine)).collect();
        let each = &mut |cells: &[Option<&str>], responses: u64| {
            let (cells, together) = weights.map_or((cells, None), |_| Weights::split(cells));
            let at =
                inquiry.set_of(cells).ok_or_else(|| Fault::new("the database grouped by other columns than asked"))?;
            given[at] += 1;
            if given[at] > most {
                return Err(too_many(survey, &engine.looks()[inquiry.sets[at].looks[0].look], &self.columns, most));
            }
            waiting[at].push(cells, responses, together);
            if waiting[at].is_full() {
                faults = waiting[at].count(engine).err();
            }
            if faults.is_some() { Err(Fault::new("the answers could not be counted")) } else { Ok(()) }
        };
        let asked = self.session.rows(&statement, each);
        match (faults, asked) {
            (Some(faults), _) => Err(faults),
            (None, Err(fault)) => Err(fault.into()),
            (None, Ok(())) => waiting.iter_mut().try_for_each(|rest| rest.count(engine)),
        }
    }

    fn repeats(&self, engine: &Bundled) -> Option<String> {
        let column = &self.columns[engine.table().response_id()?];
        Some(repeats(&self.relation.with(&[column]), column, self.target.source.dialect()))
    }

    /// The statement that tells how light and how heavy weights are.
    fn extent(&self, engine: &Bundled) -> Option<String> {
        let inquiries = engine.looks().iter().flat_map(|look| &look.columns);
        let added_up = inquiries.into_iter().find(|(_, extract)| *extract == Extract::Weight)?.0;
        let (column, dialect) = (&self.columns[added_up], self.target.source.dialect());
        Weights::extent(&self.relation.with(&[column]), &dialect.text(&dialect.quoted(&column.name)), dialect)
    }

    /// Lets the engine know of that, since weights that are far from 1 are added up with more decimals, or with fewer.
    fn foresee_weights(&mut self, engine: &mut Bundled) -> Result<(), Fault> {
        let Some(statement) = self.extent(engine) else { return Ok(()) };
        self.session.rows(&statement, &mut |cells, units| {
            let end = |at: usize| cells.get(at).copied().flatten()?.parse().ok().filter(|end| is_weight(*end));
            if let (Some(least), Some(most)) = (end(0), end(1)) {
                engine.expect_weights(Weighing { units, least, most });
            }
            Ok(())
        })
    }

    /// Responses that are there more than once can only be told apart by reading their ids, which stay where they are.
    fn refuse_repeats(&mut self, engine: &Bundled) -> Result<(), Faults> {
        let Some(statement) = self.repeats(engine) else { return Ok(()) };
        let repeated = self.several(&statement)?;
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

fn no_column(name: &str, columns: &[Column]) -> Fault {
    let fault = Fault::new(format!("the table has no column {}, which --long names", named(name)));
    match nearest(name, columns.iter().map(|column| column.name.as_str())) {
        Some(near) => fault.help(format!("did you mean {}?", named(near))),
        None => fault.help("name the columns as the table has them, in capital and small letters"),
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
    let columns = columns.join(", ");
    Fault::new(format!("more than {most} different rows would come back for {what}: of {columns}"))
        .help("does one of these columns hold free text, identifiers or times? Name another, round it in a view, or raise --max-distinct")
}
