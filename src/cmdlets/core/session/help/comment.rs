//! Comment-based help: sections behind words with a dot.

use super::{Example, Help};

/// The texts of a help comment.
#[derive(Default)]
pub struct Sections(Vec<(String, String, String)>);

impl Sections {
    /// Reads the sections: keyword, argument, text without the blanks that all its lines begin with.
    pub fn read(comment: &str) -> Sections {
        let mut found: Vec<(String, String, Vec<&str>)> = Vec::new();
        for line in comment.lines() {
            let trimmed = line.trim();
            match trimmed.strip_prefix('.').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                Some(rest) => {
                    let (word, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                    found.push((word.to_ascii_uppercase(), argument.trim().to_string(), Vec::new()));
                }
                None => {
                    if let Some((_, _, lines)) = found.last_mut() {
                        lines.push(line);
                    }
                }
            }
        }
        Sections(
            found.into_iter().map(|(word, argument, lines)| (word, argument, dedented(&lines))).collect(),
        )
    }

    fn all(&self, word: &str) -> impl Iterator<Item = &(String, String, String)> {
        self.0.iter().filter(move |(known, _, _)| known == word)
    }

    fn text(&self, word: &str) -> String {
        self.all(word).next().map(|(_, _, text)| text.clone()).unwrap_or_default()
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

/// The first line is the command; the rest tells of it.
fn example(text: &str) -> Example {
    let (code, remarks) = text.split_once('\n').unwrap_or((text, ""));
    let code = code.trim();
    let code = code.strip_prefix("PS>").or_else(|| code.strip_prefix("PS > ")).unwrap_or(code).trim();
    Example { code: code.to_string(), remarks: remarks.to_string() }
}

/// Lines without their common indent, and without empty lines at both ends.
fn dedented(lines: &[&str]) -> String {
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let cut: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or("").trim_end()).collect();
    let first = cut.iter().position(|line| !line.is_empty()).unwrap_or(cut.len());
    let last = cut.iter().rposition(|line| !line.is_empty()).map_or(first, |at| at + 1);
    cut.get(first..last).unwrap_or_default().join("\n")
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
        assert_eq!((help.examples[0].code.as_str(), help.examples[0].remarks.as_str()), ("a b", "\n  c"));
        assert_eq!(sections.parameter("x").as_deref(), Some("Text."));
    }
}
