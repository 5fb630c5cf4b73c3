//! What a script block declares: its parameters and attributes, evaluated once.

use super::bind::{BindingTable, Membership, Parameter};
use super::command::Impact;
use super::evaluate::declare::VariableConstraint;
use super::function::FunctionInfo;
use super::script_block::ScriptBlockValue;
use super::types::Type;
use super::{Engine, Outcome, convert, member, types};
use crate::language::ast::{Attribute, ParameterAttribute, ScriptBlock};
use std::rc::Rc;

/// All sets of a table.
const ALL: u32 = u32::MAX;

/// What `[CmdletBinding()]` says.
struct Binding {
    advanced: bool,
    should_process: bool,
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
        if let Some(info) = block.lowerings.info.get() {
            return Ok(info.clone());
        }
        let info = Rc::new(self.read_declaration(block.tree())?);
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
        let explicit =
            drafts.iter().flat_map(|draft| &draft.places).any(|(_, place)| place.position.is_some());
        let mut parameters = Vec::new();
        let mut constraints = Vec::new();
        for (index, draft) in drafts.into_iter().enumerate() {
            let order =
                (!explicit && binding.positional && !draft.parameter.is_switch).then_some(index as i32);
            let mut parameter = draft.parameter;
            parameter.memberships = places(draft.places, &sets, order);
            parameters.push(parameter);
            constraints.push(draft.constraints);
        }
        let bit =
            |name: &str| sets.iter().position(|set| set.eq_ignore_ascii_case(name)).map(|index| 1 << index);
        let default_set = binding.default_set.as_deref().and_then(bit);
        let slots = (0..parameters.len() as u16).collect();
        let table = BindingTable {
            parameters,
            sets,
            default_set,
            advanced: binding.advanced,
            should_process: binding.should_process,
        };
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
            parameter: Parameter {
                name: name.into(),
                aliases: Vec::new(),
                type_name: "Object".into(),
                is_switch: false,
                is_array: false,
                memberships: Vec::new(),
                help: String::new(),
                allow_null: false,
                allow_empty_string: false,
                allow_empty_collection: false,
            },
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
            if let Some(help) = self.named_text(tree, attribute, "HelpMessage")? {
                draft.parameter.help = help;
            }
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
        })
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
    parameter.is_array = matches!(found, Type::Array { .. });
    parameter.type_name = full.into();
}

fn set_names(drafts: &[Draft], default: Option<&str>) -> Vec<Rc<str>> {
    let mut sets: Vec<Rc<str>> = Vec::new();
    let named = drafts.iter().flat_map(|draft| &draft.places).filter_map(|(set, _)| set.as_deref());
    for set in named.chain(default) {
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
