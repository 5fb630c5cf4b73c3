//! What a native command is: its declaration, its life, and what it may ask of the engine.
//!
//! A command is declared once, with the `cmdlet!` macro: binding, syntax, help, completion and
//! `Get-Command` all come from that table.

use super::Engine;
use super::error::{Fault, Outcome};
use super::value::Value;

/// The declaration of a native command.
pub struct CommandInfo {
    /// `Verb-Noun`
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    /// Module that `Get-Command` names: `Microsoft.PowerShell.Utility`, `fedsh.Cs` …
    pub module: &'static str,
    /// Doc text: first paragraph is the synopsis; a fenced block under `# Examples` is run as a test.
    pub help: &'static str,
    /// Makes examples of what the help text shows nothing of, where a table of parameters says enough for that.
    pub made_examples: Option<fn() -> Vec<String>>,
    pub parameters: &'static [ParameterInfo],
    pub default_set: &'static str,
    /// Supports `-WhatIf` and `-Confirm`, with this impact.
    pub should_process: Option<Impact>,
    pub output_types: &'static [&'static str],
    /// .NET class name that ends error ids, for example `Microsoft.PowerShell.Commands.GetItemCommand`.
    pub class: &'static str,
    /// A fresh instance for one use in a pipeline.
    pub create: fn() -> Box<dyn Cmdlet>,
}

impl CommandInfo {
    /// A command without aliases, sets and confirmation, for struct update.
    pub const fn of(
        name: &'static str,
        help: &'static str,
        parameters: &'static [ParameterInfo],
        create: fn() -> Box<dyn Cmdlet>,
    ) -> CommandInfo {
        CommandInfo {
            name,
            aliases: &[],
            module: "Microsoft.PowerShell.Utility",
            help,
            made_examples: None,
            parameters,
            default_set: "",
            should_process: None,
            output_types: &[],
            class: name,
            create,
        }
    }

    /// Lines of the fenced blocks of the help text.
    pub fn example_lines(&self) -> Vec<&'static str> {
        let mut inside = false;
        let mut lines = Vec::new();
        for line in self.help.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
            if line.starts_with("```") {
                inside = !inside;
            } else if inside {
                lines.push(line);
            }
        }
        lines
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    None,
    Low,
    Medium,
    High,
}

/// One parameter of a native command.
#[derive(Clone, Copy)]
pub struct ParameterInfo {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    pub help: &'static str,
    /// Type as help shows it: `string[]`, `int`, `switch`.
    pub type_name: &'static str,
    pub is_switch: bool,
    /// In every set (when `sets` is empty).
    pub position: Option<u16>,
    pub mandatory: bool,
    pub pipe: Pipe,
    pub remaining: bool,
    /// Memberships where sets differ; empty: in all sets alike.
    pub sets: &'static [Membership],
    /// `ValidateSet`
    pub values: &'static [&'static str],
    /// Names that completion offers and that conversion itself checks, as those of an enumeration.
    pub suggestions: &'static [&'static str],
    pub validate: &'static [Validation],
    /// Takes wildcards, as help says.
    pub wildcards: bool,
    pub hidden: bool,
    /// The provider whose paths bring it: syntax shows that of `FileSystem`, behind `-WhatIf` and `-Confirm`, and no
    /// other (`Variable`; `COM`, which Linux has not).
    pub provider: Option<&'static str>,
}

impl ParameterInfo {
    /// A plain optional parameter of all sets, for struct update.
    pub const fn of<T: FromValue>(name: &'static str, help: &'static str) -> ParameterInfo {
        ParameterInfo {
            name,
            aliases: &[],
            help,
            type_name: T::TYPE_NAME,
            is_switch: T::IS_SWITCH,
            position: None,
            mandatory: false,
            pipe: Pipe::No,
            remaining: false,
            sets: &[],
            values: T::VALUES,
            suggestions: &[],
            validate: &[],
            wildcards: false,
            hidden: false,
            provider: None,
        }
    }
}

/// Parameters that several commands share, declared by [`parameter_group!`](crate::parameter_group).
pub trait ParameterGroup {
    /// Their rows, in the order that `set` and `unset` count.
    const PARAMETERS: &'static [ParameterInfo];

    /// As it is before binding.
    fn unbound() -> Self;

    /// Takes an argument. Errors: it cannot be converted.
    fn set(&mut self, engine: &mut Engine, parameter: usize, value: Value) -> Outcome;

    /// Forgets an argument.
    fn unset(&mut self, parameter: usize);
}

/// How many rows the lists of a command's parameters have.
pub const fn count(lists: &[&[ParameterInfo]]) -> usize {
    let (mut total, mut at) = (0, 0);
    while at < lists.len() {
        total += lists[at].len();
        at += 1;
    }
    total
}

/// The lists of a command's parameters as one; `N` is their [`count`].
pub const fn joined<const N: usize>(lists: &[&[ParameterInfo]]) -> [ParameterInfo; N] {
    let mut all = [ParameterInfo::of::<Value>("", ""); N];
    let (mut list, mut filled) = (0, 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            all[filled] = lists[list][at];
            filled += 1;
            at += 1;
        }
        list += 1;
    }
    all
}

/// A parameter's place in one parameter set.
pub struct Membership {
    pub set: &'static str,
    pub position: Option<u16>,
    pub mandatory: bool,
    pub pipe: Pipe,
}

/// Whether pipeline objects bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipe {
    No,
    ByValue,
    ByName,
    Both,
}

/// Checks after conversion, in order.
pub enum Validation {
    NotNull,
    NotNullOrEmpty,
    Range(f64, f64),
    Count(usize, usize),
    Length(usize, usize),
    Pattern(&'static str),
    /// Words that another parameter at the same position is meant for.
    NoneOf(&'static [&'static str]),
    AllowNull,
    AllowEmptyString,
    AllowEmptyCollection,
    /// PowerShell has the parameter and this command not yet: giving it is an error that says so.
    NotYet,
}

/// The work of one command in one pipeline. `set` is written by the `cmdlet!` macro.
pub trait CmdletBinding {
    fn info(&self) -> &'static CommandInfo;
    /// Stores an argument, converting it to the field's type. `parameter` indexes `info().parameters`.
    fn set(&mut self, engine: &mut Engine, parameter: usize, value: Value) -> Result<(), Box<Fault>>;
    /// Takes an argument back: the field gets its default (pipeline arguments between objects).
    fn unset(&mut self, parameter: usize);
}

/// What a command does. All methods have empty defaults.
pub trait Cmdlet: CmdletBinding {
    fn begin(&mut self, _context: &mut Context<'_>) -> Outcome {
        Ok(())
    }

    /// Once for each pipeline object, or once when there is no pipeline input.
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Ok(())
    }

    fn end(&mut self, _context: &mut Context<'_>) -> Outcome {
        Ok(())
    }

    /// Always runs, also after errors and Ctrl+C.
    fn clean(&mut self, _engine: &mut Engine) {}

    /// `true` when `process` must be called even without pipeline input being bound — the default.
    fn dynamic_parameters(&self) -> &'static [ParameterInfo] {
        &[]
    }
}

/// Where objects go next.
pub trait Sink {
    /// Takes an object; `Err(StopPipeline)` travels up when a later stage wants no more.
    fn push(&mut self, engine: &mut Engine, value: Value) -> Outcome;

    /// Whether what comes here is shown as it is: a program may then write to the terminal itself.
    fn is_host(&self) -> bool {
        false
    }

    /// Whether what comes next is a program: bytes of another one go to it as they are.
    fn takes_bytes(&self) -> bool {
        false
    }

    /// The file that a program's output goes to as it is, ready to be written to.
    fn output_file(&self) -> Option<std::fs::File> {
        None
    }
}

/// Facts of one running command, shared by its calls.
pub struct Invocation {
    pub info: &'static CommandInfo,
    /// Name as typed.
    pub name: std::rc::Rc<str>,
    /// Indexes into `info.parameters` of what was given by name, position or pipeline.
    pub bound: Vec<bool>,
    pub set: &'static str,
    /// Explicit common parameters.
    pub common: Common,
    pub position: Option<super::error::Position>,
    /// Answers *Yes to All* and *No to All*.
    pub confirm_all: Option<bool>,
    /// Whether pipeline input is expected (not the first stage).
    pub expects_input: bool,
    pub pipeline_position: usize,
    /// Nothing follows in its pipeline.
    pub is_last: bool,
    /// What [`Fault::StopPipeline`] carries when this command wants no more.
    pub stop_id: u64,
    /// Reported an error: `$?` is false after the pipeline.
    pub failed: bool,
}

/// Values of the common parameters; `None` when not given.
#[derive(Clone, Debug, Default)]
pub struct Common {
    pub verbose: Option<bool>,
    pub debug: Option<bool>,
    pub what_if: Option<bool>,
    pub confirm: Option<bool>,
    pub error_action: Option<ActionPreference>,
    pub warning_action: Option<ActionPreference>,
    pub information_action: Option<ActionPreference>,
    pub progress_action: Option<ActionPreference>,
    pub error_variable: Option<String>,
    pub warning_variable: Option<String>,
    pub information_variable: Option<String>,
    pub out_variable: Option<String>,
    pub out_buffer: Option<i32>,
    pub pipeline_variable: Option<String>,
    /// `SupportsPaging`
    pub include_total_count: bool,
    pub skip: Option<u64>,
    pub first: Option<u64>,
    /// *Yes to All* was answered to an error under `Inquire`: the command asks no more.
    pub yes_to_all: std::rc::Rc<std::cell::Cell<bool>>,
    /// The same for its warnings and messages.
    pub yes_to_all_messages: std::rc::Rc<std::cell::Cell<bool>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionPreference {
    SilentlyContinue,
    Stop,
    Continue,
    Inquire,
    Ignore,
    Suspend,
    Break,
}

/// What a command sees while it runs.
pub struct Context<'a> {
    pub engine: &'a mut Engine,
    pub invocation: &'a mut Invocation,
    pub sink: &'a mut dyn Sink,
}

impl Context<'_> {
    /// Sends an object on.
    pub fn output(&mut self, value: Value) -> Outcome {
        self.sink.push(self.engine, value)
    }

    /// Whether a parameter was given (by name, position or pipeline).
    pub fn bound(&self, name: &str) -> bool {
        let found = self.invocation.info.parameters.iter().position(|parameter| parameter.name == name);
        found.is_some_and(|index| self.invocation.bound.get(index).copied().unwrap_or(false))
    }
}

/// A Rust type that arguments convert to.
pub trait FromValue: Sized {
    /// As help writes it: `string`, `int[]`.
    const TYPE_NAME: &'static str;
    const IS_SWITCH: bool = false;
    /// Names that completion offers.
    const VALUES: &'static [&'static str] = &[];
    /// Whether `$null` stands for no value where a value is optional.
    const NULL_IS_NONE: bool = false;
    /// What the field holds before binding.
    fn unbound() -> Self;
    /// Converts as PowerShell does; the error's message is the conversion's own sentence.
    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>>;
}
