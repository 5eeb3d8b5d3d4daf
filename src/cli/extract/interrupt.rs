//! Ctrl-C: the first time what is done is written, the second time the program ends at once.

use std::process::exit;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use sayso::batch::Stop;

use super::progress::Bar;
use crate::cli::{INTERRUPTED, report};

/// Listens for Ctrl-C for the rest of the program.
pub(super) fn listen(stop: &Arc<Stop>, bar: &Bar) -> Result<()> {
    let (stop, bar) = (Arc::clone(stop), bar.clone());
    let heard = move || {
        if stop.ask() {
            stop.at_once(|| {
                bar.clear();
                report::note("interrupted; the tables are as they were");
                exit(i32::from(INTERRUPTED));
            });
        } else {
            let words = "interrupted: what is done is being written; press Ctrl-C again to end at once";
            bar.aside(|| report::note(words));
        }
    };
    ctrlc::set_handler(heard).context("cannot listen for Ctrl-C")
}
