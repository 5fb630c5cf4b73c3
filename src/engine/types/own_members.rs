//! Members that PowerShell adds to .NET's classes and that are written in Rust here: how `Get-Member` shows them.

/// Class, member, kind, definition.
type Row = (&'static str, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    ("System.Guid", "Guid", "ScriptProperty", "System.Object Guid {get=$this.ToString();}"),
    ("System.IO.DirectoryInfo", "BaseName", "ScriptProperty", "System.Object BaseName {get=$this.Name;}"),
    (
        "System.IO.FileInfo",
        "BaseName",
        "ScriptProperty",
        "System.Object BaseName {get=if ($this.Extension.Length -gt 0){$this.Name.Remove($this.Name.Length - $this.Extension.Length)}else{$this.Name};}",
    ),
    (
        "System.IO.FileInfo",
        "VersionInfo",
        "ScriptProperty",
        "System.Object VersionInfo {get=[System.Diagnostics.FileVersionInfo]::GetVersionInfo($this.FullName);}",
    ),
    ("System.IO.FileSystemInfo", "LinkType", "CodeProperty", "System.String LinkType{get=GetLinkType;}"),
    ("System.IO.FileSystemInfo", "Mode", "CodeProperty", "System.String Mode{get=Mode;}"),
    (
        "System.IO.FileSystemInfo",
        "ModeWithoutHardLink",
        "CodeProperty",
        "System.String ModeWithoutHardLink{get=ModeWithoutHardLink;}",
    ),
    ("System.IO.FileSystemInfo", "NameString", "CodeProperty", "System.String NameString{get=NameString;}"),
    (
        "System.IO.FileSystemInfo",
        "LengthString",
        "CodeProperty",
        "System.String LengthString{get=LengthString;}",
    ),
    (
        "System.IO.FileSystemInfo",
        "LastWriteTimeString",
        "CodeProperty",
        "System.String LastWriteTimeString{get=LastWriteTimeString;}",
    ),
    (
        "System.IO.FileSystemInfo",
        "ResolvedTarget",
        "CodeProperty",
        "System.String ResolvedTarget{get=ResolvedTarget;}",
    ),
    ("System.IO.FileSystemInfo", "Target", "AliasProperty", "Target = LinkTarget"),
    (
        "System.IO.FileSystemInfo",
        "UnixMode",
        "ScriptProperty",
        "System.Object UnixMode {get=if ($this.UnixStat) { $this.UnixStat.GetModeString() };}",
    ),
    (
        "System.IO.FileSystemInfo",
        "User",
        "ScriptProperty",
        "System.Object User {get= if ($this.UnixStat) { $this.UnixStat.GetUserName() } ;}",
    ),
    (
        "System.IO.FileSystemInfo",
        "Group",
        "ScriptProperty",
        "System.Object Group {get= if ($this.UnixStat) { $this.UnixStat.GetGroupName() } ;}",
    ),
    ("System.IO.FileSystemInfo", "Size", "ScriptProperty", "System.Object Size {get=$this.UnixStat.Size;}"),
    (
        "System.Management.Automation.CmdletInfo",
        "DLL",
        "ScriptProperty",
        "System.Object DLL {get=$this.ImplementingType.Assembly.Location;}",
    ),
    (
        "System.Net.IPAddress",
        "IPAddressToString",
        "ScriptProperty",
        "System.Object IPAddressToString {get=$this.Tostring();}",
    ),
    ("System.Xml.XmlNode", "ToString", "CodeMethod", "static string XmlNode(psobject instance)"),
];

/// The kind and the definition of a member that PowerShell adds to a class.
pub fn shown(class: &str, member: &str) -> Option<(&'static str, &'static str)> {
    ROWS.iter()
        .find(|(of, name, _, _)| *of == class && *name == member)
        .map(|(_, _, kind, definition)| (*kind, *definition))
}
