//! `Compare-Object`.

use super::ordering::{Rows, same};
use crate::cmdlet;
use crate::engine::calculated::Calculated;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::object::{Member, MemberBody};
use crate::engine::value::Value;
use crate::engine::{Outcome, member};
use std::collections::BTreeMap;

/// Keys of a calculated property that is compared.
const KEYS: &[&str] = &["expression"];

cmdlet! {
    /// Shows how two sets of objects differ.
    ///
    /// # Examples
    /// ```powershell
    /// Compare-Object 'a', 'b' 'b', 'c' -IncludeEqual
    /// Compare-Object -ReferenceObject 'a', 'B' -DifferenceObject 'A', 'b' -CaseSensitive -Culture en-US -PassThru
    /// Compare-Object -ReferenceObject (1..4) -DifferenceObject (4, 1, 2, 3) -SyncWindow 0
    /// Compare-Object -ReferenceObject 'a', 'bb' -DifferenceObject 'c', 'ddd' -Property Length -IncludeEqual -ExcludeDifferent
    /// ```
    "Compare-Object" as CompareObject {
        class: "Microsoft.PowerShell.Commands.CompareObjectCommand",
        output_types: &["System.Management.Automation.PSObject"],
    }
    parameters {
        /// The first set.
        "ReferenceObject" reference: Vec<Value> { type_name: "PSObject[]", position: Some(0), mandatory: true, validate: &[Validation::AllowEmptyCollection] },
        /// The second set.
        "DifferenceObject" difference: Vec<Value> { type_name: "PSObject[]", position: Some(1), mandatory: true, pipe: Pipe::ByValue, validate: &[Validation::AllowEmptyCollection] },
        /// How many objects are kept to find equal ones further on.
        "SyncWindow" window: Option<i32> { validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// The properties that are compared; without it the objects themselves.
        "Property" property: Vec<Value>,
        /// Leaves different objects out, and sends equal ones.
        "ExcludeDifferent" exclude_different: bool,
        /// Sends equal objects too.
        "IncludeEqual" include_equal: bool,
        /// Sends the objects themselves, with the side as a property.
        "PassThru" pass_thru: bool,
        /// Accepted; text is compared under the invariant culture.
        "Culture" culture: Option<String>,
        /// Text is compared by case.
        "CaseSensitive" case_sensitive: bool,
    }
    state { columns: Vec<Calculated>, next: usize, first: Backlog, second: Backlog }
}

/// Objects of one side that found no equal yet, in order, and by what is compared.
#[derive(Default)]
struct Backlog {
    waiting: BTreeMap<usize, Entry>,
    places: Rows<usize>,
    next: usize,
}

#[derive(Clone)]
struct Entry {
    row: Vec<Value>,
    object: Value,
}

impl Cmdlet for CompareObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.columns = Calculated::read_all_keys(context.engine, &self.property, KEYS)
            .map_err(|fault| context.named(fault))?;
        // What is left out on one side is shown on the other, unless the script says otherwise.
        if self.exclude_different && !context.bound("IncludeEqual") {
            self.include_equal = true;
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for object in std::mem::take(&mut self.difference) {
            let entry = self.entry(context, object)?;
            self.step(context, Some(entry))?;
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        while self.next < self.reference.len() {
            self.step(context, None)?;
        }
        for (_, entry) in std::mem::take(&mut self.second.waiting) {
            self.send_different(context, entry, "=>")?;
        }
        for (_, entry) in std::mem::take(&mut self.first.waiting) {
            self.send_different(context, entry, "<=")?;
        }
        Ok(())
    }
}

impl CompareObject {
    fn entry(&self, context: &mut Context<'_>, object: Value) -> Outcome<Entry> {
        if self.columns.is_empty() {
            return Ok(Entry { row: vec![object.clone()], object });
        }
        let mut row = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            row.push(column.value(context.engine, &object)?.unwrap_or_default());
        }
        Ok(Entry { row, object })
    }

    /// Takes the next object of each side: equal ones leave, others wait for their equals.
    fn step(&mut self, context: &mut Context<'_>, mut second: Option<Entry>) -> Outcome {
        let fold = !self.case_sensitive;
        let mut first = None;
        if let Some(object) = self.reference.get(self.next).cloned() {
            self.next += 1;
            first = Some(self.entry(context, object)?);
        }
        if let (Some(a), Some(b)) = (&first, &second)
            && same(context.engine, &a.row, &b.row, fold)?
        {
            return self.send_equal(context, a.clone());
        }
        if let Some(entry) = &second
            && let Some(known) = self.first.take(context, &entry.row, fold)?
        {
            self.send_equal(context, known)?;
            second = None;
        }
        if let Some(entry) = &first
            && self.second.take(context, &entry.row, fold)?.is_some()
        {
            self.send_equal(context, entry.clone())?;
            first = None;
        }
        let window = self.window.and_then(|window| usize::try_from(window).ok()).unwrap_or(usize::MAX);
        if let Some(entry) = second {
            for old in self.second.add(context, entry, window, fold)? {
                self.send_different(context, old, "=>")?;
            }
        }
        if let Some(entry) = first {
            for old in self.first.add(context, entry, window, fold)? {
                self.send_different(context, old, "<=")?;
            }
        }
        Ok(())
    }

    fn send_equal(&self, context: &mut Context<'_>, entry: Entry) -> Outcome {
        if self.include_equal { self.send(context, entry, "==") } else { Ok(()) }
    }

    fn send_different(&self, context: &mut Context<'_>, entry: Entry, side: &str) -> Outcome {
        if self.exclude_different { Ok(()) } else { self.send(context, entry, side) }
    }

    fn send(&self, context: &mut Context<'_>, entry: Entry, side: &str) -> Outcome {
        let indicator = Value::text(side);
        if self.pass_thru {
            let body = MemberBody::Note(indicator);
            let note = Member { name: "SideIndicator".into(), body, hidden: false };
            return context.output(member::add_member(entry.object, note));
        }
        let mut fields: Vec<(String, Value)> = Vec::new();
        match self.columns.is_empty() {
            true => fields.push(("InputObject".into(), entry.object)),
            false => {
                let names = self.columns.iter().map(|column| column.name.clone());
                fields.extend(names.zip(entry.row));
            }
        }
        fields.push(("SideIndicator".into(), indicator));
        context.output(Value::custom(fields))
    }
}

impl Backlog {
    fn take(&mut self, context: &mut Context<'_>, row: &[Value], fold: bool) -> Outcome<Option<Entry>> {
        while let Some(place) = self.places.take(context.engine, row, fold)? {
            if let Some(entry) = self.waiting.remove(&place) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// Adds one; gives back what no longer fits.
    fn add(
        &mut self,
        context: &mut Context<'_>,
        entry: Entry,
        window: usize,
        fold: bool,
    ) -> Outcome<Vec<Entry>> {
        if window == 0 {
            return Ok(vec![entry]);
        }
        let mut gone = Vec::new();
        while self.waiting.len() >= window {
            gone.extend(self.waiting.pop_first().map(|(_, entry)| entry));
        }
        self.places.add(context.engine, entry.row.clone(), self.next, fold)?;
        self.waiting.insert(self.next, entry);
        self.next += 1;
        Ok(gone)
    }
}
