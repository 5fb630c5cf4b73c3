//! From the portable form to values of this thread.

use super::*;
use crate::engine::clixml;
use crate::engine::error::{ErrorRecord, Exception};
use crate::engine::object::{Hashtable, Member, MemberBody, Members, Object, ObjectKind};
use crate::engine::position::Position;
use crate::engine::types::{self, error_record, exception, record};
use crate::engine::value::{Array, EnumValue, Value, Wrapped};
use crate::engine::{Engine, Outcome, convert, member};
use crate::language::{Source, Span};
use std::cell::RefCell;
use std::rc::Rc;

/// Unpacks values that traveled together.
#[derive(Default)]
pub struct Unpacker {
    /// What was made under each number.
    objects: Vec<Option<Value>>,
}

impl Unpacker {
    /// The objects that arrived, by their numbers.
    pub fn objects(&self) -> &[Option<Value>] {
        &self.objects
    }

    /// An unpacker that knows what a [`super::Packer`] sent, so that it comes back as the same objects.
    pub fn knowing(packer: &super::Packer) -> Unpacker {
        Unpacker { objects: packer.objects.iter().cloned().map(Some).collect() }
    }

    fn keep(&mut self, id: usize, value: &Value) {
        if id == usize::MAX {
            return;
        }
        if self.objects.len() <= id {
            self.objects.resize(id + 1, None);
        }
        if let Some(place) = self.objects.get_mut(id) {
            *place = Some(value.clone());
        }
    }

    /// The value.
    pub fn unpack(&mut self, engine: &mut Engine, packed: &Portable) -> Outcome<Value> {
        Ok(match packed {
            Portable::Null => Value::Null,
            Portable::Empty => Value::Empty,
            Portable::Bool(value) => Value::Bool(*value),
            Portable::Char(value) => Value::Char(*value),
            Portable::SByte(value) => Value::SByte(*value),
            Portable::Byte(value) => Value::Byte(*value),
            Portable::Int16(value) => Value::Int16(*value),
            Portable::UInt16(value) => Value::UInt16(*value),
            Portable::Int(value) => Value::Int(*value),
            Portable::UInt(value) => Value::UInt(*value),
            Portable::Long(value) => Value::Long(*value),
            Portable::ULong(value) => Value::ULong(*value),
            Portable::Single(value) => Value::Single(*value),
            Portable::Double(value) => Value::Double(*value),
            Portable::TimeSpan(value) => Value::TimeSpan(*value),
            Portable::Decimal(value) => Value::Decimal(Rc::new(*value)),
            Portable::BigInt(value) => Value::BigInt(Rc::new(value.clone())),
            Portable::DateTime(value) => Value::DateTime(Rc::new(*value)),
            Portable::Text(text) => Value::text(text.as_str()),
            Portable::Array { id, element, items } => {
                let element = element.as_ref().and_then(|name| types::resolve_text(engine, name).ok());
                let array = Rc::new(Array { element, items: RefCell::default() });
                self.keep(*id, &Value::Array(array.clone()));
                let items = self.values(engine, items)?;
                *array.items.borrow_mut() = items;
                Value::Array(array)
            }
            Portable::Block(text) => Value::Block(engine.compile_block(text)?),
            Portable::Type(name) => match types::resolve_text(engine, name) {
                Ok(of) => Value::Type(of),
                Err(_) => Value::text(name.as_str()),
            },
            Portable::Enum { of, number } => match types::resolve_text(engine, of) {
                Ok(of) => Value::Enum(Rc::new(EnumValue { of, number: *number })),
                Err(_) => Value::Long(*number),
            },
            Portable::Wrapped(base, members) => {
                let base = self.unpack(engine, base)?;
                let members = self.members(engine, members)?;
                Value::Wrapped(Rc::new(Wrapped::new(base, members)))
            }
            Portable::Object(object) => self.object(engine, object)?,
            Portable::Same(id) => self.objects.get(*id).cloned().flatten().unwrap_or_default(),
            Portable::Xml(text) => match clixml::read(engine, text)? {
                Ok(values) => values.into_iter().next().unwrap_or_default(),
                Err(_) => Value::text(text.as_str()),
            },
        })
    }

    fn values(&mut self, engine: &mut Engine, items: &[Portable]) -> Outcome<Vec<Value>> {
        items.iter().map(|item| self.unpack(engine, item)).collect()
    }

    fn object(&mut self, engine: &mut Engine, packed: &PortableObject) -> Outcome<Value> {
        let made = match &packed.kind {
            PortableKind::Custom(members) => {
                let object = Rc::new(Object::new(ObjectKind::Custom(RefCell::default())));
                self.keep(packed.id, &Value::Object(object.clone()));
                let members = self.members(engine, members)?;
                if let ObjectKind::Custom(place) = &object.kind {
                    *place.borrow_mut() = members;
                }
                Value::Object(object)
            }
            PortableKind::Table { shape, entries } => self.table(engine, packed.id, shape, entries)?,
            PortableKind::List { of, items } => {
                let of = types::resolve_text(engine, of)?;
                let object = Rc::new(Object::new(ObjectKind::List { of, items: RefCell::default() }));
                self.keep(packed.id, &Value::Object(object.clone()));
                let made = self.values(engine, items)?;
                if let ObjectKind::List { items, .. } = &object.kind {
                    *items.borrow_mut() = made;
                }
                Value::Object(object)
            }
            PortableKind::Sequence { of, items } => {
                let of = types::resolve_text(engine, of)?;
                let mut items = self.values(engine, items)?;
                // A stack made of its items has the last one on top.
                if of.full_name().contains("Stack") || of.full_name().contains("Bag") {
                    items.reverse();
                }
                let array = match of.as_ref() {
                    types::Type::Generic { arguments, .. } => match arguments.first() {
                        Some(element) => types::arguments::array_of(element, items),
                        None => Value::array(items),
                    },
                    _ => Value::array(items),
                };
                member::invoke_static(engine, &of, "new", &[array])?
            }
            PortableKind::Error(record) => {
                let record = self.error(engine, record)?;
                error_record::value(record)
            }
            PortableKind::Exception(packed) => exception::value(self.exception(engine, packed)?),
            PortableKind::Record { class, text, fields } => {
                let mut made = Vec::with_capacity(fields.len());
                for (name, field) in fields {
                    made.push((*name, self.unpack(engine, field)?));
                }
                record::made(class.0, text.as_str(), made)
            }
            PortableKind::Text { of, text } => {
                let of = types::resolve_text(engine, of)?;
                convert::to_type(engine, Value::text(text.as_str()), &of)?
            }
        };
        self.keep(packed.id, &made);
        if let Value::Object(object) = &made {
            if !packed.added.is_empty() {
                let members = self.members(engine, &packed.added)?;
                *object.added.borrow_mut() = Some(Box::new(members));
            }
            if let Some(names) = &packed.type_names {
                *object.type_names.borrow_mut() =
                    Some(names.iter().map(|name| Rc::from(name.as_str())).collect());
            }
        }
        Ok(made)
    }

    fn table(
        &mut self,
        engine: &mut Engine,
        id: usize,
        shape: &TableShape,
        entries: &[(Portable, Portable)],
    ) -> Outcome<Value> {
        let mut table = Hashtable::new(shape.ordered);
        table.case_sensitive = shape.case_sensitive;
        table.sorted = shape.sorted;
        table.of = match &shape.of {
            Some(name) => Some(types::resolve_text(engine, name)?),
            None => None,
        };
        let object = Rc::new(Object::new(ObjectKind::Hashtable(RefCell::new(table))));
        self.keep(id, &Value::Object(object.clone()));
        for (key, value) in entries {
            let (key, value) = (self.unpack(engine, key)?, self.unpack(engine, value)?);
            if let ObjectKind::Hashtable(table) = &object.kind {
                table.borrow_mut().set(key, value);
            }
        }
        if let ObjectKind::Hashtable(table) = &object.kind {
            table.borrow_mut().read_only = shape.read_only;
        }
        Ok(Value::Object(object))
    }

    fn members(&mut self, engine: &mut Engine, packed: &[PortableMember]) -> Outcome<Members> {
        let mut members = Members::default();
        for member in packed {
            let body = match &member.body {
                PortableBody::Note(value) => MemberBody::Note(self.unpack(engine, value)?),
                PortableBody::Alias(name) => MemberBody::Alias(name.as_str().into()),
                PortableBody::ScriptProperty { get, set } => MemberBody::ScriptProperty {
                    get: self.unpack(engine, get)?,
                    set: self.unpack(engine, set)?,
                },
                PortableBody::ScriptMethod(block) => MemberBody::ScriptMethod(self.unpack(engine, block)?),
                PortableBody::PropertySet(names) => {
                    MemberBody::PropertySet(names.iter().map(|name| Rc::from(name.as_str())).collect())
                }
                PortableBody::MemberSet(inner) => {
                    MemberBody::MemberSet(Box::new(self.members(engine, inner)?))
                }
            };
            members.add(Member { name: member.name.as_str().into(), body, hidden: member.hidden });
        }
        Ok(members)
    }

    fn exception(&mut self, engine: &mut Engine, packed: &PortableException) -> Outcome<Exception> {
        let mut made = Exception::new(packed.class.as_str(), packed.message.as_str());
        if let Some(inner) = &packed.inner {
            made = made.with_inner(self.exception(engine, inner)?);
        }
        for (name, value) in &packed.data {
            made.data.push((name.as_str().into(), self.unpack(engine, value)?));
        }
        Ok(made)
    }

    /// An error record.
    pub fn error(&mut self, engine: &mut Engine, packed: &PortableError) -> Outcome<ErrorRecord> {
        let made = self.exception(engine, &packed.exception)?;
        let target = self.unpack(engine, &packed.target)?;
        let mut record = ErrorRecord::new(made, packed.id.as_str(), packed.category, target);
        record.activity = packed.activity.clone();
        record.reason = packed.reason.clone();
        record.target_name = packed.target_name.clone();
        record.target_type = packed.target_type.clone();
        record.details = packed.details.clone();
        record.recommended_action = packed.recommended_action.clone();
        record.thrown = packed.thrown;
        record.carrier = packed.carrier;
        record.position = packed.position.as_ref().map(position);
        record.script_stack = packed.script_stack.clone();
        Ok(record)
    }
}

fn position(packed: &PortablePosition) -> Position {
    Position {
        source: Rc::new(Source::new(packed.file.as_deref().map(Into::into), packed.text.clone())),
        span: Span { start: packed.start, end: packed.end },
        command: packed.command.as_deref().map(Into::into),
        invocation: packed.invocation.as_deref().map(Into::into),
    }
}
