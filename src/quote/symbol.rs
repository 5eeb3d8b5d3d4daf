//! One symbol for every token of a sentence, and one for every quotation: what the rules of quotations
//! are written in.
//!
//! Whether a word is a noun or a verb here is decided by the word before it, the word after it, and
//! how often it is which. No rule is applied here and nothing is decided about statements.

use super::beside::{Around, Case};
use crate::lexicon::{Class, Tag, Word};
use crate::pattern::{Alphabet, Notation};
use crate::segment::{Gap, Token, TokenKind, Tokens};

macro_rules! symbols {
    ($($constant:ident = $byte:literal $name:literal,)*) => {
        $(pub(super) const $constant: u8 = $byte;)*
        /// The names of the symbols in `rules/quotes/*.toml`.
        pub(super) const ALPHABET: &Alphabet = &[$(($name, $byte),)*];
    };
}

symbols! {
    NAME = 1 "name",
    NOUN = 2 "noun",
    NOUNS = 3 "nouns",
    ADJECTIVE = 4 "adjective",
    ADVERB = 5 "adverb",
    NUMBER = 6 "number",
    DETERMINER = 7 "determiner",
    POSSESSIVE = 8 "possessive",
    APOSTROPHE_S = 9 "apostrophe-s",
    PRONOUN = 10 "pronoun",
    OBJECT = 11 "object",
    RELATIVE = 12 "relative",
    WH = 13 "wh",
    THAT = 14 "that",
    TO = 15 "to",
    OF = 16 "of",
    BY = 17 "by",
    AS = 18 "as",
    PREPOSITION = 19 "preposition",
    ACCORDING = 20 "according",
    AND = 21 "and",
    BUT = 22 "but",
    SUBORDINATOR = 23 "subordinator",
    CONTRAST = 24 "contrast",
    BE = 25 "be",
    BEEN = 26 "been",
    HAVE = 27 "have",
    DO = 28 "do",
    MODAL = 29 "modal",
    NOT = 30 "not",
    VERB = 31 "verb",
    BASE = 32 "base",
    PARTICIPLE = 33 "participle",
    ING = 34 "ing",
    REPORT = 35 "report",
    REPORTING = 36 "reporting",
    CUE = 37 "cue",
    CUE_ING = 38 "cue-ing",
    CUE_PASSIVE = 39 "cue-passive",
    CUE_INFINITIVE = 40 "cue-infinitive",
    CUE_NOUN = 41 "cue-noun",
    CUE_PHRASE = 42 "cue-phrase",
    COMMA = 43 "comma",
    COLON = 44 "colon",
    SEMICOLON = 45 "semicolon",
    DASH = 46 "dash",
    OPEN = 47 "open",
    CLOSE = 48 "close",
    STOP = 49 "stop",
    MARK = 50 "mark",
    QUOTE_COMMA = 51 "quote-comma",
    QUOTE_STOP = 52 "quote-stop",
    QUOTE_PLAIN = 53 "quote-plain",
    QUOTE_SHORT = 54 "quote-short",
    TIME = 55 "time",
}

/// The symbols that a cue may be read as: of these a sentence holds one alone.
pub(super) const CUES: &[u8] = &[CUE, CUE_ING, CUE_PASSIVE, CUE_INFINITIVE, CUE_NOUN, CUE_PHRASE];

/// What rules of statements are written in, with the words that may stand under `when`.
pub(super) fn notation<'n>(conditions: &'n [&'n str]) -> Notation<'n> {
    Notation { alphabet: ALPHABET, labels: super::label::LABELS, conditions }
}

/// A symbol's name.
pub(super) fn name(symbol: u8) -> Option<&'static str> {
    ALPHABET.iter().find(|(_, byte)| *byte == symbol).map(|(name, _)| *name)
}

/// How many symbols there are, and one more for none: no symbol is 0.
pub(super) const COUNT: usize = ALPHABET.len() + 1;

const _: () = assert!(COUNT <= 64, "a set of symbols is a number of 64 bits");

/// A symbol's bit in a set of symbols.
#[inline]
pub(super) const fn bit(symbol: u8) -> u64 {
    1 << (symbol & 63)
}

/// The finite verbs.
pub(super) const FINITE: u64 = bit(VERB) | bit(BE) | bit(HAVE) | bit(DO) | bit(MODAL) | bit(REPORT);
/// The quotations.
pub(super) const QUOTES: u64 = bit(QUOTE_COMMA) | bit(QUOTE_STOP) | bit(QUOTE_PLAIN) | bit(QUOTE_SHORT);

/// The verbs that may be cues.
pub(super) const VERBS: u64 =
    bit(BASE) | bit(ING) | bit(PARTICIPLE) | bit(REPORT) | bit(REPORTING) | bit(VERB);
/// The nouns that may be cues.
pub(super) const COMMON_NOUNS: u64 = bit(NOUN) | bit(NOUNS);

/// Whether a symbol is a finite verb.
#[inline]
pub(super) fn is_finite(symbol: u8) -> bool {
    bit(symbol) & FINITE != 0
}

/// Whether a symbol is a quotation.
#[inline]
pub(super) fn is_quote(symbol: u8) -> bool {
    bit(symbol) & QUOTES != 0
}

/// The symbol of a quotation, by its last word or mark and its length.
pub(super) fn of_quotation(tokens: &Tokens, inner: std::ops::Range<usize>) -> u8 {
    let words = inner.clone().filter(|&k| !matches!(tokens[k].kind, TokenKind::Mark(_))).count();
    let last = inner.last().and_then(|k| tokens.get(k)).and_then(Token::mark);
    match last {
        Some(',') => QUOTE_COMMA,
        Some('.' | '!' | '?' | '\u{2026}' | '\u{2014}' | '\u{2013}' | '-') => QUOTE_STOP,
        _ if words <= 3 => QUOTE_SHORT,
        _ => QUOTE_PLAIN,
    }
}

/// The symbol of a token outside quotations that is no word.
pub(super) fn of_other(token: &Token, around: &Around<'_>) -> u8 {
    match token.kind {
        TokenKind::Mark('-')
            if token.gap == Gap::None && around.after().is_some_and(|t| t.gap == Gap::None) =>
        {
            ADJECTIVE
        }
        TokenKind::Mark('\'' | '\u{2019}') if owner(around) => APOSTROPHE_S,
        TokenKind::Mark(mark) => MARKS.get(mark as usize).copied().unwrap_or_else(|| of_mark(mark)),
        TokenKind::Number => NUMBER,
        TokenKind::Clitic => of_clitic(token, around),
        TokenKind::Link | TokenKind::Word => NAME,
    }
}

/// The symbols of the plain marks.
const MARKS: [u8; 128] = {
    let (mut marks, mut at) = ([MARK; 128], 0);
    while at < marks.len() {
        marks[at] = of_mark(at as u8 as char);
        at += 1;
    }
    marks
};

const fn of_mark(mark: char) -> u8 {
    match mark {
        ',' => COMMA,
        ':' => COLON,
        ';' => SEMICOLON,
        '\u{2014}' | '\u{2013}' | '\u{2015}' | '-' => DASH,
        '(' | '[' => OPEN,
        ')' | ']' => CLOSE,
        '.' | '!' | '?' | '\u{2026}' => STOP,
        '$' | '\u{A3}' | '\u{20AC}' | '#' | '@' => ADJECTIVE,
        '%' => NOUN,
        _ => MARK,
    }
}

/// Whether a lone apostrophe stands between an owner and what is owned.
fn owner(around: &Around<'_>) -> bool {
    matches!(around.before(), NAME | NOUNS) && around.after().is_some_and(Token::is_word)
}

/// An 's that owns, or one that is a verb cut short.
fn of_clitic(token: &Token, around: &Around<'_>) -> u8 {
    if token.span.len() != 2 {
        return MODAL;
    }
    let verbal = matches!(around.before(), PRONOUN | RELATIVE | WH | THAT | OBJECT)
        || around.after().is_some_and(|t| t.word.is_any(&[Class::Not, Class::The, Class::Indefinite]));
    if verbal { BE } else { APOSTROPHE_S }
}

/// The symbol of a word that belongs to no name.
pub(super) fn of_word(word: Word, case: Case, around: &Around<'_>) -> u8 {
    let proper = case == Case::Proper;
    let time_follows = |t: &Token| t.word.is_any(&[Class::TimeNoun, Class::Weekday, Class::Month]);
    if word.is(Class::TimeLead) && around.after().is_some_and(time_follows) {
        return TIME;
    }
    if let Some(symbol) = super::closed::symbol(word, around)
        && (!proper || is_likely_no_name(word))
    {
        return symbol;
    }
    let time = [Class::Weekday, Class::Month, Class::DayAbbreviation, Class::TimeAdverb];
    if word.is_any(&time) {
        return TIME;
    }
    if proper {
        return NAME;
    }
    if word.is(Class::TimeNoun) && around.before() == TIME {
        return TIME;
    }
    open_class(word, case, around)
}

/// Whether a word that could be a name is one less often than a word.
#[inline]
pub(super) fn is_likely_no_name(word: Word) -> bool {
    word.common > 0 && word.given == 0 || word.common == 10
}

/// Nouns, verbs, adjectives and adverbs.
fn open_class(word: Word, case: Case, around: &Around<'_>) -> u8 {
    if word.shares == 0 {
        return if case != Case::Lower || word.classes == 0 { NAME } else { NOUN };
    }
    let verb = word.share_of(VERBAL);
    let nominal = word.share_of(NOMINALS);
    let is_verb = verb > 0 && verb_here(word, verb, nominal, around);
    if is_verb {
        return verb_symbol(word, around);
    }
    let shares = [
        (word.share(Tag::Noun), NOUN),
        (word.share(Tag::Nouns), NOUNS),
        (word.share_of(ADJECTIVES), ADJECTIVE),
        (word.share(Tag::Adverb), ADVERB),
        (word.share(Tag::Cardinal), NUMBER),
        // A participle or an -ing form that is no verb here stands before a noun or for one.
        (word.share(Tag::Participle), ADJECTIVE),
        (word.share(Tag::Ing), NOUN),
    ];
    let best = shares.iter().rev().max_by_key(|(share, _)| *share);
    best.filter(|(share, _)| *share > 0).map_or(NOUN, |(_, symbol)| *symbol)
}

const VERBAL: u64 = Word::tags(&[Tag::Base, Tag::Third, Tag::Past, Tag::Participle, Tag::Ing]);
const NOMINALS: u64 = Word::tags(&[Tag::Noun, Tag::Nouns, Tag::Adjective]);
const ADJECTIVES: u64 = Word::tags(&[Tag::Adjective, Tag::Comparative, Tag::Superlative]);

pub(super) fn nominal_share(word: Word) -> u32 {
    word.share_of(NOMINALS)
}

/// The test that tells a verb from a noun of the same form.
fn verb_here(word: Word, verb: u32, nominal: u32, around: &Around<'_>) -> bool {
    let ing = word.share(Tag::Ing) > 7;
    match around.before() {
        MODAL | DO | TO => return word.share(Tag::Base) > 0,
        NOT if word.share(Tag::Base) + word.share(Tag::Participle) + word.share(Tag::Ing) > 0 => return true,
        BE | BEEN | HAVE if word.share(Tag::Participle) + word.share(Tag::Ing) > 0 => {
            return nominal <= verb * 3;
        }
        DETERMINER | POSSESSIVE | APOSTROPHE_S => return false,
        OF | PREPOSITION | BY if !ing && nominal * 20 > verb => return false,
        ADJECTIVE if nominal * 20 > verb => return false,
        PRONOUN | RELATIVE => return true,
        ADVERB if around.is_governed() => return true,
        _ => {}
    }
    if nominal == 0 {
        return true;
    }
    let base = word.share(Tag::Base) == verb;
    if base && around.before() == NOUN {
        return false;
    }
    let comma = || around.after().is_some_and(|t| t.mark() == Some(','));
    if word.share(Tag::Third) > 0 && around.before() == NOUN && comma() {
        return verb > nominal;
    }
    let after = around.after().map(|t| t.word).unwrap_or_default();
    let clause = [
        Class::That,
        Class::The,
        Class::Indefinite,
        Class::PossessivePronoun,
        Class::SubjectPronoun,
        Class::Wh,
        Class::ObjectPronoun,
    ];
    if after.is_any(&clause) {
        return verb * 4 >= nominal;
    }
    if after.is(Class::Of) && nominal > verb {
        return false;
    }
    if ing {
        return true;
    }
    match around.before() {
        NOUNS if word.share(Tag::Base) > 0 => true,
        NOUN | NAME if word.share(Tag::Third) > 0 => word.share(Tag::Third) * 3 >= nominal,
        ADVERB => verb >= nominal,
        _ if word.share(Tag::Past) > 0 => verb * 2 >= nominal,
        _ => verb > 2 * nominal,
    }
}

fn verb_symbol(word: Word, around: &Around<'_>) -> u8 {
    let reports = word.is(Class::Reports);
    if word.share(Tag::Ing) > 0 {
        return if reports { REPORTING } else { ING };
    }
    let participle = word.share(Tag::Participle);
    let finite = word.share(Tag::Past) + word.share(Tag::Third);
    let after_auxiliary = matches!(around.before(), BE | BEEN | HAVE);
    let by = || around.after().is_some_and(|t| t.word.is(Class::By));
    if participle > 0 && (after_auxiliary || finite == 0 || participle * 2 > finite && by()) {
        return PARTICIPLE;
    }
    if finite > 0 {
        return match around.before() {
            _ if reports => REPORT,
            TO | MODAL => BASE,
            _ => VERB,
        };
    }
    match around.before() {
        PRONOUN | NOUNS | RELATIVE | AND if reports => REPORT,
        PRONOUN | NOUNS | RELATIVE => VERB,
        _ => BASE,
    }
}
