//! `documents.csv`: one row for every document that was asked for, read or not.

use std::sync::Arc;

use crate::corpus::{Id, id};
use crate::document::{Status, Trouble};

use super::{Column, Format, Look, Table, View, columns};

/// A row of `documents.csv`; the columns below say what each field means.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is documented at its column; `kept` has those of --keep")]
pub struct DocumentRow {
    pub doc_id: String,
    pub source: String,
    pub title: Option<String>,
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub byline: Option<String>,
    pub chars: Option<u64>,
    pub words: Option<u64>,
    pub sentences: Option<u64>,
    pub mentions: Option<u64>,
    pub quotes: Option<u64>,
    pub text_hash: Option<Id>,
    pub status: Status,
    pub message: String,
    pub kept: Arc<[String]>,
}

fn statuses() -> Vec<&'static str> {
    Status::ALL.iter().map(|(_, name)| *name).collect()
}

type Field = Column<DocumentRow>;

/// The table.
pub static DOCUMENTS: Table<DocumentRow> = Table {
    name: "documents",
    purpose: "Every document of the run, one row each, those that could not be read included.",
    columns: COLUMNS,
};

columns![
    DocumentRow,
    Field::new(
        "doc_id",
        Format::Text,
        "the document's id: the input's own, or else its path relative to the input folder; \
         `FILE:LINE` or `FILE#NUMBER` for one of several in a file",
        |r| (*r.doc_id).into(),
    )
    .needed(),
    Field::new("source", Format::Text, "the file it came from; `-` is standard input", |r| {
        (*r.source).into()
    })
    .needed(),
    Field::new(
        "title",
        Format::Text,
        "the headline, where the input names it or the text plainly opens with it",
        |r| r.title.as_deref().into(),
    )
    .shown(Look::Wrapped),
    Field::new("published", Format::Date, "when it was published", |r| r.published.as_deref().into())
        .like(DATE),
    Field::new("outlet", Format::Text, "who published it", |r| r.outlet.as_deref().into()),
    Field::new("url", Format::Text, "where it was published", |r| r.url.as_deref().into())
        .shown(Look::Address),
    Field::new("byline", Format::Text, "who wrote it", |r| r.byline.as_deref().into()),
    Field::new("chars", Format::Integer, "length of the text as given, in Unicode scalar values", |r| {
        r.chars.into()
    }),
    Field::new("words", Format::Integer, "how many words and numbers it has", |r| r.words.into()),
    Field::new("sentences", Format::Integer, "how many sentences it has", |r| r.sentences.into()),
    Field::new("mentions", Format::Integer, "how many rows it has in mentions.csv", |r| {
        r.mentions.into()
    }),
    Field::new("quotes", Format::Integer, "how many rows it has in quotes.csv", |r| r.quotes.into()),
    Field::new("text_hash", Format::Word, "hash of the text as given: equal texts have an equal hash", |r| r
        .text_hash
        .as_deref()
        .into(),)
    .like("^t_[a-z2-7]{16}$"),
    Field::new(
        "status",
        Format::Word,
        "`ok`: read; `skipped`: left out (too large, no text, an id seen before); `failed`: it could \
         not be read",
        |r| r.status.name().into(),
    )
    .needed()
    .one_of(statuses),
    Field::new("message", Format::Text, "what was mended, or what is wrong, where, and what to do", |r| (*r
        .message)
        .into(),)
    .shown(Look::Wrapped),
];

/// ISO 8601: a year, a month, a day, a time.
pub(super) const DATE: &str = "^\\d{4}(-\\d{2}(-\\d{2}(T\\S+)?)?)?$";

impl DocumentRow {
    /// The row of a document that was not read.
    pub fn of_trouble(trouble: &Trouble) -> Self {
        Self {
            doc_id: trouble.id.clone(),
            source: trouble.source.clone(),
            title: None,
            published: None,
            outlet: None,
            url: None,
            byline: None,
            chars: None,
            words: None,
            sentences: None,
            mentions: None,
            quotes: None,
            text_hash: None,
            status: trouble.status,
            message: trouble.message.clone(),
            kept: Arc::default(),
        }
    }
}

pub(super) fn row(view: &View<'_, '_>, mentions: usize, quotes: usize) -> DocumentRow {
    let document = view.reading.document;
    let tokens = &view.reading.tokens;
    DocumentRow {
        doc_id: document.id.clone(),
        source: document.source.clone(),
        title: document.title.clone(),
        published: document.published.clone(),
        outlet: document.outlet.clone(),
        url: document.url.clone(),
        byline: document.byline.clone(),
        chars: Some(view.characters.before(document.body.len() as u32)),
        words: Some(tokens.iter().filter(|token| token.is_word() || token.is_number()).count() as u64),
        sentences: Some(tokens.sentences.len() as u64),
        mentions: Some(mentions as u64),
        quotes: Some(quotes as u64),
        text_hash: Some(id('t', &[&document.body])),
        status: Status::Ok,
        message: document.message.clone(),
        kept: Arc::clone(&view.kept),
    }
}
