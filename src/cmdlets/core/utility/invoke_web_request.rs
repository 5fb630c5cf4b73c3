//! `Invoke-WebRequest`.

use super::web_client::Reply;
use super::web_parameters::web_cmdlet;
use super::web_request::{self, settings};
use crate::engine::Engine;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::{array, named, record};
use crate::engine::value::Value;

record::record_class!(RESPONSE "Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject" [
    "StatusCode", "StatusDescription", "Content", "RawContent", "Headers", "Images", "InputFields", "Links",
    "RawContentLength", "RelationLink", "BaseResponse"
]);

web_cmdlet! {
    /// Gets a page of the web, or sends something to it.
    ///
    /// # Examples
    /// ```powershell
    /// try { Invoke-WebRequest http://127.0.0.1:9/ -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
    /// # No one listens at these addresses, so each line shows how a script meets the error.
    /// $site = 'http://127.0.0.1:9'
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Invoke-WebRequest -Uri $site/users -Method Post -Body '{ "name": "Ann" }' -ContentType application/json -Headers @{ Accept = 'application/json' } -UserAgent fedsh } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -Authentication Basic -Credential $account -AllowUnencryptedAuthentication } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -Authentication Bearer -Token (ConvertTo-SecureString 'abc' -AsPlainText) -AllowUnencryptedAuthentication } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -UseDefaultCredentials -AllowUnencryptedAuthentication } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site/list -OutFile ./list.json -PassThru -Resume } catch { $_.Exception.Message }
    /// Set-Content ./note.txt 'text'
    /// try { Invoke-WebRequest -Uri $site/note.txt -Method Put -InFile ./note.txt -TransferEncoding chunked -DisableKeepAlive } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -Method Post -Form @{ name = 'Ann'; note = Get-Item ./note.txt } } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -CustomMethod PROPFIND -SkipHeaderValidation -HttpVersion 1.1 -UseBasicParsing } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -SessionVariable visit } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -WebSession ([Microsoft.PowerShell.Commands.WebRequestSession]::new()) } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -Proxy http://127.0.0.1:9 -ProxyCredential $account } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -Proxy http://127.0.0.1:9 -ProxyUseDefaultCredentials } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -NoProxy -ConnectionTimeoutSeconds 5 -OperationTimeoutSeconds 5 -MaximumRetryCount 2 -RetryIntervalSec 1 } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri $site -MaximumRedirection 2 -AllowInsecureRedirect -PreserveAuthorizationOnRedirect -PreserveHttpMethodOnRedirect -SkipHttpErrorCheck } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri https://127.0.0.1:9 -SslProtocol Tls13 -SkipCertificateCheck } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri https://127.0.0.1:9 -CertificateThumbprint 7F1C } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri https://127.0.0.1:9 -Certificate $certificate } catch { $_.Exception.Message }
    /// try { Invoke-WebRequest -Uri http://localhost/version -UnixSocket /run/none.sock } catch { $_.Exception.Message }
    /// ```
    "Invoke-WebRequest" as InvokeWebRequest {
        aliases: &["iwr"],
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.InvokeWebRequestCommand",
        default_set: "StandardMethod",
        output_types: &["Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject"],
    }
    parameters {
    }
}

impl Cmdlet for InvokeWebRequest {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let settings = settings!(self);
        let reply = web_request::send(context, &settings)?;
        web_request::save(context, &settings, &reply)?;
        if settings.out_file.is_some() && !self.pass_thru {
            return Ok(());
        }
        let value = response(context.engine, &reply)?;
        context.output(value)
    }
}

/// Whether content of this type is text.
fn is_text(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.is_empty()
        || kind.starts_with("text/")
        || ["json", "xml", "javascript", "html", "x-www-form-urlencoded"]
            .iter()
            .any(|part| kind.contains(part))
}

fn response(engine: &mut Engine, reply: &Reply) -> Outcome<Value> {
    let text = web_request::content(reply);
    let mut raw = format!("{} {} {}\r\n", reply.version, reply.status, reply.reason());
    reply.headers.iter().for_each(|(name, value)| raw.push_str(&format!("{name}: {value}\r\n")));
    raw.push_str(&format!("\r\n{text}"));
    let content = match is_text(reply.header("content-type").unwrap_or_default()) {
        true => Value::text(text.as_str()),
        false => array::typed(reply.body.iter().copied().map(Value::Byte).collect(), named("System.Byte")),
    };
    let length = i64::try_from(reply.body.len()).unwrap_or(i64::MAX);
    Ok(record::made(
        &RESPONSE,
        text.as_str(),
        [
            ("StatusCode", Value::Int(i32::from(reply.status))),
            ("StatusDescription", Value::text(reply.reason())),
            ("Content", content),
            ("RawContent", Value::text(raw)),
            ("Headers", web_request::headers_value(reply)),
            ("Images", tags(engine, &text, r"(?is)<img\s[^>]*>")?),
            ("InputFields", tags(engine, &text, r"(?is)<input\s[^>]*>")?),
            ("Links", tags(engine, &text, r"(?is)<a\s[^>]*>.*?</a>")?),
            ("RawContentLength", Value::Long(length)),
            ("RelationLink", relations(reply)),
            ("BaseResponse", web_request::message_value(reply)),
        ],
    ))
}

/// Elements of a page, with their attributes as properties.
fn tags(engine: &mut Engine, text: &str, pattern: &str) -> Outcome<Value> {
    engine.check_stop()?;
    let (Ok(element), Ok(attribute)) = (
        fancy_regex::Regex::new(pattern),
        fancy_regex::Regex::new(r#"(?is)\s([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)"#),
    ) else {
        return Ok(Value::array(Vec::new()));
    };
    let mut found = Vec::new();
    for element in element.find_iter(text).filter_map(Result::ok) {
        let outer = element.as_str();
        let head = outer.split_once('>').map_or(outer, |(head, _)| head);
        let mut fields = vec![("outerHTML".to_string(), Value::text(outer))];
        let name =
            outer.trim_start_matches('<').split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        fields.push(("tagName".into(), Value::text(name.to_uppercase())));
        for parts in attribute.captures_iter(head).filter_map(Result::ok) {
            if let (Some(name), Some(value)) = (parts.get(1), parts.get(2)) {
                let value = value.as_str().trim_matches(['"', '\'']);
                fields.push((name.as_str().to_string(), Value::text(value)));
            }
        }
        found.push(Value::custom(fields));
    }
    Ok(Value::array(found))
}

/// Links of the `Link` header by their relation.
fn relations(reply: &Reply) -> Value {
    let mut table = crate::engine::object::Hashtable::new(false);
    for part in reply.header("link").unwrap_or_default().split(',') {
        if let Some((place, relation)) = relation(part)
            && let Ok(full) = reply.url.join(place)
        {
            table.set(Value::text(relation), Value::text(full.to_string()));
        }
    }
    crate::engine::object::hashtable_value(table)
}

/// `<place>; rel="relation"`
pub(super) fn relation(part: &str) -> Option<(&str, &str)> {
    let (place, rest) = part.trim().strip_prefix('<')?.split_once('>')?;
    let (_, relation) = rest.split_once("rel=")?;
    Some((place, relation.split(';').next().unwrap_or_default().trim().trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read() {
        assert_eq!(relation(" </p?page=2>; rel=\"next\""), Some(("/p?page=2", "next")));
        assert_eq!(relation("nonsense"), None);
        assert!(is_text("application/json; charset=utf-8") && !is_text("image/png"));
    }
}
