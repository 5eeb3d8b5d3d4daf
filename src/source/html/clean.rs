//! What is no article taken out of a page: boxes before it is looked for, lines after.
//!
//! A parsed page enters and loses elements; blocks enter and fewer leave. Which names and words mean
//! what is told by the rules; here stands only how far they reach.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::rules::{Box, Line, Rules};
use super::text::{Block, HEADING, LINE_END};

/// A box that holds more of the page's text than this share, in percent, is no box.
const MOST: usize = 66;

/// How much of a paragraph must be links for it to be a pointer to elsewhere, in percent.
const POINTER: usize = 80;

/// How many blocks at the top may be title, author and date.
const TOP: usize = 6;

/// Takes the boxes out of a page.
pub(super) fn boxes(document: &Document, rules: &Rules) {
    let title: HashSet<NodeId> = holders(document, "h1, [itemprop~=articleBody]");
    let whole = document.root().normalized_char_count();
    let elements: Vec<NodeRef<'_>> = document.root().descendants_it().filter(NodeRef::is_element).collect();
    let mut gone: HashSet<NodeId> = HashSet::new();
    for node in elements {
        if node.parent().is_some_and(|parent| gone.contains(&parent.id)) {
            gone.insert(node.id);
            continue;
        }
        if node.has_name("body") || node.has_name("main") || node.has_name("html") || title.contains(&node.id)
        {
            continue;
        }
        let names = names(&node);
        let is_box = rules.boxes.iter().any(|rule| is_one(rule, &node, &names));
        if is_box && node.normalized_char_count() * 100 <= whole * MOST {
            gone.insert(node.id);
            node.remove_from_parent();
        }
    }
}

/// The elements that match, and all they stand in.
fn holders(document: &Document, selector: &str) -> HashSet<NodeId> {
    let mut holders = HashSet::new();
    for node in document.select(selector).nodes() {
        holders.insert(node.id);
        for outer in node.ancestors_it(None) {
            if !holders.insert(outer.id) {
                break;
            }
        }
    }
    holders
}

/// Whether a rule takes an element out.
fn is_one(rule: &Box, node: &NodeRef<'_>, names: &[Vec<String>]) -> bool {
    let is_named = |words: &Vec<String>| {
        names.iter().any(|name| name.windows(words.len()).any(|part| part == words.as_slice()))
    };
    rule.words.iter().any(is_named) || rule.matcher.as_ref().is_some_and(|matcher| node.is_match(matcher))
}

/// The classes and the id of an element, each cut into words.
fn names(node: &NodeRef<'_>) -> Vec<Vec<String>> {
    let class = node.class().unwrap_or_default();
    let id = node.id_attr().unwrap_or_default();
    class.split_ascii_whitespace().chain(std::iter::once(&*id)).map(words).collect()
}

/// `cookie-notice` and `cookieNotice` as words.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && was_small {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_ascii_alphanumeric(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
        was_small = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Makes headings of a kind that the search for the article cannot lose, and takes the headline out.
pub(super) fn headings(document: &Document, title: &str) {
    let title = folded(title);
    for heading in document.select("h1, h2, h3, h4, h5, h6").nodes() {
        if folded(&super::text::line(*heading)) == title {
            heading.remove_from_parent();
        } else {
            heading.rename("p");
            heading.remove_all_attrs();
            heading.set_attr(HEADING, "");
        }
    }
}

/// Puts a mark of our own for every line end: the search for the article makes paragraphs where two
/// stand together, which helps it, but loses some and all that stand alone.
pub(super) fn line_ends(document: &Document) {
    let is_end = |node: &NodeRef<'_>| node.has_name("br");
    for end in document.select("br").nodes() {
        let (before, after) = (beside(end, NodeRef::prev_sibling), beside(end, NodeRef::next_sibling));
        if before.is_some_and(|node| is_end(&node)) {
            continue;
        }
        if after.is_some_and(|node| is_end(&node)) {
            end.before_html(format!("{LINE_END}{LINE_END}"));
        } else {
            end.rename("span");
            end.set_text(LINE_END.to_string());
        }
    }
}

/// What stands beside an element, space passed over.
fn beside<'a>(node: &NodeRef<'a>, step: impl Fn(&NodeRef<'a>) -> Option<NodeRef<'a>>) -> Option<NodeRef<'a>> {
    std::iter::successors(step(node), step).find(|other| !other.is_text() || other.is_nonempty_text())
}

/// The blocks that belong to the article, and the lines above it that were left out.
pub(super) fn lines(blocks: Vec<Block>, rules: &Rules, title: &str) -> (Vec<Block>, Vec<String>) {
    let title = folded(title);
    let mut kept: Vec<Block> = Vec::new();
    let mut above = Vec::new();
    for (place, mut block) in blocks.into_iter().enumerate() {
        if kept.is_empty() && place < TOP {
            block.text = below(&block.text, &mut above, |line| {
                folded(line) == title || rules.tops.iter().any(|rule| rule.pattern.is_match(line))
            });
        }
        let is_text = block.text.contains(char::is_alphanumeric);
        if is_text && !is_pointer(&block) && !rules.lines.iter().any(|rule| finds(rule, &block)) {
            kept.push(block);
        }
    }
    while kept.last().is_some_and(|block| block.is_heading) {
        kept.pop();
    }
    (kept, above)
}

/// A block without its first lines that belong above the article.
fn below(block: &str, above: &mut Vec<String>, is_above: impl Fn(&str) -> bool) -> String {
    let mut rest = block;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if !is_above(line) {
            break;
        }
        above.push(line.to_string());
        rest = after;
    }
    rest.to_string()
}

fn finds(rule: &Line, block: &Block) -> bool {
    (!rule.link || block.linked > 0) && rule.pattern.is_match(&block.text)
}

/// A paragraph that is all links and no sentence.
fn is_pointer(block: &Block) -> bool {
    let length = block.text.chars().filter(|c| !c.is_whitespace()).count();
    let is_sentence = block.text.ends_with(['.', '?', '!', '”', '"', '’', '\'', ':', ';']);
    !block.is_heading && !is_sentence && block.linked * 100 >= length * POINTER
}

/// Text as it is compared: letters and digits alone, in lower case.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_box_finds_and_leaves_its_own_examples() {
        let rules = Rules::embedded().unwrap();
        for rule in &rules.boxes {
            let takes = |html: &str| {
                let page = format!("<body><p>{}</p>{html}</body>", "Some words of an article. ".repeat(9));
                let document = Document::from(page);
                let last = document.select("body > :last-child").nodes().last().copied();
                last.is_some_and(|node| is_one(rule, &node, &names(&node)))
            };
            for example in &rule.examples.finds {
                assert!(takes(example), "box {} does not find {example}", rule.examples.id);
            }
            for example in &rule.examples.leaves {
                assert!(!takes(example), "box {} does not leave {example}", rule.examples.id);
            }
        }
    }

    #[test]
    fn every_line_finds_and_leaves_its_own_examples() {
        let rules = Rules::embedded().unwrap();
        for rule in rules.lines.iter().chain(&rules.tops) {
            let takes =
                |text: &String| finds(rule, &Block { text: text.clone(), linked: 1, is_heading: false });
            for example in &rule.examples.finds {
                assert!(takes(example), "line {} does not find {example}", rule.examples.id);
            }
            for example in &rule.examples.leaves {
                assert!(!takes(example), "line {} does not leave {example}", rule.examples.id);
            }
        }
    }

    #[test]
    fn names_are_cut_where_they_are_joined() {
        assert_eq!(words("cookieNotice_bar-2"), ["cookie", "notice", "bar", "2"]);
        assert_eq!(words("ad"), ["ad"]);
    }

    #[test]
    fn a_box_that_holds_the_article_stays() {
        let rules = Rules::embedded().unwrap();
        for page in [
            "<div class='has-sidebar'><h1>T</h1><p>The text.</p></div>",
            "<div class='sidebar-right'><p>The text of the article, which is long.</p></div><p>End.</p>",
        ] {
            let document = Document::from(page);
            boxes(&document, rules);
            assert!(document.text().contains("The text"), "{page}");
        }
    }
}
