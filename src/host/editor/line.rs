//! The text that is edited: rustyline's buffer, and around it undo, the kill ring and what is selected.

use rustyline::line_buffer::{DeleteListener, Direction, LineBuffer};

/// Steps that can be undone, at most.
const MOST_CHANGES: usize = 2_000;

/// Bytes that a text may grow by in one step of rustyline.
const ROOM: usize = 256;

/// Nobody listens: changes are found by comparing.
pub struct Silent;

impl DeleteListener for Silent {
    fn delete(&mut self, _: usize, _: &str, _: Direction) {}
}

impl rustyline::line_buffer::ChangeListener for Silent {
    fn insert_char(&mut self, _: usize, _: char) {}
    fn insert_str(&mut self, _: usize, _: &str) {}
    fn replace(&mut self, _: usize, _: &str, _: &str) {}
}

/// One edit: `removed` stood at a place where `inserted` stands now.
#[derive(Clone, Debug)]
struct Change {
    at: usize,
    removed: String,
    inserted: String,
    /// The cursor before it.
    cursor: usize,
    /// Changes of one group are undone together; 0 is none.
    group: u32,
}

/// The text, its cursor, and how it became so.
pub struct Line {
    buffer: LineBuffer,
    done: Vec<Change>,
    undone: Vec<Change>,
    /// The other end of the selection; the cursor is one.
    anchor: Option<usize>,
    /// `SetMark`
    pub mark: usize,
    /// The group of the changes that come; 0 is none.
    pub group: u32,
}

impl Default for Line {
    fn default() -> Line {
        Line {
            buffer: LineBuffer::with_capacity(ROOM),
            done: Vec::new(),
            undone: Vec::new(),
            anchor: None,
            mark: 0,
            group: 0,
        }
    }
}

impl Line {
    pub fn text(&self) -> &str {
        self.buffer.as_str()
    }

    /// The cursor, in bytes.
    pub fn position(&self) -> usize {
        self.buffer.pos()
    }

    pub fn before(&self) -> &str {
        self.text().get(..self.position()).unwrap_or_default()
    }

    pub fn behind(&self) -> &str {
        self.text().get(self.position()..).unwrap_or_default()
    }

    pub fn is_at_end(&self) -> bool {
        self.position() == self.text().len()
    }

    pub fn is_multi_line(&self) -> bool {
        self.text().contains('\n')
    }

    /// Where the cursor's line begins and ends.
    pub fn bounds(&self) -> (usize, usize) {
        let start = self.before().rfind('\n').map_or(0, |at| at + 1);
        let end = self.behind().find('\n').map_or(self.text().len(), |at| self.position() + at);
        (start, end)
    }

    /// Moves the cursor; a place inside of a character counts as its start.
    pub fn go(&mut self, position: usize) {
        let mut position = position.min(self.text().len());
        while !self.text().is_char_boundary(position) {
            position -= 1;
        }
        self.buffer.set_pos(position);
    }

    /// Lets rustyline move the cursor.
    pub fn move_by(&mut self, act: impl FnOnce(&mut LineBuffer) -> bool) -> bool {
        act(&mut self.buffer)
    }

    /// Lets rustyline change the text; the step can be undone.
    pub fn change(&mut self, act: impl FnOnce(&mut LineBuffer)) {
        let (before, cursor) = (self.text().to_string(), self.position());
        self.fill(&before, cursor);
        act(&mut self.buffer);
        self.note(&before, cursor);
    }

    /// Puts a text in place of a part, and the cursor behind it.
    pub fn replace(&mut self, start: usize, end: usize, text: &str) {
        let end = end.min(self.text().len());
        let Some(removed) = self.text().get(start..end) else { return };
        if removed.is_empty() && text.is_empty() {
            return;
        }
        let change = Change {
            at: start,
            removed: removed.to_string(),
            inserted: text.to_string(),
            cursor: self.position(),
            group: self.group,
        };
        self.put(start, end, text);
        self.keep(change);
    }

    pub fn insert(&mut self, text: &str) {
        let (start, end) = self.selection().unwrap_or((self.position(), self.position()));
        self.anchor = None;
        self.replace(start, end, text);
    }

    pub fn set(&mut self, text: &str, position: usize) {
        self.replace(0, self.text().len(), text);
        self.go(position);
    }

    fn put(&mut self, start: usize, end: usize, text: &str) {
        let mut whole = self.text().to_string();
        whole.replace_range(start..end, text);
        self.fill(&whole, start + text.len());
    }

    /// rustyline cuts what does not fit the room that a buffer was made with: each gets enough.
    fn fill(&mut self, text: &str, position: usize) {
        self.buffer = LineBuffer::with_capacity(text.len() * 3 + ROOM);
        self.buffer.update(text, position, &mut Silent);
    }

    /// Keeps what an action changed, by what differs.
    fn note(&mut self, before: &str, cursor: usize) {
        let now = self.text();
        if now == before {
            return;
        }
        let mut head = before.bytes().zip(now.bytes()).take_while(|(one, other)| one == other).count();
        while !before.is_char_boundary(head) || !now.is_char_boundary(head) {
            head -= 1;
        }
        let most = before.len().min(now.len()) - head;
        let ends = before.bytes().rev().zip(now.bytes().rev());
        let mut tail = ends.take(most).take_while(|(one, other)| one == other).count();
        while !before.is_char_boundary(before.len() - tail) || !now.is_char_boundary(now.len() - tail) {
            tail -= 1;
        }
        let part = |text: &str| text.get(head..text.len() - tail).unwrap_or_default().to_string();
        let change =
            Change { at: head, removed: part(before), inserted: part(now), cursor, group: self.group };
        self.keep(change);
    }

    fn keep(&mut self, change: Change) {
        self.undone.clear();
        if self.done.len() >= MOST_CHANGES {
            self.done.remove(0);
        }
        self.done.push(change);
    }

    /// Takes the last step back. Whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(group) = self.done.last().map(|change| change.group) else { return false };
        while let Some(change) = self.done.pop() {
            self.put(change.at, change.at + change.inserted.len(), &change.removed);
            self.go(change.cursor);
            self.undone.push(change);
            if group == 0 || self.done.last().is_none_or(|change| change.group != group) {
                break;
            }
        }
        true
    }

    /// Does again what was taken back. Whether there was something.
    pub fn redo(&mut self) -> bool {
        let Some(group) = self.undone.last().map(|change| change.group) else { return false };
        while let Some(change) = self.undone.pop() {
            self.put(change.at, change.at + change.removed.len(), &change.inserted);
            self.done.push(change);
            if group == 0 || self.undone.last().is_none_or(|change| change.group != group) {
                break;
            }
        }
        true
    }

    /// Start and end of what is selected.
    pub fn selection(&self) -> Option<(usize, usize)> {
        let anchor = self.anchor?.min(self.text().len());
        let ends = (anchor.min(self.position()), anchor.max(self.position()));
        (ends.0 < ends.1).then_some(ends)
    }

    pub fn select(&mut self, start: usize, end: usize) {
        self.anchor = Some(start);
        self.go(end);
    }

    /// Selects from where the cursor was to where an action moves it.
    pub fn select_by(&mut self, act: impl FnOnce(&mut Line)) {
        let anchor = self.anchor.unwrap_or_else(|| self.position());
        act(self);
        self.anchor = Some(anchor);
    }

    pub fn unselect(&mut self) {
        self.anchor = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_undone_and_done_again() {
        let mut line = Line::default();
        line.insert("ab");
        line.insert("é");
        line.change(|buffer| {
            buffer.backspace(1, &mut Silent);
        });
        assert_eq!(line.text(), "ab");
        assert!(line.undo());
        assert_eq!((line.text(), line.position()), ("abé", 4));
        assert!(line.undo() && line.undo() && !line.undo());
        assert_eq!(line.text(), "");
        assert!(line.redo() && line.redo());
        assert_eq!(line.text(), "abé");
    }

    #[test]
    fn a_group_is_undone_as_one() {
        let mut line = Line::default();
        line.insert("a");
        line.group = 1;
        line.insert("b");
        line.insert("c");
        assert!(line.undo());
        assert_eq!(line.text(), "a");
        assert!(line.redo());
        assert_eq!(line.text(), "abc");
    }

    #[test]
    fn long_texts_fit() {
        let mut line = Line::default();
        line.insert(&"x".repeat(10_000));
        line.insert("y");
        assert_eq!(line.text().len(), 10_001);
        line.select(0, 10_000);
        line.insert("z");
        assert_eq!(line.text(), "zy");
    }

    #[test]
    fn a_line_of_many_has_its_bounds() {
        let mut line = Line::default();
        line.set("ab\ncd\nef", 4);
        assert_eq!(line.bounds(), (3, 5));
    }
}
