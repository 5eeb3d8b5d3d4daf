//! Word lists to a table of word forms and one of records, and to an `fst` whose hash tells the lists apart.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Result;
use crate::names::Known;

#[path = "../src/lexicon/class.rs"]
#[allow(dead_code, unreachable_pub, reason = "the crate's own file, public there")]
mod class;
#[path = "../src/lexicon/form.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only hashes")]
mod form;
#[path = "../src/lexicon/sieve.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only writes sieves")]
mod sieve;
#[path = "../src/lexicon/table.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only writes tables")]
mod table;
#[path = "../src/lexicon/word.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build only writes records")]
mod word;

use class::{Class, Tag};
pub(crate) use sieve::Sieve;
pub(crate) use table::Table;
use word::Word;

type Words = BTreeMap<String, Word>;

/// Writes `words.table`, `words.bin`, `suffixes.table`, `stops.sieve`, `cues.tsv` and `words.hash`; the hash is taken over
/// `words.fst` and `suffixes.fst`, which the program does not hold.
pub(crate) fn compile(folder: &Path, known: &Known, out: &Path) -> Result<()> {
    let mut words = Words::new();
    let mut suffixes = Words::new();
    for file in crate::csv_files(folder)? {
        let name = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_string();
        let mut reader = csv::Reader::from_path(&file)?;
        for record in reader.records() {
            let record = record?;
            let cell = |i: usize| record.get(i).unwrap_or("");
            let place = || format!("{}:{}", file.display(), record.position().map_or(0, csv::Position::line));
            match name.as_str() {
                "given_names" => {
                    let word = words.entry(cell(0).to_string()).or_default();
                    word.given = cell(2).parse()?;
                    word.sex = match cell(1) {
                        "m" => 1,
                        "f" => 2,
                        _ => 0,
                    };
                }
                "surnames" => words.entry(cell(0).to_string()).or_default().surname = cell(1).parse()?,
                "common" => words.entry(cell(0).to_string()).or_default().common = cell(1).parse()?,
                "demonyms" => words.entry(cell(0).to_lowercase()).or_default().insert(Class::Demonym),
                "legal_suffixes" => {
                    let suffix = cell(0).to_lowercase();
                    words
                        .entry(suffix.trim_end_matches('.').to_string())
                        .or_default()
                        .insert(Class::LegalSuffix);
                }
                "tags" => tags(words.entry(cell(0).to_string()).or_default(), cell(1)).ok_or_else(place)?,
                "suffixes" => {
                    tags(suffixes.entry(cell(0).to_string()).or_default(), cell(1)).ok_or_else(place)?;
                }
                "cues" | "fields" | "nicknames" | "short_titles" | "spellings" | "states" => {}
                _ => {
                    let class = Class::ALL.iter().find(|(_, name)| *name == cell(0));
                    let class = class.ok_or_else(|| format!("{}: no class '{}'", place(), cell(0)))?.0;
                    words.entry(cell(1).to_lowercase()).or_default().insert(class);
                }
            }
        }
    }
    std::fs::write(out.join("cues.tsv"), cues(folder, &mut words)?)?;
    for place in &known.places {
        words.entry(place.clone()).or_default().insert(Class::KnownPlace);
    }
    for surname in &known.surnames {
        words.entry(surname.clone()).or_default().insert(Class::KnownSurname);
    }
    write(&words, &suffixes, &std::fs::read(folder.join("cues.csv"))?, out)
}

/// Reads `ns:60|vs:40`.
fn tags(word: &mut Word, cell: &str) -> Option<()> {
    for part in cell.split('|') {
        let (name, percent) = part.split_once(':')?;
        let tag = Tag::ALL.iter().find(|(_, n)| *n == name)?.0;
        let percent: u32 = percent.parse().ok()?;
        word.set_share(tag, (percent * 15).div_ceil(100));
    }
    Some(())
}

/// Numbers the verbs and nouns of the cues: every form of a cue's first word leads to its first row. Gives
/// their rows back, parted by tabs and lines alone: so they are read much faster.
fn cues(folder: &Path, words: &mut Words) -> Result<String> {
    let mut rows = String::new();
    let mut reader = csv::Reader::from_path(folder.join("cues.csv"))?;
    for (row, record) in reader.records().enumerate() {
        let record = record?;
        let cell = |i: usize| record.get(i).unwrap_or("");
        if record.iter().any(|cell| cell.contains(['\t', '\n'])) {
            return Err(format!("cues.csv:{}: a cell holds a tab or a line", row + 2).into());
        }
        rows.push_str(&record.iter().collect::<Vec<_>>().join("\t"));
        rows.push('\n');
        let number = u16::try_from(row + 1)?;
        let head = cell(0).split(' ').next().unwrap_or("");
        let forms = std::iter::once(head).chain(cell(2).split('|').filter(|form| !form.is_empty()));
        let untagged = |form: &str| words.get(form).is_none_or(|word| word.shares == 0);
        let forms: Vec<(usize, &str, bool)> = forms
            .enumerate()
            .map(|(place, form)| (place, form.split(' ').next().unwrap_or("")))
            .map(|(place, form)| (place, form, untagged(form)))
            .collect();
        for (place, form, untagged) in forms {
            let word = words.entry(form.to_string()).or_default();
            if untagged && cell(1) == "verb" {
                tag_verb(word, place);
            }
            let clause = cell(5).split('|').any(|takes| matches!(takes, "that" | "bare" | "tag" | "quote"));
            if cell(1) == "verb" && cell(4) == "speech" && clause && !cell(0).contains(' ') {
                word.insert(Class::Reports);
            }
            match cell(1) {
                "verb" | "light" if word.verb == 0 => word.verb = number,
                "noun" if word.noun == 0 => word.noun = number,
                "phrase" => word.insert(Class::PhraseHead),
                _ => {}
            }
        }
    }
    Ok(rows)
}

/// The part of speech of a verb form that the tags do not list, by its place in the row.
fn tag_verb(word: &mut Word, place: usize) {
    let tag = match place {
        0 => Tag::Base,
        1 => Tag::Third,
        2 => Tag::Past,
        3 => Tag::Participle,
        _ => Tag::Ing,
    };
    word.set_share(tag, 7);
}

fn write(words: &Words, suffixes: &Words, cues: &[u8], out: &Path) -> Result<()> {
    let mut records: BTreeMap<Word, u64> = BTreeMap::new();
    for word in words.values().chain(suffixes.values()) {
        records.insert(*word, 0);
    }
    for (index, number) in records.values_mut().enumerate() {
        *number = index as u64;
    }
    let table: Vec<u8> = records.keys().flat_map(|word| word.to_bytes()).collect();
    std::fs::write(out.join("words.table"), self::table(words, &records)?)?;
    std::fs::write(out.join("suffixes.table"), self::table(suffixes, &records)?)?;
    let stopped: Vec<&[u8]> = words
        .iter()
        .filter(|(_, word)| word.is_any(Class::STOPPED))
        .map(|(form, _)| form.as_bytes())
        .collect();
    std::fs::write(out.join("stops.sieve"), Sieve::write(stopped.into_iter()))?;
    let (words, suffixes) = (map(words, &records)?, map(suffixes, &records)?);
    crate::write_hash(&out.join("words.hash"), &[&words, &table, &suffixes, cues])?;
    std::fs::write(out.join("words.bin"), table)?;
    std::fs::write(out.join("words.fst"), words)?;
    std::fs::write(out.join("suffixes.fst"), suffixes)?;
    Ok(())
}

/// From each form to the number of its record.
fn map(list: &Words, records: &BTreeMap<Word, u64>) -> Result<Vec<u8>> {
    let mut builder = fst::MapBuilder::memory();
    for (form, word) in list {
        builder.insert(form, records[word])?;
    }
    Ok(builder.into_inner()?)
}

/// The same as a table that is read where it lies.
fn table(list: &Words, records: &BTreeMap<Word, u64>) -> Result<Vec<u8>> {
    let forms = list.iter().map(|(form, word)| (form.as_str(), records[word] as u32));
    Table::write(forms).ok_or_else(|| "the word lists are too long for their table".into())
}
