//! `$Host`.

use super::record::{IDENTITY, field, made};
use super::table::{methods, properties};
use super::{Class, Property, arguments, culture_info, object};
use crate::engine::debug_events::DebugEvents;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, culture, member};

macro_rules! shown {
    ($($name:literal $of:literal),* $(,)?) => {
        &[$(Property {
            name: $name,
            type_name: $of,
            get: |_, this| Ok(field(this, $name)),
            set: None,
        }),*]
    };
}

static HOST: Class = Class {
    name: "System.Management.Automation.Internal.Host.InternalHost",
    base: Some(&object::OBJECT),
    interfaces: &["System.Management.Automation.Host.PSHost"],
    properties: properties! {
        "string" Name => |_, this| Ok(field(this, "Name"));
        "version" Version => |_, this| Ok(field(this, "Version"));
        "cultureinfo" CurrentCulture => |_, this| Ok(field(this, "CurrentCulture"));
        "cultureinfo" CurrentUICulture => |_, this| Ok(field(this, "CurrentUICulture"));
        "System.Management.Automation.Host.PSHostUserInterface" UI => |_, this| Ok(field(this, "UI"));
        "bool" DebuggerEnabled => |engine, _| Ok(Value::Bool(!engine.extension::<DebugEvents>().host_is_off)), |engine, _, value| {
            engine.extension::<DebugEvents>().host_is_off = !convert::to_bool(&value);
            Ok(())
        };
        "bool" IsRunspacePushed => |_, _| Ok(Value::Bool(false));
        "runspace" Runspace => |engine, _| Ok(super::runspace::of_session(engine));
    },
    methods: methods! {
        EnterNestedPrompt "void EnterNestedPrompt()" => |engine, _, _| {
            let prompt = engine.host.nested_prompt();
            prompt(engine)?;
            Ok(Value::Empty)
        };
        ExitNestedPrompt "void ExitNestedPrompt()" => |_, _, _| Err(Box::new(Fault::Exit(0)));
        SetShouldExit "void SetShouldExit(int exitCode)" => |_, _, args| {
            let code: Outcome<i32> = super::arguments::int(args, 0);
            Err(Box::new(Fault::Quit(code?)))
        };
    },
    ..Class::EMPTY
};

/// Caption, message, choices, the default's index: the index of the answer. Errors: nobody can answer.
fn prompt_for_choice(engine: &mut Engine, _: &Value, args: &[Value]) -> Outcome<Value> {
    let caption = arguments::text(engine, args, 0)?;
    let message = arguments::text(engine, args, 1)?;
    let mut choices = Vec::new();
    for item in arguments::items(engine, arguments::any(args, 2)?)? {
        let label = member::get(engine, &item, "Label")?;
        let help = member::get(engine, &item, "HelpMessage")?;
        choices.push(match label {
            Some(label) => {
                (convert::display(&label), help.map(|help| convert::display(&help)).unwrap_or_default())
            }
            None => (convert::to_text(engine, &item)?, String::new()),
        });
    }
    let default = usize::try_from(arguments::int(args, 3)?).unwrap_or(0);
    engine.finish_output()?;
    let chosen = engine.host.choose(&caption, &message, &choices, default);
    let index = chosen.map_err(|message| Fault::runtime("PromptFailed", message))?;
    engine.check_stop()?;
    Ok(Value::Int(i32::try_from(index).unwrap_or(0)))
}

fn line(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    // Colours may stand in front of the text.
    match args.last() {
        Some(text) => convert::to_text(engine, text),
        None => Ok(String::new()),
    }
}

static UI: Class = Class {
    name: "System.Management.Automation.Internal.Host.InternalHostUserInterface",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.Host.PSHostRawUserInterface" RawUI => |_, _| Ok(made(&RAW_UI, "", []));
        "bool" SupportsVirtualTerminal => |_, _| Ok(Value::Bool(true));
    },
    methods: methods! {
        PromptForChoice "int PromptForChoice(string caption, string message, System.Collections.ObjectModel.Collection[System.Management.Automation.Host.ChoiceDescription] choices, int defaultChoice)" => prompt_for_choice;
        ReadLine "string ReadLine()" => |engine, _, _| {
            let read = engine.host.read_line("").map_err(|message| Fault::runtime("ReadFailed", message))?;
            Ok(Value::text(read.unwrap_or_default()))
        };
        Write "void Write(string value)" "void Write(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor, string value)" => |engine, _, args| {
            let text = line(engine, args)?;
            engine.host.write(&text, None, None);
            Ok(Value::Empty)
        };
        WriteLine "void WriteLine()" "void WriteLine(string value)" "void WriteLine(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor, string value)" => |engine, _, args| {
            let text = line(engine, args)?;
            engine.host.write_line(&text);
            Ok(Value::Empty)
        };
        WriteErrorLine "void WriteErrorLine(string value)" => |engine, _, args| {
            let text = line(engine, args)?;
            engine.host.write_error(&text);
            Ok(Value::Empty)
        };
        WriteWarningLine "void WriteWarningLine(string message)" => |engine, _, args| {
            let text = line(engine, args)?;
            engine.host.write_warning(&text);
            Ok(Value::Empty)
        };
        WriteVerboseLine "void WriteVerboseLine(string message)" => |engine, _, args| {
            let text = line(engine, args)?;
            engine.host.write_verbose(&text);
            Ok(Value::Empty)
        };
        WriteDebugLine "void WriteDebugLine(string message)" => |engine, _, args| {
            let text = line(engine, args)?;
            engine.host.write_debug(&text);
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

fn size(engine: &Engine) -> Value {
    let count = |number: usize| Value::Int(i32::try_from(number).unwrap_or(i32::MAX));
    made(
        &SIZE,
        format!("{},{}", engine.host.width(), engine.host.height()),
        [("Width", count(engine.host.width())), ("Height", count(engine.host.height()))],
    )
}

static RAW_UI: Class = Class {
    name: "System.Management.Automation.Internal.Host.InternalHostRawUserInterface",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.Host.Size" BufferSize => |engine, _| Ok(size(engine));
        "System.Management.Automation.Host.Size" MaxWindowSize => |engine, _| Ok(size(engine));
        "System.Management.Automation.Host.Size" WindowSize => |engine, _| Ok(size(engine));
        "string" WindowTitle => |_, _| Ok(Value::text("")), |engine, _, value| {
            let title = convert::to_text(engine, &value)?;
            engine.host.set_window_title(&title);
            Ok(())
        };
    },
    methods: super::table::methods! {
        FlushInputBuffer "void FlushInputBuffer()" => |_, _, _| Ok(Value::Empty);
        ReadKey
            "System.Management.Automation.Host.KeyInfo ReadKey(System.Management.Automation.Host.ReadKeyOptions options)"
            "System.Management.Automation.Host.KeyInfo ReadKey()"
            => |engine, _, args| {
                let wanted = super::named("System.Management.Automation.Host.ReadKeyOptions");
                let options = match args.first() {
                    Some(options) => crate::engine::convert::to_type(engine, options.clone(), &wanted)?,
                    None => Value::Null,
                };
                let quiet = matches!(options.unwrapped(), Value::Enum(found) if found.number & 2 != 0);
                super::console_key::host_key(engine, quiet)
            };
    },
    ..Class::EMPTY
};

static SIZE: Class = Class {
    name: "System.Management.Automation.Host.Size",
    base: Some(&object::OBJECT),
    properties: shown!["Width" "int", "Height" "int"],
    value_type: true,
    ..Class::EMPTY
};

static CHOICE: Class = Class {
    name: "System.Management.Automation.Host.ChoiceDescription",
    base: Some(&object::OBJECT),
    properties: shown!["Label" "string", "HelpMessage" "string"],
    construct: Some(|engine, args| {
        let label = arguments::text(engine, args, 0)?;
        let help = if args.len() > 1 { arguments::text(engine, args, 1)? } else { String::new() };
        Ok(made(&CHOICE, "", [("Label", Value::text(label)), ("HelpMessage", Value::text(help))]))
    }),
    constructors: &[
        "System.Management.Automation.Host.ChoiceDescription new(string label)",
        "System.Management.Automation.Host.ChoiceDescription new(string label, string helpMessage)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&HOST, &UI, &RAW_UI, &SIZE, &CHOICE];

/// The host as scripts see it.
pub fn value() -> Value {
    made(
        &HOST,
        "",
        [
            ("Name", Value::text("ConsoleHost")),
            ("Version", super::version::of(&[7, 6, 5])),
            ("CurrentCulture", culture_info::value(culture::current())),
            ("CurrentUICulture", culture_info::value(culture::language())),
            // There is one host: each reading of `$Host` gives the same object.
            (IDENTITY, Value::text("host")),
            ("UI", made(&UI, "", [])),
        ],
    )
}
