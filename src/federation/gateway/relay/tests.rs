//! A gateway between a scripted pool and a scripted partner, in virtual time.

use super::*;
use crate::federation::gateway::policy::Refusal;
use crate::federation::gateway::presence::model::{Note, Presence, Resource, Show};
use crate::federation::gateway::presence::pidf;
use crate::federation::sip::event::PIDF;
use crate::federation::sip::{Dialog, DialogId, NameAddress};
use crate::federation::xmpp::address;
use crate::federation::xmpp::port::{PortCarrier, port};
use crate::topology::model::PartnerType;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(5);
pub(super) const ANN: &str = "ann@a.example";
pub(super) const BOB: &str = "bob@b.example";

/// A pool whose answers the test gives.
struct Scripted(mpsc::UnboundedSender<(Request, oneshot::Sender<Response>)>);

impl Inbox for Scripted {
    async fn request(&self, request: &Request) -> Response {
        let (sender, answer) = oneshot::channel();
        self.0.send((request.clone(), sender)).unwrap();
        answer.await.unwrap_or_else(|_| request.response(408))
    }
}

struct Typed(PartnerType);

impl Policy for Typed {
    fn partner_type(&self, _domain: &str) -> PartnerType {
        self.0
    }

    fn permits(&self, user: &str, _domain: &str) -> Result<(), Refusal> {
        let (status, condition, text) = (403, Condition::Forbidden, "not eve".to_owned());
        let refusal = Refusal { status, condition, text, unsubscribes: true };
        if user.starts_with("eve@") { Err(refusal) } else { Ok(()) }
    }
}

pub(super) struct World {
    pub gateway: Gateway,
    pub partner: PortCarrier,
    pub pool: mpsc::UnboundedReceiver<(Request, oneshot::Sender<Response>)>,
}

fn world_with(options: GatewayOptions) -> World {
    let (sender, pool) = mpsc::unbounded_channel();
    let (own, partner) = port();
    World { gateway: Gateway::start_with(own, Arc::new(Scripted(sender)), options), partner, pool }
}

pub(super) fn world() -> World {
    world_with(GatewayOptions::default())
}

pub(super) fn of_type(kind: PartnerType) -> World {
    world_with(GatewayOptions { policy: Arc::new(Typed(kind)), ..GatewayOptions::default() })
}

pub(super) fn jid(text: &str) -> crate::federation::xmpp::Jid {
    address::parse(text).unwrap()
}

pub(super) fn uri(text: &str) -> SipUri {
    SipUri::parse(&format!("sip:{text}")).unwrap()
}

fn presence(from: &str, kind: &str) -> Stanza {
    let stanza = Stanza::new(StanzaKind::Presence, jid(from), jid(ANN));
    if kind.is_empty() { stanza } else { stanza.with_type(kind) }
}

impl World {
    /// The next request to the pool, answered with a status.
    pub async fn pool(&mut self, status: u16) -> Request {
        self.pool_with(|request| request.response(status)).await
    }

    pub async fn pool_with(&mut self, answer: impl FnOnce(&Request) -> Response) -> Request {
        let (request, sender) = timeout(LIMIT, self.pool.recv()).await.expect("a request").unwrap();
        sender.send(answer(&request)).unwrap();
        request
    }

    /// The next stanza to the partner.
    pub async fn partner(&mut self) -> Stanza {
        let stanza = timeout(LIMIT, self.partner.outgoing.recv()).await.expect("a stanza").unwrap();
        // Without its receipt: the partner has taken it.
        Stanza::from_element(stanza.into_element()).unwrap()
    }

    /// A request of the SIP user that becomes a stanza, and its answer.
    pub async fn sends(&mut self, request: &Request) -> (Response, Stanza) {
        let gateway = self.gateway.clone();
        tokio::join!(gateway.request(request), self.partner())
    }

    pub async fn says(&mut self, stanza: Stanza) {
        self.partner.deliver.send(stanza).await.unwrap();
    }

    /// Nothing more happens.
    pub async fn quiet(&mut self) {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let (request, stanza) = (self.pool.try_recv(), self.partner.outgoing.try_recv());
        assert!(request.is_err() && stanza.is_err(), "{request:?} {stanza:?}");
    }

    /// The partner's user has subscribed: the dialog of the pool, and the NOTIFY was accepted.
    async fn subscribed(&mut self) -> Dialog {
        self.says(presence(BOB, "subscribe")).await;
        let mut contact = None;
        let request = self
            .pool_with(|request| {
                let response =
                    request.response(200).with("Expires", "3600").with("Contact", "<sip:ann@a.example>");
                contact = response.headers.address("To").unwrap().tag().map(str::to_owned);
                response
            })
            .await;
        let mut dialog = Dialog::called(&request, &contact.unwrap()).unwrap();
        assert_eq!(self.notify(&mut dialog, "active", Some(&away())).await, 200);
        assert_eq!(self.partner().await.stanza_type(), Some("subscribed"));
        dialog
    }

    async fn notify(&mut self, dialog: &mut Dialog, state: &str, document: Option<&str>) -> u16 {
        let mut request = dialog.request(Method::Notify);
        request.headers.push("Event", "presence");
        request.headers.push("Subscription-State", state);
        if let Some(document) = document {
            request.set_body(PIDF, document);
        }
        self.gateway.request(&request).await.status
    }

    /// A device of the SIP user subscribes; its dialog.
    async fn subscribe(&mut self) -> (Response, Dialog) {
        let mut request = Request::new(Method::Subscribe, uri(BOB), uri(ANN), uri(BOB));
        request.headers.push("Event", "presence");
        request.headers.push("Expires", "600");
        request.headers.push("Contact", "<sip:ann@127.0.0.1:5070>");
        let response = self.gateway.request(&request).await;
        let dialog = Dialog::calling(&request, &response.headers, false).unwrap();
        (response, dialog)
    }
}

fn document(show: Show, note: &str) -> String {
    let mut presence = Presence::default();
    let notes = vec![Note { language: None, text: note.to_owned() }];
    presence.insert("desk", Resource { show, priority: None, notes });
    pidf::write(ANN, "sip:ann@a.example", &presence)
}

fn away() -> String {
    document(Show::Away, "lunch")
}

pub(super) fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers.get(name).unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn an_xmpp_user_watches_a_sip_user() {
    let mut world = world();
    let mut dialog = world.subscribed().await;
    let shown = world.partner().await;
    assert_eq!(shown.from().to_string(), "ann@a.example/desk");
    assert_eq!((shown.to().to_string(), shown.stanza_type()), (BOB.to_owned(), None));
    assert_eq!(shown.child_text("show").as_deref(), Some("away"));
    assert_eq!(shown.child_text("status").as_deref(), Some("lunch"));
    assert_eq!(world.notify(&mut dialog, "active", Some(&document(Show::DoNotDisturb, "x"))).await, 200);
    assert_eq!(world.partner().await.child_text("show").as_deref(), Some("dnd"));
    assert_eq!(world.notify(&mut dialog, "active", None).await, 200, "unknown counts as not there");
    assert_eq!(world.partner().await.stanza_type(), Some("unavailable"));
    world.says(presence(BOB, "unsubscribe")).await;
    let end = world.pool(200).await;
    assert_eq!((header(&end, "Expires"), DialogId::of_request(&end)), ("0", Some(dialog.id())));
    assert_eq!(world.partner().await.stanza_type(), Some("unsubscribed"));
    assert_eq!(world.notify(&mut dialog, "terminated;reason=timeout", None).await, 200);
    world.quiet().await;
    assert_eq!(world.gateway.subscriptions().0, 0);
}

#[tokio::test(start_paused = true)]
async fn a_subscription_is_refreshed_in_its_dialog_and_made_anew_when_it_is_gone() {
    let mut world = world();
    let dialog = world.subscribed().await;
    world.partner().await;
    tokio::time::advance(Duration::from_secs(3300)).await;
    let refresh = world.pool_with(|request| request.response(481)).await;
    assert_eq!(DialogId::of_request(&refresh), Some(dialog.id()));
    let fresh = world.pool(200).await;
    assert_eq!((header(&fresh, "Expires"), DialogId::of_request(&fresh)), ("3600", None));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_by_the_pool_unsubscribes() {
    let mut world = world();
    world.says(presence(BOB, "subscribe")).await;
    world.pool(603).await;
    assert_eq!(world.partner().await.stanza_type(), Some("unsubscribed"));
    world.quiet().await;
}

#[tokio::test(start_paused = true)]
async fn notifications_that_are_wrong_are_refused_and_change_nothing() {
    let mut world = world();
    let mut dialog = world.subscribed().await;
    world.partner().await;
    assert_eq!(world.notify(&mut dialog, "active", Some("<nonsense")).await, 400);
    assert_eq!(world.notify(&mut dialog, "", Some(&away())).await, 400);
    let notify = |dialog: &mut Dialog| {
        let mut request = dialog.request(Method::Notify);
        request.headers.push("Event", "presence");
        request.headers.push("Subscription-State", "active");
        request
    };
    let mut request = notify(&mut dialog);
    request.headers.set("Event", "dialog");
    assert_eq!(world.gateway.request(&request).await.status, 489);
    let mut request = notify(&mut dialog);
    request.set_body("text/plain", "x");
    assert_eq!(world.gateway.request(&request).await.status, 415);
    let mut request = notify(&mut dialog);
    let stranger = NameAddress::new(uri(ANN)).with_tag("other").to_string();
    request.headers.set("From", stranger);
    assert_eq!(world.gateway.request(&request).await.status, 481);
    let request = notify(&mut dialog);
    assert_eq!(world.gateway.request(&request).await.status, 200);
    assert_eq!(world.gateway.request(&request).await.status, 500, "an old number");
    assert_eq!(world.partner().await.stanza_type(), Some("unavailable"), "the only one that counted");
    world.quiet().await;
}

#[tokio::test(start_paused = true)]
async fn a_sip_user_watches_an_xmpp_user() {
    let mut world = world();
    let (response, mut dialog) = world.subscribe().await;
    assert_eq!((response.status, response.headers.get("Expires")), (200, Some("600")));
    let pending = world.pool(200).await;
    assert!(header(&pending, "Subscription-State").starts_with("pending;expires="));
    assert_eq!(pending.uri.to_string(), "sip:ann@127.0.0.1:5070");
    let asked = world.partner().await;
    assert_eq!((asked.stanza_type(), asked.from().to_string()), (Some("subscribe"), ANN.to_owned()));
    world.says(presence(BOB, "subscribed")).await;
    assert!(world.pool(200).await.body.is_empty());
    let stanza =
        presence("bob@b.example/home", "").with_text_child("show", "dnd").with_text_child("status", "busy");
    world.says(stanza).await;
    let news = world.pool(200).await;
    let presence_now = pidf::read(std::str::from_utf8(&news.body).unwrap()).unwrap();
    let home = presence_now.get("home").unwrap();
    assert_eq!((home.show, home.notes[0].text.as_str()), (Show::DoNotDisturb, "busy"));
    assert!(header(&news, "Subscription-State").starts_with("active"));
    let mut end = dialog.request(Method::Subscribe);
    end.headers.push("Event", "presence");
    end.headers.push("Expires", "0");
    assert_eq!(world.gateway.request(&end).await.status, 200);
    let last = world.pool(200).await;
    assert_eq!(header(&last, "Subscription-State"), "terminated;reason=timeout");
    assert_eq!(world.partner().await.stanza_type(), Some("unavailable"));
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert_eq!(world.gateway.request(&dialog.request(Method::Subscribe)).await.status, 489);
    let mut late = dialog.request(Method::Subscribe);
    late.headers.push("Event", "presence");
    assert_eq!(world.gateway.request(&late).await.status, 481);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_by_the_xmpp_user_or_its_server_ends_the_subscription() {
    for (stanza, reason) in [
        (presence(BOB, "unsubscribed"), "terminated;reason=rejected"),
        (
            presence(BOB, "error").with_child(StanzaError::new(Condition::ItemNotFound, "").to_element()),
            "terminated;reason=noresource",
        ),
    ] {
        let mut world = world();
        world.subscribe().await;
        world.pool(200).await;
        world.partner().await;
        world.says(stanza).await;
        assert_eq!(header(&world.pool(200).await, "Subscription-State"), reason);
        world.quiet().await;
        assert_eq!(world.gateway.subscriptions(), (0, 0, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_agreed_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("subscriptions.db");
    let start = || {
        let (memory, remembered) = Memory::open(&path).unwrap();
        (memory.clone(), world_with(GatewayOptions { memory, remembered, ..GatewayOptions::default() }))
    };
    {
        let (memory, mut world) = start();
        world.subscribed().await;
        world.partner().await;
        world.subscribe().await;
        world.pool(200).await;
        world.partner().await;
        world.says(presence(BOB, "subscribed")).await;
        world.pool(200).await;
        memory.flush();
    }
    let (_memory, mut world) = start();
    let (again, _unanswered) = world.pool.recv().await.unwrap();
    assert_eq!((again.method.clone(), header(&again, "Expires")), (Method::Subscribe, "3600"));
    let mut dialog = Dialog::called(&again, "new").unwrap();
    assert_eq!(world.notify(&mut dialog, "active", Some(&away())).await, 200);
    assert_eq!(world.partner().await.child_text("show").as_deref(), Some("away"), "and not asked again");
    let (response, _) = world.subscribe().await;
    assert_eq!(response.status, 200);
    assert!(header(&world.pool(200).await, "Subscription-State").starts_with("active"), "not asked again");
    assert_eq!(world.partner().await.stanza_type(), Some("probe"));
}

#[tokio::test(start_paused = true)]
async fn who_is_not_verified_has_to_be_added_first() {
    let mut world = of_type(PartnerType::PublicUnverified);
    world.says(presence(BOB, "subscribe")).await;
    assert_eq!(world.partner().await.stanza_type(), Some("unsubscribed"));
    world.says(Stanza::chat(jid(BOB), jid(ANN), "hello").with_id("m1")).await;
    let refused = world.partner().await;
    assert_eq!(refused.error().unwrap().condition, Condition::SubscriptionRequired);
    world.subscribe().await;
    world.pool(200).await;
    assert_eq!(world.partner().await.stanza_type(), Some("subscribe"));
    world.says(Stanza::chat(jid(BOB), jid(ANN), "hello").with_id("m2")).await;
    assert_eq!(world.pool(200).await.body, b"hello");
    let mut dialog = world.subscribed().await;
    let shown = world.partner().await;
    assert_eq!((shown.child_text("show").as_deref(), shown.child_text("status")), (Some("away"), None));
    assert_eq!(world.notify(&mut dialog, "active", Some(&document(Show::Away, "other"))).await, 200);
    world.quiet().await;
}

#[tokio::test(start_paused = true)]
async fn what_policy_forbids_is_refused_on_both_sides() {
    let mut world = of_type(PartnerType::Federated);
    let to_eve = |mut stanza: Stanza| {
        stanza.set_to(jid("eve@a.example"));
        stanza
    };
    world.says(to_eve(presence(BOB, "subscribe"))).await;
    assert_eq!(world.partner().await.stanza_type(), Some("unsubscribed"));
    world.says(to_eve(Stanza::chat(jid(BOB), jid(ANN), "hello").with_id("m1"))).await;
    assert_eq!(world.partner().await.error().unwrap().condition, Condition::Forbidden);
    for method in [Method::Message, Method::Subscribe] {
        let mut request = Request::new(method, uri(BOB), uri("eve@a.example"), uri(BOB));
        request.headers.push("Event", "presence");
        request.headers.push("Contact", "<sip:eve@127.0.0.1:5070>");
        let response = world.gateway.request(&request).await;
        assert_eq!((response.status, response.reason.as_str()), (403, "not eve"));
    }
    world.quiet().await;
}

#[tokio::test(start_paused = true)]
async fn nobody_seems_to_be_there_while_the_way_to_xmpp_is_gone() {
    use crate::federation::xmpp::PortState;
    let mut world = world();
    world.partner.state.send_replace(PortState::Ready);
    world.subscribe().await;
    world.pool(200).await;
    world.partner().await;
    world.says(presence(BOB, "subscribed")).await;
    world.pool(200).await;
    world.says(presence("bob@b.example/home", "")).await;
    assert!(String::from_utf8(world.pool(200).await.body).unwrap().contains(">open<"));
    tokio::time::sleep(Duration::from_millis(10)).await;
    world.partner.state.send_replace(PortState::Down { reason: "cut".to_owned() });
    assert!(String::from_utf8(world.pool(200).await.body).unwrap().contains(">closed<"));
    world.partner.state.send_replace(PortState::Ready);
    assert_eq!(world.partner().await.stanza_type(), Some("probe"));
    world.says(presence("bob@b.example/home", "")).await;
    assert!(String::from_utf8(world.pool(200).await.body).unwrap().contains(">open<"));
}
