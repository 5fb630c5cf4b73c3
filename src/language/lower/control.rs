//! `if`, `try`, `switch`, and leaving loops.

use super::{Lowered, Lowerer, OpenLoop};
use crate::language::ast::*;
use crate::language::code::{self, Constant, Index, Instruction, LoopRegion, Match, Range, Register, Try};
use crate::language::span::Span;
use std::rc::Rc;

impl Lowerer {
    pub(super) fn conditional(
        &mut self,
        clauses: &[(Statement, Block)],
        otherwise: Option<&Block>,
    ) -> Lowered {
        let mut ends = Vec::new();
        for (index, (condition, body)) in clauses.iter().enumerate() {
            let exits = self.jump_unless(condition)?;
            self.statements(body)?;
            if otherwise.is_some() || index + 1 < clauses.len() {
                ends.push(self.emit(Instruction::Jump { to: 0 }, body.span));
            }
            exits.into_iter().for_each(|exit| self.patch(exit));
        }
        if let Some(body) = otherwise {
            self.statements(body)?;
        }
        for end in ends {
            self.patch(end);
        }
        Ok(())
    }

    pub(super) fn try_block(
        &mut self,
        body: &Block,
        catches: &[Catch],
        finally: Option<&Block>,
        span: Span,
    ) -> Lowered {
        let index = self.code.tables.tries.len() as Index;
        let end = 0;
        let empty = Try { body: Range::default(), catches: Vec::new(), finally: None, end };
        self.code.tables.tries.push(empty);
        self.emit(Instruction::Try { index }, span);
        let body = self.range(body)?;
        let mut lowered = Vec::new();
        for clause in catches {
            let body = self.range(&clause.body)?;
            lowered.push(code::Catch { types: clause.types.clone(), body });
        }
        let finally = finally.map(|block| self.range(block)).transpose()?;
        let end = self.here();
        if let Some(entry) = self.code.tables.tries.get_mut(index as usize) {
            *entry = Try { body, catches: lowered, finally, end };
        }
        Ok(())
    }

    fn range(&mut self, block: &Block) -> Lowered<Range> {
        let start = self.here();
        self.statements(block)?;
        Ok(Range { start, end: self.here() })
    }

    /// `break` or `continue`: a jump when its loop is in this code, otherwise it leaves the code.
    pub(super) fn leave_loop(&mut self, label: Option<&Expression>, leaving: bool, span: Span) -> Lowered {
        let constant: Option<Rc<str>> = match label.map(|label| &label.kind) {
            None => None,
            Some(ExpressionKind::String { value, .. }) => Some(value.clone()),
            Some(_) => return self.leave_dynamically(label, leaving, span),
        };
        let found = self.loops.iter().rposition(|open| match &constant {
            None => true,
            Some(wanted) => open.label.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(wanted)),
        });
        let depth = found.and_then(|index| self.loops.get(index)).map(|open| open.collectors);
        if found.is_none() || depth != Some(self.collectors) {
            return self.leave_dynamically(label, leaving, span);
        }
        let at = self.emit(Instruction::Jump { to: 0 }, span);
        if let Some(open) = found.and_then(|index| self.loops.get_mut(index)) {
            if leaving { open.breaks.push(at) } else { open.continues.push(at) }
        }
        Ok(())
    }

    fn leave_dynamically(&mut self, label: Option<&Expression>, leaving: bool, span: Span) -> Lowered {
        let register = self.temporary();
        match label {
            Some(label) => self.expression(label, register)?,
            None => {
                self.emit(Instruction::Null { to: register }, span);
            }
        }
        let instruction = if leaving {
            Instruction::Break { label: register }
        } else {
            Instruction::Continue { label: register }
        };
        self.emit(instruction, span);
        Ok(())
    }

    pub(super) fn open_loop(&mut self, label: Option<&Name>) {
        let label = label.map(|label| Rc::from(label.text.as_str()));
        let (collectors, start) = (self.collectors, self.here());
        self.loops.push(OpenLoop { label, collectors, breaks: Vec::new(), continues: Vec::new(), start });
    }

    /// Ends the innermost loop: `continue_to` is where `continue` goes; `break` goes to the next
    /// instruction.
    pub(super) fn close_loop(&mut self, continue_to: u32) {
        let Some(open) = self.loops.pop() else { return };
        let break_to = self.here();
        for at in open.breaks {
            self.patch_to(at, break_to);
        }
        for at in open.continues {
            self.patch_to(at, continue_to);
        }
        self.code.tables.loops.push(LoopRegion {
            body: Range { start: open.start, end: break_to },
            label: open.label,
            break_to,
            continue_to,
            collectors: open.collectors,
        });
    }

    pub(super) fn switch(&mut self, switch: &Switch, span: Span) -> Lowered {
        let registers = self.temporaries(4);
        let (value, item, matched, any) = (registers, registers + 1, registers + 2, registers + 3);
        self.statement_value(&switch.condition, value)?;
        let iterator = self.iterators;
        self.iterators += 1;
        match switch.file {
            true => self.emit(Instruction::IterateFile { iterator, from: value }, span),
            false => self.emit(Instruction::Iterate { iterator, from: value, null_counts: true }, span),
        };
        let exposed = !switch.file && super::loops::mentions(self.text(span), "switch");
        let exposed = exposed.then(|| self.expose(iterator, true, span));
        let underscore = VariablePath { qualifier: None, name: "_".into(), braced: false };
        let saved = self.temporary();
        match self.slot_for(&underscore) {
            Some(slot) => self.emit(Instruction::LoadSlot { to: saved, slot }, span),
            None => self.emit(Instruction::KeepItem { to: saved }, span),
        };
        self.open_loop(switch.label.as_ref());
        let next = self.emit(Instruction::Next { iterator, to: item, exit: 0 }, span);
        self.store(&underscore, item, span);
        self.emit(Instruction::Bool { to: any, value: false }, span);
        let reassigned = assigns_item(self.text(span)).then_some(&underscore);
        self.switch_clauses(switch, [item, matched, any], reassigned)?;
        if let Some(default) = &switch.default {
            let over = self.emit(Instruction::JumpIf { register: any, to: 0 }, span);
            self.statements(default)?;
            self.patch(over);
        }
        self.emit(Instruction::Jump { to: next }, span);
        self.patch(next);
        self.close_loop(next);
        self.store(&underscore, saved, span);
        if let Some(from) = exposed {
            self.emit(Instruction::Conceal { from, switch: true }, span);
        }
        self.iterators -= 1;
        Ok(())
    }

    /// The clauses; what a body gives `$_` is what the clauses behind it look at.
    fn switch_clauses(
        &mut self,
        switch: &Switch,
        [item, matched, any]: [Register; 3],
        reassigned: Option<&VariablePath>,
    ) -> Lowered {
        let index = self.code.tables.matches.len() as Index;
        self.code.tables.matches.push(Match { mode: switch.mode, case_sensitive: switch.case_sensitive });
        for (pattern, body) in &switch.cases {
            let top = self.top;
            let register = self.temporary();
            self.pattern(pattern, register)?;
            let span = pattern.span;
            self.emit(Instruction::Match { to: matched, value: item, pattern: register, index }, span);
            let next = self.emit(Instruction::JumpUnless { register: matched, to: 0 }, span);
            self.emit(Instruction::Bool { to: any, value: true }, span);
            self.statements(body)?;
            if let Some(path) = reassigned {
                self.load(path, item, span);
            }
            self.patch(next);
            self.top = top;
        }
        Ok(())
    }

    /// A clause's pattern: a bare word is text.
    fn pattern(&mut self, pattern: &Expression, to: Register) -> Lowered {
        match &pattern.kind {
            ExpressionKind::String { value, .. } => {
                self.constant(Constant::Text(value.clone()), to, pattern.span);
                Ok(())
            }
            _ => self.expression(pattern, to),
        }
    }
}

/// Whether a text may give `$_` another value.
fn assigns_item(text: &str) -> bool {
    let folded = text.to_ascii_lowercase();
    ["$_", "$psitem", "${_}", "${psitem}"].iter().any(|name| {
        folded.split(name).skip(1).any(|behind| {
            let behind = behind.trim_start();
            let operator = behind.trim_start_matches(['+', '-', '*', '/', '%', '?']);
            operator.starts_with('=') || behind.starts_with("++") || behind.starts_with("--")
        })
    })
}
