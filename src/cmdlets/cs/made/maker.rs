//! One command that makes an object out of its arguments.

use crate::cmdlets::cs::noun::record::Fields;
use crate::cmdlets::cs::noun::{Given, Property, parameter};
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{Cmdlet, CmdletBinding, CommandInfo, Context, ParameterInfo};
use crate::engine::object::Members;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, parameter as argument};
use serde_json::Value as Json;

/// What a command makes.
pub struct Made {
    /// Type name of the object.
    pub type_name: &'static str,
    /// Its properties, in the order in which it shows them.
    pub properties: &'static [Property],
    /// Parameter set when the arguments leave several.
    pub default_set: &'static str,
    /// Turns the arguments into the properties of the object, or refuses them.
    pub finish: Option<fn(Fields) -> Result<Fields, String>>,
}

impl Made {
    /// Without anything, for struct update.
    pub const EMPTY: Made = Made { type_name: "", properties: &[], default_set: "", finish: None };
}

/// The parameters of a command, one a property.
pub const fn parameters<const N: usize>(properties: &[Property]) -> [ParameterInfo; N] {
    let mut all = [ParameterInfo::of::<Value>("", ""); N];
    let mut at = 0;
    while at < N {
        all[at] = parameter(&properties[at]);
        at += 1;
    }
    all
}

/// A use of the command.
pub struct Maker {
    made: &'static Made,
    info: &'static CommandInfo,
    given: Vec<Option<Json>>,
}

impl Maker {
    pub fn new(made: &'static Made, info: &'static CommandInfo) -> Maker {
        Maker { made, info, given: vec![None; info.parameters.len()] }
    }
}

impl CmdletBinding for Maker {
    fn info(&self) -> &'static CommandInfo {
        self.info
    }

    fn set(&mut self, engine: &mut Engine, index: usize, value: Value) -> Result<(), Box<Fault>> {
        let (Some(property), Some(place)) = (self.made.properties.get(index), self.given.get_mut(index))
        else {
            return Ok(());
        };
        let converted = property.kind.convert(engine, &value);
        *place = Some(match converted.map_err(|fault| argument::binding_fault(property.name, fault))? {
            Given::Value(value) => value,
            // A new object has an empty list to begin with.
            Given::Modify { add, .. } => Json::Array(add),
        });
        Ok(())
    }

    fn unset(&mut self, index: usize) {
        if let Some(place) = self.given.get_mut(index) {
            *place = None;
        }
    }
}

impl Cmdlet for Maker {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut fields = Fields::new();
        for (property, given) in self.made.properties.iter().zip(&self.given) {
            let value = given.clone().unwrap_or_else(|| property.default.json());
            fields.insert(property.name.to_owned(), value);
        }
        let fields = match self.made.finish.map_or(Ok(fields.clone()), |finish| finish(fields)) {
            Ok(fields) => fields,
            Err(reason) => return Refusal::Invalid(reason).report(context),
        };
        let mut members = Members::default();
        for (name, stored) in &fields {
            let known = self.made.properties.iter().find(|property| property.name == name);
            let value = match known {
                Some(property) => property.kind.value(context.engine, stored)?,
                None => object::from_json(stored),
            };
            members.set(name.as_str(), value);
        }
        context.output(object::of_type(self.made.type_name, members))
    }
}
