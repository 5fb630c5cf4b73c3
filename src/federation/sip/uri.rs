//! SIP and SIPS URIs and what surrounds them in headers: parameters and name-addresses.
//!
//! Owns their grammar (RFC 3261, 19.1 and 20.10) and percent coding. Refuses other schemes.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::error::SyntaxError;
pub use super::parameters::Parameters;
use super::parameters::{self, value_in};
use super::scan::{Bytes, find_outside_quotes, split_at_byte};
use memchr::memchr;

/// What a user part may hold. Source: RFC 3261, 25.1.
static USER: Bytes = Bytes::alphanumeric_and(b"-_.!~*'()&=+$,;?/%#");
/// What a host name may hold.
static HOST: Bytes = Bytes::alphanumeric_and(b"-._");

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
        UriText::read(text)?.build()
    }

    /// The user part with percent codes decoded, or `None` if there is none or it is not UTF-8.
    pub fn decoded_user(&self) -> Option<Cow<'_, str>> {
        self.user.as_deref().and_then(percent_decode)
    }

    /// `user@host` in lower case, decoded: what users are looked up by.
    pub fn address_of_record(&self) -> Option<String> {
        Party { user: self.user.as_deref(), host: &self.host }.address_of_record()
    }

    /// The URI without parameters and port, as it stands in From and To.
    pub fn bare(&self) -> Self {
        Self { port: None, parameters: Parameters::default(), ..self.clone() }
    }
}

impl SipUri {
    /// Appends it without parameters and port. Errors: those of what it is written to; a text has none.
    fn write_bare(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str(if self.secure { "sips:" } else { "sip:" })?;
        if let Some(user) = &self.user {
            out.write_str(user)?;
            out.write_char('@')?;
        }
        out.write_str(&self.host)
    }

    /// Appends it as it is written. Errors: the same.
    fn write(&self, out: &mut impl fmt::Write) -> fmt::Result {
        self.write_bare(out)?;
        if let Some(port) = self.port {
            write!(out, ":{port}")?;
        }
        out.write_str(self.parameters.as_str())
    }

    /// Appends it to a text without parameters and port, as [`SipUri::bare`] is written.
    pub fn append_bare_to(&self, text: &mut String) {
        // To write to a text cannot fail.
        let _ = self.write_bare(text);
    }

    /// Appends it to a text: the short way for what is written for every message.
    pub(super) fn append_to(&self, text: &mut String) {
        // To write to a text cannot fail.
        let _ = self.write(text);
    }
}

impl fmt::Display for SipUri {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out)
    }
}

/// The pieces of a URI as they stand in a text.
#[derive(Debug, Clone, Copy)]
struct UriText<'a> {
    secure: bool,
    user: Option<&'a str>,
    host: &'a str,
    port: Option<u16>,
    parameters: &'a str,
}

impl<'a> UriText<'a> {
    /// Finds them, and checks all but the parameters.
    fn read(text: &'a str) -> Result<UriText<'a>, SyntaxError> {
        let text = text.trim_ascii();
        let wrong = || SyntaxError::malformed("URI", text);
        let (scheme, rest) = split_at_byte(text, b':').ok_or_else(wrong)?;
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
        let (user, authority, parameters) = UriText::split(rest);
        if user.is_some_and(|user| user.is_empty() || !USER.are_all_of(user)) {
            return Err(wrong());
        }
        let (host, port) = host_and_port(authority).ok_or_else(wrong)?;
        Ok(UriText { secure, user, host, port, parameters })
    }

    /// User, host with port, and parameters of what stands behind the scheme: the last `@` ends the user, in which
    /// semicolons may stand, and headers begin at the first question mark.
    fn split(rest: &str) -> (Option<&str>, &str, &str) {
        let (mut at, mut semicolon, mut end) = (None, None, rest.len());
        for (place, byte) in rest.bytes().enumerate() {
            match byte {
                b'@' => (at, semicolon) = (Some(place), None),
                b';' if semicolon.is_none() => semicolon = Some(place),
                b'?' => {
                    end = place;
                    break;
                }
                _ => {}
            }
        }
        let user = at.and_then(|at| rest.get(..at));
        let authority = rest.get(at.map_or(0, |at| at + 1)..semicolon.unwrap_or(end));
        let parameters = semicolon.and_then(|semicolon| rest.get(semicolon + 1..end));
        (user, authority.unwrap_or_default(), parameters.unwrap_or_default())
    }

    fn build(self) -> Result<SipUri, SyntaxError> {
        let UriText { secure, user, host, port, parameters } = self;
        let parameters = Parameters::parse(parameters)?;
        Ok(SipUri {
            secure,
            user: user.map(str::to_owned),
            host: host.to_ascii_lowercase(),
            port,
            parameters,
        })
    }
}

/// Splits `host[:port]`, with IPv6 in brackets, which stay; `None` when either part is impossible.
pub(super) fn host_and_port(text: &str) -> Option<(&str, Option<u16>)> {
    let text = text.trim_ascii();
    let (host, port) = if text.starts_with('[') {
        let (address, _) = split_at_byte(text.get(1..)?, b']')?;
        address.parse::<std::net::Ipv6Addr>().ok()?;
        let (host, after) = text.split_at_checked(address.len() + 2)?;
        (host, after.strip_prefix(':'))
    } else {
        let (host, port) = split_at_byte(text, b':').map_or((text, None), |(host, port)| (host, Some(port)));
        if host.is_empty() || host.len() > 253 || !HOST.are_all_of(host) {
            return None;
        }
        (host, port)
    };
    let port = match port {
        Some(digits) => Some(digits.trim_ascii().parse::<u16>().ok()?),
        None => None,
    };
    Some((host, port))
}

/// Decodes `%xx`; a stray percent sign stays. `None` when the result is not UTF-8.
pub fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    if memchr(b'%', text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
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
    String::from_utf8(out).ok().map(Cow::Owned)
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
        AddressText::read(text)?.build()
    }
}

/// Whom an address names, as it stands in a header.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    user: Option<&'a str>,
    /// Host name or address.
    pub host: &'a str,
}

impl Party<'_> {
    /// The user part with percent codes decoded, or `None` if there is none or it is not UTF-8.
    pub fn decoded_user(&self) -> Option<Cow<'_, str>> {
        percent_decode(self.user?)
    }

    /// `user@host` in lower case, decoded: what users are looked up by.
    pub fn address_of_record(&self) -> Option<String> {
        let user = self.decoded_user()?;
        let mut address = String::with_capacity(user.len() + 1 + self.host.len());
        match user.is_ascii() {
            true => address.push_str(&user),
            false => address.push_str(&user.to_lowercase()),
        }
        address.push('@');
        address.push_str(self.host);
        address.make_ascii_lowercase();
        Some(address)
    }
}

/// The pieces of an address as they stand in a header.
pub(super) struct AddressText<'a> {
    display: &'a str,
    uri: UriText<'a>,
    parameters: &'a str,
}

impl<'a> AddressText<'a> {
    /// Finds display name, URI and parameters, and checks none of them.
    fn split(text: &'a str) -> Result<[&'a str; 3], SyntaxError> {
        let text = text.trim_ascii();
        let wrong = || SyntaxError::malformed("address", text);
        let Some(open) = find_outside_quotes(text, b'<') else {
            let (uri, parameters) = split_at_byte(text, b';').unwrap_or((text, ""));
            return Ok(["", uri, parameters]);
        };
        let (before, rest) = text.split_at(open);
        let (uri, after) = split_at_byte(rest.get(1..).unwrap_or(""), b'>').ok_or_else(wrong)?;
        let after = after.trim_ascii();
        if !after.is_empty() && !after.starts_with(';') {
            return Err(wrong());
        }
        Ok([before.trim_ascii(), uri, after])
    }

    /// Finds them, and checks all but the parameters.
    fn read(text: &'a str) -> Result<AddressText<'a>, SyntaxError> {
        let [display, uri, parameters] = AddressText::split(text)?;
        Ok(AddressText { display, uri: UriText::read(uri)?, parameters })
    }

    /// Finds them, and checks all of them.
    fn read_all(text: &'a str) -> Result<AddressText<'a>, SyntaxError> {
        let address = AddressText::read(text)?;
        parameters::check(address.uri.parameters)?;
        parameters::check(address.parameters)?;
        Ok(address)
    }

    /// Whether an address can be read, as [`NameAddress::parse`] would, but nothing of it is kept.
    pub fn check(text: &str) -> Result<(), SyntaxError> {
        AddressText::read_all(text).map(drop)
    }

    /// Whether an address can be read and has no tag.
    pub fn wants_tag(text: &str) -> bool {
        AddressText::read_all(text)
            .is_ok_and(|address| value_in(address.parameters, "tag").is_none_or(str::is_empty))
    }

    /// Whom an address names; none where it cannot be read.
    pub fn party(text: &'a str) -> Option<Party<'a>> {
        let uri = AddressText::read(text).ok()?.uri;
        Some(Party { user: uri.user, host: uri.host })
    }

    /// The tag of an address, of whatever scheme; none where it has none or cannot be read.
    pub fn tag(text: &'a str) -> Option<&'a str> {
        let [_, _, parameters] = AddressText::split(text).ok()?;
        value_in(parameters, "tag").filter(|tag| !tag.is_empty())
    }

    fn build(self) -> Result<NameAddress, SyntaxError> {
        let display = unquote(self.display);
        let display = (!display.is_empty()).then_some(display);
        let uri = self.uri.build()?;
        Ok(NameAddress { display, uri, parameters: Parameters::parse(self.parameters)? })
    }
}

impl fmt::Display for NameAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(display) = &self.display {
            let escaped = display.replace('\\', "\\\\").replace('"', "\\\"");
            write!(out, "\"{escaped}\" ")?;
        }
        out.write_char('<')?;
        self.uri.write(out)?;
        out.write_char('>')?;
        out.write_str(self.parameters.as_str())
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
    fn user_host_and_parameters_are_told_apart() {
        let uri = SipUri::parse("sip:a;b=c@d@host:5070;LR;x=1?Subject=y@z;w").unwrap_err();
        assert_eq!(uri.status(), 400, "no user has an at sign");
        let uri = SipUri::parse("sip:a;b=c@Host:5070;LR;x=1?Subject=y@z;w").unwrap();
        assert_eq!((uri.user.as_deref(), uri.host.as_str(), uri.port), (Some("a;b=c"), "host", Some(5070)));
        assert_eq!(uri.parameters.to_string(), ";lr;x=1");
        let uri = SipUri::parse("sip:host?a@b;c").unwrap();
        assert_eq!((uri.user.as_deref(), uri.host.as_str(), uri.parameters.as_str()), (None, "host", ""));
        assert!(SipUri::parse("sip:?a@b").is_err() && SipUri::parse("sip:a@;lr").is_err());
        let party = AddressText::party("\"A\" <sip:F%C3%9C@SIP.Example;gr=x>;tag=1").unwrap();
        assert_eq!(party.address_of_record().as_deref(), Some("fü@sip.example"));
        assert!(AddressText::party("<sip:b.example>").unwrap().address_of_record().is_none());
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
