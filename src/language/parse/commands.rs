//! Chains, pipelines, commands and redirections.

use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{
    AssignmentOperator, Chain, ChainOperator, Command, CommandElement, ErrorPart, ErrorStatement, Expression,
    Invocation, Pipeline, PipelineElement, Redirection, RedirectionTarget, Statement, StatementKind, Stream,
};
use crate::language::precedence::is_dash;
use crate::language::span::Span;

impl Builder<'_> {
    /// `a | b && c`, or an assignment.
    pub(super) fn chain(&mut self, node: Node<'_>) -> Statement {
        let mut nodes = node.children();
        match nodes.accept(Rule::expression) {
            Some(expression) => {
                let expression = self.expression(expression);
                self.chain_from(&mut nodes, expression, node.span())
            }
            None => self.pipelines(&mut nodes, None, node.span()),
        }
    }

    /// A chain whose first brackets were read before it.
    pub(super) fn attributed_chain(&mut self, node: Node<'_>, prefixes: Vec<Node<'_>>) -> Statement {
        let mut nodes = node.children();
        let expression = match nodes.accept(Rule::attributed_expression) {
            Some(rest) => self.expression_after(rest, prefixes),
            None => self.error_expression(node.span()),
        };
        self.chain_from(&mut nodes, expression, node.span())
    }

    /// An assignment, or a chain whose first element is the expression.
    fn chain_from(&mut self, nodes: &mut Nodes<'_>, expression: Expression, whole: Span) -> Statement {
        match nodes.accept(Rule::assignment_operator) {
            Some(operator) => self.assignment(nodes, expression, operator),
            None => self.pipelines(nodes, Some(expression), whole),
        }
    }

    fn assignment(&mut self, nodes: &mut Nodes<'_>, target: Expression, sign: Node<'_>) -> Statement {
        let text = self.text_of(sign);
        let operator = match text.chars().next() {
            Some('+') => AssignmentOperator::Add,
            Some('*') => AssignmentOperator::Multiply,
            Some('/') => AssignmentOperator::Divide,
            Some('%') => AssignmentOperator::Remainder,
            Some('?') => AssignmentOperator::Coalesce,
            Some(dash) if is_dash(dash) => AssignmentOperator::Subtract,
            _ => AssignmentOperator::Assign,
        };
        let value = if nodes.accept(Rule::missing_value).is_some() {
            let missing = self.missing_value_after(sign, text);
            self.expression_statement(missing)
        } else {
            let statement = self.statement_list(nodes).into_iter().next();
            statement.unwrap_or_else(|| self.error_statement(after(sign.span())))
        };
        let span = target.span.to(value.span);
        let operator_span = sign.span();
        Statement {
            span,
            kind: StatementKind::Assignment { target, operator, value: Box::new(value), operator_span },
        }
    }

    fn pipelines(&mut self, nodes: &mut Nodes<'_>, first: Option<Expression>, whole: Span) -> Statement {
        let first = self.pipeline(nodes, first, whole);
        let mut span = first.span;
        let mut chain = Chain { first, rest: Vec::new(), background: false };
        let mut dangling = None;
        while let Some(node) = nodes.next() {
            match node.rule() {
                Rule::chain_operator => match self.chained(nodes, node, chain.first.elements.last()) {
                    Some(next) => {
                        span = span.to(next.1.span);
                        chain.rest.push(next);
                    }
                    None => dangling = dangling.or(Some(node.span())),
                },
                Rule::background => chain.background = true,
                Rule::unexpected => {
                    let token = self.token_at(node.span().start);
                    self.unexpected_token(token);
                }
                _ => {}
            }
        }
        let chain = Statement { span, kind: StatementKind::Chain(chain) };
        // At the end of the text PowerShell keeps the chain as it is.
        match dangling.filter(|sign| sign.end < self.significant_end) {
            Some(sign) => dangling_chain(chain, sign),
            None => chain,
        }
    }

    /// What follows `&&` or `||`.
    fn chained(
        &mut self,
        nodes: &mut Nodes<'_>,
        node: Node<'_>,
        before: Option<&PipelineElement>,
    ) -> Option<(ChainOperator, Pipeline)> {
        let sign = node;
        if before
            .is_some_and(|element| matches!(element, PipelineElement::Command(c) if c.elements.is_empty()))
        {
            self.unexpected_token(sign.span());
        }
        let operator = if self.text_of(sign) == "&&" { ChainOperator::And } else { ChainOperator::Or };
        if let Some(marker) = nodes.accept(Rule::missing_pipeline) {
            let token = self.next_token(marker.span().start);
            let end = if token.start == token.end { after(sign.span()) } else { sign.span().to(token) };
            let message = "A pipeline chain operator must be followed by a pipeline.";
            self.missing(end, "EmptyPipelineChainElement", message);
            return None;
        }
        let pipeline = self.pipeline(nodes, None, sign.span());
        Some((operator, pipeline))
    }

    /// Elements up to a chain operator or the end.
    fn pipeline(&mut self, nodes: &mut Nodes<'_>, first: Option<Expression>, whole: Span) -> Pipeline {
        let mut elements: Vec<PipelineElement> = Vec::with_capacity(1);
        let mut span: Option<Span> = None;
        if let Some(expression) = first {
            let (element, extent) = self.expression_element(nodes, expression);
            span = Some(extent);
            elements.push(element);
        }
        while let Some(node) = nodes.peek() {
            let (element, extent) = match node.rule() {
                Rule::command => {
                    nodes.next();
                    let command = self.command(node);
                    let extent = command.span;
                    (PipelineElement::Command(command), extent)
                }
                Rule::expression => {
                    nodes.next();
                    let expression = self.expression(node);
                    if !elements.is_empty() {
                        let id = "ExpressionsMustBeFirstInPipeline";
                        let message = "Expressions are only allowed as the first element of a pipeline.";
                        self.error(expression.span, id, message);
                    }
                    self.expression_element(nodes, expression)
                }
                Rule::missing_element => {
                    nodes.next();
                    self.empty_element(node);
                    continue;
                }
                _ => break,
            };
            span = Some(span.map_or(extent, |span| span.to(extent)));
            elements.push(element);
        }
        Pipeline { span: span.unwrap_or(whole), elements }
    }

    /// `An empty pipe element is not allowed.`: under the first pipe, else behind the pipe before.
    fn empty_element(&mut self, marker: Node<'_>) {
        let start = marker.span().start;
        let before = self.text.get(..start as usize).unwrap_or("");
        let place = match before.trim_end().ends_with('|') {
            true => Span::new(before.trim_end().len(), before.trim_end().len()),
            false => self.next_token(start),
        };
        let message = "An empty pipe element is not allowed.";
        self.missing(place, "EmptyPipeElement", message);
    }

    fn expression_element(
        &mut self,
        nodes: &mut Nodes<'_>,
        expression: Expression,
    ) -> (PipelineElement, Span) {
        let mut span = expression.span;
        let mut redirections = Vec::new();
        while let Some(node) = nodes.accept(Rule::redirection) {
            span = span.to(node.span());
            self.redirection(node, &mut redirections);
        }
        (PipelineElement::Expression { expression, redirections }, span)
    }

    fn command(&mut self, node: Node<'_>) -> Command {
        let mut nodes = node.children();
        let mut command = Command {
            span: node.span(),
            invocation: Invocation::Name,
            elements: Vec::with_capacity(nodes.expected()),
            redirections: Vec::new(),
        };
        if let Some(operator) = nodes.accept(Rule::call_operator) {
            let dot = self.text_of(operator) == ".";
            command.invocation = if dot { Invocation::Dot } else { Invocation::Call };
            if nodes.accept(Rule::missing_expression).is_some() {
                let sign = self.text_of(operator);
                let message = format!("Missing expression after '{sign}' in pipeline element.");
                self.error(operator.span(), "MissingExpression", message);
            }
        }
        if let Some(name) = nodes.accept(Rule::command_name) {
            command.elements.push(CommandElement::Argument(self.command_name(name)));
        }
        self.command_elements(&mut nodes, &mut command);
        command.span = self.trimmed(command.span);
        command
    }

    fn command_elements(&mut self, nodes: &mut Nodes<'_>, command: &mut Command) {
        let mut positional_only = false;
        while let Some(node) = nodes.peek() {
            let element = match node.rule() {
                Rule::redirection => {
                    nodes.next();
                    self.redirection(node, &mut command.redirections);
                    continue;
                }
                Rule::argument_comma_first => {
                    nodes.next();
                    self.error(node.span(), "MissingArgument", "Missing argument in parameter list.");
                    continue;
                }
                Rule::end_of_parameters if positional_only => self.positional_word(nodes, node),
                Rule::end_of_parameters => {
                    nodes.next();
                    positional_only = true;
                    CommandElement::EndOfParameters(node.span())
                }
                Rule::command_parameter if positional_only => self.positional_word(nodes, node),
                Rule::command_parameter => {
                    nodes.next();
                    self.command_parameter(node)
                }
                Rule::verbatim => {
                    nodes.next();
                    let text = node.child(Rule::verbatim_text).map_or("", |text| self.text_of(text));
                    CommandElement::Verbatim { span: node.span(), text: text.to_string() }
                }
                _ => CommandElement::Argument(self.argument(nodes)),
            };
            command.elements.push(element);
        }
    }

    /// A dash word behind `--`: plain text.
    fn positional_word(&mut self, nodes: &mut Nodes<'_>, node: Node<'_>) -> CommandElement {
        nodes.next();
        CommandElement::Argument(self.bare_word(node))
    }

    fn command_parameter(&mut self, node: Node<'_>) -> CommandElement {
        let mut nodes = node.children();
        let word = nodes.accept(Rule::parameter_word);
        let text = word.map_or("", |word| self.text_of(word));
        let name = text.chars().skip(1).collect();
        let mut argument = None;
        if let Some(colon) = nodes.accept(Rule::parameter_colon) {
            if nodes.accept(Rule::missing_value).is_some() {
                let written = Span { start: node.span().start, end: colon.span().end };
                let message = format!("Parameter {} requires an argument.", written.text(self.text));
                self.error(after(colon.span()), "ParameterRequiresArgument", message);
            } else if nodes.peek().is_some() {
                argument = Some(self.argument(&mut nodes));
            }
        }
        let end = argument.as_ref().map_or(node.span().end, |argument| argument.span.end);
        CommandElement::Parameter { span: Span { start: node.span().start, end }, name, argument }
    }

    /// Adds a redirection, or reports why it is none.
    fn redirection(&mut self, node: Node<'_>, redirections: &mut Vec<Redirection>) {
        let mut nodes = node.children();
        let Some(sign) = nodes.next() else {
            return;
        };
        let text = self.text_of(sign);
        let from = stream(text.chars().next());
        let to = if sign.rule() == Rule::merge {
            let target = stream(text.chars().next_back());
            if target != Stream::Output || from == Stream::Output {
                self.reserved_redirection(sign.span());
            }
            RedirectionTarget::Merge(Stream::Output)
        } else {
            let path = if nodes.accept(Rule::missing_file).is_some() {
                let message = "Missing file specification after redirection operator.";
                self.error(after(sign.span()), "MissingFileSpecification", message);
                self.error_expression(sign.span())
            } else {
                self.argument(&mut nodes)
            };
            if text == "<" {
                self.reserved_redirection(sign.span());
                return;
            }
            RedirectionTarget::File { path, append: text.ends_with(">>") }
        };
        if redirections.iter().any(|other| other.from == from) {
            let message = format!("The {} for this command is already redirected.", stream_name(from));
            self.error(node.span(), "StreamAlreadyRedirected", message);
            return;
        }
        redirections.push(Redirection { span: node.span(), from, to });
    }

    fn reserved_redirection(&mut self, span: Span) {
        let message = format!("The '{}' operator is reserved for future use.", span.text(self.text));
        self.error(span, "RedirectionNotSupported", message);
    }
}

/// A chain whose last operator has nothing behind it.
fn dangling_chain(chain: Statement, sign: Span) -> Statement {
    let span = chain.span.to(sign);
    let error = ErrorStatement {
        kind: Some(sign),
        nested: vec![ErrorPart::Statement(chain)],
        end: sign.end,
        ..ErrorStatement::default()
    };
    Statement { span, kind: StatementKind::Error(Box::new(error)) }
}

/// The stream that a redirection's first character names; without a number it is the output.
fn stream(character: Option<char>) -> Stream {
    match character {
        Some('*') => Stream::All,
        Some('2') => Stream::Error,
        Some('3') => Stream::Warning,
        Some('4') => Stream::Verbose,
        Some('5') => Stream::Debug,
        Some('6') => Stream::Information,
        _ => Stream::Output,
    }
}

fn stream_name(stream: Stream) -> &'static str {
    match stream {
        Stream::All => "* stream",
        Stream::Output => "output stream",
        Stream::Error => "error stream",
        Stream::Warning => "warning stream",
        Stream::Verbose => "verbose stream",
        Stream::Debug => "debug stream",
        Stream::Information => "information stream",
    }
}
