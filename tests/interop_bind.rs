//! The DNS plan and a real BIND: what is there before, dynamic updates signed with TSIG, what is there after; and
//! keys that BIND does not accept.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by panicking")]

use std::path::Path;
use std::process::Command;

#[path = "common/bind.rs"]
mod bind;
use bind::{Bind, key};

const SECRET: &str = "c2VjcmV0IG9mIHRoZSB0ZXN0cyBvZiBmZWRzaCwgMzIgYnl0ZXM=";
/// The records before the migration: the partner's servers still find the legacy gateway.
const BEFORE: &str = "_xmpp-server._tcp SRV 0 0 5269 legacy.contoso.com.\nlegacy A 192.0.2.9\n\
    www A 192.0.2.80\n";
const TOPOLOGY: &str = "$ErrorActionPreference = 'Stop'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond -IPAddress 10.0.0.3 | Out-Null
New-CsPool edge02.contoso.com -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net -IPAddress 10.0.0.5 -ExternalIPAddress 192.0.2.2 | Out-Null
Set-CsExternalAccessPolicy -EnableXmppAccess $true -EnableFederationAccess $true
Set-CsAccessEdgeConfiguration -AllowFederatedUsers $true
New-CsXmppFederation Redmond -EdgeServer edge02.contoso.com | Out-Null
Enable-CsTopology
$ErrorActionPreference = 'Continue'
";

/// Runs a script over the deployment; gives what it prints and its errors.
fn fedsh(store: &Path, script: &str) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-Command", script])
        .env("FEDSH_STORE", store)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// The plan as lines: name, type, what is wanted, state.
fn plan(bind: &Bind) -> String {
    format!(
        "Get-CsDnsPlan -Server {} -Side External | ForEach-Object {{ \"$($_.Name) $($_.Type) $($_.Wanted): $($_.State)\" }}\n",
        bind.address
    )
}

fn publish(bind: &Bind, more: &str) -> String {
    let file = bind.folder.join("fedsh.key").display().to_string();
    format!("Publish-CsDnsPlan {} contoso.com -Side External -KeyFile '{file}' {more}\n", bind.address)
}

#[test]
fn the_records_of_the_topology_are_written_and_verified() {
    let bind = Bind::start("contoso.com", BEFORE, &key("fedsh.contoso.com", SECRET));
    let store = bind.folder.join("cms.db");
    let (before, errors) = fedsh(&store, &format!("{TOPOLOGY}{}", plan(&bind)));
    assert_eq!(errors, "");
    assert_eq!(
        before,
        "_sipfederationtls._tcp.contoso.com SRV 0 0 5061 edge02.contoso.com: Missing\n\
         _xmpp-server._tcp.contoso.com SRV 0 0 5269 edge02.contoso.com: Different\n\
         edge02.contoso.com A 192.0.2.2: Missing\n"
    );
    let (planned, errors) = fedsh(&store, &publish(&bind, "-WhatIf"));
    assert_eq!(errors, "");
    assert!(planned.starts_with("What if: Performing the operation \"Write 3 DNS records at"), "{planned}");
    let script = format!(
        "{} | ForEach-Object {{ \"$($_.Name) $($_.Before) $($_.State)\" }}",
        publish(&bind, "").trim_end()
    );
    let (written, errors) = fedsh(&store, &script);
    assert_eq!(errors, "", "{}", bind.log());
    assert_eq!(
        written,
        "_sipfederationtls._tcp.contoso.com Missing Present\n\
         _xmpp-server._tcp.contoso.com Different Present\n\
         edge02.contoso.com Missing Present\n"
    );
    // Only what the plan names has changed, and a lower time to live can be had before a switch.
    let (after, errors) = fedsh(
        &store,
        &format!(
            "{} | Out-Null
Resolve-DnsName _xmpp-server._tcp.contoso.com -Type SRV -Server {at} | Where-Object Section -eq Answer | ForEach-Object {{ \"$($_.TTL) $($_.Data)\" }}
Resolve-DnsName www.contoso.com -Server {at} | Where-Object Section -eq Answer | ForEach-Object Data
Resolve-DnsName legacy.contoso.com -Server {at} | Where-Object Section -eq Answer | ForEach-Object Data",
            publish(&bind, "-TimeToLive 60").trim_end(),
            at = bind.address
        ),
    );
    assert_eq!(errors, "");
    assert_eq!(after, "60 0 0 5269 edge02.contoso.com\n192.0.2.80\n192.0.2.9\n");
}

#[test]
fn a_wrong_key_and_no_key_change_nothing_and_are_named() {
    let bind = Bind::start("contoso.com", BEFORE, &key("fedsh.contoso.com", SECRET));
    let store = bind.folder.join("cms.db");
    let wrong = bind.folder.join("wrong.key");
    std::fs::write(&wrong, key("fedsh.contoso.com", "YW5vdGhlciBzZWNyZXQgdGhhdCBpcyBsb25nIGVub3VnaA=="))
        .unwrap();
    let at = bind.address;
    let script = format!(
        "{TOPOLOGY}Publish-CsDnsPlan {at} contoso.com -KeyFile '{}'\nPublish-CsDnsPlan {at} contoso.com\n\
         Publish-CsDnsPlan {at} fabrikam.com -Side External\n{}",
        wrong.display(),
        plan(&bind)
    );
    let (after, errors) = fedsh(&store, &script);
    assert!(errors.contains("refused the change of contoso.com: NOTAUTH"), "{errors}\n{}", bind.log());
    assert!(errors.contains("refused the change of contoso.com: REFUSED"), "{errors}");
    assert!(!errors.contains("YW5vdGhlciBz"), "the secret is shown");
    assert!(
        after.contains("_xmpp-server._tcp.contoso.com SRV 0 0 5269 edge02.contoso.com: Different"),
        "{after}"
    );
    // What is no key file says what is missing, and a server that is not there is named.
    let (_, errors) =
        fedsh(&store, &format!("Publish-CsDnsPlan 127.0.41.3:1 contoso.com -KeyFile '{}'", store.display()));
    assert!(errors.contains("cannot be read") || errors.contains("'key' is missing"), "{errors}");
    let (_, errors) = fedsh(&store, "Publish-CsDnsPlan 127.0.41.3:1 contoso.com -Side External");
    assert!(errors.contains("127.0.41.3:1 cannot be reached"), "{errors}");
}
