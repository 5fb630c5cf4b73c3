//! `System.Char`: one UTF-16 unit.

use super::table::{methods, static_properties};
use super::{Class, StaticMethod, arguments, enumeration, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The unit of the arguments: a character, or the place in a text.
fn unit(engine: &mut Engine, args: &[Value]) -> Outcome<u16> {
    match (arguments::any(args, 0)?.unwrapped(), args.get(1)) {
        (Value::Char(unit), _) => Ok(*unit),
        (_, place) => {
            let text = arguments::text(engine, args, 0)?;
            let at = place.map_or(Ok(0), convert::to_int)?;
            let found = usize::try_from(at).ok().and_then(|at| text.encode_utf16().nth(at));
            found.ok_or_else(|| {
                arguments::out_of_range("Specified argument was out of the range of valid values.", "index")
            })
        }
    }
}

/// The character at the arguments' place, with both its surrogates when it has two.
fn character(engine: &mut Engine, args: &[Value]) -> Outcome<Option<char>> {
    let first = unit(engine, args)?;
    if let (false, Some(at)) = (matches!(args.first(), Some(Value::Char(_))), args.get(1)) {
        let text = arguments::text(engine, args, 0)?;
        let at = usize::try_from(convert::to_int(at)?).unwrap_or(usize::MAX);
        let units: Vec<u16> = text.encode_utf16().skip(at).take(2).collect();
        return Ok(char::decode_utf16(units).next().and_then(Result::ok));
    }
    Ok(char::from_u32(u32::from(first)))
}

fn is(character: char, groups: &[GeneralCategoryGroup]) -> bool {
    groups.contains(&character.general_category_group())
}

/// A test of one character, named as .NET's.
macro_rules! test {
    ($name:literal, $test:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[
                concat!("static bool ", $name, "(char c)"),
                concat!("static bool ", $name, "(string s, int index)"),
            ],
            call: |engine, args| {
                let test: fn(char) -> bool = $test;
                Ok(Value::Bool(character(engine, args)?.is_some_and(test)))
            },
        }
    };
}

/// A test of one unit within ASCII.
macro_rules! ascii {
    ($name:literal, $test:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static bool ", $name, "(char c)")],
            call: |engine, args| {
                let test: fn(char) -> bool = $test;
                Ok(Value::Bool(char::from_u32(u32::from(unit(engine, args)?)).is_some_and(test)))
            },
        }
    };
}

/// A test of one unit that may be half of a pair.
macro_rules! unit_test {
    ($name:literal, $range:pat) => {
        StaticMethod {
            name: $name,
            signatures: &[
                concat!("static bool ", $name, "(char c)"),
                concat!("static bool ", $name, "(string s, int index)"),
            ],
            call: |engine, args| Ok(Value::Bool(matches!(unit(engine, args)?, $range))),
        }
    };
}

macro_rules! method {
    ($name:literal [$($signature:literal),+] $call:expr) => {
        StaticMethod { name: $name, signatures: &[$($signature),+], call: $call }
    };
}

fn cased(engine: &mut Engine, args: &[Value], upper: bool) -> Outcome<Value> {
    let unit = unit(engine, args)?;
    let text = super::string::cased(&String::from_utf16_lossy(&[unit]), upper);
    let mut units = text.encode_utf16();
    Ok(Value::Char(match (units.next(), units.next(), char::from_u32(u32::from(unit))) {
        (Some(one), None, Some(_)) => one,
        _ => unit,
    }))
}

fn from_utf32(_: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let number = arguments::int(args, 0)?;
    match u32::try_from(number).ok().and_then(char::from_u32) {
        Some(character) => Ok(Value::text(character.to_string())),
        None => Err(arguments::out_of_range(
            "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).",
            "utf32",
        )),
    }
}

fn to_utf32(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    if let [Value::Char(high), Value::Char(low)] = args {
        return match char::decode_utf16([*high, *low]).next() {
            Some(Ok(character)) if character.len_utf16() == 2 => Ok(Value::Int(character as i32)),
            _ => Err(arguments::out_of_range(
                "A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.",
                "highSurrogate",
            )),
        };
    }
    match character(engine, args)? {
        Some(character) => Ok(Value::Int(character as i32)),
        None => Err(arguments::throw(
            "System.ArgumentException",
            "Found a low surrogate char without a preceding high surrogate at the given index. (Parameter 's')",
        )),
    }
}

fn numeric_value(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let found = character(engine, args)?;
    Ok(Value::Double(match found {
        Some('½') => 0.5,
        Some('¼') => 0.25,
        Some('¾') => 0.75,
        Some('²') => 2.0,
        Some('³') => 3.0,
        Some('¹') => 1.0,
        Some(character) => match decimal_digit(character) {
            Some(digit) => f64::from(digit),
            None => -1.0,
        },
        None => -1.0,
    }))
}

/// The digit of a decimal number of any script: they stand in runs of ten.
fn decimal_digit(character: char) -> Option<u32> {
    if character.general_category() != GeneralCategory::DecimalNumber {
        return None;
    }
    if character.is_ascii_digit() {
        return character.to_digit(10);
    }
    let mut start = character as u32;
    let is_digit = |code: u32| {
        char::from_u32(code).is_some_and(|c| c.general_category() == GeneralCategory::DecimalNumber)
    };
    while start > 0 && is_digit(start - 1) {
        start -= 1;
    }
    Some((character as u32 - start) % 10)
}

/// .NET's numbers of the categories.
fn category(character: Option<char>) -> i64 {
    use GeneralCategory::*;
    match character.map(UnicodeGeneralCategory::general_category) {
        Some(UppercaseLetter) => 0,
        Some(LowercaseLetter) => 1,
        Some(TitlecaseLetter) => 2,
        Some(ModifierLetter) => 3,
        Some(OtherLetter) => 4,
        Some(NonspacingMark) => 5,
        Some(SpacingMark) => 6,
        Some(EnclosingMark) => 7,
        Some(DecimalNumber) => 8,
        Some(LetterNumber) => 9,
        Some(OtherNumber) => 10,
        Some(SpaceSeparator) => 11,
        Some(LineSeparator) => 12,
        Some(ParagraphSeparator) => 13,
        Some(Control) => 14,
        Some(Format) => 15,
        Some(Surrogate) | None => 16,
        Some(PrivateUse) => 17,
        Some(ConnectorPunctuation) => 18,
        Some(DashPunctuation) => 19,
        Some(OpenPunctuation) => 20,
        Some(ClosePunctuation) => 21,
        Some(InitialPunctuation) => 22,
        Some(FinalPunctuation) => 23,
        Some(OtherPunctuation) => 24,
        Some(MathSymbol) => 25,
        Some(CurrencySymbol) => 26,
        Some(ModifierSymbol) => 27,
        Some(OtherSymbol) => 28,
        Some(Unassigned) => 29,
    }
}

fn try_parse(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let units: Vec<u16> = text.encode_utf16().collect();
    let found = if let [one] = units.as_slice() { Some(*one) } else { None };
    super::reference::assign(engine, arguments::any(args, 1)?, Value::Char(found.unwrap_or(0)))?;
    Ok(Value::Bool(found.is_some()))
}

fn code(value: &Value) -> i32 {
    convert::to_i128(value).and_then(|number| i32::try_from(number).ok()).unwrap_or(0)
}

fn unicode_category(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    Ok(enumeration::value("System.Globalization.UnicodeCategory", category(character(engine, args)?)))
}

/// `System.Globalization.CharUnicodeInfo`: the same facts, apart from the character.
static CHAR_UNICODE_INFO: Class = Class {
    name: "System.Globalization.CharUnicodeInfo",
    base: Some(&object::OBJECT),
    static_methods: super::table::statics! {
        GetNumericValue "static double GetNumericValue(char ch)" "static double GetNumericValue(string s, int index)" => numeric_value;
        GetUnicodeCategory "static System.Globalization.UnicodeCategory GetUnicodeCategory(char ch)" "static System.Globalization.UnicodeCategory GetUnicodeCategory(string s, int index)" => unicode_category;
    },
    ..Class::EMPTY
};

pub static CHAR: Class = Class {
    name: "System.Char",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IConvertible", "System.IFormattable", "System.IEquatable"],
    methods: methods! {
        CompareTo "int CompareTo(System.Object value)" "int CompareTo(char value)" "int IComparable.CompareTo(System.Object obj)" "int IComparable[char].CompareTo(char other)" => |_, this, args| match arguments::any(args, 0)? {
            other @ Value::Char(_) => Ok(Value::Int(code(this) - code(other))),
            other if other.is_null() => Ok(Value::Int(1)),
            _ => Err(arguments::throw("System.ArgumentException", "Object must be of type Char.")),
        };
        Equals "bool Equals(System.Object obj)" "bool Equals(char obj)" "bool IEquatable[char].Equals(char other)" => |_, this, args| Ok(Value::Bool(match arguments::any(args, 0)? {
            other @ Value::Char(_) => code(this) == code(other),
            _ => false,
        }));
        GetHashCode "int GetHashCode()" => |_, this, _| Ok(Value::Int(code(this) | code(this) << 16));
        GetTypeCode "System.TypeCode GetTypeCode()" "System.TypeCode IConvertible.GetTypeCode()" => |_, _, _| Ok(enumeration::value("System.TypeCode", 4));
        ToString "string ToString()" "string ToString(System.IFormatProvider provider)" "string IConvertible.ToString(System.IFormatProvider provider)" "string IFormattable.ToString(string format, System.IFormatProvider formatProvider)" => |_, this, _| Ok(Value::text(convert::display(this)));
    },
    static_properties: static_properties! {
        "char" MaxValue => |_| Ok(Value::Char(u16::MAX));
        "char" MinValue => |_| Ok(Value::Char(0));
    },
    static_methods: &[
        method!("ConvertFromUtf32" ["static string ConvertFromUtf32(int utf32)"] from_utf32),
        method!("ConvertToUtf32" ["static int ConvertToUtf32(char highSurrogate, char lowSurrogate)", "static int ConvertToUtf32(string s, int index)"] to_utf32),
        method!("GetNumericValue" ["static double GetNumericValue(char c)", "static double GetNumericValue(string s, int index)"] numeric_value),
        method!("GetUnicodeCategory" ["static System.Globalization.UnicodeCategory GetUnicodeCategory(char c)", "static System.Globalization.UnicodeCategory GetUnicodeCategory(string s, int index)"] unicode_category),
        ascii!("IsAscii", |c| c.is_ascii()),
        ascii!("IsAsciiDigit", |c| c.is_ascii_digit()),
        ascii!("IsAsciiHexDigit", |c| c.is_ascii_hexdigit()),
        ascii!("IsAsciiHexDigitLower", |c| matches!(c, '0'..='9' | 'a'..='f')),
        ascii!("IsAsciiHexDigitUpper", |c| matches!(c, '0'..='9' | 'A'..='F')),
        ascii!("IsAsciiLetter", |c| c.is_ascii_alphabetic()),
        ascii!("IsAsciiLetterLower", |c| c.is_ascii_lowercase()),
        ascii!("IsAsciiLetterOrDigit", |c| c.is_ascii_alphanumeric()),
        ascii!("IsAsciiLetterUpper", |c| c.is_ascii_uppercase()),
        method!(
            "IsBetween"["static bool IsBetween(char c, char minInclusive, char maxInclusive)"] | _,
            args | {
                let at = |index| arguments::any(args, index).map(code);
                Ok(Value::Bool((at(1)?..=at(2)?).contains(&at(0)?)))
            }
        ),
        test!("IsControl", |c| c.general_category() == GeneralCategory::Control),
        test!("IsDigit", |c| c.general_category() == GeneralCategory::DecimalNumber),
        unit_test!("IsHighSurrogate", 0xD800..=0xDBFF),
        test!("IsLetter", |c| is(c, &[GeneralCategoryGroup::Letter])),
        test!("IsLetterOrDigit", |c| {
            is(c, &[GeneralCategoryGroup::Letter]) || c.general_category() == GeneralCategory::DecimalNumber
        }),
        test!("IsLower", |c| c.general_category() == GeneralCategory::LowercaseLetter),
        unit_test!("IsLowSurrogate", 0xDC00..=0xDFFF),
        test!("IsNumber", |c| is(c, &[GeneralCategoryGroup::Number])),
        test!("IsPunctuation", |c| is(c, &[GeneralCategoryGroup::Punctuation])),
        test!("IsSeparator", |c| is(c, &[GeneralCategoryGroup::Separator])),
        unit_test!("IsSurrogate", 0xD800..=0xDFFF),
        method!("IsSurrogatePair" ["static bool IsSurrogatePair(string s, int index)", "static bool IsSurrogatePair(char highSurrogate, char lowSurrogate)"] |engine, args| {
            Ok(Value::Bool(match args {
                [Value::Char(high), Value::Char(low)] => {
                    matches!(high, 0xD800..=0xDBFF) && matches!(low, 0xDC00..=0xDFFF)
                }
                _ => character(engine, args)?.is_some_and(|character| character.len_utf16() == 2),
            }))
        }),
        test!("IsSymbol", |c| is(c, &[GeneralCategoryGroup::Symbol])),
        test!("IsUpper", |c| c.general_category() == GeneralCategory::UppercaseLetter),
        test!("IsWhiteSpace", super::string::is_white),
        method!(
            "Parse"["static char Parse(string s)"] | engine,
            args | {
                let text = arguments::text(engine, args, 0)?;
                let units: Vec<u16> = text.encode_utf16().collect();
                match units.as_slice() {
                    [one] => Ok(Value::Char(*one)),
                    _ => Err(arguments::throw(
                        "System.FormatException",
                        "String must be exactly one character long.",
                    )),
                }
            }
        ),
        method!("ToLower" ["static char ToLower(char c, cultureinfo culture)", "static char ToLower(char c)"] |engine, args| cased(engine, args, false)),
        method!(
            "ToLowerInvariant"["static char ToLowerInvariant(char c)"] | engine,
            args | cased(engine, args, false)
        ),
        method!(
            "ToString"["static string ToString(char c)"] | _,
            args | Ok(Value::text(convert::display(arguments::any(args, 0)?)))
        ),
        method!("ToUpper" ["static char ToUpper(char c, cultureinfo culture)", "static char ToUpper(char c)"] |engine, args| cased(engine, args, true)),
        method!(
            "ToUpperInvariant"["static char ToUpperInvariant(char c)"] | engine,
            args | cased(engine, args, true)
        ),
        method!("TryParse" ["static bool TryParse(string s, [ref] char result)"] try_parse),
    ],
    construct: None,
    value_type: true,
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CHAR, &CHAR_UNICODE_INFO];
