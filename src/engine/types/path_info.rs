//! `PathInfo`: `$PWD`, and what `Get-Location` and `Resolve-Path` give.

use super::record::{made, record_class};
use crate::engine::Engine;
use crate::engine::provider::{ProviderPath, drive_value, provider_value};
use crate::engine::value::Value;

record_class!(PATH_INFO "System.Management.Automation.PathInfo" ["Drive", "Provider", "ProviderPath", "Path"]);

/// The current location.
pub fn location(engine: &Engine) -> Value {
    of(&engine.current_location())
}

/// A place in a provider.
pub fn of(at: &ProviderPath) -> Value {
    made(
        &PATH_INFO,
        at.shown(),
        [
            ("Drive", at.drive.as_ref().map_or(Value::Null, drive_value)),
            ("Provider", provider_value(&at.provider)),
            ("ProviderPath", Value::text(at.path.as_str())),
            ("Path", Value::text(at.shown())),
        ],
    )
}

pub(super) const CLASSES: &[&crate::engine::types::Class] = &[&PATH_INFO];
