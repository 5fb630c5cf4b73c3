//! From the parser's tree to nodes: blocks and statements.

use super::classes::*;
use super::{Field, Node, Tree, kinds};
use crate::engine::types::Class;
use crate::engine::value::Value;
use crate::language::ast::*;
use crate::language::stack::with_stack;
use crate::language::{Source, Span};
use std::rc::Rc;

/// The tree of a whole text.
pub(super) fn tree(script: &Rc<ScriptBlock>) -> Rc<Tree> {
    let mut builder = Builder { source: script.source.clone(), nodes: Vec::new(), blocks: Vec::new() };
    builder.script_block(script, None);
    Rc::new(Tree { source: builder.source, nodes: builder.nodes, blocks: builder.blocks })
}

pub(super) struct Builder {
    pub source: Rc<Source>,
    nodes: Vec<Node>,
    blocks: Vec<(usize, Rc<ScriptBlock>)>,
}

impl Builder {
    /// A node without anything inside yet.
    pub fn open(&mut self, class: &'static Class, span: Span, parent: Option<usize>) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node { class, span, parent, fields: Vec::new(), children: Vec::new() });
        if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            parent.children.push(index);
        }
        index
    }

    pub fn put(&mut self, node: usize, name: &'static str, field: Field) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.fields.push((name, field));
        }
    }

    pub fn value(&mut self, node: usize, name: &'static str, value: impl Into<Value>) {
        self.put(node, name, Field::Value(value.into()));
    }

    /// A child that may be missing.
    pub fn child(&mut self, node: usize, name: &'static str, child: Option<usize>) {
        self.put(node, name, child.map_or(Field::Value(Value::Null), Field::Node));
    }

    pub fn text(&self, span: Span) -> &str {
        span.text(&self.source.text)
    }

    pub fn script_block(&mut self, block: &Rc<ScriptBlock>, parent: Option<usize>) -> usize {
        with_stack(|| self.script_block_parts(block, parent))
    }

    fn script_block_parts(&mut self, block: &Rc<ScriptBlock>, parent: Option<usize>) -> usize {
        let node = self.open(&SCRIPT_BLOCK_AST, block.span, parent);
        self.blocks.push((node, block.clone()));
        let usings = block.usings.iter().map(|using| self.using(using, node)).collect();
        self.put(node, "UsingStatements", Field::List(usings));
        let in_front = block
            .parameters
            .as_deref()
            .unwrap_or_default()
            .first()
            .is_some_and(|first| first.span.start < block.span.start);
        let parameters = match &block.parameters {
            Some(parameters) if !in_front => Some(self.param_block(block, parameters, node)),
            _ => None,
        };
        self.child(node, "ParamBlock", parameters);
        let attributes = Vec::new();
        self.put(node, "Attributes", Field::List(attributes));
        let parts = [
            ("DynamicParamBlock", "Dynamicparam", &block.dynamic_param),
            ("BeginBlock", "Begin", &block.begin),
            ("ProcessBlock", "Process", &block.process),
            ("EndBlock", "End", &block.end),
            ("CleanBlock", "Clean", &block.clean),
        ];
        let mut any = false;
        for (name, kind, part) in parts {
            any |= part.is_some();
            let unnamed = kind == "End" && !block.named_blocks;
            let made = part.as_ref().map(|part| self.named_block(part, kind, unnamed, node));
            let made = match made {
                None if kind == "End" && !any => {
                    let empty = Block {
                        span: Span { start: block.span.end, end: block.span.end },
                        statements: vec![],
                    };
                    Some(self.named_block(&empty, kind, true, node))
                }
                made => made,
            };
            self.child(node, name, made);
        }
        self.value(node, "ScriptRequirements", Value::Null);
        node
    }

    fn param_block(&mut self, block: &ScriptBlock, parameters: &[Parameter], parent: usize) -> usize {
        let node = self.open(&PARAM_BLOCK_AST, self.param_span(block, parameters), Some(parent));
        let attributes = block.attributes.iter().map(|attribute| self.attribute(attribute, node)).collect();
        self.put(node, "Attributes", Field::List(attributes));
        let parameters = parameters.iter().map(|parameter| self.parameter(parameter, node)).collect();
        self.put(node, "Parameters", Field::List(parameters));
        node
    }

    /// From the first attribute or the word `param` to the closing parenthesis.
    fn param_span(&self, block: &ScriptBlock, parameters: &[Parameter]) -> Span {
        let text = self.source.text.as_str();
        let from = block.attributes.last().map_or(block.span.start, |attribute| attribute.span.end) as usize;
        let word = text.get(from..).and_then(|rest| rest.to_ascii_lowercase().find("param"));
        let start =
            block.attributes.first().map_or(from + word.unwrap_or(0), |first| first.span.start as usize);
        let last = parameters.last().map_or(from + word.unwrap_or(0), |last| last.span.end as usize);
        let close = text.get(last..).and_then(|rest| rest.find(')')).map_or(last, |at| last + at + 1);
        Span::new(start, close)
    }

    fn using(&mut self, using: &Using, parent: usize) -> usize {
        let node = self.open(&USING_STATEMENT_AST, using.span, Some(parent));
        self.value(node, "UsingStatementKind", kinds::using_kind(using.kind));
        let name = self.expression(&using.name, node);
        let is_table = matches!(using.name.kind, ExpressionKind::Hashtable(_));
        self.child(node, "Name", (!is_table).then_some(name));
        self.child(node, "ModuleSpecification", is_table.then_some(name));
        let alias = using.alias.as_ref().map(|alias| self.expression(alias, node));
        self.child(node, "Alias", alias);
        node
    }

    fn named_block(&mut self, block: &Block, kind: &str, unnamed: bool, parent: usize) -> usize {
        let span = if unnamed { block.span } else { self.with_keyword(block.span, kind) };
        let node = self.open(&NAMED_BLOCK_AST, span, Some(parent));
        self.value(node, "Unnamed", unnamed);
        self.value(node, "BlockKind", kinds::token(kind));
        self.statements(block, node);
        node
    }

    /// A block with the word in front of it, as far as only blanks stand between.
    fn with_keyword(&self, block: Span, keyword: &str) -> Span {
        let before = self.source.text.as_str().get(..block.start as usize).unwrap_or_default().trim_end();
        let start = before.len().saturating_sub(keyword.len());
        match before.get(start..) {
            Some(word) if word.eq_ignore_ascii_case(keyword) => Span { start: start as u32, end: block.end },
            _ => block,
        }
    }

    pub fn block(&mut self, block: &Block, parent: usize) -> usize {
        let node = self.open(&STATEMENT_BLOCK_AST, block.span, Some(parent));
        self.statements(block, node);
        node
    }

    fn statements(&mut self, block: &Block, node: usize) {
        let (mut statements, mut traps) = (Vec::new(), Vec::new());
        for statement in &block.statements {
            let made = self.statement(statement, node);
            match &statement.kind {
                StatementKind::Trap { .. } => traps.push(made),
                _ => statements.push(made),
            }
        }
        self.put(node, "Statements", Field::List(statements));
        self.put(node, "Traps", Field::List(traps));
    }

    pub fn statement(&mut self, statement: &Statement, parent: usize) -> usize {
        with_stack(|| self.any_statement(statement, parent))
    }

    fn any_statement(&mut self, statement: &Statement, parent: usize) -> usize {
        use StatementKind::*;
        let span = statement.span;
        match &statement.kind {
            Chain(chain) => self.chain(chain, span, parent),
            Assignment { target, operator, value, operator_span } => {
                let node = self.open(&ASSIGNMENT_STATEMENT_AST, span, Some(parent));
                let left = self.expression(target, node);
                self.child(node, "Left", Some(left));
                self.value(node, "Operator", kinds::assignment(*operator));
                let right = self.assigned(value, node);
                self.child(node, "Right", Some(right));
                let place = crate::engine::types::script_extent::value(&self.source, *operator_span);
                self.value(node, "ErrorPosition", place);
                node
            }
            If { clauses, otherwise } => {
                let node = self.open(&IF_STATEMENT_AST, span, Some(parent));
                let pairs = clauses
                    .iter()
                    .map(|(condition, body)| (self.statement(condition, node), self.block(body, node)))
                    .collect();
                self.put(node, "Clauses", Field::Pairs(pairs));
                let otherwise = otherwise.as_ref().map(|body| self.block(body, node));
                self.child(node, "ElseClause", otherwise);
                node
            }
            Function(function) => self.function(function, parent),
            Type(definition) => self.type_definition(definition, parent),
            Try { body, catches, finally } => {
                self.try_statement((body, catches, finally.as_ref()), span, parent)
            }
            Trap { exception, body } => {
                let node = self.open(&TRAP_STATEMENT_AST, span, Some(parent));
                let of = exception.as_ref().map(|name| self.type_constraint(name, node));
                self.child(node, "TrapType", of);
                let body = self.block(body, node);
                self.child(node, "Body", Some(body));
                node
            }
            Break(label) => self.jump(&BREAK_STATEMENT_AST, label.as_ref(), span, parent),
            Continue(label) => self.jump(&CONTINUE_STATEMENT_AST, label.as_ref(), span, parent),
            Return(value) => self.leaving(&RETURN_STATEMENT_AST, value.as_deref(), span, parent),
            Exit(value) => self.leaving(&EXIT_STATEMENT_AST, value.as_deref(), span, parent),
            Throw(value) => {
                let node = self.leaving(&THROW_STATEMENT_AST, value.as_deref(), span, parent);
                self.value(node, "IsRethrow", value.is_none());
                node
            }
            Data { variable, supported, body } => {
                let node = self.open(&DATA_STATEMENT_AST, span, Some(parent));
                let name = variable.as_ref().map_or(Value::Null, |name| Value::from(name.text.as_str()));
                self.value(node, "Variable", name);
                let allowed = supported.iter().map(|name| self.expression(name, node)).collect();
                self.put(node, "CommandsAllowed", Field::List(allowed));
                let body = self.block(body, node);
                self.child(node, "Body", Some(body));
                node
            }
            Error(error) => self.error_statement(error, span, parent),
            Unsupported { .. } => self.open(&ERROR_STATEMENT_AST, span, Some(parent)),
            looping => self.looping(looping, span, parent),
        }
    }

    /// What stands right of an assignment: a lone expression is no pipeline there.
    fn assigned(&mut self, value: &Statement, parent: usize) -> usize {
        if let StatementKind::Chain(chain) = &value.kind
            && chain.rest.is_empty()
            && !chain.background
            && let [element @ PipelineElement::Expression { .. }] = chain.first.elements.as_slice()
        {
            return self.pipeline_element(element, chain.first.span, parent);
        }
        self.statement(value, parent)
    }

    fn chain(&mut self, chain: &Chain, span: Span, parent: usize) -> usize {
        if chain.rest.is_empty() {
            return self.pipeline(&chain.first, chain.background, parent);
        }
        let node = self.open(&PIPELINE_CHAIN_AST, span, Some(parent));
        let mut left = self.pipeline(&chain.first, false, node);
        let count = chain.rest.len();
        let mut holder = node;
        for (index, (operator, pipeline)) in chain.rest.iter().enumerate() {
            let last = index + 1 == count;
            if !last {
                // Chains lean to the left: the inner one ends with this pipeline.
                let inner_span = chain.first.span.to(pipeline.span);
                holder = self.open(&PIPELINE_CHAIN_AST, inner_span, Some(node));
            }
            let at = if last { node } else { holder };
            let right = self.pipeline(pipeline, false, at);
            self.child(at, "LhsPipelineChain", Some(left));
            self.child(at, "RhsPipeline", Some(right));
            let kind = if *operator == ChainOperator::And { "AndAnd" } else { "OrOr" };
            self.value(at, "Operator", kinds::token(kind));
            self.value(at, "Background", last && chain.background);
            left = at;
        }
        node
    }

    pub fn pipeline(&mut self, pipeline: &Pipeline, background: bool, parent: usize) -> usize {
        let node = self.open(&PIPELINE_AST, pipeline.span, Some(parent));
        let elements = pipeline
            .elements
            .iter()
            .map(|element| self.pipeline_element(element, pipeline.span, node))
            .collect();
        self.put(node, "PipelineElements", Field::List(elements));
        self.value(node, "Background", background);
        node
    }

    fn pipeline_element(&mut self, element: &PipelineElement, span: Span, parent: usize) -> usize {
        match element {
            PipelineElement::Command(command) => self.command(command, parent),
            PipelineElement::Expression { expression, redirections } => {
                let own = match redirections.last() {
                    Some(last) => expression.span.to(last.span),
                    None => expression.span,
                };
                let _ = span;
                let node = self.open(&COMMAND_EXPRESSION_AST, own, Some(parent));
                let inner = self.expression(expression, node);
                self.child(node, "Expression", Some(inner));
                self.redirections(redirections, node);
                node
            }
        }
    }

    fn command(&mut self, command: &Command, parent: usize) -> usize {
        let node = self.open(&COMMAND_AST, command.span, Some(parent));
        let mut elements = Vec::new();
        for element in &command.elements {
            match element {
                CommandElement::Argument(value) => elements.push(self.expression(value, node)),
                CommandElement::Parameter { span, name, argument } => {
                    let made = self.open(&COMMAND_PARAMETER_AST, *span, Some(node));
                    self.value(made, "ParameterName", name.as_str());
                    let argument = argument.as_ref().map(|value| self.expression(value, made));
                    self.child(made, "Argument", argument);
                    let place = crate::engine::types::script_extent::value(&self.source, *span);
                    self.value(made, "ErrorPosition", place);
                    elements.push(made);
                }
                CommandElement::Verbatim { span, text } => {
                    elements.push(self.constant_text(*span, text, Quote::Bare, node));
                }
                CommandElement::EndOfParameters(span) => {
                    elements.push(self.constant_text(*span, "--", Quote::Bare, node));
                }
            }
        }
        self.put(node, "CommandElements", Field::List(elements));
        let kind = match command.invocation {
            Invocation::Name => "Unknown",
            Invocation::Call => "Ampersand",
            Invocation::Dot => "Dot",
        };
        self.value(node, "InvocationOperator", kinds::token(kind));
        self.value(node, "DefiningKeyword", Value::Null);
        self.redirections(&command.redirections, node);
        node
    }

    fn redirections(&mut self, redirections: &[Redirection], parent: usize) {
        let made = redirections.iter().map(|redirection| self.redirection(redirection, parent)).collect();
        self.put(parent, "Redirections", Field::List(made));
    }

    fn redirection(&mut self, redirection: &Redirection, parent: usize) -> usize {
        let from = kinds::stream(redirection.from);
        match &redirection.to {
            RedirectionTarget::Merge(to) => {
                let node = self.open(&MERGING_REDIRECTION_AST, redirection.span, Some(parent));
                self.value(node, "FromStream", from);
                self.value(node, "ToStream", kinds::stream(*to));
                node
            }
            RedirectionTarget::File { path, append } => {
                let node = self.open(&FILE_REDIRECTION_AST, redirection.span, Some(parent));
                self.value(node, "FromStream", from);
                self.value(node, "Append", *append);
                let place = self.expression(path, node);
                self.child(node, "Location", Some(place));
                node
            }
        }
    }

    fn try_statement(
        &mut self,
        (body, catches, finally): (&Block, &[Catch], Option<&Block>),
        span: Span,
        parent: usize,
    ) -> usize {
        let node = self.open(&TRY_STATEMENT_AST, span, Some(parent));
        let body = self.block(body, node);
        self.child(node, "Body", Some(body));
        let mut clauses = Vec::new();
        for catch in catches {
            clauses.push(self.catch_clause(catch, node));
        }
        self.put(node, "CatchClauses", Field::List(clauses));
        let finally = finally.map(|block| self.block(block, node));
        self.child(node, "Finally", finally);
        node
    }

    pub(super) fn catch_clause(&mut self, catch: &Catch, parent: usize) -> usize {
        let clause = self.open(&CATCH_CLAUSE_AST, catch.span, Some(parent));
        let types = catch.types.iter().map(|name| self.type_constraint(name, clause)).collect();
        self.put(clause, "CatchTypes", Field::List(types));
        self.value(clause, "IsCatchAll", catch.types.is_empty());
        let body = self.block(&catch.body, clause);
        self.child(clause, "Body", Some(body));
        clause
    }

    fn jump(
        &mut self,
        class: &'static Class,
        label: Option<&Expression>,
        span: Span,
        parent: usize,
    ) -> usize {
        let node = self.open(class, span, Some(parent));
        let label = label.map(|label| self.expression(label, node));
        self.child(node, "Label", label);
        node
    }

    fn leaving(
        &mut self,
        class: &'static Class,
        value: Option<&Statement>,
        span: Span,
        parent: usize,
    ) -> usize {
        let node = self.open(class, span, Some(parent));
        let value = value.map(|value| self.statement(value, node));
        self.child(node, "Pipeline", value);
        node
    }

    fn label(&mut self, node: usize, label: &Option<Name>) {
        let name = label.as_ref().map_or(Value::Null, |label| Value::from(label.text.as_str()));
        self.value(node, "Label", name);
    }

    fn looping(&mut self, statement: &StatementKind, span: Span, parent: usize) -> usize {
        use StatementKind::*;
        match statement {
            While { label, condition, body } => {
                let node = self.open(&WHILE_STATEMENT_AST, span, Some(parent));
                self.label(node, label);
                let condition = self.statement(condition, node);
                self.child(node, "Condition", Some(condition));
                let body = self.block(body, node);
                self.child(node, "Body", Some(body));
                node
            }
            DoLoop { label, body, condition, until } => {
                let class = if *until { &DO_UNTIL_STATEMENT_AST } else { &DO_WHILE_STATEMENT_AST };
                let node = self.open(class, span, Some(parent));
                self.label(node, label);
                let body = self.block(body, node);
                self.child(node, "Body", Some(body));
                let condition = self.statement(condition, node);
                self.child(node, "Condition", Some(condition));
                node
            }
            For { label, initializer, condition, iterator, body } => {
                let node = self.open(&FOR_STATEMENT_AST, span, Some(parent));
                self.label(node, label);
                for (name, part) in
                    [("Initializer", initializer), ("Condition", condition), ("Iterator", iterator)]
                {
                    let made = part.as_deref().map(|part| self.statement(part, node));
                    self.child(node, name, made);
                }
                let body = self.block(body, node);
                self.child(node, "Body", Some(body));
                node
            }
            ForEach { label, variable, collection, body } => {
                let node = self.open(&FOREACH_STATEMENT_AST, span, Some(parent));
                self.label(node, label);
                let variable = self.expression(variable, node);
                self.child(node, "Variable", Some(variable));
                let collection = self.statement(collection, node);
                self.child(node, "Condition", Some(collection));
                let body = self.block(body, node);
                self.child(node, "Body", Some(body));
                node
            }
            Switch(switch) => self.switch(switch, span, parent),
            _ => self.open(&ERROR_STATEMENT_AST, span, Some(parent)),
        }
    }

    fn switch(&mut self, switch: &Switch, span: Span, parent: usize) -> usize {
        let node = self.open(&SWITCH_STATEMENT_AST, span, Some(parent));
        self.label(node, &switch.label);
        let condition = self.statement(&switch.condition, node);
        self.child(node, "Condition", Some(condition));
        let pairs = switch
            .cases
            .iter()
            .map(|(test, body)| (self.expression(test, node), self.block(body, node)))
            .collect();
        self.put(node, "Clauses", Field::Pairs(pairs));
        let default = switch.default.as_ref().map(|body| self.block(body, node));
        self.child(node, "Default", default);
        let mode = match switch.mode {
            SwitchMode::Exact => 0,
            SwitchMode::Wildcard => 4,
            SwitchMode::Regex => 2,
        };
        let bits = mode
            | i64::from(switch.file)
            | i64::from(switch.case_sensitive) << 4
            | i64::from(switch.parallel) << 5;
        self.value(node, "Flags", kinds::switch_flags(bits));
        node
    }
}
