//! A shell in a pseudo-terminal: keys go in, and the screen that is left is read.

#![allow(dead_code, reason = "each test uses a part of this")]

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long nothing may come before a screen counts as settled.
const QUIET: Duration = Duration::from_millis(400);
/// The longest that one step may take.
const LIMIT: Duration = Duration::from_secs(20);

pub struct Session {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    keyboard: Box<dyn Write + Send>,
    window: Box<dyn MasterPty + Send>,
    /// Everything that came, with its control sequences.
    sent: Vec<u8>,
}

impl Session {
    pub fn screen(&self) -> String {
        let (_, columns) = self.parser.screen().size();
        let rows: Vec<String> =
            self.parser.screen().rows(0, columns).map(|row| row.trim_end().to_string()).collect();
        rows.join("\n").trim_end_matches('\n').to_string()
    }

    /// Takes what comes until nothing has come for a while.
    pub fn settle(&mut self, expected: Option<&str>, work: &Path) {
        let end = Instant::now() + LIMIT;
        while Instant::now() < end {
            match self.output.recv_timeout(QUIET) {
                Ok(bytes) => self.take(&bytes),
                Err(_) if self.screen().trim().is_empty() => {}
                Err(_)
                    if expected.is_some_and(|wanted| named(&self.screen(), work) != wanted)
                        && Instant::now() + LIMIT / 2 < end => {}
                Err(_) => return,
            }
        }
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) {
        let end = Instant::now() + LIMIT;
        while !self.screen().contains(text) {
            assert!(Instant::now() < end, "{text} did not come:\n{}", self.screen());
            if let Ok(bytes) = self.output.recv_timeout(QUIET) {
                self.take(&bytes);
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.sent.extend_from_slice(bytes);
    }

    /// Waits until the terminal got some bytes, as a window title that no screen shows.
    pub fn wait_for_bytes(&mut self, wanted: &[u8]) {
        let end = Instant::now() + LIMIT;
        while !self.sent.windows(wanted.len()).any(|part| part == wanted) {
            assert!(
                Instant::now() < end,
                "{:?} did not come:\n{}",
                String::from_utf8_lossy(wanted),
                self.screen()
            );
            if let Ok(bytes) = self.output.recv_timeout(QUIET) {
                self.take(&bytes);
            }
        }
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows, columns);
        self.window.resize(PtySize { cols: columns, rows, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    pub fn send(&mut self, text: impl AsRef<[u8]>) {
        self.keyboard.write_all(text.as_ref()).unwrap();
        self.keyboard.flush().unwrap();
    }
}

/// The session's folder as the recording writes it.
pub fn named(screen: &str, work: &Path) -> String {
    let name = work.file_name().unwrap().to_string_lossy().into_owned();
    screen.replace(&work.display().to_string(), "<work>").replace(&format!("\n{name}"), "<work>")
}

/// What a key by tmux's name sends.
pub fn key(name: &str) -> String {
    match name {
        "Enter" => "\r".into(),
        "Tab" => "\t".into(),
        "BTab" => "\x1b[Z".into(),
        "BSpace" => "\x7f".into(),
        "Escape" => "\x1b".into(),
        "Space" => " ".into(),
        "Up" => "\x1b[A".into(),
        "Down" => "\x1b[B".into(),
        "Right" => "\x1b[C".into(),
        "Left" => "\x1b[D".into(),
        "Home" => "\x1b[1~".into(),
        "End" => "\x1b[4~".into(),
        "DC" => "\x1b[3~".into(),
        "C-Space" => "\0".into(),
        "F1" => "\x1bOP".into(),
        "F2" => "\x1bOQ".into(),
        "F8" => "\x1b[19~".into(),
        "PPage" => "\x1b[5~".into(),
        "NPage" => "\x1b[6~".into(),
        "S-Enter" => "\x1b[27;2;13~".into(),
        "C-Enter" => "\x1b[27;5;13~".into(),
        "S-Left" => "\x1b[1;2D".into(),
        "S-Right" => "\x1b[1;2C".into(),
        "C-Left" => "\x1b[1;5D".into(),
        "C-Right" => "\x1b[1;5C".into(),
        "M-Enter" => "\x1b\r".into(),
        _ => match (name.strip_prefix("C-"), name.strip_prefix("M-")) {
            (Some(letter), _) => char::from(letter.as_bytes()[0] & 0x1f).to_string(),
            (_, Some(letter)) => format!("\x1b{letter}"),
            _ => name.to_string(),
        },
    }
}

/// Starts the shell in the folder `w` of `work`, with its home in `home`.
pub fn start(work: &Path, size: (u16, u16), arguments: &str, environment: &[(String, String)]) -> Session {
    for folder in ["home", "w"] {
        std::fs::create_dir_all(work.join(folder)).unwrap();
    }
    let (columns, rows) = size;
    let mut command = CommandBuilder::new("sh");
    let program = env!("CARGO_BIN_EXE_fedsh");
    let line = format!("{program} {arguments}; echo \"[exit $?]\"; exec sleep 60");
    command.args(["-c", &line]);
    command.cwd(work.join("w"));
    command.env_clear();
    let usual = [
        ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        ("TZ", "UTC"),
        ("LANG", "en_US.UTF-8"),
        ("LC_ALL", "C.UTF-8"),
        ("TERM", "xterm-256color"),
    ];
    usual.iter().for_each(|(name, value)| command.env(name, value));
    command.env("HOME", work.join("home"));
    environment.iter().for_each(|(name, value)| command.env(name, value));
    let (output, keyboard, window) = open_window(command, (columns, rows));
    Session { parser: vt100::Parser::new(rows, columns, 0), output, keyboard, window, sent: Vec::new() }
}

/// Starts a program in a pseudo-terminal of so many columns and rows; gives what it writes, and its keyboard.
pub fn open(command: CommandBuilder, size: (u16, u16)) -> (Receiver<Vec<u8>>, Box<dyn Write + Send>) {
    let (output, keyboard, window) = open_window(command, size);
    // The terminal lives as long as the program that is measured.
    std::mem::forget(window);
    (output, keyboard)
}

type Window = (Receiver<Vec<u8>>, Box<dyn Write + Send>, Box<dyn MasterPty + Send>);

fn open_window(command: CommandBuilder, size: (u16, u16)) -> Window {
    let size = PtySize { cols: size.0, rows: size.1, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let keyboard = pair.master.take_writer().unwrap();
    let (sender, output) = channel();
    std::thread::spawn(move || {
        // The terminal lives as long as somebody reads it.
        let _held = (pair.slave, child);
        let mut bytes = [0u8; 65_536];
        while let Ok(count) = reader.read(&mut bytes) {
            if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    (output, keyboard, pair.master)
}
