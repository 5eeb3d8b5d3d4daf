//! Rows as lines of CSV, written behind one another.
//!
//! Most rows have only short cells, and nothing in them that must stand inside quotation marks. So short cells are
//! copied as they come and looked through together afterwards: if there are no more delimiters than were written
//! between them, and no mark and no line end, the row stands as it is. Else it is written anew, cell by cell.

use crate::record::guard::is_active;
use crate::record::{Cell, Cells, Format, Row, Table};

use super::cells::{SHORT, Short, text};
use super::{Dialect, room};

/// Lines that are being written.
pub(super) struct Lines {
    dialect: Dialect,
    is_guarded: bool,
    bytes: Vec<u8>,
    short: Short,
}

impl Lines {
    /// None yet, of this dialect.
    pub(super) fn new(dialect: Dialect) -> Self {
        let (bytes, short) = (room::take(), Short::new());
        Self { dialect, is_guarded: dialect.flavour.is_guarded(), bytes, short }
    }

    /// What was written.
    pub(super) fn into_vec(self) -> Vec<u8> {
        self.bytes
    }

    /// Adds the names of columns.
    pub(super) fn header<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        if self.dialect.flavour.has_mark() {
            self.bytes.extend_from_slice("\u{FEFF}".as_bytes());
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
        let mut quick = Quick { lines: self, cells: 0, is_plain: true };
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
            self.bytes.extend_from_slice(b"\"\"");
        }
        self.bytes.extend_from_slice(self.dialect.flavour.line_end().as_bytes());
    }

    /// Writes a text as it must stand.
    fn text(&mut self, format: Format, words: &str) {
        let is_guarded = self.is_guarded && format == Format::Text && is_active(words);
        text(&mut self.bytes, words, is_guarded, self.dialect.delimiter);
    }
}

impl Cells for Lines {
    fn take(&mut self, format: Format, cell: Cell<'_>) {
        match cell {
            Cell::Empty => {}
            Cell::Text(words) => self.text(format, words),
            Cell::Id(id) => self.bytes.extend_from_slice(id.bytes()),
            Cell::Integer(number) => {
                self.bytes.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
            }
            Cell::Decimal(number) => self.bytes.extend_from_slice(format!("{number:.2}").as_bytes()),
            Cell::Boolean(yes) => self.bytes.extend_from_slice(if yes { b"true" } else { b"false" }),
        }
        self.bytes.push(self.dialect.delimiter);
    }
}

/// A row whose short cells are copied, and looked through together.
struct Quick<'l> {
    lines: &'l mut Lines,
    /// How many cells were copied and not looked at yet.
    cells: usize,
    /// Whether the others can stand as they are.
    is_plain: bool,
}

impl Quick<'_> {
    /// Looks through the cells that were only copied, and adds them to the line.
    fn look(&mut self) {
        let Lines { bytes, short, dialect, .. } = &mut *self.lines;
        match short.plain(self.cells, dialect.delimiter) {
            Some(plain) => bytes.extend_from_slice(plain),
            None => self.is_plain = false,
        }
        short.clear();
        self.cells = 0;
    }

    /// Writes a text that is too long to be written twice.
    fn long(&mut self, format: Format, text: &str) {
        self.look();
        self.lines.text(format, text);
    }
}

impl Cells for Quick<'_> {
    #[expect(clippy::inline_always, reason = "of each column it is known what cells it has")]
    #[inline(always)]
    fn take(&mut self, format: Format, cell: Cell<'_>) {
        match cell {
            Cell::Text(text) if text.len() > SHORT => self.long(format, text),
            _ if self.lines.short.is_full() => self.look(),
            _ => {}
        }
        let short = &mut self.lines.short;
        match cell {
            Cell::Text(text) if text.len() <= SHORT => {
                if format == Format::Text && self.lines.is_guarded && is_active(text) {
                    short.push(b'\'');
                }
                short.text(text.as_bytes());
            }
            Cell::Empty | Cell::Text(_) => {}
            Cell::Id(id) => short.text(id.bytes()),
            Cell::Integer(number) => short.integer(number),
            Cell::Decimal(number) => short.decimal(number),
            Cell::Boolean(yes) => short.boolean(yes),
        }
        short.push(self.lines.dialect.delimiter);
        self.cells += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::guard::guard;
    use crate::sink::Flavour;

    /// A row of these cells.
    struct Words(Vec<String>);

    impl Row for Words {
        const OWN: usize = 0;

        fn tell(&self, cells: &mut impl Cells) {
            for cell in &self.0 {
                cells.take(Format::Text, cell.as_str().into());
            }
        }
    }

    const TABLE: Table<Words> = Table { name: "words", purpose: "", columns: &[] };

    #[track_caller]
    fn check(rows: &[Words]) {
        for delimiter in [",", ";", "tab"] {
            let dialect = Dialect::new(Flavour::Plain, delimiter).unwrap();
            let mut writer = csv::WriterBuilder::new().delimiter(dialect.delimiter).from_writer(Vec::new());
            for row in rows {
                writer.write_record(row.0.iter().map(|cell| guard(cell).into_owned())).unwrap();
            }
            assert_eq!(dialect.lines(&TABLE, rows), writer.into_inner().unwrap(), "{:?}", rows[0].0);
        }
    }

    #[test]
    fn rows_of_short_and_long_cells_are_written_as_the_crate_writes_them() {
        let long = |text: &str| format!("{text} {} {text}", "so many letters ".repeat(5));
        let short = ["", "a", "=1", "one, two", "“one”", "\"", "\r", "one; two\tthree", "so, so long \n so"];
        let cells: Vec<String> = short.iter().flat_map(|text| [(*text).to_string(), long(text)]).collect();
        for (one, two) in cells.iter().flat_map(|one| cells.iter().map(move |two| (one, two))) {
            let row = |last: &String| Words(vec![one.clone(), "1".into(), two.clone(), last.clone()]);
            check(&[row(one), row(two)]);
        }
    }

    #[test]
    fn a_row_may_have_any_number_of_cells() {
        for number in 1..60 {
            let cell = "x".repeat(SHORT);
            let row = |last: &str| Words([vec![cell.clone(); number], vec![last.into()]].concat());
            check(&[row("1"), row("\""), row("")]);
        }
        check(&[Words(vec![String::new()])]);
    }
}
