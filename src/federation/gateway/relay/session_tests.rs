//! Conversations in SIP sessions, in virtual time.

use super::tests::{ANN, BOB, World, header, jid, of_type, uri, world};
use super::*;
use crate::federation::sip::{Dialog, DialogId};
use crate::topology::model::PartnerType;
use std::time::Duration;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(5);

/// The SIP user opens a session, as Lync does; the answer and the dialog.
async fn invite(world: &World, body: &str) -> (Response, Option<Dialog>) {
    let request = invitation(body);
    let response = world.gateway.request(&request).await;
    let dialog = response.is_success().then(|| Dialog::calling(&request, &response.headers, false).unwrap());
    (response, dialog)
}

fn invitation(body: &str) -> Request {
    let mut request = Request::new(Method::Invite, uri(BOB), uri(ANN), uri(BOB));
    request.headers.push("Contact", "<sip:ann@127.0.0.1:5070>");
    request.headers.push("Supported", "timer");
    request.headers.push("Session-Expires", "600");
    request.set_body("application/sdp", body);
    request
}

const TEXT: &str = "v=0\r\nm=message 5060 sip null\r\n";

#[tokio::test(start_paused = true)]
async fn a_session_of_the_sip_user_carries_both_ways_and_ends() {
    let mut world = world();
    let (response, dialog) = invite(&world, TEXT).await;
    let mut dialog = dialog.unwrap();
    assert_eq!(response.headers.get("Session-Expires"), Some("600;refresher=uac"));
    assert!(String::from_utf8_lossy(&response.body).contains("m=message 5060 sip"));
    world.gateway.request(&dialog.acknowledgement()).await;
    let mut said = dialog.request(Method::Message);
    said.set_body(PLAIN, "hello");
    let (answer, stanza) = world.sends(&said).await;
    assert_eq!((answer.status, stanza.stanza_type()), (202, Some("chat")));
    assert_eq!((stanza.to().to_string(), stanza.body().as_deref()), (BOB.to_owned(), Some("hello")));
    assert_eq!(world.gateway.request(&said).await.status, 500, "the same number again");
    // The answer comes inside the dialog.
    let composing = Element::new("composing", crate::federation::gateway::message::CHAT_STATES);
    world.says(Stanza::chat(jid(BOB), jid(ANN), "hi").with_id("m1").with_child(composing)).await;
    let inside = world.pool(200).await;
    assert_eq!((DialogId::of_request(&inside), inside.body.as_slice()), (Some(dialog.id()), &b"hi"[..]));
    assert_eq!(inside.uri.to_string(), "sip:ann@127.0.0.1:5070");
    // Typing as Lync tells it, a refresh, and the end.
    let mut info = dialog.request(Method::Other("INFO".to_owned()));
    info.set_body("application/xml", "<KeyboardActivity><status status=\"type\"/></KeyboardActivity>");
    assert_eq!(world.gateway.request(&info).await.status, 200);
    assert_eq!(composing::of_stanza(&world.partner().await), Some("composing"));
    let mut again = dialog.request(Method::Invite);
    again.headers.push("Contact", "<sip:ann@127.0.0.1:5071>");
    again.set_body("application/sdp", TEXT);
    assert_eq!(world.gateway.request(&again).await.status, 200);
    let bye = dialog.request(Method::Bye);
    assert_eq!(world.gateway.request(&bye).await.status, 200);
    assert_eq!(composing::of_stanza(&world.partner().await), Some("gone"));
    assert_eq!(world.gateway.request(&bye).await.status, 481);
    world.says(Stanza::chat(jid(BOB), jid(ANN), "still there?").with_id("m2")).await;
    assert_eq!(DialogId::of_request(&world.pool(200).await), None);
}

#[tokio::test(start_paused = true)]
async fn sessions_that_cannot_be_are_refused_and_forgotten_ones_end() {
    let mut world = of_type(PartnerType::Federated);
    assert_eq!(invite(&world, "v=0\r\nm=audio 4000 RTP/AVP 0\r\n").await.0.status, 488);
    let mut eve = Request::new(Method::Invite, uri(BOB), uri("eve@a.example"), uri(BOB));
    eve.set_body("application/sdp", TEXT);
    assert_eq!(world.gateway.request(&eve).await.status, 403);
    let (_, dialog) = invite(&world, TEXT).await;
    let mut dialog = dialog.unwrap();
    let mut stray = dialog.request(Method::Message);
    stray.headers.set("Call-ID", "other");
    assert_eq!(world.gateway.request(&stray).await.status, 481);
    // Nobody refreshes the session.
    tokio::time::sleep(Duration::from_millis(1)).await;
    tokio::time::advance(Duration::from_secs(631)).await;
    let bye = world.pool(200).await;
    assert_eq!((bye.method.clone(), DialogId::of_request(&bye)), (Method::Bye, Some(dialog.id())));
    assert_eq!(world.gateway.request(&dialog.request(Method::Message)).await.status, 481);
}

#[tokio::test(start_paused = true)]
async fn a_user_who_takes_messages_in_sessions_only_is_invited() {
    let mut world = world();
    let say = |text: &str| Stanza::chat(jid(BOB), jid(ANN), text).with_id(text);
    world.says(say("one")).await;
    world.pool_with(|request| request.response(405).with("Allow", "INVITE, BYE")).await;
    let mut dialog = None;
    let invite = world
        .pool_with(|request| {
            let response = request.response(200).with("Contact", "<sip:ann@127.0.0.1:5070>");
            let tag = response.headers.address("To").unwrap().tag().unwrap().to_owned();
            dialog = Some(Dialog::called(request, &tag).unwrap());
            response
        })
        .await;
    let mut dialog = dialog.unwrap();
    assert!(String::from_utf8_lossy(&invite.body).contains("m=message"));
    let ack = world.pool(200).await;
    assert_eq!((ack.method.clone(), header(&ack, "CSeq")), (Method::Ack, "1 ACK"));
    assert_eq!(world.pool(200).await.body, b"one");
    world.says(say("two")).await;
    let second = world.pool(200).await;
    assert_eq!((DialogId::of_request(&second), second.body), (Some(dialog.id()), b"two".to_vec()));
    // The user hangs up; the next message rings again, and is refused.
    assert_eq!(world.gateway.request(&dialog.request(Method::Bye)).await.status, 200);
    world.says(say("three")).await;
    assert_eq!(world.pool(486).await.method, Method::Invite);
    assert_eq!(world.partner().await.error().unwrap().condition, Condition::RecipientUnavailable);
}

#[tokio::test(start_paused = true)]
async fn the_first_message_may_come_in_the_invite() {
    let mut world = world();
    let mut request = invitation(TEXT);
    request.headers.push("Ms-Text-Format", "text/plain; charset=UTF-8;msgr=WAAtAE0A;ms-body=aGVsbG8=");
    let (answer, stanza) = world.sends(&request).await;
    assert_eq!((stanza.body().as_deref(), stanza.stanza_type()), (Some("hello"), Some("chat")));
    assert_eq!((answer.status, answer.headers.get("Supported")), (200, Some("ms-text-format")));
    assert!(String::from_utf8_lossy(&answer.body).contains("m=message"));
    // The conversation goes on in the session.
    world.says(Stanza::chat(jid(BOB), jid(ANN), "hi").with_id("m1")).await;
    let inside = world.pool(200).await;
    assert_eq!(inside.body, b"hi");
    assert!(DialogId::of_request(&inside).is_some());
    // Who is not told that it was taken sends it again, so one that came back is not said to be taken.
    let mut request = invitation(TEXT);
    request.headers.push("Ms-Text-Format", "text/plain; charset=UTF-8;ms-body=bG9zdA==");
    let gateway = world.gateway.clone();
    let refused = async {
        let stanza = timeout(LIMIT, world.partner.outgoing.recv()).await.unwrap().unwrap();
        let error = StanzaError::new(Condition::ItemNotFound, "nobody");
        world.partner.deliver.send(stanza.bounce(&error).unwrap()).await.unwrap();
    };
    let (answer, ()) = tokio::join!(gateway.request(&request), refused);
    assert_eq!((answer.status, answer.headers.get("Supported")), (200, None));
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_never_acknowledges_is_told_that_it_is_over() {
    let mut world = world();
    let (_, acknowledged) = invite(&world, TEXT).await;
    world.gateway.request(&acknowledged.unwrap().acknowledgement()).await;
    let (_, silent) = invite(&world, TEXT).await;
    let bye = timeout(LIMIT * 20, world.pool.recv()).await.unwrap().unwrap().0;
    let silent = silent.unwrap();
    assert_eq!((bye.method.clone(), DialogId::of_request(&bye)), (Method::Bye, Some(silent.id())));
    assert!(timeout(LIMIT * 20, world.pool.recv()).await.is_err(), "the other session goes on");
}

#[tokio::test(start_paused = true)]
async fn a_device_that_nobody_answers_stops_ringing_and_is_hung_up_when_it_accepts_late() {
    let mut world = world();
    world.says(Stanza::chat(jid(BOB), jid(ANN), "one").with_id("m1")).await;
    world.pool_with(|request| request.response(405).with("Allow", "INVITE, BYE")).await;
    let (invite, answer) = timeout(LIMIT, world.pool.recv()).await.unwrap().unwrap();
    assert_eq!(invite.method, Method::Invite);
    let refused = timeout(LIMIT * 20, world.partner.outgoing.recv()).await.unwrap().unwrap();
    assert!(refused.is_error());
    drop(refused);
    answer.send(invite.response(200).with("Contact", "<sip:ann@127.0.0.1:5070>")).unwrap();
    assert_eq!(world.pool(200).await.method, Method::Ack);
    assert_eq!(world.pool(200).await.method, Method::Bye);
}
