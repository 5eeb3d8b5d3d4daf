//! Differences for people: grouped by document, old and new side by side, the words that differ marked.

use std::io::{IsTerminal as _, Write as _};

use anstyle::{AnsiColor, Style};
use sayso::compare::{Change, Event, Part, differences};

use super::lines::{self, Line};
use super::summary::Summary;
use super::{Out, Show, report};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const GONE: Style = AnsiColor::Red.on_default().strikethrough();
const COME: Style = AnsiColor::Green.on_default().bold();

/// The width where nothing tells another.
const USUAL: usize = 100;
/// From this width on, old and new stand side by side.
const WIDE: usize = 80;
/// How far events stand in from the margin.
const INDENT: usize = 4;

/// Events on a terminal or in a file.
pub(super) struct Text {
    out: Out,
    is_coloured: bool,
    width: usize,
    document: Option<String>,
}

impl Text {
    pub(super) fn new(out: Out, is_coloured: bool) -> Self {
        Self { out, is_coloured, width: width(), document: None }
    }

    fn line(&mut self, style: Style, words: &str) -> std::io::Result<()> {
        if self.is_coloured {
            writeln!(self.out, "{style}{words}{style:#}")
        } else {
            writeln!(self.out, "{words}")
        }
    }

    /// The name of a document above its events.
    fn heading(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        if self.document.as_deref() == Some(event.document) {
            return Ok(());
        }
        if self.document.is_some() {
            writeln!(self.out)?;
        }
        self.document = Some(event.document.to_string());
        let name = if event.document.is_empty() { "entities" } else { event.document };
        let was = event.old_document.map(|was| format!(" (was {was})")).unwrap_or_default();
        let heading = lines::cut(&format!("{name}{was}"), self.width);
        self.line(BOLD, &heading)
    }

    /// Old and new side by side, or one under the other where there is no room.
    fn both(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        let pieces = differences(event.was(), event.is());
        let of = |own: Part, other: Part, style: Style, [open, close]: [&str; 2]| -> Vec<(Style, String)> {
            let kept = pieces.iter().filter(|(part, _)| *part != other);
            let piece = |(part, words): &(Part, String)| match *part == own {
                true if self.is_coloured => (style, words.clone()),
                true => (Style::new(), format!("{open}{words}{close}")),
                false => (Style::new(), words.clone()),
            };
            kept.map(piece).collect()
        };
        let old = of(Part::Old, Part::New, GONE, ["[-", "-]"]);
        let new = of(Part::New, Part::Old, COME, ["{+", "+}"]);
        let room = self.width.saturating_sub(INDENT);
        if self.width >= WIDE {
            let half = (room - 3) / 2;
            let (old, new) =
                (lines::wrap(&old, half, self.is_coloured), lines::wrap(&new, half, self.is_coloured));
            return self.beside(&old, &new, half);
        }
        for (sign, pieces) in [("- ", old), ("+ ", new)] {
            self.under(sign, &lines::wrap(&pieces, room.saturating_sub(2), self.is_coloured))?;
        }
        Ok(())
    }

    fn beside(&mut self, old: &[Line], new: &[Line], half: usize) -> std::io::Result<()> {
        let empty = Line::default();
        for at in 0..old.len().max(new.len()) {
            let (left, right) = (old.get(at).unwrap_or(&empty), new.get(at).unwrap_or(&empty));
            let padding = " ".repeat(half.saturating_sub(left.width));
            let line = format!("{}{}{padding} | {}", " ".repeat(INDENT), left.text, right.text);
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn under(&mut self, sign: &str, lines: &[Line]) -> std::io::Result<()> {
        for (at, line) in lines.iter().enumerate() {
            let sign = if at == 0 { sign } else { "  " };
            writeln!(self.out, "{}{sign}{}", " ".repeat(INDENT), line.text.trim_end())?;
        }
        Ok(())
    }

    fn alone(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        let (style, sign, words) = match event.change {
            Change::Removed => (OLD, "- ", event.was()),
            _ => (NEW, "+ ", event.is()),
        };
        let room = self.width.saturating_sub(INDENT + 2);
        let lines = lines::wrap(&[(style, words.to_string())], room, self.is_coloured);
        self.under(sign, &lines)
    }
}

impl Show for Text {
    fn event(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        self.heading(event)?;
        let id = if event.new.is_some() { event.new_id() } else { event.old_id() };
        let columns = match event.change {
            Change::Changed | Change::Followed => format!("; {}", event.columns.join(", ")),
            _ => String::new(),
        };
        let (kind, told) = (event.change.name(), event.sheet.name());
        let causes = event.causes.names().replace('|', ", ");
        let rest = lines::cut(
            &format!("{told} {id}, cause: {causes}{columns}"),
            self.width.saturating_sub(kind.len() + 4),
        );
        if self.is_coloured {
            writeln!(self.out, "  {BOLD}{kind}{BOLD:#}  {DIM}{rest}{DIM:#}")?;
        } else {
            writeln!(self.out, "  {kind}  {rest}")?;
        }
        if event.old.is_none() || event.new.is_none() {
            return self.alone(event);
        }
        if event.words() != event.is() && !event.words().is_empty() {
            let words = lines::cut(event.words(), self.width.saturating_sub(INDENT + 2));
            writeln!(self.out, "{}“{words}”", " ".repeat(INDENT))?;
        }
        self.both(event)
    }

    fn end(&mut self, summary: &Summary<'_>) -> std::io::Result<()> {
        // What is the same is nothing to read on.
        if summary.tally.is_same() {
            self.out.flush()?;
            for line in summary.lines() {
                report::note(&line);
            }
            return Ok(());
        }
        if self.document.is_some() {
            writeln!(self.out)?;
        }
        for line in summary.lines() {
            let indent = line.len() - line.trim_start().len();
            for part in lines::wrap(&[(Style::new(), line.clone())], self.width - indent, false) {
                writeln!(self.out, "{}{}", " ".repeat(indent), part.text.trim_end())?;
            }
        }
        self.out.flush()
    }
}

/// The width of the terminal, or what COLUMNS says, or the usual.
fn width() -> usize {
    let terminal = terminal_size::terminal_size().filter(|_| std::io::stdout().is_terminal());
    let told = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    terminal.map(|(width, _)| usize::from(width.0)).or_else(told).unwrap_or(USUAL).clamp(40, 400)
}
