//! What is said on standard error. Nothing here fails: a terminal that is gone needs no message.

use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use sayso::batch::Outcome;
use sayso::config::List;
use sayso::document::Status;
use sayso::sink::{Plan, Target};

/// How many documents that were not read are told of unless more is asked for.
pub(crate) const MOST_TROUBLES: usize = 10;

const BOLD: Style = Style::new().bold();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();

fn say(line: std::fmt::Arguments<'_>) {
    writeln!(anstream::stderr().lock(), "{line}").ok();
}

/// An error that ended the program.
pub(crate) fn error(error: &anyhow::Error) {
    say(format_args!("{RED}error:{RED:#} {error:#}"));
}

/// Something said on the way.
pub(crate) fn note(words: &str) {
    say(format_args!("{words}"));
}

/// What a run goes by.
pub(crate) fn before(lists: &[List], files: usize, jobs: usize) {
    for list in lists {
        say(format_args!("{}: {} rows", list.name, list.rows));
    }
    say(format_args!("{} to read, {} at once", counted(files as u64, "file", "files"), jobs));
}

/// The documents that were not read, and why.
pub(crate) fn troubles(outcome: &Outcome, most: usize) {
    for trouble in outcome.troubles.iter().take(most) {
        let style = if trouble.status == Status::Failed { RED } else { YELLOW };
        say(format_args!("{style}{}:{style:#} {}", trouble.status.name(), trouble.message));
    }
    let all = outcome.counts.skipped + outcome.counts.failed;
    let told = outcome.troubles.len().min(most) as u64;
    if told < all {
        say(format_args!("... and {} more, see documents.csv", all - told));
    }
}

/// What a run came to.
pub(crate) fn summary(outcome: &Outcome, plan: &Plan) {
    for words in &outcome.notes {
        note(words);
    }
    let counts = &outcome.counts;
    let mut documents = counted(counts.ok, "document read", "documents read");
    for (number, what) in [(counts.skipped, "skipped"), (counts.failed, "failed")] {
        if number > 0 {
            documents = format!("{documents}, {number} {what}");
        }
    }
    say(format_args!("{BOLD}{documents}{BOLD:#}"));
    say(format_args!(
        "{}: {}, {}, {}; {}",
        counted(counts.entities, "entity", "entities"),
        counted(counts.people, "person", "people"),
        counted(counts.places, "place", "places"),
        counted(counts.organisations, "organisation", "organisations"),
        counted(counts.mentions, "mention", "mentions"),
    ));
    let share = (counts.speakers * 100).checked_div(counts.quotes);
    let known = share.map(|share| format!("; speaker known for {share}%")).unwrap_or_default();
    say(format_args!(
        "{}: {} direct, {} mixed, {} indirect{known}",
        counted(counts.quotes, "quote", "quotes"),
        counts.direct,
        counts.mixed,
        counts.indirect,
    ));
    if !outcome.most_quoted.is_empty() {
        let people: Vec<String> = outcome.most_quoted.iter().map(|(name, n)| format!("{name} {n}")).collect();
        say(format_args!("most quoted: {}", people.join(", ")));
    }
    let place = match &plan.target {
        Target::Folder(folder) => format!("; the tables are in {}", folder.display()),
        Target::Stdout(_) => String::new(),
    };
    say(format_args!("{:.1} s{place}", outcome.seconds));
}

/// How far an interrupted run came.
pub(crate) fn interrupted(outcome: &Outcome, plan: &Plan) {
    let done = counted(outcome.counts.documents, "document is", "documents are");
    let then = match (&plan.target, outcome.counts.documents) {
        (Target::Stdout(_), _) => String::new(),
        (Target::Folder(folder), 0) => format!("; {} is as it was", folder.display()),
        (Target::Folder(folder), _) => {
            format!(", the tables are in {}; go on with --resume", folder.display())
        }
    };
    say(format_args!("{YELLOW}interrupted:{YELLOW:#} {done} done{then}"));
}

pub(crate) fn counted(number: u64, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
