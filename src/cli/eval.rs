//! `sayso eval`: a run held against annotated articles.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use sayso::compare::score::{self, ALL, Attribution, FAULTS, Fault, Gold, Name, Rate, Scores, Span, Subset};
use sayso::compare::{Row, Sheet, Shelf as _};
use sayso::lexicon::Lexicon;
use sayso::mention::Kind;
use sayso::quote::Form;
use sayso::sink::Dialect;
use sayso::source::{self, Stored};
use serde_json::{Map, Value, json};

use super::{Done, print, report};

#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sayso extract gold.jsonl -o run && sayso eval gold.jsonl run
  sayso eval gold.jsonl run --errors > errors.csv    what was missed, what was found wrongly
  sayso eval gold.jsonl run --floor 70               exit status 1 if an F1 is below")]
pub(crate) struct Arguments {
    /// Annotated articles, one JSON object a line
    gold: PathBuf,
    /// A folder that `sayso extract` has written from the same texts
    run: PathBuf,

    /// Which attributions of the gold are wanted
    #[arg(long, value_name = "WHICH", default_value = "statement")]
    subset: Wanted,

    /// Print what was missed and what was found wrongly, as CSV, in place of the figures
    #[arg(long)]
    errors: bool,

    /// How to print the figures
    #[arg(long, value_name = "FORMAT", default_value = "text", conflicts_with = "errors")]
    format: Format,

    /// The least F1, in per cent, of names (strict) and of statements with their speakers
    #[arg(long, value_name = "F1")]
    floor: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// Reported speech; beliefs and wishes count neither way
    Statement,
    /// Every attribution
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people
    Text,
    /// One row a figure
    Csv,
    /// One JSON object
    Json,
}

/// The measures of each part, the first the one that a floor is for.
const NAMES: &[&str] = &["strict", "relaxed", "untyped"];
const STATEMENTS: &[&str] = &[
    "attribution",
    "attribution half",
    "attribution exact",
    "content",
    "content half",
    "content exact",
    "cue",
    "cue exact",
];

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Done> {
    let gold = source::gold(&arguments.gold)?;
    let has_names = gold.iter().any(|gold| gold.entities.is_some());
    let has_quotes = gold.iter().any(|gold| gold.attributions.is_some());
    let mut sheets = Vec::new();
    if has_names {
        sheets.push(Sheet::Mentions);
    }
    if has_quotes {
        sheets.push(Sheet::Quotes);
    }
    let run = Stored::open(&arguments.run, &sheets)?;
    let (scores, faults, missing) = scored(&gold, &run, arguments.subset)?;
    let others = run.catalogue().numbers().count().saturating_sub(gold.len() - missing);
    if missing > 0 {
        let told = report::counted(missing as u64, "annotated article is", "annotated articles are");
        report::note(&format!("{told} not in the run; all of it counts as missed"));
    }
    if others > 0 {
        let told = report::counted(others as u64, "document", "documents");
        report::note(&format!("{told} of the run without annotation left out"));
    }
    let measures: Vec<_> = [("names", has_names, NAMES), ("statements", has_quotes, STATEMENTS)]
        .into_iter()
        .filter(|(_, is_there, _)| *is_there)
        .map(|(part, _, measures)| (part, measures))
        .collect();
    if arguments.errors {
        let csv = Dialect::default();
        print(&[csv.header_of(&FAULTS), csv.lines(&FAULTS, &faults)].concat())?;
    } else {
        match arguments.format {
            Format::Text => print(text(&scores, &measures)?.as_bytes())?,
            Format::Csv => print(&csv(&scores, &measures)?)?,
            Format::Json => print(format!("{:#}\n", json(&scores, &measures)).as_bytes())?,
        };
    }
    let main = measures.iter().filter_map(|(_, measures)| scores.rate(measures.first()?, ALL));
    let is_below = |rate: &Rate| arguments.floor.is_some_and(|floor| rate.f1() * 100.0 < floor);
    Ok(if main.into_iter().any(is_below) { Done::But } else { Done::Well })
}

/// The scores of all articles, their faults, and how many are not in the run.
fn scored(gold: &[Gold], run: &Stored, wanted: Wanted) -> Result<(Scores, Vec<Fault>, usize)> {
    let subset = if wanted == Wanted::All { Subset::All } else { Subset::Statement };
    let lexicon = Lexicon::embedded()?;
    let (mut scores, mut faults, mut missing) = (Scores::default(), Vec::new(), 0);
    for gold in gold {
        missing += usize::from(run.catalogue().find(&gold.id).is_none());
        if gold.entities.is_some() {
            let found: Vec<Name> = rows(run, Sheet::Mentions, &gold.id)?.iter().filter_map(name).collect();
            let (one, wrong) = score::names(gold, &found);
            scores.join(&one);
            faults.extend(wrong);
        }
        if gold.attributions.is_some() {
            let found: Option<Vec<Attribution>> =
                rows(run, Sheet::Quotes, &gold.id)?.iter().map(attribution).collect();
            let found = found.with_context(|| {
                format!("quotes.csv: a place of document '{}' is no number; make the run again", gold.id)
            })?;
            let (one, wrong) = score::quotes(gold, &found, subset, lexicon).map_err(anyhow::Error::msg)?;
            scores.join(&one);
            faults.extend(wrong);
        }
    }
    Ok((scores, faults, missing))
}

/// The rows of a document.
fn rows(run: &Stored, sheet: Sheet, id: &str) -> Result<Vec<Row>> {
    let (Some(index), Some(number)) = (run.index(sheet), run.catalogue().find(id)) else {
        return Ok(Vec::new());
    };
    Ok(run.rows(sheet, index.of(number))?)
}

fn cell<'r>(sheet: Sheet, row: &'r Row, name: &str) -> &'r str {
    sheet.columns().iter().position(|column| *column == name).map_or("", |at| row.cell(at))
}

fn name(row: &Row) -> Option<Name> {
    let cell = |name| cell(Sheet::Mentions, row, name);
    let (start, end) = (cell("start_char").parse().ok()?, cell("end_char").parse().ok()?);
    Some(Name { start, end, kind: cell("kind").to_string() })
}

/// A statement of a run; `None` where a place is no place.
fn attribution(row: &Row) -> Option<Attribution> {
    let cell = |name: &str| cell(Sheet::Quotes, row, name);
    let span = |start: &str, end: &str| -> Option<Vec<Span>> {
        match (cell(start), cell(end)) {
            ("", _) | (_, "") => Some(Vec::new()),
            (start, end) => Some(vec![(start.parse().ok()?, end.parse().ok()?)]),
        }
    };
    let piece = |piece: &str| -> Option<Span> {
        let (start, end) = piece.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    let pieces = cell("spans").split(';').filter(|piece| !piece.is_empty());
    Some(Attribution {
        source: span("speaker_start", "speaker_end")?,
        source_head: Vec::new(),
        cue: span("cue_start", "cue_end")?,
        content: pieces.map(piece).collect::<Option<Vec<Span>>>()?,
        statement: None,
    })
}

/// The kinds of a part, all together first.
fn kinds(part: &str) -> Vec<&'static str> {
    let own: Vec<&'static str> = match part {
        "names" => Kind::ALL.iter().map(|(_, name)| *name).collect(),
        _ => Form::ALL.iter().map(|(_, name)| *name).collect(),
    };
    std::iter::once(ALL).chain(own).collect()
}

type Parts<'p> = &'p [(&'static str, &'static [&'static str])];

/// Every figure there is: part, measure, kind, rate.
fn figures<'s>(
    scores: &'s Scores,
    parts: Parts<'s>,
) -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'s Rate)> + 's {
    let all = parts.iter().flat_map(|(part, measures)| {
        measures
            .iter()
            .flat_map(move |measure| kinds(part).into_iter().map(move |kind| (*part, *measure, kind)))
    });
    all.filter_map(|(part, measure, kind)| Some((part, measure, kind, scores.rate(measure, kind)?)))
}

fn text(scores: &Scores, parts: Parts<'_>) -> Result<String> {
    let mut page = String::new();
    let mut last = ("", "");
    for (part, measure, kind, rate) in figures(scores, parts) {
        if part != last.0 {
            let blank = if last.0.is_empty() { "" } else { "\n" };
            writeln!(page, "{blank}{part:31}      P      R     F1    gold   found")?;
        }
        let shown = if last == (part, measure) { "" } else { measure };
        let [p, r, f] = [rate.precision(), rate.recall(), rate.f1()].map(|share| share * 100.0);
        writeln!(page, "  {shown:17} {kind:13} {p:5.1}  {r:5.1}  {f:5.1}  {:6} {:7}", rate.gold, rate.found)?;
        last = (part, measure);
    }
    Ok(page)
}

fn csv(scores: &Scores, parts: Parts<'_>) -> Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["part", "measure", "kind", "precision", "recall", "f1", "gold", "found"])?;
    for (part, measure, kind, rate) in figures(scores, parts) {
        let [p, r, f] = [rate.precision(), rate.recall(), rate.f1()].map(|share| format!("{share:.4}"));
        let [gold, found] = [rate.gold, rate.found].map(|count| count.to_string());
        table.write_record([part, measure, kind, &p, &r, &f, &gold, &found])?;
    }
    Ok(table.into_inner()?)
}

fn json(scores: &Scores, parts: Parts<'_>) -> Value {
    let mut all = Map::new();
    for (part, measure, kind, rate) in figures(scores, parts) {
        let entry = all.entry(part).or_insert_with(|| json!({}));
        entry[measure][kind] = json!({
            "precision": rate.precision(),
            "recall": rate.recall(),
            "f1": rate.f1(),
            "gold": rate.gold,
            "found": rate.found,
        });
    }
    Value::Object(all)
}
