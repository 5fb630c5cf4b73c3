//! What the commands of PowerShell remoting say, which fedsh does not have.

use crate::engine::Fault;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;

/// The error of a command that would reach another computer.
pub(super) fn refused(context: &Context<'_>) -> Box<Fault> {
    let message = format!(
        "{} cannot reach other computers: fedsh does not support PowerShell remoting. Run the command there over ssh instead, for example: ssh HOST fedsh -Command '...'.",
        context.invocation.info.name
    );
    let class = "System.Management.Automation.PSNotSupportedException";
    context.terminate(class, message, "RemotingNotSupported", Category::NotImplemented, Value::Null)
}
