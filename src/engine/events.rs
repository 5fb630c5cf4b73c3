//! Events: subscribers, the queue of what nobody has taken yet, and sources on other threads.
//!
//! A source sends its events through a channel; the session takes them in when a command of events
//! runs, or while one waits. An action then runs on the session's own thread.

use super::object::{Member, MemberBody};
use super::script_block::ScriptBlockValue;
use super::types::datetime::DateTime;
use super::types::record;
use super::value::Value;
use super::{Engine, Outcome, member};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

record::record_class!(EVENT "System.Management.Automation.PSEventArgs" [
    "ComputerName", "RunspaceId", "EventIdentifier", "Sender", "SourceEventArgs", "SourceArgs", "SourceIdentifier",
    "TimeGenerated", "MessageData",
]);
record::record_class!(SUBSCRIBER "System.Management.Automation.PSEventSubscriber" [
    "SubscriptionId", "SourceObject", "EventName", "SourceIdentifier", "Action", "HandlerDelegate", "SupportEvent",
    "ForwardEvent",
]);

/// What a source on another thread says: which subscription, and what of.
pub struct Signal {
    pub subscription: i32,
    /// Name and value of each property of the event's arguments.
    pub details: Vec<(&'static str, Detail)>,
}

/// A value that crosses threads.
#[derive(Clone, Debug)]
pub enum Detail {
    Nothing,
    Text(String),
    Time(DateTime),
}

impl From<Detail> for Value {
    fn from(detail: Detail) -> Value {
        match detail {
            Detail::Nothing => Value::Null,
            Detail::Text(text) => Value::text(text),
            Detail::Time(time) => Value::DateTime(Rc::new(time)),
        }
    }
}

/// Who wants an event.
#[derive(Clone)]
pub struct Subscriber {
    pub id: i32,
    pub source: String,
    /// `$null` for events of the engine.
    pub object: Value,
    pub event_name: Option<String>,
    pub action: Option<Rc<ScriptBlockValue>>,
    pub message_data: Value,
    pub support: bool,
    pub forward: bool,
    /// How many events are left before it goes; 0: it stays.
    pub remaining: i32,
    /// Stops the source when dropped.
    pub source_guard: Option<Rc<dyn std::any::Any>>,
}

/// The events of one session.
pub struct Events {
    pub subscribers: Vec<Subscriber>,
    /// Events that no action took, by number.
    pub queue: Vec<(i32, Value)>,
    next_event: i32,
    next_subscriber: i32,
    sender: Sender<Signal>,
    receiver: Receiver<Signal>,
}

impl Default for Events {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Events {
            subscribers: Vec::new(),
            queue: Vec::new(),
            next_event: 1,
            next_subscriber: 1,
            sender,
            receiver,
        }
    }
}

/// How long a wait sleeps before it looks again.
const STEP: Duration = Duration::from_millis(10);

impl Engine {
    /// Adds a subscriber; `start` begins what sends its events, and its result ends that when dropped.
    pub fn subscribe(
        &mut self,
        mut subscriber: Subscriber,
        start: impl FnOnce(i32, Sender<Signal>) -> Outcome<Option<Rc<dyn std::any::Any>>>,
    ) -> Outcome<Value> {
        let events = self.extension::<Events>();
        subscriber.id = events.next_subscriber;
        events.next_subscriber += 1;
        let sender = events.sender.clone();
        subscriber.source_guard = start(subscriber.id, sender)?;
        let shown = describe(&subscriber);
        self.extension::<Events>().subscribers.push(subscriber);
        Ok(shown)
    }

    /// Raises an event of the engine: the actions of its subscribers run, or it is kept.
    pub fn raise_event(
        &mut self,
        source: &str,
        sender: Value,
        arguments: Vec<Value>,
        data: Value,
    ) -> Outcome<Value> {
        self.raise(source, None, sender, Value::Null, arguments, data)
    }

    fn raise(
        &mut self,
        source: &str,
        only: Option<i32>,
        sender: Value,
        event_arguments: Value,
        arguments: Vec<Value>,
        data: Value,
    ) -> Outcome<Value> {
        let events = self.extension::<Events>();
        let number = events.next_event;
        events.next_event += 1;
        let subscribers: Vec<Subscriber> = events
            .subscribers
            .iter()
            .filter(|known| known.source.eq_ignore_ascii_case(source) && only.is_none_or(|id| id == known.id))
            .cloned()
            .collect();
        let data = match subscribers.iter().find(|subscriber| !subscriber.message_data.is_null()) {
            Some(subscriber) if data.is_null() => subscriber.message_data.clone(),
            _ => data,
        };
        let event = self.event_value(source, number, (sender, event_arguments, arguments.clone()), data);
        let mut taken = false;
        for subscriber in subscribers {
            self.count_down(subscriber.id);
            if let Some(action) = subscriber.action.clone() {
                taken = true;
                self.run_action(&action, &event, &subscriber, &arguments)?;
            }
        }
        if !taken {
            self.extension::<Events>().queue.push((number, event.clone()));
        }
        Ok(event)
    }

    fn event_value(
        &mut self,
        source: &str,
        number: i32,
        (sender, event_arguments, arguments): (Value, Value, Vec<Value>),
        data: Value,
    ) -> Value {
        record::made(
            &EVENT,
            "",
            [
                ("ComputerName", Value::Null),
                ("RunspaceId", Value::text(uuid::Uuid::nil().to_string())),
                ("EventIdentifier", Value::Int(number)),
                ("Sender", sender),
                ("SourceEventArgs", event_arguments),
                ("SourceArgs", Value::array(arguments)),
                ("SourceIdentifier", Value::text(source)),
                ("TimeGenerated", Value::DateTime(Rc::new(DateTime::now()))),
                ("MessageData", data),
            ],
        )
    }

    /// A subscriber that wants only so many events goes with the last one.
    fn count_down(&mut self, id: i32) {
        let events = self.extension::<Events>();
        if let Some(known) = events.subscribers.iter_mut().find(|known| known.id == id && known.remaining > 0)
        {
            known.remaining -= 1;
            if known.remaining == 0 {
                events.subscribers.retain(|known| known.id != id);
            }
        }
    }

    /// Runs an action with `$Event`, `$EventSubscriber`, `$Sender`, `$EventArgs` and `$args`.
    fn run_action(
        &mut self,
        action: &Rc<ScriptBlockValue>,
        event: &Value,
        subscriber: &Subscriber,
        arguments: &[Value],
    ) -> Outcome {
        let variables = [
            ("event", event.clone()),
            ("eventsubscriber", describe(subscriber)),
            ("sender", record::field(event, "Sender")),
            ("eventargs", record::field(event, "SourceEventArgs")),
        ];
        let saved: Vec<Option<Value>> = variables.iter().map(|(name, _)| self.global.get(name)).collect();
        for (name, value) in &variables {
            self.global.set(name, value.clone());
        }
        let result = self.invoke_block(action, arguments);
        for ((name, _), old) in variables.iter().zip(saved) {
            match old {
                Some(old) => self.global.set(name, old),
                None => {
                    self.global.remove(name);
                }
            }
        }
        match result {
            // What an action sends belongs to its job, and so does its error: neither ends the script.
            Err(fault) if matches!(*fault, super::Fault::Error { .. }) => Ok(()),
            Err(fault) => Err(fault),
            Ok(_) => Ok(()),
        }
    }

    /// Takes in what sources on other threads have sent.
    pub fn take_events(&mut self) -> Outcome {
        while let Ok(signal) = self.extension::<Events>().receiver.try_recv() {
            let found =
                self.extension::<Events>().subscribers.iter().find(|known| known.id == signal.subscription);
            let Some(subscriber) = found.cloned() else { continue };
            let details = signal.details.into_iter().map(|(name, detail)| (name, Value::from(detail)));
            let event_arguments = Value::custom(details);
            let object = subscriber.object.clone();
            let arguments = vec![object.clone(), event_arguments.clone()];
            self.raise(
                &subscriber.source,
                Some(subscriber.id),
                object,
                event_arguments,
                arguments,
                Value::Null,
            )?;
        }
        Ok(())
    }

    /// Waits until an event is there that `wanted` takes; `None` after `limit`.
    pub fn wait_event(&mut self, wanted: &str, limit: Option<Duration>) -> Outcome<Option<Value>> {
        let started = Instant::now();
        loop {
            self.check_stop()?;
            self.take_events()?;
            let queue = &self.extension::<Events>().queue;
            let fits = |event: &Value| {
                let source = super::convert::display(&record::field(event, "SourceIdentifier"));
                super::operators::like(&source, wanted, true)
            };
            if let Some((_, event)) = queue.iter().find(|(_, event)| fits(event)) {
                return Ok(Some(event.clone()));
            }
            if limit.is_some_and(|limit| started.elapsed() >= limit) {
                return Ok(None);
            }
            std::thread::sleep(STEP);
        }
    }
}

/// A subscriber as `Get-EventSubscriber` shows it.
pub fn describe(subscriber: &Subscriber) -> Value {
    let action = subscriber.action.as_ref().map_or(Value::Null, |action| Value::Block(action.clone()));
    record::made(
        &SUBSCRIBER,
        "",
        [
            ("SubscriptionId", Value::Int(subscriber.id)),
            ("SourceObject", subscriber.object.clone()),
            ("EventName", subscriber.event_name.as_deref().map_or(Value::Null, Value::text)),
            ("SourceIdentifier", Value::text(subscriber.source.as_str())),
            ("Action", action),
            ("SupportEvent", Value::Bool(subscriber.support)),
            ("ForwardEvent", Value::Bool(subscriber.forward)),
        ],
    )
}

/// What `Register-…Event` with an action sends: the job that the action runs in.
pub fn job(subscriber: &Value, action: &Rc<ScriptBlockValue>) -> Value {
    let name = record::field(subscriber, "SourceIdentifier");
    let note = |name: &'static str, value: Value| Member {
        name: name.into(),
        body: MemberBody::Note(value),
        hidden: false,
    };
    let base = Value::custom(Vec::<(&str, Value)>::new());
    let parts = [
        ("Id", record::field(subscriber, "SubscriptionId")),
        ("Name", name),
        ("PSJobTypeName", Value::Null),
        ("State", Value::text("NotStarted")),
        ("HasMoreData", Value::Bool(false)),
        ("Location", Value::Null),
        ("Command", Value::Block(action.clone())),
    ];
    let made =
        parts.into_iter().fold(base, |value, (name, part)| member::add_member(value, note(name, part)));
    if let Value::Object(object) = &made {
        let names =
            ["System.Management.Automation.PSEventJob", "System.Management.Automation.Job", "System.Object"];
        *object.type_names.borrow_mut() = Some(names.into_iter().map(Into::into).collect());
    }
    made
}

pub(crate) const CLASSES: &[&crate::engine::types::Class] = &[&EVENT, &SUBSCRIBER];
