//! The table of events: one row for each thing that has happened to a row of another table.

use std::fmt::Write as _;

use crate::record::{Cell, Column, Format, Table, columns, describe};

use super::cause::Cause;
use super::change::Change;
use super::event::Event;
use super::near::How;
use super::row::Sheet;
use super::words;

/// A row of the table of events; the columns of [`EVENTS`] say what each field means.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is documented at its column")]
pub struct EventRow {
    pub table: &'static str,
    pub event: &'static str,
    pub doc_id: String,
    pub old_doc_id: String,
    pub id: String,
    pub old_id: String,
    pub columns: String,
    pub old: String,
    pub new: String,
    pub words: String,
    pub marked: String,
    pub cause: String,
    pub matched: &'static str,
    pub old_line: Option<u64>,
    pub new_line: Option<u64>,
}

fn sheets() -> Vec<&'static str> {
    Sheet::ALL.map(Sheet::name).to_vec()
}

fn changes() -> Vec<&'static str> {
    Change::ALL.iter().map(|(_, name)| *name).collect()
}

fn hows() -> Vec<&'static str> {
    How::ALL.iter().map(|(_, name)| *name).collect()
}

type Field = Column<EventRow>;

/// The table.
pub static EVENTS: Table<EventRow> = Table {
    name: "events",
    purpose: "What changed between two runs, one row each: `sayso diff OLD NEW --format csv`.",
    columns: COLUMNS,
};

columns![
    EventRow,
    Field::new("table", Format::Word, "the table of the row", |r| r.table.into()).needed().one_of(sheets),
    Field::new("event", Format::Word, "what has happened to it", |r| r.event.into()).needed().one_of(changes),
    Field::new("doc_id", Format::Text, "the document; empty for entities", |r| (*r.doc_id).into()),
    Field::new("old_doc_id", Format::Text, "its id in the old run, if it was another", |r| {
        (*r.old_doc_id).into()
    }),
    Field::new(
        "id",
        Format::Text,
        "the row's id in the new run, or in the old one if the row is gone",
        |r| (*r.id).into(),
    )
    .needed(),
    Field::new("old_id", Format::Text, "its id in the old run, if it was another", |r| {
        (*r.old_id).into()
    }),
    Field::new("columns", Format::Word, "the columns that tell it, parted by `|`", |r| {
        (*r.columns).into()
    }),
    Field::new("old", Format::Text, "what stood in the column that tells it best", |r| (*r.old).into()),
    Field::new("new", Format::Text, "what stands there now", |r| (*r.new).into()),
    Field::new("words", Format::Text, "the statement, the name or the headline of the row", |r| {
        (*r.words).into()
    }),
    Field::new(
        "marked",
        Format::Text,
        "old and new as one, what differs marked: `the [-old-]{+new+} harbour`",
        |r| (*r.marked).into(),
    ),
    Field::new("cause", Format::Word, "what may have brought it about, parted by `|`; see below", |r| {
        (*r.cause).into()
    })
    .needed(),
    Field::new(
        "matched",
        Format::Word,
        "how the two rows were found to be one: by an equal `id`, by the same `words`, by their `place`, \
         by `likeness`: empty for a row that is in one run alone",
        |r| r.matched.into(),
    )
    .one_of(hows),
    Field::new("old_line", Format::Integer, "the line of the old table on which the row begins", |r| {
        r.old_line.into()
    }),
    Field::new("new_line", Format::Integer, "the line of the new table on which the row begins", |r| {
        Cell::from(r.new_line)
    }),
];

impl From<&Event<'_>> for EventRow {
    fn from(event: &Event<'_>) -> Self {
        let (old, new) = (event.was(), event.is());
        let is_pair = event.old.is_some() && event.new.is_some();
        let (old_id, new_id) = (event.old_id(), event.new_id());
        Self {
            table: event.sheet.name(),
            event: event.change.name(),
            doc_id: event.document.to_string(),
            old_doc_id: event.old_document.unwrap_or("").to_string(),
            id: if event.new.is_some() { new_id } else { old_id }.to_string(),
            old_id: if is_pair && old_id != new_id { old_id.to_string() } else { String::new() },
            columns: event.columns.join("|"),
            old: old.to_string(),
            new: new.to_string(),
            words: event.words().to_string(),
            marked: if is_pair { words::marked(old, new) } else { String::new() },
            cause: event.causes.names(),
            matched: event.how.map_or("", How::name),
            old_line: event.old.map(|row| u64::from(row.line)),
            new_line: event.new.map(|row| u64::from(row.line)),
        }
    }
}

/// The documentation of the table, as `docs/events.md` holds it.
pub fn markdown() -> String {
    let mut page = String::from(HEAD);
    describe(&EVENTS.head(), &mut page);
    page.push_str("\n## Events\n\n| event | what has happened |\n|---|---|\n");
    for (change, name) in Change::ALL {
        let meaning = MEANINGS.get(*change as usize).copied().unwrap_or("");
        let written = writeln!(page, "| `{name}` | {meaning} |");
        debug_assert!(written.is_ok(), "a string takes whatever is written");
    }
    page.push_str("\n## Causes\n\n| cause | what the manifests say |\n|---|---|\n");
    for (cause, name) in Cause::ALL {
        let meaning = CAUSES.get(*cause as usize).copied().unwrap_or("");
        let written = writeln!(page, "| `{name}` | {meaning} |");
        debug_assert!(written.is_ok(), "a string takes whatever is written");
    }
    page
}

const HEAD: &str = "# The table of events

This page is made from the definitions in `src/compare`; a test holds it to them. [diff.md](diff.md) tells how rows are
paired and how causes are found. The table is UTF-8 CSV with LF line ends; text cells are guarded as in all tables.
";

/// What each change means, in the order of [`Change::ALL`].
const MEANINGS: [&str; Change::ALL.len()] = [
    "the row is in the new run alone",
    "the row is in the old run alone",
    "quotes: another `speaker_id`, or none where there was one",
    "quotes: words were added to the statement, none taken away",
    "quotes: words were taken from the statement, none added",
    "quotes: other words, or the same words with other marks or capitals",
    "another `kind`",
    "quotes: another `stance`, or `negated` where it was not",
    "mentions: another `entity_id`",
    "mentions: more or fewer words belong to the name",
    "entities: the same entity under another name or id",
    "entities: its mentions belong to another entity now; `new` is that entity",
    "entities: its mentions belonged to another entity, which is there still; `old` is that entity",
    "documents: another text, or other columns; elsewhere: other columns than those with an event of their own",
    "`confidence` differs by more than `--confidence-step`",
    "documents: the same text under another id or in another file; quotes and mentions: the same words elsewhere \
     in the text, or with other text around them (told with `--all` only)",
    "only what follows from other rows: counts, an entity's new name where it is used (told with `--all` only)",
];

/// What each cause means, in the order of [`Cause::ALL`].
const CAUSES: [&str; Cause::ALL.len()] = [
    "the text of the document is another, or the document is new or gone",
    "the inputs differ, though not this text: its head, or other articles, which have a say in how names are spelt",
    "a list of names or words is new, gone or has other content",
    "rules or their weights are others",
    "an option is another",
    "the program is another version",
    "a table was changed after it was written",
    "nothing of these: a fault of the program, or another build of the same version",
    "there is no `run.json` to tell",
];
