//! PowerShell's own views as a table. A source in braces is a script over `$_`.

use super::{
    ByType, Column, Control, CustomItem, GroupBy, Item, View, WideItem, command_views, style_views,
    system_views,
};
use crate::engine::calculated::{Alignment, Source};
use std::rc::Rc;

/// What a view shows.
pub(super) enum BuiltIn {
    /// Header, width (0 fits), alignment's first letter (`U` by the value), source.
    Table(&'static [(&'static str, usize, &'static str, &'static str)]),
    /// As `Table`, its texts on several lines.
    WrappedTable(&'static [(&'static str, usize, &'static str, &'static str)]),
    /// Paths of properties of `$PSStyle` or a part of it: each sequence is spelled out, in its own style. What is not a
    /// sequence comes after `=`.
    Styles(&'static [&'static str]),
    /// Label, source.
    List(&'static [(&'static str, &'static str)]),
    /// As `List`, with other lines for objects of a type.
    ListByType(
        &'static [(&'static str, &'static str)],
        &'static str,
        &'static [(&'static str, &'static str)],
    ),
    /// The property that is shown.
    Wide(&'static str),
    /// The property that is shown, a type and how it is written for objects of that.
    WideByType(&'static str, &'static str, &'static str),
}

/// Types, name, grouping property, control.
pub(super) type Row = (&'static [&'static str], &'static str, &'static str, BuiltIn);

/// Custom views: type, whether it stands between other objects, the text's source.
const CUSTOM: &[(&str, bool, &str)] = &[
    ("System.DateTime", false, "DateTime"),
    ("MamlCommandHelpInfo", true, "ShownText"),
    (
        "Microsoft.PowerShell.Commands.MatchInfo",
        false,
        "{$_.ToEmphasizedString((Get-Location).ProviderPath)}",
    ),
    ("System.Management.Automation.ScriptBlock", true, "{$_.ToString()}"),
    ("System.Management.Automation.WarningRecord", true, "Message"),
    ("System.Management.Automation.VerboseRecord", true, "Message"),
    ("System.Management.Automation.DebugRecord", true, "Message"),
    ("System.Management.Automation.InformationRecord", true, "{$_.ToString()}"),
];

/// All of them, in the order in which they are looked for.
pub fn views() -> Vec<View> {
    let tables = [system_views::VIEWS, command_views::VIEWS, style_views::VIEWS];
    let mut made: Vec<View> = tables.into_iter().flatten().map(view).collect();
    for (name, out_of_band, source) in CUSTOM {
        let item = CustomItem::Expression { source: Source::written(source), form: None, enumerate: false };
        made.push(View {
            name: (*name).into(),
            types: vec![(*name).into()],
            out_of_band: *out_of_band,
            group: None,
            control: Control::Custom(vec![item]),
        });
    }
    made
}

fn view((types, name, group, control): &Row) -> View {
    View {
        name: (*name).into(),
        types: types.iter().map(|name| (*name).into()).collect(),
        out_of_band: false,
        group: (!group.is_empty()).then(|| group_by(group)),
        control: match control {
            BuiltIn::Table(columns) => table(columns, false),
            BuiltIn::WrappedTable(columns) => table(columns, true),
            BuiltIn::Styles(paths) => {
                Control::List(ByType::same(paths.iter().map(|path| style(path)).collect()))
            }
            BuiltIn::List(rows) => Control::List(ByType::same(items(rows))),
            BuiltIn::ListByType(rows, name, special) => Control::List(ByType {
                usual: items(rows),
                special: vec![(vec![(*name).into()], items(special))],
            }),
            BuiltIn::Wide(property) => wide(property, Vec::new()),
            BuiltIn::WideByType(property, name, form) => {
                let special =
                    WideItem { source: Some(Source::written(property)), form: Some((*form).into()) };
                wide(property, vec![(vec![(*name).into()], special)])
            }
        },
    }
}

fn table(columns: &[(&'static str, usize, &'static str, &'static str)], wrap: bool) -> Control {
    let columns = columns.iter().map(column).collect();
    Control::Table { columns, auto_size: false, hide_headers: false, wrap }
}

/// A sequence as `e[31m, written in the style that it begins.
fn style(path: &str) -> Item {
    let (path, source) = match path.strip_prefix('=') {
        Some(path) => (path, format!("$_.{path}")),
        None => {
            let spelled = "$s + $s.Replace([string][char]27, '`e') + $PSStyle.Reset";
            (path, format!("$s = \"$($_.{path})\"; {spelled}"))
        }
    };
    Item { label: path.into(), source: Source::script(&source), form: None }
}

fn items(rows: &[(&'static str, &'static str)]) -> Vec<Item> {
    let item = |(label, source): &(&'static str, &'static str)| Item {
        label: (*label).into(),
        source: Source::written(source),
        form: None,
    };
    rows.iter().map(item).collect()
}

fn wide(property: &'static str, special: Vec<(Vec<Rc<str>>, WideItem)>) -> Control {
    let usual = WideItem { source: Some(Source::written(property)), form: None };
    Control::Wide { shown: ByType { usual, special }, columns: 0, auto_size: false }
}

fn column((label, width, alignment, source): &(&'static str, usize, &'static str, &'static str)) -> Column {
    Column {
        label: (*label).into(),
        width: *width,
        alignment: match *alignment {
            "L" => Some(Alignment::Left),
            "R" => Some(Alignment::Right),
            "C" => Some(Alignment::Center),
            _ => None,
        },
        source: Source::written(source),
        form: None,
    }
}

/// Groups by a property; a folder is written without its provider.
fn group_by(property: &str) -> GroupBy {
    match property {
        "PSParentPath" => GroupBy {
            source: Source::written(
                "{($_.PSParentPath -replace '^Microsoft\\.PowerShell\\.Core\\\\FileSystem::', '')}",
            ),
            label: "    Directory: ".into(),
            plain: true,
        },
        // The folder that holds the module's own, whatever its version.
        "ModuleFolder" => GroupBy {
            source: Source::written(
                "{$folder = Split-Path -Parent $_.Path; if ([version]::TryParse((Split-Path $folder -Leaf), [ref]$null)) { $folder = Split-Path -Parent $folder }; Split-Path -Parent $folder}",
            ),
            label: "    Directory: ".into(),
            plain: true,
        },
        // The groups of keys are headings.
        "KeyGroup" => GroupBy {
            source: Source::written("{\"$($_.Group)`n$('=' * $_.Group.Length)\"}"),
            label: "".into(),
            plain: true,
        },
        _ => GroupBy {
            source: Source::written(property),
            label: format!("   {property}: ").into(),
            plain: true,
        },
    }
}
