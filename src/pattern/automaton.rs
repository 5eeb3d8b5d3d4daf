//! A pattern as an automaton that reads a string twice.
//!
//! The tree of a pattern comes in, what its groups match comes out. Backwards it learns, one
//! table look-up a symbol, from which of its nodes a match can still be completed at each place; forwards
//! it then walks along the best match and never into a branch that fails, again one look-up a symbol. Both
//! passes are linear, and the match is the one that the regex crate finds: leftmost, earlier alternatives
//! first. Words, symbols' meanings and labels are not its affair.

use smallvec::SmallVec;

use super::expression::{Expression, each};
use super::moves::Moves;
use super::node::{Lists, MATCHED, Node, behind, classes, nodes, readers};
use super::part::Learnt;
use super::reading::{Finder, Input, Reading, TOGETHER, in_turn};
use super::sets::Sets;

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Automaton {
    pub(super) nodes: Vec<Node>,
    start: u32,
    /// Ends of groups, two a group.
    ends: usize,
    /// The class of every symbol: symbols that no node tells apart share one.
    class: [u8; 128],
    /// For each class the nodes that read its symbols, each with the node it leads to.
    readers: Lists<(u32, u32)>,
    /// For each node those that lead to it without.
    behind: Lists<u32>,
    /// How many lines of steps a set has, as a power of two.
    lines: u32,
    /// Whether a match may end before the string does.
    ends_inside: bool,
}

impl Automaton {
    /// Compiles a pattern.
    pub(super) fn new(pattern: &Expression) -> Self {
        let (nodes, start) = nodes(pattern);
        let classes = classes(&nodes);
        let mut class = [0; 128];
        for (number, symbols) in (0..).zip(&classes) {
            each(*symbols, |symbol| class[symbol] = number);
        }
        let ends = |node: &Node| match node {
            Node::Last(_) => false,
            Node::Read(_, next) => *next == MATCHED,
            node => node.leads_to().contains(&MATCHED),
        };
        Self {
            start,
            ends_inside: start == MATCHED || nodes.iter().any(ends),
            ends: 2 * pattern.groups as usize,
            class,
            readers: readers(&nodes, &classes),
            behind: behind(&nodes),
            lines: classes.len().div_ceil(LINE).next_power_of_two().trailing_zeros(),
            nodes,
        }
    }

    /// How many words a set of nodes takes.
    fn width(&self) -> usize {
        self.nodes.len().div_ceil(64)
    }

    /// The set before a symbol, from the set behind it; the symbol stands within the string or at its start.
    #[inline]
    fn before(&self, set: u16, symbol: u8, place: usize, memory: &mut Memory) -> u16 {
        let set = usize::from(set & !STARTS);
        let class = usize::from(self.class[usize::from(symbol & 127)]);
        match memory.steps[place].get(set + class / LINE) {
            Some(line) if line.0[class % LINE] != UNKNOWN => line.0[class % LINE],
            _ => memory.learn(self, set, class, place),
        }
    }

    /// Makes the set before a symbol, from the set behind it: the nodes that read the symbol into the set,
    /// and all that lead to those.
    fn step(&self, behind: &[u64], class: u32, made: &mut Made, closures: &mut Closures) {
        made.open(self.width());
        let lead_on = self.readers.list(class).iter().filter(|(_, next)| has(behind, *next));
        let nodes = self.ends_inside.then_some(MATCHED).into_iter().chain(lead_on.map(|(node, _)| *node));
        for node in nodes {
            for (word, more) in made.set.iter_mut().zip(closures.of(self, node)) {
                *word |= more;
            }
        }
    }

    /// The nodes that would go on into a set if the string started there.
    fn firsts(&self, set: &[u64]) -> Vec<u32> {
        let goes_on = |node: &Node| matches!(node, Node::First(next) if has(set, *next));
        (0..).zip(&self.nodes).filter(|(_, node)| goes_on(node)).map(|(at, _)| at).collect()
    }

    /// Adds nodes to a set, and all nodes that lead to them at such a place.
    fn close(&self, made: &mut Made, first: bool, last: bool) {
        while let Some(node) = made.todo.pop() {
            let holds = match self.nodes[node as usize] {
                Node::First(_) => first,
                Node::Last(_) => last,
                _ => true,
            };
            if holds && !has(&made.set, node) {
                made.set[node as usize / 64] |= 1 << (node % 64);
                made.todo.extend_from_slice(self.behind.list(node));
            }
        }
    }
}

impl Finder for Automaton {
    type Reading<'r> = Backwards<'r>;

    fn new(pattern: &Expression) -> Self {
        Self::new(pattern)
    }

    fn read<'r>(&'r self, string: Input<'r>, learnt: &mut Learnt) -> Option<Backwards<'r>> {
        let memory = learnt.backward.get_mut(string.memory)?;
        memory.open(self);
        let length = string.symbols.len();
        let set = if length == 0 { memory.empty } else { memory.end };
        let path = learnt.track.path.get_mut(string.path..=string.path + length)?;
        path[length] = u32::from(set & !STARTS);
        // Where a match starts, or one past the end.
        let found = if set & STARTS != 0 { length } else { length + 1 };
        Some(Backwards { automaton: self, string, set, at: length, found })
    }
}

/// A string that is read backwards. For every place it is noted from which nodes a match can be completed.
#[derive(Debug)]
pub(super) struct Backwards<'r> {
    automaton: &'r Automaton,
    string: Input<'r>,
    set: u16,
    /// How many symbols are still to be read.
    at: usize,
    /// The first place found where a match starts.
    found: usize,
}

/// What is at hand of a string while only known steps within it are taken.
struct Lane<'l> {
    /// What is still to be read, without the first symbol.
    symbols: &'l [u8],
    class: &'l [u8; 128],
    steps: &'l [Line],
    path: &'l mut [u32],
    set: u16,
    found: usize,
}

impl Lane<'_> {
    #[inline]
    fn step(&mut self) -> bool {
        let Some((symbol, rest)) = self.symbols.split_last() else { return false };
        let class = usize::from(self.class[usize::from(symbol & 127)]);
        let line = self.steps.get(usize::from(self.set) + class / LINE);
        let step = line.map_or(UNKNOWN, |line| line.0[class % LINE]);
        if step == UNKNOWN {
            return false;
        }
        // The first symbol is not among those.
        let at = self.symbols.len();
        self.symbols = rest;
        self.set = step & !STARTS;
        if let Some(place) = self.path.get_mut(at) {
            *place = u32::from(self.set);
        }
        self.found = if step & STARTS != 0 { at } else { self.found };
        self.set != DEAD
    }
}

impl Reading for Backwards<'_> {
    fn run(readings: &mut [Option<Self>], learnt: &mut Learnt) {
        let Learnt { backward, track, .. } = learnt;
        let (mut path, mut opened) = (track.path.as_mut_slice(), 0);
        let mut lanes: SmallVec<[Lane<'_>; TOGETHER]> = SmallVec::new();
        let mut running: SmallVec<[&mut Self; TOGETHER]> = SmallVec::new();
        for reading in readings.iter_mut().flatten().filter(|reading| reading.at > 1) {
            let Self { automaton, string, set, at, found } = reading;
            let symbols = string.symbols.get(1..*at).unwrap_or(&[]);
            let (Some(memory), Some((_, rest))) = (
                backward.get(string.memory),
                std::mem::take(&mut path).split_at_mut_checked(string.path - opened),
            ) else {
                return;
            };
            let Some((path_here, rest)) = rest.split_at_mut_checked(string.symbols.len() + 1) else { return };
            (path, opened) = (rest, string.path + string.symbols.len() + 1);
            let (steps, class) = (&memory.steps[WITHIN], &automaton.class);
            let (set, found) = (*set & !STARTS, *found);
            lanes.push(Lane { symbols, class, steps, path: path_here, set, found });
            running.push(reading);
        }
        in_turn(&mut lanes, Lane::step);
        for (reading, lane) in running.into_iter().zip(lanes) {
            reading.at = lane.symbols.len() + 1;
            (reading.set, reading.found) = (lane.set, lane.found);
        }
    }

    #[inline]
    fn step(&mut self, learnt: &mut Learnt) -> bool {
        let Input { symbols, memory, path } = self.string;
        // Before no nodes nothing starts; what starts behind has been found.
        let Some(at) = self.at.checked_sub(1).filter(|_| self.set != DEAD) else { return false };
        let (Some(memory), Some(symbol)) = (learnt.backward.get_mut(memory), symbols.get(at)) else {
            return false;
        };
        let place = if at == 0 { AT_START } else { WITHIN };
        self.set = self.automaton.before(self.set, *symbol, place, memory);
        if let Some(place) = learnt.track.path.get_mut(path + at) {
            *place = u32::from(self.set & !STARTS);
        }
        self.found = if self.set & STARTS != 0 { at } else { self.found };
        self.at = at;
        at > 0 && self.set != DEAD
    }

    /// Walks along the best match, from where one starts.
    fn matches(&self, learnt: &mut Learnt) -> bool {
        let Self { automaton, string, found: mut at, .. } = *self;
        let Some(memory) = learnt.backward.get_mut(string.memory).filter(|_| at <= string.symbols.len())
        else {
            return false;
        };
        let track = &mut learnt.track;
        track.clear(automaton.ends);
        let Memory { sets, moves, .. } = memory;
        let mut node = automaton.start;
        while let Some(&set) = track.path.get(string.path + at) {
            let set = (set >> automaton.lines) as usize;
            let (slots, next) = moves.on(set, node, || (automaton, sets.get(set)));
            for slot in slots {
                track.note(*slot, at);
            }
            if next == MATCHED {
                break;
            }
            (node, at) = (next, at + 1);
        }
        true
    }
}

/// A set while it is made, and the nodes that are still to be added.
#[derive(Debug, Default)]
struct Made {
    set: Vec<u64>,
    todo: Vec<u32>,
}

impl Made {
    fn open(&mut self, width: usize) {
        self.set.clear();
        self.set.resize(width, 0);
        self.todo.clear();
    }
}

/// For each node all that lead to it without reading a symbol, and itself, within the string or at its start;
/// made when first asked for.
#[derive(Debug, Default)]
struct Closures {
    first: bool,
    sets: Vec<u64>,
    made: Made,
}

impl Closures {
    fn of(&mut self, automaton: &Automaton, node: u32) -> &[u64] {
        let width = automaton.width();
        let from = node as usize * width;
        let Self { first, sets, made } = self;
        let Some(set) = sets.get_mut(from..from + width) else { return &[] };
        if !has(set, node) {
            made.open(width);
            made.todo.push(node);
            automaton.close(made, *first, false);
            set.copy_from_slice(&made.set);
        }
        set
    }
}

#[inline]
pub(super) fn has(set: &[u64], node: u32) -> bool {
    set.get(node as usize / 64).is_some_and(|word| word & 1 << (node % 64) != 0)
}

/// Sets go by where their lines of steps begin. That of no nodes.
const DEAD: u16 = 0;
/// A step that has not been taken yet.
const UNKNOWN: u16 = u16::MAX;
/// Beside where the steps of a set begin: a match can start with it.
const STARTS: u16 = 1 << 15;
/// The lines, moves and words of sets that a memory may hold before it starts afresh: 1 MB for each kind of steps.
const FULL: usize = 1 << 14;
/// The longest string: the sets that some read together may need are numbered by fifteen bits, beside those of a
/// memory not yet full.
pub(super) const LONGEST: usize = 1 << 8;

/// How many steps stand in a line.
const LINE: usize = 32;

/// Steps that lead from a set, a line of the processor's cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
struct Line([u16; LINE]);

/// Kinds of steps.
const WITHIN: usize = 0;
const AT_START: usize = 1;
/// What an automaton has learnt: the sets met so far, the steps between them, and the moves along a match,
/// made when they are first needed. The rest are buffers, kept to be used again.
#[derive(Debug, Default)]
pub(super) struct Memory {
    sets: Sets,
    /// For each set and class the set before it, within the string and at its start.
    steps: [Vec<Line>; 2],
    moves: Moves,
    /// The set at the end of a string, and that of the empty string.
    end: u16,
    empty: u16,
    made: Made,
    /// Within the string, and at its start.
    closures: [Closures; 2],
}

impl Memory {
    #[inline]
    fn open(&mut self, automaton: &Automaton) {
        let size = self.steps[WITHIN].len().max(self.moves.len()).max(self.sets.words() / 8);
        if self.sets.is_empty() || size > FULL {
            self.reset(automaton);
        }
    }

    #[cold]
    fn reset(&mut self, automaton: &Automaton) {
        *self = Self { sets: Sets::new(automaton.width()), ..Self::default() };
        self.closures = [false, true].map(|first| {
            let sets = vec![0; automaton.nodes.len() * automaton.width()];
            Closures { first, sets, made: Made::default() }
        });
        let mut made = Made::default();
        made.open(automaton.width());
        self.add(automaton, &made.set);
        made.todo.push(MATCHED);
        automaton.close(&mut made, false, true);
        self.end = self.add(automaton, &made.set);
        made.todo = automaton.firsts(&made.set);
        automaton.close(&mut made, true, true);
        self.empty = self.add(automaton, &made.set);
    }

    /// Takes a step for the first time, over a symbol of a class.
    #[cold]
    fn learn(&mut self, automaton: &Automaton, set: usize, class: usize, place: usize) -> u16 {
        let mut made = std::mem::take(&mut self.made);
        let behind = self.sets.get(set >> automaton.lines);
        automaton.step(behind, class as u32, &mut made, &mut self.closures[place]);
        let before = self.add(automaton, &made.set);
        self.made = made;
        self.steps[place][set + class / LINE].0[class % LINE] = before;
        before
    }

    fn add(&mut self, automaton: &Automaton, set: &[u64]) -> u16 {
        let from = self.sets.number(set) << automaton.lines;
        for steps in &mut self.steps {
            let lines = (from as usize + (1 << automaton.lines)).max(steps.len());
            steps.resize(lines, Line([UNKNOWN; LINE]));
        }
        from as u16 | if has(set, automaton.start) { STARTS } else { 0 }
    }
}
