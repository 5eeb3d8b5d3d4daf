//! A table as a sheet, or as several where one cannot hold it.

use ::csv::StringRecord;
use rust_xlsxwriter::{Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use crate::error::Result;
use crate::record::{Field, Format, Look};

use super::cell::{self, Formats, Link};
use super::{Limits, Survey, fault, sheet_name};

/// The widest column of wrapped text, in characters.
pub(super) const WIDEST: usize = 60;
/// The widest other column.
pub(super) const WIDE: usize = 32;
/// What the button of a filter takes of a header.
pub(super) const BUTTON: usize = 3;
/// The column that says which cells of a row were cut; it is there only where some were.
const CUT: &str = "cut";

/// What the rows of one sheet go by.
struct Context<'s> {
    survey: &'s Survey<'s>,
    all: &'s [Survey<'s>],
    formats: &'s mut Formats,
    limits: Limits,
    links: u32,
}

/// Writes the sheets of a table.
pub(super) fn write(
    book: &mut Workbook,
    survey: &Survey<'_>,
    all: &[Survey<'_>],
    formats: &mut Formats,
    limits: Limits,
) -> Result<()> {
    let mut context = Context { survey, all, formats, limits, links: 0 };
    let mut number = 0;
    begin(book, survey, 0, limits).map_err(|e| fault(&e))?;
    survey.table.each(|row| {
        let (sheet, line) = (number / limits.rows_each(), (number % limits.rows_each()) as u32 + 1);
        if sheet > 0 && line == 1 {
            begin(book, survey, sheet, limits).map_err(|e| fault(&e))?;
            context.links = 0;
        }
        let last = book.worksheets().len() - 1;
        let page = book.worksheet_from_index(last).map_err(|e| fault(&e))?;
        context.row(page, line, row).map_err(|e| fault(&e))?;
        number += 1;
        Ok(())
    })
}

/// Opens a sheet: its name, its columns, its header, the table around its rows.
fn begin(
    book: &mut Workbook,
    survey: &Survey<'_>,
    number: u64,
    limits: Limits,
) -> std::result::Result<(), XlsxError> {
    let table = survey.table;
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(sheet_name(table.head.name, number))?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, width) in (0..).zip(&survey.widths) {
        sheet.set_column_width(at, *width as f64 + 2.0)?;
    }
    let mut names: Vec<&str> = table.head.fields.iter().map(|field| &*field.name).collect();
    if survey.cut > 0 {
        sheet.set_column_width(names.len() as u16, WIDE as f64)?;
        names.push(CUT);
    }
    let rows = (table.rows - number * limits.rows_each()).min(limits.rows_each()) as u32;
    if rows == 0 {
        for (at, name) in (0..).zip(names) {
            sheet.write_string(0, at, name)?;
        }
        return Ok(());
    }
    let last = names.len() as u16 - 1;
    let columns: Vec<TableColumn> = names.iter().map(|name| TableColumn::new().set_header(*name)).collect();
    let range = Table::new()
        .set_name(format!("table_{}", sheet_name(table.head.name, number)))
        .set_style(TableStyle::Light1)
        .set_columns(&columns);
    sheet.add_table(0, 0, rows, last, &range)?;
    Ok(())
}

impl Context<'_> {
    fn row(
        &mut self,
        sheet: &mut Worksheet,
        number: u32,
        row: &StringRecord,
    ) -> std::result::Result<(), XlsxError> {
        let fields = &self.survey.table.head.fields;
        let mut cut = Vec::new();
        for (at, (field, value)) in (0..).zip(fields.iter().zip(row)) {
            let link = self.link(field, value);
            if cell::is_too_long(value, self.limits) {
                cut.push(format!("{}: {} characters", field.name, value.chars().count()));
            }
            cell::write(sheet, (number, at), (field, value), link, self.formats, self.limits)?;
        }
        if !cut.is_empty() {
            sheet.write_string(number, fields.len() as u16, cut.join("; "))?;
        }
        Ok(())
    }

    /// Where a cell leads, as long as the sheet can hold another link.
    fn link(&mut self, field: &Field, value: &str) -> Option<Link> {
        let is_text = matches!(field.format, Format::Text | Format::Word);
        if self.links == self.limits.links || !is_text || !cell::can_link(value) {
            return None;
        }
        let link = match field.refers {
            Some((table, _)) => Link::Row(self.place(table, value)?),
            None if field.look == Look::Address => Link::Web(cell::address(value)?),
            None => return None,
        };
        self.links += 1;
        Some(link)
    }

    fn place(&self, table: &str, key: &str) -> Option<String> {
        let target = self.all.iter().find(|survey| survey.table.head.name == table)?;
        let (sheet, line) = target.places.get(key)?;
        Some(format!("'{}'!A{}", sheet_name(table, *sheet), line + 1))
    }
}
