//! A call between two phones of ours, with speech both ways.

use std::path::Path;
use std::time::{Duration, Instant};

use phone::Phone;

use crate::score::{pesq, speech};

/// A call that is connected.
pub struct Call<'p> {
    /// The caller and the callee.
    sides: [Side<'p>; 2],
}

struct Side<'p> {
    phone: &'p Phone,
    session: i32,
    /// Whose speech it plays.
    says: &'static str,
}

impl<'p> Call<'p> {
    /// Calls, and answers.
    pub fn connect(caller: &'p Phone, callee: &'p Phone, to: &str) -> Self {
        let ours = caller.call(to);
        let theirs = callee.wait("onInviteIncoming", |_| true).session;
        callee.answer(theirs);
        let side = |phone, session, says| Side {
            phone,
            session,
            says,
        };
        let sides = [side(caller, ours, "alice"), side(callee, theirs, "bob")];
        for side in &sides {
            side.phone.wait_for("onInviteConnected", side.session);
        }
        Self { sides }
    }

    /// Lets both speak at once, when media has found its way and has its keys; the scores
    /// (PESQ) of what the caller and the callee have heard. Recordings go to `folder`.
    pub fn speak(&self, folder: &Path) -> [f32; 2] {
        self.wait_told("media", |sides| {
            let is_ready = |told: &String| {
                !["checking", "connecting"]
                    .iter()
                    .any(|state| told.contains(state))
            };
            sides.iter().all(is_ready)
        });
        for Side {
            phone,
            session,
            says,
        } in &self.sides
        {
            phone.record(*session, folder, &format!("beside_{says}"));
            phone.play_to_remote(*session, &speech(&format!("{says}.wav")));
        }
        for side in &self.sides {
            side.phone.wait_for("onPlayFileFinished", side.session);
        }
        // The last of what was said is still on its way.
        self.dtmf(9);
        for side in &self.sides {
            side.phone.stop_record(side.session);
        }
        let [caller, callee] = self.sides.each_ref().map(|side| side.says);
        [(callee, caller), (caller, callee)].map(|(said, listener)| {
            let heard = folder.join(format!("beside_{listener}.wav"));
            pesq(&speech(&format!("{said}.wav")), &heard)
        })
    }

    /// Each side presses a key that reaches the other.
    pub fn dtmf(&self, tone: i32) {
        let [caller, callee] = &self.sides;
        for (from, to) in [(caller, callee), (callee, caller)] {
            from.phone.dtmf(from.session, tone);
            let told = to.phone.wait_for("onRecvDtmfTone", to.session);
            assert_eq!(told.status, tone);
        }
    }

    /// The session of the caller.
    pub fn callers(&self) -> i32 {
        self.sides[0].session
    }

    /// What caller and callee tell of their media.
    pub fn statistics(&self) -> [String; 2] {
        self.sides.each_ref().map(|side| {
            side.phone.request_statistics(side.session);
            side.phone.wait_for("onStatistics", side.session).text
        })
    }

    /// Waits until caller and callee tell what is wanted of their media.
    pub fn wait_told(&self, what: &str, wanted: impl Fn(&[String; 2]) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(40);
        loop {
            let told = self.statistics();
            if wanted(&told) {
                return;
            }
            assert!(Instant::now() < deadline, "{what} never, but {told:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The caller ends it.
    pub fn hang_up(self) {
        let [caller, callee] = self.sides;
        caller.phone.hang_up(caller.session);
        callee.phone.wait_for("onInviteClosed", callee.session);
    }
}
