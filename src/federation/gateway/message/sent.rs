//! Messages to XMPP whose fate may still be told: what their senders need to hear.

use crate::federation::sip::SipUri;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// How long the fate of a message may take to become known, and how many are remembered: some 5 MB of them.
const KEPT: Duration = Duration::from_secs(600);
const MOST: usize = 25_000;
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

/// The same in one text: made for every message, read for the few whose fate is told.
#[derive(Debug)]
pub struct Record {
    /// Five lines: from, to, `Call-ID`, excerpt, id for reports.
    lines: String,
    wants_success: bool,
    wants_failure: bool,
}

impl Record {
    /// Of a message from somebody to somebody. Neither a URI nor a header has line breaks.
    pub fn new(from: &SipUri, to: &SipUri, call: &str, text: &str) -> Record {
        let mut lines = String::with_capacity(LONGEST / 2);
        from.append_bare_to(&mut lines);
        lines.push('\n');
        to.append_bare_to(&mut lines);
        lines.push('\n');
        lines.push_str(call);
        lines.push('\n');
        push_excerpt(&mut lines, text);
        lines.push('\n');
        Record { lines, wants_success: false, wants_failure: false }
    }

    /// The sender wants reports under this id.
    pub fn with_reports(mut self, id: Option<&str>, success: bool, failure: bool) -> Record {
        (self.wants_success, self.wants_failure) = (success, failure);
        // An id that a report could not name is none.
        if let Some(id) = id.filter(|id| (success || failure) && !id.contains('\n')) {
            self.lines.push_str(id);
        }
        self
    }
}

/// Appends the beginning of a text, in one line.
fn push_excerpt(line: &mut String, text: &str) {
    let begin = line.len();
    let mut room = EXCERPT;
    for word in text.split_whitespace() {
        let blank = if line.len() == begin { "" } else { " " };
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
    /// Where its text begins; it ends where the next one's begins.
    begin: u32,
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

    fn push(&mut self, number: u64, record: &Record) {
        let begin = self.text.len() as u32;
        self.text.push_str(&record.lines);
        self.entries.push(Entry {
            number,
            begin,
            wants_success: record.wants_success,
            wants_failure: record.wants_failure,
            is_taken: false,
        });
        self.numbers = (self.numbers.0.min(number), self.numbers.1.max(number));
        self.ends = Instant::now() + KEPT;
    }

    fn take(&mut self, number: u64) -> Option<Sent> {
        let index = self.entries.iter().position(|entry| entry.number == number && !entry.is_taken)?;
        let end = self.entries.get(index + 1).map_or(self.text.len(), |next| next.begin as usize);
        let entry = self.entries.get_mut(index)?;
        entry.is_taken = true;
        let mut lines = self.text.get(entry.begin as usize..end)?.splitn(5, '\n');
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
    pub fn put(&mut self, number: u64, record: &Record) {
        let now = Instant::now();
        while self.blocks.front().is_some_and(|block| block.ends <= now || self.count >= MOST) {
            self.count -= self.blocks.pop_front().map_or(0, |block| block.entries.len());
        }
        if self.blocks.back().is_none_or(|block| block.text.len() + LONGEST > BLOCK) {
            self.blocks.push_back(Block::new(number));
        }
        if let Some(block) = self.blocks.back_mut() {
            block.push(number, record);
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
        let excerpt = |text: &str| {
            let mut line = "before ".to_owned();
            push_excerpt(&mut line, text);
            line.trim_start_matches("before ").to_owned()
        };
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

    fn record(report_id: Option<&str>) -> Record {
        let uri = |text: &str| SipUri::parse(text).unwrap();
        let (from, to) = (uri("sip:ann@a.example:5060;gr=x"), uri("sip:o'neill@b.example"));
        let record = Record::new(&from, &to, "abc@host", "hello\r\nyou");
        record.with_reports(report_id, report_id.is_some(), false)
    }

    #[tokio::test(start_paused = true)]
    async fn fates_are_told_once_and_forgotten() {
        let mut messages = SentMessages::default();
        messages.put(1, &record(Some("m1")));
        assert_eq!(messages.take(1), Some(sent(Some("m1"))));
        assert_eq!(messages.take(1), None);
        messages.put(2, &record(None));
        tokio::time::advance(KEPT + Duration::from_secs(1)).await;
        messages.put(3, &record(None));
        assert_eq!((messages.count, messages.take(2), messages.take(3)), (1, None, Some(sent(None))));
    }

    #[test]
    fn the_oldest_are_forgotten_when_there_are_too_many() {
        let mut messages = SentMessages::default();
        for number in 0..MOST as u64 + 10 {
            // Not quite in order, and not each number.
            messages.put((number * 2) ^ 6, &record(None));
        }
        assert!(messages.count <= MOST && messages.count > MOST - 2000, "{}", messages.count);
        let most = MOST as u64 * 2;
        assert!(messages.take(6).is_none() && messages.take(most - 1000).is_some());
        assert!(messages.take(most - 1000).is_none() && messages.take(most - 999).is_none());
    }

    #[test]
    fn a_text_longer_than_a_block_is_kept_whole() {
        let mut messages = SentMessages::default();
        let call = "x".repeat(BLOCK * 2);
        let known = sent(None);
        let record_of = Record::new(&known.from, &known.to, &call, "hello you");
        messages.put(1, &record(None));
        messages.put(2, &record_of);
        messages.put(3, &record(None));
        assert_eq!((messages.take(2), messages.take(3)), (Some(Sent { call, ..known }), Some(sent(None))));
    }
}
