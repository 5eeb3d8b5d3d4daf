//! Rows set aside for the formats that must know all of them before they can write the first.
//!
//! A table is spooled as raw CSV without a header into the run's own folder, which is gone when the run
//! is over; so memory does not grow with the run, and a workbook knows how long its tables are.

use std::fs::File;
use std::io::BufReader;

use ::csv::{Reader, ReaderBuilder, StringRecord};

use crate::error::{Error, Result};
use crate::record::{Head, Tables};

use super::csv::Csv;
use super::{Dialect, Flavour, Run};

/// How the names of such files end.
pub(super) const ENDING: &str = "rows";

/// The sink that sets rows aside.
pub(super) fn sink(tables: Tables) -> Csv {
    let dialect = Dialect::from(Flavour::Data);
    Csv { dialect, ending: ENDING, has_header: false, only: None, tables }
}

/// A table that was set aside.
#[derive(Clone, Debug)]
pub(super) struct Spool {
    /// What it is.
    pub(super) head: Head,
    /// How many rows it has.
    pub(super) rows: u64,
    path: std::path::PathBuf,
}

/// All tables of a run, in the order of their heads.
pub(super) fn all(run: &mut Run, tables: &Tables) -> Result<Vec<Spool>> {
    let mut spools = Vec::new();
    for head in tables.heads() {
        let file = format!("{}.{ENDING}", head.name);
        let rows = run.settle(&file)?;
        spools.push(Spool { path: run.path(&file), head, rows });
    }
    Ok(spools)
}

impl Spool {
    /// Goes through the rows; each has a cell for every field, empty where nothing is known. Stops at
    /// the first failure of `take`.
    pub(super) fn each(&self, mut take: impl FnMut(&StringRecord) -> Result<()>) -> Result<()> {
        let mut reader = self.open()?;
        let mut row = StringRecord::new();
        while reader.read_record(&mut row).map_err(|e| self.fault(&e))? {
            take(&row)?;
        }
        Ok(())
    }

    fn open(&self) -> Result<Reader<BufReader<File>>> {
        let file = File::open(&self.path).map_err(|e| self.fault(&e.into()))?;
        Ok(ReaderBuilder::new().has_headers(false).from_reader(BufReader::new(file)))
    }

    fn fault(&self, error: &::csv::Error) -> Error {
        Error::new(format!("the rows of {} that were set aside cannot be read: {error}", self.head.name))
    }

    /// The place of a field among the others.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.head.fields.iter().position(|field| field.name == name)
    }
}
