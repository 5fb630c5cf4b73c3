//! Static routes and the parts of proxy settings.

use crate::cmdlets::cs::noun::record::Fields;
use serde_json::{Value as Json, json};

/// The namespace that elements of proxy settings show.
macro_rules! element {
    ($name:literal) => {
        concat!("<", $name, " xmlns=\"urn:schema:Microsoft.Rtc.Management.Settings.SipProxy.2008\" />")
    };
}

const TCP: &[Membership] = &[Membership { set: "TCP", position: None, mandatory: false, pipe: Pipe::No }];
const TLS: &[Membership] = &[Membership { set: "TLS", position: None, mandatory: false, pipe: Pipe::No }];

fn take(fields: &mut Fields, name: &str) -> Json {
    fields.shift_remove(name).unwrap_or(Json::Null)
}

/// Port and next hop become the transport of the route. TLS needs a certificate to show.
fn route(mut fields: Fields) -> Result<Fields, String> {
    let over_tcp = take(&mut fields, "TCPRoute") == Json::Bool(true);
    let _ = take(&mut fields, "TLSRoute");
    let (port, host) = (take(&mut fields, "Port"), take(&mut fields, "Destination"));
    let (issuer, serial) = (take(&mut fields, "TLSCertIssuer"), take(&mut fields, "TLSCertSerialNumber"));
    let by_default = take(&mut fields, "UseDefaultCertificate");
    let text = host.as_str().unwrap_or_default();
    let choice = if over_tcp {
        if text.parse::<std::net::IpAddr>().is_err() && text.contains(':') {
            return Err(format!("-Destination '{text}' is neither an address nor a name."));
        }
        json!({ "IPAddress": host })
    } else {
        if text.parse::<std::net::IpAddr>().is_ok() {
            return Err(format!("A TLS route needs the name of its next hop; '{text}' is an address."));
        }
        let certificate = match (by_default, issuer, serial) {
            (Json::Bool(true) | Json::Null, Json::Null, Json::Null) => json!("UseDefaultCert"),
            (Json::Bool(true), ..) => {
                return Err("-UseDefaultCertificate $true leaves no room for -TLSCertIssuer.".to_owned());
            }
            (_, issuer, serial) if !issuer.is_null() && !serial.is_null() => {
                json!({ "Issuer": issuer, "SerialNumber": serial })
            }
            _ => {
                let reason = "A TLS route needs -UseDefaultCertificate $true, or -TLSCertIssuer with -TLSCertSerialNumber.";
                return Err(reason.to_owned());
            }
        };
        json!({ "Certificate": certificate, "Fqdn": host })
    };
    let mut made = Fields::new();
    made.insert("Transport".to_owned(), json!({ "TransportChoice": choice, "Port": port }));
    made.extend(fields);
    Ok(made)
}

made! {
    /// Makes a setting of one's own for a proxy's realm.
    "New-CsSipProxyCustom", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.Custom",
        "New-CsSipProxyCustom -CustomValue contoso.com";
    {} properties {
        /// The value.
        "CustomValue": Kind::Text => Default::Nothing, { mandatory: true };
    }
    /// Makes the realm of a proxy, for Set-CsProxyConfiguration.
    "New-CsSipProxyRealm", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.Realm",
        "$own = New-CsSipProxyCustom -CustomValue contoso.com\n New-CsSipProxyRealm -RealmChoice $own";
    {} properties {
        /// Made by New-CsSipProxyCustom or New-CsSipProxyUseDefault.
        "RealmChoice": Kind::Object => Default::Nothing, { mandatory: true };
    }
    /// Makes a transport over TCP.
    "New-CsSipProxyTCP", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.TCP",
        "New-CsSipProxyTCP -IPAddress 192.168.0.240";
    {} properties {
        /// Address of the next hop.
        "IPAddress": Kind::Text => Default::Nothing, { mandatory: true };
    }
    /// Makes a transport over TLS.
    "New-CsSipProxyTLS", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.TLS",
        "New-CsSipProxyTLS -Certificate (New-CsSipProxyUseDefaultCert) -Fqdn proxy.contoso.com";
    {} properties {
        /// Made by New-CsSipProxyUseDefaultCert or New-CsIssuedCertId.
        "Certificate": Kind::Object => Default::Nothing, { mandatory: true };
        /// Name of the next hop.
        "Fqdn": Kind::Text => Default::Nothing, { mandatory: true };
    }
    /// Makes a transport: how a next hop is reached, and at which port.
    "New-CsSipProxyTransport", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.Transport",
        "New-CsSipProxyTransport -TransportChoice (New-CsSipProxyTCP -IPAddress 192.168.0.240) -Port 5060";
    {} properties {
        /// Made by New-CsSipProxyTCP or New-CsSipProxyTLS.
        "TransportChoice": Kind::Object => Default::Nothing, { mandatory: true };
        /// The port.
        "Port": Kind::UInt16 => Default::Nothing, { mandatory: true, validate: &[Validation::Range(1.0, 65535.0)] };
    }
    /// Makes the setting that a proxy uses its default realm.
    "New-CsSipProxyUseDefault", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.UseDefault",
        "New-CsSipProxyUseDefault";
    { finish: Some(|_| Ok(Fields::from_iter([("Element".to_owned(), Json::from(element!("UseDefault")))]))) } properties {}
    /// Makes the setting that a proxy shows its default certificate.
    "New-CsSipProxyUseDefaultCert", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.UseDefaultCert",
        "New-CsSipProxyUseDefaultCert";
    { finish: Some(|_| Ok(Fields::from_iter([("Element".to_owned(), Json::from(element!("UseDefaultCert")))]))) } properties {}
    /// Makes a static route: where SIP requests for some addresses go. Set-CsStaticRoutingConfiguration stores it.
    "New-CsStaticRoute", "Microsoft.Rtc.Management.WritableConfig.Settings.SipProxy.Route",
        "New-CsStaticRoute -TLSRoute -Destination pbx.contoso.net -Port 5061 -MatchUri phone.contoso.com -UseDefaultCertificate $false -TLSCertIssuer 'CN=Contoso CA' -TLSCertSerialNumber 1, 2, 3\n New-CsStaticRoute -TCPRoute -Destination 192.0.2.9 -Port 5060 -MatchUri old.contoso.com\n $route = New-CsStaticRoute -TLSRoute -Destination pbx.contoso.net -Port 5061 -MatchUri phone.contoso.com -UseDefaultCertificate $true\n Set-CsStaticRoutingConfiguration -Route @{Add = $route}";
    { default_set: "TCP", finish: Some(route) } properties {
        /// Over TCP.
        "TCPRoute": Kind::Switch => Default::Nothing, { sets: TCP };
        /// Over TLS.
        "TLSRoute": Kind::Switch => Default::Nothing, { sets: TLS };
        /// Name or, over TCP, address of the next hop.
        "Destination": Kind::Text => Default::Nothing, { mandatory: true };
        /// Port of the next hop.
        "Port": Kind::UInt16 => Default::Nothing, { mandatory: true, validate: &[Validation::Range(1.0, 65535.0)] };
        /// Domain of the addresses that take the route; `*.` in front means those below too.
        "MatchUri": Kind::Text => Default::Nothing, { mandatory: true };
        /// Whether only telephone addresses take it.
        "MatchOnlyPhoneUri": Kind::Truth => Default::Truth(false);
        /// Whether it is in use.
        "Enabled": Kind::Truth => Default::Truth(true);
        /// Whether the next hop's name replaces the one in the request.
        "ReplaceHostInRequestUri": Kind::Truth => Default::Truth(false);
        /// Issuer of the certificate that is shown.
        "TLSCertIssuer": Kind::Text => Default::Nothing, { sets: TLS };
        /// Number of that certificate, as bytes.
        "TLSCertSerialNumber": Kind::Objects => Default::Nothing, { sets: TLS };
        /// Whether the default certificate is shown.
        "UseDefaultCertificate": Kind::Truth => Default::Nothing, { sets: TLS };
    }
}
