//! `Stop-Transcript`.

use super::transcript::{Transcript, failure, footer};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Ends a transcript.
    ///
    /// # Examples
    /// ```powershell
    /// Start-Transcript ./session.txt
    /// Stop-Transcript
    /// ```
    "Stop-Transcript" as StopTranscript {
        module: "Microsoft.PowerShell.Host",
        class: "Microsoft.PowerShell.Commands.StopTranscriptCommand",
        output_types: &["System.String"],
        should_process: Some(Impact::None),
    }
    parameters {}
}

impl Cmdlet for StopTranscript {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let path = context.engine.extension::<Transcript>().path.clone();
        let shown = path.map(|path| path.display().to_string()).unwrap_or_default();
        if !context.should_process(&shown, "Stop-Transcript")? {
            return Ok(());
        }
        let Some(path) = context.engine.extension::<Transcript>().path.take() else {
            let message = "An error occurred stopping transcription: The host is not currently transcribing.";
            return Err(failure(context, message));
        };
        context.engine.host.record(footer().trim_end());
        context.engine.host.transcribe(None);
        context.output(Value::text(format!("Transcript stopped, output file is {}", path.display())))
    }
}
