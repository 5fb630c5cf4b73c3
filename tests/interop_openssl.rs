//! Messages of `Protect-CmsMessage` against OpenSSL: each reads what the other wrote.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::path::Path;
use std::process::Command;

/// A certificate that PowerShell encrypts for.
const REQUEST: &str = "[req]
distinguished_name=dn
x509_extensions=ext
prompt=no
[dn]
CN=Reader
O=Contoso, Ltd
[ext]
keyUsage=keyEncipherment,dataEncipherment
extendedKeyUsage=1.3.6.1.4.1.311.80.1
subjectKeyIdentifier=hash
";

fn openssl(folder: &Path, line: &str) -> String {
    let out = Command::new("openssl").args(line.split(' ')).current_dir(folder).output().unwrap();
    assert!(out.status.success(), "openssl {line}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().replace('\r', "")
}

fn fedsh(folder: &Path, script: &str) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-Command", script])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(out.status.success(), "{script}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn messages_cross_in_both_directions() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("request.cnf"), REQUEST).unwrap();
    openssl(
        folder,
        "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out own.pem -days 2 -config request.cnf",
    );
    openssl(folder, "pkcs12 -export -inkey key.pem -in own.pem -out own.pfx -passout pass:");

    fedsh(folder, "'für alle' | Protect-CmsMessage -To own.pem -OutFile ours.txt");
    let read = openssl(folder, "cms -decrypt -inform PEM -in ours.txt -inkey key.pem -recip own.pem");
    assert_eq!(read, "für alle");

    std::fs::write(folder.join("plain.txt"), "of OpenSSL").unwrap();
    for how in ["-aes256", "-aes192", "-aes128 -keyid"] {
        let line = format!("cms -encrypt {how} -in plain.txt -binary -outform PEM -out theirs.txt own.pem");
        openssl(folder, &line);
        assert_eq!(fedsh(folder, "Unprotect-CmsMessage -Path theirs.txt -To own.pfx"), "of OpenSSL\n");
    }
    // Oaep is no transport of keys that is known here.
    openssl(
        folder,
        "cms -encrypt -aes256 -in plain.txt -binary -outform PEM -out oaep.txt -recip own.pem -keyopt rsa_padding_mode:oaep",
    );
    let said = fedsh(
        folder,
        "try { Unprotect-CmsMessage -Path oaep.txt -To own.pfx } catch { $_.Exception.Message }",
    );
    assert_eq!(said, "Unknown algorithm '1.2.840.113549.1.1.7'.\n");
}

/// What Windows and OpenSSL export is imported and assigned, whatever protects it; what is wrong is named.
#[test]
fn certificates_come_from_pkcs12() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    openssl(
        folder,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out own.pem -days 10 \
         -subj /CN=edge02.contoso.net -addext subjectAltName=DNS:edge02.contoso.net",
    );
    openssl(folder, "pkcs12 -export -inkey key.pem -in own.pem -out new.pfx -passout pass:secret");
    openssl(
        folder,
        "pkcs12 -export -inkey key.pem -in own.pem -out old.pfx -passout pass:secret -keypbe PBE-SHA1-3DES \
         -certpbe PBE-SHA1-3DES -macalg sha1",
    );
    openssl(folder, "pkcs12 -export -inkey key.pem -in own.pem -out open.pfx -passout pass:");
    openssl(folder, "pkcs12 -export -nokeys -in own.pem -out bare.pfx -passout pass:secret");
    openssl(folder, "pkcs8 -topk8 -in key.pem -out locked.key -passout pass:secret");
    let join =
        |names: [&str; 2]| names.map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).concat();
    std::fs::write(folder.join("locked.pem"), join(["own.pem", "locked.key"])).unwrap();
    let own = "$env:XDG_DATA_HOME = \"$PWD/data\"; $env:FEDSH_STORE = \"$PWD/cms.db\"\n";
    let printed = fedsh(
        folder,
        &format!(
            "{own}$ErrorActionPreference = 'Stop'
New-CsSite Redmond -SipDomain contoso.com | Out-Null
New-CsPool pool02.contoso.net -Site Redmond | Out-Null
$name = \"$([Environment]::MachineName.Split('.')[0]).contoso.net\"
New-CsPool $name -Site Redmond -Role EdgeServer -NextHop pool02.contoso.net | Out-Null
$edge = @{{ Identity = $name; Type = 'AccessEdgeExternal' }}
(Import-CsCertificate @edge -Path new.pfx -Password secret).AlternativeNames
(Import-CsCertificate -Path old.pfx -Password secret).Subject
(Import-CsCertificate -Path open.pfx).Subject
Set-CsCertificate @edge -Path old.pfx -Password secret
Import-CsCertificate @edge -Path new.pfx -Password secret -Roll -EffectiveDate (Get-Date).AddDays(2) | Out-Null
@(Get-CsCertificate @edge).Count
foreach ($attempt in {{ Import-CsCertificate -Path new.pfx }}, {{ Import-CsCertificate -Path new.pfx -Password guess }},
    {{ Import-CsCertificate -Path bare.pfx -Password secret }}, {{ Import-CsCertificate -Path locked.pem }},
    {{ Import-CsCertificate -Path /bin/true -Password x }}, {{ Set-CsCertificate @edge -Path nowhere.pfx }},
    {{ Import-CsCertificate @edge -Path new.pfx -Password secret -Roll }}) {{
    try {{ & $attempt; \"taken: $attempt\" }} catch {{ $_.Exception.Message.Replace(\"$PWD/\", '') }}
}}"
        ),
    );
    let expected = "edge02.contoso.net
CN=edge02.contoso.net
CN=edge02.contoso.net
2
'new.pfx' has a password: give it with -Password.
The password of 'new.pfx' is another one.
'bare.pfx' has no certificate with a key in it.
The key in 'locked.pem' is encrypted. Give certificate and key as PKCS #12 (openssl pkcs12 -export), or the key in clear (openssl pkey).
";
    assert!(printed.starts_with(expected), "{printed}");
    let rest: Vec<&str> = printed[expected.len()..].lines().collect();
    assert!(rest[0].starts_with("'/bin/true' is neither PEM nor PKCS #12."), "{rest:?}");
    assert!(rest[1].starts_with("'nowhere.pfx' cannot be read:"), "{rest:?}");
    assert!(rest[2].starts_with("-Roll needs -EffectiveDate"), "{rest:?}");
    // A key beside the certificate stays in its own file, and out of the store.
    std::fs::write(folder.join("joined.pem"), join(["key.pem", "own.pem"])).unwrap();
    let script = format!(
        "{own}$name = (Get-CsPool).Identity -match [Environment]::MachineName\n$found = Import-CsCertificate -Path joined.pem -Identity \"$name\" -Type WebServicesExternal\nGet-Content data/fedsh/certificates/$($found.Thumbprint).pem"
    );
    let kept = fedsh(folder, &script);
    assert!(kept.contains("BEGIN CERTIFICATE") && !kept.contains("PRIVATE"), "{kept}");
    let stored = std::fs::read(folder.join("cms.db")).unwrap();
    assert!(!stored.windows(7).any(|bytes| bytes == b"PRIVATE"), "the key is in the store");
    // It ends within a month: said where the computer's certificates are tested.
    let warned = fedsh(
        folder,
        &format!(
            "{own}Enable-CsTopology\n(Test-CsCertificateConfiguration 3>&1 | ForEach-Object {{ \"$_\" }}) -match 'ends in'"
        ),
    );
    assert!(warned.contains("for AccessEdgeExternal ends in 9 days."), "{warned}");
}
