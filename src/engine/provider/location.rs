//! The current location, stacks of locations, and where the session has been.

use super::drive::Drive;
use super::faults;
use super::path::ProviderPath;
use crate::engine::error::{Category, Exception};
use crate::engine::types::location_action::location_changed;
use crate::engine::types::path_info;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use std::rc::Rc;

/// A place to come back to: a drive and a path below its root.
#[derive(Clone, Debug)]
pub struct Location {
    drive: Rc<Drive>,
    current: String,
}

/// Places that `Set-Location -` remembers.
const HISTORY: usize = 20;

impl Engine {
    fn here(&self) -> Location {
        let drive = self.drives.current();
        Location { current: self.drive_location(&drive), drive }
    }

    fn path_of(&self, location: &Location) -> ProviderPath {
        let root = location.drive.root.trim_end_matches('/');
        let path = match location.drive.provider.is_hierarchical() {
            true if location.current.is_empty() => location.drive.root.clone(),
            true => format!("{root}/{}", location.current),
            false => location.current.clone(),
        };
        ProviderPath {
            provider: location.drive.provider.clone(),
            drive: Some(location.drive.clone()),
            path,
            qualifier: None,
        }
    }

    /// The current location.
    pub fn current_location(&self) -> ProviderPath {
        self.path_of(&self.here())
    }

    /// Where a drive stands.
    pub fn location_of(&self, drive: &Rc<Drive>) -> ProviderPath {
        self.path_of(&Location { current: self.drive_location(drive), drive: drive.clone() })
    }

    /// Errors: what the session's handler of changes throws, when it is there already.
    fn go(&mut self, location: &Location) -> Outcome {
        let before = path_info::location(self);
        if self.drives.current.is_files() {
            *self.drives.current.current.borrow_mut() = self.drive_location(&self.drives.current());
        }
        *location.drive.current.borrow_mut() = location.current.clone();
        self.drives.current = location.drive.clone();
        let path = self.path_of(location);
        if path.is_file_system() {
            self.location = path.file();
        }
        location_changed(self, before)
    }

    /// Moves the session, remembering where it was. Errors: there is no such folder.
    pub fn set_location(&mut self, to: &ProviderPath) -> Outcome {
        let missing = || faults::path_not_found(&to.target());
        if !to.provider.exists(self, &to.path)? || !to.provider.is_container(self, &to.path)? {
            return Err(missing());
        }
        let drive = match &to.drive {
            Some(drive) => drive.clone(),
            None if to.is_file_system() => self.drives.files(),
            None => self
                .all_drives()
                .into_iter()
                .find(|drive| drive.provider.name() == to.provider.name())
                .ok_or_else(missing)?,
        };
        let current =
            to.path.strip_prefix(drive.root.as_str()).unwrap_or(&to.path).trim_start_matches('/').to_string();
        self.remember();
        self.go(&Location { drive, current })
    }

    /// Puts the current location where `Set-Location -` looks.
    fn remember(&mut self) {
        let before = self.here();
        self.drives.forward.clear();
        self.drives.back.push(before);
        if self.drives.back.len() > HISTORY {
            self.drives.back.remove(0);
        }
    }

    /// `Set-Location -` and `+`. Errors: there was no such place.
    pub fn step_location(&mut self, forward: bool) -> Outcome {
        let found = if forward { self.drives.forward.pop() } else { self.drives.back.pop() };
        let Some(found) = found else {
            let way = if forward { "forwards" } else { "backwards" };
            let message = format!("There is no location history left to navigate {way}.");
            return Err(faults::invalid_operation(message));
        };
        let before = self.here();
        if forward {
            self.drives.back.push(before)
        } else {
            self.drives.forward.push(before)
        }
        self.go(&found)
    }

    fn stack_name(&self, name: Option<&str>) -> String {
        match name {
            Some(name) if !name.is_empty() => name.to_lowercase(),
            _ => self.drives.default_stack.clone(),
        }
    }

    /// Remembers the current location on a stack.
    pub fn push_location(&mut self, stack: Option<&str>) {
        let here = self.here();
        self.drives.stacks.entry(self.stack_name(stack)).or_default().push(here);
    }

    /// Goes back to the last location of a stack. Errors: there is no such stack.
    pub fn pop_location(&mut self, stack: Option<&str>) -> Outcome {
        let name = self.stack_name(stack);
        let found = self.drives.stacks.get_mut(&name).and_then(Vec::pop);
        match found {
            Some(found) => {
                self.remember();
                self.go(&found)
            }
            None if stack.is_none_or(str::is_empty) || name == "default" => Ok(()),
            None => Err(stack_not_found(stack.unwrap_or_default())),
        }
    }

    /// Locations of a stack, newest first; `None` when there is none of that name.
    pub fn location_stack(&self, stack: Option<&str>) -> Option<Vec<ProviderPath>> {
        let name = self.stack_name(stack);
        match self.drives.stacks.get(&name) {
            Some(found) => Some(found.iter().rev().map(|place| self.path_of(place)).collect()),
            None => (name == "default").then(Vec::new),
        }
    }

    /// Which stack commands without a name use. Errors: there is none of that name.
    pub fn set_default_stack(&mut self, name: &str) -> Outcome {
        let folded = if name.is_empty() { "default".to_string() } else { name.to_lowercase() };
        if folded != "default" && !self.drives.stacks.contains_key(&folded) {
            return Err(stack_not_found(name));
        }
        self.drives.default_stack = folded;
        Ok(())
    }
}

pub fn stack_not_found(name: &str) -> Box<Fault> {
    let message = format!("Cannot find location stack '{name}'. It does not exist or it is not a container.");
    let mut exception = Exception::new("System.Management.Automation.PSArgumentException", message);
    exception.message.push_str(" (Parameter 'stackName')");
    Fault::error(exception, "Argument", Category::InvalidArgument, Value::text(name))
}
