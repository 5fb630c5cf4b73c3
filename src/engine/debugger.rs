//! Breakpoints, steps and traces. Only a session that asked for them pays: the evaluator looks at
//! `Engine::debugging` once for each range it runs.

use super::error::Position;
use super::output::HostSink;
use super::script_block::ScriptBlockValue;
use super::value::Value;
use super::{Engine, Fault, Outcome, convert, operators};
use crate::language::code::{Address, Code, Instruction};
use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

/// Characters of a value that `Set-PSDebug -Trace 2` shows.
const LONGEST_VALUE: usize = 53;

/// Where a script stops.
#[derive(Clone, Debug)]
pub enum Place {
    Line { script: String, line: usize, column: usize },
    Command { pattern: String, script: Option<String> },
    Variable { name: String, reads: bool, writes: bool, script: Option<String> },
}

#[derive(Debug)]
pub struct Breakpoint {
    pub id: i32,
    pub place: Place,
    pub enabled: Cell<bool>,
    pub hits: Cell<i32>,
    /// Runs instead of stopping; `break` in it stops.
    pub action: Option<Rc<ScriptBlockValue>>,
}

impl Breakpoint {
    /// As the debugger names it.
    pub fn text(&self) -> String {
        match &self.place {
            Place::Line { script, line, .. } => format!("Line breakpoint on '{script}:{line}'"),
            Place::Command { pattern, script: None } => format!("Command breakpoint on '{pattern}'"),
            Place::Command { pattern, script: Some(script) } => {
                format!("Command breakpoint on '{script}:{pattern}'")
            }
            Place::Variable { name, reads, writes, script } => {
                let mode = match (reads, writes) {
                    (true, true) => "ReadWrite",
                    (true, false) => "Read",
                    _ => "Write",
                };
                let file = script.as_ref().map(|script| format!("{script}:")).unwrap_or_default();
                format!("Variable breakpoint on '{file}${name}' ({mode} access)")
            }
        }
    }
}

/// What runs until the next stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    Go,
    Into,
    /// Not deeper than so many calls.
    Over(usize),
}

/// What the debugger's prompt answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    Continue,
    StepInto,
    StepOver,
    StepOut,
    Stop,
    /// The debugger leaves, and the script goes on.
    Detach,
}

/// Runs a command where a script stands still.
pub type Elsewhere = Rc<dyn Fn(&mut Engine, &str) -> Outcome<String>>;

/// Why and where a script stands still.
pub struct Stop {
    /// The breakpoints that were hit, as the debugger names them; none for a step.
    pub hit: Vec<String>,
    /// The same of this session.
    pub breakpoints: Vec<Rc<Breakpoint>>,
    /// The error or message that a preference of `Break` stops at; `$null` otherwise.
    pub trigger: Value,
    pub position: Position,
    /// What runs a typed command, for a script on another thread; gives the text that it sends.
    pub elsewhere: Option<Elsewhere>,
}

/// The session's breakpoints.
#[derive(Default)]
pub struct Debugger {
    pub breakpoints: Vec<Rc<Breakpoint>>,
    last: i32,
    pub trace: i32,
    /// `Set-PSDebug -Step`: the next traced statement is asked for.
    pub asks: bool,
    /// Times by line while `Trace-Script` runs.
    pub profile: Option<super::profile::Profile>,
    step: Step,
    /// The prompt of the debugger runs: nothing stops in it.
    inside: bool,
    entered: bool,
    /// Statement starts by the address of their code.
    starts: HashMap<usize, Rc<Vec<bool>>>,
}

impl Debugger {
    /// Adds a breakpoint.
    pub fn add(&mut self, place: Place, action: Option<Rc<ScriptBlockValue>>) -> Rc<Breakpoint> {
        let id = self.last;
        self.last += 1;
        let made = Rc::new(Breakpoint { id, place, enabled: Cell::new(true), hits: Cell::new(0), action });
        self.breakpoints.push(made.clone());
        made
    }

    /// Whether it stops at a next statement.
    pub fn steps(&self) -> bool {
        self.step != Step::Go
    }

    fn is_wanted(&self) -> bool {
        self.trace > 0
            || self.profile.is_some()
            || self.step != Step::Go
            || self.breakpoints.iter().any(|found| found.enabled.get())
    }
}

impl Engine {
    /// Looks whether the evaluator has to ask before each instruction.
    pub fn update_debugging(&mut self) {
        self.debugging = self.extension::<Debugger>().is_wanted();
    }

    /// Stops at the next statement.
    pub fn break_next(&mut self) {
        self.extension::<Debugger>().step = Step::Into;
        self.debugging = true;
    }

    /// Called before an instruction while debugging.
    pub(crate) fn before_instruction(
        &mut self,
        code: &Rc<Code>,
        instruction: Instruction,
        at: Address,
    ) -> Outcome {
        if self.extension::<Debugger>().inside {
            return Ok(());
        }
        let starts = self.statement_starts(code);
        let is_start = starts.get(at as usize) == Some(&true);
        let Some(place) = code.places.get(at as usize).copied() else { return Ok(()) };
        if is_start && let Some(profile) = &mut self.extension::<Debugger>().profile {
            profile.reached(&code.source, place);
        }
        if at == 0 && self.traces_calls() {
            self.trace_call()?;
        }
        if is_start && self.extension::<Debugger>().trace > 0 {
            self.trace_line(code, place)?;
        }
        let mut hit = Vec::new();
        let mut breakpoints = Vec::new();
        let mut stops = false;
        for breakpoint in self.extension::<Debugger>().breakpoints.clone() {
            if !breakpoint.enabled.get() || !self.is_hit(&breakpoint, code, instruction, at, is_start) {
                continue;
            }
            breakpoint.hits.set(breakpoint.hits.get() + 1);
            match &breakpoint.action {
                None => {
                    stops = true;
                    hit.push(breakpoint.text());
                    breakpoints.push(breakpoint.clone());
                }
                Some(action) => stops |= self.run_breakpoint_action(action, &breakpoint, &mut hit)?,
            }
        }
        let depth = self.calls.len();
        let stepped = match self.extension::<Debugger>().step {
            Step::Go => false,
            Step::Into => is_start && !self.is_stepped_through(),
            Step::Over(limit) => is_start && depth <= limit && !self.is_stepped_through(),
        };
        if !stops && !stepped {
            return Ok(());
        }
        let position = Position::at(&code.source, whole_statement(code, place));
        self.stop_at(Stop { hit, breakpoints, trigger: Value::Null, position, elsewhere: None })
    }

    /// Stops where an error or a message comes from, as a preference of `Break` wants. Errors: the script is stopped.
    pub(super) fn break_for(&mut self, trigger: Value, position: Option<Position>) -> Outcome {
        let Some(position) = position.filter(|_| !self.extension::<Debugger>().inside) else { return Ok(()) };
        self.stop_at(Stop { hit: Vec::new(), breakpoints: Vec::new(), trigger, position, elsewhere: None })
    }

    /// `SetDebuggerStepMode`
    pub fn step_from_here(&mut self, on: bool) {
        self.extension::<Debugger>().step = if on { Step::Into } else { Step::Go };
        self.update_debugging();
    }

    /// Whether what runs says `[DebuggerStepThrough()]` or `[DebuggerHidden()]`: steps do not stop in it.
    fn is_stepped_through(&self) -> bool {
        let Some(block) = self.calls.last().and_then(|call| call.block.as_ref()) else { return false };
        block.tree().attributes.iter().any(|attribute| {
            let name = attribute.name.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            let name = name.strip_suffix("attribute").unwrap_or(&name);
            matches!(name, "debuggerstepthrough" | "debuggerhidden")
        })
    }

    /// Runs an action; whether it said `break`.
    fn run_breakpoint_action(
        &mut self,
        action: &Rc<ScriptBlockValue>,
        of: &Breakpoint,
        hit: &mut Vec<String>,
    ) -> Outcome<bool> {
        self.extension::<Debugger>().inside = true;
        let outcome = self.run_shared(action, &mut HostSink);
        self.extension::<Debugger>().inside = false;
        match outcome {
            Ok(()) => Ok(false),
            Err(fault) if matches!(*fault, Fault::Break(_)) => {
                hit.push(of.text());
                Ok(true)
            }
            Err(fault) => Err(fault),
        }
    }

    /// Asks the host's debugger how to go on. Errors: the script is stopped.
    fn stop_at(&mut self, stop: Stop) -> Outcome {
        self.extension::<Debugger>().inside = true;
        self.enter_debugger();
        let resume = match self.debug_link.clone() {
            Some(link) => Ok(link.stand(self, &stop)),
            None => self.ask_debuggers(&stop),
        };
        let resume = match resume {
            Ok(resume) => resume,
            Err(fault) => {
                self.extension::<Debugger>().inside = false;
                return Err(fault);
            }
        };
        let depth = self.calls.len();
        let debugger = self.extension::<Debugger>();
        debugger.inside = false;
        debugger.step = match resume {
            Resume::Continue | Resume::Stop | Resume::Detach => Step::Go,
            Resume::StepInto => Step::Into,
            Resume::StepOver => Step::Over(depth),
            Resume::StepOut => Step::Over(depth.saturating_sub(1)),
        };
        self.leave_debugger(resume);
        self.update_debugging();
        if resume == Resume::Stop { Err(Box::new(Fault::Interrupted)) } else { Ok(()) }
    }

    /// Says at the first stop what helps.
    pub(super) fn enter_debugger(&mut self) {
        let first = !std::mem::replace(&mut self.extension::<Debugger>().entered, true);
        let asks = !self.extension::<super::debug_events::DebugEvents>().host_is_off;
        if first && asks && self.host.is_interactive() {
            self.host.write_line("Entering debug mode. Use h or ? for help.");
            self.host.write_line("");
        }
    }

    /// A script that goes on by itself is entered anew.
    pub(super) fn leave_debugger(&mut self, resume: Resume) {
        if matches!(resume, Resume::Continue | Resume::Stop | Resume::Detach) {
            self.extension::<Debugger>().entered = false;
        }
    }

    /// The first instruction of each statement.
    fn statement_starts(&mut self, code: &Rc<Code>) -> Rc<Vec<bool>> {
        let key = Rc::as_ptr(code) as usize;
        let debugger = self.extension::<Debugger>();
        if let Some(found) = debugger.starts.get(&key).filter(|found| found.len() == code.places.len()) {
            return found.clone();
        }
        let mut seen = std::collections::HashSet::new();
        let starts: Vec<bool> = code
            .places
            .iter()
            .map(|place| {
                place.end > place.start && seen.insert(*place) && !is_assigned(&code.source.text, *place)
            })
            .collect();
        let starts = Rc::new(starts);
        debugger.starts.insert(key, starts.clone());
        starts
    }

    fn is_hit(
        &mut self,
        breakpoint: &Breakpoint,
        code: &Rc<Code>,
        instruction: Instruction,
        at: Address,
        is_start: bool,
    ) -> bool {
        let in_file = |script: &Option<String>| match script {
            Some(script) => code.source.file.as_deref() == Some(script.as_str()),
            None => true,
        };
        match &breakpoint.place {
            Place::Line { script, line, column } => {
                let Some(place) = code.places.get(at as usize).filter(|_| is_start) else { return false };
                let (found, begins) = code.source.position(place.start);
                code.source.file.as_deref() == Some(script.as_str())
                    && found == *line
                    && (*column == 0 || *column == begins)
            }
            Place::Command { pattern, script } => {
                let Instruction::Pipeline { index } = instruction else { return false };
                let Some(pipeline) = code.tables.pipelines.get(index as usize) else { return false };
                let names: Vec<Rc<str>> =
                    pipeline.stages.iter().filter_map(|stage| stage.constant.clone()).collect();
                in_file(script)
                    && names.iter().any(|name| {
                        let alias = self.find_alias(&super::scope::fold(name));
                        operators::like(name, pattern, true)
                            || alias.is_some_and(|alias| operators::like(&alias.definition, pattern, true))
                    })
            }
            Place::Variable { name, reads, writes, script } => {
                let Some((touched, is_write)) = touched(code, instruction) else { return false };
                in_file(script)
                    && touched.eq_ignore_ascii_case(name)
                    && (if is_write { *writes } else { *reads })
            }
        }
    }

    /// `Set-PSDebug -Trace`: the line with a mark before the statement.
    fn trace_line(&mut self, code: &Code, place: crate::language::Span) -> Outcome {
        let (line, column) = code.source.position(place.start);
        let text = code.source.line(line);
        let split = text.char_indices().nth(column - 1).map_or(text.len(), |(at, _)| at);
        let (head, tail) = text.split_at(split);
        self.finish_output()?;
        let shown = format!("{line:4}+ {head} >>>> {tail}");
        if self.extension::<Debugger>().asks {
            self.ask_for_line(&shown)?;
        }
        self.host.write_debug(&shown);
        Ok(())
    }

    /// Whether `Set-PSDebug -Trace 2` shows calls and assignments here.
    pub(super) fn traces_calls(&mut self) -> bool {
        let debugger = self.extension::<Debugger>();
        debugger.trace > 1 && !debugger.inside
    }

    /// `! CALL function 'f'` when code begins.
    fn trace_call(&mut self) -> Outcome {
        let text = match self.calls.last() {
            Some(call) if call.is_script => format!("    ! CALL script '{}'", call.name),
            Some(call) if !call.is_block => format!("    ! CALL function '{}'", call.name),
            _ => "    ! CALL function '<ScriptBlock>'".to_string(),
        };
        self.finish_output()?;
        self.host.write_debug(&text);
        Ok(())
    }

    /// `! SET $a = '1'.`
    pub(super) fn trace_set(&mut self, name: &str, value: &Value) -> Outcome {
        self.extension::<Debugger>().inside = true;
        let text = convert::to_text(self, value);
        self.extension::<Debugger>().inside = false;
        let mut text = text?;
        if let Some((at, _)) = text.char_indices().nth(LONGEST_VALUE) {
            text.truncate(at);
            text.push('…');
        }
        self.finish_output()?;
        self.host.write_debug(&format!("    ! SET ${name} = '{text}'."));
        Ok(())
    }

    /// `Set-PSDebug -Step`: whether the line shall run. Errors: it shall not, which ends the script.
    fn ask_for_line(&mut self, line: &str) -> Outcome {
        let mut all = None;
        self.extension::<Debugger>().inside = true;
        let answer = self.ask("Continue with this operation?", line, &mut all);
        let debugger = self.extension::<Debugger>();
        debugger.inside = false;
        if all.is_some() {
            debugger.asks = false;
        }
        if answer? {
            return Ok(());
        }
        let message = "WriteDebug stopped because the value of the DebugPreference variable was 'Stop'.";
        let class = "System.Management.Automation.ActionPreferenceStopException";
        let exception = super::error::Exception::new(class, message);
        let category = super::error::Category::OperationStopped;
        let record = super::error::ErrorRecord::new(exception, "ActionPreferenceStop", category, Value::Null);
        Err(Box::new(Fault::Error { record: Box::new(record), whole_script: true }))
    }
}

/// Whether a statement is what an assignment assigns: that stops as a whole.
fn is_assigned(text: &str, place: crate::language::Span) -> bool {
    let before =
        text.get(..place.start as usize).unwrap_or_default().trim_end_matches([' ', '\t', '`', '\r', '\n']);
    before.ends_with('=') && !before.ends_with("==")
}

/// The statement that a place belongs to: for what an assignment assigns, the assignment.
fn whole_statement(code: &Code, place: crate::language::Span) -> crate::language::Span {
    if !is_assigned(&code.source.text, place) {
        return place;
    }
    let around = |other: &&crate::language::Span| other.start < place.start && other.end >= place.end;
    code.places.iter().filter(around).min_by_key(|other| other.end - other.start).copied().unwrap_or(place)
}

/// The variable that an instruction reads or writes.
pub(super) fn touched(code: &Code, instruction: Instruction) -> Option<(Rc<str>, bool)> {
    let slot = |slot: u16| code.slots.get(usize::from(slot)).cloned();
    let named = |index: crate::language::code::Index| {
        code.tables.variables.get(index as usize).map(|found| found.folded.clone())
    };
    match instruction {
        Instruction::StoreSlot { slot: number, .. } | Instruction::MoveToSlot { slot: number, .. } => {
            Some((slot(number)?, true))
        }
        Instruction::LoadSlot { slot: number, .. } | Instruction::LoadOwn { slot: number, .. } => {
            Some((slot(number)?, false))
        }
        Instruction::StoreVariable { index, .. } => Some((named(index)?, true)),
        Instruction::LoadVariable { index, .. } => Some((named(index)?, false)),
        Instruction::Declare { index, .. } => {
            let declaration = code.tables.declarations.get(index as usize)?;
            Some((named(declaration.variable)?, true))
        }
        _ => None,
    }
}
