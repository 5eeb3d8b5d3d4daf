//! The title or role that stands with the name of a person, before it or in apposition after it.

use super::piece::{
    ACRONYM, CAPITAL, COUNTRY, DEMONYM, LOWER, MODIFIER, OFFICE, Page, SPEECH, TITLE, finite, mask,
};
use crate::lexicon::Class;
use crate::segment::Gap;
use crate::text::Span;

/// The most tokens an apposition may have.
const APPOSITION: usize = 14;
/// Within how many of its first tokens its role must come.
const HEAD_WITHIN: usize = 6;

const ARTICLE: u128 = mask(&[Class::The, Class::Indefinite, Class::PossessivePronoun]);

/// The role of a person's name, as a span of the text.
pub(super) fn of(page: &Page<'_>, first: usize, last: usize) -> Option<Span> {
    before(page, first).or_else(|| apposition(page, last))
}

/// `Deputy Foreign Minister` before the name, with the country or body it belongs to.
fn before(page: &Page<'_>, first: usize) -> Option<Span> {
    let end = page.before(first).filter(|&at| page.is(at, OFFICE | TITLE))?;
    let mut start = end;
    while let Some(at) = page.before(start).filter(|_| page.tokens[start].gap == Gap::Space) {
        let joins = page.is(at, OFFICE | TITLE | MODIFIER | DEMONYM)
            || page.classes(at) & mask(&[Class::Former]) != 0
            || page.is(at, CAPITAL) && page.is(at, ACRONYM | COUNTRY);
        if !joins || page.classes(at) & ARTICLE != 0 {
            break;
        }
        start = at;
    }
    Some(page.tokens.span(start..end + 1))
}

/// `, a spokeswoman for the ministry,` after the name, without the article.
fn apposition(page: &Page<'_>, last: usize) -> Option<Span> {
    let mut start = page.after(last).filter(|&at| page.mark(at) == Some(','))? + 1;
    if page.tokens.get(start)?.is_number() && page.mark(start + 1) == Some(',') {
        start += 2;
    }
    if page.classes(start) & ARTICLE != 0 {
        start += 1;
    }
    let mut role = false;
    for at in start..page.len().min(start + APPOSITION) {
        if page.tokens[at].gap == Gap::Line && at > start {
            return None;
        }
        if page.mark(at).is_some_and(|c| matches!(c, ',' | '.' | ';' | ')' | '\u{2014}' | '\u{2013}')) {
            return (role && at > start).then(|| page.tokens.span(start..at));
        }
        role |= at < start + HEAD_WITHIN && page.is(at, OFFICE) && page.is(at, LOWER | CAPITAL);
        let verb = page.is(at, SPEECH) && finite(page.word(at)) > 5 && !page.is(at, OFFICE | CAPITAL);
        let clause =
            page.classes(at) & mask(&[Class::Relative, Class::Modal, Class::AuxiliaryBe, Class::And]) != 0;
        if at < start + HEAD_WITHIN && !role && (verb || clause) || role && verb {
            return None;
        }
    }
    None
}
