//! `Get-MarkdownOption`.

use super::markdown_options;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Sends the colours that Markdown is shown in.
    ///
    /// # Examples
    /// ```powershell
    /// (Get-MarkdownOption).Header1
    /// ```
    "Get-MarkdownOption" as GetMarkdownOption {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.GetMarkdownOptionCommand",
        output_types: &["Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo"],
    }
    parameters {
    }
}

impl Cmdlet for GetMarkdownOption {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let options = markdown_options::kept(context.engine);
        context.output(options)
    }
}
