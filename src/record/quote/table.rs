//! The columns of `quotes.csv`.

use crate::lexicon::Stance;
use crate::quote::Form;
use crate::record::{Cell, Column, Format, Look, Table, columns, document, entity};
use crate::speaker::Method;

use super::QuoteRow;

fn forms() -> Vec<&'static str> {
    Form::ALL.iter().map(|(_, name)| *name).collect()
}

fn stances() -> Vec<&'static str> {
    Stance::ALL.iter().map(|(_, name)| *name).collect()
}

fn methods() -> Vec<&'static str> {
    Method::ALL.iter().map(|(_, name)| *name).collect()
}

type Field = Column<QuoteRow>;

/// The table.
pub static QUOTES: Table<QuoteRow> = Table {
    name: "quotes",
    purpose: "Every statement that the documents report, quoted or not, one row each, with who made it.",
    columns: COLUMNS,
};

columns![
    QuoteRow,
    Field::new(
        "quote_id",
        Format::Word,
        "`q_` and a hash of the document's id, whether marks stand around it, the normalised statement \
         and its how-many-th occurrence: a corrected speaker leaves it as it is",
        |r| (&r.quote_id).into(),
    )
    .needed()
    .like("^q_[a-z2-7]{16}$"),
    Field::new("doc_id", Format::Text, "the document", |r| (*r.doc_id).into())
        .needed()
        .refers("documents", "doc_id"),
    Field::new("published", Format::Date, "when the document was published", |r| {
        r.published.as_deref().into()
    })
    .like(document::DATE),
    Field::new("outlet", Format::Text, "who published it", |r| r.outlet.as_deref().into()),
    Field::new(
        "speaker",
        Format::Text,
        "canonical name of who said it, made out through pronouns, surnames, roles and descriptions; \
         empty where it is not known",
        |r| r.speaker.as_deref().into(),
    ),
    Field::new("speaker_id", Format::Word, "the speaker's entity", |r| r.speaker_id.as_deref().into())
        .refers("entities", "entity_id"),
    Field::new("speaker_kind", Format::Word, "what the speaker is", |r| {
        r.speaker_kind.map(crate::mention::Kind::name).into()
    })
    .one_of(entity::kinds),
    Field::new("speaker_text", Format::Text, "the words in the text that name the speaker", |r| {
        r.speaker_text.as_deref().into()
    }),
    Field::new(
        "speaker_role",
        Format::Text,
        "the title or role that stands with these words, else the speaker's most frequent in the document",
        |r| r.speaker_role.as_deref().into(),
    ),
    Field::new(
        "kind",
        Format::Word,
        "`direct`: all of it inside quotation marks; `mixed`: some; `indirect`: none",
        |r| r.kind.name().into(),
    )
    .needed()
    .one_of(forms),
    Field::new(
        "quote",
        Format::Text,
        "the statement without its outer marks; pieces parted by the attribution are joined by a space",
        |r| (*r.quote).into(),
    )
    .shown(Look::Wrapped)
    .needed(),
    Field::new("cue", Format::Text, "the words that report it", |r| r.cue.as_deref().into()),
    Field::new("cue_lemma", Format::Text, "the plain form of the cue", |r| (*r.cue_lemma).into()),
    Field::new("stance", Format::Word, "what the speaker does by it, told by the cue", |r| {
        r.stance.name().into()
    })
    .needed()
    .one_of(stances),
    Field::new("negated", Format::Boolean, "whether the cue is negated", |r| Cell::Boolean(r.negated))
        .needed(),
    Field::new("rule", Format::Word, "id of the rule that made the row", |r| r.rule.into()),
    Field::new(
        "speaker_method",
        Format::Word,
        "how the speaker was made out: by `name`, by a `pronoun`, by a `role` or `description`, or \
         `continued` from the statement before; `none`: not at all",
        |r| r.speaker_method.name().into(),
    )
    .needed()
    .one_of(methods),
    Field::new("confidence", Format::Decimal, "how sure the row is: 1 is certain", |r| {
        Cell::Decimal(r.confidence)
    })
    .needed(),
    Field::new("paragraph", Format::Integer, "number of the paragraph in which it begins, from 1", |r| {
        r.paragraph.into()
    })
    .needed(),
    Field::new(
        "sentence",
        Format::Integer,
        "number of the sentence in the document in which it begins, from 1",
        |r| r.sentence.into(),
    )
    .needed(),
    Field::new(
        "spans",
        Format::Word,
        "where its pieces stand in the text as given, without outer marks: `12-40;57-80`",
        |r| (*r.spans).into(),
    )
    .needed()
    .like("^\\d+-\\d+(;\\d+-\\d+)*$"),
    Field::new("start_char", Format::Integer, "where its first piece begins", |r| r.start_char.into())
        .needed(),
    Field::new("end_char", Format::Integer, "where its last piece ends, one past its last character", |r| r
        .end_char
        .into(),)
    .needed(),
    Field::new("cue_start", Format::Integer, "where the cue begins", |r| {
        r.cue_place.map(|(start, _)| start).into()
    }),
    Field::new("cue_end", Format::Integer, "where the cue ends", |r| {
        r.cue_place.map(|(_, end)| end).into()
    }),
    Field::new("speaker_start", Format::Integer, "where the words that name the speaker begin", |r| {
        r.speaker_place.map(|(start, _)| start).into()
    }),
    Field::new("speaker_end", Format::Integer, "where they end", |r| {
        r.speaker_place.map(|(_, end)| end).into()
    }),
    Field::new("before", Format::Text, "at most 120 characters of the text before it, whole words", |r| (*r
        .before)
        .into(),)
    .shown(Look::Wrapped),
    Field::new("after", Format::Text, "at most 120 characters of the text after it, whole words", |r| {
        (*r.after).into()
    })
    .shown(Look::Wrapped),
    Field::new(
        "text_key",
        Format::Word,
        "`k_` and a hash of the normalised statement: equal text in any document has an equal key",
        |r| (&r.text_key).into(),
    )
    .needed()
    .like("^k_[a-z2-7]{16}$"),
    Field::new("url", Format::Text, "where the document was published", |r| r.url.as_deref().into())
        .shown(Look::Address),
];
