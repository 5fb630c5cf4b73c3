//! `FileVersionInfo`: on Linux .NET knows a file's name and nothing of its version.

use super::record::{made, record_class};
use super::table::statics;
use super::{Class, arguments};
use crate::engine::Outcome;
use crate::engine::value::Value;

record_class!(RECORD "System.Diagnostics.FileVersionInfo" [
    "Comments" "string", "CompanyName" "string", "FileBuildPart" "int", "FileDescription" "string",
    "FileMajorPart" "int", "FileMinorPart" "int", "FileName" "string", "FilePrivatePart" "int",
    "FileVersion" "string", "InternalName" "string", "IsDebug" "bool", "IsPatched" "bool", "IsPrivateBuild" "bool",
    "IsPreRelease" "bool", "IsSpecialBuild" "bool", "Language" "string", "LegalCopyright" "string",
    "LegalTrademarks" "string", "OriginalFilename" "string", "PrivateBuild" "string", "ProductBuildPart" "int",
    "ProductMajorPart" "int", "ProductMinorPart" "int", "ProductName" "string", "ProductPrivatePart" "int",
    "ProductVersion" "string", "SpecialBuild" "string",
]);

static FILE_VERSION_INFO: Class = Class {
    static_methods: statics! {
        GetVersionInfo "static System.Diagnostics.FileVersionInfo GetVersionInfo(string fileName)" => |engine, args| {
            let name = arguments::text(engine, args, 0)?;
            let path = engine.resolve_path(&name);
            of_file(&path)
        };
    },
    ..RECORD
};

/// What .NET says of a file. Errors: there is none.
pub fn of_file(path: &std::path::Path) -> Outcome<Value> {
    let shown = path.display().to_string();
    if !path.is_file() {
        return Err(arguments::throw("System.IO.FileNotFoundException", shown));
    }
    let labels = [
        ("File:", shown.as_str()),
        ("InternalName:", ""),
        ("OriginalFilename:", ""),
        ("FileVersion:", ""),
        ("FileDescription:", ""),
        ("Product:", ""),
        ("ProductVersion:", ""),
        ("Debug:", "False"),
        ("Patched:", "False"),
        ("PreRelease:", "False"),
        ("PrivateBuild:", "False"),
        ("SpecialBuild:", "False"),
        ("Language:", ""),
    ];
    let text: String = labels.iter().map(|(label, value)| format!("{label:<18}{value}\n")).collect();
    let fields = RECORD.properties.iter().map(|property| {
        let value = match (property.name, property.type_name) {
            ("FileName", _) => Value::text(shown.as_str()),
            (_, "int") => Value::Int(0),
            (_, "bool") => Value::Bool(false),
            _ => Value::Null,
        };
        (property.name, value)
    });
    let fields: Vec<(&'static str, Value)> = fields.collect();
    Ok(made(&FILE_VERSION_INFO, text, fields))
}

pub(super) const CLASSES: &[&Class] = &[&FILE_VERSION_INFO];
