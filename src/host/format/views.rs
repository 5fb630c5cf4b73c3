//! Views of known types: which columns a value without further wishes is shown with.

use crate::engine::calculated::{Alignment, Calculated};
use crate::engine::host::Shape;
use crate::engine::member;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// A view of one type.
#[derive(Debug)]
pub struct View {
    type_name: &'static str,
    pub shape: Shape,
    /// Property, label (empty is the property's name), fixed width (0 fits), right-aligned.
    columns: &'static [(&'static str, &'static str, usize, bool)],
    /// Property that groups the table, and the words in front of its value.
    group: Option<(&'static str, &'static str)>,
}

const VIEWS: &[View] = &[
    View {
        type_name: "System.Collections.DictionaryEntry",
        shape: Shape::Table,
        columns: &[("Name", "", 30, false), ("Value", "", 0, false)],
        group: None,
    },
    View {
        type_name: "System.RuntimeType",
        shape: Shape::Table,
        columns: &[
            ("IsPublic", "", 8, false),
            ("IsSerializable", "IsSerial", 8, false),
            ("Name", "", 40, false),
            ("BaseType", "", 0, false),
        ],
        group: None,
    },
    View {
        type_name: "Microsoft.PowerShell.Commands.MemberDefinition",
        shape: Shape::Table,
        columns: &[("Name", "", 0, false), ("MemberType", "", 0, false), ("Definition", "", 0, false)],
        group: Some(("TypeName", "   TypeName: ")),
    },
    View {
        type_name: "Microsoft.PowerShell.Commands.GroupInfo",
        shape: Shape::Table,
        columns: &[("Count", "", 5, true), ("Name", "", 25, false), ("Group", "", 0, false)],
        group: None,
    },
    View {
        type_name: "Microsoft.PowerShell.Commands.GroupInfoNoElement",
        shape: Shape::Table,
        columns: &[("Count", "", 5, true), ("Name", "", 25, false)],
        group: None,
    },
    View {
        type_name: "Microsoft.PowerShell.Commands.GenericMeasureInfo",
        shape: Shape::List,
        columns: &[
            ("Count", "", 0, false),
            ("Average", "", 0, false),
            ("Sum", "", 0, false),
            ("Maximum", "", 0, false),
            ("Minimum", "", 0, false),
            ("StandardDeviation", "", 0, false),
            ("Property", "", 0, false),
        ],
        group: None,
    },
    View {
        type_name: "System.Management.Automation.CommandInfo",
        shape: Shape::Table,
        columns: &[
            ("CommandType", "", 15, false),
            ("Name", "", 50, false),
            ("Version", "", 10, false),
            ("Source", "", 0, false),
        ],
        group: None,
    },
    View {
        type_name: "System.Management.Automation.PathInfo",
        shape: Shape::Table,
        columns: &[("Path", "", 0, false)],
        group: None,
    },
    View {
        type_name: "System.Version",
        shape: Shape::Table,
        columns: &[
            ("Major", "", 6, false),
            ("Minor", "", 6, false),
            ("Build", "", 6, false),
            ("Revision", "", 8, false),
        ],
        group: None,
    },
];

/// The view of a value's type.
pub fn find(value: &Value) -> Option<&'static View> {
    let names = member::type_names(value);
    names.iter().find_map(|name| VIEWS.iter().find(|view| view.type_name == name))
}

impl View {
    pub fn is_table(&self) -> bool {
        self.shape == Shape::Table
    }

    pub fn columns(&self) -> Vec<Calculated> {
        self.columns
            .iter()
            .map(|(property, label, width, right)| {
                let mut column = Calculated::property(property);
                if !label.is_empty() {
                    column.name = (*label).to_string();
                }
                column.width = (*width > 0).then_some(*width);
                column.alignment = Some(if *right { Alignment::Right } else { Alignment::Left });
                column
            })
            .collect()
    }

    pub fn group(&self) -> Option<Group> {
        self.group.map(|(property, heading)| Group {
            by: Calculated::property(property),
            heading: heading.to_string(),
        })
    }
}

/// What groups a table.
#[derive(Clone, Debug)]
pub struct Group {
    by: Calculated,
    heading: String,
}

impl Group {
    /// A group by a property's name, a block or a calculated property.
    pub fn by(engine: &mut Engine, by: &Value) -> Outcome<Group> {
        let by = Calculated::read(engine, by)?;
        Ok(Group { heading: format!("   {}: ", by.name), by })
    }

    pub fn text(&self, engine: &mut Engine, object: &Value) -> Outcome<String> {
        let value = self.by.value(engine, object)?.unwrap_or_default();
        convert::to_text(engine, &value)
    }

    pub fn heading(&self, text: &str) -> String {
        format!("{}{text}", self.heading)
    }
}
