//! Rows to files. All files of a run appear together, or the folder stays as it was.
//!
//! Lines of CSV enter, already formatted by whoever had the time; a folder of tables leaves, with a
//! manifest of what went into it and a description of every column. What a row means is not known here.

mod csv;
mod folder;
mod guard;
mod manifest;
mod unfinished;

pub use csv::{header, lines};
pub use folder::{Output, Run};
pub use guard::{guard, unguard};
pub use manifest::{Counts, Interrupted, Manifest, Timing, datapackage, host};
pub use unfinished::Unfinished;

/// The files of a run, in the order in which they are moved into place: the manifest is last, so that
/// a folder with a manifest is a whole run.
pub const FILES: &[&str] =
    &["documents.csv", "entities.csv", "mentions.csv", "quotes.csv", "datapackage.json", "run.json"];

/// The file that only an interrupted run has: what it takes to go on.
pub const RESUME: &str = "resume.json";

#[cfg(test)]
mod tests;
