//! Which rules may match around a symbol, without a look at any automaton.
//!
//! What each pattern cannot match without comes in when the rules are read; for a pivot and the symbol behind it
//! stands ready which rules there are to be asked about, and of those what else they need. A string comes in
//! afterwards, numbers of rules come out. It is no more than a sieve: what it lets through need not match.

use std::ops::Range;

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
    needs: Vec<Need>,
}

/// A rule that may match, if the string has what it needs.
#[derive(Clone, Debug)]
struct Opening {
    rule: u16,
    needs: Range<u32>,
}

/// How many symbols may stand behind a pivot, and one more for none.
const BEHIND: usize = 129;

impl Sieve {
    pub(super) fn of(pivots: &[u8], rules: &[Asked<'_>]) -> Self {
        let mut sieve = Self { pivots: pivots.to_vec(), ..Self::default() };
        for pivot in pivots {
            let mut here = Vec::new();
            for (rule, asked) in (0..).zip(rules).filter(|(_, asked)| asked.pivot & bit(*pivot) != 0) {
                here.push((sieve.opening(rule, asked, bit(*pivot)), asked.next));
            }
            for next in 0..BEHIND as u8 {
                let next = if next < 128 { bit(next) } else { Symbols::MAX };
                let open = here.iter().filter(|(_, may_follow)| may_follow & next != 0);
                sieve.lists.add(open.map(|(opening, _)| opening.clone()));
            }
        }
        let all: Vec<Opening> = (0..).zip(rules).map(|(rule, asked)| sieve.opening(rule, asked, 0)).collect();
        sieve.lists.add(all.into_iter());
        sieve
    }

    fn opening(&mut self, rule: u16, asked: &Asked<'_>, pivot: Symbols) -> Opening {
        let from = self.needs.len() as u32;
        self.needs.extend(asked.needs.around(pivot));
        Opening { rule, needs: from..self.needs.len() as u32 }
    }

    /// The rules that may match in a string of symbols, in order; `pivot` is a place in it.
    pub(super) fn possible(
        &self,
        symbols: &[u8],
        pivot: Option<usize>,
    ) -> impl Iterator<Item = usize> + use<'_> {
        let known = pivot.and_then(|at| {
            let number = self.pivots.iter().position(|pivot| symbols.get(at) == Some(pivot))?;
            let next = symbols.get(at + 1).map_or(BEHIND - 1, |next| usize::from(next & 127));
            Some((at, number * BEHIND + next))
        });
        let list = known.map_or(self.pivots.len() * BEHIND, |(_, list)| list);
        let present = Present::of(symbols, known.map(|(at, _)| at));
        let is_met = move |need: &Need| present.holds(need);
        let rules = self.lists.list(list as u32).iter();
        let open = rules.filter(move |opening| {
            self.needs[opening.needs.start as usize..opening.needs.end as usize].iter().all(&is_met)
        });
        open.map(|opening| usize::from(opening.rule))
    }
}
