//! `ForEach-Object -Parallel`: a thread with a session of its own for each object.

use crate::engine::Outcome;
use crate::engine::background::{Job, JobKind, JobTable, Request, Shared, Throttle, check_using};
use crate::engine::command::Context;
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::portable::Unpacker;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::error_record;
use crate::engine::value::Value;
use crate::language::ast::Stream;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many run at once when nothing is said.
const DEFAULT_LIMIT: usize = 5;
/// How long it waits at once for something to come.
const POLL: Duration = Duration::from_millis(5);

/// One use of the parameter set.
pub struct Parallel {
    script: String,
    using: Vec<(String, Value)>,
    limit: usize,
    deadline: Option<Instant>,
    timed_out: bool,
    running: Vec<Arc<Shared>>,
    /// Objects of a job, which starts when all of them are there.
    collected: Option<Vec<Value>>,
}

impl Parallel {
    pub fn new(
        context: &mut Context<'_>,
        block: &Rc<ScriptBlockValue>,
        limit: Option<i32>,
        timeout: Option<i32>,
        as_job: bool,
    ) -> Outcome<Parallel> {
        let common = &context.invocation.common;
        let unsupported = common.error_action.is_some()
            || common.warning_action.is_some()
            || common.information_action.is_some()
            || common.progress_action.is_some()
            || common.pipeline_variable.is_some();
        if unsupported {
            let message = "The following common parameters are not currently supported in the Parallel parameter set:\nErrorAction, WarningAction, InformationAction, ProgressAction, PipelineVariable";
            let class = "System.Management.Automation.PSArgumentException";
            let id = "ParallelCommonParametersNotSupported";
            return Err(context.terminate(class, message, id, Category::InvalidArgument, Value::Null));
        }
        let using = check_using(context.engine, block.tree()).map_err(|fault| context.named(fault))?;
        if let Some((_, block)) = using.iter().find(|(_, value)| matches!(value.unwrapped(), Value::Block(_)))
        {
            let message = "A ForEach-Object -Parallel using variable cannot be a script block. Passed-in script block variables are not supported with ForEach-Object -Parallel, and can result in undefined behavior.";
            let class = "System.Management.Automation.PSArgumentException";
            let id = "ParallelUsingVariableCannotBeScriptBlock";
            return Err(context.terminate(class, message, id, Category::InvalidType, block.clone()));
        }
        let seconds = timeout.and_then(|seconds| u64::try_from(seconds).ok()).filter(|seconds| *seconds > 0);
        Ok(Parallel {
            script: block.text().to_string(),
            using,
            limit: limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(DEFAULT_LIMIT).max(1),
            deadline: seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds)),
            timed_out: false,
            running: Vec::new(),
            collected: as_job.then(Vec::new),
        })
    }

    /// Starts the block for an object, as soon as there is room.
    pub fn add(&mut self, context: &mut Context<'_>, item: Value) -> Outcome {
        if !context.bound("InputObject") && !context.invocation.expects_input {
            return Ok(());
        }
        if matches!(item.unwrapped(), Value::Block(_)) {
            let message = "A ForEach-Object -Parallel piped input object cannot be a script block. Passed-in script block variables are not supported with ForEach-Object -Parallel, and can result in undefined behavior.";
            let class = "System.Management.Automation.PSArgumentException";
            let id = "ParallelPipedInputObjectCannotBeScriptBlock";
            return context.fail(class, message, id, Category::InvalidType, item);
        }
        if let Some(collected) = &mut self.collected {
            collected.push(item);
            return Ok(());
        }
        self.pump(context)?;
        while self.running.len() >= self.limit && !self.timed_out {
            self.wait(context)?;
        }
        if self.timed_out {
            return Ok(());
        }
        let request = self.request(item, None);
        let shared = context.engine.start_work(request)?;
        self.running.push(shared);
        Ok(())
    }

    fn request(&self, item: Value, throttle: Option<Arc<Throttle>>) -> Request {
        Request {
            script: self.script.clone(),
            item: Some(item),
            using: self.using.clone(),
            throttle,
            ..Request::default()
        }
    }

    /// Waits for all of them, or sends the job that does.
    pub fn finish(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(items) = self.collected.take() {
            return self.start_job(context, items);
        }
        while !self.running.is_empty() {
            self.wait(context)?;
        }
        Ok(())
    }

    pub fn stop(&self) {
        self.running.iter().for_each(|task| task.stop());
    }

    fn start_job(&self, context: &mut Context<'_>, items: Vec<Value>) -> Outcome {
        let throttle = Throttle::new(self.limit);
        let id = context.engine.extension::<JobTable>().next_id();
        let mut children = Vec::with_capacity(items.len());
        for item in items {
            let request = self.request(item, Some(throttle.clone()));
            let shared = context.engine.start_work(request)?;
            let child = context.engine.extension::<JobTable>().next_id();
            let name = format!("Job{child}");
            children.push(Job::value(
                child,
                name,
                JobKind::Task,
                self.script.clone(),
                Some(shared),
                Vec::new(),
            ));
        }
        let job = Job::value(id, format!("Job{id}"), JobKind::Tasks, self.script.clone(), None, children);
        context.engine.extension::<JobTable>().jobs.push(job.clone());
        context.output(job)
    }

    /// Waits a moment, and sends what came.
    fn wait(&mut self, context: &mut Context<'_>) -> Outcome {
        context.engine.check_stop()?;
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            self.timed_out = true;
            self.stop();
        }
        if let Some(first) = self.running.first() {
            first.wait_briefly(POLL);
        }
        self.pump(context)
    }

    /// Sends what came, and forgets what is over.
    fn pump(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut index = 0;
        while let Some(task) = self.running.get(index).cloned() {
            let over = task.state().is_over();
            for (stream, packed) in task.take_events() {
                let value = Unpacker::default().unpack(context.engine, &packed)?;
                send(context, stream, value)?;
            }
            if !over {
                index += 1;
                continue;
            }
            self.running.remove(index);
            context.engine.absorb_changes(&task)?;
            self.report_end(context, &task)?;
        }
        Ok(())
    }

    /// The error that ended a task.
    fn report_end(&self, context: &mut Context<'_>, task: &Shared) -> Outcome {
        use crate::engine::background::JobState;
        if let Some(failure) = task.failure() {
            let mut record = Unpacker::default().error(context.engine, &failure)?;
            record.reported = false;
            record.id = "PSTaskException".into();
            record.category = Category::InvalidOperation;
            return send(context, Stream::Error, error_record::value(record));
        }
        if task.state() == JobState::Stopped && self.timed_out {
            let class = "System.Management.Automation.PipelineStoppedException";
            let message = "The pipeline has been stopped.";
            // It is the task's own error: its id does not end with the command.
            let exception = Exception::new(class, message);
            let record =
                ErrorRecord::new(exception, "PSTaskException", Category::InvalidOperation, Value::Null);
            return send(context, Stream::Error, error_record::value(record));
        }
        Ok(())
    }
}

fn send(context: &mut Context<'_>, stream: Stream, value: Value) -> Outcome {
    match stream {
        Stream::Output => context.output(value),
        stream => {
            if stream == Stream::Error {
                context.invocation.failed = true;
            }
            let common = context.invocation.common.clone();
            context.engine.forward_record(stream, value, &common)
        }
    }
}
