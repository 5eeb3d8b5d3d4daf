//! The symbols of words, as far as they were told before.
//!
//! What a word is depends for most words on nothing but the word and the symbol before it. A worker remembers
//! that from document to document; only what depends on the word behind too is asked anew. What a symbol means
//! and how one is told is not known here.

use super::beside::{Around, BEFORE, Case, PLACES as ROW};
use super::symbol;
use crate::lexicon::Word;

/// What was told of words. Each stands at the place its hash gives, the last of two that share a place.
#[derive(Debug)]
pub(super) struct Recall {
    places: Vec<Known>,
    rows: Vec<Row>,
}

/// All of a word that its symbol may depend on, and which row has its symbols.
#[derive(Clone, Copy, Debug)]
struct Known {
    classes: u128,
    shares: u64,
    /// How it is written, and whether it is likely to be no name.
    manner: u8,
    row: u16,
}

/// The symbol of a word by what stands before it, as [`Around::place`] numbers that.
type Row = [u8; ROW];

/// In a row: not told yet, and to be asked each time.
const UNKNOWN: u8 = 0;
const ASK: u8 = u8::MAX;
/// Of no word.
const FREE: Known = Known { classes: 0, shares: 0, manner: u8::MAX, row: 0 };
/// How many places there are, and rows at most: then all is forgotten.
const PLACES: usize = 1 << 12;
const ROWS: usize = 1 << 12;

impl Default for Recall {
    fn default() -> Self {
        Self { places: vec![FREE; PLACES], rows: constant() }
    }
}

/// For each symbol the row of a word that is nothing else.
fn constant() -> Vec<Row> {
    (0..symbol::COUNT as u8).map(|symbol| [symbol; ROW]).collect()
}

impl Recall {
    /// The symbol of a word.
    #[inline]
    pub(super) fn symbol(&mut self, word: &Word, case: Case, around: &Around<'_>) -> u8 {
        let manner = manner(*word, case);
        let known = &self.places[place(word, manner)];
        let differs = (known.classes ^ word.classes) as u64
            | ((known.classes ^ word.classes) >> 64) as u64
            | known.shares ^ word.shares
            | u64::from(known.manner ^ manner);
        if differs != 0 {
            return self.learn(*word, case, around);
        }
        let row = usize::from(known.row);
        match self.rows[row][around.place()] {
            UNKNOWN => self.fill(row, *word, case, around),
            ASK => symbol::of_word(*word, case, around),
            symbol => symbol,
        }
    }

    #[cold]
    fn learn(&mut self, word: Word, case: Case, around: &Around<'_>) -> u8 {
        if self.rows.len() >= ROWS {
            *self = Self::default();
        }
        let symbol = symbol::of_word(word, case, around);
        let manner = manner(word, case);
        let mut known = Known { classes: word.classes, shares: word.shares, manner, row: u16::from(symbol) };
        if around.asked() != 0 {
            known.row = self.rows.len() as u16;
            self.rows.push([UNKNOWN; ROW]);
            self.note(usize::from(known.row), symbol, around);
        }
        self.places[place(&word, manner)] = known;
        symbol
    }

    #[cold]
    fn fill(&mut self, row: usize, word: Word, case: Case, around: &Around<'_>) -> u8 {
        let symbol = symbol::of_word(word, case, around);
        self.note(row, symbol, around);
        symbol
    }

    /// Notes a symbol that was told just now.
    fn note(&mut self, row: usize, symbol: u8, around: &Around<'_>) {
        self.rows[row][around.place()] = if around.asked() & !BEFORE == 0 { symbol } else { ASK };
    }
}

fn manner(word: Word, case: Case) -> u8 {
    case as u8 | u8::from(symbol::is_likely_no_name(word)) << 2
}

#[inline]
fn place(word: &Word, manner: u8) -> usize {
    let classes = word.classes as u64 ^ ((word.classes >> 64) as u64).rotate_left(23);
    let all = classes ^ word.shares.rotate_left(41) ^ u64::from(manner) << 50;
    let mixed = all.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed ^ mixed >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize & (PLACES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::segment::{self, Token};
    use crate::text::Text;

    /// Asks for some words twice, each between all that may stand around it.
    fn check(words: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let tokens = segment::tokens(&Text::new("by the month, not its own talks"), lexicon);
        let mut recall = Recall::default();
        for form in words.iter().chain(words) {
            let word = lexicon.word(form);
            for case in [Case::Lower, Case::Capital, Case::Proper] {
                for before in 1..symbol::COUNT as u8 {
                    for after in tokens.iter().map(Some).chain([None::<&Token>]) {
                        let around = || Around::new(before, symbol::PRONOUN, after);
                        let told = symbol::of_word(word, case, &around());
                        assert_eq!(recall.symbol(&word, case, &around()), told, "{form} {case:?} {before}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_remembered_of_a_word_is_what_it_tells() {
        check(&["the", "that", "to", "her", "who", "since", "has", "being", "in", "and"]);
        check(&["said", "reports", "report", "running", "closed", "bridge", "early", "month", "xqzzt"]);
    }
}
