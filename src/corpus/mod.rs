//! The same entity across documents, and ids that last.
//!
//! What a reading saw of each entity goes in, document after document in input order; one record an
//! entity comes out, in the order in which they were first seen. Two entities are one when they have
//! one row in a gazetteer, or else one kind and one name but for case and accents; people of one name
//! are several where their roles tell them apart.

mod id;
mod known;
mod line;
mod told;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use compact_str::CompactString;
use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::entity::Entity;
use crate::gazetteer::{EntryId, Gazetteer, folded};
use crate::mention::{Kind, Mention};
use crate::reading::Reading;
use crate::text::{SourceSpan, Span};

pub use id::{Id, fingerprint, id};
pub use known::Known;
pub use line::{Breaks, on_one_line, one_line};
pub use told::Told;

/// How prominent a person must be for a row to be believed against the role that the text gives.
const RENOWNED: u16 = 850;

/// What makes an entity the same one in another document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntityKey {
    /// Its row in a gazetteer, by its id there.
    Listed(CompactString),
    /// Its kind and its canonical name without accents and case.
    Named(Kind, CompactString),
    /// Somebody else of such a name, by what the first document that names them tells of them.
    Apart(Kind, CompactString, CompactString),
}

impl EntityKey {
    /// The key of an entity of a document. A row of another kind than the entity's is not believed.
    pub fn of(entity: &Entity, gazetteer: &Gazetteer) -> Self {
        Self::of_row(entity, listed(entity, gazetteer), gazetteer)
    }

    fn of_row(entity: &Entity, row: Option<EntryId>, gazetteer: &Gazetteer) -> Self {
        match row {
            Some(row) => Self::Listed(gazetteer.id(row).into()),
            None => Self::named(entity.kind, &entity.name),
        }
    }

    /// The key of a name that stands in no list.
    pub fn named(kind: Kind, name: &str) -> Self {
        Self::Named(kind, folded(&one_line(name)))
    }

    /// The `entity_id` of the tables.
    pub fn id(&self) -> CompactString {
        match self {
            Self::Listed(id) => id.clone(),
            Self::Named(kind, name) => CompactString::new(&*id('e', &[kind.name(), name])),
            Self::Apart(kind, name, told) => CompactString::new(&*id('e', &[kind.name(), name, told])),
        }
    }
}

fn listed(entity: &Entity, gazetteer: &Gazetteer) -> Option<EntryId> {
    let fits =
        |entry: &EntryId| gazetteer.kind(*entry) == entity.kind.name() && !gazetteer.id(*entry).is_empty();
    entity.entry.filter(fits)
}

/// What one document shows of one entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// Who it is across documents.
    pub key: EntityKey,
    /// What it is.
    pub kind: Kind,
    /// Its canonical name in this document.
    pub name: CompactString,
    /// Its row in the gazetteer, if it has one.
    pub entry: Option<EntryId>,
    /// The forms it goes by, as given, in order, without repetition.
    pub forms: SmallVec<[CompactString; 2]>,
    /// The roles that stand with it, in order, with repetition.
    pub roles: Vec<CompactString>,
    /// What its roles tell of it, if it may be one of several of its name.
    pub told: Told,
    /// How often it is named.
    pub mentions: u64,
    /// How many statements are its own.
    pub quotes_by: u64,
    /// How many statements name it.
    pub quotes_about: u64,
}

/// Where a mention stands in the text as given, and its words there, on one line.
#[derive(Clone, Debug)]
pub struct Place<'d> {
    /// Where it stands.
    pub source: SourceSpan,
    /// What stands there.
    pub words: Cow<'d, str>,
}

/// Where the mentions of a reading stand. `breaks` are those of its text as given.
pub fn places<'d>(reading: &Reading<'d>, breaks: &Breaks<'d>) -> Vec<Place<'d>> {
    let place = |mention: &Mention| {
        let source = reading.text.source_span(mention.span);
        Place { source, words: breaks.one_line(source.range()) }
    };
    reading.mentions.iter().map(place).collect()
}

/// What a document shows of its entities, one sighting for each, in the reading's order. `breaks` are those of its
/// text as given, `places` those of its mentions.
pub fn sightings(
    reading: &Reading<'_>,
    gazetteer: &Gazetteer,
    breaks: &Breaks<'_>,
    places: &[Place<'_>],
) -> Vec<Sighting> {
    gazetteer.bring(reading.entities.iter().filter_map(|entity| entity.entry));
    let seen = |entity: &Entity| sighting(reading, gazetteer, breaks, places, entity);
    let mut all: Vec<Sighting> = reading.entities.iter().map(seen).collect();
    for attribution in &reading.speakers {
        if let Some(seen) = attribution.entity.and_then(|entity| all.get_mut(entity as usize)) {
            seen.quotes_by += 1;
        }
    }
    let named = Named::of(reading);
    for quote in &reading.quotes {
        for entity in named.within(&quote.pieces) {
            if let Some(seen) = all.get_mut(entity) {
                seen.quotes_about += 1;
            }
        }
    }
    all
}

fn sighting(
    reading: &Reading<'_>,
    gazetteer: &Gazetteer,
    breaks: &Breaks<'_>,
    places: &[Place<'_>],
    entity: &Entity,
) -> Sighting {
    let entry = listed(entity, gazetteer);
    let mut seen = Sighting {
        key: EntityKey::of_row(entity, entry, gazetteer),
        kind: entity.kind,
        name: one_line(&entity.name).into(),
        entry,
        forms: SmallVec::new(),
        roles: Vec::new(),
        told: Told::default(),
        mentions: 0,
        quotes_by: 0,
        quotes_about: 0,
    };
    let given = |span: Span| breaks.one_line(reading.text.source_span(span).range());
    let may_be_another = may_be_another(&seen, gazetteer);
    let mentions = entity.mentions.iter().map(|&mention| mention as usize);
    for (mention, place) in mentions.filter_map(|m| reading.mentions.get(m).zip(places.get(m))) {
        seen.mentions += 1;
        add_form(&mut seen.forms, &place.words);
        let Some(role) = mention.role else { continue };
        seen.roles.extend(Some(given(role)).filter(|role| !role.is_empty()).map(CompactString::from));
        if may_be_another {
            seen.told.add_role(&reading.text, &reading.tokens, gazetteer, role);
        }
    }
    unlist_namesake(&mut seen, gazetteer);
    seen
}

/// Whether roles can tell that somebody else of the name is meant.
fn may_be_another(seen: &Sighting, gazetteer: &Gazetteer) -> bool {
    let is_renowned = |entry: EntryId| gazetteer.entry(entry).weight >= RENOWNED;
    seen.kind == Kind::Person && !seen.entry.is_some_and(is_renowned)
}

/// Whoever does what nobody of their row does is somebody else of the name.
fn unlist_namesake(seen: &mut Sighting, gazetteer: &Gazetteer) {
    if seen.told.is_empty() {
        return;
    }
    let row = seen.entry.map(|entry| gazetteer.entry(entry));
    if row.is_some_and(|row| Told::of_row(row.subtype, row.roles).contradicts(&seen.told)) {
        let fullest = seen.forms.iter().rev().max_by_key(|form| form.chars().count());
        seen.name = fullest.cloned().unwrap_or_default();
        (seen.key, seen.entry) = (EntityKey::named(seen.kind, &seen.name), None);
    }
}

/// Which entity is named where, by place.
struct Named {
    all: Vec<(Span, usize)>,
}

impl Named {
    fn of(reading: &Reading<'_>) -> Self {
        let mut owners = vec![None; reading.mentions.len()];
        for (number, entity) in reading.entities.iter().enumerate() {
            for &mention in &entity.mentions {
                if let Some(owner) = owners.get_mut(mention as usize) {
                    *owner = Some(number);
                }
            }
        }
        let named = reading.mentions.iter().zip(owners);
        let mut all: Vec<_> = named.filter_map(|(mention, owner)| Some((mention.span, owner?))).collect();
        // They stand in order already, or nearly so.
        all.sort_unstable();
        Self { all }
    }

    /// The entities named inside some spans, each once.
    fn within(&self, pieces: &[Span]) -> Vec<usize> {
        let mut found = Vec::new();
        for piece in pieces {
            let from = self.all.partition_point(|(span, _)| span.start < piece.start);
            let inside = self.all[from..].iter().take_while(|(span, _)| span.start < piece.end);
            found.extend(inside.filter(|(span, _)| piece.holds(*span)).map(|(_, number)| *number));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn add_form(forms: &mut SmallVec<[CompactString; 2]>, form: &str) {
    if !forms.iter().any(|known| known == form) {
        forms.push(form.into());
    }
}

/// Every entity of a run. It can be kept in a file and read again, to go on with a run.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Corpus {
    all: Vec<Known>,
    documents: u64,
    #[serde(skip)]
    places: Places,
}

/// A corpus as a file holds it: where an entity stands follows from the entities.
#[derive(Deserialize)]
struct Kept {
    all: Vec<Known>,
    documents: u64,
}

impl From<Kept> for Corpus {
    fn from(kept: Kept) -> Self {
        let mut corpus = Self { documents: kept.documents, ..Self::default() };
        for known in kept.all {
            corpus.push(known);
        }
        corpus
    }
}

/// Where the entity of a key stands. A key stands with its entity alone, not here too.
#[derive(Debug, Default)]
struct Places {
    all: HashTable<u32>,
    /// Those that are told apart from others of their names, who are few, in order.
    apart: BTreeMap<EntityKey, u32>,
    hasher: DefaultHashBuilder,
}

impl Corpus {
    /// Tells people of a document from others of their names, before it is added: gives each that is somebody
    /// else than the first of the name a key of their own. The keys as they were and as they are.
    pub fn tell_apart(&self, sightings: &mut [Sighting]) -> Vec<(EntityKey, EntityKey)> {
        let mut told: BTreeMap<EntityKey, Told> = BTreeMap::new();
        // Of whom nothing is told nobody can be told apart.
        let telling = sightings.iter().filter(|seen| !seen.told.is_empty());
        for seen in telling.filter(|seen| matches!(seen.key, EntityKey::Named(Kind::Person, _))) {
            told.entry(seen.key.clone()).or_default().add(&seen.told);
        }
        let changed = told.into_iter().filter_map(|(key, told)| {
            let own = self.whose(&key, &told)?;
            (own != key).then_some((key, own))
        });
        let changed: Vec<_> = changed.collect();
        for seen in sightings {
            if let Some((_, own)) = changed.iter().find(|(key, _)| *key == seen.key) {
                seen.key = own.clone();
            }
        }
        changed
    }

    /// Who of a name is meant: whoever has something in common with what is told, else the first whom nothing
    /// speaks against, else nobody known so far.
    fn whose(&self, key: &EntityKey, told: &Told) -> Option<EntityKey> {
        let EntityKey::Named(kind, name) = key else { return None };
        let first = self.get(key)?;
        let from = EntityKey::Apart(*kind, name.clone(), "".into());
        let same = |key: &EntityKey| matches!(key, EntityKey::Apart(k, n, _) if k == kind && n == name);
        let others = self.places.apart.range(from..).take_while(|(key, _)| same(key));
        let others = others.filter_map(|(_, at)| self.all.get(*at as usize));
        let all = || std::iter::once(first).chain(others.clone());
        let fits = |known: &&Known| !known.contradicts(told);
        let found = all().find(|known| fits(known) && known.shares(told)).or_else(|| all().find(fits));
        let anew = || EntityKey::Apart(*kind, name.clone(), told.mark().into());
        Some(found.map_or_else(anew, |known| known.key.clone()))
    }

    /// Adds a document's sightings; call it in input order. Whether any of them is known by another name.
    pub fn add(&mut self, sightings: &[Sighting], published: Option<&str>) -> bool {
        self.documents += 1;
        let published: Option<Arc<str>> = published.map(Arc::from);
        let places = self.places_of(sightings);
        let mut has_other_name = false;
        for (seen, place) in sightings.iter().zip(places) {
            // Whom none of the others was before may be one of them.
            let place = place.or_else(|| self.place(&seen.key));
            let at = place.unwrap_or_else(|| self.push(Known::new(seen)));
            let known = &mut self.all[at];
            has_other_name |= known.name != seen.name;
            known.add(seen, published.as_ref(), self.documents);
        }
        has_other_name
    }

    /// Where the entities of some sightings stand that were there before. All of them are looked for together, so
    /// that the processor waits for none.
    fn places_of(&self, sightings: &[Sighting]) -> Vec<Option<usize>> {
        let first = |seen: &Sighting| {
            let hash = self.places.hasher.hash_one(&seen.key);
            self.places.all.find(hash, |_| true).map(|at| *at as usize)
        };
        let mut places: Vec<_> = sightings.iter().map(first).collect();
        for (place, seen) in places.iter_mut().zip(sightings) {
            let is = |at: &usize| self.all.get(*at).is_some_and(|known| known.key == seen.key);
            *place = place.filter(is).or_else(|| self.place(&seen.key));
        }
        places
    }

    fn place(&self, key: &EntityKey) -> Option<usize> {
        let hash = self.places.hasher.hash_one(key);
        let same = |at: &u32| self.all.get(*at as usize).is_some_and(|known| known.key == *key);
        self.places.all.find(hash, same).map(|at| *at as usize)
    }

    /// Adds an entity that is not there yet; where it stands.
    fn push(&mut self, known: Known) -> usize {
        let at = self.all.len() as u32;
        let Self { all, places, .. } = self;
        if matches!(known.key, EntityKey::Apart(..)) {
            places.apart.insert(known.key.clone(), at);
        }
        all.push(known);
        let hash = |at: &u32| all.get(*at as usize).map_or(0, |known| places.hasher.hash_one(&known.key));
        places.all.insert_unique(hash(&at), at, hash);
        at as usize
    }

    /// What is known of an entity so far.
    pub fn get(&self, key: &EntityKey) -> Option<&Known> {
        self.place(key).and_then(|at| self.all.get(at))
    }

    /// Every entity, in the order in which they were first seen.
    pub fn iter(&self) -> impl Iterator<Item = &Known> {
        self.all.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

#[cfg(test)]
mod tests;
