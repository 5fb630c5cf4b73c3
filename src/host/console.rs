//! The process's terminal as the engine's host.

use super::charset::Encoded;
use super::format::{ViewFormatter, ViewGenerator};
use super::pager::{self, Pager};
use super::progress::Bars;
use crate::engine::Engine;
use crate::engine::error::ErrorRecord;
use crate::engine::host::{Accents, FormatRequest, Formatter, Generator, Host, PickRequest, Progress};
use nu_ansi_term::Color;
use std::io::{BufRead, BufWriter, IsTerminal, Stderr, Stdout, Write};

/// Columns when there is no terminal, as PowerShell assumes.
const DEFAULT_WIDTH: usize = 80;
const DEFAULT_HEIGHT: usize = 24;

/// Standard output, error and input.
pub struct Console {
    output: BufWriter<Encoded<Stdout>>,
    error: Encoded<Stderr>,
    /// Colour and cursor movement may be written to standard output.
    terminal: bool,
    error_terminal: bool,
    interactive: bool,
    bars: Bars,
    /// Rows of bars below the cursor.
    bar_rows: usize,
    pager: Option<Pager>,
    /// Colours may be used.
    colours: bool,
    transcript: Option<Box<dyn Write>>,
    /// What was written since the last line break: the prompt stands behind it.
    open_line: String,
}

impl Console {
    /// `interactive` is false under `-NonInteractive` and when nobody can answer.
    pub fn new(interactive: bool) -> Console {
        let output = std::io::stdout();
        let terminal = output.is_terminal();
        let colours = std::env::var_os("NO_COLOR").is_none() && !super::editor::is_plain();
        let error = std::io::stderr();
        let error_terminal = error.is_terminal() && colours;
        Console {
            output: BufWriter::new(Encoded(output)),
            error: Encoded(error),
            terminal,
            error_terminal,
            interactive,
            bars: Bars::default(),
            bar_rows: 0,
            pager: None,
            colours,
            transcript: None,
            open_line: String::new(),
        }
    }

    /// Takes the bars from the window before other text.
    fn clear_progress(&mut self) {
        if self.bar_rows > 0 {
            self.bar_rows = 0;
            // Nobody can be told when the terminal is gone.
            let _ = match self.open_column() {
                0 => write!(self.error, "\r\x1b[J"),
                column => write!(self.error, "\n\r\x1b[J\x1b[A\x1b[{column}C"),
            };
        }
    }

    /// The column behind what was written since the last line break.
    fn open_column(&self) -> usize {
        super::editor::width_of(&self.open_line) % self.width().max(1)
    }

    /// Draws the open bars below what was written, and goes back there.
    fn draw_progress(&mut self) {
        self.clear_progress();
        let lines = self.bars.lines(self.width(), std::time::Instant::now());
        if lines.is_empty() {
            return;
        }
        let column = self.open_column();
        let text = lines.join("\n\r");
        let (first, back) = if column > 0 {
            ("\n\r", format!("\x1b[{}A\r\x1b[{column}C", lines.len()))
        } else {
            ("\r", super::editor::up(lines.len() - 1))
        };
        // Nobody can be told when the terminal is gone.
        let _ = write!(self.error, "{first}{text}\r{back}");
        let _ = self.error.flush();
        self.bar_rows = lines.len();
    }

    /// Waits at the foot of a page; whether the line is still wanted.
    fn turn_page(&mut self, text: &str) -> bool {
        let Some(mut pager) = self.pager.take() else { return true };
        // The window may get another size while the reader waits.
        while !pager.quit && pager.is_full(text, self.width(), self.height()) {
            // Nobody can be told when the terminal is gone.
            let _ = write!(self.output, "{}", pager::PROMPT);
            let _ = self.output.flush();
            pager.wait(|| self.height());
            let _ = write!(self.output, "\r\x1b[K");
        }
        pager.wrote(text, self.width());
        let wanted = !pager.quit;
        self.pager = Some(pager);
        wanted
    }

    /// Writes to the transcript, without colours.
    fn note(&mut self, text: &str) {
        if let Some(transcript) = &mut self.transcript {
            // A full disk ends the transcript, not the session.
            let plain = super::editor::without_escapes(text);
            if transcript.write_all(plain.as_bytes()).and_then(|()| transcript.flush()).is_err() {
                self.transcript = None;
            }
        }
    }

    fn line(&mut self, text: &str) {
        self.clear_progress();
        if !self.turn_page(text) {
            return;
        }
        self.open_line.clear();
        if self.transcript.is_some() {
            self.note(&format!("{text}\n"));
        }
        // A closed pipe ends the output, as it does for every program in a pipeline.
        if writeln!(self.output, "{text}").is_err() {
            std::process::exit(0);
        }
        if self.terminal {
            self.flush();
        }
    }

    /// Asks in the terminal. Ctrl+C stops the command that asked, as it does while a command runs.
    fn answer(&mut self, prompt: &str, mask: Option<char>) -> Result<Option<String>, String> {
        self.write(prompt, None, None);
        self.flush();
        let answer = super::editor::read_answer(mask);
        self.open_line.clear();
        match answer {
            Ok(line) => {
                self.note("\n");
                Ok(line)
            }
            Err(_) => {
                super::interactive::interrupt();
                Ok(None)
            }
        }
    }

    fn coloured(&mut self, colour: Color, text: &str) {
        let painted =
            if self.terminal && self.colours { colour.paint(text).to_string() } else { text.to_string() };
        self.line(&painted);
    }
}

/// A colour by PowerShell's name.
fn colour(name: &str) -> Option<Color> {
    Some(match name.to_ascii_lowercase().as_str() {
        "black" => Color::Black,
        "darkblue" => Color::Blue,
        "darkgreen" => Color::Green,
        "darkcyan" => Color::Cyan,
        "darkred" => Color::Red,
        "darkmagenta" => Color::Purple,
        "darkyellow" => Color::Yellow,
        "gray" => Color::White,
        "darkgray" => Color::DarkGray,
        "blue" => Color::LightBlue,
        "green" => Color::LightGreen,
        "cyan" => Color::LightCyan,
        "red" => Color::LightRed,
        "magenta" => Color::LightPurple,
        "yellow" => Color::LightYellow,
        "white" => Color::LightGray,
        _ => return None,
    })
}

impl Host for Console {
    fn write(&mut self, text: &str, foreground: Option<&str>, background: Option<&str>) {
        self.clear_progress();
        let mut style = nu_ansi_term::Style::new();
        if let Some(found) = foreground.and_then(colour) {
            style = style.fg(found);
        }
        if let Some(found) = background.and_then(colour) {
            style = style.on(found);
        }
        self.note(text);
        let plain = !self.terminal || !self.colours || (foreground.is_none() && background.is_none());
        match text.rfind('\n') {
            Some(at) => self.open_line = text.get(at + 1..).unwrap_or_default().to_string(),
            None => self.open_line.push_str(text),
        }
        let written =
            if plain { write!(self.output, "{text}") } else { write!(self.output, "{}", style.paint(text)) };
        if written.is_err() {
            std::process::exit(0);
        }
        if self.terminal {
            self.flush();
        }
    }

    fn for_thread(&self) -> fn() -> Box<dyn Host> {
        || Box::new(Console::new(false))
    }

    fn write_line(&mut self, line: &str) {
        self.line(line);
    }

    fn write_error(&mut self, lines: &str) {
        self.flush();
        self.clear_progress();
        self.note(&format!("{lines}\n"));
        let text =
            if self.error_terminal { Color::LightRed.paint(lines).to_string() } else { lines.to_string() };
        // Nobody can be told when standard error is gone.
        let _ = writeln!(self.error, "{text}");
    }

    fn write_plain_error(&mut self, text: &str) {
        self.flush();
        self.clear_progress();
        // Nobody can be told when standard error is gone.
        let _ = write!(self.error, "{text}");
    }

    fn write_warning(&mut self, message: &str) {
        self.coloured(Color::LightYellow, &format!("WARNING: {message}"));
    }

    fn write_verbose(&mut self, message: &str) {
        self.coloured(Color::LightYellow, &format!("VERBOSE: {message}"));
    }

    fn write_debug(&mut self, message: &str) {
        self.coloured(Color::LightYellow, &format!("DEBUG: {message}"));
    }

    fn progress(&mut self, progress: &Progress) {
        if !self.error_terminal {
            return;
        }
        self.flush();
        if self.bars.note(progress, std::time::Instant::now()) {
            self.draw_progress();
        }
    }

    fn end_progress(&mut self) {
        self.clear_progress();
        self.bars.clear();
    }

    fn page(&mut self, on: bool) {
        let readable = self.terminal && self.interactive && std::io::stdin().is_terminal();
        self.pager = (on && readable && !super::editor::is_plain()).then(Pager::default);
    }

    fn is_page_left(&self) -> bool {
        self.pager.as_ref().is_some_and(|pager| pager.quit)
    }

    fn width(&self) -> usize {
        if !self.terminal {
            return DEFAULT_WIDTH;
        }
        terminal_size().map_or(DEFAULT_WIDTH, |(columns, _)| columns)
    }

    fn height(&self) -> usize {
        if !self.terminal {
            return DEFAULT_HEIGHT;
        }
        terminal_size().map_or(DEFAULT_HEIGHT, |(_, rows)| rows)
    }

    fn is_interactive(&self) -> bool {
        self.interactive
    }

    fn read_line(&mut self, prompt: &str) -> Result<Option<String>, String> {
        if !self.interactive {
            return Err(
                "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available."
                    .into(),
            );
        }
        if std::io::stdin().is_terminal() {
            return self.answer(prompt, None);
        }
        self.write(prompt, None, None);
        self.flush();
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(line.trim_end_matches(['\n', '\r']).to_string())),
            Err(error) => Err(error.to_string()),
        }
    }

    fn read_secret(&mut self, prompt: &str) -> Result<Option<String>, String> {
        if !self.interactive || !std::io::stdin().is_terminal() {
            return self.read_line(prompt);
        }
        self.answer(prompt, Some('*'))
    }

    fn pick(&mut self, request: &PickRequest) -> Option<Vec<usize>> {
        let draws = self.terminal && self.interactive && std::io::stdin().is_terminal();
        if !draws || super::editor::is_plain() {
            return None;
        }
        self.flush();
        let size = || terminal_size().unwrap_or((DEFAULT_WIDTH, DEFAULT_HEIGHT));
        Some(super::grid::pick(request, size))
    }

    fn choose(
        &mut self,
        caption: &str,
        message: &str,
        choices: &[(String, String)],
        default: usize,
    ) -> Result<usize, String> {
        self.line("");
        self.line(caption);
        self.line(message);
        let keys: Vec<String> = choices.iter().map(|(label, _)| key(label)).collect();
        let shown: Vec<String> = choices
            .iter()
            .zip(&keys)
            .map(|((label, _), key)| format!("[{key}] {}", label.replace('&', "")))
            .collect();
        let usual = keys.get(default).cloned().unwrap_or_default();
        let prompt = choice_prompt(&shown, &usual, self.width());
        loop {
            if let Some((lines, _)) = prompt.rsplit_once('\n') {
                self.line(lines);
            }
            let last = prompt.rsplit('\n').next().unwrap_or(&prompt);
            let Some(answer) = self.read_line(last)? else { return Ok(default) };
            let answer = answer.trim();
            if answer.is_empty() {
                return Ok(default);
            }
            if answer == "?" {
                for ((_, help), key) in choices.iter().zip(&keys) {
                    self.line(&format!("{key} - {help}"));
                }
                continue;
            }
            let matches = |(label, _): &(String, String), key: &String| {
                key.eq_ignore_ascii_case(answer) || label.replace('&', "").eq_ignore_ascii_case(answer)
            };
            if let Some(found) = choices.iter().zip(&keys).position(|(choice, key)| matches(choice, key)) {
                return Ok(found);
            }
        }
    }

    fn has_colours(&self) -> bool {
        self.terminal
    }

    fn formatter(&self, width: usize) -> Box<dyn Formatter> {
        Box::new(ViewFormatter::new(width, self.width()))
    }

    fn accented_formatter(&self, width: usize, accents: Accents) -> Box<dyn Formatter> {
        Box::new(ViewFormatter::new(width, self.width()).accented(accents))
    }

    fn generator(&self, request: FormatRequest) -> Box<dyn Generator> {
        Box::new(ViewGenerator::new(request))
    }

    fn error_view(&self) -> fn(&mut Engine, &ErrorRecord) -> String {
        super::error_view::text
    }

    fn completer(&self) -> crate::engine::completion::Completer {
        super::completion::complete
    }

    fn nested_prompt(&self) -> fn(&mut Engine) -> crate::engine::Outcome {
        super::interactive::nested
    }

    fn debug_prompt(
        &self,
    ) -> fn(&mut Engine, &crate::engine::debugger::Stop) -> crate::engine::debugger::Resume {
        super::debug_prompt::ask
    }

    fn set_window_title(&mut self, title: &str) {
        if self.terminal && !super::editor::is_plain() {
            let plain: String = title.chars().filter(|character| !character.is_control()).collect();
            let _ = write!(self.output, "\x1b]0;{plain}\x07");
            self.flush();
        }
    }

    fn take_open_line(&mut self) -> String {
        std::mem::take(&mut self.open_line)
    }

    fn transcribe(&mut self, to: Option<Box<dyn Write>>) {
        self.transcript = to;
    }

    fn record(&mut self, text: &str) {
        self.note(&format!("{text}\n"));
    }

    fn flush(&mut self) {
        if self.output.flush().is_err() {
            std::process::exit(0);
        }
    }
}

/// All choices and the default one, wrapped between choices.
fn choice_prompt(shown: &[String], usual: &str, width: usize) -> String {
    let pieces = shown.iter().map(|choice| format!("{choice}  ")).chain(["[?] Help ".to_string()]);
    let pieces = pieces.chain([format!("(default is \"{usual}\"):")]);
    let mut text = String::new();
    let mut length = 0;
    for piece in pieces {
        let columns = piece.chars().count();
        if length > 0 && length + columns > width.saturating_sub(1) {
            text.truncate(text.trim_end().len());
            text.push('\n');
            length = 0;
        }
        text.push_str(&piece);
        length += columns;
    }
    text
}

/// The letter after `&`.
fn key(label: &str) -> String {
    match label.split_once('&').and_then(|(_, rest)| rest.chars().next()) {
        Some(letter) => letter.to_uppercase().to_string(),
        None => label.to_string(),
    }
}

/// Columns and rows of the terminal behind standard output.
fn terminal_size() -> Option<(usize, usize)> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    (size.ws_col > 0).then(|| (usize::from(size.ws_col), usize::from(size.ws_row)))
}
