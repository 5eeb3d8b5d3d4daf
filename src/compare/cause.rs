//! Why two runs differ: what their manifests say went into them.

use serde::Deserialize;
use serde_json::Value;

/// A list, a set of rules, an input or an output, as `run.json` tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Part {
    /// The name of a list.
    pub name: String,
    /// The path of a file.
    pub path: String,
    /// How many rows it has.
    pub rows: Option<u64>,
    /// Its hash.
    pub hash: String,
}

/// How the tables of a run are written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct Dialect {
    /// What stands between cells.
    pub delimiter: char,
    /// Whether cells that a spreadsheet would take for a formula have a mark before them.
    pub guarded: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: ',', guarded: true }
    }
}

/// What is needed of `run.json`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the parts of run.json, under their names there")]
pub struct Manifest {
    pub version: String,
    pub schema: String,
    pub csv: Option<Dialect>,
    pub config: Value,
    pub gazetteers: Vec<Part>,
    pub rules: Vec<Part>,
    pub inputs: Vec<Part>,
    pub outputs: Vec<Part>,
}

/// What may have brought a change about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// the text of the document changed
    Article,
    /// inputs changed, though not this text
    Inputs,
    /// a list of names or words changed
    Gazetteer,
    /// rules or their weights changed
    Rules,
    /// the options changed
    Configuration,
    /// the program is another version
    Program,
    /// a table was changed after it was written
    Edited,
    /// nothing changed that could have brought it about
    None,
    /// it cannot be told
    Unknown,
}

impl Cause {
    /// Every cause with its name in the table of events.
    pub const ALL: &'static [(Cause, &'static str)] = &[
        (Cause::Article, "article"),
        (Cause::Inputs, "inputs"),
        (Cause::Gazetteer, "gazetteer"),
        (Cause::Rules, "rules"),
        (Cause::Configuration, "configuration"),
        (Cause::Program, "program"),
        (Cause::Edited, "edited"),
        (Cause::None, "none"),
        (Cause::Unknown, "unknown"),
    ];
}

/// Some causes together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Causes(u16);

impl Causes {
    /// These and one more.
    #[must_use]
    pub fn with(self, cause: Cause) -> Self {
        Self(self.0 | 1 << cause as u16)
    }

    fn without(self, cause: Cause) -> Self {
        Self(self.0 & !(1 << cause as u16))
    }

    /// Whether it is among them.
    pub fn has(self, cause: Cause) -> bool {
        self.0 & (1 << cause as u16) != 0
    }

    /// The names of all, parted by `|`.
    pub fn names(self) -> String {
        let has = Cause::ALL.iter().filter(|(cause, _)| self.has(*cause));
        has.map(|(_, name)| *name).collect::<Vec<_>>().join("|")
    }
}

/// What changed between two runs, all documents together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    causes: Causes,
    is_known: bool,
    /// What changed, a line each.
    pub told: Vec<String>,
}

impl Reasons {
    /// What two manifests say, and which files were changed after they were written.
    pub fn between(old: Option<&Manifest>, new: Option<&Manifest>, edited: &[String]) -> Self {
        let mut reasons = Self::default();
        for file in edited {
            reasons.add(Cause::Edited, format!("{file} was changed after it was written"));
        }
        let (Some(old), Some(new)) = (old, new) else {
            reasons.told.push("there is no run.json on both sides, so causes cannot be told".to_string());
            return reasons;
        };
        reasons.is_known = true;
        if old.version != new.version {
            reasons.add(Cause::Program, format!("the program was {}, is {}", old.version, new.version));
        }
        reasons.lists(Cause::Gazetteer, "list", &old.gazetteers, &new.gazetteers);
        reasons.lists(Cause::Rules, "rules", &old.rules, &new.rules);
        let mut changed = Vec::new();
        settings("", &old.config, &new.config, &mut changed);
        for line in changed {
            reasons.add(Cause::Configuration, line);
        }
        reasons.inputs(&old.inputs, &new.inputs);
        reasons
    }

    fn add(&mut self, cause: Cause, line: String) {
        self.causes = self.causes.with(cause);
        self.told.push(line);
    }

    fn lists(&mut self, cause: Cause, what: &str, old: &[Part], new: &[Part]) {
        let hashes = |parts: &[Part]| parts.iter().map(|part| part.hash.clone()).collect::<Vec<_>>();
        if hashes(old) == hashes(new) {
            return;
        }
        let before = self.told.len();
        for part in new {
            match old.iter().find(|other| other.name == part.name) {
                None => self.add(cause, format!("{what} '{}' is new", part.name)),
                Some(other) if other.hash != part.hash => {
                    let rows = |part: &Part| part.rows.map_or("?".to_string(), |rows| rows.to_string());
                    let (was, is) = (rows(other), rows(part));
                    self.add(cause, format!("{what} '{}' changed ({was} rows, now {is})", part.name));
                }
                Some(_) => {}
            }
        }
        for part in old.iter().filter(|part| !new.iter().any(|other| other.name == part.name)) {
            self.add(cause, format!("{what} '{}' is gone", part.name));
        }
        if self.told.len() == before {
            self.add(cause, format!("the order of the {what} changed"));
        }
    }

    /// Where a file lies is no cause, what stands in it is; and the order, as a name is spelt by the first
    /// document that has it.
    fn inputs(&mut self, old: &[Part], new: &[Part]) {
        let hashes = |parts: &[Part]| {
            let mut hashes: Vec<String> = parts.iter().map(|part| part.hash.clone()).collect();
            hashes.sort_unstable();
            hashes
        };
        let (a, b) = (hashes(old), hashes(new));
        let missing = |some: &[String], others: &[String]| {
            some.iter().filter(|hash| others.binary_search(hash).is_err()).count()
        };
        let (gone, added) = (missing(&a, &b), missing(&b, &a));
        if gone + added > 0 || a.len() != b.len() {
            let (old, new) = (a.len(), b.len());
            let line = format!("inputs: {gone} of {old} gone or changed, {added} of {new} new or changed");
            self.add(Cause::Inputs, line);
        } else if old.iter().map(|part| &part.hash).ne(new.iter().map(|part| &part.hash)) {
            self.add(Cause::Inputs, "the same inputs in another order".to_string());
        }
    }

    /// What may have changed the rows of a document, given whether its text has changed, if that is known.
    pub(super) fn of(&self, text_changed: Option<bool>) -> Causes {
        let causes = match text_changed {
            Some(true) => self.causes.without(Cause::Inputs).with(Cause::Article),
            _ => self.causes,
        };
        match causes == Causes::default() {
            false => causes,
            true if self.is_known => causes.with(Cause::None),
            true => causes.with(Cause::Unknown),
        }
    }
}

/// Settings that differ, by their path. Which files the lists are is left out: their content counts.
fn settings(path: &str, old: &Value, new: &Value, lines: &mut Vec<String>) {
    if old == new || path == "gazetteers" {
        return;
    }
    let (Some(a), Some(b)) = (old.as_object(), new.as_object()) else {
        lines.push(format!("{path} was {old}, is {new}"));
        return;
    };
    let names = a.keys().chain(b.keys().filter(|name| !a.contains_key(*name)));
    for name in names {
        let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        settings(&inner, a.get(name).unwrap_or(&Value::Null), b.get(name).unwrap_or(&Value::Null), lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(json: &str) -> Manifest {
        serde_json::from_str(json).unwrap()
    }

    fn check(old: &str, new: &str, causes: &str, told: &[&str]) {
        let reasons = Reasons::between(Some(&manifest(old)), Some(&manifest(new)), &[]);
        assert_eq!(
            (reasons.of(Some(false)).names().as_str(), reasons.told),
            (causes, told.iter().map(|line| (*line).to_string()).collect())
        );
    }

    #[test]
    fn each_part_of_a_manifest_is_a_cause() {
        check("{}", "{}", "none", &[]);
        check(
            r#"{"version": "1", "config": {"beliefs": false, "gazetteers": []}}"#,
            r#"{"version": "2", "config": {"beliefs": true, "gazetteers": ["a.csv"]}}"#,
            "configuration|program",
            &["the program was 1, is 2", "beliefs was false, is true"],
        );
        check(
            r#"{"gazetteers": [{"name": "own.csv", "rows": 1, "hash": "a"}, {"name": "old", "hash": "o"}]}"#,
            r#"{"gazetteers": [{"name": "own.csv", "rows": 2, "hash": "b"}, {"name": "new", "hash": "n"}]}"#,
            "gazetteer",
            &["list 'own.csv' changed (1 rows, now 2)", "list 'new' is new", "list 'old' is gone"],
        );
        check(
            r#"{"rules": [{"name": "a", "hash": "1"}, {"name": "b", "hash": "2"}]}"#,
            r#"{"rules": [{"name": "b", "hash": "2"}, {"name": "a", "hash": "1"}]}"#,
            "rules",
            &["the order of the rules changed"],
        );
        check(
            r#"{"inputs": [{"path": "x/a", "hash": "1"}, {"path": "x/b", "hash": "2"}]}"#,
            r#"{"inputs": [{"path": "y/a", "hash": "1"}, {"path": "y/b", "hash": "3"}]}"#,
            "inputs",
            &["inputs: 1 of 2 gone or changed, 1 of 2 new or changed"],
        );
    }

    #[test]
    fn where_the_inputs_lie_is_no_cause() {
        check(
            r#"{"inputs": [{"path": "x/a", "hash": "1"}]}"#,
            r#"{"inputs": [{"path": "y/a", "hash": "1"}]}"#,
            "none",
            &[],
        );
    }

    #[test]
    fn without_manifests_a_cause_is_not_known_unless_the_text_shows_it() {
        let reasons = Reasons::between(None, None, &[]);
        assert_eq!(reasons.of(None).names(), "unknown");
        assert_eq!(reasons.of(Some(true)).names(), "article");
    }
}
