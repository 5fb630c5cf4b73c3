//! `Join-String`.

use crate::cmdlet;
use crate::engine::calculated::Calculated;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, operators};

cmdlet! {
    /// Joins objects, or one of their properties, to one text.
    ///
    /// # Examples
    /// ```powershell
    /// 1..3 | Join-String -Separator ', ' -OutputPrefix '[' -OutputSuffix ']'
    /// Join-String -InputObject 'a', 'b' -Separator ', ' -SingleQuote
    /// 'a', 'bb' | Join-String -Property Length -FormatString '<{0}>'
    /// 'a', 'b' | Join-String -DoubleQuote -UseCulture
    /// ```
    "Join-String" as JoinString {
        class: "Microsoft.PowerShell.Commands.Utility.JoinStringCommand",
        default_set: "default",
        output_types: &["System.String"],
    }
    parameters {
        /// The property, or a block that gives the text.
        "Property" property: Option<Value> { type_name: "Microsoft.PowerShell.Commands.PSPropertyExpression", position: Some(0) },
        /// What stands between the texts; `$OFS` without it.
        "Separator" separator: Option<String> { position: Some(1), validate: &[Validation::AllowEmptyString] },
        /// What stands in front.
        "OutputPrefix" prefix: Option<String> { aliases: &["op"], validate: &[Validation::AllowEmptyString] },
        /// What stands behind.
        "OutputSuffix" suffix: Option<String> { aliases: &["os"], validate: &[Validation::AllowEmptyString] },
        /// Puts single quotes around each.
        "SingleQuote" single: bool { sets: &[Membership { set: "SingleQuote", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Puts double quotes around each.
        "DoubleQuote" double: bool { sets: &[Membership { set: "DoubleQuote", position: None, mandatory: false, pipe: Pipe::No }] },
        /// A .NET format of each.
        "FormatString" form: Option<String> { sets: &[Membership { set: "Format", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Separates by the culture's list separator.
        "UseCulture" culture: bool,
        /// Each object.
        "InputObject" input: Vec<Value> { type_name: "PSObject[]", pipe: Pipe::ByValue },
    }
    state { column: Option<Calculated>, joined: String, any: bool, between: String }
}

impl Cmdlet for JoinString {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(property) = &self.property {
            self.column = Some(Calculated::read(context.engine, property)?);
        }
        self.between = match &self.separator {
            Some(separator) => separator.clone(),
            None if self.culture => ",".into(),
            None => match context.engine.find_variable("ofs") {
                Some(separator) => convert::to_text(context.engine, &separator)?,
                None => String::new(),
            },
        };
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for item in std::mem::take(&mut self.input) {
            if item.is_null() {
                continue;
            }
            let value = match &self.column {
                Some(column) => column.value(context.engine, &item)?.unwrap_or_default(),
                None => item,
            };
            let text = self.text(context, &value)?;
            if std::mem::replace(&mut self.any, true) {
                self.joined.push_str(&self.between);
            }
            self.joined.push_str(&text);
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let prefix = self.prefix.clone().unwrap_or_default();
        let suffix = self.suffix.clone().unwrap_or_default();
        context.output(Value::text(format!("{prefix}{}{suffix}", self.joined)))
    }
}

impl JoinString {
    fn text(&self, context: &mut Context<'_>, value: &Value) -> Outcome<String> {
        if let Some(form) = &self.form {
            return operators::format(context.engine, form, std::slice::from_ref(value));
        }
        let text = convert::to_text(context.engine, value)?;
        Ok(match (self.single, self.double) {
            (true, _) => format!("'{text}'"),
            (_, true) => format!("\"{text}\""),
            _ => text,
        })
    }
}
