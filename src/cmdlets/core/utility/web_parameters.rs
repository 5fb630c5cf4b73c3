//! The parameters that the commands of the web share.

/// Declares a command of the web: its own parameters, then those that both commands have.
macro_rules! web_cmdlet {
    (
        $(#[doc = $help:literal])*
        $name:literal as $type:ident { $($option:ident : $setting:expr),* $(,)? }
        parameters { $($own:tt)* }
    ) => {
        $crate::cmdlet! {
            $(#[doc = $help])*
            $name as $type { $($option: $setting),* }
            parameters {
                $($own)*
                /// Accepted: pages are never run here.
                "UseBasicParsing" use_basic_parsing: bool,
                /// The address; `http://` in front may be left out.
                "Uri" uri: Option<String> { type_name: "uri", position: Some(0), mandatory: true, validate: &[Validation::NotNullOrEmpty] },
                /// The version of HTTP.
                "HttpVersion" http_version: Option<String> { type_name: "version" },
                /// A session with cookies and headers.
                "WebSession" web_session: Option<Value> { type_name: "WebRequestSession" },
                /// The name of a variable for a new session.
                "SessionVariable" session_variable: Option<String> { aliases: &["SV"] },
                /// Sends secrets over connections that anybody can read.
                "AllowUnencryptedAuthentication" allow_unencrypted_authentication: bool,
                /// How the user is told: `Basic`, `Bearer` or `OAuth`.
                "Authentication" authentication: Option<String> { type_name: "WebAuthenticationType", values: &["None", "Basic", "Bearer", "OAuth"] },
                /// The user's name and password.
                "Credential" credential: Option<Value> { type_name: "pscredential" },
                /// The user of this session, which Linux cannot tell a server.
                "UseDefaultCredentials" use_default_credentials: bool { validate: &[Validation::NotYet] },
                /// A certificate of a store, of which there is none here.
                "CertificateThumbprint" certificate_thumbprint: Option<String> { validate: &[Validation::NotNullOrEmpty, Validation::NotYet] },
                /// A certificate that tells who asks.
                "Certificate" certificate: Option<Value> { type_name: "X509Certificate", validate: &[Validation::NotNull] },
                /// Takes any certificate of the server.
                "SkipCertificateCheck" skip_certificate_check: bool,
                /// Which versions of TLS; 1.2 and 1.3 are the only ones here.
                "SslProtocol" ssl_protocol: Vec<String> { type_name: "WebSslProtocol", values: &["Default", "Tls", "Tls11", "Tls12", "Tls13"] },
                /// The secret of `Bearer` and `OAuth`.
                "Token" token: Option<Value> { type_name: "securestring" },
                /// What the program calls itself.
                "UserAgent" user_agent: Option<String>,
                /// Closes the connection after the answer.
                "DisableKeepAlive" disable_keep_alive: bool,
                /// How long to wait for the answer to begin, in seconds; 0 is for ever.
                "ConnectionTimeoutSeconds" connection_timeout_seconds: Option<i32> { aliases: &["TimeoutSec"], validate: &[Validation::Range(0.0, 2147483647.0)] },
                /// How long to wait for its content, in seconds; 0 is for ever.
                "OperationTimeoutSeconds" operation_timeout_seconds: Option<i32> { validate: &[Validation::Range(0.0, 2147483647.0)] },
                /// Headers by name.
                "Headers" headers: Option<Value> { type_name: "IDictionary" },
                /// Sends headers as they are.
                "SkipHeaderValidation" skip_header_validation: bool,
                /// Follows from HTTPS to HTTP.
                "AllowInsecureRedirect" allow_insecure_redirect: bool,
                /// How many redirects are followed.
                "MaximumRedirection" maximum_redirection: Option<i32> { validate: &[Validation::Range(0.0, 2147483647.0)] },
                /// How often it is tried again after an error.
                "MaximumRetryCount" maximum_retry_count: Option<i32> { validate: &[Validation::Range(0.0, 2147483647.0)] },
                /// Tells the user to the new address too.
                "PreserveAuthorizationOnRedirect" preserve_authorization_on_redirect: bool,
                /// Seconds between tries.
                "RetryIntervalSec" retry_interval_sec: Option<i32> { validate: &[Validation::Range(1.0, 2147483647.0)] },
                /// The method.
                "Method" method: Option<String> { type_name: "WebRequestMethod", sets: &[Membership { set: "StandardMethod", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "StandardMethodNoProxy", position: None, mandatory: false, pipe: Pipe::No }], values: &["Default", "Get", "Head", "Post", "Put", "Delete", "Trace", "Options", "Merge", "Patch"] },
                /// A method by any name.
                "CustomMethod" custom_method: Option<String> { aliases: &["CM"], sets: &[Membership { set: "CustomMethod", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "CustomMethodNoProxy", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
                /// Keeps the method at the new address.
                "PreserveHttpMethodOnRedirect" preserve_http_method_on_redirect: bool,
                /// A socket of this machine instead of the network.
                "UnixSocket" unix_socket: Option<Value> { type_name: "UnixDomainSocketEndPoint", validate: &[Validation::NotNullOrEmpty] },
                /// Without a proxy.
                "NoProxy" no_proxy: bool { sets: &[Membership { set: "CustomMethodNoProxy", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "StandardMethodNoProxy", position: None, mandatory: true, pipe: Pipe::No }] },
                /// The address of a proxy.
                "Proxy" proxy: Option<String> { type_name: "uri", sets: &[Membership { set: "StandardMethod", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CustomMethod", position: None, mandatory: false, pipe: Pipe::No }] },
                /// The proxy's user and password.
                "ProxyCredential" proxy_credential: Option<Value> { type_name: "pscredential", sets: &[Membership { set: "StandardMethod", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CustomMethod", position: None, mandatory: false, pipe: Pipe::No }] },
                /// The user of this session for the proxy.
                "ProxyUseDefaultCredentials" proxy_use_default_credentials: bool { sets: &[Membership { set: "StandardMethod", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "CustomMethod", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotYet] },
                /// What is sent: text, bytes, or a table of fields.
                "Body" body: Option<Value> { pipe: Pipe::ByValue },
                /// A form: fields and files.
                "Form" form: Option<Value> { type_name: "IDictionary" },
                /// The type of what is sent.
                "ContentType" content_type: Option<String>,
                /// How it is sent.
                "TransferEncoding" transfer_encoding: Option<String> { values: &["chunked", "compress", "deflate", "gzip", "identity"], validate: &[Validation::NotYet] },
                /// The file that is sent.
                "InFile" in_file: Option<String> { validate: &[Validation::NotNullOrEmpty] },
                /// The file that the answer is written to.
                "OutFile" out_file: Option<String> { validate: &[Validation::NotNullOrEmpty] },
                /// Sends the answer on, beside the file.
                "PassThru" pass_thru: bool,
                /// Goes on with a file that was cut off.
                "Resume" resume: bool,
                /// An answer that is no success is no error.
                "SkipHttpErrorCheck" skip_http_error_check: bool,
            }
        }
    };
}

pub(super) use web_cmdlet;
