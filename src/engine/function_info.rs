//! What a script block declares: its parameters and attributes, evaluated once.

use super::bind::{BindingTable, Membership, Parameter};
use super::command::Impact;
use super::error::{Category, Exception};
use super::evaluate::declare::VariableConstraint;
use super::function::FunctionInfo;
use super::scope::Scope;
use super::script_block::ScriptBlockValue;
use super::types::Type;
use super::value::Value;
use super::{Engine, Fault, Outcome, convert, member, types};
use crate::language::ast::{Attribute, ParameterAttribute, ScriptBlock};
use std::rc::Rc;

/// All sets of a table.
const ALL: u32 = super::bind::ALL;
/// Parameter sets that a command may have: each is a bit.
const MOST_SETS: usize = 32;

/// What `[CmdletBinding()]` says.
struct Binding {
    advanced: bool,
    should_process: bool,
    paging: bool,
    impact: Impact,
    default_set: Option<String>,
    positional: bool,
}

/// A parameter while its attributes are read.
struct Draft {
    parameter: Parameter,
    constraints: Vec<VariableConstraint>,
    /// `[Parameter()]` attributes: set name (none: all) and place.
    places: Vec<(Option<String>, Membership)>,
}

impl Engine {
    /// The declaration of a block.
    pub(crate) fn info_of(&mut self, block: &ScriptBlockValue) -> Outcome<Rc<FunctionInfo>> {
        let home = self.home_of(block);
        self.info_in(block, home)
    }

    /// The same, with types and attributes as a scope sees them.
    pub(crate) fn info_in(
        &mut self,
        block: &ScriptBlockValue,
        scope: Rc<Scope>,
    ) -> Outcome<Rc<FunctionInfo>> {
        if let Some(info) = block.lowerings.info.get() {
            return Ok(info.clone());
        }
        let info = Rc::new(self.in_scope(scope, |engine| engine.read_declaration(block.tree()))?);
        Ok(block.lowerings.info.get_or_init(|| info).clone())
    }

    fn read_declaration(&mut self, tree: &Rc<ScriptBlock>) -> Outcome<FunctionInfo> {
        let mut binding = self.binding_attribute(tree)?;
        let mut drafts = Vec::new();
        for parameter in tree.parameters.iter().flatten() {
            let draft = self.draft(tree, &parameter.name.text, &parameter.attributes)?;
            binding.advanced |= !draft.places.is_empty();
            drafts.push(draft);
        }
        let sets = set_names(&drafts, binding.default_set.as_deref());
        if sets.len() > MOST_SETS {
            let message = "Cannot get or run the command. The maximum number of parameter sets for this command has been exceeded.";
            return Err(metadata_fault("ParsingTooManyParameterSets", message.to_string()));
        }
        let explicit = drafts
            .iter()
            .flat_map(|draft| &draft.places)
            .any(|(set, place)| set.is_some() || place.position.is_some());
        let mut parameters = Vec::new();
        let mut constraints = Vec::new();
        let mut next = 0;
        for draft in drafts {
            let placed = !explicit && binding.positional && !draft.parameter.is_switch;
            let order = placed.then_some(next);
            next += i32::from(placed);
            let mut parameter = draft.parameter;
            parameter.memberships = places(draft.places, &sets, order);
            parameters.push(parameter);
            constraints.push(draft.constraints);
        }
        let bit =
            |name: &str| sets.iter().position(|set| set.eq_ignore_ascii_case(name)).map(|index| 1 << index);
        let default_set = binding.default_set.as_deref().and_then(bit);
        let slots = (0..parameters.len() as u16).collect();
        check_names(&parameters)?;
        let table = BindingTable::new(
            parameters,
            sets,
            default_set,
            binding.advanced,
            binding.should_process,
            binding.paging,
        );
        Ok(FunctionInfo {
            table: Rc::new(table),
            slots,
            constraints,
            advanced: binding.advanced,
            should_process: binding.should_process,
            impact: binding.impact,
            has_process: tree.process.is_some(),
        })
    }

    fn binding_attribute(&mut self, tree: &Rc<ScriptBlock>) -> Outcome<Binding> {
        let mut binding = Binding {
            advanced: false,
            should_process: false,
            paging: false,
            impact: Impact::Medium,
            default_set: None,
            positional: true,
        };
        for attribute in &tree.attributes {
            if !is_named(attribute, "CmdletBinding") {
                continue;
            }
            binding.advanced = true;
            binding.should_process = self.flag(tree, attribute, "SupportsShouldProcess")?;
            binding.paging = self.flag(tree, attribute, "SupportsPaging")?;
            binding.default_set = self.named_text(tree, attribute, "DefaultParameterSetName")?;
            binding.positional =
                self.named_text(tree, attribute, "PositionalBinding")?.is_none_or(|text| text == "True");
            binding.impact = match self.named_text(tree, attribute, "ConfirmImpact")?.as_deref() {
                Some(text) if text.eq_ignore_ascii_case("high") => Impact::High,
                Some(text) if text.eq_ignore_ascii_case("low") => Impact::Low,
                Some(text) if text.eq_ignore_ascii_case("none") => Impact::None,
                _ => Impact::Medium,
            };
        }
        Ok(binding)
    }

    fn draft(
        &mut self,
        tree: &Rc<ScriptBlock>,
        name: &str,
        attributes: &[ParameterAttribute],
    ) -> Outcome<Draft> {
        let mut draft = Draft {
            parameter: Parameter { script: true, ..Parameter::named(name, "Object") },
            constraints: Vec::new(),
            places: Vec::new(),
        };
        for attribute in attributes {
            match attribute {
                ParameterAttribute::Type(name) => {
                    let found = types::resolve(self, name)?;
                    describe(&mut draft.parameter, &found);
                    draft.constraints.push(VariableConstraint::Type(found));
                }
                ParameterAttribute::Attribute(attribute) => {
                    self.draft_attribute(tree, attribute, &mut draft)?
                }
            }
        }
        Ok(draft)
    }

    fn draft_attribute(
        &mut self,
        tree: &Rc<ScriptBlock>,
        attribute: &Attribute,
        draft: &mut Draft,
    ) -> Outcome {
        if is_named(attribute, "Parameter") {
            let place = self.place(tree, attribute)?;
            let set = self
                .named_text(tree, attribute, "ParameterSetName")?
                .filter(|name| name != "__AllParameterSets");
            draft.places.push((set, place));
            return Ok(());
        }
        if is_named(attribute, "Alias") {
            for expression in &attribute.positional {
                let value = self.attribute_argument(tree, expression)?;
                for item in member::enumerate(self, &value)?.unwrap_or_else(|| vec![value]) {
                    draft.parameter.aliases.push(convert::to_text(self, &item)?.into());
                }
            }
            return Ok(());
        }
        match self.constraint(tree, attribute)? {
            Some(VariableConstraint::AllowNull) => draft.parameter.allow_null = true,
            Some(VariableConstraint::AllowEmptyString) => draft.parameter.allow_empty_string = true,
            Some(VariableConstraint::AllowEmptyCollection) => draft.parameter.allow_empty_collection = true,
            Some(constraint) => draft.constraints.push(constraint),
            None => {}
        }
        Ok(())
    }

    fn place(&mut self, tree: &Rc<ScriptBlock>, attribute: &Attribute) -> Outcome<Membership> {
        let position = self.named_text(tree, attribute, "Position")?.and_then(|text| text.parse().ok());
        Ok(Membership {
            sets: ALL,
            position,
            mandatory: self.flag(tree, attribute, "Mandatory")?,
            by_value: self.flag(tree, attribute, "ValueFromPipeline")?,
            by_name: self.flag(tree, attribute, "ValueFromPipelineByPropertyName")?,
            remaining: self.flag(tree, attribute, "ValueFromRemainingArguments")?,
            help: self.help_text(tree, attribute)?.map(Into::into),
            hidden: self.flag(tree, attribute, "DontShow")?,
        })
    }

    /// `HelpMessage`; neither it nor the names of a resource may be empty.
    fn help_text(&mut self, tree: &Rc<ScriptBlock>, attribute: &Attribute) -> Outcome<Option<String>> {
        let mut found = Vec::new();
        for name in ["HelpMessage", "HelpMessageBaseName", "HelpMessageResourceId"] {
            let text = self.named_text(tree, attribute, name)?;
            if text.as_deref() == Some("") {
                let message = "Cannot process argument because the value of argument \"value\" is not valid. Change the value of the \"value\" argument and run the operation again.";
                let exception = Exception::new("System.Management.Automation.PSArgumentException", message);
                return Err(Fault::error(exception, "Argument", Category::InvalidArgument, Value::Null));
            }
            found.push(text);
        }
        Ok(found.into_iter().next().flatten())
    }

    fn flag(&mut self, tree: &Rc<ScriptBlock>, attribute: &Attribute, name: &str) -> Outcome<bool> {
        Ok(self
            .named_text(tree, attribute, name)?
            .is_some_and(|text| text != "False" && text != "0" && !text.is_empty()))
    }
}

fn is_named(attribute: &Attribute, name: &str) -> bool {
    let written = attribute.name.name.rsplit('.').next().unwrap_or_default();
    let written = written.strip_suffix("Attribute").unwrap_or(written);
    written.eq_ignore_ascii_case(name)
}

fn describe(parameter: &mut Parameter, found: &Type) {
    let full = found.full_name();
    parameter.is_switch = full == "System.Management.Automation.SwitchParameter";
    parameter.type_name = full.into();
}

fn metadata_fault(id: &str, message: String) -> Box<Fault> {
    let exception = Exception::new("System.Management.Automation.MetadataException", message);
    Fault::error(exception, id, Category::MetadataError, Value::Null)
}

/// A name may stand for one parameter only. Errors: an alias is used twice, or is another's name.
fn check_names(parameters: &[Parameter]) -> Outcome {
    let fail = |id: &str, message: String| Err(metadata_fault(id, message));
    for (index, parameter) in parameters.iter().enumerate() {
        for alias in &parameter.aliases {
            if let Some(other) = parameters.iter().find(|other| other.name.eq_ignore_ascii_case(alias)) {
                return fail(
                    "ParameterNameConflictsWithAlias",
                    format!(
                        "The parameter '{}' cannot be specified because it conflicts with the parameter alias of the same name for parameter '{}'.",
                        other.name, parameter.name
                    ),
                );
            }
            let twice = parameters
                .iter()
                .skip(index + 1)
                .any(|other| other.aliases.iter().any(|known| known.eq_ignore_ascii_case(alias)));
            if twice {
                return fail(
                    "AliasDeclaredMultipleTimes",
                    format!("The alias \"{alias}\" is declared multiple times."),
                );
            }
        }
    }
    Ok(())
}

/// Names of the sets: the default one first, as PowerShell counts them.
fn set_names(drafts: &[Draft], default: Option<&str>) -> Vec<Rc<str>> {
    let mut sets: Vec<Rc<str>> = Vec::new();
    let named = drafts.iter().flat_map(|draft| &draft.places).filter_map(|(set, _)| set.as_deref());
    for set in default.into_iter().chain(named) {
        if !sets.iter().any(|known| known.eq_ignore_ascii_case(set)) {
            sets.push(set.into());
        }
    }
    sets
}

fn places(found: Vec<(Option<String>, Membership)>, sets: &[Rc<str>], order: Option<i32>) -> Vec<Membership> {
    if found.is_empty() {
        let place = Membership {
            sets: ALL,
            position: order,
            mandatory: false,
            by_value: false,
            by_name: false,
            remaining: false,
            help: None,
            hidden: false,
        };
        return vec![place];
    }
    found
        .into_iter()
        .map(|(set, mut place)| {
            if let Some(index) =
                set.and_then(|name| sets.iter().position(|known| known.eq_ignore_ascii_case(&name)))
            {
                place.sets = 1 << index;
            }
            place.position = place.position.or(order.filter(|_| !place.remaining));
            place
        })
        .collect()
}
