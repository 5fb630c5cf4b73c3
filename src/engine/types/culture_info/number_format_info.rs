//! `System.Globalization.NumberFormatInfo`.

use super::{CLONE, GET_FORMAT, Part, change, copied, data, part, provider, value};
use crate::engine::convert;
use crate::engine::culture::{self, Culture};
use crate::engine::types::{Class, Property, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;

pub(super) static NUMBER_FORMAT: Class = Class {
    name: "System.Globalization.NumberFormatInfo",
    base: Some(&object::OBJECT),
    interfaces: &["System.IFormatProvider", "System.ICloneable"],
    properties: &[
        number!("CurrencyDecimalDigits", currency_digits, usize),
        text!("CurrencyDecimalSeparator", decimal_sep),
        text!("CurrencyGroupSeparator", group_sep),
        number!("CurrencyNegativePattern", currency_neg, u8),
        number!("CurrencyPositivePattern", currency_pos, u8),
        text!("CurrencySymbol", currency),
        text!("NaNSymbol", nan),
        text!("NegativeSign", neg),
        read!("NegativeInfinitySymbol", "string", |of| Value::text(format!("{}{}", of.neg, of.inf))),
        text!("PositiveInfinitySymbol", inf),
        read!("PositiveSign", "string", |_| Value::text("+")),
        number!("NumberDecimalDigits", digits, usize),
        text!("NumberDecimalSeparator", decimal_sep),
        text!("NumberGroupSeparator", group_sep),
        read!("NumberGroupSizes", "int[]", |of| Value::array(
            of.group_sizes.iter().map(|size| Value::Int(*size as i32)).collect()
        )),
        read!("NumberNegativePattern", "int", |_| Value::Int(1)),
        number!("PercentDecimalDigits", percent_digits, usize),
        text!("PercentDecimalSeparator", decimal_sep),
        text!("PercentGroupSeparator", group_sep),
        number!("PercentNegativePattern", percent_neg, u8),
        number!("PercentPositivePattern", percent_pos, u8),
        read!("PercentSymbol", "string", |_| Value::text("%")),
        read!("PerMilleSymbol", "string", |_| Value::text("‰")),
        read!("IsReadOnly", "bool", |_| Value::Bool(false)),
    ],
    methods: &[CLONE, GET_FORMAT],
    static_properties: &[
        StaticProperty {
            name: "CurrentInfo",
            type_name: "System.Globalization.NumberFormatInfo",
            get: |_| Ok(part(&value(culture::current()), Part::Numbers)),
            set: None,
        },
        StaticProperty {
            name: "InvariantInfo",
            type_name: "System.Globalization.NumberFormatInfo",
            get: |_| Ok(part(&value(Culture::invariant()), Part::Numbers)),
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "GetInstance",
            signatures: &[
                "static System.Globalization.NumberFormatInfo GetInstance(System.IFormatProvider formatProvider)",
            ],
            call: |_, args| Ok(part(&value(provider(args.first())), Part::Numbers)),
        },
        StaticMethod {
            name: "ReadOnly",
            signatures: &[
                "static System.Globalization.NumberFormatInfo ReadOnly(System.Globalization.NumberFormatInfo nfi)",
            ],
            call: |_, args| Ok(copied(arguments::any(args, 0)?)),
        },
    ],
    construct: Some(|_, _| Ok(part(&value(Culture::invariant()), Part::Numbers))),
    constructors: &["System.Globalization.NumberFormatInfo new()"],
    ..Class::EMPTY
};
