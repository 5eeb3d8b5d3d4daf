//! Where the known forms of a text stand, and what each may stand for.
//!
//! Which they are is found by [`super::Gazetteer::find`].

use super::EntryId;

/// A known form in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The number of its first token.
    pub first: u32,
    /// The number of its last token.
    pub last: u32,
    /// What the form may stand for: bits of [`Fact`](super::Fact).
    pub facts: u32,
    pub(super) layer: u32,
    pub(super) posting: u32,
    /// The first of the rows that are posted, and how many they are.
    pub(super) row: EntryId,
    pub(super) rows: u32,
}

/// Every known form of a text, by first token, then by length.
#[derive(Clone, Debug, Default)]
pub struct Lookups {
    pub(super) all: Vec<Lookup>,
    /// For each token how many begin before it.
    pub(super) before: Vec<u32>,
}

impl Lookups {
    /// The known form that is exactly these tokens.
    #[inline]
    pub fn get(&self, first: u32, last: u32) -> Option<&Lookup> {
        self.at(first).iter().find(|l| l.last == last)
    }

    /// What the form of exactly these tokens may stand for; 0 where it is not known.
    #[inline]
    pub fn facts(&self, first: u32, last: u32) -> u32 {
        self.get(first, last).map_or(0, |l| l.facts)
    }

    /// The known forms that begin with a token, shortest first.
    #[inline]
    pub fn at(&self, first: u32) -> &[Lookup] {
        self.among(first, first)
    }

    /// The known forms that begin with one of some tokens, the first and the last of them told.
    #[inline]
    pub fn among(&self, first: u32, last: u32) -> &[Lookup] {
        let before = |at: usize| self.before.get(at).map_or(self.all.len(), |count| *count as usize);
        self.all.get(before(first as usize)..before(last as usize + 1)).unwrap_or(&[])
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Lookup> {
        self.all.iter()
    }
}
