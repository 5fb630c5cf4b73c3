//! `Format-List`.

use super::formatting::{FormatOptions, OUTPUT_TYPES, Running, formatting_command};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::host::{FormatRequest, Shape};
use crate::engine::value::Value;

cmdlet! {
    /// Shows each object as a list of its properties.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann'; Age = 34 } | Format-List
    /// $user = [pscustomobject]@{ Name = 'Ann'; Town = 'Redmond' }
    /// $user | Format-List -Property Name -GroupBy Town
    /// Format-List -InputObject $user -Force -Expand Both -ShowError -DisplayError
    /// Set-Content ./brief.format.ps1xml '<Configuration><ViewDefinitions><View><Name>Brief</Name><ViewSelectedBy><TypeName>System.Diagnostics.Process</TypeName></ViewSelectedBy><ListControl><ListEntries><ListEntry><ListItems><ListItem><PropertyName>Id</PropertyName></ListItem></ListItems></ListEntry></ListEntries></ListControl></View></ViewDefinitions></Configuration>'
    /// Update-FormatData -AppendPath ./brief.format.ps1xml
    /// Get-Process -Id $PID | Format-List -View Brief
    /// ```
    "Format-List" as FormatList {
        aliases: &["fl"],
        class: "Microsoft.PowerShell.Commands.FormatListCommand",
        output_types: OUTPUT_TYPES,
    }
    parameters {
        /// Names, wildcards, blocks or calculated properties.
        "Property" property: Vec<Value> { position: Some(0), validate: &[Validation::NotNullOrEmpty] },
    }
    shared { options: FormatOptions }
    state { running: Running }
}

formatting_command!(FormatList);

impl FormatList {
    fn request(&self) -> FormatRequest {
        self.options.request(Shape::List, self.property.clone())
    }
}
