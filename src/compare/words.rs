//! The words of two texts: which differ, and how much the texts are alike.

use similar::{ChangeTag, TextDiff};

/// Which text a piece stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In both.
    Both,
    /// In the old one alone.
    Old,
    /// In the new one alone.
    New,
}

/// Two texts as one, in pieces of whole words.
pub fn differences(old: &str, new: &str) -> Vec<(Part, String)> {
    let mut pieces: Vec<(Part, String)> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let part = match change.tag() {
            ChangeTag::Equal => Part::Both,
            ChangeTag::Delete => Part::Old,
            ChangeTag::Insert => Part::New,
        };
        match pieces.last_mut() {
            Some((last, words)) if *last == part => words.push_str(change.value()),
            _ => pieces.push((part, change.value().to_string())),
        }
    }
    pieces
}

/// Two texts as one line: `the [-old-]{+new+} harbour`.
pub fn marked(old: &str, new: &str) -> String {
    let piece = |(part, words): (Part, String)| match part {
        Part::Both => words,
        Part::Old => format!("[-{words}-]"),
        Part::New => format!("{{+{words}+}}"),
    };
    differences(old, new).into_iter().map(piece).collect()
}

/// How the words of a text have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// Words were added and none taken away.
    Grown,
    /// Words were taken away and none added.
    Shrunk,
    /// Neither: other words, or the same otherwise written.
    Other,
}

/// How a text has changed, marks and capitals not counted.
pub(super) fn growth(old: &str, new: &str) -> Growth {
    let (old, new) = (plain(old), plain(new));
    let is_within = |few: &[String], many: &[String]| {
        let mut rest = many.iter();
        few.iter().all(|word| rest.any(|other| other == word))
    };
    if old.len() < new.len() && is_within(&old, &new) {
        Growth::Grown
    } else if new.len() < old.len() && is_within(&new, &old) {
        Growth::Shrunk
    } else {
        Growth::Other
    }
}

fn plain(text: &str) -> Vec<String> {
    let letters = |word: &str| -> String {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
}

/// The words of a text as sorted hashes, for [`likeness`].
pub(super) fn bag(text: &str) -> Vec<u64> {
    let hash = |word: String| {
        let hash = blake3::hash(word.as_bytes());
        hash.as_bytes().iter().take(8).fold(0u64, |all, &byte| all << 8 | u64::from(byte))
    };
    let mut bag: Vec<u64> = plain(text).into_iter().map(hash).collect();
    bag.sort_unstable();
    bag
}

/// The share of their words that two texts have in common, from 0 to 1 (Dice's coefficient; a word that
/// stands twice counts twice).
pub(super) fn likeness(a: &[u64], b: &[u64]) -> f64 {
    let mut rest = b.iter().peekable();
    let mut shared = 0usize;
    for word in a {
        while rest.next_if(|other| *other < word).is_some() {}
        shared += usize::from(rest.next_if_eq(&word).is_some());
    }
    let all = a.len() + b.len();
    if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_marked_and_both_texts_can_be_had_back() {
        let (old, new) = ("We keep the ship and the wall.", "We keep the old ship and no wall.");
        assert_eq!(marked(old, new), "We keep the {+old +}ship and [-the-]{+no+} wall.");
        let text = |not: Part| -> String {
            differences(old, new)
                .into_iter()
                .filter(|(part, _)| *part != not)
                .map(|(_, words)| words)
                .collect()
        };
        assert_eq!((text(Part::New).as_str(), text(Part::Old).as_str()), (old, new));
    }

    #[test]
    fn a_text_grows_by_words_alone() {
        assert_eq!(growth("It is not safe", "It is really not safe"), Growth::Grown);
        assert_eq!(growth("It is, “really”, not safe", "It is not safe"), Growth::Shrunk);
        assert_eq!(growth("It is safe", "It was safe"), Growth::Other);
        assert_eq!(growth("It is safe", "it is safe!"), Growth::Other);
    }

    #[test]
    fn likeness_is_the_share_of_common_words() {
        let of = |a: &str, b: &str| likeness(&bag(a), &bag(b));
        assert!((of("the ship, the wall", "The ship the wall") - 1.0).abs() < 1e-9);
        assert!((of("the ship", "the wall") - 0.5).abs() < 1e-9);
        assert!(of("", "").abs() < 1e-9 && of("ship", "wall").abs() < 1e-9);
    }
}
