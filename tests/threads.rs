//! Any number of threads gives the same bytes, and so do any order of the files on the disk, any language and
//! any time zone.
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

/// Runs the program on the folder `in` of a world, in an environment; every file of the run, the manifest
/// without its times.
fn program(world: &Path, jobs: &str, environment: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.current_dir(world).args(["extract", "in", "--output", "out", "--quiet", "--jobs", jobs]);
    let done = command.envs(environment.iter().copied()).status().unwrap();
    assert!(done.success());
    let out = world.join("out");
    let read = |name: &str| {
        let text = std::fs::read_to_string(out.join(name)).unwrap();
        text.split("\"timing\"").next().unwrap_or("").to_string()
    };
    let made = FILES.iter().filter(|name| out.join(name).exists());
    made.map(|name| ((*name).to_string(), read(name))).collect()
}

#[test]
fn the_order_of_files_on_the_disk_the_language_and_the_time_zone_change_nothing() {
    let sentences = sentences();
    let article = |number: usize| {
        let some: Vec<&str> = (0..4).map(|at| sentences[(number + at) % sentences.len()].as_str()).collect();
        format!("date 2025-12-{:02}\n\n{}\n", number % 28 + 1, some.join("\n\n"))
    };
    let names = |number: usize| match number % 3 {
        0 => format!("b/{number}.txt"),
        1 => format!("B{number}.txt"),
        _ => format!("é{number}.txt"),
    };
    let made = |order: &mut dyn Iterator<Item = usize>| {
        let world = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(world.path().join("in/b")).unwrap();
        for n in order {
            std::fs::write(world.path().join("in").join(names(n)), article(n)).unwrap();
        }
        world
    };
    let first = made(&mut (0..24));
    let expected = program(first.path(), "1", &[("LC_ALL", "C"), ("TZ", "UTC")]);
    let quotes = expected.iter().find(|(name, _)| name == "quotes.csv").unwrap();
    assert!(quotes.1.lines().count() > 24);
    let shuffled = made(&mut (0..24).map(|n| n * 7 % 24));
    let backwards = made(&mut (0..24).rev());
    let turkish = [("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati")];
    let german = [("LC_ALL", "de_DE.UTF-8"), ("LANG", "de_DE.UTF-8"), ("TZ", "America/St_Johns")];
    for (world, jobs, environment) in
        [(&shuffled, "2", turkish), (&backwards, "8", german), (&first, "8", turkish)]
    {
        assert_eq!(program(world.path(), jobs, &environment), expected);
    }
}
