//! `sayso diff`: what changed between two runs.

mod daff;
mod json;
mod lines;
mod page;
mod summary;
mod text;

use std::io::{BufWriter, StdoutLock, Write as _};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use sayso::compare::{self, Asked, Change, EVENTS, Event, EventRow, Gate, Reasons, Sheet, Tally};
use sayso::error::did_you_mean;
use sayso::sink::Dialect;
use sayso::source;

use super::{Done, report};
use summary::Summary;

#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sayso diff november december                      what changed, in colours
  sayso diff old new --only quotes --summary        the counts alone
  sayso diff old new --format csv > events.csv      one row an event, for a spreadsheet
  sayso diff old new --format html > changes.html   a page to send round
  sayso diff old/quotes.csv new/quotes.csv          two files
  sayso diff old new --fail-on removed,speaker_changed --allow 0.5%   a gate for continuous checks")]
pub(crate) struct Arguments {
    /// The old run: a folder that `sayso extract` has written, or one table of it
    old: PathBuf,
    /// The new run, or the same table of it
    new: PathBuf,

    /// How to show the differences
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// Show the counts alone
    #[arg(long)]
    summary: bool,

    /// Compare these tables alone: documents, quotes, mentions, entities
    #[arg(long, value_name = "TABLES", value_delimiter = ',', value_parser = sheet)]
    only: Vec<Sheet>,

    /// Leave columns out of account
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    ignore: Vec<String>,

    /// Compare one document alone
    #[arg(long, value_name = "ID")]
    document: Option<String>,

    /// By how much confidence may differ without being told
    #[arg(long, value_name = "STEP", default_value_t = 0.05, value_parser = step)]
    confidence_step: f32,

    /// Tell also of rows that have but moved, and of what only follows from other rows
    #[arg(long)]
    all: bool,

    /// Fail for these events alone, such as removed or quotes.removed
    ///
    /// The exit status is then 1 if the rows of some table that have such an event are more than --allow
    /// allows, and 0 otherwise, whatever else differs.
    #[arg(long, value_name = "EVENTS", value_delimiter = ',', value_parser = event)]
    fail_on: Vec<(Option<Sheet>, Change)>,

    /// How many rows may have these events: a share of the old table's rows, such as 0.5% or 0.005
    #[arg(long, value_name = "SHARE", requires = "fail_on", value_parser = share)]
    allow: Option<f64>,

    /// When to use colours; by default on a terminal, unless NO_COLOR is set
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, grouped by document
    Text,
    /// One row an event, see docs/events.md
    Csv,
    /// The same as one JSON object
    Json,
    /// One page that needs nothing else
    Html,
    /// A tabular diff of one table, as daff reads it
    Daff,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal
    Auto,
    /// In files and pipes too
    Always,
    /// Nowhere
    Never,
}

fn sheet(name: &str) -> Result<Sheet, String> {
    let names = Sheet::ALL.map(Sheet::name);
    Sheet::named(name).ok_or_else(|| {
        format!("there are documents, quotes, mentions, entities{}", did_you_mean(name, names))
    })
}

fn event(name: &str) -> Result<(Option<Sheet>, Change), String> {
    let (table, change) = match name.split_once('.') {
        Some((table, change)) => (Some(sheet(table)?), change),
        None => (None, name),
    };
    let names = Change::ALL.iter().map(|(_, name)| *name);
    let found = Change::named(change).ok_or_else(|| {
        let near = did_you_mean(change, names.clone());
        format!("no event{near}; there are {}", names.clone().collect::<Vec<_>>().join(", "))
    })?;
    Ok((table, found))
}

fn share(text: &str) -> Result<f64, String> {
    let (number, whole) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
    let share = number.trim().parse::<f64>().ok().map(|number| number / whole);
    let share = share.filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a share is a percentage such as 0.5%, or a number from 0 to 1".to_string())
}

fn step(text: &str) -> Result<f32, String> {
    let step = text.parse::<f32>().ok().filter(|step| (0.0..=1.0).contains(step));
    step.ok_or_else(|| "a step is a number from 0 to 1".to_string())
}

/// Something that shows events one after the other, and what they came to at the end.
trait Show {
    fn event(&mut self, event: &Event<'_>) -> std::io::Result<()>;
    fn end(&mut self, summary: &Summary<'_>) -> std::io::Result<()>;
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Done> {
    let sheets = sheets(arguments)?;
    let asked = asked(arguments, &sheets)?;
    let needed = needed(&sheets);
    let (old, new) = source::both((&arguments.old, &needed), (&arguments.new, &needed))?;
    if let Some(id) = asked.document.as_deref() {
        use sayso::compare::Shelf as _;
        if old.catalogue().find(id).is_none() && new.catalogue().find(id).is_none() {
            bail!("no document '{id}' in either run; see documents.csv for their ids");
        }
    }
    let edited = [old.edited(), new.edited()].concat();
    let reasons = Reasons::between(old.manifest(), new.manifest(), &edited);
    let out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let names = [&arguments.old, &arguments.new].map(|path| path.display().to_string());
    let mut show = show(arguments, &names, &asked, out)?;
    let mut failed = None;
    let compared = compare::runs(&old, &new, &reasons, &asked, &mut |event| {
        if arguments.summary {
            return Ok(());
        }
        show.event(event).map_err(|e| {
            failed = Some(e);
            sayso::error::Error::new("the output cannot be written")
        })
    });
    let tally = match (compared, failed) {
        (_, Some(error)) => return Err(error.into()),
        (compared, None) => compared?,
    };
    let summary = Summary { tally: &tally, reasons: &reasons, asked: &asked };
    show.end(&summary)?;
    Ok(verdict(&tally, &asked))
}

fn verdict(tally: &Tally, asked: &Asked) -> Done {
    let is_well = match &asked.gate {
        Some(gate) => tally.passes(gate),
        None => tally.is_same(),
    };
    if is_well { Done::Well } else { Done::But }
}

/// The tables to compare: those asked for, or the one that a file holds.
fn sheets(arguments: &Arguments) -> Result<Vec<Sheet>> {
    let (old, new) = (source::table_of(&arguments.old)?, source::table_of(&arguments.new)?);
    if let (Some(old), Some(new)) = (old, new)
        && old != new
    {
        bail!(
            "{} holds {}, {} holds {}; compare two tables of one kind",
            arguments.old.display(),
            old.name(),
            arguments.new.display(),
            new.name()
        );
    }
    let mut sheets = match old.or(new) {
        Some(sheet) if arguments.only.iter().any(|only| *only != sheet) => {
            bail!("--only asks for another table than {}, which is all that is given", sheet.name())
        }
        Some(sheet) => vec![sheet],
        None if arguments.only.is_empty() => Sheet::ALL.to_vec(),
        None => arguments.only.clone(),
    };
    sheets.sort_unstable();
    sheets.dedup();
    if arguments.format == Format::Daff {
        if sheets.len() != 1 {
            bail!("daff shows one table at a time; choose it, for instance with --only quotes");
        }
        if arguments.summary {
            bail!("daff shows rows, no counts; leave --summary or choose another --format");
        }
    }
    Ok(sheets)
}

/// The tables to open: what became of an entity is told by its mentions.
fn needed(sheets: &[Sheet]) -> Vec<Sheet> {
    let mut needed = sheets.to_vec();
    if sheets.contains(&Sheet::Entities) {
        needed.push(Sheet::Mentions);
    }
    needed
}

fn asked(arguments: &Arguments, sheets: &[Sheet]) -> Result<Asked> {
    let columns: Vec<&str> = sheets.iter().flat_map(|sheet| sheet.columns()).collect();
    for name in &arguments.ignore {
        if !columns.contains(&name.as_str()) {
            let near = did_you_mean(name, columns.iter().copied());
            bail!("--ignore: no table that is compared has a column '{name}'{near}");
        }
    }
    // A tabular diff is whole or it is none.
    let is_daff = arguments.format == Format::Daff;
    let gate = Gate { fail_on: arguments.fail_on.clone(), allow: arguments.allow.unwrap_or(0.0) };
    Ok(Asked {
        sheets: sheets.to_vec(),
        ignored: arguments.ignore.clone(),
        document: arguments.document.clone(),
        step: if is_daff { 0.0 } else { arguments.confidence_step },
        all: arguments.all || is_daff,
        gate: Some(gate).filter(|gate| !gate.fail_on.is_empty()),
    })
}

type Out = BufWriter<StdoutLock<'static>>;

fn show(arguments: &Arguments, names: &[String; 2], asked: &Asked, out: Out) -> Result<Box<dyn Show>> {
    Ok(match arguments.format {
        Format::Text => Box::new(text::Text::new(out, is_coloured(arguments.color))),
        Format::Csv => Box::new(Csv::new(out, arguments.summary)?),
        Format::Json => Box::new(json::Json::new(out, names)),
        Format::Html => Box::new(page::Page::new(out, names)),
        Format::Daff => {
            let sheet = asked.sheets.first().copied().unwrap_or(Sheet::Quotes);
            Box::new(daff::Daff::new(out, sheet)?)
        }
    })
}

fn is_coloured(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// The table of events; the counts alone when there is to be a summary.
struct Csv {
    out: Out,
    is_summary: bool,
}

impl Csv {
    fn new(mut out: Out, is_summary: bool) -> Result<Self> {
        if !is_summary {
            out.write_all(&Dialect::default().header_of(&EVENTS))?;
        }
        Ok(Self { out, is_summary })
    }
}

impl Show for Csv {
    fn event(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        self.out.write_all(&Dialect::default().lines(&EVENTS, &[EventRow::from(event)]))
    }

    fn end(&mut self, summary: &Summary<'_>) -> std::io::Result<()> {
        if self.is_summary {
            writeln!(self.out, "table,event,rows")?;
            for ((sheet, change), count) in &summary.tally.events {
                writeln!(self.out, "{},{},{count}", sheet.name(), change.name())?;
            }
        }
        self.out.flush()?;
        for line in summary.lines() {
            report::note(&line);
        }
        Ok(())
    }
}
