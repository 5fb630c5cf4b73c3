//! What the condition of an `if` or of a loop may run.

use crate::language::ast::*;
use crate::language::visit::{self, Visitor};

/// Whether a condition runs a command, which may leave `$?` false: PowerShell sets it to true behind such a
/// condition, so that a test for something that is not there is no failure. Blocks in it do not count.
/// Source: `Compiler.CaptureStatementResults`.
pub(super) fn runs_command(condition: &Statement) -> bool {
    let mut search = Search(false);
    search.statement(condition);
    search.0
}

struct Search(bool);

impl Visitor for Search {
    fn command(&mut self, command: &Command) {
        self.0 = true;
        visit::walk_command(self, command);
    }

    fn script_block_expression(&mut self, _: &ScriptBlock) {}
}
