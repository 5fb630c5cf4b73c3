//! Errors as values: exceptions, error records, and everything that unwinds.

pub use super::position::Position;
pub use super::raised::Carrier;
use super::value::Value;
use std::cell::OnceCell;
use std::rc::Rc;

/// A .NET exception: its class by full name, message, and inner exception.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Full .NET class name, for example `System.Management.Automation.RuntimeException`.
    pub class: Rc<str>,
    pub message: String,
    pub inner: Option<Rc<Exception>>,
    /// More properties (`ParamName`, `CommandName`, `ErrorRecord` …).
    pub data: Vec<(Rc<str>, Value)>,
    /// The object of a script's class that derives from an exception.
    pub object: Option<Value>,
}

/// The enumeration, and the same list for look-ups and for its .NET class.
macro_rules! categories {
    ($first:ident $(, $name:ident)* $(,)?) => {
        /// PowerShell's `ErrorCategory`, by its own names.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Category {
            #[default]
            $first,
            $($name),*
        }

        impl Category {
            /// Names with numbers, in .NET's order.
            pub const NAMES: &'static [(&'static str, i64)] =
                &[(stringify!($first), Category::$first as i64) $(, (stringify!($name), Category::$name as i64))*];

            /// A category by its name, without case.
            pub fn from_name(name: &str) -> Option<Category> {
                [Category::$first $(, Category::$name)*].into_iter().find(|one| format!("{one:?}").eq_ignore_ascii_case(name))
            }
        }
    };
}

categories! {
    NotSpecified, OpenError, CloseError, DeviceError, DeadlockDetected, InvalidArgument, InvalidData, InvalidOperation, InvalidResult, InvalidType, MetadataError, NotImplemented, NotInstalled, ObjectNotFound, OperationStopped, OperationTimeout, SyntaxError, ParserError, PermissionDenied, ResourceBusy, ResourceExists, ResourceUnavailable, ReadError, WriteError, FromStdErr, SecurityError, ProtocolError, ConnectionError, AuthenticationError, LimitsExceeded, QuotaExceeded, NotEnabled
}

/// `System.Management.Automation.ErrorRecord`.
#[derive(Clone, Debug)]
pub struct ErrorRecord {
    pub exception: Exception,
    /// `FullyQualifiedErrorId`: id, and after a comma the command's class or name.
    pub id: String,
    pub category: Category,
    pub target: Value,
    /// `CategoryInfo.Activity`: the command; shown in front of the message.
    pub activity: Option<String>,
    /// `CategoryInfo.Reason`; empty uses the exception's short class name.
    pub reason: String,
    /// `CategoryInfo.TargetName` and `TargetType`, when they are not the target's own.
    pub target_name: Option<String>,
    pub target_type: Option<String>,
    /// `ErrorDetails.Message` replaces the exception's message when shown.
    pub details: Option<String>,
    pub recommended_action: Option<String>,
    /// Comes from a `throw` of something that is no exception: shown as `Exception`.
    pub thrown: bool,
    /// Ends the command that raised it (`ThrowTerminatingError`), not only one of its statements.
    pub ends_command: bool,
    /// Comes from `Stop`: no preference further out lets a script go on behind it.
    pub stops: bool,
    /// What stands around the exception when it is thrown.
    pub carrier: Carrier,
    /// Where it happened; filled by the evaluator when still empty.
    pub position: Option<Position>,
    /// Lines `at name, file: line n`, innermost first; filled by the evaluator.
    pub script_stack: Vec<String>,
    /// Reported already (in `$Error` and shown), so that it is not shown twice.
    pub reported: bool,
    /// What a script made of it later (`$e.ErrorDetails = …`).
    later: OnceCell<Box<ErrorRecord>>,
}

/// What ends a computation early. Always boxed in results, so that they stay as small as a value.
#[derive(Debug)]
pub enum Fault {
    /// A terminating error; `whole_script` for `throw` and promoted errors, which unwind to the
    /// nearest `try`, otherwise only the statement ends.
    Error {
        record: Box<ErrorRecord>,
        whole_script: bool,
    },
    Break(Option<Rc<str>>),
    Continue(Option<Rc<str>>),
    /// `return` out of a block that is not the one being run here; carries nothing.
    Return,
    /// `exit`: ends the script that says it, or the session.
    Exit(i32),
    /// `[Environment]::Exit` and `$Host.SetShouldExit`: end the program, whatever script is running.
    Quit(i32),
    /// A downstream stage wants no more; unwinds to the pipeline with that number.
    StopPipeline(u64),
    /// Ctrl+C.
    Interrupted,
}

/// What a stage says after an object: go on or stop sending.
pub type Outcome<T = ()> = Result<T, Box<Fault>>;

impl Exception {
    pub fn new(class: impl Into<Rc<str>>, message: impl Into<String>) -> Self {
        Exception {
            class: class.into(),
            message: message.into(),
            inner: None,
            data: Vec::new(),
            object: None,
        }
    }

    /// `System.Management.Automation.RuntimeException`
    pub fn runtime(message: impl Into<String>) -> Self {
        Exception::new("System.Management.Automation.RuntimeException", message)
    }

    /// `ItemNotFoundException`: nothing has the name of an item.
    pub fn item_not_found(message: impl Into<String>, item: &str) -> Self {
        let mut made = Exception::new("System.Management.Automation.ItemNotFoundException", message);
        // PowerShell names variables and paths of drives alike.
        let category = "System.Management.Automation.SessionStateCategory";
        made.data = vec![
            ("ItemName".into(), Value::text(item)),
            ("SessionStateCategory".into(), super::types::enumeration::value(category, 4)),
        ];
        made
    }

    /// Class name without its namespace.
    pub fn short_class(&self) -> &str {
        self.class.rsplit('.').next().unwrap_or(&self.class)
    }

    pub fn with_inner(mut self, inner: Exception) -> Self {
        self.inner = Some(Rc::new(inner));
        self
    }
}

impl ErrorRecord {
    pub fn new(exception: Exception, id: impl Into<String>, category: Category, target: Value) -> Self {
        ErrorRecord {
            exception,
            id: id.into(),
            category,
            target,
            activity: None,
            reason: String::new(),
            target_name: None,
            target_type: None,
            details: None,
            recommended_action: None,
            thrown: false,
            ends_command: false,
            stops: false,
            carrier: Carrier::Runtime,
            position: None,
            script_stack: Vec::new(),
            reported: false,
            later: OnceCell::new(),
        }
    }

    /// The record with what scripts changed in it.
    pub fn current(&self) -> &ErrorRecord {
        let mut record = self;
        while let Some(later) = record.later.get() {
            record = later;
        }
        record
    }

    /// Puts a changed record in this one's place for all who hold it.
    pub fn replace(&self, later: ErrorRecord) {
        // The newest one has no successor yet, so that this always takes effect.
        let _ = self.current().later.set(Box::new(later));
    }

    /// What is shown: the details when there are some, else the exception's message.
    pub fn message(&self) -> &str {
        self.details.as_deref().unwrap_or(&self.exception.message)
    }
}

impl Fault {
    /// A statement-terminating error.
    pub fn error(
        exception: Exception,
        id: impl Into<String>,
        category: Category,
        target: Value,
    ) -> Box<Fault> {
        Box::new(Fault::Error {
            record: Box::new(ErrorRecord::new(exception, id, category, target)),
            whole_script: false,
        })
    }

    /// A `RuntimeException` of category `InvalidOperation`: what most failing operations raise.
    pub fn runtime(id: impl Into<String>, message: impl Into<String>) -> Box<Fault> {
        Fault::error(Exception::runtime(message), id, Category::InvalidOperation, Value::Null)
    }

    /// Whether it is an error with this id.
    pub fn is(&self, id: &str) -> bool {
        matches!(self, Fault::Error { record, .. } if record.id == id)
    }

    /// A feature that is not there yet, named.
    pub fn not_supported(what: impl std::fmt::Display) -> Box<Fault> {
        Fault::error(
            Exception::new(
                "System.Management.Automation.PSNotSupportedException",
                format!("fedsh does not support {what} yet."),
            ),
            "NotSupported",
            Category::NotImplemented,
            Value::Null,
        )
    }
}

impl From<ErrorRecord> for Box<Fault> {
    fn from(record: ErrorRecord) -> Self {
        Box::new(Fault::Error { record: Box::new(record), whole_script: false })
    }
}
