//! `entities.csv`: one row for everyone and everything named.

use compact_str::CompactString;

use crate::corpus::{Corpus, Known};
use crate::gazetteer::Gazetteer;
use crate::mention::Kind;

use super::{Column, Format, Look, Table, columns, document};

/// A row of `entities.csv`; the columns below say what each field means.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is documented at its column")]
pub struct EntityRow {
    pub entity_id: CompactString,
    pub kind: Kind,
    pub name: String,
    pub aliases: String,
    pub role: Option<String>,
    pub country: String,
    pub external_ids: String,
    pub source: String,
    pub mentions: u64,
    pub documents: u64,
    pub quotes_by: u64,
    pub quotes_about: u64,
    pub first_published: Option<String>,
    pub last_published: Option<String>,
}

/// The names of all kinds.
pub(super) fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|(_, name)| *name).collect()
}

type Field = Column<EntityRow>;

/// The table.
pub static ENTITIES: Table<EntityRow> = Table {
    name: "entities",
    purpose: "Every person, place and organisation named, one row each, in the order in which they are first named.",
    columns: COLUMNS,
};

columns![
    EntityRow,
    Field::new(
        "entity_id",
        Format::Word,
        "the id of the gazetteer's row, or else `e_` and a hash of the kind and the name: the same in \
         every run; of somebody else of a name also of the countries and fields that their roles tell",
        |r| (*r.entity_id).into(),
    )
    .needed(),
    Field::new("kind", Format::Word, "what it is", |r| r.kind.name().into()).needed().one_of(kinds),
    Field::new(
        "name",
        Format::Text,
        "its canonical name: the gazetteer's, else the fullest form seen",
        |r| (*r.name).into(),
    )
    .needed(),
    Field::new(
        "aliases",
        Format::Text,
        "its other names, parted by `|`: first the forms seen in the documents, then the gazetteer's",
        |r| (*r.aliases).into(),
    )
    .shown(Look::Wrapped),
    Field::new(
        "role",
        Format::Text,
        "its title or role: the one that stands with it most often in the documents, else the gazetteer's",
        |r| r.role.as_deref().into(),
    ),
    Field::new("country", Format::Word, "its country in the gazetteer, ISO 3166-1 alpha-2", |r| {
        (*r.country).into()
    })
    .like("^[A-Z]{2}$"),
    Field::new(
        "external_ids",
        Format::Text,
        "its ids elsewhere, from the gazetteer: `wd:Q212;geonames:703448`; of a town also the region it lies \
         in: `in:US-IL`",
        |r| (*r.external_ids).into(),
    ),
    Field::new(
        "source",
        Format::Text,
        "the list that knows it; empty if it is known from the documents alone",
        |r| (*r.source).into(),
    ),
    Field::new("mentions", Format::Integer, "how often it is named", |r| r.mentions.into()).needed(),
    Field::new("documents", Format::Integer, "in how many documents", |r| r.documents.into()).needed(),
    Field::new("quotes_by", Format::Integer, "how many statements are its own", |r| r.quotes_by.into())
        .needed(),
    Field::new("quotes_about", Format::Integer, "how many statements name it", |r| r.quotes_about.into())
        .needed(),
    Field::new("first_published", Format::Date, "date of the earliest document that names it", |r| {
        r.first_published.as_deref().into()
    })
    .like(document::DATE),
    Field::new("last_published", Format::Date, "date of the latest document that names it", |r| {
        r.last_published.as_deref().into()
    })
    .like(document::DATE),
];

/// The row of each entity of a run, one after the other.
pub fn entities<'c>(corpus: &'c Corpus, gazetteer: &'c Gazetteer) -> impl Iterator<Item = EntityRow> + 'c {
    corpus.iter().map(|known| row(known, gazetteer))
}

fn row(known: &Known, gazetteer: &Gazetteer) -> EntityRow {
    let entry = known.entry.map(|entry| gazetteer.entry(entry)).unwrap_or_default();
    let mut aliases: Vec<String> = Vec::new();
    let seen = known.forms().map(|form| form.replace('|', "/"));
    for alias in seen.chain(entry.aliases.split('|').map(str::to_string)) {
        if !alias.is_empty() && alias != *known.name && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    let listed_role = entry.roles.split('|').next().filter(|role| !role.is_empty());
    EntityRow {
        entity_id: known.key.id(),
        kind: known.kind,
        name: known.name.to_string(),
        aliases: aliases.join("|"),
        role: known.role().or(listed_role).map(str::to_string),
        country: entry.country.to_string(),
        external_ids: entry.external_ids.to_string(),
        source: entry.source.to_string(),
        mentions: known.mentions,
        documents: known.documents,
        quotes_by: known.quotes_by,
        quotes_about: known.quotes_about,
        first_published: known.first_published.as_deref().map(str::to_string),
        last_published: known.last_published.as_deref().map(str::to_string),
    }
}
