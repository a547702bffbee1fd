//! DTLS of one call on its sockets: handshakes go out and come in beside media, and
//! media gets the keys that they agree on.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;

use super::media_aside::SetAside;
use crate::clock::Instant;
use crate::limits::{DTLS_DATAGRAMS_PER_TICK_MAX, SET_ASIDE_DATAGRAMS_MAX};
use crate::media::dtls::{Association, Counts, Event, Identity};
use crate::media::session::{AudioSession, MediaSocket};
use crate::media::stats::{DtlsState, DtlsStatistics};
use crate::plan::{AudioPlan, DtlsFailure, DtlsPlan};

/// The associations of a call.
pub(super) struct MediaDtls {
    identity: Arc<Identity>,
    plan: DtlsPlan,
    rtp: Association,
    /// That of RTCP, where it has a port of its own (RFC 5764 §4).
    rtcp: Option<Association>,
    failure: Option<DtlsFailure>,
    /// What came and waits for its turn.
    inbox: VecDeque<SetAside>,
    /// When they want to be called.
    due: Option<Instant>,
}

impl MediaDtls {
    /// Begins as a plan says.
    pub(super) fn new(
        now: Instant,
        identity: &Arc<Identity>,
        audio: &AudioPlan,
        plan: &DtlsPlan,
    ) -> Self {
        let rtp = Association::new(now, Arc::clone(identity), plan.clone(), audio.remote_rtp);
        let mut begun = Self {
            identity: Arc::clone(identity),
            plan: plan.clone(),
            rtp,
            rtcp: None,
            failure: None,
            inbox: VecDeque::new(),
            due: None,
        };
        begun.apply(now, audio, plan);
        begun
    }

    /// Whether a plan goes on with them.
    pub(super) fn is_of(&self, plan: &DtlsPlan) -> bool {
        self.plan.is_same_association(plan)
    }

    /// Goes on as another plan says; RTCP may leave the port of RTP, or come to it.
    pub(super) fn apply(&mut self, now: Instant, audio: &AudioPlan, plan: &DtlsPlan) {
        self.plan = plan.clone();
        if audio.rtcp_mux {
            self.rtcp = None;
        } else if self.rtcp.is_none() {
            let identity = Arc::clone(&self.identity);
            let begun = Association::new(now, identity, plan.clone(), audio.remote_rtcp);
            self.rtcp = Some(begun);
        }
        let rtp = (audio.remote_rtp, &mut self.rtp);
        let rtcp = self.rtcp.as_mut().map(|rtcp| (audio.remote_rtcp, rtcp));
        for (remote, association) in [Some(rtp), rtcp].into_iter().flatten() {
            association.set_ringing(now, plan.rings);
            association.set_remote(now, remote);
        }
        self.due = Some(now);
    }

    /// Takes a datagram that was set aside: it is heard when its turn has come.
    pub(super) fn receive(&mut self, datagram: SetAside) {
        if self.inbox.len() < SET_ASIDE_DATAGRAMS_MAX {
            self.inbox.push_back(datagram);
        }
    }

    fn hear(&mut self, now: Instant, datagram: &SetAside) {
        let association = match datagram.socket {
            MediaSocket::Rtp => &mut self.rtp,
            MediaSocket::Rtcp => match &mut self.rtcp {
                Some(rtcp) => rtcp,
                None => return,
            },
        };
        association.handle_datagram(now, datagram.from, &datagram.payload);
        self.due = Some(now);
    }

    /// Does what is due, as far as there are `steps` left for it: what is to be sent goes
    /// to `send`, as long as there is a path; keys and failures go to the session.
    pub(super) fn carry_on(
        &mut self,
        now: Instant,
        steps: &mut u32,
        audio: &mut AudioSession,
        has_path: impl Fn(MediaSocket) -> bool,
        mut send: impl FnMut(MediaSocket, SocketAddr, &[u8]),
    ) {
        if *steps == 0 {
            return;
        }
        self.note_paths(now, has_path);
        let is_due = self.due.is_some_and(|due| due <= now);
        if !is_due && self.inbox.is_empty() {
            return;
        }
        *steps -= 1;
        for _ in 0..DTLS_DATAGRAMS_PER_TICK_MAX.min(*steps) {
            let Some(datagram) = self.inbox.pop_front() else {
                break;
            };
            *steps -= 1;
            self.hear(now, &datagram);
        }
        self.due = None;
        let rtp = (MediaSocket::Rtp, &mut self.rtp);
        let rtcp = self.rtcp.as_mut().map(|rtcp| (MediaSocket::Rtcp, rtcp));
        for (socket, association) in [Some(rtp), rtcp].into_iter().flatten() {
            association.handle_timeout(now);
            while let Some(transmit) = association.poll_transmit() {
                send(socket, transmit.to, &transmit.payload);
            }
            while let Some(event) = association.poll_event() {
                let failed = take(now, audio, (socket, self.plan.association), event);
                if failed.is_some() {
                    self.failure = failed;
                }
            }
            let due = [self.due, association.poll_timeout()];
            self.due = due.into_iter().flatten().min();
        }
        audio.set_dtls(self.statistics());
    }

    fn note_paths(&mut self, now: Instant, has_path: impl Fn(MediaSocket) -> bool) {
        let rtp = (MediaSocket::Rtp, &mut self.rtp);
        let rtcp = self.rtcp.as_mut().map(|rtcp| (MediaSocket::Rtcp, rtcp));
        for (socket, association) in [Some(rtp), rtcp].into_iter().flatten() {
            if association.set_path(now, has_path(socket)) {
                self.due = Some(now);
            }
        }
    }

    fn statistics(&self) -> DtlsStatistics {
        let rtcp = self.rtcp.as_ref();
        let is_connected = self.rtp.is_connected() && rtcp.is_none_or(Association::is_connected);
        let of_rtp = self.rtp.counts();
        let of_rtcp = rtcp.map(Association::counts).unwrap_or_default();
        DtlsStatistics {
            role: self.plan.role,
            state: match self.failure {
                _ if is_connected => DtlsState::Connected,
                Some(failure) => DtlsState::Failed(failure),
                None => DtlsState::Connecting,
            },
            refused: Counts {
                wrong_fingerprint: of_rtp.wrong_fingerprint + of_rtcp.wrong_fingerprint,
                failed: of_rtp.failed + of_rtcp.failed,
                alerts: of_rtp.alerts + of_rtcp.alerts,
                malformed: of_rtp.malformed + of_rtcp.malformed,
            },
        }
    }
}

/// Gives the session what happened; a failure comes back.
fn take(
    now: Instant,
    audio: &mut AudioSession,
    (socket, association): (MediaSocket, u32),
    event: Event,
) -> Option<DtlsFailure> {
    let session = audio.id();
    match event {
        Event::Connected(keys) => {
            let suite = keys.send.suite.name();
            tracing::info!(%session, ?socket, suite, "media has its keys by DTLS");
            if let Err(error) = audio.set_keys(now, socket, &keys) {
                tracing::error!(%session, %error, "keys of DTLS");
            }
            None
        }
        Event::Failed(failure) => {
            audio.report_dtls_failure(association, failure);
            Some(failure)
        }
    }
}

#[cfg(test)]
mod tests;
