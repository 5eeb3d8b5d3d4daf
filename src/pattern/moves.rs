//! How a match goes on from a node.
//!
//! What may still be completed at a place and the node that is entered there come in; which groups open or
//! close at that place and the node behind the symbol read there come out. Both depend on nothing else, so
//! that a move is found once and remembered. Places are not known here.

use super::automaton::{Automaton, has};
use super::node::{MATCHED, Node};
use super::track::Notes;

/// The moves found so far. Those of a set are few: the first stands at its number, the others form a chain.
#[derive(Debug, Default)]
pub(super) struct Moves {
    firsts: Vec<Move>,
    others: Vec<Move>,
    notes: Notes,
    search: Search,
}

/// From one node in a set to another.
#[derive(Clone, Copy, Debug)]
struct Move {
    node: u16,
    next: u16,
    /// What it notes, by number.
    notes: u16,
    /// Another move of the same set, among the others.
    other: u16,
}

/// No other move.
const LAST: u16 = u16::MAX;
/// That of a set of which none was found: no pattern has so many nodes.
const NONE: Move = Move { node: u16::MAX, next: 0, notes: 0, other: LAST };

impl Moves {
    /// How many there are beside the first of each set.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.others.len()
    }

    /// The ends of groups that are noted where a node is entered, and the node that is entered behind the symbol
    /// read there, or [`MATCHED`]. `automaton` gives the automaton and the nodes of the set.
    #[inline]
    pub(super) fn on<'a>(
        &mut self,
        set: usize,
        node: u32,
        automaton: impl Fn() -> (&'a Automaton, &'a [u64]),
    ) -> (&[u16], u32) {
        let mut known = self.firsts.get(set).copied().unwrap_or(NONE);
        while u32::from(known.node) != node {
            if let Some(other) = self.others.get(usize::from(known.other)) {
                known = *other;
            } else {
                let (automaton, nodes) = automaton();
                known = self.find(set, node, automaton, nodes);
            }
        }
        (self.notes.get(u32::from(known.notes)), u32::from(known.next))
    }

    #[cold]
    fn find(&mut self, set: usize, node: u32, automaton: &Automaton, within: &[u64]) -> Move {
        let next = self.search.run(automaton, within, node);
        let notes = self.notes.number(&self.search.slots);
        let found = Move { node: node as u16, next: next as u16, notes: notes as u16, other: LAST };
        if self.firsts.len() <= set {
            self.firsts.resize(set + 1, NONE);
        }
        // What is found later is rarer, and stands behind the others.
        let mut last = &mut self.firsts[set];
        if last.node == NONE.node {
            *last = found;
            return found;
        }
        let mut at = usize::from(last.other);
        let place = self.others.len() as u16;
        self.others.push(found);
        while last.other != LAST {
            last = &mut self.others[at];
            at = usize::from(last.other);
        }
        last.other = place;
        found
    }
}

/// A search at one place for the best way on. It never enters a branch that fails, but may come back to where it
/// was (a repetition of nothing), and only then steps back.
#[derive(Debug, Default)]
struct Search {
    /// Nodes to be tried, each with how much was noted before it.
    todo: Vec<(u32, usize)>,
    entered: Vec<u32>,
    /// What is noted on the way.
    slots: Vec<u16>,
}

impl Search {
    fn run(&mut self, automaton: &Automaton, set: &[u64], node: u32) -> u32 {
        self.entered.clear();
        self.slots.clear();
        self.todo.clear();
        self.todo.push((node, 0));
        while let Some((mut here, noted)) = self.todo.pop() {
            self.slots.truncate(noted);
            while has(set, here) && !self.entered.contains(&here) {
                self.entered.push(here);
                here = match &automaton.nodes[here as usize] {
                    Node::Read(_, next) => return *next,
                    node @ (Node::Branch(_) | Node::Fork(_)) => {
                        let Some((first, rest)) = node.leads_to().split_first() else { break };
                        self.todo.extend(rest.iter().rev().map(|&node| (node, self.slots.len())));
                        *first
                    }
                    Node::Note(slot, next) => {
                        self.slots.push(*slot as u16);
                        *next
                    }
                    Node::First(next) | Node::Last(next) => *next,
                    Node::Match => return MATCHED,
                };
            }
        }
        MATCHED
    }
}
