//! The folder of a run that was interrupted, read again: what it went by, and what it had written.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::config::{Config, List};
use crate::error::{Error, Place, Result};

use super::{Plan, RESUME, Target, manifest};

/// A run that was interrupted.
#[derive(Debug)]
pub struct Unfinished {
    /// Where it stands.
    pub folder: PathBuf,
    /// The version of the program that wrote it.
    pub version: String,
    /// The state to go on from, as it was kept.
    pub state: Vec<u8>,
    terms: Value,
    gazetteers: Vec<List>,
    rules: Vec<List>,
}

/// What matters here of a manifest.
#[derive(Deserialize)]
struct Manifest {
    version: String,
    formats: Value,
    csv: Value,
    config: Value,
    gazetteers: Vec<List>,
    rules: Vec<List>,
    interrupted: Option<Value>,
}

impl Unfinished {
    /// The interrupted run where this one is to be written. Fails, with advice, where there is none.
    pub fn open(plan: &Plan) -> Result<Self> {
        match &plan.target {
            Target::Folder(folder) => Self::inside(folder),
            Target::Stdout(_) => {
                Err(Error::new("standard output cannot be resumed; run again without --resume"))
            }
        }
    }

    fn inside(folder: &Path) -> Result<Self> {
        let fault = |message: String| {
            let place = Place::file(folder.display().to_string());
            Error::at(place, format!("{message}; run again without --resume"))
        };
        let manifest = std::fs::read(folder.join("run.json"))
            .map_err(|e| fault(format!("there is no run to resume here: run.json: {e}")))?;
        let manifest: Manifest = serde_json::from_slice(&manifest)
            .map_err(|e| fault(format!("run.json is none of this program: {e}")))?;
        if manifest.interrupted.is_none() {
            return Err(fault("the run here is complete, there is nothing to resume".to_string()));
        }
        let state = std::fs::read(folder.join(RESUME))
            .map_err(|e| fault(format!("the run here cannot be resumed: {RESUME}: {e}")))?;
        Ok(Self {
            folder: folder.to_path_buf(),
            version: manifest.version,
            state,
            terms: json!({
                "formats": manifest.formats,
                "csv": manifest.csv,
                "config": manifest.config,
            }),
            gazetteers: manifest.gazetteers,
            rules: manifest.rules,
        })
    }

    /// What the run went by that is not so any more, each in its own words; empty if it can go on.
    pub fn changed(
        &self,
        config: &Config,
        plan: &Plan,
        gazetteers: &[List],
        rules: &[List],
    ) -> Result<Vec<String>> {
        let now = manifest::terms(config, plan)?;
        let mut all = Vec::new();
        for part in ["formats", "csv"] {
            options(&self.terms[part], &now[part], part, &mut all);
        }
        options(&self.terms["config"], &now["config"], "", &mut all);
        lists("list", &self.gazetteers, gazetteers, &mut all);
        lists("set of rules", &self.rules, rules, &mut all);
        Ok(all)
    }
}

/// The options that differ, those inside others by their path.
fn options(before: &Value, now: &Value, path: &str, all: &mut Vec<String>) {
    let (Value::Object(old), Value::Object(new)) = (before, now) else {
        if before != now {
            all.push(format!("{path} was {before} and is {now}"));
        }
        return;
    };
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    for key in new.keys().chain(gone) {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let value = |of: &Map<String, Value>| of.get(key).cloned().unwrap_or_default();
        options(&value(old), &value(new), &path, all);
    }
}

fn lists(what: &str, before: &[List], now: &[List], all: &mut Vec<String>) {
    for list in now {
        match before.iter().find(|old| old.name == list.name) {
            None => all.push(format!("the {what} '{}' is new", list.name)),
            Some(old) if old.hash != list.hash => {
                all.push(format!("the {what} '{}' has changed", list.name));
            }
            Some(_) => (),
        }
    }
    let gone = before.iter().filter(|old| now.iter().all(|list| list.name != old.name));
    all.extend(gone.map(|old| format!("the {what} '{}' is gone", old.name)));
}

#[cfg(test)]
mod tests {
    use super::super::FileFormat;
    use super::*;

    fn list(name: &str, hash: &str) -> List {
        List { name: name.into(), rows: 1, hash: hash.into() }
    }

    #[test]
    fn every_change_is_named() {
        let plan = Plan::folder("out");
        let before = Unfinished {
            folder: PathBuf::new(),
            version: String::new(),
            state: Vec::new(),
            terms: manifest::terms(&Config::default(), &plan).unwrap(),
            gazetteers: vec![list("mine.csv", "1"), list("old.csv", "1")],
            rules: vec![list("names", "1")],
        };
        let mut now = Config { beliefs: true, ..Config::default() };
        now.fields.text = Some("body".into());
        let workbook = Plan { formats: vec![FileFormat::Xlsx], ..plan.clone() };
        let lists = [list("mine.csv", "2"), list("new.csv", "1")];
        assert_eq!(
            before.changed(&now, &workbook, &lists, &[list("names", "1")]).unwrap(),
            [
                "formats was [\"csv\"] and is [\"xlsx\"]",
                "csv was {\"flavour\":\"plain\",\"delimiter\":\",\",\"guarded\":true,\"byte_order_mark\":false,\
                 \"line_end\":\"\\n\"} and is null",
                "fields.text was null and is \"body\"",
                "beliefs was false and is true",
                "the list 'mine.csv' has changed",
                "the list 'new.csv' is new",
                "the list 'old.csv' is gone",
            ]
        );
        assert!(
            before.changed(&Config::default(), &plan, &before.gazetteers, &before.rules).unwrap().is_empty()
        );
    }

    #[test]
    fn a_folder_without_an_interrupted_run_says_what_to_do() {
        let world = tempfile::tempdir().unwrap();
        let error = Unfinished::open(&Plan::folder(world.path())).unwrap_err().to_string();
        assert!(error.contains("there is no run to resume here"), "{error}");
        assert!(error.ends_with("; run again without --resume"), "{error}");
    }
}
