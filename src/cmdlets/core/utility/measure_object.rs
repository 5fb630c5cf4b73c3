//! `Measure-Object`.

use super::ordering::expand_name;
use crate::cmdlet;
use crate::engine::calculated::{Calculated, Source};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::record;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, operators};
use std::cmp::Ordering;

record::record_class!(MEASURED "Microsoft.PowerShell.Commands.GenericMeasureInfo" [
    "Count" "int", "Average" "System.Nullable[double]", "Sum" "System.Nullable[double]", "Maximum" "System.Object",
    "Minimum" "System.Object", "StandardDeviation" "System.Nullable[double]", "Property" "string"
] set);
record::record_class!(TEXT "Microsoft.PowerShell.Commands.TextMeasureInfo" [
    "Lines" "System.Nullable[int]", "Words" "System.Nullable[int]", "Characters" "System.Nullable[int]",
    "Property" "string"
] set);

/// What is known of one property so far.
#[derive(Default)]
struct Tally {
    count: i32,
    /// How many numbers, their sum, their mean, and the sum of squares around it (Welford).
    numbers: f64,
    sum: f64,
    mean: f64,
    squares: f64,
    most: Option<Value>,
    least: Option<Value>,
    lines: i64,
    words: i64,
    characters: i64,
}

impl Tally {
    fn number(&mut self, number: f64) {
        self.numbers += 1.0;
        self.sum += number;
        let distance = number - self.mean;
        self.mean += distance / self.numbers;
        self.squares += distance * (number - self.mean);
    }
}

/// How a value compares with the extreme so far: text that reads as a number is one.
fn extreme(context: &mut Context<'_>, value: &Value, known: &Option<Value>) -> Outcome<Ordering> {
    let Some(known) = known else { return Ok(Ordering::Equal) };
    let number = |value: &Value| convert::to_number(value.clone()).unwrap_or_else(|_| value.clone());
    let (value, known) = (number(value), number(known));
    match convert::is_number(&value) == convert::is_number(&known) {
        true => super::ordering::order_of(context.engine, &value, &known, false),
        false => {
            let texts =
                (convert::to_text(context.engine, &value)?, convert::to_text(context.engine, &known)?);
            Ok(operators::text_order(&texts.0, &texts.1, false))
        }
    }
}

cmdlet! {
    /// Counts objects, and sums, averages and compares their properties.
    ///
    /// # Examples
    /// ```powershell
    /// 1..4 | Measure-Object -Sum -Average
    /// 'one two' | Measure-Object -Word
    /// Measure-Object -InputObject 5 -Maximum -Minimum
    /// 1..4 | Measure-Object -StandardDeviation -AllStats
    /// 'one two', 'three' | Measure-Object -Line -Word -Character -IgnoreWhiteSpace
    /// 'a', 'bb' | Measure-Object -Property Length -Sum
    /// ```
    "Measure-Object" as MeasureObject {
        aliases: &["measure"],
        class: "Microsoft.PowerShell.Commands.MeasureObjectCommand",
        default_set: "GenericMeasure",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// The properties that are measured; without it the objects themselves.
        "Property" property: Vec<Value> { type_name: "Microsoft.PowerShell.Commands.PSPropertyExpression[]", position: Some(0) },
        /// The standard deviation of a sample.
        "StandardDeviation" deviation: bool { sets: &[Membership { set: "GenericMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The sum.
        "Sum" sum: bool { sets: &[Membership { set: "GenericMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// All of these.
        "AllStats" all: bool { sets: &[Membership { set: "GenericMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The average.
        "Average" average: bool { sets: &[Membership { set: "GenericMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The largest value.
        "Maximum" maximum: bool { sets: &[Membership { set: "GenericMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The smallest value.
        "Minimum" minimum: bool { sets: &[Membership { set: "GenericMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Counts lines of text.
        "Line" line: bool { sets: &[Membership { set: "TextMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Counts words of text.
        "Word" word: bool { sets: &[Membership { set: "TextMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Counts characters of text.
        "Character" character: bool { sets: &[Membership { set: "TextMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Blanks are not counted as characters.
        "IgnoreWhiteSpace" ignore_blanks: bool { sets: &[Membership { set: "TextMeasure", position: None, mandatory: false, pipe: Pipe::No }] },
    }
    state { patterns: Vec<Calculated>, columns: Vec<Calculated>, tallies: Vec<Tally> }
}

impl Cmdlet for MeasureObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        let read = Calculated::read_all(context.engine, &self.property)?;
        let is_pattern = |column: &Calculated| matches!(&column.source, Source::Property(name) if operators::has_wildcard(name));
        (self.patterns, self.columns) = read.into_iter().partition(is_pattern);
        if self.columns.is_empty() && self.patterns.is_empty() {
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
        self.expand(&item);
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
            if tally.count == 0 && !column.name.is_empty() {
                self.missing(context, &column.name)?;
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
    /// A property that no object had: an error for text, and under strict mode.
    fn missing(&self, context: &mut Context<'_>, name: &str) -> Outcome {
        let strict = context.engine.scope.chain().find_map(|scope| scope.strict.get()).unwrap_or(0);
        let id = match self.is_text() {
            true => "TextMeasurePropertyNotFound",
            false if strict >= 2 => "GenericMeasurePropertyNotFound",
            false => return Ok(()),
        };
        let message = format!("The property \"{name}\" cannot be found in the input for any objects.");
        context.fail("System.ArgumentException", message, id, Category::InvalidArgument, Value::Null)
    }

    /// Adds the object's names that fit a pattern and are not there yet.
    fn expand(&mut self, item: &Value) {
        for pattern in &self.patterns {
            let Source::Property(pattern) = &pattern.source else { continue };
            for name in expand_name(item, pattern) {
                if !self.columns.iter().any(|known| known.name.eq_ignore_ascii_case(&name)) {
                    self.columns.push(Calculated::property(&name));
                    self.tallies.push(Tally::default());
                }
            }
        }
    }

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
            let is_open = !text.is_empty() && !text.ends_with('\n');
            tally.lines += text.matches('\n').count() as i64 + i64::from(is_open);
            tally.words += text.split_whitespace().count() as i64;
            tally.characters +=
                text.chars().filter(|character| !ignore || !character.is_whitespace()).count() as i64;
            return Ok(());
        }
        if numeric {
            match convert::to_number(value.clone()).ok().and_then(|number| convert::as_double(&number)) {
                Some(number) => tally.number(number),
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
            let larger = extreme(context, value, &tally.most)? == Ordering::Greater;
            let smaller = extreme(context, value, &tally.least)? == Ordering::Less;
            if larger || tally.most.is_none() {
                tally.most = Some(value.clone());
            }
            if smaller || tally.least.is_none() {
                tally.least = Some(value.clone());
            }
        }
        Ok(())
    }

    fn result(&self, tally: &Tally, name: Value) -> Value {
        let asked = |on: bool, value: Value| if on && tally.count > 0 { value } else { Value::Null };
        let number = |value: &Option<Value>| match value {
            Some(value) if convert::is_number(value) => {
                convert::as_double(value).map_or(Value::Null, Value::Double)
            }
            Some(value) => value.clone(),
            None => Value::Null,
        };
        let deviation = match tally.numbers > 1.0 {
            true => (tally.squares / (tally.numbers - 1.0)).sqrt(),
            false => 0.0,
        };
        record::made(
            &MEASURED,
            "",
            [
                ("Count", Value::Int(tally.count)),
                ("Average", asked(self.average || self.all, Value::Double(tally.sum / tally.numbers))),
                ("Sum", if self.sum || self.all { Value::Double(tally.sum) } else { Value::Null }),
                ("Maximum", asked(self.maximum || self.all, number(&tally.most))),
                ("Minimum", asked(self.minimum || self.all, number(&tally.least))),
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
