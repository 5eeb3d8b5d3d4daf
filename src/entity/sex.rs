//! What tells a person's sex: titles and nouns beside the name, a given name, pronouns nearby.

use super::{Page, Sex};
use crate::lexicon::{Class, Word};
use crate::mention::{Kind, Mention};
use crate::text::Span;

/// How many tokens after a name a pronoun is looked for.
const NEARBY: usize = 40;
/// How many tokens before a name its titles stand in.
const TITLES: usize = 4;

/// What words say of a person's sex: the first noun or title that says anything.
pub(crate) fn of_words<'w>(words: impl Iterator<Item = &'w Word>) -> Sex {
    let said = words.map(|word| match (word.is(Class::MasculineNoun), word.is(Class::FeminineNoun)) {
        (true, false) => Sex::Male,
        (false, true) => Sex::Female,
        _ => Sex::Unknown,
    });
    said.into_iter().find(|sex| *sex != Sex::Unknown).unwrap_or_default()
}

/// What the titles and nouns beside a name say.
pub(super) fn by_title(page: &Page<'_>, mention: &Mention) -> Sex {
    of_words(titles(page, mention)).or(|| mention.role.map_or(Sex::Unknown, |role| by_span(page, role)))
}

fn by_span(page: &Page<'_>, span: Span) -> Sex {
    let tokens = (page.tokens.at_byte(span.start)..).map_while(|at| page.tokens.get(at));
    of_words(tokens.take_while(|t| t.span.start < span.end).map(|t| &t.word))
}

/// The titles right before a name and at its front, the nearest first.
pub(super) fn titles<'p>(page: &Page<'p>, mention: &Mention) -> impl Iterator<Item = &'p Word> + use<'p> {
    let tokens = page.tokens;
    let before = (0..mention.first as usize).rev().take(TITLES).filter_map(|at| tokens.get(at));
    let is_title =
        |word: &&Word| word.is_any(&[Class::Honorific, Class::Role, Class::RoleModifier, Class::Former]);
    let before = before.map(|t| &t.word).take_while(is_title);
    let inside = tokens.get(mention.first as usize).map(|t| &t.word);
    let several = mention.first < mention.last;
    inside.filter(|w| several && w.is(Class::Honorific)).into_iter().chain(before)
}

/// What a given name says.
pub(super) fn by_given(word: Word) -> Sex {
    match word.sex {
        1 => Sex::Male,
        2 => Sex::Female,
        _ => Sex::Unknown,
    }
}

/// What most of the first pronouns after some mentions say, where no other person is named between.
pub(super) fn by_pronoun(page: &Page<'_>, group: &[u32]) -> Sex {
    let votes = group.iter().map(|&m| match after(page, m) {
        Sex::Male => 1,
        Sex::Female => -1,
        Sex::Unknown => 0,
    });
    match votes.sum::<i32>() {
        1.. => Sex::Male,
        0 => Sex::Unknown,
        _ => Sex::Female,
    }
}

fn after(page: &Page<'_>, number: u32) -> Sex {
    let Some(mention) = page.mentions.get(number as usize) else { return Sex::Unknown };
    let others = page.mentions.iter().skip(number as usize + 1);
    let next = others.clone().find(|m| m.kind == Kind::Person).map_or(u32::MAX, |m| m.first);
    let start = mention.last as usize + 1;
    let quotation = page.tokens.get(mention.last as usize).map(|t| t.quotation);
    for at in (start..start + NEARBY).take_while(|&at| at < next as usize) {
        let Some(token) = page.tokens.get(at) else { break };
        if Some(token.quotation) != quotation {
            continue;
        }
        match (token.word.is(Class::Masculine), token.word.is(Class::Feminine)) {
            (true, false) => return Sex::Male,
            (false, true) => return Sex::Female,
            _ => {}
        }
    }
    Sex::Unknown
}
