//! fedsh: a native PowerShell, and the SIP-XMPP federation gateway it administers.
//!
//! Layers, each using only those it may (`tests/layers.rs` enforces it):
//!
//! | layer | owns | may use |
//! | --- | --- | --- |
//! | [`language`] | text → tree → code | nothing |
//! | [`engine`] | code → values | `language` |
//! | [`topology`] | what is deployed: model, change sets, store | nothing |
//! | [`federation`] | what runs: XMPP, SIP, gateway, proxy, TLS, DNS | `topology` |
//! | [`migration`] | readers of legacy exports, journal, report | `topology`, `federation` |
//! | [`cmdlets`]`::core` | PowerShell's own commands | `language`, `engine` |
//! | [`cmdlets`]`::cs` | Lync's commands, where the shell and the gateway meet | all above |
//! | [`host`] | terminal, files, process | `language`, `engine`, `cmdlets` (tables only) |
//!
//! `language`, `engine`, `host` and `cmdlets::core` know nothing of Lync; `topology` and
//! `federation` know nothing of the language. `main.rs` wires them.

pub mod cmdlets;
pub mod engine;
pub mod federation;
pub mod host;
pub mod language;
pub mod migration;
pub mod topology;
