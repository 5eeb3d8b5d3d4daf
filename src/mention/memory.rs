//! What a thread remembers of words from document to document: what their letters and the lexicon make of
//! them, and a number for each word, whatever its case.
//!
//! Tokens enter, what is known of each leaves. Where a token stands is not known here, but for which words the
//! document in hand writes small and which numbers it gave its own.

use std::cell::RefCell;

use super::evidence::Alone;
use super::form::Hashed;
use super::numbers::{NONE, Numbers};
use super::piece::{Flags, LOWER, Piece, SORT};
use super::room::Room;
use crate::lexicon::{ByForm, Numbering};
use crate::segment::{Token, TokenKind};

/// How many words are numbered before a thread forgets them all and begins anew.
const MOST: usize = 1 << 16;

/// What one thread remembers.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// What is known of each form, as it is written.
    tokens: ByForm<Piece>,
    /// The number of each word, by its key.
    numbers: Hashed<u32>,
    /// Which words the document in hand writes small, a bit for each number.
    small: Vec<u64>,
    /// What the document in hand calls its words.
    own: Numbers,
    /// What words say that are names by themselves.
    pub(super) alone: Alone,
    /// The room of the lists of the document before.
    pub(super) room: Option<Room>,
}

impl Memory {
    /// Lends the memory of this thread to whoever reads a document, of which the numbers of forms are given.
    pub(super) fn with<T>(numbering: Numbering, read: impl FnOnce(&mut Self) -> T) -> T {
        thread_local! {
            static MEMORY: RefCell<Memory> = RefCell::default();
        }
        MEMORY.with_borrow_mut(|memory| {
            memory.open(numbering);
            read(memory)
        })
    }

    fn open(&mut self, numbering: Numbering) {
        if self.numbers.len() > MOST {
            *self = Self::default();
        }
        self.tokens.open(numbering);
        self.alone.open(numbering);
        self.own.clear();
        self.small.fill(0);
    }

    /// Adds what is known of some tokens, as far as it is; one does not wait for the other. Each stands to be
    /// [`checked`](Self::check).
    pub(super) fn recall(&self, tokens: &[Token], pieces: &mut Vec<Piece>) {
        pieces.extend(tokens.iter().map(|token| self.tokens.get(token.form)));
    }

    /// Makes what was recalled of a token what is known of it: `tell` says that, but for the number and the sort,
    /// where its form was not met before. Notes whether the document in hand writes the word small.
    #[inline]
    pub(super) fn check(&mut self, piece: &mut Piece, token: &Token, tell: impl FnOnce() -> (Piece, u64)) {
        let sort = sort(token);
        if (piece.flags >> SORT) as u8 != sort {
            *piece = self.learn(tell(), sort);
            self.tokens.set(token.form, *piece);
        }
        let (at, bit) = place(piece.number);
        if at >= self.small.len() {
            self.small.resize(2 * at + 8, 0);
        }
        self.small[at] |= if piece.flags & LOWER == 0 { 0 } else { bit };
    }

    fn learn(&mut self, (piece, key): (Piece, u64), sort: u8) -> Piece {
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        Piece { number, flags: piece.flags | Flags::from(sort) << SORT, ..piece }
    }

    /// Whether the document in hand writes the word of a number small.
    pub(super) fn is_small(&self, number: u32) -> bool {
        let (at, bit) = place(number);
        self.small.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// The number of a word, by its key; [`NONE`] if it was not met.
    pub(super) fn number(&self, key: u64) -> u32 {
        self.numbers.get(&key).copied().unwrap_or(NONE)
    }

    /// What the document in hand calls the word of a number; [`NONE`] if nothing yet.
    pub(super) fn own(&self, number: u32) -> u32 {
        self.own.get(u64::from(number))
    }

    /// What the document in hand calls the word of a number: `next`, if nothing yet.
    pub(super) fn call(&mut self, number: u32, next: u32) -> u32 {
        self.own.get_or_insert(u64::from(number), next)
    }
}

fn place(number: u32) -> (usize, u64) {
    (number as usize / 64, 1 << (number % 64))
}

/// What a token is made of and how it is written; never that of no token at all.
#[inline]
pub(super) fn sort(token: &Token) -> u8 {
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

    fn known(memory: &mut Memory, given: &str) -> Vec<Piece> {
        let (text, lexicon) = (Text::new(given), Lexicon::embedded().expect("the lists open"));
        let tokens = segment::tokens(&text, lexicon);
        memory.open(tokens.numbering);
        let mut known = Vec::new();
        memory.recall(tokens.iter().as_slice(), &mut known);
        for (known, token) in known.iter_mut().zip(&tokens) {
            memory.check(known, token, || super::super::tell::tell(&text, token));
        }
        known
    }

    #[test]
    fn a_word_has_one_number_in_any_case() {
        let mut memory = Memory::default();
        let numbers: Vec<u32> =
            known(&mut memory, "Oslo OSLO oslo Bergen").iter().map(|k| k.number).collect();
        assert_eq!(numbers[..3], [numbers[0]; 3]);
        assert_ne!(numbers[0], numbers[3]);
        assert!(memory.is_small(numbers[0]) && !memory.is_small(numbers[3]));
    }

    #[test]
    fn what_is_remembered_is_what_was_told() {
        let mut memory = Memory::default();
        let given =
            "Gen. Ruiz's 3D press, \u{2014} she said \u{2014} cost $5, O\u{2019}Neill's A.B. www. www too";
        let first = known(&mut memory, given);
        assert_eq!(known(&mut memory, given), first);
    }

    #[test]
    fn a_document_calls_no_word_as_the_one_before_did() {
        let mut memory = Memory::default();
        let number = known(&mut memory, "Oslo")[0].number;
        assert_eq!((memory.own(number), memory.call(number, 7), memory.own(number)), (NONE, 7, 7));
        memory.own.clear();
        assert_eq!((memory.own(number), memory.call(number, 3)), (NONE, 3));
    }
}
