//! Folders before, while and after a run is written.

use super::*;

fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn whole(folder: &std::path::Path, word: &str) -> Run {
    let mut run = Run::begin(folder).unwrap();
    for name in FILES {
        run.write(name, word.as_bytes()).unwrap();
    }
    run
}

#[test]
fn nothing_is_seen_before_all_of_it_is_there() {
    let world = tempfile::tempdir().unwrap();
    let folder = world.path().join("deep/out");
    let run = whole(&folder, "new");
    assert!(names(&folder).iter().all(|name| name.starts_with(".sayso-")));
    run.commit().unwrap();
    let mut expected = FILES.to_vec();
    expected.sort_unstable();
    assert_eq!(names(&folder), expected);
}

#[test]
fn a_run_that_does_not_end_leaves_the_old_one_whole() {
    let world = tempfile::tempdir().unwrap();
    whole(world.path(), "old").commit().unwrap();
    std::fs::write(world.path().join("README.md"), "kept").unwrap();
    drop(whole(world.path(), "new"));
    let mut incomplete = Run::begin(world.path()).unwrap();
    incomplete.write("documents.csv", b"new").unwrap();
    assert!(incomplete.commit().is_err());
    for name in FILES {
        assert_eq!(std::fs::read_to_string(world.path().join(name)).unwrap(), "old", "{name}");
    }
    assert_eq!(names(world.path()).len(), FILES.len() + 1);
    whole(world.path(), "new").commit().unwrap();
    assert_eq!(std::fs::read_to_string(world.path().join("run.json")).unwrap(), "new");
    assert_eq!(std::fs::read_to_string(world.path().join("README.md")).unwrap(), "kept");
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
fn rows_and_bytes_are_counted_and_hashed() {
    let world = tempfile::tempdir().unwrap();
    let mut run = Run::begin(world.path()).unwrap();
    run.add("quotes.csv", b"a,b\n", 0).unwrap();
    run.add("quotes.csv", b"1,2\n", 1).unwrap();
    let output = run.close().unwrap()[0].clone();
    assert_eq!((output.rows, output.bytes), (Some(1), 8));
    assert_eq!(output.hash, blake3::hash(b"a,b\n1,2\n").to_hex().to_string());
}
