//! Folders before, while and after a run is written, and after one that was killed.

use super::*;

const PAGE: &str = "README.md";

fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn run(folder: &std::path::Path, files: &[&str], word: &str) -> Run {
    let mut run = Run::begin(folder).unwrap();
    for name in files {
        run.write(name, word.as_bytes()).unwrap();
    }
    run
}

fn holds(folder: &std::path::Path, files: &[&str], word: &str) {
    let there: Vec<String> = names(folder).into_iter().filter(|name| name != PAGE).collect();
    let mut wanted = files.to_vec();
    wanted.sort_unstable();
    assert_eq!(there, wanted);
    for name in files {
        assert_eq!(std::fs::read_to_string(folder.join(name)).unwrap(), word, "{name}");
    }
}

#[test]
fn nothing_is_seen_before_all_of_it_is_there() {
    let world = tempfile::tempdir().unwrap();
    let folder = world.path().join("deep/out");
    let run = run(&folder, FILES, "new");
    assert!(names(&folder).iter().all(|name| name.starts_with(".sayso-")));
    run.commit().unwrap();
    holds(&folder, FILES, "new");
}

#[test]
fn a_run_that_does_not_end_leaves_the_old_one_whole() {
    let world = tempfile::tempdir().unwrap();
    run(world.path(), FILES, "old").commit().unwrap();
    drop(run(world.path(), FILES, "new"));
    assert!(run(world.path(), &["documents.csv"], "new").commit().is_err());
    holds(world.path(), FILES, "old");
    run(world.path(), FILES, "new").commit().unwrap();
    holds(world.path(), FILES, "new");
}

#[test]
fn the_files_of_other_formats_do_not_outlive_their_run() {
    let world = tempfile::tempdir().unwrap();
    run(world.path(), &["quotes.csv", "sayso.xlsx", "run.json"], "old").commit().unwrap();
    run(world.path(), &["documents.jsonl", "run.json"], "new").commit().unwrap();
    holds(world.path(), &["documents.jsonl", "run.json"], "new");
}

#[test]
fn the_page_that_explains_is_there_unless_somebody_elses_is() {
    let world = tempfile::tempdir().unwrap();
    run(world.path(), &["run.json"], "new").commit().unwrap();
    let page = world.path().join(PAGE);
    assert_eq!(std::fs::read_to_string(&page).unwrap(), crate::record::readme());
    let title = crate::record::readme().lines().next().unwrap().to_string();
    std::fs::write(&page, format!("{title}\nof an older program")).unwrap();
    run(world.path(), &["run.json"], "new").commit().unwrap();
    assert_eq!(std::fs::read_to_string(&page).unwrap(), crate::record::readme());
    std::fs::write(&page, "my own notes").unwrap();
    run(world.path(), &["run.json"], "new").commit().unwrap();
    assert_eq!(std::fs::read_to_string(&page).unwrap(), "my own notes");
}

#[test]
fn a_folder_that_cannot_be_is_an_error_that_says_what_to_do() {
    let world = tempfile::tempdir().unwrap();
    let file = world.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let error = Run::begin(&file).unwrap_err().to_string();
    assert!(error.ends_with("file: this is a file; name a folder with --output"), "{error}");
    let error = Run::begin(&file.join("out")).unwrap_err().to_string();
    assert!(error.contains("cannot write here"), "{error}");
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let world = tempfile::tempdir().unwrap();
    let first = run(world.path(), FILES, "first");
    let error = Run::begin(world.path()).unwrap_err().to_string();
    assert!(error.contains("another run is writing here; wait for it"), "{error}");
    first.commit().unwrap();
    holds(world.path(), FILES, "first");
}

#[test]
fn rows_and_bytes_are_counted_and_hashed_and_what_is_set_aside_is_no_output() {
    let world = tempfile::tempdir().unwrap();
    let mut run = Run::begin(world.path()).unwrap();
    run.add("quotes.csv", b"a,b\n", 0).unwrap();
    run.add("quotes.rows", b"1,2\n", 1).unwrap();
    run.add("quotes.csv", b"1,2\n", 1).unwrap();
    assert_eq!(run.settle("quotes.rows").unwrap(), 1);
    let output = run.close().unwrap().to_vec();
    assert_eq!(output.len(), 1);
    assert_eq!((output[0].rows, output[0].bytes), (Some(1), 8));
    assert_eq!(output[0].hash, blake3::hash(b"a,b\n1,2\n").to_hex().to_string());
}

/// A folder as a run leaves it that is killed after some of its moves.
fn killed_after(moves: usize, old: &[&str], new: &[&str]) -> tempfile::TempDir {
    let world = tempfile::tempdir().unwrap();
    let folder = world.path();
    run(folder, old, "old").commit().unwrap();
    let beside = folder.join(".sayso-killed");
    std::fs::create_dir_all(beside.join(leftover::OLD)).unwrap();
    drop(leftover::lock(&beside).unwrap());
    for name in new {
        std::fs::write(beside.join(name), "new").unwrap();
    }
    leftover::announce(&beside, new).unwrap();
    for (from, to) in leftover::moves(folder, &beside, new).iter().take(moves) {
        std::fs::rename(from, to).unwrap();
    }
    world
}

#[test]
fn a_run_that_is_killed_among_its_moves_is_finished_by_the_next() {
    let old = &["documents.csv", "quotes.csv", "sayso.xlsx", "run.json"];
    let new = &["documents.csv", "quotes.csv", "documents.jsonl", "run.json"];
    for moves in 0..=old.len() + new.len() {
        let world = killed_after(moves, old, new);
        let next = Run::begin(world.path()).unwrap();
        let words = next.notes()[0].clone();
        let done = moves == old.len() + new.len();
        assert_eq!(words.contains("took away"), done, "{words}");
        drop(next);
        holds(world.path(), new, "new");
    }
}

#[test]
fn what_a_run_that_was_killed_before_its_moves_left_is_taken_away() {
    let world = tempfile::tempdir().unwrap();
    run(world.path(), FILES, "old").commit().unwrap();
    let beside = world.path().join(".sayso-killed");
    std::fs::create_dir(&beside).unwrap();
    std::fs::write(beside.join("quotes.csv"), "half").unwrap();
    // Without its lock nobody knows whose it is.
    drop(Run::begin(world.path()).unwrap());
    assert!(beside.exists());
    drop(leftover::lock(&beside).unwrap());
    let next = Run::begin(world.path()).unwrap();
    assert!(next.notes()[0].contains("took away .sayso-killed"));
    drop(next);
    holds(world.path(), FILES, "old");
}
