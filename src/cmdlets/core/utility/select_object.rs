//! `Select-Object`.

use super::ordering::Rows;
use crate::cmdlet;
use crate::engine::calculated::{Calculated, Source};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Members, Object, ObjectKind};
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, member, operators, types};
use std::cell::RefCell;
use std::collections::VecDeque;

/// Keys of a calculated property that is chosen.
const KEYS: &[&str] = &["name", "label", "expression"];

cmdlet! {
    /// Chooses properties of objects, or some of the objects.
    ///
    /// # Examples
    /// ```powershell
    /// 'one', 'three' | Select-Object Length, @{ Name = 'Text'; Expression = { $_ } }
    /// 1..10 | Select-Object -First 3
    /// $users = [pscustomobject]@{ Name = 'Ann'; Town = 'Redmond' }, [pscustomobject]@{ Name = 'Bob'; Town = 'Redmond' }
    /// $users | Select-Object -Property Town -Unique -CaseInsensitive
    /// $users | Select-Object -ExpandProperty Name
    /// $users | Select-Object -Property * -ExcludeProperty Town
    /// Select-Object -InputObject $users -Property Count
    /// 1..10 | Select-Object -Skip 2 -Last 3
    /// 1..10 | Select-Object -SkipLast 7
    /// 1..10 | Select-Object -Index 0, 4
    /// 1..5 | Select-Object -SkipIndex 0, 4
    /// 1..10 | Select-Object -First 1 -Wait
    /// ```
    "Select-Object" as SelectObject {
        aliases: &["select"],
        class: "Microsoft.PowerShell.Commands.SelectObjectCommand",
        default_set: "DefaultParameter",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// Names, wildcards, blocks or calculated properties.
        "Property" property: Vec<Value> { sets: &[Membership { set: "DefaultParameter", position: Some(0), mandatory: false, pipe: Pipe::No }, Membership { set: "SkipLastParameter", position: Some(0), mandatory: false, pipe: Pipe::No }], wildcards: true },
        /// Properties that are left out.
        "ExcludeProperty" exclude: Vec<String> { sets: &[Membership { set: "DefaultParameter", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SkipLastParameter", position: None, mandatory: false, pipe: Pipe::No }], wildcards: true },
        /// The property whose value is sent on instead of the object.
        "ExpandProperty" expand: Option<String> { sets: &[Membership { set: "DefaultParameter", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SkipLastParameter", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Sends equal objects only once.
        "Unique" unique: bool,
        /// Text is compared without case for `-Unique`.
        "CaseInsensitive" case_insensitive: bool,
        /// How many objects from the end.
        "Last" last: Option<i32> { sets: &[Membership { set: "DefaultParameter", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// How many objects from the start.
        "First" first: Option<i32> { sets: &[Membership { set: "DefaultParameter", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// How many objects are left out at the start.
        "Skip" skip: Option<i32> { sets: &[Membership { set: "DefaultParameter", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "SkipLastParameter", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// How many objects are left out at the end.
        "SkipLast" skip_last: Option<i32> { sets: &[Membership { set: "SkipLastParameter", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// Does not stop the commands before when enough was received.
        "Wait" wait: bool { sets: &[Membership { set: "DefaultParameter", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "IndexParameter", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Places of the objects that are sent on.
        "Index" index: Vec<i32> { sets: &[Membership { set: "IndexParameter", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(0.0, 2147483647.0)] },
        /// Places of the objects that are left out.
        "SkipIndex" skip_index: Vec<i32> { sets: &[Membership { set: "SkipIndexParameter", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(0.0, 2147483647.0)] },
    }
    state { columns: Vec<Calculated>, seen: i64, kept: i64, queue: VecDeque<Value>, sent: Rows<()> }
}

fn count(number: Option<i32>) -> Option<usize> {
    number.and_then(|number| usize::try_from(number).ok())
}

impl Cmdlet for SelectObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.columns = Calculated::read_all_keys(context.engine, &self.property, KEYS)
            .map_err(|fault| context.named(fault))?;
        let nameless =
            |column: &Calculated| column.name.is_empty() && matches!(column.source, Source::Block(_));
        if self.columns.iter().any(nameless) {
            let message =
                "A property is an empty script block and does not provide a name. (Parameter 'Property')";
            let class = "System.Management.Automation.PSArgumentException";
            let id = "EmptyScriptBlockAndNoName";
            return Err(context.terminate(class, message, id, Category::InvalidArgument, Value::Null));
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let item = std::mem::take(&mut self.input);
        if item.is_null() {
            return Ok(());
        }
        let place = self.seen;
        self.seen += 1;
        if !self.index.is_empty() {
            return match self.index.iter().any(|index| i64::from(*index) == place) {
                true => self.send(context, item),
                false => Ok(()),
            };
        }
        if self.skip_index.iter().any(|index| i64::from(*index) == place) {
            return Ok(());
        }
        if let Some(skip) = self.skip.filter(|_| self.skips_in_front())
            && place < i64::from(skip)
        {
            return Ok(());
        }
        if self.last.is_some() || self.skip_last.is_some() {
            return self.hold(context, item);
        }
        if let Some(first) = self.first {
            self.kept += 1;
            if self.kept <= i64::from(first) {
                self.send(context, item)?;
            }
            if self.kept >= i64::from(first) && !self.wait && first > 0 {
                return Err(context.stop_upstream());
            }
            return Ok(());
        }
        self.send(context, item)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(last) = count(self.last) else { return Ok(()) };
        let mut items: Vec<Value> = std::mem::take(&mut self.queue).into();
        let skipped = count(self.skip.filter(|_| !self.skips_in_front())).unwrap_or(0);
        items.truncate(items.len().saturating_sub(skipped));
        let start = items.len().saturating_sub(last);
        for item in items.split_off(start) {
            self.send(context, item)?;
        }
        Ok(())
    }
}

impl SelectObject {
    /// -Skip counts from the end where only the last objects are wanted.
    fn skips_in_front(&self) -> bool {
        self.last.is_none() || self.first.is_some()
    }

    /// Keeps objects whose fate depends on how many follow.
    fn hold(&mut self, context: &mut Context<'_>, item: Value) -> Outcome {
        if let Some(first) = self.first {
            self.kept += 1;
            if self.kept <= i64::from(first) && self.last.is_some() {
                return self.send(context, item);
            }
        }
        self.queue.push_back(item);
        if let Some(skip) = count(self.skip_last) {
            if self.queue.len() > skip
                && let Some(item) = self.queue.pop_front()
            {
                return self.send(context, item);
            }
            return Ok(());
        }
        let behind = count(self.skip.filter(|_| !self.skips_in_front())).unwrap_or(0);
        let most = count(self.last).unwrap_or(0) + behind;
        if self.queue.len() > most {
            self.queue.pop_front();
        }
        Ok(())
    }

    fn send(&mut self, context: &mut Context<'_>, item: Value) -> Outcome {
        let chosen = match self.columns.is_empty() && self.exclude.is_empty() {
            true => selected(&item),
            false => self.choose(context, &item)?,
        };
        if let Some(name) = self.expand.clone() {
            return self.expanded(context, &item, &chosen, &name);
        }
        self.output(context, chosen)
    }

    fn output(&mut self, context: &mut Context<'_>, value: Value) -> Outcome {
        if self.unique {
            let chosen = !self.columns.is_empty() || !self.exclude.is_empty();
            let row = row_of(context, &value, chosen)?;
            if self.sent.find(context.engine, &row, self.case_insensitive)?.is_some() {
                return Ok(());
            }
            self.sent.add(context.engine, row, (), self.case_insensitive)?;
        }
        context.output(value)
    }

    /// A new object with the chosen properties.
    fn choose(&self, context: &mut Context<'_>, item: &Value) -> Outcome<Value> {
        let mut members = Members::default();
        let all = [Calculated::property("*")];
        let columns: &[Calculated] = if self.columns.is_empty() { &all } else { &self.columns };
        for column in columns {
            match &column.source {
                Source::Property(pattern) if operators::has_wildcard(pattern) => {
                    for name in names_of(item) {
                        if operators::like(&name, pattern, true) && !self.excluded(&name) {
                            let value = told(context, item, &name)?.unwrap_or_default();
                            members.set(name, value);
                        }
                    }
                }
                Source::Property(name) => {
                    let known = member::property_names(item)
                        .into_iter()
                        .find(|known| known.eq_ignore_ascii_case(name));
                    let label = if column.name.eq_ignore_ascii_case(name) {
                        known.unwrap_or_else(|| column.name.as_str().into())
                    } else {
                        column.name.as_str().into()
                    };
                    if !self.excluded(&label) {
                        let value = column.value(context.engine, item)?.unwrap_or_default();
                        members.set(label, value);
                    }
                }
                _ => {
                    let value = column.value(context.engine, item)?.unwrap_or_default();
                    if !self.excluded(&column.name) {
                        members.set(
                            column.name.as_str(),
                            if matches!(value, Value::Empty) { Value::Null } else { value },
                        );
                    }
                }
            }
        }
        let made = Object::new(ObjectKind::Custom(RefCell::new(members)));
        let mut names: Vec<std::rc::Rc<str>> = Vec::new();
        let of = types::type_of(item).full_name();
        names.push(format!("Selected.{of}").into());
        names.extend(["System.Management.Automation.PSCustomObject".into(), "System.Object".into()]);
        *made.type_names.borrow_mut() = Some(names);
        Ok(Value::object(made))
    }

    fn excluded(&self, name: &str) -> bool {
        self.exclude.iter().any(|pattern| operators::like(name, pattern, true))
    }

    fn expanded(&mut self, context: &mut Context<'_>, item: &Value, chosen: &Value, name: &str) -> Outcome {
        let Some(value) = member::get(context.engine, item, name)? else {
            let message = format!("Property \"{name}\" cannot be found.");
            return context.fail(
                "System.Management.Automation.PSArgumentException",
                message,
                "ExpandPropertyNotFound",
                Category::InvalidArgument,
                item.clone(),
            );
        };
        let items = match member::enumerate(context.engine, &value)? {
            Some(items) => items,
            None => vec![value],
        };
        for mut one in items {
            if !self.columns.is_empty() {
                for label in member::property_names(chosen) {
                    let value = member::get(context.engine, chosen, &label)?.unwrap_or_default();
                    let body = crate::engine::object::MemberBody::Note(value);
                    one = member::add_member(
                        one,
                        crate::engine::object::Member { name: label, body, hidden: false },
                    );
                }
            }
            self.output(context, one)?;
        }
        Ok(())
    }
}

/// The names that a wildcard finds: those of a hash table are its keys.
fn names_of(item: &Value) -> Vec<std::rc::Rc<str>> {
    match hashtable::table(item).map(|table| table.borrow()) {
        Some(table) if !table.ordered && table.of.is_none() => {
            table.iter().map(|(key, _)| crate::engine::convert::display(key).into()).collect()
        }
        _ => member::property_names(item),
    }
}

/// PowerShell marks a bag of properties that passes as selected, once.
fn selected(item: &Value) -> Value {
    const NAME: &str = "Selected.System.Management.Automation.PSCustomObject";
    if let Value::Object(object) = item
        && matches!(object.kind, ObjectKind::Custom(_))
    {
        let names = member::type_names(item);
        if !names.iter().any(|name| name == NAME) {
            let names = std::iter::once(NAME).chain(names.iter().map(String::as_str));
            *object.type_names.borrow_mut() = Some(names.map(Into::into).collect());
        }
    }
    item.clone()
}

/// What `-Unique` compares: the object, and the properties that this command chose.
fn row_of(context: &mut Context<'_>, value: &Value, chosen: bool) -> Outcome<Vec<Value>> {
    let mut row = vec![value.clone()];
    if chosen {
        for name in member::property_names(value) {
            row.push(member::get(context.engine, value, &name)?.unwrap_or_default());
        }
    }
    Ok(row)
}

/// A property; one whose getter fails has no value, which is no error of the one who selects it.
fn told(context: &mut Context<'_>, item: &Value, name: &str) -> Outcome<Option<Value>> {
    match member::get(context.engine, item, name) {
        Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Some(Value::Null)),
        found => found,
    }
}
