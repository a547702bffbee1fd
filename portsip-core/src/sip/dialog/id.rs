//! What names a dialog: RFC 3261 §12.

use std::fmt;

/// Call-ID and the tags of both ends, as this end sees them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DialogId {
    /// Call-ID, local tag and remote tag, one behind the other.
    text: Box<str>,
    call_id_bytes: u32,
    local_tag_bytes: u32,
}

impl DialogId {
    /// The dialog with these parts. The remote tag is empty for a peer that
    /// knows only RFC 2543 (RFC 3261 §12.1.1).
    pub fn new(call_id: &str, local_tag: &str, remote_tag: &str) -> Self {
        Self {
            text: [call_id, local_tag, remote_tag].concat().into(),
            call_id_bytes: call_id.len() as u32,
            local_tag_bytes: local_tag.len() as u32,
        }
    }

    /// The Call-ID.
    pub fn call_id(&self) -> &str {
        &self.text[..self.call_id_bytes as usize]
    }

    /// Our tag.
    pub fn local_tag(&self) -> &str {
        let start = self.call_id_bytes as usize;
        &self.text[start..start + self.local_tag_bytes as usize]
    }

    /// The peer's tag; empty when it has none.
    pub fn remote_tag(&self) -> &str {
        &self.text[(self.call_id_bytes + self.local_tag_bytes) as usize..]
    }
}

impl fmt::Debug for DialogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({} – {})",
            self.call_id(),
            self.local_tag(),
            self.remote_tag()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_kept_apart() {
        let id = DialogId::new("c", "local", "remote");
        assert_eq!(
            (id.call_id(), id.local_tag(), id.remote_tag()),
            ("c", "local", "remote")
        );
        assert_ne!(id, DialogId::new("cl", "ocal", "remote"));
        assert_ne!(id, DialogId::new("c", "localr", "emote"));
        assert_eq!(DialogId::new("c", "l", "").remote_tag(), "");
    }
}
