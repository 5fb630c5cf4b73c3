//! PowerShell's command line.

/// What the arguments ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommandLine {
    pub run: Run,
    pub no_profile: bool,
    pub non_interactive: bool,
    pub no_exit: bool,
    pub no_logo: bool,
    pub working_directory: Option<String>,
    /// The store that `Cs` commands open.
    pub store: Option<String>,
}

/// What runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Run {
    /// The prompt, or the commands on standard input.
    #[default]
    Prompt,
    File {
        path: String,
        arguments: Vec<String>,
    },
    Command(String),
    /// `-Command -`
    Input,
    /// `-File -`: with a prompt before each command.
    PromptedInput,
    Version,
    Help,
}

/// Options with a value, and their shortest form.
const VALUED: &[(&str, usize)] = &[
    ("executionpolicy", 2),
    ("workingdirectory", 2),
    ("inputformat", 2),
    ("outputformat", 1),
    ("encodedcommand", 1),
    ("configurationname", 7),
    ("settingsfile", 8),
    ("custompipename", 3),
    ("windowstyle", 1),
    ("store", 3),
];

/// Reads the arguments after the program's name. Errors: a sentence that names the argument.
pub fn read(arguments: &[String]) -> Result<CommandLine, String> {
    let mut line = CommandLine::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let Some(name) = option(argument) else {
            line.run = file(argument, rest.cloned().collect());
            return Ok(line);
        };
        match name.as_str() {
            _ if is(&name, "noprofile", 3) => line.no_profile = true,
            _ if is(&name, "noninteractive", 4) => line.non_interactive = true,
            _ if is(&name, "nologo", 3) => line.no_logo = true,
            _ if is(&name, "noexit", 3) => line.no_exit = true,
            _ if is(&name, "login", 1)
                || is(&name, "interactive", 1)
                || is(&name, "mta", 3)
                || is(&name, "sta", 3) => {}
            _ if is(&name, "version", 1) => line.run = Run::Version,
            "?" | "h" | "help" => line.run = Run::Help,
            "wd" => line.working_directory = rest.next().cloned(),
            "ep" | "ex" => drop(rest.next()),
            _ if is(&name, "command", 1) => {
                let words: Vec<String> = rest.cloned().collect();
                line.run = match words.as_slice() {
                    [] => return Err("Cannot process the command because of a missing parameter. A command must follow -Command.".into()),
                    [dash] if dash == "-" => Run::Input,
                    _ => Run::Command(words.join(" ")),
                };
                return Ok(line);
            }
            _ if is(&name, "file", 1) => {
                let Some(path) = rest.next() else {
                    return Err("The argument '' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.".into());
                };
                line.run = file(path, rest.cloned().collect());
                return Ok(line);
            }
            _ => match VALUED.iter().find(|(known, least)| is(&name, known, *least)) {
                Some((known, _)) => {
                    let value =
                        rest.next().cloned().ok_or_else(|| format!("The option -{known} needs a value."))?;
                    match *known {
                        "workingdirectory" => line.working_directory = Some(value),
                        "store" => line.store = Some(value),
                        "encodedcommand" => {
                            line.run = Run::Command(decoded(&value)?);
                        }
                        _ => {}
                    }
                }
                None => {
                    line.run = file(argument, rest.cloned().collect());
                    return Ok(line);
                }
            },
        }
    }
    Ok(line)
}

/// The folded name of an option, with one dash, two or a slash.
fn option(argument: &str) -> Option<String> {
    let name = argument.strip_prefix("--").or_else(|| argument.strip_prefix('-'))?;
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}

fn is(name: &str, full: &str, least: usize) -> bool {
    name.len() >= least && full.starts_with(name)
}

fn file(path: &str, arguments: Vec<String>) -> Run {
    if path == "-" { Run::PromptedInput } else { Run::File { path: path.to_string(), arguments } }
}

/// UTF-16 text in Base64.
fn decoded(text: &str) -> Result<String, String> {
    use base64::Engine as _;
    let wrong = || {
        "Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value must be Base64 encoded.".to_string()
    };
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).map_err(|_| wrong())?;
    let units: Vec<u16> =
        bytes.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?))).collect();
    String::from_utf16(&units).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(arguments: &[&str]) -> CommandLine {
        read(&arguments.iter().map(|argument| argument.to_string()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn options_come_before_what_runs() {
        let read = line(&["-NoProfile", "-NonInteractive", "-File", "s.ps1", "-x", "1"]);
        assert!(read.no_profile && read.non_interactive);
        assert_eq!(read.run, Run::File { path: "s.ps1".into(), arguments: vec!["-x".into(), "1".into()] });
        assert_eq!(line(&["-c", "1", "+", "1"]).run, Run::Command("1 + 1".into()));
        assert_eq!(
            line(&["s.ps1", "-WhatIf"]).run,
            Run::File { path: "s.ps1".into(), arguments: vec!["-WhatIf".into()] }
        );
        assert_eq!(line(&["-e", "MQA="]).run, Run::Command("1".into()));
        assert_eq!(line(&["-c", "-"]).run, Run::Input);
        assert!(super::read(&["-Command".to_string()]).is_err());
    }
}
