//! `quotes.csv`: one row for every statement, with who made it and how the text says so.

mod context;
mod key;
mod table;

use std::sync::Arc;

use compact_str::{CompactString, CompactStringExt as _};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::corpus::{Id, id};
use crate::lexicon::Stance;
use crate::mention::Kind;
use crate::quote::{Form, Quote};
use crate::speaker::{Attribution, Method};
use crate::text::SourceSpan;

use super::View;
use context::context;
use key::normalise;

pub use table::QUOTES;

/// A row of `quotes.csv`; the columns of [`QUOTES`] say what each field means.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is documented at its column")]
pub struct QuoteRow {
    pub quote_id: Id,
    pub doc_id: Arc<str>,
    pub published: Option<Arc<str>>,
    pub outlet: Option<Arc<str>>,
    pub speaker: Option<CompactString>,
    pub speaker_id: Option<CompactString>,
    pub speaker_kind: Option<Kind>,
    pub speaker_text: Option<CompactString>,
    pub speaker_role: Option<CompactString>,
    pub kind: Form,
    pub quote: CompactString,
    pub cue: Option<CompactString>,
    pub cue_lemma: CompactString,
    pub stance: Stance,
    pub negated: bool,
    pub rule: &'static str,
    pub speaker_method: Method,
    pub confidence: f32,
    pub paragraph: u64,
    pub sentence: u64,
    pub spans: CompactString,
    pub start_char: u64,
    pub end_char: u64,
    pub cue_place: Option<(u64, u64)>,
    pub speaker_place: Option<(u64, u64)>,
    pub before: CompactString,
    pub after: CompactString,
    pub text_key: Id,
    pub url: Option<Arc<str>>,
    pub kept: Arc<[String]>,
}

/// The rows of a reading's statements, by place.
pub(super) fn rows(view: &View<'_, '_>) -> Vec<QuoteRow> {
    let nobody = Attribution { entity: None, words: None, role: None, method: Method::None };
    let reading = view.reading;
    let speakers = reading.speakers.iter().chain(std::iter::repeat(&nobody));
    let mut quotes: Vec<_> =
        reading.quotes.iter().zip(speakers).filter(|(q, _)| !q.pieces.is_empty()).collect();
    quotes.sort_by(|(a, _), (b, _)| a.pieces.cmp(&b.pieces));
    let mut met = Met::default();
    met.times.reserve(quotes.len());
    let mut rows: Vec<_> =
        quotes.into_iter().map(|(quote, speaker)| row(view, quote, speaker, &mut met)).collect();
    rows.sort_by(|a, b| {
        (a.start_char, a.end_char, &a.quote_id).cmp(&(b.start_char, b.end_char, &b.quote_id))
    });
    rows
}

/// What was met of a document so far.
#[derive(Default)]
struct Met {
    /// How often each statement was met, by its sort and its text key.
    times: FxHashMap<(&'static str, Id), u64>,
    /// The key of the last.
    key: Vec<u8>,
}

fn row(view: &View<'_, '_>, quote: &Quote, speaker: &Attribution, met: &mut Met) -> QuoteRow {
    let pieces: Pieces = quote.pieces.iter().map(|&piece| view.source(piece)).collect();
    let words = statement(view, &pieces);
    let key = normalise(&words, &mut met.key);
    let text_key = id('k', &[&key]);
    let time = met.times.entry((class(quote.form), text_key)).or_default();
    *time += 1;
    let first = quote.pieces.first().copied().unwrap_or_default();
    let whole = match pieces[..] {
        [only] => only,
        _ => view.source(quote.pieces.iter().fold(first, |all, &piece| all.to(piece))),
    };
    let (start_char, end_char) = view.count(whole);
    let (before, after) = context(view.reading.text.given(), &view.characters, &view.breaks, whole.range());
    let (paragraph, sentence) = view.place(view.reading.tokens.at_byte(first.start));
    let entity = speaker.entity.and_then(|entity| view.entities.get(entity as usize));
    let role = speaker.role.map(|role| view.words(role)).filter(|role| !role.is_empty());
    let (cue, source) =
        (quote.cue.map(|cue| view.source(cue)), speaker.words.map(|words| view.source(words)));
    QuoteRow {
        quote_id: id('q', &[&view.doc_id, class(quote.form), &key, itoa::Buffer::new().format(*time)]),
        doc_id: Arc::clone(&view.doc_id),
        published: view.published.clone(),
        outlet: view.outlet.clone(),
        speaker: entity.map(|e| e.name.clone()),
        speaker_id: entity.map(|e| e.id.clone()),
        speaker_kind: entity.map(|e| e.kind),
        speaker_text: source.map(|source| view.line(source)),
        speaker_role: role.or_else(|| entity.and_then(|e| e.role.clone())),
        kind: quote.form,
        quote: words,
        cue: cue.map(|cue| view.line(cue)),
        cue_lemma: quote.lemma.into(),
        stance: quote.stance,
        negated: quote.negated,
        rule: quote.rule,
        speaker_method: speaker.method,
        confidence: quote.confidence,
        paragraph,
        sentence,
        spans: spans(pieces.iter().map(|&piece| view.count(piece))),
        start_char,
        end_char,
        cue_place: cue.map(|cue| view.count(cue)),
        speaker_place: source.map(|source| view.count(source)),
        before,
        after,
        text_key,
        url: view.url.clone(),
        kept: Arc::clone(&view.kept),
    }
}

/// Where the pieces of a statement stand; most have one.
type Pieces = SmallVec<[SourceSpan; 2]>;

/// What makes two forms of a statement the same statement, so that a mark more or less around some of
/// its words is a change to a row and no other row.
fn class(form: Form) -> &'static str {
    match form {
        Form::Direct | Form::Mixed => "quoted",
        Form::Indirect => "reported",
    }
}

fn statement(view: &View<'_, '_>, pieces: &[SourceSpan]) -> CompactString {
    if let [piece] = *pieces {
        return view.line(piece);
    }
    let pieces: SmallVec<[_; 4]> =
        pieces.iter().map(|&piece| view.line(piece)).filter(|piece| !piece.is_empty()).collect();
    pieces.join_compact(" ")
}

/// The most letters of a place that need no memory.
const FEW: usize = 64;

/// `12-40;57-80`.
fn spans(places: impl Iterator<Item = (u64, u64)>) -> CompactString {
    let mut all = SmallVec::<[u8; FEW]>::new();
    let mut digits = itoa::Buffer::new();
    for (start, end) in places {
        if !all.is_empty() {
            all.push(b';');
        }
        all.extend_from_slice(digits.format(start).as_bytes());
        all.push(b'-');
        all.extend_from_slice(digits.format(end).as_bytes());
    }
    CompactString::from_utf8(all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_written_with_their_ends() {
        assert_eq!(spans([(12, 40), (57, 80)].into_iter()), "12-40;57-80");
    }
}
