//! A JSON object to a document.

use serde_json::{Map, Value};

use crate::config::Config;
use crate::document::{Decoded, Document, decode};

use super::desk::{Desk, Fault, Flow, Read};
use super::field::{Layout, listed};
use super::quick::Expected;

/// Objects to documents, one after the other. Most have the fields of the one before.
pub(super) struct Objects {
    fields: Vec<String>,
    layout: Layout,
    expected: Expected,
    told: bool,
}

impl Objects {
    pub(super) fn new() -> Self {
        Self { fields: Vec::new(), layout: Layout::default(), expected: Expected::default(), told: false }
    }

    /// Reads an object. `place` is its file and the line and column where it begins, for messages.
    pub(super) fn read(&mut self, bytes: &[u8], place: &Place<'_>, config: &Config) -> Read {
        let failed = |message: String| Fault::failed(format!("{}{message}", place.line()));
        let (given, decoded) = match std::str::from_utf8(bytes) {
            Ok(given) => (given, None),
            Err(_) => {
                ("", Some(decode(bytes).ok_or_else(|| failed(": no text; JSON is UTF-8 text".into()))?))
            }
        };
        let given = decoded.as_ref().map_or(given, |decoded| &decoded.text).trim_start_matches('\u{FEFF}');
        if decoded.is_none()
            && let Some(document) = self.quickly(given)
        {
            return Ok(document);
        }
        let mut mended = 0;
        let object: Map<String, Value> = match serde_json::from_str(given) {
            Ok(object) => object,
            Err(error) => {
                let (text, lone) = without_lone_surrogates(given);
                mended = lone;
                let again = if lone > 0 { serde_json::from_str(&text) } else { Err(error) };
                again.map_err(|e| Fault::failed(place.broken(given, &e)))?
            }
        };
        self.lay_out(&object, config);
        let mut read = self.document(&object, place);
        if let Ok(document) = &mut read {
            let remarks = [decoded.as_ref().map(Decoded::message).unwrap_or_default(), surrogates(mended)];
            let remarks = remarks.into_iter().chain([std::mem::take(&mut document.message)]);
            document.message = remarks.filter(|r| !r.is_empty()).collect::<Vec<_>>().join("; ");
        }
        read
    }

    /// Reads an object that has the fields of the one before and a text, with nothing to be said of it.
    fn quickly(&self, given: &str) -> Option<Document> {
        let mut values = self.expected.take(given)?;
        let text = self.layout.text()?;
        values.get(text)?.as_str().filter(|body| !body.trim().is_empty())?;
        let value = |number: usize| values.get(number).and_then(plain);
        let mut document = self.layout.document(String::new(), &value);
        let kept = |number: Option<usize>| number.and_then(|number| values.get(number)).map(whole);
        document.kept = self.layout.keep.iter().map(|number| kept(*number).unwrap_or_default()).collect();
        // Last, for the text may be another part too.
        if let Some(Value::String(body)) = values.get_mut(text) {
            document.body = std::mem::take(body);
        }
        Some(document)
    }

    /// Says, once, which fields were taken for what, and which fields to keep were met.
    pub(super) fn tell(&mut self, source: &str, desk: &mut Desk) -> Flow {
        desk.meet(self.layout.met());
        match self.layout.told(source).filter(|_| !self.told) {
            Some(words) => {
                self.told = true;
                desk.note(words)
            }
            None => Flow::Continue(()),
        }
    }

    fn lay_out(&mut self, object: &Map<String, Value>, config: &Config) {
        if self.fields.is_empty() || !object.keys().eq(&self.fields) {
            let fields: Vec<&str> = object.keys().map(String::as_str).collect();
            self.layout = Layout::of(config, &fields);
            self.fields = object.keys().cloned().collect();
            self.expected = Expected::of(&self.fields, &self.layout.wanted());
            if self.layout.text().is_none() {
                let name = config.fields.text.as_deref().unwrap_or("text");
                self.layout.missing = format!(
                    "no field '{name}' (it has {}); name the field of the text with --text-field",
                    listed(&fields)
                );
            }
        }
    }

    fn document(&self, object: &Map<String, Value>, place: &Place<'_>) -> Read {
        let layout = &self.layout;
        let at = |number: usize| object.values().nth(number);
        let value = |number: usize| at(number).and_then(plain);
        let text = layout.text();
        let name = text.and_then(|number| self.fields.get(number)).map_or("", String::as_str);
        let body = match text.and_then(at) {
            Some(Value::String(body)) if !body.trim().is_empty() => body.clone(),
            other => {
                let what = match other {
                    Some(Value::String(_)) => format!("the field '{name}' is empty"),
                    Some(Value::Null) => format!("the field '{name}' is null"),
                    Some(_) => format!("the field '{name}' holds no string"),
                    None => layout.missing.clone(),
                };
                let message = format!("{}: {what}", place.line());
                return Err(Fault { id: layout.id(&value), ..Fault::skipped(message) });
            }
        };
        let mut document = layout.document(body, &value);
        document.kept =
            layout.keep.iter().map(|number| number.and_then(at).map(whole).unwrap_or_default()).collect();
        Ok(document)
    }
}

/// Where an object stands: its file, and the line and the column where it begins, both from 1.
pub(super) struct Place<'a> {
    pub(super) source: &'a str,
    pub(super) line: u64,
    pub(super) column: u64,
}

impl Place<'_> {
    fn line(&self) -> String {
        format!("{}:{}", self.source, self.line)
    }

    fn broken(&self, text: &str, error: &serde_json::Error) -> String {
        let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or("");
        let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line).chars().count() as u64;
        let first = if error.line() <= 1 { self.column } else { 1 };
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or("");
        let (line, column) = (self.line + (error.line() as u64).saturating_sub(1), before + first);
        format!("{}:{line}:{column}: not a JSON object: {what}", self.source)
    }
}

/// A field as text; a number is as good as its digits.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A field as it is kept: text as text, anything else as JSON, nothing as nothing.
fn whole(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn surrogates(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "1 lone surrogate replaced".to_string(),
        n => format!("{n} lone surrogates replaced"),
    }
}

/// JSON in which every escaped surrogate without its other half is an escaped U+FFFD, and how many were.
fn without_lone_surrogates(json: &str) -> (String, usize) {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (mut text, mut rest, mut lone) = (String::with_capacity(json.len()), 0, 0);
    while let Some(found) = json.get(rest..).and_then(|after| after.find('\\')) {
        let at = rest + found;
        text.push_str(json.get(rest..at).unwrap_or_default());
        let length = match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                lone += 1;
                text.push_str("\\uFFFD");
                rest = at + 6;
                continue;
            }
            _ => 1 + json.get(at + 1..).and_then(|after| after.chars().next()).map_or(0, char::len_utf8),
        };
        text.push_str(json.get(at..at + length).unwrap_or_default());
        rest = at + length;
    }
    text.push_str(json.get(rest..).unwrap_or_default());
    (text, lone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_is_replaced_and_a_pair_is_not() {
        for (json, mended, number) in [
            (r#""a \uD83D\uDE00 b""#, r#""a \uD83D\uDE00 b""#, 0),
            (r#""a \uD83D b\udc00""#, r#""a \uFFFD b\uFFFD""#, 2),
            (r#""\uD83D\uD83D\uDE00""#, r#""\uFFFD\uD83D\uDE00""#, 1),
            (r#""\\uD83D \n \" é""#, r#""\\uD83D \n \" é""#, 0),
            (r"\", r"\", 0),
        ] {
            assert_eq!(without_lone_surrogates(json), (mended.to_string(), number), "{json}");
        }
    }
}
