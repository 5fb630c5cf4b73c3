//! `Get-Job`.

use super::job_choice::{Choice, FilterTable, Instances, StateName, all, children, chosen, has_state};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::background::job_of;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::comparer;
use crate::engine::value::Value;
use crate::engine::{convert, member};
use std::cmp::Ordering;

cmdlet! {
    /// Gets the background jobs of this session.
    ///
    /// # Examples
    /// ```powershell
    /// $job = Start-ThreadJob { 'done' } -Name sums
    /// Get-Job -Name s*
    /// $job | Wait-Job | Remove-Job
    /// $job = Start-ThreadJob { 'done' } -Name sums
    /// $job | Wait-Job | Out-Null
    /// Get-Job -Id $job.Id -IncludeChildJob -HasMoreData $true
    /// Get-Job -InstanceId $job.InstanceId -ChildJobState Completed
    /// Get-Job -State Completed -Newest 1
    /// Get-Job -Command *done*
    /// Get-Job -Filter @{ Name = 'sums' }
    /// Get-Job -Before (Get-Date).AddDays(1) -After '2020-01-01'
    /// ```
    "Get-Job" as GetJob {
        aliases: &["gjb"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.GetJobCommand",
        default_set: "SessionIdParameterSet",
        output_types: &["System.Management.Automation.Job"],
    }
    parameters {
        /// The jobs inside of those as well.
        "IncludeChildJob" include_child: bool { sets: &[Membership { set: "SessionIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InstanceIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "NameParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "StateParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only jobs inside of others that are in this state.
        "ChildJobState" child_state: Option<StateName> { type_name: "JobState", sets: &[Membership { set: "SessionIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InstanceIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "NameParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "StateParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only jobs that have something to receive, or have not.
        "HasMoreData" has_more: Option<Value> { type_name: "System.Boolean", sets: &[Membership { set: "SessionIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InstanceIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "NameParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "StateParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only jobs that ended before this moment.
        "Before" before: Option<Value> { type_name: "datetime", sets: &[Membership { set: "SessionIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InstanceIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "NameParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "StateParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only jobs that ended after this moment.
        "After" after: Option<Value> { type_name: "datetime", sets: &[Membership { set: "SessionIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InstanceIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "NameParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "StateParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only this many of the jobs that ended last.
        "Newest" newest: Option<i32> { sets: &[Membership { set: "SessionIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InstanceIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "NameParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "StateParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Numbers of jobs.
        "Id" ids: Vec<i32> { sets: &[Membership { set: "SessionIdParameterSet", position: Some(0), mandatory: false, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Names of jobs, with wildcards.
        "Name" names: Vec<String> { sets: &[Membership { set: "NameParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// Instance ids of jobs.
        "InstanceId" instances: Instances { type_name: "guid[]", sets: &[Membership { set: "InstanceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Jobs in this state.
        "State" state: Option<StateName> { type_name: "JobState", sets: &[Membership { set: "StateParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Commands of jobs, with wildcards.
        "Command" commands: Vec<String> { sets: &[Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::ByName }], wildcards: true },
        /// Properties that the jobs have.
        "Filter" filter: FilterTable { type_name: "hashtable", sets: &[Membership { set: "FilterParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for GetJob {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let given = self.state.is_some()
            || self.filter.0.is_some()
            || !(self.ids.is_empty()
                && self.names.is_empty()
                && self.instances.0.is_empty()
                && self.commands.is_empty());
        let mut found = match given {
            false => all(context),
            true => {
                let choice = Choice {
                    ids: &self.ids,
                    names: &self.names,
                    instances: &self.instances.0,
                    state: self.state.map(StateName::name),
                    commands: &self.commands,
                    filter: self.filter.0.as_ref(),
                    ..Choice::default()
                };
                chosen(context, &choice)?
            }
        };
        if self.include_child || self.child_state.is_some() {
            let inner: Vec<Value> = found
                .iter()
                .flat_map(children)
                .filter(|child| {
                    self.child_state.map(StateName::name).is_none_or(|state| has_state(child, state))
                })
                .collect();
            found.extend(inner);
        }
        let mut kept = Vec::new();
        for job in found {
            if self.passes(context, &job)? {
                kept.push(job);
            }
        }
        if let Some(newest) = self.newest.and_then(|count| usize::try_from(count).ok()) {
            kept.reverse();
            kept.truncate(newest);
        } else {
            kept.sort_by_key(|job| job_of(job).map_or(0, |job| job.id));
        }
        kept.into_iter().try_for_each(|job| context.output(job))
    }
}

impl GetJob {
    fn passes(&self, context: &mut Context<'_>, job: &Value) -> Outcome<bool> {
        if let Some(wanted) = &self.has_more {
            let more = member::property(context.engine, job, "HasMoreData")?.unwrap_or_default();
            if convert::to_bool(&more) != convert::to_bool(wanted) {
                return Ok(false);
            }
        }
        for (limit, order) in [(&self.before, Ordering::Less), (&self.after, Ordering::Greater)] {
            let Some(limit) = limit else { continue };
            let limit = convert::to_type(
                context.engine,
                limit.clone(),
                &crate::engine::types::named("System.DateTime"),
            )?;
            let ended = member::property(context.engine, job, "PSEndTime")?.unwrap_or_default();
            if ended.is_null() || comparer::natural(&ended, &limit, true) != order {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
