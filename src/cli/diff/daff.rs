//! Differences of one table as a tabular diff, the format of daff: a row that came, went or changed each,
//! with a first column that says which.

use anyhow::Result;
use sayso::compare::{Event, Row, Sheet};
use sayso::sink::guard;

use super::summary::Summary;
use super::{Out, Show, report};

/// A tabular diff.
pub(super) struct Daff {
    out: csv::Writer<Out>,
    columns: Vec<(&'static str, bool)>,
    sheet: Sheet,
    /// The lines of the row that was written last; a row may have several events.
    last: Option<(Option<u32>, Option<u32>)>,
}

impl Daff {
    pub(super) fn new(out: Out, sheet: Sheet) -> Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        let columns = sheet.formats();
        out.write_record(std::iter::once("@@").chain(columns.iter().map(|(name, _)| *name)))?;
        Ok(Self { out, columns, sheet, last: None })
    }

    /// The cells as the table has them.
    fn cells(&self, row: &Row) -> Vec<String> {
        let cell = |(at, (_, is_text)): (usize, &(&str, bool))| {
            let cell = row.cell(at);
            if *is_text { guard(cell).into_owned() } else { cell.to_string() }
        };
        self.columns.iter().enumerate().map(cell).collect()
    }

    fn write(&mut self, sign: &str, cells: &[String]) -> std::io::Result<()> {
        let record = std::iter::once(sign).chain(cells.iter().map(String::as_str));
        self.out.write_record(record).map_err(std::io::Error::other)
    }
}

/// An arrow that stands in none of the cells: `->`, `-->` and so on.
fn arrow(cells: &[&[String]]) -> String {
    let mut arrow = String::from("->");
    while cells.iter().any(|cells| cells.iter().any(|cell| cell.contains(&arrow))) {
        arrow.insert(0, '-');
    }
    arrow
}

impl Show for Daff {
    fn event(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        let lines = (event.old.map(|row| row.line), event.new.map(|row| row.line));
        if event.sheet != self.sheet || self.last.replace(lines) == Some(lines) {
            return Ok(());
        }
        match (event.old.map(|row| self.cells(row)), event.new.map(|row| self.cells(row))) {
            (Some(old), Some(new)) => {
                let arrow = arrow(&[&old, &new]);
                let cell = |(old, new): (&String, &String)| {
                    if old == new { new.clone() } else { format!("{old}{arrow}{new}") }
                };
                let cells: Vec<String> = old.iter().zip(&new).map(cell).collect();
                self.write(&arrow, &cells)
            }
            (Some(old), None) => self.write("---", &old),
            (None, Some(new)) => self.write("+++", &new),
            (None, None) => Ok(()),
        }
    }

    fn end(&mut self, summary: &Summary<'_>) -> std::io::Result<()> {
        self.out.flush()?;
        for line in summary.lines() {
            report::note(&line);
        }
        Ok(())
    }
}
