//! External access policies: who may talk to whom outside.

use super::Entity;
use crate::topology::kinds;
use serde::{Deserialize, Serialize};

/// A policy. Everything is off by default. Source: migration.md C.5.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ExternalAccessPolicy {
    /// `Global`, `site:<site>` or `Tag:<name>`.
    #[serde(skip)]
    pub identity: String,
    /// Free text.
    pub description: Option<String>,
    /// SIP partners, which a legacy XMPP gateway is to the new deployment.
    pub enable_federation_access: bool,
    /// XMPP partners of the new gateway.
    pub enable_xmpp_access: bool,
    /// Public providers.
    pub enable_public_cloud_access: bool,
    /// Audio and video with public providers.
    pub enable_public_cloud_audio_video_access: bool,
    /// Sign-in from outside.
    pub enable_outside_access: bool,
}

impl Entity for ExternalAccessPolicy {
    const KIND: &'static str = kinds::EXTERNAL_ACCESS_POLICY;

    fn identity(&self) -> String {
        self.identity.clone()
    }

    fn set_identity(&mut self, identity: &str) {
        identity.clone_into(&mut self.identity);
    }
}
