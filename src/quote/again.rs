//! A second look at the symbols of a sentence, now that the next one is known too.
//!
//! What stands right before a finite verb is its subject, not a verb or an adjective; a past form
//! behind a noun, with a finite verb to follow, describes the noun.

use super::line::Line;
use super::symbol::{
    ADJECTIVE, ADVERB, AND, APOSTROPHE_S, BASE, BY, COMMA, CONTRAST, DETERMINER, ING, NAME, NOUN, NOUNS,
    NUMBER, OF, PARTICIPLE, POSSESSIVE, PREPOSITION, RELATIVE, REPORT, REPORTING, STOP, SUBORDINATOR, THAT,
    TIME, TO, VERB, WH, is_finite, is_quote,
};
use crate::lexicon::{Class, Tag, Word};
use crate::segment::Tokens;

/// Corrects the symbols of a line.
pub(super) fn look(tokens: &Tokens, line: &mut Line) {
    for at in 0..line.len() {
        if is_quote(line.symbols[at]) {
            continue;
        }
        let word = tokens.get(line.token(at)).map(|t| t.word).unwrap_or_default();
        if let Some(symbol) = better(&line.symbols, at, word) {
            line.symbols[at] = symbol;
        }
    }
}

fn better(symbols: &[u8], at: usize, word: Word) -> Option<u8> {
    let before = at.checked_sub(1).map_or(STOP, |k| symbols[k]);
    let after = symbols.get(at + 1).copied().unwrap_or(STOP);
    match symbols[at] {
        ADJECTIVE if is_subject_end(before, after) => Some(NOUN),
        BASE | ING if is_finite(after) && matches!(before, NAME | NOUN | ADJECTIVE | NUMBER | DETERMINER) => {
            Some(NOUN)
        }
        PREPOSITION if is_finite(after) && matches!(before, NOUN | ADJECTIVE) => Some(NOUN),
        WH if before == NUMBER && word.is(Class::Relative) => Some(RELATIVE),
        WH if word.is(Class::Adverb) && (after == COMMA || before == COMMA || is_finite(after)) => {
            Some(ADVERB)
        }
        VERB if word.share(Tag::Participle) > 0 && before == REPORT => Some(ADJECTIVE),
        PARTICIPLE if after == BY && is_gerund(symbols, at) && matches!(before, NAME | NOUN | NOUNS) => {
            Some(if word.is(Class::Reports) { REPORT } else { VERB })
        }
        VERB | REPORT if word.share(Tag::Participle) > 0 && describes(symbols, at, before, after) => {
            Some(PARTICIPLE)
        }
        _ => None,
    }
}

/// Whether a form in -ing follows the next symbol.
fn is_gerund(symbols: &[u8], at: usize) -> bool {
    symbols.get(at + 2).is_some_and(|symbol| matches!(*symbol, ING | REPORTING))
}

/// Whether an adjective between two symbols stands for a noun.
fn is_subject_end(before: u8, after: u8) -> bool {
    let led = matches!(before, DETERMINER | POSSESSIVE | APOSTROPHE_S | ADJECTIVE);
    let closed = matches!(after, COMMA | STOP | OF | BY | AND | THAT | RELATIVE);
    led && (is_finite(after) || closed && before != ADJECTIVE) || before == NOUN && is_finite(after)
}

/// Whether a past form has no subject of its own: behind a subordinator or at the start, or behind a
/// noun whose own verb is still to come.
fn describes(symbols: &[u8], at: usize, before: u8, after: u8) -> bool {
    let bare = matches!(after, PREPOSITION | WH | SUBORDINATOR | TO | THAT | BY | TIME);
    if at == 0 || matches!(before, WH | SUBORDINATOR | CONTRAST) {
        return bare;
    }
    if !matches!(before, NOUN | NOUNS | NAME) || !(bare || is_finite(after)) {
        return false;
    }
    let nominal = |s: &&u8| {
        matches!(
            **s,
            PREPOSITION
                | OF
                | BY
                | DETERMINER
                | POSSESSIVE
                | APOSTROPHE_S
                | ADJECTIVE
                | NOUN
                | NOUNS
                | NAME
                | NUMBER
                | TIME
                | ADVERB
                | TO
        )
    };
    let rest = &symbols[at + 1..];
    let verb = rest.get(rest.iter().take_while(nominal).count()).copied().unwrap_or(STOP);
    verb == REPORT || is_finite(verb) && symbols[at] == VERB
}
