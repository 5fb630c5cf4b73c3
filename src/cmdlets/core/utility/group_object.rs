//! `Group-Object`.

use crate::cmdlet;
use crate::engine::calculated::Calculated;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::types::{self, list, record};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use std::cmp::Ordering;

use super::ordering::{Rows, order_of};

/// Keys of a calculated property that groups.
const KEYS: &[&str] = &["expression"];

record::record_class!(GROUP "Microsoft.PowerShell.Commands.GroupInfo" ["Values" "System.Collections.ArrayList", "Count" "int", "Group" "System.Collections.ObjectModel.Collection[psobject]", "Name" "string"]);
record::record_class!(GROUP_NO_ELEMENT "Microsoft.PowerShell.Commands.GroupInfoNoElement" ["Values", "Count", "Group", "Name"]);

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
    /// 'a', 'bb', 'c' | Group-Object -Property Length -NoElement
    /// ('a', 'bb' | Group-Object -Property Length -AsHashTable -AsString).'2'
    /// Group-Object -InputObject 'a', 'b' -CaseSensitive -Culture en-US
    /// ```
    "Group-Object" as GroupObject {
        aliases: &["group"],
        class: "Microsoft.PowerShell.Commands.GroupObjectCommand",
    }
    parameters {
        /// Leaves the objects out.
        "NoElement" no_element: bool,
        /// Sends a hash table from the group's name to its objects.
        "AsHashTable" as_table: bool { aliases: &["AHT"], sets: &[Membership { set: "HashTable", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The keys of the hash table are text.
        "AsString" as_string: bool { sets: &[Membership { set: "HashTable", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// What to group by.
        "Property" property: Vec<Value> { position: Some(0) },
        /// Accepted; text is compared under the invariant culture.
        "Culture" culture: Option<String>,
        /// Text is compared by case.
        "CaseSensitive" case_sensitive: bool,
    }
    state { columns: Vec<Calculated>, groups: Vec<Group>, places: Rows<usize> }
}

impl Cmdlet for GroupObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.columns = Calculated::read_all_keys(context.engine, &self.property, KEYS)
            .map_err(|fault| context.named(fault))?;
        if self.as_string && !self.as_table {
            let message = "The value of the parameter AsString must be used with the parameter AsHashTable.";
            return Err(context.terminate(
                "System.ArgumentException",
                message,
                "ArgumentException",
                Category::InvalidArgument,
                Value::Null,
            ));
        }
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
        let fold = !self.case_sensitive;
        let compared = comparable(context, &keys)?;
        if let Some(place) = self.places.find(context.engine, &compared, fold)?
            && let Some(group) = self.groups.get_mut(place)
        {
            group.items.push(item);
            return Ok(());
        }
        self.places.add(context.engine, compared, self.groups.len(), fold)?;
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
                match order_of(context.engine, x, y, true) {
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

/// Collections are all alike when objects are grouped by them.
fn comparable(context: &mut Context<'_>, keys: &[Value]) -> Outcome<Vec<Value>> {
    let mut compared = Vec::with_capacity(keys.len());
    for key in keys {
        compared.push(match member::enumerate(context.engine, key)? {
            Some(_) => Value::text(types::type_of(key).full_name()),
            None => key.clone(),
        });
    }
    Ok(compared)
}

/// A key in the name of its group.
fn name_of(context: &mut Context<'_>, key: &Value) -> Outcome<String> {
    let Some(items) = member::enumerate(context.engine, key)? else {
        return convert::to_text(context.engine, key);
    };
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        names.push(convert::to_text(context.engine, &item)?);
    }
    Ok(format!("{{{}}}", names.join(", ")))
}

impl GroupObject {
    fn information(&self, context: &mut Context<'_>, group: Group) -> Outcome<Value> {
        let mut names = Vec::new();
        for key in &group.keys {
            names.push(name_of(context, key)?);
        }
        let class = if self.no_element { &GROUP_NO_ELEMENT } else { &GROUP };
        let count = Value::Int(group.items.len() as i32);
        let items = if self.no_element { Vec::new() } else { group.items };
        Ok(record::made(
            class,
            "",
            [
                ("Count", count),
                ("Group", list::collection(items)),
                ("Name", Value::text(names.join(", "))),
                ("Values", list::array_list(group.keys)),
            ],
        ))
    }

    fn table(&self, context: &mut Context<'_>, groups: Vec<Group>) -> Outcome {
        let mut table = Hashtable::new(false);
        table.case_sensitive = self.case_sensitive;
        for mut group in groups {
            let key = if group.keys.len() == 1 && !self.as_string {
                group.keys.pop().unwrap_or_default()
            } else {
                let mut names = Vec::new();
                for key in &group.keys {
                    names.push(name_of(context, key)?);
                }
                Value::text(names.join(", "))
            };
            table.set(key, list::collection(group.items));
        }
        if table.is_empty() {
            return Ok(());
        }
        context.output(hashtable_value(table))
    }
}
