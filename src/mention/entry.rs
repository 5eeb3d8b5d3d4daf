//! Which row of the gazetteer a name is likely to be.
//!
//! Most names have one row of their kind. Towns share theirs: the place behind a comma tells which is meant,
//! here or elsewhere in the document, or else the countries and regions that are spoken of.

use std::collections::BTreeMap;

use once_cell::sync::Lazy;

use super::piece::Page;
use super::{Kind, Mention};
use crate::gazetteer::{self, EntryId, Fact, Gazetteer, Lookup, Lookups};
use crate::lexicon::Class;

/// How much less prominent a place may be and still win because its country is spoken of: a tenth.
const NEARER: u16 = 100;

/// How prominent a city is that needs no region to be known by, unless one is set behind it: a million people.
const METROPOLIS: u16 = 600;

static STATES: &str = include_str!("../../gazetteers/words/states.csv");

/// Finds rows for the names of one document.
pub(super) struct Rows<'g> {
    gazetteer: &'g Gazetteer,
    /// What the document names of the world; made when first needed.
    named: Option<Named<'g>>,
}

/// The countries and regions that a document names, by code.
struct Named<'g> {
    countries: Vec<&'g str>,
    regions: Vec<&'g str>,
}

impl<'g> Rows<'g> {
    /// Rows of a gazetteer.
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, named: None }
    }

    /// Finds the row of every name of a document.
    pub(super) fn fill(&mut self, page: &Page<'_>, mentions: &mut [Mention]) {
        for name in mentions.iter_mut() {
            let lookup = page.lookups.get(name.first, name.last);
            name.entry = lookup.and_then(|lookup| self.find(page.lookups, lookup, name.kind));
        }
        self.settle(page, mentions);
    }

    /// The most prominent row of a kind that goes by exactly this form; of towns of one name rather
    /// that in a region or country the document names.
    fn find(&mut self, lookups: &Lookups, lookup: &Lookup, kind: Kind) -> Option<EntryId> {
        let gazetteer = self.gazetteer;
        let all_are = all_are(lookup.facts, kind)?;
        let is_settled = kind != Kind::Place || lookup.facts & Fact::Country.bit() != 0;
        if all_are {
            let (first, is_only) = gazetteer.first(lookup)?;
            if is_settled || is_only {
                return Some(first);
            }
        }
        let mut rows =
            gazetteer.entries(lookup).filter(|id| all_are || gazetteer.kind(*id) == kind.name()).peekable();
        let first = rows.next()?;
        if is_settled || rows.peek().is_none() {
            return Some(first);
        }
        let best = gazetteer.weight(first);
        // The most prominent stand first.
        let others: Vec<EntryId> =
            rows.take_while(|id| gazetteer.weight(*id).saturating_add(NEARER) >= best).collect();
        if others.is_empty() {
            return Some(first);
        }
        let named = self.named.get_or_insert_with(|| Named::of(gazetteer, lookups));
        let region = |id: &EntryId| {
            let lies_in = gazetteer::region(gazetteer.external_ids(*id));
            lies_in.is_some_and(|region| named.regions.contains(&region))
        };
        let country = |id: &EntryId| named.countries.contains(&gazetteer.country(*id));
        let all = || std::iter::once(&first).chain(&others);
        all().find(|id| region(id)).or_else(|| all().find(|id| country(id))).copied().or(Some(first))
    }

    /// Towns that the place behind a comma tells apart, and every other mention of theirs: as the nearest
    /// before it, else as the first after it.
    fn settle(&self, page: &Page<'_>, mentions: &mut [Mention]) {
        let mut told: BTreeMap<u64, Vec<(usize, Option<EntryId>)>> = BTreeMap::new();
        for number in 0..mentions.len() {
            if let Some((town, region)) = self.beside(page, mentions, number) {
                told.entry(form(page, &mentions[number])).or_default().push((number, town));
                mentions[number + 1].entry = Some(region);
            }
        }
        if told.is_empty() {
            return;
        }
        for (number, name) in mentions.iter_mut().enumerate().filter(|(_, name)| name.kind == Kind::Place) {
            let Some(rows) = told.get(&form(page, name)) else { continue };
            let before = rows.partition_point(|(at, _)| *at <= number).checked_sub(1);
            if let Some((_, row)) = rows.get(before.unwrap_or(0)) {
                name.entry = *row;
            }
        }
    }

    /// The rows of a town and of the place behind the comma after it, `Springfield, Ill.`; a town that is
    /// listed elsewhere alone has none.
    fn beside(
        &self,
        page: &Page<'_>,
        mentions: &[Mention],
        number: usize,
    ) -> Option<(Option<EntryId>, EntryId)> {
        let (town, outer) = (mentions.get(number)?, mentions.get(number + 1)?);
        let comma = outer.first == town.last + 2 && page.mark(town.last as usize + 1) == Some(',');
        if !comma || town.kind != Kind::Place || outer.kind != Kind::Place {
            return None;
        }
        let towns = self.places(page, town);
        if towns.is_empty() {
            return None;
        }
        let outers = self.outer(page, outer);
        let inside = |outer: &EntryId| towns.iter().copied().find(|town| self.lies_in(*town, *outer));
        // Georgia is a country and a state: that which has such a town.
        let found = outers.iter().find_map(|outer| Some((inside(outer), *outer)).filter(|f| f.0.is_some()));
        let region = outers.first().copied().filter(|outer| self.gazetteer.entry(*outer).subtype == "admin1");
        // "New York, New Jersey and Maine" is a list; a town less known lies in no other region than it should.
        let alone = || self.is_town(town.entry) || is_closed(page, mentions, number + 1);
        found.or_else(|| region.filter(|_| alone()).map(|region| (None, region)))
    }

    /// The rows of a form that are places.
    fn places(&self, page: &Page<'_>, name: &Mention) -> Vec<EntryId> {
        let lookup = page.lookups.get(name.first, name.last);
        let rows = lookup.into_iter().flat_map(|lookup| self.gazetteer.entries(lookup));
        rows.filter(|id| self.gazetteer.kind(*id) == Kind::Place.name()).collect()
    }

    /// The countries and regions that a form may be, those of a state cut short too.
    fn outer(&self, page: &Page<'_>, name: &Mention) -> Vec<EntryId> {
        let mut rows = self.places(page, name);
        let at = name.first as usize;
        if page.tokens[at].is_stopped() && page.tokens[at].word.is(Class::StateAbbreviation) {
            let state = written_out(page.slice(at));
            rows.extend(state.into_iter().flat_map(|state| self.gazetteer.answer(state)));
        }
        rows.retain(|row| self.is_large(*row));
        rows
    }

    fn is_large(&self, row: EntryId) -> bool {
        matches!(self.gazetteer.entry(row).subtype, "country" | "territory" | "admin1" | "region")
    }

    fn is_town(&self, row: Option<EntryId>) -> bool {
        let row = row.map(|row| self.gazetteer.entry(row));
        row.is_some_and(|row| row.subtype == "city" && row.weight < METROPOLIS)
    }

    /// Whether a town lies in a country or region.
    fn lies_in(&self, town: EntryId, outer: EntryId) -> bool {
        let (town, outer) = (self.gazetteer.entry(town), self.gazetteer.entry(outer));
        let regions = gazetteer::region(town.external_ids).zip(gazetteer::own_region(outer.external_ids));
        let country = !town.country.is_empty() && town.country == outer.country;
        town.id != outer.id && country && regions.is_none_or(|(one, other)| one == other)
    }
}

impl<'g> Named<'g> {
    fn of(gazetteer: &'g Gazetteer, lookups: &Lookups) -> Self {
        let large = Fact::Country.bit() | Fact::Admin1.bit();
        let rows = lookups.iter().filter(|l| l.facts & large != 0);
        let rows = rows.filter_map(|l| gazetteer.first(l)).map(|(id, _)| id);
        let mut named = Self { countries: Vec::new(), regions: Vec::new() };
        for row in rows {
            match gazetteer.subtype(row) {
                "country" | "territory" => named.countries.push(gazetteer.country(row)),
                "admin1" => named.regions.extend(gazetteer::own_region(gazetteer.external_ids(row))),
                _ => {}
            }
        }
        named
    }
}

/// Whether all rows of a form with some facts are of a kind; `None` if none is. Rows themselves lie far apart.
fn all_are(facts: u32, kind: Kind) -> Option<bool> {
    let known = facts & (Fact::PERSON | Fact::PLACE | Fact::ORGANISATION);
    let own = match kind {
        Kind::Person => Fact::PERSON,
        Kind::Place => Fact::PLACE,
        Kind::Organisation => Fact::ORGANISATION,
    };
    (known & own != 0).then_some(known & !own == 0)
}

/// Whether a mark closes what a name stands in, and no list goes on with another place.
fn is_closed(page: &Page<'_>, mentions: &[Mention], number: usize) -> bool {
    let Some(name) = mentions.get(number) else { return false };
    let goes_on = |next: &Mention| next.first == name.last + 2 && next.kind == Kind::Place;
    match page.mark(name.last as usize + 1) {
        Some(',') => !mentions.get(number + 1).is_some_and(goes_on),
        Some(mark) => matches!(mark, '\u{2014}' | '\u{2013}' | '-' | '(' | ')' | '.'),
        None => false,
    }
}

fn form(page: &Page<'_>, name: &Mention) -> u64 {
    page.form(name.first as usize, name.last as usize)
}

/// The name of a state that is cut short: `Ill.`.
fn written_out(short: &str) -> Option<&'static str> {
    static MAP: Lazy<BTreeMap<&'static str, &'static str>> =
        Lazy::new(|| STATES.lines().skip(1).filter_map(|line| line.split_once(',')).collect());
    MAP.get(short.to_lowercase().as_str()).copied()
}
