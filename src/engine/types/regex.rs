//! `System.Text.RegularExpressions.Regex`.

mod matches;

pub use matches::{indexed, items_of, match_value};

use super::table::methods;
use super::{Class, arguments, object};
use crate::engine::object::Native;
use crate::engine::operators::regex_tools as tools;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use matches::{CAPTURE, CAPTURES, GROUP, GROUPS, Items, MATCH, MATCHES, first, no_match};
use std::any::Any;
use std::rc::Rc;

/// A compiled pattern with its options.
struct Pattern {
    text: String,
    options: i64,
    compiled: Rc<fancy_regex::Regex>,
    /// In ticks; what [`INFINITE`] says is no limit.
    timeout: i64,
}

/// `Regex.InfiniteMatchTimeout`, in ticks.
const INFINITE: i64 = -10_000;
const RIGHT_TO_LEFT: i64 = 64;

impl std::fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "[regex]{:?}", self.text)
    }
}

impl Native for Pattern {
    fn class(&self) -> &'static Class {
        &REGEX
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.text.clone())
    }
}

/// The compiled pattern of a `[regex]` value.
pub fn of(value: &Value) -> Option<Rc<fancy_regex::Regex>> {
    value.as_native::<Pattern>().map(|pattern| pattern.compiled.clone())
}

/// The number of a `RegexOptions` argument.
fn options(engine: &mut Engine, argument: Option<&Value>) -> Outcome<i64> {
    let Some(argument) = argument else { return Ok(0) };
    let wanted = super::named("System.Text.RegularExpressions.RegexOptions");
    match convert::to_type(engine, argument.clone(), &wanted)? {
        Value::Enum(value) => Ok(value.number),
        _ => Ok(0),
    }
}

fn compile(pattern: &str, options: i64) -> Outcome<Pattern> {
    let mut flags = String::new();
    for (bit, flag) in [(1, 'i'), (2, 'm'), (16, 's'), (32, 'x')] {
        if options & bit != 0 {
            flags.push(flag);
        }
    }
    let compiled = tools::regex_with(pattern, &flags, options & 4 != 0).map_err(arguments::thrown)?;
    Ok(Pattern { text: pattern.to_string(), options, compiled, timeout: INFINITE })
}

/// A `[regex]` of a pattern and the number of its options. Errors: the pattern is none.
pub fn made(pattern: &str, options: i64) -> Outcome<Value> {
    Ok(Value::native(compile(pattern, options)?))
}

fn matches(pattern: &Pattern, text: &str, from: usize) -> Outcome<Vec<Value>> {
    let mut found = Vec::new();
    for captures in pattern.compiled.captures_iter(text) {
        let captures = captures.map_err(|error| tools::run_failed(&error))?;
        if captures.get(0).is_some_and(|whole| whole.start() >= from) {
            found.push(match_value(&pattern.compiled, &captures, text));
        }
    }
    if pattern.options & RIGHT_TO_LEFT != 0 {
        found.reverse();
    }
    Ok(found)
}

fn all(pattern: &Pattern, text: &str, from: usize) -> Outcome<Value> {
    Ok(Value::native(Items { class: &MATCHES, items: matches(pattern, text, from)? }))
}

fn one(pattern: &Pattern, text: &str, from: usize) -> Outcome<Value> {
    match pattern.options & RIGHT_TO_LEFT != 0 {
        true => Ok(matches(pattern, text, 0)?.into_iter().next().unwrap_or_else(no_match)),
        false => first(&pattern.compiled, text, from),
    }
}

fn split(pattern: &Pattern, text: &str, most: i32) -> Outcome<Value> {
    Ok(arguments::strings(tools::split(&pattern.compiled, text, most)?))
}

fn own(this: &Value) -> Outcome<&Pattern> {
    this.as_native::<Pattern>().ok_or_else(arguments::no_overload)
}

/// The text of an argument; `$null` is none. Errors: `ArgumentNullException`.
fn input(engine: &mut Engine, args: &[Value], index: usize, name: &str) -> Outcome<String> {
    if arguments::any(args, index)?.is_null() {
        return Err(arguments::null(name));
    }
    arguments::text(engine, args, index)
}

/// A start in UTF-16 units as one in bytes. Errors: out of the text.
fn start(args: &[Value], index: usize, text: &str) -> Outcome<usize> {
    let Some(given) = args.get(index) else { return Ok(0) };
    let outside = || {
        arguments::out_of_range("Start index cannot be less than 0 or greater than input length.", "startat")
    };
    let wanted = usize::try_from(convert::to_int(given)?).map_err(|_| outside())?;
    let mut seen = 0;
    for (at, character) in text.char_indices() {
        if seen >= wanted {
            return Ok(at);
        }
        seen += character.len_utf16();
    }
    if seen >= wanted { Ok(text.len()) } else { Err(outside()) }
}

/// The pattern of a static call: its text, and options behind it.
fn given(engine: &mut Engine, args: &[Value], at: usize, options_at: usize) -> Outcome<Pattern> {
    let text = input(engine, args, at, "pattern")?;
    let options = options(engine, args.get(options_at))?;
    compile(&text, options)
}

/// Names of the groups, by number.
fn names(this: &Value) -> Outcome<Vec<String>> {
    let pattern = own(this)?;
    let unnamed = pattern.compiled.capture_names().filter(Option::is_none).count();
    let named = pattern.compiled.capture_names().flatten().map(str::to_string);
    Ok((0..unnamed).map(|number| number.to_string()).chain(named).collect())
}

fn replaced(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let pattern = own(this)?;
    let text = input(engine, args, 0, "input")?;
    let most = match args.get(2) {
        Some(count) => usize::try_from(convert::to_int(count)?).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    let from = start(args, 3, &text)?;
    tools::replace_some(engine, &pattern.compiled, &text, arguments::any(args, 1)?, most, from, true)
}

pub static REGEX: Class = Class {
    name: "System.Text.RegularExpressions.Regex",
    base: Some(&object::OBJECT),
    interfaces: &["System.Runtime.Serialization.ISerializable"],
    properties: super::table::properties! {
        "System.Text.RegularExpressions.RegexOptions" Options => |_, this| Ok(super::enumeration::value("System.Text.RegularExpressions.RegexOptions", own(this)?.options));
        "bool" RightToLeft => |_, this| Ok(Value::Bool(own(this)?.options & RIGHT_TO_LEFT != 0));
        "timespan" MatchTimeout => |_, this| Ok(Value::TimeSpan(own(this)?.timeout));
    },
    methods: methods! {
        Count "int Count(string input)" "int Count(System.ReadOnlySpan[char] input)" "int Count(System.ReadOnlySpan[char] input, int startat)" => |engine, this, args| {
            let text = input(engine, args, 0, "input")?;
            let from = start(args, 1, &text)?;
            Ok(Value::Int(matches(own(this)?, &text, from)?.len() as i32))
        };
        GetGroupNames "string[] GetGroupNames()" => |_, this, _| Ok(arguments::strings(names(this)?));
        GetGroupNumbers "int[] GetGroupNumbers()" => |_, this, _| {
            let items = (0..names(this)?.len()).map(|number| Value::Int(number as i32)).collect();
            Ok(arguments::array_of(&super::named("System.Int32"), items))
        };
        GroupNameFromNumber "string GroupNameFromNumber(int i)" => |_, this, args| {
            let all = names(this)?;
            let at = usize::try_from(arguments::int(args, 0)?).unwrap_or(usize::MAX);
            Ok(Value::text(all.get(at).cloned().unwrap_or_default()))
        };
        GroupNumberFromName "int GroupNumberFromName(string name)" => |engine, this, args| {
            let name = input(engine, args, 0, "name")?;
            Ok(Value::Int(names(this)?.iter().position(|known| *known == name).map_or(-1, |at| at as i32)))
        };
        IsMatch
            "bool IsMatch(string input)" "bool IsMatch(string input, int startat)"
            "bool IsMatch(System.ReadOnlySpan[char] input)" "bool IsMatch(System.ReadOnlySpan[char] input, int startat)"
            => |engine, this, args| {
                let text = input(engine, args, 0, "input")?;
                let from = start(args, 1, &text)?;
                let found = own(this)?.compiled.find_from_pos(&text, from).map_err(|error| tools::run_failed(&error))?;
                Ok(Value::Bool(found.is_some()))
            };
        EnumerateMatches
            "System.Text.RegularExpressions.Regex+ValueMatchEnumerator EnumerateMatches(System.ReadOnlySpan[char] input)"
            "System.Text.RegularExpressions.Regex+ValueMatchEnumerator EnumerateMatches(System.ReadOnlySpan[char] input, int startat)"
            => |engine, this, args| crate::engine::member::invoke(engine, this, "Matches", args);
        EnumerateSplits
            "System.Text.RegularExpressions.Regex+ValueSplitEnumerator EnumerateSplits(System.ReadOnlySpan[char] input)"
            "System.Text.RegularExpressions.Regex+ValueSplitEnumerator EnumerateSplits(System.ReadOnlySpan[char] input, int count)"
            "System.Text.RegularExpressions.Regex+ValueSplitEnumerator EnumerateSplits(System.ReadOnlySpan[char] input, int count, int startat)"
            => |engine, this, args| crate::engine::member::invoke(engine, this, "Split", args);
        Match "System.Text.RegularExpressions.Match Match(string input)" "System.Text.RegularExpressions.Match Match(string input, int startat)" "System.Text.RegularExpressions.Match Match(string input, int beginning, int length)" => |engine, this, args| {
            let text = input(engine, args, 0, "input")?;
            if args.len() == 3 {
                let from = start(args, 1, &text)?;
                let length = usize::try_from(arguments::int(args, 2)?).unwrap_or(0);
                let part: Vec<u16> = text.get(from..).unwrap_or_default().encode_utf16().take(length).collect();
                let part = format!("{}{}", text.get(..from).unwrap_or_default(), String::from_utf16_lossy(&part));
                return one(own(this)?, &part, from);
            }
            let from = start(args, 1, &text)?;
            one(own(this)?, &text, from)
        };
        Matches
            "System.Text.RegularExpressions.MatchCollection Matches(string input)"
            "System.Text.RegularExpressions.MatchCollection Matches(string input, int startat)"
            => |engine, this, args| {
                let text = input(engine, args, 0, "input")?;
                let from = start(args, 1, &text)?;
                all(own(this)?, &text, from)
            };
        Replace
            "string Replace(string input, string replacement)"
            "string Replace(string input, string replacement, int count)"
            "string Replace(string input, string replacement, int count, int startat)"
            "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator)"
            "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator, int count)"
            "string Replace(string input, System.Text.RegularExpressions.MatchEvaluator evaluator, int count, int startat)"
            => replaced;
        Split
            "string[] Split(string input)" "string[] Split(string input, int count)"
            "string[] Split(string input, int count, int startat)"
            => |engine, this, args| {
                let text = input(engine, args, 0, "input")?;
                let most = if args.len() > 1 { arguments::int(args, 1)? } else { 0 };
                split(own(this)?, &text, most)
            };
        ToString "string ToString()" => |_, this, _| Ok(Value::text(own(this)?.text.as_str()));
    },
    static_properties: &[
        super::StaticProperty {
            name: "CacheSize",
            type_name: "int",
            get: |_| Ok(Value::Int(CACHE_SIZE.get())),
            set: Some(|_, value| {
                let size = convert::to_int(&value)?;
                if size < 0 {
                    return Err(arguments::out_of_range(
                        "Specified argument was out of the range of valid values.",
                        "value",
                    ));
                }
                CACHE_SIZE.set(size);
                Ok(())
            }),
        },
        super::StaticProperty {
            name: "InfiniteMatchTimeout",
            type_name: "timespan",
            get: |_| Ok(Value::TimeSpan(INFINITE)),
            set: None,
        },
    ],
    static_methods: super::table::statics! {
        Count "static int Count(string input, string pattern)" "static int Count(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)" "static int Count(string input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" "static int Count(System.ReadOnlySpan[char] input, string pattern)" "static int Count(System.ReadOnlySpan[char] input, string pattern, System.Text.RegularExpressions.RegexOptions options)" "static int Count(System.ReadOnlySpan[char] input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" => |engine, args| {
            let pattern = given(engine, args, 1, 2)?;
            let text = input(engine, args, 0, "input")?;
            Ok(Value::Int(matches(&pattern, &text, 0)?.len() as i32))
        };
        CompileToAssembly "static void CompileToAssembly(System.Text.RegularExpressions.RegexCompilationInfo[] regexinfos, System.Reflection.AssemblyName assemblyname)" "static void CompileToAssembly(System.Text.RegularExpressions.RegexCompilationInfo[] regexinfos, System.Reflection.AssemblyName assemblyname, System.Reflection.Emit.CustomAttributeBuilder[] attributes)" "static void CompileToAssembly(System.Text.RegularExpressions.RegexCompilationInfo[] regexinfos, System.Reflection.AssemblyName assemblyname, System.Reflection.Emit.CustomAttributeBuilder[] attributes, string resourceFile)" => |_, _| Err(arguments::throw("System.PlatformNotSupportedException", "This platform does not support writing compiled regular expressions to an assembly. Use RegexGeneratorAttribute with the regular expression source generator instead."));
        EnumerateMatches "static System.Text.RegularExpressions.Regex+ValueMatchEnumerator EnumerateMatches(System.ReadOnlySpan[char] input, string pattern)" "static System.Text.RegularExpressions.Regex+ValueMatchEnumerator EnumerateMatches(System.ReadOnlySpan[char] input, string pattern, System.Text.RegularExpressions.RegexOptions options)" "static System.Text.RegularExpressions.Regex+ValueMatchEnumerator EnumerateMatches(System.ReadOnlySpan[char] input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" => |engine, args| {
            let pattern = given(engine, args, 1, 2)?;
            let text = input(engine, args, 0, "input")?;
            all(&pattern, &text, 0)
        };
        EnumerateSplits "static System.Text.RegularExpressions.Regex+ValueSplitEnumerator EnumerateSplits(System.ReadOnlySpan[char] input, string pattern)" "static System.Text.RegularExpressions.Regex+ValueSplitEnumerator EnumerateSplits(System.ReadOnlySpan[char] input, string pattern, System.Text.RegularExpressions.RegexOptions options)" "static System.Text.RegularExpressions.Regex+ValueSplitEnumerator EnumerateSplits(System.ReadOnlySpan[char] input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" => |engine, args| {
            let pattern = given(engine, args, 1, 2)?;
            let text = input(engine, args, 0, "input")?;
            split(&pattern, &text, 0)
        };
        Escape "static string Escape(string str)" => |engine, args| Ok(Value::text(escape(&input(engine, args, 0, "str")?)));
        IsMatch
            "static bool IsMatch(string input, string pattern)"
            "static bool IsMatch(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)"
            "static bool IsMatch(string input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)"
            "static bool IsMatch(System.ReadOnlySpan[char] input, string pattern)"
            "static bool IsMatch(System.ReadOnlySpan[char] input, string pattern, System.Text.RegularExpressions.RegexOptions options)"
            "static bool IsMatch(System.ReadOnlySpan[char] input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)"
            => |engine, args| {
                let pattern = given(engine, args, 1, 2)?;
                let text = input(engine, args, 0, "input")?;
                Ok(Value::Bool(pattern.compiled.is_match(&text).map_err(|error| tools::run_failed(&error))?))
            };
        Match "static System.Text.RegularExpressions.Match Match(string input, string pattern)" "static System.Text.RegularExpressions.Match Match(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)" "static System.Text.RegularExpressions.Match Match(string input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" => |engine, args| {
            let pattern = given(engine, args, 1, 2)?;
            let text = input(engine, args, 0, "input")?;
            one(&pattern, &text, 0)
        };
        Matches "static System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern)" "static System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)" "static System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" => |engine, args| {
            let pattern = given(engine, args, 1, 2)?;
            let text = input(engine, args, 0, "input")?;
            all(&pattern, &text, 0)
        };
        Replace "static string Replace(string input, string pattern, string replacement)" "static string Replace(string input, string pattern, string replacement, System.Text.RegularExpressions.RegexOptions options)" "static string Replace(string input, string pattern, string replacement, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" "static string Replace(string input, string pattern, System.Text.RegularExpressions.MatchEvaluator evaluator)" "static string Replace(string input, string pattern, System.Text.RegularExpressions.MatchEvaluator evaluator, System.Text.RegularExpressions.RegexOptions options)" "static string Replace(string input, string pattern, System.Text.RegularExpressions.MatchEvaluator evaluator, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" => |engine, args| {
            let pattern = given(engine, args, 1, 3)?;
            let text = input(engine, args, 0, "input")?;
            tools::replace_some(engine, &pattern.compiled, &text, arguments::any(args, 2)?, usize::MAX, 0, true)
        };
        Split "static string[] Split(string input, string pattern)" "static string[] Split(string input, string pattern, System.Text.RegularExpressions.RegexOptions options)" "static string[] Split(string input, string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)" => |engine, args| {
            let pattern = given(engine, args, 1, 2)?;
            let text = input(engine, args, 0, "input")?;
            split(&pattern, &text, 0)
        };
        Unescape "static string Unescape(string str)" => |engine, args| {
            let text = input(engine, args, 0, "str")?;
            Ok(Value::text(unescape(&text)))
        };
    },
    construct: Some(|engine, args| {
        let text = input(engine, args, 0, "pattern")?;
        let options = options(engine, args.get(1))?;
        let mut pattern = compile(&text, options)?;
        if let Some(Value::TimeSpan(ticks)) = args.get(2).map(Value::unwrapped) {
            pattern.timeout = *ticks;
        }
        Ok(Value::native(pattern))
    }),
    constructors: &[
        "regex new(string pattern)",
        "regex new(string pattern, System.Text.RegularExpressions.RegexOptions options)",
        "regex new(string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout)",
    ],
    bound: true,
    ..Class::EMPTY
};

thread_local! {
    static CACHE_SIZE: std::cell::Cell<i32> = const { std::cell::Cell::new(15) };
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some('f') => out.push('\u{c}'),
                Some('v') => out.push('\u{b}'),
                Some('a') => out.push('\u{7}'),
                Some('e') => out.push('\u{1b}'),
                Some(mark @ ('x' | 'u')) => {
                    let length = if mark == 'x' { 2 } else { 4 };
                    let digits: String = characters.by_ref().take(length).collect();
                    let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                    out.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            other => out.push(other),
        }
    }
    out
}

/// Escapes what .NET's `Regex.Escape` does.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' | '*' | '+' | '?' | '|' | '{' | '[' | '(' | ')' | '^' | '$' | '.' | '#' | ' ' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

pub(super) const CLASSES: &[&Class] = &[&REGEX, &MATCH, &GROUP, &CAPTURE, &GROUPS, &CAPTURES, &MATCHES];
