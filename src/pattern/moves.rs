//! How a match goes on from a node.
//!
//! What may still be completed at a place and the node that is entered there come in; which groups open or
//! close at that place and the node behind the symbol read there come out. Both depend on nothing else, so
//! that a move is found once and remembered. Places are not known here.

use super::automaton::{Automaton, has};
use super::node::{MATCHED, Node};

/// The moves found so far, each at the place its hash gives, the last of two that share a place.
#[derive(Debug, Default)]
pub(super) struct Moves {
    places: Vec<Move>,
    /// How many were found since there are so many places.
    found: usize,
    /// What moves note, one behind the other.
    slots: Vec<u16>,
    search: Search,
}

/// From one node in one set to another.
#[derive(Clone, Copy, Debug)]
struct Move {
    set: u32,
    node: u32,
    next: u32,
    /// Where what it notes begins and ends.
    slots: (u32, u32),
}

/// No move.
const NONE: Move = Move { set: u32::MAX, node: u32::MAX, next: MATCHED, slots: (0, 0) };
/// How many places there are at first, and at most.
const FIRST: usize = 1 << 5;
const MOST: usize = 1 << 12;

impl Moves {
    /// The ends of groups that are noted where a node is entered, and the node that is entered behind the symbol
    /// read there, or [`MATCHED`]. `automaton` gives the automaton and the nodes of the set.
    #[inline]
    pub(super) fn on<'a>(
        &mut self,
        set: u32,
        node: u32,
        automaton: impl FnOnce() -> (&'a Automaton, &'a [u64]),
    ) -> (&[u16], u32) {
        let known = self.places.get(self.place(set, node)).copied().unwrap_or(NONE);
        let found = if known.set == set && known.node == node {
            known
        } else {
            let (automaton, nodes) = automaton();
            self.find(set, node, automaton, nodes)
        };
        let (from, to) = found.slots;
        (self.slots.get(from as usize..to as usize).unwrap_or(&[]), found.next)
    }

    #[inline]
    fn place(&self, set: u32, node: u32) -> usize {
        let key = u64::from(set) << 32 | u64::from(node);
        let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        hash as usize & self.places.len().wrapping_sub(1)
    }

    fn find(&mut self, set: u32, node: u32, automaton: &Automaton, nodes: &[u64]) -> Move {
        if self.found >= self.places.len() {
            self.places = vec![NONE; (2 * self.places.len()).clamp(FIRST, MOST)];
            (self.found, self.slots) = (0, Vec::new());
        }
        let next = self.search.run(automaton, nodes, node);
        let from = self.slots.len() as u32;
        self.slots.extend_from_slice(&self.search.slots);
        let found = Move { set, node, next, slots: (from, self.slots.len() as u32) };
        let place = self.place(set, node);
        self.places[place] = found;
        self.found += 1;
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
