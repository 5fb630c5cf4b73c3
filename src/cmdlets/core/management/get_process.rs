//! `Get-Process`.

use super::processes;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::object::{Member, MemberBody};
use crate::engine::value::Value;
use crate::engine::{Outcome, member};

cmdlet! {
    /// Lists processes.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Process -Id $PID
    /// Get-Process -Name fedsh* -IncludeUserName | Select-Object -First 1 Id, UserName
    /// Get-Process -InputObject (Get-Process -Id $PID)
    /// Get-Process -Id $PID -FileVersionInfo -ErrorAction SilentlyContinue
    /// Get-Process -Id $PID -Module | Select-Object -First 1 ModuleName, FileName
    /// ```
    "Get-Process" as GetProcess {
        aliases: &["gps"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetProcessCommand",
        default_set: "Name",
        output_types: &["System.Diagnostics.ProcessModule", "System.Diagnostics.FileVersionInfo", "System.Diagnostics.Process"],
    }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { aliases: &["ProcessName"], sets: &[Membership { set: "Name", position: Some(0), mandatory: false, pipe: Pipe::ByName }, Membership { set: "NameWithUserName", position: Some(0), mandatory: false, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Numbers of the processes.
        "Id" id: Vec<i32> { aliases: &["PID"], sets: &[Membership { set: "Id", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "IdWithUserName", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Processes.
        "InputObject" input_object: Vec<Value> { type_name: "Process[]", sets: &[Membership { set: "InputObject", position: None, mandatory: true, pipe: Pipe::ByValue }, Membership { set: "InputObjectWithUserName", position: None, mandatory: true, pipe: Pipe::ByValue }] },
        /// With the name of the user.
        "IncludeUserName" include_user_name: bool { sets: &[Membership { set: "NameWithUserName", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "IdWithUserName", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "InputObjectWithUserName", position: None, mandatory: true, pipe: Pipe::No }] },
        /// The program and the libraries that they have loaded.
        "Module" module: bool { sets: &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Id", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InputObject", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// The version of the program's file.
        "FileVersionInfo" file_version_info: bool { aliases: &["FV", "FVI"], sets: &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Id", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InputObject", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNull] },
    }
}

impl Cmdlet for GetProcess {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let everything = self.name.is_empty() && self.id.is_empty() && self.input_object.is_empty();
        let names = if everything { vec!["*".into()] } else { self.name.clone() };
        let mut found = processes::by_names(context, &names)?;
        found.extend(processes::by_ids(context, &self.id)?);
        found.extend(self.input_object.iter().cloned());
        for process in found {
            if self.module {
                send_modules(context, &process, self.file_version_info)?;
                continue;
            }
            let value = match (self.include_user_name, self.file_version_info) {
                (_, true) => match main_version(context, &process)? {
                    Some(version) => version,
                    None => continue,
                },
                (true, _) => {
                    let user = processes::user_of(&process).map_or(Value::Null, Value::text);
                    let body = MemberBody::Note(user);
                    with_user_view(member::add_member(
                        process,
                        Member { name: "UserName".into(), body, hidden: false },
                    ))
                }
                _ => process,
            };
            context.output(value)?;
        }
        Ok(())
    }
}

/// A process that is shown with its user. Source: the views of PowerShell for `Process#IncludeUserName`.
fn with_user_view(process: Value) -> Value {
    if let Value::Object(object) = &process {
        let names = member::type_names(&process);
        let shown = std::iter::once("System.Diagnostics.Process#IncludeUserName".to_string());
        *object.type_names.borrow_mut() = Some(shown.chain(names).map(Into::into).collect());
    }
    process
}

/// The modules of a process, or the versions of their files.
fn send_modules(context: &mut Context<'_>, process: &Value, versions: bool) -> Outcome {
    let modules = member::get(context.engine, process, "Modules")?.unwrap_or_default();
    for module in member::enumerate(context.engine, &modules)?.unwrap_or_default() {
        let value = match versions {
            true => member::get(context.engine, &module, "FileVersionInfo")?.unwrap_or_default(),
            false => module,
        };
        context.output(value)?;
    }
    Ok(())
}

/// The version of a process's program; `None` for a process of the kernel, or after an error.
fn main_version(context: &mut Context<'_>, process: &Value) -> Outcome<Option<Value>> {
    let module = member::get(context.engine, process, "MainModule")?.unwrap_or_default();
    if module.is_null() {
        return Ok(None);
    }
    member::get(context.engine, &module, "FileVersionInfo")
}
