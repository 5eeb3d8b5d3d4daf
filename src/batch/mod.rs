//! Many documents, in parallel, out in order: a run from its inputs to its folder.
//!
//! Documents are read and their rows formatted on the workers; one thread counts, joins entities and
//! writes, in input order, so that any number of threads gives the same bytes. A document that brings a
//! bug to light becomes a failed row, and the run goes on. A run that is stopped leaves what is done, and
//! what it takes to go on.

mod course;
mod order;
mod resume;

use std::path::Path;
use std::time::Instant;

use crate::config::{Config, List};
use crate::corpus::Corpus;
use crate::document::{Intake, Status, Trouble};
use crate::error::{Error, Result};
use crate::mention::Kind;
use crate::quote::Form;
use crate::reading::Reader;
use crate::record::{self, DOCUMENTS, ENTITIES, MENTIONS, QUOTES, Rows};
use crate::sink::{self, Counts, Interrupted, Manifest, RESUME, Run, Timing, Unfinished};
use crate::source::Documents;

pub use course::{Course, Progress, Stop};
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
}

/// Reads every document and writes the tables into a folder.
pub fn extract<'c>(
    config: &Config,
    reader: &Reader,
    documents: &mut Documents,
    folder: &Path,
    course: impl Into<Course<'c>>,
) -> Result<Outcome> {
    let (mut course, clock) = (course.into(), Instant::now());
    let started = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let lists = Lists { gazetteers: config.lists(reader), rules: config.rules(reader) };
    let mut writing = if course.resume {
        Writing::go_on(reader, &unfinished(folder, config, &lists)?, documents, &course.stop)?
    } else {
        Writing::begin(reader, Run::begin(folder)?)?
    };
    course.stop.writes_in(writing.run.scratch());
    let is_interrupted = work(&mut writing, documents, &mut course)?;
    if is_interrupted && writing.is_as_before() {
        return Ok(Outcome { is_interrupted, ..writing.outcome });
    }
    let interrupted = is_interrupted.then(|| writing.reached());
    let inputs = if is_interrupted { writing.inputs } else { documents.inputs().len() };
    let (mut run, mut outcome) = writing.finish(is_interrupted)?;
    outcome.seconds = clock.elapsed().as_secs_f64();
    let seconds = (outcome.seconds * 1000.0).round() / 1000.0;
    let manifest = Manifest {
        config,
        gazetteers: lists.gazetteers,
        rules: lists.rules,
        inputs: documents.inputs().get(..inputs).unwrap_or_default(),
        outputs: run.outputs(),
        counts: &outcome.counts,
        interrupted,
        timing: Timing { started, seconds, jobs: course.jobs, host: sink::host() },
    };
    let manifest = manifest.to_json()?;
    run.write("run.json", &manifest)?;
    course.stop.undisturbed(|| run.commit())?;
    Ok(outcome)
}

/// What a run goes by.
struct Lists {
    gazetteers: Vec<List>,
    rules: Vec<List>,
}

/// The interrupted run in a folder, if it went by what this one goes by.
fn unfinished(folder: &Path, config: &Config, lists: &Lists) -> Result<Unfinished> {
    let unfinished = Unfinished::open(folder)?;
    let changed = unfinished.changed(config, &lists.gazetteers, &lists.rules)?;
    if changed.is_empty() { Ok(unfinished) } else { Err(resume::refusal(folder, &changed.join("; "))) }
}

/// Why the work ended before the documents did.
enum Halt {
    Asked,
    Failed(Error),
}

/// Reads all documents that are left; whether it was stopped.
fn work(writing: &mut Writing<'_>, documents: &mut Documents, course: &mut Course<'_>) -> Result<bool> {
    let reader = writing.reader;
    let done = order::each(
        course.jobs,
        &mut items(documents),
        |item| match &item.intake {
            Ok(document) => (document.id.clone(), document.source.clone(), item.at),
            Err(trouble) => (trouble.id.clone(), trouble.source.clone(), item.at),
        },
        |item| page(reader, item),
        |(id, source, at), reason| page(reader, Item { intake: Err(bug(id, source, &reason)), at }),
        |page| {
            if course.stop.is_asked() {
                return Err(Halt::Asked);
            }
            page.and_then(|page| writing.add(page)).map_err(Halt::Failed)?;
            (course.watch)(writing.progress());
            Ok(())
        },
    );
    match done {
        Ok(()) => Ok(false),
        Err(Halt::Asked) => Ok(true),
        Err(Halt::Failed(error)) => Err(error),
    }
}

/// A document, and how far the inputs were read with it.
struct Item {
    intake: Intake,
    at: At,
}

#[derive(Clone, Copy)]
struct At {
    mark: Mark,
    /// How many files were read to their end.
    inputs: usize,
    bytes: u64,
}

fn items(documents: &mut Documents) -> impl Iterator<Item = Item> + Send {
    std::iter::from_fn(|| {
        let intake = documents.next()?;
        let mark = Mark::of(&intake);
        let at = At { mark, inputs: documents.inputs().len(), bytes: documents.bytes() };
        Some(Item { intake, at })
    })
}

fn bug(id: String, source: String, reason: &str) -> Trouble {
    let message = format!("{source}: a fault of the program met it here, please report it: {reason}");
    Trouble { id, source, status: Status::Failed, message }
}

/// A document's rows, and the same as lines of CSV.
struct Page {
    at: At,
    rows: Rows,
    lines: Lines,
    trouble: Option<Trouble>,
}

struct Lines {
    document: Vec<u8>,
    mentions: Vec<u8>,
    quotes: Vec<u8>,
}

fn page(reader: &Reader, item: Item) -> Result<Page> {
    let (rows, trouble) = match item.intake {
        Ok(document) => (record::rows(&reader.read(&document), reader.gazetteer()), None),
        Err(trouble) => (Rows::of_trouble(&trouble), Some(trouble)),
    };
    Ok(Page { at: item.at, lines: lines(&rows)?, rows, trouble })
}

fn lines(rows: &Rows) -> Result<Lines> {
    Ok(Lines {
        document: sink::lines(&DOCUMENTS, std::slice::from_ref(&rows.document))?,
        mentions: sink::lines(&MENTIONS, &rows.mentions)?,
        quotes: sink::lines(&QUOTES, &rows.quotes)?,
    })
}

/// What the one thread that writes holds.
struct Writing<'r> {
    reader: &'r Reader,
    run: Run,
    corpus: Corpus,
    outcome: Outcome,
    /// The documents that are done.
    marks: Vec<Mark>,
    /// How many of them were done before an interruption.
    before: usize,
    /// How many files were read to their end, and how many bytes of all, with the last of them.
    inputs: usize,
    bytes: u64,
    /// The id of the last of them.
    last: String,
}

impl<'r> Writing<'r> {
    fn begin(reader: &'r Reader, mut run: Run) -> Result<Self> {
        run.add("documents.csv", &sink::header(&DOCUMENTS)?, 0)?;
        run.add("mentions.csv", &sink::header(&MENTIONS)?, 0)?;
        run.add("quotes.csv", &sink::header(&QUOTES)?, 0)?;
        Ok(Self::with(reader, run, State::default()))
    }

    fn with(reader: &'r Reader, run: Run, state: State) -> Self {
        let outcome = Outcome { counts: state.counts, ..Outcome::default() };
        let (before, last) = (state.marks.len(), String::new());
        let (corpus, marks) = (state.corpus, state.marks);
        Self { reader, run, corpus, outcome, marks, before, inputs: 0, bytes: 0, last }
    }

    /// Takes over the tables of an unfinished run, and passes over the documents that are in them.
    fn go_on(
        reader: &'r Reader,
        unfinished: &Unfinished,
        documents: &mut Documents,
        stop: &Stop,
    ) -> Result<Self> {
        let state = resume::state(unfinished)?;
        let mut run = Run::begin(&unfinished.folder)?;
        stop.writes_in(run.scratch());
        // The entities are written last, from what is known of all documents.
        for table in unfinished.outputs.iter().filter(|o| o.rows.is_some() && o.path != "entities.csv") {
            run.take_over(table)?;
        }
        let mut writing = Self::with(reader, run, state);
        let mut items = items(documents);
        for at in 0..writing.before {
            if stop.is_asked() {
                break;
            }
            writing.pass_over(at, items.next()).map_err(|what| resume::refusal(&unfinished.folder, &what))?;
        }
        Ok(writing)
    }

    fn pass_over(&mut self, at: usize, item: Option<Item>) -> std::result::Result<(), String> {
        let mark = self.marks.get(at).copied();
        resume::compare(mark, item.as_ref().map(|item| &item.intake), at + 1)?;
        let Some(item) = item else { return Ok(()) };
        (self.inputs, self.bytes) = (item.at.inputs, item.at.bytes);
        match item.intake {
            Ok(document) => self.last = document.id,
            Err(trouble) => {
                self.last.clone_from(&trouble.id);
                self.tell(trouble);
            }
        }
        Ok(())
    }

    fn add(&mut self, mut page: Page) -> Result<()> {
        self.corpus.add(&page.rows.sightings, page.rows.document.published.as_deref());
        if page.rows.rename(&self.corpus) {
            page.lines = lines(&page.rows)?;
        }
        self.count(&page.rows);
        if let Some(trouble) = page.trouble {
            self.tell(trouble);
        }
        self.marks.push(page.at.mark);
        (self.inputs, self.bytes) = (page.at.inputs, page.at.bytes);
        self.last = page.rows.document.doc_id;
        self.run.add("documents.csv", &page.lines.document, 1)?;
        self.run.add("mentions.csv", &page.lines.mentions, page.rows.mentions.len() as u64)?;
        self.run.add("quotes.csv", &page.lines.quotes, page.rows.quotes.len() as u64)
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

    /// Writes the entities, now that all of them are known, and what stands beside the tables.
    fn finish(mut self, is_interrupted: bool) -> Result<(Run, Outcome)> {
        self.run.add("entities.csv", &sink::header(&ENTITIES)?, 0)?;
        let mut rows = record::entities(&self.corpus, self.reader.gazetteer());
        loop {
            let some: Vec<_> = rows.by_ref().take(ENTITIES_AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            self.run.add("entities.csv", &sink::lines(&ENTITIES, &some)?, some.len() as u64)?;
        }
        drop(rows);
        let of = |kind: Kind| self.corpus.iter().filter(|known| known.kind == kind).count() as u64;
        self.outcome.counts.entities = self.corpus.len() as u64;
        self.outcome.counts.people = of(Kind::Person);
        self.outcome.counts.places = of(Kind::Place);
        self.outcome.counts.organisations = of(Kind::Organisation);
        self.outcome.most_quoted = most_quoted(&self.corpus);
        self.outcome.is_interrupted = is_interrupted;
        let description = sink::datapackage(self.run.close()?)?;
        self.run.write("datapackage.json", &description)?;
        if is_interrupted {
            let state = resume::keep(self.marks, self.outcome.counts.clone(), self.corpus)?;
            self.run.write(RESUME, &state)?;
        }
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
