//! `while`, `do`, `for`, `foreach`, `switch` and their labels.

use super::statements::ConditionMessages;
use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{Expression, Name, Statement, StatementKind, Switch, SwitchMode};
use crate::language::span::Span;

const OPEN: (&str, &str) = ("MissingOpenParenthesisAfterKeyword", "Missing opening '(' after keyword '{0}'.");
const NO_CONDITION: (&str, &str) =
    ("MissingExpressionAfterKeyword", "Missing expression after '{0}' in loop.");
const NO_BODY: (&str, &str) = ("MissingLoopStatement", "Missing statement body in {0} loop.");

const WHILE: ConditionMessages = ConditionMessages {
    open: OPEN,
    condition: NO_CONDITION,
    body: NO_BODY,
    as_written: false,
    close_at_token: false,
};

impl Builder<'_> {
    /// `:outer`, without its colon.
    pub(super) fn label(&self, node: Node<'_>) -> Name {
        let text = self.text_of(node).trim_start_matches(':').to_string();
        Name { span: node.span(), text }
    }

    /// The keyword at the start of a loop.
    fn keyword(&self, node: Node<'_>, length: u32) -> Span {
        Span { start: node.span().start, end: node.span().start + length }
    }

    pub(super) fn while_statement(&mut self, node: Node<'_>, label: Option<Name>) -> Option<StatementKind> {
        let keyword = self.keyword(node, 5);
        let (condition, body) = self.condition(&mut node.children(), keyword, &WHILE)?;
        Some(StatementKind::While { label, condition: Box::new(condition), body })
    }

    pub(super) fn do_statement(&mut self, node: Node<'_>, label: Option<Name>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let Some(block) = nodes.accept(Rule::block) else {
            let place = after(self.keyword(node, 2));
            self.missing(place, NO_BODY.0, NO_BODY.1.replace("{0}", "do"));
            return None;
        };
        let body = self.block(block);
        let Some(keyword) = nodes.accept(Rule::while_or_until) else {
            let message = "Missing while or until keyword in do loop.";
            self.missing(after(block.span()), "MissingWhileOrUntilInDoWhile", message);
            return None;
        };
        let word = self.text_of(keyword).to_ascii_lowercase();
        if nodes.accept(Rule::missing_open).is_some() {
            self.missing(after(keyword.span()), OPEN.0, OPEN.1.replace("{0}", &word));
            return None;
        }
        let condition = match nodes.accept(Rule::chain) {
            Some(chain) => self.chain(chain),
            None => {
                let marker = nodes.accept(Rule::missing_condition)?;
                self.missing(marker.span(), NO_CONDITION.0, NO_CONDITION.1.replace("{0}", &word));
                return None;
            }
        };
        if let Some(marker) = nodes.accept(Rule::missing_close) {
            let message = format!("Missing closing ')' after expression in '{word}' statement.");
            self.missing(marker.span(), "MissingEndParenthesisAfterStatement", message);
        }
        Some(StatementKind::DoLoop { label, body, condition: Box::new(condition), until: word == "until" })
    }

    pub(super) fn for_statement(&mut self, node: Node<'_>, label: Option<Name>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let keyword = self.keyword(node, 3);
        if nodes.accept(Rule::missing_open).is_some() {
            self.missing(after(keyword), OPEN.0, OPEN.1.replace("{0}", "for"));
            return None;
        }
        let mut part = |builder: &mut Self, rule| {
            let chain = nodes.accept(rule)?.child(Rule::chain)?;
            Some(Box::new(builder.chain(chain)))
        };
        let initializer = part(self, Rule::for_initializer);
        let condition = part(self, Rule::for_condition);
        let iterator = part(self, Rule::for_iterator);
        if let Some(marker) = nodes.accept(Rule::missing_close) {
            let message = "Missing closing ')' after expression in 'for' statement.";
            self.missing(marker.span(), "MissingEndParenthesisAfterStatement", message);
            return None;
        }
        if let Some(marker) = nodes.accept(Rule::missing_block) {
            self.missing(marker.span(), NO_BODY.0, NO_BODY.1.replace("{0}", "for"));
            return None;
        }
        let body = nodes.accept(Rule::block).map(|block| self.block(block))?;
        Some(StatementKind::For { label, initializer, condition, iterator, body })
    }

    pub(super) fn foreach_statement(&mut self, node: Node<'_>, label: Option<Name>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let reserved = self.foreach_flags(&mut nodes);
        let form = "The correct form is: foreach ($a in $b) {...}";
        if nodes.accept(Rule::missing_open).is_some() {
            self.missing(after(self.keyword(node, 7)), OPEN.0, OPEN.1.replace("{0}", "foreach"));
            return None;
        }
        let Some(variable) = nodes.accept(Rule::variable).or_else(|| nodes.accept(Rule::splat)) else {
            let marker = nodes.accept(Rule::missing_variable)?;
            let message = format!("Missing variable name after foreach.\n{form}");
            self.missing(marker.span(), "MissingVariableNameAfterForeach", message);
            return None;
        };
        let variable = self.variable_expression(variable);
        if nodes.accept(Rule::missing_in).is_some() {
            let message = format!("Missing 'in' after variable in foreach loop.\n{form}");
            self.missing(after(variable.span), "MissingInInForeach", message);
            return None;
        }
        if let Some(marker) = nodes.accept(Rule::missing_condition) {
            let message = format!("Missing expression in foreach loop.\n{form}");
            self.missing(marker.span(), "MissingForeachExpression", message);
            return None;
        }
        let collection = nodes.accept(Rule::chain).map(|chain| Box::new(self.chain(chain)))?;
        if nodes.accept(Rule::missing_close).is_some() {
            let message = format!("Missing closing ')' after expression part of foreach loop.\n{form}");
            self.missing(after(collection.span), "MissingEndParenthesisAfterForeach", message);
            return None;
        }
        if let Some(marker) = nodes.accept(Rule::missing_block) {
            let message = format!("Missing statement body in foreach loop.\n{form}");
            self.missing(marker.span(), "MissingForeachStatement", message);
            return None;
        }
        let body = nodes.accept(Rule::block).map(|block| self.block(block))?;
        if let Some(flag) = reserved {
            let message = format!("The foreach '-{flag}' parameter is reserved for future use.");
            self.error(node.span(), "KeywordParameterReservedForFutureUse", message);
        }
        Some(StatementKind::ForEach { label, variable, collection, body })
    }

    /// Reads `-parallel` and `-throttlelimit`; gives the first that was there.
    fn foreach_flags(&mut self, nodes: &mut Nodes<'_>) -> Option<&'static str> {
        let mut found = None;
        while let Some(flag) = nodes.accept(Rule::flag) {
            let (word, span) = self.flag_word(flag);
            let lower = word.to_ascii_lowercase();
            let known = ["parallel", "throttlelimit"].into_iter().find(|name| name.starts_with(&lower));
            if known.is_none() {
                let message = format!("The parameter {word} is not valid for the foreach statement.");
                self.error(span, "InvalidForeachFlag", message);
            }
            found = found.or(known);
        }
        found
    }

    /// The word of `-word` and where it is with its dash.
    fn flag_word(&self, flag: Node<'_>) -> (String, Span) {
        let name = flag.children().next();
        let word = name.map_or("", |name| self.text_of(name)).to_string();
        (word, Span { start: flag.span().start, end: name.map_or(flag.span().end, |name| name.span().end) })
    }

    pub(super) fn switch_statement(&mut self, node: Node<'_>, label: Option<Name>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let mut switch = Switch {
            label,
            mode: SwitchMode::Exact,
            case_sensitive: false,
            parallel: false,
            file: false,
            condition: self.error_statement(self.keyword(node, 6)),
            cases: Vec::new(),
            default: None,
        };
        let mut end = self.keyword(node, 6);
        let mut path = None;
        while let Some(flag) = nodes.accept(Rule::flag) {
            end = flag.span();
            path = self.switch_flag(flag, &mut switch).or(path);
        }
        switch.condition = self.switch_condition(&mut nodes, end, path, &switch)?;
        if let Some(marker) = nodes.accept(Rule::missing_open_brace) {
            let place = Span { start: switch.condition.span.end, end: marker.span().start };
            let close = place.end.max(place.start);
            let message = "Missing '{' in switch statement.";
            self.missing(
                after(self.trimmed(Span { start: node.span().start, end: close })),
                "MissingCurlyBraceInSwitchStatement",
                message,
            );
            return None;
        }
        while let Some(case) = nodes.accept(Rule::switch_case) {
            self.switch_case(case, &mut switch);
        }
        if let Some(marker) = nodes.accept(Rule::missing_brace) {
            self.switch_end(node, marker, switch.condition.span);
        }
        Some(StatementKind::Switch(Box::new(switch)))
    }

    /// What is wrong where a `switch` should end: the end of the text, or a word that starts no case.
    fn switch_end(&mut self, node: Node<'_>, marker: Node<'_>, condition: Span) {
        if marker.span().end < self.significant_end {
            let message = "Missing condition in switch statement clause.";
            let place = after(self.trimmed(Span { start: node.span().start, end: marker.span().start }));
            self.missing(place, "MissingSwitchConditionExpression", message);
            return;
        }
        let rest = self.text.get(condition.end as usize..).unwrap_or("");
        let open = condition.end + rest.find('{').unwrap_or(0) as u32;
        self.missing_brace(Span { start: open, end: open + 1 }, marker);
    }

    /// Applies one flag; gives the path of `-File`.
    fn switch_flag(&mut self, flag: Node<'_>, switch: &mut Switch) -> Option<Expression> {
        let (word, span) = self.flag_word(flag);
        let lower = word.to_ascii_lowercase();
        let is = |name: &str| name.starts_with(&lower);
        if is("regex") {
            switch.mode = SwitchMode::Regex;
        } else if is("wildcard") {
            switch.mode = SwitchMode::Wildcard;
        } else if is("exact") {
            switch.mode = SwitchMode::Exact;
        } else if is("casesensitive") {
            switch.case_sensitive = true;
        } else if is("parallel") {
            switch.parallel = true;
        } else if is("file") {
            switch.file = true;
            let mut nodes = flag.children();
            nodes.next();
            if nodes.peek_rule().is_some_and(|rule| rule != Rule::missing_value) {
                return Some(self.argument(&mut nodes));
            }
            let message = "Cannot process the 'switch' statement because of a missing file name argument to the \
                           -file option.";
            self.missing(after(span), "MissingFilenameOption", message);
        } else {
            let message = format!("The parameter {word} is not valid for the switch statement.");
            self.error(span, "InvalidSwitchFlag", message);
        }
        None
    }

    fn switch_condition(
        &mut self,
        nodes: &mut Nodes<'_>,
        end: Span,
        path: Option<Expression>,
        switch: &Switch,
    ) -> Option<Statement> {
        let id = "PipelineValueRequired";
        let message =
            "A switch statement must have one of the following:  '-file file_name' or '( expression )'.";
        let Some(value) = nodes.accept(Rule::switch_value) else {
            if path.is_none() && !switch.file {
                self.missing(after(end), id, message);
            }
            return path.map(|path| self.expression_statement(path));
        };
        if switch.file {
            self.error(Span { start: value.span().start, end: value.span().start + 1 }, id, message);
        }
        let mut inner = value.children();
        let condition = match inner.accept(Rule::chain) {
            Some(chain) => Some(self.chain(chain)),
            None => {
                if let Some(marker) = inner.accept(Rule::missing_condition) {
                    self.missing(marker.span(), id, message);
                }
                None
            }
        };
        if let Some(marker) = inner.accept(Rule::missing_close) {
            let message = "Missing ')' after expression in switch statement.";
            self.missing(marker.span(), "MissingEndParenthesisInSwitchStatement", message);
        }
        condition
    }

    fn switch_case(&mut self, node: Node<'_>, switch: &mut Switch) {
        let mut nodes = node.children();
        let default = nodes.accept(Rule::default_keyword);
        let test = match default {
            Some(keyword) => self.bare_word(keyword),
            None => self.argument(&mut nodes),
        };
        let Some(block) = nodes.accept(Rule::block) else {
            let message = "Missing statement block in switch statement clause.";
            self.missing(after(test.span), "MissingSwitchStatementClause", message);
            return;
        };
        let body = self.block(block);
        if default.is_none() {
            switch.cases.push((test, body));
            return;
        }
        if switch.default.is_some() {
            let message = "A switch statement can have only one default clause.";
            self.error(test.span, "MultipleSwitchDefaultClauses", message);
        }
        switch.default = Some(body);
    }
}
