//! A line of JSON to a document.

use serde_json::{Map, Value};

use crate::config::Fields;
use crate::document::{Decoded, Document, Status, decode};

use super::article;

/// A document without its source, or its status, its id if the line has one, and what is wrong.
pub(super) type Read = Result<Document, (Status, Option<String>, String)>;

/// Reads a line. `place` is its file and number, for messages.
pub(super) fn document(bytes: &[u8], place: &str, fields: &Fields) -> Read {
    let failed = |message: String| (Status::Failed, None, format!("{place}{message}"));
    let decoded = match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_string(), encoding: "UTF-8", replaced: 0 },
        Err(_) => decode(bytes).ok_or_else(|| failed(": no text; JSON lines are UTF-8 text".into()))?,
    };
    let line = decoded.text.trim_start_matches('\u{FEFF}');
    let object: Map<String, Value> = serde_json::from_str(line).map_err(|e| failed(broken(line, &e)))?;
    let id = text(&object, &fields.id).filter(|id| !id.is_empty());
    let body = match object.get(&fields.text) {
        Some(Value::String(body)) if !body.trim().is_empty() => body.clone(),
        other => {
            let message = format!("{place}: {}", no_text(&object, other, fields));
            return Err((Status::Skipped, id, message));
        }
    };
    let part = |field: &str| text(&object, field).filter(|part| !part.is_empty());
    let mut document = Document {
        id: id.unwrap_or_default(),
        body,
        source: String::new(),
        title: part(&fields.title),
        published: None,
        outlet: part(&fields.outlet),
        url: part(&fields.url),
        byline: part(&fields.byline),
        message: decoded.message(),
    };
    if let Some(written) = part(&fields.published) {
        article::date(&mut document, &written);
    }
    Ok(document)
}

/// A field as text; a number is as good as its digits.
fn text(object: &Map<String, Value>, field: &str) -> Option<String> {
    match object.get(field)? {
        Value::String(text) => Some(text.trim().to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn broken(line: &str, error: &serde_json::Error) -> String {
    let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line);
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or("");
    format!(":{}: not a JSON object on one line: {what}", before.chars().count() + 1)
}

fn no_text(object: &Map<String, Value>, found: Option<&Value>, fields: &Fields) -> String {
    let field = &fields.text;
    match found {
        Some(Value::String(_)) => format!("the field '{field}' is empty"),
        Some(Value::Null) => format!("the field '{field}' is null"),
        Some(_) => format!("the field '{field}' holds no string"),
        None => {
            let names: Vec<&str> = object.keys().map(String::as_str).take(12).collect();
            let has = if names.is_empty() { "none".to_string() } else { names.join(", ") };
            format!("no field '{field}' (it has {has}); name the field of the text with --text-field")
        }
    }
}
