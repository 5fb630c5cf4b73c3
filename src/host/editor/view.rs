//! Draws prompt, input, suggestion and what stands below it, and writes only the rows that changed.

use unicode_width::UnicodeWidthChar;

/// Columns from one tab stop to the next.
const TAB: usize = 8;

/// What the terminal should show.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Rows of lines that stand above `coloured` and below it: nothing of them can be seen.
    pub rows_above: usize,
    pub rows_below: usize,
    /// What stands in front of the first line: the last line of the prompt, with colours.
    pub prompt: String,
    /// What stands in front of each further line, with colours.
    pub continuation: String,
    /// The input with colours; without them it is `text`.
    pub coloured: String,
    /// Bytes of the input, as shown, in front of the cursor.
    pub cursor: usize,
    /// What could follow the input, with colours.
    pub hint: String,
    /// Rows below the input, with colours; each fits a row.
    pub below: Vec<String>,
}

/// One row of the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    text: String,
    columns: usize,
    /// It goes on where the row above ended, without a line break.
    wrapped: bool,
}

/// Rows in the making.
struct Rows<'c> {
    /// Those that are full.
    rows: Vec<Row>,
    row: Row,
    columns: usize,
    /// Colours that hold where the text is now.
    style: String,
    continuation: &'c str,
    /// Bytes of the input that were placed.
    placed: usize,
    cursor: Option<(usize, usize)>,
    wanted: usize,
}

impl Rows<'_> {
    fn start_row(&mut self, wrapped: bool) {
        if !self.style.is_empty() {
            self.row.text.push_str("\x1b[0m");
        }
        let next = Row { text: self.style.clone(), columns: 0, wrapped };
        self.rows.push(std::mem::replace(&mut self.row, next));
    }

    fn character(&mut self, character: char) {
        let columns = match character {
            '\t' => TAB - self.row.columns % TAB,
            other => other.width().unwrap_or(0),
        };
        if self.row.columns + columns > self.columns && columns > 0 {
            self.start_row(true);
        }
        let row = &mut self.row;
        row.columns += columns;
        match character {
            '\t' => row.text.extend(std::iter::repeat_n(' ', columns)),
            other => row.text.push(other),
        }
    }

    /// Places text that is not the input.
    fn extra(&mut self, text: &str) {
        self.walk(text, false);
    }

    fn note_cursor(&mut self) {
        if self.cursor.is_none() && self.placed >= self.wanted {
            if self.row.columns >= self.columns {
                self.start_row(true);
            }
            self.cursor = Some((self.rows.len(), self.row.columns));
        }
    }

    fn walk(&mut self, text: &str, is_input: bool) {
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            if character == '\x1b' {
                let length = escape_length(rest);
                let (escape, after) = rest.split_at(length);
                self.row.text.push_str(escape);
                match escape {
                    "\x1b[0m" | "\x1b[m" => self.style.clear(),
                    _ if escape.ends_with('m') => self.style.push_str(escape),
                    _ => {}
                }
                rest = after;
                continue;
            }
            if is_input {
                self.note_cursor_before(character);
                self.placed += character.len_utf8();
            }
            match character {
                '\n' => {
                    self.start_row(false);
                    if is_input {
                        let style = std::mem::take(&mut self.style);
                        let continuation = self.continuation;
                        self.row.text.clear();
                        self.walk(continuation, false);
                        self.row.text.push_str(&style);
                        self.style = style;
                    }
                }
                other => self.character(other),
            }
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
    }

    /// The cursor stands on the cell of the character behind it, which may be on the next row.
    fn note_cursor_before(&mut self, character: char) {
        let columns = character.width().unwrap_or(0);
        if self.cursor.is_none()
            && self.placed >= self.wanted
            && character != '\n'
            && self.row.columns + columns > self.columns
        {
            self.start_row(true);
        }
        self.note_cursor();
    }
}

/// Bytes of an escape sequence.
fn escape_length(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match characters.next() {
        Some((_, '[')) => {
            for (at, one) in characters {
                if ('@'..='~').contains(&one) {
                    return at + one.len_utf8();
                }
            }
            text.len()
        }
        Some((_, ']')) => {
            let mut last = ' ';
            for (at, one) in characters {
                if one == '\x07' || last == '\x1b' && one == '\\' {
                    return at + one.len_utf8();
                }
                last = one;
            }
            text.len()
        }
        Some((at, one)) => at + one.len_utf8(),
        None => text.len(),
    }
}

/// What is on the window of one input.
#[derive(Debug, Default)]
pub struct View {
    /// Rows that the window shows, from the first one.
    drawn: Vec<Row>,
    /// The first row of the scene that the window shows.
    top: usize,
    /// The cursor's row among those that are shown, and its column.
    cursor: (usize, usize),
}

impl View {
    /// Brings the window from what was drawn to a scene. Gives what must be written.
    pub fn draw(&mut self, scene: &Scene, columns: usize, height: usize) -> String {
        let (rows, cursor) = lay_out(scene, columns.max(2));
        let height = height.max(1);
        let mut out = String::new();
        let count = scene.rows_above + rows.len() + scene.rows_below;
        let top = self.top_for(cursor.0, count, height);
        if top > self.top {
            self.scroll(top - self.top, &mut out);
        } else if top < self.top {
            // Rows above come back: everything is drawn again.
            self.drawn.iter_mut().for_each(|row| row.text = "\0".into());
        }
        self.top = top;
        let hidden = top.saturating_sub(scene.rows_above);
        let shown: Vec<Row> = rows.into_iter().skip(hidden).take(height).collect();
        self.write_rows(&shown, columns, &mut out);
        self.move_to(cursor.0.saturating_sub(top), &mut out);
        out.push('\r');
        if cursor.1 > 0 {
            out.push_str(&format!("\x1b[{}C", cursor.1.min(columns.saturating_sub(1))));
        }
        self.cursor.1 = cursor.1;
        self.drawn = shown;
        out
    }

    /// The first row to show so that the cursor's is in the window.
    fn top_for(&self, row: usize, count: usize, height: usize) -> usize {
        let last = count.saturating_sub(height);
        let top = self.top.min(last);
        if row < top {
            row
        } else if row >= top + height {
            row + 1 - height
        } else if self.top > last && count >= height {
            last
        } else {
            top
        }
    }

    /// Moves everything up, at the foot of the window.
    fn scroll(&mut self, count: usize, out: &mut String) {
        let last = self.drawn.len().saturating_sub(1);
        self.move_to(last, out);
        out.push('\r');
        let lost = count.min(self.drawn.len());
        for _ in 0..lost {
            out.push('\n');
        }
        self.drawn.drain(..lost);
        self.drawn.extend(std::iter::repeat_n(Row::default(), lost));
        self.cursor = (self.drawn.len().saturating_sub(1), 0);
    }

    fn move_to(&mut self, row: usize, out: &mut String) {
        match row.cmp(&self.cursor.0) {
            std::cmp::Ordering::Less => out.push_str(&format!("\x1b[{}A", self.cursor.0 - row)),
            std::cmp::Ordering::Greater => out.push_str(&format!("\x1b[{}B", row - self.cursor.0)),
            std::cmp::Ordering::Equal => {}
        }
        self.cursor.0 = row;
    }

    fn write_rows(&mut self, shown: &[Row], columns: usize, out: &mut String) {
        // Whether the row above was just written up to its last column: the next character wraps.
        let mut at_edge = false;
        for (index, row) in shown.iter().enumerate() {
            if self.drawn.get(index) == Some(row) {
                at_edge = false;
                continue;
            }
            if index >= self.drawn.len() && index > 0 {
                if !(row.wrapped && at_edge && row.columns > 0) {
                    self.move_to(index - 1, out);
                    out.push_str("\r\n");
                }
                self.cursor.0 = index;
                out.push_str(if at_edge && row.wrapped && row.columns > 0 { "" } else { "\r" });
            } else if at_edge && row.wrapped && row.columns > 0 {
                self.cursor.0 = index;
            } else {
                self.move_to(index, out);
                out.push('\r');
            }
            out.push_str(&row.text);
            if row.columns < columns {
                out.push_str("\x1b[0K");
            }
            at_edge = row.columns >= columns;
        }
        if self.drawn.len() > shown.len() {
            let first = shown.len();
            self.move_to(first, out);
            out.push_str("\r\x1b[J");
        }
    }

    /// The window has another width: what was drawn has wrapped anew, as terminals do.
    pub fn resized(&mut self, scene: &Scene, columns: usize) -> String {
        let (_, cursor) = lay_out(scene, columns.max(2));
        let above = cursor.0.saturating_sub(self.top);
        *self = View::default();
        format!("{}\r\x1b[J", super::terminal::up(above))
    }

    /// The window was cleared.
    pub fn forget(&mut self) {
        *self = View::default();
    }

    /// Goes to the last row that was drawn, and below it.
    pub fn leave(&mut self) -> String {
        let mut out = String::new();
        let last = self.drawn.len().saturating_sub(1);
        self.move_to(last, &mut out);
        out.push_str("\r\n");
        *self = View::default();
        out
    }

    /// Erases everything and goes to where the prompt began.
    pub fn erase(&mut self) -> String {
        let mut out = String::new();
        self.move_to(0, &mut out);
        out.push_str("\r\x1b[J");
        *self = View::default();
        out
    }
}

fn lay_out(scene: &Scene, columns: usize) -> (Vec<Row>, (usize, usize)) {
    let mut rows = Rows {
        rows: Vec::new(),
        row: Row::default(),
        columns,
        style: String::new(),
        continuation: &scene.continuation,
        placed: 0,
        cursor: None,
        wanted: scene.cursor,
    };
    rows.extra(&scene.prompt);
    rows.walk(&scene.coloured, true);
    rows.note_cursor();
    rows.extra(&scene.hint);
    rows.style.clear();
    for line in &scene.below {
        rows.start_row(false);
        rows.extra(line);
    }
    let (row, column) = rows.cursor.unwrap_or((0, 0));
    rows.rows.push(rows.row);
    (rows.rows, (scene.rows_above + row, column))
}

/// The lines of an input that are drawn, from byte to byte, and the rows of those above and below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub bytes: (usize, usize),
    pub rows_above: usize,
    pub rows_below: usize,
}

/// The lines around the cursor that a window can show. Short inputs are drawn as a whole.
pub fn part_around(text: &str, cursor: usize, widths: (usize, usize), columns: usize, height: usize) -> Part {
    let whole = Part { bytes: (0, text.len()), rows_above: 0, rows_below: 0 };
    let around = height.saturating_mul(2);
    let (before, behind) = text.split_at(cursor.min(text.len()));
    // The line breaks that end the lines that far away.
    let from = before.rmatch_indices('\n').nth(around).map(|(at, _)| at + 1);
    let to = behind.match_indices('\n').nth(around).map(|(at, _)| cursor + at);
    if from.is_none() && to.is_none() {
        return whole;
    }
    let (prompt, continuation) = widths;
    let above = from.map_or("", |from| text.get(..from.saturating_sub(1)).unwrap_or_default());
    let rows_above = from.map_or(0, |_| {
        let lines = above.split('\n').enumerate();
        lines
            .map(|(index, line)| rows_of(line, if index == 0 { prompt } else { continuation }, columns))
            .sum()
    });
    let below = to.map_or("", |to| text.get(to + 1..).unwrap_or_default());
    let rows_below =
        to.map_or(0, |_| below.split('\n').map(|line| rows_of(line, continuation, columns)).sum());
    Part { bytes: (from.unwrap_or(0), to.unwrap_or(text.len())), rows_above, rows_below }
}

/// Rows that a line takes behind what stands in front of it.
fn rows_of(line: &str, before: usize, columns: usize) -> usize {
    let columns = columns.max(2);
    if line.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return (before + line.len()).div_ceil(columns).max(1);
    }
    let scene = Scene {
        prompt: " ".repeat(before),
        coloured: super::terminal::visible(line).into_owned(),
        ..Scene::default()
    };
    lay_out(&scene, columns).0.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(text: &str, cursor: usize) -> Scene {
        Scene {
            prompt: "> ".into(),
            continuation: ">> ".into(),
            coloured: text.into(),
            cursor,
            ..Scene::default()
        }
    }

    /// What a terminal shows after some scenes, and where its cursor stands.
    fn shown(scenes: &[Scene], columns: u16, height: u16) -> (String, (u16, u16)) {
        let mut terminal = vt100::Parser::new(height, columns, 0);
        let mut view = View::default();
        for scene in scenes {
            // A terminal makes `\r\n` of a line break.
            let out = view.draw(scene, usize::from(columns), usize::from(height));
            terminal.process(out.replace('\n', "\r\n").as_bytes());
        }
        (terminal.screen().contents(), terminal.screen().cursor_position())
    }

    #[test]
    fn lines_wrap_and_go_on_behind_the_continuation_prompt() {
        let (text, cursor) = shown(&[scene("abcdefgh\nx", 9)], 6, 10);
        assert_eq!(text, "> abcdefgh\n>> x");
        assert_eq!(cursor, (2, 3));
        assert_eq!(shown(&[scene("abcd", 4)], 6, 10).1, (1, 0));
        assert_eq!(shown(&[scene("日本語", 3)], 6, 10), ("> 日本語".into(), (0, 4)));
    }

    #[test]
    fn only_what_changed_is_written() {
        let mut view = View::default();
        let many: String = (0..8).map(|line| format!("line {line}\n")).collect();
        view.draw(&scene(&many, many.len()), 20, 24);
        let more = format!("{many}x");
        assert!(view.draw(&scene(&more, more.len()), 20, 24).len() < 40);
        let scenes = [scene("one two", 7), scene("one", 3), scene("one\ntwo", 0), scene("", 0)];
        let (text, cursor) = shown(&scenes, 10, 5);
        assert_eq!((text.trim_end(), cursor), (">", (0, 2)));
    }

    #[test]
    fn lines_far_from_the_cursor_are_only_counted() {
        let text: String = (0..50).map(|line| format!("{line:03} {}\n", "x".repeat(line % 9))).collect();
        for cursor in [0, text.len() / 2, text.len()] {
            let part = part_around(&text, cursor, (2, 3), 8, 5);
            let (from, to) = part.bytes;
            assert!(to - from < text.len());
            let cut = Scene {
                rows_above: part.rows_above,
                rows_below: part.rows_below,
                prompt: if from == 0 { "> ".into() } else { ">> ".into() },
                cursor: cursor - from,
                ..scene(&text[from..to], 0)
            };
            assert_eq!(shown(&[cut], 8, 5), shown(&[scene(&text, cursor)], 8, 5));
        }
        assert_eq!(part_around("a\nb", 0, (2, 3), 8, 5).bytes, (0, 3));
        assert_eq!((rows_of("12345", 3, 8), rows_of("123456", 3, 8), rows_of("日本語", 3, 8)), (1, 2, 2));
    }

    #[test]
    fn a_long_input_scrolls_with_its_cursor() {
        let many: String = (0..10).map(|line| format!("{line}\n")).collect();
        let (text, cursor) = shown(&[scene(&many, many.len())], 20, 4);
        assert_eq!(text.trim_end(), ">> 7\n>> 8\n>> 9\n>>");
        assert_eq!(cursor, (3, 3));
        let (text, cursor) = shown(&[scene(&many, many.len()), scene(&many, 0)], 20, 4);
        assert_eq!(text, "> 0\n>> 1\n>> 2\n>> 3");
        assert_eq!(cursor, (0, 2));
    }
}
