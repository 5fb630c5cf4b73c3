//! Values for examples: what a property's kind, name and checks allow, and is not its default.

use super::Property;
use super::kind::{Default, Kind};
use crate::engine::command::Validation;
use crate::language::literal;

/// What the name of a text says it is, in this order, and such a text.
const TEXTS: &[(&str, &str)] = &[
    ("Description", "For the branch offices"),
    ("Fqdn", "pool02.contoso.net"),
    ("Url", "https://www.contoso.com/help"),
    ("Uri", "sip:help@contoso.com"),
    ("Number", "+14255551000"),
    ("CallerId", "+14255551000"),
    ("Domain", "contoso.com"),
    ("Mail", "help@contoso.com"),
    ("Language", "en-US"),
    ("Folder", "/var/lib/fedsh"),
    ("Path", "/var/lib/fedsh"),
    ("Share", "/var/lib/fedsh"),
    ("Name", "Redmond"),
];

/// An argument for a property, as a script writes it; `None` where only other commands make one.
pub fn of_property(property: &Property) -> Option<String> {
    if !property.example.is_empty() {
        return Some(property.example.to_owned());
    }
    let kind = property.kind;
    Some(match kind {
        Kind::Truth => match property.default {
            Default::Truth(true) => "$false".into(),
            _ => "$true".into(),
        },
        Kind::Switch => String::new(),
        Kind::Byte | Kind::Int16 | Kind::Int32 | Kind::Int64 | Kind::UInt16 | Kind::UInt32 | Kind::UInt64 => {
            number(property).to_string()
        }
        Kind::TimeSpan => "'00:10:00'".into(),
        Kind::DateTime => "'2027-01-31'".into(),
        Kind::Choice(_, values) | Kind::Choices(_, values) => {
            let other = values.iter().find(|value| !is_default(property, value));
            quoted(other.or(values.first())?)
        }
        Kind::List => format!("@{{Add='{}'}}", text(property)),
        Kind::Secret => "'7Kx-of-your-own'".into(),
        Kind::Text => quoted(&text(property)),
        Kind::Objects | Kind::Object => return None,
    })
}

/// An argument for a parameter that no record keeps.
pub fn of_type(name: &str, type_name: &str) -> Option<String> {
    Some(match type_name {
        "switch" => String::new(),
        "bool" => "$true".into(),
        "guid" => "38aad667-af54-4397-aaa7-e94c79ec2308".into(),
        "int" | "uint" | "long" | "ulong" | "ushort" | "byte" | "short" => "10".into(),
        "timespan" => "'00:10:00'".into(),
        "datetime" => "'2027-01-31'".into(),
        "PSListModifier" => format!("@{{Add='{}'}}", by_name(name)),
        "string" | "Fqdn" if name == "DomainController" => "dc01.contoso.net".into(),
        "string" if name == "Group" => "sales@contoso.com".into(),
        _ => quoted(by_name(name)),
    })
}

fn is_default(property: &Property, value: &str) -> bool {
    match property.default {
        Default::Text(text) => text.eq_ignore_ascii_case(value),
        Default::List(items) => items.contains(&value),
        _ => false,
    }
}

/// A number in the range that is another one than the default.
fn number(property: &Property) -> i64 {
    let range = property.validate.iter().find_map(|check| match check {
        Validation::Range(least, most) => Some((*least as i64, *most as i64)),
        _ => None,
    });
    let top = match property.kind {
        Kind::Byte => 255,
        Kind::Int16 => i64::from(i16::MAX),
        Kind::UInt16 => i64::from(u16::MAX),
        _ => i64::from(i32::MAX),
    };
    let (least, most) = range.unwrap_or((0, top));
    let default = match property.default {
        Default::Number(number) => number,
        _ => least.max(4),
    };
    [default.saturating_mul(2), default.saturating_add(1), default.saturating_sub(1)]
        .into_iter()
        .find(|number| *number != default && (least..=most.min(top)).contains(number))
        .unwrap_or(default)
}

fn text(property: &Property) -> String {
    match property.default {
        Default::Text(text) if !text.is_empty() => text.to_owned(),
        Default::List([first, ..]) => (*first).to_owned(),
        _ => by_name(property.name).to_owned(),
    }
}

fn by_name(name: &str) -> &'static str {
    let lower = name.to_ascii_lowercase();
    let known = TEXTS.iter().find(|(part, _)| lower.contains(&part.to_ascii_lowercase()));
    known.map_or("Redmond", |(_, text)| text)
}

/// A text as an argument: in quotes where it has to be.
fn quoted(text: &str) -> String {
    let plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|letter| letter.is_alphanumeric() || "-./:@_".contains(letter));
    if plain { text.to_owned() } else { literal::quoted(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, default: Default, validate: &'static [Validation]) -> Option<String> {
        of_property(&Property { validate, ..Property::of("HelpUrl", "", kind, default) })
    }

    #[test]
    fn values_are_of_the_kind_and_not_the_default() {
        assert_eq!(of(Kind::Truth, Default::Truth(true), &[]).unwrap(), "$false");
        let range = &[Validation::Range(2.0, 250.0)];
        assert_eq!(of(Kind::UInt32, Default::Number(250), range).unwrap(), "249");
        assert_eq!(of(Kind::UInt32, Default::Number(100), range).unwrap(), "200");
        let names = Kind::Choice("Action", &["Allow", "Block All"]);
        assert_eq!(of(names, Default::Text("Allow"), &[]).unwrap(), "'Block All'");
        assert_eq!(of(Kind::Text, Default::Nothing, &[]).unwrap(), "https://www.contoso.com/help");
        assert_eq!(of(Kind::Objects, Default::Nothing, &[]), None);
    }
}
