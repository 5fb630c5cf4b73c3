//! Markdown as HTML, and as text with escape sequences, as Markdig and PowerShell's renderer write them.

use super::markdown_options::Colours;
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;
use std::iter::Peekable;
use std::ops::Range;

/// The HTML of a text: CommonMark with tables, task lists and their like; headings have names to link to.
pub(super) fn html(text: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT;
    let events: Vec<Event<'_>> = Parser::new_ext(text, options).collect();
    let mut page = Page::default();
    let written: Vec<Event<'_>> =
        events.iter().enumerate().map(|(at, event)| page.element(event, events.get(at + 1..))).collect();
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, written.into_iter());
    out
}

/// What the elements of a page need to know of those before.
#[derive(Default)]
struct Page {
    /// How often each heading's name was used.
    names: HashMap<String, usize>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Page {
    /// An event, or the element that Markdig writes for it.
    fn element<'a>(&mut self, event: &Event<'a>, behind: Option<&[Event<'a>]>) -> Event<'a> {
        let element = match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let name = match id {
                    Some(id) => id.to_string(),
                    None => self.heading_name(behind.unwrap_or_default()),
                };
                format!("<{level} id=\"{name}\">")
            }
            Event::End(TagEnd::Heading(level)) => format!("</{level}>\n"),
            Event::Start(Tag::Table(alignments)) => {
                self.alignments.clone_from(alignments);
                "<table>\n".to_string()
            }
            Event::End(TagEnd::Table) => "</tbody>\n</table>\n".to_string(),
            Event::Start(Tag::TableHead) => {
                (self.column, self.in_head) = (0, true);
                "<thead>\n<tr>\n".to_string()
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                "</tr>\n</thead>\n<tbody>\n".to_string()
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>\n".to_string()
            }
            Event::End(TagEnd::TableRow) => "</tr>\n".to_string(),
            Event::Start(Tag::TableCell) => self.cell(),
            Event::End(TagEnd::TableCell) => format!("</{}>\n", if self.in_head { "th" } else { "td" }),
            other => return other.clone(),
        };
        Event::Html(CowStr::from(element))
    }

    fn cell(&mut self) -> String {
        let side = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " style=\"text-align: left;\"",
            Some(Alignment::Center) => " style=\"text-align: center;\"",
            Some(Alignment::Right) => " style=\"text-align: right;\"",
            _ => "",
        };
        self.column += 1;
        format!("<{}{side}>", if self.in_head { "th" } else { "td" })
    }

    /// The name of a heading from its text, with a number when it was used before.
    fn heading_name(&mut self, behind: &[Event<'_>]) -> String {
        let mut text = String::new();
        for event in behind {
            match event {
                Event::End(TagEnd::Heading(_)) => break,
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        let name = link_name(&text);
        let name = if name.is_empty() { "section".to_string() } else { name };
        let used = self.names.entry(name.clone()).or_default();
        *used += 1;
        if *used == 1 { name } else { format!("{name}-{}", *used - 1) }
    }
}

/// Letters and digits of a heading in lower case, from its first letter on, with hyphens for blanks.
/// Source: `LinkHelper.Urilize` of Markdig, as the identifiers of headings are made.
fn link_name(text: &str) -> String {
    let mut name = String::new();
    let mut after_blank = false;
    for character in text.chars().filter(char::is_ascii) {
        if character.is_ascii_alphabetic() || character.is_ascii_digit() && !name.is_empty() {
            name.push(character.to_ascii_lowercase());
            after_blank = false;
        } else if name.is_empty() {
            continue;
        } else if matches!(character, '_' | '-' | '.') {
            if after_blank && name.ends_with('-') {
                name.pop();
            }
            if !name.ends_with(character) {
                name.push(character);
            }
            after_blank = false;
        } else if character.is_ascii_whitespace() && !after_blank {
            if !name.ends_with(['_', '-', '.']) {
                name.push('-');
            }
            after_blank = true;
        }
    }
    name.trim_end_matches(['_', '-', '.']).to_string()
}

/// The text with escape sequences for headings, code, links and their like.
pub(super) fn coloured(text: &str, colours: &Colours) -> String {
    let events = Parser::new_ext(text, Options::empty()).into_offset_iter();
    let mut painter = Painter { text, events: events.peekable(), colours, out: String::new() };
    while let Some((event, range)) = painter.events.next() {
        painter.block(event, &range);
    }
    painter.out
}

struct Painter<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> {
    text: &'a str,
    events: Peekable<I>,
    colours: &'a Colours,
    out: String,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Painter<'a, I> {
    fn block(&mut self, event: Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let text = self.first_text();
                if !text.is_empty() {
                    self.out.push_str(&self.colours.paint(heading(level), &text));
                    self.out.push_str("\n\n");
                }
            }
            Event::Start(Tag::Paragraph) => {
                self.inlines();
                self.events.next();
                self.out.push('\n');
            }
            Event::Start(Tag::CodeBlock(kind)) => self.code(&kind),
            Event::Start(Tag::List(first)) => {
                let bullet = if first.is_some() { None } else { self.bullet(range) };
                self.list(bullet, 0);
                self.out.push('\n');
            }
            Event::Start(Tag::BlockQuote(_)) => self.quote(),
            Event::Start(_) => self.skip(),
            _ => {}
        }
    }

    /// Leaves out what is left of an element that has begun.
    fn skip(&mut self) {
        let mut depth = 1;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// The text that an element begins with; the element is read to its end.
    fn first_text(&mut self) -> String {
        let mut text = String::new();
        while let Some((Event::Text(part) | Event::Code(part), _)) = self.events.peek() {
            text.push_str(part);
            self.events.next();
        }
        self.skip();
        text
    }

    /// The parts of a line, up to the end of what holds them or the next block.
    fn inlines(&mut self) {
        while let Some((event, _)) = self.events.next_if(|(event, _)| is_inline(event)) {
            match event {
                Event::Text(text) => {
                    self.out.push_str(&text);
                    if !self.events.peek().is_some_and(|(next, _)| is_inline(next)) {
                        self.out.push('\n');
                    }
                }
                Event::Code(text) => self.out.push_str(&self.colours.paint("Code", &text)),
                Event::InlineHtml(tag) => self.out.push_str(&tag),
                Event::SoftBreak => self.out.push(' '),
                Event::HardBreak => self.out.push('\n'),
                Event::Start(tag) => self.span(&tag),
                _ => {}
            }
        }
    }

    fn span(&mut self, tag: &Tag<'_>) {
        let text = self.first_text();
        let painted = match tag {
            Tag::Strong => self.colours.paint("EmphasisBold", &text),
            Tag::Emphasis => self.colours.paint("EmphasisItalics", &text),
            Tag::Link { .. } => self.colours.paint("Link", &format!("\"{text}\"")),
            Tag::Image { .. } => {
                let named = if text.is_empty() { "Image" } else { &text };
                self.colours.paint("Image", &format!("[{named}]"))
            }
            _ => text,
        };
        self.out.push_str(&painted);
    }

    /// The lines of a block of code that are not blank; those of YAML stand in.
    fn code(&mut self, kind: &CodeBlockKind<'_>) {
        let is_yaml = matches!(kind, CodeBlockKind::Fenced(name) if name.eq_ignore_ascii_case("yaml"));
        let mut text = String::new();
        while let Some((Event::Text(part), _)) = self.events.peek() {
            text.push_str(part);
            self.events.next();
        }
        self.skip();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let line = if is_yaml { format!("\t{line}") } else { self.colours.paint_line("Code", line) };
            self.out.push_str(&line);
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    fn quote(&mut self) {
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(TagEnd::BlockQuote(_))) {
                break;
            }
            self.out.push_str("> ");
            self.block(event, &range);
        }
        self.out.push('\n');
    }

    /// The sign that the items of a list have.
    fn bullet(&self, range: &Range<usize>) -> Option<char> {
        self.text.get(range.start..).and_then(|rest| rest.trim_start().chars().next())
    }

    /// The items of a list that has begun: with their bullet, or numbered. Lists inside of a numbered one, and other
    /// blocks than paragraphs, are left out, as PowerShell leaves them out.
    fn list(&mut self, bullet: Option<char>, level: usize) {
        let mut number = 0;
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    number += 1;
                    let start = match bullet {
                        Some(bullet) => format!("{}{bullet} ", "  ".repeat(level)),
                        None => format!("{number}. "),
                    };
                    self.item(&start, bullet, level);
                }
                Event::End(TagEnd::List(_)) => return,
                _ => {}
            }
        }
    }

    fn item(&mut self, start: &str, bullet: Option<char>, level: usize) {
        loop {
            if self.events.peek().is_some_and(|(event, _)| is_inline(event)) {
                self.out.push_str(start);
                self.inlines();
                continue;
            }
            match self.events.next() {
                None | Some((Event::End(TagEnd::Item), _)) => return,
                Some((Event::Start(Tag::Paragraph), _)) => {
                    self.out.push_str(start);
                    self.inlines();
                    self.events.next();
                }
                Some((Event::Start(Tag::List(_)), _)) if bullet.is_some() => self.list(bullet, level + 1),
                Some((Event::Start(_), _)) => self.skip(),
                Some(_) => {}
            }
        }
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::SoftBreak | Event::HardBreak => true,
        Event::Start(tag) => {
            matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
        }
        _ => false,
    }
}

fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "Header1",
        HeadingLevel::H2 => "Header2",
        HeadingLevel::H3 => "Header3",
        HeadingLevel::H4 => "Header4",
        HeadingLevel::H5 => "Header5",
        HeadingLevel::H6 => "Header6",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_names_to_link_to() {
        assert_eq!(link_name("Header 1"), "header-1");
        assert_eq!(link_name("1. What's new - in this?"), "whats-new-in-this");
        assert_eq!(link_name("a _b_"), "a_b");
        assert_eq!(link_name("???"), "");
        assert_eq!(html("# A b\n\n# A b\n"), "<h1 id=\"a-b\">A b</h1>\n<h1 id=\"a-b-1\">A b</h1>\n");
    }

    #[test]
    fn tables_have_a_line_a_cell() {
        let page = html("| a | b |\n|---|:-:|\n| 1 | 2 |\n");
        let head =
            "<table>\n<thead>\n<tr>\n<th>a</th>\n<th style=\"text-align: center;\">b</th>\n</tr>\n</thead>\n";
        let body = "<tbody>\n<tr>\n<td>1</td>\n<td style=\"text-align: center;\">2</td>\n</tr>\n</tbody>\n</table>\n";
        assert_eq!(page, format!("{head}{body}"));
    }

    #[test]
    fn any_text_is_painted() {
        let colours = Colours::default();
        for text in
            ["", "- a\n  - b\n\n    c\n1. d\n   - e\n", "> > a\n", "```\n", "![](", "<b>\n\n*a", "#", "- "]
        {
            coloured(text, &colours);
        }
        assert_eq!(coloured("- a\n  - b\n- c\n", &colours), "- a\n  - b\n- c\n\n");
        assert_eq!(coloured("1. a\n2. b\n", &colours), "1. a\n2. b\n\n");
    }
}
