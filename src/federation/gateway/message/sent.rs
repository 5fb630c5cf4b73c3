//! Messages to XMPP whose fate may still be told: what their senders need to hear.

use crate::federation::sip::SipUri;
use std::collections::{HashMap, VecDeque};
use std::time::Duration;
use tokio::time::Instant;

/// How long the fate of a message may take to become known, and how many are remembered.
const KEPT: Duration = Duration::from_secs(600);
const MOST: usize = 50_000;
/// Characters of a message that are told back.
const EXCERPT: usize = 60;

/// A message that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The SIP user who sent it.
    pub from: SipUri,
    /// To whom.
    pub to: SipUri,
    /// Its `Call-ID`.
    pub call: String,
    /// Its beginning.
    pub excerpt: String,
    /// `imdn.Message-ID`, when the sender wants reports.
    pub report_id: Option<String>,
    /// Success is to be reported.
    pub wants_success: bool,
    /// Failure is to be reported by a document.
    pub wants_failure: bool,
}

/// The beginning of a text, in one line.
pub fn excerpt(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// The same in one piece of memory: tens of thousands are kept.
#[derive(Debug)]
struct Packed {
    /// The texts, a line each; none of them has a line end.
    text: Box<str>,
    wants_success: bool,
    wants_failure: bool,
}

impl Packed {
    fn new(sent: &Sent) -> Packed {
        let report_id = sent.report_id.as_deref().unwrap_or_default();
        let text = format!("{}\n{}\n{}\n{}\n{report_id}", sent.from, sent.to, sent.call, sent.excerpt);
        Packed { text: text.into(), wants_success: sent.wants_success, wants_failure: sent.wants_failure }
    }

    fn unpack(&self) -> Option<Sent> {
        let mut lines = self.text.splitn(5, '\n');
        Some(Sent {
            from: SipUri::parse(lines.next()?).ok()?,
            to: SipUri::parse(lines.next()?).ok()?,
            call: lines.next()?.to_owned(),
            excerpt: lines.next()?.to_owned(),
            report_id: lines.next().filter(|id| !id.is_empty()).map(str::to_owned),
            wants_success: self.wants_success,
            wants_failure: self.wants_failure,
        })
    }
}

/// Messages by their number in this process.
#[derive(Debug, Default)]
pub struct SentMessages {
    by_number: HashMap<u64, Packed>,
    ends: VecDeque<(Instant, u64)>,
}

impl SentMessages {
    /// Remembers one.
    pub fn put(&mut self, number: u64, sent: &Sent) {
        let now = Instant::now();
        while self.ends.front().is_some_and(|(end, _)| *end <= now) || self.ends.len() >= MOST {
            let Some((_, old)) = self.ends.pop_front() else { break };
            self.by_number.remove(&old);
        }
        self.by_number.insert(number, Packed::new(sent));
        self.ends.push_back((now + KEPT, number));
    }

    /// Takes one out: its fate is told once.
    pub fn take(&mut self, number: u64) -> Option<Sent> {
        self.by_number.remove(&number)?.unpack()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("hello\n\tworld "), "hello world");
        let long = excerpt(&"ü".repeat(200));
        assert!(long.chars().count() == EXCERPT + 1 && long.ends_with('…'));
    }

    fn sent(report_id: Option<&str>) -> Sent {
        Sent {
            from: SipUri::parse("sip:ann@a.example").unwrap(),
            to: SipUri::parse("sip:o'neill@b.example").unwrap(),
            call: "abc@host".to_owned(),
            excerpt: "hello you".to_owned(),
            report_id: report_id.map(str::to_owned),
            wants_success: report_id.is_some(),
            wants_failure: false,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn fates_are_told_once_and_forgotten() {
        let mut messages = SentMessages::default();
        messages.put(1, &sent(Some("m1")));
        assert_eq!(messages.take(1), Some(sent(Some("m1"))));
        assert_eq!(messages.take(1), None);
        messages.put(2, &sent(None));
        tokio::time::advance(KEPT + Duration::from_secs(1)).await;
        messages.put(3, &sent(None));
        assert_eq!((messages.by_number.len(), messages.take(3)), (1, Some(sent(None))));
    }
}
