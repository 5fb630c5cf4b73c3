//! `Group-Object`.

use crate::cmdlet;
use crate::engine::calculated::Calculated;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::types::{list, record};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, operators};
use std::cmp::Ordering;

record::record_class!(GROUP "Microsoft.PowerShell.Commands.GroupInfo" ["Count", "Group", "Name", "Values"]);
record::record_class!(GROUP_NO_ELEMENT "Microsoft.PowerShell.Commands.GroupInfoNoElement" ["Count", "Group", "Name", "Values"]);

/// The values that objects share, and the objects.
struct Group {
    keys: Vec<Value>,
    items: Vec<Value>,
}

cmdlet! {
    /// Groups objects that have equal properties.
    ///
    /// # Examples
    /// ```powershell
    /// 'a', 'bb', 'c' | Group-Object Length
    /// ```
    "Group-Object" as GroupObject {
        aliases: &["group"],
        class: "Microsoft.PowerShell.Commands.GroupObjectCommand",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// What to group by.
        "Property" property: Vec<Value> { position: Some(0) },
        /// Sends a hash table from the group's name to its objects.
        "AsHashTable" as_table: bool { aliases: &["AHT"] },
        /// The keys of the hash table are text.
        "AsString" as_string: bool,
        /// Leaves the objects out.
        "NoElement" no_element: bool,
        /// Text is compared by case.
        "CaseSensitive" case_sensitive: bool,
        /// Accepted; text is compared under the invariant culture.
        "Culture" culture: Option<String>,
    }
    state { columns: Vec<Calculated>, groups: Vec<Group> }
}

impl Cmdlet for GroupObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.columns = Calculated::read_all(context.engine, &self.property)?;
        if self.columns.is_empty() {
            self.columns.push(Calculated::whole());
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let item = self.input.clone();
        if item.is_null() {
            return Ok(());
        }
        let mut keys = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            keys.push(column.value(context.engine, &item)?.unwrap_or_default());
        }
        for group in &mut self.groups {
            let mut same = true;
            for (a, b) in group.keys.iter().zip(&keys) {
                same = same && equal(context, a, b, !self.case_sensitive)?;
            }
            if same {
                group.items.push(item);
                return Ok(());
            }
        }
        self.groups.push(Group { keys, items: vec![item] });
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut groups = std::mem::take(&mut self.groups);
        if self.as_table {
            return self.table(context, groups);
        }
        let mut stopped = None;
        groups.sort_by(|a, b| {
            for (x, y) in a.keys.iter().zip(&b.keys) {
                match super::sort_object::order_of(context.engine, x, y, true) {
                    Ok(Ordering::Equal) => {}
                    Ok(order) => return order,
                    Err(fault) => {
                        stopped.get_or_insert(fault);
                    }
                }
            }
            Ordering::Equal
        });
        if let Some(fault) = stopped {
            return Err(fault);
        }
        for group in groups {
            let value = self.information(context, group)?;
            context.output(value)?;
        }
        Ok(())
    }
}

fn equal(context: &mut Context<'_>, a: &Value, b: &Value, fold: bool) -> Outcome<bool> {
    match (member::enumerate(context.engine, a)?, member::enumerate(context.engine, b)?) {
        (None, None) => Ok(a.is_null() && b.is_null() || operators::equal(context.engine, a, b, fold)?),
        (Some(_), Some(_)) => {
            Ok(convert::to_text(context.engine, a)? == convert::to_text(context.engine, b)?)
        }
        _ => Ok(false),
    }
}

impl GroupObject {
    fn information(&self, context: &mut Context<'_>, group: Group) -> Outcome<Value> {
        let mut names = Vec::new();
        for key in &group.keys {
            names.push(convert::to_text(context.engine, key)?);
        }
        let class = if self.no_element { &GROUP_NO_ELEMENT } else { &GROUP };
        let count = Value::Int(group.items.len() as i32);
        let items = if self.no_element { Vec::new() } else { group.items };
        Ok(record::made(
            class,
            "",
            [
                ("Count", count),
                ("Group", list::array_list(items)),
                ("Name", Value::text(names.join(", "))),
                ("Values", list::array_list(group.keys)),
            ],
        ))
    }

    fn table(&self, context: &mut Context<'_>, groups: Vec<Group>) -> Outcome {
        let mut table = Hashtable::new(false);
        for mut group in groups {
            let key = if group.keys.len() == 1 && !self.as_string {
                group.keys.pop().unwrap_or_default()
            } else {
                let mut names = Vec::new();
                for key in &group.keys {
                    names.push(convert::to_text(context.engine, key)?);
                }
                Value::text(names.join(", "))
            };
            table.set(key, list::array_list(group.items));
        }
        context.output(hashtable_value(table))
    }
}
