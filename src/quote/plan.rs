//! Where the weight of each feature stands: told when the program is built.
//!
//! Features enter, places leave. What is made of the rule, or of the cue, stands in a block of cells that each
//! rule, or each cue, has for itself; the rest stands in one block for all. What a feature made of some of the same
//! facts weighs is added to the cells of the other, so that one look-up tells of both. What a feature weighs is not
//! known here.

use super::evidence::{Dim, KNOWN_CUE, NO_DIM};
use super::feature::{CODES, FEATURES};
use super::written::MOST;

/// Whose cells a feature stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// one for all
    Common,
    /// its rule's
    Rule,
    /// its cue's
    Cue,
    /// none: of so many cells most have no weight
    Rare,
}

/// Where the cells of a feature stand in their block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) block: Block,
    /// The dimensions that tell which cell it is; of fewer the rest are none.
    pub(super) dims: [u8; MOST],
    /// By how many bits the value of each is shifted, and the bits it may have.
    pub(super) shifts: [u32; MOST],
    pub(super) masks: [usize; MOST],
    /// The first of its cells; of a rare feature its number among them.
    pub(super) first: usize,
    /// The feature that is looked up in its place: itself, or one that all of its dimensions are part of.
    pub(super) host: usize,
    /// Whether the content decides any of its dimensions.
    pub(super) of_content: bool,
    /// A bit for each of its dimensions.
    bits: u64,
    /// How many cells it has in its block, as a power of two.
    size: u32,
}

/// Every feature.
pub(super) const PLAN: [Look; FEATURES.len()] = placed(hosted(features()));

/// How many cells a block has.
pub(super) const COMMON: usize = cells(Block::Common);
pub(super) const RULE: usize = cells(Block::Rule);
pub(super) const CUE: usize = cells(Block::Cue);

/// A feature of more cells in a rule's block is rare.
const FEW: u32 = 9;
/// As how many rules and cues count where the smaller of two features is wanted, as powers of two.
const RULES: u32 = 6;
const CUES: u32 = 8;
/// How many bits the value of each dimension of a rare feature has.
pub(super) const RARE: u32 = 10;

/// How many values a dimension may have, as a power of two.
pub(super) const fn width(dim: u8) -> u32 {
    const fn is(dim: u8, wanted: &[Dim]) -> bool {
        bits(wanted) & 1 << dim != 0
    }
    use Dim::{
        After, Auxiliary, Before, Beyond, Cut, Distance, End, First, Holds, Joint, Last, Length, Link, Opens,
        Pieces, Reach, Second, Shape, Source, Stance, Width,
    };
    match dim {
        NO_DIM => 0,
        _ if is(dim, &[First, Second, Last, Beyond, Link, Opens, Auxiliary, Before, After, End]) => 6,
        _ if is(dim, &[Source, Cut]) => 5,
        _ if is(dim, &[Holds, Joint, Distance, Shape, Stance]) => 4,
        _ if is(dim, &[Reach, Length, Width, Pieces]) => 3,
        _ => 2,
    }
}

const fn bits(dims: &[Dim]) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < dims.len() {
        bits |= 1 << dims[at] as u8;
        at += 1;
    }
    bits
}

/// The dimensions that a proposal's content decides.
const OF_CONTENT: u64 = bits(&[
    Dim::First,
    Dim::Second,
    Dim::Last,
    Dim::End,
    Dim::Beyond,
    Dim::Ending,
    Dim::Joint,
    Dim::Cut,
    Dim::Length,
    Dim::Quoted,
    Dim::Finite,
    Dim::Commas,
    Dim::Pieces,
    Dim::Distance,
]);

const fn features() -> [Look; FEATURES.len()] {
    let mut looks = [feature(&[]); FEATURES.len()];
    let mut at = 0;
    while at < looks.len() {
        looks[at] = feature(FEATURES[at]);
        looks[at].host = at;
        at += 1;
    }
    looks
}

/// A feature by itself.
const fn feature(dims: &[Dim]) -> Look {
    let bits = bits(dims);
    let (by_rule, by_cue) = (bits & 1 << Dim::Rule as u8 != 0, bits & 1 << Dim::Cue as u8 != 0);
    let (mut look, mut count, mut at) = (empty(bits), 0, 0);
    while at < dims.len() {
        if !matches!(dims[at], Dim::Rule | Dim::Cue) {
            look.dims[count] = dims[at] as u8;
            look.shifts[count] = look.size;
            look.masks[count] = (1 << width(dims[at] as u8)) - 1;
            look.size += width(dims[at] as u8);
            count += 1;
        }
        at += 1;
    }
    look.block = match (by_rule, by_cue) {
        (false, false) => Block::Common,
        (true, false) if look.size <= FEW => Block::Rule,
        (false, true) => Block::Cue,
        _ => Block::Rare,
    };
    if matches!(look.block, Block::Rare) {
        let mut at = 0;
        while at < dims.len() {
            look.dims[at] = if matches!(dims[at], Dim::Cue) { KNOWN_CUE } else { dims[at] as u8 };
            look.shifts[at] = RARE * at as u32;
            at += 1;
        }
    }
    look
}

const fn empty(bits: u64) -> Look {
    Look {
        block: Block::Common,
        dims: [NO_DIM; MOST],
        shifts: [0; MOST],
        masks: [0; MOST],
        first: 0,
        host: 0,
        of_content: bits & OF_CONTENT != 0,
        bits,
        size: 0,
    }
}

/// Gives each feature the smallest that all of its dimensions are part of, and so on.
const fn hosted(mut looks: [Look; FEATURES.len()]) -> [Look; FEATURES.len()] {
    let mut at = 0;
    while at < looks.len() {
        let mut host = at;
        while let Some(next) = host_of(&looks, host) {
            host = next;
        }
        looks[at].host = host;
        at += 1;
    }
    looks
}

const fn host_of(looks: &[Look; FEATURES.len()], feature: usize) -> Option<usize> {
    let (mut best, mut least, mut at) = (None, u32::MAX, 0);
    while at < looks.len() {
        let other = &looks[at];
        let is_part = looks[feature].bits & !other.bits == 0 && looks[feature].bits != other.bits;
        let size = other.size
            + match other.block {
                Block::Rule => RULES,
                Block::Cue => CUES,
                Block::Common | Block::Rare => 0,
            };
        if is_part && !matches!(other.block, Block::Rare) && size < least {
            (best, least) = (Some(at), size);
        }
        at += 1;
    }
    best
}

/// Gives each feature that is looked up its cells, those of few first: they share lines of the processor's cache.
const fn placed(mut looks: [Look; FEATURES.len()]) -> [Look; FEATURES.len()] {
    let (mut next, mut size) = ([0; 4], 0);
    while size < usize::BITS {
        let mut at = 0;
        while at < looks.len() {
            if looks[at].host == at && looks[at].size == size {
                let block = looks[at].block as usize;
                looks[at].first = next[block];
                next[block] += if matches!(looks[at].block, Block::Rare) { 1 } else { 1 << size };
            }
            at += 1;
        }
        size += 1;
    }
    looks
}

const fn cells(block: Block) -> usize {
    let (mut cells, mut at) = (0, 0);
    while at < PLAN.len() {
        if PLAN[at].host == at && PLAN[at].block as u8 == block as u8 {
            cells += 1 << PLAN[at].size;
        }
        at += 1;
    }
    cells
}

/// The feature of a code.
pub(super) const fn find(code: u32) -> usize {
    let mut at = 0;
    while CODES[at] != code {
        at += 1;
    }
    at
}
