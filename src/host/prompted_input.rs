//! `-File -`: commands on standard input, each shown behind a prompt as if it were typed.

use super::interactive::{prompt, run_one};
use crate::engine::Engine;
use crate::language::{Source, parse};
use std::io::BufRead;

/// Shown in front of each further line of an input.
const MORE: &str = ">> ";

/// Runs the commands. Gives the exit code: that of `exit`, else 1 when the last one failed.
pub fn run(engine: &mut Engine) -> i32 {
    let mut pending = String::new();
    loop {
        let shown = if pending.is_empty() { prompt(engine) } else { MORE.to_string() };
        engine.host.write(&shown, None, None);
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                engine.host.write_error(&format!("Standard input could not be read: {error}"));
                return 1;
            }
        }
        let line = line.trim_end_matches(['\n', '\r']);
        engine.host.write_line(line);
        let goes_on = !pending.is_empty();
        pending.push_str(line);
        pending.push('\n');
        // An input of several lines ends with an empty one.
        let waits = if goes_on { !line.trim().is_empty() } else { is_unfinished(&pending) };
        if waits {
            continue;
        }
        if let Some(code) = run_one(engine, std::mem::take(&mut pending).trim_end()) {
            return code;
        }
    }
    engine.host.write_line("");
    match run_one(engine, pending.trim_end()) {
        Some(code) => code,
        None => i32::from(!engine.succeeded),
    }
}

fn is_unfinished(text: &str) -> bool {
    parse(Source::inline(text)).errors.iter().any(|error| error.incomplete)
}
