//! The family of `System.Exception`: class, message without an argument, base.

use super::Class;
use super::aggregate_exception::AGGREGATE;
use super::exception::{
    ARGUMENT, ARGUMENT_NULL, ARGUMENT_RANGE, COMMAND_NOT_FOUND, EXCEPTION, FILE_NAME, PARSE, RUNTIME,
    SESSION_STATE, construct, of, value, with_parts,
};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};

/// What else than a message and an inner exception a class takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    Nothing,
    /// `(message, fileName)`
    FileName,
    /// `(objectName)`, `(objectName, message)`
    ObjectName,
    /// `(message, hresult)`
    Result,
    /// `(message, paramName)`
    Parameter,
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

const fn more(name: &str) -> More {
    const FILES: [&str; 3] =
        ["System.IO.FileNotFoundException", "System.IO.FileLoadException", "System.BadImageFormatException"];
    let mut at = 0;
    while at < FILES.len() {
        if same(name, FILES[at]) {
            return More::FileName;
        }
        at += 1;
    }
    if same(name, "System.ObjectDisposedException") {
        return More::ObjectName;
    }
    if same(name, "System.IO.IOException") || same(name, "System.Runtime.InteropServices.COMException") {
        return More::Result;
    }
    if same(name, "System.Management.Automation.PSArgumentException") {
        return More::Parameter;
    }
    More::Nothing
}

/// Makes an exception. Errors: its text cannot be read.
fn made(engine: &mut Engine, name: &'static str, own: &str, args: &[Value]) -> Outcome<Value> {
    let second = args.get(1).filter(|second| !second.is_null() && of(second).is_none());
    match (more(name), args, second) {
        (More::ObjectName, [object], _) if !object.is_null() => disposed(engine, name, DISPOSED, object),
        (More::ObjectName, [object, message], Some(_)) => {
            let message = convert::to_text(engine, message)?;
            disposed(engine, name, &message, object)
        }
        (More::FileName, [message, file, rest @ ..], Some(_)) => {
            let mut exception = with_parts(name, convert::to_text(engine, message)?, rest.first());
            exception.data.push(("FileName".into(), Value::text(convert::to_text(engine, file)?)));
            Ok(value(exception))
        }
        (More::Result, [message, number], Some(_)) => {
            let exception = construct(engine, name, own, std::slice::from_ref(message))?;
            member::set(engine, &exception, "HResult", number.clone())?;
            Ok(exception)
        }
        (More::Parameter, [message, parameter], Some(_)) => {
            let parameter = convert::to_text(engine, parameter)?;
            let text = format!("{} (Parameter '{parameter}')", convert::to_text(engine, message)?);
            let mut exception = with_parts(name, text, None);
            exception.data.push(("ParamName".into(), Value::text(parameter)));
            Ok(value(exception))
        }
        _ => construct(engine, name, own, args),
    }
}

const DISPOSED: &str = "Cannot access a disposed object.";

fn disposed(engine: &mut Engine, name: &'static str, message: &str, object: &Value) -> Outcome<Value> {
    let object = convert::to_text(engine, object)?;
    let text = match object.as_str() {
        "" => message.to_string(),
        object => format!("{message}\nObject name: '{object}'."),
    };
    Ok(value(with_parts(name, text, None)))
}

macro_rules! constructors {
    ($name:literal [$($more:literal),* $(,)?]) => {
        &[
            concat!($name, " new()"),
            concat!($name, " new(string message)"),
            concat!($name, " new(string message, System.Exception innerException)"),
            $(concat!($name, " new(", $more, ")")),*
        ]
    };
}

macro_rules! exceptions {
    ($($constant:ident $name:literal $message:literal : $base:ident),* $(,)?) => {
        $(pub(super) static $constant: Class = Class {
            name: $name,
            base: Some(&$base),
            properties: match more($name) {
                More::FileName => FILE_NAME,
                _ => &[],
            },
            construct: Some(|engine, args| made(engine, $name, $message, args)),
            constructors: match more($name) {
                More::Nothing => constructors!($name []),
                More::FileName => constructors!($name ["string message, string fileName", "string message, string fileName, System.Exception inner"]),
                More::ObjectName => &[
                    concat!($name, " new(string objectName)"),
                    concat!($name, " new(string message, System.Exception innerException)"),
                    concat!($name, " new(string objectName, string message)"),
                ],
                More::Result => constructors!($name ["string message, int hresult"]),
                More::Parameter => constructors!($name ["string message, string paramName"]),
            },
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] =
            &[&EXCEPTION, &AGGREGATE, &ARGUMENT, &ARGUMENT_NULL, &ARGUMENT_RANGE, &RUNTIME, &COMMAND_NOT_FOUND, &PARSE, &SESSION_STATE, $(&$constant),*];
    };
}

#[rustfmt::skip]
exceptions! {
    HELP_CATEGORY_INVALID "Microsoft.PowerShell.Commands.HelpCategoryInvalidException" "": ARGUMENT,
    HELP_NOT_FOUND "Microsoft.PowerShell.Commands.HelpNotFoundException" "": SYSTEM,
    HTTP_RESPONSE "Microsoft.PowerShell.Commands.HttpResponseException" "": HTTP_REQUEST,
    PROCESS_COMMAND "Microsoft.PowerShell.Commands.ProcessCommandException" "": SYSTEM,
    WRITE_ERROR "Microsoft.PowerShell.Commands.WriteErrorException" "": SYSTEM,
    ACCESS_VIOLATION "System.AccessViolationException" "Attempted to read or write protected memory. This is often an indication that other memory is corrupt.": SYSTEM,
    APP_DOMAIN_UNLOADED "System.AppDomainUnloadedException" "Attempted to access an unloaded AppDomain.": SYSTEM,
    APPLICATION "System.ApplicationException" "Error in the application.": EXCEPTION,
    ARITHMETIC "System.ArithmeticException" "Overflow or underflow in the arithmetic operation.": SYSTEM,
    ARRAY_TYPE_MISMATCH "System.ArrayTypeMismatchException" "Attempted to access an element as a type incompatible with the array.": SYSTEM,
    BAD_IMAGE_FORMAT "System.BadImageFormatException" "Format of the executable (.exe) or library (.dll) is invalid.": SYSTEM,
    CANNOT_UNLOAD_APP_DOMAIN "System.CannotUnloadAppDomainException" "Attempt to unload the AppDomain failed.": SYSTEM,
    KEY_NOT_FOUND "System.Collections.Generic.KeyNotFoundException" "The given key was not present in the dictionary.": SYSTEM,
    INVALID_ASYNCHRONOUS_STATE "System.ComponentModel.InvalidAsynchronousStateException" "": ARGUMENT,
    INVALID_ENUM_ARGUMENT "System.ComponentModel.InvalidEnumArgumentException" "": ARGUMENT,
    LICENSE "System.ComponentModel.LicenseException" "": SYSTEM,
    WARNING "System.ComponentModel.WarningException" "": SYSTEM,
    WIN32 "System.ComponentModel.Win32Exception" "": EXTERNAL,
    CONTEXT_MARSHAL "System.ContextMarshalException" "Attempted to marshal an object across a context boundary.": SYSTEM,
    DATA_MISALIGNED "System.DataMisalignedException" "A datatype misalignment was detected in a load or store instruction.": SYSTEM,
    DIVIDE "System.DivideByZeroException" "Attempted to divide by zero.": ARITHMETIC,
    DLL_NOT_FOUND "System.DllNotFoundException" "Dll was not found.": TYPE_LOAD,
    DUPLICATE_WAIT_OBJECT "System.DuplicateWaitObjectException" "Duplicate objects in argument.": ARGUMENT,
    ENTRY_POINT_NOT_FOUND "System.EntryPointNotFoundException" "Entry point was not found.": TYPE_LOAD,
    EXECUTION_ENGINE "System.ExecutionEngineException" "Internal error in the runtime.": SYSTEM,
    FIELD_ACCESS "System.FieldAccessException" "Attempted to access a field that is not accessible by the caller.": MEMBER_ACCESS,
    FORMAT "System.FormatException" "One of the identified items was in an invalid format.": SYSTEM,
    CULTURE_NOT_FOUND "System.Globalization.CultureNotFoundException" "Culture is not supported.": ARGUMENT,
    DIRECTORY_NOT_FOUND "System.IO.DirectoryNotFoundException" "Attempted to access a path that is not on the disk.": IO,
    DRIVE_NOT_FOUND_X "System.IO.DriveNotFoundException" "Could not find the drive. The drive might not be ready or might not be mapped.": IO,
    END_OF_STREAM "System.IO.EndOfStreamException" "Attempted to read past the end of the stream.": IO,
    FILE_LOAD "System.IO.FileLoadException" "Could not load the specified file.": IO,
    FILE_NOT_FOUND "System.IO.FileNotFoundException" "Unable to find the specified file.": IO,
    IO "System.IO.IOException" "I/O error occurred.": SYSTEM,
    INVALID_DATA "System.IO.InvalidDataException" "Found invalid data while decoding.": SYSTEM,
    PATH_TOO_LONG "System.IO.PathTooLongException" "The specified file name or path is too long, or a component of the specified path is too long.": IO,
    INDEX "System.IndexOutOfRangeException" "Index was outside the bounds of the array.": SYSTEM,
    INSUFFICIENT_EXECUTION_STACK "System.InsufficientExecutionStackException" "Insufficient stack to continue executing the program safely. This can happen from having too many functions on the call stack or function on the stack using too much stack space.": SYSTEM,
    INSUFFICIENT_MEMORY "System.InsufficientMemoryException" "Insufficient memory to continue the execution of the program.": OUT_OF_MEMORY,
    INVALID_CAST "System.InvalidCastException" "Specified cast is not valid.": SYSTEM,
    INVALID_OPERATION "System.InvalidOperationException" "Operation is not valid due to the current state of the object.": SYSTEM,
    INVALID_PROGRAM "System.InvalidProgramException" "Common Language Runtime detected an invalid program.": SYSTEM,
    INVALID_TIME_ZONE "System.InvalidTimeZoneException" "": EXCEPTION,
    ACTION_STOP "System.Management.Automation.ActionPreferenceStopException" "": RUNTIME,
    APPLICATION_FAILED "System.Management.Automation.ApplicationFailedException" "": RUNTIME,
    TRANSFORMATION_METADATA "System.Management.Automation.ArgumentTransformationMetadataException" "": METADATA,
    BREAK "System.Management.Automation.BreakException" "": LOOP_FLOW,
    CMDLET_INVOCATION "System.Management.Automation.CmdletInvocationException" "": RUNTIME,
    CMDLET_PROVIDER_INVOCATION "System.Management.Automation.CmdletProviderInvocationException" "": CMDLET_INVOCATION,
    CONTINUE "System.Management.Automation.ContinueException" "": LOOP_FLOW,
    DRIVE_NOT_FOUND "System.Management.Automation.DriveNotFoundException" "": SESSION_STATE,
    EXIT "System.Management.Automation.ExitException" "": FLOW_CONTROL,
    EXTENDED "System.Management.Automation.ExtendedTypeSystemException" "": RUNTIME,
    FLOW_CONTROL "System.Management.Automation.FlowControlException" "": SYSTEM,
    GET_VALUE "System.Management.Automation.GetValueException" "": EXTENDED,
    GET_VALUE_INVOCATION "System.Management.Automation.GetValueInvocationException" "": GET_VALUE,
    HALT_COMMAND "System.Management.Automation.HaltCommandException" "": SYSTEM,
    INCOMPLETE_PARSE "System.Management.Automation.IncompleteParseException" "": PARSE,
    INVALID_JOB_STATE "System.Management.Automation.InvalidJobStateException" "": SYSTEM,
    INVALID_POWER_SHELL_STATE "System.Management.Automation.InvalidPowerShellStateException" "": SYSTEM,
    ITEM_NOT_FOUND "System.Management.Automation.ItemNotFoundException" "": SESSION_STATE,
    JOB_FAILED "System.Management.Automation.JobFailedException" "": SYSTEM,
    LOOP_FLOW "System.Management.Automation.LoopFlowException" "": FLOW_CONTROL,
    METADATA "System.Management.Automation.MetadataException" "": RUNTIME,
    METHOD "System.Management.Automation.MethodException" "": EXTENDED,
    METHOD_INVOCATION "System.Management.Automation.MethodInvocationException" "": METHOD,
    NATIVE_EXIT "System.Management.Automation.NativeCommandExitException" "": RUNTIME,
    PS_ARGUMENT "System.Management.Automation.PSArgumentException" "": ARGUMENT,
    PS_ARGUMENT_NULL "System.Management.Automation.PSArgumentNullException" "": ARGUMENT_NULL,
    PS_ARGUMENT_RANGE "System.Management.Automation.PSArgumentOutOfRangeException" "": ARGUMENT_RANGE,
    CAST "System.Management.Automation.PSInvalidCastException" "": INVALID_CAST,
    PS_INVALID_OPERATION "System.Management.Automation.PSInvalidOperationException" "": INVALID_OPERATION,
    PS_NOT_IMPLEMENTED "System.Management.Automation.PSNotImplementedException" "": NOT_IMPLEMENTED,
    PS_NOT_SUPPORTED "System.Management.Automation.PSNotSupportedException" "": NOT_SUPPORTED,
    PS_OBJECT_DISPOSED "System.Management.Automation.PSObjectDisposedException" "": OBJECT_DISPOSED,
    PS_SECURITY "System.Management.Automation.PSSecurityException" "": RUNTIME,
    PARAMETER_TRANSFORMATION "System.Management.Automation.ParameterBindingArgumentTransformationException" "": PARAMETER_BINDING,
    PARAMETER_BINDING "System.Management.Automation.ParameterBindingException" "": RUNTIME,
    PARAMETER_VALIDATION "System.Management.Automation.ParameterBindingValidationException" "": PARAMETER_BINDING,
    PARENT_CONTAINS_ERROR_RECORD "System.Management.Automation.ParentContainsErrorRecordException" "": SYSTEM,
    PARSING_METADATA "System.Management.Automation.ParsingMetadataException" "": METADATA,
    PIPELINE_CLOSED "System.Management.Automation.PipelineClosedException" "": RUNTIME,
    PIPELINE_DEPTH "System.Management.Automation.PipelineDepthException" "": SYSTEM,
    PIPELINE_STOPPED "System.Management.Automation.PipelineStoppedException" "": RUNTIME,
    PROPERTY_NOT_FOUND "System.Management.Automation.PropertyNotFoundException" "": EXTENDED,
    PROVIDER_INVOCATION "System.Management.Automation.ProviderInvocationException" "": RUNTIME,
    PROVIDER_NAME_AMBIGUOUS "System.Management.Automation.ProviderNameAmbiguousException" "": PROVIDER_NOT_FOUND,
    PROVIDER_NOT_FOUND "System.Management.Automation.ProviderNotFoundException" "": SESSION_STATE,
    REDIRECTED "System.Management.Automation.RedirectedException" "": RUNTIME,
    REMOTE "System.Management.Automation.RemoteException" "": RUNTIME,
    SCRIPT_BLOCK_TO_POWER_SHELL_NOT_SUPPORTED "System.Management.Automation.ScriptBlockToPowerShellNotSupportedException" "": RUNTIME,
    SCRIPT_CALL_DEPTH "System.Management.Automation.ScriptCallDepthException" "": SYSTEM,
    SCRIPT_REQUIRES "System.Management.Automation.ScriptRequiresException" "": RUNTIME,
    UNAUTHORIZED_STATE "System.Management.Automation.SessionStateUnauthorizedAccessException" "": SESSION_STATE,
    SET_VALUE "System.Management.Automation.SetValueException" "": EXTENDED,
    SET_VALUE_INVOCATION "System.Management.Automation.SetValueInvocationException" "": SET_VALUE,
    TERMINATE "System.Management.Automation.TerminateException" "": FLOW_CONTROL,
    SQL "System.Data.SqlClient.SqlException" "": DB_EXCEPTION,
    DB_EXCEPTION "System.Data.Common.DbException" "": SYSTEM,
    VALIDATION_METADATA "System.Management.Automation.ValidationMetadataException" "": METADATA,
    WILDCARD "System.Management.Automation.WildcardPatternException" "": RUNTIME,
    MEMBER_ACCESS "System.MemberAccessException" "Cannot access member.": SYSTEM,
    METHOD_ACCESS "System.MethodAccessException" "Attempt to access the method failed.": MEMBER_ACCESS,
    MISSING_FIELD "System.MissingFieldException" "Attempted to access a non-existing field.": MISSING_MEMBER,
    MISSING_MEMBER "System.MissingMemberException" "Attempted to access a missing member.": MEMBER_ACCESS,
    MISSING_METHOD "System.MissingMethodException" "Attempted to access a missing method.": MISSING_MEMBER,
    MULTICAST_NOT_SUPPORTED "System.MulticastNotSupportedException" "Attempted to add multiple callbacks to a delegate that does not support multicast.": SYSTEM,
    COOKIE "System.Net.CookieException" "": FORMAT,
    HTTP_REQUEST "System.Net.Http.HttpRequestException" "": EXCEPTION,
    SMTP "System.Net.Mail.SmtpException" "": EXCEPTION,
    PING "System.Net.NetworkInformation.PingException" "": INVALID_OPERATION,
    SOCKET "System.Net.Sockets.SocketException" "": WIN32,
    WEB "System.Net.WebException" "": INVALID_OPERATION,
    NOT_FINITE_NUMBER "System.NotFiniteNumberException" "Number encountered was not a finite quantity.": ARITHMETIC,
    NOT_IMPLEMENTED "System.NotImplementedException" "The method or operation is not implemented.": SYSTEM,
    NOT_SUPPORTED "System.NotSupportedException" "Specified method is not supported.": SYSTEM,
    NULL_REFERENCE "System.NullReferenceException" "Object reference not set to an instance of an object.": SYSTEM,
    OBJECT_DISPOSED "System.ObjectDisposedException" "": INVALID_OPERATION,
    OPERATION_CANCELED "System.OperationCanceledException" "The operation was canceled.": SYSTEM,
    OUT_OF_MEMORY "System.OutOfMemoryException" "Insufficient memory to continue the execution of the program.": SYSTEM,
    OVERFLOW "System.OverflowException" "Arithmetic operation resulted in an overflow.": ARITHMETIC,
    PLATFORM_NOT_SUPPORTED "System.PlatformNotSupportedException" "Operation is not supported on this platform.": NOT_SUPPORTED,
    RANK "System.RankException" "Attempted to operate on an array with the incorrect number of dimensions.": SYSTEM,
    COM "System.Runtime.InteropServices.COMException" "Error HRESULT E_FAIL has been returned from a call to a COM component.": EXTERNAL,
    EXTERNAL "System.Runtime.InteropServices.ExternalException" "External component has thrown an exception.": SYSTEM,
    AUTHENTICATION "System.Security.Authentication.AuthenticationException" "": SYSTEM,
    CRYPTOGRAPHIC "System.Security.Cryptography.CryptographicException" "Error occurred during a cryptographic operation.": SYSTEM,
    SECURITY "System.Security.SecurityException" "Security error.": SYSTEM,
    VERIFICATION "System.Security.VerificationException" "": SYSTEM,
    STACK_OVERFLOW "System.StackOverflowException" "Operation caused a stack overflow.": SYSTEM,
    SYSTEM "System.SystemException" "System error.": EXCEPTION,
    DECODER_FALLBACK "System.Text.DecoderFallbackException" "": ARGUMENT,
    ENCODER_FALLBACK "System.Text.EncoderFallbackException" "": ARGUMENT,
    JSON "System.Text.Json.JsonException" "": EXCEPTION,
    JSON_READER "System.Text.Json.JsonReaderException" "": JSON,
    REGEX_MATCH_TIMEOUT "System.Text.RegularExpressions.RegexMatchTimeoutException" "": TIMEOUT,
    REGEX_PARSE "System.Text.RegularExpressions.RegexParseException" "": ARGUMENT,
    ABANDONED_MUTEX "System.Threading.AbandonedMutexException" "The wait completed due to an abandoned mutex.": SYSTEM,
    BARRIER_POST_PHASE "System.Threading.BarrierPostPhaseException" "": EXCEPTION,
    LOCK_RECURSION "System.Threading.LockRecursionException" "": EXCEPTION,
    SEMAPHORE_FULL "System.Threading.SemaphoreFullException" "Adding the specified count to the semaphore would cause it to exceed its maximum count.": SYSTEM,
    SYNCHRONIZATION_LOCK "System.Threading.SynchronizationLockException" "Object synchronization method was called from an unsynchronized block of code.": SYSTEM,
    TASK_CANCELED "System.Threading.Tasks.TaskCanceledException" "A task was canceled.": OPERATION_CANCELED,
    THREAD_ABORT "System.Threading.ThreadAbortException" "": SYSTEM,
    THREAD_INTERRUPTED "System.Threading.ThreadInterruptedException" "Thread was interrupted from a waiting state.": SYSTEM,
    THREAD_START "System.Threading.ThreadStartException" "": SYSTEM,
    THREAD_STATE "System.Threading.ThreadStateException" "Thread was in an invalid state for the operation being executed.": SYSTEM,
    WAIT_HANDLE_CANNOT_BE_OPENED "System.Threading.WaitHandleCannotBeOpenedException" "No handle of the given name exists.": APPLICATION,
    TIME_ZONE_NOT_FOUND "System.TimeZoneNotFoundException" "": EXCEPTION,
    TIMEOUT "System.TimeoutException" "The operation has timed out.": SYSTEM,
    TYPE_ACCESS "System.TypeAccessException" "Attempt to access the type failed.": TYPE_LOAD,
    TYPE_INITIALIZATION "System.TypeInitializationException" "": SYSTEM,
    TYPE_LOAD "System.TypeLoadException" "Failure has occurred while loading a type.": SYSTEM,
    TYPE_UNLOADED "System.TypeUnloadedException" "Type had been unloaded.": SYSTEM,
    UNAUTHORIZED "System.UnauthorizedAccessException" "Attempted to perform an unauthorized operation.": SYSTEM,
    URI_FORMAT "System.UriFormatException" "One of the identified items was in an invalid format.": FORMAT,
    DATA "System.Data.DataException" "Data Exception.": SYSTEM,
    DATA_CONSTRAINT "System.Data.ConstraintException" "Constraint Exception.": DATA,
    DATA_DELETED_ROW "System.Data.DeletedRowInaccessibleException" "Deleted rows inaccessible.": DATA,
    DATA_DUPLICATE_NAME "System.Data.DuplicateNameException" "Duplicate name not allowed.": DATA,
    DATA_EXPRESSION "System.Data.InvalidExpressionException" "": DATA,
    DATA_EVALUATE "System.Data.EvaluateException" "": DATA_EXPRESSION,
    DATA_SYNTAX_ERROR "System.Data.SyntaxErrorException" "": DATA_EXPRESSION,
    DATA_MISSING_KEY "System.Data.MissingPrimaryKeyException" "Missing primary key.": DATA,
    DATA_NO_NULL "System.Data.NoNullAllowedException" "Null not allowed.": DATA,
    DATA_READ_ONLY "System.Data.ReadOnlyException" "Column is marked read only.": DATA,
    DATA_ROW_NOT_IN_TABLE "System.Data.RowNotInTableException" "Row not found in table.": DATA,
    XML_SCHEMA "System.Xml.Schema.XmlSchemaException" "": SYSTEM,
    X_PATH "System.Xml.XPath.XPathException" "": SYSTEM,
    XML "System.Xml.XmlException" "An XML error has occurred.": SYSTEM,
}
