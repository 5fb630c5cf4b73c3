//! Zones at their primary name server, which a command may change.

use super::name_servers;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Engine;
use crate::federation::dns::TsigKey;
use std::net::SocketAddr;

/// Where zones are changed, which ones, and with what key.
#[derive(Clone)]
pub struct Zones {
    /// Their primary name server.
    pub server: SocketAddr,
    /// The key that signs, if any.
    pub key: Option<TsigKey>,
    names: Vec<String>,
}

impl Zones {
    /// As `-Server`, `-ZoneName` and `-KeyFile` say. Errors: no address, or no key in the file.
    pub fn read(
        engine: &Engine,
        server: &str,
        names: &[String],
        key_file: Option<&str>,
    ) -> Result<Zones, Refusal> {
        let found = name_servers(&[server.to_owned()])?.into_iter().next();
        let server = found
            .ok_or_else(|| Refusal::Invalid(format!("'{server}' is not the address of a name server.")))?;
        let names = names.iter().map(|zone| zone.trim_matches('.').to_lowercase()).collect();
        Ok(Zones { server, key: key_file.map(|file| key(engine, file)).transpose()?, names })
    }

    /// The zone of a name among those that may be changed.
    pub fn of(&self, name: &str) -> Option<String> {
        longest(self.names.iter(), name).cloned()
    }
}

/// The longest of these zones that a name is in.
pub fn longest<'a>(zones: impl Iterator<Item = &'a String>, name: &str) -> Option<&'a String> {
    let name = name.to_lowercase();
    let inside = |zone: &&String| {
        let zone = zone.to_lowercase();
        name == zone || name.ends_with(&format!(".{zone}"))
    };
    zones.filter(inside).max_by_key(|zone| zone.len())
}

fn key(engine: &Engine, file: &str) -> Result<TsigKey, Refusal> {
    let text = std::fs::read_to_string(engine.resolve_path(file))
        .map_err(|error| Refusal::Invalid(format!("The key file '{file}' cannot be read: {error}.")))?;
    TsigKey::parse(&text).map_err(|error| Refusal::Invalid(format!("{file}: {error}.")))
}

#[cfg(test)]
mod tests {
    use super::longest;

    #[test]
    fn the_longest_zone_wins() {
        let zones = ["contoso.com", "im.contoso.com", "so.com"].map(str::to_owned);
        let of = |name: &str| longest(zones.iter(), name).map(String::as_str);
        assert_eq!(of("_x.IM.contoso.com"), Some("im.contoso.com"));
        assert_eq!(of("contoso.com"), Some("contoso.com"));
        assert_eq!(of("a.contoso.com"), Some("contoso.com"));
        assert_eq!(of("contoso.net"), None);
    }
}
