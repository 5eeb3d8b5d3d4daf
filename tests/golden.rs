//! The extraction of `samples/` is what is committed under `tests/golden/`, that of `tests/articles/` what
//! is committed under `tests/extraction/`, byte for byte.
//!
//! The times of the run are left out. `UPDATE=1` writes the files anew.

#[path = "common/snapshot.rs"]
mod snapshot;
#[path = "common/tables.rs"]
mod tables;

use sayso::config::Config;

/// The manifest without what may differ between two runs.
fn timeless(manifest: &str) -> String {
    let mut manifest: serde_json::Value = serde_json::from_str(manifest).expect("the manifest is JSON");
    let parts = manifest.as_object_mut().expect("the manifest is an object");
    parts.shift_remove("timing").expect("the manifest tells the times");
    format!("{manifest:#}\n")
}

fn check(articles: &str, committed: &str) {
    let reader = Config::default().reader().expect("the shipped lists open");
    let made = tables::extract(&reader, articles).into_iter().map(|(name, text)| {
        let text = if name == "run.json" { timeless(&text) } else { text };
        (format!("{committed}/{name}"), text)
    });
    snapshot::check(&made.collect::<Vec<_>>());
}

#[test]
fn the_samples_give_the_committed_tables() {
    check("samples", "tests/golden");
}

#[test]
fn the_articles_of_the_tests_give_the_committed_tables() {
    check("tests/articles", "tests/extraction");
}
