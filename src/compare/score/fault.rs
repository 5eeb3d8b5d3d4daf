//! What was missed, and what was found that is none: a row each.

use crate::record::{Column, Format, Table, columns};

/// Something missed or found wrongly; the columns of [`FAULTS`] say what each field means.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is documented at its column")]
pub struct Fault {
    pub error: &'static str,
    pub kind: &'static str,
    pub doc_id: String,
    pub start_char: u64,
    pub end_char: u64,
    pub text: String,
    pub gold: String,
    pub found: String,
}

/// What kinds of faults there are.
pub(super) const MISSED: &str = "missed";
pub(super) const FALSE_ALARM: &str = "false_alarm";
pub(super) const WRONG_SPEAKER: &str = "wrong_speaker";

type Field = Column<Fault>;

/// The table of `sayso eval --errors`.
pub static FAULTS: Table<Fault> = Table {
    name: "errors",
    purpose: "What a run missed and what it found wrongly, one row each.",
    columns: COLUMNS,
};

columns![
    Fault,
    Field::new("error", Format::Word, "`missed`, `false_alarm`, or `wrong_speaker`", |r| r.error.into()),
    Field::new("kind", Format::Word, "of the gold's item, or of the run's", |r| r.kind.into()),
    Field::new("doc_id", Format::Text, "the document", |r| (*r.doc_id).into()),
    Field::new("start_char", Format::Integer, "where it begins", |r| r.start_char.into()),
    Field::new("end_char", Format::Integer, "where it ends", |r| r.end_char.into()),
    Field::new("text", Format::Text, "its words", |r| (*r.text).into()),
    Field::new(
        "gold",
        Format::Text,
        "what the gold has in its place; of a wrong speaker, the right one",
        |r| (*r.gold).into(),
    ),
    Field::new("found", Format::Text, "what the run has in its place", |r| (*r.found).into()),
];
