//! Fields of the input that are carried over to the tables.

use std::collections::BTreeMap;

use sayso::batch;
use sayso::config::Config;
use sayso::source::Documents;

use crate::world::{World, gzip, record, workbook};

const STATEMENT: &str = "“The bridge is safe,” said Ana Ruiz, the mayor of Ghent.";

/// The kept columns of both tables: header and first row.
fn kept(
    world: &World,
    input: &str,
    keep: &[&str],
) -> (Vec<Vec<String>>, Vec<Vec<String>>, serde_json::Value) {
    let config = Config { keep: keep.iter().map(ToString::to_string).collect(), ..Config::default() };
    let mut documents = Documents::of(&[world.path(input)], &config).unwrap();
    let folder = tempfile::tempdir().unwrap();
    batch::extract(
        &config,
        &config.reader().unwrap(),
        &mut documents,
        &sayso::sink::Plan::folder(folder.path()),
        1,
    )
    .unwrap();
    let table = |name: &str, ours: usize| -> Vec<Vec<String>> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_path(folder.path().join(name)).unwrap();
        reader.records().map(|row| row.unwrap().iter().skip(ours).map(str::to_string).collect()).collect()
    };
    let ours = (sayso::record::DOCUMENTS.columns.len(), sayso::record::QUOTES.columns.len());
    let description = std::fs::read_to_string(folder.path().join("datapackage.json")).unwrap();
    (table("documents.csv", ours.0), table("quotes.csv", ours.1), serde_json::from_str(&description).unwrap())
}

#[test]
fn kept_fields_stand_in_both_tables_after_our_own() {
    let row = serde_json::json!({"text": STATEMENT, "desk": "=politics", "tone": 0.5, "source": ["a", 1], "none": null});
    let world = World::new(&[("f.jsonl.gz", &gzip(format!("{row}\n{{\"text\": \"\"}}\n").as_bytes()))]);
    let (documents, quotes, description) = kept(&world, "f.jsonl.gz", &["tone", "desk", "source", "none"]);
    let header = ["tone", "desk", "input_source", "none"];
    let first = ["0.5", "'=politics", "[\"a\",1]", ""];
    assert_eq!(documents, [header, first, ["", "", "", ""]]);
    assert_eq!(quotes, [header, first]);
    let fields: BTreeMap<String, serde_json::Value> = ["documents", "quotes"]
        .into_iter()
        .zip([0, 3])
        .map(|(name, number)| {
            (name.to_string(), description["resources"][number]["schema"]["fields"].clone())
        })
        .collect();
    for (table, fields) in fields {
        let last = fields.as_array().unwrap().last().unwrap().clone();
        assert_eq!((last["name"].as_str(), last["type"].as_str()), (Some("none"), Some("string")), "{table}");
    }
}

#[test]
fn every_format_that_has_fields_gives_them() {
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>T</title><item><category>ferries</category><description>{STATEMENT}</description></item></channel></rss>"
    );
    let mail = format!(
        "From: a@b.example\r\nMIME-Version: 1.0\r\nX-Desk: news\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{STATEMENT}\r\n"
    );
    let world = World::new(&[
        ("t.csv", format!("text,Desk\n\"{STATEMENT}\",news\n").as_bytes()),
        ("b.xlsx", &workbook(&[("A", &[&["text", "desk"], &[STATEMENT, "news"]])])),
        ("f.xml", feed.as_bytes()),
        ("m.eml", mail.as_bytes()),
        ("w.warc", &record("resource", 1, "text/plain", STATEMENT.as_bytes())),
    ]);
    for (input, field, value) in [
        ("t.csv", "desk", "news"),
        ("b.xlsx", "Desk", "news"),
        ("f.xml", "category", "ferries"),
        ("m.eml", "X-Desk", "news"),
        ("w.warc", "WARC-Date", "2025-12-02T08:30:00Z"),
    ] {
        let (documents, quotes, _) = kept(&world, input, &[field]);
        assert_eq!((documents[1][0].as_str(), quotes[1][0].as_str()), (value, value), "{input}");
    }
}

#[test]
fn a_field_that_no_input_has_is_told() {
    let world = World::new(&[("t.csv", b"text,desk\nOne.,news\n")]);
    let config = Config { keep: vec!["desk".into(), "tone".into()], ..Config::default() };
    let (_, notes) = world.read("t.csv", &config);
    assert_eq!(notes, ["--keep: no input has a field 'tone'; its column is empty"]);
}
