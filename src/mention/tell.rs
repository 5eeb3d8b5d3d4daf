//! What is known of a token wherever it stands, told from its letters and the lexicon.
//!
//! A token enters, bits and a hash of its word leave. What stands beside it is not known here.

use super::ending::{self, Shares};
use super::neighbour::Neighbour;
use super::piece::{
    ACRONYM, AMPERSAND, ARTICLE, BODY_OF, BRIDGING, CAMEL, CAPITAL, COMMON, CONNECTIVE, COUNTED,
    COUNTED_SMALL, DATE, DEMONYM, DIGIT, ENDING, FUNCTION, Flags, HYPHEN, HYPHENED, INITIAL, LONG,
    LONG_CAPITAL, LONG_CAPS, LOWER, MODIFIER, NAMELESS, OFFICE, PARTICLE, PLACE_HEAD, PLACE_OF, PLAIN,
    POSSESSIVE, Piece, ROLE, SLASH, SMALL_AND, SMALL_FOR, SMALL_IN, SMALL_OF, SMALL_TO, SPEECH, STRONG,
    TITLE, USUAL, mask,
};
use crate::lexicon::{Class, Word, caseless};
use crate::segment::{Token, TokenKind};
use crate::text::Text;

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
pub(super) fn of_letters(word: &str) -> Flags {
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

/// How a word ends, as bits of its flags; none if nothing is known of its ending.
fn of_ending(ending: Option<Shares>) -> Flags {
    let packed =
        ending.map_or(0, |shares| 1 + shares.iter().fold(0, |all, share| all * 5 + Flags::from(*share)));
    packed << ENDING
}
