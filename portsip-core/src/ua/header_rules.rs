//! The rules that add or modify headers of outgoing messages.
//!
//! They work on the finished message: it is rewritten only when a rule matches,
//! and costs nothing while there are no rules.

use crate::config::{HeaderAction, HeaderRule, MessageKinds};
use crate::error::{Error, Result};
use crate::ids::{HeaderRuleId, IdSource, SessionId};
use crate::limits::HEADER_RULES_MAX;
use crate::octets::Octets;
use crate::sip::header::HeaderName;
use crate::sip::is_token;
use crate::sip::message::Method;

/// The rules of one agent, in the order they were made.
#[derive(Debug, Default)]
pub(crate) struct HeaderRules {
    ids: IdSource,
    rules: Vec<(HeaderRuleId, HeaderRule)>,
}

/// What a rule is matched against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MessageContext<'a> {
    /// The call the message belongs to.
    pub(crate) session: Option<SessionId>,
    /// The method of the request, or the one in a response's `CSeq`.
    pub(crate) method: &'a str,
    /// A request, not a response.
    pub(crate) is_request: bool,
}

impl HeaderRules {
    /// Checks a rule and keeps it.
    pub(crate) fn add(&mut self, rule: HeaderRule) -> Result<HeaderRuleId> {
        check(&rule)?;
        if self.rules.len() >= HEADER_RULES_MAX {
            return Err(Error::CoreDataSizeTooLarge);
        }
        let id = HeaderRuleId(self.ids.next_id().ok_or(Error::CoreDataSizeTooLarge)?);
        self.rules.push((id, rule));
        Ok(id)
    }

    /// Forgets one rule of this action.
    pub(crate) fn remove(&mut self, action: HeaderAction, id: HeaderRuleId) -> Result<()> {
        let found =
            |(rule_id, rule): &(HeaderRuleId, HeaderRule)| *rule_id == id && rule.action == action;
        let index = self.rules.iter().position(found);
        self.rules
            .remove(index.ok_or(Error::CoreSipHeaderNotExist)?);
        Ok(())
    }

    /// Forgets all rules of this action.
    pub(crate) fn clear(&mut self, action: HeaderAction) {
        self.rules.retain(|(_, rule)| rule.action != action);
    }

    /// Forgets the rules of a call that has ended.
    pub(crate) fn session_ended(&mut self, session: SessionId) {
        if !self.rules.is_empty() {
            self.rules.retain(|(_, rule)| rule.session != Some(session));
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The message with all matching rules applied.
    pub(crate) fn apply(&self, context: MessageContext<'_>, message: Octets) -> Octets {
        let mut rules = self
            .rules
            .iter()
            .map(|(_, rule)| rule)
            .filter(|rule| matches(rule, context))
            .peekable();
        if rules.peek().is_none() {
            return message;
        }
        rewrite(&message, rules).map_or(message, Octets::from)
    }
}

fn check(rule: &HeaderRule) -> Result<()> {
    if rule.method.is_empty() {
        return Err(Error::CoreSipMethodNameEmpty);
    }
    if Method::parse(&rule.method).is_none() {
        return Err(Error::CoreSipHeaderBadFormed);
    }
    if rule.name.is_empty() {
        return Err(Error::CoreSipHeaderNameEmpty);
    }
    if rule.value.trim().is_empty() {
        return Err(Error::CoreSipHeaderValueEmpty);
    }
    let breaks_line = |text: &str| text.contains(['\r', '\n', '\0']);
    let name = rule.name.as_bytes();
    if !is_token(name) || breaks_line(&rule.value) || is_protected(name) {
        return Err(Error::CoreSipHeaderBadFormed);
    }
    Ok(())
}

/// Headers that carry the transaction and the dialog.
fn is_protected(name: &[u8]) -> bool {
    matches!(
        HeaderName::recognise(name),
        Some(
            HeaderName::From
                | HeaderName::To
                | HeaderName::CallId
                | HeaderName::CSeq
                | HeaderName::Via
                | HeaderName::MaxForwards
                | HeaderName::ContentLength
                | HeaderName::Route
        )
    )
}

/// Whether two names are one header's, long or compact, in any case.
fn same_header(one: &[u8], other: &[u8]) -> bool {
    one.eq_ignore_ascii_case(other)
        || HeaderName::recognise(one)
            .is_some_and(|known| HeaderName::recognise(other) == Some(known))
}

fn matches(rule: &HeaderRule, context: MessageContext<'_>) -> bool {
    let kind = match rule.kinds {
        MessageKinds::Requests => context.is_request,
        MessageKinds::Responses => !context.is_request,
        MessageKinds::Both => true,
    };
    let method = &rule.method;
    kind && rule.session.is_none_or(|id| context.session == Some(id))
        && (method.eq_ignore_ascii_case("ALL") || method.eq_ignore_ascii_case(context.method))
}

/// Copies the message line by line, replacing what `Modify` names and putting
/// what is new before the end of the headers.
fn rewrite<'a>(message: &[u8], rules: impl Iterator<Item = &'a HeaderRule>) -> Option<Vec<u8>> {
    let end = memchr::memmem::find(message, b"\r\n\r\n")?;
    let (head, rest) = message.split_at(end);
    let mut pending: Vec<(&HeaderRule, bool)> = rules.map(|rule| (rule, false)).collect();
    let mut out = Vec::with_capacity(message.len() + 64 * pending.len());
    for (number, line) in lines(head).enumerate() {
        let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
        let modified = pending.iter_mut().rev().find(|(rule, _)| {
            number > 0
                && rule.action == HeaderAction::Modify
                && same_header(rule.name.as_bytes(), name.trim_ascii())
        });
        match modified {
            Some((_, true)) => {}
            Some((rule, written)) => {
                *written = true;
                write_rule(&mut out, rule, number > 0);
            }
            None => write_line(&mut out, line, number > 0),
        }
    }
    let superseded = |index: usize, rule: &HeaderRule| {
        rule.action == HeaderAction::Modify
            && pending[index + 1..].iter().any(|(later, _)| {
                later.action == HeaderAction::Modify
                    && same_header(later.name.as_bytes(), rule.name.as_bytes())
            })
    };
    for (index, (rule, written)) in pending.iter().enumerate() {
        if !written && !superseded(index, rule) {
            write_rule(&mut out, rule, true);
        }
    }
    out.extend_from_slice(rest);
    Some(out)
}

/// The lines of the head without their CRLF. Our own messages fold nothing.
fn lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    head.split(|&byte| byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

fn write_line(out: &mut Vec<u8>, line: &[u8], after_another: bool) {
    if after_another {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(line);
}

fn write_rule(out: &mut Vec<u8>, rule: &HeaderRule, after_another: bool) {
    write_line(out, rule.name.as_bytes(), after_another);
    out.extend_from_slice(b": ");
    out.extend_from_slice(rule.value.trim().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = b"OPTIONS sip:a@b SIP/2.0\r\nUser-Agent: one\r\n\
        X-Old: 1\r\nX-Old: 2\r\nContent-Length: 4\r\n\r\nbody";

    fn rule(action: HeaderAction, name: &str, value: &str) -> HeaderRule {
        HeaderRule {
            action,
            session: None,
            method: "ALL".into(),
            kinds: MessageKinds::Both,
            name: name.into(),
            value: value.into(),
        }
    }

    fn context(method: &str) -> MessageContext<'_> {
        MessageContext {
            session: Some(SessionId(3)),
            method,
            is_request: true,
        }
    }

    fn applied(rules: &HeaderRules) -> String {
        let bytes = rules.apply(context("OPTIONS"), Octets::from_static(MESSAGE));
        String::from_utf8(bytes.to_vec()).expect("text")
    }

    #[test]
    fn add_appends_and_modify_replaces() {
        let mut rules = HeaderRules::default();
        for (action, name, value) in [
            (HeaderAction::Add, "Billing", "usd100"),
            (HeaderAction::Modify, "user-agent", "mine"),
            (HeaderAction::Modify, "X-Old", "3"),
            (HeaderAction::Modify, "X-New", "first"),
            (HeaderAction::Modify, "X-New", "last"),
        ] {
            rules.add(rule(action, name, value)).expect("a good rule");
        }
        assert_eq!(
            applied(&rules),
            "OPTIONS sip:a@b SIP/2.0\r\nuser-agent: mine\r\nX-Old: 3\r\n\
             Content-Length: 4\r\nBilling: usd100\r\nX-New: last\r\n\r\nbody"
        );
    }

    #[test]
    fn compact_names_are_the_same() {
        let message = b"OPTIONS sip:a@b SIP/2.0\r\nSupported: one\r\nk: two\r\n\r\n";
        for name in ["k", "Supported", "supported"] {
            let mut rules = HeaderRules::default();
            let modify = rule(HeaderAction::Modify, name, "mine");
            rules.add(modify).expect("a good rule");
            let bytes = rules.apply(context("OPTIONS"), Octets::from_static(message));
            let expected = format!("OPTIONS sip:a@b SIP/2.0\r\n{name}: mine\r\n\r\n");
            assert_eq!(bytes, expected.as_bytes());
        }
    }

    #[test]
    fn filters_leave_other_messages_alone() {
        let mut rules = HeaderRules::default();
        let other_call = HeaderRule {
            session: Some(SessionId(4)),
            ..rule(HeaderAction::Add, "A", "1")
        };
        let other_method = HeaderRule {
            method: "INVITE".into(),
            ..rule(HeaderAction::Add, "B", "1")
        };
        let responses = HeaderRule {
            kinds: MessageKinds::Responses,
            ..rule(HeaderAction::Add, "C", "1")
        };
        for each in [other_call, other_method, responses] {
            rules.add(each).expect("a good rule");
        }
        assert_eq!(applied(&rules).as_bytes(), MESSAGE);
        let this_call = HeaderRule {
            session: Some(SessionId(3)),
            method: "options".into(),
            ..rule(HeaderAction::Add, "D", "1")
        };
        rules.add(this_call).expect("a good rule");
        assert!(applied(&rules).contains("\r\nD: 1\r\n"));
        rules.session_ended(SessionId(3));
        assert_eq!(applied(&rules).as_bytes(), MESSAGE);
    }

    #[test]
    fn protected_and_broken_headers_are_refused() {
        let mut rules = HeaderRules::default();
        let cases = [
            ("from", "x", Error::CoreSipHeaderBadFormed),
            ("F", "x", Error::CoreSipHeaderBadFormed),
            ("Call-ID", "x", Error::CoreSipHeaderBadFormed),
            ("CSeq", "x", Error::CoreSipHeaderBadFormed),
            ("Via", "x", Error::CoreSipHeaderBadFormed),
            ("Max-Forwards", "x", Error::CoreSipHeaderBadFormed),
            ("Content-Length", "x", Error::CoreSipHeaderBadFormed),
            ("Route", "x", Error::CoreSipHeaderBadFormed),
            ("L", "x", Error::CoreSipHeaderBadFormed),
            ("v", "x", Error::CoreSipHeaderBadFormed),
            ("A B", "x", Error::CoreSipHeaderBadFormed),
            ("A:", "x", Error::CoreSipHeaderBadFormed),
            ("A", "x\r\nTo: y", Error::CoreSipHeaderBadFormed),
            ("A", "x\0", Error::CoreSipHeaderBadFormed),
            ("", "x", Error::CoreSipHeaderNameEmpty),
            ("A", "", Error::CoreSipHeaderValueEmpty),
        ];
        for (name, value, error) in cases {
            let result = rules.add(rule(HeaderAction::Modify, name, value));
            assert_eq!(result, Err(error), "{name}: {value:?}");
        }
        for (method, error) in [
            ("", Error::CoreSipMethodNameEmpty),
            ("IN VITE", Error::CoreSipHeaderBadFormed),
        ] {
            let rule = HeaderRule {
                method: method.into(),
                ..rule(HeaderAction::Add, "A", "1")
            };
            assert_eq!(rules.add(rule), Err(error), "{method}");
        }
    }

    #[test]
    fn removal_knows_the_action() {
        let mut rules = HeaderRules::default();
        let id = rules.add(rule(HeaderAction::Add, "A", "1")).expect("good");
        let wrong = rules.remove(HeaderAction::Modify, id);
        assert_eq!(wrong, Err(Error::CoreSipHeaderNotExist));
        assert_eq!(rules.remove(HeaderAction::Add, id), Ok(()));
        let again = rules.remove(HeaderAction::Add, id);
        assert_eq!(again, Err(Error::CoreSipHeaderNotExist));
    }

    #[test]
    fn there_is_a_limit() {
        let mut rules = HeaderRules::default();
        for _ in 0..HEADER_RULES_MAX {
            rules.add(rule(HeaderAction::Add, "A", "1")).expect("good");
        }
        let over = rules.add(rule(HeaderAction::Add, "A", "1"));
        assert_eq!(over, Err(Error::CoreDataSizeTooLarge));
        rules.clear(HeaderAction::Add);
        assert!(rules.add(rule(HeaderAction::Add, "A", "1")).is_ok());
    }
}
