//! The session timer of a call, RFC 4028: what both sides agree on, and when
//! that runs out.
//!
//! *Inputs:* the Session-Expires of requests and 2xx, 422, time. *Outputs:* the
//! headers of ours, and the two timers.
//!
//! | state | 2xx with an interval | half of it | a third (at most 32 s) before its end |
//! |---|---|---|---|
//! | off | → on | | |
//! | on, we refresh | on, from now | refresh | BYE |
//! | on, they refresh | on, from now | | BYE |
//!
//! A 2xx without an interval turns it off (§7.2), but where we had asked for a
//! timer: then we refresh by ourselves, as who is not known to do it.

use std::time::Duration;

use crate::clock::Instant;
use crate::config;
use crate::ids::SessionId;
use crate::sip::auth::Attempt;
use crate::sip::header::{HeaderName, MinSe, Refresher, SessionExpires};
use crate::sip::message::{Message, RequestBuilder, ResponseBuilder};

use super::super::context::{Context, Deadline};
use super::super::timers::TimerId;
use super::CallTimer;

/// The shortest interval that we take (§4).
pub(crate) const INTERVAL_S_MIN: u32 = 90;
/// The shortest that we carry out where the other side has decided on less.
const INTERVAL_S_FLOOR: u32 = 30;
/// How long before the end of the session the BYE goes at the latest (§10).
const MARGIN_S_MAX: u32 = 32;
/// How often one request is sent again with a longer interval.
const RAISES_MAX: u8 = 4;
/// A refresh that failed is not tried again when less than this is left.
const AGAIN: Duration = Duration::from_secs(5);
/// The option tag.
const TIMER: &str = "timer";

/// An interval below what we take: 422.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooSmall;

/// The session timer of one call.
#[derive(Debug, Default)]
pub(super) struct SessionTimer {
    running: Option<Running>,
    wish: IntervalWish,
    /// The UPDATE that refreshes is out, with these credentials.
    pub(super) refreshing: Option<Attempt>,
}

/// What is agreed on.
#[derive(Debug)]
struct Running {
    interval_s: u32,
    we_refresh: bool,
    /// When the call is ended if nothing refreshes it.
    ends_at: Instant,
    timer: Option<TimerId>,
}

/// What we ask for in INVITE and UPDATE, as 422 has raised it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct IntervalWish {
    /// The longest Min-SE that was heard; 0 before.
    min_se_s: u32,
    raises: u8,
}

impl IntervalWish {
    /// Writes what a new call's INVITE asks for.
    pub(super) fn write_to(
        self,
        request: &mut RequestBuilder,
        settings: Option<config::SessionTimer>,
    ) {
        if let Some(settings) = settings {
            let refresher = header_refresher(settings.refresher);
            self.write(request, settings.interval_s, Some(refresher));
        }
    }

    fn write(self, request: &mut RequestBuilder, seconds: u32, refresher: Option<Refresher>) {
        let seconds = seconds.max(self.min_se_s);
        let asked = SessionExpires { seconds, refresher };
        request.set_header(HeaderName::SessionExpires, asked);
        if self.min_se_s > INTERVAL_S_MIN {
            request.set_header(HeaderName::MinSe, self.min_se_s);
        }
    }

    /// A 422: whether the request may be sent again with what it asks for.
    pub(super) fn raise(&mut self, response: &Message) -> bool {
        let Ok(Some(MinSe { seconds })) = response.typed::<MinSe>() else {
            return false;
        };
        let is_more = seconds > self.min_se_s && self.raises < RAISES_MAX;
        if is_more {
            self.min_se_s = seconds;
            self.raises += 1;
        }
        is_more
    }
}

impl SessionTimer {
    /// What a call begins with whose INVITE was refused with 422.
    pub(super) fn after(wish: IntervalWish) -> Self {
        Self {
            wish,
            ..Self::default()
        }
    }

    /// Writes what a request in the dialog asks for.
    pub(super) fn write_to(&self, ctx: &Context, request: &mut RequestBuilder) {
        match (&self.running, ctx.signalling.session_timer) {
            (Some(running), _) => {
                // Who refreshes goes on doing it (§7.4).
                let refresher = if running.we_refresh {
                    Refresher::Uac
                } else {
                    Refresher::Uas
                };
                self.wish
                    .write(request, running.interval_s, Some(refresher));
            }
            (None, Some(settings)) => self.wish.write(request, settings.interval_s, None),
            (None, None) => {}
        }
    }

    /// A 422 to a request in the dialog: whether it may be sent again.
    pub(super) fn raise(&mut self, response: &Message) -> bool {
        let raised = self.wish.raise(response);
        if raised && let Some(running) = &mut self.running {
            running.interval_s = running.interval_s.max(self.wish.min_se_s);
        }
        raised
    }

    /// The answer to what a request in the dialog asks for.
    pub(super) fn answer(
        &self,
        ctx: &Context,
        request: &Message,
    ) -> Result<Option<SessionExpires>, TooSmall> {
        let running = self.running.as_ref();
        let ours = running.map(|running| SessionExpires {
            seconds: running.interval_s,
            refresher: Some(if running.we_refresh {
                Refresher::Uas
            } else {
                Refresher::Uac
            }),
        });
        let settings = ctx.signalling.session_timer.map(of_settings);
        answer(request, ours.or(settings))
    }

    /// We accepted a request with this answer.
    pub(super) fn accepted(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        answer: Option<SessionExpires>,
    ) {
        let agreed = answer.map(|answer| {
            let we_refresh = answer.refresher == Some(Refresher::Uas);
            (answer.seconds, we_refresh)
        });
        self.restart(now, ctx, session, agreed);
    }

    /// They accepted a request of ours.
    pub(super) fn agreed(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        response: &Message,
    ) {
        self.wish.raises = 0;
        let asked_s = match (&self.running, ctx.signalling.session_timer) {
            (Some(running), _) => Some(running.interval_s),
            (None, Some(settings)) => Some(settings.interval_s.max(self.wish.min_se_s)),
            (None, None) => None,
        };
        let they_say = response.typed::<SessionExpires>().ok().flatten();
        let agreed = match they_say {
            Some(said) => {
                let we_refresh = said.refresher != Some(Refresher::Uas);
                Some((said.seconds, we_refresh))
            }
            None => asked_s.map(|asked_s| (asked_s, true)),
        };
        self.restart(now, ctx, session, agreed);
    }

    fn restart(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        agreed: Option<(u32, bool)>,
    ) {
        self.disarm(ctx);
        self.running = agreed.map(|(interval_s, we_refresh)| {
            let interval_s = interval_s.max(INTERVAL_S_FLOOR);
            let mut running = Running {
                interval_s,
                we_refresh,
                ends_at: now + ends_after(interval_s),
                timer: None,
            };
            let half = Duration::from_secs(u64::from(interval_s)) / 2;
            let refresh_at = we_refresh.then(|| now + half);
            running.arm(ctx, session, refresh_at);
            running
        });
    }

    /// A refresh goes out, or has failed: after half of what is left it is
    /// tried again.
    pub(super) fn await_end(
        &mut self,
        now: Instant,
        ctx: &mut Context,
        session: SessionId,
        again: bool,
    ) {
        if let Some(running) = &mut self.running {
            running.disarm(ctx);
            let left = running.ends_at.saturating_since(now) / 2;
            let refresh_at = (again && left > AGAIN).then(|| now + left);
            running.arm(ctx, session, refresh_at);
        }
    }

    /// Stops the timer.
    pub(super) fn disarm(&mut self, ctx: &mut Context) {
        if let Some(running) = &mut self.running {
            running.disarm(ctx);
        }
    }
}

impl Running {
    fn arm(&mut self, ctx: &mut Context, session: SessionId, refresh_at: Option<Instant>) {
        let (at, timer) = match refresh_at {
            Some(at) => (at, CallTimer::SessionRefresh),
            None => (self.ends_at, CallTimer::SessionEnd),
        };
        self.timer = Some(ctx.timers.start(at, Deadline::Call(session, timer)));
    }

    fn disarm(&mut self, ctx: &mut Context) {
        if let Some(timer) = self.timer.take() {
            ctx.timers.stop(timer);
        }
    }
}

/// The answer to a request (§9, table 2). `ours`: what we should like, in the
/// roles of this request.
pub(super) fn answer(
    request: &Message,
    ours: Option<SessionExpires>,
) -> Result<Option<SessionExpires>, TooSmall> {
    let supported = request.supports(TIMER);
    let asked = request.typed::<SessionExpires>().ok().flatten();
    if asked.is_none() && ours.is_none() {
        return Ok(None);
    }
    let min_se = request.typed::<MinSe>().ok().flatten();
    let least_s = min_se.map_or(0, |min| min.seconds).max(INTERVAL_S_MIN);
    let ours_s = ours.map(|ours| ours.seconds.max(least_s));
    let seconds = match (asked, ours_s) {
        (Some(asked), _) if asked.seconds < INTERVAL_S_MIN => {
            // Who knows no 422 is served without a timer.
            return if supported { Err(TooSmall) } else { Ok(None) };
        }
        (Some(asked), Some(ours_s)) => asked.seconds.min(ours_s),
        (Some(asked), None) => asked.seconds,
        (None, Some(ours_s)) => ours_s,
        (None, None) => return Ok(None),
    };
    let wished = asked.and_then(|asked| asked.refresher);
    let refresher = match (supported, wished, ours.and_then(|ours| ours.refresher)) {
        (false, ..) => Refresher::Uas,
        (true, Some(wished), _) => wished,
        (true, None, Some(ours)) => ours,
        (true, None, None) => Refresher::Uac,
    };
    Ok(Some(SessionExpires {
        seconds,
        refresher: Some(refresher),
    }))
}

/// The answer to the INVITE that begins a call.
pub(super) fn answer_to_invite(
    ctx: &Context,
    request: &Message,
) -> Result<Option<SessionExpires>, TooSmall> {
    answer(request, ctx.signalling.session_timer.map(of_settings))
}

/// Writes the answer into a 2xx.
pub(super) fn write_answer(
    response: &mut ResponseBuilder,
    request: &Message,
    answer: Option<SessionExpires>,
) {
    if let Some(answer) = answer {
        response.header(HeaderName::SessionExpires, answer);
        if request.supports(TIMER) {
            response.header(HeaderName::Require, TIMER);
        }
    }
}

fn of_settings(settings: config::SessionTimer) -> SessionExpires {
    SessionExpires {
        seconds: settings.interval_s,
        refresher: Some(header_refresher(settings.refresher)),
    }
}

fn header_refresher(refresher: config::Refresher) -> Refresher {
    match refresher {
        config::Refresher::Uac => Refresher::Uac,
        config::Refresher::Uas => Refresher::Uas,
    }
}

/// How long a session lives without a refresh (§10).
fn ends_after(interval_s: u32) -> Duration {
    let margin_s = MARGIN_S_MAX.min(interval_s / 3);
    Duration::from_secs(u64::from(interval_s - margin_s))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &str) -> Message {
        let text = format!(
            "INVITE sip:b@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\
             From: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n{headers}\
             Content-Length: 0\r\n\r\n"
        );
        Message::parse(text.into()).expect("a request")
    }

    /// The Session-Expires of the answer; `422`, or nothing.
    fn answered(headers: &str, ours: Option<(u32, Refresher)>) -> String {
        let ours = ours.map(|(seconds, refresher)| SessionExpires {
            seconds,
            refresher: Some(refresher),
        });
        match answer(&request(headers), ours) {
            Ok(answer) => answer.map_or_else(String::new, |answer| answer.to_string()),
            Err(TooSmall) => "422".to_owned(),
        }
    }

    #[test]
    fn the_refresher_follows_the_table() {
        let (uac, uas) = (Some((120, Refresher::Uac)), Some((120, Refresher::Uas)));
        let asked = "Supported: timer\r\nSession-Expires: 600";
        assert_eq!(answered("", None), "");
        assert_eq!(answered("", uac), "120;refresher=uas");
        assert_eq!(answered("Supported: timer\r\n", uac), "120;refresher=uac");
        let open = format!("{asked}\r\n");
        assert_eq!(answered(&open, None), "600;refresher=uac");
        assert_eq!(answered(&open, uas), "120;refresher=uas");
        let decided = format!("{asked};refresher=uac\r\n");
        assert_eq!(answered(&decided, uas), "120;refresher=uac");
        let proxy = "Session-Expires: 600\r\n";
        assert_eq!(answered(proxy, None), "600;refresher=uas");
    }

    #[test]
    fn nothing_below_the_least_interval_is_agreed() {
        assert_eq!(
            answered("Supported: timer\r\nSession-Expires: 89\r\n", None),
            "422"
        );
        assert_eq!(answered("Session-Expires: 89\r\n", None), "");
        let least = "Supported: timer\r\nSession-Expires: 900\r\nMin-SE: 300\r\n";
        let ours = Some((90, Refresher::Uas));
        assert_eq!(answered(least, ours), "300;refresher=uas");
    }

    #[test]
    fn the_bye_goes_before_the_end() {
        assert_eq!(ends_after(90), Duration::from_mins(1));
        assert_eq!(ends_after(1800), Duration::from_secs(1768));
    }
}
