//! `New-PSSessionConfigurationFile`.

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
    /// Writes a file that describes sessions for others.
    ///
    /// # Examples
    /// ```powershell
    /// New-PSSessionConfigurationFile ./example.pssc -Description 'An example'
    /// New-PSSessionConfigurationFile -Path ./small.pssc -SessionType RestrictedRemoteServer -SchemaVersion 2.0.0.0 -Guid (New-Guid) -Author Ann -CompanyName Contoso -Copyright '(c) Contoso' -Full
    /// New-PSSessionConfigurationFile -Path ./small.pssc -LanguageMode RestrictedLanguage -ExecutionPolicy RemoteSigned -PowerShellVersion 7.4 -TranscriptDirectory /tmp -ModulesToImport Microsoft.PowerShell.Utility
    /// New-PSSessionConfigurationFile -Path ./small.pssc -RunAsVirtualAccount -RunAsVirtualAccountGroups 'Remote Users' -MountUserDrive -UserDriveMaximumSize 50MB
    /// New-PSSessionConfigurationFile -Path ./small.pssc -GroupManagedServiceAccount 'contoso\help' -RoleDefinitions @{ 'contoso\Help' = @{ RoleCapabilities = 'Help' } } -RequiredGroups @{ Or = 'Help', 'Admins' }
    /// New-PSSessionConfigurationFile -Path ./small.pssc -VisibleAliases gci -VisibleCmdlets Get-* -VisibleFunctions prompt -VisibleExternalCommands /bin/ls -VisibleProviders FileSystem
    /// New-PSSessionConfigurationFile -Path ./small.pssc -AliasDefinitions @{ Name = 'say'; Value = 'Write-Output' } -FunctionDefinitions @{ Name = 'Get-One'; ScriptBlock = { 1 } } -VariableDefinitions @{ Name = 'limit'; Value = 10 } -EnvironmentVariables @{ COLOUR = 'red' }
    /// New-PSSessionConfigurationFile -Path ./small.pssc -ScriptsToProcess /srv/start.ps1 -TypesToProcess /srv/own.types.ps1xml -FormatsToProcess /srv/own.format.ps1xml -AssembliesToLoad System.Web
    /// ```
    "New-PSSessionConfigurationFile" as NewPSSessionConfigurationFile {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.NewPSSessionConfigurationFileCommand",
    }
    parameters {
        /// The file.
        "Path" path: String { position: Some(0), mandatory: true },
        /// The version of the format.
        "SchemaVersion" schema_version: Option<Value> { type_name: "System.Version" },
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
        /// What a session starts with.
        "SessionType" session_type: Option<Value> { type_name: "System.Management.Automation.Remoting.SessionType", suggestions: &["Empty", "RestrictedRemoteServer", "Default"] },
        /// Where transcripts go.
        "TranscriptDirectory" transcript_directory: Option<Value> { type_name: "System.String" },
        /// Runs as an account of its own.
        "RunAsVirtualAccount" run_as_virtual_account: bool,
        /// The groups of that account.
        "RunAsVirtualAccountGroups" run_as_virtual_account_groups: Option<Value> { type_name: "System.String[]" },
        /// Gives a session a drive for files.
        "MountUserDrive" mount_user_drive: bool,
        /// How large that drive may be, in bytes.
        "UserDriveMaximumSize" user_drive_maximum_size: Option<Value> { type_name: "System.Int64" },
        /// The account that it runs under.
        "GroupManagedServiceAccount" group_managed_service_account: Option<Value> { type_name: "System.String" },
        /// Scripts that run first.
        "ScriptsToProcess" scripts_to_process: Option<Value> { type_name: "System.String[]" },
        /// What roles may do.
        "RoleDefinitions" role_definitions: Option<Value> { type_name: "System.Collections.IDictionary" },
        /// Groups that one has to be in.
        "RequiredGroups" required_groups: Option<Value> { type_name: "System.Collections.IDictionary" },
        /// How much of the language there is.
        "LanguageMode" language_mode: Option<Value> { type_name: "System.Management.Automation.PSLanguageMode", suggestions: &["FullLanguage", "RestrictedLanguage", "NoLanguage", "ConstrainedLanguage"] },
        /// Which scripts may run.
        "ExecutionPolicy" execution_policy: Option<Value> { type_name: "Microsoft.PowerShell.ExecutionPolicy", suggestions: &["Unrestricted", "RemoteSigned", "AllSigned", "Restricted", "Default", "Bypass", "Undefined"] },
        /// The version of PowerShell.
        "PowerShellVersion" power_shell_version: Option<Value> { type_name: "System.Version" },
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
        /// Writes all entries, those without a value as comments.
        "Full" full: bool,
    }
}

const SESSION_TYPE_ROW: Row = Row {
    key: "SessionType",
    comment: "Session type defaults to apply for this session configuration. Can be 'RestrictedRemoteServer' (recommended), 'Empty', or 'Default'",
    example: "'Default'",
};
const TRANSCRIPT_DIRECTORY_ROW: Row = Row {
    key: "TranscriptDirectory",
    comment: "Directory to place session transcripts for this session configuration",
    example: "'C:\\Transcripts\\'",
};
const RUN_AS_VIRTUAL_ACCOUNT_ROW: Row = Row {
    key: "RunAsVirtualAccount",
    comment: "Whether to run this session configuration as the machine's (virtual) administrator account",
    example: "$true",
};
const RUN_AS_VIRTUAL_ACCOUNT_GROUPS_ROW: Row = Row {
    key: "RunAsVirtualAccountGroups",
    comment: "Groups associated with machine's (virtual) administrator account",
    example: "'Remote Desktop Users', 'Remote Management Users'",
};
const MOUNT_USER_DRIVE_ROW: Row = Row {
    key: "MountUserDrive",
    comment: "Creates a 'User' PSDrive in the session for use with Copy-Item when File System provider is not visible.",
    example: "$true",
};
const USER_DRIVE_MAXIMUM_SIZE_ROW: Row = Row {
    key: "UserDriveMaximumSize",
    comment: "Optional maximum size in bytes of user drive created with MountUserDrive parameter. Default maximum size for User drive is 50MB.",
    example: "50000000",
};
const GROUP_MANAGED_SERVICE_ACCOUNT_ROW: Row = Row {
    key: "GroupManagedServiceAccount",
    comment: "Group managed service account name under which the configuration will run",
    example: "'CONTOSO\\GroupManagedServiceAccount'",
};
const ROLE_DEFINITIONS_ROW: Row = Row {
    key: "RoleDefinitions",
    comment: "User roles (security groups), and the role capabilities that should be applied to them when applied to a session",
    example: "@{ 'CONTOSO\\SqlAdmins' = @{ RoleCapabilities = 'SqlAdministration' } }",
};
const REQUIRED_GROUPS_ROW: Row = Row {
    key: "RequiredGroups",
    comment: "Group accounts for which membership is required to use the session.",
    example: "@{ And = 'Administrators' }",
};
const LANGUAGE_MODE_ROW: Row = Row {
    key: "LanguageMode",
    comment: "Language mode to apply when applied to a session. Can be 'NoLanguage' (recommended), 'RestrictedLanguage', 'ConstrainedLanguage', or 'FullLanguage'",
    example: "'NoLanguage'",
};
const EXECUTION_POLICY_ROW: Row = Row {
    key: "ExecutionPolicy",
    comment: "Execution policy to apply when applied to a session",
    example: "'Restricted'",
};
const POWER_SHELL_VERSION_ROW: Row = Row {
    key: "PowerShellVersion",
    comment: "Version of the PowerShell engine to use when applied to a session",
    example: "'7.0'",
};

const SCHEMA: Row = Row {
    key: "SchemaVersion",
    comment: "Version number of the schema used for this document",
    example: "'2.0.0.0'",
};

impl Cmdlet for NewPSSessionConfigurationFile {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut file = SessionFile::new(self.full);
        let version = self.schema_version.clone().unwrap_or_else(|| Value::text("2.0.0.0"));
        file.row(context, &SCHEMA, Some(&Value::text(crate::engine::convert::display(&version))))?;
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
        file.save(context, &self.path, ".pssc", "InvalidPSSessionConfigurationFilePath")
    }
}

impl NewPSSessionConfigurationFile {
    fn rows(&self) -> Vec<(&'static Row, Option<Value>)> {
        vec![
            (&SESSION_TYPE_ROW, self.session_type.clone()),
            (&TRANSCRIPT_DIRECTORY_ROW, self.transcript_directory.clone()),
            (&RUN_AS_VIRTUAL_ACCOUNT_ROW, self.run_as_virtual_account.then_some(Value::Bool(true))),
            (&RUN_AS_VIRTUAL_ACCOUNT_GROUPS_ROW, self.run_as_virtual_account_groups.clone()),
            (&MOUNT_USER_DRIVE_ROW, self.mount_user_drive.then_some(Value::Bool(true))),
            (&USER_DRIVE_MAXIMUM_SIZE_ROW, self.user_drive_maximum_size.clone()),
            (&GROUP_MANAGED_SERVICE_ACCOUNT_ROW, self.group_managed_service_account.clone()),
            (&SCRIPTS_TO_PROCESS_ROW, self.scripts_to_process.clone()),
            (&ROLE_DEFINITIONS_ROW, self.role_definitions.clone()),
            (&REQUIRED_GROUPS_ROW, self.required_groups.clone()),
            (&LANGUAGE_MODE_ROW, self.language_mode.clone()),
            (&EXECUTION_POLICY_ROW, self.execution_policy.clone()),
            (&POWER_SHELL_VERSION_ROW, self.power_shell_version.clone()),
            (&MODULES_TO_IMPORT_ROW, self.modules_to_import.clone()),
            (&VISIBLE_ALIASES_ROW, self.visible_aliases.clone()),
            (&VISIBLE_CMDLETS_ROW, self.visible_cmdlets.clone()),
            (&VISIBLE_FUNCTIONS_ROW, self.visible_functions.clone()),
            (&VISIBLE_EXTERNAL_COMMANDS_ROW, self.visible_external_commands.clone()),
            (&VISIBLE_PROVIDERS_ROW, self.visible_providers.clone()),
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
