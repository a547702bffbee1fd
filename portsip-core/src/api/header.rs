//! Headers of SIP messages: reading them, and adding to what is sent.

use super::Sdk;
use crate::config::HeaderRule;
use crate::error::{Error, Result};
use crate::ids::HeaderRuleId;

impl Sdk {
    /// The value of a header of a SIP message, of the first where there are
    /// several; bytes that are not UTF-8 become U+FFFD.
    ///
    /// Errors: `CoreSipMessaegEmpty`, `CoreSipHeaderNameEmpty`,
    /// `CoreSipHeaderParserEmpty` (not a SIP message), `CoreSipHeaderNotExist`.
    pub fn get_sip_message_header_value(&self, message: &[u8], name: &str) -> Result<String> {
        if message.is_empty() {
            return Err(Error::CoreSipMessaegEmpty);
        }
        if name.is_empty() {
            return Err(Error::CoreSipHeaderNameEmpty);
        }
        crate::engine::header_value(message, name)
    }

    /// Adds a rule for headers of outgoing messages.
    ///
    /// Errors: `CoreSipHeaderNameEmpty`, `CoreSipHeaderValueEmpty`,
    /// `CoreSipMethodNameEmpty`, `CoreSipHeaderBadFormed`,
    /// `CoreInviteSessionNotFound`, `CoreDataSizeTooLarge` (too many rules).
    pub fn add_sip_message_header(&self, rule: HeaderRule) -> Result<HeaderRuleId> {
        self.require_running()?;
        if rule.method.is_empty() {
            return Err(Error::CoreSipMethodNameEmpty);
        }
        if !rule.method.bytes().all(is_token_byte) {
            return Err(Error::CoreSipHeaderBadFormed);
        }
        self.engine
            .agent("add header", |agent, _| agent.add_header_rule(rule))
    }
}

/// A byte of a `token` (RFC 3261 §25.1), which a method is.
const fn is_token_byte(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'!' | b'%' | b'*'
        | b'_' | b'+' | b'`' | b'\'' | b'~')
}
