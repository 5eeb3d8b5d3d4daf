//! A row of a gazetteer: the schema of `gazetteers/README.md`.
//!
//! The program's build reads the shipped lists into these rows, the program reads a user's own list
//! into them, so both obey one schema. How a file becomes rows stands in [`super::given`].

/// An entity as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The entity's id; made from kind and name where the file gives none.
    pub id: String,
    /// `person`, `place` or `organisation`.
    pub kind: String,
    /// What sort of one: `city`, `party`, `politician`, ...
    pub subtype: String,
    /// The canonical name.
    pub name: String,
    /// Other names, parted by `|`.
    pub aliases: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// `m`, `f` or empty.
    pub sex: String,
    /// Roles, the latest first, parted by `|`.
    pub role: String,
    /// Prominence on a log scale, 0 to 999.
    pub weight: u16,
    /// Forms that mean something else, too, each with its codes: `Target:w|Rose:g`.
    pub ambiguous: String,
    /// `wd:Q212;geonames:703448`.
    pub external_ids: String,
    /// The file or package it comes from.
    pub source: String,
}

/// The columns, in the order of the documentation. `kind` and `name` must be there, or `entry`.
pub const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "subtype",
    "name",
    "aliases",
    "country",
    "sex",
    "role",
    "weight",
    "ambiguous",
    "external_ids",
    "source",
    "action",
    "entry",
];

/// The kinds, each with what ids begin with.
pub const KINDS: &[(&str, &str)] = &[("person", "per"), ("place", "loc"), ("organisation", "org")];

/// The weight of a row that gives none.
pub(crate) const WEIGHT: u16 = 600;

impl Row {
    /// The region a place lies in, by ISO 3166-2, if its ids tell.
    pub(crate) fn region(&self) -> Option<&str> {
        region(&self.external_ids)
    }

    /// Every form the entity goes by, the canonical name first.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.split('|').filter(|alias| !alias.is_empty()))
    }

    /// The codes that the row itself gives a form.
    pub(crate) fn declared(&self, form: &str) -> &str {
        let mut pairs = self.ambiguous.split('|').filter_map(|pair| pair.rsplit_once(':'));
        pairs.find(|(of, _)| *of == form).map_or("", |(_, codes)| codes)
    }

    /// Adds a name to the aliases unless the entity goes by it already.
    pub(crate) fn add(&mut self, form: &str) {
        if !form.is_empty() && !self.forms().any(|known| known == form) {
            if !self.aliases.is_empty() {
                self.aliases.push('|');
            }
            self.aliases.push_str(form);
        }
    }

    /// The id made from kind and name.
    pub(crate) fn made_id(&self) -> String {
        let prefix = KINDS.iter().find(|(name, _)| *name == self.kind).map_or("", |(_, prefix)| prefix);
        format!("{prefix}_{}", slug(&self.name))
    }

    /// Takes over what another row of the same entity knows and this one does not.
    pub(crate) fn absorb(&mut self, other: &Row) {
        for form in other.forms() {
            self.add(form);
        }
        for (mine, theirs) in [
            (&mut self.country, &other.country),
            (&mut self.sex, &other.sex),
            (&mut self.role, &other.role),
            (&mut self.external_ids, &other.external_ids),
        ] {
            if mine.is_empty() {
                mine.clone_from(theirs);
            }
        }
        if let Some(region) = other.region().filter(|_| self.region().is_none() && self.kind == "place") {
            self.external_ids = format!("{};in:{region}", self.external_ids);
        }
        if !other.ambiguous.is_empty() {
            let parted = if self.ambiguous.is_empty() { "" } else { "|" };
            self.ambiguous = format!("{}{parted}{}", self.ambiguous, other.ambiguous);
        }
    }
}

/// The region that a place lies in, among its ids: `in:US-IL`.
pub fn region(external_ids: &str) -> Option<&str> {
    external_ids.split(';').find_map(|id| id.strip_prefix("in:"))
}

/// The region that a place is, among its ids: `iso:US-IL`.
pub fn own_region(external_ids: &str) -> Option<&str> {
    external_ids.split(';').find_map(|id| id.strip_prefix("iso:")).filter(|code| code.contains('-'))
}

/// `Recep Tayyip Erdoğan` to `recep-tayyip-erdogan`.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}

/// A form without accents.
pub fn plain(form: &str) -> String {
    use unicode_normalization::char::{decompose_canonical, is_combining_mark};
    if form.is_ascii() {
        return form.to_string();
    }
    let mut plain = String::with_capacity(form.len());
    for c in form.chars() {
        // Letter by letter: to put accents in order, as for a whole string, would be for nothing here.
        decompose_canonical(c, |c| {
            if c.is_ascii() || !is_combining_mark(c) {
                plain.push(without_stroke(c));
            }
        });
    }
    plain
}

/// Letters whose stroke or dot is no accent to Unicode, and the curly apostrophe.
fn without_stroke(c: char) -> char {
    match c {
        'ı' => 'i',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' | 'ð' => 'd',
        'Đ' => 'D',
        '’' => '\'',
        other => other,
    }
}

/// A form without accents and in lower case: how it is looked up where case says nothing.
pub fn fold(form: &str) -> String {
    if form.is_ascii() { form.to_ascii_lowercase() } else { plain(form).to_lowercase() }
}
