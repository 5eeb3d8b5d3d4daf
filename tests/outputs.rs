//! The files of a run as a user meets them: hostile cells, killed runs, full disks, pipes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use sayso::sink::{FILES, unguard};

fn sayso(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg("extract").args(arguments).stdin(Stdio::null());
    command
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file of JSON lines with as many articles, each with names and statements.
fn feed(world: &Path, articles: usize) -> String {
    let text = "Ana Ruiz, the mayor of Ghent, said the bridge was “not safe at all.”\n\n“We will rebuild,” said \
                Zoë Brandt of the Harbour Trust. “Nobody doubts it.” Brandt told reporters in Ankara that the \
                talks would go on. According to the World Bank, prices in Kenya fell by 3.5 per cent.\n\n";
    let line = |number: usize| {
        let body = format!("{}{number}", text.repeat(4));
        serde_json::json!({ "id": format!("d{number}"), "title": format!("Day {number}"), "text": body })
    };
    let lines: Vec<String> = (0..articles).map(|number| line(number).to_string()).collect();
    let path = world.join(format!("feed-{articles}.jsonl"));
    std::fs::write(&path, lines.join("\n")).unwrap();
    path.to_str().unwrap().to_string()
}

/// The files of a run, run.json without what differs from run to run.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let there = FILES.iter().filter(|name| folder.join(name).exists());
    let read = |name: &&str| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let timing = bytes.windows(8).position(|part| part == b"\"timing\"").filter(|_| *name == "run.json");
        ((*name).to_string(), bytes[..timing.unwrap_or(bytes.len())].to_vec())
    };
    there.map(read).collect()
}

fn leftovers(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    entries.filter(|name| name.to_string_lossy().starts_with(".sayso-")).count()
}

const HOSTILE: &[&str] = &[
    "=1+1",
    "=HYPERLINK(\"http://x.example\",\"click\")",
    "+44 20 7946",
    "-5% growth",
    "@SUM(1,1)",
    "=cmd|' /C calc'!A0",
    "'=1+1",
    "''@x",
    "'",
    "'tis",
    "a\tb",
    "a\r\nb",
    "a\rb",
    "a\n\nb",
    "\"quoted\"",
    "a,b;c|d",
    "0012",
    "1e10",
    "NULL",
    "\u{202E}evil\u{202C}",
    "\u{FEFF}mark",
    "e\u{301}",
    "\u{1F600}",
    "\u{1}\u{7}\u{1b}[31m",
    "\0=1+1",
    "a\0b",
    "_x0041_",
    "<b>&amp;",
    "\u{FFFF}",
];

#[test]
fn hostile_cells_are_disarmed_and_come_back_as_they_were() {
    let world = tempfile::tempdir().unwrap();
    let long = "long ".repeat(8_000);
    let cells: Vec<&str> = HOSTILE.iter().copied().chain([long.trim()]).collect();
    let line = |(number, cell): (usize, &&str)| {
        let text = format!("“{cell}” said Ana Ruiz on Monday.");
        serde_json::json!({ "id": number, "title": cell, "outlet": cell, "text": text }).to_string()
    };
    let lines: Vec<String> = cells.iter().enumerate().map(line).collect();
    let lines =
        format!("{}\n{{\"title\": \"\\ud800\", \"text\": \"A lone surrogate.\"}}\n", lines.join("\n"));
    let input = world.path().join("feed.jsonl");
    std::fs::write(&input, lines).unwrap();
    for flavour in ["plain", "excel", "data"] {
        let folder = world.path().join(flavour);
        let arguments = [input.to_str().unwrap(), "-o", folder.to_str().unwrap(), "--csv", flavour];
        let done = sayso(&arguments).output().unwrap();
        assert!(done.status.success(), "{}", words(&done.stderr));
        let told = std::fs::read_to_string(folder.join("documents.csv")).unwrap();
        assert!(told.contains("1 lone surrogate replaced"), "{flavour}");
        // A statement is put on one line, and not every cell makes one.
        for (table, columns, whole) in [
            ("documents", ["title", "outlet"], &cells[..]),
            ("quotes", ["quote", "outlet"], &["=1+1", "@SUM(1,1)"]),
        ] {
            let text = std::fs::read_to_string(folder.join(format!("{table}.csv"))).unwrap();
            check(flavour, text.trim_start_matches('\u{FEFF}'), columns, whole);
        }
    }
}

/// Every hostile cell stands in these columns, guarded where it must be, and whole.
fn check(flavour: &str, text: &str, columns: [&str; 2], cells: &[&str]) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for column in columns {
        let at = header.iter().position(|name| name == column).unwrap();
        let written: Vec<&str> = rows.iter().map(|row| &row[at]).collect();
        let undone: Vec<&str> =
            written.iter().map(|cell| if flavour == "data" { cell } else { unguard(cell) }).collect();
        if flavour != "data" {
            assert!(
                written.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']))
            );
        }
        for cell in cells {
            let start: String = cell.chars().take(40).collect();
            assert!(undone.contains(cell), "{flavour}: {column} lost {start:?}");
        }
    }
}

#[test]
fn a_killed_run_leaves_the_old_files_whole_and_the_next_clears_up() {
    let world = tempfile::tempdir().unwrap();
    let (few, many) = (feed(world.path(), 3), feed(world.path(), 300));
    let (out, other) = (world.path().join("out"), world.path().join("other"));
    let formats = ["--format", "csv,xlsx,jsonl", "-q", "-o"];
    let extract = |input: &str, folder: &Path| {
        let mut command = sayso(&formats);
        command.args([folder.to_str().unwrap(), input]);
        command
    };
    assert!(extract(&few, &out).status().unwrap().success());
    let old = files(&out);
    // Killed before it had a lock.
    std::fs::create_dir(out.join(".sayso-begun")).unwrap();
    let clock = Instant::now();
    assert!(extract(&many, &other).status().unwrap().success());
    let whole = clock.elapsed();
    let new = files(&other);
    let mut seen_old = 0;
    for part in [2, 15, 30, 45, 60, 70, 80, 88, 94, 98, 101] {
        let mut child = extract(&many, &out).spawn().unwrap();
        std::thread::sleep(whole * part / 100);
        child.kill().unwrap();
        child.wait().unwrap();
        let there = files(&out);
        // Killed among the moves, it is no run at all until the next has finished them.
        assert!(there == old || there == new || !there.contains_key("run.json"), "after {part}%");
        seen_old += usize::from(there == old);
        assert!(leftovers(&out) <= 1, "each run clears up after the one before");
    }
    assert!(seen_old > 0);
    assert!(extract(&many, &out).status().unwrap().success());
    assert_eq!((files(&out) == new, leftovers(&out)), (true, 0));
}

/// Runs a script of the shell with the program as `$1` and other words after it.
fn shell(script: &str, words: &[&str]) -> Output {
    let mut command = Command::new("bash");
    command.args(["-c", script, "bash", env!("CARGO_BIN_EXE_sayso")]).args(words);
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_grow_is_told_and_the_old_files_stay() {
    let world = tempfile::tempdir().unwrap();
    let (few, many) = (feed(world.path(), 1), feed(world.path(), 120));
    let out = world.path().join("out");
    assert!(sayso(&[&few, "-q", "-o", out.to_str().unwrap()]).status().unwrap().success());
    let old = files(&out);
    for format in ["csv", "jsonl", "xlsx"] {
        let script = "trap '' XFSZ; ulimit -f 40; exec \"$1\" extract \"$2\" -o \"$3\" --format \"$4\"";
        let done = shell(script, &[&many, out.to_str().unwrap(), format]);
        let told = words(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{format}: {told}");
        assert!(told.contains("cannot write") && told.contains("what was there is as it was"), "{told}");
        assert_eq!((files(&out) == old, leftovers(&out)), (true, 0), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_old_files_stay() {
    let world = tempfile::tempdir().unwrap();
    let (few, many) = (feed(world.path(), 1), feed(world.path(), 120));
    let disk = world.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let script = "unshare --mount bash -c '
        mount -t tmpfs -o size=256k none \"$3\" || exit 77
        \"$0\" extract \"$1\" -q -o \"$3/out\" || exit 78
        before=$(cat \"$3\"/out/*.* | cksum)
        for format in csv jsonl xlsx csv,xlsx; do
            \"$0\" extract \"$2\" -q -o \"$3/out\" --format $format && exit 79
            [ \"$before\" = \"$(cat \"$3\"/out/*.* | cksum)\" ] || exit 80
            [ $(ls -A \"$3/out\" | grep -c \"^.sayso\") = 0 ] || exit 81
        done' \"$@\"";
    let done = shell(script, &[&few, &many, disk.to_str().unwrap()]);
    let told = words(&done.stderr);
    match done.status.code() {
        Some(0) => {
            let times = told.matches("No space left on device").count() + told.matches("StorageFull").count();
            assert_eq!((times >= 4, told.matches("error: ").count()), (true, 4), "{told}");
        }
        Some(1 | 77 | 126 | 127) => eprintln!("no small disk can be mounted here, passed over: {told}"),
        other => panic!("{other:?}: {told}"),
    }
}

#[test]
fn whoever_has_seen_enough_of_a_pipe_is_not_told_of_it() {
    let world = tempfile::tempdir().unwrap();
    let many = feed(world.path(), 120);
    let mut command = sayso(&[&many, "-o", "-", "--table", "mentions", "-q"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut first = [0; 10];
    out.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"mention_id");
    drop(out);
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), words(&done.stderr)), (Some(0), String::new()));
}

#[test]
fn a_table_goes_down_a_pipe_as_it_stands_in_its_file() {
    let world = tempfile::tempdir().unwrap();
    let (few, out) = (feed(world.path(), 3), world.path().join("out"));
    assert!(sayso(&[&few, "-q", "-o", out.to_str().unwrap()]).status().unwrap().success());
    for table in ["documents", "entities", "mentions", "quotes"] {
        let mut command = sayso(&[&few, "-o", "-", "--table", table]);
        let done = command.current_dir(world.path()).output().unwrap();
        assert_eq!(words(&done.stdout), std::fs::read_to_string(out.join(format!("{table}.csv"))).unwrap());
        assert!(words(&done.stderr).contains("3 documents read"));
    }
    assert!(!world.path().join("-").exists() && !world.path().join("output").exists());
}
