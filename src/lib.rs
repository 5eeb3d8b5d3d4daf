//! sayso reads news articles and writes tables of who is named in them and who said what.
//!
//! The modules stand in the order in which a document passes through them; each uses only those
//! above it (`tests/architecture.rs` holds them to that). [`reading`] is the whole
//! program in one paragraph: a [`document::Document`] goes in, a [`reading::Reading`] comes out, and
//! [`record`] turns readings into the rows of the tables.

pub mod error;
pub mod document;
pub mod text;
pub mod lexicon;
pub mod segment;
pub mod gazetteer;
pub mod pattern;
pub mod mention;
pub mod entity;
pub mod quote;
pub mod speaker;
pub mod reading;
pub mod corpus;
pub mod record;
pub mod compare;
pub mod config;
pub mod source;
pub mod sink;
pub mod batch;
