//! The weights of statements, packed so that the program need not read their text at every start.

use std::path::Path;

use crate::Result;

#[path = "../src/quote/written.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only reads")]
mod written;

use written::{Line, Written};

/// Writes `weights.bin`: the length of the facts, the facts a line each, then row after row its line's number,
/// its facts and its weights. What is not well written stops the build.
pub(crate) fn compile(file: &Path, out: &Path) -> Result<()> {
    let text = std::fs::read_to_string(file)?;
    let written = Written::read(&file.display().to_string(), &text)?;
    let facts = written.facts.join("\n");
    let mut bytes = u32::try_from(facts.len())?.to_le_bytes().to_vec();
    bytes.extend(facts.as_bytes());
    for Line { number, facts, weights } in &written.rows {
        bytes.extend(number.to_le_bytes());
        bytes.extend(facts.iter().flat_map(|fact| fact.to_le_bytes()));
        bytes.extend(weights.iter().flat_map(|weight| weight.to_le_bytes()));
    }
    Ok(std::fs::write(out.join("weights.bin"), bytes)?)
}
