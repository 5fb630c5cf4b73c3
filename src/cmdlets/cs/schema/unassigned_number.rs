//! `CsUnassignedNumber`.

use crate::cmdlets::cs::noun::record::Fields;
use crate::engine::command::{Membership, Pipe};
use crate::noun;

const SERVICE: &str = "AnnouncementService";
const ATTENDANT: &str = "AutoAttendant";

const fn place(set: &'static str, position: Option<u16>, mandatory: bool) -> Membership {
    Membership { set, position, mandatory, pipe: Pipe::No }
}

/// Both ends of a range belong together, and so do a service and its announcement.
fn check(_identity: &str, fields: &Fields) -> Result<Vec<String>, String> {
    let text = |name: &str| fields.get(name).and_then(|value| value.as_str()).unwrap_or_default();
    let (start, end) = (text("NumberRangeStart"), text("NumberRangeEnd"));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (first, last) = (digits(start), digits(end));
    if first.len() != last.len() || first > last {
        return Err(format!(
            "the range from '{start}' to '{end}' has its ends the wrong way round, or of different lengths."
        ));
    }
    Ok(Vec::new())
}

/// Numbers that the deployment owns lead to one of two places.
fn choose(fields: &mut Fields) {
    let attendant = fields.get("ExUmAutoAttendantPhoneNumber").is_some_and(|number| !number.is_null());
    if attendant && fields.get("AnnouncementServerFqdn").is_none() {
        for other in ["AnnouncementService", "AnnouncementName"] {
            fields.shift_remove(other);
        }
    }
}

noun! {
    "CsUnassignedNumber", "range of unassigned numbers", "Microsoft.Rtc.Management.Voice.Helpers.DisplayAnnouncementVacantNumberRange";
    about "A range of unassigned numbers says what callers of numbers hear that belong to the deployment and to nobody in it.";
    scopes [Named] {
        check: Some(check),
        prepare: Some(choose),
        new_set: "AnnouncementService",
        more_examples: &[
            (Verb::Set, "Set-CsUnassignedNumber -Instance (Get-CsUnassignedNumber Redmond) -ExUmAutoAttendantPhoneNumber +14255551300"),
            (Verb::New, "New-CsUnassignedNumber Seattle -NumberRangeStart +12065551000 -NumberRangeEnd +12065551100 -ExUmAutoAttendantPhoneNumber +12065551200"),
        ],
        set_identity: &[place("RangeSpecification", Some(0), false), place(SERVICE, Some(0), false), place("Identity", Some(0), false), place(ATTENDANT, Some(0), false)],
        set_instance: &[
            place("RangeSpecification", None, false), place(SERVICE, None, false), place(ATTENDANT, None, false),
            Membership { set: "Instance", position: None, mandatory: false, pipe: Pipe::ByValue },
        ],
    };
    properties {
        /// First number.
        "NumberRangeStart": Kind::Text => Default::Nothing, { mandatory: true, sets: &[place(SERVICE, Some(1), true), place(ATTENDANT, Some(1), true)], set_sets: &[place("RangeSpecification", Some(1), false), place(SERVICE, Some(1), false), place(ATTENDANT, Some(1), false)] };
        /// Last number.
        "NumberRangeEnd": Kind::Text => Default::Nothing, { mandatory: true, sets: &[place(SERVICE, Some(2), true), place(ATTENDANT, Some(2), true)], set_sets: &[place("RangeSpecification", Some(2), false), place(SERVICE, Some(2), false), place(ATTENDANT, Some(2), false)] };
        /// Service that plays the announcement.
        "AnnouncementService": Kind::Text => Default::Nothing, { sets: &[place(SERVICE, Some(3), true)], aliases: &["AnnouncementServerFqdn"] };
        /// Name of the announcement.
        "AnnouncementName": Kind::Text => Default::Nothing, { sets: &[place(SERVICE, Some(4), true)] };
        /// Number of the attendant that takes the calls.
        "ExUmAutoAttendantPhoneNumber": Kind::Text => Default::Nothing, { sets: &[place(ATTENDANT, Some(3), true)] };
        /// Which of overlapping ranges comes first.
        "Priority": Kind::Int32 => Default::Number(0);
    }
    NEW = "New-CsUnassignedNumber", New, "Makes a range of unassigned numbers",
        "New-CsUnassignedNumber Redmond -NumberRangeStart +14255551000 -NumberRangeEnd +14255551100 -AnnouncementService ApplicationServer:pool02.contoso.net -AnnouncementName Welcome";
    GET = "Get-CsUnassignedNumber", Get, "Shows ranges of unassigned numbers",
        "Get-CsUnassignedNumber";
    SET = "Set-CsUnassignedNumber", Set, "Changes a range of unassigned numbers",
        "New-CsUnassignedNumber Redmond +14255551000 +14255551100 -ExUmAutoAttendantPhoneNumber +14255551200 | Out-Null\nSet-CsUnassignedNumber Redmond -Priority 2";
    REMOVE = "Remove-CsUnassignedNumber", Remove, "Removes a range of unassigned numbers",
        "New-CsUnassignedNumber Redmond +14255551000 +14255551100 -ExUmAutoAttendantPhoneNumber +14255551200 | Out-Null\nRemove-CsUnassignedNumber Redmond";
}
