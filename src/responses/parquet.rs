//! Parquet files, turned into the text that the rest of the house reads: a line a row, batch by batch.
//!
//! Numbers, days and times come out as they are written in a CSV export; the values of a list stand behind each other,
//! with semicolons between them, as platforms write several answers into one cell.

use super::limits::Limits;
use super::sheet::{Sheet, one_line, quote};
use crate::diagnostic::{Fault, named};
use ::parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use ::parquet::errors::ParquetError;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BinaryArray, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, Schema};
use std::fs::File;
use std::io::{self, Read};

/// Rows that are turned into text at once.
const ROWS: usize = 4096;
/// What stands between the values of a list.
const BETWEEN: &str = ";";

/// Opens a Parquet file. `partitions` are the columns that the folders it lies in stand for; those which the file has
/// itself are left out.
///
/// # Errors
///
/// When it is broken, or has too many columns or none, or columns that hold tables of their own.
pub(super) fn read(file: File, partitions: &[(String, String)], limits: Limits) -> Result<Sheet, Fault> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| broken(&error))?;
    let schema = builder.schema().clone();
    limits.check_columns(schema.fields().len() + partitions.len())?;
    check_types(&schema)?;
    let partitions: Vec<_> = partitions.iter().filter(|(name, _)| schema.index_of(name).is_err()).cloned().collect();
    let batches = builder.with_batch_size(ROWS).build().map_err(|error| broken(&error))?;
    let names = schema.fields().iter().map(|field| field.name());
    let names: Vec<&str> = names.chain(partitions.iter().map(|(name, _)| name)).map(String::as_str).collect();
    let mut text = Vec::new();
    put(&mut text, &names);
    let partitions = partitions.iter().map(|(_, value)| value.clone()).collect();
    Ok(Sheet { text: Box::new(Lines { batches, partitions, text, at: 0 }), words: "Parquet".to_string() })
}

fn check_types(schema: &Schema) -> Result<(), Fault> {
    if schema.fields().is_empty() {
        return Err(Fault::new("this Parquet file has no columns").help("write it again, with the responses"));
    }
    let nested: Vec<String> =
        schema.fields().iter().filter(|field| is_nested(field.data_type())).map(|field| named(field.name())).collect();
    if nested.is_empty() {
        return Ok(());
    }
    Err(Fault::new(format!("columns of this Parquet file hold tables of their own: {}", nested.join(", ")))
        .help("write a column for each of their fields"))
}

/// Whether its values are neither plain nor lists of plain ones.
fn is_nested(kind: &DataType) -> bool {
    match kind {
        DataType::List(of) | DataType::LargeList(of) => of.data_type().is_nested(),
        other => other.is_nested(),
    }
}

fn broken(error: &ParquetError) -> Fault {
    Fault::new(format!("this Parquet file is broken, or was not copied whole: {error}")).help("write it again")
}

/// The rows of a file as text.
struct Lines {
    batches: ParquetRecordBatchReader,
    /// What every row has behind its own cells.
    partitions: Vec<String>,
    text: Vec<u8>,
    /// Bytes of the text that have been read.
    at: usize,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() {
            let Some(batch) = self.batches.next() else { return Ok(0) };
            self.text.clear();
            self.at = 0;
            batch.and_then(|batch| self.write(&batch)).map_err(|error| invalid(&error))?;
        }
        let length = buffer.len().min(self.text.len() - self.at);
        buffer[..length].copy_from_slice(&self.text[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

fn invalid(error: &ArrowError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("this Parquet file is broken, or was not copied whole: {error}"))
}

impl Lines {
    /// The text of some rows.
    fn write(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let columns = batch.columns().iter().map(Cells::new).collect::<Result<Vec<Cells>, ArrowError>>()?;
        let mut row: Vec<String> = vec![String::new(); columns.len()];
        row.extend(self.partitions.iter().cloned());
        for at in 0..batch.num_rows() {
            for (cell, column) in row.iter_mut().zip(&columns) {
                cell.clear();
                column.write(at, cell)?;
            }
            put(&mut self.text, &row);
        }
        Ok(())
    }
}

/// The cells of a column.
enum Cells<'a> {
    Plain(ArrayFormatter<'a>),
    /// With a point where computers write one and people do not.
    Numbers(ArrayFormatter<'a>),
    /// Text that does not say so of itself; what is none stays in hexadecimal digits.
    Bytes(&'a BinaryArray, ArrayFormatter<'a>),
    /// Several values a cell: where they lie, and what they are.
    Lists(&'a ArrayRef, ArrayFormatter<'a>),
}

impl<'a> Cells<'a> {
    fn new(column: &'a ArrayRef) -> Result<Cells<'a>, ArrowError> {
        static AS_WRITTEN: FormatOptions<'static> = FormatOptions::new().with_display_error(false);
        let formatter = |values| ArrayFormatter::try_new(values, &AS_WRITTEN);
        match column.data_type() {
            DataType::List(_) => Ok(Cells::Lists(column, formatter(column.as_list::<i32>().values().as_ref())?)),
            DataType::LargeList(_) => Ok(Cells::Lists(column, formatter(column.as_list::<i64>().values().as_ref())?)),
            DataType::Binary => Ok(Cells::Bytes(column.as_binary(), formatter(column.as_ref())?)),
            kind if kind.is_floating() => formatter(column.as_ref()).map(Cells::Numbers),
            _ => formatter(column.as_ref()).map(Cells::Plain),
        }
    }

    fn write(&self, row: usize, cell: &mut String) -> Result<(), ArrowError> {
        match self {
            Cells::Plain(values) => values.value(row).write(cell),
            Cells::Numbers(values) => {
                values.value(row).write(cell)?;
                cell.truncate(cell.strip_suffix(".0").unwrap_or(cell).len());
                Ok(())
            }
            Cells::Bytes(bytes, values) if bytes.is_valid(row) => match std::str::from_utf8(bytes.value(row)) {
                Ok(text) => {
                    cell.push_str(text);
                    Ok(())
                }
                Err(_) => values.value(row).write(cell),
            },
            Cells::Bytes(..) => Ok(()),
            Cells::Lists(lists, _) if lists.is_null(row) => Ok(()),
            Cells::Lists(lists, values) => {
                for (nth, at) in places(lists, row).enumerate() {
                    if nth > 0 {
                        cell.push_str(BETWEEN);
                    }
                    values.value(at).write(cell)?;
                }
                Ok(())
            }
        }
    }
}

/// Where the values of a row lie.
fn places(lists: &ArrayRef, row: usize) -> std::ops::Range<usize> {
    if let Some(lists) = lists.as_list_opt::<i32>() {
        let offsets = lists.value_offsets();
        usize::try_from(offsets[row]).unwrap_or_default()..usize::try_from(offsets[row + 1]).unwrap_or_default()
    } else {
        let offsets = lists.as_list::<i64>().value_offsets();
        usize::try_from(offsets[row]).unwrap_or_default()..usize::try_from(offsets[row + 1]).unwrap_or_default()
    }
}

/// A line of comma-separated text.
fn put(text: &mut Vec<u8>, cells: &[impl AsRef<str>]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(b',');
        }
        match cell.as_ref() {
            // A line of nothing else would be no line.
            "" if cells.len() == 1 => text.extend_from_slice(b"\"\""),
            cell if cell.contains('\n') => quote(&one_line(cell), text),
            cell => quote(cell, text),
        }
    }
    text.push(b'\n');
}
