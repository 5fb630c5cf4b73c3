//! The functions that keys may be bound to, with PSReadLine's descriptions.

/// A heading of `Get-PSReadLineKeyHandler`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Basic,
    CursorMovement,
    History,
    Completion,
    Prediction,
    Miscellaneous,
    Selection,
    Search,
    Custom,
}

impl Group {
    /// All of them in the order in which they are listed.
    pub const ALL: [Group; 9] = [
        Group::Basic,
        Group::CursorMovement,
        Group::History,
        Group::Completion,
        Group::Prediction,
        Group::Miscellaneous,
        Group::Selection,
        Group::Search,
        Group::Custom,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Basic => "Basic editing functions",
            Group::CursorMovement => "Cursor movement functions",
            Group::History => "History functions",
            Group::Completion => "Completion functions",
            Group::Prediction => "Prediction functions",
            Group::Miscellaneous => "Miscellaneous functions",
            Group::Selection => "Selection functions",
            Group::Search => "Search functions",
            Group::Custom => "User defined functions",
        }
    }
}

/// A function of the editor.
#[derive(Debug)]
pub struct Function {
    pub name: &'static str,
    pub group: Group,
    pub description: &'static str,
}

/// A function by its name, in any case.
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// Gives the table of functions to a macro: groups, and names with descriptions in them.
macro_rules! editor_functions {
    ($then:ident) => {
        $then! {
                Basic {
                    AcceptLine "Accept the input or move to the next line if input is missing a closing token.";
                    AcceptAndGetNext "Accept the current line and recall the next line from history after the current line is executed";
                    AddLine "Move the cursor to the next line without attempting to execute the input";
                    BackwardDeleteChar "Delete the character before the cursor";
                    BackwardDeleteInput "Delete text from the cursor to the start of the input";
                    BackwardDeleteLine "Delete text from the cursor to the start of the line";
                    BackwardDeleteWord "Delete text from the start of the word to the cursor";
                    BackwardKillInput "Move text from the cursor to the start of the input to the kill ring";
                    BackwardKillLine "Move text from the cursor to the start of the current logical line to the kill ring";
                    BackwardKillWord "Move the text from the start of the current or previous word to the cursor to the kill ring";
                    CancelLine "Abort editing the current line and re-evaluate the prompt";
                    CapitalizeWord "Make the next word begin with a capital";
                    Copy "Copy selected region to the system clipboard.  If no region is selected, copy the whole line";
                    CopyOrCancelLine "Either copy selected text to the clipboard, or if no text is selected, cancel editing the line with CancelLine.";
                    Cut "Delete selected region placing deleted text in the system clipboard";
                    DeleteChar "Delete the character under the cursor";
                    DeleteCharOrExit "Delete the character under the cursor or if the line is empty, exit the process";
                    DeleteEndOfBuffer "Deletes to the end of the multiline buffer.";
                    DeleteEndOfWord "Delete to the end of the word.";
                    DeleteLine "Deletes the current logical line";
                    DeleteWord "Deletes the current word";
                    DowncaseWord "Make the next word lower case";
                    ForwardDeleteInput "Delete text from the cursor to the end of the input";
                    ForwardDeleteLine "Delete text from the cursor to the end of the line";
                    InsertLineAbove "Inserts a new empty line above the current line without attempting to execute the input";
                    InsertLineBelow "Inserts a new empty line below the current line without attempting to execute the input";
                    KillLine "Kill the text from the cursor to the end of the input";
                    KillRegion "Kill the text between the cursor and the mark";
                    KillWord "Kill the text from the cursor to the end of the word";
                    Paste "Paste text from the system clipboard";
                    QuotedInsert "Insert the next key as it is";
                    Redo "Redo an undo";
                    RevertLine "Equivalent to undo all edits (clears the line except lines imported from history)";
                    SelfInsert "Insert the key typed";
                    ShellBackwardKillWord "Move the text from the cursor to the start of the current or previous token to the kill ring";
                    ShellKillWord "Kill the text from the cursor to the end of the token";
                    SwapCharacters "Swap the current character and the one before it.";
                    Undo "Undo a previous edit";
                    UndoAll "Undo all previous edits for line";
                    UnixWordRubout "Move the text from the cursor to the start of the current or previous whitespace delimited word to the kill ring";
                    UpcaseWord "Make the next word upper case";
                    ValidateAndAcceptLine "Accept the input or move to the next line if input is missing a closing token.";
                    Yank "Copy the text from the current kill ring position to the input";
                    YankLastArg "Copy the text of the last argument to the input";
                    YankNthArg "Copy the text of the nth argument to the input";
                    YankPop "Replace the previously yanked text with the text from the next kill ring position";
                }
                CursorMovement {
                    BackwardChar "Move the cursor back one character";
                    BackwardWord "Move the cursor to the beginning of the current or previous word";
                    BeginningOfLine "Move the cursor to the beginning of the line";
                    EndOfLine "Move the cursor to the end of the line";
                    ExchangePointAndMark "Mark the location of the cursor";
                    ForwardChar "Move the cursor forward one character";
                    ForwardWord "Move the cursor forward to the end of the current or next word";
                    GotoBrace "Go to the matching brace, parenthesis, or square bracket";
                    MoveToEndOfLine "Move to the end of the line.";
                    MoveToFirstLine "Move to the first line of the input";
                    MoveToLastLine "Move to the last line of the input";
                    NextLine "Move the cursor to the next line if the input has multiple lines.";
                    NextWord "Move the cursor forward to the start of the next word";
                    PreviousLine "Move the cursor to the previous line if the input has multiple lines.";
                    SetMark "Mark the location of the cursor";
                    ShellBackwardWord "Move the cursor to the beginning of the current or previous token or start of the line";
                    ShellForwardWord "Move the cursor to the beginning of the next token or end of line";
                    ShellNextWord "Move the cursor to the end of the current token";
                    ViCommandMode "Switch to VI's command mode.";
                    ViInsertMode "Switches to insert mode.";
                }
                History {
                    BeginningOfHistory "Move to the first item in the history";
                    ClearHistory "Remove all items from the command line history (not PowerShell history)";
                    EndOfHistory "Move to the last item (the current input) in the history";
                    ForwardSearchHistory "Search history forward interactively";
                    HistorySearchBackward "Search for the previous item in the history that starts with the current input - like PreviousHistory if the input is empty";
                    HistorySearchForward "Search for the next item in the history that starts with the current input - like NextHistory if the input is empty";
                    NextHistory "Replace the input with the next item in the history";
                    PreviousHistory "Replace the input with the previous item in the history";
                    ReverseSearchHistory "Search history backwards interactively";
                }
                Completion {
                    Complete "Complete the input if there is a single completion, otherwise complete the input with common prefix for all completions.  Show possible completions if pressed a second time.";
                    MenuComplete "Complete the input if there is a single completion, otherwise complete the input by selecting from a menu of possible completions.";
                    PossibleCompletions "Display the possible completions without changing the input";
                    TabCompleteNext "Complete the input using the next completion";
                    TabCompletePrevious "Complete the input using the previous completion";
                }
                Prediction {
                    AcceptNextSuggestionWord "Accept the next word of the inline or selected suggestion";
                    AcceptSuggestion "Accept the current inline or selected suggestion";
                    NextSuggestion "Navigate to the next suggestion in the prediction list view";
                    PreviousSuggestion "Navigate to the previous suggestion in the prediction list view";
                    ShowFullPredictionTooltip "Show the full tooltip of the selected list-view item in the terminal's alternate screen buffer";
                    SwitchPredictionView "Switch between the inline and list prediction views";
                }
                Miscellaneous {
                    Abort "Abort the current operation, e.g. incremental history search";
                    CaptureScreen "Allows you to select multiple lines from the console using Shift+UpArrow/DownArrow and copy the text to clipboard by pressing Enter.";
                    ClearScreen "Clear the screen and redraw the current line at the top of the screen";
                    DigitArgument "Start or accumulate a numeric argument to other functions";
                    Ignore "Do nothing";
                    InvokePrompt "Erases the current prompt and calls the prompt function to redisplay the prompt";
                    ScrollDisplayDown "Scroll the display down one screen";
                    ScrollDisplayUp "Scroll the display up one screen";
                    ShowCommandHelp "Shows help for the command at the cursor in an alternate screen buffer.";
                    ShowKeyBindings "Show all key bindings";
                    ShowParameterHelp "Shows help for the parameter at the cursor.";
                    ViEditVisually "Edit the command line in a text editor specified by $env:EDITOR or $env:VISUAL";
                    WhatIsKey "Show the key binding for the next chord entered";
                }
                Selection {
                    SelectAll "Select the entire line. Moves the cursor to the end of the line";
                    SelectBackwardChar "Adjust the current selection to include the previous character";
                    SelectBackwardWord "Adjust the current selection to include the previous word";
                    SelectBackwardsLine "Adjust the current selection to include from the cursor to the start of the line";
                    SelectCommandArgument "Make visual selection of the command arguments";
                    SelectForwardChar "Adjust the current selection to include the next character";
                    SelectLine "Adjust the current selection to include from the cursor to the end of the line";
                    SelectNextWord "Adjust the current selection to include the next word";
                }
                Search {
                    CharacterSearch "Read a character and move the cursor to the next occurence of that character";
                    CharacterSearchBackward "Read a character and move the cursor to the previous occurence of that character";
                }
        }
    };
}
pub(crate) use editor_functions;

macro_rules! functions {
    ($($group:ident { $($name:ident $description:literal;)* })*) => {
        /// Every function, by group.
        pub const FUNCTIONS: &[Function] = &[$($(Function {
            name: stringify!($name),
            group: Group::$group,
            description: $description,
        }),*),*];

        /// Their names, by group.
        pub const NAMES: &[&str] = &[$($(stringify!($name)),*),*];
    };
}

editor_functions!(functions);
