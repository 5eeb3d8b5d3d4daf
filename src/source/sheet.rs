//! Workbooks: every sheet with a column of text is a table.
//!
//! The shared strings of a workbook are held in memory as long as it is read; its rows are not. What it
//! unpacks to is measured before anything of it is opened.

use std::fs::File;
use std::io::{self, BufReader};

use calamine::{DataRef, Reader as _, Xlsx, XlsxCellReader};
use zip::ZipArchive;

use super::cells::{self, Row};
use super::desk::{Desk, Fault, Flow};
use super::item::Label;
use super::unpack::{self, Limits};

/// Reads every sheet.
pub(super) fn read(label: &Label, file: File, desk: &mut Desk) -> Flow {
    let broken = |error: &dyn std::fmt::Display| {
        Fault::failed(format!("{}: not a workbook that can be read: {error}", label.source))
    };
    if let Err(error) = file.try_clone().and_then(|copy| weigh(copy, &desk.limits)) {
        return desk.fail(label, Fault::broken(&label.source, &error));
    }
    let mut book: Xlsx<_> = match Xlsx::new(BufReader::new(file)) {
        Ok(book) => book,
        Err(error) => return desk.fail(label, broken(&error)),
    };
    let (before, names) = (desk.handed, book.sheet_names());
    for name in &names {
        let label = label.member(name);
        match book.worksheet_cells_reader(name) {
            Ok(cells) => sheet(&label, cells, desk)?,
            Err(error) => desk.fail(&label, broken(&error))?,
        }
    }
    if desk.handed == before {
        let message = format!("{}: no sheet has a column of text; name it with --text-field", label.source);
        return desk.fail(label, Fault::skipped(message));
    }
    Flow::Continue(())
}

fn sheet<R: io::Read + io::Seek>(label: &Label, cells: XlsxCellReader<'_, R>, desk: &mut Desk) -> Flow {
    let mut rows = Rows { cells, ahead: None, done: false };
    let source = label.source.clone();
    let largest = desk.config.largest;
    let mut next = || rows.next(&source, largest);
    // A sheet without a text is none of articles; the workbook is looked at as a whole.
    match cells::read(label, &mut next, desk)? {
        Ok(()) => Flow::Continue(()),
        Err(what) => desk.detail(format!("{}: {what}", label.source)),
    }
}

/// Unpacks all of it once, into nothing, so that a bomb goes off where it does no harm.
fn weigh(file: File, limits: &Limits) -> io::Result<()> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(io::Error::other)?;
    for number in 0..archive.len() {
        let member = archive.by_index(number).map_err(io::Error::other)?;
        let packed = member.compressed_size();
        io::copy(&mut unpack::member(member, packed, limits), &mut io::sink())?;
    }
    Ok(())
}

/// Rows of a sheet from its cells, one after the other.
struct Rows<'a, R: io::Read + io::Seek> {
    cells: XlsxCellReader<'a, R>,
    /// The first cell of the next row: its row, its column, what it holds.
    ahead: Option<(u32, u32, String)>,
    done: bool,
}

impl<R: io::Read + io::Seek> Rows<'_, R> {
    fn next(&mut self, source: &str, largest: usize) -> Option<Row> {
        let (mut number, mut bytes) = (None, 0);
        let mut cells: Vec<String> = Vec::new();
        while !self.done {
            let (row, column, value) =
                match self.ahead.take().map_or_else(|| self.cell(), |cell| Ok(Some(cell))) {
                    Ok(Some(cell)) => cell,
                    Ok(None) => break,
                    Err(error) => {
                        self.done = true;
                        let message =
                            format!("{source}: cannot read on after row {}: {error}", number.unwrap_or(0));
                        return Some(Row {
                            number: u64::from(number.unwrap_or(0)) + 1,
                            cells: Err(Fault::failed(message)),
                            remark: String::new(),
                        });
                    }
                };
            if number.is_some_and(|number| number != row) {
                self.ahead = Some((row, column, value));
                break;
            }
            number = Some(row);
            bytes += value.len();
            let at = column as usize;
            if at >= cells.len() {
                cells.resize(at + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(at) {
                *cell = value;
            }
        }
        let number = u64::from(number?) + 1;
        let cells = if bytes > largest {
            Err(Fault::skipped(format!("{source}:{number}: {}", super::too_large("row", largest))))
        } else {
            Ok(cells)
        };
        Some(Row { number, cells, remark: String::new() })
    }

    /// The next cell that is not empty.
    fn cell(&mut self) -> Result<Option<(u32, u32, String)>, calamine::XlsxError> {
        while let Some(cell) = self.cells.next_cell()? {
            let (row, column) = cell.get_position();
            let value = written(cell.get_value());
            if !value.is_empty() {
                return Ok(Some((row, column, value)));
            }
        }
        self.done = true;
        Ok(None)
    }
}

/// What a cell holds, as text: numbers as their digits, dates as ISO 8601.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(when) if when.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                date
            } else {
                format!("{date}T{hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::DateTime(length) => length.as_f64().to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
