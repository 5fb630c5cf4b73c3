//! `System.Reflection.Assembly`: .NET's libraries as names. None is loaded: the types of fedsh are always there.

use super::record::{field, made};
use super::table::{methods, properties, statics};
use super::{Class, Type, arguments, object, version};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// The name of the library that has a type: PowerShell's own types have one of their own.
fn library(name: &str) -> &'static str {
    match name {
        name if name.starts_with("System.Management.Automation") => "System.Management.Automation",
        name if name.starts_with("Microsoft.PowerShell.Commands") => "Microsoft.PowerShell.Commands.Utility",
        name if name.starts_with("System.Xml") => "System.Private.Xml",
        name if name.starts_with("System.Text.RegularExpressions") => "System.Text.RegularExpressions",
        _ => "System.Private.CoreLib",
    }
}

/// The library of a type.
pub(super) fn of_type(of: &Type) -> Value {
    match of {
        // The classes of scripts are in one that is in no file.
        Type::Script(_) => library_value(
            "PowerShell Class Assembly, Version=1.0.0.1, Culture=neutral, PublicKeyToken=null".into(),
            true,
        ),
        _ => named(library(&of.full_name())),
    }
}

fn named(name: &str) -> Value {
    let (version, key) =
        match name.starts_with("System.Management.Automation") || name.starts_with("Microsoft.PowerShell") {
            true => ("7.6.5.500", "31bf3856ad364e35"),
            false => ("10.0.0.0", "7cec85d7bea7798e"),
        };
    library_value(format!("{name}, Version={version}, Culture=neutral, PublicKeyToken={key}"), false)
}

fn library_value(long: String, dynamic: bool) -> Value {
    let fields = [
        ("FullName", Value::text(long.clone())),
        ("Location", Value::text("")),
        ("IsDynamic", Value::Bool(dynamic)),
    ];
    made(&RUNTIME_ASSEMBLY, long, fields)
}

/// Whether .NET on Linux has an assembly; a full name counts by its first part.
pub fn is_known(name: &str) -> bool {
    let short = name.split(',').next().unwrap_or(name).trim();
    let short = short.strip_suffix(".dll").unwrap_or(short);
    let listed = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(short));
    let starts =
        |prefix: &str| short.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    !listed(ABSENT)
        && (listed(&["System", "mscorlib", "netstandard", "Microsoft.CSharp", "Microsoft.VisualBasic"])
            || starts("System.")
            || starts("Microsoft.PowerShell.")
            || starts("Newtonsoft.Json"))
}

/// Assemblies of .NET without a name in front of the last part that Linux lacks.
const ABSENT: &[&str] = &[
    "Microsoft.VisualBasic.Forms",
    "PresentationCore",
    "PresentationFramework",
    "System.Design",
    "System.Windows.Forms",
    "WindowsBase",
    "WindowsFormsIntegration",
];

fn load(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    if is_known(&name) {
        return Ok(named(name.split(',').next().unwrap_or_default().trim()));
    }
    let message = format!(
        "Could not load file or assembly '{name}, Culture=neutral, PublicKeyToken=null'. The system cannot find the file specified.\n"
    );
    Err(arguments::throw("System.IO.FileNotFoundException", message))
}

/// A file of .NET code: fedsh cannot run it.
fn load_file(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let path = arguments::text(engine, args, 0)?;
    if !engine.resolve_path(&path).exists() {
        let message =
            format!("Could not load file or assembly '{path}'. The system cannot find the file specified.\n");
        return Err(arguments::throw("System.IO.FileNotFoundException", message));
    }
    let message = format!("fedsh runs no code of .NET: it cannot load the assembly '{path}'.");
    Err(arguments::throw("System.PlatformNotSupportedException", message))
}

static ASSEMBLY: Class = Class {
    name: "System.Reflection.Assembly",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Load "static System.Reflection.Assembly Load(string assemblyString)" => load;
        LoadWithPartialName "static System.Reflection.Assembly LoadWithPartialName(string partialName)" => |engine, args| {
            let name = arguments::text(engine, args, 0)?;
            Ok(if is_known(&name) { named(&name) } else { Value::Null })
        };
        LoadFrom "static System.Reflection.Assembly LoadFrom(string assemblyFile)" => load_file;
        LoadFile "static System.Reflection.Assembly LoadFile(string path)" => load_file;
        UnsafeLoadFrom "static System.Reflection.Assembly UnsafeLoadFrom(string assemblyFile)" => load_file;
        GetAssembly "static System.Reflection.Assembly GetAssembly(type type)" => |_, args| {
            match arguments::any(args, 0)?.unwrapped() {
                Value::Type(of) => Ok(of_type(of)),
                _ => Err(arguments::no_overload()),
            }
        };
        GetExecutingAssembly "static System.Reflection.Assembly GetExecutingAssembly()" => |_, _| Ok(named("System.Management.Automation"));
        GetEntryAssembly "static System.Reflection.Assembly GetEntryAssembly()" => |_, _| Ok(named("pwsh"));
    },
    ..Class::EMPTY
};

/// The library that has a type; types of fedsh are in no file.
static RUNTIME_ASSEMBLY: Class = Class {
    name: "System.Reflection.RuntimeAssembly",
    base: Some(&ASSEMBLY),
    properties: properties! {
        "string" FullName => |_, this| Ok(field(this, "FullName"));
        "bool" IsDynamic => |_, this| Ok(field(this, "IsDynamic"));
        "string" Location => |_, this| Ok(field(this, "Location"));
    },
    methods: methods! {
        GetType "type GetType(string name)" "type GetType(string name, bool throwOnError)" => |engine, this, args| {
            if args.is_empty() {
                return Ok(Value::Type(super::type_of(this)));
            }
            let name = arguments::text(engine, args, 0)?;
            // Generic types have one class here for all the numbers of their arguments.
            let plain = match name.rsplit_once('`') {
                Some((plain, arity)) if arity.bytes().all(|byte| byte.is_ascii_digit()) => plain,
                _ => name.as_str(),
            };
            Ok(super::resolve_text(engine, plain).map_or(Value::Null, Value::Type))
        };
        GetName "System.Reflection.AssemblyName GetName()" => |_, this, _| {
            let long = convert::display(&field(this, "FullName"));
            let short = long.split(',').next().unwrap_or_default().to_string();
            Ok(Value::custom([("Name", Value::text(short)), ("Version", version::of(&[10, 0, 0, 0])), ("FullName", Value::text(long))]))
        };
        GetCustomAttributes "System.Object[] GetCustomAttributes(bool inherit)" "System.Object[] GetCustomAttributes(type attributeType, bool inherit)" => |_, this, args| {
            let own = convert::to_bool(&field(this, "IsDynamic")).then(super::attribute::of_script_library);
            let is_wanted = |made: &Value| match args.first() {
                Some(Value::Type(wanted)) => super::is_a(&super::type_of(made), wanted),
                _ => true,
            };
            Ok(Value::array(own.into_iter().filter(is_wanted).collect()))
        };
        GetTypes "type[] GetTypes()" => |_, this, _| Ok(types_in(this));
        GetExportedTypes "type[] GetExportedTypes()" => |_, this, _| Ok(types_in(this));
    },
    ..Class::EMPTY
};

/// The types of fedsh that a library of .NET has.
fn types_in(this: &Value) -> Value {
    let long = convert::display(&field(this, "FullName"));
    let short = long.split(',').next().unwrap_or_default().to_string();
    let own = super::all_names().into_iter().filter(|name| library(name) == short);
    Value::array(own.map(|name| Value::Type(super::named(&name))).collect())
}

/// `[AppDomain]::CurrentDomain.GetAssemblies()`
static APP_DOMAIN: Class = Class {
    name: "System.AppDomain",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" FriendlyName => |_, _| Ok(Value::text("pwsh"));
        "int" Id => |_, _| Ok(Value::Int(1));
        "string" BaseDirectory => |engine, _| {
            let home = engine.global.get("PSHOME").map(|home| convert::display(&home)).unwrap_or_default();
            Ok(Value::text(format!("{home}/")))
        };
    },
    methods: methods! {
        GetAssemblies "System.Reflection.Assembly[] GetAssemblies()" => |_, _, _| {
            let names = [
                "System.Private.CoreLib",
                "System.Management.Automation",
                "Microsoft.PowerShell.Commands.Utility",
                "Microsoft.PowerShell.Commands.Management",
                "System.Private.Xml",
                "System.Text.RegularExpressions",
            ];
            Ok(Value::array(names.iter().map(|name| named(name)).collect()))
        };
    },
    static_properties: super::table::static_properties! {
        "System.AppDomain" CurrentDomain => |_| Ok(made(&APP_DOMAIN, "", []));
    },
    ..Class::EMPTY
};

/// `[Activator]::CreateInstance(type, …)`
static ACTIVATOR: Class = Class {
    name: "System.Activator",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        CreateInstance "static System.Object CreateInstance(type type)" "static System.Object CreateInstance(type type, Params System.Object[] args)" => |engine, args| {
            let Some((Value::Type(of), given)) = args.split_first().map(|(of, given)| (of.unwrapped(), given)) else {
                return Err(arguments::no_overload());
            };
            let given = match given {
                [Value::Array(list)] => list.items.borrow().clone(),
                other => other.to_vec(),
            };
            let of = of.clone();
            crate::engine::member::invoke_static(engine, &of, "new", &given)
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ASSEMBLY, &RUNTIME_ASSEMBLY, &APP_DOMAIN, &ACTIVATOR];
