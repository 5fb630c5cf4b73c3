//! Where users are. Source: RFC 3261, 10.3.

use crate::federation::sip::{Destination, NameAddress, Protocol, Request, SipUri};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::Instant;

/// What a registration without its own wish lasts, the least it may ask for, and the most it gets, in
/// seconds.
const USUAL_EXPIRY: u32 = 3600;
const LEAST_EXPIRY: u32 = 5;
const LONGEST_EXPIRY: u32 = 86_400;
/// Most devices of a user.
const MOST_BINDINGS: usize = 16;
/// Places for each user beyond which those that are over are forgotten.
const MOST_PLACES_EACH: usize = 32;

/// A device of a user.
#[derive(Debug, Clone)]
pub(super) struct Binding {
    pub contact: SipUri,
    pub destination: Destination,
    until: Instant,
    call: String,
    number: u32,
}

/// How a REGISTER came.
pub(super) struct Came<'a> {
    pub source: SocketAddr,
    pub protocol: Protocol,
    /// The name that the peer's certificate proved.
    pub name: Option<&'a str>,
}

/// Why a REGISTER is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// With this status and reason.
    Status(u16, &'static str),
    /// It asks for less than the least.
    TooBrief(u32),
}

/// The devices of all users.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    users: HashMap<String, Vec<Binding>>,
    /// Where devices are, and until when.
    places: HashMap<SocketAddr, Instant>,
}

impl Bindings {
    /// Takes a REGISTER of a user.
    pub fn register(&mut self, user: &str, request: &Request, came: &Came<'_>) -> Result<(), Refused> {
        let headers = &request.headers;
        let number = headers.sequence().map_err(|_| Refused::Status(400, "CSeq is malformed"))?.number;
        let call = headers.get("Call-ID").unwrap_or_default();
        let all: Vec<&str> = headers.all("Contact").collect();
        if all.contains(&"*") {
            if all.len() > 1 || headers.seconds("Expires") != Some(0) {
                return Err(Refused::Status(400, "Contact * must be alone and expire at once"));
            }
            self.users.remove(user);
            return Ok(());
        }
        let mut bindings = self.of(user);
        for text in all {
            let contact =
                NameAddress::parse(text).map_err(|_| Refused::Status(400, "Contact is malformed"))?;
            let wanted = contact.parameters.get("expires").and_then(|text| text.parse().ok());
            let seconds: u32 = wanted.or_else(|| headers.seconds("Expires")).unwrap_or(USUAL_EXPIRY);
            if (1..LEAST_EXPIRY).contains(&seconds) {
                return Err(Refused::TooBrief(LEAST_EXPIRY));
            }
            let known = bindings.iter().position(|one| one.contact == contact.uri);
            let old = known.map(|index| bindings.remove(index));
            if old.is_some_and(|old| old.call == call && old.number >= number) {
                return Err(Refused::Status(500, "The registration is older than the one before"));
            }
            if seconds == 0 {
                continue;
            }
            // A device that names a host which means nothing here is reached the way it came.
            let usual = Destination { protocol: came.protocol, address: came.source, name: None };
            let mut destination = Destination::of_uri(&contact.uri, came.protocol).unwrap_or(usual);
            destination.name = came.name.map(str::to_owned);
            let until = Instant::now() + Duration::from_secs(u64::from(seconds.min(LONGEST_EXPIRY)));
            let (call, contact) = (call.to_owned(), contact.uri);
            bindings.push(Binding { contact, destination, until, call, number });
        }
        if bindings.len() > MOST_BINDINGS {
            return Err(Refused::Status(403, "The user has too many devices"));
        }
        for binding in &bindings {
            let until = self.places.entry(binding.destination.address).or_insert(binding.until);
            *until = binding.until.max(*until);
        }
        self.users.insert(user.to_owned(), bindings);
        if self.places.len() > MOST_PLACES_EACH * self.users.len().max(MOST_PLACES_EACH) {
            let now = Instant::now();
            self.places.retain(|_, until| *until > now);
        }
        Ok(())
    }

    /// The devices of a user that are registered now.
    pub fn of(&self, user: &str) -> Vec<Binding> {
        let now = Instant::now();
        let all = self.users.get(user).into_iter().flatten();
        all.filter(|binding| binding.until > now).cloned().collect()
    }

    /// Whether some device is at a place.
    pub fn is_device(&self, destination: &Destination) -> bool {
        self.places.get(&destination.address).is_some_and(|until| *until > Instant::now())
    }

    /// Forgets devices of a user whose time is over; when the next one's is.
    pub fn next_end(&mut self, user: &str) -> Option<Instant> {
        let left = self.of(user);
        let end = left.iter().map(|binding| binding.until).min();
        if left.is_empty() {
            self.users.remove(user);
        } else {
            self.users.insert(user.to_owned(), left);
        }
        end
    }
}

impl Binding {
    /// The `Contact` of the answer to a REGISTER.
    pub fn header(&self) -> String {
        let left = self.until.saturating_duration_since(Instant::now()).as_secs();
        format!("<{}>;expires={left}", self.contact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::Method;

    const CAME: Came<'static> = Came {
        source: SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 5070),
        protocol: Protocol::Udp,
        name: None,
    };

    fn register(contacts: &[&str], number: u32) -> Request {
        let uri = SipUri::new("ann", "a.example");
        let mut request = Request::new(Method::Register, uri.clone(), uri.clone(), uri);
        request.headers.set("Call-ID", "call");
        request.headers.set("CSeq", format!("{number} REGISTER"));
        contacts.iter().for_each(|contact| request.headers.push("Contact", contact));
        request
    }

    #[tokio::test(start_paused = true)]
    async fn devices_come_and_go() {
        let mut bindings = Bindings::default();
        let both = ["<sip:ann@127.0.0.1:1>;expires=60", "<sip:ann@127.0.0.1:2;transport=tcp>;expires=600"];
        bindings.register("ann", &register(&both, 1), &CAME).unwrap();
        assert_eq!(bindings.of("ann")[0].destination, Destination::udp("127.0.0.1:1".parse().unwrap()));
        assert_eq!(bindings.of("ann")[1].destination, Destination::tcp("127.0.0.1:2".parse().unwrap()));
        tokio::time::advance(Duration::from_secs(61)).await;
        assert_eq!(bindings.of("ann").len(), 1);
        assert!(bindings.next_end("ann").is_some());
        bindings
            .register("ann", &register(&["<sip:ann@127.0.0.1:2;transport=tcp>;expires=0"], 2), &CAME)
            .unwrap();
        assert!(bindings.of("ann").is_empty() && bindings.next_end("ann").is_none());
        bindings.register("ann", &register(&both, 3), &CAME).unwrap();
        let mut star = register(&["*"], 4);
        star.headers.push("Expires", "0");
        bindings.register("ann", &star, &CAME).unwrap();
        assert!(bindings.of("ann").is_empty());
    }

    #[tokio::test]
    async fn wrong_registrations_change_nothing() {
        let mut bindings = Bindings::default();
        bindings.register("ann", &register(&["<sip:ann@127.0.0.1:1>"], 5), &CAME).unwrap();
        for (contacts, number, status) in [
            (&["*", "<sip:ann@127.0.0.1:1>"][..], 6, 400),
            (&["nonsense"], 6, 400),
            (&["<sip:ann@127.0.0.1:1>"], 5, 500),
        ] {
            let refused = bindings.register("ann", &register(contacts, number), &CAME).unwrap_err();
            assert!(
                matches!(refused, Refused::Status(found, _) if found == status),
                "{contacts:?} {refused:?}"
            );
        }
        let brief = register(&["<sip:ann@127.0.0.1:9>;expires=1"], 6);
        assert_eq!(bindings.register("ann", &brief, &CAME), Err(Refused::TooBrief(5)));
        assert_eq!(bindings.of("ann").len(), 1);
        bindings.register("ann", &register(&["<sip:ann@host.example>"], 6), &CAME).unwrap();
        assert_eq!(bindings.of("ann")[1].destination.address, CAME.source);
    }
}
