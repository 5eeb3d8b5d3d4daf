//! A pattern as an automaton that reads a string once, forwards.
//!
//! The tree of a pattern comes in, what its groups match comes out. All ways through the pattern are followed at
//! once, the better before the worse, one remembered step a symbol, until none is left or the best can no longer
//! change: of a string that does not match only so much is read as still might. What the groups match is then
//! told by going back along the best way. The match is the one that the regex crate finds: leftmost, earlier
//! alternatives first. Meant for patterns that begin at a known place, or soon.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::expression::{Expression, Kind, Symbols, each};
use super::node::{Node, classes, nodes};
use super::part::Learnt;
use super::reading::{Finder, Input, Reading, TOGETHER, in_turn};
use super::track::{Notes, Track};
use super::ways::{Matching, Search, Way};

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Forward {
    nodes: Vec<Node>,
    start: u32,
    /// Ends of groups, two a group.
    ends: usize,
    /// The class of every symbol: symbols that no node tells apart share one.
    class: [u8; 128],
    classes: Vec<Symbols>,
}

impl Forward {
    /// Compiles a pattern.
    pub(super) fn new(pattern: &Expression) -> Self {
        let (mut nodes, mut start) = nodes(pattern);
        let classes = classes(&nodes);
        let mut class = [0; 128];
        for (number, symbols) in (0..).zip(&classes) {
            each(*symbols, |symbol| class[symbol] = number);
        }
        if !begins_with_its_string(pattern) {
            // It may begin anywhere, but rather here than later.
            let (either, later) = (nodes.len() as u32, nodes.len() as u32 + 1);
            nodes.push(Node::Fork([start, later]));
            nodes.push(Node::Read(Symbols::MAX, either));
            start = either;
        }
        Self { nodes, start, ends: 2 * pattern.groups as usize, class, classes }
    }

    /// How many numbers are known of a state: a step a class, one for the end of the string, and where its ways
    /// begin.
    fn row(&self) -> usize {
        self.classes.len() + 2
    }

    /// Whether a state of one way stays as it is whatever is read, and matches where the string ends: it is
    /// within the any number of any symbols that the pattern ends with.
    fn stays(&self, ways: &[Way]) -> bool {
        let [way] = ways else { return false };
        let Some(Node::Fork([again, out])) = self.nodes.get(way.node as usize) else { return false };
        let mut out = *out;
        let reads_all = matches!(self.nodes.get(*again as usize), Some(Node::Read(symbols, next))
            if *next == way.node && self.classes.iter().all(|class| class & symbols != 0));
        while let Some(Node::Note(_, next)) = self.nodes.get(out as usize) {
            out = *next;
        }
        reads_all && matches!(self.nodes.get(out as usize), Some(Node::Match))
    }
}

impl Finder for Forward {
    type Reading<'r> = Forwards<'r>;

    fn new(pattern: &Expression) -> Self {
        Self::new(pattern)
    }

    fn read<'r>(&'r self, string: Input<'r>, learnt: &mut Learnt) -> Option<Forwards<'r>> {
        let memory = learnt.forward.get_mut(string.memory)?;
        memory.open(self);
        let going = Going::On;
        Some(Forwards { automaton: self, string, state: memory.start, at: 0, found: None, going })
    }
}

/// A string that is read as far as that may matter. The state before each symbol is noted.
#[derive(Debug)]
pub(super) struct Forwards<'r> {
    automaton: &'r Forward,
    string: Input<'r>,
    state: u32,
    at: usize,
    found: Option<Found>,
    going: Going,
}

/// What is to be read of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Going {
    /// the next symbol
    On,
    /// its end: the state stays as it is until then
    ToEnd,
    /// nothing
    NoFurther,
}

/// What is at hand of a string while only known steps over its symbols are taken.
struct Lane<'l> {
    /// What is still to be read.
    symbols: &'l [u8],
    class: &'l [u8; 128],
    steps: &'l [u32],
    /// What is still to be noted.
    path: std::slice::IterMut<'l, u32>,
    state: u32,
    /// How much was still to be read where a state matched last.
    found: Option<usize>,
    stays: bool,
}

impl Lane<'_> {
    #[inline]
    fn step(&mut self) -> bool {
        let Some((symbol, rest)) = self.symbols.split_first() else { return false };
        let class = usize::from(self.class[usize::from(symbol & 127)]);
        let step = self.steps.get(self.state as usize + class).copied().unwrap_or(UNKNOWN);
        if step == UNKNOWN {
            return false;
        }
        if let Some(place) = self.path.next() {
            *place = self.state;
        }
        if step & MATCHES != 0 {
            self.found = Some(self.symbols.len());
        }
        self.symbols = rest;
        self.state = step & !FLAGS;
        self.stays = step & STAYS != 0;
        !self.stays && self.state != DEAD
    }
}

impl Reading for Forwards<'_> {
    fn run(readings: &mut [Option<Self>], learnt: &mut Learnt) {
        let Learnt { forward, track, .. } = learnt;
        let (mut path, mut opened) = (track.path.as_mut_slice(), 0);
        let mut lanes: SmallVec<[Lane<'_>; TOGETHER]> = SmallVec::new();
        let mut running: SmallVec<[&mut Self; TOGETHER]> = SmallVec::new();
        let is_on =
            |reading: &&mut Self| reading.going == Going::On && reading.at < reading.string.symbols.len();
        for reading in readings.iter_mut().flatten().filter(is_on) {
            let Forwards { automaton, string, state, at, .. } = reading;
            let (Some(symbols), Some(memory), Some((_, rest))) = (
                string.symbols.get(*at..),
                forward.get(string.memory),
                std::mem::take(&mut path).split_at_mut_checked(string.path + *at - opened),
            ) else {
                return;
            };
            let Some((here, rest)) = rest.split_at_mut_checked(symbols.len()) else { return };
            (path, opened) = (rest, string.path + string.symbols.len());
            let (class, steps) = (&automaton.class, &memory.steps);
            let (state, path) = (*state, here.iter_mut());
            lanes.push(Lane { symbols, class, steps, path, state, found: None, stays: false });
            running.push(reading);
        }
        in_turn(&mut lanes, Lane::step);
        for (reading, lane) in running.into_iter().zip(lanes) {
            let length = reading.string.symbols.len();
            if let Some(left) = lane.found {
                let at = length - left;
                reading.found = Some(Found { at, end: at, last: false });
            }
            (reading.at, reading.state) = (length - lane.symbols.len(), lane.state);
            reading.going = match lane.stays {
                true => Going::ToEnd,
                false if lane.state == DEAD => Going::NoFurther,
                false => Going::On,
            };
        }
    }

    #[inline]
    fn step(&mut self, learnt: &mut Learnt) -> bool {
        if self.going == Going::NoFurther {
            return false;
        }
        let Input { symbols, memory, path } = self.string;
        let (Some(memory), Some(place)) =
            (learnt.forward.get_mut(memory), learnt.track.path.get_mut(path + self.at))
        else {
            return false;
        };
        *place = self.state;
        let symbol = symbols.get(self.at).filter(|_| self.going == Going::On);
        let end = self.automaton.classes.len() as u8;
        let class = symbol.map_or(end, |symbol| self.automaton.class[usize::from(symbol & 127)]);
        let mut step = memory.step(self.state, class);
        if step == UNKNOWN {
            step = memory.learn(self.automaton, self.state, usize::from(class));
        }
        if step & MATCHES != 0 {
            let (last, end) = if symbol.is_some() { (false, self.at) } else { (true, symbols.len()) };
            self.found = Some(Found { at: self.at, end, last });
        }
        self.state = step & !FLAGS;
        self.at += 1;
        self.going = match step & STAYS != 0 {
            _ if symbol.is_none() => Going::NoFurther,
            true => Going::ToEnd,
            false if self.state == DEAD => Going::NoFurther,
            false => Going::On,
        };
        self.going != Going::NoFurther
    }

    /// Goes back along the best way.
    fn matches(&self, learnt: &mut Learnt) -> bool {
        let (Some(found), Some(memory)) = (self.found, learnt.forward.get(self.string.memory)) else {
            return false;
        };
        learnt.track.clear(self.automaton.ends);
        memory.backwards(found, self.string.path, &mut learnt.track);
        true
    }
}

/// Whether a pattern matches at the start of a string alone.
fn begins_with_its_string(pattern: &Expression) -> bool {
    match &pattern.kind {
        Kind::First => true,
        Kind::Sequence(parts) => parts.first().is_some_and(|part| part.kind == Kind::First),
        _ => false,
    }
}

/// Where the best way that matches ends.
#[derive(Clone, Copy, Debug)]
struct Found {
    /// The place on the path of the state that matches, and the place in the string: another where that state
    /// stays to the end.
    at: usize,
    end: usize,
    /// Whether it matches because the string ends.
    last: bool,
}

/// States go by where their steps begin. That of no ways.
const DEAD: u32 = 0;
/// A step that has not been taken yet.
const UNKNOWN: u32 = u32::MAX;
/// Beside the state that a step leads to: the state it leads from matches, and the one it leads to stays.
const MATCHES: u32 = 1 << 30;
const STAYS: u32 = 1 << 31;
const FLAGS: u32 = MATCHES | STAYS;
/// The steps a memory may hold before it starts afresh: 4 MB.
const FULL: usize = 1 << 20;

/// What is known of a state beside its steps.
#[derive(Debug, Default)]
struct State {
    /// Its ways, the best first.
    ways: std::ops::Range<usize>,
    /// Which of them matches, within the string and at its end.
    inside: Matching,
    last: Matching,
}

/// What an automaton has learnt: the states met so far and the steps between them.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// For each state and class the next, and for the end of the string; then where the ways of the state begin.
    steps: Vec<u32>,
    /// How many of these a state has, and where those of the first begin.
    row: u32,
    start: u32,
    states: Vec<State>,
    ways: Vec<Way>,
    notes: Notes,
    numbers: FxHashMap<Box<[Way]>, u32>,
    search: Search,
}

impl Memory {
    #[inline]
    fn open(&mut self, automaton: &Forward) {
        if self.steps.is_empty() || self.steps.len() > FULL {
            self.reset(automaton);
        }
    }

    #[cold]
    fn reset(&mut self, automaton: &Forward) {
        *self = Self { row: automaton.row() as u32, ..Self::default() };
        self.add(&[]);
        self.start = self.add(&[Way { node: automaton.start, ..Way::default() }]);
    }

    #[inline]
    fn step(&self, state: u32, class: u8) -> u32 {
        self.steps.get(state as usize + usize::from(class)).copied().unwrap_or(UNKNOWN)
    }

    /// Takes a step for the first time, over a symbol of a class; one past the last class is the end of the string.
    #[cold]
    fn learn(&mut self, automaton: &Forward, state: u32, class: usize) -> u32 {
        let mut search = std::mem::take(&mut self.search);
        let number = (state / self.row) as usize;
        let ways = self.ways.get(self.states[number].ways.clone()).unwrap_or(&[]);
        let symbols = automaton.classes.get(class).copied();
        let matching = search.run(&automaton.nodes, ways, state == self.start, symbols, &mut self.notes);
        if let Some(matching) = matching {
            let known = &mut self.states[number];
            *(if symbols.is_some() { &mut known.inside } else { &mut known.last }) = matching;
        }
        let next = &search.next;
        let next_state = if next.is_empty() { DEAD } else { self.state(next) };
        let stays = if automaton.stays(next) { STAYS } else { 0 };
        let step = next_state | stays | if matching.is_some() { MATCHES } else { 0 };
        self.search = search;
        self.steps[state as usize + class] = step;
        step
    }

    /// The state of some ways, which may be new.
    fn state(&mut self, ways: &[Way]) -> u32 {
        self.numbers.get(ways).copied().unwrap_or_else(|| {
            let state = self.add(ways);
            self.numbers.insert(ways.into(), state);
            state
        })
    }

    fn add(&mut self, ways: &[Way]) -> u32 {
        let (state, from) = (self.steps.len(), self.ways.len());
        self.steps.resize(state + self.row as usize - 1, UNKNOWN);
        self.steps.push(from as u32);
        self.ways.extend_from_slice(ways);
        self.states.push(State { ways: from..self.ways.len(), ..State::default() });
        state as u32
    }

    /// Goes back along the best way and writes what it noted; `path` is where the places of its string begin.
    fn backwards(&self, found: Found, path: usize, track: &mut Track) {
        let Found { mut at, mut end, last } = found;
        let row = self.row as usize;
        let state = |at: usize, track: &Track| track.path.get(path + at).map(|state| *state as usize);
        let Some(known) = state(at, track).and_then(|state| self.states.get(state / row)) else { return };
        let (mut way, mut notes) = if last { known.last } else { known.inside };
        loop {
            for slot in self.notes.get(notes) {
                track.note_first(*slot, end);
            }
            let Some(before) = at.checked_sub(1) else { return };
            let first = state(at, track).and_then(|state| self.steps.get(state + row - 1));
            let Some(found) = first.and_then(|first| self.ways.get((first + way) as usize)) else { return };
            (way, notes, at, end) = (found.from, found.notes, before, before);
        }
    }
}
