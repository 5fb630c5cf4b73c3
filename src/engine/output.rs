//! Output that nothing in the session takes: formatted, for the host.

use super::command::Sink;
use super::value::Value;
use super::{Engine, Outcome};

/// Output that goes to the host: formatted, with one open table over the whole run.
pub struct HostSink;

impl Sink for HostSink {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        engine.show(value)
    }

    fn is_host(&self) -> bool {
        true
    }
}

impl Engine {
    /// Formats an object to the host.
    pub fn show(&mut self, value: Value) -> Outcome {
        if let Some((stream, message)) = super::report::stream_message(&value) {
            self.finish_output()?;
            self.show_message(stream, &message);
            return Ok(());
        }
        let mut formatter = match self.formatter.take() {
            Some(formatter) => formatter,
            None => {
                // The last column of the window stays free, so that a full line does not wrap.
                let width = self.host.width().saturating_sub(1);
                self.output_formatter(width)
            }
        };
        let mut lines = Vec::new();
        let result = formatter.push(self, value, &mut lines);
        self.formatter = Some(formatter);
        self.write_lines(&lines);
        result
    }

    /// The formatter of what goes to the host: with colours where `$PSStyle` and the terminal have them.
    fn output_formatter(&mut self, width: usize) -> Box<dyn super::host::Formatter> {
        let terminal = self.host.has_colours();
        self.formatter_for(width, terminal)
    }

    /// The formatter of text that no terminal shows: with colours where `$PSStyle` wants them everywhere.
    pub fn text_formatter(&mut self, width: usize) -> Box<dyn super::host::Formatter> {
        self.formatter_for(width, false)
    }

    /// Formats an object as text that no terminal shows: without escape sequences, unless `$PSStyle` wants them
    /// everywhere. What is a text already stays as it is.
    pub fn format_text(
        &mut self,
        formatter: &mut dyn super::host::Formatter,
        value: Value,
        lines: &mut Vec<String>,
    ) -> Outcome {
        let first = lines.len();
        let is_text = matches!(value.unwrapped(), Value::String(_));
        let result = formatter.push(self, value, lines);
        if !is_text {
            self.without_sequences(lines, first);
        }
        result
    }

    /// Ends what [`Engine::format_text`] began.
    pub fn finish_text(
        &mut self,
        formatter: &mut dyn super::host::Formatter,
        lines: &mut Vec<String>,
    ) -> Outcome {
        let first = lines.len();
        let result = formatter.finish(self, lines);
        self.without_sequences(lines, first);
        result
    }

    fn without_sequences(&mut self, lines: &mut [String], first: usize) {
        if super::types::ps_style::keeps_sequences(self, false) {
            return;
        }
        for line in lines.iter_mut().skip(first).filter(|line| line.contains('\u{1b}')) {
            *line = super::types::ps_style::plain(line);
        }
    }

    fn formatter_for(&mut self, width: usize, terminal: bool) -> Box<dyn super::host::Formatter> {
        if !super::types::ps_style::keeps_sequences(self, terminal) {
            return self.host.formatter(width);
        }
        let accents = super::host::Accents {
            header: super::types::ps_style::formatting(self, "TableHeader"),
            label: super::types::ps_style::formatting(self, "FormatAccent"),
            reset: "\u{1b}[0m".into(),
        };
        self.host.accented_formatter(width, accents)
    }

    /// Lines for the host, without escape sequences where `$PSStyle.OutputRendering` and the host want none.
    fn write_lines(&mut self, lines: &[String]) {
        for line in lines {
            let terminal = self.host.has_colours();
            if line.contains('\u{1b}') && !super::types::ps_style::keeps_sequences(self, terminal) {
                self.host.write_line(&super::types::ps_style::plain(line));
            } else {
                self.host.write_line(line);
            }
        }
    }

    /// Ends open tables and lists of the run.
    pub fn finish_output(&mut self) -> Outcome {
        let Some(mut formatter) = self.formatter.take() else { return Ok(()) };
        let mut lines = Vec::new();
        let result = formatter.finish(self, &mut lines);
        lines.iter().for_each(|line| self.host.write_line(line));
        self.host.flush();
        result
    }

    /// Drops objects that still wait for their table, as `exit` does.
    pub fn drop_output(&mut self) {
        self.formatter = None;
        self.host.flush();
    }

    /// What was written so far reaches the terminal before something else writes to it.
    pub(crate) fn flush_output(&mut self) -> Outcome {
        self.host.flush();
        Ok(())
    }
}
