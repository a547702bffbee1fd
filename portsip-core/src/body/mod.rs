//! Documents that travel in bodies, as functions from bytes to values and back.
//!
//! Nothing here knows of SIP: who received a document and what follows from it
//! is for the caller. A reader takes what real servers write, within the bounds
//! of [`crate::limits`]; a writer gives the same bytes for the same values.

pub mod cpim;
pub mod dialog_info;
pub mod imdn;
pub mod is_composing;
pub mod message_summary;
pub mod pidf;
pub mod resource_list;
mod xml;

/// Why bytes are not the document that was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// Longer, deeper or of more parts than is read.
    #[error("beyond the limits")]
    TooLarge,
    /// Neither UTF-8 nor declared as such.
    #[error("not in UTF-8")]
    Encoding,
    /// A document type declaration: nothing that we read needs one.
    #[error("has a document type declaration")]
    DocumentType,
    /// A reference to an entity that is not one of the five that XML has.
    #[error("refers to an entity")]
    Entity,
    /// It breaks the grammar.
    #[error("malformed")]
    Malformed,
    /// It is well-formed, but another document.
    #[error("another document")]
    OtherDocument,
    /// Only what has changed, where the whole is needed.
    #[error("a partial document")]
    Partial,
    /// What this names is not there.
    #[error("missing {0}")]
    Missing(&'static str),
}
