//! `System.Text.RegularExpressions`: `Regex`, `Match`, `Group`.

use super::record::{field, made};
use super::table::methods;
use super::{Class, arguments, object};
use crate::engine::object::Native;
use crate::engine::operators::regex_tools as tools;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use fancy_regex::Captures;
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

macro_rules! parts {
    ($($kind:literal $name:ident),*) => {
        &[$(super::Property {
            name: stringify!($name),
            type_name: $kind,
            get: |_, this| Ok(field(this, stringify!($name))),
            set: None,
        }),*]
    };
}

static CAPTURE: Class = Class {
    name: "System.Text.RegularExpressions.Capture",
    base: Some(&object::OBJECT),
    properties: parts!("int" Index, "int" Length, "string" Value, "System.ReadOnlySpan[char]" ValueSpan),
    methods: methods! {
        ToString "string ToString()" => |_, this, _| Ok(field(this, "Value"));
    },
    ..Class::EMPTY
};

static GROUP: Class = Class {
    name: "System.Text.RegularExpressions.Group",
    base: Some(&CAPTURE),
    properties: parts!(
        "bool" Success, "string" Name, "System.Text.RegularExpressions.CaptureCollection" Captures,
        "int" Index, "int" Length, "string" Value, "System.ReadOnlySpan[char]" ValueSpan
    ),
    ..Class::EMPTY
};

static MATCH: Class = Class {
    name: "System.Text.RegularExpressions.Match",
    base: Some(&GROUP),
    properties: parts!("System.Text.RegularExpressions.GroupCollection" Groups),
    methods: methods! {
        NextMatch "System.Text.RegularExpressions.Match NextMatch()" => |_, this, _| next_match(this);
        Result "string Result(string replacement)" => |engine, this, args| {
            let template = arguments::text(engine, args, 0)?;
            let Some(groups) = field(this, "Groups").as_native::<Items>().map(|groups| groups.items.clone())
            else {
                return Ok(Value::Null);
            };
            let mut text = template;
            for (index, group) in groups.iter().enumerate().rev() {
                let value = convert::display(&field(group, "Value"));
                let name = convert::display(&field(group, "Name"));
                text = text.replace(&format!("${{{name}}}"), &value).replace(&format!("${index}"), &value);
            }
            Ok(Value::text(text.replace("$&", &convert::display(&field(this, "Value")))))
        };
    },
    static_properties: super::table::static_properties! {
        "System.Text.RegularExpressions.Match" Empty => |_| Ok(no_match());
    },
    ..Class::EMPTY
};

/// Where a match came from, for the next one.
#[derive(Debug)]
struct Search {
    regex: Rc<fancy_regex::Regex>,
    text: Rc<str>,
    /// In bytes.
    from: usize,
}

impl Native for Search {
    fn class(&self) -> &'static Class {
        &object::OBJECT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn next_match(this: &Value) -> Outcome<Value> {
    let search = field(this, "Search");
    match search.as_native::<Search>() {
        Some(search) => first(&search.regex, &search.text, search.from),
        None => Ok(no_match()),
    }
}

/// The groups, captures or matches of a search.
#[derive(Debug)]
struct Items {
    class: &'static Class,
    items: Vec<Value>,
}

impl Native for Items {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items.clone())
    }

    fn truth(&self) -> bool {
        convert::truth_of_items(&self.items)
    }
}

fn count(this: &Value) -> Outcome<Value> {
    Ok(Value::Int(this.as_native::<Items>().map_or(0, |found| found.items.len() as i32)))
}

macro_rules! collection {
    ($constant:ident $name:literal $element:literal [$($more:tt)*]) => {
        static $constant: Class = Class {
            name: concat!("System.Text.RegularExpressions.", $name),
            base: Some(&object::OBJECT),
            interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable", "System.Collections.IList"],
            properties: super::table::properties! {
                "int" Count => |_, this| count(this);
                "bool" IsReadOnly => |_, _| Ok(Value::Bool(true));
                "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
                "System.Object" SyncRoot => |_, this| Ok(this.clone());
                $($more)*
            },
            methods: methods! {
                get_Item $element => |_, this, args| Ok(group_at(this, arguments::any(args, 0)?));
                Contains "bool Contains(System.Object item)" => |_, this, args| {
                    let wanted = arguments::any(args, 0)?;
                    let items = this.as_native::<Items>().map(|found| found.items.clone()).unwrap_or_default();
                    Ok(Value::Bool(items.iter().any(|item| match (item, wanted) {
                        (Value::Object(a), Value::Object(b)) => Rc::ptr_eq(a, b),
                        _ => false,
                    })))
                };
            },
            ..Class::EMPTY
        };
    };
}

collection!(GROUPS "GroupCollection" "System.Text.RegularExpressions.Group get_Item(int groupnum)" [
    "System.Collections.Generic.IEnumerable[string]" Keys => |_, this| {
        let items = this.as_native::<Items>().map(|found| found.items.clone()).unwrap_or_default();
        Ok(arguments::strings(items.iter().map(|item| convert::display(&field(item, "Name")))))
    };
    "System.Collections.Generic.IEnumerable[System.Text.RegularExpressions.Group]" Values => |_, this| {
        Ok(Value::array(this.as_native::<Items>().map(|found| found.items.clone()).unwrap_or_default()))
    };
]);
collection!(CAPTURES "CaptureCollection" "System.Text.RegularExpressions.Capture get_Item(int i)" []);
collection!(MATCHES "MatchCollection" "System.Text.RegularExpressions.Match get_Item(int i)" []);

/// A group by number or name; an unsuccessful group for one that does not exist. `None` for other values.
pub fn indexed(collection: &Value, index: &Value) -> Option<Value> {
    let own = collection.as_native::<Items>()?;
    if std::ptr::eq(own.class, &GROUPS) {
        return Some(group_at(collection, index));
    }
    // Lists of matches take indices from the back and lists of indices, as arrays do.
    None
}

fn group_at(collection: &Value, index: &Value) -> Value {
    let items = collection.as_native::<Items>().map(|groups| groups.items.clone()).unwrap_or_default();
    let found = match index.unwrapped() {
        Value::String(name) => {
            items.iter().find(|group| convert::display(&field(group, "Name")) == name.as_str())
        }
        other => convert::to_i128(other).and_then(|number| items.get(usize::try_from(number).ok()?)),
    };
    found.cloned().unwrap_or_else(|| group(&GROUP, "", None, "", []))
}

/// The items of a list of matches or captures.
pub fn items_of(value: &Value) -> Option<Vec<Value>> {
    let own = value.as_native::<Items>()?;
    (!std::ptr::eq(own.class, &GROUPS)).then(|| own.items.clone())
}

fn units(text: &str) -> i32 {
    text.encode_utf16().count() as i32
}

fn group(
    class: &'static Class,
    name: &str,
    found: Option<fancy_regex::Match<'_>>,
    text: &str,
    more: impl IntoIterator<Item = (&'static str, Value)>,
) -> Value {
    let shown = found.map_or("", |found| found.as_str());
    let index = found.map_or(0, |found| units(text.get(..found.start()).unwrap_or_default()));
    let place =
        [("Index", Value::Int(index)), ("Length", Value::Int(units(shown))), ("Value", Value::text(shown))];
    // The last capture of a group is the group itself.
    let own = [("Success", Value::Bool(true)), ("Name", Value::text(name))];
    let captures =
        found.map(|_| made(&GROUP, shown, own.into_iter().chain(place.clone()))).into_iter().collect();
    let fields = [
        ("Success", Value::Bool(found.is_some())),
        ("Name", Value::text(name)),
        ("Captures", Value::native(Items { class: &CAPTURES, items: captures })),
    ];
    made(class, shown, fields.into_iter().chain(place).chain(more))
}

/// A match as a value. The pattern is shared: a copy of its own would cost kilobytes for each match.
pub fn match_value(regex: &Rc<fancy_regex::Regex>, captures: &Captures<'_>, text: &str) -> Value {
    let mut unnamed = 0;
    let mut items = Vec::new();
    let mut named = Vec::new();
    for (index, name) in regex.capture_names().enumerate() {
        match name {
            // .NET counts the named groups behind the others.
            Some(name) => named.push(group(&GROUP, name, captures.get(index), text, [])),
            None => {
                items.push(group(&GROUP, &unnamed.to_string(), captures.get(index), text, []));
                unnamed += 1;
            }
        }
    }
    items.extend(named);
    let whole = captures.get(0);
    let mut from = whole.map_or(text.len() + 1, |found| found.end());
    if whole.is_some_and(|found| found.start() == found.end()) {
        from += text.get(from..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    let search = Search { regex: regex.clone(), text: text.into(), from };
    group(
        &MATCH,
        "0",
        whole,
        text,
        [("Groups", Value::native(Items { class: &GROUPS, items })), ("Search", Value::native(search))],
    )
}

fn no_match() -> Value {
    group(&MATCH, "0", None, "", [("Groups", Value::native(Items { class: &GROUPS, items: Vec::new() }))])
}

fn first(regex: &Rc<fancy_regex::Regex>, text: &str, from: usize) -> Outcome<Value> {
    if from > text.len() {
        return Ok(no_match());
    }
    let captures = regex.captures_from_pos(text, from).map_err(|error| tools::run_failed(&error))?;
    Ok(captures.map_or_else(no_match, |captures| match_value(regex, &captures, text)))
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
