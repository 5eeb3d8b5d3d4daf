//! Names near to one that nobody goes by: for "did you mean".
//!
//! Every form without case and accents is compared, those first that have about its length and letters,
//! so that the many others cost a glance.

use fst::{IntoStreamer, Streamer};

use super::layer::{FOLDED, SURNAME};
use super::row::fold;
use super::{EntryId, Gazetteer};

/// The most names that are told.
const MOST: usize = 5;

impl Gazetteer {
    /// The names of the entries nearest to a name that is not known, the nearest first; of equally near
    /// ones the most prominent. Surnames are near, too.
    pub fn near(&self, name: &str) -> Vec<&str> {
        let asked = fold(name);
        let most = furthest(asked.chars().count());
        let letters = letters(&asked);
        let mut found: Vec<(usize, std::cmp::Reverse<u16>, EntryId)> = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            let mut stream = layer.forms.range().ge([FOLDED]).lt([SURNAME + 1]).into_stream();
            while let Some((key, posting)) = stream.next() {
                let form = key.get(1..).and_then(|form| std::str::from_utf8(form).ok()).unwrap_or("");
                if form.len().abs_diff(asked.len()) > 2 * most
                    || letters_apart(letters, self::letters(form)) > 2 * most
                {
                    continue;
                }
                let distance = strsim::osa_distance(&asked, form);
                if distance <= most && distance < asked.chars().count() {
                    let posted = self.posted(number as u32, posting.value() as u32);
                    found.extend(posted.map(|id| (distance, std::cmp::Reverse(self.entry(id).weight), id)));
                }
            }
        }
        found.sort();
        let mut names = Vec::new();
        for (_, _, id) in found {
            let name = self.entry(id).name;
            if !names.contains(&name) && names.len() < MOST {
                names.push(name);
            }
        }
        names
    }
}

/// How many letters may be wrong.
fn furthest(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=6 => 1,
        7..=14 => 2,
        _ => 3,
    }
}

/// Which letters a form has, a bit each.
fn letters(form: &str) -> u64 {
    form.bytes().fold(0, |all, byte| all | 1 << (byte & 63))
}

fn letters_apart(one: u64, other: u64) -> usize {
    (one ^ other).count_ones() as usize
}
