//! Rows of cells to documents: the first row names the columns, one of them holds the text.

use std::ops::ControlFlow;

use crate::config::Config;
use crate::record::guard::unguard;
use crate::record::{DOCUMENTS, ENTITIES, MENTIONS, QUOTES};

use super::desk::{At, Desk, Fault, Read};
use super::field::{Layout, listed};
use super::item::Label;

/// How many rows are looked at to find the text, and how many bytes of them.
const SAMPLE: (usize, usize) = (50, 1 << 20);
/// A column whose cells are shorter than this, on the whole, holds no text.
const SHORTEST: usize = 40;
/// The longest name of a column.
const LONGEST_NAME: usize = 200;

/// A row of a table.
pub(super) struct Row {
    /// Its number, from 1: of the line it begins in, or of the row.
    pub(super) number: u64,
    /// Its cells, or what is wrong with it.
    pub(super) cells: Result<Vec<String>, Fault>,
    /// What was mended.
    pub(super) remark: String,
}

/// Reads a document from every row but the first, or says why it is no table of articles.
pub(super) fn read(
    label: &Label,
    mut rows: impl FnMut() -> Option<Row>,
    desk: &mut Desk,
) -> ControlFlow<(), Result<(), String>> {
    let header = match rows() {
        None => return ControlFlow::Continue(Err("the table is empty".to_string())),
        Some(row) => match row.cells {
            Ok(cells) => cells,
            Err(fault) => {
                desk.hand(label, At::Line(row.number), Err(fault))?;
                return ControlFlow::Continue(Ok(()));
            }
        },
    };
    let mut table = Table::of(&header, &desk.config);
    let sample = if table.layout.text().is_none() { sample(&mut rows) } else { Vec::new() };
    if table.layout.text().is_none()
        && let Err(what) = table.find_text(&sample, &desk.config)
    {
        return ControlFlow::Continue(Err(what));
    }
    if table.is_ours {
        desk.note(format!(
            "{}: a table that sayso wrote; the ' before would-be formulas is taken away",
            label.source
        ))?;
    }
    if let Some(told) = table.layout.told(&label.source) {
        desk.note(told)?;
    }
    desk.meet(table.layout.met());
    for row in sample.into_iter().chain(std::iter::from_fn(rows)) {
        let (number, place) = (row.number, format!("{}:{}", label.source, row.number));
        desk.hand(label, At::Line(number), table.document(row, &place))?;
    }
    ControlFlow::Continue(Ok(()))
}

/// The first rows.
fn sample(rows: &mut impl FnMut() -> Option<Row>) -> Vec<Row> {
    let (mut sample, mut bytes) = (Vec::new(), 0);
    while sample.len() < SAMPLE.0 && bytes < SAMPLE.1 {
        let Some(row) = rows() else { break };
        bytes += row.cells.as_ref().map_or(0, |cells| cells.iter().map(String::len).sum());
        sample.push(row);
    }
    sample
}

struct Table {
    header: Vec<String>,
    layout: Layout,
    /// Whether we wrote it ourselves.
    is_ours: bool,
}

/// Whether a header begins as that of one of our own tables does.
fn is_ours(header: &[String]) -> bool {
    fn begins<R>(header: &[String], table: &crate::record::Table<R>) -> bool {
        header.len() >= table.columns.len()
            && table.columns.iter().zip(header).all(|(column, name)| column.name == name)
    }
    begins(header, &DOCUMENTS)
        || begins(header, &ENTITIES)
        || begins(header, &MENTIONS)
        || begins(header, &QUOTES)
}

impl Table {
    fn of(header: &[String], config: &Config) -> Self {
        let header: Vec<String> =
            header.iter().map(|name| name.trim_start_matches('\u{FEFF}').trim().to_string()).collect();
        let layout = Layout::of(config, &names(&header));
        Self { layout, is_ours: is_ours(&header), header }
    }

    /// Looks for the text in the column with the longest cells.
    fn find_text(&mut self, sample: &[Row], config: &Config) -> Result<(), String> {
        let has = listed(&names(&self.header));
        if let Some(name) = &config.fields.text {
            return Err(format!(
                "no column '{name}' (it has {has}); name the column of the text with --text-field"
            ));
        }
        if self.header.iter().any(|name| name.chars().count() > LONGEST_NAME) {
            return Err("the first row names no columns; put their names above it".to_string());
        }
        let length = |column: usize| -> usize {
            let cell =
                |row: &Row| row.cells.as_ref().ok().and_then(|cells| cells.get(column).map(String::len));
            sample.iter().filter_map(cell).sum()
        };
        let longest = (0..self.header.len()).rev().max_by_key(|&column| length(column));
        let rows = sample.iter().filter(|row| row.cells.is_ok()).count().max(1);
        let longest = longest.filter(|&column| length(column) / rows >= SHORTEST);
        let Some((column, name)) = longest.and_then(|column| Some((column, self.header.get(column)?))) else {
            return Err(format!("no column looks like a text (it has {has}); name it with --text-field"));
        };
        self.layout.take_for_text(column, name);
        Ok(())
    }

    fn document(&self, row: Row, place: &str) -> Read {
        let cells = row.cells?;
        let columns = self.header.len();
        if cells.iter().skip(columns).any(|cell| !cell.is_empty()) {
            let what = format!(
                "{} cells where the header has {columns}; quote cells that hold the delimiter",
                cells.len()
            );
            return Err(Fault::failed(format!("{place}: {what}")));
        }
        let plain = |cell: &String| if self.is_ours { unguard(cell).to_string() } else { cell.clone() };
        let value = |column: usize| cells.get(column).map(plain);
        let body = self.layout.text().and_then(value).unwrap_or_default();
        if body.trim().is_empty() {
            let name =
                self.layout.text().and_then(|column| self.header.get(column)).map_or("", String::as_str);
            let fault = Fault::skipped(format!("{place}: the cell of the column '{name}' is empty"));
            return Err(Fault { id: self.layout.id(&value), ..fault });
        }
        let mut document = self.layout.document(body, &value);
        document.kept =
            self.layout.keep.iter().map(|column| column.and_then(value).unwrap_or_default()).collect();
        let remarks = [row.remark, std::mem::take(&mut document.message)];
        document.message = remarks.into_iter().filter(|r| !r.is_empty()).collect::<Vec<_>>().join("; ");
        Ok(document)
    }
}

fn names(header: &[String]) -> Vec<&str> {
    header.iter().map(String::as_str).collect()
}
