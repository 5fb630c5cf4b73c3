//! Types from C# source: `Add-Type -TypeDefinition`.

use crate::engine::error::{Category, Exception};
use crate::engine::scope::{Scope, ScopeKind};
use crate::engine::script_block::{Lowerings, ScriptBlockValue};
use crate::engine::scripts::parse_fault;
use crate::engine::types::{self, Type, script};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use crate::language::ast::{ScriptBlock, StatementKind, TypeDefinition, TypeMember};
use crate::language::csharp::{self, Translation};
use crate::language::{Source, parse};
use std::collections::HashMap;
use std::rc::Rc;

/// Types by the source that made them: the same source again changes nothing.
#[derive(Default)]
struct Added {
    by_source: HashMap<String, Vec<Rc<Type>>>,
}

impl Engine {
    /// Makes the types of C# source known to the whole session. Errors: a part of C# that fedsh does not
    /// have, named; a type that exists.
    pub fn add_source(&mut self, source: &str) -> Outcome<Vec<Rc<Type>>> {
        if let Some(known) = self.added_from(source) {
            return Ok(known);
        }
        let translation = {
            let engine = &mut *self;
            let cell = std::cell::RefCell::new(engine);
            let known = |name: &str| types::resolve_text(&mut cell.borrow_mut(), name).is_ok();
            csharp::translate(source, &known)
        };
        let translation = translation.map_err(|refused| not_supported(&refused))?;
        let found = self.define_source(translation)?;
        self.keep_added(source, &found);
        Ok(found)
    }

    /// The types that a text made before.
    pub(super) fn added_from(&mut self, text: &str) -> Option<Vec<Rc<Type>>> {
        self.extension::<Added>().by_source.get(text).cloned()
    }

    pub(super) fn keep_added(&mut self, text: &str, types: &[Rc<Type>]) {
        self.extension::<Added>().by_source.insert(text.into(), types.to_vec());
    }

    pub(super) fn define_source(&mut self, translation: Translation) -> Outcome<Vec<Rc<Type>>> {
        for (_, full) in &translation.names {
            if script::find(self, &full.to_ascii_lowercase()).is_some() {
                let message = format!("Cannot add type. The type name '{full}' already exists.");
                let exception = Exception::new("System.Exception", message);
                let target = Value::text(full.as_str());
                return Err(Fault::error(
                    exception,
                    "TYPE_ALREADY_EXISTS",
                    Category::InvalidOperation,
                    target,
                ));
            }
        }
        let parsed = parse(Source::inline(translation.script));
        if !parsed.errors.is_empty() {
            return Err(parse_fault(&parsed));
        }
        let Some(mut tree) = parsed.script else { return Ok(Vec::new()) };
        if let Some(tree) = Rc::get_mut(&mut tree) {
            give_names(tree, &translation.names);
        }
        let block = ScriptBlockValue::new(Lowerings::new(tree), None);
        let code = self.code_of(&block, false)?;
        let scope = Rc::new(Scope::new(ScopeKind::Script, Some(self.global.clone()), Some(code.clone())));
        self.prepare_types(&block, &code, &scope)?;
        let caller = std::mem::replace(&mut self.scope, self.global.clone());
        let table = script::own_table(self);
        self.scope = caller;
        let made = scope.types.borrow().clone();
        let mut found = Vec::new();
        for (_, full) in &translation.names {
            let own = made.as_ref().and_then(|made| made.of(full));
            if let Some(of) = own {
                table.insert(full, of.clone());
                found.push(of);
            }
        }
        Ok(found)
    }
}

/// Types get their full names, with dots, which no statement can write.
fn give_names(tree: &mut ScriptBlock, names: &[(String, String)]) {
    let statements = tree.end.iter_mut().flat_map(|block| block.statements.iter_mut());
    for statement in statements {
        if let StatementKind::Type(definition) = &mut statement.kind
            && let Some(definition) = Rc::get_mut(definition)
            && let Some((_, full)) = names.iter().find(|(alias, _)| *alias == definition.name.text)
        {
            give_name(definition, full);
        }
    }
}

fn give_name(definition: &mut TypeDefinition, full: &str) {
    for member in &mut definition.members {
        if let TypeMember::Method { name, .. } = member
            && name.text == definition.name.text
        {
            name.text = full.into();
        }
    }
    definition.name.text = full.into();
}

fn not_supported(refused: &csharp::Unsupported) -> Box<Fault> {
    let message = format!(
        "fedsh has no compiler for C#: of a source, Add-Type takes enumerations, and classes of fields, automatic properties, constructors and methods. It does not support {}, in line {}. A class of PowerShell's own can do the same.",
        refused.what, refused.line
    );
    let exception = Exception::new("System.Management.Automation.PSNotSupportedException", message);
    Fault::error(exception, "NotSupported", Category::NotImplemented, Value::Null)
}
