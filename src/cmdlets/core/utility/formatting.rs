//! What the `Format-` commands share.

use crate::engine::command::Context;
use crate::engine::host::{FormatRequest, FormattedLines, Formatter};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, member};

/// The formatter of one use, made with its first object.
#[derive(Default)]
pub(super) struct Running(Option<Box<dyn Formatter>>);

/// Collections are shown by their elements; other wishes are refused where they would matter.
pub(super) fn only_elements(context: &mut Context<'_>, value: &Value, expand: Option<&str>) -> Outcome {
    let other = expand.is_some_and(|expand| !expand.eq_ignore_ascii_case("EnumOnly"));
    if other && member::enumerate(context.engine, value)?.is_some() {
        let name = context.invocation.info.name;
        return Err(Fault::not_supported(format!("{name} -Expand {}", expand.unwrap_or_default())));
    }
    Ok(())
}

impl Running {
    pub(super) fn push(
        &mut self,
        context: &mut Context<'_>,
        value: Value,
        request: impl FnOnce() -> FormatRequest,
    ) -> Outcome {
        if self.0.is_none() {
            let width = context.engine.host.width();
            self.0 = Some(context.engine.host.formatter(Some(request()), width));
        }
        let Some(mut formatter) = self.0.take() else { return Ok(()) };
        let mut lines = Vec::new();
        let result = formatter.push(context.engine, value, &mut lines);
        self.0 = Some(formatter);
        send(context, lines)?;
        result
    }

    pub(super) fn finish(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(mut formatter) = self.0.take() else { return Ok(()) };
        let mut lines = Vec::new();
        formatter.finish(context.engine, &mut lines)?;
        send(context, lines)
    }
}

pub(super) fn send(context: &mut Context<'_>, lines: Vec<String>) -> Outcome {
    if lines.is_empty() {
        return Ok(());
    }
    context.output(Value::native(FormattedLines { lines }))
}
