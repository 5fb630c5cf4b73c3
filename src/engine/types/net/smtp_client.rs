//! `System.Net.Mail.SmtpClient`: sends messages, over the library that `Send-MailMessage` uses.

use super::mail_message::{self, FILE, MESSAGE};
use crate::engine::types::record::{field, made, record_class};
use crate::engine::types::table::methods;
use crate::engine::types::{Class, arguments, enumeration, secure_string, task};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport};
use std::time::Duration;

/// The port of SMTP, and how many milliseconds a server may take.
const PORT: i32 = 25;
const TIMEOUT: i32 = 100_000;

const METHOD: &str = "System.Net.Mail.SmtpDeliveryMethod";

static DELIVERY_METHOD: Class = Class {
    name: METHOD,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[("Network", 0), ("SpecifiedPickupDirectory", 1), ("PickupDirectoryFromIis", 2)]),
    value_type: true,
    ..Class::EMPTY
};

record_class!(SETTINGS "System.Net.Mail.SmtpClient" [
    "Host" "string", "Port" "int", "UseDefaultCredentials" "bool", "Credentials" "System.Net.ICredentialsByHost",
    "Timeout" "int", "EnableSsl" "bool", "DeliveryMethod" "System.Net.Mail.SmtpDeliveryMethod",
    "TargetName" "string",
] set);

static CLIENT: Class = Class {
    interfaces: &["System.IDisposable"],
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        Send
            "void Send(string from, string recipients, string subject, string body)"
            "void Send(System.Net.Mail.MailMessage message)"
            => send;
        SendMailAsync
            "System.Threading.Tasks.Task SendMailAsync(string from, string recipients, string subject, string body)"
            "System.Threading.Tasks.Task SendMailAsync(System.Net.Mail.MailMessage message)"
            => |engine, this, args| send(engine, this, args).map(task::done);
    },
    construct: Some(|engine, args| {
        let host = args.first().map_or(Ok(String::new()), |host| convert::to_text(engine, host))?;
        let port = args.get(1).map_or(Ok(PORT), convert::to_int)?;
        let fields = [
            ("Host", Value::text(host)),
            ("Port", Value::Int(port)),
            ("UseDefaultCredentials", Value::Bool(false)),
            ("Timeout", Value::Int(TIMEOUT)),
            ("EnableSsl", Value::Bool(false)),
            ("DeliveryMethod", enumeration::value(METHOD, 0)),
        ];
        Ok(made(&CLIENT, "", fields))
    }),
    constructors: &[
        "System.Net.Mail.SmtpClient new()",
        "System.Net.Mail.SmtpClient new(string host)",
        "System.Net.Mail.SmtpClient new(string host, int port)",
    ],
    ..SETTINGS
};

pub(super) const CLASSES: &[&Class] = &[&CLIENT, &DELIVERY_METHOD];

fn failed(error: impl std::fmt::Display) -> Box<Fault> {
    let inner = arguments::throw("System.IO.IOException", error.to_string());
    arguments::with_inner("System.Net.Mail.SmtpException", "Failure sending mail.", inner)
}

fn send(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let message = match args {
        [message] => message.clone(),
        _ => member::invoke_static(engine, &crate::engine::types::named(MESSAGE.name), "new", args)?,
    };
    if crate::engine::types::type_of(&message).full_name() != MESSAGE.name {
        return Err(arguments::no_overload());
    }
    if convert::display(&field(this, "Host")).is_empty() {
        return Err(arguments::invalid_operation("The SMTP host was not specified."));
    }
    let made = built(engine, &message)?;
    let transport = transport(engine, this)?;
    transport.send(&made).map_err(failed)?;
    Ok(Value::Empty)
}

fn transport(engine: &mut Engine, this: &Value) -> Outcome<SmtpTransport> {
    let host = convert::display(&field(this, "Host"));
    let port = convert::to_int(&field(this, "Port"))?;
    let port = u16::try_from(port).map_err(|_| {
        arguments::out_of_range("Specified argument was out of the range of valid values.", "value")
    })?;
    let limit = u64::try_from(convert::to_int(&field(this, "Timeout"))?).unwrap_or(u64::MAX);
    let mut builder = SmtpTransport::builder_dangerous(host.as_str())
        .port(port)
        .timeout(Some(Duration::from_millis(limit)));
    if convert::to_bool(&field(this, "EnableSsl")) {
        let parameters = TlsParameters::new(host).map_err(failed)?;
        builder = builder.tls(Tls::Required(parameters));
    }
    let account = field(this, "Credentials");
    if !account.is_null() {
        let user = member::get(engine, &account, "UserName")?.unwrap_or_default();
        let password = member::get(engine, &account, "Password")?.unwrap_or_default();
        let password = secure_string::plain(&password).unwrap_or_else(|| convert::display(&password));
        builder = builder.credentials(Credentials::new(convert::display(&user), password));
    }
    Ok(builder.build())
}

/// The addresses of a list.
fn mailboxes(engine: &mut Engine, message: &Value, list: &str) -> Outcome<Vec<Mailbox>> {
    let mut found = Vec::new();
    for item in arguments::items(engine, &field(message, list))? {
        for address in mail_message::address_list(engine, &item)? {
            found.push(mailbox(&address)?);
        }
    }
    Ok(found)
}

fn mailbox(address: &Value) -> Outcome<Mailbox> {
    convert::display(address).parse().map_err(|_| {
        let message = "The specified string is not in the form required for an e-mail address.";
        arguments::throw("System.FormatException", message)
    })
}

/// The message as it is sent. Errors: no sender, no recipient, a file that cannot be read.
fn built(engine: &mut Engine, message: &Value) -> Outcome<Message> {
    let from = field(message, "From");
    if from.is_null() {
        return Err(arguments::invalid_operation("A from address must be specified."));
    }
    let mut builder = Message::builder().from(mailbox(&from)?);
    let (to, copy, blind) = (
        mailboxes(engine, message, "To")?,
        mailboxes(engine, message, "CC")?,
        mailboxes(engine, message, "Bcc")?,
    );
    if to.is_empty() && copy.is_empty() && blind.is_empty() {
        return Err(arguments::invalid_operation("A recipient must be specified."));
    }
    let answers = mailboxes(engine, message, "ReplyToList")?;
    builder = to.into_iter().fold(builder, MessageBuilder::to);
    builder = copy.into_iter().fold(builder, MessageBuilder::cc);
    builder = blind.into_iter().fold(builder, MessageBuilder::bcc);
    builder = answers.into_iter().fold(builder, MessageBuilder::reply_to);
    builder = builder.subject(convert::display(&field(message, "Subject")));
    builder = headers(engine, message, builder)?;
    let body = convert::display(&field(message, "Body"));
    let text = match convert::to_bool(&field(message, "IsBodyHtml")) {
        true => SinglePart::html(body),
        false => SinglePart::plain(body),
    };
    let files = arguments::items(engine, &field(message, "Attachments"))?;
    if files.is_empty() {
        return builder.singlepart(text).map_err(failed);
    }
    let mut parts = MultiPart::mixed().singlepart(text);
    for file in &files {
        let path = convert::display(&field(file, FILE));
        let bytes = std::fs::read(&path)
            .map_err(|error| arguments::throw("System.IO.IOException", format!("{path}: {error}")))?;
        let kind = ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN);
        parts = parts.singlepart(Attachment::new(convert::display(&field(file, "Name"))).body(bytes, kind));
    }
    builder.multipart(parts).map_err(failed)
}

/// The priority, and the headers that the script set itself. Errors: a name that is none.
fn headers(engine: &mut Engine, message: &Value, builder: MessageBuilder) -> Outcome<MessageBuilder> {
    let mut builder = builder;
    let mut add = |name: &str, value: String| -> Outcome {
        let name = HeaderName::new_from_ascii(name.to_string()).map_err(failed)?;
        builder = std::mem::take(&mut builder).raw_header(HeaderValue::new(name, value));
        Ok(())
    };
    match convert::display(&field(message, "Priority")).as_str() {
        "High" => add("X-Priority", "1".into())?,
        "Low" => add("X-Priority", "5".into())?,
        _ => {}
    }
    let own = field(message, "Headers");
    let names = member::get(engine, &own, "AllKeys")?.unwrap_or_default();
    for name in arguments::items(engine, &names)? {
        let value = member::invoke(engine, &own, "Get", std::slice::from_ref(&name))?;
        add(&convert::display(&name), convert::display(&value))?;
    }
    Ok(builder)
}
