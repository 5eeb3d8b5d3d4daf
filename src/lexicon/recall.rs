//! Words looked up before, as they are written.
//!
//! A worker keeps one from document to document: most words of a text are a few thousand forms, and to
//! put one in lower case and walk two automata costs far more than to compare it with the last word at
//! its place. What a word means is asked of the lexicon; nothing is known here that it does not say.

use super::{Lexicon, Word};

/// How many forms are remembered.
const PLACES: usize = 1 << 13;
/// The longest form that is, in bytes.
const LONGEST: usize = 23;

/// A form and what the lexicon says of it.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    length: u8,
    form: [u8; LONGEST],
    word: Word,
}

/// What is remembered: each form at the place its hash gives, the last of two that share a place.
#[derive(Debug)]
pub struct Recall {
    places: Vec<Known>,
    lower: String,
}

impl Default for Recall {
    fn default() -> Self {
        Self { places: vec![Known::default(); PLACES], lower: String::new() }
    }
}

impl Recall {
    /// What the lexicon knows of a word in any case, with either apostrophe.
    pub fn word(&mut self, lexicon: &Lexicon, form: &str) -> Word {
        if form.len() > LONGEST {
            return self.look_up(lexicon, form);
        }
        let at = place(form.as_bytes());
        let known = &self.places[at];
        if known.form.get(..usize::from(known.length)) == Some(form.as_bytes()) {
            return known.word;
        }
        let word = self.look_up(lexicon, form);
        let mut bytes = [0; LONGEST];
        bytes[..form.len()].copy_from_slice(form.as_bytes());
        self.places[at] = Known { length: form.len() as u8, form: bytes, word };
        word
    }

    fn look_up(&mut self, lexicon: &Lexicon, form: &str) -> Word {
        self.lower.clear();
        let small = form.chars().flat_map(char::to_lowercase);
        self.lower.extend(small.map(|c| if c == '\u{2019}' { '\'' } else { c }));
        lexicon.word(&self.lower)
    }
}

fn place(form: &[u8]) -> usize {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
    let hash = form.iter().fold(0xCBF2_9CE4_8422_2325, mix);
    (hash ^ hash >> 29) as usize & (PLACES - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(forms: &[&str]) {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let mut recall = Recall::default();
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
