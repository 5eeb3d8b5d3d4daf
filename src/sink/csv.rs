//! Rows as CSV: comma, LF, quotes where they are needed, text cells guarded.

use ::csv::{Writer, WriterBuilder};

use crate::error::{Error, Result};
use crate::record::{Cell, Column, Format, Table};

use crate::record::guard::guard;

/// The header line of a table.
pub fn header<R>(table: &Table<R>) -> Result<Vec<u8>> {
    let mut writer = writer();
    writer
        .write_record(table.columns.iter().map(|column| guard(column.name).into_owned()))
        .map_err(|e| fault(&e))?;
    finish(writer)
}

/// Rows of a table as lines.
pub fn lines<R>(table: &Table<R>, rows: &[R]) -> Result<Vec<u8>> {
    let mut writer = writer();
    for row in rows {
        for column in table.columns {
            field(&mut writer, column, row).map_err(|e| fault(&e))?;
        }
        writer.write_record(None::<&[u8]>).map_err(|e| fault(&e))?;
    }
    finish(writer)
}

fn field<R>(writer: &mut Writer<Vec<u8>>, column: &Column<R>, row: &R) -> ::csv::Result<()> {
    match column.cell(row) {
        Cell::Empty => writer.write_field(""),
        Cell::Text(text) if column.format == Format::Text => writer.write_field(guard(text).as_bytes()),
        Cell::Text(text) => writer.write_field(text),
        Cell::Integer(number) => writer.write_field(number.to_string()),
        Cell::Decimal(number) => writer.write_field(format!("{number:.2}")),
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
