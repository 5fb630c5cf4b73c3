//! The lines of comment-based help: words behind a dot, and the texts below them.
//!
//! Source: about_Comment_Based_Help, and what HelpCommentsParser of PowerShell 7.6 accepts.

/// Words on a line of their own, with a text below.
const WITH_TEXT: [&str; 10] = [
    "SYNOPSIS",
    "DESCRIPTION",
    "NOTES",
    "LINK",
    "EXAMPLE",
    "INPUTS",
    "OUTPUTS",
    "COMPONENT",
    "ROLE",
    "FUNCTIONALITY",
];

/// Words with an argument behind and no text below.
const WITH_ARGUMENT: [&str; 4] =
    ["FORWARDHELPTARGETNAME", "FORWARDHELPCATEGORY", "REMOTEHELPRUNSPACE", "EXTERNALHELP"];

/// `.WORD argument`: the word in capitals, and its argument or an empty text.
pub fn directive(line: &str) -> Option<(String, &str)> {
    let rest = line.trim_start().strip_prefix('.')?;
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
    let (word, argument) = rest.split_at_checked(end)?;
    let apart = argument.is_empty() || argument.starts_with(char::is_whitespace);
    (!word.is_empty() && apart).then(|| (word.to_ascii_uppercase(), argument.trim()))
}

/// Whether a comment is help: one unknown word, or a text in front of the first, and it is none.
pub fn is_help(comment: &str) -> bool {
    let mut found = false;
    let mut takes_text = false;
    for line in comment.lines() {
        let Some((word, argument)) = directive(line) else {
            if !takes_text && !line.trim().is_empty() {
                return false;
            }
            continue;
        };
        let known = |words: &[&str]| words.contains(&word.as_str());
        takes_text = match argument.is_empty() {
            true if known(&WITH_TEXT) => true,
            false if word == "PARAMETER" => true,
            false if known(&WITH_ARGUMENT) => false,
            _ => return false,
        };
        found = true;
    }
    found
}

/// The text of a section: the indent of its first line is taken from all, empty lines at both ends fall away.
pub fn section(lines: &[&str]) -> String {
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(lines.len());
    let lines = lines.get(first..).unwrap_or_default();
    let is_blank = |letter: char| matches!(letter, ' ' | '\t' | '\u{a0}');
    let indent = lines.first().map_or(0, |line| line.chars().take_while(|letter| is_blank(*letter)).count());
    let cut = lines.iter().map(|line| {
        let blanks = line.chars().take(indent).take_while(|letter| is_blank(*letter));
        let skipped: usize = blanks.map(char::len_utf8).sum();
        line.get(skipped..).unwrap_or_default().trim_end()
    });
    cut.collect::<Vec<&str>>().join("\n").trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_a_section_with_its_word_alone() {
        assert_eq!(directive("  .Parameter Name "), Some(("PARAMETER".to_string(), "Name")));
        assert_eq!(directive(".SYNOPSIS"), Some(("SYNOPSIS".to_string(), "")));
        assert_eq!(directive("./run.ps1 x"), None);
        assert_eq!(directive(".a-b"), None);
    }

    #[test]
    fn help_has_known_words_only() {
        assert!(is_help("\n .SYNOPSIS\n text\n .PARAMETER A\n"));
        assert!(is_help(" .ForwardHelpTargetName Get-Help\n .FORWARDHELPCATEGORY Cmdlet"));
        assert!(!is_help("Copyright\n.SYNOPSIS\ntext"));
        assert!(!is_help(".SYNOPSIS\ntext\n.SINOPSIS\nmore"));
        assert!(!is_help(".EXAMPLE on the line"));
        assert!(!is_help(".EXTERNALHELP a.xml\ntext"));
        assert!(!is_help("\n\n"));
    }

    #[test]
    fn the_first_line_says_how_far_a_section_is_moved_out() {
        assert_eq!(section(&["", "    A", "", "      B", "  C  ", ""]), "A\n\n  B\nC");
        assert_eq!(section(&[]), "");
    }
}
