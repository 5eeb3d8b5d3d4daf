//! `mentions.csv`: one row for every name in a text.

use std::sync::Arc;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::corpus::{EntityKey, Id, Place, id};
use crate::mention::{Kind, Mention};
use crate::text::Span;

use super::{Cell, Column, Format, Named, Table, View, columns, entity};

/// A row of `mentions.csv`; the columns below say what each field means.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is documented at its column")]
pub struct MentionRow {
    pub mention_id: Id,
    pub doc_id: Arc<str>,
    pub entity_id: CompactString,
    pub kind: Kind,
    pub name: CompactString,
    pub text: CompactString,
    pub role: Option<CompactString>,
    pub rule: &'static str,
    pub confidence: f32,
    pub paragraph: u64,
    pub sentence: u64,
    pub start_char: u64,
    pub end_char: u64,
    pub in_quote: bool,
}

type Field = Column<MentionRow>;

/// The table.
pub static MENTIONS: Table<MentionRow> = Table {
    name: "mentions",
    purpose: "Every name in the documents, one row each. A pronoun or a description is no name.",
    columns: COLUMNS,
};

columns![
    MentionRow,
    Field::new(
        "mention_id",
        Format::Word,
        "`m_` and a hash of the document's id, the words and their how-many-th occurrence in it",
        |r| (&r.mention_id).into(),
    )
    .needed()
    .like("^m_[a-z2-7]{16}$"),
    Field::new("doc_id", Format::Text, "the document", |r| (*r.doc_id).into())
        .needed()
        .refers("documents", "doc_id"),
    Field::new("entity_id", Format::Word, "who or what is named", |r| (*r.entity_id).into())
        .needed()
        .refers("entities", "entity_id"),
    Field::new("kind", Format::Word, "what the name names here", |r| r.kind.name().into())
        .needed()
        .one_of(entity::kinds),
    Field::new("name", Format::Text, "the entity's canonical name", |r| (*r.name).into()).needed(),
    Field::new(
        "text",
        Format::Text,
        "the name as it stands in the text: `body[start_char:end_char]` in Python",
        |r| (*r.text).into(),
    )
    .needed(),
    Field::new("role", Format::Text, "the title or role that stands with it", |r| {
        r.role.as_deref().into()
    }),
    Field::new("rule", Format::Word, "id of the rule that made the row", |r| r.rule.into()),
    Field::new("confidence", Format::Decimal, "how sure the row is: 1 is certain", |r| {
        Cell::Decimal(r.confidence)
    })
    .needed(),
    Field::new("paragraph", Format::Integer, "number of the paragraph, from 1", |r| r.paragraph.into())
        .needed(),
    Field::new("sentence", Format::Integer, "number of the sentence in the document, from 1", |r| {
        r.sentence.into()
    })
    .needed(),
    Field::new("start_char", Format::Integer, "where it begins in the text as given", |r| {
        r.start_char.into()
    })
    .needed(),
    Field::new("end_char", Format::Integer, "where it ends, one past its last character", |r| {
        r.end_char.into()
    })
    .needed(),
    Field::new("in_quote", Format::Boolean, "whether it stands inside a statement of quotes.csv", |r| {
        Cell::Boolean(r.in_quote)
    })
    .needed(),
];

/// The rows of a reading's mentions, by place.
pub(super) fn rows(view: &View<'_, '_>, places: &[Place<'_>]) -> Vec<MentionRow> {
    let reading = view.reading;
    let mut owners: Vec<Option<&Named>> = vec![None; reading.mentions.len()];
    for (entity, named) in reading.entities.iter().zip(&view.entities) {
        for &mention in &entity.mentions {
            if let Some(owner) = owners.get_mut(mention as usize) {
                *owner = Some(named);
            }
        }
    }
    let statements = Statements::of(view);
    let mut mentions: Vec<_> = reading.mentions.iter().zip(places).zip(owners).collect();
    mentions.sort_by_key(|((mention, _), _)| mention.span);
    let mut times = Times::default();
    times.reserve(reading.mentions.len());
    let mut rows: Vec<_> = mentions
        .into_iter()
        .map(|((mention, place), owner)| row(view, mention, place, owner, &statements, &mut times))
        .collect();
    rows.sort_by(|a, b| {
        (a.start_char, a.end_char, &a.mention_id).cmp(&(b.start_char, b.end_char, &b.mention_id))
    });
    rows
}

/// How often each name was met so far.
type Times<'w> = FxHashMap<&'w str, u64>;

fn row<'w>(
    view: &View<'_, '_>,
    mention: &Mention,
    place: &'w Place<'_>,
    owner: Option<&Named>,
    statements: &Statements,
    times: &mut Times<'w>,
) -> MentionRow {
    let words = &*place.words;
    let time = times.entry(words).or_default();
    *time += 1;
    let (paragraph, sentence) = view.place(mention.first as usize);
    let (start_char, end_char) = view.count(place.source);
    let (entity_id, name) = match owner {
        Some(named) => (named.id.clone(), named.name.clone()),
        None => (EntityKey::named(mention.kind, words).id(), words.into()),
    };
    MentionRow {
        mention_id: id('m', &[&view.doc_id, words, itoa::Buffer::new().format(*time)]),
        doc_id: Arc::clone(&view.doc_id),
        entity_id,
        kind: mention.kind,
        name,
        text: view.reading.text.given_slice(place.source).into(),
        role: mention.role.map(|role| view.words(role)).filter(|role| !role.is_empty()),
        rule: mention.rule,
        confidence: mention.confidence,
        paragraph,
        sentence,
        start_char,
        end_char,
        in_quote: statements.hold(mention.span),
    }
}

/// Every place where a statement stands, joined where they touch.
struct Statements {
    all: Vec<Span>,
}

impl Statements {
    fn of(view: &View<'_, '_>) -> Self {
        let mut pieces: Vec<Span> =
            view.reading.quotes.iter().flat_map(|q| q.pieces.iter().copied()).collect();
        pieces.sort_unstable();
        let mut all: Vec<Span> = Vec::new();
        for piece in pieces {
            match all.last_mut() {
                Some(last) if piece.start <= last.end => *last = last.to(piece),
                _ => all.push(piece),
            }
        }
        Self { all }
    }

    fn hold(&self, span: Span) -> bool {
        let before = self.all.partition_point(|piece| piece.start <= span.start);
        before.checked_sub(1).and_then(|at| self.all.get(at)).is_some_and(|piece| piece.holds(span))
    }
}
