//! `Where-Object`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member, operators};
use crate::language::ast::{BinaryOperator, Case, Comparison};
use std::rc::Rc;

/// The sets of the simple form, one a comparison, with what `-Property` and `-Value` are in them.
macro_rules! comparisons {
    ($mandatory:literal, $position:expr) => {
        comparisons!($mandatory, $position, "EqualSet", "CaseSensitiveEqualSet", "NotEqualSet", "CaseSensitiveNotEqualSet", "GreaterThanSet", "CaseSensitiveGreaterThanSet", "LessThanSet", "CaseSensitiveLessThanSet", "GreaterOrEqualSet", "CaseSensitiveGreaterOrEqualSet", "LessOrEqualSet", "CaseSensitiveLessOrEqualSet", "LikeSet", "CaseSensitiveLikeSet", "NotLikeSet", "CaseSensitiveNotLikeSet", "MatchSet", "CaseSensitiveMatchSet", "NotMatchSet", "CaseSensitiveNotMatchSet", "ContainsSet", "CaseSensitiveContainsSet", "NotContainsSet", "CaseSensitiveNotContainsSet", "InSet", "CaseSensitiveInSet", "NotInSet", "CaseSensitiveNotInSet", "IsSet", "IsNotSet")
    };
    ($mandatory:literal, $position:expr, $($name:literal),*) => {
        &[$(Membership { set: $name, position: $position, mandatory: $mandatory, pipe: Pipe::No }),*]
    };
}

/// A comparison switch of the simple form.
macro_rules! set {
    ($name:literal, $mandatory:literal, $position:expr) => {
        &[Membership { set: $name, position: $position, mandatory: $mandatory, pipe: Pipe::No }]
    };
}

cmdlet! {
    /// Sends on the objects for which a condition holds.
    ///
    /// # Examples
    /// ```powershell
    /// 1..10 | Where-Object { $_ % 2 -eq 0 }
    /// 'one', 'three' | Where-Object Length -gt 3
    /// $users = [pscustomobject]@{ Name = 'Ann'; Age = 34; Tags = 'a', 'b' }, [pscustomobject]@{ Name = 'Bob'; Age = 27; Tags = 'B' }
    /// Where-Object -InputObject 5 -FilterScript { $_ -gt 3 }
    /// $users | Where-Object -Property Age -Value 34 -EQ
    /// $users | Where-Object Name -CEQ 'Ann'
    /// $users | Where-Object Name -NE 'Ann'
    /// $users | Where-Object Name -CNE 'ann'
    /// $users | Where-Object Name -CGT 'Ann'
    /// $users | Where-Object Age -LT 30
    /// $users | Where-Object Name -CLT 'Bob'
    /// $users | Where-Object Age -GE 34
    /// $users | Where-Object Name -CGE 'Bob'
    /// $users | Where-Object Age -LE 27
    /// $users | Where-Object Name -CLE 'Ann'
    /// $users | Where-Object Name -Like 'a*'
    /// $users | Where-Object Name -CLike 'A*'
    /// $users | Where-Object Name -NotLike 'a*'
    /// $users | Where-Object Name -CNotLike 'A*'
    /// $users | Where-Object Name -Match '^a'
    /// $users | Where-Object Name -CMatch '^A'
    /// $users | Where-Object Name -NotMatch '^a'
    /// $users | Where-Object Name -CNotMatch '^A'
    /// $users | Where-Object Tags -Contains 'a'
    /// $users | Where-Object Tags -CContains 'B'
    /// $users | Where-Object Tags -NotContains 'a'
    /// $users | Where-Object Tags -CNotContains 'B'
    /// $users | Where-Object Name -In 'ann', 'carol'
    /// $users | Where-Object Name -CIn 'Ann', 'Carol'
    /// $users | Where-Object Name -NotIn 'ann', 'carol'
    /// $users | Where-Object Name -CNotIn 'Ann', 'Carol'
    /// $users | Where-Object Age -Is ([int])
    /// $users | Where-Object Age -IsNot ([string])
    /// $users | Where-Object Age -Not
    /// ```
    "Where-Object" as WhereObject {
        aliases: &["?", "where"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.WhereObjectCommand",
        default_set: "EqualSet",
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// The condition.
        "FilterScript" filter: Option<Rc<ScriptBlockValue>> { sets: set!("ScriptBlockSet", true, Some(0)) },
        /// The property that is compared.
        "Property" property: Option<String> { sets: comparisons!(true, Some(0), "EqualSet", "CaseSensitiveEqualSet", "NotEqualSet", "CaseSensitiveNotEqualSet", "GreaterThanSet", "CaseSensitiveGreaterThanSet", "LessThanSet", "CaseSensitiveLessThanSet", "GreaterOrEqualSet", "CaseSensitiveGreaterOrEqualSet", "LessOrEqualSet", "CaseSensitiveLessOrEqualSet", "LikeSet", "CaseSensitiveLikeSet", "NotLikeSet", "CaseSensitiveNotLikeSet", "MatchSet", "CaseSensitiveMatchSet", "NotMatchSet", "CaseSensitiveNotMatchSet", "ContainsSet", "CaseSensitiveContainsSet", "NotContainsSet", "CaseSensitiveNotContainsSet", "InSet", "CaseSensitiveInSet", "NotInSet", "CaseSensitiveNotInSet", "IsSet", "IsNotSet", "Not") },
        /// What it is compared with.
        "Value" value: Option<Value> { sets: comparisons!(false, Some(1)) },
        /// Equal.
        "EQ" eq: bool { aliases: &["IEQ"], sets: set!("EqualSet", false, None) },
        /// Equal, by case.
        "CEQ" ceq: bool { sets: set!("CaseSensitiveEqualSet", true, None) },
        /// Not equal.
        "NE" ne: bool { aliases: &["INE"], sets: set!("NotEqualSet", true, None) },
        /// Not equal, by case.
        "CNE" cne: bool { sets: set!("CaseSensitiveNotEqualSet", true, None) },
        /// Greater.
        "GT" gt: bool { aliases: &["IGT"], sets: set!("GreaterThanSet", true, None) },
        /// Greater, by case.
        "CGT" cgt: bool { sets: set!("CaseSensitiveGreaterThanSet", true, None) },
        /// Less.
        "LT" lt: bool { aliases: &["ILT"], sets: set!("LessThanSet", true, None) },
        /// Less, by case.
        "CLT" clt: bool { sets: set!("CaseSensitiveLessThanSet", true, None) },
        /// Greater or equal.
        "GE" ge: bool { aliases: &["IGE"], sets: set!("GreaterOrEqualSet", true, None) },
        /// Greater or equal, by case.
        "CGE" cge: bool { sets: set!("CaseSensitiveGreaterOrEqualSet", true, None) },
        /// Less or equal.
        "LE" le: bool { aliases: &["ILE"], sets: set!("LessOrEqualSet", true, None) },
        /// Less or equal, by case.
        "CLE" cle: bool { sets: set!("CaseSensitiveLessOrEqualSet", true, None) },
        /// Matches a wildcard pattern.
        "Like" like: bool { aliases: &["ILike"], sets: set!("LikeSet", true, None) },
        /// Matches a wildcard pattern, by case.
        "CLike" clike: bool { sets: set!("CaseSensitiveLikeSet", true, None) },
        /// Does not match a wildcard pattern.
        "NotLike" not_like: bool { aliases: &["INotLike"], sets: set!("NotLikeSet", true, None) },
        /// Does not match a wildcard pattern, by case.
        "CNotLike" cnot_like: bool { sets: set!("CaseSensitiveNotLikeSet", true, None) },
        /// Matches a regular expression.
        "Match" matches: bool { aliases: &["IMatch"], sets: set!("MatchSet", true, None) },
        /// Matches a regular expression, by case.
        "CMatch" cmatch: bool { sets: set!("CaseSensitiveMatchSet", true, None) },
        /// Does not match a regular expression.
        "NotMatch" not_match: bool { aliases: &["INotMatch"], sets: set!("NotMatchSet", true, None) },
        /// Does not match a regular expression, by case.
        "CNotMatch" cnot_match: bool { sets: set!("CaseSensitiveNotMatchSet", true, None) },
        /// Contains an element.
        "Contains" contains: bool { aliases: &["IContains"], sets: set!("ContainsSet", true, None) },
        /// Contains an element, by case.
        "CContains" ccontains: bool { sets: set!("CaseSensitiveContainsSet", true, None) },
        /// Does not contain an element.
        "NotContains" not_contains: bool { aliases: &["INotContains"], sets: set!("NotContainsSet", true, None) },
        /// Does not contain an element, by case.
        "CNotContains" cnot_contains: bool { sets: set!("CaseSensitiveNotContainsSet", true, None) },
        /// Is an element.
        "In" is_in: bool { aliases: &["IIn"], sets: set!("InSet", true, None) },
        /// Is an element, by case.
        "CIn" cin: bool { sets: set!("CaseSensitiveInSet", true, None) },
        /// Is not an element.
        "NotIn" not_in: bool { aliases: &["INotIn"], sets: set!("NotInSet", true, None) },
        /// Is not an element, by case.
        "CNotIn" cnot_in: bool { sets: set!("CaseSensitiveNotInSet", true, None) },
        /// Is of a type.
        "Is" is_type: bool { sets: set!("IsSet", true, None) },
        /// Is not of a type.
        "IsNot" is_not_type: bool { sets: set!("IsNotSet", true, None) },
        /// Does not hold.
        "Not" not: bool { sets: set!("Not", true, None) },
    }
}

impl Cmdlet for WhereObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.filter.is_some() || self.not || self.operator().is_none() {
            return Ok(());
        }
        if self.property.is_some() && context.bound("Value") {
            return Ok(());
        }
        Err(context.terminate(
            "System.Management.Automation.PSArgumentException",
            "The specified operator requires both the -Property and -Value parameters. Provide values for both parameters, and then try the command again.",
            "ValueNotSpecifiedForWhereObject",
            Category::InvalidArgument,
            Value::Null,
        ))
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let item = self.input.clone();
        let holds = match self.filter.clone() {
            Some(filter) => {
                let items = context.engine.invoke_with_item(&filter, item.clone()).map_err(named)?;
                convert::to_bool(&Value::from_output(items))
            }
            None => self.compare(context, &item)?,
        };
        if holds { context.output(item) } else { Ok(()) }
    }
}

/// Errors inside of the block carry this command in their ids.
fn named(mut fault: Box<Fault>) -> Box<Fault> {
    if let Fault::Error { record, whole_script: false } = fault.as_mut()
        && !record.id.contains(',')
    {
        record.id.push_str(",Microsoft.PowerShell.Commands.WhereObjectCommand");
    }
    fault
}

impl WhereObject {
    fn compare(&self, context: &mut Context<'_>, item: &Value) -> Outcome<bool> {
        let Some(property) = &self.property else { return Ok(false) };
        let own = member::get(context.engine, item, property)?.unwrap_or_default();
        if self.not {
            return Ok(!convert::to_bool(&own));
        }
        let Some(operator) = self.operator() else { return Ok(convert::to_bool(&own)) };
        let value = self.value.clone().unwrap_or_default();
        match operators::binary(context.engine, operator, &own, &value) {
            Ok(result) => Ok(convert::to_bool(&result)),
            Err(fault) => match *fault {
                Fault::Error { record, .. } => {
                    let mut record = *record;
                    record.id = "OperatorFailed".into();
                    record.target = item.clone();
                    context.error(record)?;
                    Ok(false)
                }
                other => Err(Box::new(other)),
            },
        }
    }

    fn operator(&self) -> Option<BinaryOperator> {
        use Comparison::*;
        let folded = [
            (self.eq, Equal),
            (self.ne, NotEqual),
            (self.gt, Greater),
            (self.lt, Less),
            (self.ge, GreaterEqual),
            (self.le, LessEqual),
            (self.like, Like),
            (self.not_like, NotLike),
            (self.matches, Match),
            (self.not_match, NotMatch),
            (self.contains, Contains),
            (self.not_contains, NotContains),
            (self.is_in, In),
            (self.not_in, NotIn),
        ];
        let exact = [
            (self.ceq, Equal),
            (self.cne, NotEqual),
            (self.cgt, Greater),
            (self.clt, Less),
            (self.cge, GreaterEqual),
            (self.cle, LessEqual),
            (self.clike, Like),
            (self.cnot_like, NotLike),
            (self.cmatch, Match),
            (self.cnot_match, NotMatch),
            (self.ccontains, Contains),
            (self.cnot_contains, NotContains),
            (self.cin, In),
            (self.cnot_in, NotIn),
        ];
        let chosen = |list: &[(bool, Comparison)], case: Case| {
            list.iter()
                .find(|(on, _)| *on)
                .map(|(_, operator)| BinaryOperator::Compare { operator: *operator, case })
        };
        if self.is_type {
            return Some(BinaryOperator::Is);
        }
        if self.is_not_type {
            return Some(BinaryOperator::IsNot);
        }
        chosen(&folded, Case::Insensitive).or_else(|| chosen(&exact, Case::Sensitive)).or_else(|| {
            self.value
                .is_some()
                .then_some(BinaryOperator::Compare { operator: Equal, case: Case::Insensitive })
        })
    }
}
