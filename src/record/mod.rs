//! Flat rows and their columns: the contract with whoever opens the tables.
//!
//! A reading and the corpus enter, rows leave. A column is defined once; header, schema and
//! documentation follow from that definition. Only here does a place in the tidied text become a
//! place in the text as given, counted in Unicode scalar values. Nothing here knows a file format.

mod characters;
mod column;
mod document;
mod entity;
mod face;
pub mod guard;
mod mention;
mod quote;
mod tables;

use std::collections::BTreeMap;
use std::sync::Arc;

use compact_str::CompactString;

use crate::corpus::{self, Breaks, Corpus, Sighting};
use crate::gazetteer::Gazetteer;
use crate::reading::Reading;
use crate::text::{SourceSpan, Span};

pub use characters::Characters;

pub(crate) use column::columns;
pub use column::{Cell, Cells, Column, Field, Format, Head, Look, Row, Table};
pub use document::{DOCUMENTS, DocumentRow};
pub use entity::{ENTITIES, EntityRow, entities};
pub(crate) use face::describe;
pub use face::{markdown, readme, schema};
pub use mention::{MENTIONS, MentionRow};
pub use quote::{QUOTES, QuoteRow};
pub use tables::Tables;

/// The version of the tables: it changes when a column does.
pub const SCHEMA: &str = "1";

/// The heads of all tables, in the order in which they are documented.
pub fn heads() -> [Head; 4] {
    Tables::default().heads()
}

/// Everything one document gives to the tables.
#[derive(Debug)]
pub struct Rows {
    /// Its own row.
    pub document: DocumentRow,
    /// Its names, in order.
    pub mentions: Vec<MentionRow>,
    /// Its statements, in order.
    pub quotes: Vec<QuoteRow>,
    /// What it shows of its entities.
    pub sightings: Vec<Sighting>,
}

/// An entity as the rows of its document refer to it.
struct Named {
    id: CompactString,
    name: CompactString,
    kind: crate::mention::Kind,
    role: Option<CompactString>,
}

/// A reading with what its rows need of it.
struct View<'r, 'd> {
    reading: &'r Reading<'d>,
    characters: Characters,
    breaks: Breaks<'d>,
    doc_id: Arc<str>,
    published: Option<Arc<str>>,
    outlet: Option<Arc<str>>,
    url: Option<Arc<str>>,
    kept: Arc<[String]>,
    entities: Vec<Named>,
}

/// The rows of a reading.
pub fn rows(reading: &Reading<'_>, gazetteer: &Gazetteer) -> Rows {
    let breaks = Breaks::of(reading.text.given());
    let places = corpus::places(reading, &breaks);
    let sightings = corpus::sightings(reading, gazetteer, &breaks, &places);
    let named = |seen: &Sighting| Named {
        id: seen.key.id(),
        name: seen.name.clone(),
        kind: seen.kind,
        role: most_frequent(&seen.roles),
    };
    let view = View {
        reading,
        characters: Characters::of(&reading.document.body),
        breaks,
        doc_id: reading.document.id.as_str().into(),
        published: reading.document.published.as_deref().map(Arc::from),
        outlet: reading.document.outlet.as_deref().map(Arc::from),
        url: reading.document.url.as_deref().map(Arc::from),
        kept: reading.document.kept.as_slice().into(),
        entities: sightings.iter().map(named).collect(),
    };
    let mentions = mention::rows(&view, &places);
    let quotes = quote::rows(&view);
    Rows { document: document::row(&view, mentions.len(), quotes.len()), mentions, quotes, sightings }
}

fn most_frequent(roles: &[CompactString]) -> Option<CompactString> {
    let count = |role: &CompactString| roles.iter().filter(|r| *r == role).count();
    let most = roles.iter().map(count).max()?;
    roles.iter().find(|role| count(role) == most).cloned()
}

impl Rows {
    /// The rows of a document that was not read.
    pub fn of_trouble(trouble: &crate::document::Trouble) -> Self {
        let document = DocumentRow::of_trouble(trouble);
        Self { document, mentions: Vec::new(), quotes: Vec::new(), sightings: Vec::new() }
    }

    /// Gives people who are told from others of their names ids of their own; whether anything changed. Call it
    /// before the document is added to the corpus.
    pub fn tell_apart(&mut self, corpus: &Corpus) -> bool {
        let changed = corpus.tell_apart(&mut self.sightings);
        if changed.is_empty() {
            return false;
        }
        let ids: BTreeMap<CompactString, CompactString> =
            changed.iter().map(|(key, own)| (key.id(), own.id())).collect();
        for mention in &mut self.mentions {
            if let Some(id) = ids.get(&*mention.entity_id) {
                mention.entity_id.clone_from(id);
            }
        }
        for speaker in self.quotes.iter_mut().filter_map(|quote| quote.speaker_id.as_mut()) {
            if let Some(id) = ids.get(&**speaker) {
                speaker.clone_from(id);
            }
        }
        true
    }

    /// Gives every entity the name that the corpus knows it by; whether anything changed. Documents
    /// spell a name differently, the tables do not: the first document's spelling stands.
    pub fn rename(&mut self, corpus: &Corpus) -> bool {
        let mut names: BTreeMap<CompactString, CompactString> = BTreeMap::new();
        for seen in &mut self.sightings {
            if let Some(known) = corpus.get(&seen.key).filter(|known| known.name != seen.name) {
                seen.name.clone_from(&known.name);
                names.insert(seen.key.id(), seen.name.clone());
            }
        }
        if names.is_empty() {
            return false;
        }
        for mention in &mut self.mentions {
            if let Some(name) = names.get(&*mention.entity_id) {
                mention.name.clone_from(name);
            }
        }
        for quote in &mut self.quotes {
            if let Some(name) = quote.speaker_id.as_ref().and_then(|id| names.get(&**id)) {
                quote.speaker = Some(name.clone());
            }
        }
        true
    }
}

impl View<'_, '_> {
    fn source(&self, span: Span) -> SourceSpan {
        self.reading.text.source_span(span)
    }

    /// Where a span of the text as given stands in it, in Unicode scalar values.
    fn count(&self, source: SourceSpan) -> (u64, u64) {
        (self.characters.before(source.start), self.characters.before(source.end))
    }

    /// The words of a span of the text as given, on one line.
    fn line(&self, source: SourceSpan) -> CompactString {
        self.breaks.one_line(source.range()).into()
    }

    /// The words of a span as given, on one line.
    fn words(&self, span: Span) -> CompactString {
        self.line(self.source(span))
    }

    /// The numbers, from 1, of the paragraph and the sentence in which a token stands.
    fn place(&self, token: usize) -> (u64, u64) {
        let tokens = &self.reading.tokens;
        let sentence = tokens.sentence_of(token);
        let paragraph = tokens.sentences.get(sentence).map_or(0, |s| s.paragraph);
        (u64::from(paragraph) + 1, sentence as u64 + 1)
    }
}

#[cfg(test)]
mod tests;
