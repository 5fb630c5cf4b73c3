//! `PSModuleInfo`: a module as scripts see it.

use super::{Class, Method, Property, arguments, enumeration, object};
use crate::engine::module::{Access, Module, ModuleKind, manifest};
use crate::engine::object::{Hashtable, Native, hashtable_value};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::any::Any;
use std::rc::Rc;

#[derive(Debug)]
struct ModuleInfo(Rc<Module>);

impl Native for ModuleInfo {
    fn class(&self) -> &'static Class {
        &MODULE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.name.to_string())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(other.as_any().downcast_ref::<ModuleInfo>().is_some_and(|other| Rc::ptr_eq(&self.0, &other.0)))
    }
}

/// A module as a value.
pub fn value(module: Rc<Module>) -> Value {
    Value::native(ModuleInfo(module))
}

/// The module behind a value.
pub fn of(value: &Value) -> Option<Rc<Module>> {
    value.as_native::<ModuleInfo>().map(|info| info.0.clone())
}

fn own(this: &Value) -> Outcome<Rc<Module>> {
    of(this).ok_or_else(arguments::no_overload)
}

/// A key of the manifest.
fn key(this: &Value, name: &str) -> Outcome<Value> {
    Ok(manifest::key(&own(this)?.manifest.borrow(), name))
}

/// The modules that a manifest asks for: those of the session, others by their names.
fn required(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let wanted = key(this, "RequiredModules")?;
    let mut found = Vec::new();
    for item in member::enumerate(engine, &wanted)?.unwrap_or_else(|| vec![wanted]) {
        if item.is_null() {
            continue;
        }
        let (written, _) = engine.module_specification(&item)?;
        // A module by its path has the name of its file or folder.
        let is_path = written.contains(['/', '\\']);
        let leaf = written.rsplit(['/', '\\']).find(|part| !part.is_empty()).filter(|_| is_path);
        let name = match leaf {
            Some(leaf) => leaf.rsplit_once('.').map_or(leaf, |(stem, _)| stem).to_string(),
            None => written,
        };
        let known = engine.modules.iter().find(|module| module.name.eq_ignore_ascii_case(&name)).cloned();
        found.push(value(
            known.unwrap_or_else(|| Rc::new(Module::new(&name, String::new(), ModuleKind::Script))),
        ));
    }
    Ok(Value::array(found))
}

/// A key as a version; `$null` without it.
fn version_key(engine: &mut Engine, this: &Value, name: &str) -> Outcome<Value> {
    match key(this, name)? {
        Value::Null => Ok(Value::Null),
        found => convert::to_type(engine, found, &super::named("System.Version")),
    }
}

/// A key of `PrivateData.PSData`.
fn ps_data(this: &Value, name: &str) -> Outcome<Value> {
    let private = key(this, "PrivateData")?;
    Ok(manifest::key(&manifest::key(&private, "PSData"), name))
}

fn text_or(value: Value, other: &str) -> Value {
    if value.is_null() { Value::text(other) } else { value }
}

fn table(entries: Vec<(String, Value)>) -> Value {
    let mut table = Hashtable::new(true);
    for (name, value) in entries {
        table.set(Value::text(name), value);
    }
    hashtable_value(table)
}

fn functions(this: &Value) -> Outcome<Vec<(String, Value)>> {
    let module = own(this)?;
    let found = module.functions.borrow();
    Ok(found.iter().map(|one| (one.name.to_string(), super::command_info::function(one.clone()))).collect())
}

fn aliases(this: &Value) -> Outcome<Vec<(String, Value)>> {
    let module = own(this)?;
    let found = module.aliases.borrow();
    Ok(found.iter().map(|one| (one.name.to_string(), super::command_info::alias(one.clone()))).collect())
}

fn natives(this: &Value) -> Outcome<Vec<(String, Value)>> {
    let module = own(this)?;
    let own = module.natives.iter().map(|info| (info.name.to_string(), super::command_info::native(info)));
    let names = module.declared_cmdlets.borrow();
    let declared = names.iter().map(|name| {
        let found = super::command_info::Found::Declared(name.as_str().into(), module.clone());
        (name.clone(), super::command_info::value(found))
    });
    Ok(own.chain(declared).collect())
}

fn version(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let text = own(this)?.version.borrow().clone();
    convert::to_type(engine, Value::text(text), &super::named("System.Version"))
}

fn tags(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let module = own(this)?;
    let value = ps_data(this, "Tags")?;
    let mut items = crate::engine::member::enumerate(engine, &value)?.unwrap_or_else(|| vec![value]);
    items.retain(|item| !item.is_null());
    // PowerShell reads the tags once with the manifest and once more with its root module.
    if module.kind == ModuleKind::Script {
        items.extend(items.clone());
    }
    Ok(Value::array(items))
}

/// A block that runs in the module.
fn bound(module: &Rc<Module>, block: &Value) -> Outcome<Rc<ScriptBlockValue>> {
    match block.unwrapped() {
        Value::Block(block) => {
            Ok(Rc::new(ScriptBlockValue::new(block.lowerings.clone(), Some(module.clone()))))
        }
        _ => Err(arguments::no_overload()),
    }
}

macro_rules! read {
    ($name:literal $kind:literal $get:expr) => {
        Property { name: $name, type_name: $kind, get: $get, set: None }
    };
}

pub static MODULE_TYPE: Class = Class {
    name: "System.Management.Automation.ModuleType",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[("Script", 0), ("Binary", 1), ("Manifest", 2), ("Cim", 3), ("Workflow", 4)]),
    value_type: true,
    ..Class::EMPTY
};

pub static MODULE: Class = Class {
    name: "System.Management.Automation.PSModuleInfo",
    base: Some(&object::OBJECT),
    properties: &[
        read!("Name" "string" |_, this| Ok(Value::text(own(this)?.name.as_ref()))),
        read!("Path" "string" |_, this| Ok(Value::text(own(this)?.path.as_str()))),
        read!("ModuleBase" "string" |_, this| {
            let path = own(this)?.path.clone();
            let folder = std::path::Path::new(&path).parent();
            Ok(Value::text(folder.map(|folder| folder.display().to_string()).unwrap_or_default()))
        }),
        read!("Version" "version" version),
        read!("ModuleType" "System.Management.Automation.ModuleType" |_, this| {
            let number = match own(this)?.kind {
                ModuleKind::Script => 0,
                ModuleKind::Binary => 1,
                ModuleKind::Manifest => 2,
                ModuleKind::Cim => 3,
            };
            Ok(enumeration::value(MODULE_TYPE.name, number))
        }),
        read!("Guid" "guid" |engine, this| {
            let text = text_or(key(this, "GUID")?, "00000000-0000-0000-0000-000000000000");
            convert::to_type(engine, text, &super::named("System.Guid"))
        }),
        read!("Description" "string" |_, this| Ok(text_or(key(this, "Description")?, ""))),
        read!("Author" "string" |_, this| Ok(text_or(key(this, "Author")?, ""))),
        read!("CompanyName" "string" |_, this| Ok(text_or(key(this, "CompanyName")?, ""))),
        read!("Copyright" "string" |_, this| Ok(text_or(key(this, "Copyright")?, ""))),
        read!("RootModule" "string" |_, this| key(this, "RootModule")),
        read!("PowerShellVersion" "version" |engine, this| version_key(engine, this, "PowerShellVersion")),
        read!("ClrVersion" "version" |engine, this| version_key(engine, this, "ClrVersion")),
        read!("DotNetFrameworkVersion" "version" |engine, this| version_key(engine, this, "DotNetFrameworkVersion")),
        read!("PowerShellHostVersion" "version" |engine, this| version_key(engine, this, "PowerShellHostVersion")),
        read!("PowerShellHostName" "string" |_, this| key(this, "PowerShellHostName")),
        read!("RequiredAssemblies" "System.Collections.Generic.IEnumerable[string]" |_, this| key(this, "RequiredAssemblies")),
        read!("ModuleList" "System.Collections.Generic.IEnumerable[System.Object]" |_, this| key(this, "ModuleList")),
        read!("CompatiblePSEditions" "string[]" |_, this| key(this, "CompatiblePSEditions")),
        read!("HelpInfoUri" "string" |_, this| key(this, "HelpInfoURI")),
        read!("FileList" "string[]" |_, this| key(this, "FileList")),
        read!("Scripts" "string[]" |_, this| key(this, "ScriptsToProcess")),
        read!("PrivateData" "System.Object" |_, this| key(this, "PrivateData")),
        read!("Tags" "string[]" tags),
        read!("ProjectUri" "uri" |_, this| ps_data(this, "ProjectUri")),
        read!("LicenseUri" "uri" |_, this| ps_data(this, "LicenseUri")),
        read!("IconUri" "uri" |_, this| ps_data(this, "IconUri")),
        read!("ReleaseNotes" "string" |_, this| ps_data(this, "ReleaseNotes")),
        read!("Prefix" "string" |_, this| Ok(Value::text(own(this)?.prefix.borrow().as_str()))),
        Property {
            name: "AccessMode",
            type_name: "System.Management.Automation.ModuleAccessMode",
            get: |_, this| Ok(enumeration::value(ACCESS_MODE, own(this)?.access.get() as i64)),
            set: Some(set_access),
        },
        read!("NestedModules" "System.Collections.ObjectModel.ReadOnlyCollection[psmoduleinfo]" |_, this| {
            Ok(Value::array(own(this)?.nested.borrow().iter().cloned().map(value).collect()))
        }),
        read!("RequiredModules" "System.Collections.ObjectModel.ReadOnlyCollection[psmoduleinfo]" required),
        read!("ExportedFunctions" "System.Collections.Generic.Dictionary[string,functioninfo]" |_, this| Ok(table(functions(this)?))),
        read!("ExportedAliases" "System.Collections.Generic.Dictionary[string,aliasinfo]" |_, this| Ok(table(aliases(this)?))),
        read!("ExportedCmdlets" "System.Collections.Generic.Dictionary[string,cmdletinfo]" |_, this| Ok(table(natives(this)?))),
        read!("ExportedCommands" "System.Collections.Generic.Dictionary[string,commandinfo]" |_, this| {
            let mut all = natives(this)?;
            all.extend(functions(this)?);
            all.extend(aliases(this)?);
            Ok(table(all))
        }),
        read!("ExportedVariables" "System.Collections.Generic.Dictionary[string,psvariable]" |_, this| {
            let module = own(this)?;
            let names = module.variables.borrow().clone();
            Ok(table(names.iter().map(|name| {
                let slot = module.scope.get().map(|scope| scope.place(&crate::engine::scope::fold(name))).unwrap_or_default();
                (name.to_string(), super::variable::of(name, &slot))
            }).collect()))
        }),
        read!("Definition" "string" |_, _| Ok(Value::text(""))),
        read!("SessionState" "System.Management.Automation.SessionState" |_, this| {
            Ok(super::execution_context::session_state(Some(own(this)?)))
        }),
        Property {
            name: "OnRemove",
            type_name: "scriptblock",
            get: |_, this| Ok(own(this)?.on_remove.borrow().clone()),
            set: Some(|_, this, value| {
                *own(this)?.on_remove.borrow_mut() = value;
                Ok(())
            }),
        },
    ],
    methods: &[
        Method {
            name: "NewBoundScriptBlock",
            signatures: &["scriptblock NewBoundScriptBlock(scriptblock scriptBlockToBind)"],
            call: |_, this, args| Ok(Value::Block(bound(&own(this)?, arguments::any(args, 0)?)?)),
        },
        Method {
            name: "Invoke",
            signatures: &["System.Object Invoke(scriptblock sb, Params System.Object[] args)"],
            call: |engine, this, args| {
                let block = bound(&own(this)?, arguments::any(args, 0)?)?;
                let given = super::script_block::spread(engine, args.get(1..).unwrap_or_default())?;
                Ok(Value::from_output(engine.invoke_block(&block, &given)?))
            },
        },
        Method {
            name: "AsCustomObject",
            signatures: &["psobject AsCustomObject()"],
            call: |engine, this, _| custom_object(engine, &own(this)?),
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |_, this, _| Ok(Value::text(own(this)?.name.as_ref())),
        },
    ],
    construct: Some(|engine, args| {
        let name = dynamic_name(engine)?;
        match args.last().map(Value::unwrapped) {
            Some(Value::Block(block)) => {
                let block = block.clone();
                Ok(value(engine.module_of_block(&name, &block, &[])?.0))
            }
            _ => Err(arguments::no_overload()),
        }
    }),
    // What follows is taken as it comes: blocks and methods convert for themselves.
    bound: false,
    ..Class::EMPTY
};

const ACCESS_MODE: &str = "System.Management.Automation.ModuleAccessMode";

/// Sets how a module may be removed. Errors: it is constant.
fn set_access(engine: &mut Engine, this: &Value, value: Value) -> Outcome {
    let module = own(this)?;
    if module.access.get() == Access::Constant {
        let message = "Operation is not valid due to the current state of the object.";
        return Err(arguments::throw("System.Management.Automation.PSInvalidOperationException", message));
    }
    let value = convert::to_type(engine, value, &super::named(ACCESS_MODE))?;
    module.access.set(match convert::to_int(&value)? {
        1 => Access::ReadOnly,
        2 => Access::Constant,
        _ => Access::ReadWrite,
    });
    Ok(())
}

/// How the block begins that sets a variable of a module.
const VARIABLE_SETTER: &str = "param($value) ${script:";

/// Whether a property's block is that of a module's variable: a `PSVariableProperty`, whose errors are the variable's.
pub fn sets_variable(block: &ScriptBlockValue) -> bool {
    block.module.borrow().is_some() && block.text().starts_with(VARIABLE_SETTER)
}

/// A module's functions as methods and its variables as properties of one object.
pub fn custom_object(engine: &mut Engine, module: &Rc<Module>) -> Outcome<Value> {
    use crate::engine::object::{Member, MemberBody, Members, Object, ObjectKind};
    let mut members = Members::default();
    let mut block = |text: String| -> Outcome<Value> {
        let block = engine.compile_block(&text)?;
        Ok(Value::Block(Rc::new(ScriptBlockValue::new(block.lowerings.clone(), Some(module.clone())))))
    };
    for name in module.variables.borrow().iter() {
        // The comma keeps a list from being sent item by item.
        let get = block(format!(",${{script:{name}}}"))?;
        let set = block(format!("{VARIABLE_SETTER}{name}}} = $value"))?;
        let body = MemberBody::ScriptProperty { get, set };
        members.add(Member { name: name.clone(), body, hidden: false });
    }
    for function in module.functions.borrow().iter() {
        let body = MemberBody::ScriptMethod(Value::Block(function.block.clone()));
        members.add(Member { name: function.name.clone(), body, hidden: false });
    }
    Ok(Value::object(Object::new(ObjectKind::Custom(std::cell::RefCell::new(members)))))
}

/// A name for a module without one.
pub fn dynamic_name(engine: &mut Engine) -> Outcome<String> {
    let guid = super::named("System.Guid");
    let made = crate::engine::member::invoke_static(engine, &guid, "NewGuid", &[])?;
    Ok(format!("__DynamicModule_{}", convert::display(&made)))
}

pub(super) const CLASSES: &[&Class] = &[&MODULE, &MODULE_TYPE];
