//! Beyond the original interface: packet captures.

use std::path::Path;

use super::Sdk;
use crate::error::{Error, Result};

impl Sdk {
    /// Writes SIP, RTP and RTCP to a pcap file from now on, in place of a
    /// running capture.
    ///
    /// Errors: `AudioFileNameEmpty`, `CoreArgumentIncorrect` (the file cannot
    /// be made).
    pub fn start_packet_capture(&self, path: &str) -> Result<()> {
        self.require_running()?;
        if path.is_empty() {
            return Err(Error::AudioFileNameEmpty);
        }
        self.engine.start_packet_capture(Path::new(path))
    }

    /// Ends the capture and closes its file.
    pub fn stop_packet_capture(&self) -> Result<()> {
        self.require_running()?;
        self.engine.stop_packet_capture();
        Ok(())
    }
}
