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
    let mut times = Times::default();
    let mut rows: Vec<_> =
        quotes.into_iter().map(|(quote, speaker)| row(view, quote, speaker, &mut times)).collect();
    rows.sort_by(|a, b| {
        (a.start_char, a.end_char, &a.quote_id).cmp(&(b.start_char, b.end_char, &b.quote_id))
    });
    rows
}

/// How often each statement was met so far, by its sort and its text key.
type Times = FxHashMap<(&'static str, Id), u64>;

fn row(view: &View<'_, '_>, quote: &Quote, speaker: &Attribution, times: &mut Times) -> QuoteRow {
    let words = statement(view, quote);
    let key = normalise(&words);
    let text_key = id('k', &[&key]);
    let time = times.entry((class(quote.form), text_key)).or_default();
    *time += 1;
    let places: SmallVec<[(u64, u64); 2]> = quote.pieces.iter().map(|&piece| view.offsets(piece)).collect();
    let first = quote.pieces.first().copied().unwrap_or_default();
    let whole = quote.pieces.iter().fold(first, |all, &piece| all.to(piece));
    let (start_char, end_char) = if let [only] = places[..] { only } else { view.offsets(whole) };
    let (before, after) =
        context(view.reading.text.given(), &view.characters, &view.breaks, (start_char, end_char));
    let (paragraph, sentence) = view.place(view.reading.tokens.at_byte(first.start));
    let entity = speaker.entity.and_then(|entity| view.entities.get(entity as usize));
    let role = speaker.role.map(|role| view.words(role)).filter(|role| !role.is_empty());
    QuoteRow {
        quote_id: id('q', &[&view.doc_id, class(quote.form), &key, itoa::Buffer::new().format(*time)]),
        doc_id: Arc::clone(&view.doc_id),
        published: view.published.clone(),
        outlet: view.outlet.clone(),
        speaker: entity.map(|e| e.name.clone()),
        speaker_id: entity.map(|e| e.id.clone()),
        speaker_kind: entity.map(|e| e.kind),
        speaker_text: speaker.words.map(|span| view.words(span)),
        speaker_role: role.or_else(|| entity.and_then(|e| e.role.clone())),
        kind: quote.form,
        quote: words,
        cue: quote.cue.map(|cue| view.words(cue)),
        cue_lemma: quote.lemma.as_str().into(),
        stance: quote.stance,
        negated: quote.negated,
        rule: quote.rule,
        speaker_method: speaker.method,
        confidence: quote.confidence,
        paragraph,
        sentence,
        spans: spans(&places),
        start_char,
        end_char,
        cue_place: quote.cue.map(|cue| view.offsets(cue)),
        speaker_place: speaker.words.map(|span| view.offsets(span)),
        before,
        after,
        text_key,
        url: view.url.clone(),
        kept: Arc::clone(&view.kept),
    }
}

/// What makes two forms of a statement the same statement, so that a mark more or less around some of
/// its words is a change to a row and no other row.
fn class(form: Form) -> &'static str {
    match form {
        Form::Direct | Form::Mixed => "quoted",
        Form::Indirect => "reported",
    }
}

fn statement(view: &View<'_, '_>, quote: &Quote) -> CompactString {
    if let [piece] = quote.pieces[..] {
        return view.words(piece);
    }
    let pieces: Vec<_> =
        quote.pieces.iter().map(|&piece| view.words(piece)).filter(|p| !p.is_empty()).collect();
    pieces.join_compact(" ")
}

/// The most letters that the place of a piece usually takes.
const USUAL: usize = 12;

/// `12-40;57-80`.
fn spans(places: &[(u64, u64)]) -> CompactString {
    let mut all = CompactString::with_capacity(places.len() * USUAL);
    let mut digits = itoa::Buffer::new();
    for (start, end) in places {
        if !all.is_empty() {
            all.push(';');
        }
        all.push_str(digits.format(*start));
        all.push('-');
        all.push_str(digits.format(*end));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_written_with_their_ends() {
        assert_eq!(spans(&[(12, 40), (57, 80)]), "12-40;57-80");
    }
}
