//! A bar on a terminal that tells how far a run is. Where there is no terminal, there is no bar.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sayso::batch::Progress;

/// How often a second it is drawn at most.
const FRAMES: u8 = 8;

/// The bar. Copies of it are one.
#[derive(Clone, Debug)]
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar for so many bytes, or for nobody knows how many; hidden where it is not wanted.
    pub(super) fn new(bytes: Option<u64>, is_wanted: bool) -> Self {
        let target =
            if is_wanted { ProgressDrawTarget::stderr_with_hz(FRAMES) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let known =
            "{bar:24} {msg}, {decimal_bytes} of {decimal_total_bytes}, {decimal_bytes_per_sec}, {eta} left";
        let unknown = "{spinner} {msg}, {decimal_bytes}, {decimal_bytes_per_sec}";
        let style = ProgressStyle::with_template(if bytes.is_some() { known } else { unknown });
        // A template that is not well formed leaves the bar as the crate has it.
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
        bar.set_message(documents(0));
        Self(bar)
    }

    /// Tells how far the run is.
    pub(super) fn tell(&self, progress: Progress) {
        if self.0.is_hidden() {
            return;
        }
        self.0.set_message(documents(progress.documents));
        let most = self.0.length().unwrap_or(u64::MAX);
        self.0.set_position(progress.bytes.min(most));
    }

    /// Says something while the bar stands aside.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        self.0.suspend(say);
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

fn documents(number: u64) -> String {
    crate::cli::report::counted(number, "document", "documents")
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    fn drawn(bytes: Option<u64>, progress: Progress) -> String {
        let terminal = InMemoryTerm::new(4, 100);
        let bar = Bar::new(bytes, false);
        bar.0.set_draw_target(ProgressDrawTarget::term_like(Box::new(terminal.clone())));
        bar.tell(progress);
        bar.0.tick();
        terminal.contents()
    }

    #[test]
    fn it_tells_documents_megabytes_and_the_time_left() {
        let line = drawn(Some(4_000_000), Progress { documents: 12, bytes: 3_000_000 });
        assert!(line.starts_with("==================>"), "{line}");
        assert!(line.contains("12 documents, 3.00 MB of 4.00 MB, "), "{line}");
        assert!(line.contains("/s, ") && line.ends_with(" left"), "{line}");
    }

    #[test]
    fn without_a_known_end_it_tells_what_was_done() {
        let line = drawn(None, Progress { documents: 1, bytes: 2_500 });
        assert!(line.contains("1 document, 2.50 kB, ") && !line.contains("left"), "{line}");
    }

    #[test]
    fn more_bytes_than_were_foreseen_fill_the_bar_and_no_more() {
        let line = drawn(Some(1000), Progress { documents: 2, bytes: 5000 });
        assert!(line.contains("1.00 kB of 1.00 kB"), "{line}");
    }
}
