//! Where a statement that follows its cue ends, when not with its sentence.

use super::cue::Found;
use super::line::Line;
use super::symbol;
use crate::error::Result;
use crate::pattern::{Rule, Rules};

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
        Ok(Self { rules: Rules::compile(files, symbol::ALPHABET, CONDITIONS)? })
    }

    /// The rules in order.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Where a statement ends that begins at a symbol and was proposed by `frame`.
    pub(super) fn end(&self, line: &Line, start: usize, found: &Found<'_>, frame: &Rule) -> usize {
        let end = line.end();
        let Some(after) = line.symbols.get(start + 1..end.max(start + 1)) else { return end };
        let led = is_led(line, found.at);
        let relative = is_relative(line, found.at);
        let phrase = frame.demands("noun-phrase");
        let holds = |rule: &Rule| {
            rule.when.iter().all(|condition| match condition.as_str() {
                "led" => led,
                "relative" => relative,
                "noun-phrase" => phrase,
                _ => true,
            })
        };
        let cuts = self.rules.possible(after).filter(|(_, rule)| holds(rule));
        let places = cuts.filter_map(|(_, rule)| {
            let labels = rule.labels(after)?;
            labels.iter().find(|(label, _)| *label == "cut").map(|(_, range)| start + 1 + range.start)
        });
        places.min().unwrap_or(end)
    }
}

/// Whether a cue stands in a clause that leads its sentence: after a subordinator or a participle at
/// the start, with no comma between.
pub(super) fn is_led(line: &Line, cue: usize) -> bool {
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
fn is_relative(line: &Line, cue: usize) -> bool {
    let start = super::cue::group_start(line, cue);
    start >= 2 && line.symbols[start - 1] == symbol::RELATIVE && line.symbols[start - 2] == symbol::COMMA
}
