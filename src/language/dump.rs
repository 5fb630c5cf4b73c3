//! The tree as one line of text, for golden tests and for looking at.
//!
//! `$a + 1` is `(Add $a 1)`: an operator's name, then its operands.

use super::ast::*;
use super::stack::with_stack;
use std::fmt::Write;

/// A script block's body: `(param …)`, named blocks or statements.
pub fn script(block: &ScriptBlock) -> String {
    let mut dump = Dump { text: String::new() };
    dump.body(block);
    dump.text
}

struct Dump {
    text: String,
}

impl Dump {
    fn put(&mut self, text: &str) {
        if !self.text.is_empty() && !self.text.ends_with(['(', ' ']) && text != ")" {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    /// `(name …)`
    fn list(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.put("(");
        self.put(name);
        content(self);
        self.put(")");
    }

    fn body(&mut self, block: &ScriptBlock) {
        for using in &block.usings {
            self.list(&format!("using {:?}", using.kind), |dump| dump.expression(&using.name));
        }
        self.attributes(&block.attributes);
        if let Some(parameters) = &block.parameters {
            self.list("param", |dump| parameters.iter().for_each(|parameter| dump.parameter(parameter)));
        }
        let named = [
            ("dynamicparam", &block.dynamic_param),
            ("begin", &block.begin),
            ("process", &block.process),
            ("clean", &block.clean),
        ];
        for (name, part) in named {
            part.iter().for_each(|part| self.list(name, |dump| dump.statements(part)));
        }
        match &block.end {
            Some(end) if block.named_blocks => self.list("end", |dump| dump.statements(end)),
            Some(end) => self.statements(end),
            None => {}
        }
    }

    fn statements(&mut self, block: &Block) {
        block.statements.iter().for_each(|statement| self.statement(statement));
    }

    fn block(&mut self, block: &Block) {
        self.list("block", |dump| dump.statements(block));
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let name = format!("${}", parameter.name.text);
        if parameter.attributes.is_empty() && parameter.default.is_none() {
            return self.put(&name);
        }
        self.list(&name, |dump| {
            dump.parameter_attributes(&parameter.attributes);
            parameter.default.iter().for_each(|value| dump.list("=", |dump| dump.expression(value)));
        });
    }

    fn parameter_attributes(&mut self, attributes: &[ParameterAttribute]) {
        for attribute in attributes {
            match attribute {
                ParameterAttribute::Attribute(attribute) => self.attribute(attribute),
                ParameterAttribute::Type(name) => self.put(&type_text(name)),
            }
        }
    }

    fn attributes(&mut self, attributes: &[Attribute]) {
        attributes.iter().for_each(|attribute| self.attribute(attribute));
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.list(&format!("@{}", attribute.name.name), |dump| {
            attribute.positional.iter().for_each(|value| dump.expression(value));
            for (name, value) in &attribute.named {
                match value {
                    Some(value) => dump.list(&format!("{}=", name.text), |dump| dump.expression(value)),
                    None => dump.put(&name.text),
                }
            }
        });
    }

    fn statement(&mut self, statement: &Statement) {
        with_stack(|| self.any_statement(statement));
    }

    fn any_statement(&mut self, statement: &Statement) {
        use StatementKind::*;
        match &statement.kind {
            Chain(chain) => self.chain(chain),
            Assignment { target, operator, value, .. } => self.list(&format!("{operator:?}"), |dump| {
                dump.expression(target);
                dump.statement(value);
            }),
            If { clauses, otherwise } => self.list("if", |dump| {
                for (condition, body) in clauses {
                    dump.statement(condition);
                    dump.block(body);
                }
                otherwise.iter().for_each(|body| dump.list("else", |dump| dump.statements(body)));
            }),
            Function(function) => self.function(function),
            Type(definition) => self.type_definition(definition),
            Try { body, catches, finally } => self.list("try", |dump| {
                dump.block(body);
                catches.iter().for_each(|catch| dump.catch(catch));
                finally.iter().for_each(|body| dump.list("finally", |dump| dump.statements(body)));
            }),
            Trap { exception, body } => self.list("trap", |dump| {
                exception.iter().for_each(|name| dump.put(&type_text(name)));
                dump.block(body);
            }),
            Data { variable, supported, body } => self.list("data", |dump| {
                variable.iter().for_each(|name| dump.put(&name.text));
                supported.iter().for_each(|name| dump.expression(name));
                dump.block(body);
            }),
            Unsupported { keyword } => self.list("unsupported", |dump| dump.put(&keyword.text)),
            Error(_) => self.put("<error>"),
            flow => self.flow(flow),
        }
    }

    /// Loops and the keywords that leave them.
    fn flow(&mut self, statement: &StatementKind) {
        use StatementKind::*;
        match statement {
            While { label, condition, body } => self.list(&labelled("while", label), |dump| {
                dump.statement(condition);
                dump.block(body);
            }),
            DoLoop { label, body, condition, until } => {
                let name = if *until { "do-until" } else { "do-while" };
                self.list(&labelled(name, label), |dump| {
                    dump.block(body);
                    dump.statement(condition);
                });
            }
            For { label, initializer, condition, iterator, body } => {
                self.list(&labelled("for", label), |dump| {
                    for part in [initializer, condition, iterator] {
                        match part {
                            Some(part) => dump.statement(part),
                            None => dump.put("_"),
                        }
                    }
                    dump.block(body);
                });
            }
            ForEach { label, variable, collection, body } => self.list(&labelled("foreach", label), |dump| {
                dump.expression(variable);
                dump.statement(collection);
                dump.block(body);
            }),
            Switch(switch) => self.switch(switch),
            Break(label) => self.list("break", |dump| label.iter().for_each(|label| dump.expression(label))),
            Continue(label) => {
                self.list("continue", |dump| label.iter().for_each(|label| dump.expression(label)))
            }
            Return(value) => self.list("return", |dump| value.iter().for_each(|value| dump.statement(value))),
            Throw(value) => self.list("throw", |dump| value.iter().for_each(|value| dump.statement(value))),
            Exit(value) => self.list("exit", |dump| value.iter().for_each(|value| dump.statement(value))),
            _ => {}
        }
    }

    fn switch(&mut self, switch: &Switch) {
        let mut name = labelled("switch", &switch.label);
        let flags =
            [(switch.case_sensitive, " -case"), (switch.file, " -file"), (switch.parallel, " -parallel")];
        if switch.mode != SwitchMode::Exact {
            let _ = write!(name, " {:?}", switch.mode);
        }
        flags.iter().filter(|(set, _)| *set).for_each(|(_, flag)| name.push_str(flag));
        self.list(&name, |dump| {
            dump.statement(&switch.condition);
            for (test, body) in &switch.cases {
                dump.list("case", |dump| {
                    dump.expression(test);
                    dump.statements(body);
                });
            }
            switch.default.iter().for_each(|body| dump.list("default", |dump| dump.statements(body)));
        });
    }

    fn catch(&mut self, catch: &Catch) {
        self.list("catch", |dump| {
            catch.types.iter().for_each(|name| dump.put(&type_text(name)));
            dump.statements(&catch.body);
        });
    }

    fn function(&mut self, function: &FunctionDefinition) {
        let name = if function.filter { "filter" } else { "function" };
        self.list(name, |dump| {
            dump.put(&function.name.text);
            dump.body(&function.body);
        });
    }

    fn type_definition(&mut self, definition: &TypeDefinition) {
        self.list(&format!("{:?} {}", definition.kind, definition.name.text), |dump| {
            dump.attributes(&definition.attributes);
            definition.bases.iter().for_each(|base| dump.put(&format!(":{}", type_text(base))));
            definition.members.iter().for_each(|member| dump.member(member));
        });
    }

    fn member(&mut self, member: &TypeMember) {
        match member {
            TypeMember::Property { name, attributes, is_static, is_hidden, initial, .. } => {
                self.list(&modifiers("property", *is_static, *is_hidden), |dump| {
                    dump.parameter_attributes(attributes);
                    dump.put(&name.text);
                    initial.iter().for_each(|value| dump.expression(value));
                });
            }
            TypeMember::Method {
                name,
                attributes,
                return_type,
                is_static,
                is_hidden,
                base_arguments,
                body,
                ..
            } => {
                self.list(&modifiers("method", *is_static, *is_hidden), |dump| {
                    dump.attributes(attributes);
                    return_type.iter().for_each(|name| dump.put(&type_text(name)));
                    dump.put(&name.text);
                    if let Some(arguments) = base_arguments {
                        dump.list("base", |dump| arguments.iter().for_each(|value| dump.expression(value)));
                    }
                    dump.body(body);
                });
            }
            TypeMember::EnumValue { name, value, .. } => match value {
                Some(value) => self.list(&name.text, |dump| dump.expression(value)),
                None => self.put(&name.text),
            },
        }
    }

    fn chain(&mut self, chain: &Chain) {
        if chain.background {
            return self.list("background", |dump| dump.chain_parts(chain));
        }
        self.chain_parts(chain);
    }

    fn chain_parts(&mut self, chain: &Chain) {
        if chain.rest.is_empty() {
            return self.pipeline(&chain.first);
        }
        self.list("chain", |dump| {
            dump.pipeline(&chain.first);
            for (operator, pipeline) in &chain.rest {
                dump.put(if *operator == ChainOperator::And { "&&" } else { "||" });
                dump.pipeline(pipeline);
            }
        });
    }

    fn pipeline(&mut self, pipeline: &Pipeline) {
        match pipeline.elements.as_slice() {
            [only] => self.element(only),
            elements => self.list("pipe", |dump| elements.iter().for_each(|element| dump.element(element))),
        }
    }

    fn element(&mut self, element: &PipelineElement) {
        match element {
            PipelineElement::Expression { expression, redirections } => {
                self.expression(expression);
                redirections.iter().for_each(|redirection| self.redirection(redirection));
            }
            PipelineElement::Command(command) => self.command(command),
        }
    }

    fn command(&mut self, command: &Command) {
        let name = match command.invocation {
            Invocation::Name => "command",
            Invocation::Call => "&",
            Invocation::Dot => ".",
        };
        self.list(name, |dump| {
            for element in &command.elements {
                match element {
                    CommandElement::Argument(value) => dump.expression(value),
                    CommandElement::Parameter { name, argument, .. } => match argument {
                        Some(value) => dump.list(&format!("-{name}:"), |dump| dump.expression(value)),
                        None => dump.put(&format!("-{name}")),
                    },
                    CommandElement::Verbatim { text, .. } => dump.list("--%", |dump| dump.put(&quoted(text))),
                    CommandElement::EndOfParameters(_) => dump.put("--"),
                }
            }
            command.redirections.iter().for_each(|redirection| dump.redirection(redirection));
        });
    }

    fn redirection(&mut self, redirection: &Redirection) {
        match &redirection.to {
            RedirectionTarget::File { path, append } => {
                let sign = if *append { ">>" } else { ">" };
                self.list(&format!("{:?}{sign}", redirection.from), |dump| dump.expression(path));
            }
            RedirectionTarget::Merge(to) => self.put(&format!("{:?}>&{to:?}", redirection.from)),
        }
    }

    fn expression(&mut self, expression: &Expression) {
        with_stack(|| self.any_expression(expression));
    }

    fn any_expression(&mut self, expression: &Expression) {
        use ExpressionKind::*;
        match &expression.kind {
            Number(number) => self.put(&number_text(number)),
            String { value, quote: Quote::Bare } => self.put(value),
            String { value, .. } => self.put(&quoted(value)),
            Expandable { parts, .. } => self.list("text", |dump| dump.parts(parts)),
            Variable(path) => self.put(&format!("${}", path_text(path))),
            Splat(path) => self.put(&format!("@{}", path_text(path))),
            Using(inner) => self.list("using", |dump| dump.expression(inner)),
            List(items) => self.list("list", |dump| items.iter().for_each(|item| dump.expression(item))),
            Array(block) => self.list("@", |dump| dump.statements(block)),
            Sub(block) => self.list("$", |dump| dump.statements(block)),
            Paren(statement) => self.list("paren", |dump| dump.statement(statement)),
            Hashtable(entries) => self.list("hash", |dump| {
                for (key, value) in entries {
                    dump.list("entry", |dump| {
                        dump.expression(key);
                        dump.statement(value);
                    });
                }
            }),
            ScriptBlock(block) => self.list("script", |dump| dump.body(block)),
            Type(name) => self.put(&type_text(name)),
            Error(_) => self.put("<error>"),
            operation => self.operation(operation),
        }
    }

    fn parts(&mut self, parts: &[StringPart]) {
        for part in parts {
            match part {
                StringPart::Text(text) => self.put(&quoted(text)),
                StringPart::Expression(value) => self.expression(value),
            }
        }
    }

    /// Expressions made of others.
    fn operation(&mut self, kind: &ExpressionKind) {
        use ExpressionKind::*;
        match kind {
            Member { target, member, is_static, null_conditional } => {
                self.list(member_sign(*is_static, *null_conditional), |dump| {
                    dump.expression(target);
                    dump.expression(member);
                });
            }
            InvokeMember { target, member, generic, arguments, is_static, null_conditional } => {
                self.list(&format!("call{}", member_sign(*is_static, *null_conditional)), |dump| {
                    dump.expression(target);
                    dump.expression(member);
                    generic.iter().for_each(|name| dump.put(&type_text(name)));
                    arguments.iter().for_each(|value| dump.expression(value));
                });
            }
            Index { target, index, null_conditional } => {
                self.list(if *null_conditional { "?index" } else { "index" }, |dump| {
                    dump.expression(target);
                    dump.expression(index);
                });
            }
            Unary { operator, operand } => {
                self.list(&format!("{operator:?}"), |dump| dump.expression(operand))
            }
            Binary { operator, left, right, .. } => self.list(&operator_text(*operator), |dump| {
                dump.expression(left);
                dump.expression(right);
            }),
            Ternary { condition, when_true, when_false } => self.list("?:", |dump| {
                dump.expression(condition);
                dump.expression(when_true);
                dump.expression(when_false);
            }),
            Convert { target, operand } => {
                self.list("cast", |dump| {
                    dump.put(&type_text(target));
                    dump.expression(operand);
                });
            }
            Attributed { attribute, operand } => self.list("attributed", |dump| {
                dump.attribute(attribute);
                dump.expression(operand);
            }),
            _ => {}
        }
    }
}

fn labelled(name: &str, label: &Option<Name>) -> String {
    label.as_ref().map_or_else(|| name.to_string(), |label| format!("{name}:{}", label.text))
}

fn modifiers(name: &str, is_static: bool, is_hidden: bool) -> String {
    format!("{}{}{name}", if is_static { "static-" } else { "" }, if is_hidden { "hidden-" } else { "" })
}

fn member_sign(is_static: bool, null_conditional: bool) -> &'static str {
    match (is_static, null_conditional) {
        (true, _) => "::",
        (_, true) => "?.",
        _ => ".",
    }
}

fn operator_text(operator: BinaryOperator) -> String {
    let BinaryOperator::Compare { operator, case } = operator else {
        return format!("{operator:?}");
    };
    match case {
        Case::Default => format!("{operator:?}"),
        case => format!("{case:?}{operator:?}"),
    }
}

fn path_text(path: &VariablePath) -> String {
    match &path.qualifier {
        Some(scope) => format!("{scope}:{}", path.name),
        None => path.name.to_string(),
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn number_text(number: &Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::Double(value) => format!("{value:?}"),
        other => format!("{other:?}"),
    }
}

/// `[List[int][]]`
fn type_text(name: &TypeName) -> String {
    format!("[{}]", bare_type_text(name))
}

fn bare_type_text(name: &TypeName) -> String {
    let mut text = name.name.clone();
    if !name.arguments.is_empty() {
        let arguments: Vec<String> = name.arguments.iter().map(bare_type_text).collect();
        let _ = write!(text, "[{}]", arguments.join(","));
    }
    for rank in &name.array_ranks {
        let _ = write!(text, "[{}]", ",".repeat(usize::from(*rank).saturating_sub(1)));
    }
    if let Some(assembly) = &name.assembly {
        let _ = write!(text, ", {assembly}");
    }
    text
}
