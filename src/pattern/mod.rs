//! Rules as data: what a run of tokens may look like.
//!
//! A stage of the reading gives every token (or quotation) one symbol; a rule's pattern is written in
//! the names of those symbols and compiled to a regular expression over them, so that every match is
//! found in linear time. A rule brings its own examples, sentences that it finds and sentences that it
//! leaves; without both it does not load. What a match means is the stage's affair.
//!
//! ```text
//! <source: @subject> <cue: @verb> that <content: any+>
//! ```
//!
//! Names stand for symbols, `any` for each, `[a b]` for one of several, `[^a b]` for any
//! other, `( | )` groups, `? * +`
//! repeat (`??`, `*?`, `+?` as little as possible), `^` and `$` are the ends, `@name` is a macro of
//! the same file or an earlier one, and `<label: ...>` keeps what it matched under a label.

mod automaton;
mod expression;
mod forward;
mod moves;
mod needs;
mod node;
mod notation;
mod part;
mod reading;
mod sets;
mod sieve;
mod together;
mod track;
mod ways;

use std::ops::Range;

use regex_automata::util::pool::{Pool, PoolGuard};
use serde::Deserialize;
use smallvec::SmallVec;
use toml::Spanned;

use crate::error::{Error, Place, Result};

use automaton::LONGEST;
use expression::Symbols;
use needs::Needs;
use notation::Scope;
use part::{Compiled, Learnt, Parted, Parter, Wanted};
pub use sieve::RuleSet;
use sieve::{Asked, MOST_RULES, Sieve};
pub use together::{Match, Site};

/// The symbols of a stage: each a name that patterns use and the byte that stands for it.
pub type Alphabet = [(&'static str, u8)];

/// The id of a rule, from its file.
pub type RuleId = &'static str;

/// A file of rules as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    macros: std::collections::BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    rule: Vec<WrittenRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    id: Spanned<String>,
    purpose: String,
    pattern: Spanned<String>,
    #[serde(default)]
    when: Vec<Spanned<String>>,
    #[serde(default)]
    finds: Vec<String>,
    #[serde(default)]
    leaves: Vec<String>,
}

/// A rule: a pattern, what it is for, and the sentences that prove it.
#[derive(Debug)]
pub struct Rule {
    /// Its id, unique within its stage.
    pub id: RuleId,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// The pattern as it is written.
    pub pattern: String,
    /// Conditions that the stage gives a meaning to.
    pub when: Vec<String>,
    /// Sentences in which it finds what is marked.
    pub finds: Vec<String>,
    /// Sentences in which it finds nothing.
    pub leaves: Vec<String>,
    /// Where it stands.
    pub place: Place,
    whole: Compiled,
    parted: Option<Parted>,
    needs: Needs,
}

/// An example of a rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule's id.
    pub rule: String,
    /// Where it stands.
    pub place: Place,
    /// The example.
    pub example: String,
    /// What happened instead.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: rule '{}': {}: {}", self.place, self.rule, self.example, self.message)
    }
}

/// The number of a label among those of its stage.
pub type Label = usize;

/// What a rule matched: the symbols under each label, in the order in which the pattern has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(SmallVec<[(u8, u32, u32); 6]>);

impl Labels {
    /// Each label with its symbols.
    pub fn iter(&self) -> impl Iterator<Item = (Label, Range<usize>)> {
        self.0.iter().map(|(label, start, end)| (usize::from(*label), *start as usize..*end as usize))
    }

    /// The symbols of a label.
    pub fn get(&self, wanted: Label) -> Option<Range<usize>> {
        self.iter().find(|(label, _)| *label == wanted).map(|(_, range)| range)
    }

    fn push(&mut self, label: u8, range: Range<usize>) {
        self.0.push((label, range.start as u32, range.end as u32));
    }

    /// These, and others that were found in what begins at a place.
    fn and(&self, others: &Self, at: usize) -> Self {
        let mut all = Self(SmallVec::from_slice(&self.0));
        for (label, start, end) in &others.0 {
            all.0.push((*label, start + at as u32, end + at as u32));
        }
        all
    }
}

/// What a stage's rules are written in.
#[derive(Clone, Copy, Debug)]
pub struct Notation<'n> {
    /// Its symbols.
    pub alphabet: &'n Alphabet,
    /// The labels that a pattern may keep something under.
    pub labels: &'n [&'n str],
    /// The words that `when` may hold.
    pub conditions: &'n [&'n str],
}

/// The rules of a stage, in the order of their files.
#[derive(Debug)]
pub struct Rules {
    list: Vec<Rule>,
    sieve: Sieve,
    /// How many memories a worker needs.
    automata: Wanted,
    memories: Pool<Learnt, NewMemories>,
}

type NewMemories = fn() -> Learnt;

/// What the automata of a stage's rules have learnt. A worker borrows it for as long as it reads a document: no
/// lock is taken for a single rule.
#[derive(Debug)]
pub struct Memories<'r>(PoolGuard<'r, Learnt, NewMemories>);

impl Rules {
    /// Compiles files of rules, given as name and TOML text. Fails at the first rule that is not well written,
    /// with its file and line.
    pub fn compile(files: &[(&str, &str)], notation: Notation<'_>) -> Result<Self> {
        let mut rules: Vec<Rule> = Vec::new();
        let mut scope = Scope::new(notation.alphabet);
        for (file, text) in files {
            for rule in read(file, text, notation, &mut scope, rules.len())? {
                if let Some(twin) = rules.iter().find(|r| r.id == rule.id) {
                    let message = format!(
                        "rule '{}' has the id of the rule at {}; give it its own",
                        rule.id, twin.place
                    );
                    return Err(Error::at(rule.place, message));
                }
                if rules.len() == MOST_RULES {
                    return Err(Error::at(rule.place, format!("there are more than {MOST_RULES} rules")));
                }
                rules.push(rule);
            }
        }
        let sieve = sieve(&rules, &[]);
        let automata = Wanted { forward: rules.len(), backward: 0 };
        Ok(Self { automata, list: rules, sieve, memories: Pool::new(Learnt::default) })
    }

    /// The same rules, made to be tried in strings of which each holds one of some symbols at its pivot and none
    /// of them anywhere else: see [`Site`].
    #[must_use]
    pub fn parted_at(mut self, pivots: &[u8]) -> Self {
        let all = pivots.iter().fold(0, |all, &pivot| all | expression::bit(pivot));
        let mut parter = Parter::new(all, self.automata.forward);
        for rule in &mut self.list {
            rule.parted = parter.part(&rule.whole);
        }
        self.automata = parter.memories();
        self.sieve = sieve(&self.list, pivots);
        self
    }

    /// What [`Rule::labels`] needs, to be borrowed once a document.
    pub fn memories(&self) -> Memories<'_> {
        let mut learnt = self.memories.get();
        learnt.reserve(self.automata);
        Memories(learnt)
    }

    /// The rules in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Rule> {
        self.list.iter()
    }

    /// The number of a rule.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.list.iter().position(|rule| rule.id == id)
    }

    /// The rules that may match in a string of symbols: those whose necessary symbols are all in it, on that side
    /// of its pivot on which they are needed. [`Rule::labels`] tells whether one does.
    pub fn possible(&self, site: &Site<'_>) -> RuleSet {
        self.sieve.possible(site.symbols, site.pivot)
    }

    /// The rules of which something holds.
    pub fn set(&self, holds: impl Fn(&Rule) -> bool) -> RuleSet {
        self.list.iter().rev().fold(0, |all, rule| all << 1 | RuleSet::from(holds(rule)))
    }
}

/// A sieve for these rules.
fn sieve(rules: &[Rule], pivots: &[u8]) -> Sieve {
    let all = (Symbols::MAX, Symbols::MAX);
    let asked = rules.iter().map(|rule| {
        let (pivot, next) = rule.parted.as_ref().map_or(all, |parted| (parted.at, parted.follows));
        Asked { needs: &rule.needs, pivot, next }
    });
    Sieve::of(pivots, &asked.collect::<Vec<_>>())
}

impl<'r> IntoIterator for &'r Rules {
    type Item = &'r Rule;
    type IntoIter = std::slice::Iter<'r, Rule>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Rule {
    /// What its labels match in a string of symbols, at the first place where the pattern fits.
    /// `memories` are those of its stage.
    pub fn labels(&self, site: &Site<'_>, memories: &mut Memories<'_>) -> Option<Labels> {
        let learnt = &mut *memories.0;
        let Some((parted, before, behind)) = self.parted_at(site) else {
            return self.whole.find(site.symbols, learnt);
        };
        let head = parted.head.find(before, learnt)?;
        Some(head.and(&parted.tail.find(behind, learnt)?, before.len()))
    }

    /// Its pattern in two parts, with the parts of a string in which these are looked for.
    #[inline]
    fn parted_at<'s>(&self, site: &Site<'s>) -> Option<(&Parted, &'s [u8], &'s [u8])> {
        let pivot = site.pivot.filter(|pivot| *pivot < LONGEST)?;
        let (before, behind) = site.symbols.split_at_checked(pivot + 1)?;
        Some((self.parted.as_ref()?, before, behind))
    }
}

/// Reads a file; in `scope` are the macros of those before it.
fn read(
    file: &str,
    text: &str,
    stage: Notation<'_>,
    scope: &mut Scope<'_>,
    first: usize,
) -> Result<Vec<Rule>> {
    // Where each line but the first begins: every rule asks for its place.
    let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    let place = |range: Range<usize>| {
        let line = lines.partition_point(|from| *from <= range.start);
        let from = line.checked_sub(1).map_or(0, |before| lines[before]);
        let column = text.get(from..range.start).unwrap_or("").chars().count() as u64 + 1;
        Place::column(file, line as u64 + 1, column)
    };
    let written: Written = toml::from_str(text).map_err(|e| {
        let at = e.span().map_or_else(|| Place::file(file), &place);
        Error::at(at, e.message().to_string())
    })?;
    for (name, body) in &written.macros {
        scope.define(name, body.get_ref());
    }
    for (name, body) in &written.macros {
        scope.check(name).map_err(|message| Error::at(place(body.span()), message))?;
    }
    let mut rules = Vec::new();
    for rule in written.rule {
        let at = place(rule.id.span());
        if rule.finds.is_empty() || rule.leaves.is_empty() {
            let message = format!(
                "rule '{}' needs examples: sentences it finds and sentences it leaves",
                rule.id.get_ref()
            );
            return Err(Error::at(at, message));
        }
        for condition in &rule.when {
            if !stage.conditions.contains(&condition.get_ref().as_str()) {
                let near = crate::error::did_you_mean(condition.get_ref(), stage.conditions.iter().copied());
                let message = format!("no condition '{}'{near}", condition.get_ref());
                return Err(Error::at(place(condition.span()), message));
            }
        }
        let fault = |message: String| Error::at(place(rule.pattern.span()), message);
        let expression = scope.translate(rule.pattern.get_ref()).map_err(fault)?;
        let whole = Compiled::new(expression, first + rules.len(), stage.labels).map_err(fault)?;
        rules.push(Rule {
            id: Box::leak(rule.id.into_inner().into_boxed_str()),
            purpose: rule.purpose,
            pattern: rule.pattern.into_inner(),
            when: rule.when.into_iter().map(Spanned::into_inner).collect(),
            finds: rule.finds,
            leaves: rule.leaves,
            place: at,
            needs: Needs::of(&whole.expression),
            whole,
            parted: None,
        });
    }
    Ok(rules)
}

#[cfg(test)]
mod tests;
