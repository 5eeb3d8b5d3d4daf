//! The labels under which a rule of statements keeps what it matched.

use crate::pattern::Label;

/// The words that name the speaker.
pub(super) const SOURCE: Label = 0;
/// The words that report.
pub(super) const CUE: Label = 1;
/// What is reported, where it stands before the report.
pub(super) const BEFORE: Label = 2;
/// What is reported, with its own end.
pub(super) const CONTENT: Label = 3;
/// What is reported, to be ended by the rules of endings.
pub(super) const REST: Label = 4;
/// Stands where the quotation that opens the next sentence is reported.
pub(super) const NEXT: Label = 5;
/// Where a statement ends.
pub(super) const CUT: Label = 6;

/// Their names in `rules/quotes/*.toml`.
pub(super) const LABELS: &[&str] = {
    let mut names = [""; 7];
    names[SOURCE] = "source";
    names[CUE] = "cue";
    names[BEFORE] = "before";
    names[CONTENT] = "content";
    names[REST] = "rest";
    names[NEXT] = "next";
    names[CUT] = "cut";
    &{ names }
};
