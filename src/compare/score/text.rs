//! The text of an annotated article as words, so that marks and spaces at the ends of a place count for
//! nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{Class, Lexicon};
use crate::quote::Form;

use super::gold::Span;
use super::marks;

/// The words of a text: letters and digits, joined by single marks inside.
pub(super) fn words(text: &[char]) -> Vec<Span> {
    let letter = |place: usize| text.get(place).is_some_and(|c| c.is_alphanumeric());
    let joins = |place: usize| text.get(place).is_some_and(|c| "’'.,-".contains(*c));
    let mut words = Vec::new();
    let mut place = 0;
    while place < text.len() {
        if !letter(place) {
            place += 1;
            continue;
        }
        let start = place;
        while letter(place) || (joins(place) && letter(place + 1)) {
            place += 1;
        }
        words.push((start, place));
    }
    words
}

/// A text with its words.
pub(super) struct Page {
    text: Vec<char>,
    words: Vec<Span>,
    owner: Vec<Option<usize>>,
    quoted: Vec<bool>,
}

impl Page {
    pub(super) fn new(text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        let words = words(&text);
        let mut owner = vec![None; text.len()];
        for (word, &(start, end)) in words.iter().enumerate() {
            if let Some(part) = owner.get_mut(start..end) {
                part.fill(Some(word));
            }
        }
        let inside = marks::quoted(&text);
        let quoted = words.iter().map(|word| inside.get(word.0).copied().unwrap_or(false)).collect();
        Self { text, words, owner, quoted }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The words of which at least half lies in the places.
    pub(super) fn words(&self, places: &[Span]) -> BTreeSet<usize> {
        let mut hits: BTreeMap<usize, usize> = BTreeMap::new();
        let owners = places.iter().filter_map(|&(start, end)| self.owner.get(start..end)).flatten();
        for word in owners.flatten() {
            *hits.entry(*word).or_default() += 1;
        }
        let length = |word: usize| self.words.get(word).map_or(0, |(start, end)| end - start);
        hits.into_iter().filter(|(word, hit)| 2 * hit >= length(*word)).map(|(word, _)| word).collect()
    }

    /// The words of a statement, without the complementiser at its head.
    pub(super) fn content(&self, places: &[Span], lexicon: &Lexicon) -> BTreeSet<usize> {
        let mut words = self.words(places);
        if let Some(&first) = words.first().filter(|_| words.len() > 1) {
            let lower = self.slice(self.words.get(first).copied().unwrap_or_default()).to_lowercase();
            if lexicon.word(&lower).is(Class::That) {
                words.remove(&first);
            }
        }
        words
    }

    /// Whether all, some or none of the words stand between marks.
    pub(super) fn form(&self, words: &BTreeSet<usize>) -> &'static str {
        let inside = words.iter().filter(|word| self.quoted.get(**word) == Some(&true)).count();
        let form = match inside {
            0 => Form::Indirect,
            all if all == words.len() => Form::Direct,
            _ => Form::Mixed,
        };
        form.name()
    }

    pub(super) fn slice(&self, (start, end): Span) -> String {
        self.text.get(start..end).map(|part| part.iter().collect()).unwrap_or_default()
    }

    /// From the first to the last of some words.
    pub(super) fn around(&self, words: &BTreeSet<usize>) -> Span {
        let place = |word: Option<&usize>| word.and_then(|word| self.words.get(*word)).copied();
        let (first, last) = (place(words.first()), place(words.last()));
        (first.map_or(0, |first| first.0), last.map_or(0, |last| last.1))
    }
}
