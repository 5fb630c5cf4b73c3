//! Members of .NET that fill memory of the caller: PowerShell lists them, and no script can make the span that
//! they want.

use super::arguments;
use crate::engine::Outcome;
use crate::engine::value::Value;

/// Refuses the call as PowerShell does: no argument of a script converts to a span.
pub fn refused() -> Outcome<Value> {
    Err(arguments::no_overload())
}

/// The row of `TryFormat`, which writes text into memory of the caller.
macro_rules! try_format {
    ($($signature:literal),+ $(,)?) => {
        $crate::engine::types::Method {
            name: "TryFormat",
            signatures: &[$($signature),+],
            call: |_, _, _| $crate::engine::types::span::refused(),
        }
    };
}
pub(crate) use try_format;

/// [`try_format!`] with .NET's usual overloads: for characters and for bytes of UTF-8.
macro_rules! try_format_usual {
    () => {
        $crate::engine::types::span::try_format!(
            "bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format = default, System.IFormatProvider provider = null)",
            "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format = default, System.IFormatProvider provider = null)",
            "bool ISpanFormattable.TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format, System.IFormatProvider provider)",
            "bool IUtf8SpanFormattable.TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format, System.IFormatProvider provider)",
        )
    };
}
pub(crate) use try_format_usual;
