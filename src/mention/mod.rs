//! Names in the text: every sensible span competes, evidence scores each, the best reading wins.

use crate::gazetteer::EntryId;
use crate::text::Span;

/// What sort of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// a person
    Person,
    /// a place
    Place,
    /// an organisation
    Organisation,
}

impl Kind {
    /// Every kind with its name in the tables.
    pub const ALL: &'static [(Kind, &'static str)] =
        &[(Kind::Person, "person"), (Kind::Place, "place"), (Kind::Organisation, "organisation")];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The number of its first token.
    pub first: u32,
    /// The number of its last token.
    pub last: u32,
    /// Where it stands in the tidied text.
    pub span: Span,
    /// What it names.
    pub kind: Kind,
    /// The id of the rule that proposed it.
    pub rule: &'static str,
    /// How sure it is, 0 to 1: the evidence's sum through a logistic curve.
    pub confidence: f32,
    /// The row of the gazetteer it may be, the most likely.
    pub entry: Option<EntryId>,
    /// The title or role that stands with it, as a span of the text.
    pub role: Option<Span>,
}
