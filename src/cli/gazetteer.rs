//! `sayso gazetteer`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;
use sayso::config::{Config, read_list};
use sayso::gazetteer::{Entry, Gazetteer};

use super::{Done, Lists, print, report};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Look names up: what does the program know under this name?
    ///
    /// Prints a CSV row for everyone and everything that goes by a name, exactly or else without regard to
    /// case and accents, the most prominent first. Use it when a name is taken for the wrong one, or
    /// before you add it to a list of your own. Exit status 1 if a name is not known.
    #[command(after_help = "Example:\n  sayso gazetteer find Ankara 'Bank of England'")]
    Find {
        /// The names
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        lists: Lists,
    },

    /// Count what is known, by kind and sort
    ///
    /// Prints CSV: kind, subtype, rows.
    #[command(after_help = "Example:\n  sayso gazetteer stats")]
    Stats {
        #[command(flatten)]
        lists: Lists,
    },

    /// Check lists of your own before you use them
    ///
    /// Tells the first fault of each list with its line, or how many rows it has. Exit status 1 if a list
    /// has a fault.
    #[command(after_help = "Example:\n  sayso gazetteer check ministers.csv")]
    Check {
        /// The lists
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<Done> {
    match command {
        Command::Find { names, lists } => find(names, lists),
        Command::Stats { lists } => stats(lists),
        Command::Check { files } => check(files),
    }
}

fn reader(lists: &Lists) -> Result<sayso::reading::Reader> {
    Ok(Config { gazetteers: lists.gazetteers.clone(), ..Config::default() }.reader()?)
}

fn find(names: &[String], lists: &Lists) -> Result<Done> {
    let reader = reader(lists)?;
    let gazetteer = reader.gazetteer();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record([
        "asked",
        "id",
        "kind",
        "subtype",
        "name",
        "aliases",
        "country",
        "role",
        "weight",
        "external_ids",
        "source",
    ])?;
    let mut unknown = Vec::new();
    for name in names {
        let found = gazetteer.answer(name);
        if found.is_empty() {
            unknown.push(name);
        }
        for id in found {
            table.write_record(row(name, &gazetteer.entry(id), &gazetteer.entry(id).weight.to_string()))?;
        }
    }
    print(&table.into_inner()?)?;
    for name in &unknown {
        report::note(&format!("not known: {name}"));
    }
    Ok(if unknown.is_empty() { Done::Well } else { Done::But })
}

fn row<'e>(asked: &'e str, e: &Entry<'e>, weight: &'e str) -> [&'e str; 11] {
    [asked, e.id, e.kind, e.subtype, e.name, e.aliases, e.country, e.roles, weight, e.external_ids, e.source]
}

fn stats(lists: &Lists) -> Result<Done> {
    let reader = reader(lists)?;
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for entry in reader.gazetteer().iter() {
        *counts.entry((entry.kind, entry.subtype)).or_default() += 1;
    }
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["kind", "subtype", "rows"])?;
    for ((kind, subtype), rows) in &counts {
        table.write_record([kind, subtype, rows.to_string().as_str()])?;
    }
    print(&table.into_inner()?)
}

fn check(files: &[PathBuf]) -> Result<Done> {
    let shipped = Gazetteer::embedded()?.len();
    let mut done = Done::Well;
    for file in files {
        let list = read_list(file)?;
        match Gazetteer::new(&[list]) {
            Ok(gazetteer) => {
                let rows = report::counted((gazetteer.len() - shipped) as u64, "row", "rows");
                report::note(&format!("{}: {rows}, no fault", file.display()));
            }
            Err(fault) => {
                report::note(&fault.to_string());
                done = Done::But;
            }
        }
    }
    Ok(done)
}
