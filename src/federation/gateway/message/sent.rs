//! Messages to XMPP whose fate may still be told: what their senders need to hear.

use crate::federation::sip::SipUri;
use std::collections::VecDeque;
use std::fmt::Write;
use std::time::Duration;
use tokio::time::Instant;

/// How long the fate of a message may take to become known, and how many are remembered.
const KEPT: Duration = Duration::from_secs(600);
const MOST: usize = 50_000;
/// Characters of a message that are told back.
const EXCERPT: usize = 60;
/// Bytes of the texts of one block, and most that a text usually has.
const BLOCK: usize = 64 * 1024;
const LONGEST: usize = 512;

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
    let mut line = String::with_capacity(EXCERPT + 4);
    let mut room = EXCERPT;
    for word in text.split_whitespace() {
        let blank = if line.is_empty() { "" } else { " " };
        let length = blank.len() + word.chars().count();
        if length > room {
            line.extend(blank.chars().chain(word.chars()).take(room));
            line.push('…');
            break;
        }
        line.push_str(blank);
        line.push_str(word);
        room -= length;
    }
    line
}

/// Messages by their number in this process, packed in blocks: tens of thousands are kept, and one piece of memory
/// each among all that comes and goes would keep the holes around it, too.
#[derive(Debug, Default)]
pub struct SentMessages {
    blocks: VecDeque<Block>,
    count: usize,
}

/// Messages that were sent one after the other.
#[derive(Debug)]
struct Block {
    /// Their texts, one behind the other: five lines each.
    text: String,
    entries: Vec<Entry>,
    /// Lowest and highest number.
    numbers: (u64, u64),
    /// When the newest of them is forgotten.
    ends: Instant,
}

#[derive(Debug)]
struct Entry {
    number: u64,
    /// Where its text begins and ends.
    begin: u32,
    end: u32,
    wants_success: bool,
    wants_failure: bool,
    is_taken: bool,
}

impl Block {
    fn new(number: u64) -> Block {
        Block {
            text: String::with_capacity(BLOCK),
            entries: Vec::new(),
            numbers: (number, number),
            ends: Instant::now(),
        }
    }

    fn push(&mut self, number: u64, sent: &Sent) {
        let begin = self.text.len() as u32;
        let report_id = sent.report_id.as_deref().unwrap_or_default();
        let (from, to, call, excerpt) = (&sent.from, &sent.to, &sent.call, &sent.excerpt);
        // To write to a text cannot fail.
        let _ = write!(self.text, "{from}\n{to}\n{call}\n{excerpt}\n{report_id}");
        self.entries.push(Entry {
            number,
            begin,
            end: self.text.len() as u32,
            wants_success: sent.wants_success,
            wants_failure: sent.wants_failure,
            is_taken: false,
        });
        self.numbers = (self.numbers.0.min(number), self.numbers.1.max(number));
        self.ends = Instant::now() + KEPT;
    }

    fn take(&mut self, number: u64) -> Option<Sent> {
        let entry = self.entries.iter_mut().find(|entry| entry.number == number && !entry.is_taken)?;
        entry.is_taken = true;
        let mut lines = self.text.get(entry.begin as usize..entry.end as usize)?.splitn(5, '\n');
        Some(Sent {
            from: SipUri::parse(lines.next()?).ok()?,
            to: SipUri::parse(lines.next()?).ok()?,
            call: lines.next()?.to_owned(),
            excerpt: lines.next()?.to_owned(),
            report_id: lines.next().filter(|id| !id.is_empty()).map(str::to_owned),
            wants_success: entry.wants_success,
            wants_failure: entry.wants_failure,
        })
    }
}

impl SentMessages {
    /// Remembers one.
    pub fn put(&mut self, number: u64, sent: &Sent) {
        let now = Instant::now();
        while self.blocks.front().is_some_and(|block| block.ends <= now || self.count >= MOST) {
            self.count -= self.blocks.pop_front().map_or(0, |block| block.entries.len());
        }
        if self.blocks.back().is_none_or(|block| block.text.len() + LONGEST > BLOCK) {
            self.blocks.push_back(Block::new(number));
        }
        if let Some(block) = self.blocks.back_mut() {
            block.push(number, sent);
            self.count += 1;
        }
    }

    /// Takes one out: its fate is told once.
    pub fn take(&mut self, number: u64) -> Option<Sent> {
        let holds = |block: &&mut Block| (block.numbers.0..=block.numbers.1).contains(&number);
        // Numbers are given before they come here: those of two blocks may overlap.
        self.blocks.iter_mut().rev().filter(holds).find_map(|block| block.take(number))
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
        let words = |last: usize| format!("{} {} ", "a".repeat(EXCERPT - 1 - last), "b".repeat(last));
        assert_eq!(excerpt(&words(5)), words(5).trim());
        assert_eq!(excerpt(&(words(5) + "c")), format!("{}…", words(5).trim()));
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
        assert_eq!((messages.count, messages.take(2), messages.take(3)), (1, None, Some(sent(None))));
    }

    #[test]
    fn the_oldest_are_forgotten_when_there_are_too_many() {
        let mut messages = SentMessages::default();
        for number in 0..MOST as u64 + 10 {
            // Not quite in order, and not each number.
            messages.put((number * 2) ^ 6, &sent(None));
        }
        assert!(messages.count <= MOST && messages.count > MOST - 2000, "{}", messages.count);
        let most = MOST as u64 * 2;
        assert!(messages.take(6).is_none() && messages.take(most - 1000).is_some());
        assert!(messages.take(most - 1000).is_none() && messages.take(most - 999).is_none());
    }

    #[test]
    fn a_text_longer_than_a_block_is_kept_whole() {
        let mut messages = SentMessages::default();
        let long = Sent { call: "x".repeat(BLOCK * 2), ..sent(None) };
        messages.put(1, &sent(None));
        messages.put(2, &long);
        messages.put(3, &sent(None));
        assert_eq!((messages.take(2), messages.take(3)), (Some(long), Some(sent(None))));
    }
}
