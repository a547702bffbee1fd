//! Headers of SIP messages: reading them, and adding to what is sent.

use super::Sdk;
use crate::config::{HeaderAction, HeaderRule};
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

    /// Makes a rule that adds or modifies a header of outgoing messages.
    ///
    /// Errors: `CoreSipHeaderNameEmpty`, `CoreSipHeaderValueEmpty`,
    /// `CoreSipMethodNameEmpty`, `CoreSipHeaderBadFormed`,
    /// `CoreInviteSessionNotFound`, `CoreDataSizeTooLarge` (too many rules).
    pub fn set_sip_message_header(&self, rule: HeaderRule) -> Result<HeaderRuleId> {
        self.require_running()?;
        self.engine
            .agent("set header", |agent, _| agent.add_header_rule(rule))
    }

    /// Takes one rule of this action back.
    ///
    /// `CoreSipHeaderNotExist`: there is none of this id, or of another action.
    pub fn remove_sip_message_header(&self, action: HeaderAction, id: HeaderRuleId) -> Result<()> {
        self.require_running()?;
        self.engine.agent("remove header", |agent, _| {
            agent.remove_header_rule(action, id)
        })
    }

    /// Takes all rules of this action back.
    pub fn clear_sip_message_headers(&self, action: HeaderAction) -> Result<()> {
        self.require_running()?;
        self.engine
            .agent("clear headers", |agent, _| agent.clear_header_rules(action));
        Ok(())
    }
}
