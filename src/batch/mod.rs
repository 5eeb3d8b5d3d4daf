//! Many documents, in parallel, out in order: a run from its inputs to its folder.
//!
//! Documents are read and their rows formatted on the workers; one thread counts, joins entities and
//! writes, in input order, so that any number of threads gives the same bytes. A document that brings a
//! bug to light becomes a failed row, and the run goes on.

mod order;

use std::time::Instant;

use crate::config::Config;
use crate::corpus::Corpus;
use crate::document::{Intake, Status, Trouble};
use crate::error::Result;
use crate::mention::Kind;
use crate::quote::Form;
use crate::reading::Reader;
use crate::record::{self, Rows};
use crate::sink::{self, Counts, Manifest, Piece, Plan, Sinks, Timing, Writer};
use crate::source::Documents;

/// How many documents that were not read are told of in the outcome; the table has them all.
const MOST_TROUBLES: usize = 1000;
/// How many of the most quoted people are told.
const MOST_QUOTED: usize = 5;
/// Rows of entities that are formatted at once.
const ENTITIES_AT_ONCE: usize = 1024;

/// What a run came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How much came out.
    pub counts: Counts,
    /// The people with the most statements, and how many they have.
    pub most_quoted: Vec<(String, u64)>,
    /// The first documents that were not read.
    pub troubles: Vec<Trouble>,
    /// How long it took.
    pub seconds: f64,
    /// What was cleared up before the run.
    pub notes: Vec<String>,
}

/// Reads every document and writes the tables as planned.
pub fn extract(
    config: &Config,
    reader: &Reader,
    documents: &mut Documents,
    plan: &Plan,
    jobs: usize,
) -> Result<Outcome> {
    let clock = Instant::now();
    let started = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let sinks = plan.sinks()?;
    let mut writing = Writing::begin(reader, plan, &sinks)?;
    order::each(
        jobs,
        documents,
        |intake| match intake {
            Ok(document) => (document.id.clone(), document.source.clone()),
            Err(trouble) => (trouble.id.clone(), trouble.source.clone()),
        },
        |intake| page(reader, &sinks, intake),
        |(id, source), reason| page(reader, &sinks, Err(bug(id, source, &reason))),
        |page| page.and_then(|page| writing.add(page)),
    )?;
    let (mut tables, mut outcome) = writing.finish()?;
    tables.close(plan, &outcome.counts)?;
    outcome.seconds = clock.elapsed().as_secs_f64();
    let seconds = (outcome.seconds * 1000.0).round() / 1000.0;
    let manifest = Manifest {
        config,
        plan,
        gazetteers: config.lists(reader),
        rules: config.rules(reader),
        inputs: documents.inputs(),
        outputs: tables.outputs(),
        counts: &outcome.counts,
        timing: Timing { started, seconds, jobs, host: sink::host() },
    };
    let manifest = manifest.to_json()?;
    tables.commit(&manifest)?;
    Ok(outcome)
}

fn bug(id: String, source: String, reason: &str) -> Trouble {
    let message = format!("{source}: a fault of the program met it here, please report it: {reason}");
    Trouble { id, source, status: Status::Failed, message }
}

/// A document's rows, and the same as pieces of files; its text, for those that must be made anew.
struct Page {
    rows: Rows,
    body: Option<String>,
    pieces: Vec<Piece>,
    trouble: Option<Trouble>,
}

fn page(reader: &Reader, sinks: &Sinks, intake: Intake) -> Result<Page> {
    let (rows, body, trouble) = match intake {
        Ok(document) => {
            let rows = record::rows(&reader.read(&document), reader.gazetteer());
            (rows, Some(document.body), None)
        }
        Err(trouble) => (Rows::of_trouble(&trouble), None, Some(trouble)),
    };
    let pieces = sinks.page(sink::Page { rows: &rows, body: body.as_deref() })?;
    Ok(Page { rows, body, pieces, trouble })
}

/// What the one thread that writes holds.
struct Writing<'r> {
    reader: &'r Reader,
    sinks: &'r Sinks,
    tables: Writer<'r>,
    corpus: Corpus,
    outcome: Outcome,
}

impl<'r> Writing<'r> {
    fn begin(reader: &'r Reader, plan: &Plan, sinks: &'r Sinks) -> Result<Self> {
        let tables = Writer::begin(plan, sinks)?;
        let outcome = Outcome { notes: tables.notes().to_vec(), ..Outcome::default() };
        Ok(Self { reader, sinks, tables, corpus: Corpus::default(), outcome })
    }

    fn add(&mut self, mut page: Page) -> Result<()> {
        self.corpus.add(&page.rows.sightings, page.rows.document.published.as_deref());
        if page.rows.rename(&self.corpus) {
            page.pieces = self.sinks.page(sink::Page { rows: &page.rows, body: page.body.as_deref() })?;
        }
        self.count(&page.rows);
        if let Some(trouble) = page.trouble.filter(|_| self.outcome.troubles.len() < MOST_TROUBLES) {
            self.outcome.troubles.push(trouble);
        }
        self.tables.add(&page.pieces)
    }

    fn count(&mut self, rows: &Rows) {
        let counts = &mut self.outcome.counts;
        counts.documents += 1;
        match rows.document.status {
            Status::Ok => counts.ok += 1,
            Status::Skipped => counts.skipped += 1,
            Status::Failed => counts.failed += 1,
        }
        counts.mentions += rows.mentions.len() as u64;
        counts.quotes += rows.quotes.len() as u64;
        for quote in &rows.quotes {
            match quote.kind {
                Form::Direct => counts.direct += 1,
                Form::Mixed => counts.mixed += 1,
                Form::Indirect => counts.indirect += 1,
            }
            counts.speakers += u64::from(quote.speaker_id.is_some());
        }
    }

    /// Writes the entities, now that all of them are known.
    fn finish(mut self) -> Result<(Writer<'r>, Outcome)> {
        let mut rows = record::entities(&self.corpus, self.reader.gazetteer());
        loop {
            let some: Vec<_> = rows.by_ref().take(ENTITIES_AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            self.tables.add(&self.sinks.entities(&some)?)?;
        }
        drop(rows);
        let of = |kind: Kind| self.corpus.iter().filter(|known| known.kind == kind).count() as u64;
        self.outcome.counts.entities = self.corpus.len() as u64;
        self.outcome.counts.people = of(Kind::Person);
        self.outcome.counts.places = of(Kind::Place);
        self.outcome.counts.organisations = of(Kind::Organisation);
        self.outcome.most_quoted = most_quoted(&self.corpus);
        Ok((self.tables, self.outcome))
    }
}

fn most_quoted(corpus: &Corpus) -> Vec<(String, u64)> {
    let speaks = corpus.iter().filter(|known| known.kind == Kind::Person && known.quotes_by > 0);
    let mut people: Vec<_> = speaks.map(|known| (known.name.clone(), known.quotes_by)).collect();
    people.sort_by_key(|(_, statements)| std::cmp::Reverse(*statements));
    people.truncate(MOST_QUOTED);
    people
}
