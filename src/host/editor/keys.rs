//! Keys that leave rustyline, and those that scripts bind.

use super::{Acted, Reader, split};
use crate::engine::Engine;
use crate::engine::editing::{EditMode, EditorOptions, KeyHandler};
use crate::engine::value::Value;
use rustyline::history::History;
use rustyline::{
    At, Cmd, ConditionalEventHandler, Editor, Event, EventContext, EventHandler, KeyCode, KeyEvent,
    Modifiers, Movement, RepeatCount, Word,
};
use std::sync::{Arc, Mutex};

/// Why and where the editor was left.
#[derive(Clone, Debug)]
pub struct Left {
    /// `Complete`, `MenuComplete`, `Search`, `Cancel`, or `Handler` and the number of a bound key.
    pub key: String,
    pub line: String,
    /// The cursor, in bytes.
    pub position: usize,
}

/// Shared by the handlers and the loop around the editor.
#[derive(Clone, Default)]
pub struct Leaving(Arc<Mutex<Option<Left>>>);

impl Leaving {
    pub fn take(&self) -> Option<Left> {
        self.0.lock().ok().and_then(|mut left| left.take())
    }
}

struct Leave {
    key: String,
    leaving: Leaving,
}

impl ConditionalEventHandler for Leave {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let left = Left { key: self.key.clone(), line: context.line().to_string(), position: context.pos() };
        if let Ok(mut place) = self.leaving.0.lock() {
            *place = Some(left);
        }
        Some(Cmd::AcceptLine)
    }
}

/// Right arrow and End take the suggestion over at the end of the line.
struct Suggestion(Cmd);

impl ConditionalEventHandler for Suggestion {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let at_end = context.pos() == context.line().len();
        Some(if at_end && context.has_hint() { Cmd::CompleteHint } else { self.0.clone() })
    }
}

/// Binds the keys of PSReadLine that rustyline has not, then those of scripts.
pub fn bind<H: History>(editor: &mut Editor<Reader, H>, leaving: &Leaving, options: &EditorOptions) {
    let leave = |key: &str| {
        EventHandler::Conditional(Box::new(Leave { key: key.to_string(), leaving: leaving.clone() }))
    };
    editor.bind_sequence(KeyEvent(KeyCode::Tab, Modifiers::NONE), leave("Complete"));
    editor.bind_sequence(KeyEvent(KeyCode::Char(' '), Modifiers::CTRL), leave("MenuComplete"));
    // Terminals send Ctrl+Space as Ctrl+@.
    editor.bind_sequence(KeyEvent(KeyCode::Char('@'), Modifiers::CTRL), leave("MenuComplete"));
    editor.bind_sequence(KeyEvent::ctrl('C'), leave("Cancel"));
    editor.bind_sequence(KeyEvent::ctrl('R'), leave("Search"));
    if options.edit_mode != EditMode::Vi {
        let end = Suggestion(Cmd::Move(Movement::ForwardChar(1)));
        editor.bind_sequence(
            KeyEvent(KeyCode::Right, Modifiers::NONE),
            EventHandler::Conditional(Box::new(end)),
        );
        let end = Suggestion(Cmd::Move(Movement::EndOfLine));
        editor
            .bind_sequence(KeyEvent(KeyCode::End, Modifiers::NONE), EventHandler::Conditional(Box::new(end)));
        editor.bind_sequence(
            KeyEvent(KeyCode::Left, Modifiers::CTRL),
            Cmd::Move(Movement::BackwardWord(1, Word::Emacs)),
        );
        editor.bind_sequence(
            KeyEvent(KeyCode::Right, Modifiers::CTRL),
            Cmd::Move(Movement::ForwardWord(1, At::AfterEnd, Word::Emacs)),
        );
    }
    if options.edit_mode == EditMode::Windows {
        editor.bind_sequence(KeyEvent(KeyCode::Esc, Modifiers::NONE), Cmd::Kill(Movement::WholeLine));
        editor.bind_sequence(KeyEvent::ctrl('Z'), Cmd::Undo(1));
    }
    for (number, handler) in options.handlers.iter().enumerate() {
        let Some(event) = event(&handler.chord) else { continue };
        if handler.block.is_some() {
            editor.bind_sequence(event, leave(&format!("Handler{number}")));
        } else if let Some(command) = function(&handler.function) {
            editor.bind_sequence(event, command);
        } else if let Some(key) = leaving_function(&handler.function) {
            editor.bind_sequence(event, leave(key));
        }
    }
}

fn leaving_function(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "complete" | "tabcompletenext" | "possiblecompletions" => "Complete",
        "menucomplete" => "MenuComplete",
        "reversesearchhistory" => "Search",
        "copyorcancelline" | "cancelline" => "Cancel",
        _ => return None,
    })
}

/// The functions of PSReadLine that rustyline has as commands.
fn function(name: &str) -> Option<Cmd> {
    Some(match name.to_ascii_lowercase().as_str() {
        "acceptline" | "validateandacceptline" => Cmd::AcceptLine,
        "acceptsuggestion" => Cmd::CompleteHint,
        "backwardchar" => Cmd::Move(Movement::BackwardChar(1)),
        "forwardchar" => Cmd::Move(Movement::ForwardChar(1)),
        "backwardword" => Cmd::Move(Movement::BackwardWord(1, Word::Emacs)),
        "forwardword" | "nextword" => Cmd::Move(Movement::ForwardWord(1, At::AfterEnd, Word::Emacs)),
        "beginningofline" => Cmd::Move(Movement::BeginningOfLine),
        "endofline" => Cmd::Move(Movement::EndOfLine),
        "backwarddeletechar" => Cmd::Kill(Movement::BackwardChar(1)),
        "deletechar" | "deletecharorexit" => Cmd::Kill(Movement::ForwardChar(1)),
        "backwarddeleteline" | "backwarddeleteinput" | "backwardkillline" | "backwardkillinput" => {
            Cmd::Kill(Movement::BeginningOfLine)
        }
        "forwarddeleteline" | "forwarddeleteinput" | "killline" => Cmd::Kill(Movement::EndOfLine),
        "deleteline" | "revertline" => Cmd::Kill(Movement::WholeLine),
        "killword" => Cmd::Kill(Movement::ForwardWord(1, At::AfterEnd, Word::Emacs)),
        "backwardkillword" | "unixwordrubout" => Cmd::Kill(Movement::BackwardWord(1, Word::Emacs)),
        "yank" | "paste" => Cmd::Yank(1, rustyline::Anchor::Before),
        "yankpop" => Cmd::YankPop,
        "undo" => Cmd::Undo(1),
        "clearscreen" => Cmd::ClearScreen,
        "previoushistory" => Cmd::PreviousHistory,
        "nexthistory" => Cmd::NextHistory,
        "beginningofhistory" => Cmd::BeginningOfHistory,
        "endofhistory" => Cmd::EndOfHistory,
        "historysearchbackward" => Cmd::HistorySearchBackward,
        "historysearchforward" => Cmd::HistorySearchForward,
        "forwardsearchhistory" => Cmd::ForwardSearchHistory,
        "uppercaseword" => Cmd::UpcaseWord,
        "lowercaseword" | "downcaseword" => Cmd::DowncaseWord,
        "capitalizeword" => Cmd::CapitalizeWord,
        "swapcharacters" => Cmd::TransposeChars,
        "addline" | "insertlinebelow" => Cmd::Newline,
        "quotedinsert" => Cmd::QuotedInsert,
        "ignore" => Cmd::Noop,
        _ => return None,
    })
}

/// `Ctrl+r`, `Alt+x,y`, `F5` as rustyline's event.
pub fn event(chord: &str) -> Option<Event> {
    let keys: Option<Vec<KeyEvent>> = chord.split(',').map(|part| key(part.trim())).collect();
    keys.filter(|keys| !keys.is_empty()).map(Event::KeySeq)
}

fn key(text: &str) -> Option<KeyEvent> {
    let mut modifiers = Modifiers::NONE;
    let mut rest = text;
    while let Some((name, after)) =
        rest.split_once('+').filter(|(name, after)| !name.is_empty() && !after.is_empty())
    {
        modifiers |= match name.to_ascii_lowercase().as_str() {
            "ctrl" | "control" => Modifiers::CTRL,
            "alt" => Modifiers::ALT,
            "shift" => Modifiers::SHIFT,
            _ => return None,
        };
        rest = after;
    }
    let code = match rest.to_ascii_lowercase().as_str() {
        "enter" | "return" => KeyCode::Enter,
        "tab" => KeyCode::Tab,
        "escape" | "esc" => KeyCode::Esc,
        "spacebar" | "space" if modifiers.contains(Modifiers::CTRL) => KeyCode::Char('@'),
        "spacebar" | "space" => KeyCode::Char(' '),
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "insert" => KeyCode::Insert,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "uparrow" | "up" => KeyCode::Up,
        "downarrow" | "down" => KeyCode::Down,
        "leftarrow" | "left" => KeyCode::Left,
        "rightarrow" | "right" => KeyCode::Right,
        name if name.len() > 1 && name.starts_with('f') => KeyCode::F(name.get(1..)?.parse().ok()?),
        _ => {
            let mut characters = rest.chars();
            let only = characters.next()?;
            if characters.next().is_some() {
                return None;
            }
            if modifiers.contains(Modifiers::CTRL) {
                KeyCode::Char(only.to_ascii_uppercase())
            } else {
                KeyCode::Char(only)
            }
        }
    };
    Some(KeyEvent(code, modifiers))
}

/// The text that a bound block sees and changes by `[Microsoft.PowerShell.PSConsoleReadLine]`.
pub fn run_handler(engine: &mut Engine, handler: &KeyHandler, line: &str, position: usize) -> Acted {
    let Some(block) = &handler.block else {
        let (left, right) = split(line, position);
        return Acted::On(left, right);
    };
    let buffer = engine.extension::<crate::engine::types::console_read_line::Buffer>();
    buffer.text = line.to_string();
    buffer.position = position;
    buffer.accepted = false;
    let outcome = engine.invoke_block(block, &[Value::Null, Value::Null]);
    if let Err(fault) = outcome {
        crate::host::session::report(engine, *fault);
    }
    let buffer = engine.extension::<crate::engine::types::console_read_line::Buffer>();
    let (text, position, accepted) = (buffer.text.clone(), buffer.position, buffer.accepted);
    if accepted {
        return Acted::Done(super::Read::Line(text));
    }
    let (left, right) = split(&text, position);
    Acted::On(left, right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_as_psreadline_writes_them() {
        assert_eq!(key("Ctrl+r"), Some(KeyEvent(KeyCode::Char('R'), Modifiers::CTRL)));
        assert_eq!(key("F5"), Some(KeyEvent(KeyCode::F(5), Modifiers::NONE)));
        assert_eq!(key("Alt+Enter"), Some(KeyEvent(KeyCode::Enter, Modifiers::ALT)));
        assert_eq!(key("Hyper+x"), None);
        assert!(event("Ctrl+x,Ctrl+e").is_some());
    }
}
