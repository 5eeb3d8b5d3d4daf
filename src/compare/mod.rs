//! Two sets of rows side by side: what changed between two runs, and how near a run comes to its gold.
//!
//! Rows that were read back enter, events with their causes leave, or scores. Pairing is one to one and
//! the best overall. Where rows lie, and how events are shown, is not known here.

mod asked;
mod cause;
mod change;
mod document;
mod entity;
mod event;
mod index;
mod near;
mod pairing;
mod row;
mod run;
pub mod score;
mod table;
mod words;

pub use asked::{Asked, Gate, Tally};
pub use cause::{Cause, Causes, Dialect, Manifest, Reasons};
pub use change::Change;
pub use event::Event;
pub use index::{Catalogue, Index, Mark, hash};
pub use near::{How, says};
pub use pairing::{Candidate, best};
pub use row::{Row, Sheet};
pub use run::{Shelf, runs};
pub use table::{EVENTS, EventRow, markdown};
pub use words::{Part, differences, marked};
