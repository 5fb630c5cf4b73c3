//! `fedsh serve` on its SIP side: passwords, TLS, datagrams, sessions, and a pool that takes over for another.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::sip::{
    Destination, Dialog, EndpointConfig, Incoming, Method, Protocol, Request, Response, SipEndpoint, SipUri,
};
use fedsh::federation::tls::{Identity, MutualTls, TrustRoots};
use fedsh::federation::xmpp::{Stanza, address};
use md5::{Digest, Md5};
use tokio::sync::mpsc;
use tokio::time::timeout;

#[path = "common/deployment.rs"]
mod deployment;
use deployment::{Deployment, EDGE, LIMIT, PARTNER, POOL, Phone, USER};

fn sip(address: &str) -> SipUri {
    SipUri::parse(&format!("sip:{address}")).unwrap()
}

fn register(contact: &str) -> Request {
    let own = sip(USER);
    let mut request = Request::new(Method::Register, SipUri::new("", "contoso.com"), own.clone(), own);
    request.headers.push("Contact", contact);
    request
}

/// The answer to a challenge with MD5 and without `qop`, as old devices give it. Source: RFC 2617, 3.2.2.
fn proof(challenge: &Response, method: &Method, uri: &str, password: &str) -> String {
    let header =
        challenge.headers.all("WWW-Authenticate").find(|text| text.contains("algorithm=MD5")).unwrap();
    let nonce = header.split("nonce=\"").nth(1).unwrap().split('"').next().unwrap();
    let hex =
        |text: String| -> String { Md5::digest(text).iter().map(|byte| format!("{byte:02x}")).collect() };
    let (first, second) = (hex(format!("ann:contoso.com:{password}")), hex(format!("{method}:{uri}")));
    // The counter of RFC 7616 is what makes a second use of a nonce possible; here each has its own.
    let response = hex(format!("{first}:{nonce}:00000001:c:auth:{second}"));
    format!(
        "Digest username=\"ann\", realm=\"contoso.com\", nonce=\"{nonce}\", uri=\"{uri}\", qop=auth, \
         nc=00000001, cnonce=\"c\", algorithm=MD5, response=\"{response}\""
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn devices_prove_their_password_over_tls_and_datagrams() {
    let mut deployment = Deployment::new("sip", "127.49.8").await;
    deployment.script(
        "Set-CsRegistrar Registrar:pool02.contoso.net -SipServerTcpPort 5060; Enable-CsTopology; \
         Set-CsUser ann@contoso.com -SipPassword (ConvertTo-SecureString 'open sesame' -AsPlainText -Force)",
    );
    let shown = deployment.script("Get-CsUser ann@contoso.com | Format-List * | Out-String");
    assert!(!shown.contains("SHA-256"), "the digest is shown: {shown}");
    deployment.serve(POOL).await;
    let ca = deployment.home.join(".local/share/fedsh/certificates");
    let authority = CertificateAuthority::open_or_create(&ca, "CA").unwrap();
    let issued = authority.issue(&CertificateRequest::for_host("phone.contoso.com", &[])).unwrap();
    let identity = Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap();
    let tls = MutualTls::new(&identity, TrustRoots::from_pem(authority.certificate_pem()).unwrap()).unwrap();
    let any = format!("{}.4:0", deployment.network).parse().unwrap();
    let config = EndpointConfig { tls: Some((any, tls)), udp: Some(any), ..EndpointConfig::default() };
    let (device, _incoming) = SipEndpoint::open(config).await.unwrap();
    let plain = format!("{}.3:5060", deployment.network).parse().unwrap();
    for to in
        [Destination::tls(deployment.registrar(), POOL), Destination::udp(plain), Destination::tcp(plain)]
    {
        let contact = format!("<sip:ann@{}>", device.address_of(Protocol::Udp).unwrap());
        let asked = device.request(to.clone(), register(&contact)).await.unwrap();
        assert_eq!(asked.status, 401, "{to}");
        for (password, status) in [("open says me", 401), ("open sesame", 200)] {
            let mut again = register(&contact);
            let header = proof(&asked, &Method::Register, "sip:contoso.com", password);
            again.headers.push("Authorization", header);
            assert_eq!(device.request(to.clone(), again).await.unwrap().status, status, "{to} {password}");
        }
    }
    let listening = deployment
        .script("(Get-CsWindowsService RTCSRV -ComputerName pool02.contoso.net).Listening -join ' '");
    for part in ["sip/tls 127.49.8.3:5061", "sip/tcp 127.49.8.3:5060", "sip/udp 127.49.8.3:5060"] {
        assert!(listening.contains(part), "{listening}");
    }
}

/// The next request that comes to the device, answered.
async fn hear(incoming: &mut mpsc::Receiver<Incoming>, answer: impl FnOnce(&Request) -> Response) -> Request {
    let one = timeout(LIMIT, incoming.recv()).await.unwrap().unwrap();
    let request = one.request.clone();
    let response = answer(&request);
    one.respond(response).await;
    request
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_cross_in_both_directions() {
    let mut deployment = Deployment::new("sessions", "127.49.9").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (phone, mut incoming) = Phone::sign_in(&deployment).await;
    let to = Destination::tcp(deployment.registrar());
    let juliet = format!("juliet@{PARTNER}");
    // From the SIP user.
    let mut invite = Request::new(Method::Invite, sip(&juliet), sip(USER), sip(&juliet));
    invite.headers.push("Contact", format!("<sip:ann@{}>", phone.endpoint.address()));
    invite.set_body("application/sdp", "v=0\r\nm=message 5060 sip null\r\n");
    let accepted = phone.endpoint.request(to.clone(), invite.clone()).await.unwrap();
    assert_eq!(accepted.status, 200, "{accepted:?}\n{}", deployment.log(POOL));
    let mut dialog = Dialog::calling(&invite, &accepted.headers, false).unwrap();
    phone.endpoint.request(to.clone(), dialog.acknowledgement()).await.unwrap();
    let mut said = dialog.request(Method::Message);
    said.set_body("text/plain", "in a session");
    let (answer, arrived) = tokio::join!(phone.endpoint.request(to.clone(), said), async {
        let stanza = timeout(LIMIT, deployment.port.incoming.recv()).await.unwrap().unwrap();
        (stanza.stanza_type().map(str::to_owned), stanza.body())
    });
    assert_eq!(answer.unwrap().status, 202);
    assert_eq!(arrived, (Some("chat".to_owned()), Some("in a session".to_owned())));
    // The answer comes in the same session.
    let jid = |text: &str| address::parse(text).unwrap();
    let (from, own) = (jid(&format!("{juliet}/desk")), jid(USER));
    let say = |text: &str| Stanza::chat(from.clone(), own.clone(), text).with_id(text);
    deployment.port.sink.send(say("answer")).await.unwrap();
    let inside = hear(&mut incoming, |request| request.response(200)).await;
    assert_eq!(
        (inside.headers.get("Call-ID"), inside.body.as_slice()),
        (invite.headers.get("Call-ID"), &b"answer"[..])
    );
    assert_eq!(phone.endpoint.request(to, dialog.request(Method::Bye)).await.unwrap().status, 200);
    // To a device that takes messages in sessions only: it is invited through the registrar.
    deployment.port.sink.send(say("one")).await.unwrap();
    let refused = |request: &Request| request.response(405).with("Allow", "INVITE, ACK, BYE");
    assert_eq!(hear(&mut incoming, refused).await.method, Method::Message);
    let mut called = None;
    let contact = format!("<sip:ann@{}>", phone.endpoint.address());
    hear(&mut incoming, |request| {
        let mut response = request.response(200).with("Contact", &contact);
        for route in request.headers.all("Record-Route") {
            response.headers.push("Record-Route", route);
        }
        let tag = response.headers.address("To").unwrap().tag().unwrap().to_owned();
        called = Some(Dialog::called(request, &tag).unwrap());
        response
    })
    .await;
    let mut called = called.unwrap();
    assert_eq!(hear(&mut incoming, |request| request.response(200)).await.method, Method::Ack);
    assert_eq!(hear(&mut incoming, |request| request.response(200)).await.body, b"one");
    let mut reply = called.request(Method::Message);
    reply.set_body("text/plain", "back");
    let (answer, arrived) =
        tokio::join!(phone.endpoint.request(Destination::tcp(deployment.registrar()), reply), async {
            timeout(LIMIT, deployment.port.incoming.recv()).await.unwrap().unwrap().body()
        });
    assert_eq!((answer.unwrap().status, arrived.as_deref()), (202, Some("back")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_pool_takes_over_for_one_that_is_gone() {
    let mut deployment = Deployment::new("backup", "127.49.10").await;
    deployment.script(
        "New-CsPool pool03.contoso.net -Site Redmond -IPAddress 127.49.10.13 | Out-Null; Enable-CsTopology; \
         Move-CsUser ann@contoso.com pool03.contoso.net -Confirm:$false",
    );
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    // The user's device finds the other pool while its own is gone.
    let (_phone, mut incoming) = Phone::sign_in(&deployment).await;
    let jid = |text: &str| address::parse(text).unwrap();
    let (from, to) = (jid(&format!("juliet@{PARTNER}/desk")), jid(USER));
    let say = |text: &str| Stanza::chat(from.clone(), to.clone(), text).with_id(text);
    deployment.port.sink.send(say("one")).await.unwrap();
    let refused = timeout(LIMIT, deployment.port.incoming.recv()).await.unwrap().unwrap();
    assert!(refused.is_error(), "{refused:?}");
    deployment.script(
        "Set-CsRegistrar Registrar:pool03.contoso.net -BackupRegistrar Registrar:pool02.contoso.net; Enable-CsTopology",
    );
    let arrived = async {
        loop {
            deployment.port.sink.send(say("two")).await.unwrap();
            tokio::select! {
                one = incoming.recv() => return one.unwrap().request,
                refused = deployment.port.incoming.recv() => assert!(refused.unwrap().is_error()),
            }
        }
    };
    assert_eq!(timeout(LIMIT, arrived).await.unwrap().body, b"two");
}
