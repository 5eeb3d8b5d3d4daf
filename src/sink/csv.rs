//! Rows as CSV, in the flavour that was asked for: for every program, for Excel, or raw.

use std::fmt;

use ::csv::{Terminator, Writer, WriterBuilder};
use serde::{Serialize, Serializer};

use crate::error::{Error, Result};
use crate::record::{Cell, EntityRow, Format, Table, Tables};

use super::{Page, Piece, Sink};
use crate::record::guard::guard;

/// For whom the files are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavour {
    /// for every program: UTF-8, LF, would-be formulas guarded
    #[default]
    Plain,
    /// for a double click in Excel: a byte order mark, CRLF, would-be formulas guarded
    Excel,
    /// for programs alone: UTF-8, LF, every cell as it is
    Data,
}

impl Flavour {
    /// Every flavour with its name.
    pub const ALL: &'static [(Self, &'static str)] =
        &[(Self::Plain, "plain"), (Self::Excel, "excel"), (Self::Data, "data")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether would-be formulas have a mark in front.
    pub fn is_guarded(self) -> bool {
        self != Self::Data
    }

    /// Whether a byte order mark stands first.
    pub fn has_mark(self) -> bool {
        self == Self::Excel
    }

    /// What ends a line.
    pub fn line_end(self) -> &'static str {
        if self == Self::Excel { "\r\n" } else { "\n" }
    }
}

/// How CSV is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// For whom.
    pub flavour: Flavour,
    delimiter: u8,
}

impl From<Flavour> for Dialect {
    /// A flavour with commas between cells.
    fn from(flavour: Flavour) -> Self {
        Self { flavour, delimiter: b',' }
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Flavour::default().into()
    }
}

impl fmt::Debug for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.flavour.name(), self.delimiter())
    }
}

impl Serialize for Dialect {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("flavour", self.flavour.name())?;
        map.serialize_entry("delimiter", &self.delimiter())?;
        map.serialize_entry("guarded", &self.flavour.is_guarded())?;
        map.serialize_entry("byte_order_mark", &self.flavour.has_mark())?;
        map.serialize_entry("line_end", self.flavour.line_end())?;
        map.end()
    }
}

impl Dialect {
    /// A flavour with a character between cells: one of `,` `;` `|` `:` `~` `^`, or a tab, written as
    /// itself, as `\t` or as `tab`. Fails on any other.
    pub fn new(flavour: Flavour, delimiter: &str) -> Result<Self> {
        let delimiter = match delimiter {
            "tab" | "\\t" | "\t" => b'\t',
            one if one.len() == 1 && ",;|:~^".contains(one) => one.as_bytes()[0],
            other => {
                let message = format!("'{other}' cannot stand between cells; use , ; | : ~ ^ or tab");
                return Err(Error::new(message));
            }
        };
        Ok(Self { flavour, delimiter })
    }

    /// What stands between cells.
    pub fn delimiter(self) -> char {
        char::from(self.delimiter)
    }

    fn writer(self) -> Writer<Vec<u8>> {
        let end = if self.flavour == Flavour::Excel { Terminator::CRLF } else { Terminator::Any(b'\n') };
        WriterBuilder::new().delimiter(self.delimiter).terminator(end).from_writer(Vec::new())
    }

    /// The header line of a table with these columns.
    pub fn header<'n>(self, names: impl Iterator<Item = &'n str>) -> Result<Vec<u8>> {
        let mut writer = self.writer();
        for name in names {
            self.text(&mut writer, name).map_err(|e| fault(&e))?;
        }
        let mut line = if self.flavour.has_mark() { "\u{FEFF}".as_bytes().to_vec() } else { Vec::new() };
        line.extend(finish(writer)?);
        Ok(line)
    }

    /// The header line of a table.
    pub fn header_of<R>(self, table: &Table<R>) -> Result<Vec<u8>> {
        self.header(table.columns.iter().map(|column| column.name))
    }

    /// Rows of a table as lines.
    pub fn lines<R>(self, table: &Table<R>, rows: &[R]) -> Result<Vec<u8>> {
        let (mut writer, mut digits) = (self.writer(), String::new());
        for row in rows {
            for (format, cell) in table.cells(row) {
                self.cell(&mut writer, format, cell, &mut digits).map_err(|e| fault(&e))?;
            }
            writer.write_record(None::<&[u8]>).map_err(|e| fault(&e))?;
        }
        finish_lines(writer)
    }

    /// Writes a cell; `digits` is a buffer for those of numbers.
    fn cell(
        self,
        writer: &mut Writer<Vec<u8>>,
        format: Format,
        cell: Cell<'_>,
        digits: &mut String,
    ) -> ::csv::Result<()> {
        match cell {
            Cell::Empty => writer.write_field(""),
            Cell::Text(text) if format == Format::Text => self.text(writer, text),
            Cell::Text(text) => writer.write_field(text),
            Cell::Integer(number) => writer.write_field(written(digits, format_args!("{number}"))),
            Cell::Decimal(number) => writer.write_field(written(digits, format_args!("{number:.2}"))),
            Cell::Boolean(yes) => writer.write_field(if yes { "true" } else { "false" }),
        }
    }

    fn text(self, writer: &mut Writer<Vec<u8>>, text: &str) -> ::csv::Result<()> {
        if self.flavour.is_guarded() {
            writer.write_field(guard(text).as_bytes())
        } else {
            writer.write_field(text)
        }
    }
}

/// A number as it is written, in a buffer.
fn written<'b>(buffer: &'b mut String, number: fmt::Arguments<'_>) -> &'b str {
    buffer.clear();
    let written = fmt::Write::write_fmt(buffer, number);
    debug_assert!(written.is_ok(), "a string takes whatever is written");
    buffer
}

fn finish(mut writer: Writer<Vec<u8>>) -> Result<Vec<u8>> {
    writer.write_record(None::<&[u8]>).map_err(|e| fault(&e))?;
    finish_lines(writer)
}

fn finish_lines(writer: Writer<Vec<u8>>) -> Result<Vec<u8>> {
    writer.into_inner().map_err(|e| Error::new(format!("rows cannot be written as CSV: {e}")))
}

fn fault(error: &::csv::Error) -> Error {
    Error::new(format!("rows cannot be written as CSV: {error}"))
}

/// Tables as CSV, each in a file of its own, or only one of them.
pub(super) struct Csv {
    pub(super) dialect: Dialect,
    /// The files' ending.
    pub(super) ending: &'static str,
    /// Whether the first line has the names of the columns.
    pub(super) has_header: bool,
    /// The one table that is wanted, if not all are.
    pub(super) only: Option<&'static str>,
    pub(super) tables: Tables,
}

impl Csv {
    fn wants(&self, table: &str) -> bool {
        self.only.is_none_or(|only| only == table)
    }

    fn file(&self, table: &str) -> String {
        format!("{table}.{}", self.ending)
    }

    fn piece<R>(&self, table: &Table<R>, rows: &[R], into: &mut Vec<Piece>) -> Result<()> {
        if self.wants(table.name) {
            let bytes = self.dialect.lines(table, rows)?;
            into.push(Piece { file: self.file(table.name), bytes, rows: rows.len() as u64 });
        }
        Ok(())
    }
}

impl Sink for Csv {
    fn begin(&self) -> Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        for head in self.tables.heads().iter().filter(|head| self.wants(head.name)) {
            let names = head.fields.iter().map(|field| &*field.name);
            let bytes = if self.has_header { self.dialect.header(names)? } else { Vec::new() };
            pieces.push(Piece { file: self.file(head.name), bytes, rows: 0 });
        }
        Ok(pieces)
    }

    fn page(&self, page: Page<'_>) -> Result<Vec<Piece>> {
        let mut pieces = Vec::with_capacity(3);
        self.piece(&self.tables.documents, std::slice::from_ref(&page.rows.document), &mut pieces)?;
        self.piece(&self.tables.mentions, &page.rows.mentions, &mut pieces)?;
        self.piece(&self.tables.quotes, &page.rows.quotes, &mut pieces)?;
        Ok(pieces)
    }

    fn entities(&self, rows: &[EntityRow]) -> Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        self.piece(&self.tables.entities, rows, &mut pieces)?;
        Ok(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(flavour: Flavour, delimiter: &str) -> String {
        let dialect = Dialect::new(flavour, delimiter).unwrap();
        let header = dialect.header(["a", "=b", "c;d"].into_iter()).unwrap();
        String::from_utf8(header).unwrap()
    }

    #[test]
    fn a_flavour_has_its_mark_its_line_ends_and_its_guard() {
        assert_eq!(line(Flavour::Plain, ","), "a,'=b,c;d\n");
        assert_eq!(line(Flavour::Excel, ";"), "\u{FEFF}a;'=b;\"c;d\"\r\n");
        assert_eq!(line(Flavour::Data, "tab"), "a\t=b\tc;d\n");
    }

    #[test]
    fn what_could_not_be_told_from_a_cell_stands_not_between_cells() {
        for bad in ["", "\"", "\n", "a", "5", "'", ";;", "é", "="] {
            let error = Dialect::new(Flavour::Plain, bad).unwrap_err().to_string();
            assert!(error.ends_with("cannot stand between cells; use , ; | : ~ ^ or tab"), "{error}");
        }
    }

    #[test]
    fn every_flavour_tells_its_own_name() {
        for (flavour, name) in Flavour::ALL {
            assert_eq!(flavour.name(), *name);
        }
    }
}
