//! A native command as a stage.

use super::build::Place;
use crate::engine::bind::{self, Binder, Binding, BindingTable, Bound, Element, Target};
use crate::engine::command::{Cmdlet, CommandInfo, Context, Invocation, ParameterInfo, Sink, Validation};
use crate::engine::error::{Carrier, Category, Exception, Position};
use crate::engine::evaluate::declare::VariableConstraint as Constraint;
use crate::engine::evaluate::validate::refused_argument;
use crate::engine::evaluate::violation::Violation;
use crate::engine::listen::{ListeningSink, StreamLists};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

/// One use of a native command.
pub struct NativeStage {
    cmdlet: Box<dyn Cmdlet>,
    invocation: Invocation,
    bound: Bound,
    /// Variables of `-OutVariable` and its kin.
    lists: Option<Rc<StreamLists>>,
    /// The only parameter that takes pipeline objects, when it takes any of them as it is.
    direct: Direct,
    /// Warnings of its arguments, until it begins.
    notices: Vec<&'static str>,
}

/// Whether pipeline objects go to their parameter without the binder.
#[derive(Clone, Copy)]
enum Direct {
    /// The first object tells.
    Unknown,
    Yes(usize),
    /// Values of one plain type: they have no members of their own, so that each is bound as the first.
    Plain(std::mem::Discriminant<Value>, usize),
    No,
}

/// A value whose type alone says how it is bound.
fn is_plain(value: &Value) -> bool {
    matches!(
        value,
        Value::String(_)
            | Value::Int(_)
            | Value::Long(_)
            | Value::Double(_)
            | Value::Bool(_)
            | Value::Char(_)
    )
}

/// Stores into a native command, with its declared checks.
struct NativeTarget<'a> {
    cmdlet: &'a mut dyn Cmdlet,
    info: &'static CommandInfo,
    table: &'a BindingTable,
}

impl Target for NativeTarget<'_> {
    fn assign(&mut self, engine: &mut Engine, parameter: usize, value: Value) -> Outcome {
        let Some(declared) = self.info.parameters.get(parameter) else { return Ok(()) };
        let value = match bind::written_text(&value) {
            Some(text) if bind::takes_written(declared.type_name) => text,
            // PowerShell declares these as `PSObject`, which is shown as it was written.
            Some(_) if declared.name == "InputObject" && declared.remaining => bind::shown_as_written(value),
            Some(_) => value.unwrapped().clone(),
            None => value,
        };
        if declared.validate.iter().any(|check| matches!(check, Validation::NotYet)) {
            return Err(Fault::not_supported(format!("{} -{}", self.info.name, declared.name)));
        }
        for check in declared.validate {
            if let Validation::NoneOf(words) = check {
                none_of(engine, declared.name, words, &value)?;
            }
        }
        dictionary_only(declared, &value)?;
        let mandatory = declared.mandatory || declared.sets.iter().any(|place| place.mandatory);
        if mandatory && let Some(table) = self.table.parameters.get(parameter) {
            bind::refuse_empty(engine, table, &value)?;
        }
        self.cmdlet.set(engine, parameter, value.clone())?;
        // Checks see what a list parameter makes of one value: a list with it.
        let seen = match value.unwrapped() {
            Value::Array(_) | Value::Object(_) | Value::Null | Value::Empty => value.clone(),
            _ if declared.type_name.ends_with("[]") => Value::array(vec![value.clone()]),
            _ => value.clone(),
        };
        for check in declared.validate {
            validate(engine, declared.name, check, &seen)?;
        }
        if !declared.values.is_empty() {
            one_of(engine, declared.name, declared.values, &value)?;
        }
        Ok(())
    }

    fn restore(&mut self, _engine: &mut Engine, parameter: usize) -> Outcome {
        self.cmdlet.unset(parameter);
        Ok(())
    }
}

fn validate(engine: &mut Engine, name: &str, check: &Validation, value: &Value) -> Outcome {
    let Some(constraint) = constraint(check) else { return Ok(()) };
    match engine.violation(&constraint, value)? {
        Some(violation) => Err(refused_argument(name, violation)),
        None => Ok(()),
    }
}

fn constraint(check: &Validation) -> Option<Constraint> {
    Some(match check {
        Validation::NotNull => Constraint::NotNull,
        Validation::NotNullOrEmpty => Constraint::NotNullOrEmpty,
        Validation::Range(least, most) => {
            Constraint::Range { least: bound_value(*least), most: bound_value(*most) }
        }
        Validation::Count(least, most) => Constraint::Count { least: *least as i32, most: *most as i32 },
        Validation::Length(least, most) => Constraint::Length { least: *least as i32, most: *most as i32 },
        Validation::Pattern(pattern) => {
            Constraint::Pattern { pattern: (*pattern).into(), case_sensitive: false, message: None }
        }
        _ => return None,
    })
}

/// What a parameter's attributes ask of its values.
pub(crate) fn constraints(of: &ParameterInfo) -> Vec<Constraint> {
    let mut found: Vec<Constraint> = of
        .validate
        .iter()
        .filter_map(|check| match check {
            Validation::AllowNull => Some(Constraint::AllowNull),
            Validation::AllowEmptyString => Some(Constraint::AllowEmptyString),
            Validation::AllowEmptyCollection => Some(Constraint::AllowEmptyCollection),
            other => constraint(other),
        })
        .collect();
    if !of.values.is_empty() && matches!(of.type_name, "string" | "string[]") {
        let values = of.values.iter().map(|value| value.to_string()).collect();
        found.push(Constraint::Set { values, ignore_case: true, message: None });
    }
    found
}

/// Whole bounds read as integers in messages.
fn bound_value(bound: f64) -> Value {
    if bound.fract() == 0.0 && bound.abs() <= f64::from(i32::MAX) {
        Value::Int(bound as i32)
    } else {
        Value::Double(bound)
    }
}

/// A parameter that takes tables takes nothing else.
fn dictionary_only(declared: &crate::engine::command::ParameterInfo, value: &Value) -> Outcome {
    let wanted = declared.type_name;
    let strict = matches!(
        wanted,
        "System.Collections.IDictionary" | "System.Exception" | "System.Management.Automation.ErrorRecord"
    );
    if !strict || value.is_null() && wanted != "System.Collections.IDictionary" || member::fits(value, wanted)
    {
        return Ok(());
    }
    let shown = convert::display(value);
    let kind = crate::engine::types::type_of(value).full_name();
    let message = format!(
        "Cannot bind parameter '{}'. Cannot convert the \"{shown}\" value of type \"{kind}\" to type \"{wanted}\".",
        declared.name
    );
    let exception = Exception::new("System.Management.Automation.ParameterBindingException", message);
    Err(Fault::error(exception, "CannotConvertArgumentNoMessage", Category::InvalidArgument, Value::Null))
}

/// Refuses a word without a final error, so that another parameter can take it.
fn none_of(engine: &mut Engine, name: &str, words: &[&str], value: &Value) -> Outcome {
    let shown = convert::to_text(engine, value)?;
    if !words.iter().any(|word| word.eq_ignore_ascii_case(&shown)) {
        return Ok(());
    }
    let message = format!("Cannot bind parameter '{name}'. The value '{shown}' is not a name.");
    let exception = Exception::new("System.Management.Automation.ParameterBindingException", message);
    Err(Fault::error(exception, "CannotConvertArgument", Category::InvalidArgument, Value::Null))
}

fn one_of(engine: &mut Engine, name: &str, values: &[&str], value: &Value) -> Outcome {
    let items = member::enumerate(engine, value)?.unwrap_or_else(|| vec![value.clone()]);
    for item in items {
        let shown = convert::to_text(engine, &item)?;
        if !values.iter().any(|known| known.eq_ignore_ascii_case(&shown)) {
            let list = values.join(",");
            let reason = format!(
                "The argument \"{shown}\" does not belong to the set \"{list}\" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again."
            );
            return Err(refused_argument(name, Violation::new("ValidateSetFailure", reason)));
        }
    }
    Ok(())
}

impl NativeStage {
    /// Binds the command line.
    pub(crate) fn new(
        engine: &mut Engine,
        info: &'static CommandInfo,
        typed: Rc<str>,
        elements: Vec<Element>,
        position: Option<Position>,
        (place, stop_id): (Place, u64),
    ) -> Outcome<NativeStage> {
        let Place { index: pipeline_position, length, has_input: expects_input } = place;
        let table = engine.native_table(info);
        let binder = Binder { name: info.name.into(), class: info.class.into(), position: position.clone() };
        let mut cmdlet = (info.create)();
        let mut bound = Bound::new(table.clone(), binder, expects_input);
        bound.pipeline_position = pipeline_position;
        let mut target = NativeTarget { cmdlet: cmdlet.as_mut(), info, table: &table };
        let mut binding = Binding { engine, bound: &mut bound, target: &mut target };
        binding.start(elements)?;
        binding.finish()?;
        let invocation = Invocation {
            info,
            name: typed,
            bound: bound.given.clone(),
            set: "",
            common: bound.common.clone(),
            position,
            confirm_all: None,
            expects_input,
            pipeline_position,
            is_last: pipeline_position == length,
            stop_id,
            failed: false,
        };
        let lists = StreamLists::open(engine, &bound.common)?;
        let notices = std::mem::take(&mut engine.notices);
        let mut stage = NativeStage { cmdlet, invocation, bound, lists, direct: Direct::Unknown, notices };
        stage.choose_set();
        Ok(stage)
    }

    /// Whether it is `ForEach-Object` with blocks: PowerShell loses their errors under `2>&1`.
    pub(crate) fn runs_blocks(&self) -> bool {
        let info = self.invocation.info;
        info.name == "Invoke-Command"
            || info.name == "ForEach-Object" && self.invocation.set == "ScriptBlockSet"
    }

    /// Whether it reported an error.
    pub(crate) fn failed(&self) -> bool {
        self.invocation.failed
    }

    fn choose_set(&mut self) {
        let name = self.bound.set.clone();
        let known = self
            .invocation
            .info
            .parameters
            .iter()
            .flat_map(|parameter| parameter.sets)
            .map(|place| place.set);
        let found = known.into_iter().find(|set| set.eq_ignore_ascii_case(&name));
        self.invocation.set = found.unwrap_or("__AllParameterSets");
    }

    pub(crate) fn begin(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        for notice in std::mem::take(&mut self.notices) {
            self.call(engine, next, |_, context| context.warning(notice))?;
        }
        self.traced(engine, next, "CALLING BeginProcessing", |cmdlet, context| cmdlet.begin(context))
    }

    pub(crate) fn process(
        &mut self,
        engine: &mut Engine,
        value: Option<Value>,
        next: &mut dyn Sink,
    ) -> Outcome {
        let Some(value) = value else {
            return self
                .traced(engine, next, "CALLING ProcessRecord", |cmdlet, context| cmdlet.process(context));
        };
        if let Direct::Yes(index) = self.direct
            && !matches!(value, Value::Empty)
            && !engine.tracing
        {
            self.cmdlet.set(engine, index, value)?;
            return self.call(engine, next, |cmdlet, context| cmdlet.process(context));
        }
        let table = self.bound.table.clone();
        let mut target =
            NativeTarget { cmdlet: self.cmdlet.as_mut(), info: self.invocation.info, table: &table };
        // What a check refuses goes to the binder once more, which says so.
        if let Direct::Plain(kind, index) = self.direct
            && kind == std::mem::discriminant(&value)
            && target.assign(engine, index, value.clone()).is_ok()
        {
            return self.call(engine, next, |cmdlet, context| cmdlet.process(context));
        }
        let refused = Binding { engine, bound: &mut self.bound, target: &mut target }.input(&value)?;
        if let Some(record) = refused {
            self.invocation.failed = true;
            return engine.report_error(Some(&self.invocation.common), *record);
        }
        for index in 0..self.invocation.bound.len() {
            if let Some(place) = self.invocation.bound.get_mut(index) {
                *place = self.bound.is_bound(index);
            }
        }
        self.choose_set();
        if matches!(self.direct, Direct::Unknown) {
            self.direct = match (self.direct_parameter(), is_plain(&value)) {
                (Some(index), _) => Direct::Yes(index),
                (None, true) => self
                    .bound
                    .plainly_bound(&value)
                    .map_or(Direct::No, |index| Direct::Plain(std::mem::discriminant(&value), index)),
                _ => Direct::No,
            };
        }
        self.traced(engine, next, "CALLING ProcessRecord", |cmdlet, context| cmdlet.process(context))
    }

    /// The one parameter that the first object went to, when every other object goes there too: it is
    /// the only one that takes pipeline objects, takes any of them, and checks nothing.
    fn direct_parameter(&self) -> Option<usize> {
        let index = self.bound.only_from_pipeline()?;
        let declared = self.invocation.info.parameters.get(index)?;
        let any =
            matches!(declared.type_name, "Object" | "System.Object" | "PSObject" | "psobject" | "object");
        let mandatory = declared.mandatory || declared.sets.iter().any(|place| place.mandatory);
        let plain = declared.validate.is_empty() && declared.values.is_empty() && !mandatory;
        (any && plain).then_some(index)
    }

    pub(crate) fn end(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        self.traced(engine, next, "CALLING EndProcessing", |cmdlet, context| cmdlet.end(context))
    }

    /// One of the command's blocks, under its title while somebody traces binding.
    fn traced(
        &mut self,
        engine: &mut Engine,
        next: &mut dyn Sink,
        title: &str,
        work: impl FnOnce(&mut dyn Cmdlet, &mut Context<'_>) -> Outcome,
    ) -> Outcome {
        if !engine.tracing {
            return self.call(engine, next, work);
        }
        engine.trace_scope(|| title.to_string());
        let result = self.call(engine, next, work);
        engine.trace_scope_ends();
        result
    }

    pub(crate) fn clean(&mut self, engine: &mut Engine) {
        self.cmdlet.clean(engine);
        if let Some(lists) = &self.lists {
            lists.close();
        }
    }

    fn call(
        &mut self,
        engine: &mut Engine,
        next: &mut dyn Sink,
        work: impl FnOnce(&mut dyn Cmdlet, &mut Context<'_>) -> Outcome,
    ) -> Outcome {
        let is_last = self.invocation.is_last;
        let result = engine.heard(is_last, next, |engine, next| self.call_heard(engine, next, work));
        result.map_err(|fault| self.place(fault))
    }

    fn call_heard(
        &mut self,
        engine: &mut Engine,
        next: &mut dyn Sink,
        work: impl FnOnce(&mut dyn Cmdlet, &mut Context<'_>) -> Outcome,
    ) -> Outcome {
        let Some(lists) = self.lists.clone() else {
            let mut context = Context { engine, invocation: &mut self.invocation, sink: next };
            let result = work(self.cmdlet.as_mut(), &mut context);
            engine.note_fault(&result);
            return result;
        };
        let depth = engine.listen(&lists);
        let mut sink = ListeningSink { lists: &lists, inner: next };
        let mut context = Context { engine, invocation: &mut self.invocation, sink: &mut sink };
        let result = work(self.cmdlet.as_mut(), &mut context);
        // Under `Stop` the command's own list has what ended it: the exception.
        match is_stop(&result) {
            true => {
                engine.stop_listening(depth);
                engine.note_fault(&result);
            }
            false => {
                engine.note_fault(&result);
                engine.stop_listening(depth);
            }
        }
        result
    }

    /// Gives a fault of this command its name and place.
    fn place(&self, mut fault: Box<Fault>) -> Box<Fault> {
        if let Fault::Error { record, .. } = fault.as_mut()
            && record.position.is_none()
        {
            record.position = self.invocation.position.clone();
            if record.activity.is_none() {
                record.activity = Some(self.invocation.info.name.to_string());
            }
        }
        fault
    }
}

/// Whether a preference made an error end a command.
fn is_stop(result: &Outcome) -> bool {
    let Err(fault) = result else { return false };
    matches!(fault.as_ref(), Fault::Error { record, .. } if record.carrier == Carrier::Stop)
}
