//! `Measure-Object`.

use crate::cmdlet;
use crate::engine::calculated::Calculated;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::record;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, operators};
use std::cmp::Ordering;

record::record_class!(MEASURED "Microsoft.PowerShell.Commands.GenericMeasureInfo" ["Count", "Average", "Sum", "Maximum", "Minimum", "StandardDeviation", "Property"]);
record::record_class!(TEXT "Microsoft.PowerShell.Commands.TextMeasureInfo" ["Lines", "Words", "Characters", "Property"]);

/// What is known of one property so far.
#[derive(Default)]
struct Tally {
    count: i32,
    numbers: Vec<f64>,
    most: Option<Value>,
    least: Option<Value>,
    lines: i64,
    words: i64,
    characters: i64,
}

cmdlet! {
    /// Counts objects, and sums, averages and compares their properties.
    ///
    /// # Examples
    /// ```powershell
    /// 1..4 | Measure-Object -Sum -Average
    /// 'one two' | Measure-Object -Word
    /// ```
    "Measure-Object" as MeasureObject {
        aliases: &["measure"],
        class: "Microsoft.PowerShell.Commands.MeasureObjectCommand",
        default_set: "GenericMeasure",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// The properties that are measured; without it the objects themselves.
        "Property" property: Vec<Value> { position: Some(0) },
        /// The sum.
        "Sum" sum: bool,
        /// The average.
        "Average" average: bool,
        /// The largest value.
        "Maximum" maximum: bool,
        /// The smallest value.
        "Minimum" minimum: bool,
        /// The standard deviation of a sample.
        "StandardDeviation" deviation: bool,
        /// All of these.
        "AllStats" all: bool,
        /// Counts lines of text.
        "Line" line: bool,
        /// Counts words of text.
        "Word" word: bool,
        /// Counts characters of text.
        "Character" character: bool,
        /// Blanks are not counted as characters.
        "IgnoreWhiteSpace" ignore_blanks: bool,
    }
    state { columns: Vec<Calculated>, tallies: Vec<Tally> }
}

impl Cmdlet for MeasureObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.columns = Calculated::read_all(context.engine, &self.property)?;
        if self.columns.is_empty() {
            self.columns.push(Calculated::whole());
        }
        self.tallies = self.columns.iter().map(|_| Tally::default()).collect();
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let item = self.input.clone();
        if item.is_null() {
            return Ok(());
        }
        for index in 0..self.columns.len() {
            let Some(column) = self.columns.get(index).cloned() else { continue };
            let Some(value) = column.value(context.engine, &item)? else { continue };
            self.take(context, index, &value)?;
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let tallies = std::mem::take(&mut self.tallies);
        for (column, tally) in self.columns.clone().iter().zip(tallies) {
            let name = if column.name.is_empty() { Value::Null } else { Value::text(column.name.as_str()) };
            if tally.count == 0 && !column.name.is_empty() && !self.is_text() {
                let message =
                    format!("The property \"{}\" cannot be found in the input for any objects.", column.name);
                context.fail(
                    "System.ArgumentException",
                    message,
                    "GenericMeasurePropertyNotFound",
                    Category::InvalidArgument,
                    Value::Null,
                )?;
                continue;
            }
            let value =
                if self.is_text() { self.text_result(&tally, name) } else { self.result(&tally, name) };
            context.output(value)?;
        }
        Ok(())
    }
}

impl MeasureObject {
    fn is_text(&self) -> bool {
        self.line || self.word || self.character
    }

    fn take(&mut self, context: &mut Context<'_>, index: usize, value: &Value) -> Outcome {
        let is_text = self.is_text();
        let numeric = self.sum || self.average || self.deviation || self.all;
        let compares = self.maximum || self.minimum || self.all;
        let ignore = self.ignore_blanks;
        let Some(tally) = self.tallies.get_mut(index) else { return Ok(()) };
        tally.count += 1;
        if is_text {
            let text = convert::to_text(context.engine, value)?;
            tally.lines += if text.is_empty() { 0 } else { text.matches('\n').count() as i64 + 1 };
            tally.words += text.split_whitespace().count() as i64;
            tally.characters +=
                text.chars().filter(|character| !ignore || !character.is_whitespace()).count() as i64;
            return Ok(());
        }
        if numeric {
            match convert::to_number(value.clone()).ok().and_then(|number| convert::as_double(&number)) {
                Some(number) => tally.numbers.push(number),
                None => {
                    let shown = convert::to_text(context.engine, value)?;
                    let message = format!("Input object \"{shown}\" is not numeric.");
                    return context.fail(
                        "System.Management.Automation.PSInvalidCastException",
                        message,
                        "NonNumericInputObject",
                        Category::InvalidType,
                        value.clone(),
                    );
                }
            }
        }
        if compares {
            let larger = match &tally.most {
                Some(known) => {
                    operators::compare(context.engine, value, known, true)? == Some(Ordering::Greater)
                }
                None => true,
            };
            let smaller = match &tally.least {
                Some(known) => {
                    operators::compare(context.engine, value, known, true)? == Some(Ordering::Less)
                }
                None => true,
            };
            if larger {
                tally.most = Some(value.clone());
            }
            if smaller {
                tally.least = Some(value.clone());
            }
        }
        Ok(())
    }

    fn result(&self, tally: &Tally, name: Value) -> Value {
        let sum: f64 = tally.numbers.iter().sum();
        let count = tally.numbers.len() as f64;
        let asked = |on: bool, value: Value| if on && tally.count > 0 { value } else { Value::Null };
        let extreme = |value: &Option<Value>| match value {
            Some(value) if convert::is_number(value) => {
                convert::as_double(value).map_or(Value::Null, Value::Double)
            }
            Some(value) => value.clone(),
            None => Value::Null,
        };
        let mean = sum / count;
        let squares: f64 = tally.numbers.iter().map(|number| (number - mean).powi(2)).sum();
        let deviation = if count > 1.0 { (squares / (count - 1.0)).sqrt() } else { 0.0 };
        record::made(
            &MEASURED,
            "",
            [
                ("Count", Value::Int(tally.count)),
                ("Average", asked(self.average || self.all, Value::Double(mean))),
                ("Sum", asked(self.sum || self.all, Value::Double(sum))),
                ("Maximum", asked(self.maximum || self.all, extreme(&tally.most))),
                ("Minimum", asked(self.minimum || self.all, extreme(&tally.least))),
                ("StandardDeviation", asked(self.deviation || self.all, Value::Double(deviation))),
                ("Property", name),
            ],
        )
    }

    fn text_result(&self, tally: &Tally, name: Value) -> Value {
        let asked = |on: bool, number: i64| if on { Value::Int(number as i32) } else { Value::Null };
        record::made(
            &TEXT,
            "",
            [
                ("Lines", asked(self.line, tally.lines)),
                ("Words", asked(self.word, tally.words)),
                ("Characters", asked(self.character, tally.characters)),
                ("Property", name),
            ],
        )
    }
}
