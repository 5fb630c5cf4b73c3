//! `-Attributes` of `Get-ChildItem`: `Directory+!Hidden, ReadOnly`.

use crate::engine::Outcome;
use crate::engine::provider::faults;
use crate::engine::types::file_attributes::{FILE_ATTRIBUTES, HIDDEN};
use crate::engine::types::file_system_info::FileSystemInfo;
use crate::engine::value::Value;

/// Alternatives, each of which is a list of bits that must be there or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AttributeFilter {
    any: Vec<Vec<(i64, bool)>>,
    /// Demands of switches, which hold beside the expression.
    all: Vec<(i64, bool)>,
}

/// The bit of an attribute by its name or by `D`, `H`, `R`, `S`.
fn bit(name: &str) -> Outcome<i64> {
    let full = match name.to_ascii_lowercase().as_str() {
        "d" => "Directory",
        "h" => "Hidden",
        "r" => "ReadOnly",
        "s" => "System",
        _ => name,
    };
    let known = FILE_ATTRIBUTES.enumeration.unwrap_or_default();
    known.iter().find(|(known, _)| known.eq_ignore_ascii_case(full)).map(|(_, bit)| *bit).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        faults::argument(
            format!(
                "Unable to match the identifier name {name} to a valid enumerator name. Specify one of the following enumerator names and try again:\n{}",
                names.join(", ")
            ),
            name,
        )
    })
}

impl AttributeFilter {
    /// Errors: a name that is none.
    pub fn parse(text: &str) -> Outcome<AttributeFilter> {
        let mut filter = AttributeFilter::default();
        for alternative in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let mut demands = Vec::new();
            for part in alternative.split('+').map(str::trim) {
                match part.strip_prefix('!') {
                    Some(name) => demands.push((bit(name.trim())?, false)),
                    None => demands.push((bit(part)?, true)),
                }
            }
            filter.any.push(demands);
        }
        Ok(filter)
    }

    /// Demands an attribute, or that it is not there.
    pub fn require(&mut self, name: &str, has: bool) -> Outcome {
        self.all.push((bit(name)?, has));
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.any.is_empty() && self.all.is_empty()
    }

    /// Whether hidden items are asked for, so that they are listed without -Force.
    pub fn mentions_hidden(&self) -> bool {
        self.any.iter().flatten().chain(&self.all).any(|(bit, _)| *bit == HIDDEN)
    }

    /// Whether an item has the attributes; what has none (a variable) does not count as anything.
    pub fn takes(&self, item: &Value) -> bool {
        if self.is_empty() {
            return true;
        }
        let Some(info) = item.as_native::<FileSystemInfo>() else { return true };
        let bits = info.attributes();
        let holds = |demands: &[(i64, bool)]| demands.iter().all(|(bit, has)| (bits & bit != 0) == *has);
        holds(&self.all) && (self.any.is_empty() || self.any.iter().any(|demands| holds(demands)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read() {
        let filter = AttributeFilter::parse("Directory+!Hidden, r").unwrap();
        assert_eq!(filter.any, [vec![(16, true), (2, false)], vec![(1, true)]]);
        assert!(filter.mentions_hidden());
        assert!(AttributeFilter::parse("Nonsense").is_err());
    }
}
