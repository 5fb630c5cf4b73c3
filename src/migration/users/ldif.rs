//! Users from LDIF exports of Active Directory (RFC 2849), with Lync's `msRTCSIP-` attributes.

use super::validate::{Validator, name_of, readable, truth};
use super::{ImportedUser, RowError, Rows};
use crate::topology::model::Topology;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// Directory attributes and Lync's names for them.
const NAMES: &[(&str, &str)] = &[
    ("displayName", "DisplayName"),
    ("givenName", "FirstName"),
    ("sn", "LastName"),
    ("userPrincipalName", "UserPrincipalName"),
    ("sAMAccountName", "SamAccountName"),
    ("mail", "WindowsEmailAddress"),
    ("msRTCSIP-PrimaryUserAddress", "SipAddress"),
    ("msRTCSIP-PrimaryHomeServer", "HomeServer"),
    ("msRTCSIP-DeploymentLocator", "HostingProvider"),
    ("msRTCSIP-Line", "LineURI"),
    ("telephoneNumber", "Phone"),
];

/// An attribute line: name, value, and whether it could be decoded.
type Line = (String, Result<String, String>);

/// Whether a text is LDIF rather than CSV.
pub fn looks_like_ldif(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        let line = line.to_ascii_lowercase();
        line.starts_with("dn:") || line.starts_with("version:")
    })
}

/// Reads users from LDIF text. Entries without a SIP address or sign-in name, such as folders and
/// groups, are passed over; broken ones are errors among the rows.
pub fn read_ldif(text: String, topology: Topology) -> Rows {
    let entries = split_entries(&text);
    let mut validator = Validator::default();
    let rows = entries.into_iter().enumerate().filter_map(move |(index, (line, entry))| {
        let row = index + 1;
        let outcome = properties(&entry, &topology);
        let name = outcome.as_ref().ok().and_then(|found| found.as_ref().and_then(name_of));
        let name =
            name.or_else(|| entry.iter().find(|(key, _)| key == "dn").and_then(|(_, v)| v.clone().ok()));
        let checked = match outcome {
            Ok(None) => return None,
            Ok(Some(properties)) => validator.check(row, properties),
            Err(reason) => Err(reason),
        };
        let checked = checked.and_then(|properties| readable(&properties).map(|()| properties));
        let user = checked.map(|properties| ImportedUser { row, properties });
        Some(user.map_err(|reason| RowError { row, line, name, reason }))
    });
    Box::new(rows)
}

/// Entries with the line each starts in. Folded lines are joined, comments dropped.
fn split_entries(text: &str) -> Vec<(u64, Vec<Line>)> {
    let mut entries: Vec<(u64, Vec<String>)> = Vec::new();
    let (mut open, mut comment) = (false, false);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if let Some(rest) = line.strip_prefix(' ') {
            // A folded line continues what is above it, comments included.
            if let (false, true, Some((_, lines))) = (comment, open, entries.last_mut())
                && let Some(last) = lines.last_mut()
            {
                last.push_str(rest);
            }
            continue;
        }
        comment = line.starts_with('#');
        if comment {
            continue;
        }
        if line.is_empty() {
            open = false;
            continue;
        }
        if !open {
            entries.push((number as u64 + 1, Vec::new()));
            open = true;
        }
        if let Some((_, lines)) = entries.last_mut() {
            lines.push(line.to_owned());
        }
    }
    let parsed = entries.into_iter().map(|(number, lines)| {
        let lines = lines.iter().map(|line| attribute(line)).filter(|(name, _)| name != "version");
        (number, lines.collect::<Vec<_>>())
    });
    parsed.filter(|(_, lines)| !lines.is_empty()).collect()
}

/// `name: text`, `name:: base64`, `name:< url`; options after `;` are dropped.
fn attribute(line: &str) -> Line {
    let Some((name, rest)) = line.split_once(':') else {
        return (String::new(), Err(format!("'{line}' is not an attribute")));
    };
    let name = name.split(';').next().unwrap_or_default().trim();
    let name = if name.eq_ignore_ascii_case("dn") { "dn".to_owned() } else { name.to_owned() };
    let value = if let Some(encoded) = rest.strip_prefix(':') {
        let bytes = STANDARD.decode(encoded.trim()).map_err(|error| format!("{name} is not base64: {error}"));
        // Binary attributes, such as identifiers, are of no use here.
        bytes.map(|bytes| String::from_utf8(bytes).unwrap_or_default())
    } else if rest.starts_with('<') {
        Err(format!("{name} refers to a file, which is not read"))
    } else {
        Ok(rest.trim_start_matches(' ').to_owned())
    };
    (name, value)
}

fn properties(entry: &[Line], topology: &Topology) -> Result<Option<Map<String, Value>>, String> {
    let mut properties = Map::new();
    let mut enabled = None;
    for (name, value) in entry {
        let value = value.as_ref().map_err(Clone::clone)?;
        if name.eq_ignore_ascii_case("changetype") && !value.eq_ignore_ascii_case("add") {
            return Err(format!("it is a change ({value}), not an entry"));
        }
        if name == "dn" {
            if let Some(first) = properties.insert("DistinguishedName".to_owned(), json!(value)) {
                let first = first.as_str().unwrap_or_default();
                return Err(format!("'{value}' follows '{first}' without an empty line between the entries"));
            }
        } else if name.eq_ignore_ascii_case("msRTCSIP-UserEnabled") {
            enabled = Some(truth(value).ok_or(format!("{name} '{value}' is neither TRUE nor FALSE"))?);
        } else if let Some((_, lync)) = NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)) {
            properties.entry(*lync).or_insert(json!(value));
        } else if name.to_ascii_lowercase().starts_with("msrtcsip-") {
            add(&mut properties, name, value);
        }
    }
    if !properties.contains_key("DistinguishedName") {
        return Err("it has no dn".to_owned());
    }
    let who = ["SipAddress", "UserPrincipalName"];
    if !who.iter().any(|name| properties.contains_key(*name)) {
        return Ok(None);
    }
    if let Some(server) = properties.get("HomeServer").and_then(Value::as_str) {
        let pool =
            pool_of(server, topology).ok_or(format!("no pool can be read from home server '{server}'"))?;
        properties.insert("RegistrarPool".to_owned(), json!(pool));
    }
    let homed = properties.contains_key("RegistrarPool");
    properties.insert("Enabled".to_owned(), json!(enabled.unwrap_or(homed)));
    Ok(Some(properties))
}

/// Attributes that occur more than once become lists.
fn add(properties: &mut Map<String, Value>, name: &str, value: &str) {
    match properties.get_mut(name) {
        None => {
            properties.insert(name.to_owned(), json!(value));
        }
        Some(Value::Array(values)) => values.push(json!(value)),
        Some(first) => *first = json!([first.clone(), value]),
    }
}

/// The pool of a home server's distinguished name: `CN=Lc Services,CN=Microsoft,CN=<pool>,CN=Pools,…`.
///
/// Lync writes site and number (`1:1`), which the topology resolves; earlier products the first label of
/// the pool's name, which the topology or else the name's own `DC=` parts complete (inferred).
fn pool_of(server: &str, topology: &Topology) -> Option<String> {
    let parts: Vec<(&str, &str)> = server.split(',').filter_map(|part| part.trim().split_once('=')).collect();
    let pools = parts.iter().position(|(_, value)| value.eq_ignore_ascii_case("Pools"))?;
    let (_, pool) = parts.get(pools.checked_sub(1)?)?;
    if let Some((site, number)) = pool.split_once(':') {
        let number: u32 = number.parse().ok()?;
        let found = topology.pools.iter().find(|pool| pool.site_id == site && pool.number == number);
        return found.map(|pool| pool.fqdn.clone());
    }
    let starts = |fqdn: &str| fqdn.split('.').next().is_some_and(|label| label.eq_ignore_ascii_case(pool));
    if pool.contains('.') {
        return Some((*pool).to_owned());
    }
    let known = topology.pools.iter().find(|one| starts(&one.fqdn)).map(|one| one.fqdn.clone());
    let suffix: Vec<&str> =
        parts.iter().filter(|(key, _)| key.eq_ignore_ascii_case("DC")).map(|(_, value)| *value).collect();
    known.or_else(|| (!suffix.is_empty()).then(|| format!("{pool}.{}", suffix.join("."))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::sample;

    const HOME: &str = "CN=LC Services,CN=Microsoft,CN=pool01,CN=Pools,CN=RTC Service,CN=Services,\
        CN=Configuration,DC=contoso,DC=net";

    #[test]
    fn entries_with_folds_comments_and_base64_are_read() {
        let text = format!(
            "version: 1\n# people\n#  folded comment\n  goes on\ndn: CN=Ken Myer,OU=Users,DC=contoso,\n DC=net\n\
             displayName:: S2VuIE3DvGxsZXI=\nmsRTCSIP-PrimaryUserAddress: sip:ken@contoso.com\n\
             msRTCSIP-PrimaryHomeServer: {HOME}\nmsRTCSIP-UserEnabled: TRUE\nobjectGUID:: /w==\n\
             msRTCSIP-UserPolicies: 0=1\nmsRTCSIP-UserPolicies: 1=2\n\
             \ndn: OU=Users,DC=contoso,DC=net\nou: Users\n"
        );
        assert!(looks_like_ldif(&text));
        let rows: Vec<_> = read_ldif(text, Topology::default()).collect();
        assert_eq!(rows.len(), 1);
        let row = rows.into_iter().next().unwrap().unwrap();
        assert_eq!(row.properties["msRTCSIP-UserPolicies"], json!(["0=1", "1=2"]));
        let user = row.user();
        assert_eq!(user.display_name.as_deref(), Some("Ken Müller"));
        assert_eq!(user.distinguished_name.as_deref(), Some("CN=Ken Myer,OU=Users,DC=contoso,DC=net"));
        assert_eq!(user.registrar_pool.as_deref(), Some("pool01.contoso.net"));
        assert!(user.enabled);
    }

    #[test]
    fn a_bad_entry_does_not_stop_the_others() {
        let text = "dn: CN=A\nuserPrincipalName:: %%\n\ndn: CN=B\nuserPrincipalName: b@x.com\n\
            \nuserPrincipalName: c@x.com\n\ndn: CN=D\nchangetype: delete\n";
        let rows: Vec<_> = read_ldif(text.to_owned(), Topology::default()).collect();
        let errors: Vec<String> =
            rows.iter().filter_map(|row| Some(row.as_ref().err()?.to_string())).collect();
        assert_eq!(errors.len(), 3);
        assert!(
            errors[0].starts_with("Row 1 (line 1, CN=A): userPrincipalName is not base64"),
            "{}",
            errors[0]
        );
        assert_eq!(errors[1], "Row 3 (line 7): it has no dn.");
        assert_eq!(errors[2], "Row 4 (line 9, CN=D): it is a change (delete), not an entry.");
        assert!(rows[1].is_ok());
    }

    #[test]
    fn pools_are_resolved_by_number_and_by_name() {
        let topology = sample::topology();
        let home = |pool: &str| HOME.replace("CN=pool01", &format!("CN={pool}"));
        assert_eq!(pool_of(&home("1:1"), &topology).as_deref(), Some("pool02.contoso.net"));
        assert_eq!(pool_of(&home("POOL02"), &topology).as_deref(), Some("pool02.contoso.net"));
        assert_eq!(pool_of(&home("other"), &topology).as_deref(), Some("other.contoso.net"));
        assert_eq!(pool_of(&home("9:9"), &topology), None);
        assert_eq!(pool_of("nonsense", &topology), None);
    }
}
