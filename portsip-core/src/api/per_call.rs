//! What the API remembers of a call, until the call ends.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, Weak};

use super::closed_calls::ClosedCalls;
use super::lock;
use crate::engine::{AudioControl, Engine, PcmProducer, RawAudioTap, RtpTap};
use crate::error::Result;
use crate::events::{EndReason, Event};
use crate::ids::SessionId;
use crate::plan::AudioCodec;

/// Settings of one kind replace each other; these are all kinds there are: two
/// scalings, two taps, and the bit rate of each codec.
const PENDING_KINDS: usize = 4 + AudioCodec::ALL.len();

/// What is remembered of the calls of one SDK object.
///
/// The event thread forgets a call that the other side has ended before the
/// program is told.
#[derive(Debug, Default)]
pub(super) struct PerCall {
    engine: OnceLock<Weak<Engine>>,
    calls: Mutex<Calls>,
    closed: Mutex<ClosedCalls>,
}

/// The program's ends and settings, by call.
#[derive(Debug, Default)]
pub(super) struct Calls {
    pub(super) pcm_streams: HashMap<SessionId, PcmProducer>,
    /// Those of calls, and that of the conference.
    pub(super) recordings: HashSet<SessionId>,
    /// There is a conference.
    pub(super) conference: bool,
    /// Cleared when the program ends or replaces its tap.
    taps: HashMap<(SessionId, TapKind), Arc<AtomicBool>>,
    /// No tap starts any more.
    taps_ended: bool,
    /// Settings made before the call had audio, in order.
    pending: HashMap<SessionId, Vec<AudioControl>>,
}

/// What a tap shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum TapKind {
    Audio,
    Rtp,
}

impl PerCall {
    /// Tells where settings go when their call has audio.
    pub(super) fn set_engine(self: &Arc<Self>, engine: &Arc<Engine>) {
        // It is set once, when the SDK object is made.
        let _ = self.engine.set(Arc::downgrade(engine));
        let per_call = Arc::downgrade(self);
        engine.on_audio(move |session| {
            if let Some(per_call) = per_call.upgrade() {
                per_call.release_pending(session);
            }
        });
    }

    /// Looks at an event before the program does.
    pub(super) fn note(&self, event: &Event) {
        match event {
            Event::InviteClosed { session, reason } => {
                lock(&self.closed).note(*session, reason.clone());
                self.forget(*session);
            }
            Event::InviteFailure { parties, .. } => self.forget(parties.session),
            _ => {}
        }
    }

    /// Why a call that has been closed was; `None` where nothing is told.
    pub(super) fn close_reason(&self, session: SessionId) -> Result<Option<EndReason>> {
        lock(&self.closed).reason(session)
    }

    /// The call is over.
    pub(super) fn forget(&self, session: SessionId) {
        let mut calls = lock(&self.calls);
        calls.pcm_streams.remove(&session);
        calls.recordings.remove(&session);
        calls.pending.remove(&session);
        calls.end_tap(session, TapKind::Audio);
        calls.end_tap(session, TapKind::Rtp);
    }

    /// Keeps a setting until the call has audio.
    pub(super) fn keep_pending(&self, session: SessionId, control: AudioControl) {
        let mut calls = lock(&self.calls);
        let pending = calls.pending.entry(session).or_default();
        let replaced = extract_replaced(pending, &control);
        debug_assert!(pending.len() < PENDING_KINDS);
        pending.push(control);
        drop(calls);
        // Taps are the program's, and go without a lock.
        drop(replaced);
    }

    /// Settings that wait and that a newer one makes needless: not to be carried out
    /// after it.
    pub(super) fn take_replaced(&self, session: SessionId, by: &AudioControl) -> Vec<AudioControl> {
        let mut calls = lock(&self.calls);
        let pending = calls.pending.get_mut(&session);
        pending.map_or_else(Vec::new, |pending| extract_replaced(pending, by))
    }

    /// Carries out the settings that waited for audio.
    pub(super) fn release_pending(&self, session: SessionId) {
        let pending = lock(&self.calls).pending.remove(&session);
        let engine = self.engine.get().and_then(Weak::upgrade);
        if let (Some(pending), Some(engine)) = (pending, engine) {
            for control in pending {
                if let Err(error) = engine.audio(control) {
                    tracing::warn!(%session, %error, "a setting of a new call was not taken");
                }
            }
        }
    }

    /// Wraps a tap so that [`PerCall::end_tap`] works at once, and ends the
    /// one before.
    pub(super) fn guarded_tap(&self, session: SessionId, mut tap: RawAudioTap) -> RawAudioTap {
        let active = self.guard_tap(session, TapKind::Audio);
        RawAudioTap::new(move |session, side, samples, rate_hz| {
            if active.load(Ordering::Acquire) {
                tap.show(session, side, samples, rate_hz);
            }
        })
    }

    /// The same for a tap of packets, and [`PerCall::end_rtp_tap`].
    pub(super) fn guarded_rtp_tap(&self, session: SessionId, mut tap: RtpTap) -> RtpTap {
        let active = self.guard_tap(session, TapKind::Rtp);
        RtpTap::new(move |session, side, packet| {
            if active.load(Ordering::Acquire) {
                tap.show(session, side, packet);
            }
        })
    }

    /// What tells whether a new tap may still be called. It takes the place of
    /// the one before.
    fn guard_tap(&self, session: SessionId, kind: TapKind) -> Arc<AtomicBool> {
        let mut calls = lock(&self.calls);
        let active = Arc::new(AtomicBool::new(!calls.taps_ended));
        calls.end_tap(session, kind);
        calls.taps.insert((session, kind), Arc::clone(&active));
        active
    }

    /// Ends the tap of a call's packets: it does not start again.
    pub(super) fn end_rtp_tap(&self, session: SessionId) {
        let mut calls = lock(&self.calls);
        calls.end_tap(session, TapKind::Rtp);
        if let Some(pending) = calls.pending.get_mut(&session) {
            pending.retain(|kept| !matches!(kept, AudioControl::SetRtpTap { .. }));
        }
    }

    /// Ends the tap of a call: it does not start again.
    pub(super) fn end_tap(&self, session: SessionId) {
        let mut calls = lock(&self.calls);
        calls.end_tap(session, TapKind::Audio);
        if let Some(pending) = calls.pending.get_mut(&session) {
            pending.retain(|kept| !matches!(kept, AudioControl::SetTap { .. }));
        }
    }

    /// Ends all taps, and those that come later: none is called any more, but
    /// one that runs may finish.
    pub(super) fn end_taps(&self) {
        let mut calls = lock(&self.calls);
        calls.taps_ended = true;
        for (_, active) in calls.taps.drain() {
            active.store(false, Ordering::Release);
        }
    }

    /// Runs `act` on what is remembered.
    pub(super) fn with<R>(&self, act: impl FnOnce(&mut Calls) -> R) -> R {
        act(&mut lock(&self.calls))
    }
}

impl Calls {
    fn end_tap(&mut self, session: SessionId, kind: TapKind) {
        if let Some(active) = self.taps.remove(&(session, kind)) {
            active.store(false, Ordering::Release);
        }
    }
}

fn extract_replaced(pending: &mut Vec<AudioControl>, by: &AudioControl) -> Vec<AudioControl> {
    pending
        .extract_if(.., |kept| is_replaced_by(kept, by))
        .collect()
}

/// Whether a setting makes an earlier one needless.
fn is_replaced_by(earlier: &AudioControl, later: &AudioControl) -> bool {
    match (earlier, later) {
        (AudioControl::SetBitrate { codec, .. }, AudioControl::SetBitrate { codec: new, .. }) => {
            codec == new
        }
        _ => std::mem::discriminant(earlier) == std::mem::discriminant(later),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{TapSide, TapSides};

    const CALL: SessionId = SessionId(7);

    fn counting_tap(count: &Arc<Mutex<u32>>) -> RawAudioTap {
        let count = Arc::clone(count);
        RawAudioTap::new(move |_, _, _, _| *lock(&count) += 1)
    }

    fn tick(tap: &mut RawAudioTap) {
        tap.show(CALL, TapSide::Receive, &mut [0; 80], 8000);
    }

    #[test]
    fn an_ended_tap_does_not_start_again() {
        let per_call = PerCall::default();
        let count = Arc::default();
        let mut tap = per_call.guarded_tap(CALL, counting_tap(&count));
        tick(&mut tap);
        per_call.end_tap(CALL);
        tick(&mut tap);
        assert_eq!(*lock(&count), 1);
    }

    #[test]
    fn a_new_tap_ends_the_one_before() {
        let per_call = PerCall::default();
        let count = Arc::default();
        let mut first = per_call.guarded_tap(CALL, counting_tap(&count));
        let mut second = per_call.guarded_tap(CALL, counting_tap(&count));
        tick(&mut first);
        assert_eq!(*lock(&count), 0);
        tick(&mut second);
        assert_eq!(*lock(&count), 1);
    }

    #[test]
    fn no_tap_outlives_the_end_of_all() {
        let per_call = PerCall::default();
        let count = Arc::default();
        let mut before = per_call.guarded_tap(CALL, counting_tap(&count));
        per_call.end_taps();
        let mut after = per_call.guarded_tap(CALL, counting_tap(&count));
        tick(&mut before);
        tick(&mut after);
        assert_eq!(*lock(&count), 0);
    }

    #[test]
    fn packets_and_sound_are_tapped_each_for_itself() {
        let per_call = PerCall::default();
        let (sound, packets) = (Arc::default(), Arc::new(Mutex::new(0)));
        let mut audio = per_call.guarded_tap(CALL, counting_tap(&sound));
        let counted = Arc::clone(&packets);
        let tap = RtpTap::new(move |_, _, packet| *lock(&counted) += packet.len());
        let mut rtp = per_call.guarded_rtp_tap(CALL, tap);
        let show = |rtp: &mut RtpTap| rtp.show(CALL, TapSide::Send, &[0; 12]);
        per_call.end_tap(CALL);
        tick(&mut audio);
        show(&mut rtp);
        assert_eq!((*lock(&sound), *lock(&packets)), (0, 12));
        per_call.end_rtp_tap(CALL);
        show(&mut rtp);
        assert_eq!(*lock(&packets), 12);
    }

    #[test]
    fn pending_settings_replace_their_kind_and_go_with_the_call() {
        let per_call = PerCall::default();
        for percent in [10, 20] {
            let session = CALL;
            per_call.keep_pending(session, AudioControl::ScaleInput { session, percent });
            per_call.keep_pending(session, AudioControl::ScaleOutput { session, percent });
        }
        let tap = per_call.guarded_tap(CALL, counting_tap(&Arc::default()));
        let sides = TapSides {
            send: true,
            receive: true,
        };
        let session = CALL;
        per_call.keep_pending(
            CALL,
            AudioControl::SetTap {
                session,
                sides,
                tap,
            },
        );
        let kept = |per_call: &PerCall| per_call.with(|calls| calls.pending[&CALL].len());
        assert_eq!(kept(&per_call), 3);
        let newer = AudioControl::ScaleInput {
            session,
            percent: 30,
        };
        assert_eq!(per_call.take_replaced(session, &newer).len(), 1);
        assert_eq!(kept(&per_call), 2);
        per_call.end_tap(CALL);
        assert_eq!(kept(&per_call), 1);
        per_call.note(&Event::InviteClosed {
            session,
            reason: None,
        });
        assert!(per_call.with(|calls| calls.pending.is_empty() && calls.taps.is_empty()));
    }
}
