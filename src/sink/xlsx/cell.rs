//! A cell as a sheet holds it: text that is never computed, numbers, dates, links.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatUnderline, Worksheet, XlsxError};

use crate::record::guard;
use crate::record::{Field, Format as Sort, Look};

use super::Limits;

/// What stands at the end of a text that was cut.
const CUT: &str = " … [cut]";
/// The longest address that a sheet can link to, in bytes.
const LONGEST_ADDRESS: usize = 2_000;
/// The blue of a link.
const LINK: Color = Color::RGB(0x05_63_C1);

/// A link of a cell.
pub(super) enum Link {
    /// To a row of this workbook.
    Row(String),
    /// To an address on the web, by [`address`].
    Web(String),
}

/// The formats of cells, each made once.
#[derive(Default)]
pub(super) struct Formats {
    dates: BTreeMap<String, Format>,
}

impl Formats {
    /// The format of a date whose time, if it has one, ends so.
    fn date(&mut self, pattern: String) -> &Format {
        self.dates.entry(pattern).or_insert_with_key(|pattern| {
            Format::new().set_num_format(pattern).set_align(FormatAlign::Top).set_align(FormatAlign::Left)
        })
    }
}

fn decimal() -> Format {
    Format::new().set_num_format("0.00").set_align(FormatAlign::Top)
}

fn text_format(look: Look, is_active: bool, is_link: bool) -> Format {
    let mut format = Format::new().set_align(FormatAlign::Top);
    if look == Look::Wrapped {
        format = format.set_text_wrap();
    }
    if is_link {
        format = format.set_font_color(LINK).set_underline(FormatUnderline::Single);
    }
    // Whoever edits the cell does not set it off either.
    if is_active { format.set_quote_prefix() } else { format }
}

/// Whether a sheet cannot hold a text.
pub(super) fn is_too_long(text: &str, limits: Limits) -> bool {
    text.len() > limits.units && text.encode_utf16().count() > limits.units
}

/// A text as a sheet can hold it, with a mark where it was cut.
fn cut(text: &str, limits: Limits) -> Cow<'_, str> {
    if !is_too_long(text, limits) {
        return Cow::Borrowed(text);
    }
    let room = limits.units - CUT.encode_utf16().count();
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= room
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push_str(CUT);
    Cow::Owned(kept)
}

/// Writes a cell. An empty one is left empty.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (field, value): (&Field, &str),
    link: Option<Link>,
    formats: &mut Formats,
    limits: Limits,
) -> Result<(), XlsxError> {
    if value.is_empty() {
        return Ok(());
    }
    let top = text_format(Look::Plain, false, false);
    match field.format {
        Sort::Integer | Sort::Decimal => {
            if let Ok(number) = value.parse::<f64>() {
                let format = if field.format == Sort::Decimal { decimal() } else { top };
                return sheet.write_number_with_format(row, column, number, &format).map(|_| ());
            }
        }
        Sort::Boolean => {
            if let Ok(yes) = value.parse::<bool>() {
                return sheet.write_boolean_with_format(row, column, yes, &top).map(|_| ());
            }
        }
        Sort::Date => {
            if let Some((date, pattern)) = date(value) {
                return sheet
                    .write_datetime_with_format(row, column, &date, formats.date(pattern))
                    .map(|_| ());
            }
        }
        Sort::Text | Sort::Word => {}
    }
    let shown = cut(value, limits);
    let format = text_format(field.look, guard::is_active(&shown), link.is_some());
    match link {
        Some(Link::Row(place)) => {
            let url = rust_xlsxwriter::Url::new(format!("internal:{place}")).set_text(&*shown);
            sheet.write_url_with_format(row, column, url, &format)
        }
        Some(Link::Web(address)) => {
            let url = rust_xlsxwriter::Url::new(address).set_text(&*shown);
            sheet.write_url_with_format(row, column, url, &format)
        }
        None => sheet.write_string_with_format(row, column, &*shown, &format),
    }
    .map(|_| ())
}

/// Whether a cell with this text can be a link. The library repeats the text beside the link as it is,
/// where these characters would break the file; and a text so long is no id.
pub(super) fn can_link(text: &str) -> bool {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.len() <= LONGEST_ADDRESS && !text.contains(breaks)
}

/// An address that can be followed from a sheet, in plain characters; `None` where it does not lead to
/// the web or is too long.
pub(super) fn address(written: &str) -> Option<String> {
    let leads_to =
        |scheme: &str| written.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !leads_to("http://") && !leads_to("https://") {
        return None;
    }
    if written.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let mut plain = String::with_capacity(written.len());
    for byte in written.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>[]^`{}|\\".contains(&byte) {
            plain.push(char::from(byte));
        } else {
            let written = write!(plain, "%{byte:02X}");
            debug_assert!(written.is_ok(), "a string takes whatever is written");
        }
    }
    (plain.len() <= LONGEST_ADDRESS).then_some(plain)
}

/// A date, or a date and time, and the pattern that shows it exactly as it was written; `None` where it
/// is less than a day, or none that a spreadsheet knows.
fn date(value: &str) -> Option<(ExcelDateTime, String)> {
    let (day, time) = value.split_once('T').map_or((value, None), |(day, time)| (day, Some(time)));
    let mut parts = day.split('-').map(str::parse::<u16>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    // Spreadsheets disagree about the first two months of 1900.
    if year <= 1900 || parts.next().is_some() {
        return None;
    }
    let date = ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()?;
    let Some(time) = time else { return Some((date, "yyyy-mm-dd".to_string())) };
    let (clock, zone) = time.split_at_checked(8)?;
    let mut parts = clock.split(':').map(str::parse::<u16>);
    let (hour, minute, second) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let is_zone = zone.len() <= 6 && zone.chars().all(|c| c.is_ascii_digit() || "+-:Z".contains(c));
    if !is_zone || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let date = date.and_hms(hour, u8::try_from(minute).ok()?, f64::from(second)).ok()?;
    let zone = if zone.is_empty() { String::new() } else { format!("\"{zone}\"") };
    Some((date, format!("yyyy-mm-dd\"T\"hh:mm:ss{zone}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_it_was_written_or_left_as_text() {
        let pattern = |value: &str| date(value).map(|(_, pattern)| pattern);
        assert_eq!(pattern("2025-12-02").as_deref(), Some("yyyy-mm-dd"));
        assert_eq!(pattern("2025-12-02T10:05:00Z").as_deref(), Some("yyyy-mm-dd\"T\"hh:mm:ss\"Z\""));
        assert_eq!(
            pattern("2025-12-02T10:05:00+02:00").as_deref(),
            Some("yyyy-mm-dd\"T\"hh:mm:ss\"+02:00\"")
        );
        assert_eq!(pattern("2025-12-02T10:05:00").as_deref(), Some("yyyy-mm-dd\"T\"hh:mm:ss"));
        for other in [
            "2025",
            "2025-12",
            "1900-01-01",
            "1799-04-05",
            "2025-13-01",
            "2025-12-02T10:05",
            "soon",
            "2025-12-02T10:05:00.123Z",
        ] {
            assert_eq!(pattern(other), None, "{other}");
        }
    }

    #[test]
    fn a_text_is_cut_between_characters_and_says_so() {
        let limits = Limits { rows: 10, links: 10, units: 20 };
        assert_eq!(cut("twenty characters ok", limits), "twenty characters ok");
        let made = cut("\u{1F600}\u{1F600}\u{1F600}\u{1F600}\u{1F600}\u{1F600}\u{1F600} and more", limits);
        assert_eq!(made, format!("{}{CUT}", "\u{1F600}".repeat(6)));
        assert!(made.encode_utf16().count() <= limits.units);
    }

    #[test]
    fn only_the_web_is_linked_to_and_in_plain_characters() {
        assert_eq!(address("https://example.org/a?b=c#d").as_deref(), Some("https://example.org/a?b=c#d"));
        assert_eq!(
            address("HTTP://example.org/é<\"\u{FFFF}>").as_deref(),
            Some("HTTP://example.org/%C3%A9%3C%22%EF%BF%BF%3E")
        );
        for bad in [
            "",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://a b",
            "internal:'x'!A1",
            "example.org",
            "http://a\nb",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
        assert_eq!(address(&format!("https://example.org/{}", "x".repeat(2_000))), None);
    }
}
