//! Two runs, document by document: what is equal is passed over, what is not is paired and told.
//!
//! Two shelves of rows enter; events leave, one after the other, grouped by document. Only the rows of
//! one document are held at a time. Where the rows lie is the shelves' affair.

use std::collections::BTreeMap;

use crate::error::Result;

use super::asked::{Asked, Tally};
use super::cause::{Causes, Reasons};
use super::change::Change;
use super::document::{self, Document, Side};
use super::entity::{Fate, Votes};
use super::event::{Event, Plan};
use super::index::{Catalogue, Index, Mark, hash, split};
use super::near::{self, How, Rows};
use super::row::{Row, Sheet};

/// The rows of a run, wherever they lie.
pub trait Shelf {
    /// Its documents.
    fn catalogue(&self) -> &Catalogue;
    /// The index of a table; `None` where the run has no such table or nobody asked for it.
    fn index(&self, sheet: Sheet) -> Option<&Index>;
    /// Rows of a table by their numbers, in that order.
    fn rows(&self, sheet: Sheet, numbers: &[u32]) -> Result<Vec<Row>>;
}

/// Compares two runs; every event that was asked for is handed on as it is found.
pub fn runs(
    old: &dyn Shelf,
    new: &dyn Shelf,
    reasons: &Reasons,
    asked: &Asked,
    tell: &mut dyn FnMut(&Event<'_>) -> Result<()>,
) -> Result<Tally> {
    let plans = Sheet::ALL.map(|sheet| Plan::new(sheet, &asked.ignored, asked.step));
    let mut run =
        Run { old, new, reasons, asked, plans, tell, tally: Tally::default(), votes: Votes::default() };
    for &sheet in &asked.sheets {
        if let (Some(a), Some(b)) = (old.index(sheet), new.index(sheet)) {
            run.tally.rows.insert(sheet, (a.len() as u64, b.len() as u64));
        }
    }
    let side = |shelf: &'_ dyn Shelf| shelf.index(Sheet::Documents).map(|_| ()).is_some();
    let known = side(old) && side(new);
    let documents = document::pair(
        Side { catalogue: old.catalogue(), documents: old.index(Sheet::Documents).filter(|_| known) },
        Side { catalogue: new.catalogue(), documents: new.index(Sheet::Documents).filter(|_| known) },
    );
    for document in &documents {
        if run.is_wanted(document) {
            run.document(document)?;
        }
    }
    if asked.document.is_none() && asked.sheets.contains(&Sheet::Entities) {
        run.entities()?;
    }
    Ok(run.tally)
}

struct Run<'a> {
    old: &'a dyn Shelf,
    new: &'a dyn Shelf,
    reasons: &'a Reasons,
    asked: &'a Asked,
    plans: [Plan; 4],
    tell: &'a mut dyn FnMut(&Event<'_>) -> Result<()>,
    tally: Tally,
    votes: Votes,
}

/// A row with its change to come: where it stands, and its numbers among the rows in question.
type Place = (u32, Option<usize>, Option<usize>, Option<How>);

impl<'a> Run<'a> {
    fn is_wanted(&self, document: &Document) -> bool {
        let Some(wanted) = &self.asked.document else { return true };
        let is = |shelf: &dyn Shelf, number: Option<u32>| {
            number.is_some_and(|number| shelf.catalogue().name(number) == wanted)
        };
        is(self.old, document.old) || is(self.new, document.new)
    }

    fn document(&mut self, document: &Document) -> Result<()> {
        for sheet in [Sheet::Documents, Sheet::Quotes, Sheet::Mentions] {
            let is_needed = sheet == Sheet::Mentions && self.asked.sheets.contains(&Sheet::Entities);
            if self.asked.sheets.contains(&sheet) || is_needed {
                self.table(sheet, document)?;
            }
        }
        Ok(())
    }

    /// The rows of a document in one table.
    fn table(&mut self, sheet: Sheet, document: &Document) -> Result<()> {
        let (Some(a), Some(b)) = (self.old.index(sheet), self.new.index(sheet)) else { return Ok(()) };
        let of = |index: &'a Index, number: Option<u32>| number.map_or(&[][..], |number| index.of(number));
        let split = split((a, of(a, document.old)), (b, of(b, document.new)));
        if split.old.is_empty() && split.new.is_empty() {
            return Ok(());
        }
        let marks = |index: &Index, rows: &[u32]| -> Vec<Mark> {
            rows.iter().filter_map(|row| index.mark(*row).copied()).collect()
        };
        let (old_marks, new_marks) = (marks(a, &split.old), marks(b, &split.new));
        let (old_rows, new_rows) = (self.old.rows(sheet, &split.old)?, self.new.rows(sheet, &split.new)?);
        let pairs = if sheet == Sheet::Documents {
            old_rows.first().zip(new_rows.first()).map(|_| (0, 0, How::Id)).into_iter().collect()
        } else {
            let (old, new) =
                (Rows { marks: &old_marks, rows: &old_rows }, Rows { marks: &new_marks, rows: &new_rows });
            near::pair(sheet, old, new, &split.anchors, document.text_changed == Some(false))
        };
        let causes = self.causes(sheet, document);
        for (_, at_old, at_new, how) in places(&pairs, &old_marks, &new_marks) {
            let old = at_old.and_then(|at| old_rows.get(at));
            let new = at_new.and_then(|at| new_rows.get(at));
            self.row(sheet, document, (old, new), how, causes)?;
        }
        Ok(())
    }

    /// A renamed document is a change of its input, though its text is the same.
    fn causes(&self, sheet: Sheet, document: &Document) -> Causes {
        let is_renamed = match (document.old, document.new) {
            (Some(a), Some(b)) => self.old.catalogue().name(a) != self.new.catalogue().name(b),
            _ => false,
        };
        self.reasons.of(if is_renamed && sheet == Sheet::Documents {
            Some(true)
        } else {
            document.text_changed
        })
    }

    fn row(
        &mut self,
        sheet: Sheet,
        document: &Document,
        (old, new): (Option<&Row>, Option<&Row>),
        how: Option<How>,
        causes: Causes,
    ) -> Result<()> {
        let (catalogues, id) = ((self.old.catalogue(), self.new.catalogue()), sheet.key());
        let old_name = document.old.map(|number| catalogues.0.name(number));
        let new_name = document.new.map(|number| catalogues.1.name(number));
        let mut found = match (old, new) {
            (Some(old), Some(new)) => self.compare(sheet, old, new),
            (Some(_), None) => vec![(Change::Removed, Vec::new())],
            (None, _) => vec![(Change::Added, Vec::new())],
        };
        let is_renamed = old_name.is_some() && new_name.is_some() && old_name != new_name;
        if sheet == Sheet::Documents && is_renamed {
            match found.iter_mut().find(|(change, _)| *change == Change::Moved) {
                Some((_, columns)) => columns.insert(0, id),
                None => found.push((Change::Moved, vec![id])),
            }
        }
        let name = new_name.or(old_name).unwrap_or("");
        let was = old_name.filter(|_| is_renamed);
        let event = |change, columns| Event {
            sheet,
            change,
            document: name,
            old_document: was,
            old,
            new,
            columns,
            causes,
            how,
        };
        let events: Vec<Event<'_>> =
            found.into_iter().map(|(change, columns)| event(change, columns)).collect();
        self.told(sheet, &events)
    }

    fn compare(&mut self, sheet: Sheet, old: &Row, new: &Row) -> Vec<(Change, Vec<&'static str>)> {
        if sheet == Sheet::Mentions {
            let entity = sheet.column("entity_id");
            if old.cell(entity) != new.cell(entity) {
                self.votes.add(old.cell(entity), new.cell(entity));
            }
        }
        let plan = self.plans.get(sheet as usize);
        let (found, within) = plan.map(|plan| plan.compare(old, new)).unwrap_or_default();
        let is_within = within && found.is_empty() && self.asked.sheets.contains(&sheet);
        self.tally.within_step += u64::from(is_within);
        found
    }

    /// Counts what has happened to one row and hands it on.
    fn told(&mut self, sheet: Sheet, events: &[Event<'_>]) -> Result<()> {
        if !self.asked.sheets.contains(&sheet) {
            return Ok(());
        }
        let gate = self.asked.gate.as_ref();
        let is_gated = |event: &Event<'_>| {
            let fits = |(table, change): &(Option<Sheet>, Change)| {
                *change == event.change && table.is_none_or(|table| table == sheet)
            };
            gate.is_some_and(|gate| gate.fail_on.iter().any(fits))
        };
        if events.iter().any(is_gated) {
            *self.tally.gated.entry(sheet).or_default() += 1;
        }
        for event in events {
            *self.tally.events.entry((sheet, event.change)).or_default() += 1;
            *self.tally.causes.entry(event.causes).or_default() += 1;
            if self.asked.all || !event.change.is_quiet(sheet) {
                (self.tell)(event)?;
            }
        }
        Ok(())
    }

    fn entities(&mut self) -> Result<()> {
        let sheet = Sheet::Entities;
        let (Some(a), Some(b)) = (self.old.index(sheet), self.new.index(sheet)) else { return Ok(()) };
        let split = split((a, a.all()), (b, b.all()));
        let (old_rows, new_rows) = (self.old.rows(sheet, &split.old)?, self.new.rows(sheet, &split.new)?);
        let by_id = |rows: &[Row]| -> BTreeMap<String, usize> {
            rows.iter().enumerate().map(|(at, row)| (row.cell(0).to_string(), at)).collect()
        };
        let (olds, news) = (by_id(&old_rows), by_id(&new_rows));
        let nobody = Document { old: None, new: None, text_changed: None };
        let causes = self.reasons.of(None);
        for new in &new_rows {
            if let Some(old) = olds.get(new.cell(0)).and_then(|at| old_rows.get(*at)) {
                self.row(sheet, &nobody, (Some(old), Some(new)), Some(How::Id), causes)?;
            }
        }
        let alone = |rows: &[Row], others: &BTreeMap<String, usize>| -> Vec<String> {
            let ids = rows.iter().map(|row| row.cell(0));
            ids.filter(|id| !others.contains_key(*id)).map(str::to_string).collect()
        };
        let (gone, added) = (alone(&old_rows, &news), alone(&new_rows, &olds));
        let fates = self.votes.fates(&gone, &added, &namesakes((&old_rows, &gone), (&new_rows, &added)));
        let old = Others::of(self.old, &old_rows, &olds);
        let new = Others::of(self.new, &new_rows, &news);
        for fate in fates {
            self.fate((&old, &new), &fate, causes)?;
        }
        Ok(())
    }

    fn fate(&mut self, (olds, news): (&Others<'_>, &Others<'_>), fate: &Fate, causes: Causes) -> Result<()> {
        let nobody = Document { old: None, new: None, text_changed: None };
        let sheet = Sheet::Entities;
        let (change, old, new) = match fate {
            Fate::Renamed { old, new } => (Change::Renamed, olds.find(old)?, news.find(new)?),
            Fate::Merged { old, into } => (Change::Merged, olds.find(old)?, news.find(into)?),
            Fate::Split { new, from } => (Change::Split, olds.find(from)?, news.find(new)?),
            Fate::Removed { old } => {
                return self.row(sheet, &nobody, (olds.find(old)?.as_ref(), None), None, causes);
            }
            Fate::Added { new } => {
                return self.row(sheet, &nobody, (None, news.find(new)?.as_ref()), None, causes);
            }
        };
        let (old, new) = (old.as_ref(), new.as_ref());
        let columns = match (change, old.zip(new)) {
            (Change::Renamed, Some((old, new))) => {
                let differs = |column: &&str| {
                    let at = sheet.column(column);
                    old.cell(at) != new.cell(at)
                };
                sheet.columns().into_iter().filter(differs).collect()
            }
            _ => vec![sheet.key()],
        };
        let how = Some(How::Says);
        let event = Event { sheet, change, document: "", old_document: None, old, new, columns, causes, how };
        self.told(sheet, &[event])
    }
}

/// Rows of entities by id, those at hand first.
struct Others<'r> {
    shelf: &'r dyn Shelf,
    rows: &'r [Row],
    ids: &'r BTreeMap<String, usize>,
    keys: BTreeMap<u128, u32>,
}

impl<'r> Others<'r> {
    fn of(shelf: &'r dyn Shelf, rows: &'r [Row], ids: &'r BTreeMap<String, usize>) -> Self {
        let key = |index: &Index, row: u32| Some((index.mark(row)?.key, row));
        let keys = shelf
            .index(Sheet::Entities)
            .map(|index| index.all().iter().filter_map(|row| key(index, *row)).collect());
        Self { shelf, rows, ids, keys: keys.unwrap_or_default() }
    }

    fn find(&self, id: &str) -> Result<Option<Row>> {
        if let Some(row) = self.ids.get(id).and_then(|at| self.rows.get(*at)) {
            return Ok(Some(row.clone()));
        }
        match self.keys.get(&hash([id.as_bytes()])) {
            Some(number) => Ok(self.shelf.rows(Sheet::Entities, &[*number])?.pop()),
            None => Ok(None),
        }
    }
}

/// Entities of one run alone that have an equal kind and name in the other.
fn namesakes(
    (old_rows, gone): (&[Row], &[String]),
    (new_rows, added): (&[Row], &[String]),
) -> Vec<(String, String)> {
    let columns: Vec<usize> =
        Sheet::Entities.says().iter().map(|name| Sheet::Entities.column(name)).collect();
    let said = |row: &Row| columns.iter().map(|at| row.cell(*at).to_string()).collect::<Vec<_>>();
    let set = |ids: &[String]| ids.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    let (gone, added) = (set(gone), set(added));
    let mut waiting: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for row in new_rows.iter().rev().filter(|row| added.contains(row.cell(0))) {
        waiting.entry(said(row)).or_default().push(row.cell(0).to_string());
    }
    let pair = |row: &Row| {
        let new = waiting.get_mut(&said(row))?.pop()?;
        Some((row.cell(0).to_string(), new))
    };
    old_rows.iter().filter(|row| gone.contains(row.cell(0))).filter_map(pair).collect()
}

/// Pairs and what has no partner, in the order in which they stand.
fn places(pairs: &[near::Pair], old: &[Mark], new: &[Mark]) -> Vec<Place> {
    let mut free = (vec![true; old.len()], vec![true; new.len()]);
    let mut places: Vec<Place> = Vec::with_capacity(old.len().max(new.len()));
    let start = |marks: &[Mark], at: usize| marks.get(at).map_or(0, |mark| mark.start);
    for &(a, b, how) in pairs {
        for (free, at) in [(&mut free.0, a), (&mut free.1, b)] {
            if let Some(is_free) = free.get_mut(at) {
                *is_free = false;
            }
        }
        places.push((start(new, b), Some(a), Some(b), Some(how)));
    }
    let left =
        |free: &[bool]| free.iter().enumerate().filter(|(_, f)| **f).map(|(at, _)| at).collect::<Vec<_>>();
    places.extend(left(&free.0).into_iter().map(|a| (start(old, a), Some(a), None, None)));
    places.extend(left(&free.1).into_iter().map(|b| (start(new, b), None, Some(b), None)));
    places.sort_by_key(|&(start, a, b, _)| (start, b.is_none(), b, a));
    places
}
