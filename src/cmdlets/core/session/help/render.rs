//! Help as text, in PowerShell's layout.

use super::{Help, HelpParameter};

/// How much is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    Usual,
    Detailed,
    Full,
    Examples,
}

const COMMON: &str = "    <CommonParameters>
        This cmdlet supports the common parameters: Verbose, Debug,
        ErrorAction, ErrorVariable, WarningAction, WarningVariable,
        OutBuffer, PipelineVariable, and OutVariable. For more information, see
        about_CommonParameters (https://go.microsoft.com/fwlink/?LinkID=113216). 
    
";

/// A text with each line moved in.
fn indented(text: &str, blanks: usize) -> String {
    let lead = " ".repeat(blanks);
    text.lines().map(|line| format!("{lead}{line}\n")).collect()
}

/// The whole text of a view.
pub fn text(help: &Help, view: View) -> String {
    let mut out =
        format!("\nNAME\n    {}\n    \nSYNOPSIS\n{}    \n    \n", help.name, indented(&help.synopsis, 4));
    if view == View::Examples {
        out.push_str(&examples(help, 4));
        return out;
    }
    let syntax: Vec<String> = help.syntax.iter().map(|line| format!("    {line}\n    \n")).collect();
    out.push_str(&format!("SYNTAX\n{}    \n", syntax.concat()));
    if !help.description.is_empty() {
        out.push_str(&format!("DESCRIPTION\n{}    \n", indented(&help.description, 4)));
    }
    out.push('\n');
    if view != View::Usual {
        out.push_str(&parameters(help, view));
    }
    if view == View::Full {
        for (title, texts) in [("INPUTS", &help.inputs), ("OUTPUTS", &help.outputs)] {
            if !texts.is_empty() {
                let lines: String = texts.iter().map(|text| indented(text, 4)).collect();
                out.push_str(&format!("{title}\n{lines}    \n    \n"));
            }
        }
        if !help.notes.is_empty() {
            let notes: String = help.notes.iter().map(|text| indented(text, 8)).collect();
            out.push_str(&format!("NOTES\n    \n    \n{notes}    \n"));
        }
    }
    if view != View::Usual {
        out.push_str(&examples(help, 6));
    }
    if !help.links.is_empty() {
        let links: String = help.links.iter().map(|link| format!("    {link} \n")).collect();
        out.push_str(&format!("RELATED LINKS\n{links}\n"));
    }
    if view != View::Full {
        out.push_str(&remarks(help));
    }
    out
}

fn parameters(help: &Help, view: View) -> String {
    if help.parameters.is_empty() && !help.advanced {
        return String::new();
    }
    let mut out = String::from("PARAMETERS\n");
    for parameter in &help.parameters {
        out.push_str(&self::parameter(parameter, view == View::Full));
    }
    if help.advanced {
        out.push_str(COMMON);
    }
    out
}

/// One parameter; `full` with its attributes.
pub fn parameter(parameter: &HelpParameter, full: bool) -> String {
    let kind = if parameter.is_switch {
        "[<SwitchParameter>]".to_string()
    } else {
        format!("<{}>", parameter.type_name)
    };
    let mut out =
        format!("    -{} {kind}\n{}        \n", parameter.name, indented(&parameter.description, 8));
    if full {
        let flag = |value: bool| if value { "true" } else { "false" };
        out.push_str(&format!(
            "        Required?                    {}\n        Position?                    {}\n        Default value                {}\n        Accept pipeline input?       {}\n        Aliases                      {}\n        Accept wildcard characters?  {}\n        \n",
            flag(parameter.required),
            parameter.position,
            parameter.default,
            parameter.pipeline,
            parameter.aliases.join(", "),
            flag(parameter.wildcards),
        ));
    }
    out
}

/// All examples, with so many empty lines behind each.
fn examples(help: &Help, empty: usize) -> String {
    let mut out = String::new();
    for (index, example) in help.examples.iter().enumerate() {
        out.push_str(&format!(
            "    -------------------------- EXAMPLE {} --------------------------\n    \n    {}{}\n    \n",
            index + 1,
            example.prompt,
            example.code.replace('\n', "\n    ")
        ));
        let remarks = if example.remarks.is_empty() { "\n" } else { &example.remarks };
        out.push_str(&indented(remarks, 4));
        out.push_str(&"    \n".repeat(empty));
    }
    out
}

fn remarks(help: &Help) -> String {
    let mut out = String::from("REMARKS\n");
    let mut line = |what: &str, switch: &str| {
        out.push_str(&format!("    {what}, type: \"Get-Help {} -{switch}\"\n", help.name));
    };
    line("To see the examples", "Examples");
    line("For more information", "Detailed");
    line("For technical information", "Full");
    if !help.links.is_empty() {
        line("For online help", "Online");
    }
    out.push('\n');
    out
}
