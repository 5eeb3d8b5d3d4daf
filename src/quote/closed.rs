//! Words of the closed classes: articles, pronouns, auxiliaries, prepositions, conjunctions.
//!
//! A token and what stands around it enter, its symbol leaves. Nouns, verbs and adjectives are
//! [`super::symbol`]'s affair.

use super::beside::Around;
use super::symbol::{
    ACCORDING, ADVERB, AND, AS, BE, BEEN, BUT, BY, CLOSE, COMMA, CONTRAST, DASH, DETERMINER, DO, HAVE, ING,
    MODAL, NAME, NOT, NOUN, NOUNS, NUMBER, OBJECT, OF, POSSESSIVE, PREPOSITION, PRONOUN, RELATIVE,
    SUBORDINATOR, THAT, TO, WH,
};
use crate::lexicon::{Class, Tag, Word};
use crate::segment::Token;

/// The closed classes, each with its symbol. The order tells which reading of an ambiguous word comes first.
const CLOSED: &[(u128, u8)] = &[
    (Class::That.bit(), THAT),
    (Class::Not.bit(), NOT),
    (Class::AuxiliaryBe.bit(), BE),
    (Class::AuxiliaryHave.bit(), HAVE),
    (Class::AuxiliaryDo.bit(), DO),
    (Class::Modal.bit(), MODAL),
    (Class::Of.bit(), OF),
    (Class::By.bit(), BY),
    (Class::As.bit(), AS),
    (Class::According.bit(), ACCORDING),
    (Class::And.bit(), AND),
    (Class::Or.bit(), AND),
    (Class::But.bit(), BUT),
    (Class::Contrast.bit(), CONTRAST),
    (Class::Relative.bit(), RELATIVE),
    (Class::Wh.bit(), WH),
    (Class::Existential.bit(), PRONOUN),
    (Class::SubjectPronoun.bit(), PRONOUN),
    (Class::ObjectPronoun.bit(), OBJECT),
    (Class::PossessivePronoun.bit(), POSSESSIVE),
    (Class::Reflexive.bit(), OBJECT),
    (Class::IndefinitePronoun.bit(), NOUN),
    (Class::The.bit(), DETERMINER),
    (Class::Indefinite.bit(), DETERMINER),
    (Class::Demonstrative.bit(), DETERMINER),
    (Class::Quantifier.bit(), DETERMINER),
    (Class::Number.bit(), NUMBER),
    (Class::Preposition.bit(), PREPOSITION),
    (Class::Subordinator.bit(), SUBORDINATOR),
    (Class::Coordinator.bit(), BUT),
    (Class::Adverb.bit(), ADVERB),
    (Class::YesNo.bit(), ADVERB),
];

/// All of them, and the infinitive marker.
const ANY_CLOSED: u128 = {
    let (mut all, mut at) = (Class::To.bit(), 0);
    while at < CLOSED.len() {
        all |= CLOSED[at].0;
        at += 1;
    }
    all
};

/// For each class its place among the closed ones; of any other, one past the last.
const PLACES: [u8; 128] = {
    let (mut places, mut at) = ([CLOSED.len() as u8; 128], 0);
    while at < CLOSED.len() {
        places[CLOSED[at].0.trailing_zeros() as usize] = at as u8;
        at += 1;
    }
    places
};

/// The symbol of the first of some closed classes.
fn first(mut classes: u128) -> Option<u8> {
    let mut first = u8::MAX;
    while classes != 0 {
        first = first.min(PLACES[classes.trailing_zeros() as usize]);
        classes &= classes - 1;
    }
    CLOSED.get(usize::from(first)).map(|(_, symbol)| *symbol)
}

/// Words of the closed classes.
pub(super) fn symbol(word: Word, around: &Around<'_>) -> Option<u8> {
    if word.classes & ANY_CLOSED == 0 {
        return None;
    }
    let auxiliary = || around.before();
    if word.is(Class::To) && auxiliary() == ACCORDING {
        return Some(PREPOSITION);
    }
    if word.is(Class::To) {
        return Some(if infinitive(around.after()) { TO } else { PREPOSITION });
    }
    let symbol = first(word.classes & ANY_CLOSED)?;
    Some(match symbol {
        BE | HAVE if word.share(Tag::Ing) > 0 && !matches!(auxiliary(), BE | BEEN) => ING,
        BE | HAVE | DO if matches!(auxiliary(), TO | MODAL | HAVE | DO) => BEEN,
        // "has since said": no phrase begins between an auxiliary and its participle.
        PREPOSITION | SUBORDINATOR if auxiliary() == HAVE && participle(around.after()) => ADVERB,
        OBJECT if word.is(Class::PossessivePronoun) && owns(around) => POSSESSIVE,
        RELATIVE
            if !matches!(auxiliary(), NAME | NOUN | NOUNS | COMMA | OBJECT | CLOSE | DASH | AND | BUT) =>
        {
            WH
        }
        other => other,
    })
}

/// Whether a verb in its base form follows, as it does after an infinitive marker.
fn infinitive(after: Option<&Token>) -> bool {
    after.is_some_and(|t| {
        let word = t.word;
        let verb = word.share(Tag::Base) > 1
            || word.is_any(&[Class::AuxiliaryBe, Class::AuxiliaryHave, Class::AuxiliaryDo]);
        let adverb = word.is(Class::Adverb) || word.share(Tag::Adverb) > 9 || word.is(Class::Not);
        t.is_word() && !t.is_capital() && (verb || adverb)
    })
}

/// Whether a participle follows.
fn participle(after: Option<&Token>) -> bool {
    after.is_some_and(|t| t.is_word() && !t.is_capital() && t.word.share(Tag::Participle) > 0)
}

/// Whether a pronoun that may own or be an object owns what follows.
fn owns(around: &Around<'_>) -> bool {
    let gerund = around.after().is_some_and(|t| t.word.share(Tag::Ing) > 0);
    nominal(around.after()) || gerund && matches!(around.before(), PREPOSITION | OF)
}

/// Whether a noun or an adjective follows.
fn nominal(after: Option<&Token>) -> bool {
    after.is_some_and(|t| {
        let word = t.word;
        let noun = word.share(Tag::Noun)
            + word.share(Tag::Nouns)
            + word.share(Tag::Adjective)
            + word.share(Tag::Superlative);
        t.is_capital() || noun > 5 && word.classes & (1 << Class::Preposition as u32) == 0
    })
}
