//! What the words of a source are: a name, a pronoun, a noun.

use std::ops::RangeInclusive;

use smallvec::SmallVec;

use super::role::{self, Noun};
use super::scene::{Scene, is_noun};
use crate::lexicon::{Class, Tag};
use crate::mention::{Kind, Mention};
use crate::segment::Token;

/// What the words of a source are.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// a name: the number of the mention
    Name(u32),
    /// words in capitals that are a name elsewhere: the number of the entity
    Shouted(u32),
    /// a pronoun: its token
    Pronoun(u32),
    /// a relative pronoun: its token
    Relative(u32),
    /// a common noun with what stands around it
    Noun(Noun),
    /// nothing that can be told
    Unknown,
}

const PRONOUNS: &[Class] =
    &[Class::SubjectPronoun, Class::ObjectPronoun, Class::PossessivePronoun, Class::Reflexive];
/// What parts a noun from what belongs to it.
const GOVERNS: &[Class] = &[
    Class::Preposition,
    Class::Of,
    Class::By,
    Class::As,
    Class::To,
    Class::Relative,
    Class::Wh,
    Class::That,
    Class::Subordinator,
];

/// Reads the words of a source, first and last token.
pub(super) fn read(scene: &Scene<'_>, first: u32, last: u32) -> Source {
    if let Some(pronoun) = pronoun(scene, first, last) {
        return pronoun;
    }
    let parts = parts(scene, first, last);
    let Some(head) = parts.first() else { return Source::Unknown };
    let found = named(scene, head.clone())
        .or_else(|| parts.iter().skip(1).find_map(|part| apposed(scene, part)))
        .or_else(|| cut_off(scene, first, last));
    if let Some(mention) = found {
        return Source::Name(mention);
    }
    match noun(scene, head, (first, last)) {
        Some(noun) => shouted(scene, &noun).map_or(Source::Noun(noun), Source::Shouted),
        None => Source::Unknown,
    }
}

/// A source that is one pronoun, with nothing but adverbs behind it.
fn pronoun(scene: &Scene<'_>, first: u32, last: u32) -> Option<Source> {
    let words = (first..=last).filter(|&at| scene.mark(at).is_none());
    let only = words.clone().skip(1).all(|at| scene.word(at).is_any(&[Class::Adverb, Class::TimeAdverb]));
    let at = words.clone().next()?;
    let word = scene.word(at);
    if word.is(Class::Relative) && only {
        return Some(Source::Relative(at));
    }
    (word.is_any(PRONOUNS) && only && !word.is(Class::Relative)).then_some(Source::Pronoun(at))
}

/// The parts of a source between commas, brackets and dashes: seldom more than two.
fn parts(scene: &Scene<'_>, first: u32, last: u32) -> SmallVec<[RangeInclusive<u32>; 2]> {
    let mut parts = SmallVec::new();
    let mut start = first;
    for at in first..=last + 1 {
        let ends = at > last
            || !scene.is_named(at) && scene.mark(at).is_some_and(|c| c != '-' && c != '"' && c != '\'');
        if ends {
            if start < at {
                parts.push(start..=at - 1);
            }
            start = at + 1;
        }
    }
    parts
}

/// The name that a phrase is about: a person before an organisation before a place.
fn named(scene: &Scene<'_>, part: RangeInclusive<u32>) -> Option<u32> {
    let (first, last) = (*part.start(), *part.end());
    let heads = scene.within(first, last).filter(|(_, mention)| is_head(scene, first, last, mention));
    let rank = |(_, mention): &(u32, &Mention)| match mention.kind {
        Kind::Person => 0,
        Kind::Organisation => 1,
        Kind::Place => 2,
    };
    heads.min_by_key(rank).map(|(number, _)| number)
}

/// Whether a name is what its phrase speaks of, not what belongs to that.
fn is_head(scene: &Scene<'_>, first: u32, last: u32, mention: &Mention) -> bool {
    if mention.last < last && scene.is_possessive(mention.last) && mention.last + 1 < last {
        return false;
    }
    let after = mention.last + 1;
    let article = mention.kind == Kind::Person
        && mention.first.checked_sub(1).is_some_and(|at| at >= first && scene.word(at).is(Class::Indefinite));
    if article || after <= last && modifies(scene, after) {
        return false;
    }
    let governs = |at: u32| {
        let word = scene.word(at);
        let ing =
            word.share(Tag::Ing) > 8 && !word.is(Class::RoleModifier) && !scene.folded(at).contains('-');
        !scene.is_named(at) && (word.is_any(GOVERNS) || ing && scene.is_lower(at))
    };
    let governed = (first..mention.first).any(governs);
    let beside = mention.first.checked_sub(1).and_then(|at| scene.ending_at(at));
    let follows = mention.kind == Kind::Person && beside.is_some_and(|(_, other)| other.kind != Kind::Person);
    !governed || follows
}

/// Whether the word after a name is a noun that the name belongs to: "the Ruiz campaign".
fn modifies(scene: &Scene<'_>, at: u32) -> bool {
    let word = scene.word(at);
    let free = GOVERNS.iter().chain(&[
        Class::And,
        Class::Or,
        Class::Adverb,
        Class::TimeNoun,
        Class::TimeAdverb,
        Class::Weekday,
        Class::PersonSuffix,
        Class::Reflexive,
        Class::AuxiliaryBe,
        Class::AuxiliaryHave,
    ]);
    let is_free = free.copied().any(|class| word.is(class));
    let capital = scene.tokens.get(at as usize).is_some_and(|t| t.is_word() && t.is_capital());
    let plain = scene.is_lower(at) && is_noun(word) || capital;
    let office = word.is_any(&[Class::Role, Class::RolePlural, Class::GroupPlural, Class::PeoplePlural]);
    !is_free && !scene.is_named(at) && (plain || office)
}

/// A name in apposition: "a spokesman for the ministry, Ana Ruiz,".
fn apposed(scene: &Scene<'_>, part: &RangeInclusive<u32>) -> Option<u32> {
    let found = named(scene, part.clone())?;
    let mention = scene.mentions.get(found as usize)?;
    let titled = |at: u32| scene.word(at).is_any(&[Class::Honorific, Class::Role, Class::RoleModifier]);
    (mention.kind == Kind::Person && (*part.start()..mention.first).all(titled)).then_some(found)
}

/// The name that a source without its own was cut off from: "Ana Ruiz, [59, of Oslo], said", "Ruiz
/// [just this month] said".
fn cut_off(scene: &Scene<'_>, first: u32, last: u32) -> Option<u32> {
    let time = &[
        Class::TimeNoun,
        Class::TimeAdverb,
        Class::TimeLead,
        Class::Weekday,
        Class::Adverb,
        Class::Demonstrative,
    ];
    let token = scene.tokens.get(first as usize)?;
    let mut before = first.checked_sub(1)?;
    let aged = token.is_number() && scene.mark(before) == Some(',');
    if aged {
        before = before.checked_sub(1)?;
    } else if !(first..=last).all(|at| scene.word(at).is_any(time)) {
        return None;
    }
    let (number, mention) = scene.ending_at(before)?;
    (scene.is_subject(mention) && (!aged || mention.kind == Kind::Person)).then_some(number)
}

/// The noun at the head of a phrase.
fn noun(scene: &Scene<'_>, part: &RangeInclusive<u32>, source: (u32, u32)) -> Option<Noun> {
    let (first, last) = (*part.start(), *part.end());
    let governs = |at: &u32| *at > first && !scene.is_named(*at) && scene.word(*at).is_any(GOVERNS);
    let end = (first..=last).find(governs).map_or(last, |at| at - 1);
    let head = (first..=end).rev().find(|&at| scene.mark(at).is_none())?;
    let opening = scene.word(first);
    let owned = (first..head).any(|at| scene.tokens.get(at as usize).is_some_and(Token::is_clitic));
    let capital = |at: u32| scene.tokens.get(at as usize).is_some_and(Token::is_capital);
    let strange = (head + 1..=last).any(|at| capital(at) && !scene.is_named(at));
    let bare = first == head && capital(head) && !strange;
    let is_definite = owned || bare || opening.is_any(&[Class::The, Class::Demonstrative]);
    Some(Noun { head, first: source.0, last: source.1, is_definite, is_owned: owned })
}

/// The person one of whose names begins or ends with the head of the source: a speaker's name in
/// capitals before a turn, a given name that is a word too.
fn shouted(scene: &Scene<'_>, noun: &Noun) -> Option<u32> {
    let token = scene.tokens.get(noun.head as usize)?;
    if !token.is_capital() || scene.word(noun.first).is(Class::The) {
        return None;
    }
    let folded = scene.folded(noun.head);
    let mut people = scene.mentions.iter().enumerate().filter(|(_, mention)| mention.kind == Kind::Person);
    let owner = |(number, mention): (usize, &Mention)| {
        let ends = || scene.folded(mention.last) == folded || scene.folded(mention.first) == folded;
        scene.owner(number as u32).filter(|_| ends())
    };
    people.find_map(owner)
}

/// The entity that a relative pronoun goes with: the name right before it, or the person whose
/// apposition stands between.
pub(super) fn antecedent(scene: &Scene<'_>, token: u32) -> Option<u32> {
    let person = scene.word(token).is(Class::SubjectPronoun);
    let mut before = token.checked_sub(1)?;
    let parted = scene.mark(before).is_some();
    while scene.mark(before).is_some() {
        before = before.checked_sub(1)?;
    }
    let fits = |mention: &Mention| !person || mention.kind == Kind::Person;
    let start = scene.tokens.sentences.get(scene.sentence(token) as usize)?.tokens.start as u32;
    if let Some((number, mention)) = scene.ending_at(before)
        && fits(mention)
        && (!parted || !belongs(scene, start, mention))
    {
        return scene.owner(number);
    }
    if !parted {
        return None;
    }
    let apposed = |(_, mention): &(u32, &Mention)| {
        fits(mention) && scene.mark(mention.last + 1).is_some_and(|c| c == ',' || c == '\u{2014}')
    };
    let found = scene.within(start, before).filter(apposed).last();
    found.and_then(|(number, _)| scene.owner(number)).or_else(|| definite(scene, before))
}

/// Whom a definite noun that ends at a token stands for: "the senator, who".
fn definite(scene: &Scene<'_>, head: u32) -> Option<u32> {
    let first = head.checked_sub(1)?;
    let noun = Noun { head, first, last: head, is_definite: true, is_owned: false };
    role::find(scene, &noun).filter(|_| scene.word(first).is(Class::The))
}

/// Whether a name belongs to a noun before it which itself stands in apposition to a person.
fn belongs(scene: &Scene<'_>, start: u32, mention: &Mention) -> bool {
    let governed = mention.first.checked_sub(1).is_some_and(|at| {
        let word = scene.word(at);
        word.is_any(&[Class::Preposition, Class::Of, Class::The])
    });
    let person = |(_, other): (u32, &Mention)| {
        other.kind == Kind::Person && other.last < mention.first && scene.mark(other.last + 1) == Some(',')
    };
    governed && scene.within(start, mention.last).any(person)
}
