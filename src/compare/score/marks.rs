//! Which characters of a text stand between quotation marks, as the gold counts them.
//!
//! This is not how articles are read (`segment` is): it is the convention by which statements of the
//! gold and of a run alike are called direct, mixed or indirect.

const OPEN: &[char] = &['“', '„', '«'];
const CLOSE: &[char] = &['”', '»'];
/// A line of this many characters is taken for a headline, where single marks quote.
const HEADLINE: usize = 130;

fn at(text: &[char], at: usize) -> char {
    text.get(at).copied().unwrap_or(' ')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_pair(text: &[char], from: usize, mark: char) -> bool {
    at(text, from) == mark && at(text, from + 1) == mark
}

/// For each character, whether it stands inside marks or is one of them.
pub(super) fn quoted(text: &[char]) -> Vec<bool> {
    let mut inside = vec![false; text.len()];
    let paragraphs = paragraphs(text);
    for (number, &(from, to)) in paragraphs.iter().enumerate() {
        let open = double(text, from, to, &mut inside);
        if let Some(start) = open {
            let goes_on = paragraphs.get(number + 1).is_some_and(|&(next, end)| opens(text, next, end));
            if goes_on || (from..start).all(|place| at(text, place).is_whitespace()) {
                mark(&mut inside, start, to);
            }
        }
        for (start, end) in single(text, from, to) {
            let is_inside = |place: usize| inside.get(place).copied().unwrap_or(false);
            let closes_well = ".,!?".contains(at(text, end - 2));
            let is_quotation = at(text, start) == '‘' || closes_well || to - from <= HEADLINE;
            if is_quotation && !is_inside(start) && !is_inside(end - 1) && words(text, start, end) > 1 {
                mark(&mut inside, start, end);
            }
        }
    }
    inside
}

fn mark(inside: &mut [bool], from: usize, to: usize) {
    if let Some(part) = inside.get_mut(from..to) {
        part.fill(true);
    }
}

fn paragraphs(text: &[char]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut from = 0;
    for line in text.split(|c| *c == '\n') {
        if !line.iter().all(|c| c.is_whitespace()) {
            all.push((from, from + line.len()));
        }
        from += line.len() + 1;
    }
    all
}

/// Whether a paragraph begins with a mark, so that the quotation of the one before goes on.
fn opens(text: &[char], from: usize, to: usize) -> bool {
    let first = (from..to).find(|place| !at(text, *place).is_whitespace());
    first.is_some_and(|first| {
        let c = at(text, first);
        OPEN.contains(&c) || c == '"' || c == '”' || is_pair(text, first, '`') || is_pair(text, first, '\'')
    })
}

/// Marks what stands between double marks; where the last one opens, if none closes it.
fn double(text: &[char], from: usize, to: usize, inside: &mut [bool]) -> Option<usize> {
    let mut start = None;
    let mut place = from;
    while place < to {
        let c = at(text, place);
        let (grave, straight) = (is_pair(text, place, '`'), is_pair(text, place, '\''));
        let width = if grave || straight { 2 } else { 1 };
        let before = if place > from { at(text, place - 1) } else { ' ' };
        let after = if place + width < to { at(text, place + width) } else { ' ' };
        let (is_open, is_close) = if c == '"' || straight {
            (start.is_none(), start.is_some())
        } else if CLOSE.contains(&c) {
            let opens = start.is_none() && c == '”' && before.is_whitespace() && after.is_alphanumeric();
            (opens, start.is_some())
        } else if OPEN.contains(&c) || grave {
            let closes = c == '“' && start.is_some() && !before.is_whitespace() && after.is_whitespace();
            (!closes, closes)
        } else {
            (false, false)
        };
        match start {
            Some(from) if is_close => {
                mark(inside, from, place + width);
                start = None;
            }
            None if is_open => start = Some(place),
            _ => {}
        }
        place += if is_open || is_close { width } else { 1 };
    }
    start
}

/// What stands between single marks that are no apostrophes.
fn single(text: &[char], from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut place = from;
    while place < to {
        let before = if place > 0 { at(text, place - 1) } else { ' ' };
        let is_free = !is_letter(before) && before != '’' && before != '\'';
        match closing(text, place, to).filter(|_| is_free) {
            Some(end) => {
                found.push((place, end));
                place = end;
            }
            None => place += 1,
        }
    }
    found
}

/// The end of a quotation in single marks that begins here.
fn closing(text: &[char], start: usize, to: usize) -> Option<usize> {
    let next = |place: usize| if place < to { at(text, place) } else { ' ' };
    let (close, barred): (char, &[char]) = match at(text, start) {
        '‘' => ('’', &['‘', '“', '”', '"']),
        '\'' => ('\'', &['“', '”', '"']),
        _ => return None,
    };
    if !is_letter(next(start + 1)) {
        return None;
    }
    for place in start + 1..to {
        let c = at(text, place);
        if c == close && !is_letter(next(place + 1)) {
            return Some(place + 1).filter(|_| close == '’' || next(place + 1) != '\'');
        }
        if barred.contains(&c) {
            return None;
        }
    }
    None
}

fn words(text: &[char], from: usize, to: usize) -> usize {
    super::text::words(text.get(from..to).unwrap_or(&[])).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let text: Vec<char> = text.chars().collect();
        let inside = quoted(&text);
        let shown: String =
            text.iter().zip(&inside).map(|(c, inside)| if *inside { *c } else { '.' }).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn double_marks_of_every_kind_are_paired() {
        check("a “b” c", "..“b”..");
        check("a \"b\" c ''d''", "..\"b\"...''d''");
        check("a ``b'' «c»", "..``b''.«c»");
    }

    #[test]
    fn a_mark_left_open_runs_to_the_end_only_where_the_next_paragraph_goes_on() {
        check("He: “a b\n“c”", "....“a b.“c”");
        check("He: “a b\nc", "..........");
        check("“a b\nc", "“a b..");
    }

    #[test]
    fn single_marks_are_no_apostrophes() {
        check("it’s ‘a ship’ now", ".....‘a ship’....");
        check("it's 'a ship' now", ".....'a ship'....");
        check("the dogs' 'n'", ".............");
    }
}
