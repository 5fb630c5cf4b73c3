//! Views as the text of a `.ps1xml` file.

use crate::engine::calculated::{Alignment, Source};
use crate::engine::format_data::{Control, CustomItem, View};
use std::rc::Rc;

/// A document of some views. Those that run scripts are written only with `scripts`.
pub(super) fn document(views: &[Rc<View>], scripts: bool) -> String {
    let mut out = Element::default();
    for view in views.iter().filter(|view| scripts || !runs_scripts(view)) {
        out.inside("View", |out| write_view(view, out));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Configuration>\n  <ViewDefinitions>\n{}  </ViewDefinitions>\n</Configuration>\n",
        out.text
    )
}

/// Text that grows by elements, with its depth.
#[derive(Default)]
struct Element {
    text: String,
    depth: usize,
}

impl Element {
    fn line(&mut self, line: &str) {
        self.text.push_str(&"  ".repeat(self.depth + 2));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn inside(&mut self, name: &str, how: impl FnOnce(&mut Element)) {
        self.line(&format!("<{name}>"));
        self.depth += 1;
        how(self);
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    fn leaf(&mut self, name: &str, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        self.line(&format!("<{name}>{text}</{name}>"));
    }

    fn empty(&mut self, name: &str) {
        self.line(&format!("<{name} />"));
    }

    fn source(&mut self, source: &Source) {
        match source {
            Source::Property(name) | Source::Member(name) => self.leaf("PropertyName", name),
            Source::Script { text, .. } => self.leaf("ScriptBlock", text),
            Source::Block(block) => self.leaf("ScriptBlock", block.text()),
            Source::Whole => {}
        }
    }
}

/// Which types an entry is for; nothing for the usual one.
fn write_selection(types: &[std::rc::Rc<str>], out: &mut Element) {
    if !types.is_empty() {
        out.inside("EntrySelectedBy", |out| types.iter().for_each(|name| out.leaf("TypeName", name)));
    }
}

fn write_item(item: &crate::engine::format_data::Item, out: &mut Element) {
    out.inside("ListItem", |out| {
        out.leaf("Label", &item.label);
        out.source(&item.source);
        item.form.iter().for_each(|form| out.leaf("FormatString", form));
    });
}

fn is_script(source: &Source) -> bool {
    matches!(source, Source::Script { .. } | Source::Block(_))
}

fn runs_scripts(view: &View) -> bool {
    let grouped = view.group.as_ref().is_some_and(|group| is_script(&group.source));
    grouped
        || match &view.control {
            Control::Table { columns, .. } => columns.iter().any(|column| is_script(&column.source)),
            Control::List(items) => {
                items.all().any(|(_, items)| items.iter().any(|item| is_script(&item.source)))
            }
            Control::Wide { shown, .. } => {
                shown.all().any(|(_, shown)| shown.source.as_ref().is_some_and(is_script))
            }
            Control::Custom(items) => custom_runs_scripts(items),
        }
}

fn custom_runs_scripts(items: &[CustomItem]) -> bool {
    items.iter().any(|item| match item {
        CustomItem::Expression { source, .. } => is_script(source),
        CustomItem::Frame { items, .. } => custom_runs_scripts(items),
        _ => false,
    })
}

fn write_view(view: &View, out: &mut Element) {
    out.leaf("Name", &view.name);
    if view.out_of_band {
        out.empty("OutOfBand");
    }
    out.inside("ViewSelectedBy", |out| view.types.iter().for_each(|name| out.leaf("TypeName", name)));
    if let Some(group) = &view.group {
        out.inside("GroupBy", |out| {
            out.source(&group.source);
            out.leaf("Label", group.label.trim().trim_end_matches(':'));
        });
    }
    match &view.control {
        Control::Table { .. } => out.inside("TableControl", |out| write_table(&view.control, out)),
        Control::List(items) => out.inside("ListControl", |out| {
            out.inside("ListEntries", |out| {
                for (types, items) in items.all() {
                    out.inside("ListEntry", |out| {
                        write_selection(types, out);
                        out.inside("ListItems", |out| items.iter().for_each(|item| write_item(item, out)));
                    });
                }
            });
        }),
        Control::Wide { shown, columns, auto_size } => out.inside("WideControl", |out| {
            match auto_size {
                true => out.empty("AutoSize"),
                false if *columns > 0 => out.leaf("ColumnNumber", &columns.to_string()),
                false => {}
            }
            out.inside("WideEntries", |out| {
                for (types, item) in shown.all() {
                    out.inside("WideEntry", |out| {
                        write_selection(types, out);
                        out.inside("WideItem", |out| {
                            item.source.iter().for_each(|source| out.source(source));
                            item.form.iter().for_each(|form| out.leaf("FormatString", form));
                        });
                    });
                }
            });
        }),
        Control::Custom(items) => out.inside("CustomControl", |out| {
            out.inside("CustomEntries", |out| {
                out.inside("CustomEntry", |out| out.inside("CustomItem", |out| write_custom(items, out)));
            });
        }),
    }
}

fn write_table(control: &Control, out: &mut Element) {
    let Control::Table { columns, auto_size, hide_headers, wrap } = control else { return };
    if *auto_size {
        out.empty("AutoSize");
    }
    if *hide_headers {
        out.empty("HideTableHeaders");
    }
    out.inside("TableHeaders", |out| {
        for column in columns {
            out.inside("TableColumnHeader", |out| {
                out.leaf("Label", &column.label);
                if column.width > 0 {
                    out.leaf("Width", &column.width.to_string());
                }
                if let Some(side) = column.alignment {
                    let name = match side {
                        Alignment::Left => "Left",
                        Alignment::Center => "Center",
                        Alignment::Right => "Right",
                    };
                    out.leaf("Alignment", name);
                }
            });
        }
    });
    out.inside("TableRowEntries", |out| {
        out.inside("TableRowEntry", |out| {
            if *wrap {
                out.empty("Wrap");
            }
            out.inside("TableColumnItems", |out| {
                for column in columns {
                    out.inside("TableColumnItem", |out| {
                        out.source(&column.source);
                        column.form.iter().for_each(|form| out.leaf("FormatString", form));
                    });
                }
            });
        });
    });
}

fn write_custom(items: &[CustomItem], out: &mut Element) {
    for item in items {
        match item {
            CustomItem::Text(text) => out.leaf("Text", text),
            CustomItem::NewLine => out.empty("NewLine"),
            CustomItem::Expression { source, form, enumerate } => out.inside("ExpressionBinding", |out| {
                out.source(source);
                form.iter().for_each(|form| out.leaf("FormatString", form));
                if *enumerate {
                    out.empty("EnumerateCollection");
                }
            }),
            CustomItem::Frame { indent, items } => out.inside("Frame", |out| {
                out.leaf("LeftIndent", &indent.to_string());
                out.inside("CustomItem", |out| write_custom(items, out));
            }),
        }
    }
}
