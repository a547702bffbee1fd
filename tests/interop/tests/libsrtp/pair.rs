//! Both implementations with the same parameters, one beside the other.

use std::path::Path;

use interop::libsrtp::{Context, Kind, Libsrtp, Refused};
use portsip_core::limits::SRTP_OVERHEAD_BYTES_MAX;
use portsip_core::media::srtp::{ReceiveContext, Refusal, SendContext};
use portsip_core::plan::SrtpParameters;

/// Starts libsrtp.
pub(crate) fn start() -> Libsrtp {
    Libsrtp::start(Path::new(env!("CARGO_TARGET_TMPDIR")))
}

/// Both ends of both implementations.
pub(crate) struct Pair<'a> {
    pub(crate) send: SendContext,
    pub(crate) receive: ReceiveContext,
    pub(crate) libsrtp: &'a mut Libsrtp,
    pub(crate) sends: Context,
    pub(crate) receives: Context,
    finds_key_of_reports: bool,
}

/// Why both refused a packet.
pub(crate) type Why = (Refusal, Refused);
/// It was taken before.
pub(crate) const REPLAYED: Why = (Refusal::Replayed, Refused::REPLAYED);
/// It is behind the replay window.
pub(crate) const TOO_OLD: Why = (Refusal::Replayed, Refused::TOO_OLD);
/// It is of another key, or was changed.
pub(crate) const NOT_AUTHENTIC: Why = (Refusal::NotAuthentic, Refused::NOT_AUTHENTIC);
/// It names a key that there is not.
pub(crate) const UNKNOWN_KEY: Why = (Refusal::UnknownKey, Refused::UNKNOWN_KEY);

impl<'a> Pair<'a> {
    pub(crate) fn new(libsrtp: &'a mut Libsrtp, parameters: &SrtpParameters) -> Self {
        Self {
            send: SendContext::new(parameters).expect("a context"),
            receive: ReceiveContext::new(parameters).expect("a context"),
            sends: libsrtp.sender(parameters),
            receives: libsrtp.receiver(parameters),
            libsrtp,
            finds_key_of_reports: finds_key_of_reports(parameters),
        }
    }

    /// Sends the report of ours that has the index 0, which libsrtp never uses but opens.
    pub(crate) fn skip_first_report(&mut self, report: &[u8]) {
        let sealed = protect(&mut self.send, Kind::Rtcp, report);
        assert_eq!(self.open(Kind::Rtcp, &sealed), report);
    }

    /// Protects a packet by both, which must be the same, with the first key.
    pub(crate) fn protect(&mut self, kind: Kind, packet: &[u8]) -> Vec<u8> {
        let ours = protect(&mut self.send, kind, packet);
        let theirs = self.libsrtp.protect(self.sends, kind, 0, packet);
        assert_eq!(Ok(&ours), theirs.as_ref(), "{kind:?} {packet:02x?}");
        ours
    }

    /// Opens a packet by both, which must be the same.
    pub(crate) fn open(&mut self, kind: Kind, sealed: &[u8]) -> Vec<u8> {
        let ours = open(&mut self.receive, kind, sealed).expect("it opens");
        if let Some(theirs) = self.theirs(kind, sealed) {
            assert_eq!(Ok(&ours), theirs.as_ref(), "{kind:?} {sealed:02x?}");
        }
        ours
    }

    /// Has both refuse a packet; why we did.
    pub(crate) fn refuse(&mut self, kind: Kind, sealed: &[u8]) -> Refusal {
        let theirs = self.theirs(kind, sealed);
        let is_refused = theirs.is_none_or(|theirs| theirs.is_err());
        assert!(is_refused, "libsrtp takes {kind:?} {sealed:02x?}");
        let ours = open(&mut self.receive, kind, sealed);
        ours.expect_err("we refuse what libsrtp does")
    }

    /// Has both refuse a packet for this reason.
    pub(crate) fn refuse_for(&mut self, kind: Kind, sealed: &[u8], why: Why) {
        let theirs = self.theirs(kind, sealed);
        let is_why = theirs.as_ref().is_none_or(|theirs| *theirs == Err(why.1));
        assert!(is_why, "{why:?}: {theirs:02x?} {kind:?} {sealed:02x?}");
        let ours = open(&mut self.receive, kind, sealed);
        assert_eq!(ours, Err(why.0), "{kind:?} {sealed:02x?}");
    }

    fn theirs(&mut self, kind: Kind, sealed: &[u8]) -> Option<Result<Vec<u8>, Refused>> {
        let can = kind == Kind::Rtp || self.finds_key_of_reports;
        can.then(|| self.libsrtp.open(self.receives, kind, sealed))
    }
}

/// Whether libsrtp finds in reports which key they name: version 2.5 looks for it by the
/// length of RTP's tag (mended by its pull request 733).
pub(crate) fn finds_key_of_reports(parameters: &SrtpParameters) -> bool {
    let suite = parameters.suite;
    let is_long = suite.rtp_tag_bytes() == suite.rtcp_tag_bytes();
    let names_none = parameters.keys[0].identifier.is_empty();
    names_none || is_long && !parameters.omitted.rtp_authentication
}

/// Protects a packet by ours.
pub(crate) fn protect(context: &mut SendContext, kind: Kind, packet: &[u8]) -> Vec<u8> {
    let mut buffer = packet.to_vec();
    buffer.resize(packet.len() + SRTP_OVERHEAD_BYTES_MAX, 0);
    let length = match kind {
        Kind::Rtp => context.protect_rtp(&mut buffer, packet.len()),
        Kind::Rtcp => context.protect_rtcp(&mut buffer, packet.len()),
    };
    buffer.truncate(length.expect("it is protected"));
    buffer
}

/// Opens a packet by ours.
pub(crate) fn open(
    context: &mut ReceiveContext,
    kind: Kind,
    sealed: &[u8],
) -> Result<Vec<u8>, Refusal> {
    let mut packet = sealed.to_vec();
    let length = match kind {
        Kind::Rtp => context.unprotect_rtp(&mut packet),
        Kind::Rtcp => context.unprotect_rtcp(&mut packet),
    }?;
    packet.truncate(length);
    Ok(packet)
}
