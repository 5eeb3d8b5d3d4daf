//! Where sentences end.
//!
//! A sentence ends at its mark when what follows begins like a sentence; not after an abbreviation
//! that a name follows, not inside a quotation, and not after a quotation whose report follows.

use std::ops::Range;

use super::{Gap, OPENS, Quotation, Sentence, Token, take_before};
use crate::lexicon::{Class, Tag};

/// How far after a quotation its report may come.
const REPORT: usize = 7;

/// The longest nickname in quotation marks.
const NICKNAME: usize = 4;

/// The longest signature, its dash included.
const SIGNATURE: usize = 12;

/// Parts the paragraphs into sentences and marks the tokens that open one. Sentences end within a paragraph at
/// one of the `joints`.
pub(super) fn part(
    all: &mut [Token],
    paragraphs: &[Range<usize>],
    quotations: &[Quotation],
    mut joints: &[usize],
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let joints = take_before(&mut joints, paragraph.end);
        let mut start = paragraph.start;
        let mut end = |end: usize| {
            sentences.push(Sentence { tokens: start..end, paragraph: number as u32 });
            start = end;
        };
        for &at in joints {
            if at + 1 < paragraph.end && ends(all, quotations, at, paragraph) {
                end(at + 1);
            }
        }
        end(paragraph.end);
        mark_openers(all, paragraph, joints);
    }
    sentences
}

/// Marks the first word of every sentence, also of those inside quotations.
fn mark_openers(all: &mut [Token], paragraph: &Range<usize>, joints: &[usize]) {
    let mut opens = true;
    let mut from = paragraph.start;
    for &at in joints {
        if opens && from < at {
            all[from].shape |= OPENS;
        }
        opens = opens && from == at;
        from = at + 1;
        match all[at].mark() {
            None => {
                if opens {
                    all[at].shape |= OPENS;
                }
                opens = stop_may_end(all, at) && begins(all, at + 1);
            }
            Some('.' | '!' | '?' | '\u{2022}' | '\u{2026}' | ':') => opens = true,
            Some('"' | '\u{201C}' | '\u{2018}') => {
                let introduced = at == paragraph.start
                    || all[at - 1].mark().is_some_and(|c| matches!(c, ',' | ':' | '.' | '!' | '?'));
                opens = opens || introduced && !closes(all, at);
            }
            Some('\u{201D}' | '\u{2019}' | '\'' | ')' | ']' | '(' | '[' | '\u{2014}' | '\u{2013}') => {}
            Some(_) => opens = false,
        }
    }
    if opens && from < paragraph.end {
        all[from].shape |= OPENS;
    }
}

fn closes(all: &[Token], at: usize) -> bool {
    all[at].gap == Gap::None && at > 0 && all.get(at + 1).is_none_or(|next| next.gap != Gap::None)
}

fn is_end(token: &Token) -> bool {
    token.mark().is_some_and(|c| matches!(c, '.' | '!' | '?' | '\u{2026}'))
}

/// Whether a sentence ends after a token.
fn ends(all: &[Token], quotations: &[Quotation], at: usize, paragraph: &Range<usize>) -> bool {
    let token = &all[at];
    if token.is_quoted() {
        let quotation = &quotations[token.quotation as usize];
        let closed = quotation.outer.end == at + 1;
        if is_signed(all, at + 1, paragraph) {
            return false;
        }
        let ended = closed && begins(all, at + 1);
        return ended
            && match last_mark(all, quotation) {
                Some('.') => !is_tagged(all, at + 1, paragraph),
                Some('!' | '?' | '\u{2026}') => !is_reported(all, at + 1, paragraph),
                _ => false,
            };
    }
    if is_end(token) {
        // Closing brackets and further marks belong to the sentence.
        return begins(all, at + 1) && !all[at + 1].mark().is_some_and(|c| matches!(c, ')' | ']'));
    }
    if token.mark().is_some_and(|c| matches!(c, ')' | ']')) {
        return at > paragraph.start && is_end(&all[at - 1]) && begins(all, at + 1);
    }
    token.is_stopped()
        && begins(all, at + 1)
        && (stop_may_end(all, at) || speech_follows(all, quotations, at + 1))
}

/// Whether a quotation opens that is too long to be a nickname.
fn speech_follows(all: &[Token], quotations: &[Quotation], at: usize) -> bool {
    let Some(quotation) = all.get(at).and_then(|t| quotations.get(t.quotation as usize)) else {
        return false;
    };
    quotation.outer.start == at && quotation.inner.len() > NICKNAME
}

/// The mark that ends a quotation, its closing marks left aside; an abbreviation's stop counts.
fn last_mark(all: &[Token], quotation: &Quotation) -> Option<char> {
    let closing = |k: &usize| all[*k].mark().is_some_and(|c| matches!(c, '\'' | '\u{2019}' | ')' | ']'));
    let last = quotation.inner.clone().rev().find(|k| !closing(k))?;
    if all[last].is_stopped() { Some('.') } else { all[last].mark() }
}

/// An abbreviation's own stop ends a sentence only if the abbreviation is one that closes sentences
/// and no name goes on after it.
fn stop_may_end(all: &[Token], at: usize) -> bool {
    let word = all[at].word;
    let letters = all[at].span.len();
    let initials = word.classes == 0 && letters > 2;
    let Some(next) = all.get(at + 1) else { return true };
    let function = next.word.classes != 0 && next.word.given == 0 && next.is_word() && is_opening_word(next);
    (word.is(Class::ClosingAbbreviation) || initials) && function
}

/// Words that open sentences and are no names: articles, pronouns, conjunctions, prepositions.
fn is_opening_word(token: &Token) -> bool {
    token.is_capital()
        && token.word.is_any(&[
            Class::The,
            Class::Indefinite,
            Class::Demonstrative,
            Class::SubjectPronoun,
            Class::PossessivePronoun,
            Class::Coordinator,
            Class::Subordinator,
            Class::Preposition,
            Class::Existential,
            Class::Adverb,
            Class::Quantifier,
            Class::Wh,
        ])
}

/// Whether a token begins like a sentence: a gap, then a capital, a digit or an opening mark.
fn begins(all: &[Token], at: usize) -> bool {
    let Some(token) = all.get(at) else { return true };
    if token.gap == Gap::None {
        return false;
    }
    match token.mark() {
        Some(
            '"' | '\u{201C}' | '\u{2018}' | '\'' | '(' | '[' | '\u{2014}' | '\u{2013}' | '-' | '\u{2022}'
            | '@' | '#' | '$',
        ) => true,
        Some(_) => false,
        None => token.is_capital() || token.is_number(),
    }
}

/// Whether nothing but a dash and a few words follows in the paragraph: the signature of a quotation.
fn is_signed(all: &[Token], from: usize, paragraph: &Range<usize>) -> bool {
    let dash =
        all.get(from).is_some_and(|t| matches!(t.mark(), Some('\u{2014}' | '\u{2013}' | '\u{2015}' | '-')));
    dash && from < paragraph.end && paragraph.end - from <= SIGNATURE
}

/// Whether nothing but the report of the quotation just closed follows, up to the next stop: its verb
/// stands last.
fn is_tagged(all: &[Token], from: usize, paragraph: &Range<usize>) -> bool {
    let near = all.get(from..paragraph.end.min(from + REPORT)).unwrap_or(&[]);
    let silent = |t: &Token| t.is_quoted() || t.mark().is_some();
    let words = near.iter().take_while(|t| !silent(t)).count();
    let stops = near.get(words).is_some_and(|t| t.mark() == Some('.') && !t.is_quoted());
    let last = words.checked_sub(1).filter(|last| *last > 0).and_then(|last| near.get(last));
    stops && last.is_some_and(|t| t.word.is(Class::Reports) && !t.is_capital())
}

/// Whether a report of the quotation just closed follows: a few words without a mark, then a verb that
/// reports, before anything else happens.
fn is_reported(all: &[Token], from: usize, paragraph: &Range<usize>) -> bool {
    let near = all.get(from..paragraph.end.min(from + REPORT)).unwrap_or(&[]);
    for (at, token) in near.iter().enumerate() {
        if token.is_quoted() || token.mark().is_some_and(|c| !matches!(c, ',' | '.')) {
            return false;
        }
        if token.mark() == Some('.') {
            return false;
        }
        let verb = token.word.is(Class::Reports) && !token.is_capital();
        let finite = token.word.share(Tag::Past) + token.word.share(Tag::Third) > 3;
        if verb && (finite || at == 0) {
            return true;
        }
        let auxiliary = token.word.is_any(&[Class::AuxiliaryBe, Class::Preposition]);
        if auxiliary && at > 0 {
            return false;
        }
    }
    false
}
