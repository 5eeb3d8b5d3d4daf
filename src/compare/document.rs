//! Which document of the new run is which of the old one.
//!
//! Ids and hashes of texts enter, pairs leave. A text under another id is the same document, renamed;
//! another text under the same id is the same document, changed.

use std::collections::{BTreeMap, VecDeque};

use super::index::{Catalogue, Index};

/// A document in both runs, or in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Document {
    /// Its number in the old run.
    pub(super) old: Option<u32>,
    /// Its number in the new run.
    pub(super) new: Option<u32>,
    /// Whether its text has changed, if that is known.
    pub(super) text_changed: Option<bool>,
}

/// The documents of a run, with what is known of their texts.
#[derive(Clone, Copy)]
pub(super) struct Side<'i> {
    pub(super) catalogue: &'i Catalogue,
    pub(super) documents: Option<&'i Index>,
}

impl Side<'_> {
    /// The hash of a document's text, if the document is known to have one.
    fn text(&self, number: u32) -> Option<u128> {
        let index = self.documents?;
        let mark = index.of(number).first().and_then(|row| index.mark(*row))?;
        Some(mark.says).filter(|says| *says != 0)
    }
}

/// Pairs the documents of two runs: in the order of the new run, then those that are gone.
pub(super) fn pair(old: Side<'_>, new: Side<'_>) -> Vec<Document> {
    let mut partner: BTreeMap<u32, u32> = BTreeMap::new();
    let same_id = |number: u32| old.catalogue.find(new.catalogue.name(number));
    for number in new.catalogue.numbers() {
        let Some(other) = same_id(number) else { continue };
        let (a, b) = (old.text(other), new.text(number));
        if a.is_none() || b.is_none() || a == b {
            partner.insert(number, other);
        }
    }
    renamed(old, new, &mut partner);
    let mut taken: Vec<bool> = old.catalogue.numbers().map(|_| false).collect();
    for other in partner.values() {
        if let Some(is_taken) = taken.get_mut(*other as usize) {
            *is_taken = true;
        }
    }
    for number in new.catalogue.numbers().collect::<Vec<_>>() {
        let Some(other) = same_id(number).filter(|_| !partner.contains_key(&number)) else { continue };
        if let Some(is_taken) = taken.get_mut(other as usize).filter(|is_taken| !**is_taken) {
            *is_taken = true;
            partner.insert(number, other);
        }
    }
    let changed = |a: u32, b: u32| Some(old.text(a)? != new.text(b)?);
    let in_new = new.catalogue.numbers().map(|number| match partner.get(&number) {
        Some(&other) => {
            Document { old: Some(other), new: Some(number), text_changed: changed(other, number) }
        }
        None => Document { old: None, new: Some(number), text_changed: Some(true) },
    });
    let gone = old.catalogue.numbers().zip(&taken).filter(|(_, is_taken)| !**is_taken);
    let gone = gone.map(|(other, _)| Document { old: Some(other), new: None, text_changed: Some(true) });
    in_new.chain(gone).collect()
}

/// Pairs what has no partner by equal text, as they come.
fn renamed(old: Side<'_>, new: Side<'_>, partner: &mut BTreeMap<u32, u32>) {
    let taken: std::collections::BTreeSet<u32> = partner.values().copied().collect();
    let mut waiting: BTreeMap<u128, VecDeque<u32>> = BTreeMap::new();
    for other in old.catalogue.numbers().filter(|other| !taken.contains(other)) {
        if let Some(text) = old.text(other) {
            waiting.entry(text).or_default().push_back(other);
        }
    }
    for number in new.catalogue.numbers() {
        let Some(text) = new.text(number).filter(|_| !partner.contains_key(&number)) else { continue };
        if let Some(other) = waiting.get_mut(&text).and_then(VecDeque::pop_front) {
            partner.insert(number, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::index::{Mark, hash};
    use super::*;

    /// Documents as `id text`, a row each.
    fn side(documents: &[&str]) -> (Catalogue, Index) {
        let mut catalogue = Catalogue::default();
        let mark = |document: &&str| {
            let (id, text) = document.split_once(' ').unwrap();
            let says = if text.is_empty() { 0 } else { hash([text.as_bytes()]) };
            let key = hash([id.as_bytes()]);
            Mark { key, says, whole: key ^ says, document: catalogue.number(id), start: 0, line: 0 }
        };
        let marks = documents.iter().map(mark).collect();
        (catalogue, Index::new(marks).unwrap())
    }

    fn check(old: &[&str], new: &[&str], expected: &[&str]) {
        let (a, b) = (side(old), side(new));
        let [old, new] = [&a, &b].map(|(catalogue, index)| Side { catalogue, documents: Some(index) });
        let name = |catalogue: &Catalogue, number: Option<u32>| {
            number.map_or("-".to_string(), |number| catalogue.name(number).to_string())
        };
        let told: Vec<String> = pair(old, new)
            .iter()
            .map(|d| {
                let changed = if d.text_changed == Some(true) { " changed" } else { "" };
                format!("{} {}{changed}", name(&a.0, d.old), name(&b.0, d.new))
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_document_is_known_by_its_id_and_its_text() {
        check(
            &["a 1", "b 2", "c 3"],
            &["d 4", "a 1", "b 5"],
            &["- d changed", "a a", "b b changed", "c - changed"],
        );
    }

    #[test]
    fn a_text_under_another_id_is_the_same_document() {
        check(&["a 1", "b 2"], &["x 2", "a 1"], &["b x", "a a"]);
    }

    #[test]
    fn two_documents_that_have_changed_places_are_both_renamed() {
        check(&["a 1", "b 2"], &["a 2", "b 1"], &["b a", "a b"]);
    }

    #[test]
    fn equal_texts_under_the_same_ids_stay_where_they_are() {
        check(&["a 1", "b 1"], &["b 1", "a 1"], &["b b", "a a"]);
        check(&["a 1", "b 1"], &["c 1", "b 1"], &["a c", "b b"]);
    }

    #[test]
    fn a_document_that_could_not_be_read_is_known_by_its_id_alone() {
        check(&["a ", "b "], &["a 1", "c "], &["a a", "- c changed", "b - changed"]);
    }
}
