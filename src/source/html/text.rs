//! Elements to paragraphs: what a reader sees as one block becomes one block of text.
//!
//! An element of the article enters, blocks leave, each with how much of it is links. Inline elements
//! glue nothing and part nothing; `q` gets its marks; one `br` is a line end, two part paragraphs.
//! Which blocks belong to the article is not decided here.

use dom_query::NodeRef;

/// The attribute that says that a paragraph was a heading.
pub(super) const HEADING: &str = "data-heading";

/// The character that stands for a line end while the article is looked for: one that Unicode keeps for
/// such use within a program, so that no text has it.
pub(super) const LINE_END: char = '\u{FDD0}';

/// Elements that stand within a line. All others begin and end one.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
];

/// Elements whose text nobody reads.
const UNREAD: &[&str] = &["script", "style", "noscript", "template", "head", "iframe", "svg", "object"];

/// One block of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// Its text, on one line save where a line end was asked for.
    pub(super) text: String,
    /// How many characters of it are links.
    pub(super) linked: usize,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
}

/// The blocks of an element, in order.
pub(super) fn blocks(root: NodeRef<'_>) -> Vec<Block> {
    let mut page = Page::default();
    // A stack of our own: elements may stand deeper in one another than calls can.
    let mut waiting = vec![Step::In(root)];
    while let Some(step) = waiting.pop() {
        match step {
            Step::In(node) if node.is_text() => page.text(&node.text()),
            Step::In(node) => {
                let Some(name) = node.node_name() else {
                    waiting.extend(node.children_it(true).map(Step::In));
                    continue;
                };
                if !UNREAD.contains(&&*name) {
                    page.open(&name, &node);
                    waiting.push(Step::Out(node));
                    waiting.extend(node.children_it(true).map(Step::In));
                }
            }
            Step::Out(node) => page.close(&node.node_name().unwrap_or_default(), &node),
        }
    }
    page.part();
    page.blocks
}

/// The text of an element on one line.
pub(super) fn line(root: NodeRef<'_>) -> String {
    let lines: Vec<String> = blocks(root).into_iter().map(|block| block.text.replace('\n', " ")).collect();
    lines.join(" ")
}

enum Step<'a> {
    In(NodeRef<'a>),
    Out(NodeRef<'a>),
}

#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    now: Block,
    /// Whether a space is due before the next character.
    space: bool,
    /// How many line ends are due before the next character.
    ends: usize,
    links: usize,
    headings: usize,
    /// How many elements are open whose spaces count.
    kept: usize,
}

impl Page {
    fn open(&mut self, name: &str, node: &NodeRef<'_>) {
        match name {
            "br" => self.end_line(),
            "a" if node.has_attr("href") => self.links += 1,
            "q" => self.text("\u{201C}"),
            "pre" => {
                self.part();
                self.kept += 1;
            }
            _ if INLINE.contains(&name) => {}
            _ => {
                self.part();
                self.headings += usize::from(node.has_attr(HEADING));
            }
        }
    }

    fn close(&mut self, name: &str, node: &NodeRef<'_>) {
        match name {
            "br" => {}
            "a" if node.has_attr("href") => self.links = self.links.saturating_sub(1),
            "q" => {
                self.space = false;
                self.text("\u{201D}");
            }
            "pre" => {
                self.part();
                self.kept = self.kept.saturating_sub(1);
            }
            _ if INLINE.contains(&name) => {}
            _ => {
                self.part();
                self.headings = self.headings.saturating_sub(usize::from(node.has_attr(HEADING)));
            }
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                LINE_END => self.end_line(),
                '\n' if self.kept > 0 => self.end_line(),
                ' ' | '\t' | '\n' | '\r' | '\x0C' => self.space = true,
                '\u{A0}' if self.now.text.is_empty() || self.ends > 0 => {}
                c => self.push(c),
            }
        }
    }

    fn end_line(&mut self) {
        self.ends += 1;
        self.space = false;
    }

    fn push(&mut self, c: char) {
        if self.ends > 1 {
            self.part();
        }
        if self.now.text.is_empty() {
            self.now.is_heading = self.headings > 0;
        } else if self.ends == 1 {
            self.now.text.push('\n');
        } else if self.space {
            self.now.text.push(' ');
        }
        self.now.text.push(c);
        self.now.linked += usize::from(self.links > 0 && !c.is_whitespace());
        (self.space, self.ends) = (false, 0);
    }

    /// Ends the block.
    fn part(&mut self) {
        (self.space, self.ends) = (false, 0);
        let mut block = std::mem::take(&mut self.now);
        block.text.truncate(block.text.trim_end().len());
        if !block.text.is_empty() {
            self.blocks.push(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let document = dom_query::Document::from(html);
        let found: Vec<String> = blocks(document.root()).into_iter().map(|block| block.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn inline_elements_neither_glue_nor_part() {
        check("<p>The <b>ferry</b>\n <i>Sarn</i>, <a href=x>she</a>said</p>", &["The ferry Sarn, shesaid"]);
        check("<div>One<p>Two</p>Three</div>", &["One", "Two", "Three"]);
    }

    #[test]
    fn a_br_ends_a_line_and_two_part_paragraphs() {
        check("<p>Fisher Row 4<br>Kelburn<br> <br>Sarn<br></p>", &["Fisher Row 4\nKelburn", "Sarn"]);
        check("<p>One<br><br/>&nbsp; Two</p>", &["One", "Two"]);
    }

    #[test]
    fn a_short_quotation_gets_its_marks() {
        check("<p>It <q>believes in heritage </q>.</p>", &["It “believes in heritage”."]);
    }

    #[test]
    fn entities_are_characters_and_unseen_characters_stay() {
        check(
            "<p>&ldquo;Yes&rdquo; &amp; no&#8230; &#x2013; har\u{AD}bour 312&nbsp;students</p>",
            &["“Yes” & no… – har\u{AD}bour 312\u{A0}students"],
        );
    }

    #[test]
    fn the_cells_of_a_table_and_the_items_of_a_list_stand_alone() {
        check("<ul><li>one<li>two</ul><table><tr><td>a<td>b</table>", &["one", "two", "a", "b"]);
    }
}
