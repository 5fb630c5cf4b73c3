//! `CsFileTransferFilterConfiguration`.

use crate::noun;

noun! {
    "CsFileTransferFilterConfiguration", "file transfer filter configuration", "Microsoft.Rtc.Management.WritableConfig.Settings.ImFilter.FileTransferFilterConfiguration";
    about "A file transfer filter configuration says which files may be sent.";
    scopes [Global, Site] {};
    properties {
        /// Whether listed files or all files are refused.
        "Action": Kind::Choice("FileFilterAction", &["Block", "BlockAll"]) => Default::Text("Block");
        /// Whether files are checked.
        "Enabled": Kind::Truth => Default::Truth(true);
        /// Endings of files that are refused.
        "Extensions": Kind::List => Default::List(&[".ade", ".adp", ".app", ".asp", ".bas", ".bat", ".chm", ".cmd", ".com", ".cpl", ".exe", ".hta", ".inf", ".js", ".jse", ".lnk", ".msi", ".pif", ".ps1", ".reg", ".scr", ".vbe", ".vbs", ".ws", ".wsf", ".wsh"]);
    }
    NEW = "New-CsFileTransferFilterConfiguration", New, "Makes a file transfer filter configuration",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsFileTransferFilterConfiguration site:Redmond -Action BlockAll";
    GET = "Get-CsFileTransferFilterConfiguration", Get, "Shows file transfer filter configurations",
        "Get-CsFileTransferFilterConfiguration";
    SET = "Set-CsFileTransferFilterConfiguration", Set, "Changes a file transfer filter configuration: the global one without -Identity",
        "Set-CsFileTransferFilterConfiguration -Action BlockAll";
    REMOVE = "Remove-CsFileTransferFilterConfiguration", Remove, "Removes a file transfer filter configuration; the global one goes back to its defaults",
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsFileTransferFilterConfiguration site:Redmond -Action BlockAll | Out-Null\nRemove-CsFileTransferFilterConfiguration site:Redmond";
}
