//! A JSON object that has the fields of the one before: only what is wanted of it is taken.
//!
//! The names of the fields are compared, not kept; values that nobody asked for are passed over. Whatever is
//! not as it was, or not as it should be, is no fault here: then nothing is taken, and whoever asked reads the
//! object in full.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// The fields that objects are expected to have, in order, and which of them are wanted.
#[derive(Debug, Default)]
pub(super) struct Expected {
    fields: Vec<(String, bool)>,
}

impl Expected {
    /// Expects these fields, of which these numbers are wanted.
    pub(super) fn of(fields: &[String], wanted: &[usize]) -> Self {
        let fields = fields.iter().enumerate().map(|(at, field)| (field.clone(), wanted.contains(&at)));
        Self { fields: fields.collect() }
    }

    /// The values of an object's fields, null for those that are not wanted; `None` where it has other fields,
    /// or is not plainly an object. A surrogate may lack its other half, which must be told wherever it
    /// stands.
    pub(super) fn take(&self, json: &str) -> Option<Vec<Value>> {
        if self.fields.is_empty() || json.contains("\\ud") || json.contains("\\uD") {
            return None;
        }
        let mut from = serde_json::Deserializer::from_str(json);
        let values = self.deserialize(&mut from).ok()?;
        from.end().ok()?;
        Some(values)
    }
}

impl<'de> DeserializeSeed<'de> for &Expected {
    type Value = Vec<Value>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Vec<Value>, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &Expected {
    type Value = Vec<Value>;

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("an object with the fields of the one before")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Value>, A::Error> {
        let mut values = Vec::with_capacity(self.fields.len());
        for (field, is_wanted) in &self.fields {
            if map.next_key_seed(Called(field))? != Some(true) {
                return Err(A::Error::custom("another field"));
            }
            values.push(if *is_wanted {
                map.next_value()?
            } else {
                map.next_value::<IgnoredAny>().map(|_| Value::Null)?
            });
        }
        match map.next_key::<IgnoredAny>()? {
            None => Ok(values),
            Some(_) => Err(A::Error::custom("one field more")),
        }
    }
}

/// Whether a field is called so.
struct Called<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Called<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Called<'_> {
    type Value = bool;

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, taken: Option<&[Value]>) {
        let fields = ["id", "notes", "text"].map(str::to_string);
        assert_eq!(Expected::of(&fields, &[0, 2]).take(json).as_deref(), taken, "{json}");
    }

    #[test]
    fn what_is_wanted_is_taken_and_the_rest_passed_over() {
        let taken = [Value::from(7), Value::Null, Value::from("It rained.")];
        check(r#"{"id": 7, "notes": [{"a": "}"}], "text": "It rained."}"#, Some(&taken));
        check(r#" {"\u0069d": 7, "notes": null, "text": "It rained."} "#, Some(&taken));
    }

    #[test]
    fn an_object_that_is_another_or_broken_is_left_alone() {
        check(r#"{"id": 7, "text": "It rained.", "notes": 1}"#, None);
        check(r#"{"id": 7, "notes": 1, "text": "It rained.", "more": 1}"#, None);
        check(r#"{"id": 7, "notes": 1}"#, None);
        check(r#"{"id": 7, "notes": 1, "text": "It rained."} x"#, None);
        check(r#"{"id": 7, "notes": "\ud800", "text": "It rained."}"#, None);
        check(r#"[7, 1, "It rained."]"#, None);
    }
}
