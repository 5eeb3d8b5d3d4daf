//! The rules' own examples, run: `[PER Ana Ruiz] flew to [LOC Oslo].`

use super::{Kind, Mention, Names, find};
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::pattern::Fault;
use crate::segment;
use crate::text::{Span, Text};

const LABELS: &[(Kind, &str)] =
    &[(Kind::Person, "[PER "), (Kind::Place, "[LOC "), (Kind::Organisation, "[ORG ")];

/// Runs every rule's own examples: each sentence that a rule finds must give just the names marked in it,
/// one of them by that rule; the sentences it leaves, none by that rule.
pub fn check(names: &Names, lexicon: &Lexicon, gazetteer: &Gazetteer) -> Vec<Fault> {
    let mut faults = Vec::new();
    for rule in names.rules.iter() {
        let mut fault = |example: &String, message: String| {
            let (rule, place) = (rule.id.to_string(), rule.place.clone());
            faults.push(Fault { rule, place, example: example.clone(), message });
        };
        let by_rule = |mentions: &[Mention]| mentions.iter().any(|m| m.rule == rule.id);
        for example in &rule.finds {
            let (marked, mentions) = read(names, lexicon, gazetteer, &bare(example));
            if &marked != example {
                fault(example, format!("found {marked}"));
            } else if !by_rule(&mentions) {
                let rules: Vec<&str> = mentions.iter().map(|m| m.rule).collect();
                fault(example, format!("found by {}", rules.join(", ")));
            }
        }
        for example in &rule.leaves {
            let (marked, mentions) = read(names, lexicon, gazetteer, &bare(example));
            if by_rule(&mentions) {
                fault(example, format!("found {marked}"));
            }
        }
    }
    faults
}

/// Reads a text and gives it back with its names marked, and the names.
pub(super) fn read(
    names: &Names,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
    given: &str,
) -> (String, Vec<Mention>) {
    let text = Text::new(given);
    let tokens = segment::tokens(&text, lexicon);
    let lookups = gazetteer.find(&text, &tokens);
    let mentions = find(names, &text, &tokens, &lookups, gazetteer);
    let mut marked = String::new();
    let mut at = 0;
    for mention in &mentions {
        let label = LABELS.iter().find(|(kind, _)| *kind == mention.kind).map_or("", |(_, label)| label);
        marked += text.slice(Span::new(at, mention.span.start));
        marked.extend([label, text.slice(mention.span), "]"]);
        at = mention.span.end;
    }
    marked += text.slice(Span::new(at, text.as_str().len() as u32));
    (marked, mentions)
}

/// A sentence without its marks.
pub(super) fn bare(marked: &str) -> String {
    LABELS.iter().fold(marked.to_string(), |all, (_, label)| all.replace(label, "")).replace(']', "")
}
