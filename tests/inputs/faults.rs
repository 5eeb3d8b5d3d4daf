//! What is damaged is told with its place, and the rest is read.

use sayso::config::Config;

use crate::world::{World, answer, gzip, record, tar, zip};

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    World::new(&[(name, bytes)]).check(name, &Config::default(), expected);
}

#[test]
fn a_quoted_cell_that_is_never_closed_is_told_with_its_line() {
    check(
        "t.csv",
        b"id,text\na,One.\nb,\"Two.\nc,Three.\n",
        &[
            "a: One.",
            "failed t.csv:3 t.csv:3: the quoted cell that opens here is never closed; nothing after it was read",
        ],
    );
}

#[test]
fn a_row_with_too_many_cells_is_told_and_one_with_too_few_is_read() {
    check(
        "t.csv",
        b"id,text,title\na,One, two.,T\nb,Three.\nc,Four.,T,,\nd,,T\n",
        &[
            "failed t.csv:2 t.csv:2: 4 cells where the header has 3; quote cells that hold the delimiter",
            "b: Three.",
            "c: Four.",
            "skipped d t.csv:5: the cell of the column 'text' is empty",
        ],
    );
}

#[test]
fn a_named_column_that_is_not_there_is_told() {
    let world = World::new(&[("t.csv", b"id,text\na,One.\n")]);
    let mut config = Config::default();
    config.fields.text = Some("lede".into());
    world.check("t.csv", &config, &[
        "skipped t.csv t.csv: no column 'lede' (it has id, text); name the column of the text with --text-field",
    ]);
}

#[test]
fn a_packed_file_that_breaks_off_gives_what_came_before() {
    let line = |n: u32| serde_json::json!({"id": n, "text": format!("Line {}.", n * n % 977)}).to_string();
    let lines = (0..20_000).map(line).collect::<Vec<_>>().join("\n");
    let packed = gzip(lines.as_bytes());
    let world = World::new(&[("f.jsonl.gz", &packed[..packed.len() / 2])]);
    let (intakes, _) = world.read("f.jsonl.gz", &Config::default());
    assert!(intakes.len() > 1000 && intakes[..intakes.len() - 1].iter().all(Result::is_ok));
    let last = intakes.last().unwrap().as_ref().unwrap_err();
    assert!(last.message.contains(": cannot read on: damaged after byte "), "{}", last.message);
}

#[test]
fn a_damaged_member_is_a_row_and_the_next_is_read() {
    let text = b"A plain text, long enough that it is packed and can be spoilt in its middle. ".repeat(8);
    let mut bytes = zip(&[("a.txt", b"One."), ("b.txt", &text), ("c.txt", b"Three.")]);
    let at = bytes.windows(5).position(|w| w == b"b.txt").unwrap() + 20;
    for byte in &mut bytes[at..at + 8] {
        *byte ^= 0xFF;
    }
    let world = World::new(&[("in.zip", &bytes)]);
    let (intakes, _) = world.read("in.zip", &Config::default());
    let ids: Vec<&str> =
        intakes.iter().map(|intake| intake.as_ref().map_or_else(|t| t.id.as_str(), |d| &d.id)).collect();
    assert_eq!(ids, ["in.zip/a.txt", "in.zip/b.txt", "in.zip/c.txt"]);
    let message = &intakes[1].as_ref().unwrap_err().message;
    assert!(message.contains("in.zip/b.txt: cannot read on: damaged after byte "), "{message}");
}

#[test]
fn archives_that_are_none_are_told() {
    check(
        "a.zip",
        b"PK\x03\x04 and no more",
        &[
            "failed a.zip a.zip: cannot read it: the archive is damaged: invalid Zip archive: Could not find EOCD",
        ],
    );
    check(
        "e.zip",
        &zip(&[("a.png", b"x")]),
        &["skipped e.zip e.zip: the archive holds no file of a format that is read"],
    );
    check(
        "d.zip",
        &zip(&[("word/document.xml", b"<x/>")]),
        &[
            "failed d.zip d.zip: a word processor's document, which is not read; save the article as plain text",
        ],
    );
    let whole = tar(&[("a.txt", b"One."), ("b.txt", &[b'b'; 2000])]);
    let world = World::new(&[("b.tar", &whole[..1500])]);
    let (intakes, _) = world.read("b.tar", &Config::default());
    assert!(intakes[0].is_ok() && intakes[1].is_err(), "{intakes:?}");
}

#[test]
fn what_is_never_read_is_told_with_what_to_do() {
    for (start, what) in [
        (&b"%PDF-1.7\n"[..], "a PDF, which is not read; save the article as plain text"),
        (b"BZh91AY", "packed with bzip2, which is not read; unpack it first (bunzip2)"),
        (b"\xFD7zXZ\0\0", "packed with xz, which is not read; unpack it first (unxz)"),
        (b"\xD0\xCF\x11\xE0\xA1", "an old office file, which is not read; save it as .xlsx or as plain text"),
        (b"\xFF\xFE\0\0O\0\0\0", "text in UTF-32, which is not read; save it as UTF-8"),
        (b"\0\0\xFE\xFF\0\0\0O", "text in UTF-32, which is not read; save it as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a binary file, no text; save the article as plain text"),
    ] {
        check("a.txt", start, &[&format!("failed a.txt a.txt: {what}")]);
    }
    check("a.xlsx", b"id,x\n1,2\n", &["a.xlsx: id,x\n1,2"]);
}

#[test]
fn a_file_that_could_hold_documents_and_holds_none_is_told() {
    let head = record("warcinfo", 1, "application/warc-fields", b"software: x");
    for (name, bytes) in [
        ("a.jsonl", &b"\n\n"[..]),
        ("a.json", b"[]"),
        ("a.csv", b"id,text\n"),
        ("a.csv.gz", &gzip(b"id,text\n")),
        ("a.warc", &head),
    ] {
        check(name, bytes, &[&format!("skipped {name} {name}: there is no document in it")]);
    }
    for name in ["a.txt", "a.html", "a.json", "a.eml", "a.xml", "a.xlsx", "a.warc", "a.zip"] {
        check(name, b"", &[&format!("skipped {name} {name}: the file holds no text")]);
    }
}

#[test]
fn a_damaged_record_is_a_row_and_the_next_is_looked_for() {
    let good = |number| record("resource", number, "text/plain", b"Good.");
    let no_length = b"WARC/1.0\r\nWARC-Type: resource\r\n\r\nSome bytes.\r\n\r\n".to_vec();
    let no_http = record("response", 3, "application/http", b"no head at all\r\n\r\n");
    let cut = good(9);
    let warc = [good(1), no_length, good(2), no_http, good(4), cut[..cut.len() - 7].to_vec()].concat();
    let world = World::new(&[("w.warc", &warc)]);
    let (intakes, _) = world.read("w.warc", &Config::default());
    let told: Vec<String> = intakes
        .iter()
        .map(|intake| {
            intake.as_ref().map_or_else(|t| t.message.replace(&world.path(""), ""), |d| d.id.clone())
        })
        .collect();
    assert_eq!(told[0], "urn:x:1");
    assert!(
        told[1].starts_with("w.warc#2: the record before byte ")
            && told[1].ends_with("has no length; the next record is looked for"),
        "{}",
        told[1]
    );
    assert!(told.contains(&"urn:x:2".to_string()) && told.contains(&"urn:x:4".to_string()), "{told:?}");
    assert!(told.iter().any(|t| t.contains(": not a response of HTTP: ")), "{told:?}");
    assert!(told.last().unwrap().contains(": the file ends at byte "), "{told:?}");
}

#[test]
fn a_body_that_cannot_be_unpacked_is_told() {
    let head = |encoding: &str| format!("Content-Type: text/plain\r\nContent-Encoding: {encoding}");
    let mut packed = gzip(b"Some text that is long enough.");
    packed.truncate(20);
    let warc = [
        record("response", 1, "application/http", &answer("200 OK", &head("gzip"), &packed)),
        record("response", 2, "application/http", &answer("200 OK", &head("br"), b"\x0b\xff\x80")),
        record(
            "response",
            3,
            "application/http",
            &answer("200 OK", &head("br"), b"Unpacked when it was kept."),
        ),
    ]
    .concat();
    let world = World::new(&[("w.warc", &warc)]);
    let (intakes, _) = world.read("w.warc", &Config::default());
    assert!(intakes[0].as_ref().unwrap_err().message.contains("the body is damaged after byte "));
    assert!(
        intakes[1].as_ref().unwrap_err().message.ends_with("the body is packed as 'br', which is not read")
    );
    assert_eq!(intakes[2].as_ref().unwrap().body, "Unpacked when it was kept.");
}

#[test]
fn what_is_too_large_is_skipped_and_the_rest_is_read() {
    let long = "x".repeat(500);
    let config = Config { largest: 100, ..Config::default() };
    let array = format!("[{{\"text\": \"{long}\"}}, {{\"id\": \"b\", \"text\": \"Two.\"}}]");
    let table = format!("id,text\na,{long}\nb,Two.\n");
    let warc =
        [record("resource", 1, "text/plain", long.as_bytes()), record("resource", 2, "text/plain", b"Two.")]
            .concat();
    let world = World::new(&[("a.json", array.as_bytes()), ("t.csv", table.as_bytes()), ("w.warc", &warc)]);
    let advice = "is longer than 100 bytes; cut it into articles, or raise --largest";
    world.check(
        "a.json",
        &config,
        &[&format!("skipped a.json#1 a.json:1:2: the object {advice}"), "b: Two."],
    );
    world.check("t.csv", &config, &[&format!("skipped t.csv:2 t.csv:2: the row {advice}"), "b: Two."]);
    world.check(
        "w.warc",
        &config,
        &[&format!("skipped urn:x:1 w.warc#1: the record {advice}"), "urn:x:2: Two."],
    );
}
