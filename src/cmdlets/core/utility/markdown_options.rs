//! The colours that Markdown is shown in: `Get-MarkdownOption` and its object.

use crate::engine::types::record::{self, made};
use crate::engine::types::table::methods;
use crate::engine::types::{Class, Property, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// What PowerShell uses on a dark terminal: element, sequence without its escape character.
const DARK: [(&str, &str); 11] = [
    ("Header1", "[7m"),
    ("Header2", "[4;93m"),
    ("Header3", "[4;94m"),
    ("Header4", "[4;95m"),
    ("Header5", "[4;96m"),
    ("Header6", "[4;97m"),
    ("Code", "[48;2;155;155;155;38;2;30;30;30m"),
    ("Link", "[4;38;5;117m"),
    ("Image", "[33m"),
    ("EmphasisBold", "[1m"),
    ("EmphasisItalics", "[36m"),
];

/// Where a light terminal differs.
const LIGHT: [(&str, &str); 5] = [
    ("Header2", "[4;33m"),
    ("Header3", "[4;34m"),
    ("Header4", "[4;35m"),
    ("Header5", "[4;36m"),
    ("Header6", "[4;30m"),
];

const ENABLED: &str = "EnableVT100Encoding";

macro_rules! setting {
    ($of:literal $name:literal) => {
        Property {
            name: $name,
            type_name: $of,
            get: |_, this| Ok(record::field(this, $name)),
            set: Some(|_, this, value| {
                record::set_field(this, $name, value);
                Ok(())
            }),
        }
    };
}

pub static OPTIONS: Class = Class {
    name: "Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo",
    base: Some(&object::OBJECT),
    properties: &[
        setting!("string" "Header1"),
        setting!("string" "Header2"),
        setting!("string" "Header3"),
        setting!("string" "Header4"),
        setting!("string" "Header5"),
        setting!("string" "Header6"),
        setting!("string" "Code"),
        setting!("string" "Link"),
        setting!("string" "Image"),
        setting!("string" "EmphasisBold"),
        setting!("string" "EmphasisItalics"),
        setting!("bool" "EnableVT100Encoding"),
    ],
    methods: methods! {
        AsEscapeSequence "string AsEscapeSequence(string propertyName)" => as_escape_sequence;
        SetDarkTheme "void SetDarkTheme()" => |_, this, _| { set_theme(this, false); Ok(Value::Empty) };
        SetLightTheme "void SetLightTheme()" => |_, this, _| { set_theme(this, true); Ok(Value::Empty) };
    },
    construct: Some(|_, _| Ok(options())),
    constructors: &["Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo new()"],
    ..Class::EMPTY
};

/// The sequence of an element, shown in itself. Errors: there is no such element.
fn as_escape_sequence(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    if !DARK.iter().any(|(known, _)| *known == name) {
        let message = "Unknown property name (Parameter 'propertyName')";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    let sequence = convert::display(&record::field(this, &name));
    Ok(Value::text(format!("\u{1b}{sequence}{sequence}\u{1b}[0m")))
}

/// Options as a session begins with them.
pub(super) fn options() -> Value {
    let fields = DARK.iter().map(|(name, sequence)| (*name, Value::text(*sequence)));
    made(&OPTIONS, "", fields.chain([(ENABLED, Value::Bool(true))]))
}

/// Gives options the colours for a dark or a light terminal.
pub(super) fn set_theme(options: &Value, light: bool) {
    let more: &[(&str, &str)] = if light { &LIGHT } else { &[] };
    for (name, sequence) in DARK.iter().chain(more) {
        record::set_field(options, name, Value::text(*sequence));
    }
}

/// The session's options.
#[derive(Default)]
struct Kept(Option<Value>);

pub(super) fn kept(engine: &mut Engine) -> Value {
    engine.extension::<Kept>().0.get_or_insert_with(options).clone()
}

pub(super) fn keep(engine: &mut Engine, options: Value) {
    engine.extension::<Kept>().0 = Some(options);
}

/// Whether a value is an object of options.
pub(super) fn are_options(value: &Value) -> bool {
    record::parts(value.unwrapped()).is_some_and(|(class, ..)| std::ptr::eq(class, &OPTIONS))
}

/// Sequences by element; none where they are turned off.
#[derive(Default)]
pub(super) struct Colours(Vec<(&'static str, String)>);

impl Colours {
    /// The colours of the session.
    pub(super) fn of(engine: &mut Engine) -> Colours {
        let options = kept(engine);
        if !convert::to_bool(&record::field(&options, ENABLED)) {
            return Colours::default();
        }
        Colours(
            DARK.iter().map(|(name, _)| (*name, convert::display(&record::field(&options, name)))).collect(),
        )
    }

    fn sequence(&self, element: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == element).map(|(_, sequence)| sequence.as_str())
    }

    /// A text in the colour of an element.
    pub(super) fn paint(&self, element: &str, text: &str) -> String {
        match self.sequence(element) {
            Some(sequence) => format!("\u{1b}{sequence}{text}\u{1b}[0m"),
            None => text.to_string(),
        }
    }

    /// A line in the colour of an element, which goes on to the line's end.
    pub(super) fn paint_line(&self, element: &str, text: &str) -> String {
        match self.sequence(element) {
            Some(_) => self.paint(element, &format!("{text}\u{1b}[500@")),
            None => text.to_string(),
        }
    }
}
