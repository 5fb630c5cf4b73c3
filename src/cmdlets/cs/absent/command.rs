//! One command of a role that is not there.

use crate::cmdlets::cs::object::Truth;
use crate::engine::command::{Cmdlet, CmdletBinding, CommandInfo, Context, FromValue};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, parameter, types};

/// Takes its arguments and refuses.
pub struct Absent {
    info: &'static CommandInfo,
    role: &'static str,
}

impl Absent {
    pub fn new(info: &'static CommandInfo, role: &'static str) -> Absent {
        Absent { info, role }
    }
}

/// The .NET type of arguments whose conversion can fail; others are taken as they are.
fn class(type_name: &str) -> Option<&'static str> {
    Some(match type_name {
        "int" => "System.Int32",
        "uint" => "System.UInt32",
        "long" => "System.Int64",
        "ulong" => "System.UInt64",
        "ushort" => "System.UInt16",
        "timespan" => "System.TimeSpan",
        "datetime" => "System.DateTime",
        "guid" => "System.Guid",
        _ => return None,
    })
}

impl CmdletBinding for Absent {
    fn info(&self) -> &'static CommandInfo {
        self.info
    }

    fn set(&mut self, engine: &mut Engine, index: usize, value: Value) -> Result<(), Box<Fault>> {
        let Some(declared) = self.info.parameters.get(index) else { return Ok(()) };
        let checked = match class(declared.type_name) {
            _ if value.is_null() => return Ok(()),
            Some(class) => convert::to_type(engine, value, &types::named(class)).map(drop),
            None if declared.type_name == "bool" => Truth::from_value(engine, value).map(drop),
            None => return Ok(()),
        };
        checked.map_err(|fault| parameter::binding_fault(declared.name, fault))
    }

    fn unset(&mut self, _index: usize) {}
}

impl Cmdlet for Absent {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        let message = format!("{} needs {}, which fedsh does not run.", self.info.name, self.role);
        let class = "System.NotSupportedException";
        Err(context.terminate(class, message, "RoleNotInstalled", Category::NotInstalled, Value::Null))
    }
}
