//! Names in the text: every sensible span competes, evidence scores each, the best reading wins.
//!
//! Tokens and lookups enter, mentions leave. A second pass over the document knows what the first one
//! decided about the same words elsewhere. Who a name belongs to, and whether two names are one entity,
//! is not asked here.

mod again;
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
mod link;
mod list;
mod memory;
mod neighbour;
mod numbers;
mod piece;
mod role;
mod room;
mod rule;
mod shouted;
mod side;
mod table;
mod tell;
mod weights;

use once_cell::sync::OnceCell;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::gazetteer::{EntryId, Gazetteer, Lookups};
use crate::segment::{Gap, Tokens};
use crate::text::{Span, Text};

use again::Decisions;
use candidate::Candidate;
use document::{Document, Words};
use entry::Rows;
use feature::Feature;
use form::{Forms, Parts};
use memory::Memory;
use piece::Page;
use room::Room;
use table::Table;
use weights::Weights;

pub use rule::{Rule, Rules};

pub use example::check;

const WEIGHTS: &str = include_str!("../../rules/names/weights.csv");
/// The text of every file of rules and weights for names.
pub const FILES: &[&str] = &[RULES, WEIGHTS];
const RULES: &str = include_str!("../../rules/names/rules.toml");

/// What the evidence for names weighs.
#[derive(Debug)]
pub struct Names {
    weights: Box<Weights>,
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
        Ok(Self { weights: Box::new(Weights::read(file, weights)?), rules })
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
    Memory::with(tokens.numbering, |memory| {
        let page = Page::new(text, tokens, lookups, memory);
        let mut contest = Contest::new(&page, memory, &names.weights);
        for pass in 0..names.weights.passes() {
            contest.pass(&page, pass);
        }
        let chosen = contest.table.choice.chosen.iter();
        let mut mentions: Vec<Mention> =
            chosen.map(|&number| contest.mention(names, &page, number as usize)).collect();
        Rows::new(gazetteer).fill(&page, &mut mentions);
        let roles: Vec<Option<Span>> = mentions.iter().map(|name| role::of(&page, &mentions, name)).collect();
        for (mention, role) in mentions.iter_mut().zip(roles) {
            mention.role = role;
        }
        let Contest { forms, pairs, table, decisions, .. } = contest;
        let forms = forms.into_lists();
        let Page { pieces, facts, capitals, .. } = page;
        memory.room = Some(Room { pieces, facts, capitals, forms, pairs, table, decisions });
        mentions
    })
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
    Memory::with(tokens.numbering, |memory| {
        let page = Page::new(text, tokens, lookups, memory);
        let mut contest = Contest::new(&page, memory, &names.weights);
        let written = |features: &[Feature]| features.iter().map(|f| f.name()).collect::<Vec<_>>();
        let mut all: Vec<Evidence> = (0..contest.table.candidates.len())
            .map(|number| Evidence {
                span: contest.span(tokens, number),
                first: written(contest.table.parts(number)[0]),
                later: Vec::new(),
            })
            .collect();
        for pass in 0..passes {
            contest.pass(&page, pass);
            if pass > 0 {
                for (number, evidence) in all.iter_mut().enumerate() {
                    evidence.later.push(written(contest.table.parts(number)[1]));
                }
            }
        }
        all
    })
}

/// All candidates of a text, what speaks for them, and who wins.
struct Contest<'w> {
    weights: &'w Weights,
    forms: Forms<'w>,
    /// The room in which candidates were put in order.
    pairs: Vec<u64>,
    table: Table,
    decisions: Decisions,
}

impl<'w> Contest<'w> {
    fn new(page: &Page<'_>, memory: &'w mut Memory, weights: &'w Weights) -> Self {
        let mut alone = std::mem::take(&mut memory.alone);
        let Room { forms, mut pairs, table, decisions, .. } = memory.room.take().unwrap_or_default();
        let mut table = table.open(page);
        let forms = Forms::new(page, memory, forms);
        let words = Words::new(page, &forms);
        let mut maximal = candidate::maximal(page, &forms, &words);
        let mut document = Document::new(page, weights, (forms, words), &mut table.sides, &maximal);
        shouted::find(page, |first, last| document.knows(page, first, last), &mut maximal);
        maximal.sort_unstable();
        maximal.dedup();
        let all = candidate::all(page, &maximal, &mut pairs);
        number(page, &mut document.forms, all, &mut table.candidates);
        table.reserve();
        alone.bring(page);
        for number in 0..table.candidates.len() {
            let (candidate, parts) = table.candidates[number];
            let (first, last) = (candidate.first as usize, candidate.last as usize);
            let around = table.sides.around(page, weights, first, last);
            let span = evidence::Span::new(page, &document, candidate, parts);
            table.push(weights, candidate, |list| span.gather(around, &mut alone, list));
        }
        table.close(page.len());
        document.forms.keep(alone);
        Self { weights, forms: document.forms, pairs, table, decisions: decisions.open() }
    }

    /// Chooses anew; every pass but the first knows what the one before decided.
    fn pass(&mut self, page: &Page<'_>, pass: usize) {
        let Self { weights, forms, table, decisions, .. } = self;
        if pass > 0 {
            decisions.note(page, forms, &table.candidates, &table.best, &table.choice.chosen);
            for number in 0..table.candidates.len() {
                let (candidate, parts) = table.candidates[number];
                if pass == 1 || decisions.is_news(page, forms, (candidate, parts)) {
                    table.add(weights, number, |list| {
                        decisions.gather(page, forms, (number, candidate, parts), list);
                    });
                }
            }
        }
        table.choose(pass);
    }

    fn mention(&self, names: &Names, page: &Page<'_>, number: usize) -> Mention {
        let (candidate, _) = self.table.candidates[number];
        let (kind, sum) = self.table.best[number];
        let last_pass = self.weights.passes() - 1;
        let (text, parts) = (self.table.sum(number), self.table.parts(number));
        Mention {
            first: candidate.first,
            last: candidate.last,
            span: self.span(page.tokens, number),
            kind,
            rule: names.rules.loudest(kind, self.weights, last_pass, (text, parts)),
            confidence: 1.0 / (1.0 + (-sum).exp()),
            entry: None,
            role: None,
        }
    }

    fn span(&self, tokens: &Tokens, number: usize) -> Span {
        let (candidate, _) = self.table.candidates[number];
        let last = candidate.last as usize;
        let span = tokens.span(candidate.first as usize..last + 1);
        // A full stop that ends the sentence is not the abbreviation's alone.
        let ends = tokens.get(last + 1).is_none_or(|next| next.opens_sentence() || next.gap == Gap::Line);
        let stopped = tokens[last].is_stopped() && !tokens[last].is_all_caps();
        if ends && stopped { Span::new(span.start, span.end - 1) } else { span }
    }
}

/// Candidates with the numbers of their forms.
fn number(
    page: &Page<'_>,
    forms: &mut Forms<'_>,
    candidates: impl Iterator<Item = Candidate>,
    numbered: &mut Vec<(Candidate, Parts)>,
) {
    let ends = |candidate: &Candidate| (candidate.first as usize, candidate.last as usize);
    room::empty(numbered);
    numbered.extend(candidates.map(|candidate| {
        let (first, last) = ends(&candidate);
        (candidate, Parts::number(page, forms, first, last))
    }));
    for (candidate, parts) in numbered {
        let (first, last) = ends(candidate);
        parts.find(page, forms, first, last);
    }
}

#[cfg(test)]
mod tests;
