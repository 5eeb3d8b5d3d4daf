//! What a page says about its article: title, author, date, outlet, address, language.
//!
//! A parsed page enters, an [`Article`] without its text leaves. Where each thing may stand, and in which
//! order it is believed, is told by the rules.

use std::collections::BTreeMap;

use dom_query::{Document as Page, NodeRef};
use jiff::civil::Date;

use super::Article;
use super::clean::folded;
use super::json_ld::JsonLd;
use super::rules::{About, Places};
use super::text;
use crate::source::article::iso;

/// The longest that a title may be, in characters.
const LONGEST_TITLE: usize = 300;
/// The longest that a name may be, in characters.
const LONGEST_NAME: usize = 120;
/// What parts the title of an article from the outlet's name in the title of a page.
const PARTINGS: &[&str] = &[" | ", " - ", " – ", " — ", " » ", " « ", " · ", " :: ", ": "];

/// What a page has said, by where.
struct Said<'a> {
    page: &'a Page,
    json: JsonLd,
    /// What each `<meta>` says, by its name in lower case; the first counts.
    metas: BTreeMap<String, Vec<String>>,
}

/// Reads what a page says about its article.
pub(super) fn read(page: &Page, about: &About) -> Article {
    let said = Said { page, json: JsonLd::of(page, &about.kinds), metas: metas(page) };
    let whole = page.select("title").nodes().first().map(|node| text::line(*node)).unwrap_or_default();
    let mut outlet = said.first(&about.outlet, |name, _| short(name, LONGEST_NAME));
    let heads: Vec<String> =
        page.select("h1, h2, h3, b, strong").nodes().iter().map(|node| folded(&text::line(*node))).collect();
    let title = said.first(&about.title, |title, _| {
        let title = without(&title, outlet.as_deref().unwrap_or("")).unwrap_or(title);
        short(title, LONGEST_TITLE).filter(|title| outlet.as_deref() != Some(title))
    });
    let title = title.filter(|title| folded(title) != folded(&whole)).or_else(|| {
        let parts = partings(&whole).into_iter();
        let known =
            parts.filter(|(one, _)| heads.contains(&folded(one))).map(|(one, _)| one.to_string()).next();
        known
            .or_else(|| outlet.as_deref().and_then(|outlet| without(&whole, outlet)))
            .or_else(|| short(whole.clone(), LONGEST_TITLE))
    });
    if outlet.is_none() {
        outlet = title.as_deref().and_then(|title| without(&whole, title));
    }
    let mut article = Article {
        published: said.first(&about.published, |date, _| published(&date, about)),
        url: said.first(&about.url, |url, _| Some(url).filter(|url| url.starts_with("http"))),
        language: said.language(about),
        is_paid: said.json.is_paid(),
        title,
        outlet,
        ..Article::default()
    };
    article.byline = said.byline(about, article.outlet.as_deref().unwrap_or(""));
    article
}

/// Fills what is not known yet from the lines above the text.
pub(super) fn from_above(article: &mut Article, above: &[String], about: &About) {
    for line in above.iter().flat_map(|block| block.lines()) {
        if article.published.is_none() {
            article.published = published(line, about);
        }
        if article.byline.is_none() && about.words.by.is_match(line) {
            article.byline = name(line, about);
        }
    }
}

impl Said<'_> {
    /// The first that is there and means something.
    fn first(&self, places: &Places, mean: impl Fn(String, bool) -> Option<String>) -> Option<String> {
        self.all(places).into_iter().find_map(|(text, is_markup)| mean(plain(&text), is_markup))
    }

    /// All that is said in some places, in order, and whether it is text that a reader sees.
    fn all(&self, places: &Places) -> Vec<(String, bool)> {
        let fields = places.fields.iter().flat_map(|field| self.json.field(field)).map(|text| (text, false));
        let names = places.names.iter().filter_map(|name| self.metas.get(name)).flatten();
        let names = names.map(|text| (text.clone(), false));
        let elements =
            places.elements.iter().flat_map(|selector| self.page.select(selector).nodes().to_vec());
        let elements = elements.flat_map(|node| shown(&node)).map(|text| (text, true));
        fields.chain(names).chain(elements).collect()
    }

    fn byline(&self, about: &About, outlet: &str) -> Option<String> {
        let is_person = |name: &String| folded(name) != folded(outlet);
        for field in &about.byline.fields {
            let said = self.json.field(field).into_iter().filter_map(|text| name(&plain(&text), about));
            let names: Vec<String> = said.filter(is_person).collect();
            if !names.is_empty() {
                return Some(names.join(", "));
            }
        }
        let places = Places { fields: Vec::new(), names: about.byline.names.clone(), elements: Vec::new() };
        let named = self.first(&places, |text, _| name(&text, about).filter(is_person));
        named.or_else(|| {
            let elements = &about.byline.elements;
            let texts = |selector: &String| {
                let nodes = self.page.select(selector).nodes().to_vec();
                nodes.iter().flat_map(shown).collect::<Vec<_>>()
            };
            elements.iter().find_map(|selector| {
                let texts = texts(selector);
                let marked = texts.iter().filter(|text| about.words.by.is_match(text));
                marked.chain(&texts).find_map(|text| name(text, about).filter(is_person))
            })
        })
    }

    fn language(&self, about: &About) -> Option<String> {
        let root = self.page.select("html").nodes().first().and_then(|node| node.attr("lang"));
        let root = root.map(|tag| tag.trim().to_string()).filter(|tag| !tag.is_empty());
        let tag = |text: String, _| {
            let tag = text.replace('_', "-");
            let is_tag = tag.len() >= 2 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            is_tag.then_some(tag)
        };
        root.or_else(|| self.first(&about.language, tag))
    }
}

/// What an element shows of itself: the attribute that holds it for machines, or its lines of text.
fn shown(node: &NodeRef<'_>) -> Vec<String> {
    let kept = ["content", "datetime", "href", "title"].into_iter().find_map(|attribute| {
        let is_for = match attribute {
            "href" => node.has_name("link"),
            "title" => node.has_name("abbr"),
            _ => true,
        };
        node.attr(attribute).filter(|_| is_for).map(|text| text.trim().to_string())
    });
    match kept.filter(|text| !text.is_empty()) {
        Some(text) => vec![text],
        None => text::blocks(*node).into_iter().map(|block| block.text).collect(),
    }
}

fn metas(page: &Page) -> BTreeMap<String, Vec<String>> {
    let mut metas: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for meta in page.select("meta[content]").nodes() {
        let content = meta.attr_or("content", "").trim().to_string();
        let names =
            ["name", "property", "itemprop", "http-equiv"].into_iter().filter_map(|kind| meta.attr(kind));
        for name in names.filter(|_| !content.is_empty()) {
            metas.entry(name.to_lowercase()).or_default().push(content.clone());
        }
    }
    metas
}

/// Text of JSON or of an attribute in which entities were left.
fn plain(text: &str) -> String {
    if text.contains('&') && text.contains(';') {
        return text::line(Page::fragment(text.replace('<', "&lt;")).root());
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn short(text: String, longest: usize) -> Option<String> {
    let is_short = !text.is_empty() && text.chars().count() <= longest && !text.starts_with("http");
    is_short.then_some(text)
}

/// A name without the words around it; `None` for what is no name.
fn name(text: &str, about: &About) -> Option<String> {
    let text = text.replace('\n', " ");
    let text = about.words.by.replace(text.trim(), "");
    let text = about.words.end.replace(&text, "");
    let is_name = text.chars().next().is_some_and(char::is_uppercase) && !text.contains("://");
    short(text.trim().to_string(), LONGEST_NAME).filter(|_| is_name)
}

/// A date as ISO 8601, from whatever a page writes.
fn published(text: &str, about: &About) -> Option<String> {
    iso(text).or_else(|| {
        let day = about.words.date.find(text)?.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        let date = about.words.dates.iter().find_map(|form| Date::strptime(form, &day).ok())?;
        Some(date.to_string())
    })
}

/// The two sides of every parting in the title of a page, the longer side first.
fn partings(whole: &str) -> Vec<(&str, &str)> {
    let cuts = PARTINGS.iter().flat_map(|mark| whole.match_indices(mark).map(|(at, mark)| (at, mark.len())));
    let sides = cuts.filter_map(|(at, length)| Some((whole.get(..at)?, whole.get(at + length..)?)));
    sides.flat_map(|(before, after)| [(before.trim(), after.trim()), (after.trim(), before.trim())]).collect()
}

/// A title of a page without one of its sides; `None` where that is no side of it.
fn without(whole: &str, side: &str) -> Option<String> {
    let side = folded(side);
    if side.is_empty() {
        return None;
    }
    let other = partings(whole).into_iter().find(|(one, _)| folded(one) == side);
    other.map(|(_, rest)| rest.to_string()).filter(|rest| !rest.is_empty())
}
