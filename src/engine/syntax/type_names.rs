//! Names of types as the parser's tree shows them: `TypeName`, `GenericTypeName`, `ArrayTypeName`.

use crate::engine::object::Native;
use crate::engine::types::record;
use crate::engine::types::table::properties;
use crate::engine::types::{Class, Method, object, script_extent};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, types};
use crate::language::ast::TypeName;
use crate::language::{Source, Span};
use std::any::Any;
use std::rc::Rc;

/// A type's name, or the part of it without its last brackets or without its arguments. Names inside of it are made when
/// they are asked for: one of a thousand brackets has a thousand of them.
#[derive(Clone, Debug)]
struct NamePart {
    name: Rc<TypeName>,
    ranks: usize,
    has_arguments: bool,
    source: Rc<Source>,
}

impl Native for NamePart {
    fn class(&self) -> &'static Class {
        &object::OBJECT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The field of a name's record that its parts are made from.
const PART: &str = "\u{0}part";

/// Makes something of the part that a record stands for.
fn of_part(this: &Value, make: fn(&NamePart) -> Value) -> Outcome<Value> {
    Ok(record::field(this, PART).as_native::<NamePart>().map_or(Value::Null, make))
}

pub(super) static GENERIC_TYPE_NAME: Class = Class {
    name: "System.Management.Automation.Language.GenericTypeName",
    base: Some(&TYPE_NAME),
    properties: properties! {
        "System.Management.Automation.Language.ITypeName" TypeName => |_, this| of_part(this, |part| {
            NamePart { has_arguments: false, ..part.clone() }.value()
        });
        "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ITypeName]" GenericArguments => |_, this| of_part(this, |part| {
            let arguments = part.name.arguments.iter();
            types::list::of_objects(arguments.map(|argument| type_name_value(argument, &part.source)).collect())
        });
    },
    ..Class::EMPTY
};

pub(super) static ARRAY_TYPE_NAME: Class = Class {
    name: "System.Management.Automation.Language.ArrayTypeName",
    base: Some(&TYPE_NAME),
    properties: properties! {
        "System.Management.Automation.Language.ITypeName" ElementType => |_, this| of_part(this, |part| {
            NamePart { ranks: part.ranks.saturating_sub(1), ..part.clone() }.value()
        });
        "int" Rank => |_, this| of_part(this, |part| {
            Value::Int(part.name.array_ranks.get(part.ranks.saturating_sub(1)).map_or(1, |rank| i32::from(*rank)))
        });
    },
    ..Class::EMPTY
};

pub(super) static TYPE_NAME: Class = Class {
    name: "System.Management.Automation.Language.TypeName",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Name => |_, this| Ok(record::field(this, "Name"));
        "string" FullName => |_, this| Ok(record::field(this, "FullName"));
        "System.Management.Automation.Language.IScriptExtent" Extent => |_, this| Ok(record::field(this, "Extent"));
        "string" AssemblyName => |_, this| Ok(record::field(this, "AssemblyName"));
        "bool" IsArray => |_, this| Ok(record::field(this, "IsArray"));
        "bool" IsGeneric => |_, this| Ok(record::field(this, "IsGeneric"));
    },
    methods: &[
        Method {
            name: "GetReflectionType",
            signatures: &["type GetReflectionType()"],
            call: |engine, this, _| {
                let name = convert::display(&record::field(this, "FullName"));
                Ok(types::resolve_text(engine, &name).map_or(Value::Null, Value::Type))
            },
        },
        Method {
            name: "GetReflectionAttributeType",
            signatures: &["type GetReflectionAttributeType()"],
            call: |engine, this, _| {
                let name = convert::display(&record::field(this, "FullName"));
                let found = types::resolve_text(engine, &name);
                let found = found.or_else(|_| types::resolve_text(engine, &format!("{name}Attribute")));
                Ok(found.map_or(Value::Null, Value::Type))
            },
        },
    ],
    ..Class::EMPTY
};

/// A type as it is written: `List[int]`, `string[]`.
pub(super) fn written_type(name: &TypeName) -> String {
    written(name, name.array_ranks.len(), true)
}

fn written(name: &TypeName, ranks: usize, has_arguments: bool) -> String {
    let mut text = name.name.clone();
    if has_arguments && !name.arguments.is_empty() {
        let arguments: Vec<String> = name.arguments.iter().map(written_type).collect();
        text = format!("{text}[{}]", arguments.join(","));
    }
    for rank in name.array_ranks.iter().take(ranks) {
        text.push_str(&format!("[{}]", ",".repeat(usize::from(rank.saturating_sub(1)))));
    }
    text
}

/// A type's name as scripts see it.
pub(super) fn type_name_value(name: &TypeName, source: &Rc<Source>) -> Value {
    let ranks = name.array_ranks.len();
    let has_arguments = !name.arguments.is_empty();
    NamePart { name: Rc::new(name.clone()), ranks, has_arguments, source: source.clone() }.value()
}

impl NamePart {
    fn value(self) -> Value {
        let name = &self.name;
        let full = written(name, self.ranks, self.has_arguments);
        let short = full.rsplit('.').next().filter(|_| !self.has_arguments).unwrap_or(&full).to_string();
        let fields = [
            ("Name", Value::text(short)),
            ("FullName", Value::text(full.clone())),
            ("Extent", script_extent::value(&self.source, self.span())),
            ("AssemblyName", name.assembly.as_deref().map_or(Value::Null, Value::from)),
            ("IsArray", Value::Bool(self.ranks > 0)),
            ("IsGeneric", Value::Bool(self.has_arguments)),
        ];
        let class = match (self.ranks, self.has_arguments) {
            (1.., _) => &ARRAY_TYPE_NAME,
            (0, true) => &GENERIC_TYPE_NAME,
            (0, false) => return record::made(&TYPE_NAME, full, fields),
        };
        record::made(class, full, fields.into_iter().chain([(PART, Value::native(self))]))
    }

    /// Where it stands: a bare name is known by its length.
    fn span(&self) -> Span {
        let whole = self.name.span;
        let end = whole.start + self.name.name.len() as u32;
        match self.ranks == 0 && !self.has_arguments && end <= whole.end {
            true => Span { end, ..whole },
            false => whole,
        }
    }
}
