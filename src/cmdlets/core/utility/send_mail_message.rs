//! `Send-MailMessage`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::secure_string;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport};
use std::time::Duration;

cmdlet! {
    /// Sends a message by SMTP.
    ///
    /// # Examples
    /// ```powershell
    /// Send-MailMessage -From ann@example.com -To bob@example.com -Subject Test -SmtpServer 127.0.0.1 -Port 1 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
    /// Set-Content ./report.txt 'All is well.'
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// $message = @{ From = 'ann@example.com'; To = 'bob@example.com'; Subject = 'Report'; SmtpServer = '127.0.0.1'; Port = 1; WarningAction = 'SilentlyContinue' }
    /// try { Send-MailMessage @message -Body '<b>See the file.</b>' -BodyAsHtml -Attachments ./report.txt -Cc carol@example.com -Bcc dave@example.com -ReplyTo team@example.com -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Send-MailMessage @message -Body 'Now.' -Priority High -Encoding utf8 -DeliveryNotificationOption OnFailure -UseSsl -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Send-MailMessage" as SendMailMessage {
        class: "Microsoft.PowerShell.Commands.SendMailMessage",
    }
    parameters {
        /// Files that go with the message.
        "Attachments" attachments: Vec<String> { aliases: &["PsPath"], pipe: Pipe::Both, validate: &[Validation::NotNullOrEmpty] },
        /// Who gets it without being named.
        "Bcc" bcc: Vec<String> { pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// The text.
        "Body" body: Option<String> { position: Some(2), pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// The text is HTML.
        "BodyAsHtml" body_as_html: bool { aliases: &["BAH"], pipe: Pipe::ByName },
        /// Accepted: messages are UTF-8.
        "Encoding" encoding: Option<Value> { type_name: "System.Text.Encoding", aliases: &["BE"], pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// Who gets a copy.
        "Cc" cc: Vec<String> { pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// Accepted: the server is asked for no notice.
        "DeliveryNotificationOption" delivery_notification_option: Option<String> { type_name: "System.Net.Mail.DeliveryNotificationOptions", aliases: &["DNO"], pipe: Pipe::ByName, values: &["None", "OnSuccess", "OnFailure", "Delay", "Never"], validate: &[Validation::NotNullOrEmpty] },
        /// Who sends it.
        "From" from: Option<String> { mandatory: true, pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// The server; `$PSEmailServer` otherwise.
        "SmtpServer" smtp_server: Option<String> { aliases: &["ComputerName"], position: Some(3), pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// How urgent it is.
        "Priority" priority: Option<String> { type_name: "System.Net.Mail.MailPriority", pipe: Pipe::ByName, values: &["Normal", "Low", "High"], validate: &[Validation::NotNullOrEmpty] },
        /// Who gets the answers.
        "ReplyTo" reply_to: Vec<String> { pipe: Pipe::ByName },
        /// What it is about.
        "Subject" subject: Option<String> { aliases: &["sub"], position: Some(1), pipe: Pipe::ByName },
        /// Who gets it.
        "To" to: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// Name and password for the server.
        "Credential" credential: Option<Value> { type_name: "System.Management.Automation.PSCredential", pipe: Pipe::ByName, validate: &[Validation::NotNullOrEmpty] },
        /// Goes over to TLS before anything is sent.
        "UseSsl" use_ssl: bool { pipe: Pipe::ByName },
        /// The port of the server, 25 otherwise.
        "Port" port: Option<i32> { pipe: Pipe::ByName },
    }
    state { files: Vec<String> }
}

/// How long the server may take, as .NET waits.
const TIMEOUT: Duration = Duration::from_secs(100);

const OBSOLETE: &str = "The command 'Send-MailMessage' is obsolete. This cmdlet does not guarantee secure connections to SMTP servers. While there is no immediate replacement available in PowerShell, we recommend you do not use Send-MailMessage at this time. See https://aka.ms/SendMailMessage for more information.";

/// `X-Priority`: 1 urgent, 5 not.
#[derive(Clone)]
struct Priority(String);

impl Header for Priority {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Priority")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Priority(text.into()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

impl Cmdlet for SendMailMessage {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        context.warning(OBSOLETE)
    }

    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.files.append(&mut self.attachments);
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let server = match self.smtp_server.clone() {
            Some(server) => server,
            None => {
                let found = context.engine.find_variable("psemailserver").unwrap_or_default();
                convert::display(&found)
            }
        };
        if server.is_empty() {
            return context.fail(
                "System.InvalidOperationException",
                "The email cannot be sent because no SMTP server was specified. You must specify an SMTP server by using either the SmtpServer parameter or the $PSEmailServer variable.",
                "HostNotSpecified",
                Category::InvalidArgument,
                Value::Null,
            );
        }
        let Some(message) = self.message(context)? else { return Ok(()) };
        let transport = self.transport(context, &server)?;
        match transport.send(&message) {
            Ok(_) => Ok(()),
            Err(error) => context.fail(
                "System.Net.Mail.SmtpException",
                error.to_string(),
                "SmtpException",
                Category::InvalidOperation,
                Value::text(server),
            ),
        }
    }
}

/// An address of a message. Errors: it is none.
fn mailbox(context: &Context<'_>, text: &str) -> Outcome<Mailbox> {
    text.parse().map_err(|_| {
        context.terminate(
            "System.FormatException",
            "The specified string is not in the form required for an e-mail address.",
            "FormatException",
            Category::InvalidType,
            Value::text(text),
        )
    })
}

impl SendMailMessage {
    /// The message; `None` after an error about a file.
    fn message(&self, context: &mut Context<'_>) -> Outcome<Option<Message>> {
        let mut builder = Message::builder()
            .from(mailbox(context, self.from.as_deref().unwrap_or_default())?)
            .subject(self.subject.clone().unwrap_or_default());
        for text in &self.to {
            builder = builder.to(mailbox(context, text)?);
        }
        for text in &self.cc {
            builder = builder.cc(mailbox(context, text)?);
        }
        for text in &self.bcc {
            builder = builder.bcc(mailbox(context, text)?);
        }
        for text in &self.reply_to {
            builder = builder.reply_to(mailbox(context, text)?);
        }
        builder = match self.priority.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("high") => builder.header(Priority("1".into())),
            Some("low") => builder.header(Priority("5".into())),
            _ => builder,
        };
        let body = self.body.clone().unwrap_or_default();
        let text = if self.body_as_html { SinglePart::html(body) } else { SinglePart::plain(body) };
        let mut parts = MultiPart::mixed().singlepart(text.clone());
        for name in &self.files {
            let path = context.engine.resolve_path(name);
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    crate::cmdlets::core::files::failed(context, &path, &error, "FileNotFound")?;
                    return Ok(None);
                }
            };
            let short = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let kind = ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN);
            parts = parts.singlepart(Attachment::new(short).body(bytes, kind));
        }
        let made = if self.files.is_empty() { builder.singlepart(text) } else { builder.multipart(parts) };
        made.map(Some).map_err(|error| Fault::runtime("SmtpException", error.to_string()))
    }

    fn transport(&self, context: &mut Context<'_>, server: &str) -> Outcome<SmtpTransport> {
        let port = self.port.and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0).unwrap_or(25);
        let mut builder = SmtpTransport::builder_dangerous(server).port(port).timeout(Some(TIMEOUT));
        if self.use_ssl {
            let parameters = TlsParameters::new(server.to_string())
                .map_err(|error| Fault::runtime("SmtpException", error.to_string()))?;
            builder = builder.tls(Tls::Required(parameters));
        }
        if let Some(credential) = &self.credential {
            let user = member::get(context.engine, credential, "UserName")?.unwrap_or_default();
            let password = member::get(context.engine, credential, "Password")?.unwrap_or_default();
            let password = secure_string::plain(&password).unwrap_or_default();
            builder = builder.credentials(Credentials::new(convert::display(&user), password));
        }
        Ok(builder.build())
    }
}
