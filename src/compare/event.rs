//! What has happened to a pair of rows: one event for every kind of change, with the columns that tell it.

use std::collections::BTreeMap;

use super::cause::Causes;
use super::change::{Change, Else, Part, parts};
use super::near::How;
use super::row::{Row, Sheet};
use super::words::{self, Growth};

/// Something that has happened to a row.
#[derive(Clone, Debug)]
pub struct Event<'r> {
    /// The table.
    pub sheet: Sheet,
    /// What has happened.
    pub change: Change,
    /// The document, by its id in the new run, or in the old one if it is gone; empty for entities.
    pub document: &'r str,
    /// Its id in the old run, if that was another.
    pub old_document: Option<&'r str>,
    /// The row as it was.
    pub old: Option<&'r Row>,
    /// The row as it is.
    pub new: Option<&'r Row>,
    /// The columns whose cells tell it.
    pub columns: Vec<&'static str>,
    /// What may have brought it about.
    pub causes: Causes,
    /// How the two rows were found to be one.
    pub how: Option<How>,
}

impl Event<'_> {
    /// The column in which old and new are best seen.
    fn shown(&self) -> usize {
        let words = words_column(self.sheet);
        let wanted = match (self.change, self.sheet) {
            (Change::SpeakerChanged, _) => "speaker",
            (Change::KindChanged, _) => "kind",
            (Change::StanceChanged, _) => "stance",
            (Change::ConfidenceChanged, _) => "confidence",
            (Change::Relinked, _) => "name",
            (Change::Moved, Sheet::Quotes) => "spans",
            (Change::Moved, Sheet::Mentions) => "start_char",
            (Change::Moved, _) => "doc_id",
            (Change::Changed | Change::Followed, _) => "",
            _ => words,
        };
        let (Some(old), Some(new)) = (self.old, self.new) else { return self.sheet.column(words) };
        let differs = |name: &&str| {
            let column = self.sheet.column(name);
            old.cell(column) != new.cell(column)
        };
        let wanted = Some(wanted).filter(|name| !name.is_empty()).filter(differs);
        self.sheet.column(wanted.or(self.columns.first().copied()).unwrap_or(words))
    }

    /// What stood in the old row, in the column that tells the event best.
    pub fn was(&self) -> &str {
        self.old.map_or("", |row| row.cell(self.shown()))
    }

    /// What stands in the new row, in the same column.
    pub fn is(&self) -> &str {
        self.new.map_or("", |row| row.cell(self.shown()))
    }

    /// The words of the row: the statement, the name, the headline.
    pub fn words(&self) -> &str {
        let column = self.sheet.column(words_column(self.sheet));
        self.new.or(self.old).map_or("", |row| row.cell(column))
    }

    /// The id of the row in the old run.
    pub fn old_id(&self) -> &str {
        self.old.map_or("", |row| row.cell(0))
    }

    /// The id of the row in the new run.
    pub fn new_id(&self) -> &str {
        self.new.map_or("", |row| row.cell(0))
    }
}

/// The column with the words of a row, as a person would name it.
fn words_column(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Documents => "title",
        Sheet::Quotes => "quote",
        Sheet::Mentions => "text",
        Sheet::Entities => "name",
    }
}

/// The last part of a path: a run over a copy of the articles in another folder is the same run.
fn file(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// What is compared in the rows of a table.
#[derive(Debug)]
pub(super) struct Plan {
    sheet: Sheet,
    parts: Vec<(&'static str, Part)>,
    confidence: f32,
}

/// What was found in a pair.
pub(super) type Found = Vec<(Change, Vec<&'static str>)>;

impl Plan {
    /// Columns to leave out of account, and by how much confidence may change without being told.
    pub(super) fn new(sheet: Sheet, ignored: &[String], confidence: f32) -> Self {
        let mut parts = parts(sheet);
        for (name, part) in &mut parts {
            if ignored.iter().any(|ignored| ignored == name) {
                *part = Part::Key;
            }
        }
        Self { sheet, parts, confidence }
    }

    /// Everything that differs between two rows, the gravest first; and whether their confidence differs
    /// by no more than may be.
    pub(super) fn compare(&self, old: &Row, new: &Row) -> (Found, bool) {
        let mut found: BTreeMap<Change, Vec<&'static str>> = BTreeMap::new();
        let mut within = false;
        let differing = || {
            let all = self.parts.iter().enumerate();
            let differs = |at: usize, part: Part| match part {
                Part::Path => file(old.cell(at)) != file(new.cell(at)),
                _ => old.cell(at) != new.cell(at),
            };
            all.filter(move |(at, (_, part))| differs(*at, *part))
                .map(|(at, (name, part))| (at, *name, *part))
        };
        for (at, name, part) in differing() {
            match part {
                Part::Lead(change) => found.entry(change).or_default().push(name),
                Part::Words => found.entry(self.reworded(old.cell(at), new.cell(at))).or_default().push(name),
                Part::Confidence if self.is_step(old.cell(at), new.cell(at)) => {
                    found.entry(Change::ConfidenceChanged).or_default().push(name);
                }
                Part::Confidence => within = true,
                Part::Key | Part::Path | Part::With(..) | Part::Alone(_) => {}
            }
        }
        for (_, name, part) in differing() {
            let change = match part {
                Part::With(change, _) if found.contains_key(&change) => change,
                Part::With(_, other) | Part::Alone(other) => self.lesser(other, &found),
                Part::Path => Change::Moved,
                _ => continue,
            };
            found.entry(change).or_default().push(name);
        }
        (found.into_iter().collect(), within)
    }

    /// The change that a difference belongs to that is none by itself.
    fn lesser(&self, other: Else, found: &BTreeMap<Change, Vec<&'static str>>) -> Change {
        let reworded =
            [Change::ContentGrown, Change::ContentShrunk, Change::ContentChanged, Change::SpanChanged];
        match other {
            Else::Follow => Change::Followed,
            Else::Place => {
                let with = reworded.into_iter().find(|change| found.contains_key(change));
                with.unwrap_or(Change::Moved)
            }
            Else::Rest => {
                let gravest = found.keys().find(|change| **change < Change::Changed).copied();
                gravest.filter(|_| self.sheet != Sheet::Documents).unwrap_or(Change::Changed)
            }
        }
    }

    fn reworded(&self, old: &str, new: &str) -> Change {
        if self.sheet == Sheet::Mentions {
            return Change::SpanChanged;
        }
        match words::growth(old, new) {
            Growth::Grown => Change::ContentGrown,
            Growth::Shrunk => Change::ContentShrunk,
            Growth::Other => Change::ContentChanged,
        }
    }

    fn is_step(&self, old: &str, new: &str) -> bool {
        match (old.parse::<f32>(), new.parse::<f32>()) {
            // Confidences have two decimals; what binary fractions add to them is less than this.
            (Ok(old), Ok(new)) => (old - new).abs() > self.confidence + 0.0001,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(sheet: Sheet, cells: &[(&str, &str)]) -> Row {
        let mut row = Row::at(1);
        for column in sheet.columns() {
            row.push(cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell));
        }
        row
    }

    fn check(sheet: Sheet, old: &[(&str, &str)], new: &[(&str, &str)], expected: &[&str]) {
        let (found, _) = Plan::new(sheet, &[], 0.05).compare(&row(sheet, old), &row(sheet, new));
        let told: Vec<String> = found
            .iter()
            .map(|(change, columns)| format!("{} {}", change.name(), columns.join("|")))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn what_comes_with_another_speaker_is_told_with_it() {
        check(
            Sheet::Quotes,
            &[("speaker", "Ana"), ("speaker_id", "e_1"), ("speaker_method", "name"), ("url", "a")],
            &[("speaker", "Bea"), ("speaker_id", "e_2"), ("speaker_method", "pronoun"), ("url", "b")],
            &["speaker_changed speaker_id|speaker|speaker_method|url"],
        );
        check(
            Sheet::Quotes,
            &[("speaker_method", "name"), ("speaker_start", "3")],
            &[("speaker_method", "role"), ("speaker_start", "5")],
            &["changed speaker_method", "moved speaker_start"],
        );
    }

    #[test]
    fn a_place_is_news_only_where_the_words_are_the_same() {
        check(
            Sheet::Quotes,
            &[("quote", "a ship"), ("end_char", "6")],
            &[("quote", "a big ship"), ("end_char", "10")],
            &["content_grown quote|end_char"],
        );
        check(Sheet::Mentions, &[("start_char", "6")], &[("start_char", "10")], &["moved start_char"]);
    }

    #[test]
    fn a_name_that_follows_its_entity_is_no_other_speaker() {
        check(Sheet::Quotes, &[("speaker", "Ana R.")], &[("speaker", "Ana Ruiz")], &["followed speaker"]);
        check(Sheet::Entities, &[("name", "Ana R.")], &[("name", "Ana Ruiz")], &["renamed name"]);
    }

    #[test]
    fn confidence_is_told_beyond_the_step_alone() {
        check(Sheet::Quotes, &[("confidence", "0.80")], &[("confidence", "0.75")], &[]);
        check(
            Sheet::Quotes,
            &[("confidence", "0.80")],
            &[("confidence", "0.74")],
            &["confidence_changed confidence"],
        );
    }

    #[test]
    fn the_folder_of_the_articles_is_no_news_and_the_name_of_a_file_is() {
        check(Sheet::Documents, &[("source", "a/x.txt")], &[("source", "b\\x.txt")], &[]);
        check(Sheet::Documents, &[("source", "a/x.txt")], &[("source", "a/y.txt")], &["moved source"]);
    }

    #[test]
    fn a_column_that_is_ignored_tells_nothing() {
        let plan = Plan::new(Sheet::Quotes, &["stance".to_string()], 0.0);
        let (old, new) = (row(Sheet::Quotes, &[("stance", "a")]), row(Sheet::Quotes, &[("stance", "b")]));
        assert_eq!(plan.compare(&old, &new), (Vec::new(), false));
    }
}
