//! How words end: what share of the words with an ending are names of people, of places, or common.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Result;
use crate::lexicon::Table;
use crate::names::{Known, fold};

/// Endings are this many letters long.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=5;
/// An ending of fewer words tells nothing.
const FEWEST: f64 = 3.0;
/// How many words it takes for an ending to count as much as the shorter one inside it.
const TRUST: f64 = 8.0;

/// How many people, places and common words there are.
type Counts = [f64; 3];

/// Writes `endings.table`: from an ending to three shares in fifths, a digit each.
pub(crate) fn compile(folder: &Path, known: &Known, out: &Path) -> Result<()> {
    let mut endings: BTreeMap<String, Counts> = BTreeMap::new();
    let mut all: Counts = [0.0; 3];
    for (sort, file) in [(0, "surnames.csv"), (0, "given_names.csv"), (2, "common.csv")] {
        for record in csv::Reader::from_path(folder.join(file))?.records() {
            count(&fold(record?.get(0).unwrap_or_default()), sort, &mut endings, &mut all);
        }
    }
    for place in &known.towns {
        count(place, 1, &mut endings, &mut all);
    }
    let mut table: Vec<(String, u32)> = Vec::new();
    let mut path: Vec<Counts> = Vec::new();
    // An ending stands right behind the shorter ones inside it.
    for (ending, counts) in &endings {
        path.truncate(ending.chars().count() - LENGTHS.start());
        let shorter = path.last().copied().unwrap_or([1.0 / 3.0; 3]);
        let shares = shares(*counts, all, shorter);
        path.push(shares);
        if counts.iter().sum::<f64>() >= FEWEST {
            // The digit is the number of fifths that the share is past.
            let digit =
                |share: f64| [0.2, 0.4, 0.6, 0.8].iter().filter(|fifth| share >= **fifth).count() as u32;
            let packed = shares.iter().fold(0, |packed, share| packed * 10 + digit(*share));
            table.push((ending.chars().rev().collect(), packed));
        }
    }
    let table = Table::write(table.iter().map(|(ending, packed)| (ending.as_str(), *packed)));
    Ok(std::fs::write(out.join("endings.table"), table.ok_or("there are too many endings")?)?)
}

fn count(word: &str, sort: usize, endings: &mut BTreeMap<String, Counts>, all: &mut Counts) {
    let letters: Vec<char> = word.chars().rev().collect();
    if letters.len() < 3 || !letters.iter().all(|c| c.is_alphabetic()) {
        return;
    }
    all[sort] += 1.0;
    for length in LENGTHS.filter(|length| *length <= letters.len()) {
        let ending: String = letters.iter().take(length).collect();
        endings.entry(ending).or_default()[sort] += 1.0;
    }
}

/// The share of each sort among the words of an ending, as if there were as many words of each sort,
/// drawn towards the shares of the shorter ending where there are few words.
fn shares(counts: Counts, all: Counts, shorter: Counts) -> Counts {
    let each: Vec<f64> = counts.iter().zip(all).map(|(count, all)| count / all.max(1.0)).collect();
    let sum: f64 = each.iter().sum();
    let words: f64 = counts.iter().sum();
    let trust = words / (words + TRUST);
    let mut shares = shorter;
    for (share, own) in shares.iter_mut().zip(each) {
        *share = trust * own / sum.max(f64::MIN_POSITIVE) + (1.0 - trust) * *share;
    }
    shares
}
