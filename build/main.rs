//! Compiles the lists under `gazetteers/`, and the weights of statements, into the files that the program embeds.
//!
//! It makes data from data and generates no Rust; cargo runs it only when a list has changed.

#[path = "../src/error.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only asks for words that are near")]
mod error;
mod endings;
mod lexicon;
mod names;
mod spellings;
mod weights;

use std::error::Error;
use std::path::{Path, PathBuf};

/// The program's own files that the build uses; `tests/data.rs` holds the list to what is named above
/// the modules.
const SOURCES: &[&str] = &[
    "error.rs",
    "gazetteer/ambiguity.rs",
    "gazetteer/given.rs",
    "gazetteer/layer.rs",
    "gazetteer/merge.rs",
    "gazetteer/row.rs",
    "lexicon/class.rs",
    "lexicon/form.rs",
    "lexicon/sieve.rs",
    "lexicon/table.rs",
    "lexicon/word.rs",
    "quote/written.rs",
];

/// What statements are weighed by.
const WEIGHTS: &str = "rules/quotes/weights.csv";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
fn main() -> Result<()> {
    for lists in ["people", "places", "organisations", "words"] {
        println!("cargo:rerun-if-changed=gazetteers/{lists}");
    }
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed={WEIGHTS}");
    for source in SOURCES {
        println!("cargo:rerun-if-changed=src/{source}");
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let lists = Path::new("gazetteers");
    let names = names::compile(lists, &out)?;
    weights::compile(Path::new(WEIGHTS), &out)?;
    spellings::compile(&lists.join("words"), &out)?;
    endings::compile(&lists.join("words"), &names, &out)?;
    lexicon::compile(&lists.join("words"), &names, &out)
}

/// Writes the BLAKE3 hash that a run's manifest tells of some lists: who reads it need not hash megabytes
/// anew at every start. Several lists are hashed with their lengths, so that no byte can change sides.
fn write_hash(file: &Path, lists: &[&[u8]]) -> Result<()> {
    let mut hasher = blake3::Hasher::new();
    for list in lists {
        if lists.len() > 1 {
            hasher.update(&(list.len() as u64).to_le_bytes());
        }
        hasher.update(list);
    }
    Ok(std::fs::write(file, hasher.finalize().to_hex().as_str())?)
}

/// The CSV files of a folder and its subfolders, sorted by path.
fn csv_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(csv_files(&path)?);
        } else if path.extension().is_some_and(|e| e == "csv") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
