//! The bars of `Write-Progress`: which are open, and how they look.

use crate::engine::host::{Progress, ProgressLook};
use std::time::{Duration, Instant};

/// Bars that are shown at once.
const MOST: usize = 10;
/// Columns that a bar stands to the right of its parent.
const INDENT: usize = 2;
/// Time between two drawings of bars that are already there.
const PAUSE: Duration = Duration::from_millis(50);
/// How long a bar is watched before its time left is told.
const WATCHED: Duration = Duration::from_secs(1);

/// One bar, and since when it is there.
struct Bar {
    progress: Progress,
    since: Instant,
    first_percent: i32,
}

/// The open bars.
#[derive(Default)]
pub struct Bars {
    open: Vec<Bar>,
    drawn: Option<Instant>,
}

impl Bars {
    pub fn clear(&mut self) {
        self.open.clear();
        self.drawn = None;
    }

    /// Notes what a command tells; whether the bars should be drawn now.
    pub fn note(&mut self, progress: &Progress, now: Instant) -> bool {
        if progress.completed {
            self.remove(progress.id);
            return true;
        }
        match self.open.iter_mut().find(|bar| bar.progress.id == progress.id) {
            Some(bar) => {
                bar.progress = progress.clone();
                if self.drawn.is_some_and(|drawn| now.duration_since(drawn) < PAUSE) {
                    return false;
                }
            }
            None => self.open.push(Bar {
                progress: progress.clone(),
                since: now,
                first_percent: progress.percent.max(0),
            }),
        }
        self.drawn = Some(now);
        true
    }

    /// Removes a bar and those below it.
    fn remove(&mut self, id: i32) {
        let mut gone = vec![id];
        while let Some(id) = gone.pop() {
            self.open.retain(|bar| bar.progress.id != id);
            gone.extend(
                self.open.iter().filter(|bar| bar.progress.parent == Some(id)).map(|bar| bar.progress.id),
            );
        }
    }

    /// The lines for a window: bars below their parents.
    pub fn lines(&self, width: usize, now: Instant) -> Vec<String> {
        let mut lines = Vec::new();
        let mut left: Vec<(&Bar, usize)> = self.children(None).map(|bar| (bar, 0)).collect();
        left.reverse();
        let mut shown = 0;
        while let Some((bar, indent)) = left.pop() {
            if shown == MOST {
                break;
            }
            shown += 1;
            if bar.progress.look.classic {
                lines.extend(classic(bar, indent, width, now));
            } else {
                lines.push(minimal(bar, indent, width, now));
            }
            let mut below: Vec<(&Bar, usize)> =
                self.children(Some(bar.progress.id)).map(|bar| (bar, indent + INDENT)).collect();
            below.reverse();
            left.extend(below);
        }
        lines
    }

    /// The bars right below one, or those whose parent is not open.
    fn children(&self, of: Option<i32>) -> impl Iterator<Item = &Bar> {
        self.open.iter().filter(move |bar| {
            let parent = bar.progress.parent.filter(|parent| {
                *parent != bar.progress.id && self.open.iter().any(|other| other.progress.id == *parent)
            });
            parent == of
        })
    }
}

/// Seconds that are left: as the command says, else from the rate so far, with the rate in percent a second.
fn time_left(bar: &Bar, now: Instant) -> Option<(i64, Option<f64>)> {
    if bar.progress.seconds_remaining >= 0 {
        return Some((i64::from(bar.progress.seconds_remaining), None));
    }
    let elapsed = now.duration_since(bar.since);
    let done = f64::from(bar.progress.percent.saturating_sub(bar.first_percent));
    if elapsed < WATCHED || done <= 0.0 {
        return None;
    }
    let rate = done / elapsed.as_secs_f64();
    let left = f64::from(100 - bar.progress.percent.min(100)) / rate;
    Some((left.round() as i64, Some(rate)))
}

/// `Activity [status              12s]`, the part that is done reversed.
fn minimal(bar: &Bar, indent: usize, width: usize, now: Instant) -> String {
    let Progress { activity, status, percent, look, .. } = &bar.progress;
    let ProgressLook { style, max_width, .. } = look;
    let width = if *max_width > 0 { width.min(*max_width) } else { width };
    let time = match time_left(bar, now) {
        Some((left, None)) => format!(" {left}s"),
        Some((left, Some(rate))) => format!(" {rate:.1} %/s {left}s"),
        None => String::new(),
    };
    // Brackets, the blank in front of them, and the last column.
    let activity = super::format::cut(&plain(activity), (width / 2).saturating_sub(indent), false);
    let room = width.saturating_sub(indent + columns(&activity) + 4).max(1);
    let inner = room.saturating_sub(columns(&time));
    let mut text = super::format::cut(&plain(status), inner, false);
    text.push_str(&" ".repeat(inner.saturating_sub(columns(&text))));
    text.push_str(&time);
    let text = super::format::cut(&text, room, false);
    let blanks = " ".repeat(indent);
    let done = usize::try_from(*percent).unwrap_or(0).min(100) * text.chars().count() / 100;
    let split = text.char_indices().nth(done).map_or(text.len(), |(at, _)| at);
    let (full, empty) = text.split_at(split);
    if style.is_empty() {
        return format!("{blanks}{activity} [{text}]");
    }
    format!("{blanks}{style}{activity} [\x1b[7m{full}\x1b[27m{empty}]\x1b[0m")
}

/// The view of Windows PowerShell: a block of lines for each bar.
fn classic(bar: &Bar, indent: usize, width: usize, now: Instant) -> Vec<String> {
    let Progress { activity, status, percent, operation, look, .. } = &bar.progress;
    let mut lines = vec![format!(" {activity}"), format!("    {status}")];
    if let Ok(percent) = usize::try_from(*percent) {
        let room = width.saturating_sub(indent + 10).max(1);
        let full = percent.min(100) * room / 100;
        lines.push(format!("    [{}{}]", "o".repeat(full), " ".repeat(room - full)));
    }
    if let Some((left, _)) = time_left(bar, now) {
        lines.push(format!("    {:02}:{:02}:{:02} remaining.", left / 3600, left / 60 % 60, left % 60));
    }
    lines.extend(operation.iter().map(|operation| format!("    {operation}")));
    let (style, reset) = if look.style.is_empty() { ("", "") } else { (look.style.as_str(), "\x1b[0m") };
    let blanks = " ".repeat(indent);
    let room = width.saturating_sub(indent + 1);
    let line =
        |line: &String| format!("{blanks}{style}{}{reset}", super::format::cut(&plain(line), room, false));
    lines.iter().map(line).collect()
}

/// Text of a command cannot move the cursor.
fn plain(text: &str) -> String {
    super::editor::without_escapes(text).chars().map(|one| if one.is_control() { ' ' } else { one }).collect()
}

fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(id: i32, parent: Option<i32>, percent: i32) -> Progress {
        Progress {
            id,
            parent,
            activity: format!("Work {id}"),
            status: "3 of 10".into(),
            percent,
            seconds_remaining: -1,
            ..Progress::default()
        }
    }

    #[test]
    fn children_stand_below_their_parents_and_go_with_them() {
        let now = Instant::now();
        let mut bars = Bars::default();
        for progress in [bar(1, None, 10), bar(2, None, 20), bar(3, Some(1), 30)] {
            assert!(bars.note(&progress, now));
        }
        let lines = bars.lines(60, now);
        let starts: Vec<&str> = lines.iter().map(|line| line.split(" [").next().unwrap()).collect();
        assert_eq!(starts, ["Work 1", "  Work 3", "Work 2"]);
        bars.note(&Progress { completed: true, ..bar(1, None, 0) }, now);
        assert_eq!(bars.lines(60, now).len(), 1);
    }

    #[test]
    fn rate_and_time_left_come_from_what_was_done() {
        let start = Instant::now();
        let mut bars = Bars::default();
        bars.note(&bar(1, None, 0), start);
        let later = start + Duration::from_secs(10);
        bars.note(&bar(1, None, 25), later);
        let line = &bars.lines(80, later)[0];
        assert!(line.ends_with(" 2.5 %/s 30s]"), "{line}");
        assert_eq!(line.chars().count(), 79);
    }

    #[test]
    fn a_window_of_one_column_and_control_characters_do_no_harm() {
        let now = Instant::now();
        let mut bars = Bars::default();
        let mut wild = bar(1, Some(1), 400);
        wild.activity = "\x1b[2Jgone\r\n".into();
        wild.look.classic = true;
        bars.note(&wild, now);
        for width in [0, 1, 5, 80] {
            assert!(bars.lines(width, now).iter().all(|line| !line.contains(['\x1b', '\n', '\r'])));
        }
    }
}
