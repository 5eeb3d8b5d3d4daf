//! Lists of features that are written without asking whether there is room: whether a feature is there can seldom
//! be foreseen, so that each is written, and counted or not.
//!
//! Features enter in order and are given back in ranges. What they mean is not known here.

use super::feature::Feature;

/// For how many features there is room where those of one candidate, or of one side of it, are written: more
/// than there are.
const MOST: usize = 1 << u8::BITS;
/// How many features are copied at once.
const FEW: usize = 16;
/// How many features' room lists keep that are emptied.
const KEPT: usize = 1 << 16;

/// The features of one candidate or one side of it. How many they are is a number of its own, not one of a list in
/// memory, so that one need not be written before the next can be.
#[derive(Debug)]
pub(super) struct List<'l> {
    places: &'l mut [Feature; MOST],
    count: u8,
}

impl List<'_> {
    /// Adds a feature.
    #[inline]
    pub(super) fn push(&mut self, feature: Feature) {
        self.add(true, feature);
    }

    /// Adds a feature if something holds.
    #[inline]
    pub(super) fn add(&mut self, holds: bool, feature: Feature) {
        debug_assert!(self.count < u8::MAX, "a candidate has as many features as there is room for");
        self.places[usize::from(self.count)] = feature;
        self.count = self.count.wrapping_add(u8::from(holds));
    }

    /// How many features there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        usize::from(self.count)
    }

    /// Those from one on.
    pub(super) fn since(&self, from: usize) -> &[Feature] {
        self.places.get(from..self.len()).unwrap_or_default()
    }

    /// Adds the first `count` of some features.
    #[inline]
    pub(super) fn add_some<const SOME: usize>(&mut self, features: &[Feature; SOME], count: u8) {
        let from = self.len();
        if let Some(places) = self.places.get_mut(from..from + SOME) {
            places.copy_from_slice(features);
            self.count = self.count.wrapping_add(count);
        }
    }

    /// Adds those of a list from one on and before another. Seldom are there more than so few that no loop is needed.
    #[inline]
    pub(super) fn add_range(&mut self, lists: &Lists, (from, to): (usize, usize)) {
        match lists.features.get(from..).and_then(|rest| rest.first_chunk::<FEW>()) {
            Some(features) if to - from <= FEW => self.add_some(features, (to - from) as u8),
            _ => self.extend(lists.range(from, to).iter().copied()),
        }
    }

    /// Adds some features.
    #[inline]
    pub(super) fn extend(&mut self, features: impl IntoIterator<Item = Feature>) {
        for feature in features {
            self.push(feature);
        }
    }
}

/// The features of candidates, one after the other.
#[derive(Debug, Default)]
pub(super) struct Lists {
    features: Vec<Feature>,
    count: usize,
}

impl Lists {
    /// Empties it, and lets go of its room if that is much.
    pub(super) fn empty(&mut self) {
        self.count = 0;
        self.features.truncate(KEPT);
        self.features.shrink_to(KEPT);
    }

    /// Makes room for so many, while it is empty.
    pub(super) fn reserve(&mut self, features: usize) {
        if self.count == 0 && self.features.len() < features + MOST {
            self.features = vec![Feature::Bias; features + MOST];
        }
    }

    /// How many features there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Adds the features of one candidate more.
    #[inline]
    pub(super) fn fill(&mut self, tell: impl FnOnce(&mut List<'_>)) {
        if self.features.len() < self.count + MOST {
            self.features.resize(2 * self.count + MOST, Feature::Bias);
        }
        let rest = self.features.get_mut(self.count..).unwrap_or_default();
        if let Some(places) = rest.first_chunk_mut() {
            let mut list = List { places, count: 0 };
            tell(&mut list);
            self.count += usize::from(list.count);
        }
    }

    /// Those from one on and before another.
    #[inline]
    pub(super) fn range(&self, from: usize, to: usize) -> &[Feature] {
        self.features.get(from..to.min(self.count)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Feature::{Bias, Maximal, Words1};

    #[test]
    fn a_feature_that_does_not_hold_is_not_in_the_list() {
        let mut lists = Lists::default();
        lists.fill(|list| {
            list.push(Bias);
            list.add(false, Maximal);
            list.add(true, Words1);
        });
        assert_eq!(lists.range(0, lists.len()), [Bias, Words1]);
    }

    #[test]
    fn there_is_room_for_one_candidate_after_another() {
        let mut lists = Lists::default();
        for candidate in 1..=40 {
            lists.fill(|list| list.extend(std::iter::repeat_n(Maximal, MOST - 1)));
            assert_eq!(lists.len(), candidate * (MOST - 1));
        }
    }
}
