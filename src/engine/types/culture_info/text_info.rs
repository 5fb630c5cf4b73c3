//! `System.Globalization.TextInfo`.

use super::{change, data};
use crate::engine::convert;
use crate::engine::culture::Culture;
use crate::engine::types::string::cased_in;
use crate::engine::types::{Class, Method, Property, arguments, object};
use crate::engine::value::Value;

/// Each word begins with a capital; words all in capitals stay.
fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|character: char| !character.is_alphanumeric() && character != '\'') {
        let letters: Vec<char> = word.chars().filter(|character| character.is_alphabetic()).collect();
        if letters.len() > 1 && letters.iter().all(|letter| letter.is_uppercase()) {
            out.push_str(word);
            continue;
        }
        let mut characters = word.chars();
        out.extend(characters.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(&characters.as_str().to_lowercase());
    }
    out
}

pub(super) static TEXT_INFO: Class = Class {
    name: "System.Globalization.TextInfo",
    base: Some(&object::OBJECT),
    properties: &[
        read!("CultureName", "string", |of| Value::text(of.name.clone())),
        read!("LCID", "int", |of| Value::Int(of.lcid)),
        Property {
            name: "ListSeparator",
            type_name: "string",
            get: |_, this| Ok(Value::text(data(this).list_separator())),
            set: Some(|engine, this, value| {
                let text = convert::to_text(engine, &value)?;
                change(this, |culture| culture.list_sep = Some(text));
                Ok(())
            }),
        },
        read!("IsRightToLeft", "bool", |_| Value::Bool(false)),
        read!("IsReadOnly", "bool", |_| Value::Bool(false)),
        read!("ANSICodePage", "int", |_| Value::Int(1252)),
    ],
    methods: &[
        Method {
            name: "ToTitleCase",
            signatures: &["string ToTitleCase(string str)"],
            call: |engine, _, args| Ok(Value::text(title(&arguments::text(engine, args, 0)?))),
        },
        Method {
            name: "ToLower",
            signatures: &["string ToLower(string str)", "char ToLower(char c)"],
            call: |engine, this, args| {
                Ok(Value::text(cased_in(&arguments::text(engine, args, 0)?, false, &data(this))))
            },
        },
        Method {
            name: "ToUpper",
            signatures: &["string ToUpper(string str)", "char ToUpper(char c)"],
            call: |engine, this, args| {
                Ok(Value::text(cased_in(&arguments::text(engine, args, 0)?, true, &data(this))))
            },
        },
    ],
    ..Class::EMPTY
};
