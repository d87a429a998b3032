//! A session with a database, through a driver that is loaded when it is asked for (ADBC, Arrow Database Connectivity).
//!
//! Nothing is written: where the database can be told so, it is. A statement that takes too long is given up, whether
//! or not the database heeds it.

use super::dialect::Dialect;
use super::drivers::Drivers;
use super::moments::Holds;
use super::profile;
use super::source::Source;
use super::statement::Column;
use crate::diagnostic::Fault;
use adbc_core::error::{Error, Status};
use adbc_core::options::{AdbcVersion, OptionDatabase, OptionValue};
use adbc_core::{Connection, Database, Driver, LOAD_FLAG_DEFAULT, Statement};
use adbc_driver_manager::{ManagedConnection, ManagedDatabase, ManagedDriver, ManagedStatement};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::{DataType, SchemaRef};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// What is done with the texts of a row, and with the number at its end.
pub(super) type Each<'a> = &'a mut dyn FnMut(&[Option<&str>], u64) -> Result<(), Fault>;

/// Batches of rows that may wait to be counted.
const WAITING: usize = 2;

/// An open session.
pub(super) struct Session {
    connection: ManagedConnection,
    source: Source,
    time: Duration,
}

/// What comes back of a statement.
enum Answer {
    Schema(SchemaRef),
    Rows(RecordBatch),
}

impl Session {
    /// Reaches a database, and lets it do nothing but read one state of its tables; instants have their days in `zone`.
    ///
    /// # Errors
    ///
    /// When there is no driver, or what the database says.
    pub(super) fn open(source: &Source, drivers: &Drivers, zone: &str, time: Duration) -> Result<Session, Fault> {
        let fault = |error: Error| said(&error, source, "cannot be reached");
        let database = database(source, drivers)?;
        let connection = database.new_connection().map_err(fault)?;
        let mut session = Session { connection, source: source.clone(), time };
        for statement in source.dialect().beginning(zone, time.as_millis()) {
            session.execute(&statement)?;
        }
        Ok(session)
    }

    /// Runs a statement that gives nothing back.
    fn execute(&mut self, statement: &str) -> Result<(), Fault> {
        let asked = self.statement(statement).and_then(|mut statement| {
            // Some drivers run nothing until the answer is read.
            statement.execute()?.try_for_each(|rows| rows.map(drop)).map_err(Error::from)
        });
        asked.map_err(|error| said(&error, &self.source, "could not be asked"))
    }

    fn statement(&mut self, statement: &str) -> Result<ManagedStatement, Error> {
        let mut asked = self.connection.new_statement()?;
        asked.set_sql_query(statement)?;
        Ok(asked)
    }

    /// The columns of what a statement gives.
    pub(super) fn columns(&mut self, statement: &str) -> Result<Vec<Column>, Fault> {
        let mut columns = Vec::new();
        self.answers(statement, &mut |answer| {
            if let Answer::Schema(schema) = answer {
                let column =
                    |name: &str, of: &DataType| Column { name: name.to_owned(), holds: holds(of), is_answer: false };
                columns = schema.fields().iter().map(|field| column(field.name(), field.data_type())).collect();
            }
            Ok(())
        })?;
        Ok(columns)
    }

    /// The rows that a statement gives: texts, and a number at the end.
    pub(super) fn rows(&mut self, statement: &str, each: Each) -> Result<(), Fault> {
        let source = self.source.clone();
        self.answers(statement, &mut |answer| match answer {
            Answer::Schema(_) => Ok(()),
            Answer::Rows(rows) => {
                let texts = texts(&rows).ok_or_else(|| unexpected(&source))?;
                let (numbers, cells) = texts.split_last().ok_or_else(|| unexpected(&source))?;
                for row in 0..rows.num_rows() {
                    let cells: Vec<Option<&str>> = cells.iter().map(|column| column.text(row)).collect();
                    each(&cells, numbers.number(row).ok_or_else(|| unexpected(&source))?)?;
                }
                Ok(())
            }
        })
    }

    /// Lets another thread ask, so that nothing waits for it longer than it may.
    fn answers(&mut self, statement: &str, each: &mut dyn FnMut(Answer) -> Result<(), Fault>) -> Result<(), Fault> {
        let asked = self.statement(statement).map_err(|error| said(&error, &self.source, "could not be asked"))?;
        let cancel = asked.get_cancel_handle();
        let (send, receive) = sync_channel(WAITING);
        std::thread::spawn(move || ask(asked, &send));
        let outcome = self.receive(&receive, each);
        if outcome.is_err() {
            // Whether it is heeded makes no difference here.
            drop(cancel.try_cancel());
        }
        outcome
    }

    fn receive(
        &self,
        receive: &Receiver<Result<Answer, Error>>,
        each: &mut dyn FnMut(Answer) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        loop {
            match receive.recv_timeout(self.time) {
                Ok(Ok(answer)) => each(answer)?,
                Ok(Err(error)) => return Err(said(&error, &self.source, "could not be asked")),
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => return Err(too_long(&self.source, self.time)),
            }
        }
    }
}

/// Asks, and hands over what comes back, until nobody wants it any more.
fn ask(mut statement: ManagedStatement, send: &SyncSender<Result<Answer, Error>>) {
    let mut answers = match statement.execute() {
        Ok(answers) => answers,
        Err(error) => return drop(send.send(Err(error))),
    };
    if send.send(Ok(Answer::Schema(answers.schema()))).is_err() {
        return;
    }
    for rows in &mut answers {
        let rows = rows.map(Answer::Rows).map_err(Error::from);
        let is_over = rows.is_err();
        if send.send(rows).is_err() || is_over {
            return;
        }
    }
}

/// The database, through its driver.
fn database(source: &Source, drivers: &Drivers) -> Result<ManagedDatabase, Fault> {
    let fault = |error: Error| said(&error, source, "cannot be reached");
    let told = match source.profile() {
        Some(profile) => profile::options(profile).map_err(fault)?,
        None => options(source),
    };
    let mut driver = driver(source.driver(), drivers).map_err(|error| no_driver(&error, source, drivers))?;
    if source.profile().is_none() && matches!(source.dialect(), Dialect::Sqlite | Dialect::DuckDb) {
        let path = path_of(source.uri());
        if !path.is_empty() && path != ":memory:" && !std::path::Path::new(path).is_file() {
            return Err(Fault::new(format!("there is no file `{path}`")).help("check its name"));
        }
    }
    driver.new_database_with_opts(told).map_err(fault)
}

/// The driver of this name, or at this path.
fn driver(name: &str, drivers: &Drivers) -> Result<ManagedDriver, Error> {
    const VERSION: AdbcVersion = AdbcVersion::V110;
    if let Some((library, begins_with)) = drivers.library(name) {
        return ManagedDriver::load_dynamic_from_filename(library, begins_with, VERSION);
    }
    let folders = Some(drivers.folders.clone());
    ManagedDriver::load_from_name(name, Drivers::begins_with(name), VERSION, LOAD_FLAG_DEFAULT, folders)
}

/// How the drivers are told where the database is, and that nothing is written.
fn options(source: &Source) -> Vec<(OptionDatabase, OptionValue)> {
    let uri = source.uri();
    let path = path_of(uri);
    let other = |key: &str, value: &str| (OptionDatabase::Other(key.to_owned()), OptionValue::from(value));
    match source.dialect() {
        Dialect::Sqlite => {
            vec![(OptionDatabase::Uri, OptionValue::from(format!("file:{}?mode=ro", encoded(path)).as_str()))]
        }
        Dialect::DuckDb if path.is_empty() || path == ":memory:" => Vec::new(),
        Dialect::DuckDb => vec![other("path", path), other("access_mode", "READ_ONLY")],
        // Spark Connect has a scheme of its own.
        Dialect::Spark if source.driver() == "spark" => {
            vec![(OptionDatabase::Uri, OptionValue::from(format!("sc://{path}").as_str()))]
        }
        _ => vec![(OptionDatabase::Uri, OptionValue::from(uri))],
    }
}

/// The file that a URI names.
fn path_of(uri: &str) -> &str {
    uri.split_once(':').map_or(uri, |(_, path)| path.strip_prefix("//").unwrap_or(path))
}

/// A path in a URI.
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// A column of texts or numbers, as the drivers give it.
enum Texts<'a> {
    Short(&'a arrow_array::StringArray),
    Long(&'a arrow_array::LargeStringArray),
    View(&'a arrow_array::StringViewArray),
    Int(&'a arrow_array::Int32Array),
    BigInt(&'a arrow_array::Int64Array),
}

impl Texts<'_> {
    /// The text in a row; none where nothing stands there.
    fn text(&self, row: usize) -> Option<&str> {
        match self {
            Texts::Short(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Texts::Long(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Texts::View(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Texts::Int(_) | Texts::BigInt(_) => None,
        }
    }

    /// The number in a row, where it counts something.
    fn number(&self, row: usize) -> Option<u64> {
        match self {
            Texts::Int(numbers) => numbers.value(row).try_into().ok(),
            Texts::BigInt(numbers) => numbers.value(row).try_into().ok(),
            texts => texts.text(row)?.parse().ok(),
        }
    }
}

/// The columns of a batch; `None` where one is neither text nor number.
fn texts(rows: &RecordBatch) -> Option<Vec<Texts<'_>>> {
    rows.columns()
        .iter()
        .map(|column| match column.data_type() {
            DataType::Utf8 => Some(Texts::Short(column.as_string())),
            DataType::LargeUtf8 => Some(Texts::Long(column.as_string())),
            DataType::Utf8View => Some(Texts::View(column.as_string_view())),
            DataType::Int32 => Some(Texts::Int(column.as_primitive::<Int32Type>())),
            DataType::Int64 => Some(Texts::BigInt(column.as_primitive::<Int64Type>())),
            _ => None,
        })
        .collect()
}

fn holds(of: &DataType) -> Holds {
    match of {
        DataType::Date32 | DataType::Date64 => Holds::Days,
        DataType::Timestamp(_, None) => Holds::LocalTimes,
        DataType::Timestamp(_, Some(_)) => Holds::Instants,
        _ => Holds::Other,
    }
}

/// What a driver or a database says, without secrets.
fn said(error: &Error, source: &Source, what: &str) -> Fault {
    let help = match error.status {
        Status::Unauthenticated => Some("check who is to log on, and where the password comes from"),
        Status::Unauthorized => Some("ask for the right to read this table or view"),
        _ => None,
    };
    // Statements are what --print-sql is for.
    let message = ["Query was:", "\nquery:"].iter().fold(error.message.as_str(), |message, query| {
        message.split_once(query).map_or(message, |(message, _)| message)
    });
    let fault = Fault::new(format!("the database {what}: {}", source.scrubbed(message))).in_file(source.shown());
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

fn no_driver(error: &Error, source: &Source, drivers: &Drivers) -> Fault {
    let fault =
        Fault::new(format!("there is no driver for `{}` here: {}", source.driver(), source.scrubbed(&error.message)));
    let help = drivers.advice(source.driver()).map_or_else(
        || "install an ADBC driver of this name, or say where it is in SURVEY_DRIVERS".to_owned(),
        |command| format!("get it with `{command}`, or say in SURVEY_DRIVERS in which folder it is"),
    );
    fault.help(help)
}

fn too_long(source: &Source, time: Duration) -> Fault {
    Fault::new(format!("the database has been silent for {} seconds", time.as_secs()))
        .in_file(source.shown())
        .help("give it longer with --timeout, or let its owner look at the statements of --print-sql")
}

fn unexpected(source: &Source) -> Fault {
    Fault::new("the database gave neither texts nor numbers where it was asked for them").in_file(source.shown())
}
