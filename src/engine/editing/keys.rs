//! Which key does what before a script binds others: PSReadLine's tables.

use super::options::EditMode;

/// A table of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    Windows,
    Emacs,
    ViInsert,
}

impl From<EditMode> for Layout {
    fn from(mode: EditMode) -> Layout {
        match mode {
            EditMode::Windows => Layout::Windows,
            EditMode::Emacs => Layout::Emacs,
            EditMode::Vi => Layout::ViInsert,
        }
    }
}

/// Keys and functions of a layout, those that all share first: where two are one key for a terminal (`Enter` and
/// `Ctrl+m`), the first counts.
pub fn default_keys(layout: Layout) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let (own, common) = match layout {
        Layout::Windows => (WINDOWS, ARGUMENTS_AND_SELECTIONS),
        Layout::Emacs => (EMACS, ARGUMENTS_AND_SELECTIONS),
        Layout::ViInsert => (VI_INSERT, &[] as &[_]),
    };
    SHARED.iter().chain(own).chain(common)
}

const SHARED: &[(&str, &str)] = &[
    ("Enter", "AcceptLine"),
    ("Shift+Enter", "AddLine"),
    ("Ctrl+Enter", "InsertLineAbove"),
    ("Ctrl+Shift+Enter", "InsertLineBelow"),
    ("Backspace", "BackwardDeleteChar"),
    ("Delete", "DeleteChar"),
    ("LeftArrow", "BackwardChar"),
    ("RightArrow", "ForwardChar"),
    ("UpArrow", "PreviousHistory"),
    ("DownArrow", "NextHistory"),
    ("Home", "BeginningOfLine"),
    ("End", "EndOfLine"),
    ("F1", "ShowCommandHelp"),
    ("F2", "SwitchPredictionView"),
    ("F4", "ShowFullPredictionTooltip"),
    ("PageUp", "ScrollDisplayUp"),
    ("PageDown", "ScrollDisplayDown"),
];

const EMACS: &[(&str, &str)] = &[
    ("Alt+Enter", "AddLine"),
    ("Ctrl+@", "MenuComplete"),
    ("Ctrl+Spacebar", "MenuComplete"),
    ("Ctrl+a", "BeginningOfLine"),
    ("Ctrl+b", "BackwardChar"),
    ("Ctrl+c", "CopyOrCancelLine"),
    ("Ctrl+d", "DeleteCharOrExit"),
    ("Ctrl+e", "EndOfLine"),
    ("Ctrl+f", "ForwardChar"),
    ("Ctrl+g", "Abort"),
    ("Ctrl+h", "BackwardDeleteChar"),
    ("Ctrl+k", "KillLine"),
    ("Ctrl+l", "ClearScreen"),
    ("Ctrl+m", "ValidateAndAcceptLine"),
    ("Ctrl+n", "NextHistory"),
    ("Ctrl+o", "AcceptAndGetNext"),
    ("Ctrl+p", "PreviousHistory"),
    ("Ctrl+r", "ReverseSearchHistory"),
    ("Ctrl+s", "ForwardSearchHistory"),
    ("Ctrl+t", "SwapCharacters"),
    ("Ctrl+u", "BackwardKillInput"),
    ("Ctrl+v", "QuotedInsert"),
    ("Ctrl+w", "UnixWordRubout"),
    ("Ctrl+y", "Yank"),
    ("Ctrl+]", "CharacterSearch"),
    ("Ctrl+_", "Undo"),
    ("Ctrl+Alt+]", "CharacterSearchBackward"),
    ("Ctrl+Alt+y", "YankNthArg"),
    ("Ctrl+Alt+?", "ShowKeyBindings"),
    ("Ctrl+x,Ctrl+e", "ViEditVisually"),
    ("Ctrl+x,Ctrl+u", "Undo"),
    ("Ctrl+x,Ctrl+x", "ExchangePointAndMark"),
    ("Ctrl+x,Backspace", "BackwardKillInput"),
    ("Ctrl+LeftArrow", "BackwardWord"),
    ("Ctrl+RightArrow", "ForwardWord"),
    ("Alt+b", "BackwardWord"),
    ("Alt+f", "ForwardWord"),
    ("Alt+d", "KillWord"),
    ("Alt+Backspace", "BackwardKillWord"),
    ("Ctrl+Backspace", "BackwardKillWord"),
    ("Ctrl+Delete", "KillWord"),
    ("Alt+c", "CapitalizeWord"),
    ("Alt+l", "DowncaseWord"),
    ("Alt+u", "UpcaseWord"),
    ("Alt+r", "RevertLine"),
    ("Alt+y", "YankPop"),
    ("Alt+.", "YankLastArg"),
    ("Alt+_", "YankLastArg"),
    ("Alt+<", "BeginningOfHistory"),
    ("Alt+>", "EndOfHistory"),
    ("Alt+=", "PossibleCompletions"),
    ("Alt+Spacebar", "SetMark"),
    ("Tab", "Complete"),
];

/// What Emacs's and Windows' keys have in common: arguments, help and selections.
const ARGUMENTS_AND_SELECTIONS: &[(&str, &str)] = &[
    ("Alt+?", "WhatIsKey"),
    ("Alt+a", "SelectCommandArgument"),
    ("Alt+h", "ShowParameterHelp"),
    ("Alt+0", "DigitArgument"),
    ("Alt+1", "DigitArgument"),
    ("Alt+2", "DigitArgument"),
    ("Alt+3", "DigitArgument"),
    ("Alt+4", "DigitArgument"),
    ("Alt+5", "DigitArgument"),
    ("Alt+6", "DigitArgument"),
    ("Alt+7", "DigitArgument"),
    ("Alt+8", "DigitArgument"),
    ("Alt+9", "DigitArgument"),
    ("Alt+-", "DigitArgument"),
    ("Shift+LeftArrow", "SelectBackwardChar"),
    ("Shift+RightArrow", "SelectForwardChar"),
    ("Shift+Home", "SelectBackwardsLine"),
    ("Shift+End", "SelectLine"),
    ("Ctrl+Shift+LeftArrow", "SelectBackwardWord"),
    ("Ctrl+Shift+RightArrow", "SelectNextWord"),
];

const WINDOWS: &[(&str, &str)] = &[
    ("Alt+Enter", "AddLine"),
    ("Escape", "RevertLine"),
    ("Tab", "TabCompleteNext"),
    ("Shift+Tab", "TabCompletePrevious"),
    ("Ctrl+@", "MenuComplete"),
    ("Ctrl+Spacebar", "MenuComplete"),
    ("Ctrl+a", "SelectAll"),
    ("Ctrl+c", "CopyOrCancelLine"),
    ("Ctrl+C", "Copy"),
    ("Ctrl+h", "BackwardDeleteChar"),
    ("Ctrl+l", "ClearScreen"),
    ("Ctrl+r", "ReverseSearchHistory"),
    ("Ctrl+s", "ForwardSearchHistory"),
    ("Ctrl+v", "Paste"),
    ("Ctrl+x", "Cut"),
    ("Ctrl+y", "Redo"),
    ("Ctrl+z", "Undo"),
    ("Ctrl+]", "GotoBrace"),
    ("Ctrl+Home", "BackwardDeleteInput"),
    ("Ctrl+End", "ForwardDeleteInput"),
    ("Ctrl+Backspace", "BackwardKillWord"),
    ("Ctrl+w", "BackwardKillWord"),
    ("Ctrl+Delete", "KillWord"),
    ("Ctrl+LeftArrow", "BackwardWord"),
    ("Ctrl+RightArrow", "NextWord"),
    ("Alt+.", "YankLastArg"),
    ("Alt+F7", "ClearHistory"),
    ("F3", "CharacterSearch"),
    ("Shift+F3", "CharacterSearchBackward"),
    ("F8", "HistorySearchBackward"),
    ("Shift+F8", "HistorySearchForward"),
];

const VI_INSERT: &[(&str, &str)] = &[
    ("Alt+Enter", "AddLine"),
    ("Escape", "ViCommandMode"),
    ("Tab", "TabCompleteNext"),
    ("Shift+Tab", "TabCompletePrevious"),
    ("Ctrl+@", "MenuComplete"),
    ("Ctrl+Spacebar", "MenuComplete"),
    ("Ctrl+c", "CancelLine"),
    ("Ctrl+d", "DeleteCharOrExit"),
    ("Ctrl+h", "BackwardDeleteChar"),
    ("Ctrl+l", "ClearScreen"),
    ("Ctrl+r", "ReverseSearchHistory"),
    ("Ctrl+s", "ForwardSearchHistory"),
    ("Ctrl+t", "SwapCharacters"),
    ("Ctrl+u", "BackwardDeleteInput"),
    ("Ctrl+v", "Paste"),
    ("Ctrl+w", "BackwardDeleteWord"),
    ("Ctrl+y", "Redo"),
    ("Ctrl+z", "Undo"),
    ("Ctrl+LeftArrow", "BackwardWord"),
    ("Ctrl+RightArrow", "NextWord"),
    ("F3", "CharacterSearch"),
    ("F8", "HistorySearchBackward"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::editing::function;

    #[test]
    fn every_key_has_a_function_that_exists() {
        for layout in [Layout::Windows, Layout::Emacs, Layout::ViInsert] {
            for (key, name) in default_keys(layout) {
                assert!(function(name).is_some(), "{key}: {name}");
            }
        }
    }
}
