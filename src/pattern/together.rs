//! Rules tried in several strings, one step after the other for all of them.
//!
//! Strings of symbols come in, what rules match in them comes out. First it is told which rules may match, then
//! what stands before each pivot is looked at, then the rest: so the code and the tables of a step are still at
//! hand when they are needed again. What a match means is the stage's affair.

use super::automaton::Automaton;
use super::expression::each;
use super::forward::Forward;
use super::part::Learnt;
use super::reading::{self, Search};
use super::{Labels, Memories, Rule, RuleSet, Rules};

/// A string of symbols in which rules are tried.
#[derive(Clone, Copy, Debug)]
pub struct Site<'s> {
    pub(super) symbols: &'s [u8],
    pub(super) pivot: Option<usize>,
}

impl<'s> Site<'s> {
    /// `pivot` is the place of a symbol that stands nowhere else in the string, if there is one.
    pub fn new(symbols: &'s [u8], pivot: Option<usize>) -> Self {
        Self { symbols, pivot }
    }
}

/// A rule that matched.
#[derive(Debug)]
pub struct Match {
    /// The number of the string in which it did.
    pub site: usize,
    /// The number of the rule.
    pub rule: usize,
    /// What its labels match there.
    pub labels: Labels,
}

/// A rule that may match in a string, both by number, and the number of what was found before the pivot, if that
/// is looked for apart.
#[derive(Debug)]
struct Try {
    site: u32,
    rule: u16,
    head: Option<u32>,
}

/// A place for what is tried and what was found on the way.
#[derive(Debug, Default)]
pub(super) struct Tries {
    all: Vec<Try>,
    /// What was found before the pivots.
    heads: Vec<Option<Labels>>,
}

impl Rules {
    /// What the rules match in some strings, of each at the first place where it does: in the order of the strings,
    /// then in that of the rules. `may` tells which of those that may match are tried in a string, given by number.
    /// `memories` are those of these rules.
    pub fn find(
        &self,
        sites: &[Site<'_>],
        may: impl Fn(usize, RuleSet) -> RuleSet,
        memories: &mut Memories<'_>,
        found: &mut Vec<Match>,
    ) {
        let learnt = &mut *memories.0;
        let mut tries = std::mem::take(&mut learnt.tries);
        tries.ask(self, sites, may);
        tries.look_before(self, sites, learnt);
        tries.look_behind(self, sites, learnt, found);
        learnt.tries = tries;
    }
}

impl Tries {
    /// Notes which rules may match.
    fn ask(&mut self, rules: &Rules, sites: &[Site<'_>], may: impl Fn(usize, RuleSet) -> RuleSet) {
        self.all.clear();
        for (number, site) in sites.iter().enumerate() {
            each(may(number, rules.possible(site)), |rule| {
                self.all.push(Try { site: number as u32, rule: rule as u16, head: None });
            });
        }
    }

    /// Looks at what stands before the pivots: once for all rules of a string that begin alike.
    fn look_before(&mut self, rules: &Rules, sites: &[Site<'_>], learnt: &mut Learnt) {
        let mut searches: Vec<Search<'_, Automaton>> = Vec::with_capacity(self.all.len());
        let (mut site, mut from) = (u32::MAX, 0);
        for tried in &mut self.all {
            if tried.site != site {
                (site, from) = (tried.site, searches.len());
            }
            let Some((rule, site)) = place(rules, sites, tried) else { continue };
            let Some((parted, before, _)) = rule.parted_at(site) else { continue };
            let known = searches[from..].iter().position(|(head, _)| head.memory == parted.head.memory);
            let at = known.map_or(searches.len(), |known| from + known);
            if known.is_none() {
                searches.push((&parted.head, before));
            }
            tried.head = Some(at as u32);
        }
        self.heads.clear();
        reading::find(&searches, learnt, |_, labels| self.heads.push(labels));
    }

    /// Looks at the rest.
    fn look_behind(
        &mut self,
        rules: &Rules,
        sites: &[Site<'_>],
        learnt: &mut Learnt,
        found: &mut Vec<Match>,
    ) {
        let head = |tried: &Try| self.heads.get(tried.head? as usize)?.as_ref();
        self.all.retain(|tried| tried.head.is_none() || head(tried).is_some());
        let search = |tried: &Try| {
            let (rule, site) = place(rules, sites, tried)?;
            let parted = rule.parted_at(site).filter(|_| tried.head.is_some());
            Some(parted.map_or((&rule.whole, site.symbols), |(parted, _, behind)| (&parted.tail, behind)))
        };
        let searches: Vec<Search<'_, Forward>> = self.all.iter().filter_map(search).collect();
        reading::find(&searches, learnt, |number, labels| {
            let (Some(labels), Some(tried)) = (labels, self.all.get(number)) else { return };
            let pivot = sites.get(tried.site as usize).and_then(|site| site.pivot).unwrap_or_default();
            let labels = match head(tried) {
                Some(head) => head.and(&labels, pivot + 1),
                None => labels,
            };
            found.push(Match { site: tried.site as usize, rule: usize::from(tried.rule), labels });
        });
    }
}

/// A rule and the string it is tried in.
fn place<'r, 's>(rules: &'r Rules, sites: &'s [Site<'s>], tried: &Try) -> Option<(&'r Rule, &'s Site<'s>)> {
    rules.list.get(usize::from(tried.rule)).zip(sites.get(tried.site as usize))
}
