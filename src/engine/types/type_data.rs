//! Members that types have beyond their classes: PowerShell's own, and those of `Update-TypeData`.
//!
//! The table belongs to the runspace, which has its thread to itself; views and conversions read it
//! where no engine is at hand.

use crate::engine::member;
use crate::engine::object::{Member, MemberBody, Members};
use crate::engine::value::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What is known of one type name.
#[derive(Clone, Debug, Default)]
pub struct TypeData {
    /// As written.
    pub name: Rc<str>,
    pub members: Members,
    /// `DefaultDisplayPropertySet`, `DefaultKeyPropertySet` and the like.
    pub standard: Members,
}

/// Members by the type's name and their own, and whether they are standard ones.
type Given = Vec<(String, Rc<str>, bool)>;

thread_local! {
    static TABLE: RefCell<HashMap<String, TypeData>> = RefCell::new(HashMap::new());
    static FILES: RefCell<HashMap<PathBuf, Given>> = RefCell::new(HashMap::new());
}

/// Aliases that PowerShell gives classes: type, alias, what it stands for.
const ALIASES: &[(&str, &str, &str)] =
    &[("System.Collections.DictionaryEntry", "Name", "Key"), ("System.Array", "Count", "Length")];

/// What PowerShell shows of objects in a list that no view is for: type, properties.
/// Source: `default_display` of its type data.
const DISPLAYED: &[(&str, &[&str])] = &[
    ("System.Diagnostics.Process", &["Id", "Handles", "CPU", "SI", "Name"]),
    ("Deserialized.System.Diagnostics.Process", &["Id", "Handles", "CPU", "Name"]),
    ("System.IO.FileInfo", &["LastWriteTime", "Length", "Name"]),
    ("System.Management.Automation.ExtendedTypeDefinition", &["TypeNames", "FormatViewDefinition"]),
    ("System.Management.Automation.ListControlEntry", &["Items", "EntrySelectedBy"]),
    (
        "System.Management.Automation.PSModuleInfo",
        &[
            "Name",
            "Path",
            "Description",
            "Guid",
            "Version",
            "ModuleBase",
            "ModuleType",
            "PrivateData",
            "AccessMode",
            "ExportedAliases",
            "ExportedCmdlets",
            "ExportedFunctions",
            "ExportedVariables",
            "NestedModules",
        ],
    ),
];

/// Forgets everything: a new runspace starts with PowerShell's own members.
pub fn reset() {
    TABLE.with_borrow_mut(HashMap::clear);
    FILES.with_borrow_mut(HashMap::clear);
}

/// Whether no type has data, as in most sessions.
pub fn is_empty() -> bool {
    TABLE.with_borrow(HashMap::is_empty)
}

/// The data of a type name.
pub fn find(name: &str) -> Option<TypeData> {
    TABLE.with_borrow(|table| table.get(&name.to_lowercase()).cloned())
}

/// All type names with data.
pub fn all() -> Vec<TypeData> {
    let mut all: Vec<TypeData> = TABLE.with_borrow(|table| table.values().cloned().collect());
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// Changes the data of a type name, making it when there is none.
pub fn change<T>(name: &str, how: impl FnOnce(&mut TypeData) -> T) -> T {
    TABLE.with_borrow_mut(|table| {
        let data = table
            .entry(name.to_lowercase())
            .or_insert_with(|| TypeData { name: name.into(), ..TypeData::default() });
        how(data)
    })
}

/// What a file gave types: the type's name, the member, and whether it is a standard one.
pub type FromFile = (String, Member, bool);

/// Keeps what a file gives, for when it is removed.
pub fn remember_file(path: &Path, members: &[FromFile]) {
    let names = members.iter().map(|(of, member, standard)| (of.clone(), member.name.clone(), *standard));
    FILES.with_borrow_mut(|files| files.insert(path.to_path_buf(), names.collect()));
}

/// Takes back what a file gave; whether it was read in this session.
pub fn forget_file(path: &Path) -> bool {
    let Some(names) = FILES.with_borrow_mut(|files| files.remove(path)) else { return false };
    TABLE.with_borrow_mut(|table| {
        for (of, name, standard) in names {
            let key = of.to_lowercase();
            let Some(data) = table.get_mut(&key) else { continue };
            let members = if standard { &mut data.standard } else { &mut data.members };
            members.remove(&name);
            if data.members.is_empty() && data.standard.is_empty() {
                table.remove(&key);
            }
        }
    });
    true
}

/// Removes the data of a type name; whether there was some.
pub fn remove(name: &str) -> bool {
    TABLE.with_borrow_mut(|table| table.remove(&name.to_lowercase()).is_some())
}

/// A member that the type names of a value give it, the most derived first.
pub fn member_of(value: &Value, name: &str) -> Option<Member> {
    if is_empty() {
        return None;
    }
    if name.eq_ignore_ascii_case("PSStandardMembers") {
        return standard_members(value);
    }
    member::type_names(value).iter().find_map(|of| {
        TABLE.with_borrow(|table| {
            table.get(&of.to_lowercase()).and_then(|data| data.members.get(name).cloned())
        })
    })
}

/// The standard members of all type names of a value as one set; `None` when there are none.
fn standard_members(value: &Value) -> Option<Member> {
    let mut all = Members::default();
    for of in member::type_names(value).iter().rev() {
        TABLE.with_borrow(|table| {
            let own = table.get(&of.to_lowercase());
            own.into_iter().flat_map(|data| data.standard.iter()).for_each(|found| all.add(found.clone()));
        });
    }
    let body = MemberBody::MemberSet(Box::new(all.clone()));
    (!all.is_empty()).then(|| Member { name: "PSStandardMembers".into(), body, hidden: true })
}

/// All members that the type names of a value give it.
pub fn members_of(value: &Value) -> Vec<Member> {
    if is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Member> = Vec::new();
    // Members of base types come first; a derived type replaces those of the same name.
    for of in member::type_names(value).iter().rev() {
        TABLE.with_borrow(|table| {
            let Some(data) = table.get(&of.to_lowercase()) else { return };
            for member in data.members.iter() {
                match found.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&member.name)) {
                    Some(known) => *known = member.clone(),
                    None => found.push(member.clone()),
                }
            }
        });
    }
    found
}

/// A standard member (`DefaultDisplayPropertySet` …) of a value's type names.
pub fn standard_of(value: &Value, name: &str) -> Option<MemberBody> {
    let is_display = name == "DefaultDisplayPropertySet";
    if is_empty() && !is_display {
        return None;
    }
    member::type_names(value).iter().find_map(|of| given(of, name).or_else(|| own_display(of, is_display)))
}

fn given(of: &str, name: &str) -> Option<MemberBody> {
    TABLE.with_borrow(|table| {
        table.get(&of.to_lowercase())?.standard.get(name).map(|member| member.body.clone())
    })
}

fn own_display(of: &str, is_display: bool) -> Option<MemberBody> {
    let (_, names) = DISPLAYED.iter().find(|(name, _)| is_display && *name == of)?;
    Some(MemberBody::PropertySet(names.iter().map(|name| Rc::from(*name)).collect()))
}

/// The property behind one of PowerShell's own aliases.
pub fn own_alias(value: &Value, name: &str) -> Option<&'static str> {
    let mut class = Some(super::class_of(value));
    while let Some(found) = class {
        let alias = ALIASES
            .iter()
            .find(|(of, alias, _)| *of == found.name && alias.eq_ignore_ascii_case(name))
            .map(|(_, _, target)| *target);
        if alias.is_some() {
            return alias;
        }
        class = found.base;
    }
    None
}
