//! Drives and providers of a session, and how scripts see them.

use super::faults;
use super::location::Location;
use super::provider::Provider;
use crate::engine::object::Native;
use crate::engine::scope::Scope;
use crate::engine::types::{Class, Property, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

/// A name for a place in a provider.
pub struct Drive {
    pub name: Rc<str>,
    pub provider: Rc<dyn Provider>,
    /// The provider's path that the drive's `/` stands for.
    pub root: String,
    pub description: String,
    /// Where the drive stands, below its root, without a separator at the start.
    pub current: RefCell<String>,
}

impl fmt::Debug for Drive {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:", self.name)
    }
}

impl Drive {
    pub fn new(name: &str, provider: Rc<dyn Provider>, root: &str, description: &str) -> Rc<Drive> {
        Rc::new(Drive {
            name: name.into(),
            provider,
            root: root.to_string(),
            description: description.to_string(),
            current: RefCell::default(),
        })
    }

    /// The drive that is the whole file system: its paths show no drive.
    pub fn is_files(&self) -> bool {
        self.name.as_ref() == "/"
    }

    /// A provider's path as the drive shows it.
    pub fn shown(&self, path: &str) -> String {
        if self.is_files() {
            return path.to_string();
        }
        let inner = path.strip_prefix(self.root.as_str()).unwrap_or(path).trim_start_matches('/');
        format!("{}:/{inner}", self.name)
    }
}

/// Providers, and where the session stands. Drives themselves live in scopes.
pub struct DriveState {
    pub(super) providers: Vec<Rc<dyn Provider>>,
    files: Rc<Drive>,
    pub(super) current: Rc<Drive>,
    pub(super) stacks: HashMap<String, Vec<Location>>,
    pub(super) default_stack: String,
    /// Places left by `Set-Location`, for `-`, and those left by `-`, for `+`.
    pub(super) back: Vec<Location>,
    pub(super) forward: Vec<Location>,
}

impl DriveState {
    /// The drives of a fresh session, put into its global scope.
    pub(in crate::engine) fn new(global: &Rc<Scope>, temporary: &str) -> DriveState {
        let providers = super::built_in();
        let find = |name: &str| providers.iter().find(|provider| provider.name() == name).cloned();
        let fallback: Rc<dyn Provider> = Rc::new(super::file_system::FileSystem);
        let files = Drive::new("/", find("FileSystem").unwrap_or(fallback), "/", "");
        let rows = [
            ("Alias", "Alias", "", "Drive that contains a view of the aliases stored in a session state"),
            (
                "Env",
                "Environment",
                "",
                "Drive that contains a view of the environment variables for the process",
            ),
            (
                "Function",
                "Function",
                "",
                "Drive that contains a view of the functions stored in a session state",
            ),
            (
                "Temp",
                "FileSystem",
                temporary,
                "Drive that maps to the temporary directory path for the current user",
            ),
            (
                "Variable",
                "Variable",
                "",
                "Drive that contains a view of those variables stored in a session state",
            ),
        ];
        let mut drives = vec![files.clone()];
        for (name, provider, root, description) in rows {
            drives.extend(find(provider).map(|provider| Drive::new(name, provider, root, description)));
        }
        *global.drives.borrow_mut() = drives;
        DriveState {
            providers,
            current: files.clone(),
            files,
            stacks: HashMap::new(),
            default_stack: "default".into(),
            back: Vec::new(),
            forward: Vec::new(),
        }
    }

    pub fn current(&self) -> Rc<Drive> {
        self.current.clone()
    }

    /// The drive of all files.
    pub fn files(&self) -> Rc<Drive> {
        self.files.clone()
    }

    pub fn providers(&self) -> &[Rc<dyn Provider>] {
        &self.providers
    }
}

impl Engine {
    /// Adds a provider, with a drive of the same name that all scopes see.
    pub fn add_provider(&mut self, provider: Rc<dyn Provider>, drive: &str, root: &str, description: &str) {
        let known = |known: &Rc<dyn Provider>| known.name().eq_ignore_ascii_case(provider.name());
        if self.drives.providers.iter().any(known) {
            return;
        }
        self.drives.providers.push(provider.clone());
        let made = Drive::new(drive, provider, root, description);
        self.global.drives.borrow_mut().push(made);
    }

    /// A provider by `Name` or `Module\Name`, without case. Errors: there is none.
    pub fn find_provider(&self, name: &str) -> Outcome<Rc<dyn Provider>> {
        let fits = |provider: &&Rc<dyn Provider>| match name.rsplit_once('\\') {
            Some((module, bare)) => {
                provider.name().eq_ignore_ascii_case(bare) && provider.module().eq_ignore_ascii_case(module)
            }
            None => provider.name().eq_ignore_ascii_case(name),
        };
        self.drives.providers.iter().find(fits).cloned().ok_or_else(|| faults::provider_not_found(name))
    }

    /// All drives that the current scope sees, innermost first.
    pub fn all_drives(&self) -> Vec<Rc<Drive>> {
        let mut found: Vec<Rc<Drive>> = Vec::new();
        for scope in self.scope.chain().chain([self.global.clone()]) {
            for drive in scope.drives.borrow().iter() {
                if !found.iter().any(|known| known.name.eq_ignore_ascii_case(&drive.name)) {
                    found.push(drive.clone());
                }
            }
        }
        found
    }

    /// A drive by name, without case.
    pub fn find_drive(&self, name: &str) -> Option<Rc<Drive>> {
        self.all_drives().into_iter().find(|drive| drive.name.eq_ignore_ascii_case(name))
    }

    /// Where a drive stands, below its root.
    pub(super) fn drive_location(&self, drive: &Drive) -> String {
        if drive.is_files() && self.drives.current.is_files() {
            return self.location.display().to_string().trim_start_matches('/').to_string();
        }
        drive.current.borrow().clone()
    }
}

/// A drive as `PSDriveInfo`.
#[derive(Debug)]
struct DriveValue(Rc<Drive>);

impl Native for DriveValue {
    fn class(&self) -> &'static Class {
        &DRIVE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.name.to_string())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<DriveValue>().map(|other| self.0.name == other.0.name)
    }
}

pub fn drive_value(drive: &Rc<Drive>) -> Value {
    Value::native(DriveValue(drive.clone()))
}

fn drive_of(this: &Value) -> Outcome<&Rc<Drive>> {
    this.as_native::<DriveValue>().map(|value| &value.0).ok_or_else(arguments::no_overload)
}

/// Bytes used and free on the file system of a drive.
fn space(drive: &Drive) -> Option<(u64, u64)> {
    let found = rustix::fs::statvfs(drive.root.as_str()).ok()?;
    let free = found.f_bavail.saturating_mul(found.f_frsize);
    Some((found.f_blocks.saturating_sub(found.f_bfree).saturating_mul(found.f_frsize), free))
}

fn space_value(this: &Value, pick: fn((u64, u64)) -> u64) -> Outcome<Value> {
    let drive = drive_of(this)?;
    if drive.provider.name() != super::file_system::NAME {
        return Ok(Value::Null);
    }
    Ok(space(drive).map_or(Value::Null, |found| Value::ULong(pick(found))))
}

macro_rules! drive_property {
    ($name:literal, $of:literal, $get:expr) => {
        Property { name: $name, type_name: $of, get: $get, set: None }
    };
}

static DRIVE: Class = Class {
    name: "System.Management.Automation.PSDriveInfo",
    base: Some(&object::OBJECT),
    properties: &[
        drive_property!("Used", "System.Object", |_, this| space_value(this, |(used, _)| used)),
        drive_property!("Free", "System.Object", |_, this| space_value(this, |(_, free)| free)),
        drive_property!("CurrentLocation", "string", |engine, this| {
            let drive = drive_of(this)?.clone();
            Ok(Value::text(engine.drive_location(&drive)))
        }),
        drive_property!("Name", "string", |_, this| Ok(Value::text(drive_of(this)?.name.as_ref()))),
        drive_property!("Provider", "System.Management.Automation.ProviderInfo", |_, this| {
            Ok(provider_value(&drive_of(this)?.provider))
        }),
        drive_property!("Root", "string", |_, this| Ok(Value::text(drive_of(this)?.root.as_str()))),
        drive_property!("Description", "string", |_, this| {
            Ok(Value::text(drive_of(this)?.description.as_str()))
        }),
        drive_property!("MaximumSize", "System.Nullable[long]", |_, _| Ok(Value::Null)),
        drive_property!("Credential", "pscredential", |_, _| Ok(Value::Null)),
        drive_property!("DisplayRoot", "string", |_, _| Ok(Value::Null)),
        drive_property!("VolumeSeparatedByColon", "bool", |_, this| Ok(Value::Bool(
            !drive_of(this)?.is_files()
        ))),
    ],
    ..Class::EMPTY
};

/// A provider as `ProviderInfo`.
struct ProviderValue(Rc<dyn Provider>);

impl fmt::Debug for ProviderValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name())
    }
}

impl Native for ProviderValue {
    fn class(&self) -> &'static Class {
        &PROVIDER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(format!("{}\\{}", self.0.module(), self.0.name()))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<ProviderValue>().map(|other| self.0.name() == other.0.name())
    }
}

pub fn provider_value(provider: &Rc<dyn Provider>) -> Value {
    Value::native(ProviderValue(provider.clone()))
}

fn provider_of(this: &Value) -> Outcome<&Rc<dyn Provider>> {
    this.as_native::<ProviderValue>().map(|value| &value.0).ok_or_else(arguments::no_overload)
}

static PROVIDER: Class = Class {
    name: "System.Management.Automation.ProviderInfo",
    base: Some(&object::OBJECT),
    properties: &[
        drive_property!("ImplementingType", "type", |_, this| {
            Ok(Value::text(format!("Microsoft.PowerShell.Commands.{}Provider", provider_of(this)?.name())))
        }),
        drive_property!("HelpFile", "string", |_, _| Ok(Value::text(
            "System.Management.Automation.dll-Help.xml"
        ))),
        drive_property!("Name", "string", |_, this| Ok(Value::text(provider_of(this)?.name()))),
        drive_property!("PSSnapIn", "System.Management.Automation.PSSnapInInfo", |_, this| {
            Ok(Value::text(provider_of(this)?.module()))
        }),
        drive_property!("ModuleName", "string", |_, this| Ok(Value::text(provider_of(this)?.module()))),
        drive_property!("Module", "psmoduleinfo", |_, _| Ok(Value::Null)),
        drive_property!("Description", "string", |_, _| Ok(Value::text(""))),
        drive_property!(
            "Capabilities",
            "System.Management.Automation.Provider.ProviderCapabilities",
            |_, this| { Ok(Value::text(provider_of(this)?.capabilities().join(", "))) }
        ),
        drive_property!("Home", "string", |engine, this| {
            Ok(Value::text(provider_of(this)?.home(engine).unwrap_or_default()))
        }),
        drive_property!(
            "Drives",
            "System.Collections.ObjectModel.Collection[System.Management.Automation.PSDriveInfo]",
            |engine, this| {
                let name = provider_of(this)?.name();
                let drives = engine.all_drives();
                let own = drives.iter().filter(|drive| drive.provider.name() == name).map(drive_value);
                Ok(Value::array(own.collect()))
            }
        ),
        drive_property!("ItemSeparator", "char", |_, _| Ok(Value::Char(u16::from(b'/')))),
        drive_property!("AltItemSeparator", "char", |_, _| Ok(Value::Char(u16::from(b'\\')))),
        drive_property!("VolumeSeparatedByColon", "bool", |_, this| {
            Ok(Value::Bool(provider_of(this)?.name() != super::file_system::NAME))
        }),
    ],
    ..Class::EMPTY
};

pub(in crate::engine) const CLASSES: &[&Class] = &[&DRIVE, &PROVIDER];
