//! Conversations of SIP users that are sessions: an INVITE opens them, messages go inside, a BYE ends them.
//! Lync and Skype for Business talk like that. Sources: RFC 3261, 12 to 15; RFC 4028; RFC 7572; federation.md 2.6.
//!
//! | file | owns |
//! | --- | --- |
//! | `description` | session descriptions (SDP) |
//! | `expiry` | session timers |
//! | `first` | the message that Lync's clients put into the INVITE |
//! | `keyboard` | typing as Lync tells it in a session |
//! | `table` | which sessions there are |
//! | `sessions` | opening, using and ending them |

mod description;
mod expiry;
mod first;
mod keyboard;
mod sessions;
mod table;

pub(super) use first::{FIRST_MESSAGE, first_message};
pub(super) use keyboard::typing;
pub(super) use sessions::{Inside, Sessions};
