//! What has been spoken of so far, and whom a pronoun means by it.

use super::scene::Scene;
use super::{Attribution, Method, role};
use crate::entity::Sex;
use crate::mention::Kind;
use crate::text::Span;

/// How far back a pronoun reaches, in sentences.
const REACH: u32 = 10;
/// How far back "they" and "it" reach.
const SHORT_REACH: u32 = 3;

/// What speaks for an event as what a pronoun means; each sentence between costs one.
const SUBJECT: f32 = 1.3;
const SPEAKER: f32 = 1.3;
const QUOTED: f32 = -2.5;
const POSSESSIVE: f32 = -0.4;
const SEX_UNKNOWN: f32 = -1.2;
const OFTEN: f32 = 0.3;

/// Somebody was spoken of.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) token: u32,
    sentence: u32,
    /// Who; `None` for somebody without a name.
    entity: Option<u32>,
    kind: Kind,
    sex: Sex,
    is_subject: bool,
    is_quoted: bool,
    /// What speaks against it: that it only owns something.
    burden: f32,
    is_speaker: bool,
}

/// What has been spoken of so far, in order.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The sentence of the token that is read.
    pub(super) sentence: u32,
    events: Vec<Event>,
    /// The pronouns so far, in order, and whom they meant.
    meant: Vec<(u32, u32)>,
    /// How often each entity was named, and what that speaks for it.
    counts: Vec<(u32, f32)>,
    /// What the pronouns so far tell of people of unknown sex.
    learnt: Vec<Option<Sex>>,
}

impl Memory {
    /// Nothing has been spoken of; there are so many entities, and about so many events.
    pub(super) fn new(entities: usize, events: usize) -> Self {
        let (counts, learnt) = (vec![(0, often(0)); entities], vec![None; entities]);
        Self { events: Vec::with_capacity(events), counts, learnt, ..Self::default() }
    }

    /// A name was read.
    pub(super) fn name(&mut self, scene: &Scene<'_>, number: u32) {
        let (Some(mention), Some(entity)) = (scene.mentions.get(number as usize), scene.owner(number)) else {
            return;
        };
        if let Some((count, weight)) = self.counts.get_mut(entity as usize) {
            *count += 1;
            *weight = often(*count);
        }
        self.events.push(Event {
            token: mention.last,
            sentence: self.sentence,
            entity: Some(entity),
            kind: mention.kind,
            sex: scene.entity(entity).map_or(Sex::Unknown, |entity| entity.sex),
            is_subject: scene.is_subject(mention),
            is_quoted: scene.is_quoted(mention.last),
            burden: if scene.is_possessive(mention.last) { POSSESSIVE } else { 0.0 },
            is_speaker: false,
        });
    }

    /// A pronoun was read.
    pub(super) fn refer(&mut self, scene: &Scene<'_>, token: u32, sex: Sex, entity: Option<u32>) {
        if let Some(entity) = entity {
            self.meant.push((token, entity));
            if let Some(learnt) = self.learnt.get_mut(entity as usize) {
                learnt.get_or_insert(sex);
            }
        }
        let is_subject = scene.word(token).is(crate::lexicon::Class::SubjectPronoun);
        let is_quoted = scene.is_quoted(token);
        self.events.push(Event {
            token,
            sentence: self.sentence,
            entity,
            kind: Kind::Person,
            sex,
            is_subject,
            is_quoted,
            burden: if is_subject { 0.0 } else { POSSESSIVE },
            is_speaker: false,
        });
    }

    /// Somebody made a statement.
    pub(super) fn speak(&mut self, scene: &Scene<'_>, told: &Attribution, first: u32, last: u32) {
        let named = told.entity.and_then(|entity| scene.kind(entity));
        let described =
            told.method == Method::Description && role::is_person(scene, last.min(head(scene, first, last)));
        let Some(kind) = named.or(described.then_some(Kind::Person)) else { return };
        let sex = told
            .entity
            .and_then(|entity| scene.entity(entity))
            .map_or_else(|| role::sex(scene, first, last), |entity| entity.sex);
        self.events.push(Event {
            token: last,
            sentence: self.sentence,
            entity: told.entity,
            kind,
            sex,
            is_subject: true,
            is_quoted: scene.is_quoted(last),
            burden: 0.0,
            is_speaker: true,
        });
    }

    /// Whom a pronoun meant that was read before.
    pub(super) fn meant(&self, token: u32) -> Option<u32> {
        let at = self.meant.binary_search_by_key(&token, |(token, _)| *token).ok()?;
        Some(self.meant[at].1)
    }

    /// Whom "he" or "she" at a token means; nobody who is named inside the pronoun's own statement.
    pub(super) fn person(&self, scene: &Scene<'_>, token: u32, sex: Sex, own: &[Span]) -> Option<u32> {
        let sentence = self.sentence;
        let quoted = scene.is_quoted(token);
        let people =
            self.back_to(sentence, REACH).filter(|event| event.kind == Kind::Person && event.token < token);
        let fitting = people.filter_map(|event| {
            let known = self.sex(event);
            (known.fits(sex) && !event.within(own, scene)).then_some((event, known))
        });
        let scored = fitting.map(|(event, known)| (self.score(event, known, sentence, quoted), event));
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.and_then(|(_, event)| event.entity)
    }

    /// What was spoken of so many sentences before one or later, the latest first: events stand in order.
    fn back_to(&self, sentence: u32, reach: u32) -> impl Iterator<Item = &Event> {
        self.events.iter().rev().take_while(move |event| sentence.saturating_sub(event.sentence) <= reach)
    }

    fn sex(&self, event: &Event) -> Sex {
        let learnt = || self.learnt.get(event.entity? as usize).copied()?;
        event.sex.or(|| learnt().unwrap_or_default())
    }

    fn score(&self, event: &Event, sex: Sex, sentence: u32, quoted: bool) -> f32 {
        let count = event.entity.and_then(|entity| self.counts.get(entity as usize));
        let given = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        -(sentence.saturating_sub(event.sentence) as f32)
            + given(event.is_subject, SUBJECT)
            + given(event.is_speaker, SPEAKER)
            + given(event.is_quoted && !quoted, QUOTED)
            + event.burden
            + given(sex == Sex::Unknown, SEX_UNKNOWN)
            + count.map_or_else(|| often(0), |(_, weight)| *weight)
    }

    /// What "it" at a token means: an organisation or place that spoke or was a subject.
    pub(super) fn thing(&self, scene: &Scene<'_>, token: u32, own: &[Span]) -> Option<u32> {
        let sentence = scene.sentence(token);
        let fitting = self.back_to(sentence, SHORT_REACH).filter(|event| {
            event.kind != Kind::Person
                && event.token < token
                && (event.is_speaker || event.is_subject)
                && !event.within(own, scene)
        });
        let scored = fitting.map(|event| (self.score(event, self.sex(event), sentence, false), event));
        let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.and_then(|(_, event)| event.entity)
    }

    /// Whom "they" at a token means: the last speaker, if that is a body and nobody spoke since.
    pub(super) fn they(&self, scene: &Scene<'_>, token: u32) -> Option<u32> {
        let last = self.events.iter().rev().find(|event| event.is_speaker && event.token < token)?;
        let near = scene.sentence(token).saturating_sub(last.sentence) <= SHORT_REACH;
        last.entity.filter(|_| near && last.kind == Kind::Organisation)
    }

    /// The speaker who may still be speaking at a token: the last one, in this paragraph or the one
    /// before, when nobody else was the subject since.
    pub(super) fn running(&self, scene: &Scene<'_>, token: u32) -> Option<u32> {
        let at = self.events.iter().rposition(|event| event.is_speaker)?;
        let last = &self.events[at];
        let near = scene.paragraph(token).saturating_sub(scene.paragraph(last.token)) <= 1;
        let other = |event: &Event| event.is_subject && !event.is_quoted && event.entity != last.entity;
        let since = self.events[at..].iter().filter(|event| event.token < token).any(other);
        last.entity.filter(|_| near && !since)
    }
}

/// What it speaks for somebody to be named so many times.
fn often(count: u32) -> f32 {
    OFTEN * (count as f32 + 1.0).ln()
}

/// The head of a description: its first noun for a person.
fn head(scene: &Scene<'_>, first: u32, last: u32) -> u32 {
    (first..=last).find(|&at| role::is_person(scene, at)).unwrap_or(last)
}
