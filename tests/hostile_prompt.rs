//! Garbage, binary, long lines and control sequences typed, pasted and piped: the shell neither breaks, hangs nor
//! runs what was only data.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "common/terminal.rs"]
mod terminal;

use std::io::Write;
use std::process::{Command, Stdio};
use terminal::{Session, start};

/// Runs the shell with bytes on standard input; gives its exit code and what it printed.
fn piped(arguments: &[&str], input: &[u8]) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let bytes = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A shell that refuses closes its input early.
        let _ = to.write_all(&bytes);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Bytes that repeat in every run.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}

#[test]
fn piped_noise_ends_with_an_exit_code() {
    for arguments in [&["-NoProfile", "-Command", "-"][..], &["-NoProfile", "-File", "-"], &["-NoProfile"]] {
        for input in
            [noise(100_000), vec![0; 10_000], vec![0x1b; 10_000], b"\xff\xfe\xfd`\n'\n\"\n@'\n".to_vec()]
        {
            let (code, _) = piped(arguments, &input);
            assert!(code.is_some(), "{arguments:?} died of a signal");
        }
    }
}

#[test]
fn a_line_of_ten_megabytes_is_read_and_shown() {
    let long = "x".repeat(10 << 20);
    let (code, output) = piped(&["-NoProfile", "-Command", "-"], format!("'{long}'.Length").as_bytes());
    assert_eq!((code, output.trim()), (Some(0), "10485760"));
    let script = "$text = 'y' * 10485760; [pscustomobject]@{ Text = $text } | Format-Table | Out-String | \
                  ForEach-Object Length; (TabExpansion2 ('Get-Item ' + $text) 20).CompletionMatches.Count";
    let (code, output) = piped(&["-NoProfile", "-Command", script], b"");
    assert_eq!(code, Some(0));
    assert_eq!(output.lines().count(), 2, "{output}");
}

fn shell(work: &std::path::Path) -> Session {
    let mut session = start(work, (80, 24), "-NoProfile -NoLogo", &[]);
    session.wait_for("/w>");
    session
}

#[test]
fn names_with_control_sequences_stay_names() {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path();
    std::fs::create_dir_all(work.join("w")).unwrap();
    for name in ["a\x1b[2Jb", "a\x1b]0;title\x07c", "a;touch gone;", "a$(touch gone)", "a\rb"] {
        std::fs::write(work.join("w").join(name), "").unwrap();
    }
    let mut session = shell(work);
    session.send("'first'\r");
    session.wait_for("first");
    for keys in ["Get-Item ./a\t\t\t", "\x03", "Get-Item ./a\0", "\x1b\x1b", "\x03"] {
        session.send(keys);
        session.settle(None, work);
    }
    session.send("'la' + 'st'\r");
    session.wait_for("\nlast");
    assert!(session.screen().contains("first"), "the screen was cleared:\n{}", session.screen());
    assert!(!work.join("w/gone").exists());
}

#[test]
fn pasted_lines_wait_for_enter() {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path();
    let mut session = shell(work);
    session.send("\x1b[200~New-Item one | Out-Null\nNew-Item two | Out-Null\x1b[201~");
    session.settle(None, work);
    assert!(!work.join("w/one").exists(), "a pasted line ran before Enter");
    session.send("\r");
    session.send("'do' + 'ne'\r");
    session.wait_for("done");
    assert!(work.join("w/one").exists() && work.join("w/two").exists());
}

#[test]
fn noise_at_the_keyboard_leaves_a_shell_that_answers() {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path();
    let mut session = shell(work);
    // No Enter, Ctrl+D, Ctrl+Z and the like: those mean something.
    let typed: Vec<u8> = noise(2_000).into_iter().filter(|byte| *byte >= 0x20 && *byte != 0x7f).collect();
    session.send(String::from_utf8_lossy(&typed).as_bytes());
    session.settle(None, work);
    session.send("\x03");
    session.settle(None, work);
    session.send("'still ' + 'here'\r");
    session.wait_for("still here");
}
