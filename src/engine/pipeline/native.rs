//! A native command as a stage.

use crate::engine::bind::{self, Binder, BindingTable, Bound, Element, Target};
use crate::engine::command::{Cmdlet, CommandInfo, Context, Invocation, Sink, Validation};
use crate::engine::error::{Category, ErrorRecord, Exception, Position};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

/// One use of a native command.
pub struct NativeStage {
    cmdlet: Box<dyn Cmdlet>,
    invocation: Invocation,
    table: Rc<BindingTable>,
    binder: Binder,
    bound: Bound,
}

/// Stores into a native command, with its declared checks.
struct NativeTarget<'a> {
    cmdlet: &'a mut dyn Cmdlet,
    info: &'static CommandInfo,
}

impl Target for NativeTarget<'_> {
    fn assign(&mut self, engine: &mut Engine, parameter: usize, value: Value) -> Outcome {
        let Some(declared) = self.info.parameters.get(parameter) else { return Ok(()) };
        if declared.validate.iter().any(|check| matches!(check, Validation::NotYet)) {
            return Err(Fault::not_supported(format!("{} -{}", self.info.name, declared.name)));
        }
        let allows_null = declared.validate.iter().any(|check| matches!(check, Validation::AllowNull));
        let mandatory = declared.mandatory || declared.sets.iter().any(|place| place.mandatory);
        if mandatory && !allows_null {
            refuse_empty(declared.name, declared.type_name, declared.validate, &value)?;
        }
        self.cmdlet.set(engine, parameter, value.clone())?;
        for check in declared.validate {
            validate(engine, declared.name, check, &value)?;
        }
        if !declared.values.is_empty() {
            one_of(engine, declared.name, declared.values, &value)?;
        }
        Ok(())
    }
}

/// Mandatory parameters take neither `$null` nor empty text or collections.
pub(crate) fn refuse_empty(name: &str, type_name: &str, checks: &[Validation], value: &Value) -> Outcome {
    let fail = |what: &str, id: &str| {
        let message = format!("Cannot bind argument to parameter '{name}' because it is {what}.");
        let class = "System.Management.Automation.ParameterBindingValidationException";
        Err(Fault::error(Exception::new(class, message), id, Category::InvalidData, Value::Null))
    };
    if value.is_null() {
        let text = type_name.eq_ignore_ascii_case("string") && value_is_text_null(value);
        return match text {
            true => fail("an empty string", "ParameterArgumentValidationErrorEmptyStringNotAllowed"),
            false => fail("null", "ParameterArgumentValidationErrorNullNotAllowed"),
        };
    }
    let allows = |wanted: fn(&Validation) -> bool| checks.iter().any(wanted);
    match value.unwrapped() {
        Value::String(text)
            if text.is_empty() && !allows(|check| matches!(check, Validation::AllowEmptyString)) =>
        {
            fail("an empty string", "ParameterArgumentValidationErrorEmptyStringNotAllowed")
        }
        Value::Array(array)
            if array.items.borrow().is_empty()
                && !allows(|check| matches!(check, Validation::AllowEmptyCollection)) =>
        {
            fail("an empty array", "ParameterArgumentValidationErrorEmptyArrayNotAllowed")
        }
        _ => Ok(()),
    }
}

/// A `[string]` parameter sees `$null` as an empty text.
fn value_is_text_null(_value: &Value) -> bool {
    true
}

fn validation_fault(name: &str, reason: &str) -> Box<Fault> {
    let message = format!("Cannot validate argument on parameter '{name}'. {reason}");
    let class = "System.Management.Automation.ParameterBindingValidationException";
    Fault::error(
        Exception::new(class, message),
        "ParameterArgumentValidationError",
        Category::InvalidData,
        Value::Null,
    )
}

fn validate(engine: &mut Engine, name: &str, check: &Validation, value: &Value) -> Outcome {
    use crate::engine::evaluate::declare::VariableConstraint as Constraint;
    let constraint = match check {
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
        Validation::AllowNull
        | Validation::AllowEmptyString
        | Validation::AllowEmptyCollection
        | Validation::NotYet => {
            return Ok(());
        }
    };
    match engine.violation(&constraint, value)? {
        Some(reason) => Err(validation_fault(name, &reason)),
        None => Ok(()),
    }
}

/// Whole bounds read as integers in messages.
fn bound_value(bound: f64) -> Value {
    if bound.fract() == 0.0 && bound.abs() <= f64::from(i32::MAX) {
        Value::Int(bound as i32)
    } else {
        Value::Double(bound)
    }
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
            return Err(validation_fault(name, &reason));
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
        place: (usize, u64, bool),
    ) -> Outcome<NativeStage> {
        let (pipeline_position, stop_id, expects_input) = place;
        let table = engine.native_table(info);
        let binder = Binder { name: info.name.into(), class: info.class.into() };
        let mut cmdlet = (info.create)();
        let elements = engine.with_default_parameters(info.name, &table, elements)?;
        let bound = {
            let mut target = NativeTarget { cmdlet: cmdlet.as_mut(), info };
            bind::bind(engine, &binder, &table, elements, &mut target)?
        };
        engine.start_variables(&bound.common);
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
            stop_id,
        };
        let mut stage = NativeStage { cmdlet, invocation, table, binder, bound };
        if !expects_input {
            stage.check_mandatory(engine)?;
        }
        stage.choose_set();
        Ok(stage)
    }

    fn choose_set(&mut self) {
        let name = self.table.set_name(self.bound.sets);
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

    /// Narrows the sets by what is missing; asks or fails for what stays missing.
    fn check_mandatory(&mut self, engine: &mut Engine) -> Outcome {
        let sets = self.table.resolve_sets(self.bound.sets, &self.invocation.bound);
        let Some(sets) = sets else {
            return Err(bind::errors::ambiguous_set(&self.binder, Default::default()));
        };
        self.bound.sets = sets;
        let missing = self.table.missing(sets, &self.invocation.bound);
        if missing.is_empty() {
            return Ok(());
        }
        let NativeStage { cmdlet, invocation, table, binder, .. } = self;
        let mut target = NativeTarget { cmdlet: cmdlet.as_mut(), info: invocation.info };
        let prompted =
            engine.prompt_mandatory(binder, table, &missing, invocation.pipeline_position, &mut target)?;
        for index in prompted {
            if let Some(place) = invocation.bound.get_mut(index) {
                *place = true;
            }
        }
        Ok(())
    }

    pub(crate) fn begin(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        self.call(engine, next, |cmdlet, context| cmdlet.begin(context))
    }

    pub(crate) fn process(
        &mut self,
        engine: &mut Engine,
        value: Option<Value>,
        next: &mut dyn Sink,
    ) -> Outcome {
        let Some(value) = value else {
            return self.call(engine, next, |cmdlet, context| cmdlet.process(context));
        };
        let before = self.invocation.bound.clone();
        let info = self.invocation.info;
        let result = {
            let mut target = NativeTarget { cmdlet: self.cmdlet.as_mut(), info };
            bind::bind_input(engine, &self.table, &self.bound.given, self.bound.sets, &value, &mut target)
        };
        let bound = match result {
            Ok(Some(bound)) => bound,
            Ok(None) => return self.report(engine, bind::errors::not_bound(&self.binder, value)),
            Err(fault) => return self.report_fault(engine, fault, value),
        };
        for (index, _) in &bound {
            if let Some(place) = self.invocation.bound.get_mut(*index) {
                *place = true;
            }
        }
        let checked = self.check_mandatory(engine);
        self.choose_set();
        let result = match checked {
            Ok(()) => self.call(engine, next, |cmdlet, context| cmdlet.process(context)),
            Err(fault) => self.report_fault(engine, fault, Value::Null),
        };
        for (index, _) in bound {
            self.cmdlet.unset(index);
        }
        self.invocation.bound = before;
        result
    }

    fn report(&mut self, engine: &mut Engine, mut record: ErrorRecord) -> Outcome {
        record.position = record.position.or_else(|| self.invocation.position.clone());
        engine.report_error(Some(&self.invocation.common), record)
    }

    fn report_fault(&mut self, engine: &mut Engine, fault: Box<Fault>, value: Value) -> Outcome {
        match *fault {
            Fault::Error { mut record, .. } => {
                if record.target.is_null() {
                    record.target = value;
                }
                if record.exception.message.starts_with("Cannot process argument transformation") {
                    *record = bind::errors::not_bound(&self.binder, record.target);
                }
                self.report(engine, *record)
            }
            other => Err(Box::new(other)),
        }
    }

    pub(crate) fn end(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        self.call(engine, next, |cmdlet, context| cmdlet.end(context))
    }

    pub(crate) fn clean(&mut self, engine: &mut Engine) {
        self.cmdlet.clean(engine);
    }

    fn call(
        &mut self,
        engine: &mut Engine,
        next: &mut dyn Sink,
        work: impl FnOnce(&mut dyn Cmdlet, &mut Context<'_>) -> Outcome,
    ) -> Outcome {
        let mut out = engine.tee(&self.invocation.common, next);
        let result = {
            let mut context = Context { engine, invocation: &mut self.invocation, sink: &mut out };
            work(self.cmdlet.as_mut(), &mut context)
        };
        result.map_err(|fault| self.place(fault))
    }

    /// Gives a fault of this command its name and place.
    fn place(&self, mut fault: Box<Fault>) -> Box<Fault> {
        if let Fault::Error { record, .. } = fault.as_mut() {
            record.position = record.position.take().or_else(|| self.invocation.position.clone());
            if record.activity.is_none() {
                record.activity = Some(self.invocation.info.name.to_string());
            }
        }
        fault
    }
}
