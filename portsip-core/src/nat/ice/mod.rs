//! Interactive Connectivity Establishment (RFC 8445): which addresses reach
//! the other side?
//!
//! [`Gatherer`] finds the candidates to describe; [`IceAgent`] checks the
//! pairs of ours and theirs, and keeps what was selected alive (RFC 7675).

mod agent;
mod check_list;
mod consent;
mod gather;
mod nomination;
mod pair;
mod pairs;
mod requests;
mod responses;

pub use agent::{IceAgent, IceEvent, IceTransmit, SelectedPair};
pub use gather::{Gatherer, GathererOutput};
pub use pair::Via;
