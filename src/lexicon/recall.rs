//! What was looked up before for a word, as it is written.
//!
//! A worker keeps one from document to document: most words of a text are a few thousand forms, and to
//! walk automata for each costs far more than to compare it with the last word at its place. What is known
//! of a word is asked of whoever keeps this; nothing is known here that was not told.

use super::{Lexicon, Word};

/// The longest form that is remembered, in bytes.
const LONGEST: usize = 23;

/// A form and what is known of it.
#[derive(Clone, Copy, Debug, Default)]
struct Known<T> {
    length: u8,
    form: [u8; LONGEST],
    fact: T,
}

/// What is remembered: each form at the place its hash gives, the last of two that share a place.
#[derive(Debug)]
pub struct Recall<T> {
    places: Vec<Known<T>>,
}

impl<T: Copy + Default> Recall<T> {
    /// Remembers so many forms, a power of two. Of the empty form `T::default()` must be true.
    pub fn of(places: usize) -> Self {
        Self { places: vec![Known::default(); places.next_power_of_two()] }
    }

    /// What is known of a form; what `ask` says where it is not remembered.
    pub fn get(&mut self, form: &str, ask: impl FnOnce() -> T) -> T {
        if form.len() > LONGEST {
            return ask();
        }
        let last = self.places.len() - 1;
        let Some(known) = self.places.get_mut(place(form.as_bytes()) & last) else { return ask() };
        if known.form.get(..usize::from(known.length)) != Some(form.as_bytes()) {
            let mut bytes = [0; LONGEST];
            bytes[..form.len()].copy_from_slice(form.as_bytes());
            *known = Known { length: form.len() as u8, form: bytes, fact: ask() };
        }
        known.fact
    }
}

/// How many words of the lexicon are remembered.
const WORDS: usize = 1 << 13;

/// What the lexicon said of words.
#[derive(Debug)]
pub struct Words {
    known: Recall<Word>,
    lower: String,
}

impl Default for Words {
    fn default() -> Self {
        Self { known: Recall::of(WORDS), lower: String::new() }
    }
}

impl Words {
    /// What the lexicon knows of a word in any case, with either apostrophe.
    pub fn word(&mut self, lexicon: &Lexicon, form: &str) -> Word {
        let lower = &mut self.lower;
        self.known.get(form, || {
            lower.clear();
            let small = form.chars().flat_map(char::to_lowercase);
            lower.extend(small.map(|c| if c == '\u{2019}' { '\'' } else { c }));
            lexicon.word(lower)
        })
    }
}

fn place(form: &[u8]) -> usize {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
    let hash = form.iter().fold(0xCBF2_9CE4_8422_2325, mix);
    (hash ^ hash >> 29) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(forms: &[&str]) {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let mut recall = Words::default();
        for form in forms.iter().chain(forms) {
            let lower = form.to_lowercase().replace('\u{2019}', "'");
            assert_eq!(recall.word(lexicon, form), lexicon.word(&lower), "{form}");
        }
    }

    #[test]
    fn what_is_recalled_is_what_the_lexicon_says() {
        check(&["The", "the", "THE", "Ruiz", "didn\u{2019}t", "\u{2019}s", "'s", "\u{c9}lan", "bridges", ""]);
        check(&["counterrevolutionaries", "antidisestablishmentarianism", "xqzzt"]);
    }
}
