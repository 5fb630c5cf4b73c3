//! Interfaces and abstract classes as names: a class may say that it has them, and `-is` asks for them.

use super::Class;

macro_rules! interfaces {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(static $constant: Class = Class { name: $name, ..Class::EMPTY };)*
        pub(super) const CLASSES: &[&Class] = &[$(&$constant),*];
    };
}

interfaces! {
    CLONEABLE "System.ICloneable",
    CONVERTIBLE "System.IConvertible",
    FORMAT_PROVIDER "System.IFormatProvider",
    CUSTOM_FORMATTER "System.ICustomFormatter",
    ASYNC_RESULT "System.IAsyncResult",
    ENUMERATOR "System.Collections.IEnumerator",
    COMPARER "System.Collections.IComparer",
    EQUALITY_COMPARER "System.Collections.IEqualityComparer",
    COLLECTION_BASE "System.Collections.CollectionBase",
    DICTIONARY_BASE "System.Collections.DictionaryBase",
    READ_ONLY_COLLECTION_BASE "System.Collections.ReadOnlyCollectionBase",
    STRUCTURAL_COMPARABLE "System.Collections.IStructuralComparable",
    NOTIFY_CHANGED "System.ComponentModel.INotifyPropertyChanged",
    ARGUMENT_COMPLETER "System.Management.Automation.IArgumentCompleter",
    ARGUMENT_COMPLETER_FACTORY "System.Management.Automation.IArgumentCompleterFactory",
    VALIDATE_SET_VALUES "System.Management.Automation.IValidateSetValuesGenerator",
}
