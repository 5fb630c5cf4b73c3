//! `Get-PSReadLineOption`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::editing::EditorOptions;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Shows how the prompt's editor is set.
    ///
    /// # Examples
    /// ```powershell
    /// (Get-PSReadLineOption).EditMode
    /// ```
    "Get-PSReadLineOption" as GetPsReadLineOption {
        module: "PSReadLine",
        class: "Microsoft.PowerShell.GetPSReadLineOption",
        output_types: &["Microsoft.PowerShell.PSConsoleReadLineOptions"],
    }
    parameters {}
}

impl Cmdlet for GetPsReadLineOption {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let options = context.engine.extension::<EditorOptions>().clone();
        let count = |number: usize| Value::Int(i32::try_from(number).unwrap_or(i32::MAX));
        let path = options.history_save_path.as_ref().map(|path| path.display().to_string());
        let handler = |block: &Option<Rc<ScriptBlockValue>>| block.clone().map_or(Value::Null, Value::Block);
        let scripted = [
            "ForEach-Object",
            "%",
            "Invoke-Command",
            "icm",
            "Measure-Command",
            "New-Module",
            "nmo",
            "Register-EngineEvent",
            "Register-ObjectEvent",
            "Register-WMIEvent",
            "Set-PSBreakpoint",
            "sbp",
            "Start-Job",
            "sajb",
            "Trace-Command",
            "trcm",
            "Use-Transaction",
            "Where-Object",
            "?",
            "where",
        ];
        let texts =
            |texts: &[String]| Value::array(texts.iter().map(|text| Value::text(text.as_str())).collect());
        let scripted = scripted.map(str::to_string);
        let mut fields: Vec<(String, Value)> = [
            ("EditMode", Value::text(format!("{:?}", options.edit_mode))),
            ("AddToHistoryHandler", handler(&options.add_to_history)),
            ("HistoryNoDuplicates", Value::Bool(options.history_no_duplicates)),
            ("HistorySavePath", path.map_or(Value::Null, Value::text)),
            ("HistorySaveStyle", Value::text(format!("{:?}", options.history_save_style))),
            ("HistorySearchCaseSensitive", Value::Bool(options.history_search_case_sensitive)),
            ("HistorySearchCursorMovesToEnd", Value::Bool(options.history_search_moves_to_end)),
            ("MaximumHistoryCount", count(options.maximum_history_count)),
            ("ContinuationPrompt", Value::text(options.continuation_prompt.as_str())),
            ("ExtraPromptLineCount", count(options.extra_prompt_line_count)),
            ("PromptText", texts(&options.prompt_text)),
            ("BellStyle", Value::text(format!("{:?}", options.bell))),
            ("DingDuration", Value::Int(options.ding_duration)),
            ("DingTone", Value::Int(options.ding_tone)),
            ("CommandsToValidateScriptBlockArguments", texts(&scripted)),
            ("CommandValidationHandler", handler(&options.command_validation)),
            ("CompletionQueryItems", count(options.completion_query_items)),
            ("MaximumKillRingCount", count(options.maximum_kill_ring_count)),
            ("ShowToolTips", Value::Bool(options.show_tool_tips)),
            ("ViModeIndicator", Value::text(format!("{:?}", options.vi_mode_indicator))),
            ("ViModeChangeHandler", handler(&options.vi_mode_change)),
            ("WordDelimiters", Value::text(options.word_delimiters.as_str())),
            ("AnsiEscapeTimeout", Value::Int(i32::try_from(options.escape_timeout).unwrap_or(i32::MAX))),
            ("PredictionSource", Value::text(options.prediction_source.as_str())),
            ("PredictionViewStyle", Value::text(format!("{:?}", options.prediction_view))),
            ("TerminateOrphanedConsoleApps", Value::Bool(options.terminate_orphans)),
            ("ScreenReaderModeEnabled", Value::Bool(options.screen_reader)),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_string(), value))
        .collect();
        for (name, color) in &options.colors {
            let name = if *name == "Default" { "DefaultToken" } else { name };
            fields.push((format!("{name}Color"), Value::text(color.as_str())));
        }
        context.output(Value::custom(fields))
    }
}
