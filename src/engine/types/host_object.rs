//! `$Host`.

use super::record::{made, record_class};
use crate::engine::value::Value;

record_class!(HOST "System.Management.Automation.Internal.Host.InternalHost" ["Name", "Version", "CurrentCulture", "CurrentUICulture"]);

/// The host as scripts see it.
pub fn value() -> Value {
    made(
        &HOST,
        "",
        [
            ("Name", Value::text("ConsoleHost")),
            ("Version", super::version::of(&[7, 6, 5])),
            ("CurrentCulture", Value::text("en-US")),
            ("CurrentUICulture", Value::text("en-US")),
        ],
    )
}
