//! The features of a proposed statement: which facts are looked at together.
//!
//! Nothing enters; the list leaves, and a sum over it in which each feature is told when the program is built.
//! What a fact is and what a feature weighs is not known here.

use super::evidence::Dim;

macro_rules! features {
    ($([$($dim:ident)*])*) => {
        /// Which facts are looked at together.
        pub(super) const FEATURES: &[&[Dim]] = &[$(&[$(Dim::$dim),*]),*];

        /// What all features add up to, each looked up by a function made for it.
        #[inline]
        pub(super) fn sum(looks: &impl LookUp) -> i32 {
            0 $(+ looks.weight::<{ code(&[$(Dim::$dim),*]) }>())*
        }
    };
}

/// Whoever knows what a feature weighs. Features are told by their [`code`].
pub(super) trait LookUp {
    /// What a feature weighs, known when the program is built.
    fn weight<const FEATURE: u32>(&self) -> i32;
}

/// The dimensions of a feature as one number.
pub(super) const fn code(dims: &[Dim]) -> u32 {
    let (mut code, mut at) = (0, 0);
    while at < dims.len() {
        code = (code << 8) + dims[at] as u32 + 1;
        at += 1;
    }
    code
}

/// The features as numbers.
pub(super) const CODES: [u32; FEATURES.len()] = {
    let (mut codes, mut at) = ([0; FEATURES.len()], 0);
    while at < FEATURES.len() {
        codes[at] = code(FEATURES[at]);
        at += 1;
    }
    codes
};

features! {
    []
    [Rule]
    [Rule Shape]
    [Cue]
    [Rule Cue]
    [Cue Shape]
    [Rule Cue Shape]
    [Source]
    [Rule Source]
    [Cue Source]
    [Rule First]
    [Rule Length]
    [Rule Quoted]
    [Cue Quoted]
    [Rule End]
    [Rule Position]
    [Rule Led]
    [Before]
    [Before Shape]
    [Rule After]
    [Rule Headline]
    [Rule Finite]
    [Pieces]
    [Rule Fits]
    [Fits Act]
    [Rule Act]
    [Rule Stance]
    [Rule Negated]
    [Shape]
    [First]
    [After]
    [End]
    [Length]
    [Quoted]
    [Position]
    [Led]
    [Headline]
    [Finite]
    [Fits]
    [Act]
    [Stance]
    [Negated]
    [Second]
    [Last]
    [Link]
    [Width]
    [Gap]
    [Auxiliary]
    [Commas]
    [Distance]
    [Earlier]
    [Beyond]
    [Ending]
    [Rule Ending]
    [Rule Ending End]
    [End Beyond]
    [Ending End Beyond]
    [Ending Finite]
    [Last End]
    [First Second]
    [Link Source]
    [Cue First]
    [Cue End]
    [Cue Auxiliary]
    [Cue Distance]
    [Cue Ending]
    [Rule Distance]
    [Rule Link]
    [Rule Auxiliary]
    [Rule Commas]
    [Rule Last]
    [Rule Earlier]
    [Rule Last End]
    [Ending Quoted End]
    [Source Stance]
    [Source Act]
    [Cue Earlier]
    [Cue Before]
    [Ending Second]
    [Ending Cut]
    [Ending Cut Beyond]
    [Rule Ending Cut]
    [Reach Link]
    [Reach Opens]
    [Reach Holds]
    [Reach Width]
    [Reach Source]
    [Opens Link Reach]
    [Holds Link]
    [Rule Holds]
    [Rule Reach]
    [Ending Joint]
    [Rule Ending Joint]
    [Cue Joint]
}
