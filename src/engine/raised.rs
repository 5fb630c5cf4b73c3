//! What PowerShell throws for an error record: the exception of the record is often wrapped in another one,
//! which `catch`, `trap` and callers of `Invoke()` see.

use super::error::{ErrorRecord, Exception};
use super::types::{self, Type};
use std::rc::Rc;

pub(super) const RUNTIME: &str = "System.Management.Automation.RuntimeException";

/// What stands around a record's exception when it is thrown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carrier {
    /// Nothing, or a `RuntimeException` around an exception that is none; where the id says that a command
    /// ended itself, the exception of that.
    #[default]
    Runtime,
    /// The same for what a script threw, whatever its id looks like.
    Thrown,
    /// `CmdletInvocationException`: a command ended itself.
    Command,
    /// `ActionPreferenceStopException`: `-ErrorAction Stop` made the error one that ends.
    Stop,
}

/// The exception of `-ErrorAction Stop` and the preferences.
pub fn stop_exception(preference: &str, message: &str) -> Exception {
    let message = format!(
        "The running command stopped because the preference variable \"{preference}\" or common parameter is set to Stop: {message}"
    );
    Exception::new("System.Management.Automation.ActionPreferenceStopException", message)
}

/// Whether it is a `RuntimeException`, which PowerShell throws as it is.
fn is_runtime(exception: &Exception) -> bool {
    types::distance(exception, &types::named(RUNTIME)).is_some()
}

impl ErrorRecord {
    /// The exception around the record's own; `None` when that is thrown itself.
    fn carrier(&self) -> Option<Exception> {
        let own = &self.exception;
        let by_command = match self.carrier {
            Carrier::Command => true,
            Carrier::Runtime => self.id.contains(',') && !is_runtime(own),
            Carrier::Thrown | Carrier::Stop => false,
        };
        match self.carrier {
            Carrier::Stop => Some(stop_exception("ErrorActionPreference", self.message())),
            _ if by_command => {
                let class = "System.Management.Automation.CmdletInvocationException";
                Some(Exception::new(class, self.message()).with_inner(own.clone()))
            }
            _ if is_runtime(own) => None,
            _ => Some(Exception::runtime(own.message.clone()).with_inner(own.clone())),
        }
    }

    /// Whether the record's own exception is what is thrown: then `catch` shows the one that its clause fits.
    pub fn is_bare(&self) -> bool {
        self.carrier().is_none()
    }

    /// What is thrown.
    pub fn raised(&self) -> Exception {
        self.carrier().unwrap_or_else(|| self.exception.clone())
    }

    /// The exceptions that a clause with a type may mean, the first before the later ones.
    pub fn catchable(&self) -> Vec<Exception> {
        let own = || self.exception.clone();
        let inner = self.exception.inner.as_deref().cloned();
        match self.carrier() {
            None => inner.into_iter().chain([own()]).collect(),
            Some(carrier) if self.carrier == Carrier::Stop => {
                let inner = inner.filter(|_| is_runtime(&self.exception));
                [carrier].into_iter().chain(inner).chain([own()]).collect()
            }
            Some(carrier) => [own(), carrier].into_iter().chain(inner).collect(),
        }
    }
}

/// How many of the types are more special: the clause with the smallest number is meant.
pub fn rank(types: &[Rc<Type>], of: &Rc<Type>) -> usize {
    types.iter().filter(|other| types::is_a(other, of) && !types::is_a(of, other)).count()
}
