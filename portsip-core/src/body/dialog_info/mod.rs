//! Documents about the dialogs of a user (RFC 4235), and what is known from a
//! series of them.

mod read;
mod table;
mod write;

pub use table::{DialogInfoTable, Outcome};

use super::BodyError;

/// The type of such a document.
pub const MEDIA_TYPE: &str = "application/dialog-info+xml";

/// The parameter of a target that says whether it renders media.
const RENDERING: &str = "+sip.rendering";

/// A document about the dialogs of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogInfo {
    /// Whose dialogs they are, a URI; empty where the document does not say.
    pub entity: String,
    /// Counts the documents of one subscription.
    pub version: u32,
    /// Whether it has all dialogs or those that changed.
    pub state: DocumentState,
    /// The dialogs; no two have the same id.
    pub dialogs: Vec<Dialog>,
}

/// What a document has of all that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// All dialogs. What is not there has ended.
    Full,
    /// The dialogs that changed since the version before.
    Partial,
}

/// A dialog, from the point of view of the user who is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialog {
    /// Its id in the documents of one subscription.
    pub id: String,
    /// The Call-ID.
    pub call_id: Option<String>,
    /// The tag of the user who is watched.
    pub local_tag: Option<String>,
    /// The tag of the other side.
    pub remote_tag: Option<String>,
    /// Who called whom.
    pub direction: Option<Direction>,
    /// How far it has come.
    pub state: DialogState,
    /// What brought it to this state.
    pub event: Option<String>,
    /// The status of the response that brought it to this state.
    pub code: Option<u16>,
    /// The user who is watched.
    pub local: Participant,
    /// The other side.
    pub remote: Participant,
}

/// Who began a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The user who is watched calls.
    Initiator,
    /// The user who is watched is called.
    Recipient,
}

/// How far a dialog has come (RFC 4235 §3.7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DialogState {
    /// The INVITE is on its way.
    Trying,
    /// A provisional response without a tag has come.
    Proceeding,
    /// A provisional response with a tag has come: it rings.
    Early,
    /// The call was answered.
    Confirmed,
    /// It is over.
    Terminated,
}

/// One side of a dialog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Participant {
    /// The name to show.
    pub display_name: Option<String>,
    /// The URI; `None` where it is empty.
    pub identity: Option<String>,
    /// Where it can be reached.
    pub target: Option<Target>,
}

/// Where a side of a dialog can be reached: its Contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The URI; `None` where it is empty.
    pub uri: Option<String>,
    /// The parameters of the Contact, such as `+sip.rendering`, with their values.
    pub parameters: Vec<(String, String)>,
}

impl DialogInfo {
    /// Reads a document.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        read::read(bytes)
    }

    /// The document, in UTF-8. Equal values give equal bytes.
    pub fn write(&self) -> String {
        write::write(self)
    }
}

impl Dialog {
    /// A dialog of which nothing is known but its id and state.
    pub fn new(id: impl Into<String>, state: DialogState) -> Self {
        Self {
            id: id.into(),
            call_id: None,
            local_tag: None,
            remote_tag: None,
            direction: None,
            state,
            event: None,
            code: None,
            local: Participant::default(),
            remote: Participant::default(),
        }
    }

    /// Whether the user who is watched has put the other side on hold: its target
    /// does not render media (RFC 4235 §4.1.6, `+sip.rendering` of RFC 3840).
    pub fn is_held(&self) -> bool {
        self.state == DialogState::Confirmed && self.renders_nothing()
    }

    fn renders_nothing(&self) -> bool {
        let target = self.local.target.as_ref();
        let rendering = target.and_then(|target| target.parameter(RENDERING));
        rendering.is_some_and(|rendering| rendering.eq_ignore_ascii_case("no"))
    }
}

impl Target {
    /// One of which only the URI is known.
    fn at(uri: String) -> Self {
        Self {
            uri: Some(uri),
            parameters: Vec::new(),
        }
    }

    /// One of which only is known that it renders no media.
    fn not_rendering() -> Self {
        Self {
            uri: None,
            parameters: vec![(RENDERING.to_owned(), String::from("no"))],
        }
    }

    /// The value of the parameter `name`, in any case.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        let (_, value) = parameters.find(|(found, _)| found.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

impl DocumentState {
    /// Its name in a document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
        }
    }
}

impl Direction {
    /// Its name in a document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Initiator => "initiator",
            Self::Recipient => "recipient",
        }
    }
}

impl DialogState {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [
        Self::Trying,
        Self::Proceeding,
        Self::Early,
        Self::Confirmed,
        Self::Terminated,
    ];

    /// Its name in a document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trying => "trying",
            Self::Proceeding => "proceeding",
            Self::Early => "early",
            Self::Confirmed => "confirmed",
            Self::Terminated => "terminated",
        }
    }
}

#[cfg(test)]
mod tests;
