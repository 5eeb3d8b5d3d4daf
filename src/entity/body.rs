//! Organisations and places: equal forms, one row, acronyms, names cut short.

use std::borrow::Cow;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::form::{Form, Forms, SMALL};
use super::links::Links;
use super::{Page, listed};
use crate::gazetteer::EntryId;
use crate::lexicon::Class;
use crate::mention::Kind;

/// The longest acronym, in letters.
const LONGEST: usize = 8;

/// Heads of names: what is left of a name when it is cut short to what it is.
const HEADS: &[Class] = &[
    Class::OrganisationHead,
    Class::OrganisationStrong,
    Class::OrganisationOf,
    Class::OrganisationNoun,
    Class::CollectiveNoun,
];

/// Joins the mentions of a kind that is not people.
pub(super) fn join<'w>(page: &Page<'w>, forms: &Forms<'w>, kind: Kind, links: &mut Links) {
    let numbers: Vec<u32> =
        (0..forms.len() as u32).filter(|&m| page.mentions[m as usize].kind == kind).collect();
    let bodies = Bodies { page, forms, numbers };
    bodies.by_form(links);
    let defined = bodies.definitions();
    for &(name, short) in &defined {
        links.join(name, short);
    }
    bodies.by_row(&defined, links);
    bodies.by_letters(links);
    bodies.by_part(kind, links);
}

/// A few mentions by number.
type Numbers = SmallVec<[u32; 4]>;
/// Mentions with the rows they may be: where a form has several, the first mention of each.
type Rows = SmallVec<[(u32, Option<EntryId>); 2]>;

struct Bodies<'p, 'w> {
    page: &'p Page<'w>,
    forms: &'p Forms<'w>,
    numbers: Vec<u32>,
}

impl<'w> Bodies<'_, 'w> {
    fn form(&self, m: u32) -> &Form<'w> {
        &self.forms[m as usize]
    }

    /// Equal forms, but for towns of one name that the text tells apart.
    fn by_form(&self, links: &mut Links) {
        let mut first: FxHashMap<Cow<'_, str>, Rows> = FxHashMap::default();
        first.reserve(self.numbers.len() / 2);
        for &m in &self.numbers {
            let row = self.page.mentions[m as usize].entry;
            let key = &self.form(m).key;
            let key = if key.contains('-') { key.replace('-', " ").into() } else { key.into() };
            let same = first.entry(key).or_default();
            match same.iter_mut().find(|(_, known)| known.zip(row).is_none_or(|(one, other)| one == other)) {
                Some((first, known)) => {
                    *known = known.or(row);
                    links.join(*first, m);
                }
                None => same.push((m, row)),
            }
        }
    }

    /// One row is one entity; an acronym that the document itself explains is what it says.
    fn by_row(&self, defined: &[(u32, u32)], links: &mut Links) {
        let mut first: FxHashMap<EntryId, u32> = FxHashMap::default();
        let shorts: FxHashSet<&str> =
            defined.iter().map(|&(_, short)| self.form(short).key.as_str()).collect();
        for &m in &self.numbers {
            let explained = !shorts.is_empty() && shorts.contains(self.form(m).key.as_str());
            let row = listed::of_mention(self.page, self.form(m), &self.page.mentions[m as usize])
                .filter(|_| !explained);
            if let Some(row) = row {
                links.join(*first.entry(row).or_insert(m), m);
            }
        }
    }

    /// Names with their acronyms in brackets, and acronyms with their names: the name, then the acronym.
    fn definitions(&self) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        for pair in self.numbers.windows(2) {
            let (one, other) = (pair[0], pair[1]);
            let (first, second) = (&self.page.mentions[one as usize], &self.page.mentions[other as usize]);
            let mark = |at: u32, c: char| self.page.tokens.get(at as usize).is_some_and(|t| t.is_mark(c));
            let bracketed =
                second.first == first.last + 2 && mark(first.last + 1, '(') && mark(second.last + 1, ')');
            match (self.form(one).is_acronym, self.form(other).is_acronym) {
                (false, true) if bracketed && self.explains(one, other) => found.push((one, other)),
                (true, false) if bracketed && self.explains(other, one) => found.push((other, one)),
                (false, false) if bracketed && self.is_clipped(other, one) => found.push((one, other)),
                _ => {}
            }
        }
        found
    }

    /// Whether an acronym in brackets beside a name may be the name's: a letter in common suffices, for
    /// many are made in another language.
    fn explains(&self, name: u32, acronym: u32) -> bool {
        let (name, acronym) = (self.form(name), self.form(acronym));
        let letters = name.letters(true);
        name.words.len() > 1 && acronym.key.chars().any(|c| letters.contains(c))
    }

    /// Whether a word in brackets is put together from the letters of the name before it, its first among
    /// them: `Harbour Union College (Haruco)`.
    fn is_clipped(&self, short: u32, name: u32) -> bool {
        let (short, name) = (self.form(short), self.form(name));
        if short.words.len() != 1 || name.words.len() < 2 || short.length_is_small() {
            return false;
        }
        let mut letters = name.key.chars().filter(|c| c.is_alphanumeric());
        let first = short.key.chars().next() == name.key.chars().next();
        let ordered = short.key.chars().all(|c| letters.any(|letter| letter == c));
        // A later word of the name begins with one of the letters behind the first.
        let starts = name.letters(false);
        first
            && ordered
            && short.key.chars().skip(1).filter(|c| starts.chars().skip(1).any(|s| s == *c)).count() > 1
    }

    /// An acronym joins the one name whose first letters it is: the nearest before it, else the first
    /// after it.
    fn by_letters(&self, links: &mut Links) {
        if !self.numbers.iter().any(|&m| self.form(m).is_acronym) {
            return;
        }
        let mut spelt: FxHashMap<CompactString, Numbers> = FxHashMap::default();
        for &n in self.numbers.iter().filter(|&&n| self.form(n).words.len() > 1) {
            let [large, all] = [false, true].map(|small| self.form(n).letters(small));
            if large != all {
                spelt.entry(all).or_default().push(n);
            }
            spelt.entry(large).or_default().push(n);
        }
        for &m in &self.numbers {
            let acronym = &self.form(m).key;
            if !self.form(m).is_acronym || !(2..=LONGEST).contains(&acronym.chars().count()) {
                continue;
            }
            let names = spelt.get(acronym).map_or(&[][..], |names| names);
            let before = names.partition_point(|&n| n < m).checked_sub(1).and_then(|last| names.get(last));
            if let Some(&name) = before.or_else(|| names.first()) {
                links.join(name, m);
            }
        }
    }

    /// A name cut short joins the full one: the nearest before it, else, if it is no mere head, the
    /// first after it.
    fn by_part(&self, kind: Kind, links: &mut Links) {
        // Only a name that holds the first word can be the full one.
        let mut holders: FxHashMap<&str, Numbers> = FxHashMap::default();
        for &n in self.numbers.iter().filter(|&&n| self.form(n).words.len() > 1) {
            for part in &self.form(n).words {
                let holders = holders.entry(part.folded).or_default();
                if holders.last() != Some(&n) {
                    holders.push(n);
                }
            }
        }
        for &m in &self.numbers {
            let form = self.form(m);
            if form.is_acronym && form.length_is_small() {
                continue;
            }
            let first = form.words.first().map_or("", |part| part.folded);
            let names = holders.get(first).map_or(&[][..], |names| names);
            let cut = |&&n: &&u32| n != m && self.is_part(kind, m, n);
            let before = names.iter().take_while(|&&n| n < m).filter(cut).last();
            let after = || names.iter().filter(|_| !is_head(form)).find(cut);
            if let Some(&whole) = before.or_else(after) {
                links.join(whole, m);
            }
        }
    }

    /// Whether one name is another cut short: its first words, or what it is ("the Commission").
    fn is_part(&self, kind: Kind, short: u32, long: u32) -> bool {
        let (words, whole) = (&self.form(short).words, &self.form(long).words);
        if words.is_empty() || words.len() >= whole.len() {
            return false;
        }
        let equal = |part: &[super::form::Part<'_>]| {
            part.iter().zip(words).all(|(one, other)| one.folded == other.folded)
        };
        let front = equal(&whole[..words.len()]);
        let back = equal(&whole[whole.len() - words.len()..]);
        let rest = whole.get(words.len()).is_some_and(|part| !part.word.is_any(SMALL));
        let known = || {
            let mention = self.page.mentions.get(short as usize);
            mention.and_then(|m| listed::of_mention(self.page, self.form(short), m)).is_some()
        };
        match kind {
            Kind::Place => back && whole.first().is_some_and(|p| p.word.is(Class::PlaceFirst)) && !known(),
            _ if is_head(self.form(short)) => back || front && !rest,
            _ => front && self.is_its_own(short) && !self.is_country(short),
        }
    }

    /// Whether the first words of a name tell it apart: not a demonym, not a compass point, not one that
    /// opens many names.
    fn is_its_own(&self, m: u32) -> bool {
        let common = &[Class::Demonym, Class::Compass, Class::RoleModifier, Class::OrganisationFirst];
        !self.form(m).words.iter().all(|part| part.word.is_any(common))
    }

    fn is_country(&self, m: u32) -> bool {
        let rows = self.page.gazetteer.answer(self.page.text.slice(self.form(m).span));
        rows.iter().any(|&row| matches!(self.page.gazetteer.subtype(row), "country" | "territory" | "region"))
    }
}

/// Whether a name says no more than what sort of body it is.
fn is_head(form: &Form<'_>) -> bool {
    form.words.iter().all(|part| part.word.is_any(HEADS))
}
