//! Views from `.format.ps1xml` files.

use super::{ByType, Column, Control, CustomItem, GroupBy, Item, View, WideItem};
use crate::engine::calculated::{Alignment, Source};
use roxmltree::Node;
use std::rc::Rc;

/// The views of a file's text. Errors: what is wrong with it.
pub fn views_of_xml(text: &str) -> Result<Vec<View>, String> {
    let document =
        roxmltree::Document::parse(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "Configuration" {
        return Err(format!("The node {} cannot be present.", root.tag_name().name()));
    }
    let mut views = Vec::new();
    for list in children(root, "ViewDefinitions") {
        for node in children(list, "View") {
            views.push(view(root, node)?);
        }
    }
    Ok(views)
}

fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.has_tag_name(name))
}

fn child<'a>(node: Node<'a, 'a>, name: &'static str) -> Option<Node<'a, 'a>> {
    children(node, name).next()
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(|inner| inner.is_text()).filter_map(|inner| inner.text()).collect()
}

fn text(node: Node<'_, '_>, name: &'static str) -> Option<String> {
    node.children().find(|child| child.has_tag_name(name)).map(text_of)
}

fn number(node: Node<'_, '_>, name: &'static str) -> usize {
    text(node, name).and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

/// An element that is there and does not say `false`.
fn flag(node: Node<'_, '_>, name: &'static str) -> bool {
    text(node, name).is_some_and(|text| !text.trim().eq_ignore_ascii_case("false"))
}

fn view<'a>(root: Node<'a, 'a>, node: Node<'a, 'a>) -> Result<View, String> {
    let name = text(node, "Name").unwrap_or_default();
    let mut types: Vec<Rc<str>> = Vec::new();
    for selected in children(node, "ViewSelectedBy") {
        types.extend(children(selected, "TypeName").map(|name| Rc::from(text_of(name).trim())));
        for set in children(selected, "SelectionSetName") {
            types.extend(selection_set(root, text_of(set).trim()));
        }
    }
    let control = if let Some(table) = child(node, "TableControl") {
        table_control(table)
    } else if let Some(list) = child(node, "ListControl") {
        list_control(list)
    } else if let Some(wide) = child(node, "WideControl") {
        wide_control(wide)
    } else if let Some(custom) = child(node, "CustomControl") {
        Control::Custom(custom_control(root, custom))
    } else {
        return Err(format!("The view {name} has no control."));
    };
    let group = child(node, "GroupBy").and_then(group_by);
    Ok(View { name: name.trim().into(), types, out_of_band: flag(node, "OutOfBand"), group, control })
}

fn selection_set<'a>(root: Node<'a, 'a>, wanted: &str) -> Vec<Rc<str>> {
    let sets = children(root, "SelectionSets").flat_map(|sets| children(sets, "SelectionSet"));
    sets.filter(|set| text(*set, "Name").is_some_and(|name| name.trim().eq_ignore_ascii_case(wanted)))
        .flat_map(|set| children(set, "Types"))
        .flat_map(|types| children(types, "TypeName"))
        .map(|name| Rc::from(text_of(name).trim()))
        .collect()
}

/// `PropertyName` or `ScriptBlock` inside of a node.
fn source(node: Node<'_, '_>) -> Option<Source> {
    if let Some(name) = text(node, "PropertyName") {
        return Some(Source::Property(name.trim().into()));
    }
    text(node, "ScriptBlock").map(|script| Source::script(&script))
}

fn source_name(source: &Source) -> Rc<str> {
    match source {
        Source::Property(name) => name.clone(),
        Source::Script { text, .. } => text.clone(),
        _ => "".into(),
    }
}

fn form(node: Node<'_, '_>) -> Option<Rc<str>> {
    text(node, "FormatString").map(Rc::from)
}

fn group_by<'a>(node: Node<'a, 'a>) -> Option<GroupBy> {
    let source = source(node)?;
    let label =
        text(node, "Label").map(|label| Rc::from(label.trim())).unwrap_or_else(|| source_name(&source));
    Some(GroupBy { source, label: format!("   {label}: ").into(), plain: true })
}

fn alignment(node: Node<'_, '_>) -> Option<Alignment> {
    match text(node, "Alignment")?.trim().to_ascii_lowercase().as_str() {
        "left" => Some(Alignment::Left),
        "right" => Some(Alignment::Right),
        "center" => Some(Alignment::Center),
        _ => None,
    }
}

fn table_control<'a>(node: Node<'a, 'a>) -> Control {
    let headers: Vec<Node<'a, 'a>> =
        children(node, "TableHeaders").flat_map(|headers| children(headers, "TableColumnHeader")).collect();
    let entry = child(node, "TableRowEntries").and_then(|entries| child(entries, "TableRowEntry"));
    let items = entry.and_then(|entry| child(entry, "TableColumnItems"));
    let mut columns = Vec::new();
    for (index, item) in items.into_iter().flat_map(|items| children(items, "TableColumnItem")).enumerate() {
        let Some(source) = source(item) else { continue };
        let header = headers.get(index).copied();
        columns.push(Column {
            label: header
                .and_then(|header| text(header, "Label"))
                .map(|label| Rc::from(label.trim()))
                .unwrap_or_else(|| source_name(&source)),
            width: header.map_or(0, |header| number(header, "Width")),
            alignment: alignment(item).or_else(|| header.and_then(alignment)),
            source,
            form: form(item),
        });
    }
    Control::Table {
        columns,
        auto_size: flag(node, "AutoSize"),
        hide_headers: flag(node, "HideTableHeaders"),
        wrap: entry.is_some_and(|entry| flag(entry, "Wrap")),
    }
}

fn list_control<'a>(node: Node<'a, 'a>) -> Control {
    Control::List(by_type(node, "ListEntries", "ListEntry", |entry| {
        let items = child(entry, "ListItems").into_iter().flat_map(|items| children(items, "ListItem"));
        let made = items.filter_map(|item| {
            let source = source(item)?;
            let label = text(item, "Label").map(|label| Rc::from(label.trim()));
            Some(Item { label: label.unwrap_or_else(|| source_name(&source)), source, form: form(item) })
        });
        made.collect()
    }))
}

/// The entries of a control: the one without `EntrySelectedBy` is the usual one.
fn by_type<'a, T: Default>(
    node: Node<'a, 'a>,
    list: &'static str,
    name: &'static str,
    read: impl Fn(Node<'a, 'a>) -> T,
) -> ByType<T> {
    let mut found = ByType { usual: T::default(), special: Vec::new() };
    for entry in child(node, list).into_iter().flat_map(|entries| children(entries, name)) {
        let selected: Vec<Rc<str>> = child(entry, "EntrySelectedBy")
            .into_iter()
            .flat_map(|selected| children(selected, "TypeName"))
            .map(|name| Rc::from(text_of(name).trim()))
            .collect();
        match selected.is_empty() {
            true => found.usual = read(entry),
            false => found.special.push((selected, read(entry))),
        }
    }
    found
}

fn wide_control<'a>(node: Node<'a, 'a>) -> Control {
    Control::Wide {
        shown: by_type(node, "WideEntries", "WideEntry", |entry| {
            let item = child(entry, "WideItem");
            WideItem { source: item.and_then(source), form: item.and_then(form) }
        }),
        columns: number(node, "ColumnNumber"),
        auto_size: flag(node, "AutoSize"),
    }
}

fn custom_control<'a>(root: Node<'a, 'a>, node: Node<'a, 'a>) -> Vec<CustomItem> {
    child(node, "CustomEntries")
        .and_then(|entries| child(entries, "CustomEntry"))
        .into_iter()
        .flat_map(|entry| children(entry, "CustomItem"))
        .flat_map(|item| custom_items(root, item, 0))
        .collect()
}

/// The pieces of a `CustomItem`; controls by name are looked up in the file.
fn custom_items<'a>(root: Node<'a, 'a>, node: Node<'a, 'a>, depth: usize) -> Vec<CustomItem> {
    let mut items = Vec::new();
    for piece in node.children().filter(Node::is_element) {
        match piece.tag_name().name() {
            "Text" => items.push(CustomItem::Text(text_of(piece).into())),
            "NewLine" => {
                let count = number(piece, "Count").max(1);
                items.extend(std::iter::repeat_n(CustomItem::NewLine, count));
            }
            "Frame" => {
                let inner = children(piece, "CustomItem").flat_map(|item| custom_items(root, item, depth));
                items.push(CustomItem::Frame { indent: number(piece, "LeftIndent"), items: inner.collect() });
            }
            "ExpressionBinding" => match (source(piece), text(piece, "CustomControlName")) {
                (None, Some(name)) if depth < 16 => items.extend(shared_control(root, name.trim(), depth)),
                (source, _) => items.push(CustomItem::Expression {
                    source: source.unwrap_or(Source::Whole),
                    form: form(piece),
                    enumerate: flag(piece, "EnumerateCollection"),
                }),
            },
            _ => {}
        }
    }
    items
}

fn shared_control<'a>(root: Node<'a, 'a>, wanted: &str, depth: usize) -> Vec<CustomItem> {
    let controls = children(root, "Controls").flat_map(|controls| children(controls, "Control"));
    controls
        .filter(|control| text(*control, "Name").is_some_and(|name| name.trim() == wanted))
        .filter_map(|control| child(control, "CustomControl"))
        .filter_map(|custom| child(custom, "CustomEntries").and_then(|entries| child(entries, "CustomEntry")))
        .flat_map(|entry| children(entry, "CustomItem"))
        .flat_map(|item| custom_items(root, item, depth + 1))
        .collect()
}
