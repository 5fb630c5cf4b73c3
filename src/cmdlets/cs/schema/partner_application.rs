//! `CsPartnerApplication`.

use crate::cmdlets::cs::noun::record::Fields;
use crate::engine::command::{Membership, Pipe};
use crate::noun;
use serde_json::Value as Json;

const OAUTH: &str = "UseOAuthServer";
const FILE: &str = "CertificateFileData";
const RAW: &str = "CertificateRawData";
const METADATA: &str = "MetadataUrl";

const fn place(set: &'static str, position: Option<u16>, mandatory: bool) -> Membership {
    Membership { set, position, mandatory, pipe: Pipe::No }
}

/// What proves the application is one of four things.
fn choose(fields: &mut Fields) {
    let token = [METADATA, FILE, RAW].into_iter().find_map(|name| {
        let given = fields.shift_remove(name)?;
        Some(Json::from(format!("{name}={}", given.as_str()?)))
    });
    let by_server = fields.shift_remove(OAUTH).is_some_and(|given| given == true);
    if let Some(token) = token.or(by_server.then(|| Json::from(OAUTH))) {
        fields.insert("AuthToken".to_owned(), token);
    }
}

fn is_shown(_fields: &Fields, property: &str) -> bool {
    ![OAUTH, FILE, RAW, METADATA].contains(&property)
}

noun! {
    "CsPartnerApplication", "partner application", "Microsoft.Rtc.Management.WritableConfig.Settings.SSAuth.PartnerApplication#Decorated";
    about "A partner application is another server product whose calls this deployment trusts.";
    scopes [Named] {
        prepare: Some(choose),
        is_shown: Some(is_shown),
        new_set: OAUTH,
        more_examples: &[
            (Verb::New, "New-CsPartnerApplication contoso.vouched -ApplicationIdentifier contoso.vouched -ApplicationTrustLevel Full -UseOAuthServer"),
            (Verb::New, "New-CsPartnerApplication contoso.files -ApplicationIdentifier contoso.files -Realm contoso.com -ApplicationTrustLevel Full -CertificateFileData ./files.cer"),
            (Verb::New, "New-CsPartnerApplication contoso.pages -ApplicationIdentifier contoso.pages -Realm contoso.com -ApplicationTrustLevel User -CertificateRawData MIIBhTCCASugAwIBAgIQ"),
        ],
        new_needs_identity: false,
        extras: &[Extra::tenant(Verb::New), Extra::tenant(Verb::Get), Extra::tenant(Verb::Set), Extra::tenant(Verb::Remove)],
        set_identity: &[place("Identity", Some(0), true), place(OAUTH, Some(0), true), place(FILE, Some(0), true), place(RAW, Some(0), true), place(METADATA, Some(0), true)],
    };
    properties {
        /// What proves it: where its metadata are, its certificate, or the OAuth server.
        "AuthToken": Kind::Text => Default::Nothing, { on: On::Neither };
        /// Name by which it calls itself.
        "ApplicationIdentifier": Kind::Text => Default::Nothing, { on: On::New, sets: &[place(OAUTH, None, true), place(FILE, None, true), place(RAW, None, true)] };
        /// Realm of its tokens.
        "Realm": Kind::Text => Default::Nothing, { on: On::New, sets: &[place(OAUTH, None, false), place(FILE, None, true), place(RAW, None, true)] };
        /// How much it may do.
        "ApplicationTrustLevel": Kind::Choice("ApplicationTrustLevel", &["Full", "Application", "User"]) => Default::Nothing, { mandatory: true, set_sets: &[place("Identity", None, false), place(OAUTH, None, false), place(FILE, None, false), place(RAW, None, false), place(METADATA, None, false)] };
        /// Whether its tokens may name users by security identifier.
        "AcceptSecurityIdentifierInformation": Kind::Truth => Default::Truth(false), { set_sets: &[place("Identity", None, false), place(OAUTH, None, false), place(FILE, None, false), place(RAW, None, false), place(METADATA, None, false)] };
        /// Whether it is trusted at the moment.
        "Enabled": Kind::Truth => Default::Truth(true), { set_sets: &[place("Identity", None, false), place(OAUTH, None, false), place(FILE, None, false), place(RAW, None, false), place(METADATA, None, false)] };
        /// The OAuth server vouches for it.
        "UseOAuthServer": Kind::Switch => Default::Nothing, { sets: &[place(OAUTH, None, false)] };
        /// File with its certificate.
        "CertificateFileData": Kind::Text => Default::Nothing, { sets: &[place(FILE, None, true)] };
        /// Its certificate, in base64.
        "CertificateRawData": Kind::Text => Default::Nothing, { sets: &[place(RAW, None, true)] };
        /// Where it describes itself.
        "MetadataUrl": Kind::Text => Default::Nothing, { sets: &[place(METADATA, None, true)] };
    }
    NEW = "New-CsPartnerApplication", New, "Makes a partner application",
        "New-CsPartnerApplication microsoft.exchange -ApplicationTrustLevel Full -MetadataUrl https://mail.contoso.com/metadata/json/1";
    GET = "Get-CsPartnerApplication", Get, "Shows partner applications",
        "Get-CsPartnerApplication";
    SET = "Set-CsPartnerApplication", Set, "Changes a partner application",
        "New-CsPartnerApplication microsoft.exchange -ApplicationTrustLevel Full -MetadataUrl https://mail.contoso.com/metadata/json/1 | Out-Null\nSet-CsPartnerApplication microsoft.exchange -Enabled $false";
    REMOVE = "Remove-CsPartnerApplication", Remove, "Removes a partner application",
        "New-CsPartnerApplication microsoft.exchange -ApplicationTrustLevel Full -MetadataUrl https://mail.contoso.com/metadata/json/1 | Out-Null\nRemove-CsPartnerApplication microsoft.exchange";
}
