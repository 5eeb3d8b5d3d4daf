//! Files of every kind, good and bad, in a world of their own.

use std::path::PathBuf;

use super::*;

struct World(tempfile::TempDir);

impl World {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        let path: PathBuf = self.0.path().join(name);
        path.to_str().unwrap().to_string()
    }

    fn documents(&self, inputs: &[&str], config: &Config) -> Documents {
        let inputs: Vec<String> = inputs.iter().map(|input| self.path(input)).collect();
        Documents::of(&inputs, config).unwrap()
    }

    /// Ids of what was read, `status id message` of what was not, without the path of this world.
    fn check(&self, inputs: &[&str], config: &Config, expected: &[&str]) {
        let here = self.path("");
        let told = self.documents(inputs, config).map(|intake| match intake {
            Ok(document) => document.id.replace(&here, ""),
            Err(t) => format!("{} {} {}", t.status.name(), t.id, t.message).replace(&here, ""),
        });
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    fn error(&self, inputs: &[&str]) -> String {
        let inputs: Vec<String> = inputs.iter().map(|input| self.path(input)).collect();
        Documents::of(&inputs, &Config::default()).unwrap_err().to_string().replace(&self.path(""), "")
    }
}

#[test]
fn a_folder_is_read_in_the_order_of_its_paths_and_only_documents_are() {
    let world = World::new(&[
        ("in/b.txt", b"B"),
        ("in/a/z.md", b"Z"),
        ("in/a.txt", b"A"),
        ("in/picture.png", b"\x89PNG"),
        ("in/.hidden/x.txt", b"X"),
    ]);
    world.check(&["in"], &Config::default(), &["a.txt", "a/z.md", "b.txt"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_socket_in_a_folder_is_passed_over_and_is_no_trap() {
    let world = World::new(&[("in/a.txt", b"A")]);
    let _socket = std::os::unix::net::UnixListener::bind(world.path("in/b.txt")).unwrap();
    world.check(&["in"], &Config::default(), &["a.txt"]);
    world.check(&["in/*.txt"], &Config::default(), &["a.txt"]);
}

#[test]
fn a_file_named_twice_is_read_once_and_two_of_one_name_are_two() {
    let world = World::new(&[("x/a.txt", b"One"), ("y/a.txt", b"Two")]);
    world.check(&["x", "y", "x/a.txt"], &Config::default(), &["a.txt", "y/a.txt"]);
}

#[test]
fn a_glob_names_files_from_its_folder() {
    let world = World::new(&[("n/1/a.txt", b"A"), ("n/2/a.txt", b"B"), ("n/2/b.md", b"C")]);
    world.check(&["n/*/*.txt"], &Config::default(), &["1/a.txt", "2/a.txt"]);
    assert_eq!(world.error(&["n/*.csv"]), "n/*.csv: no file matches this pattern");
}

#[test]
fn a_path_that_leads_nowhere_is_an_error() {
    let world = World::new(&[("in/a.png", b"x")]);
    assert_eq!(world.error(&["nowhere.txt"]), "nowhere.txt: no such file or folder");
    assert_eq!(
        world.error(&["in"]),
        "in: the folder holds no file of a format that is read (.txt, .html, .jsonl, .csv, .zip, ...)"
    );
}

#[test]
fn what_cannot_be_read_is_told_in_its_place() {
    let world = World::new(&[
        ("in/a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("in/b.txt", b"  \n"),
        ("in/c.txt", b"Good."),
        ("in/d.txt", b"Much too long for this."),
    ]);
    let config = Config { largest: 20, ..Config::default() };
    world.check(
        &["in"],
        &config,
        &[
            "failed a.txt in/a.txt: a binary file, no text; save the article as plain text",
            "skipped b.txt in/b.txt: the file holds no text",
            "c.txt",
            "skipped d.txt in/d.txt: the document is longer than 20 bytes; cut it into articles, or raise --largest",
        ],
    );
}

#[test]
fn every_fault_of_a_line_is_told_with_its_place_and_the_next_line_is_read() {
    let lines = concat!(
        "{\"id\": \"x\", \"text\": \"One.\"}\n",
        "{\"id\": \"x\", \"text\": \"Two.\"}\n",
        "{\"id\": \"y\", \"lede\": \"Three.\"}\n",
        "{\"id\": \"é\", broken\n",
        "\n",
        "[1]\n",
        "{\"id\": 7, \"text\": \"\"}\n",
        "{\"text\": \"Four.\"}",
    );
    let world = World::new(&[("f.jsonl", lines.as_bytes())]);
    world.check(&["f.jsonl"], &Config::default(), &[
        "x",
        "skipped f.jsonl:2 f.jsonl:2: the id 'x' was seen before at f.jsonl:1; give each document its own id",
        "skipped y f.jsonl:3: no field 'text' (it has id, lede); name the field of the text with --text-field",
        "failed f.jsonl:4 f.jsonl:4:13: not a JSON object: key must be a string",
        "failed f.jsonl:6 f.jsonl:6:1: not a JSON object: invalid type: sequence, expected a map",
        "skipped 7 f.jsonl:7: the field 'text' is empty",
        "f.jsonl:8",
    ]);
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let lines =
        format!("{{\"text\": \"{}\"}}\n{{\"id\": \"b\", \"text\": \"Short.\"}}\n", "long ".repeat(100_000));
    let world = World::new(&[("f.jsonl", lines.as_bytes())]);
    let config = Config { largest: 1 << 17, ..Config::default() };
    world.check(
        &["f.jsonl"],
        &config,
        &["skipped f.jsonl:1 f.jsonl:1: the line is longer than 131072 bytes; cut it into articles, or raise --largest", "b"],
    );
}

#[test]
fn the_parts_of_a_document_stand_in_fields_that_can_be_named() {
    let line = br#"{"key": 12, "body": "Text.", "text": "no", "title": "T", "published": "2025-12-02", "outlet": "O"}"#;
    let world = World::new(&[("f.jsonl", line)]);
    let mut config = Config::default();
    config.fields.id = Some("key".into());
    config.fields.text = Some("body".into());
    let document = world.documents(&["f.jsonl"], &config).next().unwrap().unwrap();
    assert_eq!((document.id.as_str(), document.body.as_str()), ("12", "Text."));
    assert_eq!((document.published.as_deref(), document.outlet.as_deref()), (Some("2025-12-02"), Some("O")));
}

#[test]
fn a_date_that_is_none_is_left_out_and_told() {
    let world = World::new(&[("f.jsonl", br#"{"text": "Text.", "published": "soon"}"#)]);
    let document = world.documents(&["f.jsonl"], &Config::default()).next().unwrap().unwrap();
    assert_eq!(
        (document.published, document.message.as_str()),
        (None, "'soon' is no ISO 8601 date and was left out")
    );
}

#[test]
fn inputs_are_noted_with_their_size_and_hash() {
    let world = World::new(&[("a.txt", b"One"), ("f.jsonl", b"{\"text\": \"x\"}\n")]);
    let mut documents = world.documents(&["a.txt", "f.jsonl"], &Config::default());
    assert_eq!(documents.by_ref().count(), 2);
    let sizes: Vec<u64> = documents.inputs().iter().map(|input| input.bytes).collect();
    assert_eq!(sizes, [3, 14]);
    assert_eq!(documents.inputs()[0].hash, blake3::hash(b"One").to_hex().to_string());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_looked_into_is_told_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new(&[("in/a.txt", b"A"), ("in/shut/b.txt", b"B")]);
    let shut = world.0.path().join("in/shut");
    let set = |mode| std::fs::set_permissions(&shut, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o000);
    // For the superuser no folder is shut.
    if std::fs::read_dir(&shut).is_err() {
        world.check(
            &["in"],
            &Config::default(),
            &["failed shut in/shut: cannot look into this folder: Permission denied (os error 13)", "a.txt"],
        );
        assert!(world.error(&["in/shut"]).starts_with("in/shut: cannot look into this folder"));
    }
    set(0o755);
}

#[test]
fn what_an_earlier_run_wrote_is_no_article() {
    let world = World::new(&[
        ("in/a.txt", b"A"),
        ("in/out/quotes.csv", b"quote_id\n"),
        ("in/out/README.md", b"# Tables"),
        ("in/out/run.json", b"{}"),
        ("in/out/datapackage.json", b"{}"),
        ("in/out/b.txt", b"B"),
    ]);
    world.check(&["in"], &Config::default(), &["a.txt", "out/b.txt"]);
}

#[test]
fn nobody_who_wants_more_ends_the_reading() {
    let lines = "{\"text\": \"One.\"}\n".repeat(10_000);
    let world = World::new(&[("f.jsonl", lines.as_bytes())]);
    let mut documents = world.documents(&["f.jsonl"], &Config::default());
    assert!(documents.next().is_some());
    assert_eq!((documents.waiting(), documents.size()), (1, Some(lines.len() as u64)));
    drop(documents);
}
