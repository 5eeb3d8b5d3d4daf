//! The best set of names that do not overlap.

use super::Kind;
use super::candidate::Candidate;
use super::form::Parts;
use super::room;

/// What the evidence for a candidate adds up to: for each kind, against its being no name.
pub(super) type Score = [f32; 3];

/// The best kind of a candidate and its sum.
pub(super) fn best(score: Score) -> (Kind, f32) {
    let [person, place, organisation] = score;
    let mut best = (Kind::Person, person);
    for (kind, sum) in [(Kind::Place, place), (Kind::Organisation, organisation)] {
        if sum > best.1 {
            best = (kind, sum);
        }
    }
    best
}

/// The number of no candidate.
const NOBODY: u32 = u32::MAX;

/// What is chosen of some candidates.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// For each token how many candidates begin before it.
    before: Vec<u32>,
    /// For each candidate the number of the first that begins behind it.
    followers: Vec<u32>,
    /// The numbers of those that weigh anything, which are few: no other can be chosen.
    likely: Vec<u32>,
    /// For each candidate how many of those stand before it.
    ranks: Vec<u32>,
    /// For each of those the greatest sum from there on.
    totals: Vec<f32>,
    /// The first of those that it is made of.
    firsts: Vec<u32>,
    /// The numbers of the candidates that were chosen last, in order.
    pub(super) chosen: Vec<u32>,
}

impl Choice {
    /// Makes ready to choose of other candidates, which stand in order of first token, then last; `tokens` is how many
    /// tokens there are.
    pub(super) fn open(&mut self, candidates: &[(Candidate, Parts)], tokens: usize) {
        let Self { before, followers, likely, ranks, totals, firsts, chosen } = self;
        room::empty(before);
        before.resize(tokens + 1, 0);
        for (candidate, _) in candidates {
            before[candidate.first as usize + 1] += 1;
        }
        let mut sum = 0;
        for count in &mut *before {
            sum += *count;
            *count = sum;
        }
        room::empty(followers);
        followers.extend(candidates.iter().map(|(candidate, _)| before[candidate.last as usize + 1]));
        for numbers in [likely, ranks, firsts] {
            room::empty(numbers);
            numbers.resize(candidates.len() + 1, NOBODY);
        }
        room::empty(totals);
        totals.resize(candidates.len() + 1, 0.0);
        room::empty(chosen);
    }

    /// Chooses the candidates whose sums together are the greatest, no two of them overlapping. Of equal sums the
    /// longer name wins, then the earlier. `best` is the kind and the sum of each.
    pub(super) fn choose(&mut self, best: &[(Kind, f32)]) {
        let count = self.rank(best);
        let Self { followers, likely, ranks, totals, firsts, chosen, .. } = self;
        // From the back, and of those that begin at one token the longest first.
        let (mut total, mut first) = (0.0, NOBODY);
        (totals[count], firsts[count]) = (total, first);
        for (rank, &number) in likely.iter().enumerate().take(count).rev() {
            let follower = ranks[followers[number as usize] as usize];
            let with = best[number as usize].1 + totals[follower as usize];
            // Which of the two is the greater cannot be foreseen: each is picked by itself, which takes no branch.
            let wins = with > total;
            total = if wins { with } else { total };
            first = if wins { number } else { first };
            (totals[rank], firsts[rank]) = (total, first);
        }
        chosen.clear();
        let mut number = first;
        while let Some(follower) = followers.get(number as usize) {
            chosen.push(number);
            number = firsts[ranks[*follower as usize] as usize];
        }
    }

    /// Finds those that weigh anything, and how many they are. A place is written for each and kept for those: which
    /// they are cannot be foreseen.
    fn rank(&mut self, best: &[(Kind, f32)]) -> usize {
        let mut count = 0;
        for ((number, (_, sum)), rank) in (0..).zip(best).zip(&mut self.ranks) {
            *rank = count;
            self.likely[count as usize] = number;
            count += u32::from(*sum > 0.0);
        }
        self.ranks[best.len()] = count;
        count as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(spans: &[(u32, u32, f32)], expected: &[u32]) {
        let parts = Parts { whole: 0, first: 0, last: 0, front: 0, back: 0 };
        let candidate = |&(first, last, _): &(u32, u32, f32)| Candidate { first, last, maximal: false };
        let candidates: Vec<_> = spans.iter().map(|span| (candidate(span), parts)).collect();
        let best: Vec<_> = spans.iter().map(|span| (Kind::Person, span.2)).collect();
        let mut choice = Choice::default();
        choice.open(&candidates, 9);
        choice.choose(&best);
        assert_eq!(choice.chosen, expected, "{spans:?}");
    }

    #[test]
    fn two_names_win_over_one_across_them_if_they_weigh_more() {
        check(&[(0, 1, 2.0), (1, 3, 3.0), (2, 3, 2.0), (8, 8, 1.0)], &[0, 2, 3]);
        check(&[(0, 1, 2.0), (1, 3, 5.0), (2, 3, 2.0), (8, 8, -1.0)], &[1]);
    }

    #[test]
    fn of_equal_sums_the_longer_wins() {
        check(&[(0, 0, 1.0), (0, 1, 2.0), (1, 1, 1.0)], &[1]);
        check(&[], &[]);
    }
}
