//! Finding things by name: automatic variables, functions, aliases, native commands, programs.

use super::command::CommandInfo;
use super::error::{Category, Exception};
use super::function::{Alias, Function};
use super::object::{Hashtable, hashtable_value};
use super::scope::{Options, fold};
use super::script_block::ScriptBlockValue;
use super::trace::{Kind, Topic};
use super::value::Value;
use super::{Engine, Fault, Outcome};
use crate::language::Source;
use std::cell::Cell;
use std::collections::HashMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What a command name stands for.
#[derive(Clone)]
pub enum Command {
    Function(Rc<Function>),
    Native(&'static CommandInfo),
    Script(PathBuf),
    Program(PathBuf),
}

/// The only file of a folder that a name with wildcards means; no file of exactly that name is there.
/// Source: `CommandSearcher.ResolvePSPath`.
fn only_match(path: &Path) -> Option<PathBuf> {
    let pattern = path.file_name()?.to_str().filter(|name| super::operators::has_wildcard(name))?;
    let entries = std::fs::read_dir(path.parent()?).ok()?;
    let fits = |entry: &std::fs::DirEntry| {
        entry.file_name().to_str().is_some_and(|name| super::operators::like(name, pattern, true))
    };
    let mut found = entries.flatten().filter(fits).map(|entry| entry.path()).filter(|path| path.is_file());
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// Hops from alias to alias before it counts as a circle.
const ALIAS_HOPS: usize = 16;

/// Aliases of PowerShell's that stand for no command of its own.
const OF_PROGRAMS: [(&str, &str); 1] = [("md", "mkdir")];

/// Options of the aliases that PowerShell comes with.
fn built_in_options(name: &str) -> Options {
    let all_scope = [
        "%", "?", "foreach", "where", "select", "cd", "copy", "del", "dir", "echo", "md", "move", "popd",
        "pushd",
    ];
    let changeable = [
        "cd", "copy", "del", "dir", "echo", "move", "popd", "pushd", "cat", "clear", "cls", "chdir", "erase",
        "h", "history", "kill", "man", "md", "mount", "mv", "ps", "pwd", "r", "rd", "ren", "rm", "rmdir",
        "set", "type", "etsn", "exsn", "fhx", "gcb", "gjb", "gsn", "gtz", "icm", "nsn", "rcjb", "rjb", "rsn",
        "sajb", "scb", "sls", "spjb", "wjb",
    ];
    Options {
        read_only: !changeable.contains(&name),
        all_scope: all_scope.contains(&name),
        ..Options::default()
    }
}

/// Native commands by name and by alias, in lower case.
pub(super) type Natives = HashMap<Box<str>, &'static CommandInfo, foldhash::fast::RandomState>;

/// Every runspace makes one when it starts, so it is made of as little as can be.
pub(super) fn index(tables: &'static [&'static [CommandInfo]]) -> Natives {
    let all = || tables.iter().flat_map(|table| table.iter());
    let count = all().map(|info| 1 + info.aliases.len()).sum();
    let mut index = Natives::with_capacity_and_hasher(count, foldhash::fast::RandomState::default());
    for info in all() {
        for name in std::iter::once(&info.name).chain(info.aliases) {
            index.insert(name.to_ascii_lowercase().into(), info);
        }
    }
    index
}

impl Engine {
    /// Variables that are made when they are read.
    pub(super) fn automatic(&mut self, folded: &str) -> Option<Value> {
        Some(match folded {
            "?" => Value::Bool(self.succeeded),
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            "error" => self.errors.clone(),
            "pwd" => super::types::path_info::location(self),
            "args" => Value::array(self.calls.last()?.unbound.clone()),
            "input" => self.input_enumerator()?,
            "psboundparameters" => self.bound_parameters(),
            "myinvocation" => super::types::invocation_info::current(self),
            "pscmdlet" => super::types::script_cmdlet::current(self)?,
            "psscriptroot" => Value::text(self.script_folder()),
            "pscommandpath" => Value::text(self.script_file().unwrap_or_default()),
            "psitem" => self.find_variable("_")?,
            "host" => super::types::host_object::value(),
            "executioncontext" => super::types::execution_context::value(),
            "psculture" => Value::text(super::culture::current().name.as_str()),
            "psuiculture" => Value::text(super::culture::language().name.as_str()),
            "stacktrace" => Value::Null,
            "nestedpromptlevel" => {
                let level = self.extension::<super::host::NestedPrompts>().0;
                Value::Int(i32::try_from(level).unwrap_or(i32::MAX))
            }
            "ofs" => return None,
            _ => return None,
        })
    }

    /// `$PSBoundParameters` of the innermost call: one table, which the script may change.
    fn bound_parameters(&mut self) -> Value {
        let Some(call) = self.calls.last_mut() else { return hashtable_value(Hashtable::new(false)) };
        if let Some(table) = &call.bound_table {
            return table.clone();
        }
        let mut table = Hashtable::new(false);
        table.of = Some(super::types::named("System.Management.Automation.PSBoundParametersDictionary"));
        for (name, value) in &call.bound {
            table.set(Value::text(name.as_ref()), value.clone());
        }
        call.bound_table.insert(hashtable_value(table)).clone()
    }

    /// `$input` of the innermost call.
    fn input_enumerator(&mut self) -> Option<Value> {
        let call = self.calls.last_mut()?;
        let empty = || super::types::enumerator::input(Vec::new());
        Some(call.input.get_or_insert_with(empty).clone())
    }

    /// The file that runs now: of the innermost call; none for text that is in no file.
    pub fn script_file(&self) -> Option<String> {
        self.calls.last().and_then(|call| call.file.as_deref().map(str::to_string))
    }

    fn script_folder(&self) -> String {
        let file = self.script_file().unwrap_or_default();
        Path::new(&file).parent().map(|folder| folder.display().to_string()).unwrap_or_default()
    }

    /// Finds a command as PowerShell does: alias, function, native command, then a file.
    pub fn find_command(&mut self, name: &str) -> Outcome<Command> {
        self.trace(Topic::CommandDiscovery, Kind::Line, || format!("Looking up command: {name}"));
        let mut name = name.to_string();
        for _ in 0..ALIAS_HOPS {
            match self.find_alias(&fold(&name)) {
                Some(alias) => name = alias.definition.to_string(),
                None => break,
            }
        }
        // The `PSPath` of a script.
        if name.contains("::")
            && let Ok(file) = self.resolve_file(&name)
        {
            return self.find_file(&file.display().to_string()).ok_or_else(|| not_found(&name));
        }
        if let Some((module, bare)) = name.split_once('\\').filter(|(module, _)| !module.contains('/')) {
            // `cd\` is a function.
            if bare.is_empty()
                && let Some(function) = self.find_function(&fold(&name))
            {
                return Ok(Command::Function(function));
            }
            // Scripts that were written on Windows say `.\other.ps1` and `tools\other.ps1`.
            if is_place(module) {
                return self.find_file(&name).ok_or_else(|| not_found(&name));
            }
            return self.find_qualified(module, bare).or_else(|fault| self.find_file(&name).ok_or(fault));
        }
        if let Some(found) = self.find_here(&name) {
            return Ok(found);
        }
        if !name.contains(['/', '.']) && self.autoload(&name)? {
            if let Some(function) = self.find_function(&fold(&name)) {
                return Ok(Command::Function(function));
            }
            if let Some(alias) = self.find_alias(&fold(&name)) {
                return self.find_command(&alias.definition);
            }
        }
        // PowerShell's last resort: `Location` is `Get-Location`.
        if !name.contains(['/', '-', '.']) && !name.is_empty() {
            let getter = format!("Get-{name}");
            if let Some(found @ (Command::Function(_) | Command::Native(_))) = self.find_here(&getter) {
                return Ok(found);
            }
        }
        Err(not_found(&name))
    }

    /// A function, native command or file of a name that is no alias.
    fn find_here(&mut self, name: &str) -> Option<Command> {
        if let Some(function) = self.find_function(&fold(name)) {
            return Some(Command::Function(function));
        }
        match self.find_native(name) {
            Some(info) => Some(Command::Native(info)),
            None => self.find_file(name),
        }
    }

    /// `Module\Command`
    fn find_qualified(&mut self, module: &str, name: &str) -> Outcome<Command> {
        for _ in 0..2 {
            let loaded = self.modules.iter().find(|known| known.name.eq_ignore_ascii_case(module)).cloned();
            let found = loaded.as_ref().and_then(|loaded| {
                let functions = loaded.functions.borrow();
                functions.iter().find(|function| function.name.eq_ignore_ascii_case(name)).cloned()
            });
            if let Some(function) = found {
                return Ok(Command::Function(function));
            }
            if let Some(info) = self.find_native(name).filter(|info| info.module.eq_ignore_ascii_case(module))
            {
                return Ok(Command::Native(info));
            }
            let is_core = module.eq_ignore_ascii_case("Microsoft.PowerShell.Core");
            let is_known = loaded.is_some()
                || self.native_commands().any(|info| info.module.eq_ignore_ascii_case(module));
            if is_known && !is_core {
                return Err(not_found(&format!("{module}\\{name}")));
            }
            let options = super::module::ImportOptions::default();
            if loaded.is_some() || self.import_named(module, &Default::default(), &options).is_err() {
                break;
            }
        }
        let shown = format!("{module}\\{name}");
        let message = format!(
            "The module '{module}' could not be loaded. For more information, run 'Import-Module {module}'."
        );
        let mut exception = Exception::new("System.Management.Automation.CommandNotFoundException", message);
        exception.data.push(("CommandName".into(), Value::text(shown.as_str())));
        Err(Fault::error(exception, "CouldNotAutoLoadModule", Category::ObjectNotFound, Value::text(shown)))
    }

    /// A function that the current scope sees.
    pub fn find_function(&self, folded: &str) -> Option<Rc<Function>> {
        self.scope.chain().find_map(|scope| {
            scope
                .functions
                .get(folded)
                .filter(|function| !function.options.get().private || Rc::ptr_eq(&scope, &self.scope))
        })
    }

    pub fn find_alias(&self, folded: &str) -> Option<Rc<Alias>> {
        self.scope.chain().find_map(|scope| scope.aliases.get(folded)).or_else(|| self.built_in_alias(folded))
    }

    /// Aliases that native commands declare, `%` and `?`, and those of programs.
    fn built_in_alias(&self, folded: &str) -> Option<Rc<Alias>> {
        let definition = match OF_PROGRAMS.iter().find(|(name, _)| *name == folded) {
            Some((_, program)) => program,
            None => self.natives.get(folded).filter(|info| !info.name.eq_ignore_ascii_case(folded))?.name,
        };
        Some(Rc::new(Alias {
            name: folded.into(),
            definition: definition.into(),
            options: Cell::new(built_in_options(folded)),
            description: String::new(),
            module: None,
        }))
    }

    /// All aliases that the current scope sees: its own and those of native commands.
    pub fn aliases(&self) -> Vec<Rc<Alias>> {
        let mut found: Vec<Rc<Alias>> = Vec::new();
        for scope in self.scope.chain() {
            for alias in scope.aliases.borrow().values() {
                if !found.iter().any(|known| known.name.eq_ignore_ascii_case(&alias.name)) {
                    found.push(alias.clone());
                }
            }
        }
        let of_programs = OF_PROGRAMS.iter().map(|(name, _)| *name);
        let of_commands = self.native_commands().flat_map(|info| info.aliases.iter().copied());
        let names: Vec<&str> = of_commands.chain(of_programs).collect();
        for name in names {
            if !found.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
                found.extend(self.built_in_alias(&fold(name)));
            }
        }
        found.sort_by(|one, other| super::operators::text_order(&one.name, &other.name, true));
        found
    }

    /// The folders of `$env:PATH`; `~` in front of one is the home of the user.
    fn search_path(&self) -> Vec<String> {
        let folders = self.environment.get("PATH").map(String::as_str).unwrap_or_default();
        let home = self.home().unwrap_or_default();
        let full = |folder: &str| match folder.strip_prefix('~') {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{home}{rest}"),
            _ => folder.to_string(),
        };
        folders.split(':').filter(|folder| !folder.is_empty()).map(full).collect()
    }

    /// Programs on the path whose names match a pattern.
    pub fn programs(&self, pattern: &str) -> Vec<PathBuf> {
        self.on_path(|name, path| {
            super::operators::like(name, pattern, true) && is_program(path) && !is_script(path)
        })
    }

    /// Scripts on the path whose names match a pattern, with or without `.ps1`.
    pub fn path_scripts(&self, pattern: &str) -> Vec<PathBuf> {
        let fits = |name: &str| super::operators::like(name, pattern, true);
        self.on_path(|name, path| {
            let stem = name.get(..name.len().saturating_sub(4)).unwrap_or(name);
            is_script(path) && (fits(name) || fits(stem))
        })
    }

    /// The files in the folders of the path that a test takes.
    fn on_path(&self, test: impl Fn(&str, &Path) -> bool) -> Vec<PathBuf> {
        let folders = self.search_path();
        let mut found: Vec<PathBuf> = Vec::new();
        for folder in folders {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = entry.path();
                if test(&name, &path) && !found.contains(&path) {
                    found.push(path);
                }
            }
        }
        found
    }

    /// All native commands.
    pub fn native_commands(&self) -> impl Iterator<Item = &'static CommandInfo> + use<> {
        self.commands.iter().flat_map(|table| table.iter())
    }

    /// A native command by name.
    pub fn find_native(&self, name: &str) -> Option<&'static CommandInfo> {
        let found = self.natives.get(name.to_ascii_lowercase().as_str()).copied();
        found.filter(|info| info.name.eq_ignore_ascii_case(name))
    }

    fn find_file(&mut self, name: &str) -> Option<Command> {
        if name.is_empty() {
            return None;
        }
        let script = |path: PathBuf| match path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ps1"))
        {
            true => Command::Script(path),
            false => Command::Program(path),
        };
        if name.contains(['/', '\\']) {
            let name = name.replace('\\', "/");
            let path = self.resolve_path(&name);
            if path.is_file() {
                return Some(script(path));
            }
            let with_end = self.resolve_path(&format!("{name}.ps1"));
            if with_end.is_file() {
                return Some(Command::Script(with_end));
            }
            return only_match(&path).map(script);
        }
        // A name without an end is a script's first.
        let with_end = format!("{name}.ps1");
        let names = match Path::new(name).extension() {
            Some(_) => [name, &with_end],
            None => [&with_end, name],
        };
        self.search_path()
            .iter()
            .flat_map(|folder| names.iter().map(|name| Path::new(folder).join(name)))
            .find(|path| is_script(path) || is_program(path))
            .map(script)
    }

    /// Defines a function in the current scope, or in the one its name says.
    pub fn add_function(&mut self, name: &str, block: Rc<ScriptBlockValue>, filter: bool) {
        let private =
            name.split_once(':').is_some_and(|(qualifier, _)| qualifier.eq_ignore_ascii_case("private"));
        let (scope, name) = match name.split_once(':') {
            Some((qualifier, rest)) if qualifier.eq_ignore_ascii_case("global") => {
                (self.global.clone(), rest)
            }
            Some((qualifier, rest)) if qualifier.eq_ignore_ascii_case("script") => {
                (self.scope.script(), rest)
            }
            Some((qualifier, rest))
                if matches!(qualifier.to_ascii_lowercase().as_str(), "local" | "private" | "function") =>
            {
                (self.scope.clone(), rest)
            }
            _ => (self.scope.clone(), name),
        };
        let function = Function {
            name: name.into(),
            block,
            filter,
            module: self.scope.module.clone(),
            options: Cell::new(Options { private, ..Options::default() }),
        };
        scope.functions.borrow_mut().insert(fold(name), Rc::new(function));
    }

    pub(super) fn function_block(&self, folded: &str) -> Value {
        self.find_function(folded).map_or(Value::Null, |function| Value::Block(function.block.clone()))
    }

    /// As [`Engine::compile_block`], for text that is entered piece by piece. Errors: a text that may go on
    /// is an `IncompleteParseException`.
    pub(crate) fn compile_script(&mut self, text: &str) -> Outcome<Rc<ScriptBlockValue>> {
        self.compile_block(text).map_err(|mut fault| {
            if let Fault::Error { record, .. } = fault.as_mut()
                && self.parse(Source::inline(text)).errors.first().is_some_and(|first| first.incomplete)
            {
                record.exception.class = "System.Management.Automation.IncompleteParseException".into();
            }
            fault
        })
    }

    /// As [`Engine::compile_block`], for text of a script: the block belongs to whoever calls it.
    pub fn unbound_block(&mut self, text: &str) -> Outcome<Rc<ScriptBlockValue>> {
        let made = self.compile_block(text)?;
        made.unbound.set(true);
        Ok(made)
    }

    /// Parses and wraps text as a script block. Errors: PowerShell's `ParseException`.
    pub fn compile_block(&mut self, text: &str) -> Outcome<Rc<ScriptBlockValue>> {
        let parsed = self.parse(Source::inline(text));
        match (&parsed.script, parsed.errors.is_empty()) {
            (Some(tree), true) => {
                let lowerings = self.lowerings(tree);
                Ok(Rc::new(ScriptBlockValue::new(lowerings, self.scope.module.clone())))
            }
            _ => Err(super::scripts::parse_fault(&parsed)),
        }
    }
}

/// Whether what stands in front of a backslash is a folder or a drive, never a module.
fn is_place(start: &str) -> bool {
    matches!(start, "" | "." | ".." | "~") || start.contains(':')
}

/// A script needs no permission to run.
fn is_script(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ps1")) && path.is_file()
}

fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

/// Removes `.` and `..` without asking the file system.
pub fn normalize(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

fn not_found(name: &str) -> Box<Fault> {
    let message = format!(
        "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again."
    );
    let mut exception = Exception::new("System.Management.Automation.CommandNotFoundException", message);
    exception.data.push(("CommandName".into(), Value::text(name)));
    Fault::error(exception, "CommandNotFoundException", Category::ObjectNotFound, Value::text(name))
}

/// The capital letters of a command's name and what joins them, in lower case: `i-psdf` of
/// `Import-PowerShellDataFile`.
pub fn abbreviated(name: &str) -> String {
    let kept = name.chars().filter(|character| character.is_uppercase() || *character == '-');
    kept.flat_map(char::to_lowercase).collect()
}
