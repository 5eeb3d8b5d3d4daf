//! Who said each statement: name, role, description, pronoun, or nobody.

use crate::text::Span;

/// How a speaker was made out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// the words name them
    Name,
    /// a pronoun that stands for them
    Pronoun,
    /// a role they were given in the document
    Role,
    /// a description nobody's name goes with
    Description,
    /// the speaker before goes on
    Continued,
    /// nothing tells
    None,
}

impl Method {
    /// Every method with its name in the tables.
    pub const ALL: &'static [(Method, &'static str)] = &[
        (Method::Name, "name"),
        (Method::Pronoun, "pronoun"),
        (Method::Role, "role"),
        (Method::Description, "description"),
        (Method::Continued, "continued"),
        (Method::None, "none"),
    ];

    /// Its name in the tables.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Who said a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The number of the entity, where it is known.
    pub entity: Option<u32>,
    /// The words that name the speaker.
    pub words: Option<Span>,
    /// The title or role that stands with those words.
    pub role: Option<Span>,
    /// How it was made out.
    pub method: Method,
}
