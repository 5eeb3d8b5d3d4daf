//! `sayso extract`.

mod interrupt;
mod limits;
mod progress;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use sayso::batch::{self, Course, Outcome, Progress, Stop};
use sayso::config::{Config, Fields};
use sayso::document::Format;
use sayso::record::{Tables, heads};
use sayso::sink::{Dialect, FileFormat, Flavour, Plan, Target};
use sayso::source::Documents;

use super::{Done, Lists, report};
use limits::Limits;
use progress::Bar;

#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sayso extract articles                          a folder, its subfolders too, into ./output
  sayso extract 'news/2025-*/*.txt' -o december   a pattern for files
  sayso extract feed.jsonl.gz --text-field lead   JSON lines whose text stands in another field
  sayso extract press.csv --keep desk,tone        a table; two of its columns are carried over
  cat press.csv | sayso extract - --input-format csv    standard input
  sayso extract articles --format csv,xlsx        a workbook too
  sayso extract one.txt -o - --table quotes       one table to standard output, for a pipe")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Arguments {
    /// Files, folders (with their subfolders), patterns such as 'news/*.txt', or - for standard input
    ///
    /// One article each: .txt, .md, .html, .eml. Many: .jsonl (an object a line), .json (an array of
    /// objects), .csv, .tsv and .xlsx (a row each), .rss, .atom and .xml (feeds), .warc. Any of them may be
    /// packed as .gz or .zst and lie in a .zip or .tar. What a file is, its first bytes say; its ending is
    /// asked where they leave it open. In a folder all other files are passed over. Text may be UTF-8,
    /// UTF-16 or windows-1252. In plain text, first lines such as "date 2025-12-02" and "outlet NAME" and a
    /// headline above an empty line are understood. docs/inputs.md tells what becomes of each format.
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<String>,

    /// The folder for the tables, made if it is not there, its old tables replaced; - for standard output
    #[arg(short, long, value_name = "FOLDER", value_hint = ValueHint::DirPath, default_value = "output")]
    output: PathBuf,

    #[command(flatten)]
    shape: Shape,

    /// How many threads read documents [default: one for each processor]
    ///
    /// The tables are the same whatever it is.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,

    #[command(flatten)]
    lists: Lists,

    /// Read statements of belief and wish too, not speech alone
    #[arg(long)]
    beliefs: bool,

    /// Go on with a run that was interrupted
    ///
    /// The folder must hold an interrupted run of the same program over the same documents, with the same
    /// options and lists; what comes out is what one run in one piece would have written. Documents that
    /// had not been reached are read as they are now.
    #[arg(long)]
    resume: bool,

    /// Print the options as they are resolved, as a file of options, and do nothing else
    #[arg(long)]
    print_config: bool,

    /// Say nothing on standard error but what went wrong
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Say more: the lists in force, every document that was not read
    #[arg(short, long)]
    verbose: bool,

    /// The format of the inputs, once they are unpacked [default: told by content and ending]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    input_format: Option<String>,

    /// Fields of the input to carry over, parted by commas
    ///
    /// Fields of JSON objects, columns of tables, fields of the head of a message, of a feed's entry, of a
    /// WARC record or of the response in it. They become columns of documents.csv and quotes.csv, after
    /// ours, in this order; a name that is taken already has input_ put before it.
    #[arg(long, value_name = "FIELD,...", value_delimiter = ',')]
    keep: Vec<String>,

    /// Stop as Ctrl-C does when so many documents are done
    #[arg(long, value_name = "N", hide = true)]
    stop_after: Option<u64>,

    #[command(flatten)]
    fields: FieldNames,

    #[command(flatten)]
    limits: Limits,
}

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Form of the tables")]
struct Shape {
    /// The formats to write, parted by commas
    ///
    /// csv: a file a table. xlsx: one workbook, sayso.xlsx, a sheet a table. jsonl: one document a line,
    /// with its text and all that was found in it. parquet: a file a table, in columns.
    #[arg(long, value_name = "FORMAT,...", value_delimiter = ',', default_value = "csv", value_parser = format())]
    format: Vec<FileFormat>,

    /// For whom the CSV is
    ///
    /// plain: for every program; UTF-8, LF, and one ' before a text that a spreadsheet would take for a
    /// formula. excel: the same for a double click in Excel, with a byte order mark and CRLF. data: for
    /// programs alone, every cell as it is.
    #[arg(long, value_name = "FLAVOUR", default_value = "plain", value_parser = flavour())]
    csv: Flavour,

    /// What stands between the cells of CSV: one of , ; | : ~ ^ or tab
    #[arg(long, value_name = "CHARACTER", default_value = ",")]
    delimiter: String,

    /// The table that goes to standard output, with --output -
    #[arg(long, value_name = "TABLE", value_parser = table())]
    table: Option<&'static str>,
}

fn format() -> impl TypedValueParser<Value = FileFormat> {
    let names = FileFormat::ALL.iter().map(|(_, name)| *name);
    PossibleValuesParser::new(names).map(|name| named(FileFormat::ALL, &name).unwrap_or(FileFormat::Csv))
}

fn flavour() -> impl TypedValueParser<Value = Flavour> {
    let names = Flavour::ALL.iter().map(|(_, name)| *name);
    PossibleValuesParser::new(names).map(|name| named(Flavour::ALL, &name).unwrap_or_default())
}

fn table() -> impl TypedValueParser<Value = &'static str> {
    let known = heads().map(|head| head.name);
    PossibleValuesParser::new(known)
        .map(move |name| known.into_iter().find(|k| *k == name).unwrap_or_default())
}

fn named<T: Copy>(all: &[(T, &str)], name: &str) -> Option<T> {
    all.iter().find(|(_, known)| *known == name).map(|(one, _)| *one)
}

impl Shape {
    /// What is to be written, and where.
    fn plan(&self, output: &Path) -> Result<Plan> {
        let mut formats = self.format.clone();
        formats.sort_by_key(|format| *format as usize);
        formats.dedup();
        let target = if output == Path::new("-") {
            Target::Stdout(self.table)
        } else if self.table.is_some() {
            bail!("--table goes with --output -; into a folder all tables are written");
        } else {
            Target::Folder(output.to_path_buf())
        };
        Ok(Plan { formats, csv: Dialect::new(self.csv, &self.delimiter)?, target })
    }
}

fn formats() -> clap::builder::PossibleValuesParser {
    Format::ALL.iter().map(|(format, _)| format.name()).collect::<Vec<_>>().into()
}

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Fields of JSON objects, columns of tables (the usual names are known)")]
struct FieldNames {
    /// The field that holds the document's id
    #[arg(long = "id-field", value_name = "NAME")]
    id: Option<String>,
    /// The field that holds the text [default: a usual name, in a table else the longest column]
    #[arg(long = "text-field", value_name = "NAME")]
    text: Option<String>,
    /// The field that holds the headline
    #[arg(long = "title-field", value_name = "NAME")]
    title: Option<String>,
    /// The field that holds the date of publication
    #[arg(long = "published-field", value_name = "NAME")]
    published: Option<String>,
    /// The field that holds the outlet
    #[arg(long = "outlet-field", value_name = "NAME")]
    outlet: Option<String>,
    /// The field that holds the address on the web
    #[arg(long = "url-field", value_name = "NAME")]
    url: Option<String>,
    /// The field that holds the author
    #[arg(long = "byline-field", value_name = "NAME")]
    byline: Option<String>,
}

impl From<FieldNames> for Fields {
    fn from(names: FieldNames) -> Self {
        Self {
            id: names.id,
            text: names.text,
            title: names.title,
            published: names.published,
            outlet: names.outlet,
            url: names.url,
            byline: names.byline,
        }
    }
}

impl Arguments {
    fn jobs(&self) -> usize {
        match self.jobs {
            Some(jobs) => usize::from(jobs),
            None => std::thread::available_parallelism().map_or(1, usize::from),
        }
    }

    fn config(&self) -> Config {
        Config {
            gazetteers: self.lists.gazetteers.clone(),
            names: self.lists.instead.clone(),
            input_format: self.input_format.as_deref().and_then(Format::of_ending),
            fields: self.fields.clone().into(),
            keep: self.keep.clone(),
            beliefs: self.beliefs,
            // A place in a document is a u32.
            largest: self.limits.largest.0.min(u64::from(u32::MAX)) as usize,
            unpacked: self.limits.largest_unpacked.0,
            ratio: self.limits.largest_ratio,
            depth: self.limits.deepest,
        }
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Done> {
    let (config, jobs) = (arguments.config(), arguments.jobs());
    let plan = arguments.shape.plan(&arguments.output)?;
    plan.sinks(Tables::keeping(&config.keep)?)?;
    let documents = Documents::of(&arguments.inputs, &config)?;
    // The program ends with the run: its rules and weights need not be taken apart before.
    let reader = ManuallyDrop::new(config.reader()?);
    if arguments.verbose {
        report::before(&config.lists(&reader), documents.waiting(), jobs);
    }
    let stop = Arc::new(Stop::default());
    let bar = Bar::new(documents.size(), !arguments.quiet);
    let (aside, quiet, verbose) = (bar.clone(), arguments.quiet, arguments.verbose);
    let mut documents = documents.telling(move |note| {
        if verbose || !(quiet || note.is_detail) {
            aside.aside(|| report::note(&note.words));
        }
    });
    interrupt::listen(&stop, &bar)?;
    let after = arguments.stop_after.unwrap_or(u64::MAX);
    let watch = |progress: Progress| {
        bar.tell(progress);
        if progress.documents >= after {
            stop.ask();
        }
    };
    let course = Course { jobs, resume: arguments.resume, stop: Arc::clone(&stop), watch: Box::new(watch) };
    let outcome = batch::extract(&config, &reader, &mut documents, &plan, course);
    stop.wait();
    bar.clear();
    Ok(told(arguments, &plan, &outcome?))
}

/// Tells what a run came to.
fn told(arguments: &Arguments, plan: &Plan, outcome: &Outcome) -> Done {
    let most = if arguments.verbose { usize::MAX } else { report::MOST_TROUBLES };
    report::troubles(outcome, most);
    if outcome.is_interrupted {
        report::interrupted(outcome, plan);
        return Done::Interrupted;
    }
    if !arguments.quiet {
        report::summary(outcome, plan);
    }
    if outcome.counts.ok == outcome.counts.documents { Done::Well } else { Done::But }
}
