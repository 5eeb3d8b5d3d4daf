//! Rows as lines of CSV, written behind one another.
//!
//! Most rows have only short cells, and nothing in them that must stand inside quotation marks. So short cells are
//! copied as they come and looked through together afterwards: if there are no more delimiters than were written
//! between them, and no mark and no line end, the row stands as it is. Else it is written anew, cell by cell.

use std::cell::Cell as Kept;

use crate::record::guard::is_active;
use crate::record::{Cell, Cells, Format, Row, Table};

use super::Dialect;
use super::cells::{Bytes, SHORT};

thread_local! {
    /// The room of the lines that this thread has done with: it is still in the processor's cache.
    static ROOM: Kept<Bytes> = Kept::default();
}

/// How much of it is kept at most: more than the rows of an article, far less than those of a book.
const MOST_ROOM: usize = 1 << 18;

/// Lines that are being written.
pub(super) struct Lines {
    dialect: Dialect,
    is_guarded: bool,
    bytes: Bytes,
}

impl Lines {
    /// None yet, of this dialect.
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, is_guarded: dialect.flavour.is_guarded(), bytes: ROOM.take() }
    }

    /// What was written.
    pub(super) fn into_vec(mut self) -> Vec<u8> {
        let all = self.bytes.all().to_vec();
        self.bytes.truncate(0);
        if self.bytes.room() <= MOST_ROOM {
            ROOM.set(self.bytes);
        }
        all
    }

    /// Adds the names of columns.
    pub(super) fn header<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        if self.dialect.flavour.has_mark() {
            self.bytes.add("\u{FEFF}".as_bytes());
        }
        let begin = self.bytes.len();
        for name in names {
            self.take(Format::Text, Cell::Text(name));
        }
        self.end(begin);
    }

    /// Adds a row of a table.
    pub(super) fn add<R: Row>(&mut self, table: &Table<R>, row: &R) {
        let begin = self.bytes.len();
        let mut quick = Quick { lines: self, from: begin, cells: 0, is_plain: true };
        table.tell(row, &mut quick);
        quick.look();
        if !quick.is_plain {
            self.bytes.truncate(begin);
            table.tell(row, self);
        }
        self.end(begin);
    }

    /// Ends a line that began at a place: what parts its last cell from the next goes again. A line without a byte
    /// would be none to whoever reads it.
    fn end(&mut self, begin: usize) {
        self.bytes.truncate(self.bytes.len().saturating_sub(1).max(begin));
        if self.bytes.len() == begin {
            self.bytes.add(b"\"\"");
        }
        for byte in self.dialect.flavour.line_end().bytes() {
            self.bytes.push(byte);
        }
    }

    /// Writes a text of any length as it must stand.
    fn text(&mut self, format: Format, text: &str) {
        let is_guarded = self.is_guarded && format == Format::Text && is_active(text);
        self.bytes.text(text, is_guarded, self.dialect.delimiter);
    }
}

impl Cells for Lines {
    fn take(&mut self, format: Format, cell: Cell<'_>) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.text(format, text),
            Cell::Id(id) => self.bytes.text(id, false, self.dialect.delimiter),
            Cell::Integer(number) => self.bytes.integer(number),
            Cell::Decimal(number) => self.bytes.decimal(number),
            Cell::Boolean(yes) => self.bytes.boolean(yes),
        }
        self.bytes.push(self.dialect.delimiter);
    }
}

/// A row whose short cells are copied and not looked at.
struct Quick<'l> {
    lines: &'l mut Lines,
    /// Where the first of those begins that were not looked at yet, and how many cells were written from there.
    from: usize,
    cells: usize,
    /// Whether the rest can stand as it is.
    is_plain: bool,
}

impl Quick<'_> {
    /// Looks through the cells that were only copied.
    fn look(&mut self) {
        let Lines { bytes, dialect, .. } = &mut *self.lines;
        self.is_plain &= bytes.is_plain(self.from, self.cells, dialect.delimiter);
    }

    /// Writes a text that is too long to be written twice.
    fn long(&mut self, format: Format, text: &str) {
        self.look();
        self.lines.text(format, text);
        (self.from, self.cells) = (self.lines.bytes.len(), 0);
    }
}

impl Cells for Quick<'_> {
    #[expect(clippy::inline_always, reason = "of each column it is known what cells it has")]
    #[inline(always)]
    fn take(&mut self, format: Format, cell: Cell<'_>) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) if text.len() <= SHORT => {
                if format == Format::Text && self.lines.is_guarded && is_active(text) {
                    self.lines.bytes.push(b'\'');
                }
                self.lines.bytes.short(text.as_bytes());
            }
            Cell::Text(text) => self.long(format, text),
            Cell::Id(id) => self.lines.bytes.short(id.bytes()),
            Cell::Integer(number) => self.lines.bytes.integer(number),
            Cell::Decimal(number) => self.lines.bytes.decimal(number),
            Cell::Boolean(yes) => self.lines.bytes.boolean(yes),
        }
        self.lines.bytes.push(self.lines.dialect.delimiter);
        self.cells += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Id, id};
    use crate::record::{Column, columns};
    use crate::sink::Flavour;

    struct Two {
        id: Id,
        one: String,
        number: u64,
        two: String,
    }

    type Field = Column<Two>;

    columns![
        Two,
        Field::new("id", Format::Word, "", |r| (&r.id).into()),
        Field::new("one", Format::Text, "", |r| r.one.as_str().into()),
        Field::new("number", Format::Integer, "", |r| r.number.into()),
        Field::new("two", Format::Word, "", |r| r.two.as_str().into()),
    ];

    const TABLE: Table<Two> = Table { name: "two", purpose: "", columns: COLUMNS };

    fn by_the_crate(row: &Two, delimiter: u8) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        let one = crate::record::guard::guard(&row.one);
        writer.write_record([&*row.id, &*one, &row.number.to_string(), &row.two]).unwrap();
        writer.into_inner().unwrap()
    }

    #[test]
    fn rows_of_any_cells_are_written_as_the_crate_writes_them() {
        let long = |text: &str| format!("{text} {} {text}", "so many letters ".repeat(5));
        let short = ["", "a", "=1", "one, two", "“one”", "\"", "\r", "one; two\tthree", "so, so long \n so"];
        let cells: Vec<String> = short.iter().flat_map(|text| [(*text).to_string(), long(text)]).collect();
        for (one, two) in cells.iter().flat_map(|one| cells.iter().map(move |two| (one, two))) {
            let row = |number| Two { id: id('x', &[one]), one: one.clone(), number, two: two.clone() };
            for delimiter in [",", ";", "tab"] {
                let dialect = Dialect::new(Flavour::Plain, delimiter).unwrap();
                let rows = [row(7), row(12_345)];
                let expected: Vec<u8> =
                    rows.iter().flat_map(|row| by_the_crate(row, dialect.delimiter)).collect();
                assert_eq!(dialect.lines(&TABLE, &rows), expected, "{one:?} {two:?}");
            }
        }
    }
}
