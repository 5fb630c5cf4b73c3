//! `PathInfo`: `$PWD` and what `Get-Location` gives.

use super::record::{made, record_class};
use crate::engine::Engine;
use crate::engine::value::Value;

record_class!(PATH_INFO "System.Management.Automation.PathInfo" ["Drive", "Provider", "ProviderPath", "Path"]);

/// The current location.
pub fn location(engine: &Engine) -> Value {
    of(&engine.location)
}

/// A place in the file system.
pub fn of(path: &std::path::Path) -> Value {
    let path = path.display().to_string();
    made(
        &PATH_INFO,
        path.clone(),
        [
            ("Drive", Value::text("/")),
            ("Provider", Value::text("Microsoft.PowerShell.Core\\FileSystem")),
            ("ProviderPath", Value::text(path.as_str())),
            ("Path", Value::text(path)),
        ],
    )
}
