//! `CsConferenceDirectory`.

use crate::cmdlets::cs::noun::record::Fields;
use crate::engine::command::Pipe;
use crate::noun;

/// A directory is a number.
fn check(identity: &str, fields: &Fields) -> Result<Vec<String>, String> {
    let number = identity.parse::<u32>().ok().filter(|number| (1..=9_999_999).contains(number));
    let pool = fields.get("HomePool").and_then(|pool| pool.as_str()).unwrap_or_default();
    match number {
        None => Err("its identity is a number from 1 to 9999999.".to_owned()),
        Some(_) if pool.is_empty() => Err("-HomePool has to say which pool keeps it.".to_owned()),
        Some(_) => Ok(Vec::new()),
    }
}

noun! {
    "CsConferenceDirectory", "conference directory", "Microsoft.Rtc.Management.WritableConfig.Settings.PstnConf.ConferenceDirectories";
    about "A conference directory maps the numbers of meetings, which callers dial, to the meetings of one pool. It is kept for pools that run conferences; fedsh runs none.";
    scopes [Named] { check: Some(check), new_pipe: Pipe::ByName };
    properties {
        /// The pool that keeps it.
        "HomePool": Kind::Text => Default::Nothing, { on: On::New, mandatory: true };
    }
    NEW = "New-CsConferenceDirectory", New, "Makes a conference directory",
        "New-CsConferenceDirectory 42 -HomePool pool02.contoso.net";
    GET = "Get-CsConferenceDirectory", Get, "Shows conference directories",
        "Get-CsConferenceDirectory";
    REMOVE = "Remove-CsConferenceDirectory", Remove, "Removes a conference directory",
        "New-CsConferenceDirectory 42 -HomePool pool02.contoso.net | Out-Null\nRemove-CsConferenceDirectory 42";
}
