//! Pages on the language and on federation: `Get-Help about_…`.

/// Name without `about_`, text.
const PAGES: &[(&str, &str)] = &[
    ("Aliases", include_str!("about/aliases.md")),
    ("Arrays", include_str!("about/arrays.md")),
    ("Automatic_Variables", include_str!("about/automatic_variables.md")),
    ("Classes", include_str!("about/classes.md")),
    ("Comment_Based_Help", include_str!("about/comment_based_help.md")),
    ("CommonParameters", include_str!("about/common_parameters.md")),
    ("Completion", include_str!("about/completion.md")),
    ("Debugging", include_str!("about/debugging.md")),
    ("Enum", include_str!("about/enum.md")),
    ("Error_Handling", include_str!("about/error_handling.md")),
    ("Federation", include_str!("about/federation.md")),
    ("Foreach", include_str!("about/foreach.md")),
    ("Functions", include_str!("about/functions.md")),
    ("Functions_Advanced", include_str!("about/functions_advanced.md")),
    ("Hash_Tables", include_str!("about/hash_tables.md")),
    ("History", include_str!("about/history.md")),
    ("If", include_str!("about/if.md")),
    ("Jobs", include_str!("about/jobs.md")),
    ("Line_Editing", include_str!("about/line_editing.md")),
    ("Loops", include_str!("about/loops.md")),
    ("Migration", include_str!("about/migration.md")),
    ("Modules", include_str!("about/modules.md")),
    ("Operators", include_str!("about/operators.md")),
    ("Parameters", include_str!("about/parameters.md")),
    ("Pipelines", include_str!("about/pipelines.md")),
    ("Preference_Variables", include_str!("about/preference_variables.md")),
    ("Profiles", include_str!("about/profiles.md")),
    ("Quoting_Rules", include_str!("about/quoting_rules.md")),
    ("Redirection", include_str!("about/redirection.md")),
    ("Regular_Expressions", include_str!("about/regular_expressions.md")),
    ("Scopes", include_str!("about/scopes.md")),
    ("Script_Blocks", include_str!("about/script_blocks.md")),
    ("Splatting", include_str!("about/splatting.md")),
    ("Switch", include_str!("about/switch.md")),
    ("Try_Catch_Finally", include_str!("about/try_catch_finally.md")),
    ("Type_Conversion", include_str!("about/type_conversion.md")),
    ("Variables", include_str!("about/variables.md")),
];

/// Names of all pages with the first sentence of each.
pub fn topics() -> Vec<(String, String)> {
    PAGES.iter().map(|(name, text)| (format!("about_{name}"), first_sentence(text))).collect()
}

/// A page by its name, with or without `about_`.
pub fn topic(name: &str) -> Option<&'static str> {
    let short = if name.len() > 6 && name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("about_")) {
        name.get(6..)?
    } else {
        return None;
    };
    PAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(short)).map(|(_, text)| *text)
}

fn first_sentence(text: &str) -> String {
    let body = text.lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    body.split_inclusive('.').next().unwrap_or(body).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_found_by_name() {
        assert!(topic("about_operators").is_some());
        assert!(topic("operators").is_none());
        assert!(topics().iter().all(|(_, sentence)| sentence.ends_with('.')));
    }

    /// What stands apart in a page is a script, but for lists of words with their meaning.
    #[test]
    fn examples_have_no_syntax_errors() {
        for (name, text) in PAGES.iter().filter(|(name, _)| !LISTS.contains(name)) {
            let code = |line: &&str| line.is_empty() || line.starts_with("    ");
            let lines: Vec<&str> = text.lines().collect();
            for block in lines.split(|line| !code(line)) {
                let script: Vec<&str> = block.iter().map(|line| line.get(4..).unwrap_or_default()).collect();
                let parsed = crate::language::parse(crate::language::Source::inline(script.join("\n")));
                assert!(parsed.errors.is_empty(), "about_{name}: {:?}\n{}", parsed.errors, script.join("\n"));
            }
        }
    }

    const LISTS: &[&str] = &[
        "Automatic_Variables",
        "CommonParameters",
        "Completion",
        "Debugging",
        "History",
        "Line_Editing",
        "Operators",
        "Variables",
    ];
}
