//! What a rule demands, from the words under its `when`.
//!
//! Words enter when the rules are read; what is asked afterwards is one bit each.

use crate::lexicon::{Cue, Takes};

/// Something that a rule demands of its cue, or asks of what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// the cue takes an addressee
    Addressee,
    /// the cue does not demand one
    NoHearer,
    /// what follows is what one speaks of, not where or to whom
    Topic,
    /// kept whatever the evidence
    Always,
    /// the statement is a noun phrase
    NounPhrase,
    /// the statement goes on to the end of its paragraph
    ToParagraphEnd,
    /// the source is written in capitals
    Capitals,
}

const DEMANDS: &[(Demand, &str)] = &[
    (Demand::Addressee, "addressee"),
    (Demand::NoHearer, "no-hearer"),
    (Demand::Topic, "topic"),
    (Demand::Always, "always"),
    (Demand::NounPhrase, "noun-phrase"),
    (Demand::ToParagraphEnd, "to-paragraph-end"),
    (Demand::Capitals, "capitals"),
];

/// What stands before the name of what a cue takes.
const TAKES: &str = "takes-";

/// Every word that may stand under `when`.
pub(super) fn words() -> Vec<String> {
    let demands = DEMANDS.iter().map(|(_, name)| (*name).to_string());
    demands.chain(Takes::ALL.iter().map(|(_, name)| format!("{TAKES}{name}"))).collect()
}

/// What one rule demands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Conditions {
    demands: u8,
    takes: u16,
}

impl Conditions {
    /// Reads the words of a rule.
    pub(super) fn of(when: &[String]) -> Self {
        let mut conditions = Self::default();
        for word in when {
            if let Some((demand, _)) = DEMANDS.iter().find(|(_, name)| name == word) {
                conditions.demands |= 1 << *demand as u8;
            }
            let taken = Takes::ALL.iter().find(|(_, name)| word.strip_prefix(TAKES) == Some(name));
            if let Some((takes, _)) = taken {
                conditions.takes |= 1 << *takes as u16;
            }
        }
        conditions
    }

    /// Whether the rule demands this.
    pub(super) fn demand(self, demand: Demand) -> bool {
        self.demands & 1 << demand as u8 != 0
    }

    /// Whether a cue is known to take what the rule gives it.
    pub(super) fn fit(self, cue: &Cue) -> bool {
        Takes::ALL.iter().any(|(takes, _)| self.takes & 1 << *takes as u16 != 0 && cue.takes(*takes))
    }
}
