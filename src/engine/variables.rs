//! Variables by name: scopes and qualifiers, automatic variables, the environment and function drives.

use super::command::ActionPreference;
use super::error::{Category, Exception};
use super::evaluate::declare::VariableConstraint;
use super::object::Hashtable;
use super::object::hashtable_value;
use super::scope::{Options, Scope, ScopeKind, Slot, VariableCell, fold};
use super::script_block::ScriptBlockValue;
use super::value::Value;
use super::{Engine, Fault, Outcome, convert, types};
use crate::language::ast::VariablePath;
use crate::language::code::Code;
use std::rc::Rc;
use std::sync::OnceLock;

/// Version of PowerShell whose behaviour is promised.
pub const COMPATIBLE_VERSION: &str = "7.6.5";

/// Automatic variables that belong to one call.
const OF_THE_CALL: [&str; 2] = ["input", "args"];

impl Engine {
    /// Variables that a fresh session has.
    pub(super) fn define_variables(&mut self) {
        let text = |value: &str| Value::text(value);
        let action = "System.Management.Automation.ActionPreference";
        let impact = "System.Management.Automation.ConfirmImpact";
        let preferences = [
            ("ErrorActionPreference", action, 2),
            ("WarningPreference", action, 2),
            ("VerbosePreference", action, 0),
            ("DebugPreference", action, 0),
            ("InformationPreference", action, 0),
            ("ProgressPreference", action, 2),
            ("ConfirmPreference", impact, 3),
            ("ErrorView", "System.Management.Automation.ErrorView", 2),
            ("PSNativeCommandArgumentPassing", "System.Management.Automation.NativeArgumentPassingStyle", 1),
        ];
        for (name, class, number) in preferences {
            self.define_typed(name, class, types::enumeration::value(class, number));
        }
        self.global.set("WhatIfPreference", Value::Bool(false));
        self.global.set("FormatEnumerationLimit", Value::Int(4));
        self.global.set("MaximumHistoryCount", Value::Int(4096));
        self.global.set("PSNativeCommandUseErrorActionPreference", Value::Bool(false));
        self.global.set("PSDefaultParameterValues", hashtable_value(Hashtable::new(false)));
        self.global.set("OutputEncoding", types::text_encoding::utf8());
        let home = self.home().unwrap_or_default();
        let fixed = [
            ("PID", Value::Int(std::process::id() as i32)),
            ("IsLinux", Value::Bool(true)),
            ("IsWindows", Value::Bool(false)),
            ("IsMacOS", Value::Bool(false)),
            ("IsCoreCLR", Value::Bool(true)),
            ("PSEdition", text("Core")),
            ("ShellId", text("Microsoft.PowerShell")),
            ("PSStyle", types::ps_style::value()),
            ("PSVersionTable", version_table()),
            ("HOME", text(&home)),
            ("PSHOME", text(&executable_folder())),
        ];
        for (name, value) in fixed {
            let cell = VariableCell::new(value);
            let fixed = name != "HOME";
            cell.options.set(Options { read_only: !fixed, constant: fixed, all_scope: true, private: false });
            self.global.put(name, Slot::Cell(Rc::new(cell)));
        }
    }

    /// A variable that keeps its type.
    fn define_typed(&mut self, name: &str, class: &str, value: Value) {
        let cell = VariableCell::new(value);
        *cell.constraints.borrow_mut() = vec![VariableConstraint::Type(types::named(class))];
        self.global.put(name, Slot::Cell(Rc::new(cell)));
    }

    /// A slot that is not set: the name is looked for outward.
    pub(super) fn load_unset_slot(&mut self, code: &Code, slot: u16) -> Outcome<Value> {
        let slot = usize::from(slot);
        let Some(folded) = code.folded.get(slot) else { return Ok(Value::Null) };
        match self.find_outside(folded) {
            Some(value) => Ok(value),
            None => self.unset_variable(code.slots.get(slot).map_or("", |name| name), folded),
        }
    }

    /// `$_` that this scope does not have.
    pub(super) fn load_outer_item(&mut self) -> Outcome<Value> {
        match self.find_outside("_") {
            Some(value) => Ok(value),
            None => self.unset_variable("_", "_"),
        }
    }

    /// A slot that is not set, read to be changed: `$null`, or an error in strict mode.
    pub(super) fn load_own_slot(&mut self, code: &Code, slot: u16) -> Outcome<Value> {
        let name = code.slots.get(usize::from(slot)).cloned().unwrap_or_else(|| "".into());
        let folded = fold(&name);
        match self.automatic(&folded) {
            Some(value) => Ok(value),
            None => self.unset_variable(&name, &folded),
        }
    }

    fn find_outside(&mut self, folded: &str) -> Option<Value> {
        if OF_THE_CALL.contains(&folded) {
            return self.find_variable(folded);
        }
        let found = self.scope.parent.as_ref().and_then(|parent| self.find_from(parent, folded));
        found.or_else(|| self.automatic(folded))
    }

    fn find_from(&self, scope: &Rc<Scope>, folded: &str) -> Option<Value> {
        let mut current = Some(scope);
        while let Some(scope) = current {
            match scope.place(folded) {
                Slot::Unset => {}
                Slot::Plain(value) => return Some(value),
                Slot::Cell(cell) => {
                    if !cell.options.get().private || Rc::ptr_eq(scope, &self.scope) {
                        return Some(cell.value.borrow().clone());
                    }
                }
            }
            current = scope.parent.as_ref();
        }
        None
    }

    /// A variable by folded name, as the current scope sees it; automatic ones too.
    pub fn find_variable(&mut self, folded: &str) -> Option<Value> {
        // Each call has its own, whatever a caller keeps under the name.
        if OF_THE_CALL.contains(&folded)
            && let Some(own) = self.calls.last().and_then(|call| call.scope.clone())
            && !Rc::ptr_eq(&own, &self.global)
        {
            let around = self.scope.chain().take_while(|scope| !Rc::ptr_eq(scope, &own)).collect::<Vec<_>>();
            let kept = around.iter().chain([&own]).find_map(|scope| scope.get(folded));
            return kept.or_else(|| self.automatic(folded));
        }
        self.find_from(&self.scope, folded).or_else(|| self.automatic(folded))
    }

    fn unset_variable(&mut self, name: &str, _folded: &str) -> Outcome<Value> {
        let strict = self.scope.chain().find_map(|scope| scope.strict.get()).unwrap_or(0);
        if strict == 0 {
            return Ok(Value::Null);
        }
        let message = format!("The variable '${name}' cannot be retrieved because it has not been set.");
        let exception = Exception::runtime(message);
        Err(Fault::error(exception, "VariableIsUndefined", Category::InvalidOperation, Value::text(name)))
    }

    /// Reads `$name`, `$scope:name`, `$drive:name`.
    pub(crate) fn load_variable(&mut self, path: &VariablePath, folded: &str) -> Outcome<Value> {
        let qualifier = path.qualifier.as_deref().map(str::to_ascii_lowercase);
        let found = match qualifier.as_deref() {
            None | Some("variable") => self.find_variable(folded),
            Some("local") | Some("private") => self.scope.get(folded).or_else(|| self.automatic(folded)),
            Some("script") => {
                let script = self.scope.script();
                self.find_from(&script, folded)
            }
            Some("global") => self.global.get(folded).or_else(|| self.automatic(folded)),
            Some("env") => {
                return Ok(self
                    .environment
                    .get(path.name.as_ref())
                    .map_or(Value::Null, |text| Value::text(text.as_str())));
            }
            Some("function") => return Ok(self.function_block(folded)),
            Some("using") => self.find_variable(folded),
            Some("alias") => {
                return Ok(self
                    .find_alias(folded)
                    .map_or(Value::Null, |alias| Value::text(alias.definition.as_ref())));
            }
            Some(other) if self.find_drive(other).is_some() => return self.drive_content(other, &path.name),
            // A drive that is not there has nothing.
            Some(_) => None,
        };
        match found {
            Some(value) => Ok(value),
            None => self.unset_variable(&path.name, folded),
        }
    }

    /// Writes `$name`, `$scope:name`, `$drive:name`.
    pub(crate) fn store_variable(&mut self, path: &VariablePath, folded: &str, value: Value) -> Outcome {
        let scope = match path.qualifier.as_deref().map(str::to_ascii_lowercase).as_deref() {
            None | Some("local") | Some("variable") => self.scope.clone(),
            Some("script") => self.scope.script(),
            Some("global") => self.global.clone(),
            Some("private") => return self.store_private(path, value),
            Some("env") => return self.set_environment(&path.name, &value),
            Some("function") => return self.set_function(&path.name, &value),
            Some(other) if self.find_drive(other).is_some() => {
                return self.set_drive_content(other, &path.name, value);
            }
            Some(other) => return Err(no_drive(other)),
        };
        self.assign_in(&scope, &path.name, folded, value)
    }

    /// Assigns a variable of one scope.
    pub fn assign_variable(&mut self, scope: &Rc<Scope>, name: &str, value: Value) -> Outcome {
        self.assign_in(scope, name, &super::scope::fold(name), value)
    }

    /// Assigns a variable of the current scope.
    pub fn set_variable(&mut self, name: &str, value: Value) -> Outcome {
        let scope = self.scope.clone();
        self.assign_in(&scope, name, &super::scope::fold(name), value)
    }

    fn store_private(&mut self, path: &VariablePath, value: Value) -> Outcome {
        let cell = VariableCell::new(value);
        cell.options.set(Options { private: true, ..Options::default() });
        self.scope.put(&path.name, Slot::Cell(Rc::new(cell)));
        Ok(())
    }

    /// Errors: the name is one of a constant that no scope may hide.
    pub(crate) fn refuse_constant(&self, scope: &Rc<Scope>, name: &str, folded: &str) -> Outcome {
        let is_constant = matches!(folded, "true" | "false" | "?" | "executioncontext" | "host")
            || matches!(scope.place(folded), Slot::Unset) && self.outer_constant(scope, folded)
            || matches!(scope.place(folded), Slot::Cell(cell) if {
                let options = cell.options.get();
                options.all_scope && (options.read_only || options.constant)
            });
        if is_constant { Err(not_writable(name)) } else { Ok(()) }
    }

    /// Writes a variable of one scope with the checks of its cell.
    pub(crate) fn assign_in(&mut self, scope: &Rc<Scope>, name: &str, folded: &str, value: Value) -> Outcome {
        if folded == "null" {
            return Ok(());
        }
        if matches!(folded, "true" | "false" | "?" | "executioncontext" | "host") {
            return Err(not_writable(name));
        }
        // These two are constants of the session, which a function's own variable may hide.
        if matches!(folded, "error" | "enabledexperimentalfeatures") && scope.parent.is_none() {
            return Err(not_writable(name));
        }
        match scope.place(folded) {
            Slot::Cell(cell) => self.write_named_cell(&cell, value, name),
            Slot::Plain(_) => {
                let value = self.as_preference(folded, name, value)?;
                scope.put(name, Slot::Plain(value));
                Ok(())
            }
            Slot::Unset => match self.outer_constant(scope, folded) {
                true => Err(not_writable(name)),
                false => {
                    let value = self.as_preference(folded, name, value)?;
                    scope.put(name, Slot::Plain(value));
                    Ok(())
                }
            },
        }
    }

    /// A preference has its type in every scope.
    fn as_preference(&mut self, folded: &str, name: &str, value: Value) -> Outcome<Value> {
        if !folded.ends_with("preference") && folded != "errorview" {
            return Ok(value);
        }
        // `Suspend` is refused where the preference is used, except in the global scope.
        if convert::to_action(&value) == Some(ActionPreference::Suspend) {
            return Ok(value);
        }
        let Slot::Cell(cell) = self.global.place(folded) else { return Ok(value) };
        let constraints = cell.constraints.borrow().clone();
        self.constrain_strictly(&constraints, value, name)
    }

    /// Read-only variables of all scopes (`$PID`, `$HOME`) cannot be hidden.
    fn outer_constant(&self, scope: &Rc<Scope>, folded: &str) -> bool {
        let is_fixed = |options: Options| options.all_scope && (options.read_only || options.constant);
        scope.parent.is_some()
            && matches!(self.global.place(folded), Slot::Cell(cell) if is_fixed(cell.options.get()))
    }

    /// Writes a checked variable of a function's own.
    pub(crate) fn write_cell(&mut self, cell: &Rc<VariableCell>, value: Value, name: &str) -> Outcome {
        if self.scope.kind != ScopeKind::Local {
            return self.write_named_cell(cell, value, name);
        }
        check_writable(cell, name)?;
        let constraints = cell.constraints.borrow().clone();
        let value = self.constrain(&constraints, value, name)?;
        *cell.value.borrow_mut() = value;
        Ok(())
    }

    fn write_named_cell(&mut self, cell: &Rc<VariableCell>, value: Value, name: &str) -> Outcome {
        check_writable(cell, name)?;
        let constraints = cell.constraints.borrow().clone();
        let value = self.constrain_strictly(&constraints, value, name)?;
        *cell.value.borrow_mut() = value;
        Ok(())
    }

    /// `$using:x` outside of a job or another thread.
    pub(crate) fn using_variable(
        &mut self,
        code: &Code,
        index: crate::language::code::Index,
    ) -> Outcome<Value> {
        let Some(variable) = code.tables.variables.get(index as usize) else { return Ok(Value::Null) };
        match self.extension::<UsingValues>().0.get(&variable.folded) {
            Some(value) => Ok(value.clone()),
            None => {
                let message = "A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on a remote computer.";
                Err(Fault::runtime("UsingWithoutInvokeCommand", message))
            }
        }
    }

    fn set_environment(&mut self, name: &str, value: &Value) -> Outcome {
        let text = convert::to_text(self, value)?;
        match value.is_null() {
            true => self.environment.shift_remove(name),
            false => self.environment.insert(name.to_string(), text),
        };
        Ok(())
    }

    fn set_function(&mut self, name: &str, value: &Value) -> Outcome {
        if value.is_null() {
            let scope = self.scope.chain().find(|scope| scope.functions.get(&fold(name)).is_some());
            if let Some(scope) = scope {
                scope.functions.borrow_mut().shift_remove(&fold(name));
            }
            return Ok(());
        }
        let Value::Block(block) = value.unwrapped() else {
            let text = convert::to_text(self, value)?;
            let block = self.compile_block(&text)?;
            self.add_function(name, block, false);
            return Ok(());
        };
        let block: Rc<ScriptBlockValue> = block.clone();
        self.add_function(name, block, false);
        Ok(())
    }
}

/// Values of `$using:` in a job or a parallel block.
#[derive(Default)]
pub struct UsingValues(pub std::collections::HashMap<Rc<str>, Value>);

fn no_drive(name: &str) -> Box<Fault> {
    let message = format!("Cannot find drive. A drive with the name '{name}' does not exist.");
    let exception = Exception::new("System.Management.Automation.DriveNotFoundException", message);
    Fault::error(exception, "DriveNotFound", Category::ObjectNotFound, Value::text(name))
}

fn not_writable(name: &str) -> Box<Fault> {
    let message = format!("Cannot overwrite variable {name} because it is read-only or constant.");
    let exception =
        Exception::new("System.Management.Automation.SessionStateUnauthorizedAccessException", message);
    Fault::error(exception, "VariableNotWritable", Category::WriteError, Value::text(name))
}

fn check_writable(cell: &VariableCell, name: &str) -> Outcome {
    let options = cell.options.get();
    if options.read_only || options.constant { Err(not_writable(name)) } else { Ok(()) }
}

pub(super) fn executable_folder() -> String {
    let path = std::env::current_exe().ok();
    path.as_deref()
        .and_then(std::path::Path::parent)
        .map(|folder| folder.display().to_string())
        .unwrap_or_default()
}

/// The name of the distribution, as .NET's `RuntimeInformation.OSDescription` gives it.
pub fn operating_system() -> &'static str {
    // Each runspace has the table; the file is read once.
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
        let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
        name.map_or_else(|| "Linux".to_string(), |name| name.trim_matches('"').to_string())
    })
}

fn version_table() -> Value {
    let compatible = [[1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [5, 1], [6, 0], [7, 0]];
    let compatible = compatible.iter().map(|parts| super::types::version::of(parts)).collect();
    let mut table = Hashtable::new(true);
    table.of = Some(super::types::named("System.Management.Automation.PSVersionHashTable"));
    let rows = [
        ("PSVersion", super::types::version::semantic(COMPATIBLE_VERSION)),
        ("PSEdition", Value::text("Core")),
        ("FedshVersion", Value::text(env!("CARGO_PKG_VERSION"))),
        ("GitCommitId", Value::text(COMPATIBLE_VERSION)),
        ("OS", Value::text(operating_system())),
        ("Platform", Value::text("Unix")),
        ("PSCompatibleVersions", Value::array(compatible)),
        ("PSRemotingProtocolVersion", super::types::version::of(&[2, 4])),
        ("SerializationVersion", super::types::version::of(&[1, 1, 0, 1])),
        ("WSManStackVersion", super::types::version::of(&[3, 0])),
    ];
    for (name, value) in rows {
        table.set(Value::text(name), value);
    }
    hashtable_value(table)
}
