//! Names of variables, with scopes and drives.

use super::infer::variable_name;
use super::scan::{Kind, Scan};
use super::words::begins;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::types::{shown_name, type_of};
use crate::engine::{Engine, provider};
use std::collections::BTreeMap;

/// Variables that exist without anybody having set them.
const AUTOMATIC: &[&str] = &[
    "_",
    "args",
    "ConfirmPreference",
    "ConsoleFileName",
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
    "LASTEXITCODE",
    "MaximumHistoryCount",
    "MyInvocation",
    "NestedPromptLevel",
    "null",
    "OutputEncoding",
    "PID",
    "PROFILE",
    "ProgressPreference",
    "PSBoundParameters",
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

const SCOPES: &[&str] = &["Global:", "Local:", "Private:", "Script:"];

/// What `$word`, `${word` or `@word` may become. `typed` begins with its `$` or `@`.
pub fn complete(engine: &mut Engine, scan: &Scan<'_>, typed: &str, at: usize) -> Vec<CompletionResult> {
    let sign = if typed.starts_with('@') { '@' } else { '$' };
    let bare = typed.trim_start_matches(['$', '@']);
    let braced = bare.starts_with('{');
    let word = bare.trim_start_matches('{').trim_end_matches('}');
    if let Some((drive, rest)) = word.split_once(':') {
        let lower = drive.to_ascii_lowercase();
        if !SCOPES.iter().any(|scope| scope.trim_end_matches(':').eq_ignore_ascii_case(drive))
            && lower != "using"
        {
            return on_drive(engine, drive, rest, braced);
        }
    }
    let (scope, word) = match word.split_once(':') {
        Some((scope, rest)) => (format!("{scope}:"), rest),
        None => (String::new(), word),
    };
    let mut found: BTreeMap<String, (String, String)> = BTreeMap::new();
    if scope.is_empty() {
        for (name, tool_tip) in in_text(scan, at) {
            found.entry(name.to_lowercase()).or_insert((name, tool_tip));
        }
    }
    for (name, tool_tip) in in_session(engine) {
        found.entry(name.to_lowercase()).or_insert((name, tool_tip));
    }
    let mut results: Vec<CompletionResult> = found
        .into_values()
        .filter(|(name, _)| begins(name, word))
        .map(|(name, tool_tip)| result(sign, &scope, &name, braced, tool_tip))
        .collect();
    if scope.is_empty() && sign == '$' {
        let scopes = SCOPES.iter().filter(|scope| begins(scope, word));
        results.extend(scopes.map(|scope| result(sign, "", scope, braced, (*scope).to_string())));
        for drive in engine.all_drives() {
            let name = format!("{}:", drive.name);
            if drive.name.len() > 1 && !word.is_empty() && begins(&name, word) {
                results.push(result(sign, "", &name, braced, name.clone()));
            }
        }
    }
    results
}

fn result(sign: char, scope: &str, name: &str, braced: bool, tool_tip: String) -> CompletionResult {
    let whole = format!("{scope}{name}");
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$' | '^'));
    let text = if braced || !plain { format!("{sign}{{{whole}}}") } else { format!("{sign}{whole}") };
    CompletionResult { text, item: name.to_string(), kind: CompletionKind::Variable, tool_tip }
}

/// Variables and parameters that the input names elsewhere.
fn in_text(scan: &Scan<'_>, at: usize) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (index, token) in scan.tokens.iter().enumerate() {
        let is_name = matches!(token.kind, Kind::Variable) && token.start != at;
        let text = scan.of_token(token);
        if !is_name || text.contains(':') || variable_name(text).is_empty() {
            continue;
        }
        let written = text.trim_start_matches('$').trim_start_matches('{').trim_end_matches('}');
        let next = scan.tokens.get(index + 1);
        let parent = scan.frames.get(token.frame);
        let parameter = parent.is_some_and(|frame| {
            let before = scan.tokens.iter().rev().find(|other| other.end <= frame.start);
            before.is_some_and(|before| {
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
    found.extend(AUTOMATIC.iter().map(|name| ((*name).to_string(), format!("${name}"))));
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
