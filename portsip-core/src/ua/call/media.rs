//! What one call asks of media, and the words events have for it.
//!
//! Hands out `MediaCommand::Apply` when what flows changes and
//! `MediaCommand::Stop` once, whatever way the call ends.

use std::collections::VecDeque;
use std::net::IpAddr;

use crate::events::MediaSummary;
use crate::ids::SessionId;
use crate::plan::{Component, GatheredMedia, MediaCommand, MediaPlan, MediaPorts};
use crate::sdp::{Agreed, LocalMedia, OfferSummary};
use crate::sip::transport::flow::Flow;

use super::super::context::Context;
use super::super::output::{Occasion, Output};

/// What is known from servers about the sockets.
#[derive(Debug)]
enum Gathering {
    /// Nobody was asked.
    Open,
    /// They were, from here.
    Asked(Vantage),
    /// They have told this, or it is too late.
    Done(Box<Gathered>),
}

/// Where we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Vantage {
    /// The address of the machine.
    host: IpAddr,
    /// Where signalling is seen.
    outside: IpAddr,
}

impl Vantage {
    fn on(ctx: &Context, way: &Flow) -> Self {
        Self {
            host: way.local.ip(),
            outside: ctx.local_address(way).ip(),
        }
    }
}

/// What servers have told.
#[derive(Debug)]
struct Gathered {
    from: Vantage,
    found: GatheredMedia,
    /// Something has changed since.
    is_stale: bool,
}

impl Gathered {
    /// Whether it may be true of where we are now.
    fn holds(&self, now: Vantage) -> bool {
        let mapped = self.found.rtp.mapped.map(|mapped| mapped.ip());
        let is_seen_there = self.from.outside == now.outside || mapped == Some(now.outside);
        !self.is_stale && self.from.host == now.host && is_seen_there
    }
}

/// Who has called, in a call that is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ringing {
    Ours,
    Theirs,
}

/// The media side of one call.
#[derive(Debug)]
pub(crate) struct CallMedia {
    session: SessionId,
    ports: Option<MediaPorts>,
    gathering: Gathering,
    agreed: Option<Agreed>,
    applied: Option<MediaPlan>,
    /// The call rings: what flows is early media.
    ringing: Option<Ringing>,
    /// Media flowed before our answer.
    early: bool,
    /// There has been a stream of audio, of which settings are kept.
    has_begun: bool,
}

impl CallMedia {
    /// A call without sockets.
    pub(crate) fn new(session: SessionId) -> Self {
        Self {
            session,
            ports: None,
            gathering: Gathering::Open,
            agreed: None,
            applied: None,
            ringing: None,
            early: false,
            has_begun: false,
        }
    }

    /// The sockets belong to the call from now on.
    pub(crate) fn take_ports(&mut self, ports: MediaPorts) {
        self.ports = Some(ports);
    }

    /// Carries out what was agreed, with our hold, in a call that is answered. Relays
    /// that it has no use for are given back, and are not described any more; those.
    pub(crate) fn agree(
        &mut self,
        agreed: Agreed,
        held: bool,
        outputs: &mut VecDeque<Output>,
    ) -> Vec<Component> {
        self.ringing = None;
        self.agreed = Some(agreed);
        self.apply(held, outputs);
        self.release_relays(outputs)
    }

    /// Carries out what was agreed before the other side answers.
    pub(crate) fn agree_while_ringing(&mut self, agreed: Agreed, outputs: &mut VecDeque<Output>) {
        self.ringing = Some(Ringing::Ours);
        self.agreed = Some(agreed);
        self.apply(false, outputs);
    }

    /// Carries out what was agreed before we answered: nobody is heard yet.
    pub(crate) fn agree_early(&mut self, agreed: Agreed, outputs: &mut VecDeque<Output>) {
        self.ringing = Some(Ringing::Theirs);
        self.early = true;
        self.agreed = Some(agreed);
        self.apply(false, outputs);
    }

    /// We answered with what was agreed before; the relays that are given back.
    pub(crate) fn answered(&mut self, outputs: &mut VecDeque<Output>) -> Vec<Component> {
        self.ringing = None;
        self.apply(false, outputs);
        self.release_relays(outputs)
    }

    fn release_relays(&mut self, outputs: &mut VecDeque<Output>) -> Vec<Component> {
        let audio = self
            .agreed
            .as_ref()
            .and_then(|agreed| agreed.plan.audio.as_ref());
        let (Some(ports), Some(audio)) = (self.ports, audio) else {
            return Vec::new();
        };
        let (has_ice, has_rtcp) = (audio.ice.is_some(), !audio.rtcp_mux);
        let unused = [
            (Component::Rtp, !has_ice),
            (Component::Rtcp, !has_ice || !has_rtcp),
        ];
        let session = self.session;
        let is_asked = matches!(self.gathering, Gathering::Asked(_));
        let mut released = Vec::new();
        for (component, is_unused) in unused {
            if is_unused && (self.forget_relay(component) || is_asked) {
                released.push(component);
                outputs.push_back(Output::Media(MediaCommand::ReleaseRelay {
                    session,
                    ports,
                    component,
                }));
            }
        }
        released
    }

    /// The address at a relay is described no more; whether there was one.
    pub(crate) fn forget_relay(&mut self, component: Component) -> bool {
        match &mut self.gathering {
            Gathering::Done(told) => told.found.of_mut(component).relayed.take().is_some(),
            Gathering::Open | Gathering::Asked(_) => false,
        }
    }

    /// Whether media flowed before our answer, and so does until it is
    /// acknowledged.
    pub(crate) fn began_early(&self) -> bool {
        self.early
    }

    /// Whether settings of the call's audio can be carried out.
    pub(crate) fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Carries out what was agreed last with another hold.
    pub(crate) fn apply(&mut self, held: bool, outputs: &mut VecDeque<Output>) {
        let (Some(ports), Some(agreed)) = (self.ports, &self.agreed) else {
            return;
        };
        let mut plan = agreed.plan.clone();
        if let Some(audio) = &mut plan.audio {
            audio.held = held;
            audio.unanswered = self.ringing == Some(Ringing::Theirs);
            if let Some(dtls) = &mut audio.dtls {
                dtls.rings = self.ringing.is_some();
            }
        }
        if self.applied.as_ref() == Some(&plan) {
            return;
        }
        self.has_begun |= plan.audio.is_some();
        self.applied = Some(plan.clone());
        outputs.push_back(Output::Media(MediaCommand::Apply {
            session: self.session,
            ports,
            plan,
        }));
    }

    /// Sends a tone in the media stream; `false` where there is no stream.
    pub(crate) fn send_tone(
        &self,
        tone: u8,
        duration_ms: u32,
        outputs: &mut VecDeque<Output>,
    ) -> bool {
        let flows = self.ports.is_some()
            && self
                .applied
                .as_ref()
                .is_some_and(|plan| plan.audio.is_some());
        if flows {
            outputs.push_back(Output::Media(MediaCommand::SendTone {
                session: self.session,
                tone,
                duration_ms,
            }));
        }
        flows
    }

    /// Ends the media and gives the sockets back.
    pub(crate) fn stop(&mut self, outputs: &mut VecDeque<Output>) {
        if let Some(ports) = self.ports.take() {
            outputs.push_back(Output::Media(MediaCommand::Stop {
                session: self.session,
                ports,
            }));
        }
    }

    /// Asks the servers there are how the sockets look from outside, once;
    /// whether the answer is awaited. `way`: that of the description.
    pub(crate) fn gather(
        &mut self,
        ctx: &mut Context,
        way: &Flow,
        occasion: Occasion,
        ice: bool,
    ) -> bool {
        if matches!(self.gathering, Gathering::Open) {
            self.ask_servers(ctx, way, occasion, ice);
        }
        matches!(self.gathering, Gathering::Asked(_))
    }

    /// The same in a call that stands, where what is known may not hold any more.
    pub(crate) fn gather_anew(&mut self, ctx: &mut Context, way: &Flow, ice: bool) -> bool {
        let is_due = match &self.gathering {
            Gathering::Open => true,
            Gathering::Asked(_) => false,
            Gathering::Done(told) => !told.holds(Vantage::on(ctx, way)),
        };
        if is_due {
            let audio = self.agreed.as_ref().and_then(|it| it.plan.audio.as_ref());
            let rtcp = !audio.is_some_and(|audio| audio.rtcp_mux);
            self.ask_servers(ctx, way, Occasion::Standing { rtcp }, ice);
        }
        matches!(self.gathering, Gathering::Asked(_))
    }

    fn ask_servers(&mut self, ctx: &mut Context, way: &Flow, occasion: Occasion, ice: bool) {
        if let (Some(ports), Some(servers)) = (self.ports, ctx.gathering_servers(ice)) {
            self.gathering = Gathering::Asked(Vantage::on(ctx, way));
            ctx.outputs.push_back(Output::Gather {
                session: self.session,
                ports,
                servers,
                prefer_ipv6: ctx.signalling.prefer_ipv6,
                occasion,
            });
        }
    }

    /// What servers told may not hold any more.
    pub(crate) fn doubt_gathered(&mut self) {
        if let Gathering::Done(told) = &mut self.gathering {
            told.is_stale = true;
        }
    }

    /// The same where it was told of one of these addresses of ours.
    pub(crate) fn doubt_gathered_of(&mut self, gone: &[IpAddr]) {
        if matches!(&self.gathering, Gathering::Done(told) if gone.contains(&told.from.host)) {
            self.doubt_gathered();
        }
    }

    /// What the servers told. Relays that are of no use meanwhile are given back; those.
    pub(crate) fn handle_gathered(
        &mut self,
        found: GatheredMedia,
        outputs: &mut VecDeque<Output>,
    ) -> Vec<Component> {
        let Gathering::Asked(from) = self.gathering else {
            return Vec::new();
        };
        self.gathering = Gathering::Done(Box::new(Gathered {
            from,
            found,
            is_stale: false,
        }));
        if self.ringing.is_some() {
            return Vec::new();
        }
        self.release_relays(outputs)
    }

    /// Where media is taken by `ports`, as a description says that goes along `way`.
    pub(crate) fn local_at(&self, ctx: &Context, way: &Flow, ports: MediaPorts) -> LocalMedia {
        let host = way.local.ip();
        let local = LocalMedia::new(ctx.local_address(way).ip(), ports).with_host(host);
        match &self.gathering {
            // Of another address of ours the servers told nothing.
            Gathering::Done(told) if told.from.host == host => local.with_gathered(told.found),
            _ => local,
        }
    }

    /// The sockets of the call.
    pub(crate) fn ports(&self) -> Option<MediaPorts> {
        self.ports
    }

    /// What was agreed last.
    pub(crate) fn agreed(&self) -> Option<&Agreed> {
        self.agreed.as_ref()
    }
}

/// An agreement in the words of an event.
pub(crate) fn summary_of_agreed(agreed: &Agreed) -> MediaSummary {
    MediaSummary {
        audio_codecs: agreed.audio_codecs.clone(),
        audio: agreed.plan.audio.is_some(),
        ..MediaSummary::default()
    }
}

/// An offer in the words of an event. Video and screen are named where they
/// are offered; this build answers them with port 0.
pub(crate) fn summary_of_offer(offer: &OfferSummary) -> MediaSummary {
    MediaSummary {
        audio_codecs: offer.audio_codecs.clone(),
        video_codecs: String::new(),
        audio: offer.audio,
        video: offer.video,
        screen: offer.screen,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::MediaPortsId;

    const PORTS: MediaPorts = MediaPorts {
        id: MediaPortsId(1),
        rtp_port: 10_000,
        rtcp_port: 10_001,
    };

    fn nothing_agreed() -> Agreed {
        Agreed {
            plan: MediaPlan::default(),
            audio_codecs: String::new(),
            remote_hold: false,
        }
    }

    #[test]
    fn sockets_come_back_once() {
        let mut outputs = VecDeque::new();
        let mut media = CallMedia::new(SessionId(1));
        media.stop(&mut outputs);
        assert!(outputs.is_empty());
        media.take_ports(PORTS);
        media.stop(&mut outputs);
        media.stop(&mut outputs);
        assert_eq!(outputs.len(), 1);
        media.agree(nothing_agreed(), false, &mut outputs);
        assert_eq!(outputs.len(), 1);
    }

    #[test]
    fn an_unchanged_plan_is_not_applied_again() {
        let mut outputs = VecDeque::new();
        let mut media = CallMedia::new(SessionId(1));
        media.take_ports(PORTS);
        media.agree(nothing_agreed(), false, &mut outputs);
        media.agree(nothing_agreed(), false, &mut outputs);
        assert_eq!(outputs.len(), 1);
        assert!(!media.send_tone(5, 100, &mut outputs));
    }
}
