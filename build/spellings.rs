//! Spellings of one name in other alphabets' many ways into ours: every spelling leads to its cluster.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Result;
use crate::names::fold;

/// Writes `spellings.txt`, a cluster of folded words a line, parted by `|`, and `spellings.fst`: from words to
/// the byte at which the line of their cluster begins.
pub(crate) fn compile(folder: &Path, out: &Path) -> Result<()> {
    let mut clusters: BTreeMap<String, usize> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder.join("spellings.csv"))?;
    let mut lines: Vec<Vec<&str>> = Vec::new();
    for (number, record) in reader.records().enumerate() {
        lines.push(Vec::new());
        for word in record?.iter().flat_map(|cell| cell.split('|')) {
            clusters.entry(fold(word)).or_insert(number);
        }
    }
    for (word, number) in &clusters {
        lines[*number].push(word);
    }
    let mut text = String::new();
    let mut starts = Vec::with_capacity(lines.len());
    for words in lines {
        starts.push(text.len() as u64);
        text.push_str(&words.join("|"));
        text.push('\n');
    }
    let mut builder = fst::MapBuilder::memory();
    for (word, number) in &clusters {
        builder.insert(word, starts[*number])?;
    }
    std::fs::write(out.join("spellings.fst"), builder.into_inner()?)?;
    std::fs::write(out.join("spellings.txt"), text)?;
    Ok(())
}
