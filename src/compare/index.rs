//! The rows of a table in few bytes each, so that two runs of millions of rows can be held side by side.
//!
//! Rows enter one after the other as hashes of their key, of what they say and of all their cells; what
//! leaves are the rows of each document. Which file they stand in is not known here, nor what they mean.

use std::collections::HashMap;

/// A row, told apart from all others by hashes of 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Hash of its key.
    pub key: u128,
    /// Hash of what it says, which its key may not show; 0 where it says nothing.
    pub says: u128,
    /// Hash of all its cells.
    pub whole: u128,
    /// The number of its document.
    pub document: u32,
    /// Where in the document it begins.
    pub start: u32,
    /// The line of the file on which it begins, from 1.
    pub line: u32,
}

/// 128 bits of BLAKE3 over some fields, each behind its length.
pub fn hash<'f>(fields: impl IntoIterator<Item = &'f [u8]>) -> u128 {
    let mut hasher = blake3::Hasher::new();
    for field in fields {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field);
    }
    hasher.finalize().as_bytes().iter().take(16).fold(0, |all, &byte| all << 8 | u128::from(byte))
}

/// The documents of a run, numbered as they are met.
#[derive(Debug, Default)]
pub struct Catalogue {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Catalogue {
    /// The number of a document, a new one if it was not met before.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_string());
        self.numbers.insert(name.to_string(), number);
        number
    }

    /// The number of a document that was met.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The id of a document.
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    /// All numbers, in order.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.names.len() as u32
    }
}

/// All rows of a table, by document.
#[derive(Debug, Default)]
pub struct Index {
    marks: Vec<Mark>,
    /// The rows, document by document, each document's in the order of the file.
    order: Vec<u32>,
    /// Where in `order` each document begins; one more at the end.
    begins: Vec<u32>,
}

impl Index {
    /// The index of some rows in the order of their file. A key that stands twice gives the numbers of
    /// the two rows instead, the earliest such pair of the file.
    pub fn new(marks: Vec<Mark>) -> Result<Self, (u32, u32)> {
        if let Some(twice) = twice(&marks) {
            return Err(twice);
        }
        let mut order: Vec<u32> = (0..marks.len() as u32).collect();
        let document = |row: &u32| marks.get(*row as usize).map_or(0, |mark| mark.document);
        order.sort_by_key(document);
        let last = order.last().map_or(0, |row| document(row) as usize + 1);
        let mut begins = Vec::with_capacity(last + 1);
        for number in 0..=last as u32 {
            begins.push(order.partition_point(|row| document(row) < number) as u32);
        }
        Ok(Self { marks, order, begins })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// A row by its number.
    pub fn mark(&self, row: u32) -> Option<&Mark> {
        self.marks.get(row as usize)
    }

    /// The numbers of all rows.
    pub fn all(&self) -> &[u32] {
        &self.order
    }

    /// The numbers of a document's rows, in the order of the file.
    pub fn of(&self, document: u32) -> &[u32] {
        let at = document as usize;
        let (Some(&from), Some(&to)) = (self.begins.get(at), self.begins.get(at + 1)) else { return &[] };
        self.order.get(from as usize..to as usize).unwrap_or(&[])
    }
}

fn twice(marks: &[Mark]) -> Option<(u32, u32)> {
    let mut keys: Vec<(u128, u32)> = (0u32..).zip(marks).map(|(row, mark)| (mark.key, row)).collect();
    keys.sort_unstable();
    let equal = keys.windows(2).filter_map(|two| match two {
        [(a, first), (b, second)] if a == b => Some((*second, *first)),
        _ => None,
    });
    equal.min().map(|(second, first)| (first, second))
}

/// The rows of one document in both runs, those that are equal in every cell set apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    /// Where rows begin that are equal but for their places, or in everything.
    pub(super) anchors: Vec<(u32, u32)>,
    /// The other rows of the old run.
    pub(super) old: Vec<u32>,
    /// The other rows of the new run.
    pub(super) new: Vec<u32>,
}

/// Sets the equal rows of two lists apart. Both lists are in the order of their files, and so is what is
/// left of them.
pub(super) fn split(old: (&Index, &[u32]), new: (&Index, &[u32])) -> Split {
    let whole = |(index, rows): (&Index, &[u32])| -> Vec<(u128, u128, u32, u32)> {
        let mark = |row: &u32| index.mark(*row).map(|mark| (mark.key, mark.whole, *row, mark.start));
        rows.iter().filter_map(mark).collect()
    };
    let (mut a, mut b) = (whole(old), whole(new));
    let mut split = Split::default();
    if a.iter().map(|row| (row.0, row.1)).eq(b.iter().map(|row| (row.0, row.1))) {
        return split;
    }
    a.sort_unstable();
    b.sort_unstable();
    let mut rest = b.iter().peekable();
    for row in &a {
        while let Some(other) = rest.next_if(|other| (other.0, other.1) < (row.0, row.1)) {
            split.new.push(other.2);
        }
        match rest.next_if(|other| (other.0, other.1) == (row.0, row.1)) {
            Some(other) => split.anchors.push((row.3, other.3)),
            None => split.old.push(row.2),
        }
    }
    split.new.extend(rest.map(|row| row.2));
    split.old.sort_unstable();
    split.new.sort_unstable();
    split.anchors.sort_unstable();
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(key: u128, whole: u128, document: u32) -> Mark {
        Mark { key, says: key, whole, document, start: 0, line: 0 }
    }

    #[test]
    fn rows_are_found_by_document_whatever_their_order() {
        let index = Index::new(vec![mark(1, 1, 1), mark(2, 1, 0), mark(3, 1, 1), mark(4, 1, 3)]).unwrap();
        let rows: Vec<&[u32]> = (0..5).map(|document| index.of(document)).collect();
        assert_eq!(rows, [&[1][..], &[0, 2], &[], &[3], &[]]);
    }

    #[test]
    fn a_key_that_stands_twice_is_told_with_both_rows() {
        let marks = vec![mark(5, 1, 0), mark(1, 1, 0), mark(2, 1, 0), mark(1, 2, 0), mark(5, 1, 0)];
        assert_eq!(Index::new(marks).unwrap_err(), (1, 3));
    }

    #[test]
    fn equal_rows_are_set_apart_and_the_rest_keeps_its_order() {
        let old = Index::new(vec![mark(9, 1, 0), mark(2, 1, 0), mark(3, 1, 0)]).unwrap();
        let new = Index::new(vec![mark(2, 1, 0), mark(9, 2, 0), mark(4, 1, 0)]).unwrap();
        let found = split((&old, old.of(0)), (&new, new.of(0)));
        assert_eq!((found.anchors.len(), found.old, found.new), (1, vec![0, 2], vec![1, 2]));
    }

    #[test]
    fn where_a_field_ends_counts() {
        assert_ne!(hash([&b"ab"[..], b"c"]), hash([&b"a"[..], b"bc"]));
    }
}
