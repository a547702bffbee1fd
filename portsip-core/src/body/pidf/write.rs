//! Writes the presence of one user as a document.

use super::super::xml::Writer;
use super::{Activity, Basic};

/// What a user tells of its presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresenceStatus<'a> {
    /// Whose presence it is, a URI.
    pub entity: &'a str,
    /// The id of the tuple. Each phone of a user needs its own: a server that puts
    /// the documents of several phones together goes by it. It is an XML name, so
    /// it begins with a letter.
    pub tuple: &'a str,
    /// Where this phone can be reached, a URI; none if it shall not be told.
    pub contact: Option<&'a str>,
    /// Whether calls and messages are taken.
    pub basic: Basic,
    /// Text for people; may be empty. Where it is the name of an activity, such as
    /// `Busy`, `Away` or `On the phone` in any case, the activity is told too.
    pub note: &'a str,
}

impl PresenceStatus<'_> {
    /// The document (RFC 3863, RFC 4480), in UTF-8. Equal values give equal bytes.
    pub fn write(&self) -> String {
        let mut writer = Writer::new();
        writer.start(
            "presence",
            &[
                ("xmlns", Some("urn:ietf:params:xml:ns:pidf")),
                ("xmlns:dm", Some("urn:ietf:params:xml:ns:pidf:data-model")),
                ("xmlns:rpid", Some("urn:ietf:params:xml:ns:pidf:rpid")),
                ("entity", Some(self.entity)),
            ],
        );
        self.write_tuple(&mut writer);
        self.write_person(&mut writer);
        writer.finish()
    }

    fn write_tuple(&self, writer: &mut Writer) {
        writer.start("tuple", &[("id", Some(self.tuple))]);
        writer.start("status", &[]);
        let basic = match self.basic {
            Basic::Open => "open",
            Basic::Closed => "closed",
        };
        writer.leaf("basic", &[], basic);
        writer.end();
        if let Some(contact) = self.contact {
            writer.leaf("contact", &[], contact);
        }
        if !self.note.is_empty() {
            writer.leaf("note", &[], self.note);
        }
        writer.end();
    }

    fn write_person(&self, writer: &mut Writer) {
        let Some(activity) = Activity::named_by(self.note) else {
            return;
        };
        let id = format!("{}-person", self.tuple);
        writer.start("dm:person", &[("id", Some(&id))]);
        writer.start("rpid:activities", &[]);
        writer.empty(activity.qualified_element(), &[]);
        writer.end();
        writer.end();
    }
}
