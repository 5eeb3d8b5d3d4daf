//! What follows from the definition of a column: its schema for machines, its documentation for people.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Column, DOCUMENTS, ENTITIES, Format, MENTIONS, QUOTES, Table};

/// The Frictionless table schema of a table.
pub fn schema<R>(table: &Table<R>) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let keys: Vec<Value> = table.columns.iter().filter_map(foreign_key).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if let (Some(first), Some(object)) = (table.columns.first(), schema.as_object_mut()) {
        object.insert("primaryKey".into(), json!([first.name]));
        if !keys.is_empty() {
            object.insert("foreignKeys".into(), Value::Array(keys));
        }
    }
    schema
}

fn field<R>(column: &Column<R>) -> Value {
    let mut constraints = Map::new();
    if column.needed {
        constraints.insert("required".into(), true.into());
    }
    if let Some(values) = column.values {
        constraints.insert("enum".into(), values().into());
    }
    if let Some(pattern) = column.pattern {
        constraints.insert("pattern".into(), pattern.into());
    }
    let sort = match column.format {
        Format::Text | Format::Word | Format::Date => "string",
        Format::Integer => "integer",
        Format::Decimal => "number",
        Format::Boolean => "boolean",
    };
    if matches!(column.format, Format::Integer | Format::Decimal) {
        constraints.insert("minimum".into(), 0.into());
    }
    if column.format == Format::Decimal {
        constraints.insert("maximum".into(), 1.into());
    }
    let mut field = json!({ "name": column.name, "type": sort, "description": column.meaning });
    if let Some(object) = field.as_object_mut().filter(|_| !constraints.is_empty()) {
        object.insert("constraints".into(), Value::Object(constraints));
    }
    field
}

fn foreign_key<R>(column: &Column<R>) -> Option<Value> {
    let (resource, field) = column.refers?;
    Some(json!({ "fields": [column.name], "reference": { "resource": resource, "fields": [field] } }))
}

/// The documentation of all tables, as `docs/columns.md` holds it.
pub fn markdown() -> String {
    let mut page = String::from(HEAD);
    describe(&DOCUMENTS, &mut page);
    describe(&ENTITIES, &mut page);
    describe(&MENTIONS, &mut page);
    describe(&QUOTES, &mut page);
    page
}

const HEAD: &str = "# The tables, column by column

This page is made from the definitions in `src/record`; a test holds it to them.

Every table is UTF-8 CSV with LF line ends and one header line. An empty cell means *not known*. Offsets count
Unicode scalar values (the index of a Python `str`) of the document's text as it was given, from 0, the end one
past the last character. A *text* cell that a spreadsheet would take for a formula has one `'` before it; take it
away to have the text back. In Python: `re.sub(r\"^'('*[=+\\-@\\t\\r\\n\\0])\", r\"\\1\", cell)`.
";

/// The documentation of one table.
pub(crate) fn describe<R>(table: &Table<R>, page: &mut String) {
    let mut line = |text: std::fmt::Arguments<'_>| {
        let written = page.write_fmt(text);
        debug_assert!(written.is_ok(), "a string takes whatever is written");
    };
    line(format_args!("\n## {}.csv\n\n{}\n\n", table.name, table.purpose));
    line(format_args!("| column | type | meaning |\n|---|---|---|\n"));
    for column in table.columns {
        let meaning = column.meaning.replace('|', "\\|");
        let values = column.values.filter(|_| !meaning.contains("`:")).map(|values| {
            let values: Vec<String> = values().iter().map(|value| format!("`{value}`")).collect();
            format!(": {}", values.join(", "))
        });
        let target =
            column.refers.map(|(table, column)| format!(" (`{table}.{column}`)")).unwrap_or_default();
        let empty = if column.needed { "" } else { ", may be empty" };
        line(format_args!(
            "| `{}` | {}{empty} | {meaning}{}{target} |\n",
            column.name,
            column.format.name(),
            values.unwrap_or_default(),
        ));
    }
}
