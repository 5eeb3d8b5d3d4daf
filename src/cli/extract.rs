//! `sayso extract`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use sayso::batch;
use sayso::config::{Config, DEPTH, Fields, RATIO};
use sayso::document::Format;
use sayso::record::Tables;
use sayso::source::Documents;

use super::{Done, Lists, report};

#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sayso extract articles                          a folder, its subfolders too, into ./output
  sayso extract 'news/2025-*/*.txt' -o december   a pattern for files
  sayso extract feed.jsonl.gz --text-field lead   JSON lines whose text stands in another field
  sayso extract press.csv --keep desk,tone        a table; two of its columns are carried over
  cat press.csv | sayso extract - --input-format csv    standard input")]
pub(crate) struct Arguments {
    /// Files, folders (with their subfolders), patterns such as 'news/*.txt', or - for standard input
    ///
    /// One article each: .txt, .md, .html, .eml. Many: .jsonl (an object a line), .json (an array of
    /// objects), .csv, .tsv and .xlsx (a row each), .rss, .atom and .xml (feeds), .warc. Any of them may be
    /// packed as .gz or .zst and lie in a .zip or .tar. What a file is, its first bytes say; its ending is
    /// asked where they leave it open. In a folder all other files are passed over. Text may be UTF-8,
    /// UTF-16 or windows-1252. In plain text, first lines such as "date 2025-12-02" and "outlet NAME" and a
    /// headline above an empty line are understood. docs/inputs.md tells what becomes of each format.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,

    /// The folder for the tables; made if it is not there, its old tables replaced
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,

    /// How many documents to read at once [default: one for each processor]
    ///
    /// The tables are the same whatever it is.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,

    #[command(flatten)]
    lists: Lists,

    /// Read statements of belief and wish too, not speech alone
    #[arg(long)]
    beliefs: bool,

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
    /// ours, in this order; a name that is a column's already has input_ put before it.
    #[arg(long, value_name = "FIELD,...", value_delimiter = ',')]
    keep: Vec<String>,

    #[command(flatten)]
    fields: FieldNames,

    #[command(flatten)]
    limits: Limits,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Limits (sizes in bytes, or as 500K, 64M, 2G)")]
struct Limits {
    /// The largest document, line or row
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    largest: u64,
    /// How much one input may unpack to
    #[arg(long, value_name = "SIZE", default_value = "64G", value_parser = size)]
    largest_unpacked: u64,
    /// How many times its size something may unpack to
    #[arg(long, value_name = "N", default_value_t = RATIO, value_parser = clap::value_parser!(u64).range(1..))]
    largest_ratio: u64,
    /// How many layers of packing may lie around a document
    #[arg(long, value_name = "N", default_value_t = DEPTH)]
    deepest: usize,
}

/// A size in bytes, or in KiB, MiB or GiB with K, M or G behind it.
fn size(written: &str) -> std::result::Result<u64, String> {
    let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let shift = match written.get(digits.len()..).unwrap_or("").to_ascii_lowercase().as_str() {
        "" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        other => return Err(format!("'{other}' is no unit; say K, M or G")),
    };
    let number: u64 = digits.parse().map_err(|_| "a size is a number, as 500K or 64M".to_string())?;
    let bytes =
        number.checked_mul(1 << shift).filter(|bytes| (1..=u64::from(u32::MAX) << 16).contains(bytes));
    bytes.ok_or_else(|| "that is no size a file can have".to_string())
}

fn formats() -> clap::builder::PossibleValuesParser {
    Format::ALL.iter().map(|(format, _)| format.name()).collect::<Vec<_>>().into()
}

#[derive(Args, Debug)]
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

/// Runs the command.
pub(crate) fn run(arguments: Arguments) -> Result<Done> {
    let config = Config {
        gazetteers: arguments.lists.gazetteers,
        input_format: arguments.input_format.as_deref().and_then(Format::of_ending),
        names: arguments.lists.instead,
        fields: arguments.fields.into(),
        keep: arguments.keep,
        beliefs: arguments.beliefs,
        // A place in a document is a u32.
        largest: arguments.limits.largest.min(u64::from(u32::MAX)) as usize,
        unpacked: arguments.limits.largest_unpacked,
        ratio: arguments.limits.largest_ratio,
        depth: arguments.limits.deepest,
    };
    Tables::keeping(&config.keep)?;
    let jobs = match arguments.jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    };
    let (quiet, verbose) = (arguments.quiet, arguments.verbose);
    let mut documents = Documents::of(&arguments.inputs, &config)?.telling(move |note| {
        if verbose || !(quiet || note.is_detail) {
            report::note(&note.words);
        }
    });
    let reader = config.reader()?;
    if arguments.verbose {
        report::before(&config.lists(&reader), documents.waiting(), jobs);
    }
    let outcome = batch::extract(&config, &reader, &mut documents, &arguments.output, jobs)?;
    let most = if arguments.verbose { usize::MAX } else { report::MOST_TROUBLES };
    report::troubles(&outcome, most);
    if !arguments.quiet {
        report::summary(&outcome, &arguments.output);
    }
    Ok(if outcome.counts.ok == outcome.counts.documents { Done::Well } else { Done::But })
}
