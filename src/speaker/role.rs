//! Nouns that stand for someone named before: "the minister", "the ministry's spokeswoman".

use compact_str::CompactString;
use smallvec::SmallVec;

use super::scene::Scene;
use crate::entity::{self, Entity, Sex};
use crate::gazetteer::fold;
use crate::lexicon::Class;
use crate::mention::{Kind, Mention};
use crate::text::Span;

/// How many tokens before a role still belong to it: the body it is an office of.
const AROUND: u32 = 4;
/// How many times as often a main figure is named.
const MAIN: usize = 3;

/// A noun with what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Noun {
    /// Its token.
    pub(super) head: u32,
    /// The first token of the source.
    pub(super) first: u32,
    /// The last token of the source.
    pub(super) last: u32,
    /// Whether it is one that the reader is expected to know.
    pub(super) is_definite: bool,
    /// Whether somebody has it: "the ministry's spokeswoman".
    pub(super) is_owned: bool,
}

const PEOPLE: &[Class] =
    &[Class::Role, Class::PersonNoun, Class::MasculineNoun, Class::FeminineNoun, Class::Honorific];
const BODIES: &[Class] = &[
    Class::CollectiveNoun,
    Class::OrganisationNoun,
    Class::OrganisationHead,
    Class::OrganisationStrong,
    Class::OrganisationOf,
];

/// Whether a noun is one person.
pub(super) fn is_person(scene: &Scene<'_>, head: u32) -> bool {
    let word = scene.word(head);
    word.is_any(PEOPLE) && !word.is_any(&[Class::RolePlural, Class::PeoplePlural, Class::CollectiveNoun])
}

/// The sex that the words of a noun phrase tell.
pub(super) fn sex(scene: &Scene<'_>, first: u32, head: u32) -> Sex {
    let words: Vec<_> = (first..=head).rev().map(|at| scene.word(at)).collect();
    entity::sex_of_words(words.iter())
}

/// The person or body named before that a definite noun stands for.
pub(super) fn find(scene: &Scene<'_>, noun: &Noun) -> Option<u32> {
    if !noun.is_definite || scene.word(noun.head).is_any(&[Class::RolePlural, Class::PeoplePlural]) {
        return None;
    }
    if is_person(scene, noun.head) { person(scene, noun) } else { body(scene, noun) }
}

/// The person whose role has the noun in it and most of the words around it: rather one that the text
/// gives than one of a list, rather a main figure, rather a near one.
fn person(scene: &Scene<'_>, noun: &Noun) -> Option<u32> {
    let wanted = Wanted {
        head: scene.folded(noun.head),
        around: around(scene, noun),
        names: scene.within(noun.first, noun.last).filter_map(|(m, _)| scene.owner(m)).collect(),
        sex: sex(scene, noun.head, noun.head),
        least: usize::from(noun.is_owned),
    };
    let before = scene.mentions.iter().enumerate().take_while(|(_, m)| m.last < noun.first);
    let people = before.filter(|(_, mention)| mention.kind == Kind::Person);
    // What lists say of a person is the same at each of their mentions.
    let mut listed: SmallVec<[(u32, Option<Fit>); 16]> = SmallVec::new();
    let mut fit_list = |owner: u32, entity: &Entity| {
        let known = listed.iter().find(|(known, _)| *known == owner).map(|(_, fit)| *fit);
        known.unwrap_or_else(|| {
            let fit = wanted.fit_list(scene, entity);
            listed.push((owner, fit));
            fit
        })
    };
    let scored = people.filter_map(|(number, mention)| {
        let owner = scene.owner(number as u32).filter(|owner| !wanted.names.contains(owner))?;
        let entity = scene.entity(owner).filter(|entity| entity.sex.fits(wanted.sex))?;
        let often = entity.mentions.partition_point(|&m| m <= number as u32);
        let (shared, in_text) = wanted.fit_text(scene, mention).max(fit_list(owner, entity))?;
        Some((shared, in_text, often.ilog(MAIN), mention.first, owner))
    });
    scored.max().map(|(.., owner)| owner)
}

/// What a noun phrase asks of whoever it stands for.
struct Wanted {
    head: CompactString,
    around: Vec<CompactString>,
    names: Vec<u32>,
    sex: Sex,
    /// How many words around the noun a role must share.
    least: usize,
}

impl Wanted {
    /// How the role fits that the text gives a person at a mention.
    fn fit_text(&self, scene: &Scene<'_>, mention: &Mention) -> Option<Fit> {
        self.fit(scene, &Given::of_text(scene, mention.role?), 0, true)
    }

    /// How the best of a person's roles in the lists fits; only the latest fits a bare noun.
    fn fit_list(&self, scene: &Scene<'_>, person: &Entity) -> Option<Fit> {
        let roles = person.entry.map_or("", |entry| scene.gazetteer.entry(entry).roles);
        let fits = roles.split('|').enumerate();
        fits.filter_map(|(at, role)| self.fit(scene, &Given::of_list(role, &self.head)?, at.min(1), false))
            .max()
    }

    fn fit(&self, scene: &Scene<'_>, role: &Given, least: usize, in_text: bool) -> Option<Fit> {
        if !role.has(&self.head) {
            return None;
        }
        let shared = self.around.iter().filter(|word| role.words.contains(word)).count();
        let named = self.names.iter().all(|name| role.names(scene, *name));
        (named && shared >= least.max(self.least)).then_some((shared, in_text))
    }
}

/// How many of the words around a noun a role shares, and whether the text gives the role.
type Fit = (usize, bool);

/// The words of a source that tell one bearer of a role from another.
fn around(scene: &Scene<'_>, noun: &Noun) -> Vec<CompactString> {
    let words = (noun.first..=noun.last).filter(|&at| at != noun.head && scene.mark(at).is_none());
    let content = words
        .filter(|&at| !scene.word(at).is_any(&[Class::The, Class::Of, Class::Preposition, Class::Clitic]));
    content.map(|at| scene.folded(at)).collect()
}

/// A role as it was given.
struct Given {
    words: Vec<CompactString>,
    /// Who and what is named in it.
    owners: Vec<u32>,
}

impl Given {
    fn of_text(scene: &Scene<'_>, role: Span) -> Self {
        let first = scene.tokens.at_byte(role.start) as u32;
        let tokens = (first..)
            .take_while(|&at| scene.tokens.get(at as usize).is_some_and(|token| token.span.start < role.end));
        let words: Vec<CompactString> = tokens.map(|at| scene.folded(at)).collect();
        let last = first + words.len() as u32;
        let owners = scene.within(first.saturating_sub(AROUND), last).filter_map(|(m, _)| scene.owner(m));
        Self { words, owners: owners.collect() }
    }

    /// A role of a list, if it has a noun in it.
    fn of_list(role: &str, head: &str) -> Option<Self> {
        let role = fold(role);
        let words = || role.split(|c: char| !c.is_alphanumeric() && c != '-');
        let given = || Self { words: words().map(CompactString::from).collect(), owners: Vec::new() };
        words().any(|word| entity::same_title(word, head)).then(given)
    }

    fn has(&self, head: &str) -> bool {
        self.words.iter().any(|word| entity::same_title(word, head))
    }

    fn names(&self, scene: &Scene<'_>, owner: u32) -> bool {
        let name = scene.entity(owner).map(|entity| fold(&entity.name)).unwrap_or_default();
        self.owners.contains(&owner)
            || !name.is_empty() && name.split(' ').all(|word| self.words.iter().any(|w| w == word))
    }
}

/// The organisation whose name has the noun in it, or that a list calls so; the nearest before.
fn body(scene: &Scene<'_>, noun: &Noun) -> Option<u32> {
    let plain = scene.word(noun.first).is_any(&[Class::The, Class::Demonstrative]);
    let alone = noun.head == noun.last && noun.first + 1 == noun.head;
    if !plain || !alone || !scene.word(noun.head).is_any(BODIES) {
        return None;
    }
    let head = scene.folded(noun.head);
    let holds = |mention: &Mention| (mention.first..=mention.last).any(|at| scene.folded(at) == head);
    let before = scene.mentions.iter().enumerate().take_while(|(_, m)| m.last < noun.first);
    let bodies = before.filter(|(_, m)| m.kind == Kind::Organisation);
    let called = |number: u32| {
        let entry = scene.owner(number).and_then(|owner| scene.entity(owner)?.entry);
        entry.is_some_and(|entry| scene.gazetteer.entry(entry).subtype.split('-').any(|part| part == head))
    };
    let found = bodies.filter(|(number, m)| holds(m) || called(*number as u32)).last();
    found.and_then(|(number, _)| scene.owner(number as u32))
}
