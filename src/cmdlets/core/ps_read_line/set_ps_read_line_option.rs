//! `Set-PSReadLineOption`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::editing::{
    BellStyle, EditMode, EditorOptions, HistorySaveStyle, PredictionView, ViModeIndicator,
};
use crate::engine::error::Category;
use crate::engine::object::ObjectKind;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::rc::Rc;

cmdlet! {
    /// Sets how the prompt's editor works, from the next input on.
    ///
    /// # Examples
    /// ```powershell
    /// Set-PSReadLineOption -ContinuationPrompt '.. ' -Colors @{ Command = 'Green' }
    /// Set-PSReadLineOption -EditMode Emacs -BellStyle None -DingTone 440 -DingDuration 50
    /// Set-PSReadLineOption -HistoryNoDuplicates -HistorySearchCursorMovesToEnd -HistorySearchCaseSensitive -MaximumHistoryCount 2000
    /// Set-PSReadLineOption -HistorySaveStyle SaveAtExit -HistorySavePath ./history.txt
    /// Set-PSReadLineOption -AddToHistoryHandler { param($line) $line -notlike ' *' } -CommandValidationHandler { }
    /// Set-PSReadLineOption -PredictionSource History -PredictionViewStyle ListView -ShowToolTips -CompletionQueryItems 50
    /// Set-PSReadLineOption -WordDelimiters ';:,.[]{}()/\|^&*-=+' -MaximumKillRingCount 20 -AnsiEscapeTimeout 200
    /// Set-PSReadLineOption -PromptText '> ' -ExtraPromptLineCount 1 -ViModeIndicator Cursor -EnableScreenReaderMode
    /// Set-PSReadLineOption -ViModeIndicator Script -ViModeChangeHandler { param($mode) }
    /// Set-PSReadLineOption -TerminateOrphanedConsoleApps:$false
    /// ```
    "Set-PSReadLineOption" as SetPsReadLineOption {
        module: "PSReadLine",
        class: "Microsoft.PowerShell.SetPSReadLineOption",
    }
    parameters {
        /// Whose keys are used.
        "EditMode" mode: Option<String> { type_name: "Microsoft.PowerShell.EditMode", values: &["Windows", "Emacs", "Vi"] },
        /// What stands in front of the lines that go on.
        "ContinuationPrompt" continuation: Option<String> { validate: &[Validation::AllowEmptyString] },
        /// A command is kept once.
        "HistoryNoDuplicates" no_duplicates: bool,
        /// Decides what is kept.
        "AddToHistoryHandler" add_handler: Option<Rc<ScriptBlockValue>> { validate: &[Validation::AllowNull] },
        /// Checks a command before it runs.
        "CommandValidationHandler" check_handler: Option<Rc<ScriptBlockValue>> { validate: &[Validation::AllowNull] },
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
        "BellStyle" bell: Option<String> { type_name: "Microsoft.PowerShell.BellStyle", values: &["None", "Visual", "Audible"] },
        /// How many answers are listed without asking.
        "CompletionQueryItems" query_items: Option<i32>,
        /// Characters between words.
        "WordDelimiters" delimiters: Option<String>,
        /// Case counts when the history is searched.
        "HistorySearchCaseSensitive" case_sensitive: bool,
        /// When the history file is written.
        "HistorySaveStyle" save_style: Option<String> { type_name: "Microsoft.PowerShell.HistorySaveStyle", values: &["SaveIncrementally", "SaveAtExit", "SaveNothing"] },
        /// The history file.
        "HistorySavePath" save_path: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// How long an escape sequence may take, in milliseconds.
        "AnsiEscapeTimeout" escape_timeout: Option<i32> { validate: &[Validation::Range(25.0, 1000.0)] },
        /// The part of the prompt that shows errors.
        "PromptText" prompt_text: Vec<String>,
        /// How Vi's mode is shown.
        "ViModeIndicator" vi_indicator: Option<String> { type_name: "Microsoft.PowerShell.ViModeStyle", values: &["None", "Prompt", "Cursor", "Script"] },
        /// Runs when Vi's mode changes.
        "ViModeChangeHandler" vi_handler: Option<Rc<ScriptBlockValue>>,
        /// Where suggestions come from.
        "PredictionSource" prediction: Option<String> { type_name: "Microsoft.PowerShell.PredictionSource", values: &["None", "History", "Plugin", "HistoryAndPlugin"] },
        /// How suggestions are shown.
        "PredictionViewStyle" view: Option<String> { type_name: "Microsoft.PowerShell.PredictionViewStyle", values: &["InlineView", "ListView"] },
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
        if self.vi_indicator.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("Script"))
            && !context.bound("ViModeChangeHandler")
        {
            let message = "ViModeChangeHandler option must be set when ViModeIndicator is set to Script.";
            return Err(bad(context, message.into()));
        }
        self.set_switches(context);
        self.set_numbers(context);
        self.set_history(context);
        self.set_texts(context);
        Ok(())
    }
}

/// A value of an enumeration by its name.
fn named<T: Copy>(name: &Option<String>, values: &[(&str, T)]) -> Option<T> {
    let name = name.as_deref()?;
    values.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}

impl SetPsReadLineOption {
    fn set_switches(&self, context: &mut Context<'_>) {
        let given = [
            context.bound("HistoryNoDuplicates"),
            context.bound("HistorySearchCursorMovesToEnd"),
            context.bound("HistorySearchCaseSensitive"),
            context.bound("ShowToolTips"),
            context.bound("TerminateOrphanedConsoleApps"),
            context.bound("EnableScreenReaderMode"),
        ];
        let options = context.engine.extension::<EditorOptions>();
        let places = [
            (&mut options.history_no_duplicates, self.no_duplicates),
            (&mut options.history_search_moves_to_end, self.moves_to_end),
            (&mut options.history_search_case_sensitive, self.case_sensitive),
            (&mut options.show_tool_tips, self.tool_tips),
            (&mut options.terminate_orphans, self.orphans),
            (&mut options.screen_reader, self.screen_reader),
        ];
        for ((place, value), given) in places.into_iter().zip(given) {
            if given {
                *place = value;
            }
        }
    }

    fn set_numbers(&self, context: &mut Context<'_>) {
        let options = context.engine.extension::<EditorOptions>();
        let counts = [
            (&mut options.maximum_history_count, self.history_count),
            (&mut options.maximum_kill_ring_count, self.kill_count),
            (&mut options.completion_query_items, self.query_items),
            (&mut options.extra_prompt_line_count, self.extra_lines),
        ];
        for (place, value) in counts {
            if let Some(value) = value.and_then(|value| usize::try_from(value).ok()) {
                *place = value;
            }
        }
        options.ding_tone = self.tone.unwrap_or(options.ding_tone);
        options.ding_duration = self.duration.unwrap_or(options.ding_duration);
        let limit = self.escape_timeout.and_then(|limit| u32::try_from(limit).ok());
        options.escape_timeout = limit.unwrap_or(options.escape_timeout);
    }

    fn set_history(&mut self, context: &mut Context<'_>) {
        let path = self.save_path.take().map(|path| context.engine.resolve_path(&path));
        let given = (context.bound("AddToHistoryHandler"), context.bound("CommandValidationHandler"));
        let options = context.engine.extension::<EditorOptions>();
        if path.is_some() {
            options.history_save_path = path;
        }
        let styles = [
            ("SaveIncrementally", HistorySaveStyle::SaveIncrementally),
            ("SaveAtExit", HistorySaveStyle::SaveAtExit),
            ("SaveNothing", HistorySaveStyle::SaveNothing),
        ];
        options.history_save_style = named(&self.save_style, &styles).unwrap_or(options.history_save_style);
        if given.0 {
            options.add_to_history = self.add_handler.take();
        }
        if given.1 {
            options.command_validation = self.check_handler.take();
        }
    }

    fn set_texts(&mut self, context: &mut Context<'_>) {
        let options = context.engine.extension::<EditorOptions>();
        let modes = [("Windows", EditMode::Windows), ("Emacs", EditMode::Emacs), ("Vi", EditMode::Vi)];
        if let Some(mode) = named(&self.mode, &modes) {
            // Another mode has its own keys, and those of scripts are gone with the old ones.
            options.edit_mode = mode;
            options.handlers.clear();
            options.unbound.clear();
            options.changed = true;
        }
        if let Some(prompt) = self.continuation.take() {
            options.continuation_prompt = prompt;
        }
        if let Some(delimiters) = self.delimiters.take() {
            options.word_delimiters = delimiters;
        }
        if !self.prompt_text.is_empty() {
            options.prompt_text = std::mem::take(&mut self.prompt_text);
        }
        let bells =
            [("None", BellStyle::None), ("Visual", BellStyle::Visual), ("Audible", BellStyle::Audible)];
        options.bell = named(&self.bell, &bells).unwrap_or(options.bell);
        let sources = ["None", "History", "Plugin", "HistoryAndPlugin"].map(|name| (name, name));
        if let Some(source) = named(&self.prediction, &sources) {
            options.prediction_source = source.into();
        }
        let views = [("InlineView", PredictionView::InlineView), ("ListView", PredictionView::ListView)];
        options.prediction_view = named(&self.view, &views).unwrap_or(options.prediction_view);
        let indicators = [
            ("None", ViModeIndicator::None),
            ("Prompt", ViModeIndicator::Prompt),
            ("Cursor", ViModeIndicator::Cursor),
            ("Script", ViModeIndicator::Script),
        ];
        options.vi_mode_indicator =
            named(&self.vi_indicator, &indicators).unwrap_or(options.vi_mode_indicator);
        if let Some(block) = self.vi_handler.take() {
            options.vi_mode_change = Some(block);
        }
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
            // `DefaultToken` is the old name.
            let name = if name.eq_ignore_ascii_case("DefaultToken") { "Default".to_string() } else { name };
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
