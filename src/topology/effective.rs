//! Which policy binds a user.

use super::model::{ExternalAccessPolicy, Site, User};

/// The policy that binds a user, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectivePolicy {
    /// The policy; the built-in global one when nothing is stored.
    pub policy: ExternalAccessPolicy,
    /// Whether the user has been given a policy that does not exist, which was passed over.
    pub missing: Option<String>,
}

/// The nearest policy, as a whole: the user's own, else the site's, else the global one.
///
/// Source: migration.md C.5. A user policy that no longer exists is passed over.
pub fn external_access(
    policies: &[ExternalAccessPolicy],
    user: &User,
    site: Option<&Site>,
) -> EffectivePolicy {
    let find = |identity: &str| policies.iter().find(|policy| same_policy(&policy.identity, identity));
    let assigned = user.external_access_policy.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let own = assigned.and_then(|name| find(&tagged(name)));
    let missing = if own.is_none() { assigned.map(str::to_owned) } else { None };
    let at_site = || site.and_then(|site| find(&format!("site:{}", site.name)));
    let policy = own.or_else(at_site).or_else(|| find("Global")).cloned().unwrap_or_else(built_in);
    EffectivePolicy { policy, missing }
}

/// The global policy as it is before anyone changes it: everything off.
fn built_in() -> ExternalAccessPolicy {
    ExternalAccessPolicy { identity: "Global".to_owned(), ..ExternalAccessPolicy::default() }
}

fn tagged(name: &str) -> String {
    let prefixed = name.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("tag:"));
    if prefixed { name.to_owned() } else { format!("Tag:{name}") }
}

/// `Tag:Sales` is also written `Sales`; the other scopes always carry their prefix.
fn same_policy(stored: &str, wanted: &str) -> bool {
    let full = match stored {
        _ if stored.eq_ignore_ascii_case("global") || stored.contains(':') => stored.to_owned(),
        _ => format!("Tag:{stored}"),
    };
    full.eq_ignore_ascii_case(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(identity: &str) -> ExternalAccessPolicy {
        ExternalAccessPolicy {
            identity: identity.into(),
            enable_xmpp_access: true,
            ..ExternalAccessPolicy::default()
        }
    }

    #[test]
    fn nearest_policy_wins() {
        let all = [policy("Global"), policy("site:Redmond"), policy("Tag:Sales")];
        let redmond = Site::new("1", "Redmond");
        let with =
            |name: Option<&str>| User { external_access_policy: name.map(str::to_owned), ..User::default() };
        let identity = |user: &User, site: Option<&Site>| external_access(&all, user, site).policy.identity;
        assert_eq!(identity(&with(Some("sales")), Some(&redmond)), "Tag:Sales");
        assert_eq!(identity(&with(Some("Tag:Sales")), None), "Tag:Sales");
        assert_eq!(identity(&with(None), Some(&redmond)), "site:Redmond");
        assert_eq!(identity(&with(None), Some(&Site::new("2", "Dublin"))), "Global");
        let gone = external_access(&all, &with(Some("Gone")), None);
        assert_eq!((gone.policy.identity.as_str(), gone.missing.as_deref()), ("Global", Some("Gone")));
        assert!(!external_access(&[], &with(None), None).policy.enable_xmpp_access);
    }
}
