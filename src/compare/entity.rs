//! What became of entities whose id is in one run alone: the mentions that changed hands tell it.

use std::collections::{BTreeMap, BTreeSet};

/// How many mentions of an entity of the old run belong to one of the new run, by their ids.
#[derive(Debug, Default)]
pub(super) struct Votes {
    counts: BTreeMap<(String, String), u64>,
}

/// What became of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is the same, under another id.
    Renamed { old: String, new: String },
    /// Its mentions belong to an entity that has others too.
    Merged { old: String, into: String },
    /// Its mentions belonged to an entity that has others still.
    Split { new: String, from: String },
    /// It is gone.
    Removed { old: String },
    /// It is new.
    Added { new: String },
}

impl Votes {
    /// A mention that belonged to one entity and now belongs to another.
    pub(super) fn add(&mut self, old: &str, new: &str) {
        *self.counts.entry((old.to_string(), new.to_string())).or_default() += 1;
    }

    /// For each id of one side, the id of the other with the most mentions; of equal ones the first.
    fn most(&self, of_new: bool) -> BTreeMap<&str, &str> {
        let mut most: BTreeMap<&str, (u64, &str)> = BTreeMap::new();
        for ((old, new), &count) in &self.counts {
            let (of, to) = if of_new { (new, old) } else { (old, new) };
            let best = most.entry(of).or_insert((count, to));
            if count > best.0 {
                *best = (count, to);
            }
        }
        most.into_iter().map(|(of, (_, to))| (of, to)).collect()
    }

    /// The fate of each entity that is in one run alone, those of the old run first. `same` are pairs of
    /// them that are known to be one by kind and name.
    pub(super) fn fates(&self, old: &[String], new: &[String], same: &[(String, String)]) -> Vec<Fate> {
        let (target, source) = (self.most(false), self.most(true));
        let mut renamed: BTreeMap<&str, &str> =
            same.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        let mut taken: BTreeSet<&str> = renamed.values().copied().collect();
        let news: BTreeSet<&str> = new.iter().map(String::as_str).collect();
        for id in old {
            let Some(&to) = target.get(id.as_str()) else { continue };
            let is_mutual = source.get(to) == Some(&id.as_str()) && news.contains(to);
            if is_mutual && !renamed.contains_key(id.as_str()) && taken.insert(to) {
                renamed.insert(id, to);
            }
        }
        let of_old = old.iter().map(|id| match (renamed.get(id.as_str()), target.get(id.as_str())) {
            (Some(new), _) => Fate::Renamed { old: id.clone(), new: (*new).to_string() },
            (None, Some(into)) => Fate::Merged { old: id.clone(), into: (*into).to_string() },
            (None, None) => Fate::Removed { old: id.clone() },
        });
        let left = new.iter().filter(|id| !taken.contains(id.as_str()));
        let of_new = left.map(|id| match source.get(id.as_str()) {
            Some(from) => Fate::Split { new: id.clone(), from: (*from).to_string() },
            None => Fate::Added { new: id.clone() },
        });
        of_old.chain(of_new).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(votes: &[(&str, &str)], old: &[&str], new: &[&str], same: &[(&str, &str)], expected: &[&str]) {
        let mut counted = Votes::default();
        for (old, new) in votes {
            counted.add(old, new);
        }
        let [old, new] = [old, new].map(|ids| ids.iter().map(|id| (*id).to_string()).collect::<Vec<_>>());
        let same: Vec<_> = same.iter().map(|(a, b)| ((*a).to_string(), (*b).to_string())).collect();
        let told = counted.fates(&old, &new, &same).into_iter().map(|fate| match fate {
            Fate::Renamed { old, new } => format!("{old} is {new}"),
            Fate::Merged { old, into } => format!("{old} into {into}"),
            Fate::Split { new, from } => format!("{new} from {from}"),
            Fate::Removed { old } => format!("no {old}"),
            Fate::Added { new } => format!("new {new}"),
        });
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_entity_whose_mentions_all_went_to_a_new_one_is_renamed() {
        check(&[("a", "x"), ("a", "x"), ("a", "k")], &["a"], &["x"], &[], &["a is x"]);
    }

    #[test]
    fn two_that_became_one_are_merged() {
        check(&[("a", "x"), ("a", "x"), ("b", "x")], &["a", "b"], &["x"], &[], &["a is x", "b into x"]);
        check(&[("a", "k")], &["a"], &[], &[], &["a into k"]);
    }

    #[test]
    fn one_that_became_two_is_split() {
        check(&[("k", "x")], &[], &["x"], &[], &["x from k"]);
        check(&[("a", "x"), ("a", "x"), ("a", "y")], &["a"], &["x", "y"], &[], &["a is x", "y from a"]);
    }

    #[test]
    fn equal_kind_and_name_are_enough_where_there_are_no_mentions() {
        check(&[], &["a", "b"], &["x", "y"], &[("a", "x")], &["a is x", "no b", "new y"]);
    }
}
