//! What the first lines of a text file say about it: a date, an outlet, a headline.
//!
//! Only what is plain is taken, and nothing is taken away: the body stays as it was given.

use jiff::civil::Date;
use jiff::fmt::rfc2822;

use crate::document::Document;

/// How many lines at the top may be fields.
const MOST_FIELDS: usize = 12;
/// The longest line that may be a headline, in characters.
const LONGEST_TITLE: usize = 160;

/// A document with what its first lines say.
pub(super) fn with_head(mut document: Document, is_markdown: bool) -> Document {
    let body = std::mem::take(&mut document.body);
    let mut rest = body.as_str();
    for _ in 0..MOST_FIELDS {
        let (line, after) = first_line(rest);
        let line = line.trim();
        if after.is_none() || !(line.is_empty() || line == "---" || field(&mut document, line)) {
            break;
        }
        rest = after.unwrap_or("");
    }
    if document.title.is_none() {
        document.title = title(rest, is_markdown);
    }
    document.body = body;
    document
}

/// A line and what follows its end.
fn first_line(text: &str) -> (&str, Option<&str>) {
    match text.find(['\n', '\r']) {
        Some(at) => {
            let (line, rest) = text.split_at(at);
            (line, rest.strip_prefix("\r\n").or_else(|| rest.get(1..)))
        }
        None => (text, None),
    }
}

/// Takes a line such as `date 2025-12-02` or `Outlet: The Harbour Post`; whether it was one. Without a
/// colon only the plain lower-case word counts: a sentence may begin with it too.
fn field(document: &mut Document, line: &str) -> bool {
    let (name, value) = match line.split_once(':') {
        Some((name, value)) if !name.contains(' ') => (name.to_lowercase(), value.trim()),
        _ => match line.split_once(' ') {
            Some((name, value)) => (name.to_string(), value.trim()),
            None => return false,
        },
    };
    if value.is_empty() || value.chars().count() > LONGEST_TITLE {
        return false;
    }
    let place = match name.as_str() {
        "date" | "published" => {
            let known = iso(value);
            let found = known.is_some();
            document.published = known.or(document.published.take());
            return found;
        }
        "title" => &mut document.title,
        "outlet" => &mut document.outlet,
        "url" => &mut document.url,
        "byline" => &mut document.byline,
        _ => return false,
    };
    *place = Some(value.trim_matches('"').to_string());
    true
}

/// A headline: in Markdown the first heading, elsewhere a short first line that ends as no sentence
/// does, with an empty line and more text below.
fn title(text: &str, is_markdown: bool) -> Option<String> {
    let text = text.trim_start_matches(['\n', '\r', ' ']);
    let (line, rest) = first_line(text);
    let line = line.trim();
    if is_markdown {
        let heading = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim_end();
        return (!heading.is_empty()).then(|| heading.to_string());
    }
    let (next, more) = first_line(rest?);
    let is_alone = next.trim().is_empty() && more.is_some_and(|more| !more.trim().is_empty());
    let opens = line.chars().next().is_some_and(|c| c.is_alphanumeric() || "‘“'\"$€£".contains(c));
    let is_sentence = line.ends_with(['.', ',', ';', ':', '…', '”', '"']);
    let is_title = is_alone && opens && !is_sentence && line.chars().count() <= LONGEST_TITLE;
    is_title.then(|| line.to_string())
}

/// Sets the date of publication, or says that what is written is none.
pub(super) fn date(document: &mut Document, written: &str) {
    document.published = iso(written);
    if document.published.is_none() {
        let parting = if document.message.is_empty() { "" } else { "; " };
        let fault = format!("{parting}'{written}' is no ISO 8601 date and was left out");
        document.message.push_str(&fault);
    }
}

/// A date, or a date and time, as ISO 8601; the form of mail and feeds is understood too.
pub(super) fn iso(written: &str) -> Option<String> {
    let written = written.trim().trim_matches('"');
    if let Ok(zoned) = rfc2822::DateTimeParser::new().parse_zoned(written) {
        return Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    }
    let parts: Vec<&str> = written.splitn(2, ['T', 't', ' ']).collect();
    let (day, time) = (parts.first().copied()?, parts.get(1).map(|time| time.trim()));
    let has_form = |form: &str| {
        day.len() == form.len()
            && day.bytes().zip(form.bytes()).all(|(b, f)| if f == b'0' { b.is_ascii_digit() } else { b == f })
    };
    match time {
        None if has_form("0000") => return Some(day.to_string()),
        None if has_form("0000-00") => {
            return format!("{day}-01").parse::<Date>().ok().map(|_| day.to_string());
        }
        _ => {}
    }
    if !has_form("0000-00-00") || day.parse::<Date>().is_err() {
        return None;
    }
    match time {
        None => Some(day.to_string()),
        Some(time) => {
            let whole = format!("{day}T{}", time.replace(' ', ""));
            let is_known =
                whole.parse::<jiff::civil::DateTime>().is_ok() || whole.parse::<jiff::Timestamp>().is_ok();
            is_known.then_some(whole)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: (Option<&str>, Option<&str>, Option<&str>)) {
        let document = with_head(Document { body: body.to_string(), ..Document::default() }, false);
        let found = (document.title.as_deref(), document.published.as_deref(), document.outlet.as_deref());
        assert_eq!(found, expected, "{body:?}");
        assert_eq!(document.body, body);
    }

    #[test]
    fn fields_above_the_text_are_taken() {
        let body = "date 2025-12-02\noutlet The Harbour Post\n\nFerry talks resume\n\nThe talks resumed on Monday.\n";
        check(body, (Some("Ferry talks resume"), Some("2025-12-02"), Some("The Harbour Post")));
        check(
            "Date: 2025-12-02T08:30:00Z\r\nOutlet: Tarn Radio\r\n\r\nIt rained.",
            (None, Some("2025-12-02T08:30:00Z"), Some("Tarn Radio")),
        );
    }

    #[test]
    fn a_sentence_that_begins_with_the_word_is_no_field() {
        check("Outlet malls are closing.\n\nMore follows.\n", (None, None, None));
        check("date palms suffer in the heat\nand wither.\n", (None, None, None));
    }

    #[test]
    fn a_first_line_that_ends_as_a_sentence_is_no_headline() {
        check("Ferry talks resume.\n\nThe talks resumed.\n", (None, None, None));
        check("Ferry talks resume\nThe talks resumed.\n", (None, None, None));
        check("Ferry talks resume\n\n", (None, None, None));
    }

    #[test]
    fn a_markdown_heading_is_the_headline() {
        let document = Document { body: "# Ferry talks\n\nText.\n".to_string(), ..Document::default() };
        assert_eq!(with_head(document, true).title.as_deref(), Some("Ferry talks"));
    }

    #[test]
    fn only_dates_are_dates() {
        for (written, read) in [
            ("2025-12-02", Some("2025-12-02")),
            ("2025-12", Some("2025-12")),
            ("2025-12-02 08:30", Some("2025-12-02T08:30")),
            ("Tue, 2 Dec 2025 08:30:00 +0000", Some("2025-12-02T08:30:00+00:00")),
            ("2025-13-02", None),
            ("last Tuesday", None),
        ] {
            assert_eq!(iso(written).as_deref(), read, "{written}");
        }
    }
}
