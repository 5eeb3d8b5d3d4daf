//! What a token's symbol may depend on besides its word: how it is written, and its neighbours.
//!
//! Symbols and tokens enter, answers leave; what was asked for is noted, so that what depends on nothing else may
//! be remembered. What a symbol means is not known here.

use std::cell::Cell;

use super::symbol::{ADVERB, PRONOUN, RELATIVE, bit};
use crate::segment::Token;

/// What a token's neighbours tell: the symbol before it and the token after it. It is noted what was asked for.
pub(super) struct Around<'t> {
    before: u8,
    /// The symbol before any adverbs that stand before it.
    governor: u8,
    after: Option<&'t Token>,
    asked: Cell<u8>,
}

/// What may be asked for: what stands before a token, and what stands behind it.
pub(super) const BEFORE: u8 = 1;
const AFTER: u8 = 2;

/// How many different things may stand before a token, as far as anything depends on them.
pub(super) const PLACES: usize = 64;
/// The symbols that govern what stands behind an adverb too.
const GOVERNORS: u64 = bit(PRONOUN) | bit(RELATIVE);

impl<'t> Around<'t> {
    #[inline]
    pub(super) fn new(before: u8, governor: u8, after: Option<&'t Token>) -> Self {
        Self { before, governor, after, asked: Cell::new(0) }
    }

    #[inline]
    pub(super) fn before(&self) -> u8 {
        self.asked.set(self.asked.get() | BEFORE);
        self.before
    }

    /// Whether an adverb stands before it and a pronoun before that.
    pub(super) fn is_governed(&self) -> bool {
        self.before() == ADVERB && bit(self.governor) & GOVERNORS != 0
    }

    #[inline]
    pub(super) fn after(&self) -> Option<&'t Token> {
        self.asked.set(self.asked.get() | AFTER);
        self.after
    }

    /// What was asked for so far.
    pub(super) fn asked(&self) -> u8 {
        self.asked.get()
    }

    /// The number of what stands before, below [`PLACES`].
    #[inline]
    pub(super) fn place(&self) -> usize {
        // No symbol is 0.
        let governed = self.before == ADVERB && bit(self.governor) & GOVERNORS != 0;
        if governed { 0 } else { usize::from(self.before) & (PLACES - 1) }
    }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    /// with a capital that its place demands
    Capital,
    /// with a capital of its own
    Proper,
}

impl Case {
    /// That of a word; `headline` says whether every word of the sentence is written with a capital.
    #[inline]
    pub(super) fn of(token: &Token, headline: bool) -> Self {
        match (token.is_capital(), token.opens_sentence() | headline) {
            (false, _) => Self::Lower,
            (true, true) => Self::Capital,
            (true, false) => Self::Proper,
        }
    }
}
