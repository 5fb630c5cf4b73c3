//! `fedsh serve` when things break: processes are killed, peers hang up, certificates are wrong, ports are taken.
//! Every message arrives or its sender has an error, and nothing else is disturbed.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::federation::sip::Method;
use fedsh::federation::xmpp::{Stanza, address};
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;

#[path = "common/deployment.rs"]
mod deployment;
use deployment::{Deployment, EDGE, LIMIT, PARTNER, POOL, Phone, USER};

const MESSAGES: usize = 300;
/// Messages of the SIP user that are on their way at once.
const AT_ONCE: usize = 20;

/// One step of a conversation, as one of its ends saw it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Seen {
    Arrived(String),
    /// The sender has an error, for this message where it says so.
    Failed(String),
    /// The sender was told of one undelivered message.
    Reported,
}

/// Collects until every message of `count` is accounted for; gives those that arrived.
async fn account(
    seen: &mut mpsc::UnboundedReceiver<Seen>,
    count: usize,
    log: impl Fn() -> String,
) -> HashSet<String> {
    let (mut arrived, mut failed, mut reported) = (HashSet::new(), HashSet::new(), 0);
    let all = async {
        while arrived.union(&failed).count() + reported < count {
            match seen.recv().await.unwrap() {
                Seen::Arrived(text) => assert!(arrived.insert(text.clone()), "'{text}' arrived twice"),
                Seen::Failed(text) => drop(failed.insert(text)),
                Seen::Reported => reported += 1,
            }
        }
    };
    let complete = timeout(LIMIT, all).await.is_ok();
    assert!(
        complete,
        "{} arrived, {} failed, {reported} reported of {count}\n{}",
        arrived.len(),
        failed.len(),
        log()
    );
    arrived
}

/// Answers what comes for the user, and notes it.
fn listen(mut incoming: mpsc::Receiver<fedsh::federation::sip::Incoming>, seen: mpsc::UnboundedSender<Seen>) {
    tokio::spawn(async move {
        while let Some(one) = incoming.recv().await {
            let response =
                one.request.response(if one.request.method == Method::Message { 200 } else { 405 });
            let text = String::from_utf8_lossy(&one.request.body).into_owned();
            let step = if text.contains("was not delivered") { Seen::Reported } else { Seen::Arrived(text) };
            let _ = seen.send(step);
            one.respond(response).await;
        }
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_proxy_loses_no_message_of_a_sip_user_silently() {
    let mut deployment = Deployment::new("out", "127.49.1").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (phone, incoming) = Phone::sign_in(&deployment).await;
    let (seen, mut steps) = mpsc::unbounded_channel();
    listen(incoming, seen.clone());
    let mut answers = send_all(&phone, &seen);
    let mut port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    tokio::spawn(async move {
        while let Some(stanza) = port.incoming.recv().await {
            let _ = seen.send(Seen::Arrived(stanza.body().unwrap_or_default()));
        }
    });
    for _ in 0..MESSAGES / 3 {
        timeout(LIMIT, answers.recv()).await.unwrap();
    }
    deployment.kill(EDGE);
    deployment.serve(EDGE).await;
    let arrived = account(&mut steps, MESSAGES, || deployment.log(POOL) + &deployment.log(EDGE)).await;
    assert!(arrived.len() > MESSAGES / 2, "only {} arrived", arrived.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_proxy_loses_no_message_of_a_partner_silently() {
    let mut deployment = Deployment::new("in", "127.49.2").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (_phone, incoming) = Phone::sign_in(&deployment).await;
    let (seen, mut steps) = mpsc::unbounded_channel();
    listen(incoming, seen.clone());
    let mut port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    let sink = port.sink.clone();
    let jid = |text: &str| address::parse(text).unwrap();
    let (from, to) = (jid(&format!("juliet@{PARTNER}/desk")), jid(USER));
    let (sent, mut progress) = mpsc::channel(1);
    tokio::spawn(async move {
        for number in 0..MESSAGES {
            let id = format!("message {number}");
            let stanza = Stanza::chat(from.clone(), to.clone(), id.clone()).with_id(id);
            sink.send(stanza).await.unwrap();
            sent.send(()).await.unwrap();
        }
    });
    tokio::spawn(async move {
        while let Some(stanza) = port.incoming.recv().await {
            if stanza.is_error() {
                let _ = seen.send(Seen::Failed(stanza.id().unwrap_or_default().to_owned()));
            }
        }
    });
    let mut first = HashSet::new();
    for _ in 0..MESSAGES / 3 {
        timeout(LIMIT, progress.recv()).await.unwrap();
    }
    first.insert(timeout(LIMIT, steps.recv()).await.unwrap().unwrap());
    deployment.kill(EDGE);
    deployment.serve(EDGE).await;
    tokio::spawn(async move { while progress.recv().await.is_some() {} });
    let already = first.len();
    account(&mut steps, MESSAGES - already, || deployment.log(POOL) + &deployment.log(EDGE)).await;
}

/// Sends all messages of the SIP user, some at once; says how many have been answered.
fn send_all(phone: &Phone, seen: &mpsc::UnboundedSender<Seen>) -> mpsc::UnboundedReceiver<()> {
    let (answered, answers) = mpsc::unbounded_channel();
    for first in 0..AT_ONCE {
        let (phone, seen, answered) = (phone.clone(), seen.clone(), answered.clone());
        tokio::spawn(async move {
            let to = format!("juliet@{PARTNER}");
            for number in (first..MESSAGES).step_by(AT_ONCE) {
                let text = format!("message {number}");
                match phone.send(&to, &text).await {
                    Ok(response) if response.is_success() => {}
                    _ => drop(seen.send(Seen::Failed(text))),
                }
                let _ = answered.send(());
                // As a person would, and long enough for the killed process to come back.
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_gateway_loses_no_message_of_a_sip_user_silently() {
    let mut deployment = Deployment::new("gateway-out", "127.49.6").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (phone, incoming) = Phone::sign_in(&deployment).await;
    let (seen, mut steps) = mpsc::unbounded_channel();
    listen(incoming, seen.clone());
    let mut answers = send_all(&phone, &seen);
    let mut port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    tokio::spawn(async move {
        while let Some(stanza) = port.incoming.recv().await {
            let _ = seen.send(Seen::Arrived(stanza.body().unwrap_or_default()));
        }
    });
    for _ in 0..MESSAGES / 3 {
        timeout(LIMIT, answers.recv()).await.unwrap();
    }
    deployment.kill(POOL);
    deployment.serve(POOL).await;
    let arrived = account(&mut steps, MESSAGES, || deployment.log(POOL) + &deployment.log(EDGE)).await;
    assert!(arrived.len() > MESSAGES / 3, "only {} arrived", arrived.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_gateway_loses_no_message_of_a_partner_silently() {
    let mut deployment = Deployment::new("gateway-in", "127.49.7").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (phone, incoming) = Phone::sign_in(&deployment).await;
    let (seen, mut steps) = mpsc::unbounded_channel();
    listen(incoming, seen.clone());
    let mut port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    let sink = port.sink.clone();
    let jid = |text: &str| address::parse(text).unwrap();
    let (from, to) = (jid(&format!("juliet@{PARTNER}/desk")), jid(USER));
    let (sent, mut progress) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        for number in 0..MESSAGES {
            let id = format!("message {number}");
            sink.send(Stanza::chat(from.clone(), to.clone(), id.clone()).with_id(id)).await.unwrap();
            let _ = sent.send(());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    tokio::spawn(async move {
        while let Some(stanza) = port.incoming.recv().await {
            if stanza.is_error() {
                let _ = seen.send(Seen::Failed(stanza.id().unwrap_or_default().to_owned()));
            }
        }
    });
    for _ in 0..MESSAGES / 3 {
        timeout(LIMIT, progress.recv()).await.unwrap();
    }
    deployment.kill(POOL);
    deployment.serve(POOL).await;
    phone.register().await;
    account(&mut steps, MESSAGES, || deployment.log(POOL) + &deployment.log(EDGE)).await;
}

/// Sends a message to the partner's user, who gets it.
async fn arrives(phone: &Phone, deployment: &mut Deployment, text: &str) {
    let to = format!("juliet@{PARTNER}");
    // The answer comes when the partner has taken the message.
    let (sent, arrived) = tokio::join!(phone.send(&to, text), async {
        timeout(LIMIT, deployment.port.incoming.recv()).await.unwrap().unwrap().body()
    });
    assert!(sent.as_ref().is_ok_and(|response| response.status == 202), "{sent:?}");
    assert_eq!(arrived.as_deref(), Some(text));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_and_bad_input_disturb_nobody() {
    let mut deployment = Deployment::new("strangers", "127.49.3").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (phone, incoming) = Phone::sign_in(&deployment).await;
    let (seen, mut steps) = mpsc::unbounded_channel();
    listen(incoming, seen.clone());
    // A partner that hangs up in the middle of a stanza, and one that speaks another protocol.
    for text in [
        "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' to='contoso.com'><mess",
        "GET / HTTP/1.1\r\n\r\n",
    ] {
        let mut tcp = TcpStream::connect(format!("{}.2:5269", deployment.network)).unwrap();
        tcp.write_all(text.as_bytes()).unwrap();
    }
    // The inner port without TLS, and silence there.
    let mut plain = TcpStream::connect(format!("{}.5:23456", deployment.network)).unwrap();
    plain.write_all(b"<stream:stream xmlns='jabber:server'>").unwrap();
    let _silent = TcpStream::connect(format!("{}.5:23456", deployment.network)).unwrap();
    // The control socket: garbage, a line without an end, and a good request on another connection.
    let socket = deployment.socket(EDGE);
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&socket).unwrap().permissions()) & 0o777,
        0o600
    );
    for text in ["nonsense\n".to_owned(), "{\"command\":\"nonsense\"}\n".to_owned(), "x".repeat(100_000)] {
        let mut stream = UnixStream::connect(&socket).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        // A host that has seen enough hangs up while we still write.
        let _ = stream.write_all(text.as_bytes());
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        assert!(answer.is_empty() || answer.starts_with("{\"error\":\"this is no request"), "{answer}");
    }
    let mut good = BufReader::new(UnixStream::connect(&socket).unwrap());
    good.get_mut().write_all(b"{\"command\":\"status\"}\n").unwrap();
    let mut answer = String::new();
    good.read_line(&mut answer).unwrap();
    assert!(answer.contains("RTCXMPPTGWPROXY"), "{answer}");
    arrives(&phone, &mut deployment, "still here").await;
    let _ = seen.send(Seen::Reported);
    assert_eq!(steps.recv().await, Some(Seen::Reported));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_taken_port_and_a_missing_certificate_are_named_and_end_no_other_service() {
    let mut deployment = Deployment::new("ports", "127.49.4").await;
    let taken = TcpListener::bind(format!("{}.3:5098", deployment.network)).await.unwrap();
    deployment.serve(POOL).await;
    let services = || {
        deployment.script("Get-CsWindowsService -ComputerName pool02.contoso.net | ForEach-Object { \"$($_.Name) $($_.Status) $($_.Reason)\" }")
    };
    let text = services();
    assert!(
        text.contains("RTCSRV Running") && text.contains("RTCXMPPTGW Stopped") && text.contains("5098"),
        "{text}"
    );
    Phone::sign_in(&deployment).await;
    drop(taken);
    let running = async {
        while !services().contains("RTCXMPPTGW Running") {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(LIMIT, running).await.unwrap_or_else(|_| panic!("it is not tried again:\n{}", services()));
    // A computer without a certificate: its registrar runs, its gateway says what is missing.
    deployment.script(&format!(
        "New-CsPool pool03.contoso.net -Site Redmond -IPAddress {}.13 | Out-Null; Enable-CsTopology",
        deployment.network
    ));
    deployment.serve("pool03.contoso.net").await;
    let text = deployment.script("Get-CsWindowsService -ComputerName pool03.contoso.net | ForEach-Object { \"$($_.Name) $($_.Status) $($_.Reason)\" }");
    assert!(text.contains("RTCSRV Running") && text.contains("no certificate of type Default"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_is_applied_to_the_running_services_and_reported() {
    let mut deployment = Deployment::new("live", "127.49.5").await;
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (phone, incoming) = Phone::sign_in(&deployment).await;
    let (seen, _steps) = mpsc::unbounded_channel();
    listen(incoming, seen);
    arrives(&phone, &mut deployment, "one").await;
    // Another partner comes: the stream with the first stays.
    deployment.script("New-CsXmppAllowedPartner other.example -SupportDialbackNegotiation $false | Out-Null");
    let up_to_date = || {
        deployment
            .script("@(Get-CsManagementStoreReplicationStatus | Where-Object { -not $_.UpToDate }).Count")
    };
    let followed = async {
        while up_to_date().trim() != "0" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(LIMIT, followed).await.unwrap();
    let streams = deployment.partner.status().partner("contoso.com");
    assert_eq!(streams.incoming_streams, 1, "{streams:?}");
    arrives(&phone, &mut deployment, "two").await;
    assert_eq!(deployment.partner.status().partner("contoso.com").incoming_streams, 1);
    // The port for partners moves; what runs on the old one stays.
    deployment.script(
        "Set-CsXmppFederation Redmond -EdgeServer edge02.contoso.net -ListeningPort 15269 | Out-Null; Enable-CsTopology",
    );
    let (before, after) =
        (format!("{}.2:5269", deployment.network), format!("{}.2:15269", deployment.network));
    let moved = async {
        while TcpStream::connect(&after).is_err() || TcpStream::connect(&before).is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(LIMIT, moved).await.unwrap();
    assert_eq!(deployment.partner.status().partner("contoso.com").incoming_streams, 1);
    // The partner is taken out: the next message is refused with the reason.
    deployment.script("Remove-CsXmppAllowedPartner fabrikam.example");
    let refused = async {
        loop {
            let answer = phone.send(&format!("juliet@{PARTNER}"), "three").await.unwrap();
            if !answer.is_success() {
                return answer.status;
            }
        }
    };
    assert!(timeout(LIMIT, refused).await.unwrap() >= 400);
    // And the services stop in order.
    deployment.script("Stop-CsWindowsService -ComputerName pool02.contoso.net -Graceful; Stop-CsWindowsService -ComputerName edge02.contoso.net -Graceful");
    assert!(!deployment.socket(POOL).exists() && !deployment.socket(EDGE).exists());
}
