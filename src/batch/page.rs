//! From documents to pages: their rows, and the same as pieces of files.
//!
//! Several documents are read together, as many as wait already and no more than stay in the processor's cache:
//! each step of the reading is done for all of them before the next.

use super::order;
use super::resume::Mark;
use crate::document::{Document, Intake, Status, Trouble};
use crate::error::Result;
use crate::reading::Reader;
use crate::record::{self, Rows};
use crate::sink::{self, Piece, Sinks};
use crate::source::Documents;

/// How many documents are read together at most, and how many bytes of text are enough.
const MOST: usize = 32;
const ENOUGH: usize = 1 << 18;
/// With several threads a batch is no more than one of so many parts of what was read before, for each of them: so
/// all of them have something to do, and end at about the same time.
const PARTS: usize = 4;

/// A document, and how far the inputs were read with it.
pub(super) struct Item {
    pub(super) intake: Intake,
    pub(super) at: At,
}

/// Which document it is, and how far the inputs were read with it.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) mark: Mark,
    /// How many files were read to their end.
    pub(super) inputs: usize,
    pub(super) bytes: u64,
}

impl Item {
    fn of(intake: Intake, documents: &Documents) -> Self {
        let mark = Mark::of(&intake);
        Self { intake, at: At { mark, inputs: documents.inputs().len(), bytes: documents.bytes() } }
    }

    fn size(&self) -> usize {
        self.intake.as_ref().map_or(0, |document| document.body.len())
    }
}

/// All documents, one by one.
pub(super) fn items(documents: &mut Documents) -> impl Iterator<Item = Item> + Send {
    std::iter::from_fn(|| {
        let intake = documents.next()?;
        Some(Item::of(intake, documents))
    })
}

/// All documents, those together that are read together by one of so many threads.
pub(super) fn batches(documents: &mut Documents, jobs: usize) -> impl Iterator<Item = Vec<Item>> + Send {
    let mut before = 0;
    std::iter::from_fn(move || {
        let most = if jobs > 1 { (before / (PARTS * jobs)).clamp(1, MOST) } else { MOST };
        let intake = documents.next()?;
        let mut batch = vec![Item::of(intake, documents)];
        let mut size = batch.iter().map(Item::size).sum::<usize>();
        while batch.len() < most
            && size < ENOUGH
            && let Some(intake) = documents.next_at_hand()
        {
            let item = Item::of(intake, documents);
            size += item.size();
            batch.push(item);
        }
        before += batch.len();
        Some(batch)
    })
}

/// A document's rows, and the same as pieces of files; its text, for those that must be made anew.
pub(super) struct Page {
    pub(super) at: At,
    pub(super) rows: Rows,
    pub(super) body: Option<String>,
    pub(super) pieces: Vec<Piece>,
    pub(super) trouble: Option<Trouble>,
}

/// The pages of some documents that are read together. Takes their texts last, when nothing can fail any more.
pub(super) fn all(reader: &Reader, sinks: &Sinks, batch: &mut [Item]) -> Result<Vec<Page>> {
    let documents = || batch.iter().filter_map(|item| item.intake.as_ref().ok());
    let readings = reader.read_all(documents());
    let read: Vec<Rows> = readings.iter().map(|reading| record::rows(reading, reader.gazetteer())).collect();
    drop(readings);
    let mut read = read.into_iter();
    let rows = batch.iter().filter_map(|item| match &item.intake {
        Ok(_) => read.next(),
        Err(trouble) => Some(Rows::of_trouble(trouble)),
    });
    let rows: Vec<Rows> = rows.collect();
    let pieces = batch.iter().zip(&rows).map(|(item, rows)| {
        let body = item.intake.as_ref().ok().map(|document| document.body.as_str());
        sinks.page(sink::Page { rows, body })
    });
    let pieces = pieces.collect::<Result<Vec<_>>>()?;
    let pages = batch.iter_mut().zip(rows).zip(pieces).map(|((item, rows), pieces)| {
        let body = item.intake.as_mut().ok().map(|document| std::mem::take(&mut document.body));
        let trouble = item.intake.as_ref().err().cloned();
        Page { at: item.at, rows, body, pieces, trouble }
    });
    Ok(pages.collect())
}

/// The pages of documents of which one brought a bug to light: each is read by itself, and that one fails.
pub(super) fn each_alone(reader: &Reader, sinks: &Sinks, batch: Vec<Item>) -> Result<Vec<Page>> {
    let work = |item: &mut Item| all(reader, sinks, std::slice::from_mut(item));
    let alone = |item: Item| {
        order::attempt(item, work, |item, reason| {
            work(&mut Item { intake: Err(bug(item.intake, &reason)), ..item })
        })
    };
    let pages = batch.into_iter().map(alone).collect::<Result<Vec<_>>>()?;
    Ok(pages.into_iter().flatten().collect())
}

/// What is told of a document that brought a bug to light.
fn bug(intake: Intake, reason: &str) -> Trouble {
    let (id, source) = match intake {
        Ok(Document { id, source, .. }) => (id, source),
        Err(trouble) => (trouble.id, trouble.source),
    };
    let message = format!("{source}: a fault of the program met it here, please report it: {reason}");
    Trouble { id, source, status: Status::Failed, message }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::config::Config;

    /// How many documents of so many bytes are read together by so many threads.
    fn sizes(count: usize, bytes: usize, jobs: usize) -> Vec<usize> {
        let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
        let text = "The ferry sailed. ".repeat(bytes.div_ceil(18));
        for number in 0..count {
            writeln!(file, r#"{{"id": "{number}", "text": "{text}"}}"#).unwrap();
        }
        let input = file.path().display().to_string();
        let mut documents = Documents::of(&[input], &Config::default()).unwrap();
        let batches: Vec<Vec<Item>> = batches(&mut documents, jobs).collect();
        let ids = batches.iter().flatten().map(|item| item.intake.as_ref().unwrap().id.clone());
        assert!(ids.eq((0..count).map(|number| number.to_string())), "none is lost, all are in order");
        batches.iter().map(Vec::len).collect()
    }

    #[test]
    fn as_many_are_read_together_as_are_at_hand_and_no_more() {
        let sizes = sizes(1000, 20, 1);
        assert!(sizes.iter().all(|size| (1..=MOST).contains(size)));
        assert!(sizes.len() < 1000, "what waits is taken too");
    }

    #[test]
    fn long_documents_are_few_together() {
        assert!(sizes(20, ENOUGH / 2, 1).iter().all(|size| *size <= 2));
    }

    #[test]
    fn of_several_threads_none_takes_more_than_its_part() {
        let mut before = 0;
        for size in sizes(1000, 20, 3) {
            assert!(size <= (before / (3 * PARTS)).max(1));
            before += size;
        }
    }

    #[test]
    fn documents_that_are_read_alone_give_the_pages_that_they_give_together() {
        let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
        writeln!(file, r#"{{"text": "Ana Ruiz of Ghent said the bridge was safe."}}"#).unwrap();
        writeln!(file, "this is no object").unwrap();
        writeln!(file, r#"{{"text": "The mayor, Ivo Brandt, denied it in Accra."}}"#).unwrap();
        let reader = Reader::new(crate::gazetteer::Gazetteer::embedded().unwrap(), false).unwrap();
        let plan = sink::Plan::folder(file.path());
        let sinks = plan.sinks(record::Tables::keeping(&[]).unwrap()).unwrap();
        let batch = || {
            let input = file.path().display().to_string();
            let mut documents = Documents::of(&[input], &Config::default()).unwrap();
            items(&mut documents).collect::<Vec<Item>>()
        };
        let told = |pages: Result<Vec<Page>>| -> Vec<String> {
            let told = |page: Page| format!("{:?} {:?} {:?}", page.rows, page.body, page.trouble);
            pages.unwrap().into_iter().map(told).collect()
        };
        let together = told(all(&reader, &sinks, &mut batch()));
        assert_eq!(together.len(), 3);
        assert!(together[1].contains("jsonl:2"), "{}", together[1]);
        assert_eq!(told(each_alone(&reader, &sinks, batch())), together);
    }
}
