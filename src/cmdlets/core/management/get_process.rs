//! `Get-Process`.

use super::processes;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::object::{Member, MemberBody};
use crate::engine::provider::{faults, reported};
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
    /// try { Get-Process -Id $PID -Module -ErrorAction Stop } catch { $_.Exception.Message }
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
        /// Their modules, which Linux does not tell: an error.
        "Module" module: bool { sets: &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Id", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InputObject", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// The version of the program's file.
        "FileVersionInfo" file_version_info: bool { aliases: &["FV", "FVI"], sets: &[Membership { set: "Name", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Id", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InputObject", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNull] },
    }
}

impl Cmdlet for GetProcess {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.module {
            let fault = faults::not_supported("The modules of a process cannot be listed on this system.");
            return reported(context, Err::<(), _>(fault)).map(|_| ());
        }
        let everything = self.name.is_empty() && self.id.is_empty() && self.input_object.is_empty();
        let names = if everything { vec!["*".into()] } else { self.name.clone() };
        let mut found = processes::by_names(context, &names)?;
        found.extend(processes::by_ids(context, &self.id)?);
        found.extend(self.input_object.iter().cloned());
        for process in found {
            let value = match (self.include_user_name, self.file_version_info) {
                (_, true) => member::get(context.engine, &process, "Path")?.unwrap_or_default(),
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
