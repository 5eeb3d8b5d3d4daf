//! Rows to files. All files of a run appear together, or the folder stays as it was.
//!
//! Lines of CSV enter, already formatted by whoever had the time; a folder of tables leaves, with a
//! manifest of what went into it and a description of every column. What a row means is not known here.

mod csv;
mod folder;
mod manifest;

use crate::record::guard;

pub use csv::{header, lines};
pub use folder::{Output, Run};
pub use guard::{guard, unguard};
pub use manifest::{Counts, Manifest, Timing, datapackage, host};

/// The files of a run, in the order in which they are moved into place: the manifest is last, so that
/// a folder with a manifest is a whole run.
pub const FILES: &[&str] =
    &["documents.csv", "entities.csv", "mentions.csv", "quotes.csv", "datapackage.json", "run.json"];

#[cfg(test)]
mod tests;
