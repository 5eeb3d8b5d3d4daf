//! The words of the text right before and right after a statement.
//!
//! A text and where the statement stands in it enter; so many whole words as have room leave, on one line.

use std::ops::Range;

use compact_str::CompactString;

use crate::corpus::Breaks;
use crate::record::Characters;

/// The most characters on either side.
const MOST: u64 = 120;

/// The words of a text before and after a place in it, given in bytes.
pub(super) fn context(
    text: &str,
    characters: &Characters,
    breaks: &Breaks<'_>,
    place: Range<usize>,
) -> (CompactString, CompactString) {
    let at = |character: u64| (characters.byte(character) as usize).min(text.len());
    let from = at(characters.before(place.start as u32).saturating_sub(MOST));
    let to = at(characters.before(place.end as u32) + MOST);
    let (before, after) = (last_words(text, from..place.start), first_words(text, place.end..to));
    (breaks.one_line(before).into(), breaks.one_line(after).into())
}

/// The words of a part of a text; where it begins inside a word, those after that.
fn last_words(text: &str, mut part: Range<usize>) -> Range<usize> {
    let cut = part.start > 0 && !text.get(..part.start).is_some_and(|t| t.ends_with(char::is_whitespace));
    if let Some(at) = text.get(part.clone()).filter(|_| cut).and_then(|t| t.find(char::is_whitespace)) {
        part.start += at;
    }
    part
}

/// The words of a part of a text; where it ends inside a word, those before that.
fn first_words(text: &str, mut part: Range<usize>) -> Range<usize> {
    let cut = text.get(part.end..).is_some_and(|t| t.starts_with(|c: char| !c.is_whitespace()));
    if let Some(at) = text.get(part.clone()).filter(|_| cut).and_then(|t| t.rfind(char::is_whitespace)) {
        part.end = part.start + at;
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands around a place of a text, given in bytes.
    fn around(text: &str, at: usize) -> (String, String) {
        let (before, after) = context(text, &Characters::of(text), &Breaks::of(text), at..at);
        (before.into(), after.into())
    }

    #[test]
    fn context_is_cut_between_words() {
        let text = "word ".repeat(80);
        let (before, after) = around(&text, 200);
        for part in [before, after] {
            assert!(
                part.chars().count() <= MOST as usize && part.split(' ').all(|w| w == "word"),
                "{part:?}"
            );
        }
        assert_eq!(around(" a\nb", 0), (String::new(), "a b".to_string()));
        assert_eq!(around("éa\nb ", 5), ("éa b".to_string(), String::new()));
    }

    #[test]
    fn a_word_without_end_is_cut_where_the_context_ends() {
        let (before, after) = around(&"é".repeat(500), 500);
        assert_eq!((before.chars().count(), after.chars().count()), (MOST as usize, MOST as usize));
    }
}
