//! `run.json`: what went in, what came out, by which lists; and `datapackage.json`: what the tables mean.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::config::{Config, List};
use crate::error::{Error, Result};
use crate::record::{self, Head};
use crate::source::Input;

use super::{Dialect, FileFormat, Output, Plan};

/// How much came out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the number of what it is called")]
pub struct Counts {
    pub documents: u64,
    pub ok: u64,
    pub skipped: u64,
    pub failed: u64,
    pub entities: u64,
    pub people: u64,
    pub places: u64,
    pub organisations: u64,
    pub mentions: u64,
    pub quotes: u64,
    pub direct: u64,
    pub mixed: u64,
    pub indirect: u64,
    /// Statements whose speaker is known.
    pub speakers: u64,
}

/// What differs from run to run although nothing else does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timing {
    /// When the run began, UTC.
    pub started: String,
    /// How long it took.
    pub seconds: f64,
    /// On how many threads.
    pub jobs: usize,
    /// On which machine.
    pub host: String,
}

/// How far an interrupted run came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Interrupted {
    /// How many documents are in its tables.
    pub documents: u64,
    /// The id of the last of them.
    pub last: String,
}

/// The machine's name, system and processor, as far as they can be known.
pub fn host() -> String {
    let name =
        std::env::var("HOSTNAME").or_else(|_| std::fs::read_to_string("/etc/hostname")).unwrap_or_default();
    format!("{} {}-{}", name.trim(), std::env::consts::OS, std::env::consts::ARCH).trim().to_string()
}

/// Everything about a run.
#[derive(Debug)]
#[expect(missing_docs, reason = "the parts of run.json, under their names there")]
pub struct Manifest<'m> {
    pub config: &'m Config,
    pub plan: &'m Plan,
    pub gazetteers: Vec<List>,
    pub rules: Vec<List>,
    pub inputs: &'m [Input],
    pub outputs: &'m [Output],
    pub counts: &'m Counts,
    pub interrupted: Option<Interrupted>,
    pub timing: Timing,
}

impl Manifest<'_> {
    /// The manifest as JSON. Only `timing` differs between two runs of the same program over the same
    /// documents.
    pub fn to_json(&self) -> Result<Vec<u8>> {
        let terms = terms(self.config, self.plan)?;
        let config_hash = blake3::hash(terms["config"].to_string().as_bytes()).to_hex().to_string();
        let mut manifest = json!({
            "program": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "schema": record::SCHEMA,
            "formats": terms["formats"],
            "csv": terms["csv"],
            "config": terms["config"],
            "config_hash": config_hash,
            "gazetteers": self.gazetteers,
            "rules": self.rules,
            "inputs": self.inputs,
            "outputs": self.outputs,
            "counts": self.counts,
        });
        if let Some(interrupted) = &self.interrupted {
            manifest["interrupted"] = json!(interrupted);
        }
        manifest["timing"] = json!(self.timing);
        pretty(&manifest)
    }
}

/// What was asked for, under the names that it has in the manifest.
pub(super) fn terms(config: &Config, plan: &Plan) -> Result<Value> {
    let formats: Vec<&str> = plan.formats.iter().map(|format| format.name()).collect();
    let csv = plan.has(FileFormat::Csv).then_some(plan.csv);
    let config = serde_json::to_value(config).map_err(|e| fault(&e))?;
    Ok(json!({ "formats": formats, "csv": csv, "config": config }))
}

/// The description of the files, as a Frictionless data package: tables of CSV with their columns, all
/// else as files.
pub(super) fn datapackage(outputs: &[Output], dialect: Dialect, heads: &[Head]) -> Result<Vec<u8>> {
    let resource = |output: &Output| {
        let head = heads.iter().find(|head| format!("{}.csv", head.name) == output.path);
        head.map_or_else(|| file(output), |head| table(head, output, dialect))
    };
    let resources: Vec<Value> = outputs.iter().map(resource).collect();
    pretty(&json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": record::SCHEMA,
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "resources": resources,
    }))
}

fn table(head: &Head, output: &Output, dialect: Dialect) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "type": "table",
        "name": head.name,
        "path": output.path,
        "description": head.purpose,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": if dialect.flavour.has_mark() { "utf-8-sig" } else { "utf-8" },
        "bytes": output.bytes,
        "dialect": {
            "delimiter": dialect.delimiter(),
            "lineTerminator": dialect.flavour.line_end(),
            "quoteChar": "\"",
            "doubleQuote": true,
        },
        "schema": record::schema(head),
    })
}

fn file(output: &Output) -> Value {
    let (stem, ending) = output.path.rsplit_once('.').unwrap_or((&output.path, ""));
    let (_, mediatype) = MEDIA.iter().find(|(known, _)| *known == ending).copied().unwrap_or_default();
    json!({
        "type": "file",
        "name": format!("{stem}-{ending}"),
        "path": output.path,
        "format": ending,
        "mediatype": mediatype,
        "bytes": output.bytes,
    })
}

/// What programs call our formats, by ending.
const MEDIA: &[(&str, &str)] = &[
    ("jsonl", "application/jsonl"),
    ("rows", "text/csv"),
    ("parquet", "application/vnd.apache.parquet"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

fn pretty(value: &Value) -> Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(value).map_err(|e| fault(&e))?;
    json.push(b'\n');
    Ok(json)
}

fn fault(error: &serde_json::Error) -> Error {
    Error::new(format!("the manifest cannot be written as JSON: {error}"))
}
