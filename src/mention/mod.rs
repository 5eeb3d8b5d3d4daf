//! Names in the text: every sensible span competes, evidence scores each, the best reading wins.
//!
//! Tokens and lookups enter, mentions leave. A second pass over the document knows what the first one
//! decided about the same words elsewhere. Who a name belongs to, and whether two names are one entity,
//! is not asked here.

mod again;
mod beyond;
mod candidate;
mod context;
mod decide;
mod document;
mod ending;
mod entry;
mod evidence;
mod example;
mod feature;
mod flag;
mod form;
mod line;
mod memory;
mod piece;
mod role;
mod rule;
mod side;
mod weights;

use once_cell::sync::OnceCell;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::gazetteer::{EntryId, Gazetteer, Lookups};
use crate::segment::{Gap, Tokens};
use crate::text::{Span, Text};

use again::Decisions;
use candidate::Candidate;
use decide::Score;
use document::{Document, Words};
use entry::Rows;
use feature::Feature;
use form::{Forms, Parts};
use memory::Memory;
use piece::Page;
use side::Sides;
use weights::{Gathered, Sum, Weights};

pub use rule::{Rule, Rules};

pub use example::check;

const WEIGHTS: &str = include_str!("../../rules/names/weights.csv");
/// The text of every file of rules and weights for names.
pub const FILES: &[&str] = &[RULES, WEIGHTS];
const RULES: &str = include_str!("../../rules/names/rules.toml");

/// What the evidence for names weighs.
#[derive(Debug)]
pub struct Names {
    weights: Weights,
    /// The named groups of evidence.
    pub rules: Rules,
}

impl Names {
    /// The weights and rules the program was built with.
    pub fn embedded() -> Result<&'static Self> {
        static NAMES: OnceCell<Names> = OnceCell::new();
        NAMES.get_or_try_init(|| Self::new("rules/names/weights.csv", WEIGHTS))
    }

    /// Weights from a file of them, for fitting and for trial.
    pub fn new(file: &str, weights: &str) -> Result<Self> {
        let rules = Rules::read("rules/names/rules.toml", RULES)?;
        Ok(Self { weights: Weights::read(file, weights)?, rules })
    }
}

/// What sort of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// a person
    Person,
    /// a place
    Place,
    /// an organisation
    Organisation,
}

impl Kind {
    /// Every kind with its name in the tables.
    pub const ALL: &'static [(Kind, &'static str)] =
        &[(Kind::Person, "person"), (Kind::Place, "place"), (Kind::Organisation, "organisation")];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The number of its first token.
    pub first: u32,
    /// The number of its last token.
    pub last: u32,
    /// Where it stands in the tidied text.
    pub span: Span,
    /// What it names.
    pub kind: Kind,
    /// The id of the rule that proposed it.
    pub rule: &'static str,
    /// How sure it is, 0 to 1: the evidence's sum through a logistic curve.
    pub confidence: f32,
    /// The row of the gazetteer it may be, the most likely.
    pub entry: Option<EntryId>,
    /// The title or role that stands with it, as a span of the text.
    pub role: Option<Span>,
}

/// Finds the names in a text.
pub fn find(
    names: &Names,
    text: &Text<'_>,
    tokens: &Tokens,
    lookups: &Lookups,
    gazetteer: &Gazetteer,
) -> Vec<Mention> {
    let mut memory = Memory::borrow();
    let page = Page::new(text, tokens, lookups, &mut memory);
    let mut contest = Contest::new(&page, memory, &names.weights);
    for pass in 0..names.weights.passes() {
        contest.pass(&page, &names.weights, pass);
    }
    let chosen = contest.chosen.iter();
    let mut mentions: Vec<Mention> =
        chosen.map(|&number| contest.mention(names, &page, number as usize)).collect();
    Rows::new(gazetteer).fill(&page, &mut mentions);
    let roles: Vec<Option<Span>> = mentions.iter().map(|name| role::of(&page, &mentions, name)).collect();
    for (mention, role) in mentions.iter_mut().zip(roles) {
        mention.role = role;
    }
    mentions
}

/// The evidence for one candidate, by the names of its features: what the text says, then what each
/// earlier pass says.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Where the candidate stands in the tidied text.
    pub span: Span,
    /// Features of the first pass.
    pub first: Vec<String>,
    /// For every later pass, the features that it adds.
    pub later: Vec<Vec<String>>,
}

/// Every candidate of a text with its evidence, for fitting the weights. `passes` is how many passes
/// are listed.
pub fn evidence(
    names: &Names,
    text: &Text<'_>,
    tokens: &Tokens,
    lookups: &Lookups,
    passes: usize,
) -> Vec<Evidence> {
    let mut memory = Memory::borrow();
    let page = Page::new(text, tokens, lookups, &mut memory);
    let mut contest = Contest::new(&page, memory, &names.weights);
    let written = |features: &[Feature]| features.iter().map(|f| f.name()).collect::<Vec<_>>();
    let mut all: Vec<Evidence> = (0..contest.candidates.len())
        .map(|number| Evidence {
            span: contest.span(tokens, number),
            first: written(contest.features(number)),
            later: Vec::new(),
        })
        .collect();
    for pass in 0..passes {
        contest.pass(&page, &names.weights, pass);
        if pass > 0 {
            for (number, evidence) in all.iter_mut().enumerate() {
                evidence.later.push(written(contest.added(number)));
            }
        }
    }
    all
}

/// All candidates of a text, what speaks for them, and who wins.
struct Contest {
    candidates: Vec<(Candidate, Parts)>,
    forms: Forms,
    /// The evidence of every candidate, one after the other.
    evidence: Vec<Feature>,
    /// Where the evidence of each candidate ends.
    ends: Vec<u32>,
    /// What the evidence of each candidate adds up to.
    sums: Vec<Sum>,
    /// The same for what the last pass added.
    added: Vec<Feature>,
    added_ends: Vec<u32>,
    scores: Vec<Score>,
    chosen: Vec<u32>,
}

impl Contest {
    fn new(page: &Page<'_>, memory: memory::Borrowed, weights: &Weights) -> Self {
        let forms = Forms::new(page, memory);
        let words = Words::new(page, &forms);
        let mut maximal = candidate::maximal(page, &forms, &words);
        let mut sides = Sides::new(page);
        let mut document = Document::new(page, (forms, words), &mut sides, &maximal);
        candidate::shouted(page, |first, last| document.knows(page, first, last), &mut maximal);
        maximal.sort_unstable();
        maximal.dedup();
        let candidates = numbered(page, &mut document.forms, candidate::all(page, &maximal));
        let count = candidates.len();
        let (mut evidence, mut ends) = (Vec::with_capacity(count * 24), Vec::with_capacity(count));
        let mut sums = Vec::with_capacity(count);
        for &(candidate, parts) in &candidates {
            let from = evidence.len();
            let (both, around) = sides.around(page, candidate.first as usize, candidate.last as usize);
            for side in both {
                evidence.extend_from_slice(side);
            }
            evidence::Span::new(page, &document, candidate, parts).gather(around, &mut evidence);
            sums.push(weights.sum(&evidence[from..]));
            ends.push(evidence.len() as u32);
        }
        Self {
            candidates,
            forms: document.forms,
            evidence,
            ends,
            sums,
            added: Vec::new(),
            added_ends: Vec::new(),
            scores: vec![[0.0; 3]; count],
            chosen: Vec::new(),
        }
    }

    fn pass(&mut self, page: &Page<'_>, weights: &Weights, pass: usize) {
        let (candidates, scores) = (&self.candidates, &self.scores);
        let earlier = (pass > 0).then(|| Decisions::new(page, &self.forms, candidates, scores, &self.chosen));
        self.added.clear();
        self.added_ends.clear();
        for number in 0..self.candidates.len() {
            if let Some(earlier) = &earlier {
                earlier.gather(page, self.candidates[number], self.scores[number], &mut self.added);
            }
            self.added_ends.push(self.added.len() as u32);
            self.scores[number] = if self.added(number).is_empty() {
                self.sums[number].score(pass)
            } else {
                weights.score(pass, &self.sums[number], &self.gathered(weights, number))
            };
        }
        self.chosen = decide::choose(&self.candidates, &self.scores, page.len());
    }

    fn mention(&self, names: &Names, page: &Page<'_>, number: usize) -> Mention {
        let (candidate, _) = self.candidates[number];
        let (kind, sum) = decide::best(self.scores[number]);
        let gathered = self.gathered(&names.weights, number);
        Mention {
            first: candidate.first,
            last: candidate.last,
            span: self.span(page.tokens, number),
            kind,
            rule: names.rules.loudest(kind, &names.weights, names.weights.passes() - 1, &gathered),
            confidence: 1.0 / (1.0 + (-sum).exp()),
            entry: None,
            role: None,
        }
    }

    fn features(&self, number: usize) -> &[Feature] {
        slice(&self.evidence, &self.ends, number)
    }

    fn gathered(&self, weights: &Weights, number: usize) -> Gathered<'_> {
        weights.gathered(self.features(number), &self.sums[number], self.added(number))
    }

    fn added(&self, number: usize) -> &[Feature] {
        slice(&self.added, &self.added_ends, number)
    }

    fn span(&self, tokens: &Tokens, number: usize) -> Span {
        let (candidate, _) = self.candidates[number];
        let last = candidate.last as usize;
        let span = tokens.span(candidate.first as usize..last + 1);
        // A full stop that ends the sentence is not the abbreviation's alone.
        let ends = tokens.get(last + 1).is_none_or(|next| next.opens_sentence() || next.gap == Gap::Line);
        let stopped = tokens[last].is_stopped() && !tokens[last].is_all_caps();
        if ends && stopped { Span::new(span.start, span.end - 1) } else { span }
    }
}

/// Candidates with the numbers of their forms.
fn numbered(page: &Page<'_>, forms: &mut Forms, candidates: Vec<Candidate>) -> Vec<(Candidate, Parts)> {
    let ends = |candidate: &Candidate| (candidate.first as usize, candidate.last as usize);
    let mut numbered: Vec<(Candidate, Parts)> = candidates
        .into_iter()
        .map(|candidate| {
            let (first, last) = ends(&candidate);
            (candidate, Parts::number(page, forms, first, last))
        })
        .collect();
    for (candidate, parts) in &mut numbered {
        let (first, last) = ends(candidate);
        parts.find(page, forms, first, last);
    }
    numbered
}

fn slice<'e>(all: &'e [Feature], ends: &[u32], number: usize) -> &'e [Feature] {
    let from = number.checked_sub(1).map_or(0, |before| ends[before]);
    &all[from as usize..ends[number] as usize]
}

#[cfg(test)]
mod tests;
