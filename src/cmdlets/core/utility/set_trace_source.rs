//! `Set-TraceSource`.

use super::trace_sources::{self, DETAILS, OPTIONS, Wish};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::engine::trace::{Listener, Tracer};
use crate::engine::value::Value;

cmdlet! {
    /// Turns tracing of a source on or off for the rest of the session.
    ///
    /// # Examples
    /// ```powershell
    /// Set-TraceSource CommandDiscovery -Option All -FilePath ./discovery.log
    /// Set-TraceSource CommandDiscovery -RemoveFileListener *
    /// Set-TraceSource -Name CommandDiscovery -Option All -ListenerOption Timestamp -FilePath ./more.log -Force -PassThru
    /// Set-TraceSource -Name CommandDiscovery -RemoveFileListener *
    /// Set-TraceSource -Name CommandDiscovery -Option None -PSHost -Debugger
    /// Set-TraceSource -Name CommandDiscovery -RemoveListener *
    /// ```
    "Set-TraceSource" as SetTraceSource {
        class: "Microsoft.PowerShell.Commands.SetTraceSourceCommand",
        default_set: "optionsSet",
        output_types: &["System.Management.Automation.PSTraceSource"],
    }
    parameters {
        /// Names of sources, with wildcards.
        "Name" names: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::Both, wildcards: true },
        /// What kinds of lines are told.
        "Option" options: Option<Value> { sets: &[Membership { set: "optionsSet", position: Some(1), mandatory: false, pipe: Pipe::ByName }], type_name: "System.Management.Automation.PSTraceSourceOptions", suggestions: OPTIONS },
        /// What stands under each line.
        "ListenerOption" details: Option<Value> { sets: &[Membership { set: "optionsSet", position: None, mandatory: false, pipe: Pipe::No }], type_name: "System.Diagnostics.TraceOptions", suggestions: DETAILS },
        /// A file that the lines are added to.
        "FilePath" file: Option<String> { aliases: &["PSPath", "Path"], sets: &[Membership { set: "optionsSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Also writes to a file that is read-only.
        "Force" force: bool { sets: &[Membership { set: "optionsSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Tells .NET's debugger, which is not there: nothing hears it.
        "Debugger" debugger: bool { sets: &[Membership { set: "optionsSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Shows the lines as debug messages.
        "PSHost" host: bool { sets: &[Membership { set: "optionsSet", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Names of listeners that hear no more.
        "RemoveListener" remove: Vec<String> { sets: &[Membership { set: "removeAllListenersSet", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Names of files that are written to no more.
        "RemoveFileListener" remove_files: Vec<String> { sets: &[Membership { set: "removeFileListenersSet", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Sends the sources.
        "PassThru" pass_thru: bool { sets: &[Membership { set: "optionsSet", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for SetTraceSource {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let places = trace_sources::matching(context, &self.names, true)?;
        match context.invocation.set {
            "removeAllListenersSet" => self.remove_listeners(context, &places, false),
            "removeFileListenersSet" => self.remove_listeners(context, &places, true),
            _ => {
                let wish = Wish {
                    options: self.options.as_ref(),
                    details: self.details.as_ref(),
                    file: self.file.as_deref(),
                    force: self.force,
                    debugger: self.debugger,
                    host: self.host,
                };
                wish.apply(context, &places)?;
            }
        }
        if !self.pass_thru {
            return Ok(());
        }
        for place in places {
            let source = context.engine.extension::<Tracer>().sources.get(place).map(trace_sources::object);
            source.map_or(Ok(()), |source| context.output(source))?;
        }
        Ok(())
    }
}

impl SetTraceSource {
    fn remove_listeners(&self, context: &mut Context<'_>, places: &[usize], files: bool) {
        let names = if files { &self.remove_files } else { &self.remove };
        let tracer = context.engine.extension::<Tracer>();
        for place in places {
            let Some(source) = tracer.sources.get_mut(*place) else { continue };
            source.listeners.retain(|listener| {
                let kept = files && !matches!(listener, Listener::File(..));
                kept || !names.iter().any(|name| like(listener.name(), name, true))
            });
        }
        context.engine.update_tracing();
    }
}
