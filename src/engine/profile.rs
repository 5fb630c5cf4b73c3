//! Where a script spends its time: statements reached and the time until the next one, by line.

use crate::language::{Source, Span};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// What one line took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTime {
    pub file: Option<String>,
    pub line: usize,
    pub text: String,
    /// Statements of the line that began.
    pub count: u64,
    pub time: Duration,
}

/// A place by the address of its source, which the profile keeps alive, and its first byte.
type Key = (usize, u32);

/// Collects as a script runs.
#[derive(Default)]
pub struct Profile {
    places: HashMap<Key, (u64, Duration)>,
    sources: HashMap<usize, Rc<Source>>,
    running: Option<(Key, Instant)>,
}

impl Profile {
    /// A statement begins: the time since the last one belongs to that one's line.
    pub fn reached(&mut self, source: &Rc<Source>, place: Span) {
        let now = Instant::now();
        self.finish(now);
        let address = Rc::as_ptr(source) as usize;
        self.sources.entry(address).or_insert_with(|| source.clone());
        let key = (address, place.start);
        self.places.entry(key).or_default().0 += 1;
        self.running = Some((key, now));
    }

    /// The last statement is over.
    pub fn finish(&mut self, now: Instant) {
        if let Some((key, since)) = self.running.take() {
            self.places.entry(key).or_default().1 += now.duration_since(since);
        }
    }

    /// The lines that ran, the slowest first.
    pub fn lines(&self) -> Vec<LineTime> {
        let mut lines: Vec<LineTime> =
            self.sources.iter().flat_map(|(address, source)| self.lines_of(*address, source)).collect();
        lines.sort_by(|left, right| {
            right.time.cmp(&left.time).then_with(|| (&left.file, left.line).cmp(&(&right.file, right.line)))
        });
        lines
    }

    fn lines_of(&self, address: usize, source: &Source) -> Vec<LineTime> {
        let starts: Vec<usize> =
            std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut found: HashMap<usize, (u64, Duration)> = HashMap::new();
        for ((_, start), (count, time)) in self.places.iter().filter(|((of, _), _)| *of == address) {
            let line = starts.partition_point(|at| *at <= *start as usize);
            let sum = found.entry(line).or_default();
            sum.0 += count;
            sum.1 += *time;
        }
        let text = |line: usize| {
            let start = starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
            let rest = source.text.get(start..).unwrap_or_default();
            rest.lines().next().unwrap_or_default().trim().to_string()
        };
        found
            .into_iter()
            .map(|(line, (count, time))| LineTime {
                file: source.file.as_deref().map(str::to_owned),
                line,
                text: text(line),
                count,
                time,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_belongs_to_the_line_that_ran() {
        let source = Source::inline("1\n2\n");
        let mut profile = Profile::default();
        profile.reached(&source, Span { start: 0, end: 1 });
        profile.reached(&source, Span { start: 2, end: 3 });
        profile.reached(&source, Span { start: 2, end: 3 });
        profile.finish(Instant::now() + Duration::from_secs(1));
        let lines = profile.lines();
        assert_eq!((lines[0].line, lines[0].count, lines[0].text.as_str()), (2, 2, "2"));
        assert!(lines[0].time >= Duration::from_secs(1));
        assert_eq!(lines[1].count, 1);
    }
}
