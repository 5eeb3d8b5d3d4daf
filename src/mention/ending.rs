//! How a word ends, and of what such words are names.
//!
//! Words enter, shares leave. The shares were counted over the lists when the program was built
//! (`build/endings.rs`); which word it is, is not known here.

use once_cell::sync::Lazy;

use crate::lexicon::Table;

static ENDINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/endings.table"));

/// The longest ending that is known, in letters.
const LONGEST: usize = 5;
/// The shortest.
const SHORTEST: usize = 2;

/// Of the words that end like one, the share of people's names, of places' and of common words, each in
/// fifths from 0 to 4.
pub(super) type Shares = [u8; 3];

/// The shares of the longest ending of a word that the lists know; `None` for what is no word of letters.
pub(super) fn shares(word: &str) -> Option<Shares> {
    static TABLE: Lazy<Option<Table>> = Lazy::new(|| Table::open(ENDINGS));
    let mut letters = [' '; LONGEST];
    let mut count = 0;
    for (letter, c) in letters.iter_mut().rev().zip(word.chars().rev()) {
        *letter = c.to_lowercase().next().filter(|c| c.is_alphabetic())?;
        count += 1;
    }
    // A longer ending is known only where the shorter ones inside it are: the first that is found is the longest.
    let table = TABLE.as_ref()?;
    let packed = (SHORTEST..=count).rev().find_map(|length| {
        let mut bytes = [0; LONGEST * 4];
        let mut end = 0;
        for letter in &letters[LONGEST - length..] {
            end += letter.encode_utf8(&mut bytes[end..]).len();
        }
        table.get(&bytes[..end])
    })?;
    Some([(packed / 100) as u8, (packed / 10 % 10) as u8, (packed % 10) as u8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_tells_people_from_places() {
        let [person, place, _] = shares("Ostrovenko").unwrap_or_default();
        assert!(person > place);
        let [person, place, _] = shares("Quillburg").unwrap_or_default();
        assert!(place > person);
    }

    #[test]
    fn what_is_no_word_of_letters_has_no_ending() {
        assert_eq!(shares("B-52"), None);
        assert_eq!(shares(""), None);
    }
}
