//! Comment-based help: sections behind words with a dot.

use super::{Example, Help, PROMPT};
use crate::language::help_comment;

/// The texts of a help comment.
#[derive(Default)]
pub struct Sections(Vec<(String, String, String)>);

impl Sections {
    /// Reads the sections: keyword, argument, text without the blanks that all its lines begin with.
    pub fn read(comment: &str) -> Sections {
        let mut found: Vec<(String, String, Vec<&str>)> = Vec::new();
        for line in comment.lines() {
            match help_comment::directive(line) {
                Some((word, argument)) => found.push((word, argument.to_string(), Vec::new())),
                None => {
                    if let Some((_, _, lines)) = found.last_mut() {
                        lines.push(line);
                    }
                }
            }
        }
        let read =
            |(word, argument, lines): (_, _, Vec<&str>)| (word, argument, help_comment::section(&lines));
        Sections(found.into_iter().map(read).collect())
    }

    fn all(&self, word: &str) -> impl Iterator<Item = &(String, String, String)> {
        self.0.iter().filter(move |(known, _, _)| known == word)
    }

    fn text(&self, word: &str) -> String {
        self.all(word).next().map(|(_, _, text)| text.clone()).unwrap_or_default()
    }

    /// The command whose help this comment passes on, if it does.
    pub fn forward_target(&self) -> Option<&str> {
        self.all("FORWARDHELPTARGETNAME").next().map(|(_, argument, _)| argument.as_str())
    }

    pub fn parameter(&self, name: &str) -> Option<String> {
        let found = self.all("PARAMETER").find(|(_, argument, _)| argument.eq_ignore_ascii_case(name));
        found.map(|(_, _, text)| text.clone())
    }

    /// Puts what the comment says into the help of its command.
    pub fn fill(&self, help: &mut Help) {
        help.synopsis = self.text("SYNOPSIS");
        help.description = self.text("DESCRIPTION");
        let texts = |word: &str| self.all(word).map(|(_, _, text)| text.clone()).collect::<Vec<String>>();
        help.inputs = texts("INPUTS");
        help.outputs = texts("OUTPUTS");
        help.notes = texts("NOTES");
        help.links = texts("LINK");
        help.component = self.text("COMPONENT");
        help.role = self.text("ROLE");
        help.functionality = self.text("FUNCTIONALITY");
        help.examples = self.all("EXAMPLE").map(|(_, _, text)| example(text)).collect();
    }
}

/// A prompt in front, the code up to the first empty line, and what is said of it.
fn example(text: &str) -> Example {
    let line = text.lines().next().unwrap_or_default();
    let (prompt, text) = match line.find('>') {
        Some(end) => text.split_at_checked(end + 1).unwrap_or(("", text)),
        None => (PROMPT, text),
    };
    let (code, remarks) = text.split_once("\n\n").unwrap_or((text, ""));
    Example { prompt: prompt.into(), code: code.trim().into(), remarks: remarks.trim_matches('\n').into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_keep_their_inner_indent() {
        let sections = Sections::read(
            "\n  .SYNOPSIS\n    One\n  .EXAMPLE\n    a b\n\n      c\n  .PARAMETER X\n    Text.\n",
        );
        let mut help = Help::default();
        sections.fill(&mut help);
        assert_eq!(help.synopsis, "One");
        assert_eq!((help.examples[0].code.as_str(), help.examples[0].remarks.as_str()), ("a b", "  c"));
        assert_eq!(sections.parameter("x").as_deref(), Some("Text."));
    }

    #[test]
    fn an_example_is_code_up_to_an_empty_line() {
        let shown = |text: &str| {
            let Example { prompt, code, remarks } = example(text);
            [prompt, code, remarks]
        };
        assert_eq!(shown("a\nb"), ["PS > ", "a\nb", ""]);
        assert_eq!(shown("PS> a\nPS> b\n\nWhy.\n\nMore."), ["PS>", "a\nPS> b", "Why.\n\nMore."]);
        assert_eq!(shown("C:\\PS>a | b"), ["C:\\PS>", "a | b", ""]);
    }
}
