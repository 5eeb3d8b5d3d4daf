//! The tables of a run: those that are always there, with the columns that the user asked to keep.

use crate::error::{Error, Result};

use super::{
    DOCUMENTS, DocumentRow, ENTITIES, EntityRow, Head, MENTIONS, MentionRow, QUOTES, QuoteRow, Table,
};

/// What stands before the name of a kept field that is called like a column of ours.
const PREFIX: &str = "input_";
/// What stands beside the columns in a document of JSON.
const PARTS: [&str; 3] = ["text", "entities", "pieces"];

/// The tables of a run.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each is the table of that name")]
pub struct Tables {
    pub documents: Table<DocumentRow>,
    pub entities: Table<EntityRow>,
    pub mentions: Table<MentionRow>,
    pub quotes: Table<QuoteRow>,
}

impl Default for Tables {
    /// The tables that keep nothing.
    fn default() -> Self {
        Self { documents: DOCUMENTS, entities: ENTITIES, mentions: MENTIONS, quotes: QUOTES }
    }
}

impl Tables {
    /// Their heads, in the order in which they are documented.
    pub fn heads(&self) -> [Head; 4] {
        [self.documents.head(), self.entities.head(), self.mentions.head(), self.quotes.head()]
    }

    /// The tables, with these fields of the input carried over to the documents and, joined, to the
    /// quotes. A field that is called like a column of these or of the mentions, or like a part of a document
    /// of JSON, has `input_` put before it. Fails where a
    /// name is empty or asked for twice.
    pub fn keeping(fields: &[String]) -> Result<Self> {
        let names = names(fields)?;
        Ok(Self {
            documents: DOCUMENTS.keeping(&names, |row| &row.kept),
            quotes: QUOTES.keeping(&names, |row| &row.kept),
            ..Self::default()
        })
    }
}

/// The names of the columns for the fields that are kept. Case does not tell columns apart: in many a
/// program that reads the tables it does not either.
fn names(fields: &[String]) -> Result<Vec<String>> {
    let documents = DOCUMENTS.columns.iter().map(|column| column.name);
    let mentions = MENTIONS.columns.iter().map(|column| column.name);
    let quotes = QUOTES.columns.iter().map(|column| column.name);
    let ours: Vec<&str> = documents.chain(mentions).chain(quotes).chain(PARTS).collect();
    let is_ours = |field: &str| ours.iter().any(|name| name.eq_ignore_ascii_case(field));
    let mut names: Vec<String> = Vec::new();
    for field in fields {
        let field = field.trim();
        if field.is_empty() {
            return Err(Error::new("--keep: a field without a name; give names parted by commas"));
        }
        let name = if is_ours(field) { format!("{PREFIX}{field}") } else { field.to_string() };
        if names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            return Err(Error::new(format!(
                "--keep: the field '{field}' is asked for twice; once is enough"
            )));
        }
        names.push(name);
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fields: &[&str], expected: std::result::Result<&[&str], &str>) {
        let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
        let found = Tables::keeping(&fields);
        let columns = DOCUMENTS.columns.len();
        let found = found.map(|tables| {
            let last = |names: Vec<&'static str>, ours: usize| names[ours..].to_vec();
            let documents = tables.documents.columns.iter().map(|column| column.name).collect();
            let quotes = tables.quotes.columns.iter().map(|column| column.name).collect();
            let kept = last(documents, columns);
            assert_eq!(kept, last(quotes, QUOTES.columns.len()));
            kept
        });
        let found = found.as_deref().map_err(|error| error.message().to_string());
        assert_eq!(found, expected.map_err(str::to_string));
    }

    #[test]
    fn kept_fields_stand_after_our_own_in_the_order_asked() {
        check(&["tone", "desk"], Ok(&["tone", "desk"]));
        check(&[], Ok(&[]));
    }

    #[test]
    fn a_kept_field_that_is_called_like_a_column_gets_another_name() {
        check(&["Source", "speaker", "tone"], Ok(&["input_Source", "input_speaker", "tone"]));
        check(&["role", "text"], Ok(&["input_role", "input_text"]));
    }

    #[test]
    fn a_field_without_name_or_asked_for_twice_is_an_error() {
        check(&["tone", " "], Err("--keep: a field without a name; give names parted by commas"));
        check(&["tone", "Tone"], Err("--keep: the field 'Tone' is asked for twice; once is enough"));
        check(
            &["source", "input_source"],
            Err("--keep: the field 'input_source' is asked for twice; once is enough"),
        );
    }
}
