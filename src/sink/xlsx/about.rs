//! The first sheet: what this is, how much there is of it, where it stands, who speaks most.

use rust_xlsxwriter::{Chart, ChartType, Color, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};

use crate::error::Result;
use crate::record;

use super::{Limits, Survey, fault, sheet_name};
use crate::sink::Counts;

const NAME: &str = "about";
/// How many of those with the most statements are told.
const MOST_QUOTED: usize = 15;
/// The height of a line, in pixels.
const LINE: u32 = 20;
/// The fewest lines that the chart is high.
const CHART: u32 = 9;
/// The grey of what explains.
const GREY: Color = Color::RGB(0x59_59_59);

/// Someone with statements.
struct Speaker {
    name: String,
    kind: String,
    statements: u64,
}

/// Writes the sheet.
pub(super) fn write(
    book: &mut Workbook,
    surveys: &[Survey<'_>],
    counts: &Counts,
    limits: Limits,
) -> Result<()> {
    let speakers = most_quoted(surveys)?;
    let dates = dates(surveys)?;
    let sheet = book.add_worksheet();
    let mut page = Page { sheet, line: 0 };
    page.fill(surveys, counts, dates.as_deref(), &speakers, limits).map_err(|e| fault(&e))
}

/// The dates of the first and the last document.
fn dates(surveys: &[Survey<'_>]) -> Result<Option<String>> {
    let found = surveys.iter().find_map(|survey| Some((survey, survey.table.place("published")?)));
    let Some((survey, at)) = found else { return Ok(None) };
    let mut ends: Option<(String, String)> = None;
    survey.table.each(|row| {
        let date: String = row.get(at).unwrap_or("").chars().take(10).collect();
        if !date.is_empty() {
            ends = Some(match ends.take() {
                None => (date.clone(), date),
                Some((first, last)) => (first.min(date.clone()), last.max(date)),
            });
        }
        Ok(())
    })?;
    Ok(ends.map(|(first, last)| if first == last { first } else { format!("{first} to {last}") }))
}

/// Those with the most statements, the first named first where they have as many.
fn most_quoted(surveys: &[Survey<'_>]) -> Result<Vec<Speaker>> {
    let place = |survey: &Survey<'_>| {
        let table = survey.table;
        Some((table.place("name")?, table.place("kind")?, table.place("quotes_by")?))
    };
    let found = surveys.iter().find_map(|survey| Some((survey, place(survey)?)));
    let Some((survey, (name, kind, by))) = found else { return Ok(Vec::new()) };
    let mut all: Vec<Speaker> = Vec::new();
    survey.table.each(|row| {
        let cell = |at: usize| row.get(at).unwrap_or("").to_string();
        let statements = cell(by).parse().unwrap_or(0);
        if statements > 0 {
            let after = all.partition_point(|other| other.statements >= statements);
            all.insert(after, Speaker { name: cell(name), kind: cell(kind), statements });
            all.truncate(MOST_QUOTED);
        }
        Ok(())
    })?;
    Ok(all)
}

/// The sheet, filled line by line.
struct Page<'w> {
    sheet: &'w mut Worksheet,
    line: u32,
}

type Done = std::result::Result<(), XlsxError>;

impl Page<'_> {
    fn fill(
        &mut self,
        surveys: &[Survey<'_>],
        counts: &Counts,
        dates: Option<&str>,
        speakers: &[Speaker],
        limits: Limits,
    ) -> Done {
        self.sheet.set_name(NAME)?;
        self.sheet.set_screen_gridlines(false);
        self.sheet.set_column_width(0, 26)?;
        self.sheet.set_column_width(1, 16)?;
        self.sheet.set_column_width(2, 14)?;
        self.head(dates)?;
        self.numbers(counts)?;
        self.contents(surveys)?;
        self.speakers(speakers)?;
        self.notes(surveys, limits)
    }

    fn title(&mut self, words: &str) -> Done {
        self.line += 1;
        self.sheet.write_string_with_format(self.line, 0, words, &Format::new().set_bold())?;
        self.line += 1;
        Ok(())
    }

    fn head(&mut self, dates: Option<&str>) -> Done {
        let large = Format::new().set_bold().set_font_size(16);
        self.sheet.write_string_with_format(0, 0, env!("CARGO_PKG_NAME"), &large)?;
        self.sheet.write_string(1, 0, env!("CARGO_PKG_DESCRIPTION"))?;
        self.line = 3;
        let version = format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        let run = "the date of the run, its inputs, options and lists: run.json, beside this workbook";
        let lines = [
            ("program", version.as_str()),
            ("version of the tables", record::SCHEMA),
            ("dates of the documents", dates.unwrap_or("not known")),
            ("how it was made", run),
        ];
        for (name, value) in lines {
            self.sheet.write_string(self.line, 0, name)?;
            self.sheet.write_string(self.line, 1, value)?;
            self.line += 1;
        }
        Ok(())
    }

    fn numbers(&mut self, counts: &Counts) -> Done {
        self.title("How much there is")?;
        let lines = [
            ("documents", counts.documents),
            ("   read", counts.ok),
            ("   skipped", counts.skipped),
            ("   failed", counts.failed),
            ("entities", counts.entities),
            ("   people", counts.people),
            ("   places", counts.places),
            ("   organisations", counts.organisations),
            ("names in the texts", counts.mentions),
            ("statements", counts.quotes),
            ("   inside quotation marks", counts.direct),
            ("   partly so", counts.mixed),
            ("   without marks", counts.indirect),
            ("   whose speaker is known", counts.speakers),
        ];
        for (name, number) in lines {
            self.sheet.write_string(self.line, 0, name)?;
            self.sheet.write_number(self.line, 1, number as f64)?;
            self.line += 1;
        }
        Ok(())
    }

    fn contents(&mut self, surveys: &[Survey<'_>]) -> Done {
        self.title("The sheets")?;
        for survey in surveys {
            let head = &survey.table.head;
            let link = Url::new(format!("internal:'{}'!A1", sheet_name(head.name, 0))).set_text(head.name);
            self.sheet.write_url(self.line, 0, link)?;
            self.sheet.write_number(self.line, 1, survey.table.rows as f64)?;
            self.sheet.write_string(self.line, 2, head.purpose)?;
            self.line += 1;
        }
        Ok(())
    }

    fn speakers(&mut self, speakers: &[Speaker]) -> Done {
        if speakers.is_empty() {
            return Ok(());
        }
        self.title("Who is quoted most")?;
        let first = self.line;
        for speaker in speakers {
            self.sheet.write_string(self.line, 0, &speaker.name)?;
            self.sheet.write_number(self.line, 1, speaker.statements as f64)?;
            self.sheet.write_string(self.line, 2, &speaker.kind)?;
            self.line += 1;
        }
        let last = self.line - 1;
        let mut chart = Chart::new(ChartType::Bar);
        chart.add_series().set_categories((NAME, first, 0, last, 0)).set_values((NAME, first, 1, last, 1));
        chart.title().set_name("Who is quoted most");
        chart.legend().set_hidden();
        // The first of the list on top.
        chart.x_axis().set_reverse();
        let lines = (speakers.len() as u32 + 1).max(CHART);
        chart.set_height(lines * LINE);
        self.sheet.insert_chart(first - 1, 4, &chart)?;
        self.line = first - 1 + lines;
        Ok(())
    }

    fn notes(&mut self, surveys: &[Survey<'_>], limits: Limits) -> Done {
        self.title("Worth knowing")?;
        let mut notes = vec![
            "An empty cell means: not known.".to_string(),
            "confidence runs from 0 to 1; rule names the rule that made the row.".to_string(),
            "Ids and addresses are links; a sheet can hold 65,530 of them, so that in long sheets the later ones are plain text.".to_string(),
        ];
        let cut: u64 = surveys.iter().map(|survey| survey.cut).sum();
        if cut > 0 {
            notes.push(format!("A cell can hold 32,767 characters: {cut} cut, see the column 'cut'. The CSV files and JSON lines have them whole."));
        }
        for survey in surveys.iter().filter(|survey| survey.sheets(limits) > 1) {
            let name = survey.table.head.name;
            let last = sheet_name(name, survey.sheets(limits) - 1);
            notes.push(format!("A sheet can hold 1,048,576 rows: {name} goes on to the sheet {last}."));
        }
        let format = Format::new().set_font_color(GREY).set_align(FormatAlign::Top);
        for note in notes {
            self.sheet.write_string_with_format(self.line, 0, note, &format)?;
            self.line += 1;
        }
        Ok(())
    }
}
