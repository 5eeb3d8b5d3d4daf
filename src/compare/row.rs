//! A row as it was read back from a table: its cells by column, and the line on which it begins.

use crate::record::{DOCUMENTS, ENTITIES, Format, MENTIONS, QUOTES, Table};

/// The tables of a run, in the order in which their differences are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// `documents.csv`
    Documents,
    /// `quotes.csv`
    Quotes,
    /// `mentions.csv`
    Mentions,
    /// `entities.csv`
    Entities,
}

impl Sheet {
    /// All of them.
    pub const ALL: [Sheet; 4] = [Sheet::Documents, Sheet::Quotes, Sheet::Mentions, Sheet::Entities];

    /// Its name; the file is `NAME.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => DOCUMENTS.name,
            Self::Quotes => QUOTES.name,
            Self::Mentions => MENTIONS.name,
            Self::Entities => ENTITIES.name,
        }
    }

    /// The table of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.name() == name)
    }

    /// The names of its columns, in order; the first is the key.
    pub fn columns(self) -> Vec<&'static str> {
        self.formats().into_iter().map(|(name, _)| name).collect()
    }

    /// The names of its columns, and whether words from outside may stand in each.
    pub fn formats(self) -> Vec<(&'static str, bool)> {
        fn of<R>(table: &'static Table<R>) -> Vec<(&'static str, bool)> {
            table.columns.iter().map(|column| (column.name, column.format == Format::Text)).collect()
        }
        match self {
            Self::Documents => of(&DOCUMENTS),
            Self::Quotes => of(&QUOTES),
            Self::Mentions => of(&MENTIONS),
            Self::Entities => of(&ENTITIES),
        }
    }

    /// The name of its key.
    pub fn key(self) -> &'static str {
        self.columns().first().copied().unwrap_or("")
    }

    /// The number of a column of its own; a name it has not is a fault of the code and gives a cell that
    /// is always empty.
    pub(super) fn column(self, name: &str) -> usize {
        let found = self.columns().iter().position(|column| *column == name);
        debug_assert!(found.is_some(), "{} has no column {name}", self.name());
        found.unwrap_or(usize::MAX)
    }

    /// Its columns whose values, taken together, say the same thing in both runs although the key may
    /// differ: what a row says, in the document where it stands.
    pub fn says(self) -> &'static [&'static str] {
        match self {
            Self::Documents => &["text_hash"],
            Self::Quotes => &["text_key"],
            Self::Mentions => &["text"],
            Self::Entities => &["kind", "name"],
        }
    }

    /// The column that holds the document, and the one with the place where a row begins in it.
    pub fn place(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Documents => (Some("doc_id"), None),
            Self::Quotes | Self::Mentions => (Some("doc_id"), Some("start_char")),
            Self::Entities => (None, None),
        }
    }
}

/// One row: its cells in the order of the table's columns, whatever their order in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it begins, from 1.
    pub line: u32,
    text: String,
    ends: Vec<u32>,
}

impl Row {
    /// A row without cells.
    pub fn at(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// Adds the cell of the next column.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    /// The cell of a column by its number; empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        let start = column.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(column).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The cell as a whole number.
    pub(super) fn number(&self, column: usize) -> Option<u64> {
        self.cell(column).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_put_and_others_are_empty() {
        let mut row = Row::at(7);
        for cell in ["q_1", "", "é“"] {
            row.push(cell);
        }
        let cells: Vec<&str> = (0..5).map(|at| row.cell(at)).collect();
        assert_eq!(cells, ["q_1", "", "é“", "", ""]);
    }

    #[test]
    fn every_column_that_pairing_goes_by_is_a_column_of_its_table() {
        for sheet in Sheet::ALL {
            let (document, start) = sheet.place();
            for name in sheet.says().iter().copied().chain(document).chain(start) {
                assert!(sheet.columns().contains(&name), "{} {name}", sheet.name());
            }
            assert_eq!(Sheet::named(sheet.name()), Some(sheet));
        }
    }
}
