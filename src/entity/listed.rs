//! Which row of the gazetteer a name is.

use compact_str::CompactString;

use super::form::{self, Form, Forms, Part};
use super::spelling::{self, Name};
use super::{Page, Sex};
use crate::gazetteer::{Entry, EntryId, Found, fold};
use crate::lexicon::{Class, Word};
use crate::mention::{Kind, Mention};

/// How prominent a person must be to be known by a surname alone.
const HOUSEHOLD: u16 = 850;
/// By how much such a person must outdo the next of the name.
const AHEAD: u16 = 60;
/// How common a surname may be for a pet name before it to tell who is meant.
const RARE: u8 = 2;
/// How prominent a person must be to be known by a surname and a role.
const KNOWN: u16 = 600;

/// The row that a mention's words answer to; those without a title before them, if there was one.
pub(super) fn of_mention(page: &Page<'_>, form: &Form<'_>, mention: &Mention) -> Option<EntryId> {
    let stripped = || {
        let rows = page.gazetteer.answer(page.text.slice(form.span));
        rows.into_iter().find(|&row| page.gazetteer.kind(row) == mention.kind.name())
    };
    mention.entry.or_else(|| if form.is_whole { None } else { stripped() })
}

/// Of several people who go by a form the first whose role stands with the name, else the one given.
pub(super) fn by_role(page: &Page<'_>, form: &Form<'_>, row: EntryId, roles: &[CompactString]) -> EntryId {
    let held = |row: EntryId| holds(page.gazetteer.roles(row), roles);
    if roles.is_empty() || held(row) {
        return row;
    }
    let rows = page.gazetteer.answer(page.text.slice(form.span)).into_iter();
    let mut people = rows.filter(|&other| page.gazetteer.kind(other) == Kind::Person.name());
    people.find(|&other| held(other)).unwrap_or(row)
}

/// The row of a group that is no person: that of its fullest form, else of any that is no acronym.
pub(super) fn of_group(page: &Page<'_>, forms: &Forms<'_>, group: &[u32], fullest: u32) -> Option<EntryId> {
    let row = |m: u32| of_mention(page, forms.get(m)?, page.mentions.get(m as usize)?);
    let spelt = |m: &&u32| forms.get(**m).is_some_and(|form| !form.is_acronym);
    let only = forms.get(fullest).is_some_and(|form| form.is_acronym);
    row(fullest).or_else(|| group.iter().filter(|m| only || spelt(m)).find_map(|&m| row(m)))
}

/// The row of a person by several words whose exact form is in no list: one whose surname is the same
/// and whose given name is another spelling or a pet name of this one.
pub(super) fn by_spelling(page: &Page<'_>, form: &Form<'_>) -> Option<EntryId> {
    let core = form.core();
    let ([given, ..], Some(surname)) = (core, core.last()) else { return None };
    if given.initial {
        return None;
    }
    let rare = surname.word.surname < RARE;
    let words = [if rare { "+" } else { "-" }, given.folded, " ", surname.folded].concat();
    let only = page.gazetteer.people(&words, || only_by_spelling(page, given, surname, rare));
    only.first().copied()
}

/// The only row with a surname and such a given name, a pet name too where the surname is `rare`.
fn only_by_spelling(page: &Page<'_>, given: &Part<'_>, surname: &Part<'_>, rare: bool) -> Found {
    let mut rows = page.gazetteer.by_surname(surname.folded).into_iter().filter(|&row| {
        let entry = page.gazetteer.entry(row);
        first_names(&entry).any(|first| {
            Name::of(&first, spelling::cluster(&first)) == given.name()
                || rare && spelling::nickname(&first, given.folded)
        })
    });
    let only = rows.next().filter(|_| rows.next().is_none());
    only.into_iter().collect()
}

/// The first words of a row's names of several words; one that many of them begin with stands there once.
fn first_names<'g>(entry: &Entry<'g>) -> impl Iterator<Item = String> + use<'g> {
    let names = std::iter::once(entry.name).chain(entry.aliases.split('|'));
    let mut last = "";
    let firsts = names.filter_map(|name| Some(name.split_once(' ')?.0));
    firsts.filter(move |first| std::mem::replace(&mut last, *first) != *first).map(fold)
}

/// The row of a person of whom the document gives a surname only: one whose role is the title that
/// stands with the name, or one so prominent that nobody else can be meant.
pub(super) fn by_surname(
    page: &Page<'_>,
    surname: &Part<'_>,
    titles: &[Word],
    roles: &[CompactString],
    sex: Sex,
) -> Option<EntryId> {
    let own = page.gazetteer.by_surname(surname.folded).into_iter();
    let others = spelling::others(surname.folded).flat_map(|other| page.gazetteer.by_surname(other));
    let rows = own.chain(others);
    let mut rows: Vec<(EntryId, Entry<'_>)> = rows.map(|row| (row, page.gazetteer.entry(row))).collect();
    rows.retain(|(_, entry)| of_sex(entry.sex).fits(sex));
    rows.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.weight));
    // Two rows of one name are one person. There may be hundreds; only the first few are ever asked for.
    let mut last = None;
    let mut people = rows.iter().filter(|(_, entry)| {
        let name = Some(fold(entry.name));
        last != name && {
            last = name;
            true
        }
    });
    let ahead = |one: &Entry<'_>, next: Option<&(EntryId, Entry<'_>)>| {
        next.is_none_or(|(_, next)| one.weight >= next.weight + AHEAD)
    };
    if !roles.is_empty() {
        let known = people.take_while(|(_, entry)| entry.weight >= KNOWN);
        let mut fitting = known.filter(|(_, entry)| holds(entry.roles, roles));
        let (row, entry) = fitting.next()?;
        return ahead(entry, fitting.next()).then_some(*row);
    }
    let plain = titles.iter().all(|word| word.is(Class::Honorific));
    let (row, entry) = people.next()?;
    let one = plain && surname.word.given <= surname.word.surname && entry.weight >= HOUSEHOLD;
    (one && entry.weight >= people.next().map_or(0, |(_, next)| next.weight) + AHEAD).then_some(*row)
}

/// Whether any of some words stands among a row's roles.
pub(super) fn holds(roles: &str, words: &[CompactString]) -> bool {
    let roles = fold(roles);
    let mut listed = roles.split(|c: char| !c.is_alphanumeric() && c != '-');
    listed.any(|role| words.iter().any(|word| word == role))
}

/// The sex of a row.
pub(super) fn of_sex(cell: &str) -> Sex {
    match cell {
        "m" => Sex::Male,
        "f" => Sex::Female,
        _ => Sex::Unknown,
    }
}

/// Whether a form is one of a row's own names.
pub(super) fn goes_by(entry: &Entry<'_>, name: &str) -> bool {
    form::alike(entry.name, name) || entry.aliases.split('|').any(|alias| form::alike(alias, name))
}
