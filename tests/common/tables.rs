//! A whole run of the program, from files to tables.

use std::collections::BTreeMap;

use sayso::batch;
use sayso::config::Config;
use sayso::reading::Reader;
use sayso::sink::{FILES, Plan};
use sayso::source::Documents;

/// Extracts a file or folder as `sayso extract` does; every file of the run by its name.
pub(crate) fn extract(reader: &Reader, input: &str) -> BTreeMap<String, String> {
    let config = Config::default();
    let mut documents = Documents::of(&[input.to_string()], &config).expect("the input is there");
    let folder = tempfile::tempdir().expect("there is room for a run");
    batch::extract(&config, reader, &mut documents, &Plan::folder(folder.path()), 2)
        .expect("the run succeeds");
    let read = |name: &&str| {
        let text = std::fs::read_to_string(folder.path().join(name)).expect("the run is whole");
        ((*name).to_string(), text)
    };
    let made = FILES.iter().filter(|name| folder.path().join(name).exists());
    made.map(read).collect()
}
