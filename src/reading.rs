//! All of it for one document, or for several together.

use crate::document::Document;
use crate::entity::{self, Entity};
use crate::error::Result;
use crate::gazetteer::{Gazetteer, Lookups};
use crate::lexicon::Lexicon;
use crate::mention::{self, Mention, Names};
use crate::quote::{self, Quote, Rulebook};
use crate::segment::{self, Tokens};
use crate::speaker::{self, Attribution};
use crate::text::Text;

/// What was read in a document. `speakers` has one attribution for each quote, in the same order.
#[derive(Debug)]
pub struct Reading<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its text, tidied.
    pub text: Text<'d>,
    /// Its tokens, sentences, paragraphs and quotations.
    pub tokens: Tokens,
    /// The names in it, by place.
    pub mentions: Vec<Mention>,
    /// Who they name.
    pub entities: Vec<Entity>,
    /// The statements in it, by place.
    pub quotes: Vec<Quote>,
    /// Who made them.
    pub speakers: Vec<Attribution>,
}

/// What it takes to read: word lists, name lists, rules. Shared by all threads.
#[derive(Debug)]
pub struct Reader {
    lexicon: &'static Lexicon,
    gazetteer: Gazetteer,
    names: &'static Names,
    rules: Rulebook,
}

impl Reader {
    /// A reader with the shipped rules and these lists of names; with `beliefs` it reports beliefs,
    /// wishes and intentions beside statements.
    pub fn new(gazetteer: Gazetteer, beliefs: bool) -> Result<Self> {
        std::thread::scope(|scope| {
            // A short article waits for its reader longer than for its reading. Where no thread is to be had, all
            // is opened one after the other.
            let ahead = || (Lexicon::embedded().is_ok(), Names::embedded().is_ok());
            let _ahead = std::thread::Builder::new().spawn_scoped(scope, ahead);
            let rules = Rulebook::embedded(beliefs)?;
            Ok(Self { lexicon: Lexicon::embedded()?, gazetteer, names: Names::embedded()?, rules })
        })
    }

    /// The lists of names in force.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The word lists in force.
    pub fn lexicon(&self) -> &'static Lexicon {
        self.lexicon
    }

    /// The rules for names in force.
    pub fn names(&self) -> &'static Names {
        self.names
    }

    /// The rules for statements in force.
    pub fn rulebook(&self) -> &Rulebook {
        &self.rules
    }

    /// Reads a document. Cannot fail on any text.
    pub fn read<'d>(&self, document: &'d Document) -> Reading<'d> {
        let mut reading = Reading::of(document);
        self.go_through(std::slice::from_mut(&mut reading));
        reading
    }

    /// Reads some documents, in their order: the same as one after the other, and faster.
    pub fn read_all<'d>(&self, documents: impl Iterator<Item = &'d Document>) -> Vec<Reading<'d>> {
        let mut readings: Vec<_> = documents.map(Reading::of).collect();
        self.go_through(&mut readings);
        readings
    }

    /// Takes readings from their text to their speakers, each step for all of them before the next: what a step
    /// knows and the program that takes it stay in the processor's cache from one document to the other.
    fn go_through(&self, readings: &mut [Reading<'_>]) {
        for reading in &mut *readings {
            reading.tokens = segment::tokens(&reading.text, self.lexicon);
        }
        let find = |reading: &Reading<'_>| self.gazetteer.find(&reading.text, &reading.tokens);
        let lookups: Vec<Lookups> = readings.iter().map(find).collect();
        for (Reading { text, tokens, mentions, .. }, lookups) in readings.iter_mut().zip(&lookups) {
            *mentions = mention::find(self.names, text, tokens, lookups, &self.gazetteer);
        }
        drop(lookups);
        for Reading { text, tokens, mentions, quotes, .. } in &mut *readings {
            *quotes = quote::find(&self.rules, text, tokens, self.lexicon, mentions);
        }
        for Reading { text, tokens, mentions, entities, .. } in &mut *readings {
            *entities = entity::within(text, tokens, &self.gazetteer, mentions);
        }
        for Reading { text, tokens, mentions, entities, quotes, speakers, .. } in readings {
            *speakers = speaker::of(text, tokens, &self.gazetteer, mentions, entities, quotes);
        }
    }
}

impl<'d> Reading<'d> {
    /// A document of which nothing but its text is read.
    fn of(document: &'d Document) -> Self {
        let (text, tokens) = (Text::new(&document.body), Tokens::default());
        let (mentions, entities, quotes, speakers) = Default::default();
        Self { document, text, tokens, mentions, entities, quotes, speakers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_that_are_read_together_are_what_each_is_alone() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let texts = files.filter(|file| file.extension().is_some_and(|kind| kind == "txt"));
        let document =
            |file| Document { body: std::fs::read_to_string(file).unwrap(), ..Document::default() };
        let documents: Vec<Document> = texts.map(document).collect();
        assert!(documents.len() > 2, "there are samples");
        let reader = Reader::new(Gazetteer::embedded().unwrap(), false).unwrap();
        let told = |reading: &Reading<'_>| {
            let Reading { mentions, entities, quotes, speakers, .. } = reading;
            assert!(!mentions.is_empty());
            format!("{mentions:?} {entities:?} {quotes:?} {speakers:?}")
        };
        let together: Vec<String> = reader.read_all(documents.iter()).iter().map(told).collect();
        let alone: Vec<String> = documents.iter().map(|document| told(&reader.read(document))).collect();
        assert_eq!(together, alone);
    }
}
