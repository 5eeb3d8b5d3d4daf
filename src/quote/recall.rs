//! The symbols of words, as far as they were told before.
//!
//! What a word is depends for most words on nothing but the word and the symbol before it. A thread remembers
//! that from document to document; only what depends on the word behind too is asked anew. What a symbol means
//! and how one is told is not known here.

use std::cell::RefCell;

use super::beside::{Around, BEFORE, Case, PLACES as ROW};
use super::symbol;
use crate::lexicon::{ByForm, Lexicon, Mark, Numbering, Word};
use crate::segment::Token;
use crate::text::Text;

/// What was told of words: each form has a row for each case, shared with the forms of which all is the same.
#[derive(Debug)]
pub(super) struct Recall {
    by_form: ByForm<Told>,
    /// Each word stands at the place its hash gives, the last of two that share a place.
    places: Vec<Known>,
    rows: Vec<Row>,
}

/// What was told of a form: the number of its row, and of that for where a capital is its own. That of none is 0.
/// A form has a capital or has none, so that small letters need no row beside these. And its mark as a word of cues.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    rows: [u16; 2],
    pub(super) mark: Mark,
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

/// The symbol of a word by what stands before it, as [`Around::place`] numbers that: a line of the processor's
/// cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Row([u8; ROW]);

/// In a row: not told yet, and to be asked each time.
const UNKNOWN: u8 = 0;
const ASK: u8 = u8::MAX;
/// Of no word.
const FREE: Known = Known { classes: 0, shares: 0, manner: u8::MAX, row: 0 };
/// How many places there are, and with how many rows a sentence may begin: with more all is forgotten.
const PLACES: usize = 1 << 12;
const ROWS: usize = 1 << 12;

impl Default for Recall {
    fn default() -> Self {
        Self { by_form: ByForm::default(), places: vec![FREE; PLACES], rows: constant() }
    }
}

/// For each symbol the row of a word that is nothing else; the row of no symbol knows nothing.
fn constant() -> Vec<Row> {
    (0..symbol::COUNT as u8).map(|symbol| Row([symbol; ROW])).collect()
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

    /// What was told of the tokens of a sentence. All are asked for before one is needed, and their rows looked at:
    /// the processor then waits for many at a time.
    pub(super) fn open(
        &mut self,
        text: &Text<'_>,
        lexicon: &Lexicon,
        tokens: &[Token],
        told: &mut Vec<Told>,
    ) {
        if self.rows.len() >= ROWS {
            self.by_form.clear();
            (self.places, self.rows) = (vec![FREE; PLACES], constant());
        }
        told.clear();
        told.extend(tokens.iter().map(|token| self.by_form.get(token.form)));
        let look = |row: u16| self.rows.get(usize::from(row)).map_or(UNKNOWN, |row| row.0[0]);
        let looked = told.iter().fold((0, true), |(all, marked), told| {
            (all ^ look(told.rows[0]) ^ look(told.rows[1]), marked & told.mark.is_told())
        });
        if !std::hint::black_box(looked).1 {
            self.mark(text, lexicon, tokens, told);
        }
    }

    /// Gives their marks to the tokens that have none.
    #[cold]
    fn mark(&mut self, text: &Text<'_>, lexicon: &Lexicon, tokens: &[Token], told: &mut [Told]) {
        for (token, told) in tokens.iter().zip(told).filter(|(_, told)| !told.mark.is_told()) {
            told.mark = lexicon.marks().of(text.slice(token.span));
            self.by_form.set(token.form, *told);
        }
    }

    /// The symbol of a word of which this was told before its sentence.
    #[inline]
    pub(super) fn symbol(&mut self, token: &Token, told: Told, case: Case, around: &Around<'_>) -> u8 {
        let row = told.rows[usize::from(case == Case::Proper)];
        match self.rows[usize::from(row)].0[around.place()] {
            UNKNOWN => self.learn(row, token, case, around),
            ASK => symbol::of_word(token.word, case, around),
            symbol => symbol,
        }
    }

    /// The same, where its row does not know.
    #[cold]
    fn learn(&mut self, row: u16, token: &Token, case: Case, around: &Around<'_>) -> u8 {
        let row = if row == 0 { self.row(token, case, around) } else { row };
        let symbol = symbol::of_word(token.word, case, around);
        if usize::from(row) >= symbol::COUNT {
            let is_all = around.asked() & !BEFORE == 0;
            self.rows[usize::from(row)].0[around.place()] = if is_all { symbol } else { ASK };
        }
        symbol
    }

    /// The row of a word, which may be new; 0 where there is no number for one more.
    fn row(&mut self, token: &Token, case: Case, around: &Around<'_>) -> u16 {
        let (word, manner) = (token.word, manner(token.word, case));
        let mut known = self.places[place(&word, manner)];
        if !known.is(word, manner) {
            let symbol = symbol::of_word(word, case, around);
            known = Known { classes: word.classes, shares: word.shares, manner, row: u16::from(symbol) };
            if around.asked() != 0 {
                known.row = u16::try_from(self.rows.len()).unwrap_or(0);
                if known.row == 0 {
                    return 0;
                }
                self.rows.push(Row([UNKNOWN; ROW]));
            }
            self.places[place(&word, manner)] = known;
        }
        let mut told = self.by_form.get(token.form);
        told.rows[usize::from(case == Case::Proper)] = known.row;
        self.by_form.set(token.form, told);
        known.row
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

    /// Asks for some words twice, in small letters and with a capital, each between all that may stand around it.
    fn check(words: &[&str]) {
        let lexicon = Lexicon::embedded().unwrap();
        let around = segment::tokens(&Text::new("by the month, not its own talks"), lexicon);
        let capital = words.iter().map(|word| word[..1].to_uppercase() + &word[1..]);
        let words: Vec<String> = words.iter().map(|word| (*word).to_string()).chain(capital).collect();
        let words = words.join(" ");
        let text = Text::new(&words);
        let words = segment::tokens(&text, lexicon);
        let (mut recall, mut known) = (Recall::default(), Vec::new());
        recall.by_form.open(words.numbering);
        for token in words.iter().chain(&words) {
            let cases: &[Case] =
                if token.is_capital() { &[Case::Capital, Case::Proper] } else { &[Case::Lower] };
            for (case, before) in cases.iter().flat_map(|case| (1..symbol::COUNT as u8).map(|b| (*case, b))) {
                for after in around.iter().map(Some).chain([None::<&Token>]) {
                    let around = || Around::new(before, symbol::PRONOUN, after);
                    recall.open(&text, lexicon, std::slice::from_ref(token), &mut known);
                    let symbol = recall.symbol(token, known[0], case, &around());
                    let wanted = symbol::of_word(token.word, case, &around());
                    assert_eq!(symbol, wanted, "{token:?} {case:?} {before}");
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
