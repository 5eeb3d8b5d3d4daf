//! `rules/html/page.toml`, compiled: boxes to take out, lines to leave out, and where a page says what it is.
//!
//! The file enters as it was embedded, rules leave. No page is looked at here.

use dom_query::Matcher;
use once_cell::sync::OnceCell;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use crate::error::{Error, Place, Result};

/// The file's name, for messages.
const FILE: &str = "rules/html/page.toml";
/// The file.
const TEXT: &str = include_str!("../../../rules/html/page.toml");

/// What is known of web pages.
#[derive(Debug)]
pub struct Rules {
    pub(super) boxes: Vec<Box>,
    pub(super) lines: Vec<Line>,
    pub(super) tops: Vec<Line>,
    pub(super) about: About,
}

/// What a rule finds and what it leaves. Tests run them.
#[cfg(test)]
#[derive(Debug)]
pub(super) struct Examples {
    pub(super) id: String,
    pub(super) finds: Vec<String>,
    pub(super) leaves: Vec<String>,
}

/// Elements to take out.
pub(super) struct Box {
    /// Names of classes and ids, each as words.
    pub(super) words: Vec<Vec<String>>,
    pub(super) matcher: Option<Matcher>,
    #[cfg(test)]
    pub(super) examples: Examples,
}

/// Paragraphs to leave out.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) pattern: Regex,
    /// Whether only a paragraph with a link in it is meant.
    pub(super) link: bool,
    #[cfg(test)]
    pub(super) examples: Examples,
}

/// Where a page says what it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    pub(super) kinds: Vec<String>,
    pub(super) title: Places,
    pub(super) byline: Places,
    pub(super) published: Places,
    pub(super) outlet: Places,
    pub(super) url: Places,
    pub(super) language: Places,
    pub(super) words: Words,
}

/// Where one thing may stand, in the order in which it is looked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Places {
    /// Fields of JSON-LD.
    pub(super) fields: Vec<String>,
    /// Names of `<meta>`, in lower case.
    pub(super) names: Vec<String>,
    /// Selectors of elements.
    pub(super) elements: Vec<String>,
}

/// Words around names and dates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    #[serde(deserialize_with = "pattern")]
    pub(super) by: Regex,
    #[serde(deserialize_with = "pattern")]
    pub(super) end: Regex,
    #[serde(deserialize_with = "pattern")]
    pub(super) date: Regex,
    pub(super) dates: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "box")]
    boxes: Vec<BoxEntry>,
    line: Vec<LineEntry>,
    top: Vec<LineEntry>,
    about: About,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxEntry {
    id: String,
    #[serde(rename = "purpose")]
    _purpose: String,
    words: Vec<String>,
    #[serde(default)]
    selectors: Vec<String>,
    finds: Vec<String>,
    leaves: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineEntry {
    id: String,
    #[serde(rename = "purpose")]
    _purpose: String,
    #[serde(deserialize_with = "pattern")]
    pattern: Regex,
    #[serde(default)]
    link: bool,
    finds: Vec<String>,
    leaves: Vec<String>,
}

impl Rules {
    /// The shipped rules, compiled once. Fails where the file is not well written, with its place.
    pub fn embedded() -> Result<&'static Self> {
        static RULES: OnceCell<Rules> = OnceCell::new();
        RULES.get_or_try_init(|| Self::read(TEXT))
    }

    fn read(text: &str) -> Result<Self> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(0, |at| text.get(..at.start).unwrap_or("").matches('\n').count());
            Error::at(Place::line(FILE, line as u64 + 1), error.message().to_string())
        })?;
        let boxes: Result<Vec<Box>> = file.boxes.into_iter().map(BoxEntry::compile).collect();
        let lines = |entries: Vec<LineEntry>| entries.into_iter().map(LineEntry::compile).collect();
        let (lines, tops): (Result<Vec<Line>>, Result<Vec<Line>>) = (lines(file.line), lines(file.top));
        Ok(Self { boxes: boxes?, lines: lines?, tops: tops?, about: file.about })
    }
}

impl BoxEntry {
    fn compile(self) -> Result<Box> {
        proven(&self.id, &self.finds, &self.leaves)?;
        let matcher = match self.selectors.as_slice() {
            [] => None,
            all => Some(Matcher::new(&all.join(", ")).map_err(|_| {
                Error::at(
                    Place::file(FILE),
                    format!("box '{}': its selectors are not all well formed", self.id),
                )
            })?),
        };
        let words = self.words.iter().map(|name| name.split(' ').map(str::to_string).collect()).collect();
        Ok(Box {
            words,
            matcher,
            #[cfg(test)]
            examples: Examples { id: self.id, finds: self.finds, leaves: self.leaves },
        })
    }
}

impl LineEntry {
    fn compile(self) -> Result<Line> {
        proven(&self.id, &self.finds, &self.leaves)?;
        Ok(Line {
            pattern: self.pattern,
            link: self.link,
            #[cfg(test)]
            examples: Examples { id: self.id, finds: self.finds, leaves: self.leaves },
        })
    }
}

/// Fails for a rule that has not both an example it finds and one it leaves.
fn proven(id: &str, finds: &[String], leaves: &[String]) -> Result<()> {
    if finds.is_empty() || leaves.is_empty() {
        let message = format!("rule '{id}': give it something it finds and something it leaves");
        return Err(Error::at(Place::file(FILE), message));
    }
    Ok(())
}

fn pattern<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Regex, D::Error> {
    let written = String::deserialize(deserializer)?;
    RegexBuilder::new(&written)
        .case_insensitive(true)
        .dot_matches_new_line(true)
        .build()
        .map_err(serde::de::Error::custom)
}

impl std::fmt::Debug for Box {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Box {:?}", self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_without_an_example_does_not_load() {
        let text = TEXT.replacen("finds = [\"Advertisement\", \"Share this article\"]", "finds = []", 1);
        let error = Rules::read(&text).unwrap_err().to_string();
        assert_eq!(
            error,
            "rules/html/page.toml: rule 'label': give it something it finds and something it leaves"
        );
    }

    #[test]
    fn a_fault_of_the_file_is_told_with_its_line() {
        let error = Rules::read("[[box]]\nid = \"x\"\ncolour = 1\n").unwrap_err().to_string();
        assert!(error.starts_with("rules/html/page.toml:3: unknown field `colour`"), "{error}");
    }
}
