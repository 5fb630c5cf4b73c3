//! `CsPinPolicy`.

use crate::noun;

noun! {
    "CsPinPolicy", "PIN policy", "Microsoft.Rtc.Management.WritableConfig.Policy.UserPin.UserPolicy";
    about "A PIN policy says what PINs of users may be.";
    scopes [Global, Site, Tag] {
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove), Extra::domain_controller(Verb::Grant)],
    };
    properties {
        /// Whether a PIN may be easy to guess.
        "AllowCommonPatterns": Kind::Truth => Default::Truth(false);
        /// Free text.
        "Description": Kind::Text => Default::Nothing;
        /// How often a wrong PIN may be given.
        "MaximumLogonAttempts": Kind::UInt32 => Default::Nothing;
        /// Fewest digits.
        "MinPasswordLength": Kind::UInt32 => Default::Number(5);
        /// How many old PINs cannot be used again.
        "PINHistoryCount": Kind::UInt64 => Default::Number(0);
        /// Days after which a PIN has to be changed; 0 is never.
        "PINLifetime": Kind::UInt64 => Default::Number(0);
    }
    NEW = "New-CsPinPolicy", New, "Makes a PIN policy",
        "New-CsPinPolicy Sales -AllowCommonPatterns $true";
    GET = "Get-CsPinPolicy", Get, "Shows PIN policies",
        "Get-CsPinPolicy";
    SET = "Set-CsPinPolicy", Set, "Changes a PIN policy: the global one without -Identity",
        "Set-CsPinPolicy -AllowCommonPatterns $true";
    REMOVE = "Remove-CsPinPolicy", Remove, "Removes a PIN policy; the global one goes back to its defaults",
        "New-CsPinPolicy Sales -AllowCommonPatterns $true | Out-Null\nRemove-CsPinPolicy Sales";
    GRANT = "Grant-CsPinPolicy", Grant, "Gives users a PIN policy",
        "New-CsPinPolicy Sales -AllowCommonPatterns $true | Out-Null\nGet-CsUser | Grant-CsPinPolicy -PolicyName Sales";
}
