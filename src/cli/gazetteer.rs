//! `sayso gazetteer`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Subcommand, ValueEnum};
use sayso::config::{Config, read_list};
use sayso::gazetteer::{CODES, Entry, EntryId, Gazetteer, Severity, fold};

use super::{Done, Lists, print, report, table};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Look names up: what does the program know under this name?
    ///
    /// Prints a CSV row for everyone and everything that answers to a name, an id or a surname, exactly or
    /// else without regard to case and accents, the most prominent first: which form it was and whether
    /// that is the name, another name or the surname; how many go by it (owners); what else it may mean
    /// (ambiguous). Use it when a name is taken for the wrong one, or before you add it to a list of your
    /// own. Exit status 1 if nothing answers to one of the names; then names near to it are told.
    #[command(after_help = "Example:\n  sayso gazetteer find Ankara 'Bank of England'")]
    Find {
        /// The names
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        lists: Lists,
    },

    /// Count what is known
    ///
    /// Prints rows and forms (names and other names together), as CSV in a pipe, as aligned columns at a
    /// terminal. An entry that several sources know is one row, and counts for the first of them.
    #[command(after_help = "Example:\n  sayso gazetteer stats --by country")]
    Stats {
        /// What to count by
        #[arg(long, value_enum, default_value_t = By::Kind)]
        by: By,
        #[command(flatten)]
        lists: Lists,
    },

    /// Check lists of your own before you use them
    ///
    /// Prints every problem as a CSV row: file, line, column, severity, problem, what_to_do. An error keeps
    /// the list from use; a warning tells of what it may do unmeant: a form that is a common word, a given
    /// name or a surname, a form that several go by, an entry that is known already. The files are checked
    /// in order, each over what is shipped and the files before it. Exit status 1 if there is any problem.
    #[command(after_help = "Example:\n  sayso gazetteer check ministers.csv")]
    Check {
        /// The lists
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// What `stats` counts by.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum By {
    /// Kind and subtype
    Kind,
    /// Source and kind
    Source,
    /// Country and kind
    Country,
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<Done> {
    match command {
        Command::Find { names, lists } => find(names, lists),
        Command::Stats { by, lists } => stats(*by, lists),
        Command::Check { files } => check(files),
    }
}

fn reader(lists: &Lists) -> Result<sayso::reading::Reader> {
    let config =
        Config { gazetteers: lists.gazetteers.clone(), names: lists.instead.clone(), ..Config::default() };
    Ok(config.reader()?)
}

const FOUND: &[&str] = &[
    "asked",
    "matched",
    "form",
    "owners",
    "ambiguous",
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
];

fn find(names: &[String], lists: &Lists) -> Result<Done> {
    let reader = reader(lists)?;
    let gazetteer = reader.gazetteer();
    let (mut rows, mut unknown) = (Vec::new(), Vec::new());
    for name in names {
        let besides = besides(gazetteer, name)?;
        let found = answers(gazetteer, name);
        let owners = found.iter().filter(|(_, matched)| matches!(*matched, "name" | "alias")).count();
        for (id, matched) in &found {
            rows.push(row(name, matched, owners, &besides, &gazetteer.entry(*id)));
        }
        if found.is_empty() {
            let near = gazetteer.near(name).iter().map(|near| format!("'{near}'")).collect::<Vec<_>>();
            let near =
                if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) };
            let besides =
                if besides.is_empty() { String::new() } else { format!(" ({})", besides.replace('|', ", ")) };
            unknown.push(format!("not known: {name}{besides}{near}"));
        }
    }
    print(table::csv(FOUND, &rows)?.as_bytes())?;
    for words in &unknown {
        report::note(words);
    }
    Ok(if unknown.is_empty() { Done::Well } else { Done::But })
}

/// Everything that answers to a name, with how it does.
fn answers(gazetteer: &Gazetteer, name: &str) -> Vec<(EntryId, &'static str)> {
    let by_name = gazetteer.answer(name).into_iter().map(|id| {
        let is_name = fold(gazetteer.entry(id).name) == fold(name);
        (id, if is_name { "name" } else { "alias" })
    });
    let by_id = gazetteer.by_id(name).map(|id| (id, "id"));
    let mut found: Vec<(EntryId, &str)> = by_id.into_iter().chain(by_name).collect();
    for id in gazetteer.by_surname(name) {
        if !found.iter().any(|(known, _)| *known == id) {
            found.push((id, "surname"));
        }
    }
    found
}

/// What else a name may mean, in words parted by `|`.
fn besides(gazetteer: &Gazetteer, name: &str) -> Result<String> {
    let facts = gazetteer.ambiguity(name)?;
    let words = CODES.iter().filter(|(_, fact)| facts & fact.bit() != 0).map(|(_, fact)| fact.meaning());
    Ok(words.collect::<Vec<_>>().join("|"))
}

fn row(asked: &str, matched: &str, owners: usize, besides: &str, e: &Entry<'_>) -> Vec<String> {
    let mut forms = std::iter::once(e.name).chain(e.aliases.split('|'));
    let form =
        forms.clone().find(|form| *form == asked).or_else(|| forms.find(|form| fold(form) == fold(asked)));
    let (owners, weight) = (owners.to_string(), e.weight.to_string());
    [
        asked,
        matched,
        form.unwrap_or(""),
        &owners,
        besides,
        e.id,
        e.kind,
        e.subtype,
        e.name,
        e.aliases,
        e.country,
        e.roles,
        &weight,
        e.external_ids,
        e.source,
    ]
    .map(str::to_string)
    .to_vec()
}

fn stats(by: By, lists: &Lists) -> Result<Done> {
    let reader = reader(lists)?;
    let mut counts: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for entry in reader.gazetteer().iter() {
        let key = match by {
            By::Kind => (entry.kind, entry.subtype),
            By::Source => (entry.source, entry.kind),
            By::Country => (entry.country, entry.kind),
        };
        let (rows, forms) = counts.entry(key).or_default();
        *rows += 1;
        *forms += 1 + entry.aliases.split('|').filter(|alias| !alias.is_empty()).count();
    }
    let columns = match by {
        By::Kind => ["kind", "subtype"],
        By::Source => ["source", "kind"],
        By::Country => ["country", "kind"],
    };
    let line = |((one, other), (rows, forms)): (&(&str, &str), &(usize, usize))| {
        vec![(*one).to_string(), (*other).to_string(), rows.to_string(), forms.to_string()]
    };
    let rows: Vec<Vec<String>> = counts.iter().map(line).collect();
    table::show(&[columns[0], columns[1], "rows", "forms"], &rows)
}

fn check(files: &[PathBuf]) -> Result<Done> {
    let mut before: Vec<(String, String)> = Vec::new();
    let mut rows = Vec::new();
    let mut told = Vec::new();
    for file in files {
        let (name, text) = read_list(file)?;
        let (count, problems) = Gazetteer::new(&before)?.check(&name, &text)?;
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let warnings = problems.len() - errors;
        for p in problems {
            let severity = if p.severity == Severity::Error { "error" } else { "warning" };
            let line = p.line.to_string();
            rows.push([&name, &line, p.column, severity, &p.what, &p.remedy].map(str::to_string).to_vec());
        }
        told.push(format!(
            "{name}: {}, {}, {}",
            report::counted(count as u64, "row", "rows"),
            report::counted(errors as u64, "error", "errors"),
            report::counted(warnings as u64, "warning", "warnings"),
        ));
        // What cannot be used is laid over nothing.
        if errors == 0 {
            before.push((name, text));
        }
    }
    let header = ["file", "line", "column", "severity", "problem", "what_to_do"];
    print(table::csv(&header, &rows)?.as_bytes())?;
    for words in &told {
        report::note(words);
    }
    Ok(if rows.is_empty() { Done::Well } else { Done::But })
}
