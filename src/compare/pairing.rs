//! Who belongs to whom: the best set of pairs among weighted candidates, each member in one pair at most.
//!
//! Candidates enter with their weights, pairs leave. What is paired (rows of two runs, a reading and its
//! gold) and what a weight means is not known here.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// A pair that could be made: the number of the one, the number of the other, and how well they fit,
/// more than 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The number of the one in its list.
    pub old: usize,
    /// The number of the other in its list.
    pub new: usize,
    /// How well they fit.
    pub weight: f64,
}

/// The most members on either side of a group that are weighed all against all. The work grows with the
/// third power of it; a larger group, which no article has shown yet, takes its pairs by weight.
const LARGEST: usize = 120;

/// Weights are weighed to this many parts of one.
const PARTS: f64 = 1_000_000.0;

/// The pairs whose weights come to the most, ordered by the first member. Groups that share no candidate
/// are weighed on their own. Of equal sets the one that keeps the order of the lists is preferred.
pub fn best(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut pairs = Vec::new();
    for group in groups(candidates) {
        match group.as_slice() {
            [single] => pairs.push(*single),
            _ => pairs.extend(within(&group)),
        }
    }
    pairs.sort_by_key(|pair| (pair.old, pair.new));
    pairs
}

/// Candidates that hang together by their members, in the order of their first.
fn groups(candidates: &[Candidate]) -> Vec<Vec<Candidate>> {
    let olds = candidates.iter().map(|c| c.old + 1).max().unwrap_or(0);
    let news = candidates.iter().map(|c| c.new + 1).max().unwrap_or(0);
    let mut parent: Vec<usize> = (0..olds + news).collect();
    for candidate in candidates {
        let (a, b) = (root(&mut parent, candidate.old), root(&mut parent, olds + candidate.new));
        if let Some(to) = parent.get_mut(a.max(b)) {
            *to = a.min(b);
        }
    }
    let mut grouped: Vec<(usize, Candidate)> =
        candidates.iter().map(|candidate| (root(&mut parent, candidate.old), *candidate)).collect();
    grouped.sort_by_key(|(group, candidate)| (*group, candidate.old, candidate.new));
    let parts = grouped.chunk_by(|a, b| a.0 == b.0);
    parts.map(|part| part.iter().map(|(_, candidate)| *candidate).collect()).collect()
}

fn root(parent: &mut [usize], mut of: usize) -> usize {
    loop {
        let Some(&up) = parent.get(of) else { return of };
        if up == of {
            return of;
        }
        let above = parent.get(up).copied().unwrap_or(up);
        if let Some(to) = parent.get_mut(of) {
            *to = above;
        }
        of = above;
    }
}

fn within(group: &[Candidate]) -> Vec<Candidate> {
    let members = |of: fn(&Candidate) -> usize| {
        let mut all: Vec<usize> = group.iter().map(of).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (olds, news) = (members(|c| c.old), members(|c| c.new));
    if olds.len().max(news.len()) > LARGEST {
        return by_weight(group);
    }
    // The matrix needs no more rows than columns.
    let is_tall = olds.len() > news.len();
    let (rows, columns) = if is_tall { (&news, &olds) } else { (&olds, &news) };
    let mut weights = Matrix::new(rows.len(), columns.len(), 0i64);
    for candidate in group {
        let (Ok(old), Ok(new)) = (olds.binary_search(&candidate.old), news.binary_search(&candidate.new))
        else {
            continue;
        };
        let at = if is_tall { (new, old) } else { (old, new) };
        if let Some(weight) = weights.get_mut(at) {
            *weight = worth(candidate, old, new);
        }
    }
    let (_, chosen) = kuhn_munkres(&weights);
    let is_chosen = |candidate: &&Candidate| {
        let (row, column) =
            if is_tall { (candidate.new, candidate.old) } else { (candidate.old, candidate.new) };
        let row = rows.binary_search(&row).ok().and_then(|row| chosen.get(row));
        row.and_then(|&at| columns.get(at)) == Some(&column)
    };
    group.iter().filter(is_chosen).copied().collect()
}

/// A weight as a whole number, with a little less for what is out of order, so that ties have one answer.
#[expect(clippy::cast_possible_wrap, reason = "a group has a few hundred members at most")]
fn worth(candidate: &Candidate, old: usize, new: usize) -> i64 {
    let scaled = (candidate.weight.clamp(0.0, 1000.0) * PARTS) as i64;
    scaled * 1024 - (old.abs_diff(new) as i64).min(1023) + 1024
}

/// Pairs of the greatest weight first; of equal ones the first.
fn by_weight(group: &[Candidate]) -> Vec<Candidate> {
    let mut sorted = group.to_vec();
    sorted.sort_by(|a, b| b.weight.total_cmp(&a.weight).then((a.old, a.new).cmp(&(b.old, b.new))));
    let (mut olds, mut news) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    sorted.retain(|c| {
        let is_free = !olds.contains(&c.old) && !news.contains(&c.new);
        is_free && olds.insert(c.old) && news.insert(c.new)
    });
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(candidates: &[(usize, usize, f64)], expected: &[(usize, usize)]) {
        let candidate = |&(old, new, weight): &(usize, usize, f64)| Candidate { old, new, weight };
        let candidates: Vec<_> = candidates.iter().map(candidate).collect();
        let pairs: Vec<_> = best(&candidates).iter().map(|pair| (pair.old, pair.new)).collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn the_best_pairing_overall_is_not_the_one_that_takes_the_best_pair_first() {
        check(&[(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8)], &[(0, 1), (1, 0)]);
        check(&[(0, 0, 0.9), (0, 1, 0.3), (1, 0, 0.3)], &[(0, 0)]);
    }

    #[test]
    fn no_member_stands_in_two_pairs_and_what_has_no_candidate_in_none() {
        check(&[(0, 5, 0.5), (1, 5, 0.6), (7, 2, 0.1)], &[(1, 5), (7, 2)]);
        check(&[(0, 0, 0.5), (0, 1, 0.5), (0, 2, 0.6)], &[(0, 2)]);
        check(&[], &[]);
    }

    #[test]
    fn equal_weights_keep_the_order() {
        check(&[(0, 0, 0.5), (0, 1, 0.5), (1, 0, 0.5), (1, 1, 0.5)], &[(0, 0), (1, 1)]);
    }

    #[test]
    fn a_group_too_large_to_weigh_takes_its_pairs_by_weight() {
        let all = (0..200).flat_map(|old| (0..200).map(move |new| (old, new)));
        let candidates: Vec<_> =
            all.map(|(old, new)| (old, new, if old == new { 0.9 } else { 0.5 })).collect();
        check(&candidates, &(0..200).map(|at| (at, at)).collect::<Vec<_>>());
    }
}
