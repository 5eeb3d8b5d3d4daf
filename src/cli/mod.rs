//! Commands and their arguments, defined once: help, completions and the man page follow from here.

mod diff;
mod eval;
mod evidence;
mod extract;
mod gazetteer;
mod man;
pub(crate) mod report;
mod rules;
mod settings;
mod table;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueHint};

use settings::FromFile;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of it.
    Well,
    /// With something to look at.
    But,
    /// Before its end, as the user wished.
    Interrupted,
}

/// The exit status of a command that was interrupted: 128 and the number of the signal, as shells have it.
pub(crate) const INTERRUPTED: u8 = 130;

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::Well => Self::SUCCESS,
            Done::But => Self::from(1),
            Done::Interrupted => Self::from(INTERRUPTED),
        }
    }
}

/// Reads news articles and writes tables of who is named in them and who said what.
///
/// Everything it needs is inside the program: no model to download, no network, no set-up. The same
/// articles give the same tables, byte for byte, and every row names the rule that made it.
///
/// Data goes to standard output, messages go to standard error.
#[derive(Debug, Parser)]
#[command(
    name = "sayso",
    version,
    max_term_width = 100,
    after_help = "Example:\n  sayso extract articles -o output",
    after_long_help = "Example:
  sayso extract articles -o output

Exit status of every command:
  0    done
  1    done, but something needs a look: documents were skipped, runs differ, a name is not known
  2    not done: the message says what, where and what to do; what was there before is as it was
  130  interrupted with Ctrl-C; what was done is kept, and sayso extract --resume goes on from there"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read articles and write the tables
    ///
    /// Reads every document of the inputs and writes documents.csv, entities.csv, mentions.csv,
    /// quotes.csv, or a workbook, JSON lines or Parquet, with datapackage.json (what every column means)
    /// and run.json (what went in, what came out) into one folder, all together or not at all. Nothing
    /// goes to standard output unless `--output -` asks for a table there; a short summary goes to standard
    /// error.
    ///
    /// A document that cannot be read is a row of documents.csv with a status and a message, the run goes
    /// on, and the exit status is 1.
    Extract(Box<extract::Arguments>),

    /// Tell what changed between two runs, row by row, and why
    ///
    /// Compares two folders that `sayso extract` has written, or two tables of the same kind. Rows are
    /// paired by id, then by what they say, by place and by likeness; what differs is told with the words
    /// that changed and with the cause, as far as the two run.json tell it: the article, a list, the
    /// rules, the options, the program, or none of these, which would be a fault of ours.
    ///
    /// Exit status: 0 the same; 1 different (or, with --fail-on, more than --allow); 2 trouble.
    Diff(Box<diff::Arguments>),

    /// Hold a run against annotated articles: precision, recall, F1
    ///
    /// GOLD is a file of JSON lines, one article each, with `id`, `text` and `entities` (names) or
    /// `attributions` (statements); docs/diff.md tells their shape. RUN is a folder that `sayso extract`
    /// has written from the same texts under the same ids.
    Eval(eval::Arguments),

    /// Look names up in the lists, count what is known, check a list of your own
    #[command(subcommand)]
    Gazetteer(gazetteer::Command),

    /// Print the rules, or run every rule's own examples
    #[command(subcommand)]
    Rules(rules::Command),

    /// Print what speaks for every proposal, as those need it who fit weights
    #[command(subcommand, hide = true)]
    Evidence(evidence::Command),

    /// Print a completion script for a shell
    ///
    /// Bash: put the output into ~/.local/share/bash-completion/completions/sayso. Zsh: into a file
    /// _sayso in a folder of $fpath. Fish: into ~/.config/fish/completions/sayso.fish.
    #[command(
        after_help = "Example:\n  sayso completions bash > ~/.local/share/bash-completion/completions/sayso"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },

    /// Print a page of the manual
    ///
    /// In the format of man(1): the page of the program, or of a command.
    #[command(
        after_help = "Examples:\n  sayso man > sayso.1 && man ./sayso.1\n  sayso man extract > sayso-extract.1"
    )]
    Man(man::Arguments),
}

/// The lists of names to go by.
#[derive(Args, Clone, Debug)]
struct Lists {
    /// A list of your own, laid over what is shipped; it wins. May be given several times
    ///
    /// CSV with a header; the columns `kind` (person, place or organisation) and `name` must be there,
    /// the columns `id`, `subtype`, `aliases` (parted by |), `country`, `sex`, `role`, `weight`,
    /// `ambiguous`, `external_ids` and `source` may. With the columns `action` and `entry` a row renames,
    /// merges, retypes or suppresses an entry that is known. Of several lists the later wins.
    #[arg(long = "gazetteer", value_name = "FILE", value_hint = ValueHint::FilePath)]
    gazetteers: Vec<PathBuf>,

    /// A folder laid out as gazetteers/ in place of what is shipped, for those who work on the lists
    #[arg(long = "names", value_name = "FOLDER", hide = true)]
    instead: Option<PathBuf>,

    #[command(flatten)]
    from_file: FromFile,
}

/// Runs the command that was given.
pub(crate) fn run() -> Result<Done> {
    match settings::given()? {
        settings::Given::Arguments(arguments) => command(arguments.command),
        settings::Given::Print(page) => print(page.as_bytes()),
    }
}

fn command(command: Command) -> Result<Done> {
    match command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Gazetteer(command) => gazetteer::run(&command),
        Command::Rules(command) => rules::run(&command),
        Command::Evidence(command) => evidence::run(&command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "sayso", &mut script);
            print(&script)
        }
        Command::Man(arguments) => print(&man::page(&arguments)?),
    }
}

fn print(data: &[u8]) -> Result<Done> {
    let mut out = std::io::stdout().lock();
    out.write_all(data)?;
    out.flush()?;
    Ok(Done::Well)
}
