//! Which row of the gazetteer a name is.

use super::form::{self, Form, Part};
use super::{Page, Sex};
use crate::gazetteer::{Entry, EntryId, fold};
use crate::lexicon::{Class, Word};
use crate::mention::Mention;

/// How prominent a person must be to be known by a surname alone.
const HOUSEHOLD: u16 = 850;
/// By how much such a person must outdo the next of the name.
const AHEAD: u16 = 60;
/// How common a surname may be for a pet name before it to tell who is meant.
const RARE: u8 = 2;
/// How prominent a person must be to be known by a surname and a role.
const KNOWN: u16 = 600;

/// The row that a mention's words answer to; those without a title before them, if there was one.
pub(super) fn of_mention(page: &Page<'_>, form: &Form, mention: &Mention) -> Option<EntryId> {
    let stripped = || {
        let rows = page.gazetteer.answer(page.text.slice(form.span));
        rows.into_iter().find(|&row| page.gazetteer.entry(row).kind == mention.kind.name())
    };
    mention.entry.or_else(|| stripped().filter(|_| form.span != mention.span))
}

/// The row of a group that is no person: that of its fullest form, else of any that is no acronym.
pub(super) fn of_group(page: &Page<'_>, forms: &[Form], group: &[u32], fullest: u32) -> Option<EntryId> {
    let row = |m: u32| of_mention(page, forms.get(m as usize)?, page.mentions.get(m as usize)?);
    let spelt = |m: &&u32| forms.get(**m as usize).is_some_and(|form| !form.is_acronym);
    let only = forms.get(fullest as usize).is_some_and(|form| form.is_acronym);
    row(fullest).or_else(|| group.iter().filter(|m| only || spelt(m)).find_map(|&m| row(m)))
}

/// The row of a person by several words whose exact form is in no list: one whose surname is the same
/// and whose given name is another spelling or a pet name of this one.
pub(super) fn by_spelling(page: &Page<'_>, form: &Form) -> Option<EntryId> {
    let core = form.core();
    let ([given, ..], Some(surname)) = (core.as_slice(), core.last()) else { return None };
    if given.initial {
        return None;
    }
    let mut rows = page.gazetteer.by_surname(&surname.folded).into_iter().filter(|&row| {
        let entry = page.gazetteer.entry(row);
        names(&entry).any(|name| {
            let first = name.split(' ').next().unwrap_or("");
            super::spelling::same(first, &given.folded)
                || surname.word.surname < RARE && super::spelling::nickname(first, &given.folded)
        })
    });
    let only = rows.next()?;
    rows.next().is_none().then_some(only)
}

fn names<'g>(entry: &Entry<'g>) -> impl Iterator<Item = String> + use<'g> {
    std::iter::once(entry.name).chain(entry.aliases.split('|')).filter(|n| n.contains(' ')).map(fold)
}

/// The row of a person of whom the document gives a surname only: one whose role is the title that
/// stands with the name, or one so prominent that nobody else can be meant.
pub(super) fn by_surname(
    page: &Page<'_>,
    surname: &Part,
    titles: &[Word],
    roles: &[String],
    sex: Sex,
) -> Option<EntryId> {
    let mut rows = page.gazetteer.by_surname(&surname.folded);
    rows.retain(|&row| of_sex(page.gazetteer.entry(row).sex).fits(sex));
    rows.sort_by_key(|&row| std::cmp::Reverse(page.gazetteer.entry(row).weight));
    rows.dedup_by_key(|row| fold(page.gazetteer.entry(*row).name));
    let weight = |row: Option<&EntryId>| row.map_or(0, |&row| page.gazetteer.entry(row).weight);
    if !roles.is_empty() {
        let mut fitting = rows.iter().filter(|&&row| {
            let entry = page.gazetteer.entry(row);
            entry.weight >= KNOWN && holds(entry.roles, roles)
        });
        return match (fitting.next(), fitting.next()) {
            (Some(&only), next) if next.is_none() || weight(Some(&only)) >= weight(next) + AHEAD => {
                Some(only)
            }
            _ => None,
        };
    }
    let plain = titles.iter().all(|word| word.is(Class::Honorific));
    let ahead = weight(rows.first()) >= HOUSEHOLD && weight(rows.first()) >= weight(rows.get(1)) + AHEAD;
    rows.first().copied().filter(|_| plain && ahead && surname.word.given <= surname.word.surname)
}

/// Whether any of some words stands among a row's roles.
pub(super) fn holds(roles: &str, words: &[String]) -> bool {
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
