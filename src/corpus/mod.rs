//! The same entity across documents, and ids that last.
//!
//! What a reading saw of each entity goes in, document after document in input order; one record an
//! entity comes out, in the order in which they were first seen. Two entities are one when they have
//! one row in a gazetteer, or else one kind and one name but for case and accents; people of one name
//! are several where their roles tell them apart.

mod id;
mod line;
mod told;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::entity::Entity;
use crate::gazetteer::{Entry, EntryId, Gazetteer, fold};
use crate::mention::Kind;
use crate::reading::Reading;
use crate::text::Span;

pub use id::id;
pub use line::{on_one_line, one_line};
pub use told::Told;

/// How prominent a person must be for a row to be believed against the role that the text gives.
const RENOWNED: u16 = 850;

/// What makes an entity the same one in another document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntityKey {
    /// Its row in a gazetteer, by its id there.
    Listed(String),
    /// Its kind and its canonical name without accents and case.
    Named(Kind, String),
    /// Somebody else of such a name, by what the first document that names them tells of them.
    Apart(Kind, String, String),
}

impl EntityKey {
    /// The key of an entity of a document. A row of another kind than the entity's is not believed.
    pub fn of(entity: &Entity, gazetteer: &Gazetteer) -> Self {
        match listed(entity, gazetteer) {
            Some(entry) => Self::Listed(gazetteer.entry(entry).id.to_string()),
            None => Self::named(entity.kind, &entity.name),
        }
    }

    /// The key of a name that stands in no list.
    pub fn named(kind: Kind, name: &str) -> Self {
        Self::Named(kind, fold(&one_line(name)))
    }

    /// The `entity_id` of the tables.
    pub fn id(&self) -> String {
        match self {
            Self::Listed(id) => id.clone(),
            Self::Named(kind, name) => id("e", &[kind.name(), name]),
            Self::Apart(kind, name, told) => id("e", &[kind.name(), name, told]),
        }
    }
}

fn listed(entity: &Entity, gazetteer: &Gazetteer) -> Option<EntryId> {
    entity.entry.filter(|&entry| {
        let entry = gazetteer.entry(entry);
        entry.kind == entity.kind.name() && !entry.id.is_empty()
    })
}

/// What one document shows of one entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// Who it is across documents.
    pub key: EntityKey,
    /// What it is.
    pub kind: Kind,
    /// Its canonical name in this document.
    pub name: String,
    /// Its row in the gazetteer, if it has one.
    pub entry: Option<EntryId>,
    /// The forms it goes by, as given, in order, without repetition.
    pub forms: Vec<String>,
    /// The roles that stand with it, in order, with repetition.
    pub roles: Vec<String>,
    /// What its roles tell of it.
    pub told: Told,
    /// How often it is named.
    pub mentions: u64,
    /// How many statements are its own.
    pub quotes_by: u64,
    /// How many statements name it.
    pub quotes_about: u64,
}

/// What a document shows of its entities, one sighting for each, in the reading's order.
pub fn sightings(reading: &Reading<'_>, gazetteer: &Gazetteer) -> Vec<Sighting> {
    let mut all: Vec<Sighting> = reading.entities.iter().map(|e| sighting(reading, gazetteer, e)).collect();
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

fn sighting(reading: &Reading<'_>, gazetteer: &Gazetteer, entity: &Entity) -> Sighting {
    let mut seen = Sighting {
        key: EntityKey::of(entity, gazetteer),
        kind: entity.kind,
        name: on_one_line(&entity.name),
        entry: listed(entity, gazetteer),
        forms: Vec::new(),
        roles: Vec::new(),
        told: Told::default(),
        mentions: 0,
        quotes_by: 0,
        quotes_about: 0,
    };
    let given = |span: Span| one_line(reading.text.given_slice(reading.text.source_span(span)));
    for mention in entity.mentions.iter().filter_map(|&m| reading.mentions.get(m as usize)) {
        seen.mentions += 1;
        add_form(&mut seen.forms, given(mention.span));
        seen.roles.extend(mention.role.map(given).filter(|role| !role.is_empty()).map(Cow::into_owned));
        if let Some(role) = mention.role {
            seen.told.add_role(&reading.text, &reading.tokens, gazetteer, role);
        }
    }
    unlist_namesake(&mut seen, gazetteer);
    seen
}

/// Whoever does what nobody of their row does is somebody else of the name.
fn unlist_namesake(seen: &mut Sighting, gazetteer: &Gazetteer) {
    if seen.kind != Kind::Person || seen.told.is_empty() {
        return;
    }
    let row = seen.entry.map(|entry| gazetteer.entry(entry));
    let other = |row: &Entry<'_>| Told::of_row(row.subtype, row.roles).contradicts(&seen.told);
    if row.is_some_and(|row| row.weight < RENOWNED && other(&row)) {
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
        let places = reading.entities.iter().enumerate().flat_map(|(number, entity)| {
            let mentions = entity.mentions.iter().filter_map(|&m| reading.mentions.get(m as usize));
            mentions.map(move |mention| (mention.span, number))
        });
        let mut all: Vec<_> = places.collect();
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

fn add_form(forms: &mut Vec<String>, form: Cow<'_, str>) {
    if !forms.iter().any(|known| *known == form) {
        forms.push(form.into_owned());
    }
}

/// What all documents show of one entity.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    /// Who it is.
    pub key: EntityKey,
    /// What it is.
    pub kind: Kind,
    /// Its canonical name: the first document's.
    pub name: String,
    /// Its row in the gazetteer, if it has one.
    pub entry: Option<EntryId>,
    /// The forms it goes by in the texts, in the order in which they were met.
    pub forms: Vec<String>,
    roles: Vec<(String, u64)>,
    #[serde(default)]
    told: Told,
    /// How often it is named.
    pub mentions: u64,
    /// In how many documents.
    pub documents: u64,
    /// How many statements are its own.
    pub quotes_by: u64,
    /// How many statements name it.
    pub quotes_about: u64,
    /// The date of the earliest document that names it.
    pub first_published: Option<String>,
    /// The date of the latest.
    pub last_published: Option<String>,
    last_document: u64,
}

impl Known {
    fn new(seen: &Sighting) -> Self {
        Self {
            key: seen.key.clone(),
            kind: seen.kind,
            name: seen.name.clone(),
            entry: seen.entry,
            forms: Vec::new(),
            roles: Vec::new(),
            told: Told::default(),
            mentions: 0,
            documents: 0,
            quotes_by: 0,
            quotes_about: 0,
            first_published: None,
            last_published: None,
            last_document: 0,
        }
    }

    /// The role that stands with it most often; of several the first met.
    pub fn role(&self) -> Option<&str> {
        let most = self.roles.iter().map(|(_, count)| *count).max()?;
        self.roles.iter().find(|(_, count)| *count == most).map(|(role, _)| role.as_str())
    }

    fn add(&mut self, seen: &Sighting, published: Option<&str>, document: u64) {
        self.told.add(&seen.told);
        self.mentions += seen.mentions;
        self.quotes_by += seen.quotes_by;
        self.quotes_about += seen.quotes_about;
        if self.last_document != document {
            self.last_document = document;
            self.documents += 1;
        }
        for form in &seen.forms {
            if !self.forms.contains(form) {
                self.forms.push(form.clone());
            }
        }
        for role in &seen.roles {
            match self.roles.iter_mut().find(|(known, _)| known == role) {
                Some((_, count)) => *count += 1,
                None => self.roles.push((role.clone(), 1)),
            }
        }
        let Some(published) = published else { return };
        if self.first_published.as_deref().is_none_or(|first| published < first) {
            self.first_published = Some(published.to_string());
        }
        if self.last_published.as_deref().is_none_or(|last| published > last) {
            self.last_published = Some(published.to_string());
        }
    }
}

/// Every entity of a run. It can be kept in a file and read again, to go on with a run.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Corpus {
    #[serde(skip)]
    places: BTreeMap<EntityKey, usize>,
    all: Vec<Known>,
    documents: u64,
}

/// A corpus as a file holds it: where an entity stands follows from the entities.
#[derive(Deserialize)]
struct Kept {
    all: Vec<Known>,
    documents: u64,
}

impl From<Kept> for Corpus {
    fn from(kept: Kept) -> Self {
        let places = kept.all.iter().enumerate().map(|(at, known)| (known.key.clone(), at)).collect();
        Self { places, all: kept.all, documents: kept.documents }
    }
}

impl Corpus {
    /// Tells people of a document from others of their names, before it is added: gives each that is somebody
    /// else than the first of the name a key of their own. The keys as they were and as they are.
    pub fn tell_apart(&self, sightings: &mut [Sighting]) -> Vec<(EntityKey, EntityKey)> {
        let mut told: BTreeMap<EntityKey, Told> = BTreeMap::new();
        for seen in sightings.iter().filter(|seen| matches!(seen.key, EntityKey::Named(Kind::Person, _))) {
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
        let from = EntityKey::Apart(*kind, name.clone(), String::new());
        let same = |key: &EntityKey| matches!(key, EntityKey::Apart(k, n, _) if k == kind && n == name);
        let others = self.places.range(from..).take_while(|(key, _)| same(key));
        let all = || std::iter::once(first).chain(others.clone().filter_map(|(_, at)| self.all.get(*at)));
        let fits = |known: &&Known| !known.told.contradicts(told);
        let found = all().find(|known| fits(known) && known.told.shares(told)).or_else(|| all().find(fits));
        let anew = || EntityKey::Apart(*kind, name.clone(), told.mark());
        Some(found.map_or_else(anew, |known| known.key.clone()))
    }

    /// Adds a document's sightings; call it in input order.
    pub fn add(&mut self, sightings: &[Sighting], published: Option<&str>) {
        self.documents += 1;
        for seen in sightings {
            let next = self.all.len();
            let at = *self.places.entry(seen.key.clone()).or_insert(next);
            if at == next {
                self.all.push(Known::new(seen));
            }
            self.all[at].add(seen, published, self.documents);
        }
    }

    /// What is known of an entity so far.
    pub fn get(&self, key: &EntityKey) -> Option<&Known> {
        self.places.get(key).and_then(|&at| self.all.get(at))
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
