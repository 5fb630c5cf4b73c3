//! `$PSStyle`: escape sequences by name, and how output is rendered.

use super::table::{joined, methods, properties, statics};
use super::{Class, Property, arguments, enumeration, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;

/// The values of one part of `$PSStyle`, by name.
#[derive(Debug)]
struct Style {
    class: &'static Class,
    values: RefCell<Vec<(&'static str, Value)>>,
}

impl Native for Style {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

const ESCAPE: char = '\u{1b}';

const RENDERING: &str = "System.Management.Automation.OutputRendering";
const VIEW: &str = "System.Management.Automation.ProgressView";

/// A part with its sequences, which stand here without `ESC[` and `m`.
fn part(
    class: &'static Class,
    sequences: &[(&'static str, &str)],
    more: Vec<(&'static str, Value)>,
) -> Value {
    let mut values: Vec<(&'static str, Value)> =
        sequences.iter().map(|(name, codes)| (*name, Value::text(format!("{ESCAPE}[{codes}m")))).collect();
    values.extend(more);
    Value::native(Style { class, values: RefCell::new(values) })
}

fn read(this: &Value, name: &str) -> Value {
    let Some(style) = this.as_native::<Style>() else { return Value::Null };
    let values = style.values.borrow();
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Sets a sequence. Errors: the text has more than sequences.
fn write(engine: &mut Engine, this: &Value, name: &'static str, value: Value) -> Outcome {
    let text = convert::to_text(engine, &value)?;
    let printable = plain(&text);
    if !printable.is_empty() {
        let message = format!(
            "The specified string contains printable content when it should only contain ANSI escape sequences: {printable}"
        );
        return Err(arguments::throw("System.ArgumentException", message));
    }
    put(this, name, Value::text(text));
    Ok(())
}

fn put(this: &Value, name: &'static str, value: Value) {
    if let Some(style) = this.as_native::<Style>()
        && let Some(entry) = style.values.borrow_mut().iter_mut().find(|(known, _)| *known == name)
    {
        entry.1 = value;
    }
}

/// Text without escape sequences: those of colours and the like, and hyperlinks.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            (ESCAPE, Some('[')) => {
                letters.next();
                while letters.next().is_some_and(|next| !next.is_ascii_alphabetic()) {}
            }
            (ESCAPE, Some(']')) => {
                while let Some(next) = letters.next() {
                    if next == '\u{7}' || next == ESCAPE && letters.next_if_eq(&'\\').is_some() {
                        break;
                    }
                }
            }
            _ => out.push(letter),
        }
    }
    out
}

macro_rules! sequences {
    (fixed $($name:literal),* $(,)?) => {
        &[$(Property { name: $name, type_name: "string", get: |_, this| Ok(read(this, $name)), set: None }),*]
    };
    (open $($name:literal),* $(,)?) => {
        &[$(Property {
            name: $name,
            type_name: "string",
            get: |_, this| Ok(read(this, $name)),
            set: Some(|engine, this, value| write(engine, this, $name, value)),
        }),*]
    };
}

/// A colour: three parts, or one number `0xRRGGBB`.
fn rgb(engine: &mut Engine, args: &[Value], ground: u8) -> Outcome<Value> {
    let _ = engine;
    let (red, green, blue) = match args {
        [_] => {
            let number = arguments::int(args, 0)?;
            (number >> 16 & 0xFF, number >> 8 & 0xFF, number & 0xFF)
        }
        _ => (arguments::int(args, 0)?, arguments::int(args, 1)?, arguments::int(args, 2)?),
    };
    for part in [red, green, blue] {
        if u8::try_from(part).is_err() {
            return Err(arguments::no_overload());
        }
    }
    Ok(Value::text(format!("{ESCAPE}[{ground};2;{red};{green};{blue}m")))
}

static FOREGROUND: Class = Class {
    name: "System.Management.Automation.PSStyle+ForegroundColor",
    base: Some(&object::OBJECT),
    properties: sequences!(fixed "Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White", "BrightBlack", "BrightRed", "BrightGreen", "BrightYellow", "BrightBlue", "BrightMagenta", "BrightCyan", "BrightWhite"),
    methods: methods! {
        FromRgb "string FromRgb(byte red, byte green, byte blue)" "string FromRgb(int rgb)" => |engine, _, args| rgb(engine, args, 38);
    },
    ..Class::EMPTY
};

const FOREGROUND_CODES: &[(&str, &str)] = &[
    ("Black", "30"),
    ("Red", "31"),
    ("Green", "32"),
    ("Yellow", "33"),
    ("Blue", "34"),
    ("Magenta", "35"),
    ("Cyan", "36"),
    ("White", "37"),
    ("BrightBlack", "90"),
    ("BrightRed", "91"),
    ("BrightGreen", "92"),
    ("BrightYellow", "93"),
    ("BrightBlue", "94"),
    ("BrightMagenta", "95"),
    ("BrightCyan", "96"),
    ("BrightWhite", "97"),
];

static BACKGROUND: Class = Class {
    name: "System.Management.Automation.PSStyle+BackgroundColor",
    base: Some(&object::OBJECT),
    properties: sequences!(fixed "Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White", "BrightBlack", "BrightRed", "BrightGreen", "BrightYellow", "BrightBlue", "BrightMagenta", "BrightCyan", "BrightWhite"),
    methods: methods! {
        FromRgb "string FromRgb(byte red, byte green, byte blue)" "string FromRgb(int rgb)" => |engine, _, args| rgb(engine, args, 48);
    },
    ..Class::EMPTY
};

const BACKGROUND_CODES: &[(&str, &str)] = &[
    ("Black", "40"),
    ("Red", "41"),
    ("Green", "42"),
    ("Yellow", "43"),
    ("Blue", "44"),
    ("Magenta", "45"),
    ("Cyan", "46"),
    ("White", "47"),
    ("BrightBlack", "100"),
    ("BrightRed", "101"),
    ("BrightGreen", "102"),
    ("BrightYellow", "103"),
    ("BrightBlue", "104"),
    ("BrightMagenta", "105"),
    ("BrightCyan", "106"),
    ("BrightWhite", "107"),
];

static FORMATTING: Class = Class {
    name: "System.Management.Automation.PSStyle+FormattingData",
    base: Some(&object::OBJECT),
    properties: sequences!(open "FormatAccent", "TableHeader", "CustomTableHeaderLabel", "ErrorAccent", "Error", "Warning", "Verbose", "Debug", "FeedbackName", "FeedbackText", "FeedbackAction"),
    ..Class::EMPTY
};

const FORMATTING_CODES: &[(&str, &str)] = &[
    ("FormatAccent", "32;1"),
    ("TableHeader", "32;1"),
    ("CustomTableHeaderLabel", "32;1;3"),
    ("ErrorAccent", "36;1"),
    ("Error", "31;1"),
    ("Warning", "33;1"),
    ("Verbose", "33;1"),
    ("Debug", "33;1"),
    ("FeedbackName", "33"),
    ("FeedbackText", "96"),
    ("FeedbackAction", "97"),
];

static FILE_INFO: Class = Class {
    name: "System.Management.Automation.PSStyle+FileInfoFormatting",
    base: Some(&object::OBJECT),
    properties: &joined::<Property, 4>(
        sequences!(open "Directory", "SymbolicLink", "Executable"),
        properties! {
            "System.Management.Automation.PSStyle+FileInfoFormatting+FileExtensionDictionary" Extension => |_, this| Ok(read(this, "Extension"));
        },
    ),
    ..Class::EMPTY
};

/// Colours of files by the ends of their names.
#[derive(Debug)]
struct Extensions(RefCell<Vec<(String, String)>>);

impl Native for Extensions {
    fn class(&self) -> &'static Class {
        &EXTENSIONS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Extensions {
    fn usual() -> Extensions {
        let archives = [".zip", ".tgz", ".gz", ".tar", ".nupkg", ".cab", ".7z"].map(|end| (end, "31;1"));
        let scripts = [".ps1", ".psd1", ".psm1", ".ps1xml"].map(|end| (end, "33;1"));
        let all = archives.iter().chain(&scripts);
        Extensions(RefCell::new(
            all.map(|(end, codes)| (end.to_string(), format!("{ESCAPE}[{codes}m"))).collect(),
        ))
    }

    fn get(&self, extension: &str) -> Option<String> {
        let known = self.0.borrow();
        known.iter().find(|(end, _)| end.eq_ignore_ascii_case(extension)).map(|(_, colour)| colour.clone())
    }

    fn set(&self, extension: String, colour: String) {
        let mut known = self.0.borrow_mut();
        match known.iter_mut().find(|(end, _)| end.eq_ignore_ascii_case(&extension)) {
            Some(entry) => entry.1 = colour,
            None => known.push((extension, colour)),
        }
    }
}

fn extensions(this: &Value) -> Outcome<&Extensions> {
    this.as_native::<Extensions>().ok_or_else(arguments::no_overload)
}

/// The end of a name, which begins with a dot. Errors: it does not.
fn extension(engine: &mut Engine, value: &Value) -> Outcome<String> {
    let text = convert::to_text(engine, value)?;
    if text.starts_with('.') {
        return Ok(text);
    }
    let message = format!(
        "When adding or removing extensions, the extension must start with a period. The extension was '{text}'."
    );
    Err(arguments::throw("System.ArgumentException", message))
}

/// A text of sequences only. Errors: it has more.
fn sequence(engine: &mut Engine, value: &Value) -> Outcome<String> {
    let text = convert::to_text(engine, value)?;
    let printable = plain(&text);
    if printable.is_empty() {
        return Ok(text);
    }
    let message = format!(
        "The specified string contains printable content when it should only contain ANSI escape sequences: {printable}"
    );
    Err(arguments::throw("System.ArgumentException", message))
}

static EXTENSIONS: Class = Class {
    name: "System.Management.Automation.PSStyle+FileInfoFormatting+FileExtensionDictionary",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Collections.Generic.IEnumerable[string]" Keys => |_, this| {
            Ok(arguments::strings(extensions(this)?.0.borrow().iter().map(|(end, _)| end.clone())))
        };
    },
    methods: methods! {
        Add "void Add(string extension, string decoration)" => |engine, this, args| {
            let end = extension(engine, arguments::any(args, 0)?)?;
            let colour = sequence(engine, arguments::any(args, 1)?)?;
            if extensions(this)?.get(&end).is_some() {
                let message = format!("An item with the same key has already been added. Key: {end}");
                return Err(arguments::throw("System.ArgumentException", message));
            }
            extensions(this)?.set(end, colour);
            Ok(Value::Empty)
        };
        Clear "void Clear()" => |_, this, _| {
            extensions(this)?.0.borrow_mut().clear();
            Ok(Value::Empty)
        };
        ContainsKey "bool ContainsKey(string key)" => |engine, this, args| {
            let end = arguments::text(engine, args, 0)?;
            Ok(Value::Bool(extensions(this)?.get(&end).is_some()))
        };
        Remove "void Remove(string extension)" => |engine, this, args| {
            let end = extension(engine, arguments::any(args, 0)?)?;
            extensions(this)?.0.borrow_mut().retain(|(known, _)| !known.eq_ignore_ascii_case(&end));
            Ok(Value::Empty)
        };
    },
    indexer: Some(super::Indexer {
        signature: "string Item(string extension) {get;set;}",
        get: |engine, this, index| {
            let end = convert::to_text(engine, index)?;
            Ok(extensions(this)?.get(&end).map_or(Value::Null, Value::from))
        },
        set: Some(|engine, this, index, value| {
            let end = extension(engine, index)?;
            let colour = sequence(engine, &value)?;
            extensions(this)?.set(end, colour);
            Ok(())
        }),
    }),
    ..Class::EMPTY
};

/// What kind of entry a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Directory,
    SymbolicLink,
    Executable,
    Other,
}

/// A name in the colour that `$PSStyle.FileInfo` gives to its kind or to its end.
pub fn coloured_name(engine: &mut Engine, name: &str, kind: FileKind) -> String {
    let style = engine.find_variable("psstyle").unwrap_or_default();
    let files = read(&style, "FileInfo");
    let by_end = || {
        let end = super::path::extension(name);
        read(&files, "Extension").as_native::<Extensions>().and_then(|known| known.get(end))
    };
    let colour = match kind {
        FileKind::Directory => Some(convert::display(&read(&files, "Directory"))),
        FileKind::SymbolicLink => Some(convert::display(&read(&files, "SymbolicLink"))),
        FileKind::Executable => by_end().or_else(|| Some(convert::display(&read(&files, "Executable")))),
        FileKind::Other => by_end(),
    };
    match colour.filter(|colour| !colour.is_empty()) {
        Some(colour) => format!("{colour}{name}{ESCAPE}[0m"),
        None => name.to_string(),
    }
}

const FILE_INFO_CODES: &[(&str, &str)] =
    &[("Directory", "44;1"), ("SymbolicLink", "36;1"), ("Executable", "32;1")];

static PROGRESS: Class = Class {
    name: "System.Management.Automation.PSStyle+ProgressConfiguration",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Style",
            type_name: "string",
            get: |_, this| Ok(read(this, "Style")),
            set: Some(|engine, this, value| write(engine, this, "Style", value)),
        },
        Property {
            name: "MaxWidth",
            type_name: "int",
            get: |_, this| Ok(read(this, "MaxWidth")),
            set: Some(|engine, this, value| {
                let value = convert::to_type(engine, value, &super::named("System.Int32"))?;
                if matches!(value, Value::Int(width) if width < 18) {
                    let message =
                        "Specified argument was out of the range of valid values. (Parameter 'MaxWidth')";
                    return Err(arguments::throw("System.ArgumentOutOfRangeException", message));
                }
                put(this, "MaxWidth", value);
                Ok(())
            }),
        },
        Property {
            name: "View",
            type_name: "System.Management.Automation.ProgressView",
            get: |_, this| Ok(read(this, "View")),
            set: Some(|engine, this, value| {
                put(this, "View", convert::to_type(engine, value, &super::named(VIEW))?);
                Ok(())
            }),
        },
        Property {
            name: "UseOSCIndicator",
            type_name: "bool",
            get: |_, this| Ok(read(this, "UseOSCIndicator")),
            set: Some(|_, this, value| {
                put(this, "UseOSCIndicator", Value::Bool(convert::to_bool(&value)));
                Ok(())
            }),
        },
    ],
    ..Class::EMPTY
};

macro_rules! style_properties {
    ($($name:literal),* ; $($part:literal $class:literal),* $(,)?) => {
        &[
            Property {
                name: "OutputRendering",
                type_name: "System.Management.Automation.OutputRendering",
                get: |_, this| Ok(read(this, "OutputRendering")),
                set: Some(|engine, this, value| {
                    put(this, "OutputRendering", convert::to_type(engine, value, &super::named(RENDERING))?);
                    Ok(())
                }),
            },
            $(Property { name: $name, type_name: "string", get: |_, this| Ok(read(this, $name)), set: None },)*
            $(Property { name: $part, type_name: $class, get: |_, this| Ok(read(this, $part)), set: None },)*
        ]
    };
}

static STYLE: Class = Class {
    name: "System.Management.Automation.PSStyle",
    base: Some(&object::OBJECT),
    properties: style_properties!(
        "Reset", "BlinkOff", "Blink", "BoldOff", "Bold", "DimOff", "Dim", "Hidden", "HiddenOff", "Reverse", "ReverseOff", "ItalicOff", "Italic", "UnderlineOff", "Underline", "StrikethroughOff", "Strikethrough";
        "Formatting" "System.Management.Automation.PSStyle+FormattingData",
        "Progress" "System.Management.Automation.PSStyle+ProgressConfiguration",
        "FileInfo" "System.Management.Automation.PSStyle+FileInfoFormatting",
        "Foreground" "System.Management.Automation.PSStyle+ForegroundColor",
        "Background" "System.Management.Automation.PSStyle+BackgroundColor",
    ),
    methods: methods! {
        FormatHyperlink "string FormatHyperlink(string text, uri link)" => |engine, _, args| {
            let (text, link) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
            // As `Uri.AbsoluteUri` writes it: a host alone is followed by a slash.
            let link = url::Url::parse(&link).map_or(link, String::from);
            Ok(Value::text(format!("{ESCAPE}]8;;{link}{ESCAPE}\\{text}{ESCAPE}]8;;{ESCAPE}\\")))
        };
    },
    static_methods: statics! {
        MapForegroundColorToEscapeSequence "static string MapForegroundColorToEscapeSequence(System.ConsoleColor foregroundColor)" => |_, args| {
            color_sequence(&[color_code(args, 0, "foregroundColor")?])
        };
        MapBackgroundColorToEscapeSequence "static string MapBackgroundColorToEscapeSequence(System.ConsoleColor backgroundColor)" => |_, args| {
            color_sequence(&[color_code(args, 0, "backgroundColor")? + BEHIND])
        };
        MapColorPairToEscapeSequence "static string MapColorPairToEscapeSequence(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor)" => |_, args| {
            color_sequence(&[color_code(args, 0, "foregroundColor")?, color_code(args, 1, "backgroundColor")? + BEHIND])
        };
    },
    bound: true,
    ..Class::EMPTY
};

/// What the code of a color behind the text has more than that of the text.
const BEHIND: u32 = 10;

/// The code of a `ConsoleColor` for text. Errors: there is no such color.
fn color_code(args: &[Value], index: usize, name: &str) -> Outcome<u32> {
    const CODES: [u32; 16] = [30, 34, 32, 36, 31, 35, 33, 37, 90, 94, 92, 96, 91, 95, 93, 97];
    let color = usize::try_from(arguments::long(args, index)?).ok().and_then(|color| CODES.get(color));
    color.copied().ok_or_else(|| {
        let message =
            format!("Specified argument was out of the range of valid values. (Parameter '{name}')");
        arguments::throw("System.ArgumentOutOfRangeException", message)
    })
}

fn color_sequence(codes: &[u32]) -> Outcome<Value> {
    let codes: Vec<String> = codes.iter().map(u32::to_string).collect();
    Ok(Value::text(format!("{ESCAPE}[{}m", codes.join(";"))))
}

const STYLE_CODES: &[(&str, &str)] = &[
    ("Reset", "0"),
    ("BlinkOff", "25"),
    ("Blink", "5"),
    ("BoldOff", "22"),
    ("Bold", "1"),
    ("DimOff", "22"),
    ("Dim", "2"),
    ("Hidden", "8"),
    ("HiddenOff", "28"),
    ("Reverse", "7"),
    ("ReverseOff", "27"),
    ("ItalicOff", "23"),
    ("Italic", "3"),
    ("UnderlineOff", "24"),
    ("Underline", "4"),
    ("StrikethroughOff", "29"),
    ("Strikethrough", "9"),
];

/// A fresh `$PSStyle`.
pub fn value() -> Value {
    let progress = part(
        &PROGRESS,
        &[("Style", "33;1")],
        vec![
            ("MaxWidth", Value::Int(120)),
            ("View", enumeration::value(VIEW, 0)),
            ("UseOSCIndicator", Value::Bool(false)),
        ],
    );
    part(
        &STYLE,
        STYLE_CODES,
        vec![
            ("OutputRendering", enumeration::value(RENDERING, 0)),
            ("Formatting", part(&FORMATTING, FORMATTING_CODES, Vec::new())),
            ("Progress", progress),
            (
                "FileInfo",
                part(&FILE_INFO, FILE_INFO_CODES, vec![("Extension", Value::native(Extensions::usual()))]),
            ),
            ("Foreground", part(&FOREGROUND, FOREGROUND_CODES, Vec::new())),
            ("Background", part(&BACKGROUND, BACKGROUND_CODES, Vec::new())),
        ],
    )
}

/// How a session renders its output: 0 as the host does, 1 plain, 2 always with sequences.
fn rendering(engine: &mut Engine) -> i64 {
    let style = engine.find_variable("psstyle").unwrap_or_default();
    match read(&style, "OutputRendering") {
        Value::Enum(value) => value.number,
        _ => 0,
    }
}

/// Whether output keeps its escape sequences; `terminal` says whether it goes to one.
pub fn keeps_sequences(engine: &mut Engine, terminal: bool) -> bool {
    match rendering(engine) {
        1 => false,
        2 => true,
        _ => terminal,
    }
}

/// The sequence of `$PSStyle.Formatting` with a name.
pub fn formatting(engine: &mut Engine, name: &str) -> String {
    let style = engine.find_variable("psstyle").unwrap_or_default();
    convert::display(&read(&read(&style, "Formatting"), name))
}

static USER_INTERFACE: Class = Class {
    name: "System.Management.Automation.Host.PSHostUserInterface",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        GetOutputString "static string GetOutputString(string text, bool supportsVirtualTerminal)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let terminal = convert::to_bool(arguments::any(args, 1)?);
            Ok(Value::text(if keeps_sequences(engine, terminal) { text } else { plain(&text) }))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] =
    &[&STYLE, &FORMATTING, &PROGRESS, &FILE_INFO, &EXTENSIONS, &FOREGROUND, &BACKGROUND, &USER_INTERFACE];

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn sequences_and_links_go_and_text_stays() {
        assert_eq!(
            plain("\u{1b}[31;1mred\u{1b}[0m \u{1b}]8;;http://x/\u{1b}\\link\u{1b}]8;;\u{1b}\\!"),
            "red link!"
        );
    }
}
