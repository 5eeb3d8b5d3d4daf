//! Pages whose elements stand too deep in one another, made flatter before they are parsed.
//!
//! What reads a page takes time in proportion to its size times its depth, so that a page of nothing
//! but opening tags would never end. Browsers set a limit too. Tags beyond it are taken out, the text
//! between them stays. What the tags mean is not looked at.

use std::borrow::Cow;

/// How deep elements may stand.
const DEEPEST: usize = 150;

/// Elements that have no end, or whose end is seldom written; they make a page no deeper.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "html", "head",
    "body",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "iframe", "xmp"];

/// The page, without the tags that stand too deep.
pub(super) fn flattened(page: &str) -> Cow<'_, str> {
    let mut flat = String::new();
    let (mut depth, mut drawings, mut kept, mut at) = (0_usize, 0_usize, 0, 0);
    while let Some(tag) = next_tag(page, at) {
        at = tag.end;
        let is_one = |names: &[&str]| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        let closes_itself = page.get(tag.start..tag.end).is_some_and(|whole| whole.ends_with("/>"));
        if is_one(FLAT) || closes_itself && drawings > 0 {
            continue;
        }
        if is_one(&["svg", "math"]) {
            drawings = if tag.is_end { drawings.saturating_sub(1) } else { drawings + 1 };
        }
        if !tag.is_end && is_one(RAW) {
            let Some(end) = end_of(page, tag) else { break };
            at = end;
            continue;
        }
        let here = depth;
        depth = if tag.is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth.max(here) > DEEPEST {
            let text = page.get(kept..tag.start).unwrap_or("");
            flat.push_str(text);
            if !text.is_empty() || kept == 0 {
                flat.push(' ');
            }
            kept = tag.end;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(page);
    }
    flat.push_str(page.get(kept..).unwrap_or(""));
    Cow::Owned(flat)
}

/// A tag: where it stands, its name, whether it ends an element.
#[derive(Clone, Copy)]
struct Tag<'p> {
    start: usize,
    end: usize,
    name: &'p str,
    is_end: bool,
}

/// The next tag from a place on, comments passed over. What has no end has no tag behind it either, so
/// that no part of a page is looked at twice.
fn next_tag(page: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        let start = at + page.get(at..)?.find('<')?;
        let rest = page.get(start + 1..)?;
        if let Some(comment) = rest.strip_prefix("!--") {
            at = start + 4 + comment.find("-->")? + 3;
            continue;
        }
        let is_end = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = start + 1;
            continue;
        }
        let name = rest.split(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').next()?;
        let head = start + 1 + usize::from(is_end);
        return Some(Tag { start, end: head + length(rest)?, name, is_end });
    }
}

/// How far it is behind the end of a tag; signs within marks do not count.
fn length(tag: &str) -> Option<usize> {
    let mut mark = None;
    for (at, byte) in tag.bytes().enumerate() {
        match mark {
            Some(open) if byte == open => mark = None,
            None if byte == b'>' => return Some(at + 1),
            // A mark within a name is none.
            None if matches!(byte, b'"' | b'\'') && tag.as_bytes().get(at.wrapping_sub(1)) == Some(&b'=') => {
                mark = Some(byte);
            }
            _ => {}
        }
    }
    None
}

/// Where an element ends whose content is no markup.
fn end_of(page: &str, tag: Tag<'_>) -> Option<usize> {
    let mut at = tag.end;
    loop {
        let start = at + page.get(at..)?.find("</")? + 2;
        let is_its =
            page.get(start..start + tag.name.len()).is_some_and(|n| n.eq_ignore_ascii_case(tag.name));
        if is_its {
            return Some(start);
        }
        at = start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_usual_depth_is_left_as_it_is() {
        let page = format!("{}text{}", "<div>".repeat(100), "</div>".repeat(100));
        assert!(matches!(flattened(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn of_a_page_too_deep_the_text_stays() {
        let page = format!("{}text{}<p>after</p>", "<div>".repeat(1000), "</div>".repeat(1000));
        let flat = flattened(&page);
        assert_eq!(flat.matches("<div>").count(), DEEPEST);
        assert_eq!(flat.matches("</div>").count(), DEEPEST);
        assert!(flat.contains("text") && flat.ends_with("<p>after</p>"));
    }

    #[test]
    fn a_sign_in_a_script_a_comment_or_an_attribute_is_no_tag() {
        let page = "<script>if (a <b) {}</script><!-- <div> --><a title=\"1 > 0 <div>\">x</a><i>".repeat(200);
        assert!(matches!(flattened(&page.replace("<i>", "")), Cow::Borrowed(_)));
    }

    #[test]
    fn the_lines_of_a_drawing_make_a_page_no_deeper() {
        let page = format!("<svg>{}</svg><div>text</div>", "<path d='M0 0'/>".repeat(1000));
        assert!(matches!(flattened(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn what_never_ends_is_looked_at_once() {
        for part in ["<!--", "<script>", "<a b=\"", "<", "</", "<a b='<a b=\""] {
            let page = part.repeat(500_000);
            assert!(flattened(&page).len() <= page.len());
        }
    }
}
