//! The best set of names that do not overlap.

use super::Kind;
use super::candidate::Candidate;
use super::form::Parts;

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

/// The numbers of the candidates whose sums together are the greatest, in order, no two of them
/// overlapping. Of equal sums the longer name wins, then the earlier. `candidates` stand in order of
/// first token, then last; `tokens` is how many tokens there are.
pub(super) fn choose(candidates: &[(Candidate, Parts)], scores: &[Score], tokens: usize) -> Vec<u32> {
    // For each token: the greatest sum from there on, and the candidate that begins there and is part of it.
    let mut total = vec![0.0_f32; tokens + 1];
    let mut take = vec![u32::MAX; tokens];
    let mut at = tokens;
    // From the back, and of those that begin at one token the longest first.
    for (number, (candidate, _)) in candidates.iter().enumerate().rev() {
        let (first, next) = (candidate.first as usize, candidate.last as usize + 1);
        if first < at {
            let rest = total[at];
            total[first..at].fill(rest);
            at = first;
        }
        let (_, sum) = best(scores[number]);
        let with = sum + total[next];
        if sum > 0.0 && with > total[at] {
            total[at] = with;
            take[at] = number as u32;
        }
    }
    let mut chosen = Vec::new();
    let mut from = 0;
    for (number, (candidate, _)) in candidates.iter().enumerate() {
        if candidate.first >= from && take[candidate.first as usize] == number as u32 {
            chosen.push(number as u32);
            from = candidate.last + 1;
        }
    }
    chosen
}
