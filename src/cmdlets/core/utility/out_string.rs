//! `Out-String`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::{Formatter, UNLIMITED};
use crate::engine::value::Value;

cmdlet! {
    /// Turns objects into the text that the host would show.
    ///
    /// # Examples
    /// ```powershell
    /// 1..3 | Out-String -Stream
    /// Out-String -InputObject (1..3) -Width 40
    /// 1..3 | Out-String -NoNewline
    /// ```
    "Out-String" as OutString {
        aliases: &["oss"],
        class: "Microsoft.PowerShell.Commands.OutStringCommand",
        default_set: "NoNewLineFormatting",
        output_types: &["System.String"],
    }
    parameters {
        /// Sends each line as a text of its own.
        "Stream" stream: bool { sets: &[Membership { set: "StreamFormatting", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Columns of the lines.
        "Width" width: Option<i32> { validate: &[Validation::Range(2.0, 2147483647.0)] },
        /// Puts no line break behind each line.
        "NoNewline" no_newline: bool { sets: &[Membership { set: "NoNewLineFormatting", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
    }
    state { formatter: Option<Box<dyn Formatter>>, lines: Vec<String> }
}

impl Cmdlet for OutString {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let width = match self.width.and_then(|width| usize::try_from(width).ok()) {
            Some(width) => width,
            None => UNLIMITED,
        };
        let mut formatter = match self.formatter.take() {
            Some(formatter) => formatter,
            None => context.engine.text_formatter(width),
        };
        let result = context.engine.format_text(formatter.as_mut(), self.input.clone(), &mut self.lines);
        self.formatter = Some(formatter);
        result?;
        self.send_lines(context)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(mut formatter) = self.formatter.take() {
            context.engine.finish_text(formatter.as_mut(), &mut self.lines)?;
        }
        if self.streams(context) {
            return self.send_lines(context);
        }
        let end = if self.no_newline { "" } else { "\n" };
        let text: String = self.lines.iter().map(|line| format!("{line}{end}")).collect();
        context.output(Value::text(text))
    }
}

impl OutString {
    /// `oss` is `Out-String -Stream`.
    fn streams(&self, context: &Context<'_>) -> bool {
        self.stream || context.invocation.name.eq_ignore_ascii_case("oss")
    }

    fn send_lines(&mut self, context: &mut Context<'_>) -> Outcome {
        if !self.streams(context) {
            return Ok(());
        }
        for line in std::mem::take(&mut self.lines) {
            context.output(Value::text(line))?;
        }
        Ok(())
    }
}
