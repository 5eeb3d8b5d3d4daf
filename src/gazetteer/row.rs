//! A row of a gazetteer: the schema of `gazetteers/README.md`, read from CSV.
//!
//! The program's build reads the shipped lists with this file, the program reads a user's own list
//! with it, so both obey one schema.

/// A row as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The entity's id; made from kind and name where the file gives none.
    pub id: String,
    /// `person`, `place` or `organisation`.
    pub kind: String,
    /// What sort of one: `city`, `party`, `politician`, ...
    pub subtype: String,
    /// The canonical name.
    pub name: String,
    /// Other names, parted by `|`.
    pub aliases: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// `m`, `f` or empty.
    pub sex: String,
    /// Roles, the latest first, parted by `|`.
    pub role: String,
    /// Prominence on a log scale, 0 to 999.
    pub weight: u16,
    /// `wd:Q212;geonames:703448`.
    pub external_ids: String,
    /// The file or package it comes from.
    pub source: String,
}

/// What is wrong with a row, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong and what was expected.
    pub message: String,
}

/// The columns, in the order of the documentation. Only `kind` and `name` must be there.
pub const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "subtype",
    "name",
    "aliases",
    "country",
    "sex",
    "role",
    "weight",
    "ambiguous",
    "external_ids",
    "source",
];

const KINDS: &[(&str, &str)] = &[("person", "per"), ("place", "loc"), ("organisation", "org")];

impl Row {
    /// Every form the entity goes by, the canonical name first.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.split('|').filter(|alias| !alias.is_empty()))
    }
}

/// Reads a CSV file in the schema, from a spreadsheet too: a byte-order mark, `;` or tabs between the
/// cells and CRLF are fine. `source` stands in for an empty source cell.
pub(crate) fn read(text: &str, source: &str) -> Result<Vec<Row>, Fault> {
    let text = text.trim_start_matches('\u{FEFF}');
    let header = text.lines().next().unwrap_or("");
    let delimiter = [b';', b'\t'].into_iter().find(|&d| header.contains(d as char)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let columns = columns(&reader.headers().map_err(|e| fault(&e))?.clone())?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| fault(&e))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        rows.push(row(&record, &columns, source).map_err(|message| Fault { line, message })?);
    }
    Ok(rows)
}

fn fault(error: &csv::Error) -> Fault {
    Fault { line: error.position().map_or(1, csv::Position::line), message: format!("not CSV: {error}") }
}

/// Where each of [`COLUMNS`] stands in this file.
fn columns(header: &csv::StringRecord) -> Result<Vec<Option<usize>>, Fault> {
    let at_line_1 = |message: String| Fault { line: 1, message };
    for name in header {
        if !COLUMNS.contains(&name.trim()) {
            return Err(at_line_1(format!("no column '{name}'; expected some of {}", COLUMNS.join(", "))));
        }
    }
    let place = |column: &str| header.iter().position(|name| name.trim() == column);
    for needed in ["kind", "name"] {
        if place(needed).is_none() {
            return Err(at_line_1(format!("the column '{needed}' is missing")));
        }
    }
    Ok(COLUMNS.iter().map(|column| place(column)).collect())
}

fn row(record: &csv::StringRecord, columns: &[Option<usize>], source: &str) -> Result<Row, String> {
    let cell = |column: usize| columns[column].and_then(|at| record.get(at)).unwrap_or("").trim().to_string();
    let kind = cell(1);
    let Some((_, prefix)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        return Err(format!("column kind: '{kind}' is no kind; expected person, place or organisation"));
    };
    let name = cell(3);
    if name.is_empty() {
        return Err("column name: it is empty; every row needs a name".to_string());
    }
    let sex = cell(6);
    if !matches!(sex.as_str(), "" | "m" | "f") {
        return Err(format!("column sex: '{sex}'; expected m, f or nothing"));
    }
    let weight = cell(8);
    let weight = match weight.as_str() {
        "" => 600,
        digits => digits
            .parse()
            .ok()
            .filter(|w| *w <= 999)
            .ok_or_else(|| format!("column weight: '{digits}'; expected a whole number from 0 to 999"))?,
    };
    let id = match cell(0) {
        id if id.is_empty() => format!("{prefix}_{}", slug(&name)),
        id => id,
    };
    let source = match cell(11) {
        given if given.is_empty() => source.to_string(),
        given => given,
    };
    Ok(Row {
        id,
        kind,
        subtype: cell(2),
        name,
        aliases: cell(4),
        country: cell(5),
        sex,
        role: cell(7),
        weight,
        external_ids: cell(10),
        source,
    })
}

/// `Recep Tayyip Erdoğan` to `recep-tayyip-erdogan`.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_string()
}

/// A form without accents.
pub fn plain(form: &str) -> String {
    use unicode_normalization::char::{decompose_canonical, is_combining_mark};
    if form.is_ascii() {
        return form.to_string();
    }
    let mut plain = String::with_capacity(form.len());
    for c in form.chars() {
        // Letter by letter: to put accents in order, as for a whole string, would be for nothing here.
        decompose_canonical(c, |c| {
            if c.is_ascii() || !is_combining_mark(c) {
                plain.push(without_stroke(c));
            }
        });
    }
    plain
}

/// Letters whose stroke or dot is no accent to Unicode, and the curly apostrophe.
fn without_stroke(c: char) -> char {
    match c {
        'ı' => 'i',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' | 'ð' => 'd',
        'Đ' => 'D',
        '’' => '\'',
        other => other,
    }
}

/// A form without accents and in lower case: how it is looked up where case says nothing.
pub fn fold(form: &str) -> String {
    if form.is_ascii() { form.to_ascii_lowercase() } else { plain(form).to_lowercase() }
}
