//! An exchange on a thread of its own, as the task that `HttpClient` gives.

use super::super::web_client::{Failure, Manner, Reply, Request, exchange};
use super::message;
use crate::engine::types::record::set_field;
use crate::engine::types::task::Work;
use crate::engine::types::{arguments, memory_stream};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use cookie_store::CookieStore;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What the caller wants of the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    Message,
    Text,
    Bytes,
    Stream,
}

/// Why an exchange has no reply.
#[derive(Debug)]
enum Unanswered {
    Failed(Failure),
    Cancelled,
}

type Answer = Result<Reply, Unanswered>;

/// The place where a thread leaves the answer.
#[derive(Debug, Default)]
pub struct Place {
    answer: Mutex<Option<Answer>>,
    there: Condvar,
}

impl Place {
    fn answer(&self) -> MutexGuard<'_, Option<Answer>> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves an answer where there is none yet: what comes after a cancellation is thrown away.
    fn settle(&self, answer: Answer) {
        self.answer().get_or_insert(answer);
        self.there.notify_all();
    }

    /// Whether nothing came yet.
    pub fn is_pending(&self) -> bool {
        self.answer().is_none()
    }

    /// Ends the wait for the answer, unless it is there.
    pub fn cancel(&self) {
        self.settle(Err(Unanswered::Cancelled));
    }
}

/// An exchange that goes on.
#[derive(Debug)]
pub struct Exchange {
    place: Arc<Place>,
    wanted: Wanted,
    /// What was asked, for `RequestMessage`.
    request: Value,
    /// Cookies that the client keeps.
    cookies: Option<Rc<RefCell<CookieStore>>>,
    limit: Option<Duration>,
    /// The result is made once: it is the same object each time.
    made: RefCell<Option<Result<Value, Box<crate::engine::error::ErrorRecord>>>>,
}

/// Begins an exchange.
pub fn start(
    sent: Request,
    manner: Manner,
    cookies: Option<Rc<RefCell<CookieStore>>>,
    wanted: Wanted,
    request: Value,
) -> Exchange {
    let place = Arc::new(Place::default());
    let (shared, limit) = (place.clone(), manner.limit);
    let store = cookies.as_ref().map(|cookies| cookies.borrow().clone()).unwrap_or_default();
    std::thread::spawn(move || {
        shared.settle(exchange(sent, &manner, store).map_err(Unanswered::Failed));
    });
    Exchange { place, wanted, request, cookies, limit, made: RefCell::default() }
}

fn failed(why: &Unanswered, limit: Option<Duration>) -> Box<Fault> {
    const CANCELED: &str = "System.Threading.Tasks.TaskCanceledException";
    let failure = match why {
        Unanswered::Cancelled => return arguments::throw(CANCELED, "The operation was canceled."),
        Unanswered::Failed(failure) => failure,
    };
    let message = match failure {
        Failure::TimedOut(_) => {
            let seconds = limit.unwrap_or_default().as_secs_f64();
            let message = format!(
                "The request was canceled due to the configured HttpClient.Timeout of {seconds} seconds elapsing."
            );
            return arguments::throw(CANCELED, message);
        }
        Failure::TooManyRedirects => "The maximum number of redirects was exceeded.",
        Failure::InsecureRedirect => "The server redirects from an encrypted address to one that is not.",
        Failure::Connection(reason) => reason.as_str(),
    };
    arguments::throw("System.Net.Http.HttpRequestException", message)
}

impl Exchange {
    /// Where its answer will be.
    pub fn place(&self) -> &Arc<Place> {
        &self.place
    }

    /// The result of an answer. Errors: none came, or none that the caller can use.
    fn value(&self, answer: &Answer) -> Outcome<Value> {
        let reply = answer.as_ref().map_err(|why| failed(why, self.limit))?;
        if let Some(cookies) = &self.cookies {
            cookies.replace(reply.cookies.clone());
        }
        if self.wanted == Wanted::Message {
            let made = message::response(reply);
            set_field(&made, "RequestMessage", self.request.clone());
            return Ok(made);
        }
        if !reply.is_success() {
            return Err(message::no_success(i64::from(reply.status), reply.reason()));
        }
        Ok(match self.wanted {
            Wanted::Bytes => arguments::bytes(reply.body.iter().copied()),
            Wanted::Stream => memory_stream::value(reply.body.clone()),
            Wanted::Text | Wanted::Message => Value::text(super::super::web_request::content(reply)),
        })
    }
}

impl Work for Exchange {
    fn wait(&self, _: &mut Engine, limit: Option<Duration>) -> Outcome<bool> {
        let started = Instant::now();
        let mut answer = self.place.answer();
        while answer.is_none() {
            let left = match limit.map(|limit| limit.checked_sub(started.elapsed())) {
                Some(None) => return Ok(false),
                Some(Some(left)) => left,
                None => Duration::from_secs(1),
            };
            let woken = self.place.there.wait_timeout(answer, left);
            answer = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(true)
    }

    fn is_over(&self, _: &mut Engine) -> Outcome<bool> {
        Ok(!self.place.is_pending())
    }

    fn result(&self, _: &mut Engine) -> Outcome<Value> {
        if self.made.borrow().is_none() {
            let answer = self.place.answer();
            let Some(answer) = answer.as_ref() else { return Ok(Value::Null) };
            let made = match self.value(answer).map_err(|fault| *fault) {
                Ok(value) => Ok(value),
                Err(Fault::Error { record, .. }) => Err(record),
                Err(other) => return Err(Box::new(other)),
            };
            self.made.replace(Some(made));
        }
        match self.made.borrow().clone() {
            Some(Ok(value)) => Ok(value),
            Some(Err(record)) => {
                Err(arguments::throw(&record.exception.class, record.exception.message.clone()))
            }
            None => Ok(Value::Null),
        }
    }
}
