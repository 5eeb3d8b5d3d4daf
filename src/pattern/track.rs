//! What a match kept: where each group of a pattern begins and ends.
//!
//! One place to write for all automata of a worker, used again and again.

use std::ops::Range;

/// The end of a group that matched nothing.
const NOWHERE: u32 = u32::MAX;

/// The way through a string that was found last.
#[derive(Debug, Default)]
pub(super) struct Track {
    /// What an automaton noted of each place of the string. It may be longer than that.
    pub(super) path: Vec<u32>,
    /// Where the groups begin and end.
    ends: Vec<u32>,
}

impl Track {
    /// Makes room on the path for a string.
    #[inline]
    pub(super) fn open(&mut self, length: usize) {
        if self.path.len() <= length {
            self.path.resize(length + 1, 0);
        }
    }

    /// Forgets the groups; they have so many ends.
    #[inline]
    pub(super) fn clear(&mut self, ends: usize) {
        self.ends.clear();
        self.ends.resize(ends, NOWHERE);
    }

    /// Notes an end of a group; what was noted before is forgotten.
    #[inline]
    pub(super) fn note(&mut self, slot: u16, at: usize) {
        if let Some(end) = self.ends.get_mut(usize::from(slot)) {
            *end = at as u32;
        }
    }

    /// Notes an end of a group, unless one was noted before.
    #[inline]
    pub(super) fn note_first(&mut self, slot: u16, at: usize) {
        if let Some(end) = self.ends.get_mut(usize::from(slot)).filter(|end| **end == NOWHERE) {
            *end = at as u32;
        }
    }

    /// What a group matched.
    pub(super) fn group(&self, group: usize) -> Option<Range<usize>> {
        let end = |slot: usize| self.ends.get(slot).copied().filter(|end| *end != NOWHERE);
        Some(end(2 * group)? as usize..end(2 * group + 1)? as usize)
    }
}

/// Ends of groups that are noted at one place, each such list by a number: most note nothing, which is 0.
#[derive(Debug)]
pub(super) struct Notes(Vec<Box<[u16]>>);

impl Default for Notes {
    fn default() -> Self {
        Self(vec![Box::default()])
    }
}

impl Notes {
    /// The number of a list, which may be new.
    pub(super) fn number(&mut self, slots: &[u16]) -> u32 {
        let known = self.0.iter().position(|known| **known == *slots);
        known.unwrap_or_else(|| {
            self.0.push(slots.into());
            self.0.len() - 1
        }) as u32
    }

    /// The list of a number.
    #[inline]
    pub(super) fn get(&self, number: u32) -> &[u16] {
        if number == 0 { &[] } else { self.0.get(number as usize).map_or(&[], |slots| slots) }
    }
}
