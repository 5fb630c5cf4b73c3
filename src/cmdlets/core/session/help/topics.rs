//! Pages on the language and on federation: `Get-Help about_…`.

/// Name without `about_`, text.
const PAGES: &[(&str, &str)] = &[
    ("CommonParameters", include_str!("about/common_parameters.md")),
    ("Completion", include_str!("about/completion.md")),
    ("Debugging", include_str!("about/debugging.md")),
    ("Federation", include_str!("about/federation.md")),
    ("History", include_str!("about/history.md")),
    ("Line_Editing", include_str!("about/line_editing.md")),
    ("Migration", include_str!("about/migration.md")),
    ("Operators", include_str!("about/operators.md")),
    ("Pipelines", include_str!("about/pipelines.md")),
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
}
