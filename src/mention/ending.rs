//! How a word ends, and of what such words are names.
//!
//! Words enter, shares leave. The shares were counted over the lists when the program was built
//! (`build/endings.rs`); which word it is, is not known here.

use fst::Map;
use once_cell::sync::Lazy;
use regex_automata::util::pool::{Pool, PoolGuard};

use crate::lexicon::Recall;

static ENDINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/endings.fst"));

/// The longest ending that is known, in letters.
const LONGEST: usize = 5;
/// The shortest.
const SHORTEST: usize = 2;

/// Of the words that end like one, the share of people's names, of places' and of common words, each in
/// fifths from 0 to 4.
pub(super) type Shares = [u8; 3];

type NewRecall = fn() -> Recall<Option<Shares>>;

/// The endings of words that were met before.
pub(super) struct Endings(PoolGuard<'static, Recall<Option<Shares>>, NewRecall>);

impl Endings {
    /// Those that a worker has learnt, to be borrowed once a document.
    pub(super) fn recall() -> Self {
        static RECALLS: Lazy<Pool<Recall<Option<Shares>>, NewRecall>> =
            Lazy::new(|| Pool::new(Recall::default));
        Self(RECALLS.get())
    }

    /// The shares of the longest ending of a word that the lists know; `None` for what is no word of letters.
    pub(super) fn shares(&mut self, word: &str) -> Option<Shares> {
        self.0.get(word, || shares(word))
    }
}

fn shares(word: &str) -> Option<Shares> {
    static MAP: Lazy<Option<Map<&'static [u8]>>> = Lazy::new(|| Map::new(ENDINGS).ok());
    let mut bytes = [0; LONGEST * 4];
    let mut ends = [0; LONGEST + 1];
    let mut length = 0;
    for c in word.chars().rev().take(LONGEST) {
        let c = c.to_lowercase().next().filter(|c| c.is_alphabetic())?;
        let from = ends[length];
        length += 1;
        ends[length] = from + c.encode_utf8(&mut bytes[from..]).len();
    }
    let fst = MAP.as_ref()?.as_fst();
    let (mut node, mut output, mut packed) = (fst.root(), 0, None);
    // Letter by letter as far as the lists know them: the last ending met is the longest.
    'letters: for letter in 0..length {
        for byte in &bytes[ends[letter]..ends[letter + 1]] {
            let Some(at) = node.find_input(*byte) else { break 'letters };
            let way = node.transition(at);
            output += way.out.value();
            node = fst.node(way.addr);
        }
        if letter + 1 >= SHORTEST && node.is_final() {
            packed = Some(output + node.final_output().value());
        }
    }
    let packed = packed?;
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
