//! All of it for one document.

use crate::document::Document;
use crate::entity::Entity;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::quote::Quote;
use crate::segment::{self, Tokens};
use crate::speaker::Attribution;
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
}

impl Reader {
    /// A reader with the shipped lists and rules.
    pub fn new(gazetteer: Gazetteer) -> Result<Self> {
        Ok(Self { lexicon: Lexicon::embedded()?, gazetteer })
    }

    /// The lists of names in force.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The word lists in force.
    pub fn lexicon(&self) -> &'static Lexicon {
        self.lexicon
    }

    /// Reads a document. Cannot fail on any text.
    pub fn read<'d>(&self, document: &'d Document) -> Reading<'d> {
        let text = Text::new(&document.body);
        let tokens = segment::tokens(&text, self.lexicon);
        let _lookups = self.gazetteer.find(&text, &tokens);
        Reading {
            document,
            text,
            tokens,
            mentions: Vec::new(),
            entities: Vec::new(),
            quotes: Vec::new(),
            speakers: Vec::new(),
        }
    }
}
