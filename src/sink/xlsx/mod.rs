//! One workbook: a sheet that says what this is, then a sheet a table.
//!
//! It is made from the rows that were set aside, when all of them are known, and holds one row in memory
//! at a time. Text stays text, numbers are numbers, dates are dates; what a sheet cannot hold is cut or
//! continued, and said to be. The same rows make the same bytes: no clock is asked, so the date of the
//! run stands in run.json alone.

mod about;
mod cell;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::record::{EntityRow, Look, Tables};

use super::spool::{self, Spool};
use super::{Counts, Page, Piece, Run, Sink};

const FILE: &str = "sayso.xlsx";

/// The workbook.
pub(super) struct Xlsx {
    pub(super) tables: Tables,
}

impl Sink for Xlsx {
    /// Rows are set aside by another sink.
    fn page(&self, _: Page<'_>) -> Result<Vec<Piece>> {
        Ok(Vec::new())
    }

    fn entities(&self, _: &[EntityRow]) -> Result<Vec<Piece>> {
        Ok(Vec::new())
    }

    fn finish(&self, run: &mut Run, counts: &Counts) -> Result<()> {
        let tables = spool::all(run, &self.tables)?;
        let place = run.path(FILE);
        guarded(|| write(&tables, counts, &place, Limits::EXCEL)).map_err(|e| {
            Error::new(format!("cannot write {FILE}: {}; what was there is as it was", e.message()))
        })?;
        run.adopt(FILE, None)
    }
}

/// Does work in which the workbook's library panics when the disk is full; a panic becomes an error. The
/// thread has no name, so that nothing is told of it twice.
fn guarded(work: impl FnOnce() -> Result<()> + Send) -> Result<()> {
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().spawn_scoped(scope, work);
        let worker = spawned.map_err(|e| Error::new(format!("no thread can be had: {e}")))?;
        worker.join().unwrap_or_else(|panic| {
            let words = panic.downcast_ref::<String>().map(String::as_str);
            let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
            // Behind its own words the library prints the error of the system as code.
            let words = words.and_then(|words| words.split(": Os {").next());
            Err(Error::new(format!("is the disk full? {}", words.unwrap_or("no reason given"))))
        })
    })
}

/// What a sheet can hold.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Rows, the header's included.
    rows: u32,
    /// Links.
    links: u32,
    /// UTF-16 units of a cell.
    units: usize,
}

impl Limits {
    const EXCEL: Self = Self { rows: 1_048_576, links: 65_530, units: 32_767 };

    /// Rows of a table on one sheet.
    fn rows_each(self) -> u64 {
        u64::from(self.rows - 1)
    }
}

/// What is known of a table before a sheet of it is written.
struct Survey<'t> {
    table: &'t Spool,
    /// Of each column, the characters of its longest line, up to the widest column that is made.
    widths: Vec<usize>,
    /// How many cells are too long for a sheet.
    cut: u64,
    /// Where the rows stand, by their key: as many as a sheet can link to.
    places: BTreeMap<String, (u64, u32)>,
}

impl<'t> Survey<'t> {
    fn of(table: &'t Spool, limits: Limits) -> Result<Self> {
        let header = |field: &crate::record::Field| field.name.chars().count() + sheet::BUTTON;
        let widths = table.head.fields.iter().map(header).collect();
        let mut survey = Self { table, widths, cut: 0, places: BTreeMap::new() };
        let mut number = 0;
        table.each(|row| {
            for (at, text) in row.iter().enumerate() {
                survey.cut += u64::from(cell::is_too_long(text, limits));
                if let (Some(width), Some(field)) = (survey.widths.get_mut(at), table.head.fields.get(at)) {
                    let most = if field.look == Look::Wrapped { sheet::WIDEST } else { sheet::WIDE };
                    let longest = text.lines().map(|line| line.chars().take(most).count()).max();
                    *width = (*width).max(longest.unwrap_or(0));
                }
            }
            if number < u64::from(limits.links) {
                let place = (number / limits.rows_each(), (number % limits.rows_each()) as u32 + 1);
                survey.places.entry(row.get(0).unwrap_or("").to_string()).or_insert(place);
            }
            number += 1;
            Ok(())
        })?;
        Ok(survey)
    }

    /// How many sheets it takes.
    fn sheets(&self, limits: Limits) -> u64 {
        self.table.rows.div_ceil(limits.rows_each()).max(1)
    }
}

/// The name of a table's sheet: the first bears its name, the others a number too.
fn sheet_name(table: &str, sheet: u64) -> String {
    if sheet == 0 { table.to_string() } else { format!("{table}_{}", sheet + 1) }
}

fn write(tables: &[Spool], counts: &Counts, place: &Path, limits: Limits) -> Result<()> {
    let surveys: Vec<Survey<'_>> =
        tables.iter().map(|table| Survey::of(table, limits)).collect::<Result<_>>()?;
    let mut book = Workbook::new();
    let mut formats = cell::Formats::default();
    let folder = place.parent().unwrap_or(place);
    book.set_tempdir(folder).map_err(|e| fault(&e))?;
    book.set_properties(&properties().map_err(|e| fault(&e))?);
    about::write(&mut book, &surveys, counts, limits)?;
    for survey in &surveys {
        sheet::write(&mut book, survey, &surveys, &mut formats, limits)?;
    }
    book.save(place).map_err(|e| fault(&e))
}

/// Whose it is; a date that never changes stands where a date must.
fn properties() -> std::result::Result<DocProperties, XlsxError> {
    let version = format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(env!("CARGO_PKG_DESCRIPTION"))
        .set_author(version)
        .set_creation_datetime(&created))
}

fn fault(error: &XlsxError) -> Error {
    Error::new(error.to_string())
}
