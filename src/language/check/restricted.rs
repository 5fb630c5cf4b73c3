//! The restricted language of `data` sections and manifests: values, no actions.

use super::path_text;
use crate::language::ast::*;
use crate::language::diagnostic::SyntaxError;
use crate::language::span::Span;
use crate::language::visit::{self, Visitor};

const VARIABLES: [&str; 5] = ["PSCulture", "PSUICulture", "true", "false", "null"];
/// Types that values may be converted to. Source: PowerShell allows all with a type code.
const TYPES: [&str; 24] = [
    "string", "int", "int32", "long", "int64", "int16", "short", "byte", "sbyte", "uint16", "uint32",
    "uint64", "uint", "ushort", "ulong", "double", "single", "float", "decimal", "bool", "boolean", "char",
    "datetime", "void",
];

/// What a block may not hold in the restricted language. `commands` and `variables` are allowed
/// besides the usual ones; `env:*` stands for the environment, `*` for all variables.
pub fn restricted_language(block: &Block, commands: &[String], variables: &[String]) -> Vec<SyntaxError> {
    let mut checker = Restricted { commands, variables, errors: Vec::new() };
    visit::walk_block(&mut checker, block);
    checker.errors
}

struct Restricted<'a> {
    commands: &'a [String],
    variables: &'a [String],
    errors: Vec<SyntaxError>,
}

impl Restricted<'_> {
    fn error(&mut self, span: Span, id: &'static str, message: String) {
        self.errors.push(SyntaxError { span, id, message, incomplete: false });
    }

    /// `<what> are not allowed in restricted language mode or a Data section.`
    fn refuse(&mut self, span: Span, id: &'static str, what: &str) {
        self.error(span, id, format!("{what} not allowed in restricted language mode or a Data section."));
    }

    fn operator(&mut self, span: Span, sign: &str) {
        self.refuse(span, "OperatorNotSupportedInDataSection", &format!("The '{sign}' operator is"));
    }

    fn refused_expression(&mut self, expression: &Expression) {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::ScriptBlock(_) => {
                self.refuse(span, "ScriptBlockNotSupportedInDataSection", "Script block literals are");
            }
            ExpressionKind::Member { .. } => {
                self.refuse(span, "PropertyReferenceNotSupportedInDataSection", "Property references are");
            }
            ExpressionKind::InvokeMember { .. } => {
                self.refuse(span, "MethodCallNotSupportedInDataSection", "Method calls are");
            }
            ExpressionKind::Index { .. } => {
                self.refuse(span, "ArrayReferenceNotSupportedInDataSection", "Array references are");
            }
            ExpressionKind::Attributed { .. } => {
                self.refuse(span, "AttributeNotSupportedInDataSection", "Attributes are");
            }
            ExpressionKind::Variable(path) => self.variable(span, path),
            ExpressionKind::Binary { operator: BinaryOperator::Format, operator_span, .. } => {
                self.operator(*operator_span, "-f");
            }
            ExpressionKind::Binary { operator: BinaryOperator::Range, operator_span, .. } => {
                self.operator(*operator_span, "..");
            }
            ExpressionKind::Unary { operator, .. } => self.unary(span, *operator),
            _ => {}
        }
    }

    fn unary(&mut self, span: Span, operator: UnaryOperator) {
        match operator {
            UnaryOperator::PreIncrement | UnaryOperator::PostIncrement => self.operator(span, "++"),
            UnaryOperator::PreDecrement | UnaryOperator::PostDecrement => self.operator(span, "--"),
            _ => {}
        }
    }

    fn variable(&mut self, span: Span, path: &VariablePath) {
        let name = path_text(path);
        let usual = VARIABLES.iter().any(|known| known.eq_ignore_ascii_case(&name));
        let environment = path.qualifier.as_deref().is_some_and(|scope| scope.eq_ignore_ascii_case("env"));
        let allows = |known: &String| {
            known == "*" || environment && known == "env:*" || known.eq_ignore_ascii_case(&name)
        };
        if usual || self.variables.iter().any(allows) {
            return;
        }
        let message = "A variable that cannot be referenced in restricted language mode or a Data section is being \
                       referenced. Variables that can be referenced include the following: $PSCulture, $PSUICulture, \
                       $true, $false, $null.";
        self.error(span, "VariableReferenceNotSupportedInDataSection", message.to_string());
    }

    fn refused_statement(&mut self, statement: &Statement) -> Option<(&'static str, &'static str)> {
        use StatementKind::*;
        Some(match &statement.kind {
            Assignment { .. } => {
                ("AssignmentStatementNotSupportedInDataSection", "Assignment statements are")
            }
            While { .. } | For { .. } => {
                ("ForWhileStatementNotSupportedInDataSection", "For and While statements are")
            }
            DoLoop { .. } => ("DoWhileStatementNotSupportedInDataSection", "The Do and While statements are"),
            ForEach { .. } => ("ForeachStatementNotSupportedInDataSection", "Foreach statements are"),
            Switch(_) => ("SwitchStatementNotSupportedInDataSection", "The switch statement is"),
            Function(_) => ("FunctionDeclarationNotSupportedInDataSection", "Function declarations are"),
            Try { .. } => ("TryStatementNotSupportedInDataSection", "The Try statement is"),
            Trap { .. } => ("TrapStatementNotSupportedInDataSection", "The Trap statement is"),
            Break(_) | Continue(_) | Return(_) | Throw(_) | Exit(_) => (
                "FlowControlStatementNotSupportedInDataSection",
                "Flow control statements such as Break, Continue, Return, Exit, and Throw are",
            ),
            _ => return None,
        })
    }
}

impl Visitor for Restricted<'_> {
    fn statement(&mut self, statement: &Statement) {
        if let Some((id, what)) = self.refused_statement(statement) {
            self.refuse(statement.span, id, what);
        } else if let StatementKind::Data { .. } = statement.kind {
            let message =
                "The data statement is not allowed in restricted language mode or another Data section.";
            self.error(statement.span, "DataSectionStatementNotSupportedInDataSection", message.to_string());
        }
        visit::walk_statement(self, statement);
    }

    fn command(&mut self, command: &Command) {
        if command.invocation == Invocation::Dot {
            return self.refuse(command.span, "DotSourcingNotSupportedInDataSection", "Dot sourcing is");
        }
        if command.invocation == Invocation::Call {
            return self.operator(command.span, "&");
        }
        let name = match command.elements.first() {
            Some(CommandElement::Argument(Expression {
                kind: ExpressionKind::String { value, .. }, ..
            })) => value.to_string(),
            _ => String::new(),
        };
        if !self.commands.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
            let what = format!("The command '{name}' is");
            self.refuse(command.span, "CmdletNotInAllowedListForDataSection", &what);
        }
        visit::walk_command(self, command);
    }

    fn redirection(&mut self, redirection: &Redirection) {
        self.refuse(redirection.span, "RedirectionNotSupportedInDataSection", "Redirection is");
    }

    fn script_block(&mut self, _: &ScriptBlock) {}

    fn expression(&mut self, expression: &Expression) {
        self.refused_expression(expression);
        visit::walk_expression(self, expression);
    }

    fn type_name(&mut self, name: &TypeName) {
        let short = name.name.strip_prefix("System.").unwrap_or(&name.name);
        if !TYPES.iter().any(|known| known.eq_ignore_ascii_case(short)) {
            let what = format!("The type {} is", name.name);
            self.refuse(name.span, "TypeNotAllowedInDataSection", &what);
        }
    }
}
