//! Characters to tokens.

use super::run::{Run, is_plain};
use super::{ALL_CAPS, CAPITAL, Gap, NONE, STOPPED, Token, TokenKind};
use crate::lexicon::{Class, Form, Lexicon, Met, NO_FORM, Numbering, Tag, Word, Words};
use crate::text::Span;

/// The tokens of a text; their sentences and quotations are not known yet.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) all: Vec<Token>,
    /// The first token of every paragraph.
    pub(super) openers: Vec<usize>,
    /// The tokens at which something may end or open: marks, and words with their stop.
    pub(super) joints: Vec<usize>,
    /// What the numbers of their forms mean.
    pub(super) numbering: Numbering,
}

/// Parts a text into tokens.
pub(super) fn scan(text: &str, lexicon: &Lexicon) -> Scanned {
    Words::with(|words| {
        let found = Scanned { all: super::room(), ..Scanned::default() };
        let postponed = Postponed::new();
        let mut scanner = Scanner { text, lexicon, words, at: 0, gap: Gap::Line, postponed, found };
        scanner.found.all.reserve(text.len() / 4);
        scanner.found.joints.reserve(text.len() / 30);
        while let Some(&byte) = text.as_bytes().get(scanner.at) {
            match byte {
                b' ' => scanner.space(Gap::Space, 1),
                _ if is_plain(byte) => {
                    scanner.plain();
                    scanner.space_behind();
                }
                _ => scanner.take(),
            }
            if scanner.postponed.tokens.len() >= TOGETHER {
                scanner.look_up_postponed();
            }
        }
        scanner.look_up_postponed();
        scanner.found.numbering = scanner.words.numbering();
        scanner.found
    })
}

struct Scanner<'t> {
    text: &'t str,
    lexicon: &'t Lexicon,
    at: usize,
    gap: Gap,
    words: &'t mut Words,
    postponed: Postponed,
    found: Scanned,
}

/// How many words are looked up together: while the processor waits for one, it goes on to the next.
const TOGETHER: usize = 64;

/// Tokens that are still to be looked up.
struct Postponed {
    tokens: Vec<usize>,
    forms: Vec<Form>,
    met: Vec<Met>,
}

impl Postponed {
    /// None, with room for as many as are looked up together.
    fn new() -> Self {
        let (tokens, forms) = (Vec::with_capacity(TOGETHER), Vec::with_capacity(TOGETHER));
        Self { tokens, forms, met: Vec::with_capacity(TOGETHER) }
    }
}

/// Hyphens that join the parts of a compound.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

impl Scanner<'_> {
    fn space(&mut self, gap: Gap, length: usize) {
        self.gap = self.gap.max(gap);
        self.at += length;
    }

    /// Takes the space that stands behind nearly every word.
    #[inline]
    fn space_behind(&mut self) {
        if self.text.as_bytes().get(self.at) == Some(&b' ') {
            self.space(Gap::Space, 1);
        }
    }

    fn take(&mut self) {
        let Some(c) = self.text[self.at..].chars().next() else { return };
        if c.is_whitespace() {
            self.space(if c == '\n' { Gap::Line } else { Gap::Space }, c.len_utf8());
        } else if c.is_alphanumeric() {
            self.word_or_number();
        } else {
            self.mark(c);
        }
    }

    /// What begins with a plain letter or digit.
    fn plain(&mut self) {
        let run = Run::at_start_of(&self.text.as_bytes()[self.at..]);
        let is_initial = run.len() == 1 && run.has_stop();
        if !run.is_whole() || run.may_be_link() || is_initial {
            return self.word_or_number();
        }
        let end = self.at + run.len();
        let may_be_stopped = run.has_stop() && !run.is_number() && self.lexicon.may_be_stopped(run.bytes());
        if may_be_stopped && self.look_up(end).word.is_any(Class::STOPPED) {
            let met = self.stopped(end + 1);
            return self.push(end + 1, TokenKind::Word, run.shape() | STOPPED, met);
        }
        let met = self.postpone(run.form()).unwrap_or_else(|| self.look_up(end));
        let is_number = run.is_number();
        let kind = if is_number { TokenKind::Number } else { TokenKind::Word };
        self.push(end, kind, if is_number { 0 } else { run.shape() }, met);
    }

    /// Postpones the look-up of the next token; not if it is too long to be a form.
    fn postpone(&mut self, form: Option<Form>) -> Option<Met> {
        self.postponed.forms.push(form?);
        self.postponed.tokens.push(self.found.all.len());
        Some(Met::default())
    }

    fn look_up_postponed(&mut self) {
        let Postponed { tokens, forms, met } = &mut self.postponed;
        self.words.recall(forms, met);
        for (token, met) in tokens.iter().zip(met) {
            let token = &mut self.found.all[*token];
            if met.form == NO_FORM {
                let (start, end) = (token.span.start as usize, token.span.end as usize);
                *met = self.words.meet(self.lexicon, &self.text[start..end]);
            }
            (token.word, token.form) = (met.word, met.form);
        }
        tokens.clear();
        forms.clear();
    }

    fn mark(&mut self, c: char) {
        // Of these alone a run is one mark; any other would be counted to its end again and again.
        let run = match c {
            '.' | '-' => self.text[self.at..].chars().take_while(|&other| other == c).count(),
            _ => 1,
        };
        let mark = match c {
            '.' if run > 1 => '\u{2026}',
            '-' if run > 1 => '\u{2014}',
            _ => c,
        };
        self.push(self.at + run * c.len_utf8(), TokenKind::Mark(mark), 0, Met::mark(mark));
    }

    fn push(&mut self, end: usize, kind: TokenKind, shape: u8, Met { word, form }: Met) {
        let span = Span::new(self.at as u32, end as u32);
        let number = self.found.all.len();
        if self.gap == Gap::Line {
            self.found.openers.push(number);
        }
        if shape & STOPPED != 0 || matches!(kind, TokenKind::Mark(_)) {
            self.found.joints.push(number);
        }
        self.found.all.push(Token { span, kind, gap: self.gap, shape, quotation: NONE, form, word });
        self.at = end;
        self.gap = Gap::None;
    }

    fn word_or_number(&mut self) {
        let end = self.compound_end();
        let piece = &self.text[self.at..end];
        if is_link(piece, &self.text[end..]) {
            let rest = &self.text[self.at..];
            let stop = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\u{201D}' | ')' | '>'));
            let link = rest[..stop.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?']);
            return self.push(self.at + link.len(), TokenKind::Link, 0, Met::default());
        }
        if self.is_split(piece) {
            let start = self.at;
            for (from, part) in parts(piece) {
                if from > 0 {
                    let hyphen = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
                    self.push(self.at + hyphen, TokenKind::Mark('-'), 0, Met::mark('-'));
                }
                self.simple(start + from + part.len());
            }
        } else {
            self.simple(end);
        }
    }

    /// One word or number that ends at `end`, with its clitic and its stop.
    fn simple(&mut self, end: usize) {
        let piece = &self.text[self.at..end];
        if let Some(at) = self.clitic(piece) {
            self.whole(self.at + at);
            let met = self.look_up(end);
            return self.push(end, TokenKind::Clitic, 0, met);
        }
        self.whole(end);
    }

    fn whole(&mut self, end: usize) {
        let piece = &self.text[self.at..end];
        let first = piece.chars().next().unwrap_or(' ');
        if first.is_numeric() && !(piece.len() <= 5 && piece.contains(char::is_uppercase)) {
            let met = self.look_up(end);
            return self.push(end, TokenKind::Number, 0, met);
        }
        let mut shape = shape(piece);
        let stopped = self.stop(end);
        let mut met = self.look_up(if stopped > end { stopped - 1 } else { end });
        if stopped > end {
            shape |= STOPPED;
            met = self.stopped(stopped);
        }
        self.push(stopped, TokenKind::Word, shape, met);
    }

    /// Where a word ends together with the stops that belong to it: initials, abbreviations.
    fn stop(&mut self, end: usize) -> usize {
        let piece = &self.text[self.at..end];
        let rest = &self.text[end..];
        if !rest.starts_with('.') || rest.starts_with("..") {
            return end;
        }
        let one_letter = piece.chars().count() == 1 && piece.starts_with(char::is_alphabetic);
        if one_letter {
            let mut stop = end + 1;
            let mut letters = 1;
            loop {
                let mut next = self.text[stop..].chars();
                match (next.next(), next.next()) {
                    (Some(letter), Some('.')) if letter.is_alphabetic() => {
                        stop += letter.len_utf8() + 1;
                        letters += 1;
                    }
                    _ => break,
                }
            }
            let initial = piece.starts_with(char::is_uppercase)
                && self.text[stop..].trim_start_matches(' ').starts_with(char::is_uppercase);
            return if letters > 1 || initial { stop } else { end };
        }
        if self.look_up(end).word.is_any(Class::STOPPED) { end + 1 } else { end }
    }

    #[inline]
    fn look_up(&mut self, end: usize) -> Met {
        self.words.meet(self.lexicon, &self.text[self.at..end])
    }

    /// A word whose stop belongs to its form.
    fn stopped(&mut self, end: usize) -> Met {
        Met { word: self.look_up(end - 1).word, ..self.look_up(end) }
    }

    /// Where a clitic begins in a word.
    fn clitic(&mut self, piece: &str) -> Option<usize> {
        let at = piece.rfind(is_apostrophe).filter(|&at| at > 0)?;
        let start = self.at;
        self.at += at;
        let met = self.look_up(start + piece.len());
        self.at = start;
        met.word.is(Class::Clitic).then_some(at)
    }

    /// The end of a run of letters, digits, inner apostrophes, hyphens and the points of numbers.
    fn compound_end(&self) -> usize {
        let rest = &self.text[self.at..];
        let run = Run::at_start_of(rest.as_bytes());
        if run.is_whole() {
            return self.at + run.len();
        }
        let (plain, joined) = rest.split_at(run.len());
        let mut chars = joined.char_indices().peekable();
        let mut last = plain.chars().next_back().unwrap_or(' ');
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |(_, c)| *c);
            let goes_on = c.is_alphanumeric()
                || matches!(c, '_' | '\u{300}'..='\u{36F}')
                || (is_apostrophe(c) || is_hyphen(c)) && last.is_alphanumeric() && next.is_alphanumeric()
                || matches!(c, '.' | ',' | ':') && last.is_numeric() && next.is_numeric()
                || c == '&' && last.is_uppercase() && next.is_uppercase();
            if !goes_on {
                return self.at + run.len() + at;
            }
            last = c;
        }
        self.text.len()
    }

    /// Whether a compound is several words: `Iran-backed`, `ex-President`, `Warsaw-Kyiv`, but not
    /// `Abdel-Fattah`, `Guinea-Bissau` or `long-term`.
    fn is_split(&mut self, piece: &str) -> bool {
        if !piece.contains(is_hyphen) || !piece.contains(char::is_uppercase) {
            return false;
        }
        let start = self.at;
        let mut words = Vec::new();
        for (from, part) in parts(piece) {
            self.at = start + from;
            words.push((part, self.look_up(start + from + part.len()).word));
        }
        self.at = start;
        let (Some((first, head)), Some((last, tail))) = (words.first(), words.last()) else { return false };
        let capital = |part: &str| part.starts_with(char::is_uppercase);
        let caps = |part: &str| part.chars().count() > 1 && part.chars().all(char::is_uppercase);
        let known = |word: Word, part: &str| word.is_any(&[Class::Demonym, Class::KnownPlace]) || caps(part);
        match (capital(first), capital(last)) {
            (true, false) => {
                let verbal = tail.share(Tag::Participle) + tail.share(Tag::Ing) > 7;
                tail.is(Class::HyphenSuffix) || verbal || known(*head, first)
            }
            (false, true) => !head.is(Class::NamePrefix) && !first.starts_with(char::is_numeric),
            (true, true) if words.len() == 2 => {
                let joined = known(*head, first) && known(*tail, last);
                let people = head.is(Class::KnownSurname) && tail.is(Class::KnownSurname) && head.given == 0;
                let bracketed = self.found.all.last().is_some_and(|t| t.is_mark('(')) && first.len() == 1;
                joined || people || bracketed || head.is(Class::HyphenPrefix) && !head.is(Class::NamePrefix)
            }
            _ => false,
        }
    }
}

/// The parts of a compound and where each begins.
fn parts(piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    piece.split(is_hyphen).map(move |part| {
        let here = from;
        let hyphen = piece[here + part.len()..].chars().next().map_or(0, char::len_utf8);
        from = here + part.len() + hyphen;
        (here, part)
    })
}

fn is_link(piece: &str, rest: &str) -> bool {
    let scheme = matches!(piece, "http" | "https" | "ftp") && rest.starts_with("://");
    scheme || piece == "www" && rest.starts_with('.')
}

fn shape(piece: &str) -> u8 {
    // A word in small letters, as most are: no capital, nothing joined.
    if piece.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return 0;
    }
    let mut letters = piece.chars().filter(|c| c.is_alphabetic());
    let count = letters.clone().count();
    let capital = piece.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
        || piece
            .split(|c| is_hyphen(c) || is_apostrophe(c))
            .nth(1)
            .is_some_and(|p| p.starts_with(char::is_uppercase));
    let all_caps = count > 1 && letters.all(|c| !c.is_lowercase());
    (if capital { CAPITAL } else { 0 }) | (if all_caps { ALL_CAPS } else { 0 })
}
