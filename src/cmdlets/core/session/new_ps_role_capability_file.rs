//! `New-PSRoleCapabilityFile`.

use super::session_file::{Identity, Row, SessionFile};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Writes a file that says what a role may do in a session.
    ///
    /// # Examples
    /// ```powershell
    /// New-PSRoleCapabilityFile ./example.psrc -Description 'An example'
    /// ```
    "New-PSRoleCapabilityFile" as NewPSRoleCapabilityFile {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.NewPSRoleCapabilityFileCommand",
    }
    parameters {
        /// The file.
        "Path" path: String { position: Some(0), mandatory: true },
        /// Its id; a new one when it is not given.
        "Guid" guid: Option<Value>,
        /// Who wrote it.
        "Author" author: Option<Value>,
        /// What it is for.
        "Description" description: Option<Value>,
        /// Whose it is.
        "CompanyName" company_name: Option<Value>,
        /// Who has the rights.
        "Copyright" copyright: Option<Value>,
        /// Modules that a session gets.
        "ModulesToImport" modules_to_import: Option<Value>,
        /// Aliases that a session sees.
        "VisibleAliases" visible_aliases: Option<Value>,
        /// Cmdlets that a session sees.
        "VisibleCmdlets" visible_cmdlets: Option<Value>,
        /// Functions that a session sees.
        "VisibleFunctions" visible_functions: Option<Value>,
        /// Programs and scripts that a session sees.
        "VisibleExternalCommands" visible_external_commands: Option<Value>,
        /// Providers that a session sees.
        "VisibleProviders" visible_providers: Option<Value>,
        /// Scripts that run first.
        "ScriptsToProcess" scripts_to_process: Option<Value>,
        /// Aliases that a session gets.
        "AliasDefinitions" alias_definitions: Option<Value>,
        /// Functions that a session gets.
        "FunctionDefinitions" function_definitions: Option<Value>,
        /// Variables that a session gets.
        "VariableDefinitions" variable_definitions: Option<Value>,
        /// Variables of the environment.
        "EnvironmentVariables" environment_variables: Option<Value>,
        /// Files of types.
        "TypesToProcess" types_to_process: Option<Value>,
        /// Files of views.
        "FormatsToProcess" formats_to_process: Option<Value>,
        /// Assemblies to load.
        "AssembliesToLoad" assemblies_to_load: Option<Value>,
    }
}

const MODULES_TO_IMPORT_ROW: Row = Row {
    key: "ModulesToImport",
    comment: "Modules to import when applied to a session",
    example: "'MyCustomModule', @{ ModuleName = 'MyCustomModule'; ModuleVersion = '1.0.0.0' }",
};
const VISIBLE_ALIASES_ROW: Row = Row {
    key: "VisibleAliases",
    comment: "Aliases to make visible when applied to a session",
    example: "'Item1', 'Item2'",
};
const VISIBLE_CMDLETS_ROW: Row = Row {
    key: "VisibleCmdlets",
    comment: "Cmdlets to make visible when applied to a session",
    example: "'Invoke-Cmdlet1'",
};
const VISIBLE_FUNCTIONS_ROW: Row = Row {
    key: "VisibleFunctions",
    comment: "Functions to make visible when applied to a session",
    example: "'Invoke-Function1'",
};
const VISIBLE_EXTERNAL_COMMANDS_ROW: Row = Row {
    key: "VisibleExternalCommands",
    comment: "External commands (scripts and applications) to make visible when applied to a session",
    example: "'Item1', 'Item2'",
};
const VISIBLE_PROVIDERS_ROW: Row = Row {
    key: "VisibleProviders",
    comment: "Providers to make visible when applied to a session",
    example: "'Item1', 'Item2'",
};
const SCRIPTS_TO_PROCESS_ROW: Row = Row {
    key: "ScriptsToProcess",
    comment: "Scripts to run when applied to a session",
    example: "'C:\\ConfigData\\InitScript1.ps1', 'C:\\ConfigData\\InitScript2.ps1'",
};
const ALIAS_DEFINITIONS_ROW: Row = Row {
    key: "AliasDefinitions",
    comment: "Aliases to be defined when applied to a session",
    example: "@{ Name = 'Alias1'; Value = 'Invoke-Alias1'}",
};
const FUNCTION_DEFINITIONS_ROW: Row = Row {
    key: "FunctionDefinitions",
    comment: "Functions to define when applied to a session",
    example: "@{ Name = 'MyFunction'; ScriptBlock = { param($MyInput) $MyInput } }",
};
const VARIABLE_DEFINITIONS_ROW: Row = Row {
    key: "VariableDefinitions",
    comment: "Variables to define when applied to a session",
    example: "@{ Name = 'Variable1'; Value = 'InitialValue' }",
};
const ENVIRONMENT_VARIABLES_ROW: Row = Row {
    key: "EnvironmentVariables",
    comment: "Environment variables to define when applied to a session",
    example: "@{ Variable1 = 'Value1'; Variable2 = 'Value2' }",
};
const TYPES_TO_PROCESS_ROW: Row = Row {
    key: "TypesToProcess",
    comment: "Type files (.ps1xml) to load when applied to a session",
    example: "'C:\\ConfigData\\MyTypes.ps1xml'",
};
const FORMATS_TO_PROCESS_ROW: Row = Row {
    key: "FormatsToProcess",
    comment: "Format files (.ps1xml) to load when applied to a session",
    example: "'C:\\ConfigData\\MyFormats.ps1xml'",
};
const ASSEMBLIES_TO_LOAD_ROW: Row = Row {
    key: "AssembliesToLoad",
    comment: "Assemblies to load when applied to a session",
    example: "'System.Web'",
};

impl Cmdlet for NewPSRoleCapabilityFile {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut file = SessionFile::new(true);
        file.identity(
            context,
            Identity {
                guid: self.guid.as_ref(),
                author: self.author.as_ref(),
                description: self.description.as_ref(),
                company: self.company_name.as_ref(),
                copyright: self.copyright.as_ref(),
            },
        )?;
        for (row, value) in self.rows() {
            file.row(context, row, value.as_ref())?;
        }
        file.save(context, &self.path, ".psrc", "InvalidRoleCapabilityFilePath")
    }
}

impl NewPSRoleCapabilityFile {
    fn rows(&self) -> Vec<(&'static Row, Option<Value>)> {
        vec![
            (&MODULES_TO_IMPORT_ROW, self.modules_to_import.clone()),
            (&VISIBLE_ALIASES_ROW, self.visible_aliases.clone()),
            (&VISIBLE_CMDLETS_ROW, self.visible_cmdlets.clone()),
            (&VISIBLE_FUNCTIONS_ROW, self.visible_functions.clone()),
            (&VISIBLE_EXTERNAL_COMMANDS_ROW, self.visible_external_commands.clone()),
            (&VISIBLE_PROVIDERS_ROW, self.visible_providers.clone()),
            (&SCRIPTS_TO_PROCESS_ROW, self.scripts_to_process.clone()),
            (&ALIAS_DEFINITIONS_ROW, self.alias_definitions.clone()),
            (&FUNCTION_DEFINITIONS_ROW, self.function_definitions.clone()),
            (&VARIABLE_DEFINITIONS_ROW, self.variable_definitions.clone()),
            (&ENVIRONMENT_VARIABLES_ROW, self.environment_variables.clone()),
            (&TYPES_TO_PROCESS_ROW, self.types_to_process.clone()),
            (&FORMATS_TO_PROCESS_ROW, self.formats_to_process.clone()),
            (&ASSEMBLIES_TO_LOAD_ROW, self.assemblies_to_load.clone()),
        ]
    }
}
