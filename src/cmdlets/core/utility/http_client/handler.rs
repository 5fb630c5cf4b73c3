//! `HttpClientHandler`: how requests are sent.

use super::super::web_client::Manner;
use crate::engine::types::credential::Credential;
use crate::engine::types::net::cookies;
use crate::engine::types::record::{field, made, set_field};
use crate::engine::types::table::static_properties;
use crate::engine::types::{Class, Property, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

/// As many redirects as .NET follows.
const REDIRECTS: i32 = 50;

macro_rules! settings {
    ($($kind:literal $name:literal),* $(,)?) => {
        &[$(Property {
            name: $name,
            type_name: $kind,
            get: |_, this| Ok(field(this, $name)),
            set: Some(|_, this, value| {
                set_field(this, $name, value);
                Ok(())
            }),
        }),*]
    };
}

/// What `DangerousAcceptAnyServerCertificateValidator` is here: a mark that asks for no check.
const NO_CHECK: &str = "DangerousAcceptAnyServerCertificateValidator";

/// The address of a `WebProxy`, with its name and password; `None` where it names none.
pub fn proxy_address(engine: &mut Engine, proxy: &Value) -> Outcome<Option<String>> {
    let address = field(proxy, "Address");
    if address.is_null() {
        return Ok(None);
    }
    let text = convert::to_text(engine, &address)?;
    let credentials = field(proxy, "Credentials");
    let Some(credential) = credentials.as_native::<Credential>() else { return Ok(Some(text)) };
    let Ok(mut url) = url::Url::parse(&text) else { return Ok(Some(text)) };
    // An address that can hold no name stays as it is.
    let _ = url.set_username(&credential.user);
    let _ = url.set_password(Some(&credential.plain()));
    Ok(Some(url.to_string()))
}

/// How a client with this handler sends; `$null` is a fresh handler.
pub fn manner(engine: &mut Engine, handler: &Value) -> Outcome<Manner> {
    if handler.is_null() {
        return Ok(Manner { redirects: REDIRECTS.unsigned_abs(), ..Manner::default() });
    }
    let follows = convert::to_bool(&field(handler, "AllowAutoRedirect"));
    let most = convert::to_int(&field(handler, "MaxAutomaticRedirections"))?;
    let proxy = proxy_address(engine, &field(handler, "Proxy"))?;
    let check = field(handler, "ServerCertificateCustomValidationCallback");
    let skip = match check.unwrapped() {
        Value::String(text) => &**text == NO_CHECK,
        Value::Block(block) => {
            block.text().trim().trim_matches(['{', '}']).trim().eq_ignore_ascii_case("$true")
        }
        _ => false,
    };
    if !check.is_null() && !skip {
        return Err(crate::engine::Fault::not_supported(
            "HttpClientHandler.ServerCertificateCustomValidationCallback other than { $true }",
        ));
    }
    if convert::to_bool(&field(handler, "CheckCertificateRevocationList")) {
        return Err(crate::engine::Fault::not_supported("HttpClientHandler.CheckCertificateRevocationList"));
    }
    Ok(Manner {
        skip_certificate_check: skip,
        redirects: if follows { u32::try_from(most).unwrap_or(0) } else { 0 },
        proxy,
        no_proxy: !convert::to_bool(&field(handler, "UseProxy")),
        ..Manner::default()
    })
}

pub static HTTP_CLIENT_HANDLER: Class = Class {
    name: "System.Net.Http.HttpClientHandler",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: settings! {
        "bool" "AllowAutoRedirect",
        "System.Net.DecompressionMethods" "AutomaticDecompression",
        "bool" "CheckCertificateRevocationList",
        "System.Net.CookieContainer" "CookieContainer",
        "System.Net.ICredentials" "Credentials",
        "int" "MaxAutomaticRedirections",
        "int" "MaxConnectionsPerServer",
        "bool" "PreAuthenticate",
        "System.Net.IWebProxy" "Proxy",
        "System.Func" "ServerCertificateCustomValidationCallback",
        "System.Security.Authentication.SslProtocols" "SslProtocols",
        "bool" "UseCookies",
        "bool" "UseDefaultCredentials",
        "bool" "UseProxy",
    },
    methods: crate::engine::types::table::methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    },
    static_properties: static_properties! {
        "System.Func" DangerousAcceptAnyServerCertificateValidator => |_| Ok(Value::text(NO_CHECK));
    },
    construct: Some(|_, _| {
        let fields = [
            ("AllowAutoRedirect", Value::Bool(true)),
            ("CheckCertificateRevocationList", Value::Bool(false)),
            ("CookieContainer", cookies::container(&Rc::default())),
            ("MaxAutomaticRedirections", Value::Int(REDIRECTS)),
            ("MaxConnectionsPerServer", Value::Int(i32::MAX)),
            ("PreAuthenticate", Value::Bool(false)),
            ("UseCookies", Value::Bool(true)),
            ("UseDefaultCredentials", Value::Bool(false)),
            ("UseProxy", Value::Bool(true)),
        ];
        Ok(made(&HTTP_CLIENT_HANDLER, "", fields))
    }),
    constructors: &["System.Net.Http.HttpClientHandler new()"],
    ..Class::EMPTY
};
