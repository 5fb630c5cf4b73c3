//! The classes of nodes, their properties, and the variable paths that hang off them.

use super::node::{extent, of};
use super::type_names::{ARRAY_TYPE_NAME, GENERIC_TYPE_NAME, TYPE_NAME};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::record::{self, record_class};
use crate::engine::types::{Class, Method, Property, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, types};
use crate::language::Source;
use crate::language::ast::VariablePath;
use std::path::Path;
use std::rc::Rc;

/// `Find` and `FindAll`.
fn find(engine: &mut Engine, this: &Value, args: &[Value], first: bool) -> Outcome<Vec<Value>> {
    let nested = args.get(1).is_some_and(convert::to_bool);
    of(this)?.find(engine, arguments::any(args, 0)?, nested, first)
}

pub(super) static AST: Class = Class {
    name: "System.Management.Automation.Language.Ast",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Extent",
            type_name: "System.Management.Automation.Language.IScriptExtent",
            get: |_, this| extent(this),
            set: None,
        },
        Property {
            name: "Parent",
            type_name: "System.Management.Automation.Language.Ast",
            get: |_, this| Ok(of(this)?.parent()),
            set: None,
        },
    ],
    methods: &[
        Method {
            name: "FindAll",
            signatures: &[
                "System.Collections.Generic.IEnumerable[System.Management.Automation.Language.Ast] FindAll(System.Func[System.Management.Automation.Language.Ast,bool] predicate, bool searchNestedScriptBlocks)",
            ],
            call: |engine, this, args| Ok(types::list::of_objects(find(engine, this, args, false)?)),
        },
        Method {
            name: "Find",
            signatures: &[
                "System.Management.Automation.Language.Ast Find(System.Func[System.Management.Automation.Language.Ast,bool] predicate, bool searchNestedScriptBlocks)",
            ],
            call: |engine, this, args| {
                Ok(find(engine, this, args, true)?.into_iter().next().unwrap_or_default())
            },
        },
        Method {
            name: "Visit",
            signatures: &[
                "System.Object Visit(System.Management.Automation.Language.ICustomAstVisitor astVisitor)",
                "void Visit(System.Management.Automation.Language.AstVisitor astVisitor)",
            ],
            call: super::visitor::visit,
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |_, this, _| Ok(Value::text(of(this)?.text())),
        },
        Method {
            name: "SafeGetValue",
            signatures: &["System.Object SafeGetValue()"],
            call: |engine, this, _| {
                let text = of(this)?.text().to_string();
                safe_value(engine, &text)
            },
        },
    ],
    ..Class::EMPTY
};

/// The value of a text that is only data. Errors: it would run something.
fn safe_value(engine: &mut Engine, text: &str) -> Outcome<Value> {
    let found = crate::engine::module::manifest::constant(engine, Source::inline(text), Path::new(""));
    found.map_err(|_| {
        arguments::throw(
            "System.InvalidOperationException",
            "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions.",
        )
    })
}

macro_rules! nodes {
    ($($constant:ident $name:literal : $base:ident [$($field:literal),* $(,)?] $({ $($method:expr),* $(,)? })?;)*) => {
        $(pub(super) static $constant: Class = Class {
            name: concat!("System.Management.Automation.Language.", $name),
            base: Some(&$base),
            properties: &[$(Property {
                name: $field,
                type_name: "System.Object",
                get: |engine, this| property(engine, this, $field),
                set: None,
            }),*],
            methods: &[$($($method),*)?],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] =
            &[&AST, &TYPE_NAME, &GENERIC_TYPE_NAME, &ARRAY_TYPE_NAME, &VARIABLE_PATH, $(&$constant),*];
    };
}

/// A property of a node; types by their names are looked up now.
fn property(engine: &mut Engine, this: &Value, name: &str) -> Outcome<Value> {
    let value = of(this)?.field(name);
    match (name, &value) {
        ("StaticType", Value::String(text)) => Ok(match types::resolve_text(engine, text) {
            Ok(found) => Value::Type(found),
            Err(_) => Value::Type(types::named("System.Object")),
        }),
        ("StaticType", Value::Null) => Ok(Value::Type(types::named("System.Object"))),
        _ => Ok(value),
    }
}

const COMMAND_NAME: Method = Method {
    name: "GetCommandName",
    signatures: &["string GetCommandName()"],
    call: |engine, this, _| {
        let elements = of(this)?.field("CommandElements");
        let first = arguments::items(engine, &elements)?.into_iter().next().unwrap_or_default();
        let is_text = types::type_of(&first).full_name().ends_with(".StringConstantExpressionAst");
        Ok(if is_text { of(&first)?.field("Value") } else { Value::Null })
    },
};

const PURE_EXPRESSION: Method = Method {
    name: "GetPureExpression",
    signatures: &["System.Management.Automation.Language.ExpressionAst GetPureExpression()"],
    call: |engine, this, _| {
        let elements = of(this)?.field("PipelineElements");
        match arguments::items(engine, &elements)?.as_slice() {
            [only] if types::type_of(only).full_name().ends_with(".CommandExpressionAst") => {
                Ok(of(only)?.field("Expression"))
            }
            _ => Ok(Value::Null),
        }
    },
};

const SCRIPT_BLOCK: Method = Method {
    name: "GetScriptBlock",
    signatures: &["scriptblock GetScriptBlock()"],
    call: |engine, this, _| {
        let source = of(this)?.block().map(|tree| tree.source.clone()).ok_or_else(arguments::no_overload)?;
        if !engine.parse(source).errors.is_empty() {
            return Err(arguments::throw(
                "System.Management.Automation.PSInvalidOperationException",
                "Operation is not valid due to the current state of the object.",
            ));
        }
        script_block(engine, this)
    },
};

/// The block of a tree, whether its text had errors or not.
pub(in crate::engine) fn script_block(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let tree = of(this)?.block().cloned().ok_or_else(arguments::no_overload)?;
    let lowerings = engine.lowerings(&tree);
    let module = engine.scope.module.clone();
    Ok(Value::Block(Rc::new(ScriptBlockValue::new(lowerings, module))))
}

const IS_CONSTANT: Method = Method {
    name: "IsConstantVariable",
    signatures: &["bool IsConstantVariable()"],
    call: |_, this, _| {
        let name = convert::display(&record::field(&of(this)?.field("VariablePath"), "UserPath"));
        Ok(Value::Bool(matches!(name.to_ascii_lowercase().as_str(), "true" | "false" | "null")))
    },
};

nodes! {
    STATEMENT_AST "StatementAst": AST [];
    PIPELINE_BASE_AST "PipelineBaseAst": STATEMENT_AST [];
    CHAINABLE_AST "ChainableAst": PIPELINE_BASE_AST [];
    LABELED_STATEMENT_AST "LabeledStatementAst": STATEMENT_AST ["Label", "Condition"];
    LOOP_STATEMENT_AST "LoopStatementAst": LABELED_STATEMENT_AST ["Body"];
    COMMAND_BASE_AST "CommandBaseAst": STATEMENT_AST ["Redirections"];
    COMMAND_ELEMENT_AST "CommandElementAst": AST [];
    EXPRESSION_AST "ExpressionAst": COMMAND_ELEMENT_AST ["StaticType"];
    ATTRIBUTE_BASE_AST "AttributeBaseAst": AST ["TypeName"];
    REDIRECTION_AST "RedirectionAst": AST ["FromStream"];
    MEMBER_AST "MemberAst": AST ["Name"];
    SCRIPT_BLOCK_AST "ScriptBlockAst": AST ["UsingStatements", "Attributes", "ParamBlock", "DynamicParamBlock", "BeginBlock", "ProcessBlock", "EndBlock", "CleanBlock", "ScriptRequirements"] { SCRIPT_BLOCK };
    PARAM_BLOCK_AST "ParamBlockAst": AST ["Attributes", "Parameters"];
    NAMED_BLOCK_AST "NamedBlockAst": AST ["Unnamed", "BlockKind", "Statements", "Traps"];
    STATEMENT_BLOCK_AST "StatementBlockAst": AST ["Statements", "Traps"];
    PARAMETER_AST "ParameterAst": AST ["Attributes", "Name", "DefaultValue", "StaticType"];
    ATTRIBUTE_AST "AttributeAst": ATTRIBUTE_BASE_AST ["PositionalArguments", "NamedArguments"];
    NAMED_ARGUMENT_AST "NamedAttributeArgumentAst": AST ["ArgumentName", "Argument", "ExpressionOmitted"];
    TYPE_CONSTRAINT_AST "TypeConstraintAst": ATTRIBUTE_BASE_AST [];
    USING_STATEMENT_AST "UsingStatementAst": STATEMENT_AST ["UsingStatementKind", "Name", "Alias", "ModuleSpecification"];
    PIPELINE_CHAIN_AST "PipelineChainAst": CHAINABLE_AST ["LhsPipelineChain", "RhsPipeline", "Operator", "Background"];
    PIPELINE_AST "PipelineAst": CHAINABLE_AST ["PipelineElements", "Background"] { PURE_EXPRESSION };
    COMMAND_AST "CommandAst": COMMAND_BASE_AST ["CommandElements", "InvocationOperator", "DefiningKeyword"] { COMMAND_NAME };
    COMMAND_EXPRESSION_AST "CommandExpressionAst": COMMAND_BASE_AST ["Expression"];
    COMMAND_PARAMETER_AST "CommandParameterAst": COMMAND_ELEMENT_AST ["ParameterName", "Argument", "ErrorPosition"];
    FILE_REDIRECTION_AST "FileRedirectionAst": REDIRECTION_AST ["Location", "Append"];
    MERGING_REDIRECTION_AST "MergingRedirectionAst": REDIRECTION_AST ["ToStream"];
    ASSIGNMENT_STATEMENT_AST "AssignmentStatementAst": PIPELINE_BASE_AST ["Left", "Operator", "Right", "ErrorPosition"];
    IF_STATEMENT_AST "IfStatementAst": STATEMENT_AST ["Clauses", "ElseClause"];
    WHILE_STATEMENT_AST "WhileStatementAst": LOOP_STATEMENT_AST [];
    DO_WHILE_STATEMENT_AST "DoWhileStatementAst": LOOP_STATEMENT_AST [];
    DO_UNTIL_STATEMENT_AST "DoUntilStatementAst": LOOP_STATEMENT_AST [];
    FOR_STATEMENT_AST "ForStatementAst": LOOP_STATEMENT_AST ["Initializer", "Iterator"];
    FOREACH_STATEMENT_AST "ForEachStatementAst": LOOP_STATEMENT_AST ["Variable", "ThrottleLimit", "Flags"];
    SWITCH_STATEMENT_AST "SwitchStatementAst": LABELED_STATEMENT_AST ["Flags", "Clauses", "Default"];
    FUNCTION_DEFINITION_AST "FunctionDefinitionAst": STATEMENT_AST ["Name", "Parameters", "Body", "IsFilter", "IsWorkflow"];
    TYPE_DEFINITION_AST "TypeDefinitionAst": STATEMENT_AST ["Name", "Attributes", "BaseTypes", "Members", "IsClass", "IsEnum", "IsInterface"];
    PROPERTY_MEMBER_AST "PropertyMemberAst": MEMBER_AST ["PropertyType", "Attributes", "InitialValue", "IsStatic", "IsHidden", "IsPublic", "IsPrivate"];
    FUNCTION_MEMBER_AST "FunctionMemberAst": MEMBER_AST ["Attributes", "ReturnType", "Parameters", "Body", "IsConstructor", "IsStatic", "IsHidden", "IsPublic", "IsPrivate"];
    TRY_STATEMENT_AST "TryStatementAst": STATEMENT_AST ["Body", "CatchClauses", "Finally"];
    CATCH_CLAUSE_AST "CatchClauseAst": AST ["CatchTypes", "IsCatchAll", "Body"];
    TRAP_STATEMENT_AST "TrapStatementAst": STATEMENT_AST ["TrapType", "Body"];
    BREAK_STATEMENT_AST "BreakStatementAst": STATEMENT_AST ["Label"];
    CONTINUE_STATEMENT_AST "ContinueStatementAst": STATEMENT_AST ["Label"];
    RETURN_STATEMENT_AST "ReturnStatementAst": STATEMENT_AST ["Pipeline"];
    EXIT_STATEMENT_AST "ExitStatementAst": STATEMENT_AST ["Pipeline"];
    THROW_STATEMENT_AST "ThrowStatementAst": STATEMENT_AST ["Pipeline", "IsRethrow"];
    DATA_STATEMENT_AST "DataStatementAst": STATEMENT_AST ["Variable", "CommandsAllowed", "Body"];
    CONFIGURATION_DEFINITION_AST "ConfigurationDefinitionAst": STATEMENT_AST ["Body", "ConfigurationType", "InstanceName"];
    DYNAMIC_KEYWORD_AST "DynamicKeywordStatementAst": STATEMENT_AST ["CommandElements"];
    BLOCK_STATEMENT_AST "BlockStatementAst": STATEMENT_AST ["Body", "Kind"];
    ERROR_STATEMENT_AST "ErrorStatementAst": PIPELINE_BASE_AST ["Kind", "Flags", "Conditions", "Bodies", "NestedAst"];
    CONSTANT_EXPRESSION_AST "ConstantExpressionAst": EXPRESSION_AST ["Value"];
    STRING_CONSTANT_AST "StringConstantExpressionAst": CONSTANT_EXPRESSION_AST ["StringConstantType"];
    EXPANDABLE_STRING_AST "ExpandableStringExpressionAst": EXPRESSION_AST ["Value", "StringConstantType", "NestedExpressions"];
    VARIABLE_EXPRESSION_AST "VariableExpressionAst": EXPRESSION_AST ["VariablePath", "Splatted"] { IS_CONSTANT };
    USING_EXPRESSION_AST "UsingExpressionAst": EXPRESSION_AST ["SubExpression"];
    MEMBER_EXPRESSION_AST "MemberExpressionAst": EXPRESSION_AST ["Expression", "Member", "Static", "NullConditional"];
    INVOKE_MEMBER_AST "InvokeMemberExpressionAst": MEMBER_EXPRESSION_AST ["Arguments", "GenericTypeArguments"];
    BASE_CONSTRUCTOR_AST "BaseCtorInvokeMemberExpressionAst": INVOKE_MEMBER_AST [];
    INDEX_EXPRESSION_AST "IndexExpressionAst": EXPRESSION_AST ["Target", "Index", "NullConditional"];
    ARRAY_LITERAL_AST "ArrayLiteralAst": EXPRESSION_AST ["Elements"];
    ARRAY_EXPRESSION_AST "ArrayExpressionAst": EXPRESSION_AST ["SubExpression"];
    SUB_EXPRESSION_AST "SubExpressionAst": EXPRESSION_AST ["SubExpression"];
    PAREN_EXPRESSION_AST "ParenExpressionAst": EXPRESSION_AST ["Pipeline"];
    HASHTABLE_AST "HashtableAst": EXPRESSION_AST ["KeyValuePairs"];
    SCRIPT_BLOCK_EXPRESSION_AST "ScriptBlockExpressionAst": EXPRESSION_AST ["ScriptBlock"];
    UNARY_EXPRESSION_AST "UnaryExpressionAst": EXPRESSION_AST ["TokenKind", "Child"];
    BINARY_EXPRESSION_AST "BinaryExpressionAst": EXPRESSION_AST ["Operator", "Left", "Right", "ErrorPosition"];
    TERNARY_EXPRESSION_AST "TernaryExpressionAst": EXPRESSION_AST ["Condition", "IfTrue", "IfFalse"];
    ATTRIBUTED_EXPRESSION_AST "AttributedExpressionAst": EXPRESSION_AST ["Attribute", "Child"];
    CONVERT_EXPRESSION_AST "ConvertExpressionAst": ATTRIBUTED_EXPRESSION_AST ["Type"];
    TYPE_EXPRESSION_AST "TypeExpressionAst": EXPRESSION_AST ["TypeName"];
    ERROR_EXPRESSION_AST "ErrorExpressionAst": EXPRESSION_AST ["NestedAst"];
}

record_class!(VARIABLE_PATH "System.Management.Automation.VariablePath" ["UserPath", "IsGlobal", "IsLocal", "IsPrivate", "IsScript", "IsUnqualified", "IsUnscopedVariable", "IsVariable", "IsDriveQualified", "DriveName"]);

pub(super) fn path_value(path: &VariablePath) -> Value {
    let qualifier = path.qualifier.as_deref().map(str::to_ascii_lowercase);
    let is = |name: &str| Value::Bool(qualifier.as_deref() == Some(name));
    let scope = matches!(
        qualifier.as_deref(),
        None | Some("global" | "local" | "script" | "private" | "using" | "variable")
    );
    let full = match &path.qualifier {
        Some(qualifier) => format!("{qualifier}:{}", path.name),
        None => path.name.to_string(),
    };
    record::made(
        &VARIABLE_PATH,
        full.clone(),
        [
            ("UserPath", Value::text(full)),
            ("IsGlobal", is("global")),
            ("IsLocal", is("local")),
            ("IsPrivate", is("private")),
            ("IsScript", is("script")),
            ("IsUnqualified", Value::Bool(qualifier.is_none())),
            ("IsUnscopedVariable", Value::Bool(qualifier.is_none())),
            ("IsVariable", Value::Bool(scope)),
            ("IsDriveQualified", Value::Bool(!scope)),
            (
                "DriveName",
                if scope { Value::Null } else { path.qualifier.as_deref().map_or(Value::Null, Value::from) },
            ),
        ],
    )
}
