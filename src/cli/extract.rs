//! `sayso extract`.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use sayso::batch;
use sayso::config::{Config, Fields, LARGEST};
use sayso::source::Documents;

use super::{Done, Lists, report};

#[derive(Args, Debug)]
#[command(after_help = "Examples:
  sayso extract articles                          a folder, its subfolders too, into ./output
  sayso extract 'news/2025-*/*.txt' -o december   a pattern for files
  sayso extract feed.jsonl --text-field body      JSON lines whose text stands in another field
  cat article.txt | sayso extract - -o one        standard input")]
pub(crate) struct Arguments {
    /// Files, folders (with their subfolders), patterns such as 'news/*.txt', or - for standard input
    ///
    /// .txt and .md hold one article each; .html, .htm and .xhtml are web pages, of which the article is
    /// read; .jsonl holds one JSON object a line. In a folder all other files are passed over. Text may be UTF-8, UTF-16 or windows-1252. First lines such as "date
    /// 2025-12-02" and "outlet NAME" and a headline above an empty line are understood.
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

    /// The largest document or line, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = LARGEST, hide = true)]
    largest: usize,

    #[command(flatten)]
    fields: FieldNames,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Fields of JSON lines")]
struct FieldNames {
    /// The field that holds the document's id
    #[arg(long = "id-field", value_name = "NAME", default_value = "id")]
    id: String,
    /// The field that holds the text; the only one that must be there
    #[arg(long = "text-field", value_name = "NAME", default_value = "text")]
    text: String,
    /// The field that holds the headline
    #[arg(long = "title-field", value_name = "NAME", default_value = "title")]
    title: String,
    /// The field that holds the date of publication
    #[arg(long = "published-field", value_name = "NAME", default_value = "published")]
    published: String,
    /// The field that holds the outlet
    #[arg(long = "outlet-field", value_name = "NAME", default_value = "outlet")]
    outlet: String,
    /// The field that holds the address on the web
    #[arg(long = "url-field", value_name = "NAME", default_value = "url")]
    url: String,
    /// The field that holds the author
    #[arg(long = "byline-field", value_name = "NAME", default_value = "byline")]
    byline: String,
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
        names: arguments.lists.instead,
        fields: arguments.fields.into(),
        beliefs: arguments.beliefs,
        largest: arguments.largest,
    };
    let jobs = match arguments.jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    };
    let mut documents = Documents::of(&arguments.inputs, &config)?;
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
