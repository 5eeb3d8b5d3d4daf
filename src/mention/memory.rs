//! What a worker remembers of words from document to document: what their letters and the lexicon make of
//! them, and a number for each form, whatever its case.
//!
//! Tokens enter, what is known of each leaves. Where a token stands is not known here, but for which forms the
//! document in hand writes small and which numbers it gave its own.

use once_cell::sync::Lazy;
use regex_automata::util::pool::{Pool, PoolGuard};

use super::ending::Shares;
use super::form::{Hashed, NONE};
use super::neighbour::Neighbour;
use super::piece::{Flags, LOWER};
use crate::lexicon::Recall;
use crate::segment::{Token, TokenKind};

/// How many forms are numbered before a worker forgets them all and begins anew.
const MOST: usize = 1 << 16;

/// What is known of a token wherever it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Known {
    /// Bits of [`super::flag`].
    pub(super) flags: Flags,
    /// A hash of the word in lower case; a mark's own number.
    pub(super) key: u64,
    /// The number of its form in this worker.
    pub(super) number: u32,
    /// How it ends, if it is a capitalised word.
    pub(super) ending: Option<Shares>,
    /// What it says of a span beside it.
    pub(super) neighbour: Neighbour,
    /// What it is made of and how it is written, as [`sort`] tells it: characters alone do not say all of it.
    pub(super) sort: u8,
}

/// Which document gave a form its number there, and which.
#[derive(Clone, Copy, Debug, Default)]
struct Own {
    document: u32,
    number: u32,
}

/// What one worker remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    tokens: Recall<Known>,
    /// The number of each form, by its key.
    numbers: Hashed<u32>,
    /// Which forms the document in hand writes small, a bit for each number.
    small: Vec<u64>,
    /// For each number what its form was called last.
    own: Vec<Own>,
    /// The number of the document in hand, from 1.
    document: u32,
}

type New = fn() -> Memory;

/// What a worker remembers, borrowed for a document.
pub(super) type Borrowed = PoolGuard<'static, Memory, New>;

impl Memory {
    /// The memory of a worker, ready for a document.
    pub(super) fn borrow() -> Borrowed {
        static MEMORIES: Lazy<Pool<Memory, New>> = Lazy::new(|| Pool::new(Memory::default));
        let mut memory = MEMORIES.get();
        if memory.numbers.len() > MOST || memory.document == u32::MAX {
            *memory = Memory::default();
        }
        memory.document += 1;
        memory.small.fill(0);
        memory
    }

    /// What is known of a token of these characters; what `tell` says, but for its number, where it was not met
    /// before.
    #[inline]
    pub(super) fn token(&mut self, slice: &str, token: &Token, tell: impl Fn() -> Known) -> Known {
        let (numbers, sort) = (&mut self.numbers, sort(token));
        let mut ask = || {
            let (known, next) = (tell(), numbers.len() as u32);
            Known { number: *numbers.entry(known.key).or_insert(next), sort, ..known }
        };
        let known = self.tokens.get(slice, &mut ask);
        let known = if known.sort == sort { known } else { ask() };
        self.note(known);
        known
    }

    /// Notes whether the document in hand writes a form small.
    #[inline]
    fn note(&mut self, known: Known) {
        let (at, bit) = place(known.number);
        if at >= self.small.len() {
            self.small.resize(2 * at + 8, 0);
        }
        self.small[at] |= if known.flags & LOWER == 0 { 0 } else { bit };
    }

    /// Whether the document in hand writes the form of a number small.
    pub(super) fn is_small(&self, number: u32) -> bool {
        let (at, bit) = place(number);
        self.small.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// The number of a form, by its key; [`NONE`] if it was not met.
    pub(super) fn number(&self, key: u64) -> u32 {
        self.numbers.get(&key).copied().unwrap_or(NONE)
    }

    /// What the document in hand calls the form of a number; [`NONE`] if nothing yet.
    pub(super) fn own(&self, number: u32) -> u32 {
        let own = self.own.get(number as usize).filter(|own| own.document == self.document);
        own.map_or(NONE, |own| own.number)
    }

    /// What the document in hand calls the form of a number: `next`, if nothing yet.
    pub(super) fn call(&mut self, number: u32, next: u32) -> u32 {
        let at = number as usize;
        if at >= self.own.len() {
            self.own.resize(2 * at + 8, Own::default());
        }
        if self.own[at].document != self.document {
            self.own[at] = Own { document: self.document, number: next };
        }
        self.own[at].number
    }
}

fn place(number: u32) -> (usize, u64) {
    (number as usize / 64, 1 << (number % 64))
}

/// What a token is made of and how it is written; never that of no token at all.
#[inline]
fn sort(token: &Token) -> u8 {
    let kind = match token.kind {
        TokenKind::Word => 1,
        TokenKind::Number => 2,
        TokenKind::Clitic => 3,
        TokenKind::Mark(_) => 4,
        TokenKind::Link => 5,
    };
    let shape = [token.is_capital(), token.is_all_caps(), token.is_stopped()];
    shape.into_iter().fold(kind, |all, is| all << 1 | u8::from(is))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::segment;
    use crate::text::Text;

    fn known(memory: &mut Memory, given: &str) -> Vec<Known> {
        let (text, lexicon) = (Text::new(given), Lexicon::embedded().expect("the lists open"));
        let tokens = segment::tokens(&text, lexicon);
        let tell = |token: &Token| super::super::piece::tell(&text, token);
        tokens.iter().map(|t| memory.token(text.slice(t.span), t, || tell(t))).collect()
    }

    #[test]
    fn a_form_has_one_number_in_any_case() {
        let mut memory = Memory::borrow();
        let numbers: Vec<u32> =
            known(&mut memory, "Oslo OSLO oslo Bergen").iter().map(|k| k.number).collect();
        assert_eq!(numbers[..3], [numbers[0]; 3]);
        assert_ne!(numbers[0], numbers[3]);
        assert!(memory.is_small(numbers[0]) && !memory.is_small(numbers[3]));
    }

    #[test]
    fn what_is_remembered_is_what_was_told() {
        let mut memory = Memory::borrow();
        let given =
            "Gen. Ruiz's 3D press, \u{2014} she said \u{2014} cost $5, O\u{2019}Neill's A.B. www. www too";
        let first = known(&mut memory, given);
        assert_eq!(known(&mut memory, given), first);
    }

    #[test]
    fn a_document_calls_no_form_as_the_one_before_did() {
        let mut memory = Memory::borrow();
        let number = known(&mut memory, "Oslo")[0].number;
        assert_eq!((memory.own(number), memory.call(number, 7), memory.own(number)), (NONE, 7, 7));
        memory.document += 1;
        assert_eq!((memory.own(number), memory.call(number, 3)), (NONE, 3));
    }
}
