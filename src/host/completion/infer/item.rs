//! What `$_` is in the block around the cursor, and what an index gives.

use super::{Inference, Inferred, element, element_or_self};
use crate::engine::member;
use crate::engine::value::Value;
use crate::host::completion::scan::{Frame, FrameKind, Kind, Token};
use crate::host::completion::target_start;
use crate::language::ast::{Expression, ExpressionKind, Number, PipelineElement, StatementKind};

impl Inference<'_, '_> {
    /// What `target[index]` is: the value itself where the session has it and the index is written out.
    pub(super) fn index(&mut self, target: &Expression, index: &Expression) -> Inferred {
        if let Some(item) = listed(target, index) {
            return self.expression(item);
        }
        let of = self.expression(target);
        let constant = match &index.kind {
            ExpressionKind::Number(Number::Int(number)) => Some(Value::Int(*number)),
            ExpressionKind::String { value, .. } => Some(Value::text(&**value)),
            _ => None,
        };
        if let ExpressionKind::String { value, .. } = &index.kind
            && let Some((_, found)) = of.notes.iter().find(|(name, _)| name.eq_ignore_ascii_case(value))
        {
            return found.clone();
        }
        if let (Some(value), Some(constant)) = (&of.value, constant)
            && let Ok(found) = member::index(self.engine, value, &constant)
            && !found.is_null()
        {
            return Inferred::of_value(found);
        }
        let found = element(&of);
        // Commands put out several objects, of which each has the type that is known.
        if found.is_empty() { of } else { found }
    }

    /// The object that flows into the block around the cursor: the error of `catch` and `trap`, the value of
    /// `switch`, what a pipeline sends, the elements of `.Where({ })`.
    pub(super) fn current_item(&mut self) -> Option<Inferred> {
        if let Some(item) = &self.item {
            return Some(item.clone());
        }
        let mut at = self.from.unwrap_or(self.scan.open);
        while at != 0 {
            let frame = self.scan.frames.get(at)?.clone();
            if frame.kind == FrameKind::Block
                && let Some(found) = self.item_around(&frame)
            {
                self.steps += 1;
                return Some(found).filter(|found| !found.is_empty());
            }
            at = frame.parent;
        }
        None
    }

    /// [`Inference::item_of`], where `$_` means that of the block outside.
    fn item_around(&mut self, frame: &Frame) -> Option<Inferred> {
        let before = self.from.replace(frame.parent);
        let found = self.item_of(frame);
        self.from = before;
        found
    }

    /// What flows into one block; `None` when something around it says that.
    fn item_of(&mut self, frame: &Frame) -> Option<Inferred> {
        let before: Vec<Token> =
            self.scan.in_frame(frame.parent).into_iter().filter(|token| token.end <= frame.start).collect();
        if let Some(keyword) = before.iter().rev().find(|token| !self.is_bracket(token)) {
            match self.scan.of_token(keyword).to_ascii_lowercase().as_str() {
                "catch" | "trap" if keyword.kind == Kind::Keyword => {
                    return Some(self.caught(&before, keyword));
                }
                _ => {}
            }
        }
        if let Some(found) = self.switched(&before) {
            return Some(found);
        }
        let parent = self.scan.frames.get(frame.parent)?;
        if parent.kind == FrameKind::MethodArguments {
            let link = self
                .scan
                .tokens
                .iter()
                .rev()
                .find(|token| token.end <= parent.start && token.kind == Kind::Dot)?;
            let start = target_start(self.scan, link.start, link.frame);
            let text = self.scan.text.get(start..link.start)?;
            let of = self.text(text);
            return Some(element_or_self(&of));
        }
        let statement = self.scan.statement(frame.parent);
        let pipe =
            statement.iter().rev().find(|token| token.kind == Kind::Pipe && token.end <= frame.start)?;
        let text = self.scan.text.get(statement.first()?.start..pipe.start)?;
        let input = self.text(text);
        Some(element_or_self(&input))
    }

    fn is_bracket(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Open(frame) | Kind::Close(frame) => {
                self.scan.frames.get(frame).is_some_and(|frame| frame.kind == FrameKind::Type)
            }
            Kind::Comma => true,
            Kind::Separator => self.scan.of_token(token).trim().is_empty(),
            _ => false,
        }
    }

    /// An error record; its exception is of the type that `catch` names.
    fn caught(&mut self, before: &[Token], keyword: &Token) -> Inferred {
        let mut found = Inferred::of("System.Management.Automation.ErrorRecord");
        let types =
            before.iter().filter(|token| token.start >= keyword.end).find_map(|token| match token.kind {
                Kind::Open(frame) => self.scan.frames.get(frame),
                _ => None,
            });
        let named = types.and_then(|frame| self.scan.text.get(frame.inside..frame.end?.checked_sub(1)?));
        if let Some(exception) = named.map(|name| self.named(name)).filter(|found| !found.is_empty()) {
            found.notes.push(("Exception".into(), exception));
        }
        found
    }

    /// What `switch` looks at, when the block is its body or one of its clauses.
    fn switched(&mut self, before: &[Token]) -> Option<Inferred> {
        let last = before.iter().rev().find(|token| token.kind != Kind::Separator)?;
        let Kind::Close(condition) = last.kind else { return None };
        let condition = self.scan.frames.get(condition).filter(|frame| frame.kind == FrameKind::Paren)?;
        let keyword = before
            .iter()
            .rev()
            .filter(|token| token.end <= condition.start)
            .find(|token| !matches!(token.kind, Kind::Parameter | Kind::Operator))?;
        if !self.scan.of_token(keyword).eq_ignore_ascii_case("switch") {
            return None;
        }
        let text = self.scan.text.get(condition.inside..condition.end?.checked_sub(1)?)?;
        let of = self.text(text);
        Some(element_or_self(&of))
    }
}

/// The element of a written list that a constant index means.
fn listed<'e>(target: &'e Expression, index: &Expression) -> Option<&'e Expression> {
    let number = match &index.kind {
        ExpressionKind::Number(Number::Int(number)) => i64::from(*number),
        _ => return None,
    };
    let statement = match &target.kind {
        ExpressionKind::Sub(block) | ExpressionKind::Array(block) => match block.statements.as_slice() {
            [only] => only,
            _ => return None,
        },
        ExpressionKind::Paren(statement) => statement,
        _ => return None,
    };
    let StatementKind::Chain(chain) = &statement.kind else { return None };
    let [PipelineElement::Expression { expression, .. }] = chain.first.elements.as_slice() else {
        return None;
    };
    let ExpressionKind::List(items) = &expression.kind else { return None };
    let count = i64::try_from(items.len()).ok()?;
    let place = if number < 0 { count + number } else { number };
    items.get(usize::try_from(place).ok()?)
}
