//! No database can be reached: the feature `databases` was not built in.

use super::drivers::Drivers;
use super::source::Source;
use super::statement::Column;
use crate::diagnostic::Fault;
use std::time::Duration;

/// What would be done with the texts of a row, and with the number at its end.
pub(super) type Each<'a> = &'a mut dyn FnMut(&[Option<&str>], u64) -> Result<(), Fault>;

/// Nothing: no session can be opened.
#[derive(Debug)]
pub(super) enum Session {}

impl Session {
    pub(super) fn open(_: &Source, _: &Drivers, _: &str, _: Duration) -> Result<Session, Fault> {
        Err(Fault::new("this `survey` was built without databases")
            .help("build it with them: `cargo install --path . --features databases`"))
    }

    pub(super) fn columns(&mut self, _: &str) -> Result<Vec<Column>, Fault> {
        match *self {}
    }

    pub(super) fn rows(&mut self, _: &str, _: Each) -> Result<(), Fault> {
        match *self {}
    }
}
