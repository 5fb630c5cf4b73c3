//! One command of a family: what was given to it, and which verb it is.

use super::kind::{Given, GivenProperties};
use super::parameters::{fixed_count, takes};
use super::record::Fields;
use super::{Noun, Verb, grant, verbs};
use crate::cmdlets::cs::gather::Gathered;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::command::{Cmdlet, CmdletBinding, CommandInfo, Context};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, parameter};

/// A command over the records of one family.
pub struct NounCommand {
    pub(super) noun: &'static Noun,
    verb: Verb,
    info: &'static CommandInfo,
    given: Vec<Option<Argument>>,
    pub(super) gathered: Gathered,
    /// Of `Grant`: the policy was looked for and found.
    pub(super) policy_is_there: bool,
}

/// One bound argument.
#[derive(Clone)]
enum Argument {
    /// Of a fixed parameter or one without effect.
    Plain(Value),
    /// Of a property, converted.
    Property(Given),
}

impl NounCommand {
    /// A fresh use of the command in `info`, whose parameters are those of [`super::list`].
    pub fn new(noun: &'static Noun, verb: Verb, info: &'static CommandInfo) -> NounCommand {
        NounCommand {
            noun,
            verb,
            info,
            given: vec![None; info.parameters.len()],
            gathered: Gathered::default(),
            policy_is_there: false,
        }
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.info.parameters.iter().position(|parameter| parameter.name == name)
    }

    /// What was given to a parameter that is no property.
    pub(super) fn plain(&self, name: &str) -> Option<&Value> {
        match self.given.get(self.index(name)?)? {
            Some(Argument::Plain(value)) => Some(value),
            _ => None,
        }
    }

    /// The text that was given to a parameter that is no property; `$null` and empty text are nothing.
    pub(super) fn text(&self, engine: &mut Engine, name: &str) -> Outcome<Option<String>> {
        match self.plain(name).cloned() {
            Some(value) if !value.is_null() => {
                // A user or a record that comes down the pipeline is meant by its identity.
                let value = match value.unwrapped() {
                    Value::Object(_) => member::property(engine, &value, "Identity")?.unwrap_or(value),
                    _ => value,
                };
                let text = convert::to_text(engine, &value)?;
                Ok(Some(text).filter(|text| !text.is_empty()))
            }
            _ => Ok(None),
        }
    }

    pub(super) fn switch(&self, name: &str) -> bool {
        self.plain(name).is_some_and(convert::to_bool)
    }

    /// The properties that were given.
    pub(super) fn properties(&self) -> GivenProperties {
        let named = self.info.parameters.iter().zip(&self.given);
        named
            .filter_map(|(parameter, argument)| match argument {
                Some(Argument::Property(given)) => Some((parameter.name, given.clone())),
                _ => None,
            })
            .collect()
    }

    /// Whether a record has what `Get` was told to filter by.
    pub(super) fn is_wanted(&self, engine: &mut Engine, fields: &Fields) -> Outcome<bool> {
        for name in self.noun.filters {
            let Some(wanted) = self.text(engine, name)? else { continue };
            let default = self.noun.property(name).map(|property| property.default.json());
            let own = fields.get(*name).cloned().or(default).unwrap_or_default();
            if !own.as_str().is_some_and(|own| own.eq_ignore_ascii_case(&wanted)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Says with `-Verbose` which arguments have no effect here, and refuses those that would mislead.
    fn mention_extras(&self, context: &mut Context<'_>) -> Outcome {
        for extra in self.noun.extras.iter().filter(|extra| extra.verb == self.verb) {
            if self.plain(extra.name).is_none() {
                continue;
            }
            if let Some(reason) = extra.refused {
                return Err(Refusal::Invalid(reason.to_owned()).terminate(context));
            }
            context.verbose(&format!("-{} has no effect in this deployment.", extra.name))?;
        }
        Ok(())
    }
}

impl CmdletBinding for NounCommand {
    fn info(&self) -> &'static CommandInfo {
        self.info
    }

    fn set(&mut self, engine: &mut Engine, index: usize, value: Value) -> Result<(), Box<Fault>> {
        let Some(declared) = self.info.parameters.get(index) else { return Ok(()) };
        let fixed = index < fixed_count(self.noun, self.verb);
        let property = if fixed { None } else { self.noun.property(declared.name) };
        let argument = match property.filter(|own| takes(own, self.verb)) {
            Some(property) => {
                let converted = property.kind.convert(engine, &value);
                Argument::Property(converted.map_err(|fault| parameter::binding_fault(declared.name, fault))?)
            }
            None => Argument::Plain(value),
        };
        if let Some(place) = self.given.get_mut(index) {
            *place = Some(argument);
        }
        Ok(())
    }

    fn unset(&mut self, index: usize) {
        if let Some(place) = self.given.get_mut(index) {
            *place = None;
        }
    }
}

impl Cmdlet for NounCommand {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.mention_extras(context)
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        match self.verb {
            Verb::New => verbs::new(self, context),
            Verb::Get => verbs::get(self, context),
            Verb::Set => verbs::set(self, context),
            Verb::Remove => verbs::remove(self, context),
            Verb::Grant => grant::grant(self, context),
        }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        match self.verb {
            Verb::Grant => grant::end(self, context),
            _ => Ok(()),
        }
    }

    fn clean(&mut self, engine: &mut Engine) {
        if self.verb == Verb::Grant {
            grant::clean(self, engine);
        }
    }
}
