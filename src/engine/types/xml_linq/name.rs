//! `XName` and `XNamespace`.

use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties, static_properties, statics};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use std::any::Any;

/// A local name in a namespace; the namespace may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    pub namespace: String,
    pub local: String,
}

pub const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

impl Name {
    pub fn plain(local: &str) -> Name {
        Name { namespace: String::new(), local: local.to_string() }
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.namespace.as_str() {
            "" => formatter.write_str(&self.local),
            namespace => write!(formatter, "{{{namespace}}}{}", self.local),
        }
    }
}

impl Native for Name {
    fn class(&self) -> &'static Class {
        &NAME
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(other.as_any().downcast_ref::<Name>() == Some(self))
    }
}

/// A namespace as a value.
#[derive(Debug, PartialEq, Eq)]
struct Namespace(String);

impl Native for Namespace {
    fn class(&self) -> &'static Class {
        &NAMESPACE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.clone())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(other.as_any().downcast_ref::<Namespace>() == Some(self))
    }
}

pub fn namespace(name: &str) -> Value {
    Value::native(Namespace(name.to_string()))
}

/// A name from a value: a name, or a text like `local` or `{namespace}local`. Errors: it is none.
pub fn from_value(value: &Value) -> Outcome<Name> {
    if let Some(name) = value.as_native::<Name>() {
        return Ok(name.clone());
    }
    if value.is_null() {
        return Err(arguments::null("name"));
    }
    let text = convert::display(value);
    let (namespace, local) = match text.strip_prefix('{').and_then(|rest| rest.rsplit_once('}')) {
        Some((namespace, local)) => (namespace, local),
        None => ("", text.as_str()),
    };
    check(local)?;
    Ok(Name { namespace: namespace.to_string(), local: local.to_string() })
}

/// Errors: a name that XML does not take.
pub fn check(local: &str) -> Outcome {
    let wrong = |character: char| -> Box<Fault> {
        let message = format!(
            "The '{character}' character, hexadecimal value 0x{:02X}, cannot be included in a name.",
            u32::from(character)
        );
        arguments::throw("System.Xml.XmlException", message)
    };
    let Some(first) = local.chars().next() else {
        let message = "Value cannot be an empty string. (Parameter 'name')";
        return Err(arguments::throw("System.ArgumentException", message));
    };
    if !(first.is_alphabetic() || first == '_') {
        let message = format!(
            "Name cannot begin with the '{first}' character, hexadecimal value 0x{:02X}.",
            u32::from(first)
        );
        return Err(arguments::throw("System.Xml.XmlException", message));
    }
    let fits =
        |character: &char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '\u{B7}');
    local.chars().find(|character| !fits(character)).map_or(Ok(()), |character| Err(wrong(character)))
}

fn own(this: &Value) -> Outcome<&Name> {
    this.as_native::<Name>().ok_or_else(arguments::no_overload)
}

fn get(_: &mut crate::engine::Engine, args: &[Value]) -> Outcome<Value> {
    match args {
        [local, namespace] => {
            let (local, namespace) = (convert::display(local), convert::display(namespace));
            check(&local)?;
            Ok(Value::native(Name { namespace, local }))
        }
        _ => from_value(arguments::any(args, 0)?).map(Value::native),
    }
}

static NAME: Class = Class {
    name: "System.Xml.Linq.XName",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" LocalName => |_, this| Ok(Value::text(own(this)?.local.as_str()));
        "System.Xml.Linq.XNamespace" Namespace => |_, this| Ok(namespace(&own(this)?.namespace));
        "string" NamespaceName => |_, this| Ok(Value::text(own(this)?.namespace.as_str()));
    },
    methods: methods! {
        ToString "string ToString()" => |_, this, _| Ok(Value::text(own(this)?.to_string()));
    },
    static_methods: statics! {
        Get "static System.Xml.Linq.XName Get(string expandedName)" "static System.Xml.Linq.XName Get(string localName, string namespaceName)" => get;
        op_Implicit "static System.Xml.Linq.XName op_Implicit(string expandedName)" => get;
    },
    ..Class::EMPTY
};

fn in_namespace(own: &Value, local: &Value) -> Outcome<Value> {
    let own = own.as_native::<Namespace>().ok_or_else(arguments::no_overload)?;
    let local = convert::display(local);
    check(&local)?;
    Ok(Value::native(Name { namespace: own.0.clone(), local }))
}

fn make(_: &mut crate::engine::Engine, args: &[Value]) -> Outcome<Value> {
    Ok(namespace(&convert::display(arguments::any(args, 0)?)))
}

static NAMESPACE: Class = Class {
    name: "System.Xml.Linq.XNamespace",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" NamespaceName => |_, this| Ok(Value::text(convert::display(this)));
    },
    methods: methods! {
        GetName "System.Xml.Linq.XName GetName(string localName)" => |_, this, args| in_namespace(this, arguments::any(args, 0)?);
        ToString "string ToString()" => |_, this, _| Ok(Value::text(convert::display(this)));
    },
    static_methods: statics! {
        Get "static System.Xml.Linq.XNamespace Get(string namespaceName)" => make;
        op_Addition "static System.Xml.Linq.XName op_Addition(System.Xml.Linq.XNamespace ns, string localName)" => |_, args| in_namespace(arguments::any(args, 0)?, arguments::any(args, 1)?);
        op_Implicit "static System.Xml.Linq.XNamespace op_Implicit(string namespaceName)" => make;
    },
    static_properties: static_properties! {
        "System.Xml.Linq.XNamespace" None => |_| Ok(namespace(""));
        "System.Xml.Linq.XNamespace" Xml => |_| Ok(namespace(XML));
        "System.Xml.Linq.XNamespace" Xmlns => |_| Ok(namespace(XMLNS));
    },
    // Text becomes a name by its implicit conversion, and content is flattened by the functions.
    bound: false,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&NAME, &NAMESPACE];
