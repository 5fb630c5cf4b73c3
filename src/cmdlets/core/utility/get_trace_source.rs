//! `Get-TraceSource`.

use super::trace_sources;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::trace::Tracer;

cmdlet! {
    /// Gets what can be traced: the binding of parameters, the calls of methods, the search for commands.
    ///
    /// # Examples
    /// ```powershell
    /// Get-TraceSource Parameter*
    /// Get-TraceSource -Name CommandDiscovery
    /// ```
    "Get-TraceSource" as GetTraceSource {
        class: "Microsoft.PowerShell.Commands.GetTraceSourceCommand",
        output_types: &["System.Management.Automation.PSTraceSource"],
    }
    parameters {
        /// Names of sources, with wildcards.
        "Name" names: Vec<String> { position: Some(0), pipe: Pipe::Both, validate: &[Validation::NotNullOrEmpty], wildcards: true },
    }
}

impl Cmdlet for GetTraceSource {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let all = ["*".to_string()];
        let names = if self.names.is_empty() { &all[..] } else { &self.names };
        let mut places = trace_sources::matching(context, names, true)?;
        places.sort_unstable();
        for place in places {
            let source = context.engine.extension::<Tracer>().sources.get(place).map(trace_sources::object);
            source.map_or(Ok(()), |source| context.output(source))?;
        }
        Ok(())
    }
}
