//! `Invoke-RestMethod`.

use super::web_client::Reply;
use super::web_parameters::web_cmdlet;
use super::web_request::{self, settings};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

web_cmdlet! {
    /// Sends a request to a service and gives its answer as objects: JSON and XML are read.
    ///
    /// # Examples
    /// ```powershell
    /// try { Invoke-RestMethod http://127.0.0.1:9/ -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
    /// # No one listens at these addresses, so each line shows how a script meets the error.
    /// $site = 'http://127.0.0.1:9'
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Invoke-RestMethod -Uri $site/users -Method Post -Body '{ "name": "Ann" }' -ContentType application/json -Headers @{ Accept = 'application/json' } -UserAgent fedsh } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -Authentication Basic -Credential $account -AllowUnencryptedAuthentication } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -Authentication Bearer -Token (ConvertTo-SecureString 'abc' -AsPlainText) -AllowUnencryptedAuthentication } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -UseDefaultCredentials -AllowUnencryptedAuthentication } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site/list -OutFile ./list.json -PassThru -Resume } catch { $_.Exception.Message }
    /// Set-Content ./note.txt 'text'
    /// try { Invoke-RestMethod -Uri $site/note.txt -Method Put -InFile ./note.txt -TransferEncoding chunked -DisableKeepAlive } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -Method Post -Form @{ name = 'Ann'; note = Get-Item ./note.txt } } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -CustomMethod PROPFIND -SkipHeaderValidation -HttpVersion 1.1 -UseBasicParsing } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -SessionVariable visit } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -WebSession ([Microsoft.PowerShell.Commands.WebRequestSession]::new()) } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -Proxy http://127.0.0.1:9 -ProxyCredential $account } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -Proxy http://127.0.0.1:9 -ProxyUseDefaultCredentials } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -NoProxy -ConnectionTimeoutSeconds 5 -OperationTimeoutSeconds 5 -MaximumRetryCount 2 -RetryIntervalSec 1 } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site -MaximumRedirection 2 -AllowInsecureRedirect -PreserveAuthorizationOnRedirect -PreserveHttpMethodOnRedirect -SkipHttpErrorCheck } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri https://127.0.0.1:9 -SslProtocol Tls13 -SkipCertificateCheck } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri https://127.0.0.1:9 -CertificateThumbprint 7F1C } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri https://127.0.0.1:9 -Certificate $certificate } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri http://localhost/version -UnixSocket /run/none.sock } catch { $_.Exception.Message }
    /// try { Invoke-RestMethod -Uri $site/pages -FollowRelLink -MaximumFollowRelLink 3 -ResponseHeadersVariable headers -StatusCodeVariable status } catch { $_.Exception.Message }
    /// ```
    "Invoke-RestMethod" as InvokeRestMethod {
        aliases: &["irm"],
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.InvokeRestMethodCommand",
        default_set: "StandardMethod",
    }
    parameters {
        /// Follows the links to further pages.
        "FollowRelLink" follow_rel_link: bool { aliases: &["FL"] },
        /// How many pages.
        "MaximumFollowRelLink" maximum_follow_rel_link: Option<i32> { aliases: &["ML"], validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// The name of a variable for the headers of the answer.
        "ResponseHeadersVariable" response_headers_variable: Option<String> { aliases: &["RHV"] },
        /// The name of a variable for the status of the answer.
        "StatusCodeVariable" status_code_variable: Option<String>,
    }
}

impl Cmdlet for InvokeRestMethod {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut settings = settings!(self);
        let mut left = match self.follow_rel_link {
            true => self.maximum_follow_rel_link.unwrap_or(i32::MAX),
            false => 1,
        };
        loop {
            let reply = web_request::send(context, &settings)?;
            self.variables(context, &reply)?;
            web_request::save(context, &settings, &reply)?;
            if settings.out_file.is_none() || self.pass_thru {
                let value = objects(context, &reply)?;
                context.output(value)?;
            }
            left -= 1;
            match next_page(&reply) {
                Some(next) if left > 0 => settings.uri = next,
                _ => return Ok(()),
            }
        }
    }
}

impl InvokeRestMethod {
    fn variables(&self, context: &mut Context<'_>, reply: &Reply) -> Outcome {
        if let Some(name) = &self.status_code_variable {
            context.engine.set_variable(name, Value::Int(i32::from(reply.status)))?;
        }
        if let Some(name) = &self.response_headers_variable {
            context.engine.set_variable(name, web_request::headers_value(reply))?;
        }
        Ok(())
    }
}

fn next_page(reply: &Reply) -> Option<String> {
    let links = reply.header("link")?;
    let next =
        links.split(',').filter_map(super::invoke_web_request::relation).find(|(_, of)| *of == "next")?;
    reply.url.join(next.0).ok().map(|url| url.to_string())
}

/// The content by its type: JSON as objects, XML as a document, the rest as text.
fn objects(context: &mut Context<'_>, reply: &Reply) -> Outcome<Value> {
    let text = web_request::content(reply);
    let kind = reply.header("content-type").unwrap_or_default().to_ascii_lowercase();
    let reads = if kind.contains("json") || (kind.is_empty() && text.trim_start().starts_with(['{', '['])) {
        "param($text) ConvertFrom-Json -InputObject $text -NoEnumerate"
    } else if kind.contains("xml") || text.trim_start().starts_with("<?xml") {
        "param($text) [xml]$text"
    } else {
        return Ok(Value::text(text));
    };
    let block = context.engine.compile_block(reads)?;
    match context.invoke_block(&block, &[Value::text(text.as_str())]) {
        Ok(items) => Ok(Value::from_output(items)),
        Err(fault) if matches!(*fault, crate::engine::Fault::Error { .. }) => Ok(Value::text(text)),
        Err(fault) => Err(fault),
    }
}
