//! What a page says of itself in JSON-LD: the object that is its article, and the fields of that.
//!
//! The text of scripts enters, one object leaves, with those it refers to within reach. Which kinds are
//! articles and which fields matter is told by the rules.

use dom_query::Document as Page;
use serde_json::{Map, Value};

/// All objects of a page, and which of them is the article.
#[derive(Default)]
pub(super) struct JsonLd {
    objects: Vec<Map<String, Value>>,
    article: Option<usize>,
}

impl JsonLd {
    /// Reads the scripts of a page. What is not well formed is passed over.
    pub(super) fn of(page: &Page, kinds: &[String]) -> Self {
        let mut found = Self::default();
        for script in page.select("script[type*='ld+json' i]").nodes() {
            let text: String = script.text().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
            let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches(';');
            if let Ok(value) = serde_json::from_str::<Value>(text) {
                found.add(value);
            }
        }
        found.article = found.objects.iter().position(|object| is_a(object, kinds));
        found
    }

    /// Takes every object that stands at the top, in a list or in a graph, in order.
    fn add(&mut self, value: Value) {
        match value {
            Value::Array(values) => values.into_iter().for_each(|value| self.add(value)),
            Value::Object(mut object) => {
                let inner = object.remove("@graph");
                self.objects.push(object);
                if let Some(inner) = inner {
                    self.add(inner);
                }
            }
            _ => {}
        }
    }

    fn article(&self) -> Option<&Map<String, Value>> {
        self.objects.get(self.article?)
    }

    /// What a field of the article says: text, or the names or addresses of what it refers to.
    pub(super) fn field(&self, field: &str) -> Vec<String> {
        let Some(value) = self.article().and_then(|article| article.get(field)) else { return Vec::new() };
        let values = match value {
            Value::Array(values) => values.as_slice(),
            one => std::slice::from_ref(one),
        };
        values.iter().filter_map(|value| self.said(value)).collect()
    }

    fn said(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Object(object) => {
                let text = |object: &Map<String, Value>, name: &str| {
                    object.get(name).and_then(Value::as_str).map(str::to_string)
                };
                let id = text(object, "@id");
                let refers = |other: &&Map<String, Value>| id.is_some() && text(other, "@id") == id;
                let meant = || self.objects.iter().find(refers).and_then(|other| text(other, "name"));
                let address = text(object, "url").or_else(|| id.clone());
                text(object, "name").or_else(meant).or(address)
            }
            _ => None,
        }
    }

    /// Whether the article says that it is not free to read.
    pub(super) fn is_paid(&self) -> bool {
        let free = self.article().and_then(|article| article.get("isAccessibleForFree"));
        free.is_some_and(|free| {
            free == &Value::Bool(false)
                || free.as_str().is_some_and(|text| text.eq_ignore_ascii_case("false"))
        })
    }
}

fn is_a(object: &Map<String, Value>, kinds: &[String]) -> bool {
    let named = |value: &Value| value.as_str().is_some_and(|name| kinds.iter().any(|kind| kind == name));
    match object.get("@type") {
        Some(Value::Array(names)) => names.iter().any(named),
        Some(name) => named(name),
        None => false,
    }
}
