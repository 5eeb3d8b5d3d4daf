//! A list as its writer gave it: CSV in, rows and what is wrong with them out.
//!
//! A byte-order mark, `;` or tabs between the cells and CRLF are fine, as spreadsheets save them. A row
//! says what shall be done ([`Action`]); what it is done to is looked up in [`super::own`].

use super::row::{COLUMNS, KINDS, Row, WEIGHT};

/// What a row of a list does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Action {
    /// Adds an entry, or lays its cells over one.
    #[default]
    Add,
    /// Gives an entry another name.
    Rename,
    /// Makes several entries one.
    Merge,
    /// Gives an entry another kind.
    Retype,
    /// Takes an entry, or some of its forms, away.
    Suppress,
}

const ACTIONS: &[(&str, Action)] = &[
    ("add", Action::Add),
    ("rename", Action::Rename),
    ("merge", Action::Merge),
    ("retype", Action::Retype),
    ("suppress", Action::Suppress),
];

/// A row with what shall be done with it. Cells that were empty are empty in `row`, the id too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    /// The line it begins on, from 1.
    pub line: u64,
    /// What it does.
    pub action: Action,
    /// The ids or names of the entries it is done to.
    pub entry: Vec<String>,
    /// Whether the weight was given.
    pub weighed: bool,
    /// The cells.
    pub row: Row,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The list cannot be used.
    Error,
    /// The list can be used; whether it does what was meant is for a person to say.
    Warning,
}

/// What is wrong with a list, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u64,
    /// The column by its name; empty where the problem is the line's.
    pub column: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// A problem that keeps the list from use.
    pub(crate) fn error(line: u64, column: &'static str, problem: String, remedy: &str) -> Self {
        Self { line, column, severity: Severity::Error, problem, remedy: remedy.to_string() }
    }

    /// The problem as the end of an error message, behind file and line.
    pub(crate) fn message(&self) -> String {
        let column = if self.column.is_empty() { String::new() } else { format!("column {}: ", self.column) };
        let parted = if self.problem.ends_with('?') { "" } else { ";" };
        format!("{column}{}{parted} {}", self.problem, self.remedy)
    }
}

/// Reads a list. `source` stands in for an empty source cell. Rows that have a problem are left out.
pub(crate) fn read(text: &str, source: &str) -> (Vec<Given>, Vec<Problem>) {
    // Of CRLF the reader counts lines one short.
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let header = text.lines().next().unwrap_or("");
    let delimiter = [b';', b'\t'].into_iter().find(|&d| header.contains(d as char)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return (Vec::new(), vec![not_csv(&error)]),
    };
    let sheet = match Sheet::new(&header, source) {
        Ok(sheet) => sheet,
        Err(problems) => return (Vec::new(), problems),
    };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(record) => match sheet.given(&record, line_of(&text, &record)) {
                Ok(given) => rows.push(given),
                Err(found) => problems.extend(found),
            },
            Err(error) => problems.push(not_csv(&error)),
        }
    }
    (rows, problems)
}

/// The line on which a record begins; the reader tells where the empty lines before it do.
fn line_of(text: &str, record: &csv::StringRecord) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let rest = text.get(position.byte() as usize..).unwrap_or("");
    position.line() + rest.bytes().take_while(|byte| *byte == b'\n').count() as u64
}

fn not_csv(error: &csv::Error) -> Problem {
    let line = error.position().map_or(1, csv::Position::line);
    Problem::error(line, "", format!("this is not CSV: {error}"), "save the list as CSV anew")
}

/// Where each of [`COLUMNS`] stands in a file.
struct Sheet<'s> {
    places: Vec<Option<usize>>,
    width: usize,
    source: &'s str,
}

impl<'s> Sheet<'s> {
    fn new(header: &csv::StringRecord, source: &'s str) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let known = COLUMNS.join(", ");
        let wrong = |problem: String| Problem::error(1, "", problem, &format!("the columns are {known}"));
        let place = |column: &str| header.iter().position(|name| name.trim() == column);
        for (at, name) in header.iter().map(str::trim).enumerate() {
            // Spreadsheets save columns that were once touched as empty ones.
            if name.is_empty() {
            } else if !COLUMNS.contains(&name) {
                let near = crate::error::did_you_mean(name, COLUMNS.iter().copied());
                problems.push(wrong(format!("there is no column '{name}'{near}")));
            } else if place(name) != Some(at) {
                problems.push(wrong(format!("the column '{name}' stands there twice")));
            }
        }
        for needed in ["kind", "name"].into_iter().filter(|_| place("entry").is_none()) {
            if place(needed).is_none() {
                problems.push(wrong(format!("the column '{needed}' is missing")));
            }
        }
        if problems.is_empty() {
            let places = COLUMNS.iter().map(|column| place(column)).collect();
            Ok(Self { places, width: header.len(), source })
        } else {
            Err(problems)
        }
    }

    fn cell<'r>(&self, record: &'r csv::StringRecord, column: &str) -> &'r str {
        let at = COLUMNS.iter().position(|name| *name == column);
        let place = at.and_then(|at| self.places.get(at).copied().flatten());
        place.and_then(|place| record.get(place)).unwrap_or("").trim()
    }

    fn given(&self, record: &csv::StringRecord, line: u64) -> Result<Given, Vec<Problem>> {
        let text = |column: &str| one_line(self.cell(record, column));
        let list = |column: &str| one_line(&parts(self.cell(record, column)).collect::<Vec<_>>().join("|"));
        let mut problems = Vec::new();
        if record.iter().skip(self.width).any(|cell| !cell.trim().is_empty()) {
            let problem = format!("there are {} cells under a header of {}", record.len(), self.width);
            problems.push(Problem::error(
                line,
                "",
                problem,
                "put cells that hold the delimiter in quotation marks",
            ));
        }
        let weight = self.weight(record, line, &mut problems);
        let action = self.action(record, line, &mut problems);
        let entry = parts(self.cell(record, "entry")).map(str::to_string).collect();
        let source = match text("source") {
            empty if empty.is_empty() => self.source.to_string(),
            source => source,
        };
        let row = Row {
            id: text("id"),
            kind: text("kind"),
            subtype: text("subtype"),
            name: text("name"),
            aliases: list("aliases"),
            country: text("country"),
            sex: text("sex"),
            role: text("role"),
            weight: weight.unwrap_or(WEIGHT),
            ambiguous: list("ambiguous"),
            external_ids: text("external_ids"),
            source,
        };
        let given = Given { line, action, entry, weighed: weight.is_some(), row };
        given.faults(&mut problems);
        if problems.is_empty() { Ok(given) } else { Err(problems) }
    }

    fn weight(&self, record: &csv::StringRecord, line: u64, problems: &mut Vec<Problem>) -> Option<u16> {
        let cell = self.cell(record, "weight");
        let weight = cell.parse().ok().filter(|weight| *weight <= 999);
        if weight.is_none() && !cell.is_empty() {
            let problem = format!("'{cell}' is no weight");
            problems.push(Problem::error(line, "weight", problem, "write a whole number from 0 to 999"));
        }
        weight
    }

    fn action(&self, record: &csv::StringRecord, line: u64, problems: &mut Vec<Problem>) -> Action {
        let cell = self.cell(record, "action");
        let known = ACTIONS.iter().find(|(name, _)| *name == cell);
        if known.is_none() && !cell.is_empty() {
            let near = crate::error::did_you_mean(cell, ACTIONS.iter().map(|(name, _)| *name));
            let problem = format!("'{cell}' is no action{near}");
            problems.push(Problem::error(
                line,
                "action",
                problem,
                "write add, rename, merge, retype, suppress, or nothing for add",
            ));
        }
        known.map_or(Action::Add, |(_, action)| *action)
    }
}

/// A cell without line breaks and doubled spaces, as names stand in a text.
fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a cell, none empty.
pub(crate) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty())
}

impl Given {
    /// What the cells must be, whatever the list is laid over.
    fn faults(&self, problems: &mut Vec<Problem>) {
        let row = &self.row;
        let mut fault = |column, problem: String, remedy| {
            problems.push(Problem::error(self.line, column, problem, remedy));
        };
        let new = self.action == Action::Add && self.entry.is_empty();
        let is_kind = KINDS.iter().any(|(name, _)| *name == row.kind);
        if !is_kind && (!row.kind.is_empty() || new || self.action == Action::Retype) {
            let near = crate::error::did_you_mean(&row.kind, KINDS.iter().map(|(name, _)| *name));
            fault("kind", format!("'{}' is no kind{near}", row.kind), "write person, place or organisation");
        }
        if row.name.is_empty() && (new || self.action == Action::Rename) {
            fault("name", "it is empty".to_string(), "write the name that the tables shall show");
        }
        if row.name.contains('|') {
            fault("name", format!("'{}' is several names", row.name), "write all but one under aliases");
        }
        if !matches!(row.sex.as_str(), "" | "m" | "f") {
            fault("sex", format!("'{}' is no sex", row.sex), "write m, f or nothing");
        }
        let nameless = self.entry.is_empty() && row.name.is_empty();
        match self.action {
            Action::Rename | Action::Merge if self.entry.is_empty() => {
                fault("entry", "it is empty".to_string(), "write the id or the name of a known entry");
            }
            Action::Retype | Action::Suppress if nameless => {
                fault("entry", "it is empty".to_string(), "write the id or the name of a known entry");
            }
            _ => {}
        }
        self.flags(problems);
    }

    /// The flags must speak of forms of the row, in known codes.
    fn flags(&self, problems: &mut Vec<Problem>) {
        for flag in parts(&self.row.ambiguous) {
            let (form, codes) = flag.rsplit_once(':').unwrap_or((flag, ""));
            let is_known = !codes.is_empty() && codes.chars().all(|code| "wgsx".contains(code));
            // Of an entry that is changed the row need not repeat the forms.
            let is_there = !self.entry.is_empty() || self.row.forms().any(|known| known == form);
            if !is_known || !is_there {
                let problem = format!("'{flag}' flags no form of this row");
                let remedy = "write a form, a colon and some of w, g, s and x: Target:w";
                problems.push(Problem::error(self.line, "ambiguous", problem, remedy));
            }
        }
    }
}
