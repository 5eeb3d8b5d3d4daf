//! How a match goes on from a node.
//!
//! What may still be completed at a place and the node that is entered there come in; which groups open or
//! close at that place and the node behind the symbol read there come out. Both depend on nothing else, so
//! that a move is found once and remembered. Places are not known here.

use super::automaton::{Automaton, has};
use super::node::{MATCHED, Node};
use super::track::Notes;

/// The moves found so far: those of a set are few and form a chain.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// The first move of each set.
    firsts: Vec<u32>,
    moves: Vec<Move>,
    notes: Notes,
    search: Search,
}

/// From one node in a set to another.
#[derive(Clone, Copy, Debug)]
struct Move {
    node: u32,
    next: u32,
    /// What it notes, by number.
    notes: u32,
    /// Another move of the same set.
    other: u32,
}

/// No move.
const NONE: u32 = u32::MAX;

impl Moves {
    /// How many there are.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.moves.len()
    }

    /// The ends of groups that are noted where a node is entered, and the node that is entered behind the symbol
    /// read there, or [`MATCHED`]. `automaton` gives the automaton and the nodes of the set.
    #[inline]
    pub(super) fn on<'a>(
        &mut self,
        set: usize,
        node: u32,
        automaton: impl FnOnce() -> (&'a Automaton, &'a [u64]),
    ) -> (&[u16], u32) {
        let mut at = self.firsts.get(set).copied().unwrap_or(NONE);
        let known = loop {
            match self.moves.get(at as usize) {
                Some(known) if known.node == node => break *known,
                Some(other) => at = other.other,
                None => {
                    let (automaton, nodes) = automaton();
                    break self.find(set, node, automaton, nodes);
                }
            }
        };
        (self.notes.get(known.notes), known.next)
    }

    #[cold]
    fn find(&mut self, set: usize, node: u32, automaton: &Automaton, nodes: &[u64]) -> Move {
        if self.firsts.len() <= set {
            self.firsts.resize(set + 1, NONE);
        }
        let next = self.search.run(automaton, nodes, node);
        let notes = self.notes.number(&self.search.slots);
        let found = Move { node, next, notes, other: self.firsts[set] };
        self.firsts[set] = self.moves.len() as u32;
        self.moves.push(found);
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
