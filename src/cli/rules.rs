//! `sayso rules`.

use std::fmt::Write as _;

use anyhow::Result;
use clap::Subcommand;
use sayso::config::Config;
use sayso::{mention, quote};

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
    /// Alone, each rule must find the sentences it says it finds and leave those it says it leaves. Then
    /// all rules are weighed together, and examples that do not stand there are told: that is no fault of
    /// the rule, but worth a look. Use it after you have changed a rule. Exit status 1 if an example fails
    /// alone.
    #[command(after_help = "Example:\n  sayso rules check")]
    Check,
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<Done> {
    match command {
        Command::List => list(),
        Command::Check => check(),
    }
}

fn list() -> Result<Done> {
    let reader = Config::default().reader()?;
    let mut page = String::new();
    for rule in reader.names().rules.iter() {
        entry(&mut page, ("names", rule.id, &rule.purpose), None, [&rule.finds, &rule.leaves])?;
    }
    for rule in reader.rulebook().rules() {
        let pattern = Some(rule.pattern.as_str());
        entry(&mut page, ("quotes", rule.id, &rule.purpose), pattern, [&rule.finds, &rule.leaves])?;
    }
    print(page.as_bytes())
}

fn entry(
    page: &mut String,
    (stage, id, purpose): (&str, &str, &str),
    pattern: Option<&str>,
    [finds, leaves]: [&[String]; 2],
) -> Result<()> {
    writeln!(page, "{stage}/{id}  {purpose}")?;
    if let Some(pattern) = pattern {
        writeln!(page, "    pattern  {}", pattern.split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    for (what, sentences) in [("finds ", finds), ("leaves", leaves)] {
        if let Some(sentence) = sentences.first() {
            writeln!(page, "    {what}   {sentence}")?;
        }
    }
    Ok(())
}

fn check() -> Result<Done> {
    let reader = Config::default().reader()?;
    let names = mention::check(reader.names(), reader.lexicon(), reader.gazetteer());
    let quotes = quote::check(reader.rulebook(), reader.lexicon());
    let counts = [
        ("names", reader.names().rules.iter().count(), &names),
        ("quotes", reader.rulebook().rules().count(), &quotes),
    ];
    for (stage, rules, faults) in counts {
        report::note(&format!("{stage}: {rules} rules, {} faults", faults.len()));
        for fault in faults {
            report::note(&fault.to_string());
        }
    }
    let outweighed = quote::outweighed(reader.rulebook(), reader.lexicon());
    report::note(&format!("together: {} examples do not stand", outweighed.len()));
    for fault in &outweighed {
        report::note(&fault.to_string());
    }
    Ok(if names.is_empty() && quotes.is_empty() { Done::Well } else { Done::But })
}
