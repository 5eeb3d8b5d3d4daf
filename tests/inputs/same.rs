//! The same articles give the same statements, whatever they come in.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso::batch;
use sayso::config::Config;
use sayso::reading::Reader;
use sayso::record::QUOTES;
use sayso::source::Documents;

use crate::world::{World, answer, gzip, record, tar, utf16, workbook, zip, zstd};

static READER: LazyLock<Reader> = LazyLock::new(|| Config::default().reader().unwrap());

/// What differs from one way in to another: where a document came from, what follows from its id.
const OWN: &[&str] = &["quote_id", "doc_id", "published", "url"];

fn quotes(world: &World, input: &str) -> Vec<Vec<String>> {
    let config = Config::default();
    let mut documents = Documents::of(&[world.path(input)], &config).unwrap();
    let folder = tempfile::tempdir().unwrap();
    batch::extract(&config, &READER, &mut documents, &sayso::sink::Plan::folder(folder.path()), 1).unwrap();
    let shared: Vec<bool> = QUOTES.columns.iter().map(|column| !OWN.contains(&column.name)).collect();
    let mut reader = csv::Reader::from_path(folder.path().join("quotes.csv")).unwrap();
    let row = |row: csv::StringRecord| {
        row.iter().zip(&shared).filter(|(_, shared)| **shared).map(|(cell, _)| cell.to_string()).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The articles in every format and packing, by file name.
fn every_way(articles: &[String]) -> Vec<(String, Vec<u8>)> {
    let names: Vec<String> = (0..articles.len()).map(|n| format!("{n}.txt")).collect();
    let members: Vec<(&str, &[u8])> =
        names.iter().zip(articles).map(|(n, a)| (n.as_str(), a.as_bytes())).collect();
    let objects: Vec<String> =
        articles.iter().map(|text| serde_json::json!({"text": text}).to_string()).collect();
    let (lines, array) = (objects.join("\n"), format!("[{}]", objects.join(",\n")));
    let table = |delimiter: u8| {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["nr", "text"]).unwrap();
        for (number, text) in articles.iter().enumerate() {
            writer.write_record([&number.to_string(), text]).unwrap();
        }
        writer.into_inner().unwrap()
    };
    let rows: Vec<[&str; 1]> =
        std::iter::once(["text"]).chain(articles.iter().map(|text| [text.as_str()])).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 1]>::as_slice).collect();
    let sent = |(number, text): (u32, &String)| {
        let fields = "Content-Type: text/plain; charset=utf-8\r\nContent-Encoding: gzip";
        record("response", number, "application/http", &answer("200 OK", fields, &gzip(text.as_bytes())))
    };
    let warc = (0..).zip(articles).map(sent).collect::<Vec<_>>().concat();
    let (zipped, tarred) = (zip(&members), tar(&members));
    [
        ("a.jsonl", lines.clone().into_bytes()),
        ("b.jsonl", utf16(&lines)),
        ("c.json", array.into_bytes()),
        ("d.csv", table(b',')),
        ("e.csv", table(b';')),
        ("f.tsv", table(b'\t')),
        ("g.xlsx", workbook(&[("A", &rows)])),
        ("h.warc.gz", gzip(&warc)),
        ("i.zip", zipped.clone()),
        ("j.tar.zst", zstd(&tarred)),
        ("k.zip", zip(&[("inner.zip", &zipped)])),
        ("l.jsonl.gz", gzip(lines.as_bytes())),
        ("m.zip", zip(&[("lines.jsonl.zst", &zstd(lines.as_bytes()))])),
    ]
    .map(|(name, bytes)| (name.to_string(), bytes))
    .into()
}

fn sentence() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "“The bridge is safe,” said Ana Ruiz, the mayor of Ghent.",
        "Zoë Brandt denied that the ferry was late.",
        "According to the Harbour Trust, \"nothing\" was lost; it said so twice.",
        "=1+1, he wrote, and 'so what'?",
        "She added: “It’s over, 😀 isn’t it?”",
        "The report, 12 pages long, was published on Monday",
    ])
    .prop_map(str::to_string)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn the_same_articles_give_the_same_statements_whatever_they_come_in(
        articles in prop::collection::vec(prop::collection::vec(sentence(), 2..6), 2..5)
    ) {
        let articles: Vec<String> = articles.iter().map(|sentences| sentences.join("\n\n")).collect();
        let ways = every_way(&articles);
        let files: Vec<(String, Vec<u8>)> = articles.iter().enumerate().map(|(n, a)| (format!("in/{n}.txt"), a.clone().into_bytes())).collect();
        let all: Vec<(&str, &[u8])> = ways.iter().chain(&files).map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        let world = World::new(&all);
        let expected = quotes(&world, "in");
        prop_assert!(!expected.is_empty() || articles.concat().is_empty());
        for (name, _) in &ways {
            prop_assert_eq!(&quotes(&world, name), &expected, "{}", name);
        }
    }
}
