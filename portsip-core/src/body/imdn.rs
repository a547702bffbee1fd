//! What became of a message: `message/imdn+xml` (RFC 5438), and the header fields
//! of a wrapped message that ask for it.

use super::BodyError;
use super::cpim::{CpimHeader, CpimMessage};
use super::xml::{Document, Element, Writer};

/// The type of a disposition notification.
pub const MEDIA_TYPE: &str = "message/imdn+xml";
/// The namespace of the header fields in a wrapped message.
pub const NAMESPACE: &str = "urn:ietf:params:imdn";

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispositionNotification {
    /// The `imdn.Message-ID` of the message.
    pub message_id: String,
    /// When the message was sent (RFC 3339), as it is written.
    pub date_time: Option<String>,
    /// To whom it was sent, a URI.
    pub recipient: Option<String>,
    /// To whom it was sent in the first place, a URI.
    pub original_recipient: Option<String>,
    /// The subject of the message.
    pub subject: Option<String>,
    /// What this is about.
    pub kind: DispositionKind,
    /// What became of it.
    pub status: DispositionStatus,
}

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DispositionKind {
    /// Whether the message came to the recipient.
    Delivery,
    /// What a server on the way did with it.
    Processing,
    /// Whether it was shown.
    Display,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DispositionStatus {
    /// It came to the recipient.
    Delivered,
    /// It did not, and will not.
    Failed,
    /// A server has sent it on.
    Processed,
    /// A server keeps it until the recipient is there.
    Stored,
    /// It was shown.
    Displayed,
    /// The recipient does not want this to be told.
    Forbidden,
    /// This cannot be told.
    Error,
}

/// What the sender of a wrapped message wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// That it was delivered.
    PositiveDelivery,
    /// That it was not.
    NegativeDelivery,
    /// What servers on the way do with it.
    Processing,
    /// That it was shown.
    Display,
}

/// The header fields of a wrapped message that ask what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispositionRequest {
    /// The id of the message, by which it is meant in a notification.
    pub message_id: String,
    /// What the sender wants to be told; may be empty.
    pub wanted: Vec<Disposition>,
}

impl DispositionNotification {
    /// Reads a notification.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        let (mut document, root) = Document::open(bytes, &["imdn"])?;
        let mut reader = Reader::default();
        while let Some(part) = document.child(&root)? {
            reader.take(&mut document, &part)?;
        }
        let (kind, status) = reader.outcome.ok_or(BodyError::Missing("status"))?;
        Ok(Self {
            message_id: reader.message_id.ok_or(BodyError::Missing("message-id"))?,
            date_time: reader.date_time,
            recipient: reader.recipient,
            original_recipient: reader.original_recipient,
            subject: reader.subject,
            kind,
            status,
        })
    }

    /// The notification, in UTF-8. Equal values give equal bytes.
    pub fn write(&self) -> String {
        let mut writer = Writer::new();
        writer.start("imdn", &[("xmlns", Some("urn:ietf:params:xml:ns:imdn"))]);
        writer.leaf("message-id", &[], &self.message_id);
        let optional = [
            ("datetime", &self.date_time),
            ("recipient-uri", &self.recipient),
            ("original-recipient-uri", &self.original_recipient),
            ("subject", &self.subject),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                writer.leaf(name, &[], value);
            }
        }
        writer.start(self.kind.element(), &[]);
        writer.start("status", &[]);
        writer.empty(self.status.element(), &[]);
        writer.finish()
    }
}

#[derive(Default)]
struct Reader {
    message_id: Option<String>,
    date_time: Option<String>,
    recipient: Option<String>,
    original_recipient: Option<String>,
    subject: Option<String>,
    outcome: Option<(DispositionKind, DispositionStatus)>,
}

impl Reader {
    fn take(
        &mut self,
        document: &mut Document<'_>,
        element: &Element<'_>,
    ) -> Result<(), BodyError> {
        let slot = match element.name() {
            "message-id" => &mut self.message_id,
            "datetime" => &mut self.date_time,
            "recipient-uri" => &mut self.recipient,
            "original-recipient-uri" => &mut self.original_recipient,
            "subject" => &mut self.subject,
            name => {
                let mut kinds = DispositionKind::ALL.into_iter();
                if let Some(kind) = kinds.find(|kind| kind.element() == name)
                    && let Some(status) = status(document, element)?
                {
                    self.outcome = Some((kind, status));
                }
                return Ok(());
            }
        };
        *slot = Some(document.text(element)?).filter(|text| !text.is_empty());
        Ok(())
    }
}

/// The status in the notification `element`; `None` where it has none that is
/// known.
fn status(
    document: &mut Document<'_>,
    element: &Element<'_>,
) -> Result<Option<DispositionStatus>, BodyError> {
    let mut found = None;
    while let Some(part) = document.child(element)? {
        while part.name() == "status"
            && let Some(status) = document.child(&part)?
        {
            let mut all = DispositionStatus::ALL.into_iter();
            found = found.or_else(|| all.find(|known| known.element() == status.name()));
        }
    }
    Ok(found)
}

impl DispositionKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Delivery, Self::Processing, Self::Display];

    const fn element(self) -> &'static str {
        match self {
            Self::Delivery => "delivery-notification",
            Self::Processing => "processing-notification",
            Self::Display => "display-notification",
        }
    }
}

impl DispositionStatus {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Delivered,
        Self::Failed,
        Self::Processed,
        Self::Stored,
        Self::Displayed,
        Self::Forbidden,
        Self::Error,
    ];

    const fn element(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Processed => "processed",
            Self::Stored => "stored",
            Self::Displayed => "displayed",
            Self::Forbidden => "forbidden",
            Self::Error => "error",
        }
    }
}

impl Disposition {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::PositiveDelivery,
        Self::NegativeDelivery,
        Self::Processing,
        Self::Display,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::PositiveDelivery => "positive-delivery",
            Self::NegativeDelivery => "negative-delivery",
            Self::Processing => "processing",
            Self::Display => "display",
        }
    }
}

impl DispositionRequest {
    /// What the sender of `message` wants to be told; `None` where the message has no
    /// id. Where no `NS` field binds the namespace, `imdn` is taken for its prefix.
    pub fn of(message: &CpimMessage) -> Option<Self> {
        let header = |name: &str| {
            let usual = || message.header(&format!("imdn.{name}"));
            message.header_of(NAMESPACE, name).or_else(usual)
        };
        let message_id = header("Message-ID").filter(|id| !id.is_empty())?;
        let asked = header("Disposition-Notification").unwrap_or_default();
        let named = |wanted: &Disposition| {
            let mut names = asked.split(',');
            names.any(|name| name.trim().eq_ignore_ascii_case(wanted.as_str()))
        };
        Some(Self {
            message_id: message_id.to_owned(),
            wanted: Disposition::ALL.into_iter().filter(named).collect(),
        })
    }

    /// The header fields that ask for it, the one that binds the namespace first.
    pub fn headers(&self) -> Vec<CpimHeader> {
        let mut headers = vec![
            CpimHeader::new("NS", format!("imdn <{NAMESPACE}>")),
            CpimHeader::new("imdn.Message-ID", self.message_id.clone()),
        ];
        if !self.wanted.is_empty() {
            let wanted: Vec<&str> = self.wanted.iter().map(|wanted| wanted.as_str()).collect();
            let name = "imdn.Disposition-Notification";
            headers.push(CpimHeader::new(name, wanted.join(", ")));
        }
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_read() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n\
            <imdn xmlns=\"urn:ietf:params:xml:ns:imdn\">\r\n <message-id>Ab12</message-id>\r\n \
            <datetime>2026-04-04T12:16:49-05:00</datetime>\r\n \
            <recipient-uri>im:bob@example.com</recipient-uri>\r\n \
            <original-recipient-uri>im:team@example.com</original-recipient-uri>\r\n \
            <delivery-notification>\r\n  <status>\r\n   <delivered/>\r\n  </status>\r\n \
            </delivery-notification>\r\n</imdn>";
        let read = DispositionNotification::parse(text.as_bytes()).expect("a notification");
        let expected = DispositionNotification {
            message_id: String::from("Ab12"),
            date_time: Some(String::from("2026-04-04T12:16:49-05:00")),
            recipient: Some(String::from("im:bob@example.com")),
            original_recipient: Some(String::from("im:team@example.com")),
            subject: None,
            kind: DispositionKind::Delivery,
            status: DispositionStatus::Delivered,
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn every_outcome_is_written_and_read() {
        for kind in DispositionKind::ALL {
            for status in DispositionStatus::ALL {
                let notification = DispositionNotification {
                    message_id: String::from("<1>"),
                    date_time: None,
                    recipient: None,
                    original_recipient: None,
                    subject: Some(String::from("a & b")),
                    kind,
                    status,
                };
                let read = DispositionNotification::parse(notification.write().as_bytes());
                assert_eq!(read, Ok(notification));
            }
        }
    }

    #[test]
    fn what_says_nothing_is_refused() {
        let within = |inner: &str| format!("<imdn><message-id>1</message-id>{inner}</imdn>");
        for text in [
            within(""),
            within("<delivery-notification><delivered/></delivery-notification>"),
            within("<display-notification><status><seen/></status></display-notification>"),
        ] {
            let read = DispositionNotification::parse(text.as_bytes());
            assert_eq!(read, Err(BodyError::Missing("status")), "{text}");
        }
        let nameless = "<imdn><message-id/><display-notification><status><displayed/>\
            </status></display-notification></imdn>";
        let read = DispositionNotification::parse(nameless.as_bytes());
        assert_eq!(read, Err(BodyError::Missing("message-id")));
    }

    #[test]
    fn a_wrapped_message_asks_for_its_disposition() {
        let request = DispositionRequest {
            message_id: String::from("x 1"),
            wanted: vec![Disposition::PositiveDelivery, Disposition::Display],
        };
        let message = CpimMessage {
            headers: request.headers(),
            ..CpimMessage::default()
        };
        let text = String::from_utf8(message.write()).expect("UTF-8");
        assert_eq!(
            text,
            "NS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: x 1\r\n\
             imdn.Disposition-Notification: positive-delivery, display\r\n\r\n\r\n"
        );
        assert_eq!(DispositionRequest::of(&message), Some(request));
        assert_eq!(DispositionRequest::of(&CpimMessage::default()), None);
    }

    #[test]
    fn a_prefix_may_be_bound_or_usual() {
        let bound = b"NS: d <urn:ietf:params:imdn>\r\nd.Message-ID: 7\r\n\r\n\r\n";
        let usual = b"imdn.Message-ID: 7\r\nimdn.Disposition-Notification: Display,x\r\n\r\n\r\n";
        for (text, wanted) in [(&bound[..], vec![]), (usual, vec![Disposition::Display])] {
            let message = CpimMessage::parse(text).expect("a wrapped message");
            let request = DispositionRequest::of(&message).expect("an id");
            assert_eq!((request.message_id.as_str(), request.wanted), ("7", wanted));
        }
    }
}
