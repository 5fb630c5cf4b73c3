//! Messages between a SIP user and a partner's user, and who carried them.

use super::partner::Partner;
use super::phone::Phone;
use super::running::Lab;
use super::{LabError, phone};
use crate::federation::xmpp::{Stanza, XmppPort, address};
use std::time::{Duration, Instant};

/// Between two looks at the counters.
const COUNTER_PAUSE: Duration = Duration::from_millis(2);
/// How long a message may take between programs, and until a person answers one.
const MESSAGE_LIMIT: Duration = Duration::from_secs(15);
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// Which gateway carried a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// That of the legacy deployment.
    Legacy,
    /// That of the new one.
    New,
}

/// A message that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    /// Who carried it.
    pub carrier: Carrier,
    /// How long it took; with a real partner, until the answer was there.
    pub time: Duration,
}

/// Counts of messages carried, by gateway.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carried {
    pub legacy: (u64, u64),
    pub new: (u64, u64),
}

/// Which way a message goes.
#[derive(Debug, Clone, Copy)]
enum Way {
    Out,
    In,
}

impl Lab {
    /// Sends a message from a SIP user to a partner's user and waits until it is there. A real partner's user
    /// has to answer it: that is how its arrival is known.
    pub async fn send_to_partner(&self, from: &str, to: &str, body: &str) -> Result<Crossing, LabError> {
        self.follow().await?;
        let before = self.carried().await;
        *self.before.lock().await = Some(before);
        let started = Instant::now();
        let mut phones = self.phones.lock().await;
        let phone = self.phone(&mut phones, from).await?;
        phone.forget();
        let sending = phone.send(to, body);
        match &self.partner {
            Partner::Own { port, .. } => {
                let mut port = port.lock().await;
                within(MESSAGE_LIMIT, there(&mut port, phone, body, sending)).await?;
            }
            Partner::Real => {
                sending.await?;
                within(ANSWER_LIMIT, answered(phone, to)).await?;
            }
        }
        let carrier = within(MESSAGE_LIMIT, self.carrier(before, Way::Out)).await?;
        Ok(Crossing { carrier, time: started.elapsed() })
    }

    /// Sends a message from a partner's user to a SIP user and waits until it is there. From a real partner's
    /// user it is the answer to the message before, or the next one.
    pub async fn receive_from_partner(&self, from: &str, to: &str, body: &str) -> Result<Crossing, LabError> {
        self.follow().await?;
        let mut before = self.carried().await;
        let started = Instant::now();
        let mut phones = self.phones.lock().await;
        let phone = self.phone(&mut phones, to).await?;
        match &self.partner {
            Partner::Own { port, .. } => {
                let mut port = port.lock().await;
                let jid = |text: &str| address::parse(text).map_err(|_| LabError::Address(text.to_owned()));
                let stanza = Stanza::chat(jid(from)?, jid(to)?, body).with_id("lab");
                let _ = port.sink.send(stanza).await;
                within(MESSAGE_LIMIT, here(&mut port, phone, body)).await?;
            }
            Partner::Real => {
                // The answer may have been counted while the message before was waited for.
                before = self.before.lock().await.take().unwrap_or(before);
                within(ANSWER_LIMIT, answered(phone, from)).await?;
                phone.forget();
            }
        }
        let carrier = within(MESSAGE_LIMIT, self.carrier(before, Way::In)).await?;
        Ok(Crossing { carrier, time: started.elapsed() })
    }

    /// Lets the lab's own partner take what arrives for it while something else sends.
    pub async fn while_taking<T>(&self, sending: impl Future<Output = T>) -> T {
        let Partner::Own { port, .. } = &self.partner else { return sending.await };
        let mut port = port.lock().await;
        tokio::pin!(sending);
        loop {
            tokio::select! {
                sent = &mut sending => return sent,
                stanza = port.incoming.recv() => if stanza.is_none() {
                    return sending.await;
                },
            }
        }
    }

    /// Whose counter moved; it follows the SIP answer, which may still be on its way when the text is there.
    async fn carrier(&self, before: Carried, way: Way) -> Result<Carrier, LabError> {
        let pick = |counts: (u64, u64)| match way {
            Way::Out => counts.0,
            Way::In => counts.1,
        };
        loop {
            let now = self.carried().await;
            if pick(now.new) > pick(before.new) {
                return Ok(Carrier::New);
            }
            if pick(now.legacy) > pick(before.legacy) {
                return Ok(Carrier::Legacy);
            }
            tokio::time::sleep(COUNTER_PAUSE).await;
        }
    }
}

/// Waits until the partner has the text and its sender the answer, or the reason why not.
async fn there(
    port: &mut XmppPort,
    phone: &mut Phone,
    body: &str,
    sending: impl Future<Output = Result<(), LabError>>,
) -> Result<(), LabError> {
    tokio::pin!(sending);
    let (mut answered, mut arrived) = (false, false);
    while !(answered && arrived) {
        tokio::select! {
            // The answer waits for the partner to take the text.
            sent = &mut sending, if !answered => {
                sent?;
                answered = true;
            }
            stanza = port.incoming.recv(), if !arrived => match stanza {
                Some(stanza) => arrived = stanza.body().as_deref() == Some(body),
                None => return Err(LabError::Message("the partner has stopped".to_owned())),
            },
            returned = phone.receive() => return Err(LabError::Message(returned?.body)),
        }
    }
    Ok(())
}

/// Waits until the SIP user has the text, or its sender the reason why not.
async fn here(port: &mut XmppPort, phone: &mut Phone, body: &str) -> Result<(), LabError> {
    loop {
        tokio::select! {
            received = phone.receive() => if received?.body == body {
                return Ok(());
            },
            stanza = port.incoming.recv() => if let Some(error) = stanza.and_then(|stanza| stanza.error()) {
                return Err(LabError::Message(error.to_string()));
            },
        }
    }
}

/// Waits for any text from a user, and leaves it there.
async fn answered(phone: &mut Phone, from: &str) -> Result<(), LabError> {
    let from = phone::uri(from)?.address_of_record();
    loop {
        let received = phone.receive().await?;
        if received.is_failure() {
            return Err(LabError::Message(received.body));
        }
        if received.from.address_of_record() == from {
            phone.put_back(received);
            return Ok(());
        }
    }
}

async fn within<T>(limit: Duration, work: impl Future<Output = Result<T, LabError>>) -> Result<T, LabError> {
    let late = |_| LabError::Message(format!("nothing arrived within {} s", limit.as_secs()));
    tokio::time::timeout(limit, work).await.map_err(late)?
}
