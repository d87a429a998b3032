//! Parquet files, in a program that was built without what reads them.

use super::limits::Limits;
use super::sheet::Sheet;
use crate::diagnostic::Fault;
use std::fs::File;

/// Refuses a Parquet file.
///
/// # Errors
///
/// Always: says how to get a program that reads it.
pub(super) fn read(_: File, _: &[(String, String)], _: Limits) -> Result<Sheet, Fault> {
    Err(Fault::new("this is a Parquet file, and this `survey` was built without reading them")
        .help("build it with `--features parquet`, or save the responses as CSV"))
}
