//! The words that a thread has met: a number for each form, and what the lexicon says of it.
//!
//! Most words of a text are a few thousand forms. Each is looked up once, by comparing it with what stands at the
//! place of its hash; whatever else is told of it is found by its number, in a list ([`ByForm`]) that needs no
//! hash. A number means nothing outside its thread and numbering, so no answer may depend on it.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use super::form::Form;
use super::{Lexicon, Word};

/// The number of no form: of one that is too long or one too many.
pub(crate) const NO_FORM: u32 = 0;
/// Marks have numbers of their own: those of ASCII and, behind them, those of general punctuation.
const PUNCTUATION: std::ops::Range<u32> = 0x2000..0x2040;
/// The number of the first word.
const FIRST: u32 = 128 + PUNCTUATION.end - PUNCTUATION.start;
/// How many places there are at first: a short article needs no more.
const FEW: usize = 1 << 9;
/// How many places there are at most; a quarter of them stays free.
const MOST: usize = 1 << 17;

/// A word that was met.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Met {
    /// What the lexicon says of it.
    pub word: Word,
    /// The number of its form, [`NO_FORM`] if it has none.
    pub form: u32,
}

impl Met {
    /// A mark, of which the lexicon says nothing.
    #[inline]
    pub(crate) fn mark(mark: char) -> Self {
        let mark = u32::from(mark);
        let form = match mark {
            ..128 => mark,
            _ if PUNCTUATION.contains(&mark) => mark - PUNCTUATION.start + 128,
            _ => NO_FORM,
        };
        Self { word: Word::default(), form }
    }
}

/// Which numbers mean which forms: two of the same name give one form one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    name: u64,
    /// One more than the last number.
    end: u32,
}

impl Numbering {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self { name: NEXT.fetch_add(1, Ordering::Relaxed), end: FIRST }
    }
}

/// A form, its number and what the lexicon knows of it, in one line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Known {
    parts: [u64; 3],
    number: u32,
    length: u8,
    word: Word,
}

impl Known {
    /// Whether it is a form; told without a branch.
    #[inline]
    fn is(&self, form: &Form) -> bool {
        let ([one, two, three], [a, b, c]) = (self.parts, form.parts);
        (one ^ a) | (two ^ b) | (three ^ c) | u64::from(self.length ^ form.length) == 0
    }

    fn form(&self) -> Form {
        Form { parts: self.parts, length: self.length }
    }
}

/// All words met: each form at the place its hash gives, or the next free one behind it.
#[derive(Debug)]
pub(crate) struct Words {
    places: Vec<Known>,
    numbering: Numbering,
    lower: String,
}

impl Default for Words {
    fn default() -> Self {
        Self { places: vec![Known::default(); FEW], numbering: Numbering::new(), lower: String::new() }
    }
}

impl Words {
    /// Lends the words of this thread to whoever reads a document.
    pub(crate) fn with<T>(read: impl FnOnce(&mut Self) -> T) -> T {
        thread_local! {
            static WORDS: RefCell<Words> = RefCell::default();
        }
        WORDS.with_borrow_mut(|words| {
            if words.is_full() {
                *words = Self::default();
            }
            read(words)
        })
    }

    /// The numbers given so far.
    pub(crate) fn numbering(&self) -> Numbering {
        self.numbering
    }

    /// A word in any case, with either apostrophe.
    #[inline]
    pub(crate) fn meet(&mut self, lexicon: &Lexicon, word: &str) -> Met {
        let Some(form) = Form::of(word.as_bytes()) else { return self.ask(lexicon, word) };
        let (at, known) = self.find(&form);
        if known.is(&form) {
            return Met { word: known.word, form: known.number };
        }
        self.learn(lexicon, word, form, at)
    }

    /// What is remembered of some forms, in `met`; [`NO_FORM`] stands there where one must be asked for by itself.
    /// They are looked up together: while the processor waits for one, it goes on to the next.
    pub(crate) fn recall(&self, forms: &[Form], met: &mut Vec<Met>) {
        met.clear();
        met.extend(forms.iter().map(|form| {
            let known = &self.places[form.hash() as usize & (self.places.len() - 1)];
            let number = if known.is(form) { known.number } else { NO_FORM };
            Met { word: known.word, form: number }
        }));
    }

    /// The place of a form and what stands there: the form, or nothing.
    #[inline]
    fn find(&self, form: &Form) -> (usize, &Known) {
        let mut at = form.hash() as usize;
        loop {
            at &= self.places.len() - 1;
            let known = &self.places[at];
            if known.is(form) || known.length == 0 {
                return (at, known);
            }
            at += 1;
        }
    }

    #[cold]
    fn learn(&mut self, lexicon: &Lexicon, word: &str, form: Form, at: usize) -> Met {
        let met = self.ask(lexicon, word);
        if form.length == 0 || self.is_full() {
            return met;
        }
        let number = self.numbering.end;
        self.numbering.end += 1;
        self.places[at] = Known { parts: form.parts, length: form.length, number, word: met.word };
        if self.is_crowded() && self.places.len() < MOST {
            self.grow();
        }
        Met { form: number, ..met }
    }

    fn grow(&mut self) {
        let more = vec![Known::default(); 2 * self.places.len()];
        let mut all: Vec<Known> = std::mem::replace(&mut self.places, more);
        all.retain(|known| known.length > 0);
        // Words that were met early are frequent: they get the places that are theirs.
        all.sort_unstable_by_key(|known| known.number);
        for known in all {
            let (at, _) = self.find(&known.form());
            self.places[at] = known;
        }
    }

    /// Whether three quarters of the places are taken.
    fn is_crowded(&self) -> bool {
        4 * (self.numbering.end - FIRST) as usize >= 3 * self.places.len()
    }

    fn is_full(&self) -> bool {
        self.places.len() >= MOST && self.is_crowded()
    }

    fn ask(&mut self, lexicon: &Lexicon, word: &str) -> Met {
        let lower = &mut self.lower;
        lower.clear();
        if word.is_ascii() {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        } else {
            let small = word.chars().flat_map(char::to_lowercase);
            lower.extend(small.map(|c| if c == '\u{2019}' { '\'' } else { c }));
        }
        Met { word: lexicon.word(lower), form: NO_FORM }
    }
}

/// What is known of forms, by their numbers; of a form not told of `T::default()`.
#[derive(Debug, Default)]
pub(crate) struct ByForm<T> {
    numbering: u64,
    facts: Vec<T>,
}

impl<T: Copy + Default> ByForm<T> {
    /// Makes room for all numbers of a numbering; whether it still knows of them what it knew before. What it
    /// knew by another numbering is forgotten.
    pub(crate) fn open(&mut self, numbering: Numbering) -> bool {
        let same = self.numbering == numbering.name;
        if !same {
            self.numbering = numbering.name;
            self.facts.clear();
        }
        if self.facts.len() < numbering.end as usize {
            self.facts.resize(numbering.end as usize, T::default());
        }
        same
    }

    /// Forgets what is known of every form.
    pub(crate) fn clear(&mut self) {
        self.facts.fill(T::default());
    }

    /// What is known of a form. Of [`NO_FORM`], and of a number that no numbering opened gave, nothing.
    #[inline]
    pub(crate) fn get(&self, form: u32) -> T {
        self.facts.get(form as usize).copied().unwrap_or_default()
    }

    /// Notes what is known of a form; whether it can be.
    #[inline]
    pub(crate) fn set(&mut self, form: u32, fact: T) -> bool {
        let place = self.facts.get_mut(form as usize).filter(|_| form != NO_FORM);
        place.map(|place| *place = fact).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(forms: &[&str]) {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let mut words = Words::default();
        let mut numbers = std::collections::BTreeMap::new();
        for form in forms.iter().chain(forms) {
            let lower = form.to_lowercase().replace('\u{2019}', "'");
            let met = words.meet(lexicon, form);
            assert_eq!(met.word, lexicon.word(&lower), "{form}");
            let number = *numbers.entry(form).or_insert(met.form);
            assert_eq!(met.form, number, "{form}");
        }
        numbers.retain(|_, number| *number != NO_FORM);
        let different: std::collections::BTreeSet<u32> = numbers.values().copied().collect();
        assert_eq!(different.len(), numbers.len(), "no two forms have one number");
    }

    #[test]
    fn what_is_remembered_is_what_the_lexicon_says() {
        check(&["The", "the", "THE", "Ruiz", "didn\u{2019}t", "\u{2019}s", "'s", "\u{c9}lan", "bridges", ""]);
        check(&["counterrevolutionaries", "antidisestablishmentarianism", "xqzzt"]);
    }

    #[test]
    fn words_that_grow_forget_nothing() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let mut words = Words::default();
        let mut met = |number: usize| words.meet(lexicon, &number.to_string()).form;
        let first: Vec<u32> = (0..3 * FEW).map(&mut met).collect();
        assert_eq!((0..3 * FEW).map(&mut met).collect::<Vec<_>>(), first);
        assert!(words.places.len() > FEW, "it had reason to grow");
    }

    #[test]
    fn full_words_know_no_number_for_one_more() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let mut words = Words::default();
        let last = (0..MOST).map(|number| words.meet(lexicon, &number.to_string()).form).last();
        assert_eq!(last, Some(NO_FORM));
        assert_ne!(words.meet(lexicon, "0").form, NO_FORM);
        assert_eq!(words.meet(lexicon, "bridges").word, lexicon.word("bridges"));
    }

    #[test]
    fn what_is_known_by_one_numbering_is_not_by_another() {
        let (one, other) = (Numbering { name: 1, end: 9 }, Numbering { name: 2, end: 9 });
        let mut known = ByForm::default();
        known.open(one);
        known.set(5, 'x');
        assert!(known.open(one) && known.get(5) == 'x');
        assert!(!known.open(other) && known.get(5) == char::default());
    }

    #[test]
    fn marks_have_numbers_of_their_own() {
        let marks = ['.', '"', '\u{2019}', '\u{201C}', '\u{2014}', '\u{2026}'];
        let numbers: std::collections::BTreeSet<u32> = marks.map(|mark| Met::mark(mark).form).into();
        assert_eq!(numbers.len(), marks.len());
        assert!(numbers.iter().all(|number| (1..FIRST).contains(number)));
        assert_eq!(Met::mark('\u{3002}').form, NO_FORM);
    }
}
