//! SIP and SIPS URIs and what surrounds them in headers: parameters and name-addresses.
//!
//! Owns their grammar (RFC 3261, 19.1 and 20.10) and percent coding. Refuses other schemes.

use std::fmt::{self, Write as _};

use super::error::SyntaxError;

/// `;name=value` lists of URIs, addresses and `Via`. Names compare without case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, Option<String>)>);

impl Parameters {
    /// Parses what follows the first `;` (which may be absent).
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let mut list = Vec::new();
        if text.is_empty() {
            return Ok(Self(list));
        }
        for part in split_outside_quotes(text, ';') {
            let part = part.trim();
            if part.is_empty() {
                continue;
            }
            let (name, value) = match part.split_once('=') {
                Some((name, value)) => (name.trim(), Some(value.trim().to_owned())),
                None => (part, None),
            };
            if name.is_empty() || !name.bytes().all(is_parameter_byte) {
                return Err(SyntaxError::malformed("parameter", part));
            }
            list.push((name.to_ascii_lowercase(), value));
        }
        Ok(Self(list))
    }

    /// The value of a parameter; a parameter without a value gives an empty text.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Some(found.1.as_deref().unwrap_or(""))
    }

    /// Sets or replaces a parameter.
    pub fn set(&mut self, name: &str, value: Option<&str>) {
        let value = value.map(str::to_owned);
        match self.0.iter_mut().find(|(own, _)| own.eq_ignore_ascii_case(name)) {
            Some(entry) => entry.1 = value,
            None => self.0.push((name.to_ascii_lowercase(), value)),
        }
    }

    /// Removes a parameter if it is there.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
    }
}

impl fmt::Display for Parameters {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            out.write_char(';')?;
            out.write_str(name)?;
            if let Some(value) = value {
                out.write_char('=')?;
                out.write_str(value)?;
            }
        }
        Ok(())
    }
}

fn is_parameter_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-.!%*_+`'~[]/:&$".contains(&byte)
}

/// A `sip:` or `sips:` URI. The user part is kept as written (percent-encoded), the host in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SipUri {
    /// `sips:`: TLS on every hop is demanded.
    pub secure: bool,
    /// The user part, percent-encoded, without password.
    pub user: Option<String>,
    /// Host name, IPv4 address, or IPv6 address in brackets.
    pub host: String,
    /// Port, when given.
    pub port: Option<u16>,
    /// URI parameters such as `transport` and `gr`.
    pub parameters: Parameters,
}

impl SipUri {
    /// A plain `sip:user@host`. `user` must already be percent-encoded.
    pub fn new(user: &str, host: &str) -> Self {
        let user = (!user.is_empty()).then(|| user.to_owned());
        let host = host.to_ascii_lowercase();
        Self { secure: false, user, host, port: None, parameters: Parameters::default() }
    }

    /// Parses a URI; `?headers` are dropped, a password is refused.
    ///
    /// Source: RFC 3261, 19.1.1 and 25.1.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let text = text.trim();
        let wrong = || SyntaxError::malformed("URI", text);
        let (scheme, rest) = text.split_once(':').ok_or_else(wrong)?;
        let secure = scheme.eq_ignore_ascii_case("sips");
        if !secure && !scheme.eq_ignore_ascii_case("sip") {
            let is_scheme = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
            return Err(match is_scheme {
                true => SyntaxError::Scheme {
                    scheme: scheme.chars().take(40).collect::<String>().to_ascii_lowercase(),
                },
                false => wrong(),
            });
        }
        let rest = rest.split_once('?').map_or(rest, |(before, _)| before);
        let (user, rest) = match rest.rfind('@') {
            Some(at) => {
                let (user, host) = rest.split_at(at);
                (Some(checked_user(user).ok_or_else(wrong)?), host.get(1..).unwrap_or(""))
            }
            None => (None, rest),
        };
        let (authority, parameters) = rest.split_once(';').unwrap_or((rest, ""));
        let (host, port) = split_host_port(authority).ok_or_else(wrong)?;
        Ok(Self { secure, user, host, port, parameters: Parameters::parse(parameters)? })
    }

    /// The user part with percent codes decoded, or `None` if there is none or it is not UTF-8.
    pub fn decoded_user(&self) -> Option<String> {
        self.user.as_deref().and_then(percent_decode)
    }

    /// `user@host` in lower case, decoded: what users are looked up by.
    pub fn address_of_record(&self) -> Option<String> {
        let user = self.decoded_user()?.to_lowercase();
        Some(format!("{user}@{}", self.host))
    }

    /// The URI without parameters and port, as it stands in From and To.
    pub fn bare(&self) -> Self {
        Self { port: None, parameters: Parameters::default(), ..self.clone() }
    }
}

impl fmt::Display for SipUri {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.secure { "sips:" } else { "sip:" })?;
        if let Some(user) = &self.user {
            out.write_str(user)?;
            out.write_char('@')?;
        }
        out.write_str(&self.host)?;
        if let Some(port) = self.port {
            write!(out, ":{port}")?;
        }
        self.parameters.fmt(out)
    }
}

fn checked_user(user: &str) -> Option<String> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()&=+$,;?/%#".contains(&byte);
    let good = !user.is_empty() && user.bytes().all(allowed);
    good.then(|| user.to_owned())
}

/// Splits `host[:port]`, with IPv6 in brackets; `None` when either part is impossible.
pub fn split_host_port(text: &str) -> Option<(String, Option<u16>)> {
    let text = text.trim();
    let (host, port) = if let Some(rest) = text.strip_prefix('[') {
        let (address, after) = rest.split_once(']')?;
        address.parse::<std::net::Ipv6Addr>().ok()?;
        (format!("[{address}]"), after.strip_prefix(':'))
    } else {
        let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
        let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.' || byte == b'_';
        if host.is_empty() || host.len() > 253 || !host.bytes().all(good) {
            return None;
        }
        (host.to_ascii_lowercase(), port)
    };
    let port = match port {
        Some(digits) => Some(digits.trim().parse::<u16>().ok()?),
        None => None,
    };
    Some((host, port))
}

/// Decodes `%xx`; a stray percent sign stays. `None` when the result is not UTF-8.
pub fn percent_decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let Some((&first, rest)) = bytes.split_first() {
        let code = (first == b'%').then(|| rest.get(..2)).flatten();
        let value = code.and_then(|pair| std::str::from_utf8(pair).ok());
        match value.filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            Some(pair) => {
                out.push(u8::from_str_radix(pair, 16).ok()?);
                bytes = rest.get(2..).unwrap_or(&[]);
            }
            None => {
                out.push(first);
                bytes = rest;
            }
        }
    }
    String::from_utf8(out).ok()
}

/// An address of `From`, `To`, `Contact`, `Route`: display name, URI, header parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameAddress {
    /// Display name without quotes.
    pub display: Option<String>,
    /// The URI.
    pub uri: SipUri,
    /// Header parameters such as `tag` and `expires`.
    pub parameters: Parameters,
}

impl NameAddress {
    /// An address without display name and parameters.
    pub fn new(uri: SipUri) -> Self {
        Self { display: None, uri, parameters: Parameters::default() }
    }

    /// The same address with a tag.
    pub fn with_tag(mut self, tag: &str) -> Self {
        self.parameters.set("tag", Some(tag));
        self
    }

    /// The dialog tag, if any.
    pub fn tag(&self) -> Option<&str> {
        self.parameters.get("tag").filter(|tag| !tag.is_empty())
    }

    /// Parses both forms; without brackets the parameters belong to the header (RFC 3261, 20.10).
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let text = text.trim();
        let wrong = || SyntaxError::malformed("address", text);
        let bracket = find_outside_quotes(text, '<');
        let Some(open) = bracket else {
            let (uri, parameters) = text.split_once(';').unwrap_or((text, ""));
            let uri = SipUri::parse(uri)?;
            return Ok(Self { display: None, uri, parameters: Parameters::parse(parameters)? });
        };
        let (before, rest) = text.split_at(open);
        let (uri, after) = rest.get(1..).unwrap_or("").split_once('>').ok_or_else(wrong)?;
        let after = after.trim();
        if !after.is_empty() && !after.starts_with(';') {
            return Err(wrong());
        }
        let display = unquote(before.trim());
        let display = (!display.is_empty()).then_some(display);
        Ok(Self { display, uri: SipUri::parse(uri)?, parameters: Parameters::parse(after)? })
    }
}

impl fmt::Display for NameAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(display) = &self.display {
            let escaped = display.replace('\\', "\\\\").replace('"', "\\\"");
            write!(out, "\"{escaped}\" ")?;
        }
        out.write_char('<')?;
        self.uri.fmt(out)?;
        out.write_char('>')?;
        self.parameters.fmt(out)
    }
}

fn unquote(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => out.extend(characters.next()),
            other => out.push(other),
        }
    }
    out
}

fn find_outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (position, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            found if found == wanted && !quoted => return Some(position),
            _ => {}
        }
    }
    None
}

/// Splits at a separator, of ASCII, that stands neither in quotes nor in angle brackets.
pub fn split_outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest.take()?;
        match separator_outside_quotes(whole, separator) {
            Some((part, after)) => {
                rest = Some(after);
                Some(part)
            }
            None => Some(whole),
        }
    })
}

/// What stands before the first separator, and what behind it.
fn separator_outside_quotes(text: &str, separator: char) -> Option<(&str, &str)> {
    let (mut quoted, mut escaped, mut bracketed) = (false, false, false);
    // Bytes will do: what is looked for is ASCII, which is no part of another character in UTF-8.
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'<' if !quoted => bracketed = true,
            b'>' if !quoted => bracketed = false,
            found if char::from(found) == separator && !quoted && !bracketed => {
                return Some((text.get(..position)?, text.get(position + 1..)?));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_survives_the_round_trip() {
        for text in [
            "sip:alice@contoso.com",
            "sips:alice@contoso.com:5061;transport=tls",
            "sip:f%C3%BC@sip.example;gr=home",
            "sip:[::1]:5060",
            "sip:127.0.0.1:5060;lr",
        ] {
            let uri = SipUri::parse(text).unwrap();
            assert_eq!(uri.to_string(), text);
        }
    }

    #[test]
    fn impossible_uris_are_refused() {
        for text in
            ["", "sip:", "sip:@host", "sip:a b@host", "sip:a@ho st", "sip:a@host:99999", "sip:a@[::1", "a@b"]
        {
            assert!(SipUri::parse(text).is_err(), "{text}");
        }
        assert_eq!(SipUri::parse("tel:+1234").unwrap_err().status(), 416);
    }

    #[test]
    fn the_address_of_record_is_decoded_and_lower_case() {
        let uri = SipUri::parse("sip:F%C3%BC@SIP.Example;gr=x").unwrap();
        assert_eq!(uri.address_of_record().unwrap(), "fü@sip.example");
    }

    #[test]
    fn parameters_without_brackets_belong_to_the_header() {
        let address = NameAddress::parse("sip:alice@contoso.com;tag=88").unwrap();
        assert_eq!(address.tag(), Some("88"));
        assert_eq!(address.uri.to_string(), "sip:alice@contoso.com");
        let address = NameAddress::parse("\"A. <b>; \\\"C\\\"\" <sip:a@b;gr=1>;tag=2").unwrap();
        assert_eq!(address.display.as_deref(), Some("A. <b>; \"C\""));
        assert_eq!(address.uri.parameters.get("gr"), Some("1"));
        assert_eq!(NameAddress::parse(&address.to_string()).unwrap(), address);
    }

    #[test]
    fn stray_percent_signs_stay() {
        assert_eq!(percent_decode("100%").unwrap(), "100%");
        assert_eq!(percent_decode("%zz%41").unwrap(), "%zzA");
        assert_eq!(percent_decode("%ff"), None);
    }
}
