//! What can happen to a row, and which columns tell of it.

use super::row::Sheet;

/// What has happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// it is new
    Added,
    /// it is gone
    Removed,
    /// another speaker
    SpeakerChanged,
    /// words were added to the statement
    ContentGrown,
    /// words were taken from the statement
    ContentShrunk,
    /// the statement has other words, or is written otherwise
    ContentChanged,
    /// another kind
    KindChanged,
    /// another stance, or negated where it was not
    StanceChanged,
    /// another entity
    Relinked,
    /// more or fewer words belong to the name
    SpanChanged,
    /// the same entity under another name or id
    Renamed,
    /// the entity is now part of another
    Merged,
    /// the entity was part of another
    Split,
    /// another text, or other columns
    Changed,
    /// confidence has changed by more than the step
    ConfidenceChanged,
    /// the same, elsewhere
    Moved,
    /// only what follows from other rows: counts, an entity's name
    Followed,
}

impl Change {
    /// Every change with its name in the table of events.
    pub const ALL: &'static [(Change, &'static str)] = &[
        (Change::Added, "added"),
        (Change::Removed, "removed"),
        (Change::SpeakerChanged, "speaker_changed"),
        (Change::ContentGrown, "content_grown"),
        (Change::ContentShrunk, "content_shrunk"),
        (Change::ContentChanged, "content_changed"),
        (Change::KindChanged, "kind_changed"),
        (Change::StanceChanged, "stance_changed"),
        (Change::Relinked, "relinked"),
        (Change::SpanChanged, "span_changed"),
        (Change::Renamed, "renamed"),
        (Change::Merged, "merged"),
        (Change::Split, "split"),
        (Change::Changed, "changed"),
        (Change::ConfidenceChanged, "confidence_changed"),
        (Change::Moved, "moved"),
        (Change::Followed, "followed"),
    ];

    /// Its name in the table of events.
    pub fn name(self) -> &'static str {
        Self::ALL.get(self as usize).map_or("", |(_, name)| name)
    }

    /// The change of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(change, _)| *change)
    }

    /// Whether it is told only when asked for: a row that stands elsewhere, and what follows from others.
    pub fn is_quiet(self, sheet: Sheet) -> bool {
        match self {
            Self::Followed => true,
            Self::Moved => matches!(sheet, Sheet::Quotes | Sheet::Mentions),
            _ => false,
        }
    }
}

/// What a difference in a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What rows are paired by; no news by itself.
    Key,
    /// A path, of which the folder does not count.
    Path,
    /// The words of the row.
    Words,
    /// It is this change.
    Lead(Change),
    /// It belongs to this change where it has happened, else it is the other.
    With(Change, Else),
    /// How sure the row is.
    Confidence,
    /// One of these by itself.
    Alone(Else),
}

/// What a difference is that belongs to no greater one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Else {
    /// The row stands elsewhere.
    Place,
    /// It follows from other rows.
    Follow,
    /// A change of its own.
    Rest,
}

/// The part of every column of a table, in the order of its columns.
pub(super) fn parts(sheet: Sheet) -> Vec<(&'static str, Part)> {
    let part = match sheet {
        Sheet::Documents => document,
        Sheet::Quotes => quote,
        Sheet::Mentions => mention,
        Sheet::Entities => entity,
    };
    sheet.columns().into_iter().map(|column| (column, part(column))).collect()
}

fn document(column: &str) -> Part {
    match column {
        "doc_id" => Part::Key,
        "source" => Part::Path,
        "text_hash" => Part::Lead(Change::Changed),
        "chars" | "words" | "sentences" => Part::With(Change::Changed, Else::Rest),
        "mentions" | "quotes" => Part::Alone(Else::Follow),
        _ => Part::Alone(Else::Rest),
    }
}

fn quote(column: &str) -> Part {
    match column {
        "quote_id" | "doc_id" | "text_key" => Part::Key,
        "speaker_id" => Part::Lead(Change::SpeakerChanged),
        "speaker" => Part::With(Change::SpeakerChanged, Else::Follow),
        "speaker_start" | "speaker_end" => Part::With(Change::SpeakerChanged, Else::Place),
        "speaker_kind" | "speaker_text" | "speaker_role" | "speaker_method" => {
            Part::With(Change::SpeakerChanged, Else::Rest)
        }
        "quote" => Part::Words,
        "kind" => Part::Lead(Change::KindChanged),
        "stance" | "negated" => Part::Lead(Change::StanceChanged),
        "cue" | "cue_lemma" => Part::With(Change::StanceChanged, Else::Rest),
        "confidence" => Part::Confidence,
        "paragraph" | "sentence" | "spans" | "start_char" | "end_char" | "cue_start" | "cue_end"
        | "before" | "after" => Part::Alone(Else::Place),
        _ => Part::Alone(Else::Rest),
    }
}

fn mention(column: &str) -> Part {
    match column {
        "mention_id" | "doc_id" => Part::Key,
        "entity_id" => Part::Lead(Change::Relinked),
        "name" => Part::With(Change::Relinked, Else::Follow),
        "kind" => Part::Lead(Change::KindChanged),
        "text" => Part::Words,
        "confidence" => Part::Confidence,
        "paragraph" | "sentence" | "start_char" | "end_char" => Part::Alone(Else::Place),
        "in_quote" => Part::Alone(Else::Follow),
        _ => Part::Alone(Else::Rest),
    }
}

fn entity(column: &str) -> Part {
    match column {
        "entity_id" | "name" => Part::Lead(Change::Renamed),
        "kind" => Part::Lead(Change::KindChanged),
        "mentions" | "documents" | "quotes_by" | "quotes_about" | "first_published" | "last_published" => {
            Part::Alone(Else::Follow)
        }
        _ => Part::Alone(Else::Rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_known_by_their_names() {
        for (at, &(change, name)) in Change::ALL.iter().enumerate() {
            assert_eq!(change as usize, at);
            assert_eq!(Change::named(change.name()), Some(change), "{name}");
        }
        assert_eq!(Change::named("moved on"), None);
    }

    #[test]
    fn every_table_has_a_key_or_a_name_and_words_or_a_lead() {
        for sheet in Sheet::ALL {
            let parts = parts(sheet);
            assert!(parts.iter().any(|(_, part)| matches!(part, Part::Words | Part::Lead(_))));
            assert_eq!(parts.len(), sheet.columns().len());
        }
    }
}
