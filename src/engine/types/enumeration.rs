//! Enumerations: `System.Enum`, and .NET's that scripts meet.

use super::{Class, Method, Property, StaticMethod, Type, arguments, object};
use crate::engine::value::{Array, EnumValue, Value};
use crate::engine::{Engine, Outcome, convert};
use std::cell::RefCell;
use std::rc::Rc;

/// Names and numbers of an enumeration type.
pub fn names(of: &Type) -> Vec<(Rc<str>, i64)> {
    match of {
        Type::Class(class) => class
            .enumeration
            .unwrap_or_default()
            .iter()
            .map(|(name, number)| ((*name).into(), *number))
            .collect(),
        Type::Script(script) => script.enumeration().map(<[_]>::to_vec).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn is_flags(of: &Type) -> bool {
    match of {
        Type::Class(class) => class.flags,
        Type::Script(script) => script.is_flags(),
        _ => false,
    }
}

/// The name of a value, the names of its flags, or its number.
pub fn to_text(value: &EnumValue) -> String {
    let names = names(&value.of);
    if let Some((name, _)) = names.iter().find(|(_, number)| *number == value.number) {
        return name.to_string();
    }
    if is_flags(&value.of) {
        let mut left = value.number;
        let mut found = Vec::new();
        let mut sorted = names;
        sorted.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        for (name, number) in &sorted {
            if *number != 0 && left & number == *number {
                left &= !number;
                found.push(name.to_string());
            }
        }
        if left == 0 && !found.is_empty() {
            found.reverse();
            return found.join(", ");
        }
    }
    value.number.to_string()
}

/// A value under the formats `G F D X`. Errors: another one.
pub fn format(value: &EnumValue, form: &str) -> Outcome<String> {
    Ok(match form {
        "" | "G" | "g" | "F" | "f" => to_text(value),
        "D" | "d" => value.number.to_string(),
        "X" | "x" => match u32::try_from(value.number) {
            Ok(number) => format!("{number:08X}"),
            Err(_) => format!("{:08X}", value.number as u32),
        },
        _ => {
            return Err(arguments::throw(
                "System.FormatException",
                "Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".",
            ));
        }
    })
}

/// A value of one of the enumerations of the tables by its number.
pub fn value(class: &str, number: i64) -> Value {
    Value::Enum(Rc::new(EnumValue { of: super::named(class), number }))
}

/// The number type under an enumeration.
pub fn underlying(of: &Type) -> Rc<Type> {
    match of {
        Type::Script(script) => super::named(script.underlying()),
        _ => super::named("System.Int32"),
    }
}

/// The number of names with commas between, or of a number in text; `None` for other text.
fn parsed(of: &Type, text: &str, ignore_case: bool) -> Option<i64> {
    let names = names(of);
    let mut number = 0;
    for part in text.split(',').map(str::trim) {
        let named = names.iter().find(|(name, _)| match ignore_case {
            true => name.eq_ignore_ascii_case(part),
            false => name.as_ref() == part,
        });
        number |= match named {
            Some((_, value)) => *value,
            None => part.parse().ok()?,
        };
    }
    Some(number)
}

fn wanted(engine: &mut Engine, args: &[Value]) -> Outcome<Rc<Type>> {
    match convert::to_type(engine, arguments::any(args, 0)?.clone(), &super::named("System.Type"))? {
        Value::Type(of) => Ok(of),
        _ => Err(arguments::no_overload()),
    }
}

pub static ENUM: Class = Class {
    name: "System.Enum",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IFormattable", "System.IConvertible"],
    properties: &[Property {
        name: "value__",
        type_name: "int",
        get: |engine, this| match this.unwrapped() {
            Value::Enum(value) => {
                let number = Value::Long(value.number);
                let of = underlying(&value.of);
                convert::to_type(engine, number.clone(), &of).or(Ok(number))
            }
            _ => Ok(Value::Null),
        },
        set: Some(|_, _, _| {
            Err(arguments::throw("System.FieldAccessException", "Cannot set a constant field."))
        }),
    }],
    methods: &[
        Method {
            name: "HasFlag",
            signatures: &["bool HasFlag(System.Enum flag)"],
            call: |engine, this, args| {
                let Value::Enum(value) = this.unwrapped() else { return Ok(Value::Bool(false)) };
                match convert::to_type(engine, arguments::any(args, 0)?.clone(), &value.of)? {
                    Value::Enum(flag) => Ok(Value::Bool(value.number & flag.number == flag.number)),
                    _ => Ok(Value::Bool(false)),
                }
            },
        },
        Method {
            name: "ToString",
            signatures: &[
                "string ToString()",
                "string ToString(string format)",
                "string ToString(string format, System.IFormatProvider provider)",
            ],
            call: |engine, this, args| match this.unwrapped() {
                Value::Enum(value) => {
                    let form = match args.first() {
                        Some(first) => convert::to_text(engine, first)?,
                        None => String::new(),
                    };
                    Ok(Value::text(format(value, &form)?))
                }
                _ => Ok(Value::Null),
            },
        },
        Method {
            name: "CompareTo",
            signatures: &["int CompareTo(System.Object target)"],
            call: |engine, this, args| {
                let order = crate::engine::operators::compare(engine, this, arguments::any(args, 0)?, false)?;
                Ok(Value::Int(order.map_or(0, |order| order as i32)))
            },
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "GetNames",
            signatures: &["static string[] GetNames[TEnum]()", "static string[] GetNames(type enumType)"],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let items = names(&of).iter().map(|(name, _)| Value::from(name.as_ref())).collect();
                Ok(Value::Array(Rc::new(Array {
                    element: Some(super::named("System.String")),
                    items: RefCell::new(items),
                })))
            },
        },
        StaticMethod {
            name: "GetValuesAsUnderlyingType",
            signatures: &[
                "static array GetValuesAsUnderlyingType[TEnum]()",
                "static array GetValuesAsUnderlyingType(type enumType)",
            ],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let number = underlying(&of);
                let mut items = Vec::new();
                for (_, value) in names(&of) {
                    items.push(convert::to_type(engine, Value::Long(value), &number)?);
                }
                Ok(arguments::array_of(&number, items))
            },
        },
        StaticMethod {
            name: "GetValues",
            signatures: &["static TEnum[] GetValues[TEnum]()", "static array GetValues(type enumType)"],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let items = names(&of)
                    .iter()
                    .map(|(_, number)| Value::Enum(Rc::new(EnumValue { of: of.clone(), number: *number })))
                    .collect();
                Ok(Value::Array(Rc::new(Array { element: Some(of), items: RefCell::new(items) })))
            },
        },
        StaticMethod {
            name: "IsDefined",
            signatures: &[
                "static bool IsDefined[TEnum](TEnum value)",
                "static bool IsDefined(type enumType, System.Object value)",
            ],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let wanted = arguments::any(args, 1)?;
                let text = convert::to_text(engine, wanted)?;
                let number = convert::to_i128(wanted);
                let found = names(&of)
                    .iter()
                    .any(|(name, value)| name.as_ref() == text || number == Some(i128::from(*value)));
                Ok(Value::Bool(found))
            },
        },
        StaticMethod {
            name: "Parse",
            signatures: &[
                "static System.Object Parse(type enumType, string value)",
                "static System.Object Parse(type enumType, System.ReadOnlySpan[char] value)",
                "static System.Object Parse(type enumType, string value, bool ignoreCase)",
                "static System.Object Parse(type enumType, System.ReadOnlySpan[char] value, bool ignoreCase)",
                "static TEnum Parse[TEnum](string value)",
                "static TEnum Parse[TEnum](System.ReadOnlySpan[char] value)",
                "static TEnum Parse[TEnum](string value, bool ignoreCase)",
                "static TEnum Parse[TEnum](System.ReadOnlySpan[char] value, bool ignoreCase)",
            ],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let text = arguments::text(engine, args, 1)?;
                let ignore = args.get(2).is_some_and(convert::to_bool);
                match parsed(&of, &text, ignore) {
                    Some(number) => Ok(Value::Enum(Rc::new(EnumValue { of, number }))),
                    None => Err(arguments::throw(
                        "System.ArgumentException",
                        format!("Requested value '{text}' was not found."),
                    )),
                }
            },
        },
        StaticMethod {
            name: "TryParse",
            signatures: &[
                "static bool TryParse(type enumType, string value, [ref] System.Object result)",
                "static bool TryParse(type enumType, System.ReadOnlySpan[char] value, [ref] System.Object result)",
                "static bool TryParse(type enumType, string value, bool ignoreCase, [ref] System.Object result)",
                "static bool TryParse(type enumType, System.ReadOnlySpan[char] value, bool ignoreCase, [ref] System.Object result)",
                "static bool TryParse[TEnum](string value, [ref] TEnum result)",
                "static bool TryParse[TEnum](System.ReadOnlySpan[char] value, [ref] TEnum result)",
                "static bool TryParse[TEnum](string value, bool ignoreCase, [ref] TEnum result)",
                "static bool TryParse[TEnum](System.ReadOnlySpan[char] value, bool ignoreCase, [ref] TEnum result)",
            ],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let text = arguments::text(engine, args, 1)?;
                let ignore = args.len() > 3 && args.get(2).is_some_and(convert::to_bool);
                let found = parsed(&of, &text, ignore);
                let value =
                    found.map_or(Value::Null, |number| Value::Enum(Rc::new(EnumValue { of, number })));
                let made = Value::Bool(!value.is_null());
                super::reference::assign(engine, args.last().unwrap_or(&Value::Null), value)?;
                Ok(made)
            },
        },
        StaticMethod {
            name: "ToObject",
            signatures: &[
                "static System.Object ToObject(type enumType, System.Object value)",
                "static System.Object ToObject(type enumType, sbyte value)",
                "static System.Object ToObject(type enumType, short value)",
                "static System.Object ToObject(type enumType, int value)",
                "static System.Object ToObject(type enumType, byte value)",
                "static System.Object ToObject(type enumType, ushort value)",
                "static System.Object ToObject(type enumType, uint value)",
                "static System.Object ToObject(type enumType, long value)",
                "static System.Object ToObject(type enumType, ulong value)",
            ],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let number = arguments::long(args, 1)?;
                Ok(Value::Enum(Rc::new(EnumValue { of, number })))
            },
        },
        StaticMethod {
            name: "GetName",
            signatures: &[
                "static string GetName[TEnum](TEnum value)",
                "static string GetName(type enumType, System.Object value)",
            ],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let number = arguments::long(args, 1)?;
                let names = names(&of);
                let found = names.iter().find(|(_, value)| *value == number);
                Ok(found.map_or(Value::Null, |(name, _)| Value::from(name.as_ref())))
            },
        },
        StaticMethod {
            name: "Format",
            signatures: &["static string Format(type enumType, System.Object value, string format)"],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                let value = EnumValue { of, number: arguments::long(args, 1)? };
                let form = arguments::text(engine, args, 2)?;
                Ok(Value::text(format(&value, &form)?))
            },
        },
        StaticMethod {
            name: "TryFormat",
            signatures: &[
                "static bool TryFormat[TEnum](TEnum value, System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format = default)",
            ],
            call: |_, _| super::span::refused(),
        },
        StaticMethod {
            name: "GetUnderlyingType",
            signatures: &["static type GetUnderlyingType(type enumType)"],
            call: |engine, args| {
                let of = wanted(engine, args)?;
                Ok(Value::Type(underlying(&of)))
            },
        },
    ],
    ..Class::EMPTY
};

static ERROR_CATEGORY: Class = Class {
    name: "System.Management.Automation.ErrorCategory",
    base: Some(&ENUM),
    enumeration: Some(crate::engine::error::Category::NAMES),
    value_type: true,
    ..Class::EMPTY
};

macro_rules! enumerations {
    ($($constant:ident $name:literal $flags:literal [$($value:ident = $number:literal),* $(,)?]),* $(,)?) => {
        $(pub static $constant: Class = Class {
            name: $name,
            base: Some(&ENUM),
            enumeration: Some(&[$((stringify!($value), $number)),*]),
            flags: $flags,
            value_type: true,
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&ENUM, &ERROR_CATEGORY, $(&$constant),*];
    };
}

enumerations! {
    DAY_OF_WEEK "System.DayOfWeek" false [Sunday = 0, Monday = 1, Tuesday = 2, Wednesday = 3, Thursday = 4, Friday = 5, Saturday = 6],
    CONSOLE_COLOR "System.ConsoleColor" false [Black = 0, DarkBlue = 1, DarkGreen = 2, DarkCyan = 3, DarkRed = 4, DarkMagenta = 5, DarkYellow = 6, Gray = 7, DarkGray = 8, Blue = 9, Green = 10, Cyan = 11, Red = 12, Magenta = 13, Yellow = 14, White = 15],
    ACTION_PREFERENCE "System.Management.Automation.ActionPreference" false [SilentlyContinue = 0, Stop = 1, Continue = 2, Inquire = 3, Ignore = 4, Suspend = 5, Break = 6],
    NATIVE_ARGUMENT_PASSING_STYLE "System.Management.Automation.NativeArgumentPassingStyle" false [Legacy = 0, Standard = 1, Windows = 2],
    DISPLAY_HINT "Microsoft.PowerShell.Commands.DisplayHintType" false [Date = 0, Time = 1, DateTime = 2],
    SESSION_STATE_CATEGORY "System.Management.Automation.SessionStateCategory" false [Variable = 0, Alias = 1, Function = 2, Filter = 3, Drive = 4, CmdletProvider = 5, Scope = 6, Command = 7, Resource = 8, Cmdlet = 9],
    OUTPUT_RENDERING "System.Management.Automation.OutputRendering" false [Host = 0, PlainText = 1, Ansi = 2],
    PROGRESS_VIEW "System.Management.Automation.ProgressView" false [Minimal = 0, Classic = 1],
    IP_STATUS "System.Net.NetworkInformation.IPStatus" false [Success = 0, DestinationNetworkUnreachable = 11002, DestinationHostUnreachable = 11003, DestinationProtocolUnreachable = 11004, DestinationPortUnreachable = 11005, NoResources = 11006, BadOption = 11007, HardwareError = 11008, PacketTooBig = 11009, TimedOut = 11010, BadRoute = 11012, TtlExpired = 11013, TtlReassemblyTimeExceeded = 11014, ParameterProblem = 11015, SourceQuench = 11016, BadDestination = 11018, DestinationUnreachable = 11040, TimeExceeded = 11041, BadHeader = 11042, UnrecognizedNextHeader = 11043, IcmpError = 11044, DestinationScopeMismatch = 11045, Unknown = -1],
    PROCESS_WINDOW_STYLE "System.Diagnostics.ProcessWindowStyle" false [Normal = 0, Hidden = 1, Minimized = 2, Maximized = 3],
    NETWORK_INTERFACE_TYPE "System.Net.NetworkInformation.NetworkInterfaceType" false [Unknown = 1, Ethernet = 6, TokenRing = 9, Fddi = 15, Ppp = 23, Loopback = 24, Slip = 28, Wireless80211 = 71, Tunnel = 131],
    OPERATIONAL_STATUS "System.Net.NetworkInformation.OperationalStatus" false [Up = 1, Down = 2, Testing = 3, Unknown = 4, Dormant = 5, NotPresent = 6, LowerLayerDown = 7],
    JSON_VALUE_KIND "System.Text.Json.JsonValueKind" false [Undefined = 0, Object = 1, Array = 2, String = 3, Number = 4, True = 5, False = 6, Null = 7],
    DATA_ROW_STATE "System.Data.DataRowState" true [Detached = 1, Unchanged = 2, Added = 4, Deleted = 8, Modified = 16],
    ERROR_VIEW "System.Management.Automation.ErrorView" false [NormalView = 0, CategoryView = 1, ConciseView = 2, DetailedView = 3],
    CONFIRM_IMPACT "System.Management.Automation.ConfirmImpact" false [None = 0, Low = 1, Medium = 2, High = 3],
    INVOCATION_STATE "System.Management.Automation.PSInvocationState" false [NotStarted = 0, Running = 1, Stopping = 2, Stopped = 3, Completed = 4, Failed = 5, Disconnected = 6],
    RUNSPACE_STATE "System.Management.Automation.Runspaces.RunspaceState" false [BeforeOpen = 0, Opening = 1, Opened = 2, Closed = 3, Closing = 4, Broken = 5, Disconnecting = 6, Disconnected = 7, Connecting = 8],
    RUNSPACE_AVAILABILITY "System.Management.Automation.Runspaces.RunspaceAvailability" false [None = 0, Available = 1, AvailableForNestedCommand = 2, Busy = 3, RemoteDebug = 4],
    RUNSPACE_MODE "System.Management.Automation.RunspaceMode" false [CurrentRunspace = 0, NewRunspace = 1],
    THREAD_OPTIONS "System.Management.Automation.Runspaces.PSThreadOptions" false [Default = 0, UseNewThread = 1, ReuseThread = 2, UseCurrentThread = 3],
    APARTMENT_STATE "System.Threading.ApartmentState" false [STA = 0, MTA = 1, Unknown = 2],
    JOB_STATE "System.Management.Automation.JobState" false [NotStarted = 0, Running = 1, Completed = 2, Failed = 3, Stopped = 4, Blocked = 5, Suspended = 6, Disconnected = 7, Suspending = 8, Stopping = 9, AtBreakpoint = 10],
    COMMAND_TYPES "System.Management.Automation.CommandTypes" true [Alias = 1, Function = 2, Filter = 4, Cmdlet = 8, ExternalScript = 16, Application = 32, Script = 64, Configuration = 256, All = 383],
    STRING_COMPARISON "System.StringComparison" false [CurrentCulture = 0, CurrentCultureIgnoreCase = 1, InvariantCulture = 2, InvariantCultureIgnoreCase = 3, Ordinal = 4, OrdinalIgnoreCase = 5],
    OPERATOR_SPLIT_OPTIONS "System.Management.Automation.SplitOptions" true [SimpleMatch = 1, RegexMatch = 2, CultureInvariant = 4, IgnorePatternWhitespace = 8, Multiline = 16, Singleline = 32, IgnoreCase = 64, ExplicitCapture = 128],
    SPLIT_OPTIONS "System.StringSplitOptions" true [None = 0, RemoveEmptyEntries = 1, TrimEntries = 2],
    REGEX_OPTIONS "System.Text.RegularExpressions.RegexOptions" true [None = 0, IgnoreCase = 1, Multiline = 2, ExplicitCapture = 4, Compiled = 8, Singleline = 16, IgnorePatternWhitespace = 32, RightToLeft = 64, ECMAScript = 256, CultureInvariant = 512],
    XML_NODE_TYPE "System.Xml.XmlNodeType" false [None = 0, Element = 1, Attribute = 2, Text = 3, CDATA = 4, EntityReference = 5, Entity = 6, ProcessingInstruction = 7, Comment = 8, Document = 9, DocumentType = 10, DocumentFragment = 11, Notation = 12, Whitespace = 13, SignificantWhitespace = 14, EndElement = 15, EndEntity = 16, XmlDeclaration = 17],
    XML_FORMATTING "System.Xml.Formatting" false [None = 0, Indented = 1],
    FILE_MODE "System.IO.FileMode" false [CreateNew = 1, Create = 2, Open = 3, OpenOrCreate = 4, Truncate = 5, Append = 6],
    FILE_ACCESS "System.IO.FileAccess" true [Read = 1, Write = 2, ReadWrite = 3],
    FILE_SHARE "System.IO.FileShare" true [None = 0, Read = 1, Write = 2, ReadWrite = 3, Delete = 4, Inheritable = 16],
    COMPRESSION_MODE "System.IO.Compression.CompressionMode" false [Decompress = 0, Compress = 1],
    COMPRESSION_LEVEL "System.IO.Compression.CompressionLevel" false [Optimal = 0, Fastest = 1, NoCompression = 2, SmallestSize = 3],
    ZIP_ARCHIVE_MODE "System.IO.Compression.ZipArchiveMode" false [Read = 0, Create = 1, Update = 2],
    X509_CONTENT_TYPE "System.Security.Cryptography.X509Certificates.X509ContentType" false [Unknown = 0, Cert = 1, SerializedCert = 2, Pfx = 3, Pkcs12 = 3, SerializedStore = 4, Pkcs7 = 5, Authenticode = 6],
    X509_NAME_TYPE "System.Security.Cryptography.X509Certificates.X509NameType" false [SimpleName = 0, EmailName = 1, UpnName = 2, DnsName = 3, DnsFromAlternativeName = 4, UrlName = 5],
    GC_COLLECTION_MODE "System.GCCollectionMode" false [Default = 0, Forced = 1, Optimized = 2, Aggressive = 3],
    SEEK_ORIGIN "System.IO.SeekOrigin" false [Begin = 0, Current = 1, End = 2],
    BASE64_OPTIONS "System.Base64FormattingOptions" true [None = 0, InsertLineBreaks = 1],
    REFLECTION_MEMBER_TYPES "System.Reflection.MemberTypes" true [Constructor = 1, Event = 2, Field = 4, Method = 8, Property = 16, TypeInfo = 32, Custom = 64, NestedType = 128, All = 191],
    CIPHER_MODE "System.Security.Cryptography.CipherMode" false [CBC = 1, ECB = 2, OFB = 3, CFB = 4, CTS = 5],
    PADDING_MODE "System.Security.Cryptography.PaddingMode" false [None = 1, PKCS7 = 2, Zeros = 3, ANSIX923 = 4, ISO10126 = 5],
    CRYPTO_STREAM_MODE "System.Security.Cryptography.CryptoStreamMode" false [Read = 0, Write = 1],
    TYPE_CODE "System.TypeCode" false [Empty = 0, Object = 1, DBNull = 2, Boolean = 3, Char = 4, SByte = 5, Byte = 6, Int16 = 7, UInt16 = 8, Int32 = 9, UInt32 = 10, Int64 = 11, UInt64 = 12, Single = 13, Double = 14, Decimal = 15, DateTime = 16, String = 18],
    NORMALIZATION_FORM "System.Text.NormalizationForm" false [FormC = 1, FormD = 2, FormKC = 5, FormKD = 6],
    COMPARE_OPTIONS "System.Globalization.CompareOptions" true [None = 0, IgnoreCase = 1, IgnoreNonSpace = 2, IgnoreSymbols = 4, IgnoreKanaType = 8, IgnoreWidth = 16, NumericOrdering = 32, OrdinalIgnoreCase = 268_435_456, StringSort = 536_870_912, Ordinal = 1_073_741_824],
    UNICODE_CATEGORY "System.Globalization.UnicodeCategory" false [UppercaseLetter = 0, LowercaseLetter = 1, TitlecaseLetter = 2, ModifierLetter = 3, OtherLetter = 4, NonSpacingMark = 5, SpacingCombiningMark = 6, EnclosingMark = 7, DecimalDigitNumber = 8, LetterNumber = 9, OtherNumber = 10, SpaceSeparator = 11, LineSeparator = 12, ParagraphSeparator = 13, Control = 14, Format = 15, Surrogate = 16, PrivateUse = 17, ConnectorPunctuation = 18, DashPunctuation = 19, OpenPunctuation = 20, ClosePunctuation = 21, InitialQuotePunctuation = 22, FinalQuotePunctuation = 23, OtherPunctuation = 24, MathSymbol = 25, CurrencySymbol = 26, ModifierSymbol = 27, OtherSymbol = 28, OtherNotAssigned = 29],
    MEMBER_TYPES "System.Management.Automation.PSMemberTypes" true [AliasProperty = 1, CodeProperty = 2, Property = 4, NoteProperty = 8, ScriptProperty = 16, Properties = 31, PropertySet = 32, Method = 64, CodeMethod = 128, ScriptMethod = 256, Methods = 448, ParameterizedProperty = 512, MemberSet = 1024, Event = 2048, Dynamic = 4096, InferredProperty = 8192, All = 16383],
    VIEW_TYPES "System.Management.Automation.PSMemberViewTypes" true [Extended = 1, Adapted = 2, Base = 4, All = 7],
    DATE_TIME_KIND "System.DateTimeKind" false [Unspecified = 0, Utc = 1, Local = 2],
    MIDPOINT "System.MidpointRounding" false [ToEven = 0, AwayFromZero = 1, ToZero = 2, ToNegativeInfinity = 3, ToPositiveInfinity = 4],
    LANGUAGE_MODE "System.Management.Automation.PSLanguageMode" false [FullLanguage = 0, RestrictedLanguage = 1, NoLanguage = 2, ConstrainedLanguage = 3],
    BINDING_FLAGS "System.Reflection.BindingFlags" true [Default = 0, IgnoreCase = 1, DeclaredOnly = 2, Instance = 4, Static = 8, Public = 16, NonPublic = 32, FlattenHierarchy = 64, InvokeMethod = 256, CreateInstance = 512, GetField = 1024, SetField = 2048, GetProperty = 4096, SetProperty = 8192, PutDispProperty = 16384, PutRefDispProperty = 32768, ExactBinding = 65536, SuppressChangeType = 131072, OptionalParamBinding = 262144, IgnoreReturn = 16777216, DoNotWrapExceptions = 33554432],
    NUMBER_STYLES "System.Globalization.NumberStyles" true [None = 0, AllowLeadingWhite = 1, AllowTrailingWhite = 2, AllowLeadingSign = 4, Integer = 7, AllowTrailingSign = 8, AllowParentheses = 16, AllowDecimalPoint = 32, AllowThousands = 64, Number = 111, AllowExponent = 128, Float = 167, AllowCurrencySymbol = 256, Currency = 383, Any = 511, AllowHexSpecifier = 512, HexNumber = 515, AllowBinarySpecifier = 1024, BinaryNumber = 1027],
    HTTP_STATUS_CODE "System.Net.HttpStatusCode" false [Continue = 100, SwitchingProtocols = 101, Processing = 102, EarlyHints = 103, OK = 200, Created = 201, Accepted = 202, NonAuthoritativeInformation = 203, NoContent = 204, ResetContent = 205, PartialContent = 206, MultiStatus = 207, AlreadyReported = 208, IMUsed = 226, MultipleChoices = 300, Ambiguous = 300, MovedPermanently = 301, Moved = 301, Found = 302, Redirect = 302, SeeOther = 303, RedirectMethod = 303, NotModified = 304, UseProxy = 305, Unused = 306, TemporaryRedirect = 307, RedirectKeepVerb = 307, PermanentRedirect = 308, BadRequest = 400, Unauthorized = 401, PaymentRequired = 402, Forbidden = 403, NotFound = 404, MethodNotAllowed = 405, NotAcceptable = 406, ProxyAuthenticationRequired = 407, RequestTimeout = 408, Conflict = 409, Gone = 410, LengthRequired = 411, PreconditionFailed = 412, RequestEntityTooLarge = 413, RequestUriTooLong = 414, UnsupportedMediaType = 415, RequestedRangeNotSatisfiable = 416, ExpectationFailed = 417, MisdirectedRequest = 421, UnprocessableEntity = 422, UnprocessableContent = 422, Locked = 423, FailedDependency = 424, UpgradeRequired = 426, PreconditionRequired = 428, TooManyRequests = 429, RequestHeaderFieldsTooLarge = 431, UnavailableForLegalReasons = 451, InternalServerError = 500, NotImplemented = 501, BadGateway = 502, ServiceUnavailable = 503, GatewayTimeout = 504, HttpVersionNotSupported = 505, VariantAlsoNegotiates = 506, InsufficientStorage = 507, LoopDetected = 508, NotExtended = 510, NetworkAuthenticationRequired = 511],
    URI_KIND "System.UriKind" false [RelativeOrAbsolute = 0, Absolute = 1, Relative = 2],
    ADDRESS_FAMILY "System.Net.Sockets.AddressFamily" false [Unknown = -1, Unspecified = 0, Unix = 1, InterNetwork = 2, InterNetworkV6 = 23],
    CULTURE_TYPES "System.Globalization.CultureTypes" true [NeutralCultures = 1, SpecificCultures = 2, InstalledWin32Cultures = 4, AllCultures = 7],
    WILDCARD_OPTIONS "System.Management.Automation.WildcardOptions" true [None = 0, Compiled = 1, IgnoreCase = 2, CultureInvariant = 4],
    CALENDAR_WEEK_RULE "System.Globalization.CalendarWeekRule" false [FirstDay = 0, FirstFullWeek = 1, FirstFourDayWeek = 2],
    UNIX_FILE_MODE "System.IO.UnixFileMode" true [None = 0, OtherExecute = 1, OtherWrite = 2, OtherRead = 4, GroupExecute = 8, GroupWrite = 16, GroupRead = 32, UserExecute = 64, UserWrite = 128, UserRead = 256, StickyBit = 512, SetGroup = 1024, SetUser = 2048],
    SEARCH_OPTION "System.IO.SearchOption" false [TopDirectoryOnly = 0, AllDirectories = 1],
    FILE_OPTIONS "System.IO.FileOptions" true [None = 0, Encrypted = 16384, DeleteOnClose = 67108864, SequentialScan = 134217728, RandomAccess = 268435456, Asynchronous = 1073741824, WriteThrough = -2147483648],
    TASK_STATUS "System.Threading.Tasks.TaskStatus" false [Created = 0, WaitingForActivation = 1, WaitingToRun = 2, Running = 3, WaitingForChildrenToComplete = 4, RanToCompletion = 5, Canceled = 6, Faulted = 7],
    VARIABLE_TARGET "System.EnvironmentVariableTarget" false [Process = 0, User = 1, Machine = 2],
    SPECIAL_FOLDER "System.Environment+SpecialFolder" false [Desktop = 0, Programs = 2, MyDocuments = 5, Personal = 5, Favorites = 6, Startup = 7, Recent = 8, SendTo = 9, StartMenu = 11, MyMusic = 13, MyVideos = 14, DesktopDirectory = 16, MyComputer = 17, NetworkShortcuts = 19, Fonts = 20, Templates = 21, CommonStartMenu = 22, CommonPrograms = 23, CommonStartup = 24, CommonDesktopDirectory = 25, ApplicationData = 26, PrinterShortcuts = 27, LocalApplicationData = 28, InternetCache = 32, Cookies = 33, History = 34, CommonApplicationData = 35, Windows = 36, System = 37, ProgramFiles = 38, MyPictures = 39, UserProfile = 40, SystemX86 = 41, ProgramFilesX86 = 42, CommonProgramFiles = 43, CommonProgramFilesX86 = 44, CommonTemplates = 45, CommonDocuments = 46, CommonAdminTools = 47, AdminTools = 48, CommonMusic = 53, CommonPictures = 54, CommonVideos = 55, Resources = 56, LocalizedResources = 57, CommonOemLinks = 58, CDBurning = 59],
    SPECIAL_FOLDER_OPTION "System.Environment+SpecialFolderOption" false [None = 0, DoNotVerify = 16384, Create = 32768],
    PLATFORM "System.PlatformID" false [Win32S = 0, Win32Windows = 1, Win32NT = 2, WinCE = 3, Unix = 4, Xbox = 5, MacOSX = 6, Other = 7],
    HOST_NAME_TYPE "System.UriHostNameType" false [Unknown = 0, Basic = 1, Dns = 2, IPv4 = 3, IPv6 = 4],
    URI_COMPONENTS "System.UriComponents" true [Scheme = 1, UserInfo = 2, Host = 4, Port = 8, SchemeAndServer = 13, Path = 16, Query = 32, PathAndQuery = 48, HttpRequestUrl = 61, Fragment = 64, AbsoluteUri = 127, StrongPort = 128, HostAndPort = 132, StrongAuthority = 134, NormalizedHost = 256, KeepDelimiter = 1073741824, SerializationInfoString = -2147483648],
    URI_FORMAT "System.UriFormat" false [UriEscaped = 1, Unescaped = 2, SafeUnescaped = 3],
    URI_PARTIAL "System.UriPartial" false [Scheme = 0, Authority = 1, Path = 2, Query = 3],
    TIME_SPAN_STYLES "System.Globalization.TimeSpanStyles" true [None = 0, AssumeNegative = 1],
    DATE_TIME_STYLES "System.Globalization.DateTimeStyles" true [None = 0, AllowLeadingWhite = 1, AllowTrailingWhite = 2, AllowInnerWhite = 4, AllowWhiteSpaces = 7, NoCurrentDateDefault = 8, AdjustToUniversal = 16, AssumeLocal = 32, AssumeUniversal = 64, RoundtripKind = 128],
    VALIDATE_RANGE_KIND "System.Management.Automation.ValidateRangeKind" false [Positive = 0, NonNegative = 1, Negative = 2, NonPositive = 3],
    REMOTING_CAPABILITY "System.Management.Automation.RemotingCapability" false [None = 0, PowerShell = 1, SupportedByCommand = 2, OwnedByCommand = 3],
    MODULE_ACCESS_MODE "System.Management.Automation.ModuleAccessMode" false [ReadWrite = 0, ReadOnly = 1, Constant = 2],
    SECURITY_PROTOCOL_TYPE "System.Net.SecurityProtocolType" true [SystemDefault = 0, Ssl3 = 48, Tls = 192, Tls11 = 768, Tls12 = 3072, Tls13 = 12288],
    SSL_PROTOCOLS "System.Security.Authentication.SslProtocols" true [None = 0, Ssl2 = 12, Ssl3 = 48, Tls = 192, Default = 240, Tls11 = 768, Tls12 = 3072, Tls13 = 12288],
    WINDOWS_ROLE "System.Security.Principal.WindowsBuiltInRole" false [Administrator = 544, User = 545, Guest = 546, PowerUser = 547, AccountOperator = 548, SystemOperator = 549, PrintOperator = 550, BackupOperator = 551, Replicator = 552],
    REGISTRY_HIVE "Microsoft.Win32.RegistryHive" false [ClassesRoot = -2147483648, CurrentUser = -2147483647, LocalMachine = -2147483646, Users = -2147483645, PerformanceData = -2147483644, CurrentConfig = -2147483643],
    REGISTRY_VIEW "Microsoft.Win32.RegistryView" false [Default = 0, Registry64 = 256, Registry32 = 512],
    REGISTRY_VALUE_KIND "Microsoft.Win32.RegistryValueKind" false [Unknown = 0, String = 1, ExpandString = 2, Binary = 3, DWord = 4, MultiString = 7, QWord = 11, None = -1],
    EXECUTION_POLICY "Microsoft.PowerShell.ExecutionPolicy" false [Unrestricted = 0, RemoteSigned = 1, AllSigned = 2, Restricted = 3, Default = 3, Bypass = 4, Undefined = 5],
    EXECUTION_POLICY_SCOPE "Microsoft.PowerShell.ExecutionPolicyScope" false [Process = 0, CurrentUser = 1, LocalMachine = 2, UserPolicy = 3, MachinePolicy = 4],
    PROGRESS_RECORD_TYPE "System.Management.Automation.ProgressRecordType" false [Processing = 0, Completed = 1],
    DRIVE_TYPE "System.IO.DriveType" false [Unknown = 0, NoRootDirectory = 1, Removable = 2, Fixed = 3, Network = 4, CDRom = 5, Ram = 6],
    ARCHITECTURE "System.Runtime.InteropServices.Architecture" false [X86 = 0, X64 = 1, Arm = 2, Arm64 = 3, Wasm = 4, S390x = 5, LoongArch64 = 6, Armv6 = 7, Ppc64le = 8, RiscV64 = 9],
    EVENT_RESET_MODE "System.Threading.EventResetMode" false [AutoReset = 0, ManualReset = 1],
    READ_STATE "System.Xml.ReadState" false [Initial = 0, Interactive = 1, Error = 2, EndOfFile = 3, Closed = 4],
    CONFORMANCE_LEVEL "System.Xml.ConformanceLevel" false [Auto = 0, Fragment = 1, Document = 2],
    DTD_PROCESSING "System.Xml.DtdProcessing" false [Prohibit = 0, Ignore = 1, Parse = 2],
    XPATH_NODE_TYPE "System.Xml.XPath.XPathNodeType" false [Root = 0, Element = 1, Attribute = 2, Namespace = 3, Text = 4, SignificantWhitespace = 5, Whitespace = 6, ProcessingInstruction = 7, Comment = 8, All = 9],
    ACCESS_CONTROL_TYPE "System.Security.AccessControl.AccessControlType" false [Allow = 0, Deny = 1],
}
