//! The ways through a pattern, all followed at once.
//!
//! The nodes of a pattern, some ways and a symbol come in, the ways behind the symbol come out. What is remembered of
//! that is not known here.

use super::expression::Symbols;
use super::node::Node;
use super::track::Notes;

/// A way through the pattern as far as it has come: the node it goes on from, which way of the state before it was,
/// and what it noted there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Way {
    pub(super) node: u32,
    pub(super) from: u32,
    pub(super) notes: u32,
}

/// Which way of a state matches, and what it notes.
pub(super) type Matching = (u32, u32);

/// A search at one place for all ways on, the better before the worse. A node is entered once: what leads to it
/// again is worse, or a repetition of nothing.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// The ways behind the symbol.
    pub(super) next: Vec<Way>,
    /// Nodes to be tried, each with how much was noted before it.
    todo: Vec<(u32, usize)>,
    entered: Vec<u64>,
    /// What is noted on the way.
    slots: Vec<u16>,
}

impl Search {
    /// Goes on from the ways of a state over some symbols, or none where the string ends; which of the ways matches
    /// before that. `first` where the string starts.
    pub(super) fn run(
        &mut self,
        pattern: &[Node],
        ways: &[Way],
        first: bool,
        symbols: Option<Symbols>,
        notes: &mut Notes,
    ) -> Option<Matching> {
        self.next.clear();
        self.entered.clear();
        self.entered.resize(pattern.len().div_ceil(64), 0);
        for (from, way) in (0..).zip(ways) {
            self.slots.clear();
            self.todo.push((way.node, 0));
            while let Some((here, noted)) = self.todo.pop() {
                self.slots.truncate(noted);
                if !self.enter(here) {
                    continue;
                }
                match &pattern[here as usize] {
                    Node::Read(read, node) => {
                        let reads = symbols.is_some_and(|symbols| symbols & read != 0);
                        if reads && self.next.iter().all(|way| way.node != *node) {
                            self.next.push(Way { node: *node, from, notes: notes.number(&self.slots) });
                        }
                    }
                    node @ (Node::Branch(_) | Node::Fork(_)) => {
                        let ways = node.leads_to().iter().rev();
                        self.todo.extend(ways.map(|&node| (node, self.slots.len())));
                    }
                    Node::Note(slot, next) => {
                        self.slots.push(*slot as u16);
                        self.todo.push((*next, self.slots.len()));
                    }
                    Node::First(next) if first => self.todo.push((*next, self.slots.len())),
                    Node::Last(next) if symbols.is_none() => self.todo.push((*next, self.slots.len())),
                    Node::First(_) | Node::Last(_) => {}
                    Node::Match => {
                        self.todo.clear();
                        return Some((from, notes.number(&self.slots)));
                    }
                }
            }
        }
        None
    }

    /// Enters a node; false where it was entered before.
    fn enter(&mut self, node: u32) -> bool {
        let Some(word) = self.entered.get_mut(node as usize / 64) else { return false };
        let new = *word & 1 << (node % 64) == 0;
        *word |= 1 << (node % 64);
        new
    }
}
