//! Messages, their reports and typing, in virtual time.

use super::tests::{ANN, BOB, header, jid, uri, world};
use super::*;
use crate::federation::xmpp::namespace;
use std::time::Duration;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(5);

fn message(content_type: &str, body: &str) -> Request {
    let mut request = Request::new(Method::Message, uri(BOB), uri(ANN), uri(BOB));
    request.set_body(content_type, body);
    request
}

fn error(to: &Stanza, condition: Condition, text: &str) -> Stanza {
    to.bounce(&StanzaError::new(condition, text)).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_late_error_reaches_the_sip_sender_once() {
    let mut world = world();
    let request = message(PLAIN, "are you\nthere?");
    let (answer, sent) = world.sends(&request).await;
    assert_eq!(answer.status, 202);
    let late = error(&sent, Condition::ItemNotFound, "no such user");
    world.says(late.clone()).await;
    let told = world.pool(480).await;
    let text = String::from_utf8(told.body.clone()).unwrap();
    assert_eq!(
        text,
        "Your message \"are you there?\" to bob@b.example was not delivered: no such user \
         (604 Does Not Exist Anywhere)"
    );
    assert_eq!(header(&told, "In-Reply-To"), header(&request, "Call-ID"));
    assert_eq!(
        (told.uri.to_string(), told.headers.address("From").unwrap().uri),
        (format!("sip:{ANN}"), uri(BOB))
    );
    // Neither again, nor for the report that failed, nor for what nobody sent.
    world.says(late).await;
    world.says(error(&sent.with_id("sip-other-1"), Condition::ItemNotFound, "")).await;
    world.quiet().await;
}

#[tokio::test(start_paused = true)]
async fn the_answer_to_a_message_is_its_fate() {
    let mut world = world();
    let request = message(PLAIN, "are you there?");
    let (gateway, asked) = (world.gateway.clone(), request.clone());
    let answer = tokio::spawn(async move { gateway.request(&asked).await });
    let sent = timeout(LIMIT, world.partner.outgoing.recv()).await.unwrap().unwrap();
    assert!(!answer.is_finished());
    world.says(error(&sent, Condition::ItemNotFound, "no such user")).await;
    drop(sent);
    let answer = answer.await.unwrap();
    assert_eq!((answer.status, answer.reason.as_str()), (604, "no such user"));
    world.quiet().await;
    // A partner that never says anything, and one that answers after that.
    let (gateway, asked) = (world.gateway.clone(), request.clone());
    let answer = tokio::spawn(async move { gateway.request(&asked).await });
    let sent = timeout(LIMIT, world.partner.outgoing.recv()).await.unwrap().unwrap();
    assert_eq!(answer.await.unwrap().status, 408);
    world.says(error(&sent, Condition::RemoteServerTimeout, "")).await;
    assert!(String::from_utf8_lossy(&world.pool(200).await.body).contains("was not delivered"));
}

const WRAPPED: &str = "From: <sip:ann@a.example>\r\nTo: <sip:bob@b.example>\r\nNS: imdn <urn:ietf:params:imdn>\r\n\
    imdn.Message-ID: 34jk\r\nimdn.Disposition-Notification: positive-delivery, negative-delivery\r\n\r\n\
    Content-Type: text/plain\r\n\r\nhello";

#[tokio::test(start_paused = true)]
async fn reports_that_were_asked_for_come_as_documents() {
    for delivered in [true, false] {
        let mut world = world();
        let (answer, sent) = world.sends(&message(disposition::CPIM, WRAPPED)).await;
        assert_eq!(answer.status, 202);
        assert!(sent.child("request", RECEIPTS).is_some() && sent.body().as_deref() == Some("hello"));
        let answer = match delivered {
            true => {
                let received = Element::new("received", RECEIPTS).with_attribute("id", sent.id().unwrap());
                Stanza::new(StanzaKind::Message, jid("bob@b.example/x"), jid(ANN)).with_child(received)
            }
            false => error(&sent, Condition::RemoteServerTimeout, "gone"),
        };
        world.says(answer).await;
        let report = world.pool(200).await;
        let wrapped = disposition::unwrap(std::str::from_utf8(&report.body).unwrap()).unwrap();
        assert_eq!(disposition::read(&wrapped.body), Some(("34jk".to_owned(), delivered)));
        world.quiet().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_by_sip_becomes_a_stanza_error_and_a_success_a_receipt() {
    let mut world = world();
    let chat = |id: &str| {
        Stanza::chat(jid("bob@b.example/x"), jid(ANN), "hello")
            .with_id(id)
            .with_child(Element::new("request", RECEIPTS))
    };
    for (status, condition) in [
        (480, Condition::RecipientUnavailable),
        (404, Condition::ItemNotFound),
        (513, Condition::PolicyViolation),
        (503, Condition::InternalServerError),
    ] {
        world.says(chat("m1")).await;
        world.pool_with(|request| request.response_with_reason(status, "because")).await;
        let refused = world.partner().await;
        let error = refused.error().unwrap();
        assert_eq!((refused.id(), error.condition), (Some("m1"), condition));
        assert_eq!(error.text, Some(format!("{status} because")));
    }
    world.says(chat("m2")).await;
    world.pool(200).await;
    let receipt = world.partner().await;
    assert_eq!(receipt.child("received", RECEIPTS).unwrap().attribute("id"), Some("m2"));
    assert_eq!(
        (receipt.from().to_string(), receipt.to().to_string()),
        (ANN.to_owned(), "bob@b.example/x".to_owned())
    );
    world.says(chat("m3")).await;
    world.pool(202).await;
    world.quiet().await;
}

#[tokio::test(start_paused = true)]
async fn typing_crosses_both_ways_where_it_is_understood() {
    let mut world = world();
    let typing = message(composing::TYPE, &composing::write(true));
    assert_eq!(world.gateway.request(&typing).await.status, 200);
    world.quiet().await;
    let state = |name: &'static str| {
        Stanza::new(StanzaKind::Message, jid(BOB), jid(ANN))
            .with_type("chat")
            .with_child(Element::new(name, super::super::message::CHAT_STATES))
    };
    world.says(state("composing")).await;
    let typed = world.pool(200).await;
    assert_eq!(composing::read(std::str::from_utf8(&typed.body).unwrap()), Some(true));
    assert_eq!(world.gateway.request(&typing).await.status, 202, "bob has shown that he understands");
    assert_eq!(composing::of_stanza(&world.partner().await), Some("composing"));
    world.says(state("paused")).await;
    world.pool(415).await;
    world.says(state("composing")).await;
    world.quiet().await;
}

#[tokio::test(start_paused = true)]
async fn a_repetition_after_a_broken_stream_is_delivered_once() {
    let mut world = world();
    let chat = Stanza::chat(jid(BOB), jid(ANN), "hello").with_id("m1");
    world.says(chat.clone()).await;
    world.pool(200).await;
    world.says(chat.with_child(Element::new("delay", namespace::DELAY))).await;
    world.quiet().await;
}

#[tokio::test(start_paused = true)]
async fn a_device_that_hangs_holds_up_nobody_else() {
    let mut world = world();
    world.says(Stanza::chat(jid(BOB), jid(ANN), "first").with_id("1")).await;
    world.says(Stanza::chat(jid(BOB), jid("eve@a.example"), "second").with_id("2")).await;
    let (first, _held) = world.pool.recv().await.unwrap();
    let second = world.pool(404).await;
    assert_eq!((first.body, second.body), (b"first".to_vec(), b"second".to_vec()));
    assert_eq!(world.partner().await.id(), Some("2"));
}

#[tokio::test(start_paused = true)]
async fn what_the_gateway_is_can_be_discovered() {
    let mut world = world();
    let query = Element::new("query", DISCO_INFO);
    let ask = Stanza::new(StanzaKind::Iq, jid("b.example"), jid("a.example")).with_type("get").with_id("d");
    world.says(ask.clone().with_child(query)).await;
    let answer = world.partner().await;
    let identity = answer.child("query", DISCO_INFO).unwrap().child("identity", DISCO_INFO).unwrap().clone();
    assert_eq!((identity.attribute("category"), identity.attribute("type")), (Some("gateway"), Some("sip")));
    world.says(ask.with_child(Element::new("query", "urn:other"))).await;
    assert_eq!(world.partner().await.error().unwrap().condition, Condition::ServiceUnavailable);
}
