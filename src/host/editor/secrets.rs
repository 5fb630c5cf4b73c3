//! Which commands stay out of the history file: those that seem to hold a password, a key or a token.

use super::secret_use::gives_away;
use fancy_regex::Regex;
use std::sync::LazyLock;

/// Words that make a command one with a secret where it is written out: PSReadLine's, and other spellings.
const WORDS: &[&str] =
    &["password", "asplaintext", "token", "apikey", "secret", "passwd", "passphrase", "passcode"];

/// Texts that do so whatever is around them.
const TEXTS: &[&str] = &["credentials=", "-----begin", "authorization"];

/// Forms that PSReadLine does not know, each of which has the secret itself in the command; in lower case, and with
/// classes of ASCII only: larger ones take longer to compile than a person waits after the first Enter.
const FORMS: &[&str] = &[
    // Connection strings, options and variables: `Pwd=…`, `AccountKey=…`, `-AccessKey …`, `$privateKey`, `api_key`.
    r"(?:^|[^a-z0-9_])pwd *= *[^ ;]",
    r"(?:account|access|shared|api|private|encryption|signing|storage|license|ssh|tsig)[-_ ]?key(?:[^a-z0-9_]|$)",
    r"sharedaccess(?:key|signature)|[?&](?:sig|key|code)=[a-z0-9_%+/=-]{8}",
    // Headers, and the user part of an address.
    r"(?:^|[^a-z0-9_])(?:bearer|basic) +[a-z0-9_+/=.~-]{6}",
    r"://[^/ :@'\x22]*:[^/ @'\x22]+@",
    // Options of programs: `curl -u name:password`, `mysql -pword`, `-Pin 1234`.
    r" (?:-u|--user|--proxy-user)[ =]?['\x22]?[^ :]+:[^ ]",
    r"(?:^|[^a-z0-9_])(?:mysql|mysqldump|mariadb) (?:.* )?-p[^ -]",
    r" -[a-z]*pin[ :]+['\x22]?[0-9]{3}",
    // Tokens by their beginning: GitHub, GitLab, Slack, AWS, OpenAI, a signed JSON token.
    r"(?:^|[^a-z0-9_])(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|akia|sk-)[a-z0-9_-]{12}",
    r"(?:^|[^a-z0-9_])eyj[a-z0-9_-]{8,}\.[a-z0-9_-]{8}",
];

static SECRET_FORMS: LazyLock<Vec<Regex>> =
    LazyLock::new(|| FORMS.iter().filter_map(|form| Regex::new(form).ok()).collect());

/// Whether a command should not be written to a file.
pub fn has_secret(command: &str) -> bool {
    let lower = command.to_lowercase();
    gives_away(command, WORDS)
        || TEXTS.iter().any(|text| lower.contains(text))
        // A pattern that gives up on a text has not cleared it.
        || SECRET_FORMS.iter().any(|form| form.is_match(&lower).unwrap_or(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_a_pattern() {
        assert_eq!(SECRET_FORMS.len(), FORMS.len());
    }

    #[test]
    fn secrets_are_seen_in_every_form() {
        let secret = [
            "ConvertTo-SecureString -AsPlainText x -Force",
            "Connect-Thing -Password hunter2",
            "Set-CsUser ann -SipPassword hunter2",
            "Set-CsClientPin -Identity ann -Pin 1234",
            "$env:GITHUB_TOKEN = 'x'",
            "$apiKey = 'x'",
            "$env:API_KEY='x'",
            "$env:AWS_SECRET_ACCESS_KEY = 'x'",
            "$db = 'Server=x;User Id=sa;Pwd=hunter2;'",
            "$db = 'AccountName=x;AccountKey=abcd=='",
            "$db = 'Endpoint=sb://x/;SharedAccessKeyName=a;SharedAccessKey=b'",
            "Invoke-RestMethod x -Headers @{ X = 'Bearer abcdefgh' }",
            "Invoke-RestMethod 'https://x/y?sv=1&sig=abcdefgh%3D'",
            "git clone https://ann:hunter2@example.com/x",
            "curl -u ann:hunter2 http://x/",
            "curl --user=ann:hunter2 http://x/",
            "mysql -u root -phunter2 db",
            "$key = '-----BEGIN EC KEY-----'",
            "gh auth login --with ghp_0123456789abcdef",
            "aws x AKIA0123456789ABCDEF",
            "x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
            "[pscredential]::new('ann', (Read-Passphrase))",
        ];
        secret.iter().for_each(|command| assert!(has_secret(command), "{command}"));
        let plain = [
            "Get-ChildItem -Recurse | Where-Object Name -Like *.key",
            "pwd; Set-Location $pwd",
            "Invoke-RestMethod http://[::1]:8080/a@b",
            "Get-Item HKLM:/x; $table.Keys | Sort-Object",
            "ssh-keygen -l -f id.pub",
            "Set-PSReadLineKeyHandler -Key Ctrl+p -Function PreviousHistory",
            "ping -c 1 host; New-Item -Name basics",
            "Get-CsClientPinInfo ann; 1..5 | Group-Object",
            "kubectl get pods -u me",
            "sort -k 2:3 a; Get-Date -UFormat %H:%M",
            "cd ask-questions-later-please",
            "$token = Get-Secret x",
            "Connect-Thing -Token $token",
        ];
        plain.iter().for_each(|command| assert!(!has_secret(command), "{command}"));
    }
}
