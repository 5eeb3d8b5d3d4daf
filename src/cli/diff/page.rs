//! Differences as one page: no script, nothing loaded from elsewhere, everything escaped.

use std::io::Write as _;

use sayso::compare::{Event, Part, differences};

use super::summary::Summary;
use super::{Out, Show};

/// A page. The summary stands above the events, which are therefore held back until the end.
pub(super) struct Page {
    out: Out,
    names: [String; 2],
    body: String,
    document: Option<String>,
}

const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
"#;

const STYLE: &str = "<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.45 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border-top: 1px solid #8886; padding: .4rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th:first-child { width: 11rem; } th:last-child { width: 9rem; }
small { opacity: .75; display: block; }
del { background: #d3222233; } ins { background: #1a7f3733; text-decoration: none; font-weight: 600; }
ul { padding-left: 1.2rem; }
</style>
";

impl Page {
    pub(super) fn new(out: Out, names: &[String; 2]) -> Self {
        Self { out, names: names.clone(), body: String::new(), document: None }
    }

    fn heading(&mut self, event: &Event<'_>) {
        if self.document.as_deref() == Some(event.document) {
            return;
        }
        if self.document.is_some() {
            self.body.push_str("</tbody></table>\n");
        }
        self.document = Some(event.document.to_string());
        let name = if event.document.is_empty() { "Entities" } else { event.document };
        let was = event.old_document.map(|was| format!(" <small>was {}</small>", escape(was)));
        let heading = format!("<h2>{}{}</h2>\n", escape(name), was.unwrap_or_default());
        self.body.push_str(&heading);
        self.body.push_str(
            "<table><thead><tr><th>event</th><th>old</th><th>new</th><th>cause</th></tr></thead><tbody>\n",
        );
    }
}

/// A text as HTML, in an element or in an attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // What HTML has no place for, and what would turn the order of the page round.
            c if c.is_control() && !c.is_whitespace() => escaped.push('\u{FFFD}'),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// One side of two texts, with the words that stand on it alone marked.
fn side(pieces: &[(Part, String)], own: Part, element: &str) -> String {
    let kept = pieces.iter().filter(|(part, _)| *part == own || *part == Part::Both);
    let piece = |(part, words): &(Part, String)| {
        let words = escape(words);
        if *part == own { format!("<{element}>{words}</{element}>") } else { words }
    };
    kept.map(piece).collect()
}

impl Show for Page {
    fn event(&mut self, event: &Event<'_>) -> std::io::Result<()> {
        self.heading(event);
        let pieces = differences(event.was(), event.is());
        let id = if event.new.is_some() { event.new_id() } else { event.old_id() };
        let words = event.words();
        let about = if words == event.is() || words == event.was() { String::new() } else { escape(words) };
        let row = format!(
            "<tr><td>{}<small>{} {}</small><small>{}</small></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            event.change.name(),
            event.sheet.name(),
            escape(id),
            about,
            side(&pieces, Part::Old, "del"),
            side(&pieces, Part::New, "ins"),
            event.causes.names().replace('|', ", "),
        );
        self.body.push_str(&row);
        Ok(())
    }

    fn end(&mut self, summary: &Summary<'_>) -> std::io::Result<()> {
        if self.document.is_some() {
            self.body.push_str("</tbody></table>\n");
        }
        let [old, new] = self.names.each_ref().map(|name| escape(name));
        writeln!(self.out, "{HEAD}<title>{old} and {new}</title>\n{STYLE}</head>\n<body>")?;
        writeln!(self.out, "<h1>What changed from {old} to {new}</h1>\n<ul>")?;
        for line in summary.lines() {
            writeln!(self.out, "<li>{}</li>", escape(line.trim()))?;
        }
        writeln!(self.out, "</ul>\n{}</body>\n</html>", self.body)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        let escaped = escape("<script>alert('x')</script> & \"y\" \u{1b}\u{202e}");
        assert_eq!(
            escaped,
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot; \u{FFFD}\u{FFFD}"
        );
    }

    #[test]
    fn words_that_differ_are_marked_on_their_side() {
        let pieces = differences("the old <wall>", "the new <wall>");
        assert_eq!(side(&pieces, Part::Old, "del"), "the <del>old</del> &lt;wall&gt;");
        assert_eq!(side(&pieces, Part::New, "ins"), "the <ins>new</ins> &lt;wall&gt;");
    }
}
