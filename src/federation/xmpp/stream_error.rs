//! Stream errors: the conditions of RFC 6120, 4.9.3, sent by us or by a peer. One ends its stream.

use super::element::Element;
use super::namespace;

macro_rules! conditions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
        /// Why a stream ended. Source: RFC 6120, 4.9.3.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum StreamCondition { $($(#[$doc])* $variant,)* }

        impl StreamCondition {
            /// All of them.
            pub const ALL: &[StreamCondition] = &[$(StreamCondition::$variant,)*];

            /// Its element name.
            pub fn name(self) -> &'static str {
                match self { $(StreamCondition::$variant => $name,)* }
            }
        }
    };
}

conditions! {
    /// XML that cannot be processed.
    BadFormat = "bad-format";
    /// A prefix that is not the expected one.
    BadNamespacePrefix = "bad-namespace-prefix";
    /// Another stream replaces this one.
    Conflict = "conflict";
    /// Nothing was heard for too long.
    ConnectionTimeout = "connection-timeout";
    /// The domain is no longer served here.
    HostGone = "host-gone";
    /// The domain was never served here.
    HostUnknown = "host-unknown";
    /// An address is missing or wrong.
    ImproperAddressing = "improper-addressing";
    /// The server failed.
    InternalServerError = "internal-server-error";
    /// The `from` is not the authorised one.
    InvalidFrom = "invalid-from";
    /// The namespace of the stream or of its content is wrong.
    InvalidNamespace = "invalid-namespace";
    /// XML that a schema forbids.
    InvalidXml = "invalid-xml";
    /// Something was sent before authentication, or it failed.
    NotAuthorized = "not-authorized";
    /// Not XML.
    NotWellFormed = "not-well-formed";
    /// A local rule was broken.
    PolicyViolation = "policy-violation";
    /// The partner's server cannot be reached.
    RemoteConnectionFailed = "remote-connection-failed";
    /// Start again.
    Reset = "reset";
    /// Too many streams or bytes.
    ResourceConstraint = "resource-constraint";
    /// A DTD, comment, processing instruction or entity.
    RestrictedXml = "restricted-xml";
    /// Go to another server.
    SeeOtherHost = "see-other-host";
    /// The server stops.
    SystemShutdown = "system-shutdown";
    /// None of the others.
    UndefinedCondition = "undefined-condition";
    /// Not UTF-8.
    UnsupportedEncoding = "unsupported-encoding";
    /// A mandatory feature is unknown.
    UnsupportedFeature = "unsupported-feature";
    /// A child of the stream that is no stanza.
    UnsupportedStanzaType = "unsupported-stanza-type";
    /// A version of XMPP that is not spoken here.
    UnsupportedVersion = "unsupported-version";
}

impl StreamCondition {
    /// The condition of that element name.
    pub fn from_name(name: &str) -> Option<StreamCondition> {
        StreamCondition::ALL.iter().copied().find(|condition| condition.name() == name)
    }
}

/// A stream error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamError {
    /// The condition.
    pub condition: StreamCondition,
    /// A sentence for a person.
    pub text: Option<String>,
}

impl StreamError {
    /// An error with a sentence.
    pub fn new(condition: StreamCondition, text: impl Into<String>) -> StreamError {
        StreamError { condition, text: Some(text.into()) }
    }

    /// Its `<stream:error/>` element.
    pub fn to_element(&self) -> Element {
        let condition = Element::new(self.condition.name(), namespace::STREAM_ERROR);
        let mut error = Element::new("error", namespace::STREAM).with_child(condition);
        if let Some(text) = &self.text {
            error.push_child(Element::new("text", namespace::STREAM_ERROR).with_text(text.clone()));
        }
        error
    }

    /// Reads a `<stream:error/>`; an unknown condition becomes `undefined-condition`.
    pub fn from_element(error: &Element) -> StreamError {
        let condition = error
            .children()
            .filter(|child| child.namespace() == namespace::STREAM_ERROR)
            .find_map(|child| StreamCondition::from_name(child.name()))
            .unwrap_or(StreamCondition::UndefinedCondition);
        let text = error.child("text", namespace::STREAM_ERROR).map(Element::text);
        StreamError { condition, text }
    }
}

impl From<StreamCondition> for StreamError {
    fn from(condition: StreamCondition) -> StreamError {
        StreamError { condition, text: None }
    }
}

impl std::fmt::Display for StreamError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.condition.name())?;
        match &self.text {
            Some(text) => write!(f, " ({text})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for StreamError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_survives_the_element() {
        for condition in StreamCondition::ALL {
            let error = StreamError::new(*condition, "because");
            assert_eq!(StreamError::from_element(&error.to_element()), error);
        }
    }

    #[test]
    fn it_is_written_with_the_stream_prefix() {
        let xml = StreamError::from(StreamCondition::HostUnknown).to_element().to_xml();
        assert_eq!(
            xml,
            "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
        );
    }
}
