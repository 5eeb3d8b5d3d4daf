//! Rows as CSV: comma, LF, quotes where they are needed, text cells guarded.

use std::fmt::Write as _;

use ::csv::{Writer, WriterBuilder};

use crate::error::{Error, Result};
use crate::record::{Cell, Column, Format, Table};

use super::guard::guard;

/// The header line of a table.
pub fn header<R>(table: &Table<R>) -> Result<Vec<u8>> {
    let mut writer = writer();
    writer.write_record(table.columns.iter().map(|column| column.name)).map_err(|e| fault(&e))?;
    finish(writer)
}

/// Rows of a table as lines.
pub fn lines<R>(table: &Table<R>, rows: &[R]) -> Result<Vec<u8>> {
    let mut writer = writer();
    let mut digits = String::new();
    for row in rows {
        for column in table.columns {
            field(&mut writer, column, row, &mut digits).map_err(|e| fault(&e))?;
        }
        writer.write_record(None::<&[u8]>).map_err(|e| fault(&e))?;
    }
    finish(writer)
}

/// Writes a cell; `digits` is a buffer for those that are numbers.
fn field<R>(
    writer: &mut Writer<Vec<u8>>,
    column: &Column<R>,
    row: &R,
    digits: &mut String,
) -> ::csv::Result<()> {
    digits.clear();
    let mut written = |number: std::fmt::Arguments<'_>| {
        let done = digits.write_fmt(number);
        debug_assert!(done.is_ok(), "a string takes whatever is written");
        writer.write_field(digits.as_bytes())
    };
    match (column.get)(row) {
        Cell::Empty => writer.write_field(""),
        Cell::Text(text) if column.format == Format::Text => writer.write_field(guard(text).as_bytes()),
        Cell::Text(text) => writer.write_field(text),
        Cell::Integer(number) => written(format_args!("{number}")),
        Cell::Decimal(number) => written(format_args!("{number:.2}")),
        Cell::Boolean(yes) => writer.write_field(if yes { "true" } else { "false" }),
    }
}

fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new().from_writer(Vec::new())
}

fn finish(writer: Writer<Vec<u8>>) -> Result<Vec<u8>> {
    writer.into_inner().map_err(|e| Error::new(format!("rows cannot be written as CSV: {e}")))
}

fn fault(error: &::csv::Error) -> Error {
    Error::new(format!("rows cannot be written as CSV: {error}"))
}
