//! What was looked up before for a word, as it is written.
//!
//! A worker keeps one from document to document: most words of a text are a few thousand forms, and to
//! walk automata for each costs far more than to compare it with the last word at its place. What is known
//! of a word is asked of whoever keeps this; nothing is known here that was not told.

use super::form::Form;
use super::{Lexicon, Word};

/// A form and what is known of it, in one line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Known<T> {
    form: Form,
    fact: T,
}

/// How many forms are remembered at first, and at most: a short article needs no more, and many articles
/// have more than would be worth their place.
const FIRST: usize = 1 << 11;
const MOST: usize = 1 << 15;
/// There are more places as soon as one of so many was learnt for: two forms seldom share one.
const CROWDED: usize = 2;

/// What is remembered: each form at the place its hash gives, the last of two that share a place. The more
/// there is to learn, the more places there are. Of the empty form `T::default()` must be true.
#[derive(Debug)]
pub struct Recall<T> {
    places: Vec<Known<T>>,
    /// How many forms were learnt since there were so many places.
    learnt: usize,
}

impl<T: Copy + Default> Default for Recall<T> {
    fn default() -> Self {
        Self { places: vec![Known::default(); FIRST], learnt: 0 }
    }
}

impl<T: Copy + Default> Recall<T> {
    /// What is known of a form; what `ask` says where it is not remembered.
    #[inline]
    pub fn get(&mut self, form: &str, ask: impl FnOnce() -> T) -> T {
        let Some(form) = Form::of(form.as_bytes()) else { return ask() };
        let known = self.place(&form);
        if known.form == form {
            return known.fact;
        }
        let fact = ask();
        self.learn(form, fact);
        fact
    }

    #[inline]
    fn place(&mut self, form: &Form) -> &mut Known<T> {
        let last = self.places.len() - 1;
        &mut self.places[form.hash() as usize & last]
    }

    fn learn(&mut self, form: Form, fact: T) {
        *self.place(&form) = Known { form, fact };
        self.learnt += 1;
        if self.learnt > self.places.len() / CROWDED && self.places.len() < MOST {
            let more = vec![Known::default(); 2 * self.places.len()];
            for known in std::mem::replace(&mut self.places, more) {
                *self.place(&known.form) = known;
            }
            self.learnt = 0;
        }
    }
}

/// What the lexicon said of words.
#[derive(Debug, Default)]
pub struct Words {
    known: Recall<Word>,
    lower: String,
}

impl Words {
    /// What the lexicon knows of a word in any case, with either apostrophe.
    pub fn word(&mut self, lexicon: &Lexicon, form: &str) -> Word {
        let lower = &mut self.lower;
        self.known.get(form, || {
            lower.clear();
            if form.is_ascii() {
                lower.push_str(form);
                lower.make_ascii_lowercase();
            } else {
                let small = form.chars().flat_map(char::to_lowercase);
                lower.extend(small.map(|c| if c == '\u{2019}' { '\'' } else { c }));
            }
            lexicon.word(lower)
        })
    }
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

    #[test]
    fn a_memory_that_grows_forgets_nothing_it_still_has_a_place_for() {
        let mut recall = Recall::default();
        for number in (0..3 * FIRST).chain(0..3 * FIRST) {
            assert_eq!(recall.get(&number.to_string(), || number), number);
        }
        assert!(recall.places.len() > FIRST, "it had reason to grow");
    }
}
