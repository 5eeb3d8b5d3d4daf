//! Statements and their speakers held against their gold.

use std::collections::BTreeSet;

use crate::compare::pairing::{self, Candidate};
use crate::lexicon::Lexicon;
use crate::quote::Form;

use super::fault::{FALSE_ALARM, Fault, MISSED, WRONG_SPEAKER};
use super::gold::Span;
use super::text::Page;
use super::{ALL, Attribution, Gold, Rate, Scores};

/// Which attributions of the gold are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subset {
    /// Reported speech; beliefs and wishes are neither wanted nor held against the run.
    Statement,
    /// Every attribution.
    All,
}

/// How alike two statements must be: measure of the statement alone, measure with its speaker, least
/// share of common words.
const LIMITS: [(&str, &str, f64); 3] = [
    ("content exact", "attribution exact", 1.0),
    ("content", "attribution", 0.8),
    ("content half", "attribution half", 0.5),
];
/// The limit by which faults are told.
const HEADLINE: f64 = 0.8;
/// The least share of common words by which a statement is about a belief of the gold.
const SPARED: f64 = 0.5;

struct Item {
    content: BTreeSet<usize>,
    source: Vec<Span>,
    head: Vec<Span>,
    cue: Vec<Span>,
    cue_words: BTreeSet<usize>,
    kind: &'static str,
    is_statement: bool,
}

impl Item {
    fn new(page: &Page, lexicon: &Lexicon, given: &Attribution) -> Option<Self> {
        let content = page.content(&given.content, lexicon);
        if content.is_empty() {
            return None;
        }
        let head = if given.source_head.is_empty() { &given.source } else { &given.source_head };
        Some(Self {
            kind: page.form(&content),
            content,
            source: given.source.clone(),
            head: head.iter().take(1).copied().collect(),
            cue_words: page.words(&given.cue),
            cue: given.cue.clone(),
            is_statement: given.statement != Some(false),
        })
    }
}

fn overlap(a: &[Span], b: &[Span]) -> bool {
    a.iter().any(|(start, end)| b.iter().any(|(other, to)| start < to && end > other))
}

fn is_right(gold: &Item, found: &Item) -> bool {
    if gold.source.is_empty() { found.source.is_empty() } else { overlap(&found.source, &gold.head) }
}

fn common<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let shared = a.intersection(b).count();
    if shared == 0 { 0.0 } else { shared as f64 / (a.len() + b.len() - shared) as f64 }
}

/// Records with one and the same cue are one statement in pieces.
fn joined(found: &[Attribution]) -> Vec<Attribution> {
    let mut all: Vec<Attribution> = Vec::new();
    for one in found {
        match all.iter_mut().find(|other| !one.cue.is_empty() && other.cue == one.cue) {
            Some(other) => {
                other.content.extend(&one.content);
                other.content.sort_unstable();
                other.content.dedup();
                if other.source.is_empty() {
                    other.source.clone_from(&one.source);
                }
            }
            None => all.push(one.clone()),
        }
    }
    all
}

/// One document: its gold and what the run has, and which of both count.
struct Document<'g> {
    gold: &'g Gold,
    page: Page,
    items: Vec<Item>,
    found: Vec<Item>,
    wanted: Vec<usize>,
    kept: Vec<usize>,
}

/// Scores the statements of one document. Fails where a place of the run lies outside the text.
pub fn quotes(
    gold: &Gold,
    found: &[Attribution],
    subset: Subset,
    lexicon: &Lexicon,
) -> Result<(Scores, Vec<Fault>), String> {
    let page = Page::new(&gold.text);
    let places = found.iter().flat_map(|one| [&one.content, &one.cue, &one.source]).flatten();
    if let Some((start, end)) = places.into_iter().find(|(start, end)| start > end || *end > page.len()) {
        return Err(format!(
            "the run has {start}-{end} in '{}', whose text in the gold has {} characters; was it made from \
             the same text",
            gold.id,
            page.len()
        ));
    }
    let item = |given: &Attribution| Item::new(&page, lexicon, given);
    let items: Vec<Item> = gold.attributions.iter().flatten().filter_map(item).collect();
    let found: Vec<Item> = joined(found).iter().filter_map(item).collect();
    let is_wanted = |item: &Item| subset == Subset::All || item.is_statement;
    let wanted: Vec<usize> = (0..items.len()).filter(|at| items.get(*at).is_some_and(is_wanted)).collect();
    let kept = kept(&items, &found, &is_wanted);
    let document = Document { gold, page, items, found, wanted, kept };
    let mut scores = Scores::default();
    let mut faults = Vec::new();
    for (content, attribution, limit) in LIMITS {
        let pairs = document.pairs(limit);
        document.count(&mut scores, content, &pairs, |_, _| true);
        document.count(&mut scores, attribution, &pairs, is_right);
        if (limit - HEADLINE).abs() < f64::EPSILON {
            faults = document.faults(&pairs);
        }
    }
    document.cues(&mut scores);
    Ok((scores, faults))
}

/// What of the run is right or wrong. What reports a belief of the gold that is not wanted is neither.
fn kept(items: &[Item], found: &[Item], is_wanted: &dyn Fn(&Item) -> bool) -> Vec<usize> {
    let is_spared = |one: &Item| {
        let alike = |item: &Item| common(&item.content, &one.content) >= SPARED;
        let same_cue = |item: &Item| overlap(&item.cue, &one.cue);
        let (wanted, spare): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| is_wanted(item));
        !wanted.iter().any(|item| alike(item) || same_cue(item))
            && spare.iter().any(|item| alike(item) || same_cue(item))
    };
    found.iter().enumerate().filter(|(_, one)| !is_spared(one)).map(|(at, _)| at).collect()
}

impl Document<'_> {
    fn two(&self, pair: &Candidate) -> Option<(&Item, &Item)> {
        self.items.get(pair.old).zip(self.found.get(pair.new))
    }

    fn weighed(&self, weight: impl Fn(&Item, &Item) -> f64, limit: f64) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for &old in &self.wanted {
            for &new in &self.kept {
                let pair = Candidate { old, new, weight: 0.0 };
                let weight = self.two(&pair).map_or(0.0, |(item, one)| weight(item, one));
                if weight > 0.0 && weight >= limit {
                    candidates.push(Candidate { weight, ..pair });
                }
            }
        }
        pairing::best(&candidates)
    }

    fn pairs(&self, limit: f64) -> Vec<Candidate> {
        self.weighed(|item, one| common(&item.content, &one.content), limit)
    }

    /// Recall of a kind is over the gold's items of that kind, precision over the run's.
    fn count(
        &self,
        scores: &mut Scores,
        measure: &'static str,
        pairs: &[Candidate],
        is_right: fn(&Item, &Item) -> bool,
    ) {
        let kinds = Form::ALL.iter().map(|(_, name)| *name).chain([ALL]);
        let right: Vec<_> = pairs
            .iter()
            .filter_map(|pair| self.two(pair))
            .filter(|(item, one)| is_right(item, one))
            .collect();
        for kind in kinds {
            let is = |item: &Item| kind == ALL || item.kind == kind;
            let of = |items: &[Item], which: &[usize]| {
                which.iter().filter(|at| items.get(**at).is_some_and(is)).count() as f64
            };
            let rate = Rate {
                found_right: right.iter().filter(|(_, one)| is(one)).count() as f64,
                found: of(&self.found, &self.kept),
                gold_found: right.iter().filter(|(item, _)| is(item)).count() as f64,
                gold: of(&self.items, &self.wanted),
            };
            scores.add(measure, kind, rate);
        }
    }

    /// Cues that share a word; cues of marks alone are compared by their characters.
    fn cues(&self, scores: &mut Scores) {
        let characters = |places: &[Span]| -> BTreeSet<usize> {
            places.iter().flat_map(|&(start, end)| start..end).collect()
        };
        let weight = |item: &Item, one: &Item| {
            let by_word = common(&item.cue_words, &one.cue_words);
            let is_marks = item.cue_words.is_empty() || one.cue_words.is_empty();
            if is_marks { common(&characters(&item.cue), &characters(&one.cue)) } else { by_word }
        };
        let pairs = self.weighed(weight, 0.0);
        let with_cue = |items: &[Item], which: &[usize]| {
            which.iter().filter(|at| items.get(**at).is_some_and(|item| !item.cue.is_empty())).count() as f64
        };
        let exact = pairs.iter().filter(|pair| pair.weight > 1.0 - 1e-9).count() as f64;
        for (measure, hits) in [("cue", pairs.len() as f64), ("cue exact", exact)] {
            let (found, gold) = (with_cue(&self.found, &self.kept), with_cue(&self.items, &self.wanted));
            scores.add(measure, ALL, Rate { found_right: hits, found, gold_found: hits, gold });
        }
    }

    fn faults(&self, pairs: &[Candidate]) -> Vec<Fault> {
        let mut faults = Vec::new();
        for &at in &self.wanted {
            let Some(item) = self.items.get(at) else { continue };
            match pairs.iter().find(|pair| pair.old == at).and_then(|pair| self.two(pair)) {
                None => faults.push(self.fault(MISSED, item, &item.source, &[])),
                Some((_, one)) if !is_right(item, one) => {
                    faults.push(self.fault(WRONG_SPEAKER, item, &item.source, &one.source));
                }
                Some(_) => {}
            }
        }
        for &at in &self.kept {
            if let Some(one) = self.found.get(at).filter(|_| !pairs.iter().any(|pair| pair.new == at)) {
                faults.push(self.fault(FALSE_ALARM, one, &[], &one.source));
            }
        }
        faults.sort_by_key(|fault| (fault.start_char, fault.end_char));
        faults
    }

    fn fault(&self, error: &'static str, item: &Item, gold: &[Span], found: &[Span]) -> Fault {
        let (start, end) = self.page.around(&item.content);
        let speaker = |places: &[Span]| {
            places.iter().map(|place| self.page.slice(*place)).collect::<Vec<_>>().join(" ")
        };
        Fault {
            error,
            kind: item.kind,
            doc_id: self.gold.id.clone(),
            start_char: start as u64,
            end_char: end as u64,
            text: self.page.slice((start, end)),
            gold: speaker(gold),
            found: speaker(found),
        }
    }
}
