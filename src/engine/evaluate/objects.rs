//! Instructions over members, calls, blocks and definitions.

use super::Frame;
use super::sites;
use super::step::get;
use crate::engine::error::Position;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::{self, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, class, convert, member};
use crate::language::code::Code;
use std::rc::Rc;

impl Engine {
    pub(super) fn block_value(
        &mut self,
        frame: &Frame,
        code: &Code,
        index: crate::language::code::Index,
    ) -> Value {
        let index = index as usize;
        let Some(tree) = code.tables.blocks.get(index) else { return Value::Null };
        let lowerings = match frame.prepared.blocks.get(index) {
            Some(known) => known.get_or_init(|| self.lowerings(tree)).clone(),
            None => self.lowerings(tree),
        };
        Value::Block(Rc::new(ScriptBlockValue::new(lowerings, self.scope.module.clone())))
    }

    pub(super) fn type_at(
        &mut self,
        frame: &Frame,
        code: &Code,
        index: crate::language::code::Index,
    ) -> Outcome<Rc<Type>> {
        let version = self.types_version;
        if let Some(known) = frame.prepared.known_type(index, version) {
            return Ok(known);
        }
        match code.tables.types.get(index as usize) {
            Some(name) => {
                let found = self.resolve_at(&code.source, name)?;
                frame.prepared.remember_type(index, version, &found);
                Ok(found)
            }
            None => Err(Fault::runtime("TypeNotFound", "The type is missing.")),
        }
    }

    pub(super) fn define_function(&mut self, code: &Code, index: crate::language::code::Index) {
        let Some(function) = code.tables.functions.get(index as usize).cloned() else { return };
        let lowerings = self.lowerings(&function.body);
        let block = Rc::new(ScriptBlockValue::new(lowerings, self.scope.module.clone()));
        self.add_function(&function.name.text, block, function.filter);
    }

    /// `[ref]$x`: the variable becomes a cell that both hold.
    pub(super) fn reference(&mut self, code: &Code, index: crate::language::code::Index) -> Outcome<Value> {
        use crate::engine::scope::{Slot, VariableCell};
        let Some(variable) = code.tables.variables.get(index as usize) else { return Ok(Value::Null) };
        if variable.folded.as_ref() == "null" {
            // What is written to it is lost.
            return Ok(types::reference::value(Rc::new(VariableCell::new(Value::Null))));
        }
        let holder = self.scope.chain().find(|scope| !matches!(scope.place(&variable.folded), Slot::Unset));
        let scope = holder.unwrap_or_else(|| self.scope.clone());
        let cell = match scope.place(&variable.folded) {
            Slot::Cell(cell) => cell,
            other => {
                let value = if let Slot::Plain(value) = other { value } else { Value::Null };
                let cell = Rc::new(VariableCell::new(value));
                scope.put(&variable.path.name, Slot::Cell(cell.clone()));
                cell
            }
        };
        Ok(types::reference::value(cell))
    }

    pub(super) fn read_member(&mut self, target: &Value, name: &str, is_static: bool) -> Outcome<Value> {
        if is_static {
            let of = self.static_target(target)?;
            return member::get_static(self, &of, name);
        }
        if target.is_null() {
            return self.missing_member(name, true);
        }
        match member::get(self, target, name)? {
            Some(value) => Ok(value),
            None => self.missing_member(name, false),
        }
    }

    /// The version of `Set-StrictMode`; 0 without.
    fn strictness(&self) -> u8 {
        self.scope.chain().find_map(|scope| scope.strict.get()).unwrap_or(0)
    }

    /// Under `Set-StrictMode -Version 3` a place behind the end of an array is an error.
    pub(super) fn refuse_outside(&self, target: &Value, index: &Value) -> Outcome {
        if !member::is_outside(target, index) || self.strictness() < 3 {
            return Ok(());
        }
        let (class, message) = match target.unwrapped() {
            Value::Array(_) | Value::String(_) => {
                ("System.IndexOutOfRangeException", "Index was outside the bounds of the array.")
            }
            _ => (
                "System.ArgumentOutOfRangeException",
                "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
            ),
        };
        let exception = crate::engine::error::Exception::new(class, message);
        let category = crate::engine::error::Category::OperationStopped;
        Err(Fault::error(exception, class, category, Value::Null))
    }

    /// Under `Set-StrictMode -Version 2` a command takes its arguments with blanks between them.
    pub(super) fn refuse_method_call(&self) -> Outcome {
        if self.strictness() < 2 {
            return Ok(());
        }
        let message = "The function or command was called as if it were a method. Parameters should be separated by spaces. For information about parameters, see the about_Parameters Help topic.";
        Err(Fault::runtime("StrictModeFunctionCallWithParens", message))
    }

    /// `$null` without strict mode, an error with it.
    fn missing_member(&mut self, name: &str, of_null: bool) -> Outcome<Value> {
        if self.strictness() < 2 {
            let counted = name.eq_ignore_ascii_case("count") || name.eq_ignore_ascii_case("length");
            return Ok(if counted && of_null { Value::Int(0) } else { Value::Null });
        }
        let message =
            format!("The property '{name}' cannot be found on this object. Verify that the property exists.");
        Err(Fault::error(
            crate::engine::error::Exception::new(
                "System.Management.Automation.PropertyNotFoundException",
                message,
            ),
            "PropertyNotFoundStrict",
            crate::engine::error::Category::NotSpecified,
            Value::Null,
        ))
    }

    pub(super) fn write_member(
        &mut self,
        target: &Value,
        name: &str,
        value: Value,
        is_static: bool,
    ) -> Outcome {
        if is_static {
            let of = self.static_target(target)?;
            return member::set_static(self, &of, name, value);
        }
        member::set(self, target, name, value)
    }

    /// `[type]::x`, or a value whose type is meant.
    fn static_target(&mut self, target: &Value) -> Outcome<Rc<Type>> {
        match target.unwrapped() {
            Value::Type(of) => Ok(of.clone()),
            Value::String(name) => types::resolve_text(self, name),
            other => Ok(types::type_of(other)),
        }
    }

    pub(super) fn invoke_instruction(
        &mut self,
        frame: &Frame,
        code: &Code,
        call: crate::language::code::Index,
        at: crate::language::code::Address,
    ) -> Outcome<Value> {
        let index = call;
        let Some(call) = code.tables.calls.get(index as usize) else { return Ok(Value::Null) };
        if self.fused
            && let Some(result) = self.call_at_site(frame, index, call)
        {
            return result;
        }
        let arguments = sites::arguments(frame, call);
        let target = get(frame, call.target).clone();
        let name = match call.dynamic_name {
            None => call.name.clone(),
            Some(register) => {
                let method = get(frame, register).clone();
                if let Value::Block(block) = method.unwrapped() {
                    let items = self.invoke_block(block, &arguments)?;
                    return Ok(Value::from_output(items));
                }
                convert::to_text(self, &method)?.into()
            }
        };
        let is_script = match target.unwrapped() {
            Value::Type(of) => matches!(of.as_ref(), Type::Script(_)),
            Value::Object(_) => class::instance(&target).is_some(),
            _ => false,
        };
        if is_script {
            let span = code.spans.get(at as usize).copied().unwrap_or_default();
            self.call_site = Some(Position::at(&code.source, span));
            if let Some(of) = call.of
                && !call.is_static
            {
                let of = self.type_at(frame, code, of)?;
                if let Some(result) = class::invoke_with(self, &target, &of, &name, &arguments) {
                    return result;
                }
            }
        }
        if call.is_static {
            let of = self.static_target(&target)?;
            return member::invoke_static(self, &of, &name, &arguments);
        }
        if target.is_null() {
            let walks = member::is_where(&name) || member::is_for_each(&name);
            let how = arguments.first().map(Value::unwrapped);
            if walks && matches!(how, Some(Value::Block(_) | Value::Type(_))) {
                return Ok(member::collection(Vec::new()));
            }
            let message = "You cannot call a method on a null-valued expression.";
            return Err(Fault::runtime("InvokeMethodOnNull", message));
        }
        member::invoke(self, &target, &name, &arguments)
    }
}
