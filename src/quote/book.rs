//! The rulebook: all rules and weights for statements, compiled.
//!
//! Files of `rules/quotes/` come in, what proposes, ends and weighs statements comes out. No text is known here.

use super::condition::{self, Conditions, Demand};
use super::cut::Cuts;
use super::evidence::Names;
use super::line::Joined;
use super::symbol;
use super::weights::Weights;
use super::written::Written;

use crate::error::{Error, Result};
use crate::lexicon::{Act, Cue, Lexicon, Takes};
use crate::pattern::{Memories, Rule, RuleSet, Rules};

/// The phrases all of them are written in.
const MACROS: (&str, &str) = ("rules/quotes/macros.toml", include_str!("../../rules/quotes/macros.toml"));
/// Rule files with a cue, in the order in which their statements are chosen.
const FRAMES: &[(&str, &str)] = &[
    MACROS,
    ("rules/quotes/tags.toml", include_str!("../../rules/quotes/tags.toml")),
    ("rules/quotes/phrases.toml", include_str!("../../rules/quotes/phrases.toml")),
    ("rules/quotes/asides.toml", include_str!("../../rules/quotes/asides.toml")),
    ("rules/quotes/clauses.toml", include_str!("../../rules/quotes/clauses.toml")),
];
/// Rules for statements that a mark alone reports.
const BARE: &[(&str, &str)] =
    &[MACROS, ("rules/quotes/marks.toml", include_str!("../../rules/quotes/marks.toml"))];
/// Rules for where statements end.
const CUTS: &[(&str, &str)] =
    &[MACROS, ("rules/quotes/cuts.toml", include_str!("../../rules/quotes/cuts.toml"))];
const WEIGHTS: (&str, &str) = ("rules/quotes/weights.csv", include_str!("../../rules/quotes/weights.csv"));
/// The same, read when the program was built.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin"));

/// The text of every file of rules and weights for statements.
pub fn files() -> Vec<&'static str> {
    let rules = FRAMES.iter().chain(BARE).chain(CUTS).map(|(_, text)| *text);
    rules.chain([WEIGHTS.1]).collect()
}

/// The rules and weights for statements.
#[derive(Debug)]
pub struct Rulebook {
    pub(super) frames: Rules,
    pub(super) bare: Rules,
    /// What each of these demands, in order.
    conditions: Vec<Conditions>,
    /// Of those with a cue the ones that demand an addressee, that allow none, and that are always kept.
    demanding: [RuleSet; 3],
    /// Of each the place of its file in the order of choosing.
    tiers: Vec<usize>,
    pub(super) cuts: Cuts,
    pub(super) weights: Weights,
    /// Whether beliefs, wishes and intentions are asked for too.
    beliefs: bool,
}

impl Rulebook {
    /// The shipped rules; with `beliefs` they find beliefs, wishes and intentions too. Fails with file, line and
    /// remedy if one is not well written.
    pub fn embedded(beliefs: bool) -> Result<Self> {
        let weights = Written::open(PACKED).ok_or_else(|| Error::new("the weights are damaged"))?;
        Self::new(WEIGHTS.0, &weights, beliefs)
    }

    /// The shipped rules with other weights, given as file name and CSV text.
    pub fn with_weights(file: &str, weights: &str, beliefs: bool) -> Result<Self> {
        Self::new(file, &Written::read(file, weights)?, beliefs)
    }

    fn new(file: &str, weights: &Written<'_>, beliefs: bool) -> Result<Self> {
        let words = condition::words();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let frames = Rules::compile(FRAMES, symbol::notation(&words))?.parted_at(symbol::CUES);
        let bare = Rules::compile(BARE, symbol::notation(&words))?;
        let conditions = frames.iter().chain(&bare).map(|rule| Conditions::of(&rule.when)).collect();
        let demand = |demand| frames.set(|rule| Conditions::of(&rule.when).demand(demand));
        let demanding = [Demand::Addressee, Demand::NoHearer, Demand::Always].map(demand);
        let tiers = frames.iter().chain(&bare).map(tier).collect();
        let cuts = Cuts::compile(CUTS)?;
        let mut book =
            Self { frames, bare, conditions, demanding, tiers, cuts, weights: Weights::default(), beliefs };
        // The lexicon is asked for last: it may still be opened by another thread.
        book.weights = Weights::new(file, weights, &book.names(Lexicon::embedded()?), beliefs)?;
        Ok(book)
    }

    pub(super) fn names<'b>(&'b self, lexicon: &'b Lexicon) -> Names<'b> {
        let rules = self.proposing().map(|rule| rule.id).collect();
        Names::new(rules, self.cuts.rules().iter().map(|rule| rule.id), lexicon)
    }

    /// Every rule, in order: those that propose statements, then those that end them.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.proposing().chain(self.cuts.rules().iter())
    }

    pub(super) fn memory(&self) -> Memory<'_> {
        Memory {
            frames: self.frames.memories(),
            bare: self.bare.memories(),
            cuts: self.cuts.rules().memories(),
            joined: Joined::default(),
        }
    }

    fn proposing(&self) -> impl Iterator<Item = &Rule> {
        self.frames.iter().chain(self.bare.iter())
    }

    pub(super) fn conditions(&self, number: usize) -> Conditions {
        self.conditions.get(number).copied().unwrap_or_default()
    }

    /// The rules with a cue that may be tried at one; of what is no speech those alone that are always kept, unless
    /// beliefs are asked for.
    pub(super) fn allowed(&self, cue: &Cue) -> RuleSet {
        let [addressee, no_hearer, always] = self.demanding;
        let mut allowed = RuleSet::MAX;
        if !cue.takes(Takes::Addressee) {
            allowed &= !addressee;
        }
        if cue.takes(Takes::Hearer) {
            allowed &= !no_hearer;
        }
        if cue.act == Act::Belief && !self.beliefs {
            allowed &= always;
        }
        allowed
    }

    pub(super) fn rule(&self, number: usize) -> Option<&Rule> {
        self.proposing().nth(number)
    }

    pub(super) fn tier(&self, number: usize) -> usize {
        self.tiers.get(number).copied().unwrap_or(usize::MAX)
    }
}

/// The place of a rule's file in the order of choosing: rules that are always kept come first, those without a
/// cue last.
fn tier(rule: &Rule) -> usize {
    let file = FRAMES.iter().position(|(file, _)| *file == rule.place.file);
    let always = Conditions::of(&rule.when).demand(Demand::Always);
    if always { 0 } else { 1 + file.unwrap_or(FRAMES.len()) }
}

/// What is remembered from one proposal of a document to the next, to save doing it again.
pub(super) struct Memory<'b> {
    pub(super) frames: Memories<'b>,
    pub(super) bare: Memories<'b>,
    pub(super) cuts: Memories<'b>,
    /// A sentence with one of its cues as one symbol.
    pub(super) joined: Joined,
}
