//! Which jobs a command is about: by object, number, name, state.

use crate::engine::background::{JobTable, job_of};
use crate::engine::command::{Context, FromValue};
use crate::engine::error::{Category, Exception};
use crate::engine::operators::{has_wildcard, like};
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};

crate::enum_parameter! {
    /// `JobState`
    StateName {
        NotStarted, Running, Completed, Failed, Stopped, Blocked, Suspended, Disconnected, Suspending, Stopping,
        AtBreakpoint,
    }
    default NotStarted
}

impl StateName {
    pub fn name(self) -> &'static str {
        <Self as FromValue>::VALUES.get(self as usize).copied().unwrap_or_default()
    }
}

/// A parameter that takes jobs and nothing else.
#[derive(Default)]
pub struct Jobs(pub Vec<Value>);

impl FromValue for Jobs {
    const TYPE_NAME: &'static str = "System.Management.Automation.Job[]";

    fn unbound() -> Self {
        Jobs::default()
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        let items = member::enumerate(engine, &value)?.unwrap_or_else(|| vec![value.clone()]);
        match items.iter().find(|item| job_of(item).is_none()) {
            None => Ok(Jobs(items)),
            Some(other) => {
                let message = format!(
                    "Cannot convert the \"{}\" value of type \"{}\" to type \"System.Management.Automation.Job\".",
                    convert::display(other),
                    crate::engine::types::type_of(other).full_name()
                );
                let class = "System.Management.Automation.PSInvalidCastException";
                let exception = Exception::new(class, message);
                Err(Fault::error(
                    exception,
                    "ConvertToFinalInvalidCastException",
                    Category::InvalidArgument,
                    Value::Null,
                ))
            }
        }
    }
}

/// A parameter that takes instance ids, and nothing that is none.
#[derive(Default)]
pub struct Instances(pub Vec<String>);

impl FromValue for Instances {
    const TYPE_NAME: &'static str = "guid[]";

    fn unbound() -> Self {
        Instances::default()
    }

    fn from_value(engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        let items = member::enumerate(engine, &value)?.unwrap_or_else(|| vec![value.clone()]);
        let wanted = crate::engine::types::named("System.Guid");
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            found.push(convert::display(&convert::to_type(engine, item, &wanted)?));
        }
        Ok(Instances(found))
    }
}

/// A parameter that takes a hash table, and nothing else.
#[derive(Default)]
pub struct FilterTable(pub Option<Value>);

impl FromValue for FilterTable {
    const TYPE_NAME: &'static str = "System.Collections.Hashtable";

    fn unbound() -> Self {
        FilterTable::default()
    }

    fn from_value(_: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        match hashtable::table(&value) {
            Some(_) => Ok(FilterTable(Some(value))),
            None => Err(convert::no_conversion(&value, Self::TYPE_NAME)),
        }
    }
}

crate::parameter_group! {
    /// The ways to name jobs.
    JobSelection {
        /// Numbers of jobs.
        "Id" ids: Vec<i32> { sets: &[Membership { set: "SessionIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Jobs.
        "Job" jobs: Jobs { sets: &[Membership { set: "JobParameterSet", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty] },
        /// Names of jobs, with wildcards.
        "Name" names: Vec<String> { sets: &[Membership { set: "NameParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// Instance ids of jobs.
        "InstanceId" instances: Instances { type_name: "guid[]", sets: &[Membership { set: "InstanceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Jobs in this state.
        "State" state: Option<StateName> { type_name: "JobState", sets: &[Membership { set: "StateParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
    }
}

crate::parameter_group! {
    /// Jobs by their properties.
    JobFilter {
        /// Properties that the jobs have.
        "Filter" filter: FilterTable { type_name: "hashtable", sets: &[Membership { set: "FilterParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
    }
}

impl JobSelection {
    pub fn choice<'a>(&'a self, filter: &'a JobFilter) -> Choice<'a> {
        Choice {
            jobs: &self.jobs.0,
            ids: &self.ids,
            names: &self.names,
            instances: &self.instances.0,
            state: self.state.map(StateName::name),
            filter: filter.filter.0.as_ref(),
            ..Choice::default()
        }
    }
}

/// What a command line says of the jobs that it means.
#[derive(Default)]
pub struct Choice<'a> {
    pub jobs: &'a [Value],
    pub ids: &'a [i32],
    pub names: &'a [String],
    pub instances: &'a [String],
    pub state: Option<&'a str>,
    pub commands: &'a [String],
    pub filter: Option<&'a Value>,
}

/// Jobs of the session.
pub fn all(context: &mut Context<'_>) -> Vec<Value> {
    context.engine.extension::<JobTable>().jobs.clone()
}

/// The jobs that are meant; one that is not there is a non-terminating error.
pub fn chosen(context: &mut Context<'_>, choice: &Choice<'_>) -> Outcome<Vec<Value>> {
    let mut found = choice.jobs.to_vec();
    let known = all(context);
    let every: Vec<Value> =
        known.iter().flat_map(|job| std::iter::once(job.clone()).chain(children(job))).collect();
    for id in choice.ids {
        match every.iter().find(|job| job_of(job).is_some_and(|job| job.id == *id)) {
            Some(job) => found.push(job.clone()),
            None => {
                let message = format!(
                    "The command cannot find a job with the job ID {id}. Verify the value of the Id parameter and then try the command again."
                );
                not_found(context, message, "JobWithSpecifiedSessionNotFound", Value::Int(*id))?;
            }
        }
    }
    for name in choice.names {
        let matching = |job: &Value| job_of(job).is_some_and(|job| like(&job.name(), name, true));
        let count = found.len();
        found.extend(known.iter().filter(|job| matching(job)).cloned());
        if found.len() == count && !has_wildcard(name) {
            let message = format!(
                "The command cannot find the job because the job name {name} was not found. Verify the value of the Name parameter, and then try the command again."
            );
            not_found(context, message, "JobWithSpecifiedNameNotFound", Value::text(name.as_str()))?;
        }
    }
    for instance in choice.instances {
        let wanted = instance.trim_matches(['{', '}']);
        match every
            .iter()
            .find(|job| job_of(job).is_some_and(|job| job.instance().eq_ignore_ascii_case(wanted)))
        {
            Some(job) => found.push(job.clone()),
            None => {
                let message = format!(
                    "The command cannot find a job with the instance ID {instance}. Verify the value of the InstanceId parameter, and then try the command again."
                );
                not_found(context, message, "JobWithSpecifiedInstanceIdNotFound", Value::text(wanted))?;
            }
        }
    }
    if let Some(state) = choice.state {
        found.extend(known.iter().filter(|job| has_state(job, state)).cloned());
    }
    for command in choice.commands {
        let matching = |job: &Value| job_of(job).is_some_and(|job| like(job.command(), command, true));
        found.extend(known.iter().filter(|job| matching(job)).cloned());
    }
    if let Some(filter) = choice.filter {
        for job in &known {
            if fits_filter(context, job, filter)? {
                found.push(job.clone());
            }
        }
    }
    Ok(found)
}

pub fn children(job: &Value) -> Vec<Value> {
    job_of(job).map(|job| job.children().to_vec()).unwrap_or_default()
}

pub fn has_state(job: &Value, state: &str) -> bool {
    job_of(job).is_some_and(|job| job.state().name().eq_ignore_ascii_case(state))
}

fn fits_filter(context: &mut Context<'_>, job: &Value, filter: &Value) -> Outcome<bool> {
    let Some(table) = crate::engine::types::hashtable::table(filter) else { return Ok(false) };
    let pairs: Vec<(Value, Value)> =
        table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    for (key, wanted) in pairs {
        let name = convert::to_text(context.engine, &key)?;
        let value = member::property(context.engine, job, &name)?.unwrap_or_default();
        let (value, wanted) =
            (convert::to_text(context.engine, &value)?, convert::to_text(context.engine, &wanted)?);
        if !like(&value, &wanted, true) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn not_found(context: &mut Context<'_>, message: String, id: &str, target: Value) -> Outcome {
    let class = "System.Management.Automation.PSArgumentException";
    context.fail(class, message, id, Category::ObjectNotFound, target)
}
