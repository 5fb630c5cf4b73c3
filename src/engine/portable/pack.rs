//! From values to the portable form.

use super::*;
use crate::engine::clixml;
use crate::engine::error::{ErrorRecord, Exception};
use crate::engine::object::{Hashtable, Member, MemberBody, Members, Object, ObjectKind};
use crate::engine::position::Position;
use crate::engine::types::{self, record};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::collections::HashMap;
use std::rc::Rc;

/// Levels of a value; what is deeper arrives as text.
const DEEPEST: usize = 64;
/// Levels of what arrives as a property bag.
const BAG_DEPTH: usize = 2;

/// Packs values that travel together.
#[derive(Default)]
pub struct Packer {
    /// Numbers of objects by their place in memory; the objects are kept, so that no place is used twice.
    known: HashMap<usize, usize>,
    /// What was packed under each number, for changes to come back to.
    pub(super) objects: Vec<Value>,
}

impl Packer {
    /// A packer that knows the objects which an [`super::Unpacker`] made, under their numbers there.
    pub fn knowing(objects: &[Option<Value>]) -> Packer {
        let mut packer = Packer::default();
        for object in objects {
            let object = object.clone().unwrap_or_default();
            if let Some(place) = place_of(&object) {
                packer.known.insert(place, packer.objects.len());
            }
            packer.objects.push(object);
        }
        packer
    }

    /// A value in its portable form.
    pub fn pack(&mut self, engine: &mut Engine, value: &Value) -> Outcome<Portable> {
        self.value(engine, value, 0)
    }

    /// A value as another process would send it: objects become property bags.
    pub fn pack_as_xml(&mut self, engine: &mut Engine, value: &Value) -> Outcome<Portable> {
        match value.unwrapped() {
            Value::Object(_) | Value::Array(_) | Value::Enum(_) | Value::Block(_) | Value::Type(_) => {
                clixml::text(engine, std::slice::from_ref(value), 1).map(Portable::Xml)
            }
            _ => self.value(engine, value, 0),
        }
    }

    pub(super) fn number(&mut self, value: &Value) -> Result<usize, usize> {
        let Some(place) = place_of(value) else { return Ok(usize::MAX) };
        if let Some(known) = self.known.get(&place) {
            return Err(*known);
        }
        let id = self.objects.len();
        self.known.insert(place, id);
        self.objects.push(value.clone());
        Ok(id)
    }

    fn value(&mut self, engine: &mut Engine, value: &Value, level: usize) -> Outcome<Portable> {
        engine.check_stop()?;
        Ok(match value {
            Value::Null => Portable::Null,
            Value::Empty => Portable::Empty,
            Value::Bool(value) => Portable::Bool(*value),
            Value::Char(value) => Portable::Char(*value),
            Value::SByte(value) => Portable::SByte(*value),
            Value::Byte(value) => Portable::Byte(*value),
            Value::Int16(value) => Portable::Int16(*value),
            Value::UInt16(value) => Portable::UInt16(*value),
            Value::Int(value) => Portable::Int(*value),
            Value::UInt(value) => Portable::UInt(*value),
            Value::Long(value) => Portable::Long(*value),
            Value::ULong(value) => Portable::ULong(*value),
            Value::Single(value) => Portable::Single(*value),
            Value::Double(value) => Portable::Double(*value),
            Value::TimeSpan(value) => Portable::TimeSpan(*value),
            Value::Decimal(value) => Portable::Decimal(**value),
            Value::BigInt(value) => Portable::BigInt((**value).clone()),
            Value::DateTime(value) => Portable::DateTime(**value),
            Value::String(text) => Portable::Text(text.to_string()),
            Value::Block(block) => Portable::Block(block.text().to_string()),
            Value::Type(of) => Portable::Type(of.full_name()),
            Value::Enum(value) => Portable::Enum { of: value.of.full_name(), number: value.number },
            _ if level > DEEPEST => Portable::Text(convert::to_text(engine, value)?),
            Value::Array(array) => match self.number(value) {
                Err(known) => Portable::Same(known),
                Ok(id) => {
                    let items = array.items.borrow().clone();
                    let items = self.values(engine, &items, level)?;
                    Portable::Array { id, element: array.element.as_ref().map(|of| of.full_name()), items }
                }
            },
            Value::Wrapped(wrapped) => {
                let base = self.value(engine, &wrapped.base, level + 1)?;
                let members = wrapped.members.borrow().clone();
                Portable::Wrapped(Box::new(base), self.members(engine, &members, level)?)
            }
            Value::Object(object) => self.object(engine, value, object, level)?,
        })
    }

    fn values(&mut self, engine: &mut Engine, items: &[Value], level: usize) -> Outcome<Vec<Portable>> {
        items.iter().map(|item| self.value(engine, item, level + 1)).collect()
    }

    fn object(
        &mut self,
        engine: &mut Engine,
        value: &Value,
        object: &Rc<Object>,
        level: usize,
    ) -> Outcome<Portable> {
        let id = match self.number(value) {
            Err(known) => return Ok(Portable::Same(known)),
            Ok(id) => id,
        };
        let Some(kind) = self.kind(engine, value, object, level)? else {
            return clixml::text(engine, std::slice::from_ref(value), BAG_DEPTH).map(Portable::Xml);
        };
        let added = object.added.borrow().as_deref().cloned().unwrap_or_default();
        let added = self.members(engine, &added, level)?;
        let mut type_names: Option<Vec<String>> = object
            .type_names
            .borrow()
            .as_ref()
            .map(|names| names.iter().map(|name| name.to_string()).collect());
        if matches!(object.kind, ObjectKind::Instance { .. }) {
            type_names = Some(crate::engine::member::type_names(value));
        }
        Ok(Portable::Object(Box::new(PortableObject { id, kind, added, type_names })))
    }

    /// What an object is made of; `None` for one that only has properties.
    fn kind(
        &mut self,
        engine: &mut Engine,
        value: &Value,
        object: &Rc<Object>,
        level: usize,
    ) -> Outcome<Option<PortableKind>> {
        Ok(Some(match &object.kind {
            ObjectKind::Custom(members) | ObjectKind::Instance { fields: members, .. } => {
                let members = members.borrow().clone();
                PortableKind::Custom(self.members(engine, &members, level)?)
            }
            ObjectKind::Hashtable(table) => {
                let table = table.borrow().clone();
                let mut entries = Vec::with_capacity(table.len());
                for (key, item) in table.iter() {
                    entries.push((self.value(engine, key, level + 1)?, self.value(engine, item, level + 1)?));
                }
                PortableKind::Table { shape: shape(&table), entries }
            }
            ObjectKind::List { of, items } => {
                let items = items.borrow().clone();
                PortableKind::List { of: of.full_name(), items: self.values(engine, &items, level)? }
            }
            ObjectKind::Error(record) => {
                PortableKind::Error(Box::new(self.error(engine, record.current(), level)?))
            }
            ObjectKind::Exception(exception) => {
                PortableKind::Exception(self.exception(engine, exception, level)?)
            }
            ObjectKind::Native(native) => {
                if let Some((class, text, fields)) = record::parts(value) {
                    let mut packed = Vec::with_capacity(fields.len());
                    for (name, field) in fields {
                        packed.push((name, self.value(engine, &field, level + 1)?));
                    }
                    let class = StaticClass(class);
                    return Ok(Some(PortableKind::Record { class, text: text.to_string(), fields: packed }));
                }
                let of = types::type_of(value).full_name();
                if made_of_text(&of) {
                    let text = convert::to_text(engine, value)?;
                    return Ok(Some(PortableKind::Text { of, text }));
                }
                if !made_of_items(native.class().name) {
                    return Ok(None);
                }
                let Some(items) = native.enumerate() else { return Ok(None) };
                PortableKind::Sequence { of, items: self.values(engine, &items, level)? }
            }
        }))
    }

    fn members(
        &mut self,
        engine: &mut Engine,
        members: &Members,
        level: usize,
    ) -> Outcome<Vec<PortableMember>> {
        members.iter().map(|member| self.member(engine, member, level)).collect()
    }

    fn member(&mut self, engine: &mut Engine, member: &Member, level: usize) -> Outcome<PortableMember> {
        let body = match &member.body {
            MemberBody::Note(value) => PortableBody::Note(self.value(engine, value, level + 1)?),
            MemberBody::Alias(name) => PortableBody::Alias(name.to_string()),
            MemberBody::ScriptProperty { get, set } => PortableBody::ScriptProperty {
                get: self.value(engine, get, level + 1)?,
                set: self.value(engine, set, level + 1)?,
            },
            MemberBody::ScriptMethod(block) => {
                PortableBody::ScriptMethod(self.value(engine, block, level + 1)?)
            }
            MemberBody::PropertySet(names) => {
                PortableBody::PropertySet(names.iter().map(|name| name.to_string()).collect())
            }
            MemberBody::MemberSet(members) => {
                PortableBody::MemberSet(self.members(engine, members, level + 1)?)
            }
        };
        Ok(PortableMember { name: member.name.to_string(), hidden: member.hidden, body })
    }

    fn exception(
        &mut self,
        engine: &mut Engine,
        exception: &Exception,
        level: usize,
    ) -> Outcome<PortableException> {
        let inner = match &exception.inner {
            Some(inner) if level < DEEPEST => Some(Box::new(self.exception(engine, inner, level + 1)?)),
            _ => None,
        };
        let mut data = Vec::new();
        for (name, value) in &exception.data {
            // The record that an exception carries is made again on the other side.
            if name.as_ref() != "ErrorRecord" {
                data.push((name.to_string(), self.value(engine, value, level + 1)?));
            }
        }
        Ok(PortableException {
            class: exception.class.to_string(),
            message: exception.message.clone(),
            inner,
            data,
        })
    }

    /// An error record.
    pub fn error(
        &mut self,
        engine: &mut Engine,
        record: &ErrorRecord,
        level: usize,
    ) -> Outcome<PortableError> {
        Ok(PortableError {
            exception: self.exception(engine, &record.exception, level)?,
            id: record.id.clone(),
            category: record.category,
            target: self.value(engine, &record.target, level + 1)?,
            activity: record.activity.clone(),
            reason: record.reason.clone(),
            target_name: record.target_name.clone(),
            target_type: record.target_type.clone(),
            details: record.details.clone(),
            recommended_action: record.recommended_action.clone(),
            thrown: record.thrown,
            carrier: record.carrier,
            position: record.position.as_ref().map(position),
            script_stack: record.script_stack.clone(),
        })
    }
}

fn position(position: &Position) -> PortablePosition {
    PortablePosition {
        file: position.source.file.as_deref().map(str::to_owned),
        text: position.source.text.clone(),
        start: position.span.start,
        end: position.span.end,
        command: position.command.as_deref().map(str::to_string),
        invocation: position.invocation.as_deref().map(str::to_string),
    }
}

fn shape(table: &Hashtable) -> TableShape {
    TableShape {
        ordered: table.ordered,
        case_sensitive: table.case_sensitive,
        sorted: table.sorted,
        read_only: table.read_only,
        of: table.of.as_ref().map(|of| of.full_name()),
    }
}

/// Where a value with identity is in memory.
fn place_of(value: &Value) -> Option<usize> {
    match value {
        Value::Array(array) => Some(Rc::as_ptr(array).cast::<()>() as usize),
        Value::Object(object) => Some(Rc::as_ptr(object).cast::<()>() as usize),
        _ => None,
    }
}

/// Classes whose objects a cast from their text makes again.
fn made_of_text(name: &str) -> bool {
    matches!(
        name,
        "System.IO.FileInfo"
            | "System.IO.DirectoryInfo"
            | "System.Version"
            | "System.Management.Automation.SemanticVersion"
            | "System.Guid"
            | "System.Uri"
            | "System.Net.IPAddress"
            | "System.Net.Mail.MailAddress"
            | "System.Globalization.CultureInfo"
            | "System.Text.RegularExpressions.Regex"
    )
}

fn made_of_items(class: &str) -> bool {
    let short = class.rsplit('.').next().unwrap_or(class);
    ["Queue", "Stack", "Bag", "HashSet", "SortedSet", "LinkedList"].iter().any(|end| short.ends_with(end))
}
