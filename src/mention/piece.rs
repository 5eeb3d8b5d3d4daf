//! A text's tokens as the evidence for names sees them: each weighed once, in a few bits.
//!
//! Tokens, lookups and word classes enter; a [`Page`] leaves. It knows single tokens and lines, no
//! names and no weights.

use super::ending::{self, Shares};
use super::line;
use super::memory::Memory;
use super::neighbour::Neighbour;
use super::room::{self, Room};
use crate::gazetteer::Lookups;
use crate::lexicon::{Class, Tag, Word, caseless};
use crate::segment::{Gap, Token, TokenKind, Tokens};
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

/// Words that never begin or end a name, whatever their first letter.
const GRAMMAR: u128 = mask(&[
    Class::The,
    Class::Indefinite,
    Class::Demonstrative,
    Class::SubjectPronoun,
    Class::ObjectPronoun,
    Class::PossessivePronoun,
    Class::Reflexive,
    Class::That,
    Class::To,
    Class::Of,
    Class::By,
    Class::As,
    Class::And,
    Class::Or,
    Class::But,
    Class::If,
    Class::According,
    Class::AuxiliaryBe,
    Class::AuxiliaryHave,
    Class::AuxiliaryDo,
    Class::Modal,
    Class::Preposition,
    Class::PlacePreposition,
    Class::Subordinator,
    Class::Coordinator,
    Class::Contrast,
    Class::Existential,
    Class::Wh,
    Class::Relative,
    Class::Not,
    Class::Negation,
    Class::YesNo,
]);
/// Grammar that people are also called by.
const ALSO_NAMES: u128 = mask(&[Class::Modal]);
const CALENDAR: u128 =
    mask(&[Class::Weekday, Class::Month, Class::DayAbbreviation, Class::Holiday, Class::Era]);
/// Offices, jobs and functions, one or several holders.
pub(super) const ROLE: u128 = mask(&[Class::Role, Class::RolePlural]);
/// Heads of names of organisations.
pub(super) const ORGANISATION_HEAD: u128 =
    mask(&[Class::OrganisationHead, Class::OrganisationStrong, Class::LegalSuffix]);
/// Heads of names of places.
pub(super) const PLACE_HEAD: u128 = mask(&[Class::PlaceHead, Class::PlaceStrong]);
/// Heads of names of any kind, and of what is no name.
pub(super) const HEAD: u128 = ORGANISATION_HEAD | PLACE_HEAD | mask(&[Class::NonnameHead]);
/// Small words inside a name.
const BRIDGE: u128 = mask(&[Class::Connective, Class::Particle]);

/// Classes that any flag tells of.
const TOLD: u128 = mask(&[
    Class::Honorific,
    Class::Demonym,
    Class::RoleModifier,
    Class::Connective,
    Class::Particle,
    Class::OrganisationStrong,
    Class::OrganisationOf,
    Class::PlaceOf,
    Class::The,
    Class::And,
    Class::Of,
    Class::Toward,
    Class::InAt,
    Class::To,
]) | PLACE_HEAD
    | GRAMMAR
    | CALENDAR
    | ROLE;

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

/// How a word ends, as bits of its flags; none if nothing is known of its ending.
fn of_ending(ending: Option<Shares>) -> Flags {
    let packed =
        ending.map_or(0, |shares| 1 + shares.iter().fold(0, |all, share| all * 5 + Flags::from(*share)));
    packed << ENDING
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
        let Room { pieces, capitals, facts, .. } = &mut memory.room;
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

/// What is known of a token wherever it stands, and a hash of its word in lower case; a mark's own number.
pub(super) fn tell(text: &Text<'_>, token: &Token) -> (Piece, u64) {
    let slice = text.slice(token.span);
    let (flags, key) = match token.kind {
        TokenKind::Word => of_token(slice, token),
        TokenKind::Mark(mark) => (of_mark(mark), u64::from(u32::from(mark))),
        TokenKind::Clitic => {
            let possessive = token.word.is(Class::AuxiliaryBe) && token.word.is(Class::AuxiliaryHave);
            (if possessive { POSSESSIVE | BRIDGING } else { 0 }, caseless(slice))
        }
        TokenKind::Number | TokenKind::Link => (0, caseless(slice)),
    };
    let last = if flags & HYPHENED == 0 { slice } else { last_part(slice) };
    let ending = if flags & CAPITAL == 0 { None } else { ending::shares(last) };
    let neighbour = Neighbour::of(token, flags);
    (Piece { flags: flags | of_ending(ending), neighbour, ..Piece::default() }, key)
}

fn of_mark(mark: char) -> Flags {
    match mark {
        '&' => AMPERSAND | BRIDGING,
        '-' => HYPHEN | BRIDGING,
        '/' => SLASH | BRIDGING,
        '\'' | '\u{2019}' => BRIDGING,
        _ => 0,
    }
}

/// What is known of a word, and a hash of it in lower case.
fn of_token(slice: &str, token: &Token) -> (Flags, u64) {
    let word = token.word;
    let mut flags = if token.is_capital() { CAPITAL } else { LOWER };
    flags |= of_word(word) | of_line(token);
    if word.classes & TOLD != 0 {
        let called = word.classes & GRAMMAR & !ALSO_NAMES == 0 && word.given > 1;
        let shouted = token.is_all_caps() || token.is_stopped();
        if word.classes & GRAMMAR != 0 && !called && !shouted {
            flags |= FUNCTION;
        }
        flags |= of_classes(word.classes, flags);
    }
    if token.is_capital() {
        flags |= of_letters(slice);
        flags |= if (slice.len() == 1 || token.is_stopped()) && slice.len() < 5 { INITIAL } else { 0 };
    }
    (flags, caseless(if token.is_stopped() { slice.trim_end_matches('.') } else { slice }))
}

/// What a line asks of a word; whether it is an acronym, if the line is not in capitals.
fn of_line(token: &Token) -> Flags {
    let whole = token.is_all_caps() && !token.is_stopped();
    let mut flags = if whole { ACRONYM } else { 0 };
    if token.span.len() > 1 {
        flags |= COUNTED;
        flags |= if token.is_all_caps() || token.is_stopped() { 0 } else { COUNTED_SMALL };
    }
    if token.span.len() > 3 {
        flags |= LONG;
        flags |= if token.is_capital() { LONG_CAPITAL } else { 0 };
        flags |= if token.is_all_caps() { LONG_CAPS } else { 0 };
    }
    flags
}

/// What the lexicon says of a word, whatever its case.
fn of_word(word: Word) -> Flags {
    let mut flags = if word.verb != 0 { SPEECH } else { 0 };
    flags |= if word.given > 1 { USUAL } else { 0 };
    if word.common != 0 {
        flags |= COMMON;
        if word.given == 0 {
            flags |= if word.surname == 0 { PLAIN | NAMELESS } else { PLAIN };
        }
    }
    flags
}

/// What its classes make of a word, by its case.
fn of_classes(classes: u128, flags: Flags) -> Flags {
    let has = |of: u128, flag: Flags| if classes & of != 0 { flag } else { 0 };
    let particle = classes & mask(&[Class::Particle]) != 0;
    let mut told = has(CALENDAR, DATE) | has(ROLE, OFFICE) | has(mask(&[Class::Honorific]), TITLE);
    told |= has(mask(&[Class::Demonym]), DEMONYM) | has(mask(&[Class::RoleModifier]), MODIFIER);
    told |= has(mask(&[Class::The]), ARTICLE);
    told |= if particle { 0 } else { has(mask(&[Class::Connective]), CONNECTIVE) };
    if flags & CAPITAL != 0 {
        told |= has(mask(&[Class::OrganisationStrong]), STRONG);
        told |= has(mask(&[Class::OrganisationOf]), BODY_OF);
        return told | has(mask(&[Class::PlaceOf]) | PLACE_HEAD, PLACE_OF);
    }
    told |= has(BRIDGE, BRIDGING);
    told |= if particle && flags & FUNCTION == 0 { PARTICLE } else { 0 };
    told |= has(mask(&[Class::And]), SMALL_AND) | has(mask(&[Class::Of]), SMALL_OF);
    told |= has(mask(&[Class::Toward]), SMALL_FOR) | has(mask(&[Class::InAt]), SMALL_IN);
    told | has(mask(&[Class::To]), SMALL_TO)
}

/// What its letters say of a word.
fn of_letters(word: &str) -> Flags {
    let mut flags = 0;
    let mut last = 0;
    for (at, byte) in word.bytes().enumerate() {
        flags |= if byte == b'-' { HYPHENED } else { 0 };
        flags |= if byte.is_ascii_digit() { DIGIT } else { 0 };
        flags |= if at > 2 && byte.is_ascii_uppercase() && u8::is_ascii_lowercase(&last) { CAMEL } else { 0 };
        last = byte;
    }
    flags
}

/// What stands behind the last hyphen of a word.
fn last_part(word: &str) -> &str {
    word.bytes().rposition(|byte| byte == b'-').and_then(|at| word.get(at + 1..)).unwrap_or(word)
}

/// The share of finite verb forms in what a word can be, in fifteenths.
pub(super) fn finite(word: Word) -> u32 {
    word.share(Tag::Past) + word.share(Tag::Third)
}
