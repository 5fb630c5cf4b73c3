//! `Update-List`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Outcome, member};

cmdlet! {
    /// Adds elements to a list that a property holds, and takes others out.
    ///
    /// # Examples
    /// ```powershell
    /// $group = [pscustomobject]@{ Members = [System.Collections.ArrayList]@('ann', 'bob') }
    /// $group | Update-List -Property Members -Add 'eve' -Remove 'bob'
    /// $list = [System.Collections.ArrayList]@(1, 2)
    /// Update-List -InputObject $group -Property Members -Replace 'carol'
    /// ```
    "Update-List" as UpdateList {
        class: "Microsoft.PowerShell.Commands.UpdateListCommand",
        default_set: "AddRemoveSet",
    }
    parameters {
        /// Elements that come in.
        "Add" add: Vec<Value> { type_name: "System.Object[]", sets: &[Membership { set: "AddRemoveSet", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Elements that go.
        "Remove" remove: Vec<Value> { type_name: "System.Object[]", sets: &[Membership { set: "AddRemoveSet", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Elements that take the place of all.
        "Replace" replace: Vec<Value> { type_name: "System.Object[]", sets: &[Membership { set: "ReplaceSet", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// The object with the list.
        "InputObject" input_object: Option<Value> { type_name: "System.Management.Automation.PSObject", pipe: Pipe::ByValue, validate: &[Validation::NotNullOrEmpty] },
        /// The property that holds the list.
        "Property" property: Option<String> { position: Some(0), validate: &[Validation::NotNullOrEmpty] },
    }
    state { had_input: bool }
}

impl Cmdlet for UpdateList {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(object) = self.input_object.clone() else { return Ok(()) };
        self.had_input = true;
        let Some(name) = self.property.clone() else {
            return Err(context.terminate(
                "System.ArgumentException",
                "The Property parameter is required if the InputObject parameter is specified.",
                "MissingPropertyParameter",
                Category::InvalidArgument,
                Value::Null,
            ));
        };
        let Some(list) = member::get(context.engine, &object, &name)? else {
            let message = format!(
                "The property '{name}' cannot be found on this object. Verify that the property exists."
            );
            let class = "System.Management.Automation.GetValueException";
            return context.fail(class, message, "PropertyNotFound", Category::InvalidArgument, object);
        };
        if context.bound("Replace") {
            member::invoke(context.engine, &list, "Clear", &[]).map_err(|fault| context.named(fault))?;
            self.add = self.replace.clone();
        }
        for item in self.add.clone() {
            member::invoke(context.engine, &list, "Add", &[item]).map_err(|fault| context.named(fault))?;
        }
        for item in self.remove.clone() {
            member::invoke(context.engine, &list, "Remove", &[item]).map_err(|fault| context.named(fault))?;
        }
        context.output(object)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.had_input || self.property.is_some() && !context.bound("Add") {
            return Ok(());
        }
        let mut changes = Hashtable::new(false);
        for (name, items) in [("Add", &self.add), ("Remove", &self.remove), ("Replace", &self.replace)] {
            if context.bound(name) {
                changes.set(Value::text(name), Value::array(items.clone()));
            }
        }
        context.output(hashtable_value(changes))
    }
}
