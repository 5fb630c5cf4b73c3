//! What became of many messages that are sent one after the other: those of a SIP user and those of a partner's user.

#![allow(dead_code, reason = "no test uses all of it")]

use super::deployment::{PARTNER, Phone, USER};
use fedsh::federation::sip::{Incoming, Method};
use fedsh::federation::xmpp::{Stanza, XmppPort, address, namespace};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// What became of the messages of one direction.
#[derive(Debug, Default)]
pub struct Ledger {
    pub sent: HashSet<String>,
    pub arrived: HashMap<String, usize>,
    pub failed: HashSet<String>,
    /// Reports that do not say of which message they are.
    pub reported: usize,
    /// What came twice, and said so.
    pub marked: usize,
    /// What came twice and did not.
    pub unmarked: Vec<String>,
}

pub type Shared = Arc<Mutex<Ledger>>;

impl Ledger {
    pub fn arrived(&mut self, text: &str, marked: bool) {
        let times = self.arrived.entry(text.to_owned()).or_default();
        *times += 1;
        match (*times, marked) {
            (1, _) => {}
            (_, true) => self.marked += 1,
            (_, false) => self.unmarked.push(text.to_owned()),
        }
    }

    /// Messages of which nothing is known.
    pub fn open(&self) -> Vec<&String> {
        self.sent.iter().filter(|id| !self.arrived.contains_key(*id) && !self.failed.contains(*id)).collect()
    }

    pub fn is_settled(&self) -> bool {
        self.open().len() <= self.reported
    }

    /// Whether something was lost without a sign, or came twice without a mark.
    pub fn is_wrong(&self) -> bool {
        !self.is_settled() || !self.unmarked.is_empty()
    }
}

impl std::fmt::Display for Ledger {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sent, arrived, failed) = (self.sent.len(), self.arrived.len(), self.failed.len());
        write!(out, "{sent} sent, {arrived} arrived, {failed} failed, {} reported, ", self.reported)?;
        write!(out, "{} came twice and were marked; unmarked: {:?}, ", self.marked, self.unmarked)?;
        write!(out, "of unknown fate: {:?}", self.open())
    }
}

/// The SIP user's device takes messages.
pub fn take(mut incoming: mpsc::Receiver<Incoming>, to_sip: Shared, from_sip: Shared) {
    tokio::spawn(async move {
        while let Some(one) = incoming.recv().await {
            let status = if one.request.method == Method::Message { 200 } else { 405 };
            let text = String::from_utf8_lossy(&one.request.body).into_owned();
            match text.contains("was not delivered") {
                true => from_sip.lock().unwrap().reported += 1,
                false => to_sip.lock().unwrap().arrived(&text, one.request.headers.get("Date").is_some()),
            }
            let response = one.request.response(status);
            one.respond(response).await;
        }
    });
}

/// Messages of the SIP user, `at_once` on their way together, until it is enough. After a refusal the next one goes
/// by the next of these phones.
pub fn speak(phones: &[Phone], at_once: usize, pause: Duration, ledger: &Shared, enough: &CancellationToken) {
    for first in 0..at_once {
        let (phones, ledger, enough) = (phones.to_vec(), ledger.clone(), enough.clone());
        tokio::spawn(async move {
            let mut way = 0;
            for number in (first..).step_by(at_once) {
                if enough.is_cancelled() {
                    return;
                }
                let text = format!("out {number}");
                ledger.lock().unwrap().sent.insert(text.clone());
                let phone = &phones[way % phones.len()];
                let answer = phone.send(&format!("juliet@{PARTNER}"), &text).await;
                if !answer.is_ok_and(|response| response.is_success()) {
                    ledger.lock().unwrap().failed.insert(text);
                    way += 1;
                }
                sleep(pause).await;
            }
        });
    }
}

/// Messages of the partner's user, from `start` until it is enough, and what comes for that user.
pub fn partner(
    mut port: XmppPort,
    pause: Duration,
    start: CancellationToken,
    to_sip: Shared,
    from_sip: Shared,
    enough: CancellationToken,
) {
    let jid = |text: &str| address::parse(text).unwrap();
    let (from, to) = (jid(&format!("juliet@{PARTNER}/desk")), jid(USER));
    let (sink, ledger) = (port.sink.clone(), to_sip.clone());
    tokio::spawn(async move {
        start.cancelled().await;
        for number in 0.. {
            if enough.is_cancelled() {
                return;
            }
            let id = format!("in {number}");
            ledger.lock().unwrap().sent.insert(id.clone());
            sink.send(Stanza::chat(from.clone(), to.clone(), id.clone()).with_id(id)).await.unwrap();
            sleep(pause).await;
        }
    });
    let sink = port.sink.clone();
    tokio::spawn(async move {
        while let Some(stanza) = port.incoming.recv().await {
            let text = stanza.body().unwrap_or_default();
            if stanza.is_error() {
                to_sip.lock().unwrap().failed.insert(stanza.id().unwrap_or_default().to_owned());
            } else if text.starts_with("out ") {
                let marked = stanza.child("delay", namespace::DELAY).is_some();
                from_sip.lock().unwrap().arrived(&text, marked);
            } else if !text.is_empty() {
                // Somebody who tries whether messages cross waits for an answer.
                let (from, to) = (stanza.from().clone(), stanza.to().clone());
                drop(stanza);
                sink.send(Stanza::chat(to, from, "yes").with_id("answer")).await.unwrap();
            }
        }
    });
}
