//! A document as it came: its text untouched, and what its source says about it.
//!
//! Bytes become text here and nowhere else, without a look at what the text says. A document that
//! cannot be had is no error but a [`Trouble`], a value that ends as a row of its own.

mod decode;
mod format;

pub use decode::{By, Decoded, decode, decode_as, wide};
pub use format::Format;

/// One article. `body` is the text as it was given, decoded to UTF-8 and otherwise unchanged: every
/// offset in the tables counts its characters.
#[derive(Clone, Debug, Default, Hash)]
pub struct Document {
    /// The document's id; empty only in tests.
    pub id: String,
    /// The text as given.
    pub body: String,
    /// The file it came from, as the tables show it.
    pub source: String,
    /// The headline, where the input names it or the text plainly opens with it.
    pub title: Option<String>,
    /// The date of publication, ISO 8601.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// What the input has in the fields that the user asked to keep, in the order asked; nothing, or one
    /// value for each, empty where the input has none.
    pub kept: Vec<String>,
    /// What was mended while it was read ("3 invalid bytes replaced"); empty if nothing was.
    pub message: String,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// it was read
    Ok,
    /// it was left out: too large, without text, or with an id seen before
    Skipped,
    /// it could not be read
    Failed,
}

impl Status {
    /// Every status with its name in the tables.
    pub const ALL: &'static [(Status, &'static str)] =
        &[(Status::Ok, "ok"), (Status::Skipped, "skipped"), (Status::Failed, "failed")];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A document that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Trouble {
    /// Its id, or the place where one was looked for.
    pub id: String,
    /// The file it came from.
    pub source: String,
    /// Skipped or failed.
    pub status: Status,
    /// What is wrong, where, and what to do.
    pub message: String,
}

/// A document, or why there is none.
pub type Intake = std::result::Result<Document, Trouble>;
