//! Simple URLs and their entries.

use crate::cmdlets::cs::noun::record::Fields;
use serde_json::Value as Json;

/// The active address is one of the entries; without one it is the first.
fn chosen(mut fields: Fields) -> Result<Fields, String> {
    let entries = fields.get("SimpleUrlEntry").and_then(Json::as_array).cloned().unwrap_or_default();
    let address = |entry: &Json| entry.get("Url").or(Some(entry)).and_then(Json::as_str).map(str::to_owned);
    let known: Vec<String> = entries.iter().filter_map(address).collect();
    match fields.get("ActiveUrl").and_then(Json::as_str) {
        Some(active) if !known.is_empty() && !known.iter().any(|own| own.eq_ignore_ascii_case(active)) => {
            return Err(format!("-ActiveUrl '{active}' is not among the entries: {}.", known.join(", ")));
        }
        Some(_) => {}
        None => {
            let first = known.first().map_or(Json::Null, |first| Json::from(first.as_str()));
            fields.insert("ActiveUrl".to_owned(), first);
        }
    }
    Ok(fields)
}

made! {
    /// Makes a simple URL: the web address of meetings, of dial-in numbers or of administration. Set-CsSimpleUrlConfiguration stores it.
    "New-CsSimpleUrl", "Microsoft.Rtc.Management.WritableConfig.Settings.SimpleUrl.SimpleUrl",
        "$entry = New-CsSimpleUrlEntry -Url https://meet.contoso.com\n $url = New-CsSimpleUrl -Component Meet -Domain contoso.com -SimpleUrlEntry $entry -ActiveUrl https://meet.contoso.com\n Set-CsSimpleUrlConfiguration -SimpleUrl @{Add = $url}";
    { finish: Some(chosen) } properties {
        /// The entries, made by New-CsSimpleUrlEntry.
        "SimpleUrlEntry": Kind::Objects => Default::List(&[]);
        /// What it leads to: Meet, Dialin, Admin or WebScheduler.
        "Component": Kind::Choice("Component", &["Meet", "Admin", "Dialin", "WebScheduler"]) => Default::Nothing, { mandatory: true };
        /// SIP domain it is for, or `*`.
        "Domain": Kind::Text => Default::Nothing, { mandatory: true };
        /// The entry in use.
        "ActiveUrl": Kind::Text => Default::Nothing;
    }
    /// Makes an entry of a simple URL: one web address.
    "New-CsSimpleUrlEntry", "Microsoft.Rtc.Management.WritableConfig.Settings.SimpleUrl.SimpleUrlEntry",
        "New-CsSimpleUrlEntry -Url https://meet.contoso.com";
    {} properties {
        /// The address.
        "Url": Kind::Text => Default::Nothing, { mandatory: true };
    }
}
