//! Beyond the original interface: packet captures, the port in use, keys in the sound.

use std::path::Path;

use super::Sdk;
use crate::engine::AudioControl;
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

    /// Looks for keys in the sound of calls in which events (RFC 4733) were not agreed
    /// on, as at the start, or not; those of now and of later.
    pub fn enable_inband_dtmf_detection(&self, on: bool) -> Result<()> {
        self.require_running()?;
        self.engine.audio(AudioControl::ToneDetection(on))
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
