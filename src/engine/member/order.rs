//! The order of properties: a class table lists them as it is read, .NET as the class declares them.

use crate::engine::types;
use crate::engine::value::Value;
use std::rc::Rc;

/// Properties that PowerShell's own type data gives a class: type, names in order.
const EXTENDED: &[(&str, &[&str])] = &[
    ("System.Collections.DictionaryEntry", &["Name"]),
    ("System.Array", &["Count"]),
    ("System.DateTime", &["DateTime"]),
    ("System.Guid", &["Guid"]),
    ("System.Net.IPAddress", &["IPAddressToString"]),
    ("System.Management.Automation.AliasInfo", &["DisplayName", "ResolvedCommandName"]),
    (
        "System.Diagnostics.Process",
        &[
            "Name",
            "SI",
            "Handles",
            "VM",
            "WS",
            "PM",
            "NPM",
            "Path",
            "CommandLine",
            "Parent",
            "Company",
            "CPU",
            "FileVersion",
            "ProductVersion",
            "Description",
            "Product",
            "__NounName",
        ],
    ),
    (
        "System.IO.FileSystemInfo",
        &[
            "UnixMode",
            "User",
            "Group",
            "Size",
            "Mode",
            "ModeWithoutHardLink",
            "VersionInfo",
            "BaseName",
            "ResolvedTarget",
            "Target",
            "LinkType",
            "NameString",
            "LengthString",
            "LastWriteTimeString",
        ],
    ),
];

/// Properties in the order in which .NET declares them: type, names. What is not listed follows.
const DECLARED: &[(&str, &[&str])] = &[
    (
        "System.Array",
        &["Length", "LongLength", "Rank", "SyncRoot", "IsReadOnly", "IsFixedSize", "IsSynchronized"],
    ),
    (
        "System.Collections.Specialized.OrderedDictionary",
        &["Count", "IsReadOnly", "Keys", "Values", "IsFixedSize", "SyncRoot", "IsSynchronized"],
    ),
    (
        "System.Collections.Hashtable",
        &["IsReadOnly", "IsFixedSize", "IsSynchronized", "Keys", "Values", "SyncRoot", "Count"],
    ),
    (
        "System.DateTime",
        &[
            "Date",
            "Day",
            "DayOfWeek",
            "DayOfYear",
            "Hour",
            "Kind",
            "Millisecond",
            "Microsecond",
            "Nanosecond",
            "Minute",
            "Month",
            "Second",
            "Ticks",
            "TimeOfDay",
            "Year",
        ],
    ),
    (
        "System.DateTimeOffset",
        &[
            "DateTime",
            "UtcDateTime",
            "LocalDateTime",
            "Date",
            "Day",
            "DayOfWeek",
            "DayOfYear",
            "Hour",
            "Millisecond",
            "Microsecond",
            "Nanosecond",
            "Minute",
            "Month",
            "Offset",
            "TotalOffsetMinutes",
            "Second",
            "Ticks",
            "UtcTicks",
            "TimeOfDay",
            "Year",
        ],
    ),
    (
        "System.TimeSpan",
        &[
            "Ticks",
            "Days",
            "Hours",
            "Milliseconds",
            "Microseconds",
            "Nanoseconds",
            "Minutes",
            "Seconds",
            "TotalDays",
            "TotalHours",
            "TotalMilliseconds",
            "TotalMicroseconds",
            "TotalNanoseconds",
            "TotalMinutes",
            "TotalSeconds",
        ],
    ),
    (
        "System.Uri",
        &[
            "AbsolutePath",
            "AbsoluteUri",
            "LocalPath",
            "Authority",
            "HostNameType",
            "IsDefaultPort",
            "IsFile",
            "IsLoopback",
            "PathAndQuery",
            "Segments",
            "IsUnc",
            "Host",
            "Port",
            "Query",
            "Fragment",
            "Scheme",
            "OriginalString",
            "DnsSafeHost",
            "IdnHost",
            "IsAbsoluteUri",
            "UserEscaped",
            "UserInfo",
        ],
    ),
    (
        "System.Net.IPAddress",
        &[
            "AddressFamily",
            "ScopeId",
            "IsIPv6Multicast",
            "IsIPv6LinkLocal",
            "IsIPv6SiteLocal",
            "IsIPv6Teredo",
            "IsIPv6UniqueLocal",
            "IsIPv4MappedToIPv6",
            "Address",
        ],
    ),
    (
        "System.Collections.Generic.Dictionary",
        &[
            "Comparer",
            "Count",
            "Capacity",
            "Keys",
            "Values",
            "IsReadOnly",
            "IsFixedSize",
            "SyncRoot",
            "IsSynchronized",
        ],
    ),
    ("System.Numerics.BigInteger", &["IsPowerOfTwo", "IsZero", "IsOne", "IsEven", "Sign"]),
    ("System.Text.StringBuilder", &["Capacity", "MaxCapacity", "Length"]),
    (
        "System.Globalization.CultureInfo",
        &[
            "Parent",
            "LCID",
            "KeyboardLayoutId",
            "Name",
            "IetfLanguageTag",
            "DisplayName",
            "NativeName",
            "EnglishName",
            "TwoLetterISOLanguageName",
            "ThreeLetterISOLanguageName",
            "ThreeLetterWindowsLanguageName",
            "CompareInfo",
            "TextInfo",
            "IsNeutralCulture",
            "CultureTypes",
            "NumberFormat",
            "DateTimeFormat",
            "Calendar",
            "OptionalCalendars",
            "UseUserOverride",
            "IsReadOnly",
        ],
    ),
    (
        "System.Management.Automation.ErrorCategoryInfo",
        &["Category", "Activity", "Reason", "TargetName", "TargetType"],
    ),
    (
        "System.Text.RegularExpressions.Match",
        &["Groups", "Success", "Name", "Captures", "Index", "Length", "Value", "ValueSpan"],
    ),
    ("System.Management.Automation.PSCredential", &["UserName", "Password"]),
    (
        "System.Exception",
        &[
            "ErrorRecord",
            "WasThrownFromThrowStatement",
            "ItemName",
            "SessionStateCategory",
            "CommandName",
            "Errors",
            "ParamName",
            "TargetSite",
            "Message",
            "Data",
            "InnerException",
            "HelpLink",
            "Source",
            "HResult",
            "StackTrace",
        ],
    ),
    (
        "System.Management.Automation.PSVariable",
        &["Name", "Description", "Value", "Visibility", "Module", "ModuleName", "Options", "Attributes"],
    ),
];

/// The names of a class's properties, those that PowerShell adds first, each part in its order.
pub(super) fn arranged(value: &Value, mut names: Vec<Rc<str>>) -> (Vec<Rc<str>>, Vec<Rc<str>>) {
    let mut extended = Vec::new();
    let mut declared = Vec::new();
    for class in std::iter::successors(Some(types::class_of(value)), |class| class.base) {
        let listed = |table: &'static [(&str, &'static [&str])]| {
            table.iter().find(|(of, _)| *of == class.name).map(|(_, names)| *names).unwrap_or_default()
        };
        take(listed(EXTENDED), &mut names, &mut extended);
        take(listed(DECLARED), &mut names, &mut declared);
    }
    declared.append(&mut names);
    (extended, declared)
}

/// Moves the listed names, in the order of the list.
fn take(listed: &[&str], names: &mut Vec<Rc<str>>, into: &mut Vec<Rc<str>>) {
    for wanted in listed {
        if let Some(at) = names.iter().position(|name| name.eq_ignore_ascii_case(wanted)) {
            into.push(names.remove(at));
        }
    }
}
