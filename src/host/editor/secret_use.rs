//! Where a word like `token` stands for no secret: PSReadLine's rule, which reads the command as a script.
//!
//! Source: what PSReadLine 2.4 documents of `-AddToHistoryHandler`: a command is kept when the word only names a variable
//! that is used or gets what a command gives, a member, an argument that is no text, or a command that manages secrets.

use crate::language::ast::{
    Command, CommandElement, Expression, ExpressionKind, PipelineElement, Statement, StatementKind,
};
use crate::language::visit::{Visitor, walk_command, walk_expression, walk_statement};
use crate::language::{Source, Span, parse};

/// Commands that name secrets and show none, whatever their arguments are.
const MANAGING: &[&str] = &[
    "Get-AzAccessToken",
    "Get-Secret",
    "Get-SecretInfo",
    "Get-SecretVault",
    "Register-SecretVault",
    "Remove-Secret",
    "Set-SecretInfo",
    "Set-SecretVaultDefault",
    "Test-SecretVault",
    "Unlock-SecretVault",
    "Unregister-SecretVault",
];

/// Whether one of the words, in lower case, stands where a secret is written out.
pub fn gives_away(command: &str, words: &[&str]) -> bool {
    // Of ASCII only, so that places stay what they are.
    let lower = command.to_ascii_lowercase();
    let places: Vec<Span> = words
        .iter()
        .flat_map(|word| lower.match_indices(word).map(|(at, word)| Span::new(at, at + word.len())))
        .collect();
    if places.is_empty() {
        return false;
    }
    let parsed = parse(Source::inline(command));
    let Some(script) = parsed.script.filter(|_| parsed.errors.is_empty()) else { return true };
    let mut uses = Uses::default();
    uses.script_block(&script);
    let is_harmless =
        |place: &Span| uses.harmless.iter().any(|span| span.start <= place.start && place.end <= span.end);
    !places.iter().all(is_harmless)
}

/// Parts of a script in which the words say nothing.
#[derive(Default)]
struct Uses {
    harmless: Vec<Span>,
}

impl Visitor for Uses {
    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::Assignment { value, .. } if !is_command(value) => self.statement(value),
            _ => walk_statement(self, statement),
        }
    }

    fn command(&mut self, command: &Command) {
        let name = name_of(command).unwrap_or_default();
        if MANAGING.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            self.harmless.push(command.span);
        }
        for (index, element) in command.elements.iter().enumerate() {
            let CommandElement::Parameter { span, name: parameter, argument } = element else { continue };
            let next = match command.elements.get(index + 1) {
                Some(CommandElement::Argument(next)) => Some(next),
                _ => None,
            };
            let shows = match parameter.eq_ignore_ascii_case("AsPlainText") {
                true => !name.eq_ignore_ascii_case("ConvertFrom-SecureString"),
                false => argument.as_ref().or(next).is_none_or(is_written_out),
            };
            if !shows {
                self.harmless.push(*span);
            }
        }
        walk_command(self, command);
    }

    fn expression(&mut self, expression: &Expression) {
        match &expression.kind {
            ExpressionKind::Variable(_) | ExpressionKind::Splat(_) => self.harmless.push(expression.span),
            ExpressionKind::Member { target, member, .. } => {
                self.member_name(member);
                self.expression(target);
            }
            ExpressionKind::InvokeMember { member, .. } => {
                self.member_name(member);
                walk_expression(self, expression);
            }
            _ => walk_expression(self, expression),
        }
    }
}

impl Uses {
    fn member_name(&mut self, member: &Expression) {
        match &member.kind {
            ExpressionKind::String { .. } => self.harmless.push(member.span),
            _ => self.expression(member),
        }
    }
}

fn name_of(command: &Command) -> Option<&str> {
    match command.elements.first()? {
        CommandElement::Argument(Expression { kind: ExpressionKind::String { value, .. }, .. }) => {
            Some(value)
        }
        _ => None,
    }
}

/// Whether a statement begins with a command: what it gives is not in the text.
fn is_command(statement: &Statement) -> bool {
    let StatementKind::Chain(chain) = &statement.kind else { return false };
    matches!(chain.first.elements.first(), Some(PipelineElement::Command(_)))
}

/// Whether an argument is a text or a number as it stands.
fn is_written_out(argument: &Expression) -> bool {
    matches!(
        argument.kind,
        ExpressionKind::String { .. } | ExpressionKind::Expandable { .. } | ExpressionKind::Number(_)
    )
}

#[cfg(test)]
mod tests {
    use super::gives_away;

    const WORDS: &[&str] = &["password", "asplaintext", "token", "secret"];

    #[test]
    fn uses_of_a_secret_are_no_secret() {
        for harmless in [
            "$token = Get-Secret x",
            "Get-Secret -Name token -AsPlainText",
            "$token = Get-AzAccessToken -ResourceUrl 'https://x'",
            "Connect-Thing -Token $token -Url 'https://x'",
            "Connect-Thing -Password (Read-Host -MaskInput)",
            "$body.Token; $x.GetSecret(1)",
            "$secure | ConvertFrom-SecureString -AsPlainText",
            "Write-Output é $token",
        ] {
            assert!(!gives_away(harmless, WORDS), "{harmless}");
        }
    }

    #[test]
    fn a_secret_that_is_written_out_is_one() {
        for secret in [
            "$token = 'abc'",
            "$token, $url = 'abc', 'x'",
            "$x.Password = 'abc'",
            "$token = Get-Secret x; $password = 'abc'",
            "Connect-Thing -Token abc",
            "Connect-Thing -Token:abc",
            "Connect-Thing -Token \"a$b\"",
            "ConvertTo-SecureString x -AsPlainText -Force",
            "New-Thing @{ Password = 'x' }",
            "curl -d token=abc",
            "$token = (",
            "ls # token abc",
        ] {
            assert!(gives_away(secret, WORDS), "{secret}");
        }
        assert!(!gives_away("Get-Date", WORDS));
    }
}
