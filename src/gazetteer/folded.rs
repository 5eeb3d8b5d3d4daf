//! Words without case and accents, as [`fold`] makes them, that ask for no memory where they are few and of ASCII.

use compact_str::CompactString;

use super::row::fold;

/// Some words, folded.
pub(crate) fn folded(words: &str) -> CompactString {
    if !words.is_ascii() {
        return fold(words).into();
    }
    let mut words = CompactString::from(words);
    words.make_ascii_lowercase();
    words
}

/// A word, folded, without the stops behind it.
pub(crate) fn folded_word(word: &str) -> CompactString {
    let mut word = folded(word);
    word.truncate(word.trim_end_matches('.').len());
    word
}
