//! Users from a live directory: Debian's slapd with a schema of Lync's attributes (`scripts/test` installs
//! the program).

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = "/usr/sbin/slapd";

/// A directory that ends with the test.
struct Directory {
    process: Child,
    folder: PathBuf,
    url: String,
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

const SCHEMA: &str = "
attributetype ( 1.3.6.1.4.1.99999.1 NAME 'msRTCSIP-PrimaryUserAddress' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.2 NAME 'msRTCSIP-UserEnabled' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.3 NAME 'userPrincipalName' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.3.6.1.4.1.99999.4 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.99999.9 NAME 'lyncUser' SUP top AUXILIARY MAY ( msRTCSIP-PrimaryUserAddress $ msRTCSIP-UserEnabled $ userPrincipalName $ sAMAccountName ) )
";

fn configuration(at: &Path) -> String {
    let at = at.display();
    format!(
        "include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include {at}/lync.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {at}/pid
sizelimit size.soft=100 size.hard=100 size.prtotal=unlimited
database mdb
maxsize 104857600
suffix \"dc=contoso,dc=com\"
rootdn \"cn=root,dc=contoso,dc=com\"
rootpw root
directory {at}/data
limits dn.exact=\"cn=admin,dc=contoso,dc=com\" size.soft=100 size.hard=100 size.prtotal=unlimited
access to attrs=userPassword by * auth
access to * by dn=\"cn=admin,dc=contoso,dc=com\" read by * none
"
    )
}

fn entries(users: usize) -> String {
    let mut text = String::from(
        "dn: dc=contoso,dc=com\nobjectClass: dcObject\nobjectClass: organization\no: contoso\ndc: contoso\n\n\
         dn: cn=admin,dc=contoso,dc=com\nobjectClass: person\ncn: admin\nsn: admin\nuserPassword: secret\n\n\
         dn: ou=Sales,dc=contoso,dc=com\nobjectClass: organizationalUnit\nou: Sales\n\n",
    );
    for index in 1..=users {
        text.push_str(&format!(
            "dn: cn=User {index},ou=Sales,dc=contoso,dc=com\nobjectClass: inetOrgPerson\nobjectClass: lyncUser\n\
             cn: User {index}\nsn:: TcO8bGxlcg==\ndisplayName: User {index}\nuserPrincipalName: user{index}@contoso.com\n\
             msRTCSIP-PrimaryUserAddress: sip:user{index}@contoso.com\nmsRTCSIP-UserEnabled: TRUE\n\n"
        ));
    }
    text
}

fn start(users: usize) -> Directory {
    let folder = std::env::temp_dir().join(format!("fedsh-slapd-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("data")).unwrap();
    fs::write(folder.join("lync.schema"), SCHEMA).unwrap();
    fs::write(folder.join("slapd.conf"), configuration(&folder)).unwrap();
    fs::write(folder.join("users.ldif"), entries(users)).unwrap();
    let loaded = Command::new("/usr/sbin/slapadd")
        .args(["-q", "-f"])
        .arg(folder.join("slapd.conf"))
        .arg("-l")
        .arg(folder.join("users.ldif"))
        .output()
        .unwrap();
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("ldap://127.0.0.1:{port}");
    let process = Command::new(PROGRAM)
        .args(["-d", "0", "-h", &url, "-f"])
        .arg(folder.join("slapd.conf"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "slapd does not listen");
        std::thread::sleep(Duration::from_millis(10));
    }
    Directory { process, folder, url }
}

#[test]
fn users_come_from_a_live_directory() {
    assert!(Path::new(PROGRAM).exists(), "slapd is not installed; scripts/test installs it");
    // More than one page, and more than the server gives without paging.
    let directory = start(1200);
    let script = format!(
        "New-CsSite Redmond -SipDomain contoso.com | Out-Null; New-CsPool pool02.contoso.net -Site Redmond | Out-Null
         $secret = ConvertTo-SecureString secret -AsPlainText -Force
         $admin = [pscredential]::new('cn=admin,dc=contoso,dc=com', $secret)
         $arguments = @{{ LdapServer = '{}'; SearchBase = 'dc=contoso,dc=com'; RegistrarPool = 'pool02.contoso.net' }}
         (Import-CsUserData @arguments -Credential $admin).Created
         (Import-CsUserData @arguments -Credential $admin).Unchanged
         (Import-CsUserData @arguments -Credential $admin -LdapFilter '(cn=User 7)').Unchanged
         $user = Get-CsUser 'User 7'; $user.SipAddress, $user.LastName, $user.Identity
         $wrong = [pscredential]::new('cn=admin,dc=contoso,dc=com', (ConvertTo-SecureString no -AsPlainText -Force))
         try {{ Import-CsUserData @arguments -Credential $wrong -ErrorAction Stop }} catch {{ $_.Exception.Message }}",
        directory.url
    );
    let output = Command::new(env!("CARGO_BIN_EXE_fedsh"))
        .args(["-NoProfile", "-Command", &script])
        .current_dir(&directory.folder)
        .env("FEDSH_STORE", directory.folder.join("cms.db"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(lines.len() > 6, "{text}{errors}");
    assert_eq!(lines[..3], ["1200", "1200", "1"], "{text}{errors}");
    assert_eq!(lines[3..6], ["sip:user7@contoso.com", "Müller", "cn=User 7,ou=Sales,dc=contoso,dc=com"]);
    assert!(lines[6].contains("does not let 'cn=admin,dc=contoso,dc=com' sign in"), "{text}");
}
