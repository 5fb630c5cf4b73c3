//! `Format-Custom`.

use super::formatting::{FormatOptions, OUTPUT_TYPES, Running, formatting_command};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::{FormatRequest, Shape};
use crate::engine::value::Value;

cmdlet! {
    /// Shows objects by a custom view, or as nested classes.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann'; Tags = 'a', 'b' } | Format-Custom -Depth 2
    /// $user = [pscustomobject]@{ Name = 'Ann'; Town = 'Redmond' }
    /// $user | Format-Custom -Property Name -GroupBy Town -Expand CoreOnly -Force
    /// Format-Custom -InputObject $user -ShowError -DisplayError
    /// Set-Content ./brief.format.ps1xml '<Configuration><ViewDefinitions><View><Name>Brief</Name><ViewSelectedBy><TypeName>System.Diagnostics.Process</TypeName></ViewSelectedBy><CustomControl><CustomEntries><CustomEntry><CustomItem><Text>Program </Text><ExpressionBinding><PropertyName>ProcessName</PropertyName></ExpressionBinding></CustomItem></CustomEntry></CustomEntries></CustomControl></View></ViewDefinitions></Configuration>'
    /// Update-FormatData -AppendPath ./brief.format.ps1xml
    /// Get-Process -Id $PID | Format-Custom -View Brief
    /// ```
    "Format-Custom" as FormatCustom {
        aliases: &["fc"],
        class: "Microsoft.PowerShell.Commands.FormatCustomCommand",
        output_types: OUTPUT_TYPES,
    }
    parameters {
        /// Names, wildcards, blocks or calculated properties.
        "Property" property: Vec<Value> { position: Some(0), validate: &[Validation::NotNullOrEmpty] },
        /// Levels of nested objects that are shown.
        "Depth" depth: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
    }
    shared { options: FormatOptions }
    state { running: Running }
}

formatting_command!(FormatCustom);

impl FormatCustom {
    fn request(&self) -> FormatRequest {
        FormatRequest {
            depth: self.depth.and_then(|depth| usize::try_from(depth).ok()),
            ..self.options.request(Shape::Custom, self.property.clone())
        }
    }
}
