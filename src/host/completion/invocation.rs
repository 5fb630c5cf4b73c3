//! The command around the cursor: what is bound already, and what is being written.

use super::scan::{Kind, Mode, Scan, Token};
use super::text_functions;
use crate::engine::Engine;
use crate::engine::bind::{ALL, BindingTable, Parameter, Sets};
use crate::engine::scope::fold;
use crate::engine::types::command_info::Found;
use std::rc::Rc;

/// One written argument.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The parameter it is written for; none by position.
    pub parameter: Option<String>,
    /// Where its text stands; empty for a parameter that still waits for one.
    pub start: usize,
    pub end: usize,
    /// Its parts between commas.
    pub parts: Vec<(usize, usize)>,
    /// It begins as a script block or an expression.
    pub is_block: bool,
}

/// The command that a frame ends with.
pub struct Invocation {
    pub typed: String,
    /// The name behind an alias.
    pub name: String,
    pub found: Option<Found>,
    pub table: Option<Rc<BindingTable>>,
    pub arguments: Vec<Argument>,
    /// The last argument is not complete: a comma or a parameter's name stands at the end.
    pub waiting: bool,
    /// Where the stage begins.
    pub start: usize,
}

impl Invocation {
    /// Reads the last command of a frame, up to `until`.
    pub fn read(engine: &mut Engine, scan: &Scan<'_>, frame: usize, until: usize) -> Option<Invocation> {
        let tokens: Vec<Token> =
            scan.statement(frame).into_iter().filter(|token| token.start < until).collect();
        let from = tokens
            .iter()
            .rposition(|token| matches!(token.kind, Kind::Pipe | Kind::Assign))
            .map_or(0, |at| at + 1);
        let stage = tokens.get(from..).unwrap_or_default();
        let at = stage.iter().position(|token| token.kind == Kind::Command)?;
        let name = stage.get(at)?;
        let typed = scan.of_token(name).to_string();
        let in_text = text_functions::find(scan, &typed, name.start).map(Found::Function);
        let found = in_text.or_else(|| engine.find_command(&typed).ok().map(Found::from));
        let table = match &found {
            Some(Found::Function(function)) if engine.find_function(&fold(&typed)).is_some() => {
                engine.table_with_dynamic(function)
            }
            _ => found.as_ref().and_then(|found| found.table(engine)),
        };
        let mut invocation = Invocation {
            name: found.as_ref().map_or_else(|| typed.clone(), Found::name),
            typed,
            found,
            table,
            arguments: Vec::new(),
            waiting: false,
            start: stage.first().map_or(name.start, |token| token.start),
        };
        invocation.read_arguments(scan, stage.get(at + 1..).unwrap_or_default());
        Some(invocation)
    }

    fn read_arguments(&mut self, scan: &Scan<'_>, tokens: &[Token]) {
        let mut named: Option<String> = None;
        let mut comma = false;
        for token in tokens {
            match token.kind {
                Kind::Parameter => {
                    self.flush(&mut named, token.start);
                    let name = scan.of_token(token).trim_start_matches('-').trim_end_matches(':').to_string();
                    if self.takes_value(&name) || scan.of_token(token).ends_with(':') {
                        named = Some(name);
                    } else {
                        let argument = Argument {
                            parameter: Some(name),
                            start: token.end,
                            end: token.end,
                            parts: Vec::new(),
                            is_block: false,
                        };
                        self.arguments.push(argument);
                    }
                    comma = false;
                }
                Kind::Comma => comma = true,
                // What a splat binds is not known.
                Kind::Redirect | Kind::Comment { .. } | Kind::Separator | Kind::Splat => {}
                _ => {
                    self.value(token, &mut named, comma);
                    comma = false;
                }
            }
        }
        self.waiting = named.is_some() || comma;
        let end = scan.text.len();
        self.flush(&mut named, end);
    }

    /// A parameter whose value is missing.
    fn flush(&mut self, named: &mut Option<String>, at: usize) {
        if let Some(name) = named.take() {
            self.arguments.push(Argument {
                parameter: Some(name),
                start: at,
                end: at,
                parts: Vec::new(),
                is_block: false,
            });
        }
    }

    fn value(&mut self, token: &Token, named: &mut Option<String>, comma: bool) {
        let part = (token.start, token.end);
        if let Some(last) = self.arguments.last_mut() {
            // A closing bracket, and a double-quoted text that was seen open before, belong to what they began.
            let begun = matches!(token.kind, Kind::Close(_))
                || last.parts.last().is_some_and(|part| part.0 == token.start);
            let adjacent = (last.end == token.start || begun) && !last.parts.is_empty();
            if adjacent {
                last.end = token.end;
                if let Some(part) = last.parts.last_mut() {
                    part.1 = token.end;
                }
                return;
            }
            if comma && named.is_none() {
                last.end = token.end;
                last.parts.push(part);
                return;
            }
        }
        let (start, end) = part;
        let is_block = matches!(token.kind, Kind::Open(_) | Kind::Close(_) | Kind::Variable);
        self.arguments.push(Argument { parameter: named.take(), start, end, parts: vec![part], is_block });
    }

    /// Whether a typed parameter is followed by a value.
    fn takes_value(&self, typed: &str) -> bool {
        match (&self.table, self.parameter(typed)) {
            (Some(_), Some(parameter)) => !parameter.is_switch,
            (Some(_), None) => false,
            (None, _) => false,
        }
    }

    /// The parameter that a typed name means: itself, an alias, or the only one that begins so.
    pub fn parameter(&self, typed: &str) -> Option<&Parameter> {
        let table = self.table.as_ref()?;
        if let Some(found) = table.parameters.iter().find(|parameter| parameter.answers_to(typed)) {
            return Some(found);
        }
        let lower = typed.to_lowercase();
        let mut fitting =
            table.parameters.iter().filter(|parameter| parameter.name.to_lowercase().starts_with(&lower));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// The sets that what is written leaves possible.
    pub fn sets(&self) -> Sets {
        let mut sets = ALL;
        for argument in &self.arguments {
            if let Some(parameter) = argument.parameter.as_deref().and_then(|name| self.parameter(name)) {
                let narrowed = sets & parameter.sets();
                sets = if narrowed == 0 { sets } else { narrowed };
            }
        }
        sets
    }

    /// Names of parameters that are given by name or by position, except what is written at `at`.
    pub fn bound(&self, at: usize) -> Vec<Rc<str>> {
        let mut bound: Vec<Rc<str>> = Vec::new();
        for argument in
            self.arguments.iter().filter(|argument| argument.end < at || argument.parts.is_empty())
        {
            if let Some(parameter) = argument.parameter.as_deref().and_then(|name| self.parameter(name)) {
                bound.push(parameter.name.clone());
            }
        }
        for argument in
            self.arguments.iter().filter(|argument| argument.parameter.is_none() && argument.end < at)
        {
            if let Some(name) = self.next_positional(&bound, argument.is_block) {
                bound.push(name);
            }
        }
        bound
    }

    /// The parameter that takes the next argument without a name.
    fn next_positional(&self, bound: &[Rc<str>], blocks: bool) -> Option<Rc<str>> {
        self.positional(bound, blocks).into_iter().next()
    }

    /// The parameters of all sets that may take the next argument without a name, the likeliest first.
    fn positional(&self, bound: &[Rc<str>], blocks: bool) -> Vec<Rc<str>> {
        let Some(table) = self.table.as_ref() else { return Vec::new() };
        let sets = self.sets();
        let preferred = table.default_set.filter(|set| set & sets != 0).unwrap_or(sets);
        // The lowest position counts; at the same one the default set does.
        let mut found: Vec<((i32, bool), Rc<str>)> = Vec::new();
        for parameter in table.parameters.iter().filter(|parameter| !bound.contains(&parameter.name)) {
            if !blocks && parameter.type_name.to_lowercase().contains("scriptblock") {
                continue;
            }
            for membership in parameter.memberships.iter().filter(|place| place.sets & sets != 0) {
                let Some(position) = membership.position.or(membership.remaining.then_some(i32::MAX)) else {
                    continue;
                };
                let key = (position, membership.sets & preferred == 0);
                found.push((key, parameter.name.clone()));
            }
        }
        found.sort_by_key(|(key, _)| *key);
        let least = found.first().map(|((position, _), _)| *position);
        found.retain(|((position, _), _)| Some(*position) == least);
        found.into_iter().map(|(_, name)| name).collect()
    }

    /// The parameters whose value the cursor may be in: one that is named, or those of the place.
    pub fn completing(&self, at: usize) -> Vec<Parameter> {
        let here = self.arguments.iter().rev().find(|argument| {
            argument.end >= at && (!argument.parts.is_empty() && argument.start <= at || self.waiting)
        });
        let last = self.arguments.last().filter(|_| self.waiting);
        if let Some(name) = here.or(last).and_then(|argument| argument.parameter.as_deref()) {
            return self.parameter(name).cloned().into_iter().collect();
        }
        let mut bound = self.bound(at);
        if self.waiting && here.is_none() {
            // A list by position goes on: its parameter is the last one bound by position.
            let last = self.arguments.last().filter(|argument| argument.parameter.is_none());
            let Some(last) = last else { return Vec::new() };
            bound = self.bound(last.start);
        }
        let is_block = here.is_some_and(|argument| argument.is_block);
        let names = self.positional(&bound, is_block);
        names.iter().filter_map(|name| self.parameter(name)).cloned().collect()
    }

    /// The text of a parameter's argument, when it is written.
    pub fn argument_text<'t>(&self, scan: &Scan<'t>, name: &str) -> Option<&'t str> {
        let table = self.table.as_ref()?;
        let mut bound: Vec<Rc<str>> = self
            .arguments
            .iter()
            .filter_map(|argument| self.parameter(argument.parameter.as_deref()?))
            .map(|parameter| parameter.name.clone())
            .collect();
        for argument in &self.arguments {
            let parameter = match &argument.parameter {
                Some(typed) => self.parameter(typed).map(|parameter| parameter.name.clone()),
                None => {
                    let next = self.next_positional(&bound, argument.is_block);
                    bound.extend(next.clone());
                    next
                }
            };
            if parameter.is_some_and(|parameter| parameter.eq_ignore_ascii_case(name))
                && argument.end > argument.start
            {
                return scan.text.get(argument.start..argument.end);
            }
        }
        let _ = table;
        None
    }
}

/// Whether the end of a text is among the arguments of a command.
pub fn is_command(scan: &Scan<'_>) -> bool {
    matches!(scan.mode(), Mode::Command)
}
