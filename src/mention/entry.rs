//! Which row of the gazetteer a name is likely to be.

use super::Kind;
use crate::gazetteer::{EntryId, Fact, Gazetteer, Lookup, Lookups};

/// How much less prominent a place may be and still win because its country is spoken of: a tenth.
const NEARER: u16 = 100;

/// Finds rows for the names of one document.
pub(super) struct Rows<'g> {
    gazetteer: &'g Gazetteer,
    /// The countries that the document names, by code; made when first needed.
    countries: Option<Vec<&'g str>>,
}

impl<'g> Rows<'g> {
    /// Rows of a gazetteer.
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, countries: None }
    }

    /// The most prominent row of a kind that goes by exactly this form; of towns of one name rather
    /// that in a country the document names. `beside` is the place behind a comma, `London, Ontario`: of
    /// towns of one name it is that in the same country.
    pub(super) fn find(
        &mut self,
        lookups: &Lookups,
        lookup: &Lookup,
        beside: Option<&Lookup>,
        kind: Kind,
    ) -> Option<EntryId> {
        let gazetteer = self.gazetteer;
        if let Some(row) = beside.filter(|_| kind == Kind::Place).and_then(|b| self.within(lookup, b)) {
            return Some(row);
        }
        let mut rows = gazetteer.entries(lookup).filter(|id| gazetteer.kind(*id) == kind.name());
        let first = rows.next()?;
        if kind != Kind::Place || lookup.facts & Fact::Country.bit() != 0 {
            return Some(first);
        }
        let best = gazetteer.entry(first);
        let others: Vec<EntryId> = rows.filter(|id| gazetteer.entry(*id).country != best.country).collect();
        if others.is_empty() {
            return Some(first);
        }
        let countries = self.countries.get_or_insert_with(|| countries(gazetteer, lookups));
        if countries.contains(&best.country) {
            return Some(first);
        }
        let near = |id: &EntryId| {
            let row = gazetteer.entry(*id);
            row.weight + NEARER >= best.weight && countries.contains(&row.country)
        };
        others.into_iter().find(near).or(Some(first))
    }

    /// The most prominent place of a form in the country that another form is, or is a part of.
    fn within(&self, lookup: &Lookup, outer: &Lookup) -> Option<EntryId> {
        let rows = |lookup| {
            self.gazetteer.entries(lookup).filter(|id| self.gazetteer.kind(*id) == Kind::Place.name())
        };
        let large = outer.facts & (Fact::Country.bit() | Fact::Admin1.bit()) != 0;
        let country = self.gazetteer.entry(rows(outer).next().filter(|_| large)?).country;
        let town = |id: &EntryId| self.gazetteer.entry(*id).country == country;
        rows(lookup).find(|id| !country.is_empty() && town(id))
    }
}

fn countries<'g>(gazetteer: &'g Gazetteer, lookups: &Lookups) -> Vec<&'g str> {
    let named = lookups.iter().filter(|l| l.facts & Fact::Country.bit() != 0);
    named.filter_map(|l| gazetteer.entries(l).next()).map(|id| gazetteer.entry(id).country).collect()
}
