//! Rows to files of every kind. All files of a run appear together, or the folder stays as it was.
//!
//! Rows of a document enter, pieces of files leave: a [`Sink`] knows one format and nothing of folders,
//! [`Writer`] knows where the pieces go and nothing of formats. What a row means is not known here.

mod cells;
mod csv;
mod folder;
mod jsonl;
mod leftover;
mod line;
mod manifest;
#[cfg(feature = "parquet")]
mod parquet;
mod plan;
mod room;
mod spool;
mod unfinished;
mod writer;
mod xlsx;

use crate::error::Result;
use crate::record::{EntityRow, Rows};

pub use crate::record::guard::{guard, unguard};
pub use csv::{Dialect, Flavour};
pub use folder::{Output, Run};
pub use manifest::{Counts, Interrupted, Manifest, Timing, host};
pub use plan::{FileFormat, Plan, Sinks, Target};
pub use unfinished::Unfinished;
pub use writer::Writer;

/// Every file that a run of any formats may write, in the order in which they are moved into place: the
/// manifest is last, so that a folder with a manifest is a whole run.
pub const FILES: &[&str] = &[
    "documents.csv",
    "entities.csv",
    "mentions.csv",
    "quotes.csv",
    "documents.jsonl",
    "entities.jsonl",
    "documents.parquet",
    "entities.parquet",
    "mentions.parquet",
    "quotes.parquet",
    "sayso.xlsx",
    "datapackage.json",
    "documents.rows",
    "mentions.rows",
    "quotes.rows",
    RESUME,
    "run.json",
];

/// The file that only an interrupted run has, beside the rows that its formats set aside: what it takes to
/// go on.
pub const RESUME: &str = "resume.json";

/// What one document gives to the files.
#[derive(Clone, Copy, Debug)]
pub struct Page<'p> {
    /// Its rows.
    pub rows: &'p Rows,
    /// Its text as given, if it was read.
    pub body: Option<&'p str>,
}

/// Bytes to be added to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The file's name.
    pub file: String,
    /// What is added.
    pub bytes: Vec<u8>,
    /// How many rows that is.
    pub rows: u64,
}

impl Drop for Piece {
    /// Leaves the room of its bytes to the next piece.
    fn drop(&mut self) {
        room::keep(std::mem::take(&mut self.bytes));
    }
}

/// One format. It holds nothing of a run, so that many threads may format pages at once; whatever must
/// know all rows is made from the run's own files by [`Sink::finish`].
pub trait Sink: Send + Sync {
    /// What stands in its files before any row.
    fn begin(&self) -> Result<Vec<Piece>> {
        Ok(Vec::new())
    }

    /// The rows of one document.
    fn page(&self, page: Page<'_>) -> Result<Vec<Piece>>;

    /// Some entities, in order, when all documents are through.
    fn entities(&self, rows: &[EntityRow]) -> Result<Vec<Piece>>;

    /// Makes the files that need to know all rows.
    fn finish(&self, run: &mut Run, counts: &Counts) -> Result<()> {
        let _ = (run, counts);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
