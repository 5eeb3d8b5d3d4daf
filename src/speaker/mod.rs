//! Who said each statement: name, role, description, pronoun, or nobody.
//!
//! Statements enter with the words that name their sources; attributions leave, one for each, with
//! the entity behind the words where the document tells. A document is read once from front to back:
//! what a pronoun means depends on who was named, who spoke and who was the subject before it. Names
//! themselves and statements themselves are taken as they are.

mod pronoun;
mod role;
mod scene;
mod source;

use smallvec::SmallVec;

use crate::entity::Entity;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Class;
use crate::mention::Mention;
use crate::quote::{Form, Quote};
use crate::segment::Tokens;
use crate::text::{Span, Text};

use pronoun::{Event, Memory};
use scene::Scene;
use source::Source;

/// How a speaker was made out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// the words name them
    Name,
    /// a pronoun that stands for them
    Pronoun,
    /// a role they were given in the document
    Role,
    /// a description nobody's name goes with
    Description,
    /// the speaker before goes on
    Continued,
    /// nothing tells
    None,
}

impl Method {
    /// Every method with its name in the tables.
    pub const ALL: &'static [(Method, &'static str)] = &[
        (Method::Name, "name"),
        (Method::Pronoun, "pronoun"),
        (Method::Role, "role"),
        (Method::Description, "description"),
        (Method::Continued, "continued"),
        (Method::None, "none"),
    ];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Who said a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The number of the entity, where it is known.
    pub entity: Option<u32>,
    /// The words that name the speaker.
    pub words: Option<Span>,
    /// The title or role that stands with those words.
    pub role: Option<Span>,
    /// How it was made out.
    pub method: Method,
}

impl Attribution {
    fn of(method: Method, entity: Option<u32>, words: Option<Span>) -> Self {
        Self { entity, words, role: None, method }
    }
}

/// Names the speaker of every statement, in the order of the statements.
pub fn of(
    text: &Text<'_>,
    tokens: &Tokens,
    gazetteer: &Gazetteer,
    mentions: &[Mention],
    entities: &[Entity],
    quotes: &[Quote],
) -> Vec<Attribution> {
    let scene = Scene::new(text, tokens, gazetteer, mentions, entities);
    let nobody = quotes.iter().map(|_| Attribution::of(Method::None, None, None)).collect();
    let memory = Memory::new(entities.len(), mentions.len() + 2 * quotes.len());
    let mut story = Story { scene: &scene, quotes, memory, told: nobody };
    story.read();
    story.first_persons();
    story.told
}

/// What happens at a token, in the order in which things at one token happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// a mention, by its number
    Named(u32),
    /// a pronoun for a man or a woman
    Pronoun,
    /// the end of a statement's source, by the statement's number
    Source(u32),
    /// a statement without a source
    Bare(u32),
}

struct Story<'s> {
    scene: &'s Scene<'s>,
    quotes: &'s [Quote],
    memory: Memory,
    told: Vec<Attribution>,
}

impl Story<'_> {
    fn read(&mut self) {
        let steps = self.steps();
        let mut sentence = 0;
        for (number, &(token, step)) in steps.iter().enumerate() {
            // Steps are in the order of the text.
            sentence = self.scene.sentence_from(sentence, token);
            self.memory.sentence = sentence;
            match step {
                Step::Named(mention) => self.memory.name(self.scene, mention),
                Step::Pronoun => self.refer(token, steps.get(number + 1..).unwrap_or(&[])),
                Step::Source(quote) => self.attribute(quote),
                Step::Bare(quote) => self.go_on(quote, token),
            }
        }
    }

    /// Everything that matters, in the order of the text.
    fn steps(&self) -> Vec<(u32, Step)> {
        let scene = self.scene;
        let mut steps = Vec::with_capacity(2 * (scene.mentions.len() + self.quotes.len()));
        steps.extend(scene.mentions.iter().enumerate().map(|(n, m)| (m.last, Step::Named(n as u32))));
        for (at, token) in scene.tokens.iter().enumerate() {
            if token.word.is_any(&[Class::Masculine, Class::Feminine]) && !scene.is_named(at as u32) {
                steps.push((at as u32, Step::Pronoun));
            }
        }
        for (number, quote) in self.quotes.iter().enumerate() {
            let start = quote.pieces.first().map_or(0, |piece| piece.start);
            let bare = (scene.tokens.at_byte(start) as u32, Step::Bare(number as u32));
            steps.push(quote.source.map_or(bare, |(_, last)| (last, Step::Source(number as u32))));
        }
        // Three lists, each in order or nearly so.
        steps.sort();
        steps
    }

    /// Finds out whom a pronoun means and keeps it in mind; those inside quotations only if they are a
    /// source: of that tell the `later` steps.
    fn refer(&mut self, token: u32, later: &[(u32, Step)]) {
        let here = later.iter().take_while(|(at, _)| *at == token);
        let own = here.filter_map(|(_, step)| match step {
            Step::Source(number) => self.quotes.get(*number as usize),
            _ => None,
        });
        let own = own.filter(|quote| quote.source == Some((token, token)));
        let own: SmallVec<[Span; 4]> = own.flat_map(|quote| quote.pieces.iter().copied()).collect();
        if own.is_empty() && self.scene.is_quoted(token) {
            return;
        }
        let sex = self.scene.pronoun_sex(token);
        let found = self.memory.person(self.scene, token, sex, &own);
        self.memory.refer(self.scene, token, sex, found);
    }

    fn attribute(&mut self, number: u32) {
        let Some(quote) = self.quotes.get(number as usize) else { return };
        let Some((first, last)) = quote.source else { return };
        let words = Some(self.scene.span(first, last));
        let mut told = match source::read(self.scene, first, last) {
            Source::Name(mention) => {
                let role = self.scene.mentions.get(mention as usize).and_then(|m| m.role);
                Attribution { role, ..Attribution::of(Method::Name, self.scene.owner(mention), words) }
            }
            Source::Shouted(entity) => Attribution::of(Method::Name, Some(entity), words),
            Source::Pronoun(token) => Attribution::of(Method::Pronoun, self.pronoun(token, quote), words),
            Source::Relative(token) => {
                Attribution::of(Method::Pronoun, source::antecedent(self.scene, token), words)
            }
            Source::Noun(noun) => match role::find(self.scene, &noun) {
                Some(entity) => Attribution::of(Method::Role, Some(entity), words),
                None => Attribution::of(Method::Description, None, words),
            },
            Source::Unknown => Attribution::of(Method::Description, None, words),
        };
        if let (Method::Role, Some(entity)) = (told.method, told.entity) {
            told.role = self.scene.role_before(entity, first);
        }
        self.memory.speak(self.scene, &told, first, last);
        self.told[number as usize] = told;
    }

    /// Whom a pronoun that is a source means.
    fn pronoun(&self, token: u32, quote: &Quote) -> Option<u32> {
        let word = self.scene.word(token);
        if word.is_any(&[Class::Masculine, Class::Feminine]) {
            self.memory.meant(token)
        } else if word.is(Class::Neuter) {
            self.memory.thing(self.scene, token, &quote.pieces)
        } else if word.is(Class::PluralPerson) && !word.is(Class::FirstPerson) {
            self.memory.they(self.scene, token)
        } else {
            None
        }
    }

    /// A quotation that nothing introduces goes on with the speaker before, if nobody came between.
    fn go_on(&mut self, number: u32, token: u32) {
        let quoted = self.quotes.get(number as usize).is_some_and(|quote| quote.form == Form::Direct);
        if let Some(entity) = self.memory.running(self.scene, token).filter(|_| quoted) {
            self.told[number as usize] = Attribution::of(Method::Continued, Some(entity), None);
        }
    }

    /// Whoever says "I" inside a statement is its speaker.
    fn first_persons(&mut self) {
        for number in 0..self.quotes.len() {
            let Some((first, last)) = self.quotes[number].source else { continue };
            if first != last || !self.scene.word(first).is(Class::FirstPerson) {
                continue;
            }
            let span = self.scene.span(first, last);
            let holding = self.quotes.iter().enumerate().filter(|(other, quote)| {
                *other != number && quote.pieces.iter().any(|piece| piece.holds(span))
            });
            let tightest = holding.min_by_key(|(_, quote)| quote.pieces.iter().map(|p| p.len()).sum::<u32>());
            if let Some((outer, _)) = tightest {
                self.told[number].entity = self.told[outer].entity;
            }
        }
    }
}

impl Event {
    /// Whether it stands inside one of some spans.
    fn within(&self, spans: &[Span], scene: &Scene<'_>) -> bool {
        !spans.is_empty() && {
            let at = scene.span(self.token, self.token);
            spans.iter().any(|span| span.holds(at))
        }
    }
}

#[cfg(test)]
mod tests;
