//! Inputs to a list of files: folders walked, globs expanded, nothing twice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::error::{Error, Place, Result};

/// The files that make a folder that of a run of ours.
const RUN: [&str; 2] = ["run.json", "datapackage.json"];
/// What else a run may hold.
const TABLES: [&str; 5] = ["README", "documents", "entities", "mentions", "quotes"];

/// Something to read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A file: where it is, its path within the input folder, its path as the tables show it.
    File { path: PathBuf, name: String, source: String },
    /// A folder that cannot be looked into, and why.
    Unreadable { name: String, source: String, message: String },
    /// Standard input.
    Stdin,
}

/// The files of some inputs, in their order; a folder's by the bytes of their paths.
pub(super) fn expand(inputs: &[String]) -> Result<Vec<Found>> {
    let mut list = List::default();
    for input in inputs {
        let path = Path::new(input);
        if input == "-" {
            if !list.all.contains(&Found::Stdin) {
                list.all.push(Found::Stdin);
            }
        } else if path.is_dir() {
            let before = list.all.len() + list.again;
            list.folder(path, path)
                .map_err(|e| fault(input, &format!("cannot look into this folder: {e}")))?;
            if list.all.len() + list.again == before {
                return Err(fault(
                    input,
                    "the folder holds no file of a format that is read (.txt, .html, .jsonl, .csv, .zip, ...)",
                ));
            }
        } else if path.exists() {
            list.file(path.to_path_buf(), path.parent().unwrap_or(path));
        } else if input.contains(['*', '?', '[']) {
            list.glob(input)?;
        } else {
            return Err(fault(input, "no such file or folder"));
        }
    }
    Ok(list.all)
}

fn fault(input: &str, message: &str) -> Error {
    Error::at(Place::file(input), message)
}

#[derive(Default)]
struct List {
    all: Vec<Found>,
    taken: BTreeSet<PathBuf>,
    /// How many files were met a second time.
    again: usize,
}

impl List {
    fn glob(&mut self, pattern: &str) -> Result<()> {
        let paths =
            glob::glob(pattern).map_err(|e| fault(pattern, &format!("not a pattern for files: {e}")))?;
        let base: PathBuf = Path::new(pattern)
            .components()
            .take_while(|part| !part.as_os_str().as_encoded_bytes().iter().any(|b| b"*?[".contains(b)))
            .collect();
        let mut paths: Vec<PathBuf> = paths.filter_map(std::result::Result::ok).collect();
        paths.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
        let before = self.all.len() + self.again;
        for path in paths {
            if path.is_dir() {
                let look = self.folder(&path, &base);
                look.map_err(|e| fault(&shown(&path), &format!("cannot look into this folder: {e}")))?;
            } else if !is_stream(&path) {
                self.file(path, &base);
            }
        }
        if self.all.len() + self.again == before {
            return Err(fault(pattern, "no file matches this pattern"));
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf, base: &Path) {
        if !self.taken.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            self.again += 1;
            return;
        }
        let name = shown(path.strip_prefix(base).unwrap_or(&path));
        let source = shown(&path);
        self.all.push(Found::File { path, name, source });
    }

    /// Takes the documents of a folder and its subfolders. Only the folder itself can fail: a subfolder
    /// that cannot be looked into becomes a row of its own.
    fn folder(&mut self, folder: &Path, base: &Path) -> std::io::Result<()> {
        let mut files = Vec::new();
        let mut closed = Vec::new();
        let mut entered = BTreeSet::new();
        let mut waiting = vec![folder.to_path_buf()];
        while let Some(next) = waiting.pop() {
            if !entered.insert(next.canonicalize().unwrap_or_else(|_| next.clone())) {
                continue;
            }
            match look(&next) {
                Ok((inside, folders)) => {
                    files.extend(inside);
                    waiting.extend(folders);
                }
                Err(error) if next == folder => return Err(error),
                Err(error) => closed.push((next, error)),
            }
        }
        files.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
        closed.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (path, error) in closed {
            let source = shown(&path);
            let message = format!("{source}: cannot look into this folder: {error}");
            let name = shown(path.strip_prefix(base).unwrap_or(&path));
            self.all.push(Found::Unreadable { name, source, message });
        }
        for file in files {
            self.file(file, base);
        }
        Ok(())
    }
}

/// The documents and the folders that stand in a folder; hidden ones and streams are passed over.
fn look(folder: &Path) -> std::io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if path.is_dir() {
            folders.push(path);
        } else if super::sniff::is_taken(&entry.file_name().to_string_lossy()) && !is_stream(&path) {
            files.push(path);
        }
    }
    // What an earlier run wrote is no article.
    if RUN.iter().all(|name| folder.join(name).exists()) {
        files.retain(|file| !is_of_a_run(file));
    }
    Ok((files, folders))
}

/// Whether it is a pipe, a socket or a device, of which nobody knows that it ends: such are read where
/// they are named, not where they are met.
fn is_stream(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|what| !what.is_file() && !what.is_dir())
}

fn is_of_a_run(file: &Path) -> bool {
    let is = |part: Option<&std::ffi::OsStr>, names: &[&str]| {
        part.and_then(std::ffi::OsStr::to_str).is_some_and(|part| names.contains(&part))
    };
    is(file.file_name(), &RUN) || is(file.file_stem(), &TABLES)
}

/// A path as the tables show it.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
