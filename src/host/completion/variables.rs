//! Names of variables, with scopes and drives.

use super::infer::variable_name;
use super::scan::{FrameKind, Kind, Scan};
use super::words::begins;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::types::{shown_name, type_of};
use crate::engine::{Engine, provider};
use std::collections::{HashMap, HashSet};

/// Variables that every session has, whether or not this one has made them yet.
const SESSION: &[&str] = &[
    "ConfirmPreference",
    "DebugPreference",
    "EnabledExperimentalFeatures",
    "Error",
    "ErrorActionPreference",
    "ErrorView",
    "ExecutionContext",
    "false",
    "FormatEnumerationLimit",
    "HOME",
    "Host",
    "InformationPreference",
    "input",
    "IsCoreCLR",
    "IsLinux",
    "IsMacOS",
    "IsWindows",
    "MaximumHistoryCount",
    "MyInvocation",
    "NestedPromptLevel",
    "null",
    "OutputEncoding",
    "PID",
    "PROFILE",
    "ProgressPreference",
    "PSBoundParameters",
    "PSCmdlet",
    "PSCommandPath",
    "PSCulture",
    "PSDefaultParameterValues",
    "PSEdition",
    "PSEmailServer",
    "PSHOME",
    "PSNativeCommandArgumentPassing",
    "PSNativeCommandUseErrorActionPreference",
    "PSScriptRoot",
    "PSSessionApplicationName",
    "PSSessionConfigurationName",
    "PSSessionOption",
    "PSStyle",
    "PSUICulture",
    "PSVersionTable",
    "PWD",
    "ShellId",
    "StackTrace",
    "true",
    "VerbosePreference",
    "WarningPreference",
    "WhatIfPreference",
];

/// Names with a meaning of their own, which a list shows behind those of the session.
const SPECIAL: &[&str] = &[
    "$",
    "?",
    "^",
    "_",
    "args",
    "CurrentlyExecutingCommand",
    "env:PATHEXT",
    "foreach",
    "LASTEXITCODE",
    "LogCommandHealthEvent",
    "LogCommandLifecycleEvent",
    "LogEngineHealthEvent",
    "LogEngineLifecycleEvent",
    "LogProviderHealthEvent",
    "LogProviderLifecycleEvent",
    "LogSettingsEvent",
    "Matches",
    "OFS",
    "PSApplicationOutputEncoding",
    "PSDebugContext",
    "PSItem",
    "PSLogUserData",
    "PSModuleAutoLoadingPreference",
    "PSSenderInfo",
    "switch",
    "this",
    "VerboseHelpErrors",
];

const SCOPES: &[&str] = &["Global:", "Local:", "Script:", "Private:", "Using:"];

/// Parameters whose value is the name of a variable.
const NAMING: &[&str] = &[
    "errorvariable",
    "ev",
    "informationvariable",
    "iv",
    "outvariable",
    "ov",
    "pipelinevariable",
    "pv",
    "warningvariable",
    "wv",
];

/// Answers in their order, each text once.
#[derive(Default)]
struct Answers {
    results: Vec<CompletionResult>,
    seen: HashSet<String>,
}

impl Answers {
    fn add(&mut self, result: CompletionResult) {
        if self.seen.insert(result.text.to_lowercase()) {
            self.results.push(result);
        }
    }
}

/// What `$word`, `${word` or `@word` may become: variables of the input, of the session, of the environment,
/// those with a meaning of their own, drives and scopes. `typed` begins with its `$` or `@`.
pub fn complete(engine: &mut Engine, scan: &Scan<'_>, typed: &str, at: usize) -> Vec<CompletionResult> {
    let sign = if typed.starts_with('@') { '@' } else { '$' };
    let bare = typed.trim_start_matches(['$', '@']);
    let braced = bare.starts_with('{');
    let word = bare.trim_start_matches('{').trim_end_matches('}');
    let mut found = Answers::default();
    if let Some((scope, rest)) = word.split_once(':') {
        let whole = format!("{scope}:");
        if !SCOPES.iter().any(|known| known.eq_ignore_ascii_case(&whole)) {
            return on_drive(engine, scope, rest, braced);
        }
        for (name, tool_tip) in in_session(engine).into_iter().filter(|(name, _)| begins(name, rest)) {
            found.add(result(sign, &whole, &name, braced, tool_tip));
        }
        return found.results;
    }
    for (name, tool_tip) in in_text(scan, at).into_iter().filter(|(name, _)| begins(name, word)) {
        found.add(result(sign, "", &name, braced, tool_tip));
    }
    for (name, tool_tip) in in_session(engine).into_iter().filter(|(name, _)| begins(name, word)) {
        found.add(result(sign, "", &name, braced, tool_tip));
    }
    if begins("env", word) {
        let mut names: Vec<String> = engine.environment.keys().cloned().collect();
        names.sort_by_key(|name| name.to_lowercase());
        for name in names.into_iter().map(|name| format!("env:{name}")) {
            found.add(result(sign, "", &name, braced, format!("[string]{name}")));
        }
    }
    for name in SPECIAL.iter().filter(|name| begins(name, word)) {
        found.add(result(sign, "", name, braced, (*name).to_string()));
    }
    let mut drives = drives(engine);
    drives.retain(|name| name.len() > 1 && begins(name, word));
    drives.sort_by_key(|name| name.to_lowercase());
    for drive in drives {
        let named = result(sign, "", &format!("{drive}:"), braced, drive.clone());
        found.add(CompletionResult { item: drive, ..named });
    }
    for scope in SCOPES.iter().filter(|scope| begins(scope, word)) {
        found.add(result(sign, "", scope, braced, (*scope).to_string()));
    }
    found.results
}

fn result(sign: char, scope: &str, name: &str, braced: bool, tool_tip: String) -> CompletionResult {
    let whole = format!("{scope}{name}");
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '?'));
    let text = if braced || !plain { format!("{sign}{{{whole}}}") } else { format!("{sign}{whole}") };
    CompletionResult { text, item: name.to_string(), kind: CompletionKind::Variable, tool_tip }
}

/// Variables and parameters that the input names elsewhere.
fn in_text(scan: &Scan<'_>, at: usize) -> Vec<(String, String)> {
    let mut found = Vec::new();
    // What was found of each frame: most variables share theirs.
    let mut elsewhere: HashMap<usize, bool> = HashMap::new();
    for (index, token) in scan.tokens.iter().enumerate() {
        if !matches!(token.kind, Kind::Variable | Kind::Word) {
            continue;
        }
        if *elsewhere.entry(token.frame).or_insert_with(|| is_elsewhere(scan, token.frame)) {
            continue;
        }
        if let Some(name) = named_by_parameter(scan, index) {
            found.push((name.to_string(), name.to_string()));
            continue;
        }
        let is_name = matches!(token.kind, Kind::Variable) && token.start != at;
        let text = scan.of_token(token);
        if !is_name || text.contains(':') || variable_name(text).is_empty() {
            continue;
        }
        let written = text.trim_start_matches('$').trim_start_matches('{').trim_end_matches('}');
        let next = scan.tokens.get(index + 1);
        let parent = scan.frames.get(token.frame);
        let parameter = parent.is_some_and(|frame| {
            let behind = scan.tokens.partition_point(|other| other.start < frame.start);
            let mut before = scan.tokens.get(..behind).unwrap_or_default().iter().rev();
            before.find(|other| other.end <= frame.start).is_some_and(|before| {
                scan.of_token(before).eq_ignore_ascii_case("param") || before.kind == Kind::Name
            })
        });
        let assigned = next.is_some_and(|next| {
            next.frame == token.frame
                && (next.kind == Kind::Assign || scan.of_token(next).eq_ignore_ascii_case("in"))
        });
        let type_before =
            index.checked_sub(1).and_then(|before| scan.tokens.get(before)).and_then(|before| {
                match before.kind {
                    Kind::Close(frame) => {
                        scan.frames.get(frame).and_then(|frame| scan.text.get(frame.start..before.end))
                    }
                    _ => None,
                }
            });
        if parameter || assigned {
            found.push((written.to_string(), format!("{}${written}", type_before.unwrap_or_default())));
        }
    }
    found
}

/// The variable that `-OutVariable name` and its like make.
fn named_by_parameter<'t>(scan: &Scan<'t>, index: usize) -> Option<&'t str> {
    let token = scan.tokens.get(index).filter(|token| token.kind == Kind::Word)?;
    let before = scan.tokens.get(index.checked_sub(1)?).filter(|before| before.kind == Kind::Parameter)?;
    let parameter = scan.of_token(before).trim_matches(['-', ':']).to_ascii_lowercase();
    (NAMING.contains(&parameter.as_str()) && token.end < scan.text.len())
        .then(|| scan.of_token(token).trim_start_matches('+'))
}

/// Whether a frame belongs to a function that ends before the cursor: its variables are not seen here.
fn is_elsewhere(scan: &Scan<'_>, frame: usize) -> bool {
    let mut at = frame;
    while let Some(found) = scan.frames.get(at).filter(|_| at != 0) {
        if found.kind == FrameKind::Block && found.end.is_some() {
            let before = scan.tokens.partition_point(|token| token.start < found.start);
            let is_function = scan
                .tokens
                .get(..before)
                .unwrap_or_default()
                .iter()
                .rev()
                .take_while(|token| token.kind != Kind::Separator || token.frame != found.parent)
                .any(|token| token.kind == Kind::Name && token.frame == found.parent);
            if is_function {
                return true;
            }
        }
        at = found.parent;
    }
    false
}

/// Variables of the session by name, each once; the innermost scope's counts.
fn in_session(engine: &mut Engine) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for scope in engine.scope.clone().chain() {
        for (name, place) in scope.variables() {
            let value = match &place {
                crate::engine::scope::Slot::Plain(value) => value.clone(),
                crate::engine::scope::Slot::Cell(cell) => cell.value.borrow().clone(),
                crate::engine::scope::Slot::Unset => continue,
            };
            found.push((name.to_string(), format!("[{}]${name}", shown_name(&type_of(&value)))));
        }
    }
    found.extend(SESSION.iter().map(|name| ((*name).to_string(), format!("${name}"))));
    found.sort_by_key(|(name, _)| name.to_lowercase());
    found.dedup_by(|next, kept| next.0.eq_ignore_ascii_case(&kept.0));
    found
}

/// `$env:PA`: items of a drive whose content variables can read.
fn on_drive(engine: &mut Engine, drive: &str, word: &str, braced: bool) -> Vec<CompletionResult> {
    let names: Vec<String> = match drive.to_ascii_lowercase().as_str() {
        "env" => engine.environment.keys().cloned().collect(),
        "function" => super::commands::functions(engine),
        "alias" => engine.aliases().iter().map(|alias| alias.name.to_string()).collect(),
        "variable" => in_session(engine).into_iter().map(|(name, _)| name).collect(),
        _ => return Vec::new(),
    };
    let mut names: Vec<String> = names.into_iter().filter(|name| begins(name, word)).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    let scope = format!("{drive}:");
    names.iter().map(|name| result('$', &scope, name, braced, format!("${scope}{name}"))).collect()
}

/// Names of drives, for parameters that take one.
pub fn drives(engine: &Engine) -> Vec<String> {
    let drives: Vec<std::rc::Rc<provider::Drive>> = engine.all_drives();
    drives.iter().map(|drive| drive.name.to_string()).collect()
}

/// Names of all variables of the session.
pub fn names(engine: &mut Engine) -> Vec<String> {
    in_session(engine).into_iter().map(|(name, _)| name).collect()
}
