//! Pages whose elements stand too deep in one another, made flatter before they are parsed.
//!
//! What reads a page takes time in proportion to its size times its depth, so that a page of nothing
//! but opening tags would never end. Browsers set a limit too. Tags beyond it are taken out, the text
//! between them stays. What the tags mean is not looked at.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// How deep elements may stand.
const DEEPEST: usize = 250;

/// Elements that have no end, or whose end is seldom written; they make a page no deeper.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "html", "head", "body",
];

/// A comment, a script or a style with all it holds, or a tag: end mark, name, rest.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let text = r"(?is)<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>";
    Regex::new(&format!(r#"{text}|<(/?)([a-z][^\s/>]*)(?:"[^"<>]*"|'[^'<>]*'|[^>"'])*>"#)).ok()
});

/// The page, without the tags that stand too deep.
pub(super) fn flattened(page: &str) -> Cow<'_, str> {
    let Some(tag) = TAG.as_ref() else { return Cow::Borrowed(page) };
    let mut flat = String::new();
    let (mut depth, mut kept) = (0_usize, 0);
    for found in tag.captures_iter(page) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(2)) else { continue };
        let name = name.as_str().to_ascii_lowercase();
        if whole.as_str().ends_with("/>") && !name.contains('-') || FLAT.contains(&name.as_str()) {
            continue;
        }
        let is_end = found.get(1).is_some_and(|mark| !mark.is_empty());
        let here = depth;
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth.max(here) > DEEPEST {
            flat.push_str(page.get(kept..whole.start()).unwrap_or(""));
            flat.push(' ');
            kept = whole.end();
        }
    }
    if kept == 0 {
        return Cow::Borrowed(page);
    }
    flat.push_str(page.get(kept..).unwrap_or(""));
    Cow::Owned(flat)
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
}
