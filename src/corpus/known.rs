//! What all documents show of one entity, in little memory: there are as many as there are names in a run.

use std::sync::Arc;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::{EntityKey, Sighting, Told};
use crate::gazetteer::EntryId;
use crate::mention::Kind;

/// What stands between the forms of an entity. Each of them stands on one line.
const BETWEEN: char = '\n';

/// What all documents show of one entity.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    /// Who it is.
    pub key: EntityKey,
    /// What it is.
    pub kind: Kind,
    /// Its canonical name: the first document's.
    pub name: CompactString,
    /// Its row in the gazetteer, if it has one.
    pub entry: Option<EntryId>,
    forms: String,
    roles: Vec<(Box<str>, u64)>,
    #[serde(default)]
    told: Option<Box<Told>>,
    /// How often it is named.
    pub mentions: u64,
    /// In how many documents.
    pub documents: u64,
    /// How many statements are its own.
    pub quotes_by: u64,
    /// How many statements name it.
    pub quotes_about: u64,
    /// The date of the earliest document that names it.
    pub first_published: Option<Arc<str>>,
    /// The date of the latest.
    pub last_published: Option<Arc<str>>,
    last_document: u64,
}

impl Known {
    pub(super) fn new(seen: &Sighting) -> Self {
        Self {
            key: seen.key.clone(),
            kind: seen.kind,
            name: seen.name.clone(),
            entry: seen.entry,
            forms: String::new(),
            roles: Vec::new(),
            told: None,
            mentions: 0,
            documents: 0,
            quotes_by: 0,
            quotes_about: 0,
            first_published: None,
            last_published: None,
            last_document: 0,
        }
    }

    /// The forms it goes by in the texts, in the order in which they were met.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.split(BETWEEN).filter(|form| !form.is_empty())
    }

    /// The role that stands with it most often; of several the first met.
    pub fn role(&self) -> Option<&str> {
        let most = self.roles.iter().map(|(_, count)| *count).max()?;
        self.roles.iter().find(|(_, count)| *count == most).map(|(role, _)| &**role)
    }

    /// Whether nobody can be both it and of whom something is told.
    pub(super) fn contradicts(&self, told: &Told) -> bool {
        self.told.as_ref().is_some_and(|own| own.contradicts(told))
    }

    /// Whether something is told of both.
    pub(super) fn shares(&self, told: &Told) -> bool {
        self.told.as_ref().is_some_and(|own| own.shares(told))
    }

    /// Adds what a document shows, by its date and its number.
    pub(super) fn add(&mut self, seen: &Sighting, published: Option<&Arc<str>>, document: u64) {
        if !seen.told.is_empty() {
            self.told.get_or_insert_default().add(&seen.told);
        }
        self.mentions += seen.mentions;
        self.quotes_by += seen.quotes_by;
        self.quotes_about += seen.quotes_about;
        if self.last_document != document {
            self.last_document = document;
            self.documents += 1;
        }
        for form in &seen.forms {
            self.add_form(form);
        }
        for role in &seen.roles {
            self.add_role(role);
        }
        let Some(published) = published else { return };
        if self.first_published.as_ref().is_none_or(|first| published < first) {
            self.first_published = Some(Arc::clone(published));
        }
        if self.last_published.as_ref().is_none_or(|last| published > last) {
            self.last_published = Some(Arc::clone(published));
        }
    }

    fn add_form(&mut self, form: &str) {
        // Most have one.
        if self.forms == form || self.forms().any(|known| known == form) {
            return;
        }
        let is_first = self.forms.is_empty();
        self.forms.reserve_exact(form.len() + usize::from(!is_first));
        if !is_first {
            self.forms.push(BETWEEN);
        }
        self.forms.push_str(form);
    }

    fn add_role(&mut self, role: &str) {
        if let Some((_, count)) = self.roles.iter_mut().find(|(known, _)| **known == *role) {
            *count += 1;
            return;
        }
        if self.roles.is_empty() {
            self.roles.reserve_exact(1);
        }
        self.roles.push((role.into(), 1));
    }
}
