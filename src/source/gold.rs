//! Annotated articles from a file of JSON lines.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use crate::compare::score::Gold;
use crate::error::{Error, Place, Result};

/// Reads every annotated article of a file. Fails, with file and line, where one is not well formed or
/// its id has been seen.
pub fn gold(path: &Path) -> Result<Vec<Gold>> {
    let name = path.display().to_string();
    let cannot = |e: &std::io::Error| Error::at(Place::file(&name), format!("cannot read it: {e}"));
    let file = File::open(path).map_err(|e| cannot(&e))?;
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut all = Vec::new();
    for (line, number) in BufReader::new(file).lines().zip(1u64..) {
        let line = line.map_err(|e| cannot(&e))?;
        if line.trim().is_empty() {
            continue;
        }
        let fault = |message: String| Error::at(Place::line(&name, number), message);
        let gold = Gold::new(&line).map_err(fault)?;
        if let Some(first) = seen.insert(gold.id.clone(), number) {
            return Err(fault(format!("the id '{}' stands on line {first} already", gold.id)));
        }
        all.push(gold);
    }
    if all.is_empty() {
        return Err(Error::at(Place::file(&name), "no annotated article stands here"));
    }
    Ok(all)
}
