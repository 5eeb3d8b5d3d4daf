//! How fast each stage is, and the whole: `cargo bench`.
//!
//! The text is `samples/`, repeated to a few megabytes, or the file that the environment variable
//! `SAYSO_BENCH_TEXT` names: plain text of one document, or `.jsonl` with a field `text`. Three
//! references are timed in the same run, because megabytes a second mean little on another machine and
//! their ratios much.

use std::path::Path;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use divan::counter::CharsCount;
use divan::{Bencher, black_box};
use sayso::document::Document;
use sayso::entity::{self, Entity};
use sayso::gazetteer::{Gazetteer, Lookups};
use sayso::mention::{self, Mention};
use sayso::quote::{self, Quote};
use sayso::reading::Reader;
use sayso::record;
use sayso::segment::{self, Tokens};
use sayso::speaker;
use sayso::text::Text;
use unicode_segmentation::UnicodeSegmentation;

/// How much text is read, at least, in bytes.
const ENOUGH: usize = 2 << 20;
/// The names of the reference scan.
const NAMES: usize = 10_000;

fn main() {
    divan::main();
}

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let lists = Gazetteer::embedded().expect("the lists open");
    Reader::new(lists, false).expect("the rules are well written")
});

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let bodies = match std::env::var_os("SAYSO_BENCH_TEXT") {
        Some(file) => bodies(Path::new(&file)),
        None => samples(),
    };
    let size: usize = bodies.iter().map(String::len).sum();
    assert!(size > 0, "there is no text to read");
    let times = ENOUGH.div_ceil(size);
    let all = std::iter::repeat_n(bodies, times).flatten().zip(0..);
    all.map(|(body, at)| Document { id: format!("{at}"), body, ..Document::default() }).collect()
});

fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = std::fs::read_dir(folder).expect("the samples are there");
    let mut files: Vec<_> = files.map(|file| file.expect("a file can be listed").path()).collect();
    files.sort();
    files.iter().flat_map(|file| bodies(file)).collect()
}

fn bodies(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("the text can be read");
    if file.extension().is_none_or(|extension| extension != "jsonl") {
        return vec![text];
    }
    let body = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).ok()?;
        object.get("text").or_else(|| object.get("body"))?.as_str().map(str::to_string)
    };
    text.lines().filter_map(body).collect()
}

/// A document with everything that the stages make of it.
struct Stages {
    document: &'static Document,
    text: Text<'static>,
    tokens: Tokens,
    lookups: Lookups,
    mentions: Vec<Mention>,
    quotes: Vec<Quote>,
    entities: Vec<Entity>,
}

impl Stages {
    fn of(document: &'static Document) -> Self {
        let reading = READER.read(document);
        let lookups = READER.gazetteer().find(&reading.text, &reading.tokens);
        Self {
            document,
            text: reading.text,
            tokens: reading.tokens,
            lookups,
            mentions: reading.mentions,
            quotes: reading.quotes,
            entities: reading.entities,
        }
    }
}

static STAGES: LazyLock<Vec<Stages>> = LazyLock::new(|| DOCUMENTS.iter().map(Stages::of).collect());

/// Times something done to every document; the counter is characters.
fn each<T>(bencher: Bencher<'_, '_>, mut work: impl FnMut(&'static Stages) -> T) {
    let stages = &*STAGES;
    let characters: usize = DOCUMENTS.iter().map(|document| document.body.chars().count()).sum();
    bencher.counter(CharsCount::new(characters)).bench_local(|| {
        for stage in stages {
            black_box(work(stage));
        }
    });
}

mod reference {
    use super::{AhoCorasick, Bencher, NAMES, READER, UnicodeSegmentation, black_box, each};

    #[divan::bench]
    fn utf8_validation(bencher: Bencher<'_, '_>) {
        each(bencher, |s| std::str::from_utf8(black_box(s.document.body.as_bytes())).is_ok());
    }

    #[divan::bench]
    fn word_split(bencher: Bencher<'_, '_>) {
        each(bencher, |s| s.document.body.split_word_bounds().count());
    }

    #[divan::bench]
    fn scan_for_10_000_names(bencher: Bencher<'_, '_>) {
        let names = READER.gazetteer().iter().map(|entry| entry.name).take(NAMES);
        let scan = AhoCorasick::new(names).expect("the names make an automaton");
        each(bencher, |s| scan.find_iter(&s.document.body).count());
    }
}

mod stage {
    use super::{Bencher, READER, Text, each, entity, mention, quote, segment, speaker};

    #[divan::bench]
    fn a_text(bencher: Bencher<'_, '_>) {
        each(bencher, |s| Text::new(&s.document.body));
    }

    #[divan::bench]
    fn b_segment(bencher: Bencher<'_, '_>) {
        each(bencher, |s| segment::tokens(&s.text, READER.lexicon()));
    }

    #[divan::bench]
    fn c_gazetteer(bencher: Bencher<'_, '_>) {
        each(bencher, |s| READER.gazetteer().find(&s.text, &s.tokens));
    }

    #[divan::bench]
    fn d_mention(bencher: Bencher<'_, '_>) {
        each(bencher, |s| mention::find(READER.names(), &s.text, &s.tokens, &s.lookups, READER.gazetteer()));
    }

    #[divan::bench]
    fn e_quote(bencher: Bencher<'_, '_>) {
        each(bencher, |s| quote::find(READER.rulebook(), &s.text, &s.tokens, READER.lexicon(), &s.mentions));
    }

    #[divan::bench]
    fn f_entity(bencher: Bencher<'_, '_>) {
        each(bencher, |s| entity::within(&s.text, &s.tokens, READER.gazetteer(), &s.mentions));
    }

    #[divan::bench]
    fn g_speaker(bencher: Bencher<'_, '_>) {
        each(bencher, |s| {
            speaker::of(&s.text, &s.tokens, READER.gazetteer(), &s.mentions, &s.entities, &s.quotes)
        });
    }
}

mod whole {
    use super::{Bencher, READER, each, record};

    #[divan::bench]
    fn read(bencher: Bencher<'_, '_>) {
        each(bencher, |s| READER.read(s.document));
    }

    #[divan::bench]
    fn read_and_record(bencher: Bencher<'_, '_>) {
        each(bencher, |s| record::rows(&READER.read(s.document), READER.gazetteer()));
    }
}
