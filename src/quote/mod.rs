//! Quotations and reported claims.

use crate::lexicon::Stance;
use crate::text::Span;

/// How much of a statement stands inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// all of it
    Direct,
    /// some of it
    Mixed,
    /// none of it
    Indirect,
}

impl Form {
    /// Every form with its name in the tables.
    pub const ALL: &'static [(Form, &'static str)] =
        &[(Form::Direct, "direct"), (Form::Mixed, "mixed"), (Form::Indirect, "indirect")];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A statement that the text reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// How much of it is quoted.
    pub form: Form,
    /// Its pieces, in order, without outer quotation marks.
    pub pieces: Vec<Span>,
    /// The words that report it; `None` for a quotation that nothing introduces.
    pub cue: Option<Span>,
    /// The plain form of the cue.
    pub lemma: String,
    /// What the speaker does by it.
    pub stance: Stance,
    /// Whether the cue is negated.
    pub negated: bool,
    /// The first and last token of the words that name the speaker.
    pub source: Option<(u32, u32)>,
    /// The id of the rule that found it.
    pub rule: &'static str,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
}
