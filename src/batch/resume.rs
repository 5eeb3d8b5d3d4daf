//! What it takes to go on with an interrupted run, and whether it can.
//!
//! The tables that were begun stand in the folder; here is the rest of what was known to whoever wrote
//! them: the entities so far, the counts, and a mark for each document that is done. Going on reads the
//! inputs from their beginning, holds each document that is done against its mark instead of working on
//! it, and refuses at the first that is another. So all formats of input can be resumed alike.

use std::hash::{BuildHasher as _, Hash};
use std::path::Path;

use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use crate::corpus::Corpus;
use crate::document::Intake;
use crate::error::{Error, Place, Result};
use crate::sink::{Counts, Output, Unfinished};

/// How each refusal ends.
const ADVICE: &str = "run again without --resume to start anew";

/// A document in 128 bits: where it stood and what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    place: u64,
    content: u64,
}

impl Mark {
    pub(super) fn of(intake: &Intake) -> Self {
        match intake {
            Ok(document) => Self { place: hash((&document.id, &document.source)), content: hash(document) },
            Err(trouble) => Self { place: hash((&trouble.id, &trouble.source)), content: hash(trouble) },
        }
    }
}

/// Whatever has a `Hash`, all its fields: what a field more or less changes is seen without a list of fields
/// here. The same build of the program gives the same number in every run.
fn hash(value: impl Hash) -> u64 {
    FxBuildHasher.hash_one(value)
}

/// What was known when the last document was written.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct State {
    /// The program that wrote it.
    pub(super) program: String,
    /// The documents that are done, in order.
    pub(super) marks: Vec<Mark>,
    /// The files as far as they had come, before the entities.
    pub(super) begun: Vec<Output>,
    pub(super) counts: Counts,
    pub(super) corpus: Corpus,
}

/// The state as the file holds it.
pub(super) fn keep(state: State) -> Result<Vec<u8>> {
    serde_json::to_vec(&State { program: program(), ..state })
        .map_err(|e| Error::new(format!("the state of the run cannot be kept: {e}")))
}

/// The state of an unfinished run. Fails if it is damaged or another program wrote it.
pub(super) fn state(unfinished: &Unfinished) -> Result<State> {
    let state: State = serde_json::from_slice(&unfinished.state)
        .map_err(|e| refusal(&unfinished.folder, &format!("resume.json is damaged: {e}")))?;
    if state.program == program() {
        return Ok(state);
    }
    let now = env!("CARGO_PKG_VERSION");
    let what = if unfinished.version == now {
        "the program has been built anew since".to_string()
    } else {
        format!("the program was version {} and is {now}", unfinished.version)
    };
    Err(refusal(&unfinished.folder, &what))
}

/// An error that says why a run cannot go on.
pub(super) fn refusal(folder: &Path, what: &str) -> Error {
    let place = Place::file(folder.display().to_string());
    Error::at(place, format!("this run cannot be resumed: {what}; {ADVICE}"))
}

/// Holds a document that was done against what the inputs give in its place now, if anything. What
/// differs is told by number, counted from 1.
pub(super) fn compare(
    mark: Option<Mark>,
    intake: Option<&Intake>,
    number: usize,
) -> std::result::Result<(), String> {
    let Some(intake) = intake else {
        return Err(format!("the inputs end before document {number}, and it was done already"));
    };
    let now = Mark::of(intake);
    let (id, source) = match intake {
        Ok(document) => (&document.id, &document.source),
        Err(trouble) => (&trouble.id, &trouble.source),
    };
    if mark.is_none_or(|mark| now.place != mark.place) {
        return Err(format!(
            "document {number} of the inputs is '{id}' of {source} now, and was another when it was done"
        ));
    }
    if mark.is_none_or(|mark| now.content != mark.content) {
        return Err(format!("document {number} of the inputs, '{id}' of {source}, has changed since"));
    }
    Ok(())
}

/// The program that runs, as the hash of its file; its version where the file cannot be read.
fn program() -> String {
    let mut hasher = blake3::Hasher::new();
    let file = std::env::current_exe().and_then(std::fs::File::open);
    match file.and_then(|file| hasher.update_reader(file).map(|read| read.finalize())) {
        Ok(hash) => hash.to_hex().to_string(),
        Err(_) => env!("CARGO_PKG_VERSION").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn document(id: &str, title: &str) -> Document {
        let title = Some(title.to_string());
        Document { id: id.into(), source: "feed.jsonl".into(), title, ..Document::default() }
    }

    #[test]
    fn a_document_that_is_the_same_is_passed_over() {
        let mark = Mark::of(&Ok(document("a", "Ferry talks")));
        assert_eq!(compare(Some(mark), Some(&Ok(document("a", "Ferry talks"))), 1), Ok(()));
    }

    #[test]
    fn what_differs_is_told_by_number_and_name() {
        let mark = Mark::of(&Ok(document("a", "Ferry talks")));
        let changed = compare(Some(mark), Some(&Ok(document("a", "Ferry strike"))), 3).unwrap_err();
        assert_eq!(changed, "document 3 of the inputs, 'a' of feed.jsonl, has changed since");
        let other = compare(Some(mark), Some(&Ok(document("b", "Ferry talks"))), 3).unwrap_err();
        assert!(other.starts_with("document 3 of the inputs is 'b' of feed.jsonl now"), "{other}");
        let gone = compare(Some(mark), None, 3).unwrap_err();
        assert!(gone.starts_with("the inputs end before document 3"), "{gone}");
    }
}
