//! Changing a zone at its primary server. Source: RFC 2136; signed by RFC 8945.

use super::tsig::TsigKey;
use super::zone::{ZoneError, ZoneRecord, absolute};
use hickory_proto::op::{Message, OpCode, Query, ResponseCode, UpdateMessage};
use hickory_proto::rr::{DNSClass, Name, Record, RecordType, TSigVerifier};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// For the whole exchange with the server.
const LIMIT: Duration = Duration::from_secs(10);

/// Why a zone was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpdateError {
    /// A record that is none.
    #[error(transparent)]
    Record(#[from] ZoneError),
    /// No connection, or it broke.
    #[error("the name server {server} cannot be reached: {reason}")]
    Unreachable {
        /// Which.
        server: SocketAddr,
        /// What the system said.
        reason: String,
    },
    /// Too slow.
    #[error("the name server {server} did not answer within {} s", LIMIT.as_secs())]
    TimedOut {
        /// Which.
        server: SocketAddr,
    },
    /// The answer is no answer to this update, or not signed by the key.
    #[error("the answer of the name server cannot be trusted: {0}")]
    Answer(String),
    /// The server said no.
    #[error("the name server refused the change of {zone}: {code}")]
    Refused {
        /// The zone.
        zone: String,
        /// Its response code.
        code: String,
    },
}

/// An update that was signed and waits for its answer.
pub struct PendingUpdate {
    zone: String,
    id: u16,
    verifier: Option<TSigVerifier>,
}

impl PendingUpdate {
    /// Prepares to replace the records of each name and type that occurs by those given, all or none of them.
    /// Gives the message to send, too. Errors: a record that is none, or outside the zone.
    pub fn replacing(
        zone: &str,
        records: &[ZoneRecord],
        key: Option<&TsigKey>,
    ) -> Result<(PendingUpdate, Vec<u8>), UpdateError> {
        PendingUpdate::new(zone, records, records, key)
    }

    /// Prepares to remove all records of each name and type that occurs. Errors: as [`PendingUpdate::replacing`].
    pub fn removing(
        zone: &str,
        records: &[ZoneRecord],
        key: Option<&TsigKey>,
    ) -> Result<(PendingUpdate, Vec<u8>), UpdateError> {
        PendingUpdate::new(zone, records, &[], key)
    }

    fn new(
        zone: &str,
        removed: &[ZoneRecord],
        added: &[ZoneRecord],
        key: Option<&TsigKey>,
    ) -> Result<(PendingUpdate, Vec<u8>), UpdateError> {
        let origin = absolute(zone)?;
        let mut message = Message::query();
        message.metadata.op_code = OpCode::Update;
        message.metadata.recursion_desired = false;
        let mut question = Query::new();
        question.set_name(origin.clone()).set_query_class(DNSClass::IN).set_query_type(RecordType::SOA);
        message.add_zone(question);
        for (owner, kind) in sets(zone, &origin, removed)? {
            let mut removal = Record::update0(owner, 0, kind);
            removal.dns_class = DNSClass::ANY;
            message.add_update(removal.into_record_of_rdata());
        }
        for record in added {
            message.add_update(record.to_record()?);
        }
        let unusable = |error: hickory_proto::ProtoError| UpdateError::Answer(error.to_string());
        let now = u64::try_from(chrono::Utc::now().timestamp()).unwrap_or_default();
        let verifier = match key {
            Some(key) => message.finalize(&key.signer, now).map_err(unusable)?,
            None => None,
        };
        let bytes = message.to_vec().map_err(unusable)?;
        Ok((PendingUpdate { zone: zone.to_owned(), id: message.metadata.id, verifier }, bytes))
    }

    /// Takes the answer. Errors: the server refused, or nobody who knows the key has signed it.
    pub fn answer(mut self, bytes: &[u8]) -> Result<(), UpdateError> {
        let message = Message::from_vec(bytes).map_err(|error| UpdateError::Answer(error.to_string()))?;
        if message.metadata.id != self.id || message.metadata.op_code != OpCode::Update {
            return Err(UpdateError::Answer("it answers something else".to_owned()));
        }
        let code = message.metadata.response_code;
        let refused = UpdateError::Refused { zone: self.zone, code: named(code) };
        match &mut self.verifier {
            // A server that does not accept the key cannot sign with it. Source: RFC 8945, 5.2.
            _ if code != ResponseCode::NoError => Err(refused),
            Some(verifier) => {
                let verified = verifier.verify(bytes);
                verified.map(drop).map_err(|error| UpdateError::Answer(error.to_string()))
            }
            None => Ok(()),
        }
    }
}

/// Each name and type that occurs.
fn sets(
    zone: &str,
    origin: &Name,
    records: &[ZoneRecord],
) -> Result<BTreeSet<(Name, RecordType)>, UpdateError> {
    let mut sets = BTreeSet::new();
    for text in records {
        let record = text.to_record()?;
        if !origin.zone_of(&record.name) {
            let (owner, record_type) = (text.owner.clone(), text.record_type.clone());
            return Err(ZoneError::NotInZone { owner, record_type, zone: zone.to_owned() }.into());
        }
        sets.insert((record.name.clone(), record.record_type()));
    }
    Ok(sets)
}

/// A response code as RFC 2136 and RFC 8945 name it, with what it means for an administrator.
fn named(code: ResponseCode) -> String {
    match code {
        ResponseCode::Refused => {
            "REFUSED (its policy does not let this key, or nobody without one, change it)"
        }
        ResponseCode::NotAuth => "NOTAUTH (the key is not the one it knows, or it is not the zone's primary)",
        ResponseCode::NotZone => "NOTZONE (a record is outside the zone)",
        ResponseCode::ServFail => "SERVFAIL (it cannot write the zone)",
        other => return other.to_str().to_owned(),
    }
    .to_owned()
}

/// Replaces the records of each name and type that occurs by those given, all or none of them.
pub async fn update(
    server: SocketAddr,
    key: Option<&TsigKey>,
    zone: &str,
    records: &[ZoneRecord],
) -> Result<(), UpdateError> {
    settle(server, PendingUpdate::replacing(zone, records, key)?).await
}

/// Removes all records of each name and type that occurs.
pub async fn remove(
    server: SocketAddr,
    key: Option<&TsigKey>,
    zone: &str,
    records: &[ZoneRecord],
) -> Result<(), UpdateError> {
    settle(server, PendingUpdate::removing(zone, records, key)?).await
}

async fn settle(server: SocketAddr, (pending, message): (PendingUpdate, Vec<u8>)) -> Result<(), UpdateError> {
    let exchange = timeout(LIMIT, exchange(server, &message)).await;
    let unreachable = |error: std::io::Error| UpdateError::Unreachable { server, reason: error.to_string() };
    let answer = exchange.map_err(|_| UpdateError::TimedOut { server })?.map_err(unreachable)?;
    pending.answer(&answer)
}

/// Over TCP, where an update of any size fits. Source: RFC 1035, 4.2.2.
async fn exchange(server: SocketAddr, message: &[u8]) -> std::io::Result<Vec<u8>> {
    let too_long = |_| std::io::Error::other("the update is too long");
    let mut framed = u16::try_from(message.len()).map_err(too_long)?.to_be_bytes().to_vec();
    framed.extend_from_slice(message);
    let mut tcp = TcpStream::connect(server).await?;
    tcp.write_all(&framed).await?;
    let length = tcp.read_u16().await?;
    let mut answer = vec![0; usize::from(length)];
    tcp.read_exact(&mut answer).await?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> Vec<ZoneRecord> {
        vec![
            ZoneRecord::new("_xmpp-server._tcp.contoso.com", "SRV", "0 0 5269 sip.contoso.com"),
            ZoneRecord::new("sip.contoso.com", "A", "192.0.2.1"),
        ]
    }

    #[test]
    fn a_set_is_removed_before_its_records_are_added() {
        let (_, bytes) = PendingUpdate::replacing("contoso.com", &records(), None).unwrap();
        let message = Message::from_vec(&bytes).unwrap();
        let updates = message.updates();
        assert_eq!(updates.len(), 4);
        assert!(updates[..2].iter().all(|removal| removal.dns_class == DNSClass::ANY && removal.ttl == 0));
        assert!(updates[2..].iter().all(|addition| addition.dns_class == DNSClass::IN));
    }

    #[test]
    fn what_is_removed_is_not_added() {
        let (_, bytes) = PendingUpdate::removing("contoso.com", &records(), None).unwrap();
        let message = Message::from_vec(&bytes).unwrap();
        assert_eq!(message.updates().len(), 2);
        assert!(message.updates().iter().all(|removal| removal.dns_class == DNSClass::ANY));
    }

    #[test]
    fn records_of_other_zones_are_refused_here() {
        let error = PendingUpdate::replacing("fabrikam.com", &records(), None).err().unwrap();
        assert!(error.to_string().contains("cannot be in zone fabrikam.com"), "{error}");
    }

    #[test]
    fn an_answer_must_be_signed_when_the_question_was() {
        let key = TsigKey::new("k", "hmac-sha256", "c2VjcmV0").unwrap();
        let (pending, bytes) = PendingUpdate::replacing("contoso.com", &records(), Some(&key)).unwrap();
        let question = Message::from_vec(&bytes).unwrap();
        let mut answer = Message::response(question.metadata.id, OpCode::Update);
        answer.metadata.response_code = ResponseCode::NoError;
        let error = pending.answer(&answer.to_vec().unwrap()).unwrap_err();
        assert!(matches!(error, UpdateError::Answer(_)), "{error}");
    }
}
