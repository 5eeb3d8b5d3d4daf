//! Differences as one JSON object, written as they are found.

use std::io::Write as _;

use sayso::compare::{Event, EventRow};
use serde_json::{Map, Value, json};

use super::summary::Summary;
use super::{Out, Show};

/// `{"old", "new", "events": [..], "summary"}`.
pub(super) struct Json {
    out: Out,
    names: [String; 2],
    events: u64,
}

impl Json {
    pub(super) fn new(out: Out, names: &[String; 2]) -> Self {
        Self { out, names: names.clone(), events: 0 }
    }

    fn begin(&mut self) -> std::io::Result<()> {
        let [old, new] = &self.names;
        write!(self.out, "{{\"old\":{},\"new\":{},\"events\":[", json!(old), json!(new))
    }
}

/// An empty cell is `null`.
fn text(cell: &str) -> Value {
    if cell.is_empty() { Value::Null } else { cell.into() }
}

fn list(names: &str) -> Value {
    names.split('|').filter(|name| !name.is_empty()).collect::<Vec<_>>().into()
}

impl Show for Json {
    fn event(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        if self.events == 0 {
            self.begin()?;
        }
        let row = EventRow::from(event);
        let value = json!({
            "table": row.table,
            "event": row.event,
            "doc_id": text(&row.doc_id),
            "old_doc_id": text(&row.old_doc_id),
            "id": row.id,
            "old_id": text(&row.old_id),
            "columns": list(&row.columns),
            "old": text(&row.old),
            "new": text(&row.new),
            "words": text(&row.words),
            "marked": text(&row.marked),
            "cause": list(&row.cause),
            "matched": text(row.matched),
            "old_line": row.old_line,
            "new_line": row.new_line,
        });
        let parting = if self.events == 0 { "\n" } else { ",\n" };
        self.events += 1;
        write!(self.out, "{parting}{value}")
    }

    fn end(&mut self, summary: &Summary<'_>) -> std::io::Result<()> {
        if self.events == 0 {
            self.begin()?;
        }
        let mut tables = Map::new();
        for (sheet, (old, new)) in &summary.tally.rows {
            let mut counts = Map::new();
            for ((_, change), count) in summary.tally.events.iter().filter(|((other, _), _)| other == sheet) {
                counts.insert(change.name().to_string(), (*count).into());
            }
            tables.insert(
                sheet.name().to_string(),
                json!({ "old_rows": old, "new_rows": new, "events": counts }),
            );
        }
        let causes: Map<String, Value> =
            summary.tally.causes.iter().map(|(causes, count)| (causes.names(), (*count).into())).collect();
        let gate = summary.asked.gate.as_ref().map(|gate| summary.tally.passes(gate));
        let value = json!({
            "same": summary.tally.is_same(),
            "tables": tables,
            "causes": causes,
            "changed": summary.reasons.told,
            "within_step": summary.tally.within_step,
            "gate_passed": gate,
        });
        writeln!(self.out, "\n],\"summary\":{value}}}")?;
        self.out.flush()
    }
}
