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

/// Messages by the id of their stanza.
#[derive(Debug, Default)]
pub struct SentMessages {
    by_id: HashMap<String, Sent>,
    ends: VecDeque<(Instant, String)>,
}

impl SentMessages {
    /// Remembers one.
    pub fn put(&mut self, id: &str, sent: Sent) {
        let now = Instant::now();
        while self.ends.front().is_some_and(|(end, _)| *end <= now) || self.ends.len() >= MOST {
            let Some((_, old)) = self.ends.pop_front() else { break };
            self.by_id.remove(&old);
        }
        self.by_id.insert(id.to_owned(), sent);
        self.ends.push_back((now + KEPT, id.to_owned()));
    }

    /// Takes one out: its fate is told once.
    pub fn take(&mut self, id: &str) -> Option<Sent> {
        self.by_id.remove(id)
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

    #[tokio::test(start_paused = true)]
    async fn fates_are_told_once_and_forgotten() {
        let uri = SipUri::new("a", "a.example");
        let sent = Sent {
            from: uri.clone(),
            to: uri,
            call: String::new(),
            excerpt: String::new(),
            report_id: None,
            wants_success: false,
            wants_failure: false,
        };
        let mut messages = SentMessages::default();
        messages.put("1", sent.clone());
        assert!(messages.take("1").is_some() && messages.take("1").is_none());
        messages.put("2", sent.clone());
        tokio::time::advance(KEPT + Duration::from_secs(1)).await;
        messages.put("3", sent);
        assert_eq!(messages.by_id.len(), 1);
    }
}
