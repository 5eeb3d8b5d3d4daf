//! Mentions of the same one, within a document, and its canonical name.

use crate::gazetteer::EntryId;
use crate::mention::Kind;

/// What is known of an entity's sex or number, for pronouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sex {
    /// not known
    #[default]
    Unknown,
    /// a man
    Male,
    /// a woman
    Female,
}

/// One person, place or organisation of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: Kind,
    /// Its canonical name: the gazetteer's, else the fullest form seen.
    pub name: String,
    /// Its row in the gazetteer, if it has one.
    pub entry: Option<EntryId>,
    /// The numbers of its mentions, in order.
    pub mentions: Vec<u32>,
    /// Its sex, if the text or a list tells.
    pub sex: Sex,
}
