//! What was told of forms before, as they are written.
//!
//! A worker keeps one from document to document: many forms come again, and to tell of each anew costs far more
//! than to compare it with the last form at its place. What is known of a form is asked of whoever keeps
//! this; nothing is known here that was not told.

use super::form::Form;

/// A form and what is known of it, in one line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Known<T> {
    form: Form,
    fact: T,
}

/// How many forms are remembered at first, and at most: a short article needs no more, and many articles
/// have more than would be worth their place.
const FIRST: usize = 1 << 9;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_that_grows_forgets_nothing_it_still_has_a_place_for() {
        let mut recall = Recall::default();
        for number in (0..3 * FIRST).chain(0..3 * FIRST) {
            assert_eq!(recall.get(&number.to_string(), || number), number);
        }
        assert!(recall.places.len() > FIRST, "it had reason to grow");
    }
}
