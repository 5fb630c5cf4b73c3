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
