//! The rules' own examples, run.
//!
//! In an example the speaker's words stand in `[ ]`, the cue in `{ }`, each piece of the statement in
//! `< >`. A rule of statements must propose just that from each sentence it finds, and nothing at all
//! from the sentences it leaves; a rule of endings is proved by where the statement ends.

use std::ops::Range;

use super::{Candidate, Rulebook, Scene};
use crate::lexicon::Lexicon;
use crate::pattern::{Fault, Rule};
use crate::segment;
use crate::text::{Span, Text};

/// Runs every rule's own examples.
pub fn check(book: &Rulebook, lexicon: &Lexicon) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (number, rule) in book.frames.iter().chain(book.bare.iter()).enumerate() {
        let found = rule.finds.iter().map(|example| (example, finds(book, lexicon, Some(number), example)));
        let left = rule.leaves.iter().map(|example| (example, leaves(book, lexicon, number, example)));
        faults.extend(found.chain(left).filter_map(|(example, message)| fault(rule, example, message)));
    }
    for rule in book.cuts.rules() {
        let examples = rule.finds.iter().chain(&rule.leaves);
        let run = examples.map(|example| (example, finds(book, lexicon, None, example)));
        faults.extend(run.filter_map(|(example, message)| fault(rule, example, message)));
    }
    faults
}

/// The examples that a rule finds alone but that do not stand when all rules are weighed together.
pub fn outweighed(book: &Rulebook, lexicon: &Lexicon) -> Vec<Fault> {
    let stands = |example: &str| {
        let marked = parse(example);
        with_scene(lexicon, &marked.words, |scene| {
            let mut candidates: Vec<Candidate> = scene.propose(book, &mut book.memory());
            let (_, kept) = super::choose::choose(scene, book, &mut candidates);
            kept.iter().any(|number| is_marked(scene, &candidates[*number], &marked))
        })
    };
    let lost = |rule: &Rule, example: &String| {
        let lost = stands(example) != Some(true);
        fault(rule, example, lost.then(|| "other rules or the weights speak louder".to_string()))
    };
    book.rules().flat_map(|rule| rule.finds.iter().filter_map(move |example| lost(rule, example))).collect()
}

fn fault(rule: &Rule, example: &str, message: Option<String>) -> Option<Fault> {
    Some(Fault {
        rule: rule.id.to_string(),
        place: rule.place.clone(),
        example: example.to_string(),
        message: message?,
    })
}

/// A marked sentence: its words, and what is marked in them as byte ranges.
#[derive(Default)]
struct Marked {
    words: String,
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    pieces: Vec<Range<usize>>,
}

fn parse(example: &str) -> Marked {
    let mut marked = Marked::default();
    let mut open = 0;
    for c in example.chars() {
        let here = marked.words.len();
        match c {
            '[' | '{' | '<' => open = here,
            ']' => marked.source = Some(open..here),
            '}' => marked.cue = Some(open..here),
            '>' => marked.pieces.push(open..here),
            _ => marked.words.push(c),
        }
    }
    marked
}

fn with_scene<T>(lexicon: &Lexicon, words: &str, look: impl FnOnce(&Scene<'_>) -> T) -> Option<T> {
    let text = Text::new(words);
    let tokens = segment::tokens(&text, lexicon);
    let scene = Scene::new(&text, &tokens, lexicon, &[])?;
    Some(look(&scene))
}

/// Whether what is marked is proposed, by one rule or by any; else what was.
fn finds(book: &Rulebook, lexicon: &Lexicon, rule: Option<usize>, example: &str) -> Option<String> {
    let marked = parse(example);
    with_scene(lexicon, &marked.words, |scene| {
        let candidates: Vec<Candidate> = scene.propose(book, &mut book.memory());
        let mine: Vec<&Candidate> =
            candidates.iter().filter(|c| rule.is_none_or(|number| c.rule == number)).collect();
        let hit = mine.iter().any(|candidate| is_marked(scene, candidate, &marked));
        (!hit).then(|| match mine.as_slice() {
            [] => "nothing is found".to_string(),
            some => some.iter().map(|candidate| show(scene, candidate)).collect::<Vec<_>>().join("; "),
        })
    })
    .unwrap_or_else(|| Some("no cue is known".to_string()))
}

fn leaves(book: &Rulebook, lexicon: &Lexicon, rule: usize, example: &str) -> Option<String> {
    with_scene(lexicon, &parse(example).words, |scene| {
        let candidates: Vec<Candidate> = scene.propose(book, &mut book.memory());
        candidates.iter().find(|candidate| candidate.rule == rule).map(|candidate| show(scene, candidate))
    })?
}

fn is_marked(scene: &Scene<'_>, candidate: &Candidate, marked: &Marked) -> bool {
    let bare = |range: Range<usize>| bare(&marked.words, range);
    let own = |range: Range<u32>| {
        let Span { start, end } = scene.span(range);
        self::bare(&marked.words, start as usize..end as usize)
    };
    let pieces: Vec<_> = candidate.pieces.iter().map(|piece| own(piece.clone())).collect();
    let wanted: Vec<_> = marked.pieces.iter().map(|piece| bare(piece.clone())).collect();
    let cue = scene.span(candidate.cue.clone());
    pieces == wanted
        && candidate.source.clone().map(own) == marked.source.clone().map(bare)
        && marked.cue.as_ref().is_none_or(|c| *c == (cue.start as usize..cue.end as usize))
}

/// A range without the marks and spaces at its ends.
fn bare(words: &str, range: Range<usize>) -> Range<usize> {
    let slice = words.get(range.clone()).unwrap_or("");
    let loose = |c: char| !c.is_alphanumeric();
    let start = range.start + (slice.len() - slice.trim_start_matches(loose).len());
    let end = range.end - (slice.len() - slice.trim_end_matches(loose).len());
    start..end.max(start)
}

fn show(scene: &Scene<'_>, candidate: &Candidate) -> String {
    let slice = |range: Range<u32>| scene.text.slice(scene.span(range)).to_string();
    let source = candidate.source.clone().map_or_else(String::new, slice);
    let pieces: Vec<String> =
        candidate.pieces.iter().map(|piece| format!("<{}>", slice(piece.clone()))).collect();
    format!("found [{source}] {{{}}} {}", slice(candidate.cue.clone()), pieces.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::cue;
    use super::super::line::Joined;
    use super::*;
    use crate::pattern::Site;

    #[test]
    fn every_rule_finds_and_leaves_its_own_examples() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let book = Rulebook::embedded(false).expect("the rules are well written");
        let faults = check(&book, lexicon);
        let report: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{} examples do not hold:\n{}", faults.len(), report.join("\n"));
    }

    #[test]
    fn no_rule_that_matches_is_ruled_out_before_it_is_tried() {
        let lexicon = Lexicon::embedded().expect("the lists open");
        let book = Rulebook::embedded(false).expect("the rules are well written");
        let mut memory = book.memory();
        let examples = book.rules().flat_map(|rule| rule.finds.iter().chain(&rule.leaves));
        for words in examples.map(|example| parse(example).words) {
            with_scene(lexicon, &words, |scene| {
                let mut joined = Joined::default();
                for (at, line) in scene.lines.iter().enumerate() {
                    for head in scene.lines.heads(at) {
                        for seen in cue::find(scene.text, scene.tokens, lexicon, line, head) {
                            joined.join(line, seen.symbols, seen.symbol);
                        }
                    }
                }
                for (line, at) in joined.iter() {
                    let site = Site::new(line.symbols, Some(at));
                    let possible = book.frames.possible(&site);
                    for (number, rule) in book.frames.iter().enumerate() {
                        let matches = rule.labels(&site, &mut memory.frames).is_some();
                        assert!(!matches || possible & 1 << number != 0, "{}: {words}", rule.id);
                    }
                }
            });
        }
    }
}
