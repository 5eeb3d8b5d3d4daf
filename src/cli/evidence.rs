//! `sayso evidence`: what speaks for every proposal, for those who fit weights or wonder why.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use sayso::config::Config;
use sayso::document::Document;
use sayso::gazetteer;
use sayso::lexicon::Lexicon;
use sayso::mention::{self, Names};
use sayso::quote::{self, Quote, Rulebook};
use sayso::record::Characters;
use sayso::segment::{self, Tokens};
use sayso::source::Documents;
use sayso::text::{Span, Text};
use serde::Serialize;

use super::Done;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Every span that competes to be a name, with its features in each pass
    ///
    /// JSON lines, one a document; offsets in characters of the text as given.
    #[command(after_help = "Example:\n  sayso evidence names articles.jsonl > candidates.jsonl")]
    Names {
        #[command(flatten)]
        given: Given,
        /// How many passes to list
        #[arg(long, value_name = "N", default_value_t = 1)]
        passes: usize,
    },
    /// Every statement that some rule proposes, with its features and what became of it
    ///
    /// JSON lines, one a document; offsets in characters of the text as given.
    #[command(after_help = "Example:\n  sayso evidence quotes articles.jsonl > proposals.jsonl")]
    Quotes {
        #[command(flatten)]
        given: Given,
        /// Weigh statements of belief and wish too
        #[arg(long)]
        beliefs: bool,
    },
    /// Every sentence with the symbols that the rules of quotations are written in
    ///
    /// One sentence a line: `Ruiz/name said/report no/determiner ./stop`.
    #[command(after_help = "Example:\n  echo 'Ana Ruiz said no.' | sayso evidence symbols -")]
    Symbols {
        #[command(flatten)]
        given: Given,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Given {
    /// Files or folders of articles
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// Weights to try in place of those built in
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
}

impl Given {
    fn weights(&self) -> Result<Option<(String, String)>> {
        let Some(path) = &self.weights else { return Ok(None) };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        Ok(Some((name, text)))
    }

    fn documents(&self) -> Result<impl Iterator<Item = Document>> {
        Ok(Documents::of(&self.inputs, &Config::default())?.filter_map(std::result::Result::ok))
    }
}

/// Runs the command.
pub(crate) fn run(command: &Command) -> Result<Done> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match command {
        Command::Names { given, passes } => names(given, *passes, &mut out)?,
        Command::Quotes { given, beliefs } => quotes(given, *beliefs, &mut out)?,
        Command::Symbols { given } => symbols(given, &mut out)?,
    }
    out.flush()?;
    Ok(Done::Well)
}

#[derive(Serialize)]
struct NameLine<'a> {
    id: &'a str,
    candidates: Vec<Candidate>,
}

#[derive(Serialize)]
struct Candidate {
    start: u64,
    end: u64,
    first: Vec<String>,
    later: Vec<Vec<String>>,
}

fn names(given: &Given, passes: usize, out: &mut impl std::io::Write) -> Result<()> {
    let own = given.weights()?.map(|(file, text)| Names::new(&file, &text)).transpose()?;
    let names = match &own {
        Some(own) => own,
        None => Names::embedded()?,
    };
    for document in given.documents()? {
        let text = Text::new(&document.body);
        let tokens = segment::tokens(&text, Lexicon::embedded()?);
        let lookups = gazetteer::embedded()?.find(&text, &tokens);
        let place = Places { text: &text, characters: Characters::of(&document.body) };
        let candidate = |found: mention::Evidence| {
            let [start, end] = place.of(found.span);
            Candidate { start, end, first: found.first, later: found.later }
        };
        let found = mention::evidence(names, &text, &tokens, &lookups, passes);
        let line = NameLine { id: &document.id, candidates: found.into_iter().map(candidate).collect() };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct QuoteLine<'a> {
    id: &'a str,
    proposals: Vec<Proposal>,
}

#[derive(Serialize)]
struct Proposal {
    rule: &'static str,
    source: Option<[[u64; 2]; 1]>,
    cue: Option<[[u64; 2]; 1]>,
    content: Vec<[u64; 2]>,
    fate: &'static str,
    confidence: f32,
    features: Vec<String>,
}

fn quotes(given: &Given, beliefs: bool, out: &mut impl std::io::Write) -> Result<()> {
    let lexicon = Lexicon::embedded()?;
    let gazetteer = gazetteer::embedded()?;
    let book = match given.weights()? {
        Some((file, text)) => Rulebook::with_weights(&file, &text, beliefs)?,
        None => Rulebook::embedded(beliefs)?,
    };
    for document in given.documents()? {
        let text = Text::new(&document.body);
        let tokens = segment::tokens(&text, lexicon);
        let lookups = gazetteer.find(&text, &tokens);
        let mentions = mention::find(Names::embedded()?, &text, &tokens, &lookups, gazetteer);
        let place = Places { text: &text, characters: Characters::of(&document.body) };
        let found = quote::evidence(&book, &text, &tokens, lexicon, &mentions);
        let proposals = found.into_iter().map(|proposal| place.proposal(&tokens, proposal)).collect();
        writeln!(out, "{}", serde_json::to_string(&QuoteLine { id: &document.id, proposals })?)?;
    }
    Ok(())
}

fn symbols(given: &Given, out: &mut impl std::io::Write) -> Result<()> {
    let lexicon = Lexicon::embedded()?;
    let gazetteer = gazetteer::embedded()?;
    for document in given.documents()? {
        let text = Text::new(&document.body);
        let tokens = segment::tokens(&text, lexicon);
        let lookups = gazetteer.find(&text, &tokens);
        let mentions = mention::find(Names::embedded()?, &text, &tokens, &lookups, gazetteer);
        for sentence in quote::symbols(&text, &tokens, lexicon, &mentions) {
            let words = sentence.iter().map(|(span, symbol)| format!("{}/{symbol}", text.slice(*span)));
            writeln!(out, "{}", words.collect::<Vec<_>>().join(" "))?;
        }
    }
    Ok(())
}

/// Spans to offsets in characters of the text as given.
struct Places<'a> {
    text: &'a Text<'a>,
    characters: Characters,
}

impl Places<'_> {
    fn of(&self, span: Span) -> [u64; 2] {
        let given = self.text.source_span(span);
        [self.characters.before(given.start), self.characters.before(given.end)]
    }

    fn proposal(&self, tokens: &Tokens, proposal: quote::Proposal) -> Proposal {
        let Quote { rule, cue, source, pieces, confidence, .. } = proposal.quote;
        let words = |(first, last): (u32, u32)| tokens.span(first as usize..last as usize + 1);
        Proposal {
            rule,
            source: source.map(|source| [self.of(words(source))]),
            cue: cue.map(|cue| [self.of(cue)]),
            content: pieces.into_iter().map(|piece| self.of(piece)).collect(),
            fate: proposal.fate.name(),
            confidence,
            features: proposal.features,
        }
    }
}
