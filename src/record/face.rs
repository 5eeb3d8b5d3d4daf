//! What follows from the definition of a column: its schema for machines, its documentation for people.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Field, Format, Head, heads};

/// The Frictionless table schema of a table.
pub fn schema(head: &Head) -> Value {
    let fields: Vec<Value> = head.fields.iter().map(field).collect();
    let keys: Vec<Value> = head.fields.iter().filter_map(foreign_key).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if let (Some(first), Some(object)) = (head.fields.first(), schema.as_object_mut()) {
        object.insert("primaryKey".into(), json!([first.name]));
        if !keys.is_empty() {
            object.insert("foreignKeys".into(), Value::Array(keys));
        }
    }
    schema
}

fn field(column: &Field) -> Value {
    let mut constraints = Map::new();
    if column.needed {
        constraints.insert("required".into(), true.into());
    }
    if let Some(values) = &column.values {
        constraints.insert("enum".into(), values.clone().into());
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

fn foreign_key(column: &Field) -> Option<Value> {
    let (resource, field) = column.refers?;
    Some(json!({ "fields": [column.name], "reference": { "resource": resource, "fields": [field] } }))
}

/// The documentation of all tables, as `docs/columns.md` holds it.
pub fn markdown() -> String {
    let mut page = String::from(HEAD);
    for head in heads() {
        describe(&head, &mut page);
    }
    page
}

const HEAD: &str = "# The tables, column by column

This page is made from the definitions in `src/record`; a test holds it to them.

Every table is UTF-8 with one header line. An empty cell means *not known*. Offsets count
Unicode scalar values (the index of a Python `str`) of the document's text as it was given, from 0, the end one
past the last character. In CSV, unless it is `--csv data`, a *text* cell that a spreadsheet would take for a
formula has one `'` before it; take it away to have the text back. In Python:
`re.sub(r\"^'('*[=+\\-@\\t\\r\\n\\0])\", r\"\\1\", cell)`. [outputs.md](outputs.md) tells of the formats.
";

/// The page that explains a folder of tables to whoever finds it.
pub fn readme() -> String {
    let mut page = String::from(WELCOME);
    for head in heads() {
        describe(&head, &mut page);
    }
    page
}

const WELCOME: &str = "# What is in this folder: tables made by sayso

sayso reads news articles and writes who is named in them and who said what. A new run replaces the files of the
last one; all of them appear together or not at all. Which are here depends on what was asked for:

| file | what it is | open it with |
|---|---|---|
| `documents.csv` | an article a row, read or not (`status`, `message`) | a spreadsheet |
| `entities.csv` | a person, place or organisation a row, over all articles | a spreadsheet |
| `mentions.csv` | a name in an article a row, and where it stands | a spreadsheet |
| `quotes.csv` | a statement a row: who made it, how, and where it stands | a spreadsheet |
| `sayso.xlsx` | the same tables as sheets of one workbook | Excel, LibreOffice |
| `documents.jsonl` | an article a line, with its text, names and statements | programs |
| `entities.jsonl` | an entity a line | programs |
| `*.parquet` | the same tables in columns | DuckDB, pandas, R |
| `datapackage.json` | what every column means, for programs (Frictionless Data) | programs |
| `run.json` | when, from which articles and with which lists this was made; how much came out | any editor |

They join by their ids: `doc_id` in mentions and quotes is an article of documents; `entity_id` in mentions, and
`speaker_id` in quotes, is a row of entities.

Worth knowing:

* An empty cell means *not known*. A statement without a `speaker` may still have `speaker_text`, the words of the
  article.
* `kind` of a quote: `direct`, all of it stood inside quotation marks; `mixed`, some; `indirect`, none of it: these
  are the article's words, not the speaker's.
* `confidence` runs from 0 to 1. `rule` names the rule that made the row.
* `start_char` and `end_char` count characters of the article as it was given, from 0.
* A CSV cell with a `'` in front of `=`, `+`, `-` or `@` was guarded: a spreadsheet would have taken it for a formula.
* In Excel, open CSV with *Data*, *From Text/CSV* and *65001: Unicode (UTF-8)*, or accents may be spoilt. `--csv excel`
  writes files for a double click.
* Ids are made from content: another run over the same articles gives the same ids, so that two runs can be joined.
";

/// The documentation of one table.
pub(crate) fn describe(table: &Head, page: &mut String) {
    let mut line = |text: std::fmt::Arguments<'_>| {
        let written = page.write_fmt(text);
        debug_assert!(written.is_ok(), "a string takes whatever is written");
    };
    line(format_args!("\n## {}\n\n{}\n\n", table.name, table.purpose));
    line(format_args!("| column | type | meaning |\n|---|---|---|\n"));
    for column in &table.fields {
        let meaning = column.meaning.replace('|', "\\|");
        let values = column.values.as_ref().filter(|_| !meaning.contains("`:")).map(|values| {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
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
