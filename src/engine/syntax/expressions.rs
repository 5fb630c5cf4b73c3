//! From the parser's tree to nodes: definitions, attributes, types and expressions.

use super::build::Builder;
use super::classes::*;
use super::type_names::{type_name_value, written_type};
use super::{Field, kinds};
use crate::engine::convert;
use crate::engine::types::script_extent;
use crate::engine::value::Value;
use crate::language::Span;
use crate::language::ast::*;
use crate::language::stack::with_stack;

impl Builder {
    pub(super) fn function(&mut self, function: &FunctionDefinition, parent: usize) -> usize {
        let node = self.open(&FUNCTION_DEFINITION_AST, function.span, Some(parent));
        self.value(node, "Name", function.name.text.as_str());
        self.value(node, "IsFilter", function.filter);
        self.value(node, "IsWorkflow", false);
        let parameters = match (&function.body.parameters, function.parameters_in_front) {
            (Some(parameters), true) => {
                Field::List(parameters.iter().map(|parameter| self.parameter(parameter, node)).collect())
            }
            _ => Field::Value(Value::Null),
        };
        self.put(node, "Parameters", parameters);
        let body = self.script_block(&function.body, Some(node));
        self.child(node, "Body", Some(body));
        node
    }

    pub(super) fn type_definition(&mut self, definition: &TypeDefinition, parent: usize) -> usize {
        let node = self.open(&TYPE_DEFINITION_AST, definition.span, Some(parent));
        self.value(node, "Name", definition.name.text.as_str());
        let attributes =
            definition.attributes.iter().map(|attribute| self.attribute(attribute, node)).collect();
        self.put(node, "Attributes", Field::List(attributes));
        let bases = definition.bases.iter().map(|base| self.type_constraint(base, node)).collect();
        self.put(node, "BaseTypes", Field::List(bases));
        let members = definition.members.iter().map(|member| self.member(member, definition, node)).collect();
        self.put(node, "Members", Field::List(members));
        self.value(node, "IsClass", definition.kind == TypeKind::Class);
        self.value(node, "IsEnum", definition.kind == TypeKind::Enum);
        self.value(node, "IsInterface", definition.kind == TypeKind::Interface);
        node
    }

    fn member(&mut self, member: &TypeMember, of: &TypeDefinition, parent: usize) -> usize {
        match member {
            TypeMember::Property { span, name, attributes, is_static, is_hidden, initial } => {
                let node = self.open(&PROPERTY_MEMBER_AST, *span, Some(parent));
                self.value(node, "Name", name.text.as_str());
                let (types, own) = self.parameter_attributes(attributes, node);
                self.child(node, "PropertyType", types.first().copied());
                self.put(node, "Attributes", Field::List(own));
                let initial = initial.as_ref().map(|value| self.expression(value, node));
                self.child(node, "InitialValue", initial);
                self.visibility(node, *is_static, *is_hidden);
                node
            }
            TypeMember::Method {
                span, name, attributes, return_type, is_static, is_hidden, body, ..
            } => {
                let node = self.open(&FUNCTION_MEMBER_AST, *span, Some(parent));
                self.value(node, "Name", name.text.as_str());
                let attributes = attributes.iter().map(|attribute| self.attribute(attribute, node)).collect();
                self.put(node, "Attributes", Field::List(attributes));
                let of_result = return_type.as_ref().map(|name| self.type_constraint(name, node));
                self.child(node, "ReturnType", of_result);
                let parameters = body.parameters.as_deref().unwrap_or_default();
                let parameters = parameters.iter().map(|parameter| self.parameter(parameter, node)).collect();
                self.put(node, "Parameters", Field::List(parameters));
                let body = self.script_block(body, Some(node));
                self.child(node, "Body", Some(body));
                self.value(node, "IsConstructor", name.text.eq_ignore_ascii_case(&of.name.text));
                self.visibility(node, *is_static, *is_hidden);
                node
            }
            TypeMember::EnumValue { span, name, value } => {
                let node = self.open(&PROPERTY_MEMBER_AST, *span, Some(parent));
                self.value(node, "Name", name.text.as_str());
                let value = value.as_ref().map(|value| self.expression(value, node));
                self.child(node, "InitialValue", value);
                self.put(node, "Attributes", Field::List(Vec::new()));
                self.visibility(node, true, false);
                node
            }
        }
    }

    fn visibility(&mut self, node: usize, is_static: bool, is_hidden: bool) {
        self.value(node, "IsStatic", is_static);
        self.value(node, "IsHidden", is_hidden);
        self.value(node, "IsPublic", !is_hidden);
        self.value(node, "IsPrivate", false);
    }

    pub(super) fn parameter(&mut self, parameter: &Parameter, parent: usize) -> usize {
        let node = self.open(&PARAMETER_AST, parameter.span, Some(parent));
        let mut attributes = Vec::new();
        let mut of = None;
        for attribute in &parameter.attributes {
            attributes.push(match attribute {
                ParameterAttribute::Attribute(attribute) => self.attribute(attribute, node),
                ParameterAttribute::Type(name) => {
                    of.get_or_insert_with(|| name.clone());
                    self.type_constraint(name, node)
                }
            });
        }
        self.put(node, "Attributes", Field::List(attributes));
        let path = VariablePath { qualifier: None, name: parameter.name.text.as_str().into(), braced: false };
        let name = self.variable(&path, parameter.name.span, false, node);
        self.child(node, "Name", Some(name));
        let default = parameter.default.as_ref().map(|value| self.expression(value, node));
        self.child(node, "DefaultValue", default);
        let of = of.map_or_else(|| "System.Object".to_string(), |name| written_type(&name));
        self.value(node, "StaticType", of);
        node
    }

    /// Type constraints, and the other attributes.
    fn parameter_attributes(
        &mut self,
        attributes: &[ParameterAttribute],
        parent: usize,
    ) -> (Vec<usize>, Vec<usize>) {
        let (mut types, mut own) = (Vec::new(), Vec::new());
        for attribute in attributes {
            match attribute {
                ParameterAttribute::Attribute(attribute) => own.push(self.attribute(attribute, parent)),
                ParameterAttribute::Type(name) => types.push(self.type_constraint(name, parent)),
            }
        }
        (types, own)
    }

    pub(super) fn attribute(&mut self, attribute: &Attribute, parent: usize) -> usize {
        let node = self.open(&ATTRIBUTE_AST, attribute.span, Some(parent));
        self.type_name(&attribute.name, node);
        let positional = attribute.positional.iter().map(|value| self.expression(value, node)).collect();
        self.put(node, "PositionalArguments", Field::List(positional));
        let mut named = Vec::new();
        for (name, value) in &attribute.named {
            let span = value.as_ref().map_or(name.span, |value| name.span.to(value.span));
            let made = self.open(&NAMED_ARGUMENT_AST, span, Some(node));
            self.value(made, "ArgumentName", name.text.as_str());
            self.value(made, "ExpressionOmitted", value.is_none());
            let argument = match value {
                Some(value) => self.expression(value, made),
                None => {
                    let constant = self.open(&CONSTANT_EXPRESSION_AST, name.span, Some(made));
                    self.value(constant, "Value", true);
                    self.value(constant, "StaticType", "System.Boolean");
                    constant
                }
            };
            self.child(made, "Argument", Some(argument));
            named.push(made);
        }
        self.put(node, "NamedArguments", Field::List(named));
        node
    }

    /// The property `TypeName` of a node.
    fn type_name(&mut self, name: &TypeName, node: usize) {
        let value = type_name_value(name, &self.source);
        self.value(node, "TypeName", value);
    }

    pub(super) fn type_constraint(&mut self, name: &TypeName, parent: usize) -> usize {
        let span = self.bracketed(name.span);
        let node = self.open(&TYPE_CONSTRAINT_AST, span, Some(parent));
        self.type_name(name, node);
        node
    }

    /// A type's name with the brackets around it.
    fn bracketed(&self, span: Span) -> Span {
        let text = self.source.text.as_bytes();
        let before = (span.start as usize).checked_sub(1).and_then(|at| text.get(at));
        match (before, text.get(span.end as usize)) {
            (Some(b'['), Some(b']')) => Span { start: span.start - 1, end: span.end + 1 },
            _ => span,
        }
    }

    pub(super) fn constant_text(&mut self, span: Span, text: &str, quote: Quote, parent: usize) -> usize {
        let node = self.open(&STRING_CONSTANT_AST, span, Some(parent));
        self.value(node, "Value", text);
        self.value(node, "StringConstantType", kinds::string_type(quote));
        self.value(node, "StaticType", "System.String");
        node
    }

    fn variable(&mut self, path: &VariablePath, span: Span, splatted: bool, parent: usize) -> usize {
        let node = self.open(&VARIABLE_EXPRESSION_AST, span, Some(parent));
        self.value(node, "VariablePath", path_value(path));
        self.value(node, "Splatted", splatted);
        self.value(node, "StaticType", "System.Object");
        node
    }

    pub(super) fn expression(&mut self, expression: &Expression, parent: usize) -> usize {
        with_stack(|| self.any_expression(expression, parent))
    }

    fn any_expression(&mut self, expression: &Expression, parent: usize) -> usize {
        use ExpressionKind::*;
        let span = expression.span;
        match &expression.kind {
            Number(number) => {
                let node = self.open(&CONSTANT_EXPRESSION_AST, span, Some(parent));
                let value = convert::literal(number).unwrap_or_default();
                self.value(node, "StaticType", crate::engine::types::type_of(&value).full_name());
                self.value(node, "Value", value);
                node
            }
            String { value, quote } => self.constant_text(span, value, *quote, parent),
            Expandable { parts, quote } => self.expandable(parts, *quote, span, parent),
            Variable(path) => self.variable(path, span, false, parent),
            Splat(path) => self.variable(path, span, true, parent),
            Using(inner) => {
                let node = self.open(&USING_EXPRESSION_AST, span, Some(parent));
                let inner = self.expression(inner, node);
                self.child(node, "SubExpression", Some(inner));
                node
            }
            List(items) => {
                let node = self.open(&ARRAY_LITERAL_AST, span, Some(parent));
                let items = items.iter().map(|item| self.expression(item, node)).collect();
                self.put(node, "Elements", Field::List(items));
                node
            }
            Array(block) => self.around(&ARRAY_EXPRESSION_AST, block, span, parent),
            Sub(block) => self.around(&SUB_EXPRESSION_AST, block, span, parent),
            Paren(statement) => {
                let node = self.open(&PAREN_EXPRESSION_AST, span, Some(parent));
                let inner = self.statement(statement, node);
                self.child(node, "Pipeline", Some(inner));
                node
            }
            Hashtable(entries) => {
                let node = self.open(&HASHTABLE_AST, span, Some(parent));
                let pairs = entries
                    .iter()
                    .map(|(key, value)| (self.expression(key, node), self.statement(value, node)))
                    .collect();
                self.put(node, "KeyValuePairs", Field::Pairs(pairs));
                node
            }
            ScriptBlock(block) => {
                let node = self.open(&SCRIPT_BLOCK_EXPRESSION_AST, span, Some(parent));
                let inner = self.script_block(block, Some(node));
                self.child(node, "ScriptBlock", Some(inner));
                node
            }
            Type(name) => {
                let node = self.open(&TYPE_EXPRESSION_AST, span, Some(parent));
                self.type_name(name, node);
                node
            }
            Error(parts) => {
                let node = self.open(&ERROR_EXPRESSION_AST, span, Some(parent));
                self.error_parts(node, "NestedAst", parts);
                node
            }
            operation => self.operation(operation, span, parent),
        }
    }

    fn around(
        &mut self,
        class: &'static crate::engine::types::Class,
        block: &Block,
        span: Span,
        parent: usize,
    ) -> usize {
        let node = self.open(class, span, Some(parent));
        let inner = self.block(block, node);
        self.child(node, "SubExpression", Some(inner));
        node
    }

    fn expandable(&mut self, parts: &[StringPart], quote: Quote, span: Span, parent: usize) -> usize {
        let node = self.open(&EXPANDABLE_STRING_AST, span, Some(parent));
        let mut nested = Vec::new();
        for part in parts {
            if let StringPart::Expression(value) = part {
                nested.push(self.expression(value, node));
            }
        }
        self.put(node, "NestedExpressions", Field::List(nested));
        let text = self.text(span);
        let inner =
            text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).to_string();
        self.value(node, "Value", inner);
        self.value(node, "StringConstantType", kinds::string_type(quote));
        self.value(node, "StaticType", "System.String");
        node
    }

    fn operation(&mut self, kind: &ExpressionKind, span: Span, parent: usize) -> usize {
        use ExpressionKind::*;
        match kind {
            Member { target, member, is_static, null_conditional } => {
                let node = self.open(&MEMBER_EXPRESSION_AST, span, Some(parent));
                self.member_parts(node, target, member, (*is_static, *null_conditional));
                node
            }
            InvokeMember { target, member, generic, arguments, is_static, null_conditional } => {
                let node = self.open(&INVOKE_MEMBER_AST, span, Some(parent));
                self.member_parts(node, target, member, (*is_static, *null_conditional));
                let _ = generic;
                let arguments: Vec<usize> =
                    arguments.iter().map(|value| self.expression(value, node)).collect();
                let field =
                    if arguments.is_empty() { Field::Value(Value::Null) } else { Field::List(arguments) };
                self.put(node, "Arguments", field);
                node
            }
            Index { target, index, null_conditional } => {
                let node = self.open(&INDEX_EXPRESSION_AST, span, Some(parent));
                let target = self.expression(target, node);
                self.child(node, "Target", Some(target));
                let index = self.expression(index, node);
                self.child(node, "Index", Some(index));
                self.value(node, "NullConditional", *null_conditional);
                node
            }
            Unary { operator, operand } => {
                let node = self.open(&UNARY_EXPRESSION_AST, span, Some(parent));
                self.value(node, "TokenKind", kinds::unary(*operator));
                let operand = self.expression(operand, node);
                self.child(node, "Child", Some(operand));
                node
            }
            Binary { operator, operator_span, left, right } => {
                let node = self.open(&BINARY_EXPRESSION_AST, span, Some(parent));
                self.value(node, "Operator", kinds::binary(*operator));
                let left = self.expression(left, node);
                self.child(node, "Left", Some(left));
                let right = self.expression(right, node);
                self.child(node, "Right", Some(right));
                let place = script_extent::value(&self.source, *operator_span);
                self.value(node, "ErrorPosition", place);
                node
            }
            Ternary { condition, when_true, when_false } => {
                let node = self.open(&TERNARY_EXPRESSION_AST, span, Some(parent));
                for (name, part) in [("Condition", condition), ("IfTrue", when_true), ("IfFalse", when_false)]
                {
                    let made = self.expression(part, node);
                    self.child(node, name, Some(made));
                }
                node
            }
            Convert { target, operand } => {
                let node = self.open(&CONVERT_EXPRESSION_AST, span, Some(parent));
                let of = self.type_constraint(target, node);
                self.child(node, "Type", Some(of));
                self.child(node, "Attribute", Some(of));
                let operand = self.expression(operand, node);
                self.child(node, "Child", Some(operand));
                self.value(node, "StaticType", written_type(target));
                node
            }
            Attributed { attribute, operand } => {
                let node = self.open(&ATTRIBUTED_EXPRESSION_AST, span, Some(parent));
                let attribute = self.attribute(attribute, node);
                self.child(node, "Attribute", Some(attribute));
                let operand = self.expression(operand, node);
                self.child(node, "Child", Some(operand));
                node
            }
            _ => self.open(&ERROR_EXPRESSION_AST, span, Some(parent)),
        }
    }

    fn member_parts(&mut self, node: usize, target: &Expression, member: &Expression, flags: (bool, bool)) {
        let target = self.expression(target, node);
        self.child(node, "Expression", Some(target));
        let member = self.expression(member, node);
        self.child(node, "Member", Some(member));
        self.value(node, "Static", flags.0);
        self.value(node, "NullConditional", flags.1);
    }
}
