//! `New-PSRoleCapabilityFile`.

use super::session_file::{
    ALIAS_DEFINITIONS_ROW, ASSEMBLIES_TO_LOAD_ROW, ENVIRONMENT_VARIABLES_ROW, FORMATS_TO_PROCESS_ROW,
    FUNCTION_DEFINITIONS_ROW, Identity, MODULES_TO_IMPORT_ROW, Row, SCRIPTS_TO_PROCESS_ROW, SessionFile,
    TYPES_TO_PROCESS_ROW, VARIABLE_DEFINITIONS_ROW, VISIBLE_ALIASES_ROW, VISIBLE_CMDLETS_ROW,
    VISIBLE_EXTERNAL_COMMANDS_ROW, VISIBLE_FUNCTIONS_ROW, VISIBLE_PROVIDERS_ROW,
};
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
    /// New-PSRoleCapabilityFile -Path ./help.psrc -Guid (New-Guid) -Author Ann -CompanyName Contoso -Copyright '(c) Contoso' -ModulesToImport Microsoft.PowerShell.Utility
    /// New-PSRoleCapabilityFile -Path ./help.psrc -VisibleAliases gci -VisibleCmdlets Get-* -VisibleFunctions prompt -VisibleExternalCommands /bin/ls -VisibleProviders FileSystem
    /// New-PSRoleCapabilityFile -Path ./help.psrc -AliasDefinitions @{ Name = 'say'; Value = 'Write-Output' } -FunctionDefinitions @{ Name = 'Get-One'; ScriptBlock = { 1 } } -VariableDefinitions @{ Name = 'limit'; Value = 10 } -EnvironmentVariables @{ COLOUR = 'red' }
    /// New-PSRoleCapabilityFile -Path ./help.psrc -ScriptsToProcess /srv/start.ps1 -TypesToProcess /srv/own.types.ps1xml -FormatsToProcess /srv/own.format.ps1xml -AssembliesToLoad System.Web
    /// ```
    "New-PSRoleCapabilityFile" as NewPSRoleCapabilityFile {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.NewPSRoleCapabilityFileCommand",
    }
    parameters {
        /// The file.
        "Path" path: String { position: Some(0), mandatory: true },
        /// Its id; a new one when it is not given.
        "Guid" guid: Option<Value> { type_name: "System.Guid" },
        /// Who wrote it.
        "Author" author: Option<Value> { type_name: "System.String" },
        /// What it is for.
        "Description" description: Option<Value> { type_name: "System.String" },
        /// Whose it is.
        "CompanyName" company_name: Option<Value> { type_name: "System.String" },
        /// Who has the rights.
        "Copyright" copyright: Option<Value> { type_name: "System.String" },
        /// Modules that a session gets.
        "ModulesToImport" modules_to_import: Option<Value> { type_name: "System.Object[]" },
        /// Aliases that a session sees.
        "VisibleAliases" visible_aliases: Option<Value> { type_name: "System.String[]" },
        /// Cmdlets that a session sees.
        "VisibleCmdlets" visible_cmdlets: Option<Value> { type_name: "System.Object[]" },
        /// Functions that a session sees.
        "VisibleFunctions" visible_functions: Option<Value> { type_name: "System.Object[]" },
        /// Programs and scripts that a session sees.
        "VisibleExternalCommands" visible_external_commands: Option<Value> { type_name: "System.String[]" },
        /// Providers that a session sees.
        "VisibleProviders" visible_providers: Option<Value> { type_name: "System.String[]" },
        /// Scripts that run first.
        "ScriptsToProcess" scripts_to_process: Option<Value> { type_name: "System.String[]" },
        /// Aliases that a session gets.
        "AliasDefinitions" alias_definitions: Option<Value> { type_name: "System.Collections.IDictionary[]" },
        /// Functions that a session gets.
        "FunctionDefinitions" function_definitions: Option<Value> { type_name: "System.Collections.IDictionary[]" },
        /// Variables that a session gets.
        "VariableDefinitions" variable_definitions: Option<Value>,
        /// Variables of the environment.
        "EnvironmentVariables" environment_variables: Option<Value> { type_name: "System.Collections.IDictionary" },
        /// Files of types.
        "TypesToProcess" types_to_process: Option<Value> { type_name: "System.String[]" },
        /// Files of views.
        "FormatsToProcess" formats_to_process: Option<Value> { type_name: "System.String[]" },
        /// Assemblies to load.
        "AssembliesToLoad" assemblies_to_load: Option<Value> { type_name: "System.String[]" },
    }
}

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
