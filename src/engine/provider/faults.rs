//! Errors that providers and paths share.

use crate::engine::command::Context;
use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

/// Reports the error of one item and goes on; what ends more than that passes.
pub fn reported<T>(context: &mut Context<'_>, outcome: Outcome<T>) -> Outcome<Option<T>> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(fault) => match *fault {
            Fault::Error { record, whole_script: false } if !record.reported => {
                context.error(*record)?;
                Ok(None)
            }
            other => Err(Box::new(other)),
        },
    }
}

fn fault(class: &str, message: impl Into<String>, id: &str, category: Category, target: Value) -> Box<Fault> {
    Fault::error(Exception::new(class, message), id, category, target)
}

/// An error of `System.Management.Automation`.
fn automation(
    class: &str,
    message: impl Into<String>,
    id: &str,
    category: Category,
    target: &str,
) -> Box<Fault> {
    fault(&format!("System.Management.Automation.{class}"), message, id, category, Value::text(target))
}

/// The provider has no such operation, in these words.
pub fn not_supported(message: &str) -> Box<Fault> {
    let class = "System.Management.Automation.PSNotSupportedException";
    fault(class, message, "NotSupported", Category::NotImplemented, Value::Null)
}

/// The provider has no such operation.
pub fn unsupported() -> Box<Fault> {
    not_supported("Provider operation stopped because the provider does not support this operation.")
}

pub(super) fn no_content() -> Box<Fault> {
    not_supported(
        "Cannot use interface. The IContentCmdletProvider interface is not implemented by this provider.",
    )
}

pub(super) fn no_property() -> Box<Fault> {
    not_supported(
        "Cannot use interface. The IPropertyCmdletProvider interface is not supported by this provider.",
    )
}

/// `-Filter` with a provider that has none.
pub fn no_filter() -> Box<Fault> {
    not_supported("Cannot call method. The provider does not support the use of filters.")
}

/// `-Credential` with a provider that has none.
pub fn no_credential(file_system: bool) -> Box<Fault> {
    not_supported(match file_system {
        true => {
            "The FileSystem provider supports credentials only on the New-PSDrive cmdlet. Perform the operation again without specifying credentials."
        }
        false => {
            "The provider does not support the use of credentials. Perform the operation again without specifying credentials."
        }
    })
}

pub fn path_not_found(path: &str) -> Box<Fault> {
    let message = format!("Cannot find path '{path}' because it does not exist.");
    automation("ItemNotFoundException", message, "PathNotFound", Category::ObjectNotFound, path)
}

pub fn drive_not_found(name: &str) -> Box<Fault> {
    let message = format!("Cannot find drive. A drive with the name '{name}' does not exist.");
    automation("DriveNotFoundException", message, "DriveNotFound", Category::ObjectNotFound, name)
}

pub fn provider_not_found(name: &str) -> Box<Fault> {
    let message = format!("Cannot find a provider with the name '{name}'.");
    automation("ProviderNotFoundException", message, "ProviderNotFound", Category::ObjectNotFound, name)
}

/// `PSArgumentException` with the id that commands give it.
pub fn argument(message: impl Into<String>, target: &str) -> Box<Fault> {
    automation("PSArgumentException", message, "Argument", Category::InvalidArgument, target)
}

pub fn invalid_operation(message: impl Into<String>) -> Box<Fault> {
    automation("PSInvalidOperationException", message, "InvalidOperation", Category::InvalidOperation, "")
}

pub(super) fn home_not_set(provider: &str) -> Box<Fault> {
    let message = format!(
        "Home location for this provider is not set. To set the home location, call \"(get-psprovider '{provider}').Home = 'path'\"."
    );
    invalid_operation(message)
}

/// `New-ItemProperty` and its kin with a provider whose properties are fixed.
pub fn no_dynamic_property() -> Box<Fault> {
    not_supported(
        "Cannot use interface. The IDynamicPropertyCmdletProvider interface is not implemented by this provider.",
    )
}
