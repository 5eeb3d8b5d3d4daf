//! A text's tokens as the evidence for names sees them: each weighed once, in a few bits.
//!
//! Tokens, lookups and word classes enter; a [`Page`] leaves. It knows single tokens and lines, no
//! names and no weights.

use super::ending::Shares;
use super::line;
use super::memory::Memory;
use super::neighbour::Neighbour;
use super::room::{self, Room};
use super::tell::{of_letters, tell};
use crate::gazetteer::Lookups;
use crate::lexicon::{Class, Tag, Word};
use crate::segment::{Gap, Token, Tokens};
use crate::text::Text;

pub(super) use super::flag::*;

/// The bits of some classes.
#[inline]
pub(super) const fn mask(classes: &[Class]) -> u128 {
    let mut bits = 0;
    let mut at = 0;
    while at < classes.len() {
        bits |= 1 << classes[at] as u32;
        at += 1;
    }
    bits
}

/// Offices, jobs and functions, one or several holders.
pub(super) const ROLE: u128 = mask(&[Class::Role, Class::RolePlural]);
/// Heads of names of organisations.
pub(super) const ORGANISATION_HEAD: u128 =
    mask(&[Class::OrganisationHead, Class::OrganisationStrong, Class::LegalSuffix]);
/// Heads of names of places.
pub(super) const PLACE_HEAD: u128 = mask(&[Class::PlaceHead, Class::PlaceStrong]);
/// Heads of names of any kind, and of what is no name.
pub(super) const HEAD: u128 = ORGANISATION_HEAD | PLACE_HEAD | mask(&[Class::NonnameHead]);

/// One token, weighed: four of them in a line of the processor's cache, for every token of a text is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Piece {
    /// Bits of [`super::flag`].
    pub(super) flags: Flags,
    /// The number of its word in the thread's memory.
    pub(super) number: u32,
    /// What it says of a span beside it.
    pub(super) neighbour: Neighbour,
}

const _: () = assert!(size_of::<Piece>() == 16);

impl Piece {
    /// Whether one of some flags is set.
    #[inline]
    pub(super) fn is(self, flags: Flags) -> bool {
        self.flags & flags != 0
    }

    /// How it ends, if it is a capitalised word.
    pub(super) fn ending(self) -> Option<Shares> {
        let packed = (self.flags >> ENDING & ((1 << ENDING_BITS) - 1)) as u8;
        packed.checked_sub(1).map(|packed| [packed / 25, packed / 5 % 5, packed % 5])
    }
}

/// How many tokens are recalled together: while the processor waits for one, it goes on to the next.
const TOGETHER: usize = 64;

/// A text's tokens with what is known of each.
pub(super) struct Page<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) tokens: &'a Tokens,
    pub(super) lookups: &'a Lookups,
    pub(super) pieces: Vec<Piece>,
    /// What the gazetteer knows of each token alone.
    pub(super) facts: Vec<u32>,
    /// The numbers of its capitalised words, in order.
    pub(super) capitals: Vec<u32>,
}

impl<'a> Page<'a> {
    /// Weighs every token.
    pub(super) fn new(
        text: &'a Text<'a>,
        tokens: &'a Tokens,
        lookups: &'a Lookups,
        memory: &mut Memory,
    ) -> Self {
        let Room { pieces, capitals, facts, .. } = memory.room.get_or_insert_default();
        let (mut pieces, mut capitals, mut facts) =
            (room::take(pieces), room::take(capitals), room::take(facts));
        // A place is written for every token and kept for a capitalised one: which is which cannot be foreseen.
        let mut count = 0;
        capitals.resize(tokens.len() + 1, 0);
        for tokens in tokens.iter().as_slice().chunks(TOGETHER) {
            let from = pieces.len();
            memory.recall(tokens, &mut pieces);
            for ((token, piece), at) in tokens.iter().zip(&mut pieces[from..]).zip(from as u32..) {
                memory.check(piece, token, || tell(text, token));
                piece.flags |= if token.opens_sentence() { OPENS } else { 0 };
                capitals[count] = at;
                count += usize::from(piece.flags & CAPITAL != 0);
            }
        }
        capitals.truncate(count);
        facts.resize(tokens.len(), 0);
        for lookup in lookups.iter().filter(|l| l.first == l.last) {
            let at = lookup.first as usize;
            if let (Some(piece), Some(facts)) = (pieces.get_mut(at), facts.get_mut(at)) {
                *facts = lookup.facts;
                if lookup.facts & super::evidence::LARGE_PLACE != 0 {
                    piece.flags |= COUNTRY;
                }
            }
        }
        for line in &tokens.paragraphs {
            line::mark(tokens, &mut pieces, line.clone());
        }
        Self { text, tokens, lookups, pieces, facts, capitals }
    }

    /// How many tokens there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether a token has one of some flags; not if there is no such token.
    #[inline]
    pub(super) fn is(&self, at: usize, flags: Flags) -> bool {
        self.pieces.get(at).is_some_and(|p| p.is(flags))
    }

    /// A token with what its letters say, which only those are asked for that a span begins or ends with.
    #[inline]
    pub(super) fn bound(&self, at: usize) -> Piece {
        let Some(mut piece) = self.pieces.get(at).copied() else { return Piece::default() };
        if !piece.is(CAPITAL) {
            piece.flags |= of_letters(self.slice(at));
        }
        piece
    }

    /// What the gazetteer knows of a token alone; nothing if there is no such token.
    #[inline]
    pub(super) fn facts(&self, at: usize) -> u32 {
        self.facts.get(at).copied().unwrap_or_default()
    }

    /// What a token says of a span beside it.
    #[inline]
    pub(super) fn neighbour(&self, at: usize) -> Neighbour {
        self.pieces.get(at).map_or(Neighbour::default(), |piece| piece.neighbour)
    }

    /// The classes of a token; none if there is no such token.
    #[inline]
    pub(super) fn classes(&self, at: usize) -> u128 {
        self.tokens.get(at).map_or(0, |t| t.word.classes)
    }

    /// What the lexicon knows of a token.
    #[inline]
    pub(super) fn word(&self, at: usize) -> Word {
        self.tokens.get(at).map_or_else(Word::default, |t| t.word)
    }

    /// The token before `at` on the same line.
    #[inline]
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        if self.tokens.get(at)?.gap == Gap::Line { None } else { at.checked_sub(1) }
    }

    /// The token after `at` on the same line.
    #[inline]
    pub(super) fn after(&self, at: usize) -> Option<usize> {
        self.tokens.get(at + 1).filter(|t| t.gap != Gap::Line).map(|_| at + 1)
    }

    /// The characters of a token.
    #[inline]
    pub(super) fn slice(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| self.text.slice(t.span))
    }

    /// The mark that a token is.
    #[inline]
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        self.tokens.get(at).and_then(Token::mark)
    }

    /// A hash of the words of a span, whatever their case.
    #[inline]
    pub(super) fn form(&self, first: usize, last: usize) -> u64 {
        let words = self.pieces.get(first..=last).unwrap_or_default();
        words.iter().fold(EMPTY, |form, piece| mix(form, u64::from(piece.number)))
    }
}

/// The hash of no word: no number of a word is near it, so that no word leaves a hash as it was.
const EMPTY: u64 = 0x9E37_79B9_7F4A_7C15;

/// Adds one word to the hash of a form.
#[inline]
pub(super) fn mix(form: u64, key: u64) -> u64 {
    (form.rotate_left(5) ^ key).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The share of finite verb forms in what a word can be, in fifteenths.
pub(super) fn finite(word: Word) -> u32 {
    word.share(Tag::Past) + word.share(Tag::Third)
}
