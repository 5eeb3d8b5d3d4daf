//! An annotated article: its text, and the names or the attributions in it.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Offsets in Unicode scalar values, the end one past the last.
pub type Span = (usize, usize);

/// A name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Name {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// `PER`, `LOC` or `ORG`, or the names of the kinds in the tables.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A statement with its speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Attribution {
    /// Who made it, as the text says.
    #[serde(deserialize_with = "spans")]
    pub source: Vec<Span>,
    /// The word of the speaker that counts.
    #[serde(deserialize_with = "spans")]
    pub source_head: Vec<Span>,
    /// The words that report it.
    #[serde(deserialize_with = "spans")]
    pub cue: Vec<Span>,
    /// The statement.
    #[serde(deserialize_with = "spans")]
    pub content: Vec<Span>,
    /// `false` for a belief or a wish.
    pub statement: Option<bool>,
}

/// An annotated article.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Its id, that of the document in the run.
    pub id: String,
    /// Its text, as it was given to the run.
    pub text: String,
    /// Its names, if names were annotated.
    pub entities: Option<Vec<Name>>,
    /// Its attributions, if these were annotated.
    pub attributions: Option<Vec<Attribution>>,
}

impl Gold {
    /// Reads a line. Fails, with what is wrong, where it is no such object, annotates nothing, or has an
    /// offset outside the text.
    pub fn new(line: &str) -> Result<Self, String> {
        let gold: Self = serde_json::from_str(line).map_err(|e| format!("no line of gold: {e}"))?;
        if gold.entities.is_none() && gold.attributions.is_none() {
            return Err("neither 'entities' nor 'attributions' stands here".to_string());
        }
        let length = gold.text.chars().count();
        let names = gold.entities.iter().flatten().map(|name| (name.start, name.end));
        let all =
            |a: &Attribution| [&a.source, &a.source_head, &a.cue, &a.content].map(Clone::clone).concat();
        let parts = gold.attributions.iter().flatten().flat_map(all);
        match names.chain(parts).find(|&(start, end)| start > end || end > length) {
            Some((start, end)) => Err(format!("{start}-{end} is no place in a text of {length} characters")),
            None => Ok(gold),
        }
    }
}

/// `null`, `[start, end]` or `[[start, end], ..]`, empty spans left out.
fn spans<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Span>, D::Error> {
    let wrong = |_| serde::de::Error::custom("a place is [start, end] or a list of these");
    let value = Value::deserialize(from)?;
    let mut spans: Vec<Span> = match &value {
        Value::Null => Vec::new(),
        Value::Array(parts) if parts.first().is_some_and(Value::is_number) => {
            vec![serde_json::from_value(value).map_err(wrong)?]
        }
        _ => serde_json::from_value(value).map_err(wrong)?,
    };
    spans.retain(|(start, end)| start < end);
    spans.sort_unstable();
    Ok(spans)
}
