//! Commands of the module PSReadLine.

mod get_ps_read_line_key_handler;
mod get_ps_read_line_option;
mod ps_console_host_read_line;
mod remove_ps_read_line_key_handler;
mod set_ps_read_line_key_handler;
mod set_ps_read_line_option;

use crate::engine::command::CommandInfo;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] = &[
    get_ps_read_line_key_handler::GetPsReadLineKeyHandler::INFO,
    get_ps_read_line_option::GetPsReadLineOption::INFO,
    ps_console_host_read_line::PSConsoleHostReadLine::INFO,
    remove_ps_read_line_key_handler::RemovePsReadLineKeyHandler::INFO,
    set_ps_read_line_key_handler::SetPsReadLineKeyHandler::INFO,
    set_ps_read_line_option::SetPsReadLineOption::INFO,
];

/// The functions that keys may be bound to, for completion; a test compares them with the editor's.
pub(super) const FUNCTIONS: &[&str] = &[
    "Abort",
    "AcceptAndGetNext",
    "AcceptLine",
    "AcceptNextSuggestionWord",
    "AcceptSuggestion",
    "AddLine",
    "BackwardChar",
    "BackwardDeleteChar",
    "BackwardDeleteInput",
    "BackwardDeleteLine",
    "BackwardDeleteWord",
    "BackwardKillInput",
    "BackwardKillLine",
    "BackwardKillWord",
    "BackwardWord",
    "BeginningOfHistory",
    "BeginningOfLine",
    "CancelLine",
    "CapitalizeWord",
    "CaptureScreen",
    "CharacterSearch",
    "CharacterSearchBackward",
    "ClearHistory",
    "ClearScreen",
    "Complete",
    "Copy",
    "CopyOrCancelLine",
    "Cut",
    "DeleteChar",
    "DeleteCharOrExit",
    "DeleteEndOfBuffer",
    "DeleteEndOfWord",
    "DeleteLine",
    "DeleteWord",
    "DigitArgument",
    "DowncaseWord",
    "EndOfHistory",
    "EndOfLine",
    "ExchangePointAndMark",
    "ForwardChar",
    "ForwardDeleteInput",
    "ForwardDeleteLine",
    "ForwardSearchHistory",
    "ForwardWord",
    "GotoBrace",
    "HistorySearchBackward",
    "HistorySearchForward",
    "Ignore",
    "InsertLineAbove",
    "InsertLineBelow",
    "InvokePrompt",
    "KillLine",
    "KillRegion",
    "KillWord",
    "MenuComplete",
    "MoveToEndOfLine",
    "MoveToFirstLine",
    "MoveToLastLine",
    "NextHistory",
    "NextLine",
    "NextSuggestion",
    "NextWord",
    "Paste",
    "PossibleCompletions",
    "PreviousHistory",
    "PreviousLine",
    "PreviousSuggestion",
    "QuotedInsert",
    "Redo",
    "ReverseSearchHistory",
    "RevertLine",
    "ScrollDisplayDown",
    "ScrollDisplayUp",
    "SelectAll",
    "SelectBackwardChar",
    "SelectBackwardWord",
    "SelectBackwardsLine",
    "SelectCommandArgument",
    "SelectForwardChar",
    "SelectLine",
    "SelectNextWord",
    "SelfInsert",
    "SetMark",
    "ShellBackwardKillWord",
    "ShellBackwardWord",
    "ShellForwardWord",
    "ShellKillWord",
    "ShellNextWord",
    "ShowCommandHelp",
    "ShowFullPredictionTooltip",
    "ShowKeyBindings",
    "ShowParameterHelp",
    "SwapCharacters",
    "SwitchPredictionView",
    "TabCompleteNext",
    "TabCompletePrevious",
    "Undo",
    "UndoAll",
    "UnixWordRubout",
    "UpcaseWord",
    "ValidateAndAcceptLine",
    "ViCommandMode",
    "ViInsertMode",
    "WhatIsKey",
    "Yank",
    "YankLastArg",
    "YankNthArg",
    "YankPop",
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_names_are_those_of_the_editor() {
        let mut names: Vec<&str> =
            crate::engine::editing::FUNCTIONS.iter().map(|function| function.name).collect();
        names.sort_unstable();
        assert_eq!(names, super::FUNCTIONS);
    }
}
