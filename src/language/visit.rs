//! Walking the tree: one method a kind of node, each walking on by default.

use super::ast::*;
use super::stack::with_stack;

/// Sees every node of a tree, outer before inner. A method that does not call its `walk_…`
/// function leaves out what is inside.
pub trait Visitor {
    fn script_block(&mut self, block: &ScriptBlock) {
        walk_script_block(self, block);
    }
    /// A script block literal in an expression, as opposed to a function's body.
    fn script_block_expression(&mut self, block: &ScriptBlock) {
        self.script_block(block);
    }
    fn statement(&mut self, statement: &Statement) {
        walk_statement(self, statement);
    }
    fn pipeline(&mut self, pipeline: &Pipeline) {
        walk_pipeline(self, pipeline);
    }
    fn command(&mut self, command: &Command) {
        walk_command(self, command);
    }
    fn redirection(&mut self, redirection: &Redirection) {
        if let RedirectionTarget::File { path, .. } = &redirection.to {
            self.expression(path);
        }
    }
    fn expression(&mut self, expression: &Expression) {
        walk_expression(self, expression);
    }
    fn parameter(&mut self, parameter: &Parameter) {
        walk_parameter(self, parameter);
    }
    fn attribute(&mut self, attribute: &Attribute) {
        walk_attribute(self, attribute);
    }
    fn function(&mut self, function: &FunctionDefinition) {
        self.script_block(&function.body);
    }
    fn type_definition(&mut self, definition: &TypeDefinition) {
        walk_type_definition(self, definition);
    }
    fn member(&mut self, member: &TypeMember) {
        walk_member(self, member);
    }
    fn type_name(&mut self, _name: &TypeName) {}
}

/// Visits what a script block holds.
pub fn walk_script_block<V: Visitor + ?Sized>(visitor: &mut V, block: &ScriptBlock) {
    block.usings.iter().for_each(|using| visitor.expression(&using.name));
    block.attributes.iter().for_each(|attribute| visitor.attribute(attribute));
    block.parameters.iter().flatten().for_each(|parameter| visitor.parameter(parameter));
    let blocks = [&block.dynamic_param, &block.begin, &block.process, &block.end, &block.clean];
    blocks.into_iter().flatten().for_each(|block| walk_block(visitor, block));
}

/// Visits the statements of a block.
pub fn walk_block<V: Visitor + ?Sized>(visitor: &mut V, block: &Block) {
    block.statements.iter().for_each(|statement| visitor.statement(statement));
}

/// Visits what a statement holds.
pub fn walk_statement<V: Visitor + ?Sized>(visitor: &mut V, statement: &Statement) {
    with_stack(|| walk_any_statement(visitor, statement));
}

fn walk_any_statement<V: Visitor + ?Sized>(visitor: &mut V, statement: &Statement) {
    use StatementKind::*;
    match &statement.kind {
        Chain(chain) => {
            visitor.pipeline(&chain.first);
            chain.rest.iter().for_each(|(_, pipeline)| visitor.pipeline(pipeline));
        }
        Assignment { target, value, .. } => {
            visitor.expression(target);
            visitor.statement(value);
        }
        If { clauses, otherwise } => {
            for (condition, body) in clauses {
                visitor.statement(condition);
                walk_block(visitor, body);
            }
            otherwise.iter().for_each(|body| walk_block(visitor, body));
        }
        Function(function) => visitor.function(function),
        Type(definition) => visitor.type_definition(definition),
        Try { body, catches, finally } => {
            walk_block(visitor, body);
            for catch in catches {
                catch.types.iter().for_each(|name| visitor.type_name(name));
                walk_block(visitor, &catch.body);
            }
            finally.iter().for_each(|body| walk_block(visitor, body));
        }
        Trap { exception, body } => {
            exception.iter().for_each(|name| visitor.type_name(name));
            walk_block(visitor, body);
        }
        Break(value) | Continue(value) => value.iter().for_each(|value| visitor.expression(value)),
        Return(value) | Throw(value) | Exit(value) => value.iter().for_each(|value| visitor.statement(value)),
        Data { supported, body, .. } => {
            supported.iter().for_each(|name| visitor.expression(name));
            walk_block(visitor, body);
        }
        Unsupported { .. } => {}
        Error(error) => walk_error(visitor, error),
        looping => walk_loop(visitor, looping),
    }
}

fn walk_error<V: Visitor + ?Sized>(visitor: &mut V, error: &ErrorStatement) {
    let values = error.flags.iter().filter_map(|(_, _, value)| value.as_ref());
    values.for_each(|value| visitor.statement(value));
    [&error.conditions, &error.bodies, &error.nested]
        .into_iter()
        .for_each(|parts| walk_parts(visitor, parts));
}

fn walk_parts<V: Visitor + ?Sized>(visitor: &mut V, parts: &[ErrorPart]) {
    for part in parts {
        match part {
            ErrorPart::Statement(statement) => visitor.statement(statement),
            ErrorPart::Expression(expression) => visitor.expression(expression),
            ErrorPart::Block(block) => walk_block(visitor, block),
            ErrorPart::Catch(catch) => {
                catch.types.iter().for_each(|name| visitor.type_name(name));
                walk_block(visitor, &catch.body);
            }
            ErrorPart::Attribute(attribute) => {
                walk_parameter_attributes(visitor, std::slice::from_ref(attribute));
            }
            ErrorPart::Parameter(parameter) => visitor.parameter(parameter),
            ErrorPart::Dash(_) => {}
        }
    }
}

fn walk_loop<V: Visitor + ?Sized>(visitor: &mut V, statement: &StatementKind) {
    use StatementKind::*;
    match statement {
        While { condition, body, .. } => {
            visitor.statement(condition);
            walk_block(visitor, body);
        }
        DoLoop { condition, body, .. } => {
            walk_block(visitor, body);
            visitor.statement(condition);
        }
        For { initializer, condition, iterator, body, .. } => {
            let parts = [initializer, condition, iterator];
            parts.into_iter().flatten().for_each(|part| visitor.statement(part));
            walk_block(visitor, body);
        }
        ForEach { variable, collection, body, .. } => {
            visitor.expression(variable);
            visitor.statement(collection);
            walk_block(visitor, body);
        }
        Switch(switch) => {
            visitor.statement(&switch.condition);
            for (test, body) in &switch.cases {
                visitor.expression(test);
                walk_block(visitor, body);
            }
            switch.default.iter().for_each(|body| walk_block(visitor, body));
        }
        _ => {}
    }
}

/// Visits the elements of a pipeline.
pub fn walk_pipeline<V: Visitor + ?Sized>(visitor: &mut V, pipeline: &Pipeline) {
    for element in &pipeline.elements {
        match element {
            PipelineElement::Command(command) => visitor.command(command),
            PipelineElement::Expression { expression, redirections } => {
                visitor.expression(expression);
                redirections.iter().for_each(|redirection| visitor.redirection(redirection));
            }
        }
    }
}

/// Visits a command's name, arguments and redirections.
pub fn walk_command<V: Visitor + ?Sized>(visitor: &mut V, command: &Command) {
    for element in &command.elements {
        match element {
            CommandElement::Argument(value) | CommandElement::Parameter { argument: Some(value), .. } => {
                visitor.expression(value);
            }
            _ => {}
        }
    }
    command.redirections.iter().for_each(|redirection| visitor.redirection(redirection));
}

/// Visits what an expression is made of.
pub fn walk_expression<V: Visitor + ?Sized>(visitor: &mut V, expression: &Expression) {
    with_stack(|| walk_any_expression(visitor, expression));
}

fn walk_any_expression<V: Visitor + ?Sized>(visitor: &mut V, expression: &Expression) {
    use ExpressionKind::*;
    match &expression.kind {
        Number(_) | String { .. } | Variable(_) | Splat(_) => {}
        Error(parts) => walk_parts(visitor, parts),
        Expandable { parts, .. } => {
            for part in parts {
                if let StringPart::Expression(value) = part {
                    visitor.expression(value);
                }
            }
        }
        Using(inner) => visitor.expression(inner),
        List(items) => items.iter().for_each(|item| visitor.expression(item)),
        Array(block) | Sub(block) => walk_block(visitor, block),
        Paren(statement) => visitor.statement(statement),
        Hashtable(entries) => {
            for (key, value) in entries {
                visitor.expression(key);
                visitor.statement(value);
            }
        }
        ScriptBlock(block) => visitor.script_block_expression(block),
        Type(name) => visitor.type_name(name),
        operation => walk_operation(visitor, operation),
    }
}

fn walk_operation<V: Visitor + ?Sized>(visitor: &mut V, kind: &ExpressionKind) {
    use ExpressionKind::*;
    match kind {
        Member { target, member, .. } => {
            visitor.expression(target);
            visitor.expression(member);
        }
        InvokeMember { target, member, generic, arguments, .. } => {
            visitor.expression(target);
            visitor.expression(member);
            generic.iter().for_each(|name| visitor.type_name(name));
            arguments.iter().for_each(|value| visitor.expression(value));
        }
        Index { target, index, .. } => {
            visitor.expression(target);
            visitor.expression(index);
        }
        Unary { operand, .. } => visitor.expression(operand),
        Binary { left, right, .. } => {
            visitor.expression(left);
            visitor.expression(right);
        }
        Ternary { condition, when_true, when_false } => {
            [condition, when_true, when_false].into_iter().for_each(|part| visitor.expression(part));
        }
        Convert { target, operand } => {
            visitor.type_name(target);
            visitor.expression(operand);
        }
        Attributed { attribute, operand } => {
            visitor.attribute(attribute);
            visitor.expression(operand);
        }
        _ => {}
    }
}

/// Visits a parameter's attributes, types and default.
pub fn walk_parameter<V: Visitor + ?Sized>(visitor: &mut V, parameter: &Parameter) {
    walk_parameter_attributes(visitor, &parameter.attributes);
    parameter.default.iter().for_each(|value| visitor.expression(value));
}

fn walk_parameter_attributes<V: Visitor + ?Sized>(visitor: &mut V, attributes: &[ParameterAttribute]) {
    for attribute in attributes {
        match attribute {
            ParameterAttribute::Attribute(attribute) => visitor.attribute(attribute),
            ParameterAttribute::Type(name) => visitor.type_name(name),
        }
    }
}

/// Visits an attribute's arguments.
pub fn walk_attribute<V: Visitor + ?Sized>(visitor: &mut V, attribute: &Attribute) {
    attribute.positional.iter().for_each(|value| visitor.expression(value));
    attribute
        .named
        .iter()
        .filter_map(|(_, value)| value.as_ref())
        .for_each(|value| visitor.expression(value));
}

/// Visits a type's attributes, bases and members.
pub fn walk_type_definition<V: Visitor + ?Sized>(visitor: &mut V, definition: &TypeDefinition) {
    definition.attributes.iter().for_each(|attribute| visitor.attribute(attribute));
    definition.bases.iter().for_each(|base| visitor.type_name(base));
    definition.members.iter().for_each(|member| visitor.member(member));
}

/// Visits what a member of a type holds.
pub fn walk_member<V: Visitor + ?Sized>(visitor: &mut V, member: &TypeMember) {
    match member {
        TypeMember::Property { attributes, initial, .. } => {
            walk_parameter_attributes(visitor, attributes);
            initial.iter().for_each(|value| visitor.expression(value));
        }
        TypeMember::Method { attributes, return_type, base_arguments, body, .. } => {
            attributes.iter().for_each(|attribute| visitor.attribute(attribute));
            return_type.iter().for_each(|name| visitor.type_name(name));
            base_arguments.iter().flatten().for_each(|value| visitor.expression(value));
            visitor.script_block(body);
        }
        TypeMember::EnumValue { value, .. } => value.iter().for_each(|value| visitor.expression(value)),
    }
}
