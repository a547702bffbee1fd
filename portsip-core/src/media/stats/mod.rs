//! What a call's media measured, and the quality it estimates.

/// The measurements of one call's audio. `docs/statistics.md` describes each field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AudioStatistics {}

impl AudioStatistics {
    /// The JSON of the statistics event.
    pub fn to_json(&self) -> String {
        String::from("{}")
    }
}
