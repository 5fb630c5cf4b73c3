//! `System.Net.Mail.MailMessage` and `Attachment`: a message before it is sent.

use crate::engine::types::record::{self, field, made, set_field};
use crate::engine::types::table::methods;
use crate::engine::types::{
    Class, Property, arguments, collection, enumeration, name_value_collection, object,
};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member, types};

const ADDRESS: &str = "System.Net.Mail.MailAddress";
const PRIORITY: &str = "System.Net.Mail.MailPriority";

static MAIL_PRIORITY: Class = Class {
    name: PRIORITY,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[("Normal", 0), ("Low", 1), ("High", 2)]),
    value_type: true,
    ..Class::EMPTY
};

/// A property that takes what its type takes.
macro_rules! settable {
    ($name:literal $of:literal) => {
        Property {
            name: $name,
            type_name: $of,
            get: |_, this| Ok(field(this, $name)),
            set: Some(|engine, this, value| {
                let value = match value.is_null() {
                    true => value,
                    false => convert::to_type(engine, value, &types::named($of))?,
                };
                set_field(this, $name, value);
                Ok(())
            }),
        }
    };
}

macro_rules! fixed {
    ($name:literal $of:literal) => {
        Property { name: $name, type_name: $of, get: |_, this| Ok(field(this, $name)), set: None }
    };
}

pub(super) static MESSAGE: Class = Class {
    name: "System.Net.Mail.MailMessage",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: &[
        settable!("From" "System.Net.Mail.MailAddress"),
        settable!("Sender" "System.Net.Mail.MailAddress"),
        settable!("ReplyTo" "System.Net.Mail.MailAddress"),
        fixed!("ReplyToList" "System.Net.Mail.MailAddressCollection"),
        fixed!("To" "System.Net.Mail.MailAddressCollection"),
        fixed!("Bcc" "System.Net.Mail.MailAddressCollection"),
        fixed!("CC" "System.Net.Mail.MailAddressCollection"),
        settable!("Priority" "System.Net.Mail.MailPriority"),
        settable!("Subject" "System.String"),
        fixed!("Headers" "System.Collections.Specialized.NameValueCollection"),
        settable!("Body" "System.String"),
        settable!("IsBodyHtml" "System.Boolean"),
        settable!("BodyEncoding" "System.Text.Encoding"),
        settable!("SubjectEncoding" "System.Text.Encoding"),
        fixed!("Attachments" "System.Net.Mail.AttachmentCollection"),
    ],
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    },
    construct: Some(construct),
    constructors: &[
        "System.Net.Mail.MailMessage new()",
        "System.Net.Mail.MailMessage new(string from, string to)",
        "System.Net.Mail.MailMessage new(string from, string to, string subject, string body)",
        "System.Net.Mail.MailMessage new(mailaddress from, mailaddress to)",
    ],
    ..Class::EMPTY
};

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let address = types::named(ADDRESS);
    let list = || collection::of(&address, Vec::new());
    let message = made(
        &MESSAGE,
        "",
        [
            ("ReplyToList", list()),
            ("To", list()),
            ("Bcc", list()),
            ("CC", list()),
            ("Priority", enumeration::value(PRIORITY, 0)),
            ("Subject", Value::text("")),
            ("Headers", name_value_collection::value([])),
            ("Body", Value::text("")),
            ("IsBodyHtml", Value::Bool(false)),
            ("Attachments", collection::of(&types::named(ATTACHMENT_NAME), Vec::new())),
        ],
    );
    if let Some(from) = args.first() {
        member::set(engine, &message, "From", from.clone())?;
        let to = address_list(engine, arguments::any(args, 1)?)?;
        set_field(&message, "To", collection::of(&address, to));
    }
    for (index, name) in [(2, "Subject"), (3, "Body")] {
        if let Some(given) = args.get(index) {
            member::set(engine, &message, name, given.clone())?;
        }
    }
    Ok(message)
}

/// One address, or several with commas between them.
pub(super) fn address_list(engine: &mut Engine, given: &Value) -> Outcome<Vec<Value>> {
    let Value::String(text) = given.unwrapped() else { return Ok(vec![given.clone()]) };
    let parts: Vec<String> = text.split(',').map(|part| part.trim().to_string()).collect();
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        found.push(convert::to_type(engine, Value::text(part.as_str()), &types::named(ADDRESS))?);
    }
    Ok(found)
}

const ATTACHMENT_NAME: &str = "System.Net.Mail.Attachment";

/// The file behind an attachment, beside what scripts see.
pub(super) const FILE: &str = record::IDENTITY;

static ATTACHMENT: Class = Class {
    name: ATTACHMENT_NAME,
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: &[settable!("Name" "System.String"), settable!("ContentId" "System.String")],
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    },
    construct: Some(|engine, args| {
        let name = arguments::text(engine, args, 0)?;
        let path = engine.resolve_path(&name);
        if !path.is_file() {
            let message = format!("Could not find file '{}'.", path.display());
            return Err(arguments::throw("System.IO.FileNotFoundException", message));
        }
        let short = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let fields = [("Name", Value::text(short)), (FILE, Value::text(path.display().to_string()))];
        Ok(made(&ATTACHMENT, "", fields))
    }),
    constructors: &[
        "System.Net.Mail.Attachment new(string fileName)",
        "System.Net.Mail.Attachment new(string fileName, string mediaType)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&MESSAGE, &ATTACHMENT, &MAIL_PRIORITY];
