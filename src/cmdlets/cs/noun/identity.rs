//! Identities: `Global`, `Site:Redmond`, `Service:Registrar:pool`, `Tag:Sales`, and names below them.

use super::{Noun, Scope};
use crate::cmdlets::cs::state::Refusal;
use crate::cmdlets::cs::topology::published;
use crate::topology::store::Reader;

/// The identity of the record that always exists.
pub const GLOBAL: &str = "Global";

/// An identity as it is stored and shown. Errors: the family has no records in that scope.
///
/// Source: the identity rules of Lync's policies and configurations; migration.md C.5.
pub fn canonical(noun: &Noun, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if noun.has(Scope::Named) {
        let name = strip_prefix(text, "global/").unwrap_or(text);
        return named(noun, name).map(str::to_owned);
    }
    if noun.has(Scope::Child) && text.contains('/') {
        let Some((parent, name)) = text.split_once('/') else { return Err(misplaced(noun, text)) };
        // A service is also given without its scope: `ApplicationServer:pool02.contoso.net`.
        let bare = noun.numbered && strip_prefix(parent, "service:").is_none();
        let parent = if bare { format!("service:{parent}") } else { parent.to_owned() };
        let parent = parent.as_str();
        return Ok(format!("{}/{}", scoped(noun, parent)?, named(noun, name)?));
    }
    if noun.has(Scope::Child) && !noun.scopes.iter().any(|scope| matches!(scope, Scope::Global | Scope::Tag))
    {
        return Err(misplaced(noun, text));
    }
    scoped(noun, text)
}

fn named<'a>(noun: &Noun, name: &'a str) -> Result<&'a str, Refusal> {
    match name.is_empty() || name.chars().any(char::is_control) {
        true => Err(misplaced(noun, name)),
        false => Ok(name),
    }
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..).unwrap_or_default())
}

/// `Global`, `Site:…`, `Service:…` or `Tag:…`.
fn scoped(noun: &Noun, text: &str) -> Result<String, Refusal> {
    let child = noun.has(Scope::Child);
    let allowed = |scope: Scope| noun.has(scope) || (child && scope != Scope::Tag);
    let prefixed = [
        (Scope::Site, "site:", "Site"),
        (Scope::Service, "service:", "Service"),
        (Scope::Tag, "tag:", "Tag"),
    ];
    if text.eq_ignore_ascii_case(GLOBAL) {
        return if allowed(Scope::Global) { Ok(GLOBAL.to_owned()) } else { Err(misplaced(noun, text)) };
    }
    for (scope, prefix, shown) in prefixed {
        if let Some(rest) = strip_prefix(text, prefix) {
            return match allowed(scope) && !rest.is_empty() {
                true => Ok(format!("{shown}:{}", named(noun, rest)?)),
                false => Err(misplaced(noun, text)),
            };
        }
    }
    match noun.has(Scope::Tag) {
        true => Ok(format!("Tag:{}", named(noun, text)?)),
        false => Err(misplaced(noun, text)),
    }
}

fn misplaced(noun: &Noun, text: &str) -> Refusal {
    let forms: Vec<&str> = noun.scopes.iter().map(|scope| form(*scope)).collect();
    Refusal::Invalid(format!(
        "'{text}' cannot be the identity of a {}. Its form is {}.",
        noun.words,
        forms.join(", ")
    ))
}

fn form(scope: Scope) -> &'static str {
    match scope {
        Scope::Global => "'Global'",
        Scope::Site => "'site:<name>'",
        Scope::Service => "'service:<role>:<pool>'",
        Scope::Tag => "a name",
        Scope::Named => "a name",
        Scope::Child => "'<scope>/<name>'",
    }
}

/// Refuses an identity below a site or a service that the published topology does not have.
pub fn check_place(reader: &dyn Reader, identity: &str) -> Result<(), Refusal> {
    let scope = identity.split_once('/').map_or(identity, |(scope, _)| scope);
    if let Some(site) = strip_prefix(scope, "site:") {
        let known = published(reader)?.site(site).is_some();
        return if known {
            Ok(())
        } else {
            Err(Refusal::NotFound(format!(
                "There is no site '{site}'. Get-CsSite lists those that there are."
            )))
        };
    }
    if let Some(service) = strip_prefix(scope, "service:") {
        let topology = published(reader)?;
        let known = topology.services.iter().any(|own| own.id().to_string().eq_ignore_ascii_case(service));
        return if known {
            Ok(())
        } else {
            Err(Refusal::NotFound(format!(
                "There is no service '{service}'. Get-CsService lists those that there are."
            )))
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: Noun =
        Noun { words: "policy", scopes: &[Scope::Global, Scope::Site, Scope::Tag], ..Noun::EMPTY };
    const ROUTE: Noun = Noun { words: "route", scopes: &[Scope::Named], ..Noun::EMPTY };
    const RULE: Noun = Noun { words: "rule", scopes: &[Scope::Child], ..Noun::EMPTY };

    #[test]
    fn every_form_has_one_spelling() {
        for (text, wanted) in [
            ("GLOBAL", "Global"),
            ("site:Redmond", "Site:Redmond"),
            ("Sales", "Tag:Sales"),
            ("tag:Sales", "Tag:Sales"),
        ] {
            assert_eq!(canonical(&POLICY, text).unwrap(), wanted);
        }
        assert_eq!(canonical(&ROUTE, "Global/Redmond").unwrap(), "Redmond");
        assert_eq!(canonical(&RULE, "site:Redmond/Prefix All").unwrap(), "Site:Redmond/Prefix All");
    }

    #[test]
    fn a_scope_without_records_is_refused() {
        for text in ["service:Registrar:pool", "site:", "", "tag:"] {
            assert!(canonical(&POLICY, text).is_err(), "{text}");
        }
        assert!(canonical(&RULE, "global").is_err());
        assert!(canonical(&RULE, "global/").is_err());
    }
}
