//! All of it for one document.

use crate::document::Document;
use crate::entity::{self, Entity};
use crate::error::Result;
use crate::gazetteer::Gazetteer;
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
    beliefs: bool,
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
            let rules = Rulebook::embedded()?;
            Ok(Self { lexicon: Lexicon::embedded()?, gazetteer, names: Names::embedded()?, rules, beliefs })
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
        let text = Text::new(&document.body);
        let tokens = segment::tokens(&text, self.lexicon);
        let lookups = self.gazetteer.find(&text, &tokens);
        let mentions = mention::find(self.names, &text, &tokens, &lookups, &self.gazetteer);
        let quotes = quote::find(&self.rules, &text, &tokens, self.lexicon, &mentions, self.beliefs);
        let entities = entity::within(&text, &tokens, &self.gazetteer, &mentions);
        let speakers = speaker::of(&text, &tokens, &self.gazetteer, &mentions, &entities, &quotes);
        Reading { document, text, tokens, mentions, entities, quotes, speakers }
    }
}
