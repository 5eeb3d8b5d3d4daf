//! Rows as CSV, in the flavour that was asked for: for every program, for Excel, or raw.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};
use crate::record::{EntityRow, Row, Table, Tables};

use super::line::Lines;
use super::{Page, Piece, Sink};

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
    pub(super) delimiter: u8,
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

    /// The header line of a table with these columns.
    pub fn header<'n>(self, names: impl Iterator<Item = &'n str>) -> Vec<u8> {
        let mut lines = Lines::new(self);
        lines.header(names);
        lines.into_vec()
    }

    /// The header line of a table.
    pub fn header_of<R>(self, table: &Table<R>) -> Vec<u8> {
        self.header(table.columns.iter().map(|column| column.name))
    }

    /// Rows of a table as lines.
    pub fn lines<R: Row>(self, table: &Table<R>, rows: &[R]) -> Vec<u8> {
        let mut lines = Lines::new(self);
        for row in rows {
            lines.add(table, row);
        }
        lines.into_vec()
    }
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
        [table, ".", self.ending].concat()
    }

    fn piece<R: Row>(&self, table: &Table<R>, rows: &[R]) -> Option<Piece> {
        let bytes = || self.dialect.lines(table, rows);
        let piece = || Piece { file: self.file(table.name), bytes: bytes(), rows: rows.len() as u64 };
        self.wants(table.name).then(piece)
    }
}

impl Sink for Csv {
    fn begin(&self) -> Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        for head in self.tables.heads().iter().filter(|head| self.wants(head.name)) {
            let names = head.fields.iter().map(|field| &*field.name);
            let bytes = if self.has_header { self.dialect.header(names) } else { Vec::new() };
            pieces.push(Piece { file: self.file(head.name), bytes, rows: 0 });
        }
        Ok(pieces)
    }

    fn page(&self, page: Page<'_>) -> Result<Vec<Piece>> {
        let document = self.piece(&self.tables.documents, std::slice::from_ref(&page.rows.document));
        let mentions = self.piece(&self.tables.mentions, &page.rows.mentions);
        let quotes = self.piece(&self.tables.quotes, &page.rows.quotes);
        Ok([document, mentions, quotes].into_iter().flatten().collect())
    }

    fn entities(&self, rows: &[EntityRow]) -> Result<Vec<Piece>> {
        Ok(self.piece(&self.tables.entities, rows).into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(flavour: Flavour, delimiter: &str) -> String {
        let dialect = Dialect::new(flavour, delimiter).unwrap();
        let header = dialect.header(["a", "=b", "c;d"].into_iter());
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
