//! `#requires`: what a script asks for before it runs.

use super::error::{Category, Exception};
use super::module::{ImportOptions, Wanted, compare_versions};
use super::value::Value;
use super::{COMPATIBLE_VERSION, Engine, Fault, Outcome};
use crate::language::ast::ScriptBlock;

/// Names of the parameters, in PowerShell's order.
const NAMES: [&str; 6] = ["Version", "PSEdition", "Modules", "PSSnapin", "RunAsAdministrator", "Assembly"];

impl Engine {
    /// Checks the `#requires` lines of a script. Errors: PowerShell's, by what is missing.
    pub(crate) fn check_requires(&mut self, tree: &ScriptBlock, script: &str) -> Outcome {
        for line in &tree.requires {
            let words: Vec<&str> = line.arguments.split_whitespace().collect();
            let mut at = 0;
            while let Some(word) = words.get(at) {
                at += 1;
                let Some(name) = word.strip_prefix('-').and_then(full_name) else {
                    return Err(bad_parameter(word));
                };
                let mut values = Vec::new();
                while let Some(value) = words.get(at).filter(|value| !value.starts_with('-')) {
                    values.extend(value.split(',').filter(|part| !part.is_empty()).map(unquoted));
                    at += 1;
                }
                self.check_requirement(name, &values, script)?;
            }
        }
        Ok(())
    }

    fn check_requirement(&mut self, name: &str, values: &[String], script: &str) -> Outcome {
        match name {
            "Version" => {
                let wanted = values.first().cloned().unwrap_or_default();
                let text = if wanted.contains('.') { wanted.clone() } else { format!("{wanted}.0") };
                match compare_versions(self, COMPATIBLE_VERSION, &text) {
                    None => Err(bad_version(&wanted)),
                    Some(std::cmp::Ordering::Less) => Err(unmatched_version(script, &wanted)),
                    Some(_) => Ok(()),
                }
            }
            "PSEdition" if !values.iter().any(|edition| edition.eq_ignore_ascii_case("Core")) => {
                let edition = values.join(",");
                let message = format!(
                    "The script '{script}' cannot be run because it contained a \"#requires\" statement for PowerShell editions '{edition}'. The edition of PowerShell that is required by the script does not match the currently running PowerShell Core edition."
                );
                let exception = Exception::runtime(message);
                Err(Fault::error(
                    exception,
                    "ScriptRequiresUnmatchedPSEdition",
                    Category::NotSpecified,
                    Value::Null,
                ))
            }
            "Modules" => {
                for module in values {
                    if self.import_named(module, &Wanted::default(), &ImportOptions::default()).is_err() {
                        let message = format!(
                            "The script '{script}' cannot be run because the following modules that are specified by the \"#requires\" statements of the script are missing: {module}."
                        );
                        return Err(refused("ScriptRequiresMissingModules", message, script));
                    }
                }
                Ok(())
            }
            "PSSnapin" => {
                let message = format!(
                    "The script '{script}' cannot be run because the following snap-ins that are specified by the \"#requires\" statements of the script are missing: {}.",
                    values.join(", ")
                );
                Err(refused("ScriptRequiresMissingPSSnapIns", message, script))
            }
            _ => Ok(()),
        }
    }
}

fn full_name(word: &str) -> Option<&'static str> {
    let starts = |name: &&&str| {
        !word.is_empty() && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    NAMES.iter().find(starts).copied()
}

fn unquoted(text: &str) -> String {
    text.trim_matches(['\'', '"']).to_string()
}

fn refused(id: &str, message: String, script: &str) -> Box<Fault> {
    let exception = Exception::new("System.Management.Automation.ScriptRequiresException", message);
    Fault::error(exception, id, Category::ResourceUnavailable, Value::text(script))
}

fn unmatched_version(script: &str, wanted: &str) -> Box<Fault> {
    let message = format!(
        "The script '{script}' cannot be run because it contained a \"#requires\" statement for PowerShell {wanted}. The version of PowerShell that is required by the script does not match the currently running version of PowerShell {COMPATIBLE_VERSION}."
    );
    refused("ScriptRequiresUnmatchedPSVersion", message, script)
}

fn parse_exception(id: &str, message: String) -> Box<Fault> {
    let exception = Exception::new("System.Management.Automation.ParseException", message);
    Fault::error(exception, id, Category::ParserError, Value::Null)
}

fn bad_parameter(word: &str) -> Box<Fault> {
    let message = format!(
        "Cannot process the #requires statement: the parameter '{word}' is not valid or needs an argument."
    );
    parse_exception("ParameterRequiresArgument", message)
}

fn bad_version(wanted: &str) -> Box<Fault> {
    let message = format!(
        "Cannot process the #requires statement because it is not in the correct format.\nThe version '{wanted}' is not a version."
    );
    parse_exception("RequiresVersionInvalid", message)
}
