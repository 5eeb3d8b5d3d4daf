//! Ctrl-C as the program hears it: what is done is kept and goes on, or all is as it was.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, Command, ExitStatus, Stdio};

use tempfile::TempDir;

/// The program reading lines from its standard input, which stays open, so that the test decides when
/// there is more to read.
struct Running {
    child: Child,
    input: ChildStdin,
    messages: BufReader<ChildStderr>,
}

impl Running {
    fn begin(world: &TempDir, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(["extract", "-", "-o", "out", "--jobs", "2"]).args(more).current_dir(world.path());
        let pipes = command.stdin(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let messages = BufReader::new(child.stderr.take().unwrap());
        Self { child, input, messages }
    }

    /// Sends documents. More of them than the pipe and the program hold at a time are not taken before
    /// the first are done: that is how the test knows that some are.
    fn send(&mut self, lines: std::ops::Range<usize>) {
        for number in lines {
            self.input.write_all(line(number).as_bytes()).unwrap();
        }
        self.input.flush().unwrap();
    }

    /// Presses Ctrl-C; the words with which it is answered.
    fn interrupt(&mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let mut answer = String::new();
        self.messages.read_line(&mut answer).unwrap();
        answer
    }

    /// Ends the input and waits; the exit status and what else was said.
    fn end(mut self) -> (ExitStatus, String) {
        drop(self.input);
        let mut words = String::new();
        self.messages.read_to_string(&mut words).unwrap();
        (self.child.wait().unwrap(), words)
    }
}

/// A document of 8 KB, most of it empty.
fn line(number: usize) -> String {
    let text = format!("Mayor Ana Ruiz said bridge {number} would reopen in Ghent.");
    format!("{{\"id\":\"d{number}\",{:8000}\"text\":\"{text}\"}}\n", "")
}

/// So many documents fill a pipe of 64 KB, a buffer of 8 KB and all that two threads have under way.
const MANY: usize = 60;

fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = entries
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let timeless = text.split("\"timing\"").next().unwrap_or("").to_string();
            (path.file_name().unwrap().to_str().unwrap().to_string(), timeless)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn the_first_ctrl_c_keeps_what_is_done_and_resume_makes_it_whole() {
    let world = tempfile::tempdir().unwrap();
    let mut running = Running::begin(&world, &[]);
    running.send(0..MANY);
    let answer = running.interrupt();
    assert!(answer.starts_with("interrupted: what is done is being written; press Ctrl-C again"), "{answer}");
    running.send(MANY..MANY + 1);
    let (status, words) = running.end();
    assert_eq!(status.code(), Some(130), "{words}");
    assert!(words.contains("go on with --resume"), "{words}");
    let out = world.path().join("out");
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(out.join("run.json")).unwrap()).unwrap();
    let done = manifest["interrupted"]["documents"].as_u64().unwrap();
    assert!((1..=MANY as u64).contains(&done), "{done}");

    let mut resumed = Running::begin(&world, &["--resume"]);
    resumed.send(0..MANY + 1);
    let (status, words) = resumed.end();
    assert_eq!(status.code(), Some(0), "{words}");
    let resumed = files(&out);
    let mut whole = Running::begin(&world, &[]);
    whole.send(0..MANY + 1);
    assert_eq!(whole.end().0.code(), Some(0));
    assert_eq!(resumed, files(&out));
}

#[test]
fn the_second_ctrl_c_ends_at_once_and_leaves_the_old_tables_whole() {
    let world = tempfile::tempdir().unwrap();
    let mut first = Running::begin(&world, &[]);
    first.send(0..3);
    assert_eq!(first.end().0.code(), Some(0));
    let out = world.path().join("out");
    let before = files(&out);
    let mut second = Running::begin(&world, &[]);
    second.send(0..MANY);
    second.interrupt();
    let answer = second.interrupt();
    assert_eq!(answer, "interrupted; the tables are as they were\n");
    // The input is still open: it ends although there might be more to read.
    assert_eq!(second.child.wait().unwrap().code(), Some(130));
    assert_eq!(files(&out), before, "nothing half written is left either");
}
