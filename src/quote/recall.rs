//! The symbols of words, as far as they were told before.
//!
//! What a word is depends for most words on nothing but the word and the symbol before it. A thread remembers
//! that from document to document; only what depends on the word behind too is asked anew. What a symbol means
//! and how one is told is not known here.

use std::cell::RefCell;

use super::beside::{Around, BEFORE, Case, PLACES as ROW};
use super::symbol;
use crate::lexicon::{ByForm, Numbering, Word};
use crate::segment::Token;

/// What was told of words: each form has a row for each case, shared with the forms of which all is the same.
#[derive(Debug)]
pub(super) struct Recall {
    /// One more than the number of the row; 0 where none is known.
    by_form: ByForm<[u16; Case::COUNT]>,
    /// Each word stands at the place its hash gives, the last of two that share a place.
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

impl Known {
    fn is(&self, word: Word, manner: u8) -> bool {
        (self.classes, self.shares, self.manner) == (word.classes, word.shares, manner)
    }
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
        Self { by_form: ByForm::default(), places: vec![FREE; PLACES], rows: constant() }
    }
}

/// For each symbol the row of a word that is nothing else.
fn constant() -> Vec<Row> {
    (0..symbol::COUNT as u8).map(|symbol| [symbol; ROW]).collect()
}

impl Recall {
    /// Lends what this thread remembers to whoever reads a document, of which the numbers of forms are given.
    pub(super) fn with<T>(numbering: Numbering, read: impl FnOnce(&mut Self) -> T) -> T {
        thread_local! {
            static RECALL: RefCell<Recall> = RefCell::default();
        }
        RECALL.with_borrow_mut(|recall| {
            recall.by_form.open(numbering);
            read(recall)
        })
    }

    /// The symbol of a word.
    #[inline]
    pub(super) fn symbol(&mut self, token: &Token, case: Case, around: &Around<'_>) -> u8 {
        let known = self.by_form.get(token.form)[case as usize];
        let row = match known.checked_sub(1) {
            Some(row) => usize::from(row),
            None => self.learn(token, case, around),
        };
        match self.rows[row][around.place()] {
            UNKNOWN => self.fill(row, token.word, case, around),
            ASK => symbol::of_word(token.word, case, around),
            symbol => symbol,
        }
    }

    /// The row of a word.
    #[cold]
    fn learn(&mut self, token: &Token, case: Case, around: &Around<'_>) -> usize {
        if self.rows.len() >= ROWS {
            self.by_form.clear();
            (self.places, self.rows) = (vec![FREE; PLACES], constant());
        }
        let row = self.row(token.word, case, around);
        let mut rows = self.by_form.get(token.form);
        rows[case as usize] = row + 1;
        self.by_form.set(token.form, rows);
        usize::from(row)
    }

    fn row(&mut self, word: Word, case: Case, around: &Around<'_>) -> u16 {
        let manner = manner(word, case);
        let known = self.places[place(&word, manner)];
        if known.is(word, manner) {
            return known.row;
        }
        let symbol = symbol::of_word(word, case, around);
        let mut known = Known { classes: word.classes, shares: word.shares, manner, row: u16::from(symbol) };
        if around.asked() != 0 {
            known.row = self.rows.len() as u16;
            self.rows.push([UNKNOWN; ROW]);
            self.note(usize::from(known.row), symbol, around);
        }
        self.places[place(&word, manner)] = known;
        known.row
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
    use crate::segment;
    use crate::text::Text;

    /// Asks for some words twice, each between all that may stand around it.
    fn check(words: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let around = segment::tokens(&Text::new("by the month, not its own talks"), lexicon);
        let words = segment::tokens(&Text::new(&words.join(" ")), lexicon);
        let mut recall = Recall::default();
        recall.by_form.open(words.numbering);
        for token in words.iter().chain(&words) {
            for case in [Case::Lower, Case::Capital, Case::Proper] {
                for before in 1..symbol::COUNT as u8 {
                    for after in around.iter().map(Some).chain([None::<&Token>]) {
                        let around = || Around::new(before, symbol::PRONOUN, after);
                        let told = symbol::of_word(token.word, case, &around());
                        assert_eq!(
                            recall.symbol(token, case, &around()),
                            told,
                            "{token:?} {case:?} {before}"
                        );
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
