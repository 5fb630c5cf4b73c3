//! Interfaces as names: a class may say that it has them, and `-is` asks for them.

use super::Class;

macro_rules! interfaces {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(static $constant: Class = Class { name: $name, ..Class::EMPTY };)*
        pub(super) const CLASSES: &[&Class] = &[$(&$constant),*];
    };
}

interfaces! {
    CLONEABLE "System.ICloneable",
    EQUATABLE "System.IEquatable",
    CONVERTIBLE "System.IConvertible",
    FORMAT_PROVIDER "System.IFormatProvider",
    CUSTOM_FORMATTER "System.ICustomFormatter",
    ASYNC_RESULT "System.IAsyncResult",
    ENUMERATOR "System.Collections.IEnumerator",
    COMPARER "System.Collections.IComparer",
    EQUALITY_COMPARER "System.Collections.IEqualityComparer",
    STRUCTURAL_COMPARABLE "System.Collections.IStructuralComparable",
    GENERIC_ENUMERABLE "System.Collections.Generic.IEnumerable",
    GENERIC_ENUMERATOR "System.Collections.Generic.IEnumerator",
    GENERIC_COLLECTION "System.Collections.Generic.ICollection",
    GENERIC_LIST "System.Collections.Generic.IList",
    GENERIC_DICTIONARY "System.Collections.Generic.IDictionary",
    GENERIC_COMPARER "System.Collections.Generic.IComparer",
    GENERIC_EQUALITY_COMPARER "System.Collections.Generic.IEqualityComparer",
    READ_ONLY_LIST "System.Collections.Generic.IReadOnlyList",
    NOTIFY_CHANGED "System.ComponentModel.INotifyPropertyChanged",
    ARGUMENT_COMPLETER "System.Management.Automation.IArgumentCompleter",
    VALIDATE_SET_VALUES "System.Management.Automation.IValidateSetValuesGenerator",
}
