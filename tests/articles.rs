//! Whole articles with what was read in them printed under each sentence. `UPDATE=1` writes the
//! `.snap` files anew.
//!
//! Under a sentence, `PER`, `LOC` and `ORG` stand under the names, `“───”` under what stands between
//! quotation marks; below the article come the people, places and organisations with their mentions,
//! and the statements with their speakers.

#[path = "common/snapshot.rs"]
mod snapshot;

use std::fmt::Write as _;
use std::path::Path;

use sayso::config::Config;
use sayso::document::Document;
use sayso::mention::Kind;
use sayso::reading::Reading;
use sayso::text::Span;

/// The most characters of a line.
const WIDTH: usize = 100;

/// The lines of a span, broken between words.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let (mut start, end) = (span.start as usize, span.end as usize);
    while start < end {
        let rest = &text[start..end];
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let fits = rest.char_indices().nth(WIDTH).map_or(rest.len(), |(at, _)| at);
        let stop = if line_end <= fits || fits == rest.len() {
            line_end
        } else {
            rest[..fits].rfind(' ').filter(|&at| at > 0).unwrap_or(fits)
        };
        lines.push(Span::new(start as u32, (start + stop) as u32));
        start += stop;
        start += text[start..end].len() - text[start..end].trim_start().len();
    }
    lines
}

/// A line of marks under a line of text: each mark fills the columns of its span; empty where none is.
fn under(text: &str, line: Span, marks: &[(Span, &str)]) -> String {
    let column = |byte: u32| text[line.start as usize..byte as usize].chars().count();
    let mut cells = vec![' '; column(line.end)];
    for (span, label) in marks.iter().filter(|(span, _)| span.overlaps(line)) {
        let (start, end) = (column(span.start.max(line.start)), column(span.end.min(line.end)));
        let label = if span.start < line.start { "" } else { label };
        let fill = label.chars().chain(std::iter::repeat('─'));
        cells[start..end].iter_mut().zip(fill).for_each(|(cell, mark)| *cell = mark);
    }
    cells.into_iter().collect::<String>().trim_end().to_string()
}

fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "PER",
        Kind::Place => "LOC",
        Kind::Organisation => "ORG",
    }
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn print(reading: &Reading<'_>) -> Result<String, std::fmt::Error> {
    let (text, tokens) = (reading.text.as_str(), &reading.tokens);
    let names: Vec<(Span, &str)> = reading.mentions.iter().map(|m| (m.span, label(m.kind))).collect();
    let marks: Vec<(Span, &str)> =
        tokens.quotations.iter().map(|q| (tokens.span(q.outer.clone()), "“")).collect();
    let mut page = String::new();
    let mut paragraph = 0;
    for sentence in &tokens.sentences {
        if sentence.paragraph != paragraph {
            writeln!(page)?;
            paragraph = sentence.paragraph;
        }
        for line in lines(text, tokens.span(sentence.tokens.clone())) {
            writeln!(page, "> {}", reading.text.slice(line))?;
            for row in [under(text, line, &names), under(text, line, &marks)] {
                if !row.is_empty() {
                    writeln!(page, "  {row}")?;
                }
            }
        }
    }
    entities(reading, &mut page)?;
    quotes(reading, &mut page)?;
    Ok(page)
}

fn entities(reading: &Reading<'_>, page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n# Who is named\n")?;
    for entity in &reading.entities {
        let mentions = entity.mentions.iter().filter_map(|&m| reading.mentions.get(m as usize));
        let forms: Vec<String> = mentions.map(|m| on_one_line(reading.text.slice(m.span))).collect();
        writeln!(page, "{} {}: {}", label(entity.kind), entity.name, forms.join(" | "))?;
    }
    Ok(())
}

fn quotes(reading: &Reading<'_>, page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n# Who said what\n")?;
    let words = |span: Option<Span>| span.map_or("", |span| reading.text.slice(span));
    for (quote, speaker) in reading.quotes.iter().zip(&reading.speakers) {
        let name = speaker.entity.and_then(|e| reading.entities.get(e as usize)).map_or("?", |e| &e.name);
        let pieces: Vec<String> =
            quote.pieces.iter().map(|&piece| on_one_line(reading.text.slice(piece))).collect();
        let not = if quote.negated { "not " } else { "" };
        let (source, cue) = (on_one_line(words(speaker.words)), on_one_line(words(quote.cue)));
        writeln!(page, "{name}, by {}: [{source}] {{{cue}}}", speaker.method.name())?;
        writeln!(page, "  {}, {not}{}: {}", quote.form.name(), quote.stance.name(), pieces.join(" / "))?;
    }
    Ok(())
}

#[test]
fn the_articles_are_read_as_committed() {
    let reader = Config::default().reader().expect("the shipped lists open");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let files = std::fs::read_dir(&folder).expect("the articles are there");
    let mut names: Vec<String> =
        files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let made = names.iter().filter_map(|name| name.strip_suffix(".txt")).map(|name| {
        let body = std::fs::read_to_string(folder.join(format!("{name}.txt"))).expect("an article is text");
        let document = Document { body, ..Document::default() };
        let page = print(&reader.read(&document)).expect("memory takes every line");
        (format!("tests/articles/{name}.snap"), page)
    });
    let made: Vec<(String, String)> = made.collect();
    snapshot::check(&made);
    let strays = names.iter().filter_map(|name| name.strip_suffix(".snap"));
    let strays: Vec<&str> = strays.filter(|name| !names.contains(&format!("{name}.txt"))).collect();
    assert!(strays.is_empty(), "no article goes with {strays:?}");
}
