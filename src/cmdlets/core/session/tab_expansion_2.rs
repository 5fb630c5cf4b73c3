//! `TabExpansion2`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::completion;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};

cmdlet! {
    /// Lists what may stand at a place of an input.
    ///
    /// # Examples
    /// ```powershell
    /// (TabExpansion2 -inputScript 'Get-ChildI' -cursorColumn 10).CompletionMatches
    /// $tokens = $errors = $null
    /// $tree = [System.Management.Automation.Language.Parser]::ParseInput('Get-ChildI', [ref]$tokens, [ref]$errors)
    /// $end = $tree.Extent.EndScriptPosition
    /// (TabExpansion2 -ast $tree -tokens $tokens -positionOfCursor $end -options @{ RelativeFilePaths = $true }).CompletionMatches
    /// ```
    "TabExpansion2" as TabExpansion2 {
        module: "Microsoft.PowerShell.Core",
        default_set: "ScriptInputSet",
        output_types: &["System.Management.Automation.CommandCompletion"],
    }
    parameters {
        /// The input.
        "inputScript" input: String { sets: &[Membership { set: "ScriptInputSet", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::AllowEmptyString] },
        /// How many characters stand before the cursor; the end of the input when it is not given.
        "cursorColumn" column: Option<i32> { sets: &[Membership { set: "ScriptInputSet", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// The input's tree.
        "ast" tree: Value { sets: &[Membership { set: "AstInputSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// The input's tokens.
        "tokens" tokens: Vec<Value> { sets: &[Membership { set: "AstInputSet", position: Some(1), mandatory: true, pipe: Pipe::No }], validate: &[Validation::AllowEmptyCollection] },
        /// Where the cursor stands in the tree.
        "positionOfCursor" position: Value { sets: &[Membership { set: "AstInputSet", position: Some(2), mandatory: true, pipe: Pipe::No }] },
        /// How to complete: `RelativeFilePaths` and the like.
        "options" options: Value { position: Some(3) },
    }
}

impl Cmdlet for TabExpansion2 {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (text, column) = if self.tree.is_null() {
            let text = self.input.clone();
            let end = i32::try_from(text.encode_utf16().count()).unwrap_or(i32::MAX);
            let column = self.column.unwrap_or(end);
            (text, column)
        } else {
            let text = convert::to_text(context.engine, &self.tree)?;
            let offset = member::get(context.engine, &self.position, "Offset")?.unwrap_or_default();
            (text, convert::to_int(&offset)?)
        };
        let found = completion::complete(context.engine, &text, column)?;
        context.output(found)
    }
}
