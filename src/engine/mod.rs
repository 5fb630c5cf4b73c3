//! Code → values: evaluator, types, binder, pipeline, scopes, streams, errors, providers.
//!
//! Knows no cmdlet and no terminal: commands come as [`command::CommandInfo`] tables, the window
//! as [`host::Host`].

pub mod background;
pub mod bind;
pub mod calculated;
pub mod class;
pub mod clixml;
pub mod command;
pub mod completion;
pub mod context;
pub mod convert;
pub mod culture;
pub mod debug_events;
pub mod debugger;
mod default_functions;
pub mod editing;
pub mod encoding;
pub mod error;
pub mod evaluate;
pub mod events;
pub mod examples;
pub mod format_data;
pub mod function;
mod function_info;
pub mod history;
mod home;
pub mod host;
pub mod invoke;
pub mod listen;
pub mod lookup;
mod macros;
pub mod member;
pub mod module;
pub mod object;
pub mod operators;
pub mod output;
pub mod parameter;
pub mod pipeline;
pub mod portable;
pub mod position;
pub mod profile;
pub mod prompt;
pub mod provider;
pub mod raised;
mod redirection;
mod report;
mod requires;
pub mod scope;
pub mod script_block;
mod scripts;
pub mod syntax;
pub mod text;
pub mod trace;
pub mod types;
mod utf7;
pub mod value;
mod variables;

pub use error::{Fault, Outcome};
pub use redirection::StreamTarget;
pub use value::Value;
pub use variables::COMPATIBLE_VERSION;

use command::CommandInfo;
use error::{ErrorRecord, Position};
use scope::{Scope, ScopeKind};
use script_block::Lowerings;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Calls of script blocks within each other; PowerShell ends a script near this depth.
const CALL_DEPTH: usize = 1000;
/// How deeply code may nest without calls (`Invoke-Expression`, properties of script).
const MOST_NESTING: usize = 10_000;

/// One runspace: everything that runs scripts on one thread.
pub struct Engine {
    /// Window, keyboard and formatter.
    pub host: Box<dyn host::Host>,
    pub global: Rc<Scope>,
    pub scope: Rc<Scope>,
    /// Tables of native commands.
    commands: &'static [&'static [CommandInfo]],
    /// Native commands by their names and aliases in lower case.
    natives: lookup::Natives,
    /// Lowered code by the address of its tree, which the entry keeps alive.
    lowered: HashMap<usize, Rc<Lowerings>>,
    pub calls: Vec<Call>,
    /// How many runs of code are inside of each other, calls or not.
    nesting: usize,
    /// Where the method that is about to run is called.
    pub(crate) call_site: Option<Position>,
    /// Where the command is that reports something.
    reported_from: Option<Position>,
    /// `$?`
    pub succeeded: bool,
    /// `$?` at the end of the script block that ran last.
    inner_succeeded: bool,
    /// `$Error`, newest first.
    pub errors: Value,
    /// How many `try` blocks with a `catch` surround what runs.
    tries: usize,
    /// The errors that the surrounding `catch` blocks handle.
    caught: Vec<ErrorRecord>,
    streams: Vec<redirection::StreamTargets>,
    /// Lists that running commands fill.
    listeners: Vec<Rc<listen::StreamLists>>,
    /// How many of them, from the outside, what runs now does not fill.
    muted_listeners: usize,
    /// What was noticed of arguments while they were bound: their command says it as warnings when it begins.
    pub(crate) notices: Vec<&'static str>,
    /// What `$PSCmdlet.WriteObject` sent and the running instruction has not handed on yet.
    written: Vec<Value>,
    next_pipeline: u64,
    /// Where the file system stands; the current drive may be another one.
    pub location: PathBuf,
    /// Providers, the current drive, stacks of locations.
    pub drives: provider::DriveState,
    /// Environment of this session and of the programs it starts (the process's own stays as it is).
    pub environment: indexmap::IndexMap<String, String>,
    pub modules: Vec<Rc<module::Module>>,
    /// Files of the modules that load now, outermost first.
    pub(crate) loading: Vec<String>,
    /// File of the script whose `using` lines are read now.
    pub(crate) preparing: Option<String>,
    extensions: HashMap<TypeId, Box<dyn Any>>,
    /// Whether fused instructions do anything; without them (`FEDSH_GENERAL_CODE`, for tests) general
    /// code does all the work.
    pub fused: bool,
    /// Changes whenever scripts define types or name namespaces.
    pub(crate) types_version: u32,
    stop: Arc<AtomicBool>,
    /// The debugger has to be asked before each instruction.
    pub(crate) debugging: bool,
    /// A debugger of another session, for a script on a thread of its own.
    pub(crate) debug_link: Option<Arc<background::DebugLink>>,
    /// Somebody listens to a trace source.
    pub(crate) tracing: bool,
    /// What waits for something: one runtime for all commands, made when first needed.
    runtime: Option<tokio::runtime::Runtime>,
    /// The formatter of the running script's output, with its open table.
    formatter: Option<Box<dyn host::Formatter>>,
}

/// One running command, method or script block, for `$MyInvocation`, `$args` and the call stack.
pub struct Call {
    /// Tells one call from another as long as the session runs.
    pub id: u64,
    /// What it has in common with other calls from its place; read through [`std::ops::Deref`].
    pub facts: Rc<CallFacts>,
    pub bound: Vec<(Rc<str>, Value)>,
    /// `$PSBoundParameters`, once it was read.
    pub bound_table: Option<Value>,
    pub unbound: Vec<Value>,
    /// Its common parameters; `None` for a call that takes none.
    pub common: Option<Box<command::Common>>,
    pub set: Option<Rc<str>>,
    pub scope: Option<Rc<Scope>>,
    pub confirm_all: Option<bool>,
    /// `$input`
    pub input: Option<Value>,
    /// Reported an error as a command does: `$?` is false after it.
    pub failed: bool,
}

/// What holds for a call from its start to its end, and for each call from the same place.
#[derive(Default)]
pub struct CallFacts {
    pub name: Rc<str>,
    /// `InvocationName`: as typed, `&` or `.`.
    pub invocation: Rc<str>,
    /// Full path of the script it is, or is defined in.
    pub file: Option<Rc<str>>,
    /// Where it was called.
    pub position: Option<Position>,
    pub is_script: bool,
    pub block: Option<Rc<script_block::ScriptBlockValue>>,
    pub function: Option<Rc<function::FunctionInfo>>,
    pub expects_input: bool,
    pub pipeline_position: usize,
    pub pipeline_length: usize,
    /// What runs is a script block without a name.
    pub is_block: bool,
    /// What runs is a method of a class.
    pub is_method: bool,
    pub is_filter: bool,
}

impl std::ops::Deref for Call {
    type Target = CallFacts;

    fn deref(&self) -> &CallFacts {
        &self.facts
    }
}

impl Call {
    /// A call that nothing is bound to yet.
    pub(crate) fn new(id: u64, facts: Rc<CallFacts>, scope: Rc<Scope>) -> Call {
        Call {
            id,
            facts,
            bound: Vec::new(),
            bound_table: None,
            unbound: Vec::new(),
            common: None,
            set: None,
            scope: Some(scope),
            confirm_all: None,
            input: None,
            failed: false,
        }
    }

    /// Adds a bound parameter, also to the `$PSBoundParameters` that a script holds.
    pub(crate) fn bind(&mut self, name: Rc<str>, value: Value) {
        if let Some(Value::Object(table)) = &self.bound_table
            && let object::ObjectKind::Hashtable(table) = &table.kind
        {
            table.borrow_mut().set(Value::text(name.as_ref()), value.clone());
        }
        match self.bound.iter_mut().find(|(known, _)| *known == name) {
            Some(entry) => entry.1 = value,
            None => self.bound.push((name, value)),
        }
    }
}

impl Engine {
    /// A fresh runspace. `commands` are the tables of native commands.
    pub fn new(host: Box<dyn host::Host>, commands: &'static [&'static [CommandInfo]]) -> Engine {
        types::type_data::reset();
        Engine::nested(host, commands)
    }

    /// A runspace inside of another one on the same thread: they share what types were taught.
    pub(crate) fn nested(host: Box<dyn host::Host>, commands: &'static [&'static [CommandInfo]]) -> Engine {
        let global = Rc::new(Scope::new(ScopeKind::Global, None, None));
        let temporary = std::env::temp_dir().display().to_string();
        let drives = provider::DriveState::new(&global, &temporary);
        let mut engine = Engine {
            host,
            scope: global.clone(),
            global,
            commands,
            natives: lookup::index(commands),
            lowered: HashMap::new(),
            calls: Vec::new(),
            call_site: None,
            reported_from: None,
            succeeded: true,
            inner_succeeded: true,
            errors: types::error_list::empty(),
            tries: 0,
            caught: Vec::new(),
            streams: Vec::new(),
            listeners: Vec::new(),
            muted_listeners: 0,
            notices: Vec::new(),
            written: Vec::new(),
            nesting: 0,
            next_pipeline: 1,
            drives,
            location: std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/")),
            environment: std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .collect(),
            modules: Vec::new(),
            loading: Vec::new(),
            preparing: None,
            extensions: HashMap::new(),
            fused: std::env::var_os("FEDSH_GENERAL_CODE").is_none(),
            types_version: 0,
            stop: Arc::new(AtomicBool::new(false)),
            debugging: false,
            debug_link: None,
            tracing: false,
            runtime: None,
            formatter: None,
        };
        engine.define_variables();
        engine.define_functions();
        engine.define_module_path();
        engine
    }

    /// Set by Ctrl+C; the evaluator reads it at every loop and call.
    pub fn stop_flag(&self) -> Arc<AtomicBool> {
        self.stop.clone()
    }

    /// Stops when another thread says so.
    pub(crate) fn follow_stop(&mut self, stop: Arc<AtomicBool>) {
        self.stop = stop;
    }

    /// Goes on after a stop, to tidy up.
    pub(crate) fn clear_stop(&mut self) {
        self.stop = Arc::new(AtomicBool::new(false));
    }

    /// The tables of native commands, for an engine on another thread.
    pub(crate) fn command_tables(&self) -> &'static [&'static [CommandInfo]] {
        self.commands
    }

    /// Errors: [`Fault::Interrupted`] after Ctrl+C.
    pub fn check_stop(&self) -> Outcome {
        if self.stop.load(Ordering::Relaxed) { Err(Box::new(Fault::Interrupted)) } else { Ok(()) }
    }

    /// State that a family of commands keeps in the session (the open store, a random generator).
    pub fn extension<T: Any + Default>(&mut self) -> &mut T {
        let entry = self.extensions.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(T::default()));
        if !entry.is::<T>() {
            *entry = Box::new(T::default());
        }
        match entry.downcast_mut::<T>() {
            Some(found) => found,
            None => unreachable!("the entry was made for this type"),
        }
    }

    /// Runs a future to its end on the session's runtime, ended early by Ctrl+C.
    pub fn wait<T>(&mut self, future: impl Future<Output = T>) -> Outcome<T> {
        if self.runtime.is_none() {
            let made = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            self.runtime = Some(made.map_err(|error| Fault::runtime("Runtime", error.to_string()))?);
        }
        let Some(runtime) = &self.runtime else { return Err(Box::new(Fault::Interrupted)) };
        let stop = self.stop.clone();
        runtime.block_on(async move {
            let interrupted = async {
                while !stop.load(Ordering::Relaxed) {
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
            };
            tokio::select! {
                value = future => Ok(value),
                () = interrupted => Err(Box::new(Fault::Interrupted)),
            }
        })
    }

    /// The lowered forms of a tree, made once.
    pub(crate) fn lowerings(&mut self, tree: &Rc<crate::language::ast::ScriptBlock>) -> Rc<Lowerings> {
        let key = Rc::as_ptr(tree) as usize;
        self.lowered.entry(key).or_insert_with(|| Lowerings::new(tree.clone())).clone()
    }
}
