//! Tables as Parquet, a file each. Dates are text here, because some are no more than a year.

use std::fs::File;
use std::sync::Arc;

use ::csv::StringRecord;
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;

use crate::error::{Error, Result};
use crate::record::{EntityRow, Field, Format, Head, Tables};

use super::spool::{self, Spool};
use super::{Counts, Page, Piece, Run, Sink};

/// Rows that are held at once, and stand together in the file.
const ROWS_AT_ONCE: usize = 1 << 16;

/// Tables in columns.
pub(super) struct Parquet {
    pub(super) tables: Tables,
}

impl Sink for Parquet {
    /// Rows are set aside by another sink.
    fn page(&self, _: Page<'_>) -> Result<Vec<Piece>> {
        Ok(Vec::new())
    }

    fn entities(&self, _: &[EntityRow]) -> Result<Vec<Piece>> {
        Ok(Vec::new())
    }

    fn finish(&self, run: &mut Run, _: &Counts) -> Result<()> {
        for table in spool::all(run, &self.tables)? {
            let file = format!("{}.parquet", table.head.name);
            let place = File::create(run.path(&file)).map_err(|e| fault(&file, &e))?;
            write(&table, place).map_err(|e| fault(&file, &e))?;
            run.adopt(&file, Some(table.rows))?;
        }
        Ok(())
    }
}

fn fault(file: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("cannot write {file}: {error}; what was there is as it was"))
}

fn write(table: &Spool, file: File) -> Result<()> {
    let fail = |error: ParquetError| Error::new(error.to_string());
    let schema = Arc::new(schema(&table.head).map_err(fail)?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")))
        .build();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(fail)?;
    let mut held: Vec<StringRecord> = Vec::new();
    table.each(|row| {
        held.push(row.clone());
        if held.len() == ROWS_AT_ONCE {
            group(&mut writer, &table.head, &held).map_err(fail)?;
            held.clear();
        }
        Ok(())
    })?;
    if !held.is_empty() {
        group(&mut writer, &table.head, &held).map_err(fail)?;
    }
    writer.close().map(|_| ()).map_err(fail)
}

fn schema(head: &Head) -> std::result::Result<Type, ParquetError> {
    let column = |field: &Field| {
        let sort = match field.format {
            Format::Text | Format::Word | Format::Date => Physical::BYTE_ARRAY,
            Format::Integer => Physical::INT64,
            Format::Decimal => Physical::DOUBLE,
            Format::Boolean => Physical::BOOLEAN,
        };
        let logical = (sort == Physical::BYTE_ARRAY).then_some(LogicalType::String);
        let column = Type::primitive_type_builder(&field.name, sort)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        column.build().map(Arc::new)
    };
    let columns: std::result::Result<Vec<_>, _> = head.fields.iter().map(column).collect();
    Type::group_type_builder(head.name).with_fields(columns?).build()
}

type Writing = SerializedFileWriter<File>;

fn group(writer: &mut Writing, head: &Head, rows: &[StringRecord]) -> std::result::Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for (at, field) in head.fields.iter().enumerate() {
        let Some(mut column) = group.next_column()? else { break };
        let cells: Vec<&str> = rows.iter().map(|row| row.get(at).unwrap_or("")).collect();
        fill(&mut column, field.format, &cells)?;
        column.close()?;
    }
    group.close().map(|_| ())
}

fn fill(
    column: &mut SerializedColumnWriter<'_>,
    format: Format,
    cells: &[&str],
) -> std::result::Result<(), ParquetError> {
    match format {
        Format::Text | Format::Word | Format::Date => {
            let (values, known) = known(cells, |cell| Some(ByteArray::from(cell)));
            column.typed::<ByteArrayType>().write_batch(&values, Some(&known), None)?;
        }
        Format::Integer => {
            let (values, known) = known(cells, |cell| cell.parse().ok());
            column.typed::<Int64Type>().write_batch(&values, Some(&known), None)?;
        }
        Format::Decimal => {
            let (values, known) = known(cells, |cell| cell.parse().ok());
            column.typed::<DoubleType>().write_batch(&values, Some(&known), None)?;
        }
        Format::Boolean => {
            let (values, known) = known(cells, |cell| cell.parse().ok());
            column.typed::<BoolType>().write_batch(&values, Some(&known), None)?;
        }
    }
    Ok(())
}

/// The values of the cells that have one, and of every cell whether it has.
fn known<T>(cells: &[&str], value: impl Fn(&str) -> Option<T>) -> (Vec<T>, Vec<i16>) {
    let cells = cells.iter().map(|cell| if cell.is_empty() { None } else { value(cell) });
    let all: Vec<Option<T>> = cells.collect();
    let known = all.iter().map(|value| i16::from(value.is_some())).collect();
    (all.into_iter().flatten().collect(), known)
}
