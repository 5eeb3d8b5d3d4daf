//! Which rule a name goes by: rules are named groups of evidence.
//!
//! Every feature belongs to one rule. The rule of a name is the one whose features speak loudest for
//! the kind it was given. A rule brings sentences in which it finds a name and sentences in which it
//! finds none; without both it does not load.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::Kind;
use super::feature::Feature;
use super::weights::{Parts, Sum, Weights};
use crate::error::{Error, Place, Result, did_you_mean};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    rule: Vec<WrittenRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    id: Spanned<String>,
    purpose: String,
    evidence: Vec<Spanned<String>>,
    #[serde(default)]
    finds: Vec<String>,
    #[serde(default)]
    leaves: Vec<String>,
}

/// A named group of evidence.
#[derive(Debug)]
pub struct Rule {
    /// Its id, unique among the rules for names.
    pub id: &'static str,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// Sentences with every name marked, `[PER Ana Ruiz]`, at least one of them by this rule.
    pub finds: Vec<String>,
    /// Sentences in which no name goes by this rule.
    pub leaves: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// The rules for names, in the order of their file.
#[derive(Debug)]
pub struct Rules {
    rules: Vec<Rule>,
    /// For each feature the number of its rule.
    of: Vec<u8>,
}

/// No rule yet: the number behind the last that a rule may have.
const NONE: u8 = 63;

impl Rules {
    /// Reads a file of rules. Fails at the first that is not well written, with its line.
    pub(super) fn read(file: &str, text: &str) -> Result<Self> {
        let place = |range: Range<usize>| {
            let before = text.get(..range.start).unwrap_or("");
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u64 + 1;
            Place::column(file, before.matches('\n').count() as u64 + 1, column)
        };
        let written: Written = toml::from_str(text).map_err(|e| {
            let at = e.span().map_or_else(|| Place::file(file), &place);
            Error::at(at, e.message().to_string())
        })?;
        let names = Feature::names();
        let mut rules = Self { rules: Vec::new(), of: vec![NONE; Feature::ALL.len()] };
        for rule in written.rule {
            rules.claim(&rule, names, &place)?;
            rules.add(rule, &place)?;
        }
        match Feature::ALL.iter().find(|f| rules.of[**f as usize] == NONE) {
            Some(free) => {
                let message =
                    format!("feature '{}' belongs to no rule; add it to the evidence of one", free.name());
                Err(Error::at(Place::file(file), message))
            }
            None => Ok(rules),
        }
    }

    /// Gives a rule its features.
    fn claim(
        &mut self,
        rule: &WrittenRule,
        names: &BTreeMap<String, Feature>,
        place: &impl Fn(Range<usize>) -> Place,
    ) -> Result<()> {
        for written in &rule.evidence {
            let name = written.get_ref().as_str();
            let fault = |message| Error::at(place(written.span()), message);
            let feature = names.get(name).ok_or_else(|| {
                fault(format!("no feature '{name}'{}", did_you_mean(name, names.keys().map(String::as_str))))
            })?;
            let owner = &mut self.of[*feature as usize];
            if let Some(twin) = self.rules.get(*owner as usize) {
                let message =
                    format!("feature '{name}' belongs to rule '{}' already; keep it in one", twin.id);
                return Err(fault(message));
            }
            *owner = self.rules.len() as u8;
        }
        Ok(())
    }

    fn add(&mut self, rule: WrittenRule, place: &impl Fn(Range<usize>) -> Place) -> Result<()> {
        let at = place(rule.id.span());
        let id = rule.id.into_inner();
        let message = if let Some(twin) = self.rules.iter().find(|r| r.id == id) {
            format!("rule '{id}' has the id of the rule at {}; give it its own", twin.place)
        } else if rule.finds.is_empty() || rule.leaves.is_empty() {
            format!("rule '{id}' needs examples: sentences it finds and sentences it leaves")
        } else if self.rules.len() >= NONE as usize {
            "there are too many rules; join some".to_string()
        } else {
            // An id lives as long as the program: every mention and row carries it.
            let id: &'static str = Box::leak(id.into_boxed_str());
            let (finds, leaves) = (rule.finds, rule.leaves);
            self.rules.push(Rule { id, purpose: rule.purpose, finds, leaves, place: at });
            return Ok(());
        };
        Err(Error::at(at, message))
    }

    /// The rules in order.
    #[expect(clippy::iter_without_into_iter, reason = "a list of rules is asked, not looped over in passing")]
    pub fn iter(&self) -> std::slice::Iter<'_, Rule> {
        self.rules.iter()
    }

    /// The rule whose features add most for a kind; of equal ones the earlier.
    pub(super) fn loudest(
        &self,
        kind: Kind,
        weights: &Weights,
        pass: usize,
        (sum, parts): (&Sum, Parts<'_>),
    ) -> &'static str {
        let mut sums = [0.0_f32; NONE as usize + 1];
        weights.each(pass, sum, parts, |feature, score| {
            let rule = self.of.get(feature as usize).copied().unwrap_or(NONE);
            sums[usize::from(rule % (NONE + 1))] += score[kind as usize];
        });
        let rules = self.rules.iter().zip(&sums);
        let best = rules.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or("", |(rule, _)| rule.id)
    }
}
