//! Which exception types are kinds of others, for `catch` clauses that can never be reached.

/// Full name and base of the exceptions that scripts name. Source: the .NET class library.
const BASES: &[(&str, &str)] = &[
    ("System.Exception", ""),
    ("System.SystemException", "System.Exception"),
    ("System.ApplicationException", "System.Exception"),
    ("System.AggregateException", "System.Exception"),
    ("System.ArithmeticException", "System.SystemException"),
    ("System.DivideByZeroException", "System.ArithmeticException"),
    ("System.OverflowException", "System.ArithmeticException"),
    ("System.NotFiniteNumberException", "System.ArithmeticException"),
    ("System.ArgumentException", "System.SystemException"),
    ("System.ArgumentNullException", "System.ArgumentException"),
    ("System.ArgumentOutOfRangeException", "System.ArgumentException"),
    ("System.ArrayTypeMismatchException", "System.SystemException"),
    ("System.FormatException", "System.SystemException"),
    ("System.UriFormatException", "System.FormatException"),
    ("System.IndexOutOfRangeException", "System.SystemException"),
    ("System.InvalidCastException", "System.SystemException"),
    ("System.InvalidOperationException", "System.SystemException"),
    ("System.ObjectDisposedException", "System.InvalidOperationException"),
    ("System.NotImplementedException", "System.SystemException"),
    ("System.NotSupportedException", "System.SystemException"),
    ("System.PlatformNotSupportedException", "System.NotSupportedException"),
    ("System.NullReferenceException", "System.SystemException"),
    ("System.OperationCanceledException", "System.SystemException"),
    ("System.OutOfMemoryException", "System.SystemException"),
    ("System.StackOverflowException", "System.SystemException"),
    ("System.TimeoutException", "System.SystemException"),
    ("System.TypeLoadException", "System.SystemException"),
    ("System.UnauthorizedAccessException", "System.SystemException"),
    ("System.Collections.Generic.KeyNotFoundException", "System.SystemException"),
    ("System.ComponentModel.Win32Exception", "System.SystemException"),
    ("System.IO.IOException", "System.SystemException"),
    ("System.IO.DirectoryNotFoundException", "System.IO.IOException"),
    ("System.IO.DriveNotFoundException", "System.IO.IOException"),
    ("System.IO.EndOfStreamException", "System.IO.IOException"),
    ("System.IO.FileLoadException", "System.IO.IOException"),
    ("System.IO.FileNotFoundException", "System.IO.IOException"),
    ("System.IO.PathTooLongException", "System.IO.IOException"),
    ("System.IO.InvalidDataException", "System.SystemException"),
    ("System.Net.WebException", "System.InvalidOperationException"),
    ("System.Net.Http.HttpRequestException", "System.Exception"),
    ("System.Net.Sockets.SocketException", "System.ComponentModel.Win32Exception"),
    ("System.Security.SecurityException", "System.SystemException"),
    ("System.Security.Authentication.AuthenticationException", "System.SystemException"),
    ("System.Threading.Tasks.TaskCanceledException", "System.OperationCanceledException"),
    ("System.Xml.XmlException", "System.SystemException"),
    ("System.Management.Automation.RuntimeException", "System.SystemException"),
    (
        "System.Management.Automation.ActionPreferenceStopException",
        "System.Management.Automation.RuntimeException",
    ),
    (
        "System.Management.Automation.CommandNotFoundException",
        "System.Management.Automation.RuntimeException",
    ),
    (
        "System.Management.Automation.CmdletInvocationException",
        "System.Management.Automation.RuntimeException",
    ),
    (
        "System.Management.Automation.ParameterBindingException",
        "System.Management.Automation.RuntimeException",
    ),
    ("System.Management.Automation.ParseException", "System.Management.Automation.RuntimeException"),
    (
        "System.Management.Automation.PipelineStoppedException",
        "System.Management.Automation.RuntimeException",
    ),
    ("System.Management.Automation.MethodException", "System.Management.Automation.RuntimeException"),
    (
        "System.Management.Automation.MethodInvocationException",
        "System.Management.Automation.MethodException",
    ),
    ("System.Management.Automation.PSInvalidCastException", "System.InvalidCastException"),
    ("System.Management.Automation.PSInvalidOperationException", "System.InvalidOperationException"),
    ("System.Management.Automation.PSArgumentException", "System.ArgumentException"),
    ("System.Management.Automation.PSNotSupportedException", "System.NotSupportedException"),
    ("System.Management.Automation.SessionStateException", "System.Management.Automation.RuntimeException"),
    (
        "System.Management.Automation.ItemNotFoundException",
        "System.Management.Automation.SessionStateException",
    ),
    (
        "System.Management.Automation.DriveNotFoundException",
        "System.Management.Automation.SessionStateException",
    ),
    (
        "System.Management.Automation.ValidationMetadataException",
        "System.Management.Automation.MetadataException",
    ),
    ("System.Management.Automation.MetadataException", "System.Management.Automation.RuntimeException"),
];

/// An exception's full name and those of its bases, outwards: a handler of one of them takes it.
pub(super) fn lineage(full: &'static str) -> impl Iterator<Item = &'static str> {
    let base = |name: &&'static str| {
        let (_, base) = BASES.iter().find(|(own, _)| own == name)?;
        (!base.is_empty()).then_some(*base)
    };
    std::iter::successors(Some(full), base)
}

/// The full name that a name in a script means: itself, or with `System.` in front; `None` for other types.
pub(super) fn find(name: &str) -> Option<&'static str> {
    let matches = |full: &str| {
        full.eq_ignore_ascii_case(name)
            || full.strip_prefix("System.").is_some_and(|rest| rest.eq_ignore_ascii_case(name))
    };
    BASES.iter().map(|(full, _)| *full).find(|full| matches(full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_cover_their_kinds() {
        let covers =
            |first, second| lineage(find(second)?).any(|name| Some(name) == find(first)).then_some(());
        assert!(covers("System.IO.IOException", "System.IO.FileNotFoundException").is_some());
        assert!(covers("exception", "IO.FileNotFoundException").is_some());
        assert!(covers("System.IO.FileNotFoundException", "System.IO.IOException").is_none());
        assert!(covers("My.Exception", "My.Exception").is_none());
    }

    #[test]
    fn every_base_is_listed() {
        for (name, base) in BASES {
            assert!(base.is_empty() || BASES.iter().any(|(own, _)| own == base), "{name}: {base}");
        }
    }
}
