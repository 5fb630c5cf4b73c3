//! `Set-PSReadLineOption`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::editing::{EditMode, EditorOptions, HistorySaveStyle};
use crate::engine::error::Category;
use crate::engine::object::ObjectKind;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::rc::Rc;

cmdlet! {
    /// Sets how the prompt's editor works. Edit mode and history file count for the next session of the prompt.
    ///
    /// # Examples
    /// ```powershell
    /// Set-PSReadLineOption -ContinuationPrompt '.. ' -Colors @{ Command = 'Green' }
    /// ```
    "Set-PSReadLineOption" as SetPsReadLineOption {
        module: "PSReadLine",
        class: "Microsoft.PowerShell.SetPSReadLineOption",
    }
    parameters {
        /// Whose keys are used.
        "EditMode" mode: Option<String> { values: &["Windows", "Emacs", "Vi"] },
        /// What stands in front of the lines that go on.
        "ContinuationPrompt" continuation: Option<String> { validate: &[Validation::AllowEmptyString] },
        /// A command is kept once.
        "HistoryNoDuplicates" no_duplicates: Option<bool>,
        /// Decides what is kept.
        "AddToHistoryHandler" add_handler: Value { validate: &[Validation::NotYet] },
        /// Checks a command before it runs.
        "CommandValidationHandler" check_handler: Value { validate: &[Validation::NotYet] },
        /// The cursor goes to the end of a found command.
        "HistorySearchCursorMovesToEnd" moves_to_end: bool,
        /// How many commands are kept.
        "MaximumHistoryCount" history_count: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// How many killed texts are kept.
        "MaximumKillRingCount" kill_count: Option<i32>,
        /// Lists show what an answer means.
        "ShowToolTips" tool_tips: bool,
        /// Lines of the prompt above its last one.
        "ExtraPromptLineCount" extra_lines: Option<i32>,
        /// The bell's tone.
        "DingTone" tone: Option<i32>,
        /// How long the bell sounds.
        "DingDuration" duration: Option<i32>,
        /// Whether the terminal's bell is used.
        "BellStyle" bell: Option<String> { values: &["None", "Visual", "Audible"] },
        /// How many answers are listed without asking.
        "CompletionQueryItems" query_items: Option<i32>,
        /// Characters between words.
        "WordDelimiters" delimiters: Option<String>,
        /// Case counts when the history is searched.
        "HistorySearchCaseSensitive" case_sensitive: bool,
        /// When the history file is written.
        "HistorySaveStyle" save_style: Option<String> { values: &["SaveIncrementally", "SaveAtExit", "SaveNothing"] },
        /// The history file.
        "HistorySavePath" save_path: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// How long an escape sequence may take, in milliseconds.
        "AnsiEscapeTimeout" escape_timeout: Option<i32> { validate: &[Validation::Range(25.0, 1000.0)] },
        /// The part of the prompt that shows errors.
        "PromptText" prompt_text: Vec<String>,
        /// How Vi's mode is shown.
        "ViModeIndicator" vi_indicator: Option<String> { values: &["None", "Prompt", "Cursor", "Script"] },
        /// Runs when Vi's mode changes.
        "ViModeChangeHandler" vi_handler: Option<Rc<ScriptBlockValue>> { validate: &[Validation::NotYet] },
        /// Where suggestions come from.
        "PredictionSource" prediction: Option<String> { values: &["None", "History", "Plugin", "HistoryAndPlugin"] },
        /// How suggestions are shown.
        "PredictionViewStyle" view: Option<String> { values: &["InlineView", "ListView"] },
        /// Colours by part: a name of `ConsoleColor` or an escape sequence.
        "Colors" colors: Value { type_name: "hashtable" },
        /// For programs that were left behind; there are none on Linux.
        "TerminateOrphanedConsoleApps" orphans: bool,
        /// Nothing is drawn that a screen reader would read twice.
        "EnableScreenReaderMode" screen_reader: bool,
    }
}

impl Cmdlet for SetPsReadLineOption {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        self.set_colors(context)?;
        let path = self.save_path.take().map(|path| context.engine.resolve_path(&path));
        let options = context.engine.extension::<EditorOptions>();
        if let Some(mode) = &self.mode {
            options.edit_mode = match mode.to_ascii_lowercase().as_str() {
                "windows" => EditMode::Windows,
                "vi" => EditMode::Vi,
                _ => EditMode::Emacs,
            };
            options.changed = true;
        }
        if let Some(prompt) = self.continuation.take() {
            options.continuation_prompt = prompt;
        }
        if let Some(once) = self.no_duplicates {
            options.history_no_duplicates = once;
        }
        if let Some(count) = self.history_count.and_then(|count| usize::try_from(count).ok()) {
            options.maximum_history_count = count;
        }
        if let Some(count) = self.query_items.and_then(|count| usize::try_from(count).ok()) {
            options.completion_query_items = count;
        }
        if let Some(bell) = &self.bell {
            options.bell = !bell.eq_ignore_ascii_case("None");
        }
        if let Some(source) = &self.prediction {
            options.predicts = source.to_ascii_lowercase().contains("history");
        }
        if self.screen_reader {
            options.predicts = false;
        }
        if let Some(style) = &self.save_style {
            options.history_save_style = match style.to_ascii_lowercase().as_str() {
                "saveatexit" => HistorySaveStyle::SaveAtExit,
                "savenothing" => HistorySaveStyle::SaveNothing,
                _ => HistorySaveStyle::SaveIncrementally,
            };
        }
        if path.is_some() {
            options.history_save_path = path;
        }
        Ok(())
    }
}

impl SetPsReadLineOption {
    /// Errors: a part or a colour that is not known.
    fn set_colors(&self, context: &mut Context<'_>) -> Outcome {
        let Value::Object(object) = &self.colors else { return Ok(()) };
        let ObjectKind::Hashtable(table) = &object.kind else { return Ok(()) };
        let pairs: Vec<(String, Value)> =
            table.borrow().iter().map(|(key, value)| (convert::display(key), value.clone())).collect();
        for (name, value) in pairs {
            let text = convert::to_text(context.engine, &value)?;
            let color = if text.starts_with('\x1b') { Some(text.clone()) } else { console_color(&text) };
            let options = context.engine.extension::<EditorOptions>();
            let place = options.colors.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&name));
            match (place, color) {
                (Some(place), Some(color)) => place.1 = color,
                (None, _) => {
                    let message = format!("'{name}' is not a valid color property.");
                    return Err(bad(context, message));
                }
                (_, None) => {
                    let message = format!(
                        "'{text}' is not a valid color value. It must be a ConsoleColor or an ANSI escape sequence."
                    );
                    return Err(bad(context, message));
                }
            }
        }
        Ok(())
    }
}

fn bad(context: &mut Context<'_>, message: String) -> Box<crate::engine::Fault> {
    context.terminate(
        "System.ArgumentException",
        message,
        "InvalidColor",
        Category::InvalidArgument,
        Value::Null,
    )
}

/// The escape sequence of a `ConsoleColor`.
fn console_color(name: &str) -> Option<String> {
    const NAMES: [&str; 16] = [
        "Black",
        "DarkRed",
        "DarkGreen",
        "DarkYellow",
        "DarkBlue",
        "DarkMagenta",
        "DarkCyan",
        "Gray",
        "DarkGray",
        "Red",
        "Green",
        "Yellow",
        "Blue",
        "Magenta",
        "Cyan",
        "White",
    ];
    let index = NAMES.iter().position(|known| known.eq_ignore_ascii_case(name))?;
    let number = if index < 8 { 30 + index } else { 82 + index };
    Some(format!("\x1b[{number}m"))
}
