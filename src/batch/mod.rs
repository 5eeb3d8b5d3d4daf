//! Many documents, in parallel, out in order: a run from its inputs to its folder.
//!
//! Documents are read and their rows formatted on the workers; the one of them whose document is due
//! counts, joins entities and writes, in input order, so that any number of threads gives the same bytes.
//! A document that brings a bug to light becomes a failed row, and the run goes on. A run that is stopped
//! leaves what is done, and what it takes to go on.

mod course;
mod order;
mod page;
mod resume;

use std::path::PathBuf;
use std::time::Instant;

use crate::config::{Config, List};
use crate::corpus::Corpus;
use crate::document::{Status, Trouble};
use crate::error::{Error, Result};
use crate::mention::Kind;
use crate::quote::Form;
use crate::reading::Reader;
use crate::record::{self, Rows, Tables};
use crate::sink::{self, Counts, Interrupted, Manifest, Plan, Sinks, Timing, Unfinished, Writer};
use crate::source::Documents;

pub use course::{Course, Progress, Stop};
use page::Page;
use resume::{Mark, State};

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
    /// Whether it was stopped before its end. Without a document that is done, the folder is as it was.
    pub is_interrupted: bool,
    /// How long it took.
    pub seconds: f64,
    /// What was cleared up before the run.
    pub notes: Vec<String>,
}

/// Reads every document and writes the tables as planned.
pub fn extract<'c>(
    config: &Config,
    reader: &Reader,
    documents: &mut Documents,
    plan: &Plan,
    course: impl Into<Course<'c>>,
) -> Result<Outcome> {
    let (mut course, clock) = (course.into(), Instant::now());
    let started = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let lists = Lists { gazetteers: config.lists(reader), rules: config.rules(reader) };
    let sinks = plan.sinks(Tables::keeping(&config.keep)?)?;
    let mut writing = if course.resume {
        Writing::go_on(reader, plan, &sinks, &unfinished(config, plan, &lists)?)?
    } else {
        Writing::begin(reader, plan, &sinks)?
    };
    course.stop.writes_in(writing.tables.scratch());
    if course.resume {
        writing.pass_over(documents, &course.stop)?;
    }
    let is_interrupted = work(&mut writing, documents, &mut course)?;
    if is_interrupted && writing.is_as_before() {
        return Ok(Outcome { is_interrupted, ..writing.outcome });
    }
    let interrupted = is_interrupted.then(|| writing.reached());
    let inputs = if is_interrupted { writing.inputs } else { documents.inputs().len() };
    let (tables, mut outcome) = writing.finish(plan, is_interrupted)?;
    outcome.seconds = clock.elapsed().as_secs_f64();
    let seconds = (outcome.seconds * 1000.0).round() / 1000.0;
    let manifest = Manifest {
        config,
        plan,
        gazetteers: lists.gazetteers,
        rules: lists.rules,
        inputs: documents.inputs().get(..inputs).unwrap_or_default(),
        outputs: tables.outputs(),
        counts: &outcome.counts,
        interrupted,
        timing: Timing { started, seconds, jobs: course.jobs, host: sink::host() },
    };
    let manifest = manifest.to_json()?;
    course.stop.undisturbed(|| tables.commit(&manifest))?;
    Ok(outcome)
}

/// What a run goes by.
struct Lists {
    gazetteers: Vec<List>,
    rules: Vec<List>,
}

/// The interrupted run in a folder, if it went by what this one goes by.
fn unfinished(config: &Config, plan: &Plan, lists: &Lists) -> Result<Unfinished> {
    let unfinished = Unfinished::open(plan)?;
    let changed = unfinished.changed(config, plan, &lists.gazetteers, &lists.rules)?;
    if changed.is_empty() {
        return Ok(unfinished);
    }
    Err(resume::refusal(&unfinished.folder, &changed.join("; ")))
}

/// Why the work ended before the documents did.
enum Halt {
    Asked,
    Failed(Error),
}

/// Reads all documents that are left; whether it was stopped.
fn work(writing: &mut Writing<'_>, documents: &mut Documents, course: &mut Course<'_>) -> Result<bool> {
    let (reader, sinks) = (writing.reader, writing.sinks);
    let done = order::each(
        course.jobs,
        page::batches(documents, course.jobs),
        |batch| page::all(reader, sinks, batch),
        |batch, _| page::each_alone(reader, sinks, batch),
        |pages| {
            let mut pages: Vec<Page> = pages.map_err(Halt::Failed)?;
            for page in &mut pages {
                if course.stop.is_asked() {
                    return Err(Halt::Asked);
                }
                writing.add(page).map_err(Halt::Failed)?;
                (course.watch)(writing.progress());
            }
            Ok(pages)
        },
    );
    match done {
        Ok(()) => Ok(false),
        Err(Halt::Asked) => Ok(true),
        Err(Halt::Failed(error)) => Err(error),
    }
}

/// What it takes to write, held by one thread at a time.
struct Writing<'r> {
    reader: &'r Reader,
    sinks: &'r Sinks,
    tables: Writer<'r>,
    corpus: Corpus,
    outcome: Outcome,
    /// The documents that are done.
    marks: Vec<Mark>,
    /// How many of them were done before an interruption, and the folder where that happened.
    before: usize,
    folder: PathBuf,
    /// How many files were read to their end, and how many bytes of all, with the last of them.
    inputs: usize,
    bytes: u64,
    /// The id of the last of them.
    last: String,
}

impl<'r> Writing<'r> {
    fn begin(reader: &'r Reader, plan: &Plan, sinks: &'r Sinks) -> Result<Self> {
        Ok(Self::with(reader, sinks, Writer::begin(plan, sinks)?, State::default()))
    }

    /// Takes over the files of an unfinished run.
    fn go_on(reader: &'r Reader, plan: &Plan, sinks: &'r Sinks, unfinished: &Unfinished) -> Result<Self> {
        let state = resume::state(unfinished)?;
        let tables = Writer::go_on(plan, sinks, &state.begun)?;
        let folder = unfinished.folder.clone();
        Ok(Self { folder, ..Self::with(reader, sinks, tables, state) })
    }

    fn with(reader: &'r Reader, sinks: &'r Sinks, tables: Writer<'r>, state: State) -> Self {
        let notes = tables.notes().to_vec();
        Self {
            reader,
            sinks,
            tables,
            corpus: state.corpus,
            outcome: Outcome { counts: state.counts, notes, ..Outcome::default() },
            before: state.marks.len(),
            marks: state.marks,
            folder: PathBuf::new(),
            inputs: 0,
            bytes: 0,
            last: String::new(),
        }
    }

    /// Passes over the documents that are done. Fails where one is another now.
    fn pass_over(&mut self, documents: &mut Documents, stop: &Stop) -> Result<()> {
        let mut items = page::items(documents);
        for at in 0..self.before {
            if stop.is_asked() {
                break;
            }
            let (item, mark) = (items.next(), self.marks.get(at).copied());
            resume::compare(mark, item.as_ref().map(|item| &item.intake), at + 1)
                .map_err(|what| resume::refusal(&self.folder, &what))?;
            let Some(item) = item else { break };
            (self.inputs, self.bytes) = (item.at.inputs, item.at.bytes);
            match item.intake {
                Ok(document) => self.last = document.id,
                Err(trouble) => {
                    self.last.clone_from(&trouble.id);
                    self.tell(trouble);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, page: &mut Page) -> Result<()> {
        let apart = page.rows.tell_apart(&self.corpus);
        let published = page.rows.document.published.as_deref();
        let has_other_name = self.corpus.add(&page.rows.sightings, published);
        if has_other_name && page.rows.rename(&self.corpus) || apart {
            page.pieces = self.sinks.page(sink::Page { rows: &page.rows, body: page.body.as_deref() })?;
        }
        self.count(&page.rows);
        if let Some(trouble) = page.trouble.take() {
            self.tell(trouble);
        }
        self.marks.push(page.at.mark);
        (self.inputs, self.bytes) = (page.at.inputs, page.at.bytes);
        self.last.clone_from(&page.rows.document.doc_id);
        self.tables.add(&page.pieces)
    }

    fn tell(&mut self, trouble: Trouble) {
        if self.outcome.troubles.len() < MOST_TROUBLES {
            self.outcome.troubles.push(trouble);
        }
    }

    /// Whether no document was added to those that were done before.
    fn is_as_before(&self) -> bool {
        self.marks.len() == self.before
    }

    fn progress(&self) -> Progress {
        Progress { documents: self.marks.len() as u64, bytes: self.bytes }
    }

    fn reached(&self) -> Interrupted {
        Interrupted { documents: self.marks.len() as u64, last: self.last.clone() }
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

    /// Writes the entities, now that all of them are known, and what needs to know all rows.
    fn finish(mut self, plan: &Plan, is_interrupted: bool) -> Result<(Writer<'r>, Outcome)> {
        let begun = if is_interrupted { self.tables.interrupt() } else { None };
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
        self.outcome.is_interrupted = is_interrupted;
        self.tables.close(plan, &self.outcome.counts)?;
        if let Some(begun) = begun {
            let counts = self.outcome.counts.clone();
            let state = State { marks: self.marks, begun, counts, corpus: self.corpus, ..State::default() };
            self.tables.keep(&resume::keep(state)?)?;
        }
        Ok((self.tables, self.outcome))
    }
}

fn most_quoted(corpus: &Corpus) -> Vec<(String, u64)> {
    let speaks = corpus.iter().filter(|known| known.kind == Kind::Person && known.quotes_by > 0);
    let mut people: Vec<_> = speaks.map(|known| (known.name.to_string(), known.quotes_by)).collect();
    people.sort_by_key(|(_, statements)| std::cmp::Reverse(*statements));
    people.truncate(MOST_QUOTED);
    people
}
