//! Mentions of the same one, within a document, and its canonical name.
//!
//! Mentions enter, each with the row of the gazetteer it may be; entities leave, every mention in
//! exactly one. Kinds are never mixed: whether a name is a person or a place was decided before.
//! Whether two documents speak of the same one is not asked here.

mod body;
mod form;
mod links;
mod listed;
mod memory;
mod person;
mod sex;
mod spelling;

use compact_str::CompactString;
use smallvec::SmallVec;

use crate::gazetteer::{EntryId, Gazetteer};
use crate::mention::{Kind, Mention};
use crate::segment::Tokens;
use crate::text::Text;

use form::{Form, Forms};
use links::Links;
use memory::Memory;

pub(crate) use sex::of_words as sex_of_words;
pub(crate) use spelling::same_title;

/// What is known of an entity's sex or number, for pronouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sex {
    /// not known
    #[default]
    Unknown,
    /// a man
    Male,
    /// a woman
    Female,
}

impl Sex {
    /// Whether one may be the other: equal, or not known.
    pub fn fits(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }

    /// This, or the other where this is not known.
    #[must_use]
    pub fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Unknown { other() } else { self }
    }
}

/// Mentions of one entity by number: seldom more than four.
pub type Group = SmallVec<[u32; 4]>;

/// One person, place or organisation of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: Kind,
    /// Its canonical name: the gazetteer's, else the fullest form seen.
    pub name: CompactString,
    /// Its row in the gazetteer, if it has one.
    pub entry: Option<EntryId>,
    /// The numbers of its mentions, in order.
    pub mentions: Group,
    /// Its sex, if the text or a list tells.
    pub sex: Sex,
}

/// A document as this room sees it.
struct Page<'p> {
    text: &'p Text<'p>,
    tokens: &'p Tokens,
    gazetteer: &'p Gazetteer,
    mentions: &'p [Mention],
    memory: &'p Memory,
}

/// Joins the mentions of a document into entities, in the order in which they are first named.
pub fn within(text: &Text<'_>, tokens: &Tokens, gazetteer: &Gazetteer, mentions: &[Mention]) -> Vec<Entity> {
    gazetteer.bring(mentions.iter().filter_map(|mention| mention.entry));
    Memory::with(text, tokens, mentions, |memory| {
        let page = Page { text, tokens, gazetteer, mentions, memory };
        let forms = Forms::of(&page);
        let mut links = Links::new(mentions.len());
        body::join(&page, &forms, Kind::Organisation, &mut links);
        body::join(&page, &forms, Kind::Place, &mut links);
        let people = person::join(&page, &forms, &mut links);
        links.groups().into_iter().map(|group| entity(&page, &forms, &people, group)).collect()
    })
}

fn entity(page: &Page<'_>, forms: &Forms<'_>, people: &person::People, group: Group) -> Entity {
    let kind = group.first().map_or(Kind::Person, |&m| page.mentions[m as usize].kind);
    let fullest = fullest(forms, &group);
    let (entry, sex) = if kind == Kind::Person {
        let person = people.of(&group);
        (person.and_then(|p| p.entry), person.map_or(Sex::Unknown, |p| p.sex))
    } else {
        (listed::of_group(page, forms, &group, fullest), Sex::Unknown)
    };
    let listed = entry.map(|entry| page.gazetteer.name(entry)).filter(|name| !name.is_empty());
    let name = listed.map_or_else(
        || forms.get(fullest).map_or_else(CompactString::default, |form| form.written(page)),
        CompactString::new,
    );
    let sex = if kind == Kind::Person { sex.or(|| sex::by_pronoun(page, &group)) } else { sex };
    Entity { kind, name, entry, mentions: group, sex }
}

/// The mention of a group with the fullest form: the most words written out, then the longest; of
/// equal ones the first.
fn fullest(forms: &Forms<'_>, group: &[u32]) -> u32 {
    let size = |&m: &u32| forms.get(m).map_or((0, false, 0), Form::size);
    group.iter().copied().rev().max_by_key(size).unwrap_or(0)
}

#[cfg(test)]
mod tests;
