//! Which rules may match around a symbol, without a look at any automaton.
//!
//! What each pattern cannot match without comes in when the rules are read; for a pivot and the symbol behind it
//! stands ready which rules there are to be asked about, and for each symbol which of their needs it meets. A
//! string comes in afterwards, a set of rules comes out. It is no more than a sieve: what it lets through need
//! not match.

use super::expression::{Symbols, bit, each};
use super::needs::{AFTER, BEFORE, Need, Needs};

/// A set of rules, by number a bit each.
pub type RuleSet = u128;

/// How many rules a stage may have.
pub(super) const MOST_RULES: usize = RuleSet::BITS as usize;

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
    /// What is known of the rules of each, and in the end of all rules, for strings without a pivot.
    places: Vec<Place>,
}

/// The rules of a pivot.
#[derive(Debug)]
struct Place {
    /// For each symbol behind the pivot, or none, the rules that may match there.
    open: Vec<RuleSet>,
    /// For each symbol before the pivot the needs that it meets, a bit each, and for each behind it.
    met: [[u64; SYMBOLS]; 2],
    /// All needs, and for each the rules that have it.
    needs: u64,
    needing: Vec<RuleSet>,
}

const SYMBOLS: usize = 128;
/// How many symbols may stand behind a pivot, and one more for none.
const BEHIND: usize = SYMBOLS + 1;
/// How many needs have a bit; what is needed beyond these is not asked.
const BITS: usize = 64;

impl Sieve {
    /// For at most [`MOST_RULES`] rules.
    pub(super) fn of(pivots: &[u8], rules: &[Asked<'_>]) -> Self {
        let mut places: Vec<Place> = pivots.iter().map(|pivot| Place::of(bit(*pivot), rules)).collect();
        places.push(Place::of(0, rules));
        Self { pivots: pivots.to_vec(), places }
    }

    /// The rules that may match in a string of symbols; `pivot` is a place in it.
    pub(super) fn possible(&self, symbols: &[u8], pivot: Option<usize>) -> RuleSet {
        let known = pivot.and_then(|at| {
            let number = self.pivots.iter().position(|pivot| symbols.get(at) == Some(pivot))?;
            Some((self.places.get(number)?, symbols.get(..at)?, symbols.get(at + 1..)?))
        });
        match (known, self.places.last()) {
            (Some((place, before, behind)), _) => place.possible(before, behind),
            (None, Some(all)) => all.possible(&[], symbols),
            (None, None) => 0,
        }
    }
}

impl Place {
    /// The rules of a pivot; 0 stands for no pivot.
    fn of(pivot: Symbols, rules: &[Asked<'_>]) -> Self {
        let mut needs: Vec<(Need, RuleSet)> = Vec::new();
        let mut open = vec![0; BEHIND];
        let here = (0..).zip(rules).filter(|(_, asked)| pivot == 0 || asked.pivot & pivot != 0);
        for (rule, asked) in here {
            let next = if pivot == 0 { Symbols::MAX } else { asked.next };
            each(next, |next| open[next] |= 1 << rule);
            open[SYMBOLS] |= 1 << rule;
            for need in asked.needs.around(pivot) {
                let known = needs.iter().position(|(known, _)| *known == need).unwrap_or(needs.len());
                if known == needs.len() && known < BITS {
                    needs.push((need, 0));
                }
                if let Some((_, rules)) = needs.get_mut(known) {
                    *rules |= 1 << rule;
                }
            }
        }
        let mut met = [[0; SYMBOLS]; 2];
        for (at, (need, _)) in (0..).zip(&needs) {
            for (met, side) in met.iter_mut().zip([BEFORE, AFTER]) {
                each(need.on(side), |symbol| met[symbol] |= 1 << at);
            }
        }
        let all = (0..needs.len()).fold(0, |all, at| all | 1 << at);
        Self { open, met, needs: all, needing: needs.into_iter().map(|(_, rules)| rules).collect() }
    }

    fn possible(&self, before: &[u8], behind: &[u8]) -> RuleSet {
        let next = behind.first().map_or(SYMBOLS, |next| usize::from(next & 127));
        let mut open = self.open.get(next).copied().unwrap_or_default();
        let met = |side: usize, symbols: &[u8]| {
            symbols.iter().fold(0, |all, symbol| all | self.met[side][usize::from(symbol & 127)])
        };
        let mut missing = self.needs & !met(0, before) & !met(1, behind);
        while missing != 0 {
            let needing = self.needing.get(missing.trailing_zeros() as usize);
            open &= !needing.copied().unwrap_or_default();
            missing &= missing - 1;
        }
        open
    }
}
