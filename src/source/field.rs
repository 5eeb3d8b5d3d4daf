//! Which field of an object, or column of a table, holds which part of a document.

use crate::config::Config;
use crate::document::Document;

use super::article;

/// The parts of a document, each with the usual names of its field, the likeliest first, without case
/// and marks.
const PARTS: [(&str, &str); 7] = [
    ("id", "id docid articleid documentid uid guid uuid"),
    (
        "text",
        "text body content article fulltext articletext articlebody maintext bodytext contenttext story",
    ),
    ("title", "title headline heading"),
    (
        "published",
        "published date publishedat publicationdate publishdate datepublished pubdate datetime timestamp createdat",
    ),
    ("outlet", "outlet publisher publication sourcename sitename site newspaper medium source"),
    ("url", "url link uri href permalink canonicalurl sourceurl weburl"),
    ("byline", "byline author authors writer creator"),
];

const ID: usize = 0;
const TEXT: usize = 1;
const TITLE: usize = 2;
const PUBLISHED: usize = 3;
const OUTLET: usize = 4;
const URL: usize = 5;
const BYLINE: usize = 6;

/// Which field holds which part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    parts: [Option<usize>; 7],
    /// The fields to keep, in the order asked.
    pub(super) keep: Vec<Option<usize>>,
    /// What was not asked for, in words, unless field and part are called the same.
    guesses: Vec<String>,
    /// What to say where no field holds the text.
    pub(super) missing: String,
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The field of a given name: exactly, else whatever its case and marks.
fn named(name: &str, fields: &[&str]) -> Option<usize> {
    let exact = fields.iter().position(|field| field.trim() == name);
    exact
        .or_else(|| fields.iter().position(|field| folded(field) == folded(name) && !folded(name).is_empty()))
}

/// Whether these are the names of fields, one of them that of a text, another that of another part.
pub(super) fn looks_like_a_header(cells: &[&str]) -> bool {
    let is = |cell: &str, usual: &str| usual.split(' ').any(|name| name == folded(cell));
    let text = PARTS.get(TEXT).map_or("", |(_, usual)| usual);
    cells.iter().any(|cell| is(cell, text))
        && cells.iter().any(|cell| PARTS.iter().any(|(_, usual)| *usual != text && is(cell, usual)))
}

impl Layout {
    /// The parts among fields of these names.
    pub(super) fn of(config: &Config, fields: &[&str]) -> Self {
        let given = &config.fields;
        let given = [
            &given.id,
            &given.text,
            &given.title,
            &given.published,
            &given.outlet,
            &given.url,
            &given.byline,
        ];
        let known: Vec<String> = fields.iter().map(|field| folded(field)).collect();
        let mut layout = Self::default();
        for ((slot, given), (part, usual)) in layout.parts.iter_mut().zip(given).zip(PARTS) {
            *slot = match given {
                Some(name) => named(name.trim(), fields),
                None => usual.split(' ').find_map(|name| known.iter().position(|field| field == name)),
            };
            let name = slot.and_then(|at| fields.get(at)).map_or("", |name| name.trim());
            if given.is_none() && !name.is_empty() && name != part {
                layout.guesses.push(format!("{part} from '{name}'"));
            }
        }
        layout.keep = config.keep.iter().map(|name| named(name.trim(), fields)).collect();
        layout
    }

    /// Takes this field for the text, for want of a better one.
    pub(super) fn take_for_text(&mut self, at: usize, name: &str) {
        self.guesses.insert(0, format!("text from '{name}', the longest"));
        if let Some(text) = self.parts.get_mut(TEXT) {
            *text = Some(at);
        }
    }

    /// Where the text stands.
    pub(super) fn text(&self) -> Option<usize> {
        self.parts.get(TEXT).copied().flatten()
    }

    /// The fields that a document is made of, by their numbers.
    pub(super) fn wanted(&self) -> Vec<usize> {
        self.parts.iter().chain(&self.keep).copied().flatten().collect()
    }

    fn part<T>(&self, part: usize, value: impl Fn(usize) -> Option<T>) -> Option<T> {
        self.parts.get(part).copied().flatten().and_then(value)
    }

    /// The document's own id.
    pub(super) fn id(&self, value: &impl Fn(usize) -> Option<String>) -> Option<String> {
        self.part(ID, value).map(|id| id.trim().to_string()).filter(|id| !id.is_empty())
    }

    /// A document of this text with the parts that stand beside it.
    pub(super) fn document(&self, body: String, value: &impl Fn(usize) -> Option<String>) -> Document {
        let part = |part| self.part(part, value).map(|v| v.trim().to_string()).filter(|v| !v.is_empty());
        let mut document = Document {
            id: self.id(value).unwrap_or_default(),
            body,
            title: part(TITLE),
            outlet: part(OUTLET),
            url: part(URL),
            byline: part(BYLINE),
            ..Document::default()
        };
        if let Some(written) = part(PUBLISHED) {
            article::date(&mut document, &written);
        }
        document
    }

    /// The fields to keep that are there, by their numbers.
    pub(super) fn met(&self) -> impl Iterator<Item = usize> {
        self.keep.iter().enumerate().filter(|(_, at)| at.is_some()).map(|(number, _)| number)
    }

    /// What was taken for what without being asked for, in words; `None` if nothing was.
    pub(super) fn told(&self, source: &str) -> Option<String> {
        let guesses = self.guesses.join(", ");
        let advice = "--text-field and its like name other fields";
        (!guesses.is_empty()).then(|| format!("{source}: {guesses}; {advice}"))
    }
}

/// The names of fields, for a message: the first dozen.
pub(super) fn listed(fields: &[&str]) -> String {
    let names: Vec<&str> = fields.iter().copied().filter(|name| !name.is_empty()).take(12).collect();
    if names.is_empty() { "none".to_string() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fields: &[&str], expected: &str) {
        let layout = Layout::of(&Config::default(), fields);
        assert_eq!(layout.told("t").unwrap_or_default().split("; ").next().unwrap_or_default(), expected);
    }

    #[test]
    fn usual_names_are_known_whatever_their_case() {
        check(
            &["Article ID", "Body_Text", "Headline", "PublishedAt"],
            "t: id from 'Article ID', text from 'Body_Text', title from 'Headline', published from 'PublishedAt'",
        );
        check(&["id", "text", "url"], "");
        check(&["content", "body"], "t: text from 'body'");
    }

    #[test]
    fn a_name_that_was_given_is_the_only_one() {
        let mut config = Config::default();
        config.fields.text = Some("Story".into());
        assert_eq!(Layout::of(&config, &["text", "story"]).text(), Some(1));
        assert_eq!(Layout::of(&config, &["text"]).text(), None);
    }
}
