//! Many documents, in parallel, out in order: a run from its inputs to its folder.
//!
//! Documents are read and their rows formatted on the workers; one thread counts, joins entities and
//! writes, in input order, so that any number of threads gives the same bytes. A document that brings a
//! bug to light becomes a failed row, and the run goes on.

mod order;

use std::path::Path;
use std::time::Instant;

use crate::config::Config;
use crate::corpus::Corpus;
use crate::document::{Intake, Status, Trouble};
use crate::error::Result;
use crate::mention::Kind;
use crate::quote::Form;
use crate::reading::Reader;
use crate::record::{self, Rows, Tables};
use crate::sink::{self, Counts, Manifest, Run, Timing};
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
}

/// Reads every document and writes the tables into a folder.
pub fn extract(
    config: &Config,
    reader: &Reader,
    documents: &mut Documents,
    folder: &Path,
    jobs: usize,
) -> Result<Outcome> {
    let clock = Instant::now();
    let started = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let tables = Tables::keeping(&config.keep)?;
    let mut writing = Writing::begin(reader, &tables, folder)?;
    order::each(
        jobs,
        documents,
        |intake| match intake {
            Ok(document) => (document.id.clone(), document.source.clone()),
            Err(trouble) => (trouble.id.clone(), trouble.source.clone()),
        },
        |intake| page(reader, &tables, intake),
        |(id, source), reason| page(reader, &tables, Err(bug(id, source, &reason))),
        |page| page.and_then(|page| writing.add(page)),
    )?;
    let (mut run, mut outcome) = writing.finish()?;
    run.close()?;
    let description = sink::datapackage(&tables, run.outputs())?;
    run.write("datapackage.json", &description)?;
    outcome.seconds = clock.elapsed().as_secs_f64();
    let seconds = (outcome.seconds * 1000.0).round() / 1000.0;
    let manifest = Manifest {
        config,
        gazetteers: config.lists(reader),
        rules: config.rules(reader),
        inputs: documents.inputs(),
        outputs: run.outputs(),
        counts: &outcome.counts,
        timing: Timing { started, seconds, jobs, host: sink::host() },
    };
    let manifest = manifest.to_json()?;
    run.write("run.json", &manifest)?;
    run.commit()?;
    Ok(outcome)
}

fn bug(id: String, source: String, reason: &str) -> Trouble {
    let message = format!("{source}: a fault of the program met it here, please report it: {reason}");
    Trouble { id, source, status: Status::Failed, message }
}

/// A document's rows, and the same as lines of CSV.
struct Page {
    rows: Rows,
    lines: Lines,
    trouble: Option<Trouble>,
}

struct Lines {
    document: Vec<u8>,
    mentions: Vec<u8>,
    quotes: Vec<u8>,
}

fn page(reader: &Reader, tables: &Tables, intake: Intake) -> Result<Page> {
    let (rows, trouble) = match intake {
        Ok(document) => (record::rows(&reader.read(&document), reader.gazetteer()), None),
        Err(trouble) => (Rows::of_trouble(&trouble), Some(trouble)),
    };
    Ok(Page { lines: lines(tables, &rows)?, rows, trouble })
}

fn lines(tables: &Tables, rows: &Rows) -> Result<Lines> {
    Ok(Lines {
        document: sink::lines(&tables.documents, std::slice::from_ref(&rows.document))?,
        mentions: sink::lines(&tables.mentions, &rows.mentions)?,
        quotes: sink::lines(&tables.quotes, &rows.quotes)?,
    })
}

/// What the one thread that writes holds.
struct Writing<'r> {
    reader: &'r Reader,
    tables: &'r Tables,
    run: Run,
    corpus: Corpus,
    outcome: Outcome,
}

impl<'r> Writing<'r> {
    fn begin(reader: &'r Reader, tables: &'r Tables, folder: &Path) -> Result<Self> {
        let mut run = Run::begin(folder)?;
        run.add("documents.csv", &sink::header(&tables.documents)?, 0)?;
        run.add("mentions.csv", &sink::header(&tables.mentions)?, 0)?;
        run.add("quotes.csv", &sink::header(&tables.quotes)?, 0)?;
        Ok(Self { reader, tables, run, corpus: Corpus::default(), outcome: Outcome::default() })
    }

    fn add(&mut self, mut page: Page) -> Result<()> {
        self.corpus.add(&page.rows.sightings, page.rows.document.published.as_deref());
        if page.rows.rename(&self.corpus) {
            page.lines = lines(self.tables, &page.rows)?;
        }
        self.count(&page.rows);
        if let Some(trouble) = page.trouble.filter(|_| self.outcome.troubles.len() < MOST_TROUBLES) {
            self.outcome.troubles.push(trouble);
        }
        self.run.add("documents.csv", &page.lines.document, 1)?;
        self.run.add("mentions.csv", &page.lines.mentions, page.rows.mentions.len() as u64)?;
        self.run.add("quotes.csv", &page.lines.quotes, page.rows.quotes.len() as u64)
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
    fn finish(mut self) -> Result<(Run, Outcome)> {
        self.run.add("entities.csv", &sink::header(&self.tables.entities)?, 0)?;
        let mut rows = record::entities(&self.corpus, self.reader.gazetteer());
        loop {
            let some: Vec<_> = rows.by_ref().take(ENTITIES_AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            self.run.add("entities.csv", &sink::lines(&self.tables.entities, &some)?, some.len() as u64)?;
        }
        drop(rows);
        let of = |kind: Kind| self.corpus.iter().filter(|known| known.kind == kind).count() as u64;
        self.outcome.counts.entities = self.corpus.len() as u64;
        self.outcome.counts.people = of(Kind::Person);
        self.outcome.counts.places = of(Kind::Place);
        self.outcome.counts.organisations = of(Kind::Organisation);
        self.outcome.most_quoted = most_quoted(&self.corpus);
        Ok((self.run, self.outcome))
    }
}

fn most_quoted(corpus: &Corpus) -> Vec<(String, u64)> {
    let speaks = corpus.iter().filter(|known| known.kind == Kind::Person && known.quotes_by > 0);
    let mut people: Vec<_> = speaks.map(|known| (known.name.clone(), known.quotes_by)).collect();
    people.sort_by_key(|(_, statements)| std::cmp::Reverse(*statements));
    people.truncate(MOST_QUOTED);
    people
}
