//! `switch`: flags, value, clauses, and what is left of it when something is missing.

use super::{Builder, Node, Nodes, Rule};
use crate::language::ast::{
    Block, ErrorPart, ErrorStatement, Expression, Name, Statement, StatementKind, Switch, SwitchMode,
};
use crate::language::span::Span;

const NO_VALUE: (&str, &str) = (
    "PipelineValueRequired",
    "A switch statement must have one of the following:  '-file file_name' or '( expression )'.",
);

/// A `switch` while it is read.
struct Draft {
    mode: SwitchMode,
    case_sensitive: bool,
    parallel: bool,
    file: bool,
    flags: Vec<(&'static str, Span, Option<Statement>)>,
    /// What stood in the parentheses.
    value: Option<Statement>,
    clauses: Vec<Clause>,
    /// Where the last thing ends that surely belongs to the statement.
    end: u32,
    failed: bool,
    /// Something was missing at the end of the text: what else is missing there is no news.
    incomplete: bool,
}

struct Clause {
    is_default: bool,
    test: Expression,
    body: Option<Block>,
}

impl Builder<'_> {
    pub(super) fn switch_statement(&mut self, node: Node<'_>, label: Option<Name>) -> StatementKind {
        let start = node.span().start;
        let keyword = Span { start, end: start + 6 };
        let mut draft = Draft {
            mode: SwitchMode::Exact,
            case_sensitive: false,
            parallel: false,
            file: false,
            flags: Vec::new(),
            value: None,
            clauses: Vec::new(),
            end: keyword.end,
            failed: false,
            incomplete: false,
        };
        let mut nodes = node.children();
        while let Some(flag) = nodes.accept(Rule::flag) {
            self.switch_flag(flag, &mut draft);
        }
        self.switch_value(&mut nodes, &mut draft);
        self.switch_clauses(&mut nodes, &mut draft);
        draft.statement(keyword, label)
    }

    /// Something is missing behind what was read.
    fn switch_lacks(&mut self, draft: &mut Draft, (id, message): (&'static str, &'static str)) {
        draft.failed = true;
        draft.incomplete |= self.missing(Span { start: draft.end, end: draft.end }, id, message);
    }

    /// Applies one flag.
    fn switch_flag(&mut self, flag: Node<'_>, draft: &mut Draft) {
        const FLAGS: [&str; 6] = ["regex", "wildcard", "exact", "casesensitive", "parallel", "file"];
        let (word, span) = self.flag_word(flag);
        let lower = word.to_ascii_lowercase();
        draft.end = span.end;
        let Some(name) = FLAGS.into_iter().find(|name| name.starts_with(&lower)) else {
            draft.failed = true;
            let message = format!("The parameter {word} is not valid for the switch statement.");
            return self.error(span, "InvalidSwitchFlag", message);
        };
        match name {
            "regex" => draft.mode = SwitchMode::Regex,
            "wildcard" => draft.mode = SwitchMode::Wildcard,
            "exact" => draft.mode = SwitchMode::Exact,
            "casesensitive" => draft.case_sensitive = true,
            "parallel" => draft.parallel = true,
            _ => draft.file = true,
        }
        let path = if name == "file" { self.switch_path(flag, draft) } else { None };
        if !draft.flags.iter().any(|(known, ..)| *known == name) {
            draft.flags.push((name, span, path));
        }
    }

    /// The path of `-File`.
    fn switch_path(&mut self, flag: Node<'_>, draft: &mut Draft) -> Option<Statement> {
        let mut nodes = flag.children();
        nodes.next();
        if nodes.peek_rule().is_none_or(|rule| rule == Rule::missing_value) {
            let message = "Cannot process the 'switch' statement because of a missing file name argument to the \
                           -file option.";
            self.switch_lacks(draft, ("MissingFilenameOption", message));
            return None;
        }
        let path = self.argument(&mut nodes);
        draft.end = path.span.end;
        Some(self.expression_statement(path))
    }

    /// `($x)`
    fn switch_value(&mut self, nodes: &mut Nodes<'_>, draft: &mut Draft) {
        let Some(value) = nodes.accept(Rule::switch_value) else {
            if !draft.file {
                self.switch_lacks(draft, NO_VALUE);
            }
            return;
        };
        let open = Span { start: value.span().start, end: value.span().start + 1 };
        if draft.file {
            draft.failed = true;
            self.error(open, NO_VALUE.0, NO_VALUE.1);
        }
        draft.end = open.end;
        let mut inner = value.children();
        match inner.accept(Rule::chain) {
            Some(chain) => {
                let chain = self.chain(chain);
                draft.end = chain.span.end;
                draft.value = Some(chain);
            }
            None => self.switch_lacks(draft, NO_VALUE),
        }
        let closed = inner.all(|node| node.rule() != Rule::missing_close);
        if closed {
            draft.end = value.span().end;
        } else if !draft.incomplete {
            let message = "Missing ')' after expression in switch statement.";
            self.switch_lacks(draft, ("MissingEndParenthesisInSwitchStatement", message));
        }
    }

    /// `{ 'a' { } default { } }`
    fn switch_clauses(&mut self, nodes: &mut Nodes<'_>, draft: &mut Draft) {
        let Some(open) = nodes.accept(Rule::switch_open) else {
            if !draft.incomplete {
                let message = "Missing '{' in switch statement.";
                self.switch_lacks(draft, ("MissingCurlyBraceInSwitchStatement", message));
            }
            return;
        };
        draft.end = open.span().end;
        while let Some(case) = nodes.accept(Rule::switch_case) {
            self.switch_case(case, draft);
        }
        let unclosed = nodes.accept(Rule::missing_brace);
        let at_end = unclosed.is_some_and(|marker| marker.span().end >= self.significant_end);
        if draft.clauses.is_empty() || unclosed.is_some() && !at_end {
            let message = "Missing condition in switch statement clause.";
            self.switch_lacks(draft, ("MissingSwitchConditionExpression", message));
        } else if let Some(marker) = unclosed.filter(|_| !draft.incomplete) {
            draft.failed = true;
            self.missing_brace(open.span(), marker);
        }
    }

    fn switch_case(&mut self, node: Node<'_>, draft: &mut Draft) {
        let mut nodes = node.children();
        let default = nodes.accept(Rule::default_keyword);
        let test = match default {
            Some(keyword) => self.bare_word(keyword),
            None => self.argument(&mut nodes),
        };
        draft.end = test.span.end;
        let body = nodes.accept(Rule::block).map(|block| self.block(block));
        match &body {
            Some(body) => draft.end = body.span.end,
            None => {
                let message = "Missing statement block in switch statement clause.";
                self.switch_lacks(draft, ("MissingSwitchStatementClause", message));
            }
        }
        let is_default = default.is_some();
        if is_default && body.is_some() && draft.clauses.iter().any(Clause::is_whole_default) {
            draft.failed = true;
            let message = "A switch statement can have only one default clause.";
            self.error(test.span, "MultipleSwitchDefaultClauses", message);
        }
        draft.clauses.push(Clause { is_default, test, body });
    }
}

impl Clause {
    fn is_whole_default(&self) -> bool {
        self.is_default && self.body.is_some()
    }
}

impl Draft {
    fn statement(mut self, keyword: Span, label: Option<Name>) -> StatementKind {
        let file = || self.flags.iter_mut().find_map(|(_, _, path)| path.take());
        let condition = if self.failed { None } else { self.value.take().or_else(file) };
        let Some(condition) = condition else {
            return StatementKind::Error(Box::new(self.error(keyword)));
        };
        let mut switch = Switch {
            label,
            mode: self.mode,
            case_sensitive: self.case_sensitive,
            parallel: self.parallel,
            file: self.file,
            condition,
            cases: Vec::new(),
            default: None,
        };
        for Clause { is_default, test, body } in self.clauses {
            match body {
                Some(body) if is_default => switch.default = Some(body),
                Some(body) => switch.cases.push((test, body)),
                None => {}
            }
        }
        StatementKind::Switch(Box::new(switch))
    }

    fn error(self, keyword: Span) -> ErrorStatement {
        let mut bodies = Vec::new();
        for Clause { test, body, .. } in self.clauses {
            bodies.push(ErrorPart::Expression(test));
            bodies.extend(body.map(ErrorPart::Block));
        }
        ErrorStatement {
            kind: Some(keyword),
            flags: self.flags,
            conditions: self.value.map(ErrorPart::Statement).into_iter().collect(),
            bodies,
            nested: Vec::new(),
            end: self.end,
        }
    }
}
