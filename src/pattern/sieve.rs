//! Which rules may match around a symbol, without a look at any automaton.
//!
//! What each pattern cannot match without comes in when the rules are read; for a pivot and the symbol behind it
//! stands ready which rules there are to be asked about, and of those what else they need. A string comes in
//! afterwards, numbers of rules come out. It is no more than a sieve: what it lets through need not match.

use super::expression::{Symbols, bit};
use super::needs::{Need, Needs, Present};
use super::node::Lists;

/// What a sieve knows of a rule.
pub(super) struct Asked<'r> {
    pub(super) needs: &'r Needs,
    /// What its pivot may be and what may follow it.
    pub(super) pivot: Symbols,
    pub(super) next: Symbols,
}

/// Every rule of a stage, by what may stand at its pivot and behind it.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// The symbols that may be pivots.
    pivots: Vec<u8>,
    /// For each of these, and each symbol behind it or none, the rules that may match there; in the end all rules,
    /// for strings without a pivot.
    lists: Lists<Opening>,
    /// What the rules of each pivot need, and in the end what all need.
    needs: Lists<Need>,
}

/// A rule that may match, if the string has what it needs: of the needs of its pivot a bit each.
#[derive(Clone, Debug)]
struct Opening {
    rule: u16,
    needs: u64,
}

/// How many symbols may stand behind a pivot, and one more for none.
const BEHIND: usize = 129;
/// How many needs have a bit; what is needed beyond these is not asked.
const BITS: usize = 64;

impl Sieve {
    pub(super) fn of(pivots: &[u8], rules: &[Asked<'_>]) -> Self {
        let mut sieve = Self { pivots: pivots.to_vec(), ..Self::default() };
        for pivot in pivots {
            let asked = (0..).zip(rules).filter(|(_, asked)| asked.pivot & bit(*pivot) != 0);
            let here = sieve.openings(asked, bit(*pivot));
            for next in 0..BEHIND as u8 {
                let next = if next < 128 { bit(next) } else { Symbols::MAX };
                let open = here.iter().filter(|(_, may_follow)| may_follow & next != 0);
                sieve.lists.add(open.map(|(opening, _)| opening.clone()));
            }
        }
        let all = sieve.openings((0..).zip(rules), 0);
        sieve.lists.add(all.into_iter().map(|(opening, _)| opening));
        sieve
    }

    /// The rules of a pivot, each with what may follow it.
    fn openings<'r>(
        &mut self,
        rules: impl Iterator<Item = (u16, &'r Asked<'r>)>,
        pivot: Symbols,
    ) -> Vec<(Opening, Symbols)> {
        let mut known: Vec<Need> = Vec::new();
        let mut number = |need: Need| {
            let place = known.iter().position(|known| *known == need);
            place.unwrap_or_else(|| {
                known.push(need);
                known.len() - 1
            })
        };
        let openings = rules.map(|(rule, asked)| {
            let needs =
                asked.needs.around(pivot).into_iter().map(&mut number).filter(|number| *number < BITS);
            (Opening { rule, needs: needs.fold(0, |all, number| all | 1 << number) }, asked.next)
        });
        let openings = openings.collect();
        known.truncate(BITS);
        self.needs.add(known.into_iter());
        openings
    }

    /// The rules that may match in a string of symbols, in order; `pivot` is a place in it.
    pub(super) fn possible(&self, symbols: &[u8], pivot: Option<usize>) -> Possible<'_> {
        let known = pivot.and_then(|at| {
            let number = self.pivots.iter().position(|pivot| symbols.get(at) == Some(pivot))?;
            let next = symbols.get(at + 1).map_or(BEHIND - 1, |next| usize::from(next & 127));
            Some((at, number, number * BEHIND + next))
        });
        let (all, none) = (self.pivots.len() * BEHIND, self.pivots.len());
        let (pivot, needs, list) =
            known.map_or((None, none, all), |(at, needs, list)| (Some(at), needs, list));
        let rest = self.lists.list(list as u32);
        let present = Present::of(symbols, pivot);
        let needs = (0..).zip(self.needs.list(needs as u32));
        let missing = needs.fold(0, |all, (at, need)| all | u64::from(!present.holds(need)) << at);
        Possible { here: &[], rest, open: 0, missing }
    }
}

/// The rules that a sieve lets through: told for as many at a time as a number has bits, without a branch for each.
#[derive(Debug)]
pub(super) struct Possible<'s> {
    here: &'s [Opening],
    rest: &'s [Opening],
    /// Which of those here may match.
    open: u64,
    missing: u64,
}

impl Iterator for Possible<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.open == 0 {
            if self.rest.is_empty() {
                return None;
            }
            (self.here, self.rest) = self.rest.split_at(self.rest.len().min(BITS));
            let may_match = |opening: &Opening| u64::from(opening.needs & self.missing == 0);
            self.open = (0..).zip(self.here).fold(0, |open, (at, opening)| open | may_match(opening) << at);
        }
        let at = self.open.trailing_zeros() as usize;
        self.open &= self.open - 1;
        self.here.get(at).map(|opening| usize::from(opening.rule))
    }
}
