//! A list of features that grows without asking whether it must: whether a feature is there can seldom be
//! foreseen, so that each is written, and counted or not.
//!
//! Features enter in order and are given back in ranges. What they mean is not known here.

use super::feature::Feature;

/// The most features that one candidate, or one side of it, may have.
const MOST: usize = 256;

/// Features, one after the other.
#[derive(Debug, Default)]
pub(super) struct List {
    features: Vec<Feature>,
    count: usize,
}

impl List {
    /// An empty list with room for so many.
    pub(super) fn with_room(features: usize) -> Self {
        Self { features: vec![Feature::Bias; features + MOST], count: 0 }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Makes room for the features of one candidate more.
    pub(super) fn reserve(&mut self) {
        if self.features.len() < self.count + MOST {
            self.features.resize(2 * self.count + MOST, Feature::Bias);
        }
    }

    /// Those from one on and before another.
    pub(super) fn range(&self, from: usize, to: usize) -> &[Feature] {
        self.features.get(from..to.min(self.count)).unwrap_or_default()
    }

    /// Adds a feature.
    #[inline]
    pub(super) fn push(&mut self, feature: Feature) {
        self.add(true, feature);
    }

    /// Adds a feature if something holds.
    #[inline]
    pub(super) fn add(&mut self, holds: bool, feature: Feature) {
        debug_assert!(self.count < self.features.len(), "a candidate has more than {MOST} features");
        if let Some(place) = self.features.get_mut(self.count) {
            *place = feature;
            self.count += usize::from(holds);
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

#[cfg(test)]
mod tests {
    use super::*;
    use Feature::{Bias, Maximal, Words1};

    #[test]
    fn a_feature_that_does_not_hold_is_not_in_the_list() {
        let mut list = List::with_room(0);
        list.push(Bias);
        list.add(false, Maximal);
        list.add(true, Words1);
        assert_eq!(list.range(0, list.len()), [Bias, Words1]);
    }

    #[test]
    fn there_is_room_for_one_candidate_after_another() {
        let mut list = List::default();
        for candidate in 1..=40 {
            list.reserve();
            list.extend(std::iter::repeat_n(Maximal, MOST - 1));
            assert_eq!(list.len(), candidate * (MOST - 1));
        }
    }
}
