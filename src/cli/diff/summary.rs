//! What a comparison came to, in a few lines.

use sayso::compare::{Asked, Reasons, Tally};

use crate::cli::report::counted;

/// What a comparison came to, and what it was about.
pub(super) struct Summary<'s> {
    pub(super) tally: &'s Tally,
    pub(super) reasons: &'s Reasons,
    pub(super) asked: &'s Asked,
}

impl Summary<'_> {
    /// A line for each table, then causes, then what a reader should know.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.tables();
        if !self.tally.is_same() {
            lines.extend(self.causes());
        }
        lines.extend(self.notes());
        lines.extend(self.gate());
        lines
    }

    fn tables(&self) -> Vec<String> {
        let line = |(sheet, (old, new)): (&sayso::compare::Sheet, &(u64, u64))| {
            let events = self.tally.events.iter().filter(|((other, _), _)| other == sheet);
            let told: Vec<String> =
                events.map(|((_, change), count)| format!("{count} {}", change.name())).collect();
            let told = if told.is_empty() { "no difference".to_string() } else { told.join(", ") };
            let rows =
                if old == new { counted(*old, "row", "rows") } else { format!("{old} rows, now {new}") };
            format!("{}: {rows}; {told}", sheet.name())
        };
        self.tally.rows.iter().map(line).collect()
    }

    fn causes(&self) -> Vec<String> {
        let line = |(causes, count): (&sayso::compare::Causes, &u64)| {
            format!("cause {}: {}", causes.names(), counted(*count, "event", "events"))
        };
        let mut lines: Vec<String> = self.tally.causes.iter().map(line).collect();
        lines.extend(self.reasons.told.iter().map(|told| format!("  {told}")));
        if self.tally.faults() > 0 {
            lines.push(
                "Nothing that a manifest tells of has changed: the same articles, lists, rules, options and \
                 version. Unless this is another build of that version, it is a fault of sayso; please report \
                 it"
                .to_string(),
            );
        }
        lines
    }

    fn notes(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let quiet = self.tally.events.iter().filter(|((sheet, change), _)| change.is_quiet(*sheet));
        let quiet: u64 = quiet.map(|(_, count)| count).sum();
        if quiet > 0 && !self.asked.all {
            lines.push(format!(
                "{} moved or followed, told with --all",
                counted(quiet, "row has", "rows have")
            ));
        }
        if self.tally.within_step > 0 {
            let rows = counted(self.tally.within_step, "row differs", "rows differ");
            lines.push(format!(
                "{rows} in confidence by no more than {} and in nothing else; not counted",
                self.asked.step
            ));
        }
        lines
    }

    fn gate(&self) -> Vec<String> {
        let Some(gate) = &self.asked.gate else { return Vec::new() };
        let mut lines: Vec<String> = Vec::new();
        for (sheet, rows) in &self.tally.gated {
            let share = self.tally.share(*sheet);
            let verdict = if share <= gate.allow { "within" } else { "more than" };
            lines.push(format!(
                "gate: {rows} of the old {} ({:.2}%), {verdict} the {}% allowed",
                sheet.name(),
                share * 100.0,
                gate.allow * 100.0
            ));
        }
        lines.push(format!("gate: {}", if self.tally.passes(gate) { "passed" } else { "not passed" }));
        lines
    }
}
