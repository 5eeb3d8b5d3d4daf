//! Spellings of one name in other alphabets' many ways into ours: every spelling leads to its cluster.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Result;
use crate::names::fold;

/// Writes `spellings.fst`: from folded words to the number of their cluster.
pub(crate) fn compile(folder: &Path, out: &Path) -> Result<()> {
    let mut clusters: BTreeMap<String, u64> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder.join("spellings.csv"))?;
    for (number, record) in reader.records().enumerate() {
        let record = record?;
        for word in record.iter().flat_map(|cell| cell.split('|')) {
            clusters.entry(fold(word)).or_insert(number as u64);
        }
    }
    let mut builder = fst::MapBuilder::memory();
    for (word, cluster) in clusters {
        builder.insert(word, cluster)?;
    }
    std::fs::write(out.join("spellings.fst"), builder.into_inner()?)?;
    Ok(())
}
