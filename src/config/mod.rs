//! What the user asked for, made into what it takes to do it.
//!
//! Options enter, a [`Reader`] leaves. The user's own lists are read here; documents are not.

pub mod file;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::document::{self, Format};
use crate::error::{Error, Place, Result};
use crate::gazetteer::Gazetteer;
use crate::mention;
use crate::quote;
use crate::reading::Reader;

/// The largest document, in bytes, unless told otherwise.
pub const LARGEST: usize = 64 << 20;
/// How much one input may unpack to, in bytes, unless told otherwise.
pub const UNPACKED: u64 = 64 << 30;
/// How many bytes may come out of one packed byte, unless told otherwise.
pub const RATIO: u64 = 200;
/// How many layers of packing may lie around a document, unless told otherwise.
pub const DEPTH: usize = 4;

/// The fields of a JSON object, or the columns of a table, that hold a document's parts; where none is
/// given, the usual names are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each is the field for the part of a document of the same name")]
pub struct Fields {
    pub id: Option<String>,
    pub text: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub byline: Option<String>,
}

/// Everything that has a say in what comes out. Where it goes and how many threads work on it have
/// none, so they are not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Config {
    /// The user's own lists, the later over the earlier.
    pub gazetteers: Vec<PathBuf>,
    /// A folder of lists in place of what is shipped, for those who work on these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<PathBuf>,
    /// The format of all inputs; told by their content and ending if it is not given.
    pub input_format: Option<Format>,
    /// Where the parts of a document stand in a JSON object or a row of a table.
    pub fields: Fields,
    /// The fields of the input that are carried over to the tables.
    pub keep: Vec<String>,
    /// Whether statements of belief and wish are read too, not speech alone.
    pub beliefs: bool,
    /// The largest document, line or row that is read, in bytes.
    pub largest: usize,
    /// How much one input may unpack to, in bytes.
    pub unpacked: u64,
    /// How many bytes may come out of one packed byte.
    pub ratio: u64,
    /// How many layers of packing may lie around a document.
    pub depth: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            gazetteers: Vec::new(),
            names: None,
            input_format: None,
            fields: Fields::default(),
            keep: Vec::new(),
            beliefs: false,
            largest: LARGEST,
            unpacked: UNPACKED,
            ratio: RATIO,
            depth: DEPTH,
        }
    }
}

/// A list or file of rules in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Its name: the user's file, or what is shipped.
    pub name: String,
    /// How many rows or rules it has.
    pub rows: usize,
    /// BLAKE3 of its content.
    pub hash: String,
}

impl Config {
    /// A reader with the shipped lists under the user's own. Fails where a list cannot be read or a row
    /// of it is not well formed, with file and line.
    pub fn reader(&self) -> Result<Reader> {
        let lists: Result<Vec<_>> = self.gazetteers.iter().map(read_list).collect();
        let lists = lists?;
        let gazetteer = match &self.names {
            Some(folder) => Gazetteer::instead(&read_folder(folder)?, &lists)?,
            None => Gazetteer::new(&lists)?,
        };
        Reader::new(gazetteer, self.beliefs)
    }

    /// The lists that a reader of this configuration goes by: the user's, the later first, then what is
    /// shipped.
    pub fn lists(&self, reader: &Reader) -> Vec<List> {
        let own = self.gazetteers.iter().rev().map(|path| path.display().to_string());
        let folder = self.names.as_ref().map(|folder| folder.display().to_string());
        let names = own.chain([folder.unwrap_or_else(|| "shipped names".to_string())]);
        let hashes = reader.gazetteer().hashes();
        let mut lists: Vec<List> =
            names.zip(hashes).map(|(name, (rows, hash))| List { name, rows, hash }).collect();
        let (rows, hash) = reader.lexicon().hash();
        lists.push(List { name: "shipped words".to_string(), rows, hash });
        lists
    }

    /// The rules that a reader of this configuration goes by, one list a stage; a change of a pattern, an
    /// example or a weight changes its hash.
    pub fn rules(&self, reader: &Reader) -> Vec<List> {
        let list = |name: &str, rows, files: &[&str]| {
            let mut hasher = blake3::Hasher::new();
            for file in files {
                hasher.update(&(file.len() as u64).to_le_bytes());
                hasher.update(file.as_bytes());
            }
            List { name: name.to_string(), rows, hash: hasher.finalize().to_hex().to_string() }
        };
        vec![
            list("names", reader.names().rules.iter().count(), mention::FILES),
            list("quotes", reader.rulebook().rules().count(), &quote::files()),
        ]
    }
}

/// Reads a list as name and text, in whatever encoding a spreadsheet saved it.
pub fn read_list(path: &PathBuf) -> Result<(String, String)> {
    let name = path.display().to_string();
    let fault = |message: String| Error::at(Place::file(&name), message);
    let bytes = std::fs::read(path).map_err(|e| fault(format!("cannot read this list: {e}")))?;
    let decoded = document::decode(&bytes).ok_or_else(|| {
        fault("this is no text; a list is a CSV file with the columns kind and name".into())
    })?;
    Ok((name, decoded.text))
}

/// Reads every list of names in a folder laid out as `gazetteers/`.
fn read_folder(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for kind in ["people", "places", "organisations"] {
        let folder = folder.join(kind);
        let fault =
            |e| Error::at(Place::file(folder.display().to_string()), format!("cannot read this folder: {e}"));
        for entry in folder
            .is_dir()
            .then(|| std::fs::read_dir(&folder))
            .transpose()
            .map_err(fault)?
            .into_iter()
            .flatten()
        {
            let path = entry.map_err(fault)?.path();
            if path.extension().is_some_and(|extension| extension == "csv") {
                files.push(path);
            }
        }
    }
    files.sort();
    files.iter().map(read_list).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_not_there_is_named() {
        let config = Config { gazetteers: vec!["no-such-list.csv".into()], ..Config::default() };
        let error = config.reader().unwrap_err().to_string();
        assert!(error.starts_with("no-such-list.csv: cannot read this list: "), "{error}");
    }

    #[test]
    fn a_bad_row_of_a_list_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.csv");
        std::fs::write(&path, "kind,name\nperson,Ana Ruiz\nplanet,Vega\n").unwrap();
        let config = Config { gazetteers: vec![path], ..Config::default() };
        let error = config.reader().unwrap_err().to_string();
        assert!(error.contains("mine.csv:3: column kind: 'planet' is no kind"), "{error}");
    }

    #[test]
    fn the_users_lists_stand_before_what_is_shipped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.csv");
        std::fs::write(&path, "kind,name\nperson,Ana Ruiz\n").unwrap();
        let config = Config { gazetteers: vec![path.clone()], ..Config::default() };
        let lists = config.lists(&config.reader().unwrap());
        assert_eq!((lists[0].name.as_str(), lists[0].rows), (path.to_str().unwrap(), 1));
        assert_eq!(lists[1].name, "shipped names");
    }
}
