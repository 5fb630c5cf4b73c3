//! PowerShell's own views as a table. A source in braces is a script over `$_`.

use super::{Column, Control, CustomItem, GroupBy, Item, View};
use crate::engine::calculated::{Alignment, Source};

/// What a view shows.
enum BuiltIn {
    /// Header, width (0 fits), alignment's first letter (`U` by the value), source.
    Table(&'static [(&'static str, usize, &'static str, &'static str)]),
    /// Label, source.
    List(&'static [(&'static str, &'static str)]),
    Wide,
}

/// Types, name, grouping property, control.
type Row = (&'static [&'static str], &'static str, &'static str, BuiltIn);

/// Custom views: type, whether it stands between other objects, the text's source.
const CUSTOM: &[(&str, bool, &str)] = &[
    ("System.DateTime", false, "DateTime"),
    ("MamlCommandHelpInfo", true, "ShownText"),
    (
        "Microsoft.PowerShell.Commands.MatchInfo",
        false,
        "{$_.ToEmphasizedString((Get-Location).ProviderPath)}",
    ),
    ("System.Management.Automation.ScriptBlock", true, "{$_.ToString()}"),
    ("System.Management.Automation.WarningRecord", true, "Message"),
    ("System.Management.Automation.VerboseRecord", true, "Message"),
    ("System.Management.Automation.DebugRecord", true, "Message"),
    ("System.Management.Automation.InformationRecord", true, "{$_.ToString()}"),
];

const VIEWS: &[Row] = &[
    (
        &["System.Security.Cryptography.X509Certificates.X509Certificate2"],
        "ThumbprintTable",
        "PSParentPath",
        BuiltIn::Table(&[
            ("Thumbprint", 41, "U", "Thumbprint"),
            ("Subject", 20, "U", "Subject"),
            ("EnhancedKeyUsageList", 0, "U", "{$_.EnhancedKeyUsageList}"),
        ]),
    ),
    (
        &["System.Management.Automation.Signature"],
        "PSThumbprintTable",
        "",
        BuiltIn::Table(&[
            ("SignerCertificate", 41, "U", "{$_.SignerCertificate.Thumbprint}"),
            ("Status", 0, "U", "Status"),
            ("StatusMessage", 0, "U", "StatusMessage"),
            ("Path", 0, "U", "{Split-Path $_.Path -Leaf}"),
        ]),
    ),
    (&["System.Management.Automation.Signature"], "PSThumbprintWide", "", BuiltIn::Wide),
    (
        &["System.Globalization.CultureInfo"],
        "System.Globalization.CultureInfo",
        "",
        BuiltIn::Table(&[
            ("LCID", 16, "U", "LCID"),
            ("Name", 16, "U", "Name"),
            ("DisplayName", 0, "U", "DisplayName"),
        ]),
    ),
    (
        &["System.Version"],
        "System.Version",
        "",
        BuiltIn::Table(&[
            ("Major", 6, "U", "Major"),
            ("Minor", 6, "U", "Minor"),
            ("Build", 6, "U", "Build"),
            ("Revision", 8, "U", "Revision"),
        ]),
    ),
    (
        &["System.Version#IncludeLabel"],
        "System.Version",
        "",
        BuiltIn::Table(&[
            ("Major", 6, "U", "Major"),
            ("Minor", 6, "U", "Minor"),
            ("Build", 6, "U", "Build"),
            ("Revision", 8, "U", "Revision"),
            ("PSSemVerPreReleaseLabel", 26, "U", "PSSemVerPreReleaseLabel"),
            ("PSSemVerBuildLabel", 27, "U", "PSSemVerBuildLabel"),
        ]),
    ),
    (
        &["System.Management.Automation.SemanticVersion"],
        "System.Management.Automation.SemanticVersion",
        "",
        BuiltIn::Table(&[
            ("Major", 6, "U", "Major"),
            ("Minor", 6, "U", "Minor"),
            ("Patch", 6, "U", "Patch"),
            ("PreReleaseLabel", 15, "U", "PreReleaseLabel"),
            ("BuildLabel", 11, "U", "BuildLabel"),
        ]),
    ),
    (
        &["System.Collections.DictionaryEntry"],
        "Dictionary",
        "",
        BuiltIn::Table(&[("Name", 30, "U", "Name"), ("Value", 0, "U", "Value")]),
    ),
    (
        &["System.Collections.DictionaryEntry"],
        "System.Collections.DictionaryEntry",
        "",
        BuiltIn::List(&[("Name", "Name"), ("Value", "Value")]),
    ),
    (
        &["System.Diagnostics.Process"],
        "process",
        "",
        BuiltIn::Table(&[
            ("NPM(K)", 7, "R", "{[long]($_.NPM / 1024)}"),
            ("PM(M)", 8, "R", "{'{0:N2}' -f [float]($_.PM / 1MB)}"),
            ("WS(M)", 10, "R", "{'{0:N2}' -f [float]($_.WS / 1MB)}"),
            ("CPU(s)", 10, "R", "{'{0:N2}' -f [float]($_.CPU)}"),
            ("Id", 7, "R", "Id"),
            ("SI", 3, "R", "SI"),
            ("ProcessName", 0, "U", "ProcessName"),
        ]),
    ),
    (
        &["System.Diagnostics.Process"],
        "Priority",
        "PriorityClass PriorityClass",
        BuiltIn::Table(&[
            ("ProcessName", 20, "U", "ProcessName"),
            ("Id", 10, "R", "Id"),
            ("WorkingSet64", 12, "R", "WorkingSet64"),
        ]),
    ),
    (
        &["System.Diagnostics.Process"],
        "StartTime",
        "StartTime.ToShortDateString() $_.StartTime.ToShortDateString()",
        BuiltIn::Table(&[
            ("ProcessName", 20, "U", "ProcessName"),
            ("Id", 10, "R", "Id"),
            ("WorkingSet64", 12, "R", "WorkingSet64"),
        ]),
    ),
    (&["System.Diagnostics.Process"], "process", "", BuiltIn::Wide),
    (
        &["System.Diagnostics.Process#IncludeUserName"],
        "ProcessWithUserName",
        "",
        BuiltIn::Table(&[
            ("WS(M)", 10, "R", "{'{0:N2}' -f [float]($_.WS / 1MB)}"),
            ("CPU(s)", 8, "R", "{'{0:N2}' -f [float]($_.CPU)}"),
            ("Id", 7, "R", "Id"),
            ("UserName", 30, "U", "UserName"),
            ("ProcessName", 0, "U", "ProcessName"),
        ]),
    ),
    (
        &["System.TimeSpan"],
        "System.TimeSpan",
        "",
        BuiltIn::List(&[
            ("Days", "Days"),
            ("Hours", "Hours"),
            ("Minutes", "Minutes"),
            ("Seconds", "Seconds"),
            ("Milliseconds", "Milliseconds"),
            ("Ticks", "Ticks"),
            ("TotalDays", "TotalDays"),
            ("TotalHours", "TotalHours"),
            ("TotalMinutes", "TotalMinutes"),
            ("TotalSeconds", "TotalSeconds"),
            ("TotalMilliseconds", "TotalMilliseconds"),
        ]),
    ),
    (
        &["System.TimeSpan"],
        "System.TimeSpan",
        "",
        BuiltIn::Table(&[
            ("Days", 0, "U", "Days"),
            ("Hours", 0, "U", "Hours"),
            ("Minutes", 0, "U", "Minutes"),
            ("Seconds", 0, "U", "Seconds"),
            ("Milliseconds", 0, "U", "Milliseconds"),
        ]),
    ),
    (&["System.TimeSpan"], "System.TimeSpan", "", BuiltIn::Wide),
    (&["System.Guid"], "System.Guid", "", BuiltIn::Table(&[("Guid", 0, "U", "Guid")])),
    (
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "childrenWithUnixStat",
        "PSParentPath",
        BuiltIn::Table(&[
            ("UnixMode", 10, "L", "UnixMode"),
            ("User", 10, "R", "User"),
            ("Group", 10, "L", "Group"),
            ("LastWriteTime", 16, "R", "{'{0:d} {0:HH}:{0:mm}' -f $_.LastWriteTime}"),
            ("Size", 12, "R", "Size"),
            ("Name", 0, "L", "NameString"),
        ]),
    ),
    (
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "children",
        "PSParentPath",
        BuiltIn::Table(&[
            ("Mode", 7, "L", "ModeWithoutHardLink"),
            ("LastWriteTime", 26, "R", "LastWriteTimeString"),
            ("Length", 14, "R", "LengthString"),
            ("Name", 0, "L", "NameString"),
        ]),
    ),
    (
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "childrenWithHardlink",
        "PSParentPath",
        BuiltIn::Table(&[
            ("Mode", 7, "L", "Mode"),
            ("LastWriteTime", 26, "R", "LastWriteTimeString"),
            ("Length", 14, "R", "LengthString"),
            ("Name", 0, "L", "NameString"),
        ]),
    ),
    (
        &["System.IO.DirectoryInfo", "System.IO.FileInfo"],
        "children",
        "PSParentPath",
        BuiltIn::List(&[
            ("Name", "Name"),
            ("CreationTime", "CreationTime"),
            ("LastWriteTime", "LastWriteTime"),
            ("LastAccessTime", "LastAccessTime"),
            ("Mode", "Mode"),
            ("LinkType", "LinkType"),
            ("Target", "Target"),
        ]),
    ),
    (&["System.IO.DirectoryInfo", "System.IO.FileInfo"], "children", "PSParentPath", BuiltIn::Wide),
    (
        &["System.RuntimeType"],
        "System.RuntimeType",
        "",
        BuiltIn::Table(&[
            ("IsPublic", 8, "U", "IsPublic"),
            ("IsSerial", 8, "U", "IsSerializable"),
            ("Name", 40, "U", "Name"),
            ("BaseType", 0, "U", "BaseType"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.MemberDefinition"],
        "Microsoft.PowerShell.Commands.MemberDefinition",
        "TypeName",
        BuiltIn::Table(&[
            ("Name", 0, "U", "Name"),
            ("MemberType", 0, "U", "MemberType"),
            ("Definition", 0, "U", "Definition"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.GroupInfo"],
        "Microsoft.PowerShell.Commands.GroupInfo",
        "",
        BuiltIn::Table(&[("Count", 5, "R", "Count"), ("Name", 25, "U", "Name"), ("Group", 0, "U", "Group")]),
    ),
    (
        &["Microsoft.PowerShell.Commands.GroupInfo"],
        "Microsoft.PowerShell.Commands.GroupInfo",
        "",
        BuiltIn::List(&[("Name", "Name"), ("Count", "Count"), ("Group", "Group"), ("Values", "Values")]),
    ),
    (
        &["Microsoft.PowerShell.Commands.GroupInfoNoElement"],
        "Microsoft.PowerShell.Commands.GroupInfoNoElement",
        "",
        BuiltIn::Table(&[("Count", 5, "R", "Count"), ("Name", 25, "U", "Name")]),
    ),
    (
        &["Microsoft.PowerShell.Commands.GroupInfoNoElement"],
        "Microsoft.PowerShell.Commands.GroupInfoNoElement",
        "",
        BuiltIn::List(&[("Name", "Name"), ("Count", "Count"), ("Values", "Values")]),
    ),
    (
        &["Microsoft.PowerShell.Commands.HistoryInfo"],
        "history",
        "",
        BuiltIn::Table(&[
            ("Id", 4, "R", "Id"),
            (
                "Duration",
                12,
                "R",
                "{if ($_.Duration.TotalHours -ge 10) { '{0}:{1:mm}:{1:ss}.{1:fff}' -f [int]$_.Duration.TotalHours, $_.Duration } elseif ($_.Duration.TotalHours -ge 1) { $_.Duration.ToString('h\\:mm\\:ss\\.fff') } elseif ($_.Duration.TotalMinutes -ge 1) { $_.Duration.ToString('m\\:ss\\.fff') } else { $_.Duration.ToString('s\\.fff') }}",
            ),
            ("CommandLine", 0, "U", "CommandLine"),
        ]),
    ),
    (&["Microsoft.PowerShell.Commands.HistoryInfo"], "history", "", BuiltIn::Wide),
    (
        &["System.Management.Automation.PSVariable"],
        "Variable",
        "",
        BuiltIn::Table(&[("Name", 30, "U", "Name"), ("Value", 0, "U", "Value")]),
    ),
    (&["System.Management.Automation.PathInfo"], "PathInfo", "", BuiltIn::Table(&[("Path", 0, "U", "Path")])),
    (
        &["System.Management.Automation.CommandInfo"],
        "CommandInfo",
        "",
        BuiltIn::Table(&[("CommandType", 15, "U", "CommandType"), ("Name", 0, "U", "Name")]),
    ),
    (
        &[
            "System.Management.Automation.AliasInfo",
            "System.Management.Automation.ApplicationInfo",
            "System.Management.Automation.CmdletInfo",
            "System.Management.Automation.ExternalScriptInfo",
            "System.Management.Automation.FilterInfo",
            "System.Management.Automation.FunctionInfo",
            "System.Management.Automation.ScriptInfo",
        ],
        "CommandInfo",
        "",
        BuiltIn::Table(&[
            ("CommandType", 15, "U", "CommandType"),
            ("Name", 50, "U", "{if ($_.CommandType -eq 'Alias') { $_.DisplayName } else { $_.Name }}"),
            ("Version", 10, "U", "Version"),
            ("Source", 0, "U", "Source"),
        ]),
    ),
    (
        &["System.Management.Automation.ApplicationInfo"],
        "ApplicationInfo",
        "",
        BuiltIn::Table(&[
            ("CommandType", 15, "U", "CommandType"),
            ("Name", 0, "U", "Name"),
            ("Path", 0, "U", "Path"),
        ]),
    ),
    (
        &["System.Management.Automation.ApplicationInfo"],
        "System.Management.Automation.ApplicationInfo",
        "",
        BuiltIn::List(&[
            ("Name", "Name"),
            ("CommandType", "CommandType"),
            ("Definition", "Definition"),
            ("Extension", "Extension"),
            ("Path", "Path"),
            ("FileVersionInfo", "FileVersionInfo"),
        ]),
    ),
    (
        &["System.Management.Automation.ScriptInfo"],
        "ScriptInfo",
        "",
        BuiltIn::Table(&[
            ("CommandType", 15, "U", "CommandType"),
            ("Name", 0, "U", "Name"),
            ("Definition", 0, "U", "Definition"),
        ]),
    ),
    (
        &["System.Management.Automation.ScriptInfo"],
        "System.Management.Automation.ScriptInfo",
        "",
        BuiltIn::List(&[
            ("Name", "Name"),
            ("CommandType", "CommandType"),
            ("Definition", "Definition"),
            ("Path", "Path"),
        ]),
    ),
    (
        &["System.Management.Automation.ExternalScriptInfo"],
        "ExternalScriptInfo",
        "",
        BuiltIn::Table(&[
            ("CommandType", 15, "U", "CommandType"),
            ("Name", 0, "U", "Name"),
            ("Path", 0, "U", "Path"),
        ]),
    ),
    (
        &["System.Management.Automation.FunctionInfo"],
        "FunctionInfo",
        "",
        BuiltIn::Table(&[
            ("CommandType", 15, "U", "CommandType"),
            ("Name", 0, "U", "Name"),
            ("Function", 0, "U", "Function"),
        ]),
    ),
    (
        &["System.Management.Automation.FilterInfo"],
        "FilterInfo",
        "",
        BuiltIn::Table(&[
            ("CommandType", 15, "U", "CommandType"),
            ("Name", 0, "U", "Name"),
            ("Filter", 0, "U", "Filter"),
        ]),
    ),
    (
        &["System.Management.Automation.AliasInfo"],
        "AliasInfo",
        "",
        BuiltIn::Table(&[("CommandType", 15, "U", "CommandType"), ("DisplayName", 0, "U", "DisplayName")]),
    ),
    (
        &["System.Management.Automation.AliasInfo"],
        "System.Management.Automation.AliasInfo",
        "",
        BuiltIn::List(&[
            ("DisplayName", "DisplayName"),
            ("CommandType", "CommandType"),
            ("Definition", "Definition"),
            ("ReferencedCommand", "ReferencedCommand"),
            ("ResolvedCommand", "ResolvedCommand"),
        ]),
    ),
    (
        &["System.Management.Automation.PSDriveInfo"],
        "drive",
        "",
        BuiltIn::Table(&[
            ("Name", 10, "U", "Name"),
            ("Used (GB)", 13, "R", "{if ($_.Used -or $_.Free) { '{0:###0.00}' -f ($_.Used / 1GB) }}"),
            ("Free (GB)", 13, "R", "{if ($_.Used -or $_.Free) { '{0:###0.00}' -f ($_.Free / 1GB) }}"),
            ("Provider", 13, "U", "{$_.Provider.Name}"),
            ("Root", 35, "U", "{if ($null -ne $_.DisplayRoot) { $_.DisplayRoot } else { $_.Root }}"),
            ("CurrentLocation", 0, "R", "CurrentLocation"),
        ]),
    ),
    (
        &["System.Management.Automation.ProviderInfo"],
        "provider",
        "",
        BuiltIn::Table(&[
            ("Name", 20, "U", "Name"),
            ("Capabilities", 0, "U", "Capabilities"),
            ("Drives", 0, "U", "Drives"),
        ]),
    ),
    (
        &["System.Management.Automation.ProviderInfo"],
        "provider",
        "",
        BuiltIn::List(&[
            ("Name", "Name"),
            ("Drives", "Drives"),
            ("Path", "Path"),
            ("Home", "Home"),
            ("Description", "Description"),
            ("Capabilities", "Capabilities"),
            ("ImplementingType", "ImplementingType"),
        ]),
    ),
    (
        &["System.Management.Automation.CmdletInfo"],
        "System.Management.Automation.CmdletInfo",
        "",
        BuiltIn::List(&[
            ("Name", "Name"),
            ("CommandType", "CommandType"),
            ("Definition", "Definition"),
            ("Path", "Path"),
            ("DLL", "DLL"),
            ("HelpFile", "HelpFile"),
            ("ParameterSets", "ParameterSets"),
            ("ImplementingType", "ImplementingType"),
            ("Verb", "Verb"),
            ("Noun", "Noun"),
        ]),
    ),
    (
        &["System.Management.Automation.FilterInfo", "System.Management.Automation.FunctionInfo"],
        "System.Management.Automation.CommandInfo",
        "",
        BuiltIn::List(&[("Name", "Name"), ("CommandType", "CommandType"), ("Definition", "Definition")]),
    ),
    (
        &["System.Management.Automation.PSDriveInfo"],
        "System.Management.Automation.PSDriveInfo",
        "",
        BuiltIn::List(&[
            ("Name", "Name"),
            ("Description", "Description"),
            ("Provider", "Provider"),
            ("Root", "Root"),
            ("CurrentLocation", "CurrentLocation"),
        ]),
    ),
    (
        &["System.Management.Automation.ShellVariable"],
        "ShellVariable",
        "",
        BuiltIn::List(&[("Name", "Name"), ("Value", "Value")]),
    ),
    (
        &["System.Management.Automation.Job"],
        "Job",
        "",
        BuiltIn::Table(&[
            ("Id", 6, "L", "Id"),
            ("Name", 15, "L", "Name"),
            ("PSJobTypeName", 15, "L", "PSJobTypeName"),
            ("State", 13, "L", "State"),
            ("HasMoreData", 15, "L", "HasMoreData"),
            ("Location", 20, "L", "Location"),
            ("Command", 25, "L", "Command"),
        ]),
    ),
    (
        &["System.Management.Automation.CallStackFrame"],
        "CallStackFrame",
        "",
        BuiltIn::Table(&[
            ("Command", 0, "U", "Command"),
            ("Arguments", 0, "U", "Arguments"),
            ("Location", 0, "U", "Location"),
        ]),
    ),
    (
        &[
            "System.Management.Automation.CommandBreakpoint",
            "System.Management.Automation.LineBreakpoint",
            "System.Management.Automation.VariableBreakpoint",
        ],
        "Breakpoint",
        "",
        BuiltIn::Table(&[
            ("ID", 4, "R", "ID"),
            ("Script", 0, "U", "{if ($_.Script) { [System.IO.Path]::GetFileName($_.Script) }}"),
            ("Line", 4, "R", "Line"),
            ("Command", 0, "U", "Command"),
            ("Variable", 0, "U", "Variable"),
            ("Action", 0, "U", "Action"),
        ]),
    ),
    (
        &[
            "System.Management.Automation.CommandBreakpoint",
            "System.Management.Automation.LineBreakpoint",
            "System.Management.Automation.VariableBreakpoint",
        ],
        "Breakpoint",
        "",
        BuiltIn::List(&[
            ("ID", "ID"),
            ("Script", "Script"),
            ("Enabled", "Enabled"),
            ("HitCount", "HitCount"),
            ("Action", "Action"),
        ]),
    ),
    (
        &["System.Management.Automation.PSModuleInfo"],
        "Module",
        "",
        BuiltIn::Table(&[
            ("ModuleType", 10, "L", "ModuleType"),
            ("Version", 10, "L", "Version"),
            ("PreRelease", 10, "L", "{$_.PrivateData.PSData.Prerelease}"),
            ("Name", 35, "L", "Name"),
            ("ExportedCommands", 0, "L", "{$_.ExportedCommands.Keys}"),
        ]),
    ),
    (&["System.Management.Automation.PSModuleInfo"], "Module", "", BuiltIn::Wide),
    (
        &["System.Management.Automation.PSModuleInfo"],
        "Module",
        "",
        BuiltIn::List(&[
            ("Name", "Name"),
            ("Path", "Path"),
            ("Description", "Description"),
            ("ModuleType", "ModuleType"),
            ("Version", "Version"),
            ("PreRelease", "{$_.PrivateData.PSData.Prerelease}"),
            ("NestedModules", "NestedModules"),
            ("ExportedFunctions", "{$_.ExportedFunctions.Keys}"),
            ("ExportedCmdlets", "{$_.ExportedCmdlets.Keys}"),
            ("ExportedVariables", "{$_.ExportedVariables.Keys}"),
            ("ExportedAliases", "{$_.ExportedAliases.Keys}"),
        ]),
    ),
    (
        &["System.Management.Automation.ExperimentalFeature"],
        "ExperimentalFeature",
        "",
        BuiltIn::Table(&[
            ("Name", 35, "L", "Name"),
            ("Enabled", 7, "R", "Enabled"),
            ("Source", 35, "L", "Source"),
            ("Description", 0, "L", "Description"),
        ]),
    ),
    (
        &["System.Management.Automation.ExperimentalFeature"],
        "ExperimentalFeature",
        "",
        BuiltIn::List(&[
            ("Name", "Name"),
            ("Enabled", "Enabled"),
            ("Source", "Source"),
            ("Description", "Description"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject"],
        "Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject",
        "",
        BuiltIn::List(&[
            ("StatusCode", "StatusCode"),
            ("StatusDescription", "StatusDescription"),
            ("Content", "{$_.Content.Length -gt 400 ? $_.Content.Substring(0, 400) + '…' : $_.Content}"),
            (
                "RawContent",
                "{$_.RawContent.Length -gt 400 ? $_.RawContent.Substring(0, 400) + '…' : $_.RawContent}",
            ),
            ("Headers", "Headers"),
            ("Images", "Images"),
            ("InputFields", "InputFields"),
            ("Links", "Links"),
            ("RawContentLength", "RawContentLength"),
            ("RelationLink", "RelationLink"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.WebResponseObject"],
        "Microsoft.PowerShell.Commands.WebResponseObject",
        "",
        BuiltIn::List(&[
            ("StatusCode", "StatusCode"),
            ("StatusDescription", "StatusDescription"),
            ("Content", "Content"),
            (
                "RawContent",
                "{$_.RawContent.Length -gt 400 ? $_.RawContent.Substring(0, 400) + '…' : $_.RawContent}",
            ),
            ("Headers", "Headers"),
            ("RawContentLength", "RawContentLength"),
            ("RelationLink", "RelationLink"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.FileHashInfo"],
        "Microsoft.PowerShell.Commands.FileHashInfo",
        "",
        BuiltIn::Table(&[
            ("Algorithm", 15, "L", "Algorithm"),
            ("Hash", 70, "L", "Hash"),
            ("Path", 0, "U", "Path"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus"],
        "Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus",
        "Target",
        BuiltIn::Table(&[
            ("Id", 4, "R", "Id"),
            ("Source", 16, "L", "Source"),
            ("Address", 25, "L", "TargetAddress"),
            ("Port", 7, "R", "Port"),
            ("Latency(ms)", 7, "R", "Latency"),
            ("Connected", 10, "L", "Connected"),
            ("Status", 24, "L", "Status"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus"],
        "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus",
        "Destination",
        BuiltIn::Table(&[
            ("Ping", 4, "R", "Ping"),
            ("Source", 16, "L", "Source"),
            ("Address", 25, "L", "DisplayAddress"),
            ("Latency(ms)", 7, "R", "{if ($_.Status -eq 'TimedOut') { '*' } else { $_.Latency }}"),
            ("BufferSize(B)", 10, "R", "{if ($_.Status -eq 'TimedOut') { '*' } else { $_.BufferSize }}"),
            ("Status", 16, "L", "Status"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus"],
        "Microsoft.PowerShell.Commands.TestConnectionCommand+PingMtuStatus",
        "Destination",
        BuiltIn::Table(&[
            ("Source", 16, "L", "Source"),
            ("Address", 25, "L", "DisplayAddress"),
            ("Latency(ms)", 7, "R", "{if ($_.Status -eq 'TimedOut') { '*' } else { $_.Latency }}"),
            ("Status", 16, "L", "Status"),
            ("MtuSize(B)", 7, "R", "MtuSize"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus"],
        "Microsoft.PowerShell.Commands.TestConnectionCommand+TraceStatus",
        "Target",
        BuiltIn::Table(&[
            ("Hop", 3, "R", "Hop"),
            ("Hostname", 25, "L", "{$_.Hostname}"),
            ("Ping", 4, "R", "Ping"),
            ("Latency(ms)", 7, "R", "{if ($_.Status -eq 'TimedOut') { '*' } else { $_.Latency }}"),
            ("Status", 16, "L", "Status"),
            ("Source", 12, "L", "Source"),
            ("TargetAddress", 15, "L", "TargetAddress"),
        ]),
    ),
    (
        &["Microsoft.PowerShell.Commands.ByteCollection"],
        "Microsoft.PowerShell.Commands.ByteCollection",
        "Label",
        BuiltIn::Table(&[
            ("Offset", 16, "R", "HexOffset"),
            ("Bytes\n00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", 47, "L", "HexBytes"),
            ("Ascii", 16, "L", "Ascii"),
        ]),
    ),
];

/// All of them, in the order in which they are looked for.
pub fn views() -> Vec<View> {
    let mut made: Vec<View> = VIEWS.iter().map(view).collect();
    for (name, out_of_band, source) in CUSTOM {
        let item = CustomItem::Expression { source: Source::written(source), form: None, enumerate: false };
        made.push(View {
            name: (*name).into(),
            types: vec![(*name).into()],
            out_of_band: *out_of_band,
            group: None,
            control: Control::Custom(vec![item]),
        });
    }
    made
}

fn view((types, name, group, control): &Row) -> View {
    View {
        name: (*name).into(),
        types: types.iter().map(|name| (*name).into()).collect(),
        out_of_band: false,
        group: (!group.is_empty()).then(|| group_by(group)),
        control: match control {
            BuiltIn::Table(columns) => Control::Table {
                columns: columns.iter().map(column).collect(),
                auto_size: false,
                hide_headers: false,
                wrap: false,
            },
            BuiltIn::List(items) => Control::List(
                items
                    .iter()
                    .map(|(label, source)| Item {
                        label: (*label).into(),
                        source: Source::written(source),
                        form: None,
                    })
                    .collect(),
            ),
            BuiltIn::Wide => {
                Control::Wide { source: Some(Source::written("Name")), columns: 0, auto_size: false }
            }
        },
    }
}

fn column((label, width, alignment, source): &(&'static str, usize, &'static str, &'static str)) -> Column {
    Column {
        label: (*label).into(),
        width: *width,
        alignment: match *alignment {
            "L" => Some(Alignment::Left),
            "R" => Some(Alignment::Right),
            "C" => Some(Alignment::Center),
            _ => None,
        },
        source: Source::written(source),
        form: None,
    }
}

/// Groups by a property; a folder is written without its provider.
fn group_by(property: &str) -> GroupBy {
    match property {
        "PSParentPath" => GroupBy {
            source: Source::written(
                "{($_.PSParentPath -replace '^Microsoft\\.PowerShell\\.Core\\\\FileSystem::', '')}",
            ),
            label: "    Directory: ".into(),
            plain: true,
        },
        _ => GroupBy {
            source: Source::written(property),
            label: format!("   {property}: ").into(),
            plain: true,
        },
    }
}
