//! Rows as JSON lines: whole documents with everything that was found in them, or the rows of a table.
//!
//! Keys are the names of the columns, numbers are numbers, and what is not known is null.

use serde_json::{Map, Value, json};

use crate::corpus::Sighting;
use crate::error::{Error, Result};
use crate::record::{Cell, EntityRow, QuoteRow, Table, Tables};

use super::{Page, Piece, Sink};

const DOCUMENTS_FILE: &str = "documents.jsonl";
const ENTITIES_FILE: &str = "entities.jsonl";

/// One document a line.
pub(super) struct Nested {
    /// Whether the entities of the whole run are written too, one a line.
    pub(super) has_entities: bool,
    pub(super) tables: Tables,
}

impl Sink for Nested {
    fn begin(&self) -> Result<Vec<Piece>> {
        let empty = |file: &str| Piece { file: file.to_string(), bytes: Vec::new(), rows: 0 };
        let entities = self.has_entities.then(|| empty(ENTITIES_FILE));
        Ok([empty(DOCUMENTS_FILE)].into_iter().chain(entities).collect())
    }

    fn page(&self, page: Page<'_>) -> Result<Vec<Piece>> {
        piece(DOCUMENTS_FILE, &[document(page, &self.tables)]).map(|piece| vec![piece])
    }

    fn entities(&self, rows: &[EntityRow]) -> Result<Vec<Piece>> {
        if !self.has_entities {
            return Ok(Vec::new());
        }
        piece(ENTITIES_FILE, &objects(&self.tables.entities, rows)).map(|piece| vec![piece])
    }
}

/// One row of a table a line.
pub(super) struct Flat {
    pub(super) table: &'static str,
    pub(super) tables: Tables,
}

impl Flat {
    fn pieces<R>(&self, table: &Table<R>, rows: &[R]) -> Result<Vec<Piece>> {
        if table.name != self.table {
            return Ok(Vec::new());
        }
        piece(table.name, &objects(table, rows)).map(|piece| vec![piece])
    }
}

impl Sink for Flat {
    fn page(&self, page: Page<'_>) -> Result<Vec<Piece>> {
        let mut all = self.pieces(&self.tables.documents, std::slice::from_ref(&page.rows.document))?;
        all.append(&mut self.pieces(&self.tables.mentions, &page.rows.mentions)?);
        all.append(&mut self.pieces(&self.tables.quotes, &page.rows.quotes)?);
        Ok(all)
    }

    fn entities(&self, rows: &[EntityRow]) -> Result<Vec<Piece>> {
        self.pieces(&self.tables.entities, rows)
    }
}

type Object = Map<String, Value>;

fn piece(file: &str, lines: &[Object]) -> Result<Piece> {
    let mut bytes = Vec::new();
    for line in lines {
        let written = serde_json::to_writer(&mut bytes, line);
        written.map_err(|e| Error::new(format!("a row cannot be written as JSON: {e}")))?;
        bytes.push(b'\n');
    }
    Ok(Piece { file: file.to_string(), bytes, rows: lines.len() as u64 })
}

fn objects<R>(table: &Table<R>, rows: &[R]) -> Vec<Object> {
    let head = table.head();
    let key = |at: usize| head.fields.get(at).map(|field| field.name.to_string()).unwrap_or_default();
    let object = |row| table.cells(row).enumerate().map(|(at, (_, cell))| (key(at), value(cell))).collect();
    rows.iter().map(object).collect()
}

/// A cell as the tables have it: a decimal has two places here too.
fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.into(),
        Cell::Id(id) => (**id).into(),
        Cell::Integer(number) => number.into(),
        Cell::Decimal(number) => format!("{number:.2}").parse::<f64>().map_or(Value::Null, Value::from),
        Cell::Boolean(yes) => yes.into(),
    }
}

/// A document with its text and, in place of the numbers of them, its names and statements. What these
/// would only repeat of the document is left out.
fn document(page: Page<'_>, tables: &Tables) -> Object {
    let rows = page.rows;
    let mut whole = Object::new();
    for object in objects(&tables.documents, std::slice::from_ref(&rows.document)) {
        whole.extend(object);
    }
    let own: Vec<String> = whole.keys().cloned().collect();
    let mentions = objects(&tables.mentions, &rows.mentions).into_iter().map(|row| without(row, &own));
    let mentions: Vec<Value> = mentions.map(Value::Object).collect();
    whole.insert("text".into(), page.body.map_or(Value::Null, Value::from));
    whole.insert("entities".into(), rows.sightings.iter().map(entity).collect());
    whole.insert("mentions".into(), mentions.into());
    whole.insert("quotes".into(), quotes(page, tables, &own));
    whole
}

fn without(mut row: Object, own: &[String]) -> Object {
    row.retain(|key, _| !own.contains(key));
    row
}

fn entity(seen: &Sighting) -> Value {
    json!({
        "entity_id": seen.key.id(),
        "kind": seen.kind.name(),
        "name": seen.name,
        "forms": seen.forms.as_slice(),
        "roles": seen.roles,
        "mentions": seen.mentions,
        "quotes_by": seen.quotes_by,
        "quotes_about": seen.quotes_about,
    })
}

fn quotes(page: Page<'_>, tables: &Tables, own: &[String]) -> Value {
    let (rows, body) = (page.rows, page.body.unwrap_or(""));
    // Where each character begins, so that a piece is found by its place.
    let starts: Vec<usize> = if rows.quotes.is_empty() {
        Vec::new()
    } else {
        body.char_indices().map(|(at, _)| at).chain([body.len()]).collect()
    };
    let piece = |(start, end): (usize, usize)| {
        let range = starts.get(start).zip(starts.get(end));
        let text = range.and_then(|(&start, &end)| body.get(start..end));
        json!({ "start_char": start, "end_char": end, "text": text })
    };
    let objects = objects(&tables.quotes, &rows.quotes).into_iter().zip(&rows.quotes);
    let with_pieces = |(object, row): (Object, &QuoteRow)| {
        let mut object = without(object, own);
        object.insert("pieces".into(), places(&row.spans).map(piece).collect());
        Value::Object(object)
    };
    objects.map(with_pieces).collect()
}

/// `12-40;57-80` as numbers.
fn places(spans: &str) -> impl Iterator<Item = (usize, usize)> + use<'_> {
    let pair = |span: &str| {
        let (start, end) = span.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    spans.split(';').filter_map(pair)
}
