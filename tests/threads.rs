//! Any number of threads gives the same bytes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use sayso::batch;
use sayso::config::Config;
use sayso::sink::{FILES, FileFormat, Plan};
use sayso::source::Documents;

/// Reads a file of JSON lines on some threads; every file of the run, the manifest without its times.
fn run(world: &Path, reader: &sayso::reading::Reader, jobs: usize) -> Vec<(String, Vec<u8>)> {
    let config = Config::default();
    let input = world.join("feed.jsonl").to_str().unwrap().to_string();
    let mut documents = Documents::of(&[input], &config).unwrap();
    let folder = world.join(format!("out-{jobs}"));
    let formats = FileFormat::ALL.iter().map(|(format, _)| *format);
    let formats = formats.filter(|format| *format != FileFormat::Parquet || cfg!(feature = "parquet"));
    let plan = Plan { formats: formats.collect(), ..Plan::folder(&folder) };
    batch::extract(&config, reader, &mut documents, &plan, jobs).unwrap();
    let read = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let timing = bytes.windows(8).position(|part| part == b"\"timing\"").filter(|_| name == "run.json");
        bytes[..timing.unwrap_or(bytes.len())].to_vec()
    };
    let made = FILES.iter().filter(|name| folder.join(name).exists());
    made.map(|name| ((*name).to_string(), read(name))).collect()
}

fn feed(documents: &[Vec<usize>], sentences: &[String]) -> String {
    let mut feed = String::new();
    for (number, document) in documents.iter().enumerate() {
        let text: Vec<&str> = document.iter().map(|&at| sentences[at % sentences.len()].as_str()).collect();
        let line = serde_json::json!({ "id": format!("d{}", number % 30), "text": text.join("\n\n") });
        writeln!(feed, "{line}").unwrap();
    }
    feed
}

fn sentences() -> Vec<String> {
    [
        "Ana Ruiz, the mayor of Ghent, said the bridge was “not safe at all.”",
        "“We will rebuild,” said Zoë Brandt of the Harbour Trust. “Nobody doubts it.”",
        "Zoe Brandt told reporters in Ankara that the talks would go on.",
        "The council denied it. =1+1 – café, \u{1F600}.",
        "According to the World Bank, prices in Kenya fell by 3.5 per cent.",
        "",
    ]
    .map(str::to_string)
    .to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn one_thread_and_eight_write_the_same_bytes(
        documents in prop::collection::vec(prop::collection::vec(0usize..6, 0..6), 1..60)
    ) {
        let reader = Config::default().reader().unwrap();
        let world = tempfile::tempdir().unwrap();
        std::fs::write(world.path().join("feed.jsonl"), feed(&documents, &sentences())).unwrap();
        prop_assert_eq!(run(world.path(), &reader, 1), run(world.path(), &reader, 8));
    }
}
