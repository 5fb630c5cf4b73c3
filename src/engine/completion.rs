//! What completion answers, and who is asked for values. The answers come from the host
//! ([`super::host::Host::completer`]); commands and types reach them through here.

use super::Engine;
use super::script_block::ScriptBlockValue;
use std::rc::Rc;

/// `CompletionResultType`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    Text,
    History,
    Command,
    ProviderItem,
    ProviderContainer,
    Property,
    Method,
    ParameterName,
    ParameterValue,
    Variable,
    Namespace,
    Type,
    Keyword,
    DynamicKeyword,
}

/// The names of [`CompletionKind`] in the order of their numbers.
pub const KINDS: &[(&str, CompletionKind)] = &[
    ("Text", CompletionKind::Text),
    ("History", CompletionKind::History),
    ("Command", CompletionKind::Command),
    ("ProviderItem", CompletionKind::ProviderItem),
    ("ProviderContainer", CompletionKind::ProviderContainer),
    ("Property", CompletionKind::Property),
    ("Method", CompletionKind::Method),
    ("ParameterName", CompletionKind::ParameterName),
    ("ParameterValue", CompletionKind::ParameterValue),
    ("Variable", CompletionKind::Variable),
    ("Namespace", CompletionKind::Namespace),
    ("Type", CompletionKind::Type),
    ("Keyword", CompletionKind::Keyword),
    ("DynamicKeyword", CompletionKind::DynamicKeyword),
];

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionResult {
    /// What is put into the input.
    pub text: String,
    /// What a list of answers shows.
    pub item: String,
    pub kind: CompletionKind,
    pub tool_tip: String,
}

impl CompletionResult {
    /// An answer that is shown as it is put in.
    pub fn plain(text: impl Into<String>, kind: CompletionKind) -> CompletionResult {
        let text = text.into();
        CompletionResult { item: text.clone(), tool_tip: text.clone(), text, kind }
    }
}

/// All answers for one place of an input.
#[derive(Clone, Debug, Default)]
pub struct Completion {
    /// The byte where the replaced part begins.
    pub start: usize,
    /// How many bytes are replaced.
    pub length: usize,
    pub results: Vec<CompletionResult>,
}

/// Completes an input at a byte.
pub type Completer = fn(&mut Engine, &str, usize) -> Completion;

/// A question for the values of a parameter.
pub struct ValueQuery<'a> {
    /// The command's own name.
    pub command: &'a str,
    /// The parameter whose values are asked for; empty for the names of the properties that the command's objects
    /// have.
    pub parameter: &'a str,
    /// What is typed already, without quotes.
    pub word: &'a str,
}

/// Values of parameters that a family of commands knows; `None` when the parameter is not its own.
pub type ValueSource = fn(&mut Engine, &ValueQuery<'_>) -> Option<Vec<CompletionResult>>;

/// What `Register-ArgumentCompleter` and the families of commands have registered.
#[derive(Default)]
pub struct Completers {
    /// Command (none: any), parameter, block.
    pub parameters: Vec<(Option<String>, String, Rc<ScriptBlockValue>)>,
    /// Programs, by name.
    pub programs: Vec<(String, Rc<ScriptBlockValue>)>,
    /// Asked before the built-in values.
    pub sources: &'static [ValueSource],
}
