//! Where a statement that follows its cue ends, when not with its sentence.

use std::ops::Range;

use super::condition::{Conditions, Demand};
use super::cue::Found;
use super::line::Line;
use super::{label, symbol};
use crate::error::Result;
use crate::pattern::{Match, Memories, RuleSet, Rules, Site};

/// The conditions that a cut may name.
pub(super) const CONDITIONS: &[&str; 3] = &["led", "relative", "noun-phrase"];

/// The rules of `rules/quotes/cuts.toml`.
#[derive(Debug)]
pub(super) struct Cuts {
    rules: Rules,
    /// For each condition the rules that have it.
    demanding: [RuleSet; CONDITIONS.len()],
}

impl Cuts {
    /// Compiles the rules of a file.
    pub(super) fn compile(files: &[(&str, &str)]) -> Result<Self> {
        let rules = Rules::compile(files, symbol::notation(CONDITIONS))?;
        let demanding = CONDITIONS.map(|name| rules.set(|rule| rule.when.iter().any(|word| word == name)));
        Ok(Self { rules, demanding })
    }

    /// The rules in order.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Where some contents end; `founds` are the cues of their sites.
    pub(super) fn ends(&self, wanted: Vec<Want>, founds: &[Found<'_>], memories: &mut Memories<'_>) -> Ends {
        let line = |want: &Want| founds.get(want.site).map(|found| found.line);
        let behind = |want: &Want| {
            let line = line(want)?;
            line.symbols.get(want.start + 1..line.end().max(want.start + 1))
        };
        let sites: Vec<_> = wanted.iter().map(|want| Site::new(behind(want).unwrap_or(&[]), None)).collect();
        let hold = |number: usize, rules: RuleSet| {
            let want = wanted.get(number);
            let found = want.and_then(|want| founds.get(want.site));
            found.zip(want).map_or(0, |(found, want)| self.hold(rules, found, want.phrase))
        };
        let mut matches = Vec::new();
        self.rules.find(&sites, hold, memories, &mut matches);
        let end = |want: &Want| (line(want).map_or(0, |line| line.end()), None);
        let mut ends: Vec<(Want, End)> = wanted.into_iter().map(|want| (want, end(&want))).collect();
        for Match { site, rule, labels } in matches {
            let cut = labels.get(label::CUT);
            if let (Some(cut), Some((want, end))) = (cut, ends.get_mut(site)) {
                // The first of the rules that end it soonest.
                let at = want.start + 1 + cut.start;
                if end.1.is_none() || at < end.0 {
                    *end = (at, Some(rule));
                }
            }
        }
        Ends(ends)
    }

    /// Those of some rules of which the conditions hold at a cue.
    fn hold(&self, rules: RuleSet, found: &Found<'_>, phrase: bool) -> RuleSet {
        let [led, relative, of_phrases] = self.demanding;
        let mut kept = rules;
        if kept & led != 0 && !is_led(found.line, found.at) {
            kept &= !led;
        }
        if kept & relative != 0 && !is_relative(found.line, found.at) {
            kept &= !relative;
        }
        if phrase { kept } else { kept & !of_phrases }
    }
}

/// Where a statement ends, and the rule that ends it there, if it is not the sentence.
type End = (usize, Option<usize>);

/// A content of which it must be told where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Want {
    /// The number of its cue among those that are worked on together.
    pub(super) site: usize,
    /// The symbol at which it begins.
    pub(super) start: usize,
    /// Whether it is a noun phrase.
    pub(super) phrase: bool,
}

/// Where contents end, in the order of their sites. Several rules ask for the same.
#[derive(Debug, Default)]
pub(super) struct Ends(Vec<(Want, End)>);

impl Ends {
    /// Where a content ends.
    pub(super) fn of(&self, want: &Want) -> Option<End> {
        let from = self.0.partition_point(|(known, _)| known.site < want.site);
        self.0.get(from..)?.iter().find(|(known, _)| known == want).map(|(_, end)| *end)
    }
}

/// How the end of a statement was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// by the rules of endings, or with the sentence
    Rule,
    /// before that, where a phrase or a clause may end
    Sooner,
    /// with the sentence, against the rules of endings
    Later,
    /// by its rule, but what stands before the report begins later than its sentence
    Inside,
}

/// How many later starts are tried of what stands before a report.
const STARTS: usize = 3;

/// Where else the words before a report may begin: after a mark or a conjunction, or with their last
/// quotation; the last such places first.
pub(super) fn later_starts(line: Line<'_>, before: Range<usize>) -> impl Iterator<Item = usize> {
    use symbol::{AND, BUT, COLON, COMMA, DASH, QUOTE_COMMA, QUOTE_STOP, SEMICOLON, THAT};
    let opens = |at: &usize| {
        let last = line.symbols[at - 1];
        let quoted = symbol::is_quote(line.symbols[*at]) && !symbol::is_quote(last);
        matches!(last, COMMA | DASH | COLON | SEMICOLON | THAT | AND | BUT | QUOTE_COMMA | QUOTE_STOP)
            || quoted
    };
    (before.start + 1..before.end).rev().filter(opens).take(STARTS)
}

/// How many other beginnings are tried of the words that name a speaker.
const SOURCES: usize = 2;

/// Where else the words that name a speaker may begin, between `floor` and their own beginning: with the
/// sentence, after a mark or a conjunction, or with a relative pronoun; the nearest such places first.
pub(super) fn earlier_sources(line: Line<'_>, floor: usize, start: usize) -> impl Iterator<Item = usize> {
    use symbol::{
        AND, BUT, COLON, COMMA, CONTRAST, DASH, QUOTE_COMMA, QUOTE_STOP, RELATIVE, SEMICOLON, SUBORDINATOR,
        THAT, WH,
    };
    let ends = |s: &u8| matches!(*s, SEMICOLON | COLON | QUOTE_COMMA | QUOTE_STOP);
    let between = line.symbols.get(floor..start).unwrap_or(&[]);
    let floor = between.iter().rposition(ends).map_or(floor, |at| floor + at + 1);
    let loose = |s: u8| matches!(s, COMMA | DASH | AND | BUT | CONTRAST | SUBORDINATOR | THAT | WH);
    let opens = move |at: &usize| {
        let (before, here) = (at.checked_sub(1).map(|at| line.symbols[at]), line.symbols[*at]);
        let free = *at == floor || before.is_none_or(|s| loose(s) || symbol::is_quote(s));
        here == RELATIVE || free && !loose(here) && !symbol::is_quote(here)
    };
    (floor..start).rev().filter(opens).take(SOURCES)
}

/// How many ends are tried besides the one that the rules of endings give.
const ENDS: usize = 6;

/// Where else a statement may end: before a mark or a word that opens a phrase or a clause, the last
/// such places first; and with its sentence.
pub(super) fn elsewhere(
    line: Line<'_>,
    open: Range<usize>,
    frame: Conditions,
) -> impl Iterator<Item = (usize, Ending)> {
    use symbol::{
        AND, AS, BUT, COMMA, CONTRAST, DASH, OPEN, PREPOSITION, QUOTE_COMMA, RELATIVE, SUBORDINATOR, TIME,
        TO, WH,
    };
    let phrase = frame.demand(Demand::NounPhrase);
    let opens = move |at: usize| match line.symbols[at] {
        COMMA | DASH | OPEN | AND | BUT | SUBORDINATOR | CONTRAST => true,
        WH | RELATIVE | AS | TIME | PREPOSITION | TO => phrase && line.symbols[at - 1] != COMMA,
        _ => line.symbols[at - 1] == QUOTE_COMMA,
    };
    let sooner = (open.start + 1..open.end).rev().filter(move |at| opens(*at)).take(ENDS);
    let later = Some(line.end()).filter(|end| *end > open.end);
    sooner.map(|end| (end, Ending::Sooner)).chain(later.map(|end| (end, Ending::Later)))
}

/// Whether a cue stands in a clause that leads its sentence: after a subordinator or a participle at
/// the start, with no comma between.
pub(super) fn is_led(line: Line<'_>, cue: usize) -> bool {
    use symbol::{
        AND, BUT, COMMA, CONTRAST, CUE_ING, CUE_PASSIVE, ING, PARTICIPLE, REPORTING, SUBORDINATOR, WH,
    };
    let start = line.symbols.iter().take_while(|s| matches!(**s, AND | BUT) || symbol::is_quote(**s)).count();
    let leads = |s: &u8| {
        matches!(*s, SUBORDINATOR | CONTRAST | WH | ING | REPORTING | PARTICIPLE | CUE_ING | CUE_PASSIVE)
    };
    let between = line.symbols.get(start..cue.max(start)).unwrap_or(&[]);
    line.symbols.get(start).is_some_and(leads) && !between.contains(&COMMA)
}

/// Whether a cue belongs to a relative clause behind a comma.
fn is_relative(line: Line<'_>, cue: usize) -> bool {
    let start = super::cue::group_start(line, cue);
    start >= 2 && line.symbols[start - 1] == symbol::RELATIVE && line.symbols[start - 2] == symbol::COMMA
}
