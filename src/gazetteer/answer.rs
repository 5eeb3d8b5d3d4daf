//! The rows that a form by itself answers to, wherever it came from.
//!
//! The words of roles and names come again and again: each worker remembers the rows of short forms that few rows
//! answer to. Whatever else is asked is asked anew.

use std::fmt;

use regex_automata::util::pool::Pool;
use smallvec::SmallVec;

use super::layer;
use super::row::fold;
use super::{EntryId, Gazetteer};
use crate::lexicon::Recall;

/// The most rows of a form that are remembered.
const FEW: usize = 4;

/// Some rows.
pub type Found = SmallVec<[EntryId; FEW]>;

/// What a form was answered with; by default with nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Answer {
    rows: [EntryId; FEW],
    /// How many they are; more than are remembered where all of them must be asked for.
    count: u8,
}

type NewRecall = fn() -> Recall<Answer>;

impl Gazetteer {
    /// The people of this surname, given without regard to case and accents, the most prominent of a
    /// list first.
    pub fn by_surname(&self, surname: &str) -> Found {
        let key = [&[layer::SURNAME], fold(surname).as_bytes()].concat();
        self.under_keys(&[&key])
    }

    /// The rows that answer to a form, exactly or else without regard to case and accents.
    pub fn answer(&self, form: &str) -> Found {
        Answers::get(&self.answers.rows, form, || {
            let folded = [&[layer::FOLDED], fold(form).as_bytes()].concat();
            self.under_keys(&[form.as_bytes(), &folded])
        })
    }

    /// The people that `ask` finds by some words, and by nothing else but these lists.
    pub fn people(&self, words: &str, ask: impl Fn() -> Found) -> Found {
        Answers::get(&self.answers.people, words, ask)
    }

    /// The rows under the first of some keys that a layer has, of every layer, the user's first.
    fn under_keys(&self, keys: &[&[u8]]) -> Found {
        let mut found = Found::new();
        for (number, layer) in self.layers.iter().enumerate().rev() {
            if let Some(posting) = keys.iter().find_map(|key| layer.posting(key)) {
                for id in self.posted(number as u32, posting) {
                    if !found.contains(&id) {
                        found.push(id);
                    }
                }
            }
        }
        found
    }
}

type Recalls = Pool<Recall<Answer>, NewRecall>;

/// What every worker remembers.
pub(super) struct Answers {
    /// The rows that forms answer to.
    rows: Recalls,
    /// The people that are found by the words of their names.
    people: Recalls,
}

impl Default for Answers {
    fn default() -> Self {
        Self { rows: Pool::new(Recall::default), people: Pool::new(Recall::default) }
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answers")
    }
}

impl Answers {
    /// The rows of a form, of which `ask` is asked where they are not remembered.
    fn get(recalls: &Recalls, form: &str, ask: impl Fn() -> Found) -> Found {
        let answer = recalls.get().get(form, || Answer::of(&ask()));
        answer.rows.get(..usize::from(answer.count)).map_or_else(ask, Found::from_slice)
    }
}

impl Answer {
    fn of(found: &[EntryId]) -> Self {
        let mut rows = [EntryId::default(); FEW];
        for (row, found) in rows.iter_mut().zip(found) {
            *row = *found;
        }
        Self { rows, count: found.len().min(FEW + 1) as u8 }
    }
}
