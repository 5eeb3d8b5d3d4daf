//! A document as it came: its text untouched, and what its source says about it.

/// One article. `body` is the text as it was given, decoded to UTF-8 and otherwise unchanged: every
/// offset in the tables counts its characters.
#[derive(Clone, Debug, Default)]
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
    /// What was mended while it was read ("3 invalid bytes replaced"); empty if nothing was.
    pub message: String,
}
