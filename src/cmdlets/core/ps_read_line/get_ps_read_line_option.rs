//! `Get-PSReadLineOption`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::editing::EditorOptions;
use crate::engine::value::Value;

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
        let mut fields: Vec<(String, Value)> = vec![
            ("EditMode".into(), Value::text(format!("{:?}", options.edit_mode))),
            ("ContinuationPrompt".into(), Value::text(options.continuation_prompt.as_str())),
            ("HistoryNoDuplicates".into(), Value::Bool(options.history_no_duplicates)),
            ("MaximumHistoryCount".into(), count(options.maximum_history_count)),
            ("HistorySavePath".into(), path.map_or(Value::Null, Value::text)),
            ("HistorySaveStyle".into(), Value::text(format!("{:?}", options.history_save_style))),
            ("BellStyle".into(), Value::text(if options.bell { "Audible" } else { "None" })),
            ("CompletionQueryItems".into(), count(options.completion_query_items)),
            ("PredictionSource".into(), Value::text(if options.predicts { "History" } else { "None" })),
            ("PredictionViewStyle".into(), Value::text("InlineView")),
        ];
        for (name, color) in &options.colors {
            fields.push((format!("{name}Color"), Value::text(color.as_str())));
        }
        context.output(Value::custom(fields))
    }
}
