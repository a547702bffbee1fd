//! What waits in a mailbox: `application/simple-message-summary` (RFC 3842).

use super::BodyError;
use crate::limits::{MESSAGE_ACCOUNTS_MAX, SIP_MESSAGE_BYTES_MAX};

/// The type of a message summary.
pub const MEDIA_TYPE: &str = "application/simple-message-summary";

/// What waits in one or more mailboxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageSummary {
    /// The mailboxes, at least one.
    pub accounts: Vec<MailAccount>,
}

/// What waits in one mailbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailAccount {
    /// The URI of the mailbox; `None` where only one is meant, that which was
    /// subscribed to.
    pub account: Option<String>,
    /// Whether messages wait.
    pub waiting: bool,
    /// How many, by class, each class once.
    pub messages: Vec<(MessageClass, MessageCounts)>,
}

/// A class of messages (RFC 3458, RFC 3842 §5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageClass {
    /// Voice mail.
    Voice,
    /// Faxes.
    Fax,
    /// Messages to a pager.
    Pager,
    /// Messages of several media.
    Multimedia,
    /// Texts.
    Text,
    /// Messages that have no class.
    None,
}

/// How many messages there are; never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MessageCounts {
    /// New ones, the urgent ones among them.
    pub new: i32,
    /// Old ones, the urgent ones among them.
    pub old: i32,
    /// New ones that are urgent.
    pub urgent_new: i32,
    /// Old ones that are urgent.
    pub urgent_old: i32,
}

impl MessageClass {
    const NAMES: [(Self, &'static str); 6] = [
        (Self::Voice, "voice-message"),
        (Self::Fax, "fax-message"),
        (Self::Pager, "pager-message"),
        (Self::Multimedia, "multimedia-message"),
        (Self::Text, "text-message"),
        (Self::None, "none"),
    ];

    fn named(name: &str) -> Option<Self> {
        let mut names = Self::NAMES.iter();
        let (class, _) = names.find(|(_, known)| name.eq_ignore_ascii_case(known))?;
        Some(*class)
    }
}

impl MailAccount {
    /// How many messages of `class` there are; `None` where it is not said.
    pub fn messages_of(&self, class: MessageClass) -> Option<MessageCounts> {
        let mut messages = self.messages.iter();
        let (_, counts) = messages.find(|(found, _)| *found == class)?;
        Some(*counts)
    }

    fn has_new(&self) -> bool {
        let mut messages = self.messages.iter();
        messages.any(|(_, counts)| counts.new > 0 || counts.urgent_new > 0)
    }
}

impl MessageSummary {
    /// Reads a summary: lines in any case and order, folded or not, of which those
    /// that are not known are passed over.
    ///
    /// A second `Message-Account`, or a `Messages-Waiting` behind other lines, begins
    /// the next mailbox. Where one does not say whether messages wait, the first
    /// `Messages-Waiting` of the body counts, and without any its numbers. A number
    /// beyond an `i32` is read as the greatest one. [`BodyError::Malformed`] where no
    /// line is known.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        if bytes.len() > SIP_MESSAGE_BYTES_MAX {
            return Err(BodyError::TooLarge);
        }
        let text = String::from_utf8_lossy(bytes);
        let mut reader = Reader::default();
        for line in unfolded(&text) {
            if let Some((name, value)) = line.split_once(':') {
                reader.take(name.trim(), value.trim())?;
            }
        }
        reader.finish()
    }
}

/// The lines, each with those that continue it.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text
        .split(['\r', '\n'])
        .filter(|line| !line.trim().is_empty())
    {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

#[derive(Default)]
struct Reader {
    done: Vec<MailAccount>,
    account: MailAccount,
    /// What the `Messages-Waiting` of the mailbox says.
    waiting: Option<bool>,
    /// That of the whole body: the first.
    all_waiting: Option<bool>,
    /// The mailbox has a line.
    begun: bool,
}

impl Reader {
    fn take(&mut self, name: &str, value: &str) -> Result<(), BodyError> {
        if name.eq_ignore_ascii_case("messages-waiting") {
            self.next_account()?;
            let waiting = value.eq_ignore_ascii_case("yes");
            self.waiting = Some(waiting);
            self.all_waiting.get_or_insert(waiting);
        } else if name.eq_ignore_ascii_case("message-account") {
            if self.account.account.is_some() {
                self.next_account()?;
            }
            self.account.account = Some(value.to_owned()).filter(|uri| !uri.is_empty());
        } else if let (Some(class), Some(counts)) = (MessageClass::named(name), counts(value)) {
            self.account.messages.retain(|(found, _)| *found != class);
            self.account.messages.push((class, counts));
        } else {
            return Ok(());
        }
        self.begun = true;
        Ok(())
    }

    fn next_account(&mut self) -> Result<(), BodyError> {
        if !std::mem::take(&mut self.begun) {
            return Ok(());
        }
        if self.done.len() >= MESSAGE_ACCOUNTS_MAX {
            return Err(BodyError::TooLarge);
        }
        let mut account = std::mem::take(&mut self.account);
        let waiting = self.waiting.take().or(self.all_waiting);
        account.waiting = waiting.unwrap_or_else(|| account.has_new());
        self.done.push(account);
        Ok(())
    }

    fn finish(mut self) -> Result<MessageSummary, BodyError> {
        self.next_account()?;
        if self.done.is_empty() {
            return Err(BodyError::Malformed);
        }
        Ok(MessageSummary {
            accounts: self.done,
        })
    }
}

/// `new/old`, or `new/old (urgent-new/urgent-old)`.
fn counts(value: &str) -> Option<MessageCounts> {
    let (all, urgent) = value.split_once('(').unwrap_or((value, ""));
    let (new, old) = pair(all)?;
    let urgent = urgent.split(')').next().unwrap_or_default();
    let (urgent_new, urgent_old) = pair(urgent).unwrap_or_default();
    Some(MessageCounts {
        new,
        old,
        urgent_new,
        urgent_old,
    })
}

/// Old ones are left out by some servers.
fn pair(text: &str) -> Option<(i32, i32)> {
    let (new, old) = text.split_once('/').unwrap_or((text, "0"));
    Some((number(new)?, number(old)?))
}

fn number(text: &str) -> Option<i32> {
    let digits = text.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(text: &str) -> Vec<MailAccount> {
        MessageSummary::parse(text.as_bytes())
            .expect("a message summary")
            .accounts
    }

    const fn counts(new: i32, old: i32, urgent_new: i32, urgent_old: i32) -> MessageCounts {
        MessageCounts {
            new,
            old,
            urgent_new,
            urgent_old,
        }
    }

    #[test]
    fn what_asterisk_sends_is_read() {
        let accounts = summary(
            "Messages-Waiting: yes\r\nMessage-Account: sip:asterisk@192.0.2.1;transport=UDP\r\n\
             Voice-Message: 2/8 (0/2)\r\n\r\n",
        );
        let expected = MailAccount {
            account: Some(String::from("sip:asterisk@192.0.2.1;transport=UDP")),
            waiting: true,
            messages: vec![(MessageClass::Voice, counts(2, 8, 0, 2))],
        };
        assert_eq!(accounts, [expected]);
    }

    #[test]
    fn every_class_is_read() {
        let accounts = summary(
            "Messages-Waiting: yes\r\nMessage-Account: sip:a@example.com\r\n\
             Voice-Message: 4/8 (1/2)\r\nFax-Message: 0/1 (0/0)\r\nPager-Message: 1/0\r\n\
             Multimedia-Message: 3/3\r\nText-Message: 2/2\r\nNone: 5/6\r\n\r\n\
             To: <a@example.com>\r\nSubject: hello\r\n",
        );
        let classes: Vec<_> = accounts[0]
            .messages
            .iter()
            .map(|(class, _)| *class)
            .collect();
        assert_eq!(classes, MessageClass::NAMES.map(|(class, _)| class));
        let fax = accounts[0].messages_of(MessageClass::Fax);
        assert_eq!(fax, Some(counts(0, 1, 0, 0)));
    }

    #[test]
    fn lines_may_be_folded_and_in_any_case() {
        let accounts = summary(
            "messages-waiting:YES\nVOICE-MESSAGE :\n  1 / 2\r\n\t( 3 / 4 )\nmessage-ACCOUNT:\r\n x@y",
        );
        assert_eq!(accounts.len(), 1);
        let voice = accounts[0].messages_of(MessageClass::Voice);
        assert_eq!(voice, Some(counts(1, 2, 3, 4)));
        assert_eq!(accounts[0].account.as_deref(), Some("x@y"));
    }

    #[test]
    fn a_body_may_have_several_accounts() {
        let accounts = summary(
            "Messages-Waiting: yes\r\nMessage-Account: sip:a@b\r\nVoice-Message: 1/0\r\n\
             Message-Account: sip:c@b\r\nFax-Message: 2/0\r\n\
             Messages-Waiting: no\r\nMessage-Account: sip:d@b\r\nVoice-Message: 0/3\r\n",
        );
        let read: Vec<_> = accounts
            .iter()
            .map(|account| (account.account.as_deref(), account.waiting))
            .collect();
        let expected = [
            (Some("sip:a@b"), true),
            (Some("sip:c@b"), true),
            (Some("sip:d@b"), false),
        ];
        assert_eq!(read, expected);
        assert_eq!(accounts[1].messages_of(MessageClass::Voice), None);
    }

    #[test]
    fn what_is_missing_is_made_up_for() {
        let no = summary("Messages-Waiting: no\r\n");
        assert_eq!(no, [MailAccount::default()]);
        assert!(summary("Voice-Message: 1/0\r\n")[0].waiting);
        assert!(!summary("Voice-Message: 0/1\r\n")[0].waiting);
        let part = summary("Messages-Waiting: yes\r\nVoice-Message: 7 (1)\r\nFax-Message: ?/1\r\n");
        let voice = part[0].messages_of(MessageClass::Voice);
        assert_eq!(voice, Some(counts(7, 0, 1, 0)));
        assert_eq!(part[0].messages_of(MessageClass::Fax), None);
    }

    #[test]
    fn numbers_do_not_overflow() {
        let large = summary("Voice-Message: 99999999999999999999/2147483648 (-1/1)");
        let voice = large[0].messages_of(MessageClass::Voice);
        assert_eq!(voice, Some(counts(i32::MAX, i32::MAX, 0, 0)));
    }

    #[test]
    fn what_is_no_summary_is_refused() {
        for text in ["", "\r\n", "hello", "To: x\r\n", "Voice-Message: many\r\n"] {
            let read = MessageSummary::parse(text.as_bytes());
            assert_eq!(read, Err(BodyError::Malformed), "{text:?}");
        }
        let many = "Message-Account: a\r\n".repeat(MESSAGE_ACCOUNTS_MAX + 1);
        let read = MessageSummary::parse(many.as_bytes());
        assert_eq!(read, Err(BodyError::TooLarge));
        let read = MessageSummary::parse(&vec![b'a'; SIP_MESSAGE_BYTES_MAX + 1]);
        assert_eq!(read, Err(BodyError::TooLarge));
    }
}
