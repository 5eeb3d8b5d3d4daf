//! `sayso rules`.

use std::fmt::Write as _;

use anyhow::Result;
use clap::Subcommand;
use sayso::pattern::Rules;

use super::{Done, print, report};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print every rule: its id, its purpose, its pattern, a sentence it finds, a sentence it leaves
    ///
    /// Use it to learn what stands behind the rule column of the tables.
    #[command(after_help = "Example:\n  sayso rules list | less")]
    List,

    /// Run every rule's own examples
    ///
    /// Each rule must find the sentences it says it finds and leave those it says it leaves, alone and
    /// together with all others. Use it after you have changed a rule. Exit status 1 if an example fails.
    #[command(after_help = "Example:\n  sayso rules check")]
    Check,
}

/// A stage with rules: its name, the rules, and what is wrong with a rule's examples.
struct Stage {
    name: &'static str,
    rules: &'static Rules,
    faults: fn() -> Vec<String>,
}

/// The stages that have rules.
fn stages() -> Vec<Stage> {
    Vec::new()
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<Done> {
    match command {
        Command::List => list(),
        Command::Check => Ok(check()),
    }
}

fn list() -> Result<Done> {
    let mut page = String::new();
    for stage in stages() {
        for rule in stage.rules {
            writeln!(page, "{}/{}  {}", stage.name, rule.id, rule.purpose)?;
            writeln!(page, "    pattern  {}", rule.pattern.split_whitespace().collect::<Vec<_>>().join(" "))?;
            for (what, sentences) in [("finds ", &rule.finds), ("leaves", &rule.leaves)] {
                if let Some(sentence) = sentences.first() {
                    writeln!(page, "    {what}   {sentence}")?;
                }
            }
        }
    }
    print(page.as_bytes())
}

fn check() -> Done {
    let mut done = Done::Well;
    for stage in stages() {
        let faults = (stage.faults)();
        report::note(&format!(
            "{}: {} rules, {} faults",
            stage.name,
            stage.rules.iter().count(),
            faults.len()
        ));
        for fault in faults {
            report::note(&fault);
            done = Done::But;
        }
    }
    done
}
