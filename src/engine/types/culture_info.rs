//! `System.Globalization.CultureInfo`, and the data that its parts share with it.

use super::{Class, Method, Property, StaticMethod, StaticProperty, arguments, object};
use crate::engine::culture::{self, Culture};
use crate::engine::object::Native;
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Outcome, convert};
use compare_info::COMPARE_INFO;
use date_time_format_info::DATE_FORMAT;
use number_format_info::NUMBER_FORMAT;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use text_info::TEXT_INFO;

/// The part of a culture that a value stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Numbers,
    Dates,
    Text,
    Order,
}

/// A culture, or its view for numbers, dates or text; all of one culture share the data.
#[derive(Debug)]
struct Handle {
    part: Part,
    data: Rc<RefCell<Rc<Culture>>>,
}

impl Native for Handle {
    fn class(&self) -> &'static Class {
        match self.part {
            Part::Whole => &CULTURE_INFO,
            Part::Numbers => &NUMBER_FORMAT,
            Part::Dates => &DATE_FORMAT,
            Part::Text => &TEXT_INFO,
            Part::Order => &COMPARE_INFO,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(match self.part {
            Part::Whole => self.data.borrow().name.clone(),
            Part::Text => format!("TextInfo - {}", self.data.borrow().name),
            Part::Order => format!("CompareInfo - {}", self.data.borrow().name),
            _ => self.class().name.to_string(),
        })
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<Handle>()?;
        Some(self.part == other.part && self.data.borrow().name == other.data.borrow().name)
    }
}

/// A culture as a `CultureInfo`.
pub fn value(culture: Rc<Culture>) -> Value {
    Value::native(Handle { part: Part::Whole, data: Rc::new(RefCell::new(culture)) })
}

/// The culture behind a `CultureInfo` or one of its parts; `None` for other values.
pub fn of(value: &Value) -> Option<Rc<Culture>> {
    value.as_native::<Handle>().map(|handle| handle.data.borrow().clone())
}

/// The culture of an `IFormatProvider` argument; the current one without.
pub fn provider(argument: Option<&Value>) -> Rc<Culture> {
    match argument.and_then(of) {
        Some(culture) => culture,
        None => culture::current(),
    }
}

fn part(this: &Value, part: Part) -> Value {
    match this.as_native::<Handle>() {
        Some(handle) => Value::native(Handle { part, data: handle.data.clone() }),
        None => Value::Null,
    }
}

/// A copy of a part that can be changed by itself.
fn copied(this: &Value) -> Value {
    match this.as_native::<Handle>() {
        Some(handle) => {
            let data = handle.data.borrow().clone();
            Value::native(Handle { part: handle.part, data: Rc::new(RefCell::new(data)) })
        }
        None => Value::Null,
    }
}

/// `GetFormat(type)`: the object itself when it is what is asked for.
fn own_format(this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = convert::display(arguments::any(args, 0)?);
    let own = super::class_of(this).name;
    Ok(if wanted == own { this.clone() } else { Value::Null })
}

/// Members that the formats of numbers and of dates share.
const CLONE: Method = Method {
    name: "Clone",
    signatures: &["System.Object Clone()", "System.Object ICloneable.Clone()"],
    call: |_, this, _| Ok(copied(this)),
};
const GET_FORMAT: Method = Method {
    name: "GetFormat",
    signatures: &[
        "System.Object GetFormat(type formatType)",
        "System.Object IFormatProvider.GetFormat(type formatType)",
    ],
    call: |_, this, args| own_format(this, args),
};

fn data(this: &Value) -> Rc<Culture> {
    of(this).unwrap_or_else(Culture::invariant)
}

/// Changes the data that a culture and its parts share.
fn change(this: &Value, change: impl FnOnce(&mut Culture)) {
    if let Some(handle) = this.as_native::<Handle>() {
        change(Rc::make_mut(&mut handle.data.borrow_mut()));
    }
}

/// A `CultureInfo` by name. Errors: `CultureNotFoundException`.
pub fn named(name: &str) -> Outcome<Value> {
    match Culture::find(name) {
        Some(found) => Ok(value(found)),
        None => Err(arguments::throw(
            "System.Globalization.CultureNotFoundException",
            format!("Culture is not supported. (Parameter 'name')\n{name} is an invalid culture identifier."),
        )),
    }
}

fn by_argument(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let argument = arguments::any(args, 0)?;
    if let Some(number) = convert::to_i128(argument).filter(|_| convert::is_number(argument)) {
        let found = culture::names().filter_map(Culture::find).find(|found| i128::from(found.lcid) == number);
        return found.map(value).ok_or_else(|| {
            arguments::throw(
                "System.Globalization.CultureNotFoundException",
                format!("Culture is not supported. (Parameter 'culture')\n{number} (0x{number:04x}) is an invalid culture identifier."),
            )
        });
    }
    let name = arguments::text(engine, args, 0)?;
    named(&name)
}

/// A `CultureInfo` argument that sets a culture.
pub(super) fn given(engine: &mut Engine, value: &Value) -> Outcome<Rc<Culture>> {
    let wanted = super::named("System.Globalization.CultureInfo");
    let converted = convert::to_type(engine, value.clone(), &wanted)?;
    of(&converted).ok_or_else(|| {
        arguments::throw("System.ArgumentNullException", "Value cannot be null. (Parameter 'value')")
    })
}

macro_rules! read {
    ($name:literal, $kind:literal, $get:expr) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |_, this| {
                let get: fn(&Culture) -> Value = $get;
                Ok(get(&data(this)))
            },
            set: None,
        }
    };
}

macro_rules! text {
    ($name:literal, $field:ident) => {
        Property {
            name: $name,
            type_name: "string",
            get: |_, this| Ok(Value::text(data(this).$field.clone())),
            set: Some(|engine, this, value| {
                let text = convert::to_text(engine, &value)?;
                change(this, |culture| culture.$field = text);
                Ok(())
            }),
        }
    };
}

macro_rules! number {
    ($name:literal, $field:ident, $type:ty) => {
        Property {
            name: $name,
            type_name: "int",
            get: |_, this| Ok(Value::Int(data(this).$field as i32)),
            set: Some(|_, this, value| {
                let number = convert::to_int(&value)?;
                match <$type>::try_from(number) {
                    Ok(number) if number <= 99 => {
                        change(this, |culture| culture.$field = number);
                        Ok(())
                    }
                    _ => Err(arguments::out_of_range("Valid values are between 0 and 99, inclusive.", $name)),
                }
            }),
        }
    };
}

macro_rules! names {
    ($name:literal, $field:ident) => {
        Property {
            name: $name,
            type_name: "string[]",
            get: |_, this| {
                let items = data(this).$field.iter().map(|name| Value::from(name.as_str())).collect();
                Ok(strings(items))
            },
            set: None,
        }
    };
}

// Behind the macros that they use.
mod compare_info;
mod date_time_format_info;
mod number_format_info;
mod text_info;

fn strings(items: Vec<Value>) -> Value {
    Value::Array(Rc::new(Array { element: Some(super::named("System.String")), items: RefCell::new(items) }))
}

/// The names of a language with three letters: ISO 639-2 and Windows.
fn three_letters(culture: &Culture) -> (&'static str, &'static str) {
    const WINDOWS: &[(&str, &str)] = &[
        ("en-gb", "ENG"),
        ("es-mx", "ESM"),
        ("fr-ca", "FRC"),
        ("de-at", "DEA"),
        ("de-ch", "DES"),
        ("pt-pt", "PTG"),
    ];
    const LANGUAGES: &[(&str, &str, &str)] = &[
        ("", "ivl", "IVL"),
        ("ar", "ara", "ARA"),
        ("cs", "ces", "CSY"),
        ("da", "dan", "DAN"),
        ("de", "deu", "DEU"),
        ("el", "ell", "ELL"),
        ("en", "eng", "ENU"),
        ("es", "spa", "ESN"),
        ("fi", "fin", "FIN"),
        ("fr", "fra", "FRA"),
        ("he", "heb", "HEB"),
        ("hu", "hun", "HUN"),
        ("it", "ita", "ITA"),
        ("ja", "jpn", "JPN"),
        ("ko", "kor", "KOR"),
        ("nb", "nob", "NOR"),
        ("nl", "nld", "NLD"),
        ("pl", "pol", "PLK"),
        ("pt", "por", "PTB"),
        ("ru", "rus", "RUS"),
        ("sv", "swe", "SVE"),
        ("tr", "tur", "TRK"),
        ("uk", "ukr", "UKR"),
        ("zh", "zho", "CHS"),
    ];
    let name = culture.name.to_ascii_lowercase();
    let language = name.split('-').next().unwrap_or_default();
    let found = LANGUAGES.iter().find(|(known, ..)| *known == language);
    let (iso, windows) = found.map_or(("", "ZZZ"), |(_, iso, windows)| (*iso, *windows));
    (iso, WINDOWS.iter().find(|(known, _)| *known == name).map_or(windows, |(_, own)| own))
}

/// Takes over how numbers are written.
fn copy_numbers(to: &mut Culture, from: &Culture) {
    to.decimal_sep.clone_from(&from.decimal_sep);
    to.group_sep.clone_from(&from.group_sep);
    to.group_sizes.clone_from(&from.group_sizes);
    to.digits = from.digits;
    to.currency.clone_from(&from.currency);
    to.currency_digits = from.currency_digits;
    (to.currency_neg, to.currency_pos) = (from.currency_neg, from.currency_pos);
    (to.percent_neg, to.percent_pos) = (from.percent_neg, from.percent_pos);
    to.percent_digits = from.percent_digits;
    to.nan.clone_from(&from.nan);
    to.inf.clone_from(&from.inf);
    to.neg.clone_from(&from.neg);
}

/// Takes over how dates are written: everything but the numbers and the names of the culture.
fn copy_dates(to: &mut Culture, from: &Culture) {
    let mut made = from.clone();
    copy_numbers(&mut made, to);
    made.name.clone_from(&to.name);
    made.lcid = to.lcid;
    made.english.clone_from(&to.english);
    made.native.clone_from(&to.native);
    *to = made;
}

pub static CULTURE_INFO: Class = Class {
    name: "System.Globalization.CultureInfo",
    base: Some(&object::OBJECT),
    interfaces: &["System.IFormatProvider", "System.ICloneable"],
    properties: &[
        read!("Parent", "cultureinfo", |of| {
            let parent = match of.name.rsplit_once('-') {
                Some((parent, _)) => Culture::find(parent),
                None => None,
            };
            value(parent.unwrap_or_else(Culture::invariant))
        }),
        read!("LCID", "int", |of| Value::Int(of.lcid)),
        read!("KeyboardLayoutId", "int", |of| Value::Int(of.lcid)),
        read!("Name", "string", |of| Value::text(of.name.clone())),
        read!("IetfLanguageTag", "string", |of| Value::text(of.name.clone())),
        read!("DisplayName", "string", |of| Value::text(of.english.clone())),
        read!("NativeName", "string", |of| Value::text(of.native.clone())),
        read!("EnglishName", "string", |of| Value::text(of.english.clone())),
        read!("TwoLetterISOLanguageName", "string", |of| Value::text(match of.name.as_str() {
            "" => "iv",
            name => name.split('-').next().unwrap_or_default(),
        })),
        read!("ThreeLetterISOLanguageName", "string", |of| Value::text(three_letters(of).0)),
        read!("ThreeLetterWindowsLanguageName", "string", |of| Value::text(three_letters(of).1)),
        read!("CultureTypes", "System.Globalization.CultureTypes", |of| super::enumeration::value(
            "System.Globalization.CultureTypes",
            if of.is_neutral() { 1 } else { 2 } | 4,
        )),
        read!("Calendar", "System.Globalization.Calendar", |_| super::calendar::value()),
        read!("OptionalCalendars", "System.Globalization.Calendar[]", |_| Value::array(vec![
            super::calendar::value()
        ])),
        read!("IsNeutralCulture", "bool", |of| Value::Bool(of.is_neutral())),
        read!("UseUserOverride", "bool", |_| Value::Bool(true)),
        read!("IsReadOnly", "bool", |_| Value::Bool(false)),
        Property {
            name: "NumberFormat",
            type_name: "System.Globalization.NumberFormatInfo",
            get: |_, this| Ok(part(this, Part::Numbers)),
            set: Some(|_, this, value| match of(&value) {
                Some(given) => {
                    change(this, |culture| copy_numbers(culture, &given));
                    Ok(())
                }
                None => Err(arguments::null("value")),
            }),
        },
        Property {
            name: "DateTimeFormat",
            type_name: "System.Globalization.DateTimeFormatInfo",
            get: |_, this| Ok(part(this, Part::Dates)),
            set: Some(|_, this, value| match of(&value) {
                Some(given) => {
                    change(this, |culture| copy_dates(culture, &given));
                    Ok(())
                }
                None => Err(arguments::null("value")),
            }),
        },
        Property {
            name: "CompareInfo",
            type_name: "System.Globalization.CompareInfo",
            get: |_, this| Ok(part(this, Part::Order)),
            set: None,
        },
        Property {
            name: "TextInfo",
            type_name: "System.Globalization.TextInfo",
            get: |_, this| Ok(part(this, Part::Text)),
            set: None,
        },
    ],
    methods: &[
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |_, this, _| Ok(Value::text(data(this).name.clone())),
        },
        Method {
            name: "ClearCachedData",
            signatures: &["void ClearCachedData()"],
            call: |_, _, _| Ok(Value::Empty),
        },
        Method {
            name: "Equals",
            signatures: &["bool Equals(System.Object value)"],
            call: |_, this, args| {
                let other = of(arguments::any(args, 0)?);
                Ok(Value::Bool(other.is_some_and(|other| other.name == data(this).name)))
            },
        },
        Method {
            name: "GetConsoleFallbackUICulture",
            signatures: &["cultureinfo GetConsoleFallbackUICulture()"],
            call: |_, this, _| Ok(value(data(this))),
        },
        Method {
            name: "Clone",
            signatures: &["System.Object Clone()"],
            call: |_, this, _| Ok(value(data(this))),
        },
        Method {
            name: "GetFormat",
            signatures: &["System.Object GetFormat(type formatType)"],
            call: |_, this, args| {
                let wanted = convert::display(arguments::any(args, 0)?);
                Ok(match wanted.rsplit('.').next().unwrap_or_default() {
                    "NumberFormatInfo" => part(this, Part::Numbers),
                    "DateTimeFormatInfo" => part(this, Part::Dates),
                    _ => Value::Null,
                })
            },
        },
    ],
    static_properties: &[
        StaticProperty {
            name: "CurrentCulture",
            type_name: "cultureinfo",
            get: |_| Ok(value(culture::current())),
            set: Some(|engine, value| {
                let culture = given(engine, &value)?;
                culture::set_current(culture);
                Ok(())
            }),
        },
        StaticProperty {
            name: "CurrentUICulture",
            type_name: "cultureinfo",
            get: |_| Ok(value(culture::language())),
            set: Some(|engine, value| {
                let culture = given(engine, &value)?;
                culture::set_language(culture);
                Ok(())
            }),
        },
        StaticProperty {
            name: "DefaultThreadCurrentCulture",
            type_name: "cultureinfo",
            get: |_| Ok(Value::Null),
            set: Some(|engine, value| given(engine, &value).map(|_| ())),
        },
        StaticProperty {
            name: "DefaultThreadCurrentUICulture",
            type_name: "cultureinfo",
            get: |_| Ok(Value::Null),
            set: Some(|engine, value| given(engine, &value).map(|_| ())),
        },
        StaticProperty {
            name: "InvariantCulture",
            type_name: "cultureinfo",
            get: |_| Ok(value(Culture::invariant())),
            set: None,
        },
        StaticProperty {
            name: "InstalledUICulture",
            type_name: "cultureinfo",
            get: |_| Ok(value(culture::language())),
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "GetCultureInfo",
            signatures: &[
                "static cultureinfo GetCultureInfo(string name)",
                "static cultureinfo GetCultureInfo(int culture)",
            ],
            call: by_argument,
        },
        StaticMethod {
            name: "GetCultureInfoByIetfLanguageTag",
            signatures: &["static cultureinfo GetCultureInfoByIetfLanguageTag(string name)"],
            call: by_argument,
        },
        StaticMethod {
            name: "ReadOnly",
            signatures: &["static cultureinfo ReadOnly(cultureinfo ci)"],
            call: |engine, args| Ok(value(given(engine, arguments::any(args, 0)?)?)),
        },
        StaticMethod {
            name: "CreateSpecificCulture",
            signatures: &["static cultureinfo CreateSpecificCulture(string name)"],
            call: |engine, args| {
                let name = arguments::text(engine, args, 0)?;
                let language = format!("{}-", name.to_ascii_lowercase());
                let specific =
                    culture::names().find(|known| known.to_ascii_lowercase().starts_with(&language));
                named(if name.contains('-') { &name } else { specific.unwrap_or(&name) })
            },
        },
        StaticMethod {
            name: "GetCultures",
            signatures: &["static cultureinfo[] GetCultures(System.Globalization.CultureTypes types)"],
            call: |_, _| {
                let items = culture::names().filter_map(Culture::find).map(value).collect();
                Ok(Value::Array(Rc::new(Array {
                    element: Some(super::named("System.Globalization.CultureInfo")),
                    items: RefCell::new(items),
                })))
            },
        },
    ],
    construct: Some(by_argument),
    constructors: &[
        "cultureinfo new(string name)",
        "cultureinfo new(string name, bool useUserOverride)",
        "cultureinfo new(int culture)",
        "cultureinfo new(int culture, bool useUserOverride)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] =
    &[&CULTURE_INFO, &NUMBER_FORMAT, &DATE_FORMAT, &TEXT_INFO, &COMPARE_INFO];
