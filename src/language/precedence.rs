//! Binary operators: their words and how tightly they bind.

use super::ast::{BinaryOperator, Case, Comparison};

/// How tightly a binary operator binds; a larger number binds tighter.
/// Source: PowerShell's `about_Operator_Precedence`; operators of one level go left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `-and -or -xor`
    Logical,
    /// `-band -bor -bxor`
    Bitwise,
    /// `-eq`, `-like`, `-is`, `-split`, `-join`, `-shl` …
    Comparison,
    /// `??`
    Coalesce,
    /// `+ -`
    Additive,
    /// `* / %`
    Multiplicative,
    /// `-f`
    Format,
    /// `..`
    Range,
}

/// The level of an operator. The comma binds tighter than all of them and is no binary operator.
pub fn level(operator: BinaryOperator) -> Level {
    use BinaryOperator::*;
    match operator {
        And | Or | Xor => Level::Logical,
        BitAnd | BitOr | BitXor => Level::Bitwise,
        Is | IsNot | As | Join | ShiftLeft | ShiftRight | Compare { .. } => Level::Comparison,
        Coalesce => Level::Coalesce,
        Add | Subtract => Level::Additive,
        Multiply | Divide | Remainder => Level::Multiplicative,
        Format => Level::Format,
        Range => Level::Range,
    }
}

/// The operator that a text stands for: `+`, `-ceq`, `–and` (any dash). `None` for a word that is none.
pub fn binary_operator(text: &str) -> Option<BinaryOperator> {
    use BinaryOperator::*;
    let mut characters = text.chars();
    let first = characters.next()?;
    let word = characters.as_str();
    match (first, word) {
        ('+', "") => Some(Add),
        ('*', "") => Some(Multiply),
        ('/', "") => Some(Divide),
        ('%', "") => Some(Remainder),
        ('.', ".") => Some(Range),
        ('?', "?") => Some(Coalesce),
        (dash, "") if is_dash(dash) => Some(Subtract),
        (dash, word) if is_dash(dash) => word_operator(&word.to_ascii_lowercase()),
        _ => None,
    }
}

/// The hyphen and the dashes that word processors put in its place.
pub fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '—' | '―')
}

fn word_operator(word: &str) -> Option<BinaryOperator> {
    use BinaryOperator::*;
    Some(match word {
        "and" => And,
        "or" => Or,
        "xor" => Xor,
        "band" => BitAnd,
        "bor" => BitOr,
        "bxor" => BitXor,
        "shl" => ShiftLeft,
        "shr" => ShiftRight,
        "f" => Format,
        "is" => Is,
        "isnot" => IsNot,
        "as" => As,
        "join" => Join,
        _ => return comparison(word),
    })
}

fn comparison(word: &str) -> Option<BinaryOperator> {
    let cased = |operator, case| BinaryOperator::Compare { operator, case };
    if let Some(operator) = comparison_word(word) {
        return Some(cased(operator, Case::Default));
    }
    if let Some(operator) = word.strip_prefix('c').and_then(comparison_word) {
        return Some(cased(operator, Case::Sensitive));
    }
    word.strip_prefix('i').and_then(comparison_word).map(|operator| cased(operator, Case::Insensitive))
}

fn comparison_word(word: &str) -> Option<Comparison> {
    use Comparison::*;
    Some(match word {
        "eq" => Equal,
        "ne" => NotEqual,
        "gt" => Greater,
        "ge" => GreaterEqual,
        "lt" => Less,
        "le" => LessEqual,
        "like" => Like,
        "notlike" => NotLike,
        "match" => Match,
        "notmatch" => NotMatch,
        "replace" => Replace,
        "split" => Split,
        "contains" => Contains,
        "notcontains" => NotContains,
        "in" => In,
        "notin" => NotIn,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_case_forms() {
        let equal = |case| BinaryOperator::Compare { operator: Comparison::Equal, case };
        assert_eq!(binary_operator("-eq"), Some(equal(Case::Default)));
        assert_eq!(binary_operator("-CEQ"), Some(equal(Case::Sensitive)));
        assert_eq!(binary_operator("—ieq"), Some(equal(Case::Insensitive)));
        let contains = BinaryOperator::Compare { operator: Comparison::Contains, case: Case::Default };
        assert_eq!(binary_operator("-contains"), Some(contains));
        assert_eq!(binary_operator("-cand"), None);
        assert_eq!(binary_operator("-foo"), None);
        assert_eq!(binary_operator("-"), Some(BinaryOperator::Subtract));
    }

    #[test]
    fn levels_go_from_logic_to_range() {
        let of = |text| binary_operator(text).map(level);
        let order = ["-or", "-bor", "-eq", "??", "-", "%", "-f", ".."];
        assert!(order.windows(2).all(|pair| of(pair[0]) < of(pair[1])));
    }
}
