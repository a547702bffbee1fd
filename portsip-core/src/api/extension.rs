//! Beyond the original interface: packet captures, and the port in use.

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

    /// The local SIP port, which the system chose where 0 was asked for.
    pub fn local_sip_port(&self) -> u16 {
        self.engine.local_sip_address().port()
    }

    /// Ends the capture and closes its file.
    pub fn stop_packet_capture(&self) -> Result<()> {
        self.require_running()?;
        self.engine.stop_packet_capture();
        Ok(())
    }
}
