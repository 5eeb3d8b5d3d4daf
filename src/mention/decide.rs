//! The best set of names that do not overlap.

use super::Kind;
use super::candidate::Candidate;

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
pub(super) fn choose(candidates: &[Candidate], scores: &[Score], tokens: usize) -> Vec<u32> {
    let mut total = vec![0.0_f32; tokens + 1];
    let mut take = vec![u32::MAX; tokens + 1];
    let mut number = candidates.len();
    for at in (0..tokens).rev() {
        total[at] = total[at + 1];
        // Candidates that begin here, the longest first.
        while number > 0 && candidates[number - 1].first as usize == at {
            number -= 1;
            let (_, sum) = best(scores[number]);
            let with = sum + total[candidates[number].last as usize + 1];
            if sum > 0.0 && with > total[at] {
                total[at] = with;
                take[at] = number as u32;
            }
        }
    }
    let mut chosen = Vec::new();
    let mut at = 0;
    while at < tokens {
        match candidates.get(take[at] as usize) {
            Some(candidate) => {
                chosen.push(take[at]);
                at = candidate.last as usize + 1;
            }
            None => at += 1,
        }
    }
    chosen
}
