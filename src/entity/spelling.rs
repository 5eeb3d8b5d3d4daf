//! One name in several spellings, and pet names.
//!
//! Words enter folded. The lists are `gazetteers/words/spellings.csv`, compiled by the build, and
//! `nicknames.csv` and `short_titles.csv` beside it.

use fst::Map;
use once_cell::sync::Lazy;
use regex_automata::util::pool::Pool;
use rustc_hash::FxHashMap;

use crate::lexicon::Recall;

static SPELLINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/spellings.fst"));
/// The words of a cluster a line, parted by `|`; its first byte is the cluster's number.
static CLUSTERS: &str = include_str!(concat!(env!("OUT_DIR"), "/spellings.txt"));
static NICKNAMES: &str = include_str!("../../gazetteers/words/nicknames.csv");
static TITLES: &str = include_str!("../../gazetteers/words/short_titles.csv");

/// From words to what they stand for.
type Formal = FxHashMap<&'static str, Vec<&'static str>>;

/// The shortest word whose ending is compared.
const SHORTEST: usize = 4;

/// Whether two words are one name: equal, of one cluster of spellings, or equal but for an article
/// that a hyphen joins to the front of one.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || bare(one) == bare(other) || name(one) == name(other)
}

/// What words of one name have in common, to look them up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Name<'w> {
    /// A cluster of spellings.
    Cluster(u64),
    /// A word with one spelling.
    Word(&'w str),
    /// A part of a word with hyphens, as it is written.
    Part(&'w str),
}

impl<'w> Name<'w> {
    /// The name that a word of a [`cluster`] is: equal for two words just if they are the [`same`].
    pub(super) fn of(word: &'w str, cluster: Option<u64>) -> Self {
        cluster.map_or_else(|| Name::Word(bare(word)), Name::Cluster)
    }
}

fn name(word: &str) -> Name<'_> {
    Name::of(word, cluster(word))
}

/// The other spellings of a word.
pub(super) fn others(word: &str) -> impl Iterator<Item = &'static str> + use<> {
    let from = cluster(word).and_then(|cluster| CLUSTERS.get(usize::try_from(cluster).ok()?..));
    let words = from.and_then(|from| from.lines().next()).unwrap_or("");
    let bare = bare(word).to_string();
    words.split('|').filter(move |other| !other.is_empty() && *other != bare)
}

/// Whether one word is a pet name of the other, or both are of a third.
pub(super) fn nickname(one: &str, other: &str) -> bool {
    let (mine, theirs) = (formal(one), formal(other));
    mine.iter().any(|name| same(name, other) || theirs.contains(name))
        || theirs.iter().any(|name| same(name, one))
}

/// Whether two words are one title, written out, cut short or for either sex.
pub(crate) fn same_title(one: &str, other: &str) -> bool {
    static MAP: Lazy<Formal> = Lazy::new(|| read(TITLES));
    let stands = |short: &str, long: &str| MAP.get(short).is_some_and(|formal| formal.contains(&long));
    one == other || stands(one, other) || stands(other, one)
}

/// Whether one surname is the other as a woman bears it.
pub(super) fn feminine(one: &str, other: &str) -> bool {
    one.len() >= SHORTEST && other.len() >= SHORTEST && one != other && stem(one) == stem(other)
}

/// What a surname has in common with the form in which a woman bears it.
pub(super) fn stem(word: &str) -> &str {
    let stem = word.trim_end_matches("aya").trim_end_matches("ova").trim_end_matches('a');
    stem.trim_end_matches(['y', 'i'])
}

/// A word without an article that a hyphen joins to its front.
pub(super) fn bare(word: &str) -> &str {
    match word.split_once('-') {
        Some((article, rest)) if article.len() == 2 && article.ends_with('l') => rest,
        _ => word,
    }
}

fn map() -> Option<&'static Map<&'static [u8]>> {
    static MAP: Lazy<Option<Map<&'static [u8]>>> = Lazy::new(|| Map::new(SPELLINGS).ok());
    MAP.as_ref()
}

type NewRecall = fn() -> Recall<Option<u64>>;

/// The cluster of spellings that a word belongs to. Names come again: each worker remembers the last.
pub(super) fn cluster(word: &str) -> Option<u64> {
    static RECALLS: Lazy<Pool<Recall<Option<u64>>, NewRecall>> = Lazy::new(|| Pool::new(Recall::default));
    let word = bare(word);
    RECALLS.get().get(word, || map()?.get(word))
}

fn formal(word: &str) -> &'static [&'static str] {
    static MAP: Lazy<Formal> = Lazy::new(|| read(NICKNAMES));
    MAP.get(word).map_or(&[], Vec::as_slice)
}

fn read(csv: &'static str) -> Formal {
    let lines = csv.lines().skip(1).filter_map(|line| line.split_once(','));
    lines.map(|(name, formal)| (name, formal.split('|').collect())).collect()
}
