//! Examples made from a family's table: each parameter that the declaration's own example leaves out, with a value that
//! its kind, its name and its checks allow.

use super::example_values::{of_property, of_type};
use super::{Extra, Noun, Property, Scope, Verb};
use crate::engine::command::{CommandInfo, ParameterInfo};
use crate::engine::examples;

/// How many parameters one line shows.
const TOGETHER: usize = 3;

/// Makes the examples of one verb.
pub fn of_noun(noun: &'static Noun, verb: Verb, info: &'static CommandInfo) -> Vec<String> {
    let Some(line) = Line::of(info) else { return Vec::new() };
    let mut all = match verb {
        Verb::New => of_new(noun, info, &line),
        Verb::Set => of_set(noun, info, &line),
        Verb::Get => of_get(noun, info),
        Verb::Remove => of_remove(noun, info, &line),
        Verb::Grant => of_grant(noun, info, &line),
    };
    // Users come down the pipeline.
    let implied = if verb == Verb::Grant { "Identity" } else { "" };
    all.retain(|code| is_in_one_set(info, code, implied));
    if verb == Verb::Grant {
        all.extend(attempts(noun, info, &line));
    }
    let more = noun.more_examples.iter().filter(|(own, _)| *own == verb);
    all.extend(more.map(|(_, code)| (*code).to_owned()));
    all
}

/// The examples of a command that makes an object out of its arguments.
pub fn of_properties(properties: &'static [Property], info: &'static CommandInfo) -> Vec<String> {
    let Some(line) = Line::of(info) else { return Vec::new() };
    let mut all: Vec<String> =
        grouped(properties, &[], &left_out(info)).iter().map(|group| line.with(group)).collect();
    all.retain(|code| is_in_one_set(info, code, ""));
    all
}

/// Whether some parameter set has all the parameters of an example's last line, and the implied one.
fn is_in_one_set(info: &'static CommandInfo, code: &str, implied: &str) -> bool {
    let used = examples::uses(info, code.lines().last().unwrap_or_default());
    let is_used = |name: &str| name == implied || used.iter().any(|one| one.parameter == name);
    let with_sets = |own: &&ParameterInfo| is_used(own.name) && !own.sets.is_empty();
    let mut all = info.parameters.iter().filter(with_sets).map(sets);
    let Some(first) = all.next() else { return true };
    let rest: Vec<Vec<&str>> = all.collect();
    first.iter().any(|set| rest.iter().all(|own| own.contains(set)))
}

/// The names that the declared examples do not give.
fn left_out(info: &'static CommandInfo) -> Vec<&'static ParameterInfo> {
    let declared = info.example_lines().join("\n");
    let used = examples::uses(info, &declared);
    info.parameters.iter().filter(|own| used.iter().all(|one| one.parameter != own.name)).collect()
}

/// The line of the declared example that runs the command.
struct Line {
    /// What stands before it in its pipeline.
    front: String,
    name: &'static str,
    /// The argument without a name, mostly the identity.
    positional: Option<String>,
    /// Named arguments.
    named: String,
    /// Lines before it.
    preparation: Vec<String>,
}

impl Line {
    fn of(info: &'static CommandInfo) -> Option<Line> {
        let lines = info.example_lines();
        let at = lines.iter().rposition(|line| line.contains(info.name))?;
        let line = lines.get(at)?;
        let (front, rest) = line.split_once(info.name)?;
        let front = front.rsplit_once('=').map_or(front, |(_, front)| front).trim_start();
        let rest = rest.split(" | ").next().unwrap_or(rest).trim();
        let (positional, named) = match rest.starts_with('-') || rest.is_empty() {
            true => (None, rest),
            false => {
                let (first, named) = rest.split_once(' ').unwrap_or((rest, ""));
                (Some(first.to_owned()), named)
            }
        };
        Some(Line {
            front: front.to_owned(),
            name: info.name,
            positional,
            named: named.trim().to_owned(),
            preparation: lines.iter().take(at).map(ToString::to_string).collect(),
        })
    }

    /// `Set-CsX Redmond`, without named arguments.
    fn head(&self) -> String {
        let positional = self.positional.iter().map(|text| format!(" {text}")).collect::<String>();
        format!("{}{}{positional}", self.front, self.name)
    }

    /// The whole line with further arguments.
    fn with(&self, more: &str) -> String {
        joined(&[&self.head(), &self.named, more])
    }

    /// The line with its identity by name.
    fn with_identity(&self, identity: &str, more: &str) -> String {
        joined(&[&format!("{}{}", self.front, self.name), identity, &self.named, more])
    }
}

/// The parts that are not empty, with a blank between.
fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(" ")
}

/// The names of the sets that a parameter is in.
fn sets(parameter: &ParameterInfo) -> Vec<&'static str> {
    parameter.sets.iter().map(|place| place.set).collect()
}

/// Arguments of some parameters, a few at a time, as long as they are in the same sets.
fn grouped(
    properties: &'static [Property],
    extras: &[&'static Extra],
    parameters: &[&'static ParameterInfo],
) -> Vec<String> {
    let extras: Vec<&Extra> = extras.iter().copied().filter(|extra| extra.refused.is_none()).collect();
    together(properties, &extras, parameters)
}

/// As [`grouped`], with what is refused.
fn together(
    properties: &'static [Property],
    extras: &[&'static Extra],
    parameters: &[&'static ParameterInfo],
) -> Vec<String> {
    let mut groups: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    for parameter in parameters {
        let property = properties.iter().find(|own| own.name == parameter.name);
        let extra = extras.iter().find(|own| own.name == parameter.name);
        let argument = match (property, extra) {
            (Some(property), _) => of_property(property),
            (None, Some(extra)) => of_type(extra.name, extra.type_name),
            (None, None) => None,
        };
        let Some(argument) = argument else { continue };
        let text = match parameter.is_switch {
            true => format!("-{}", parameter.name),
            false => format!("-{} {argument}", parameter.name),
        };
        let own = sets(parameter);
        match groups.last_mut().filter(|(sets, group)| *sets == own && group.len() < TOGETHER) {
            Some((_, group)) => group.push(text),
            None => groups.push((own, vec![text])),
        }
    }
    groups.into_iter().map(|(_, group)| group.join(" ")).collect()
}

fn of_new(noun: &'static Noun, info: &'static CommandInfo, line: &Line) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(identity) = &line.positional {
        all.push(line.with_identity(&format!("-Identity {identity}"), "-InMemory -Force"));
        all.extend(of_key(noun, identity).map(|key| line.with_identity(&key, "-InMemory")));
    } else {
        all.push(line.with("-InMemory -Force"));
    }
    let groups = grouped(noun.properties, &of_verb(noun, Verb::New), &left_out(info));
    all.extend(groups.iter().map(|group| line.with(&format!("{group} -InMemory"))));
    all
}

/// The identity in its parts.
fn of_key(noun: &Noun, identity: &str) -> Option<String> {
    let key = noun.key.as_ref()?;
    Some(match (key.parent, key.name) {
        (Some(parent), Some(name)) => {
            let (above, own) = identity.split_once('/')?;
            format!("-{parent} {above} -{name} {own}")
        }
        (Some(one), None) | (None, Some(one)) => format!("-{one} {identity}"),
        (None, None) => return None,
    })
}

/// The parameters of a verb that no record keeps.
fn of_verb(noun: &'static Noun, verb: Verb) -> Vec<&'static Extra> {
    noun.extras.iter().filter(|extra| extra.verb == verb).collect()
}

fn of_set(noun: &'static Noun, info: &'static CommandInfo, line: &Line) -> Vec<String> {
    let mut all = Vec::new();
    let bare = |rest: &str| joined(&[&format!("{}{}", line.front, line.name), rest]);
    let identity = line.positional.as_deref().or(noun.has(Scope::Global).then_some("Global"));
    if let Some(identity) = identity.filter(|_| line.front.is_empty()) {
        all.push(bare(&joined(&[&format!("-Identity {identity}"), &line.named, "-Force"])));
        if noun.set_instance.is_empty() {
            all.push(format!("{} -Instance (Get-{} {identity})", line.name, noun.name));
        }
    }
    if noun.numbered {
        all.push(format!("{} -Identity (Get-{})[0].Identity -Force", line.name, noun.name));
        all.push(format!("{} -Instance (Get-{})[0]", line.name, noun.name));
    }
    let groups = grouped(noun.properties, &of_verb(noun, Verb::Set), &left_out(info));
    all.extend(groups.iter().map(|group| joined(&[&line.head(), group])));
    all
}

/// The declared example of another verb.
fn declared(noun: &'static Noun, verb: Verb) -> Option<&'static str> {
    noun.examples.iter().find(|(own, _)| *own == verb).map(|(_, example)| *example)
}

fn of_get(noun: &'static Noun, info: &'static CommandInfo) -> Vec<String> {
    let mut all = Vec::new();
    let made = declared(noun, Verb::New).filter(|_| !noun.has(Scope::Global));
    let identity = match made {
        Some(example) => {
            let line = example.lines().last().unwrap_or_default();
            let identity = line.split(' ').nth(1).filter(|word| !word.starts_with('-') && !noun.numbered);
            identity.map(|identity| (format!("{example} | Out-Null\n"), identity))
        }
        None => noun.has(Scope::Global).then(|| (String::new(), "Global")),
    };
    if let Some((preparation, identity)) = identity {
        all.push(format!("{preparation}{} -Identity {identity}", info.name));
    }
    let pattern = match noun.scopes {
        scopes if scopes.contains(&Scope::Tag) => "'tag:*'",
        scopes if scopes.contains(&Scope::Site) => "'site:*'",
        scopes if scopes.contains(&Scope::Service) => "'service:*'",
        _ => "'*red*'",
    };
    all.push(format!("{} -Filter {pattern}", info.name));
    all.push(format!("{} -LocalStore", info.name));
    let rest = noun.properties.iter().filter(|own| noun.filters.contains(&own.name));
    let filters = rest.filter_map(|own| Some(format!("{} -{} {}", info.name, own.name, of_property(own)?)));
    all.extend(filters);
    let left: Vec<_> = left_out(info).into_iter().filter(|own| noun.property(own.name).is_none()).collect();
    let extras = grouped(&[], &of_verb(noun, Verb::Get), &left);
    all.extend(extras.iter().map(|group| format!("{} {group}", info.name)));
    all
}

fn of_remove(noun: &'static Noun, info: &'static CommandInfo, line: &Line) -> Vec<String> {
    let Some(identity) = line.positional.as_ref().filter(|_| line.front.is_empty()) else {
        return Vec::new();
    };
    // The record is gone since the declared example; sites and pools are still there.
    let again = line.preparation.iter().filter(|text| text.contains(noun.name));
    let again: String = again.map(|text| format!("{text}\n")).collect();
    let extras = grouped(&[], &of_verb(noun, Verb::Remove), &left_out(info)).join(" ");
    vec![format!("{again}{}", joined(&[line.name, &format!("-Identity {identity}"), "-Force", &extras]))]
}

fn of_grant(noun: &'static Noun, info: &'static CommandInfo, line: &Line) -> Vec<String> {
    let mut all = vec![format!(
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null\nNew-CsPool pool02.contoso.net -Site Redmond | Out-Null\nEnable-CsUser ann@contoso.com -RegistrarPool pool02.contoso.net -SipAddress sip:ann@contoso.com\n{}",
        joined(&[line.name, "-Identity ann@contoso.com", &line.named, "-PassThru"])
    )];
    let groups = grouped(&[], &of_verb(noun, Verb::Grant), &left_out(info));
    all.extend(groups.iter().map(|group| line.with(group)));
    all
}

/// Uses of what `Grant` refuses, with the parameters of its sets, which show why.
fn attempts(noun: &'static Noun, info: &'static CommandInfo, line: &Line) -> Vec<String> {
    let (extras, left) = (of_verb(noun, Verb::Grant), left_out(info));
    let refused: Vec<Vec<&str>> =
        left.iter().filter(|own| is_refused(&extras, own.name)).map(|own| sets(own)).collect();
    let tried: Vec<_> = left.iter().copied().filter(|own| refused.contains(&sets(own))).collect();
    let shown = |group: &String| {
        let attempt = joined(&[line.name, &line.named, group]);
        format!("try {{ {attempt} -ErrorAction Stop }} catch {{ $_.Exception.Message }}")
    };
    together(&[], &extras, &tried).iter().map(shown).collect()
}

fn is_refused(extras: &[&'static Extra], name: &str) -> bool {
    extras.iter().any(|extra| extra.name == name && extra.refused.is_some())
}
