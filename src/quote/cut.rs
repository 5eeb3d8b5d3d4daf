//! Where a statement that follows its cue ends, when not with its sentence.

use std::ops::Range;

use smallvec::SmallVec;

use super::condition::{Conditions, Demand};
use super::cue::Found;
use super::line::Line;
use super::{label, symbol};
use crate::error::Result;
use crate::pattern::{Memories, Rule, Rules, Site};

/// The conditions that a cut may name.
pub(super) const CONDITIONS: &[&str] = &["led", "relative", "noun-phrase"];

/// The rules of `rules/quotes/cuts.toml`.
#[derive(Debug)]
pub(super) struct Cuts {
    rules: Rules,
}

impl Cuts {
    /// Compiles the rules of a file.
    pub(super) fn compile(files: &[(&str, &str)]) -> Result<Self> {
        Ok(Self { rules: Rules::compile(files, symbol::notation(CONDITIONS))? })
    }

    /// The rules in order.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Where a statement ends that begins at a symbol and was proposed by `frame`, and the number of the rule
    /// that ends it there, if it is not the sentence. `known` is what was found for the same cue.
    pub(super) fn end(
        &self,
        start: usize,
        found: &Found<'_>,
        frame: Conditions,
        memories: &mut Memories<'_>,
        known: &mut Ends,
    ) -> End {
        let phrase = frame.demand(Demand::NounPhrase);
        if let Some((.., end)) = known.0.iter().find(|known| (known.0, known.1) == (start, phrase)) {
            return *end;
        }
        let end = self.look(start, found, phrase, memories);
        known.0.push((start, phrase, end));
        end
    }

    fn look(&self, start: usize, found: &Found<'_>, phrase: bool, memories: &mut Memories<'_>) -> End {
        let line = found.line;
        let end = line.end();
        let Some(after) = line.symbols.get(start + 1..end.max(start + 1)) else { return (end, None) };
        let holds = |rule: &Rule| {
            rule.when.iter().all(|condition| match condition.as_str() {
                "led" => is_led(line, found.at),
                "relative" => is_relative(line, found.at),
                "noun-phrase" => phrase,
                _ => true,
            })
        };
        let mut site = Site::new(after, None);
        let cuts = self.rules.possible(&site).filter(|(_, rule)| holds(rule));
        let places = cuts.filter_map(|(number, rule)| {
            let labels = rule.labels(&mut site, memories)?;
            Some((start + 1 + labels.get(label::CUT)?.start, Some(number)))
        });
        places.min().unwrap_or((end, None))
    }
}

/// Where a statement ends, and the rule that ends it there.
type End = (usize, Option<usize>);

/// Where statements of one cue end: for each the symbol at which it begins, whether it is a noun phrase, and
/// what [`Cuts::end`] says. Several rules find the same.
#[derive(Debug, Default)]
pub(super) struct Ends(SmallVec<[(usize, bool, End); 4]>);

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
