//! Documents from files of every format and packing, good and bad. Binary files are made here.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod faults;
mod formats;
mod keep;
mod packing;
mod same;
mod world;
