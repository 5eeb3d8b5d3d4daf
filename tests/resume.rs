//! A run that was stopped and went on writes what a run in one piece writes, byte for byte; where it
//! cannot, it says why and leaves everything as it was.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use sayso::batch::{self, Course, Outcome, Stop};
use sayso::config::Config;
use sayso::error::Result;
use sayso::reading::Reader;
use sayso::sink::{FileFormat, Plan, RESUME};
use sayso::source::Documents;
use tempfile::TempDir;

static READER: LazyLock<Reader> = LazyLock::new(|| Config::default().reader().unwrap());

/// How many documents [`World::new`] has.
const DOCUMENTS: u64 = 11;

/// Two folders and a feed: names that several documents spell differently, a file without text, a binary
/// one, an id that comes twice and a line that is no JSON.
struct World {
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let world = Self { folder: tempfile::tempdir().unwrap() };
        world.write(
            "north/a.txt",
            "Ferry talks resume\n\n“We will rebuild,” said Zoë Brandt, the mayor of Ghent.\n",
        );
        world.write("north/b.txt", "Zoe Brandt told reporters in Ankara that the talks would go on.\n");
        world.write("north/empty.txt", " \n");
        world.write("north/sub/c.md", "# The bridge\n\nMs Brandt denied it. “Not so,” she added.\n");
        world.write("south/a.txt", "According to Tamsin Okoro, prices in Kenya fell by 3.5 per cent.\n");
        world.write("south/binary.txt", "\0\u{1}\0\u{2}\0\u{3}\0\u{4}\0\0\0");
        let lines = [
            r#"{"id":"x","text":"=1+1 said TAMSIN OKORO.","published":"2025-03-02"}"#,
            "",
            r#"{"id":"y","text":"“Nobody doubts it,” said Zoë Brandt of the Harbour Trust."}"#,
            r#"{"id":"x","text":"The same id again."}"#,
            "not JSON",
            r#"{"text":"The council of Ghent said it would wait.","published":"2024-11-20"}"#,
        ];
        world.write("feed.jsonl", &lines.join("\n"));
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), text).unwrap();
    }

    fn extract(&self, out: &str, course: Course<'_>) -> Result<Outcome> {
        self.extract_with(&Config::default(), &READER, &self.plan(out), course)
    }

    /// Every format there is.
    fn plan(&self, out: &str) -> Plan {
        let formats = FileFormat::ALL.iter().map(|(format, _)| *format);
        let formats = formats.filter(|format| *format != FileFormat::Parquet || cfg!(feature = "parquet"));
        Plan { formats: formats.collect(), ..Plan::folder(self.path(out)) }
    }

    fn extract_with(
        &self,
        config: &Config,
        reader: &Reader,
        plan: &Plan,
        course: Course<'_>,
    ) -> Result<Outcome> {
        let inputs = ["north", "feed.jsonl", "south"].map(|name| self.path(name).display().to_string());
        let mut documents = Documents::of(&inputs, config).unwrap();
        batch::extract(config, reader, &mut documents, plan, course)
    }

    /// Every file of a run, the manifest without its times.
    fn files(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let read = |path: &Path| {
            let bytes = std::fs::read(path).unwrap();
            let timing = bytes.windows(8).position(|part| part == b"\"timing\"");
            bytes[..timing.filter(|_| path.ends_with("run.json")).unwrap_or(bytes.len())].to_vec()
        };
        let entries = std::fs::read_dir(self.path(out)).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_string(), read(&path))).collect()
    }

    fn manifest(&self, out: &str) -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(self.path(out).join("run.json")).unwrap()).unwrap()
    }

    /// Reads some documents and stops; then what it says to go on, given a change.
    fn refusal(&self, change: impl FnOnce(&Self)) -> String {
        self.extract("out", stopping(2, 4)).unwrap();
        change(self);
        let before = self.files("out");
        let error = self.extract("out", resuming(2)).unwrap_err().to_string();
        assert_eq!(self.files("out"), before, "a refusal changes nothing");
        error
    }
}

/// A run that stops when so many documents are done.
fn stopping(jobs: usize, after: u64) -> Course<'static> {
    let stop = Arc::new(Stop::default());
    let asked = Arc::clone(&stop);
    let watch = move |progress: batch::Progress| {
        if progress.documents >= after {
            asked.ask();
        }
    };
    Course { stop, watch: Box::new(watch), ..Course::from(jobs) }
}

fn resuming(jobs: usize) -> Course<'static> {
    Course { resume: true, ..Course::from(jobs) }
}

#[test]
fn wherever_a_run_is_stopped_going_on_gives_the_bytes_of_one_in_one_piece() {
    let world = World::new();
    let whole = world.extract("whole", Course::from(2)).unwrap();
    assert_eq!((whole.counts.documents, whole.is_interrupted), (DOCUMENTS, false));
    let expected = world.files("whole");
    assert!(!expected.contains_key(RESUME));
    for (jobs, then) in [(1, 1), (4, 4), (1, 4)] {
        for after in 1..DOCUMENTS {
            let stopped = world.extract("out", stopping(jobs, after)).unwrap();
            assert!(stopped.is_interrupted);
            assert_eq!(stopped.counts.documents, after);
            assert_eq!(world.manifest("out")["interrupted"]["documents"], after);
            assert!(world.files("out").contains_key(RESUME));
            let resumed = world.extract("out", resuming(then)).unwrap();
            assert_eq!(resumed.counts, whole.counts, "stopped after {after}");
            assert_eq!(resumed.troubles, whole.troubles);
            assert_eq!(resumed.most_quoted, whole.most_quoted);
            assert!(world.files("out") == expected, "stopped after {after} on {jobs} threads");
        }
    }
}

#[test]
fn a_run_may_be_stopped_again_and_again() {
    let world = World::new();
    world.extract("whole", Course::from(2)).unwrap();
    world.extract("out", stopping(2, 1)).unwrap();
    for after in 2..DOCUMENTS {
        let stopped = world.extract("out", Course { resume: true, ..stopping(3, after) }).unwrap();
        assert_eq!((stopped.is_interrupted, stopped.counts.documents), (true, after));
    }
    world.extract("out", resuming(2)).unwrap();
    assert_eq!(world.files("out"), world.files("whole"));
}

#[test]
fn what_an_interrupted_run_left_is_the_same_on_any_number_of_threads() {
    let world = World::new();
    world.extract("one", stopping(1, 5)).unwrap();
    world.extract("four", stopping(4, 5)).unwrap();
    assert_eq!(world.files("one"), world.files("four"));
    assert_eq!(world.manifest("one")["interrupted"]["last"], "x");
}

#[test]
fn a_run_that_is_stopped_before_anything_is_done_leaves_the_folder_as_it_was() {
    let world = World::new();
    world.extract("out", Course::from(1)).unwrap();
    let before = world.files("out");
    let course = Course::from(1);
    course.stop.ask();
    let outcome = world.extract("out", course).unwrap();
    assert_eq!((outcome.is_interrupted, outcome.counts.documents), (true, 0));
    assert_eq!(world.files("out"), before);
    // One that goes on and is stopped at once is still there to go on with.
    world.extract("out", stopping(1, 3)).unwrap();
    let before = world.files("out");
    let course = resuming(1);
    course.stop.ask();
    assert_eq!(world.extract("out", course).unwrap().counts.documents, 3);
    assert_eq!(world.files("out"), before);
}

#[test]
fn a_run_that_is_complete_or_not_there_is_not_resumed() {
    let world = World::new();
    world.extract("out", Course::from(1)).unwrap();
    let error = world.extract("out", resuming(1)).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "out: the run here is complete, there is nothing to resume; run again without --resume"
        ),
        "{error}"
    );
    let error = world.extract("nowhere", resuming(1)).unwrap_err().to_string();
    assert!(error.contains("nowhere: there is no run to resume here: run.json: "), "{error}");
    assert!(!world.path("nowhere").exists());
}

#[test]
fn a_document_that_was_done_and_changed_is_named() {
    let error = World::new().refusal(|world| world.write("north/b.txt", "Other words.\n"));
    assert!(error.contains("this run cannot be resumed: document 2 of the inputs, 'b.txt' of "), "{error}");
    assert!(error.ends_with("b.txt, has changed since; run again without --resume to start anew"), "{error}");
}

#[test]
fn a_document_that_came_before_or_went_is_named() {
    let error = World::new().refusal(|world| world.write("north/aa.txt", "New.\n"));
    assert!(error.contains("document 2 of the inputs is 'aa.txt' of "), "{error}");
    let error = World::new().refusal(|world| std::fs::remove_file(world.path("north/a.txt")).unwrap());
    assert!(error.contains("document 1 of the inputs is 'b.txt' of "), "{error}");
}

#[test]
fn what_was_not_reached_may_change() {
    let world = World::new();
    world.extract("out", stopping(1, 4)).unwrap();
    world.write("south/z.txt", "“At last,” said Ana Ruiz.\n");
    world.write("south/a.txt", "Tamsin Okoro denied it.\n");
    world.extract("out", resuming(1)).unwrap();
    world.extract("whole", Course::from(1)).unwrap();
    assert_eq!(world.files("out"), world.files("whole"));
}

#[test]
fn a_table_a_state_or_a_program_that_changed_is_named() {
    let add = |world: &World, name: &str, text: &str| {
        let old = std::fs::read_to_string(world.path(name)).unwrap();
        world.write(name, &(old + text));
    };
    let error = World::new().refusal(|world| {
        let path = world.path("out/quotes.csv");
        let cut = std::fs::read_to_string(&path).unwrap().replace("Ghent", "Bruges");
        std::fs::write(path, cut).unwrap();
    });
    assert!(error.contains("quotes.csv: changed since the run was interrupted; run again"), "{error}");
    let error = World::new().refusal(|world| add(world, "out/resume.json", "}"));
    assert!(error.contains("resume.json is damaged"), "{error}");
    let error = World::new().refusal(|world| {
        let state = std::fs::read_to_string(world.path("out/resume.json")).unwrap();
        world.write("out/resume.json", &state.replacen("\"program\":\"", "\"program\":\"0", 1));
    });
    assert!(error.contains("cannot be resumed: the program has been built anew since; run again"), "{error}");
}

#[test]
fn another_configuration_or_list_is_named() {
    let world = World::new();
    world.write("mine.csv", "kind,name\nperson,Tamsin Okoro\n");
    let mut config = Config { gazetteers: vec![world.path("mine.csv")], ..Config::default() };
    let plan = world.plan("out");
    world.extract_with(&config, &config.reader().unwrap(), &plan, stopping(1, 3)).unwrap();
    world.write("mine.csv", "kind,name\nperson,Tamsin A. Okoro\n");
    config.beliefs = true;
    let plan = Plan { formats: vec![FileFormat::Csv], ..plan };
    let error = world.extract_with(&config, &config.reader().unwrap(), &plan, resuming(1)).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("cannot be resumed: formats was [\"csv\",\"xlsx\","), "{error}");
    assert!(error.contains("and is [\"csv\"]; beliefs was false and is true; the list '"), "{error}");
    assert!(error.contains("mine.csv' has changed; run again without --resume"), "{error}");
}
