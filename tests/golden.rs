//! The extraction of `samples/` is what is committed under `tests/golden/`, byte for byte.
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

#[test]
fn the_samples_give_the_committed_tables() {
    let reader = Config::default().reader().expect("the shipped lists open");
    let made = tables::extract(&reader, "samples").into_iter().map(|(name, text)| {
        let text = if name == "run.json" { timeless(&text) } else { text };
        (format!("tests/golden/{name}"), text)
    });
    snapshot::check(&made.collect::<Vec<_>>());
}
