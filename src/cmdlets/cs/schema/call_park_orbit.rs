//! `CsCallParkOrbit`.

use crate::noun;

noun! {
    "CsCallParkOrbit", "call park orbit", "Microsoft.Rtc.Management.Voice.Helpers.DisplayCallParkOrbit";
    about "A call park orbit is a range of numbers for parked calls.";
    scopes [Named] { filters: &["Type"] };
    properties {
        /// First number.
        "NumberRangeStart": Kind::Text => Default::Nothing, { mandatory: true };
        /// Last number.
        "NumberRangeEnd": Kind::Text => Default::Nothing, { mandatory: true };
        /// Service that parks the calls.
        "CallParkService": Kind::Text => Default::Nothing, { mandatory: true };
        /// What the numbers are for.
        "Type": Kind::Choice("OrbitType", &["CallPark", "GroupPickup"]) => Default::Text("CallPark");
    }
    NEW = "New-CsCallParkOrbit", New, "Makes a call park orbit",
        "New-CsCallParkOrbit Redmond -NumberRangeStart Redmond -NumberRangeEnd Redmond -CallParkService Redmond -Type GroupPickup";
    GET = "Get-CsCallParkOrbit", Get, "Shows call park orbits",
        "Get-CsCallParkOrbit -Type GroupPickup";
    SET = "Set-CsCallParkOrbit", Set, "Changes a call park orbit",
        "New-CsCallParkOrbit Redmond -NumberRangeStart Redmond -NumberRangeEnd Redmond -CallParkService Redmond -Type GroupPickup | Out-Null\nSet-CsCallParkOrbit Redmond -Type GroupPickup";
    REMOVE = "Remove-CsCallParkOrbit", Remove, "Removes a call park orbit",
        "New-CsCallParkOrbit Redmond -NumberRangeStart Redmond -NumberRangeEnd Redmond -CallParkService Redmond -Type GroupPickup | Out-Null\nRemove-CsCallParkOrbit Redmond";
}
