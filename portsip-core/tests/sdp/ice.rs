//! ICE in descriptions: answered where it is offered, kept while it lasts.

use std::net::SocketAddr;

use portsip_core::plan::AudioCodec::Pcmu;
use portsip_core::plan::{CandidateKind, Component, IceCredentials, IceDescription};
use portsip_core::sdp::{Agreed, LocalMedia, Negotiation, Offering};

use crate::ends::{audio, audio_config, described, end_with, negotiate, text};

const UFRAG: &str = "a=ice-ufrag:9uB6\r\n";
const PASSWORD: &str = "a=ice-pwd:YH75Fviy6338Vbrhrlp8Yh\r\n";
const CANDIDATES: &str = "a=candidate:1 1 UDP 2130706431 203.0.113.9 5000 typ host\r\n\
    a=candidate:1 2 UDP 2130706430 203.0.113.9 5001 typ host\r\n";

fn at(address: &str) -> SocketAddr {
    address.parse().expect("an address")
}

fn offer(connection: &str, more: &str) -> Vec<u8> {
    format!(
        "v=0\r\no=- 1 1 IN IP4 203.0.113.9\r\ns=-\r\nc=IN IP4 {connection}\r\nt=0 0\r\n\
         m=audio 5000 RTP/AVP 0\r\n{more}"
    )
    .into_bytes()
}

fn with_ice() -> Vec<u8> {
    offer("203.0.113.9", &[UFRAG, PASSWORD, CANDIDATES].concat())
}

/// Our answer, and what it agrees on.
fn answer(offer: &[u8]) -> (String, Agreed) {
    let answer = end_with(1, &[Pcmu])
        .create_answer(&described(offer))
        .expect("an answer");
    (text(&answer.body).to_owned(), answer.agreed)
}

#[test]
fn an_offer_with_ice_is_answered_with_ours() {
    let (body, agreed) = answer(&with_ice());
    assert!(body.contains("a=ice-ufrag:"), "{body}");
    assert!(body.contains("a=ice-options:ice2\r\n"), "{body}");
    let rtp = "a=candidate:h465535 1 UDP 2130706431 192.0.2.1 4002 typ host\r\n";
    let rtcp = "a=candidate:h465535 2 UDP 2130706430 192.0.2.1 4003 typ host\r\n";
    assert!(body.contains(rtp) && body.contains(rtcp), "{body}");
    let ice = audio(&agreed).ice.as_ref().unwrap();
    assert!(!ice.controlling);
    assert_eq!(ice.remote.credentials.ufrag, "9uB6");
    assert_eq!(ice.remote.candidates.len(), 2);
    let ours = described(body.as_bytes());
    assert_eq!(ours.media[0].ice.as_ref(), Some(&ice.local));
}

#[test]
fn no_ice_is_offered_unless_asked_for_and_none_answered_where_none_was_offered() {
    let first = end_with(1, &[Pcmu]).create_offer().unwrap();
    assert!(!text(&first).contains("ice"), "{}", text(&first));
    let (body, agreed) = answer(&offer("203.0.113.9", ""));
    assert!(
        !body.contains("a=ice") && !body.contains("a=candidate"),
        "{body}"
    );
    assert_eq!(audio(&agreed).ice, None);
}

#[test]
fn who_changed_the_address_of_media_stays_between_us() {
    let attributes = [UFRAG, PASSWORD, CANDIDATES].concat();
    let (body, agreed) = answer(&offer("198.51.100.7", &attributes));
    assert!(body.contains("a=ice-mismatch\r\n"), "{body}");
    assert!(!body.contains("a=candidate"), "{body}");
    assert_eq!(audio(&agreed).ice, None);
    assert_eq!(audio(&agreed).remote_rtp, at("198.51.100.7:5000"));
}

#[test]
fn no_address_is_no_hold_where_candidates_say_where() {
    let attributes = [UFRAG, PASSWORD, CANDIDATES].concat();
    let (_, agreed) = answer(&offer("0.0.0.0", &attributes));
    assert!(audio(&agreed).ice.is_some() && !agreed.remote_hold);
    assert_eq!(audio(&agreed).remote_rtp, at("203.0.113.9:5000"));
}

#[test]
fn candidates_that_nobody_can_use_leave_the_other_side_to_show_itself() {
    let name = "a=candidate:1 1 UDP 2130706431 4f1e.local 5000 typ host\r\n";
    let named = offer("0.0.0.0", &[UFRAG, PASSWORD, name].concat());
    let trickled = offer("0.0.0.0", &[UFRAG, PASSWORD].concat());
    let trickled = text(&trickled).replace("m=audio 5000", "m=audio 9");
    for offer in [named, trickled.into_bytes()] {
        let (body, agreed) = answer(&offer);
        assert!(body.contains("a=candidate:"), "{body}");
        assert!(!agreed.remote_hold);
        assert!(!audio(&agreed).remote_rtp.ip().is_unspecified());
        let ice = audio(&agreed).ice.as_ref().unwrap();
        assert!(ice.remote.candidates.is_empty());
    }
}

#[test]
fn no_address_and_no_candidates_is_hold_and_keeps_ice() {
    let mut end = end_with(1, &[Pcmu]);
    let first = end.create_answer(&described(&with_ice())).unwrap();
    let hold = offer("0.0.0.0", &[UFRAG, PASSWORD].concat());
    let held = end.create_answer(&described(&hold)).unwrap();
    assert!(held.agreed.remote_hold);
    assert_eq!(credentials(&held.agreed), credentials(&first.agreed));
    let address = |agreed: &Agreed| audio(agreed).remote_rtp;
    assert_eq!(address(&held.agreed), address(&first.agreed));
}

#[test]
fn a_stream_keeps_its_name_as_long_as_its_credentials() {
    let mut end = end_with(1, &[Pcmu]);
    end.create_answer(&described(&with_ice())).unwrap();
    let other = "a=candidate:2 1 UDP 1694498815 198.51.100.9 6000 typ srflx\r\n";
    let nominated = offer("198.51.100.9", &[UFRAG, PASSWORD, other].concat());
    let nominated = text(&nominated).replace("m=audio 5000", "m=audio 6000");
    let again = end.create_answer(&described(nominated.as_bytes())).unwrap();
    let plan = audio(&again.agreed);
    assert_eq!(plan.remote_rtp, at("203.0.113.9:5000"));
    assert_eq!(plan.remote_rtcp, at("203.0.113.9:5001"));
    let restarted = nominated.replace("9uB6", "another");
    let restarted = end.create_answer(&described(restarted.as_bytes())).unwrap();
    let name = audio(&restarted.agreed).remote_rtp;
    assert_eq!(name, at("198.51.100.9:6000"));
}

#[test]
fn half_of_it_is_none_of_it() {
    for attributes in [
        [UFRAG, CANDIDATES].concat(),
        [PASSWORD, CANDIDATES].concat(),
        [UFRAG, PASSWORD].concat(),
    ] {
        let (body, agreed) = answer(&offer("203.0.113.9", &attributes));
        assert!(!body.contains("a=ice"), "{body}");
        assert_eq!(audio(&agreed).ice, None);
    }
}

#[test]
fn one_port_is_one_component() {
    let mut offer = with_ice();
    offer.extend(b"a=rtcp-mux\r\n");
    let (body, agreed) = answer(&offer);
    assert!(body.contains("a=rtcp-mux\r\n") && !body.contains("a=candidate:h465535 2"));
    let ours = &audio(&agreed).ice.as_ref().unwrap().local.candidates;
    assert!(ours.iter().all(|c| c.component == Component::Rtp));
}

#[test]
fn a_lite_peer_leaves_the_decision_to_us() {
    let session = ["a=ice-lite\r\n", UFRAG, PASSWORD, CANDIDATES].concat();
    let (_, agreed) = answer(&offer("203.0.113.9", &session));
    assert!(audio(&agreed).ice.as_ref().unwrap().controlling);
}

#[test]
fn behind_a_nat_the_machines_own_address_is_a_candidate_too() {
    let mut end = end_with(1, &[Pcmu]);
    let media = end.local_media().with_host("10.0.0.2".parse().unwrap());
    end.set_local_media(media);
    let answer = end.create_answer(&described(&with_ice())).unwrap();
    let body = text(&answer.body);
    assert!(body.contains(" 10.0.0.2 4002 typ host\r\n"), "{body}");
    let seen = " 192.0.2.1 4002 typ srflx raddr 10.0.0.2 rport 4002\r\n";
    assert!(body.contains(seen), "{body}");
}

fn credentials(agreed: &Agreed) -> IceCredentials {
    let ice = audio(agreed).ice.as_ref().expect("it uses ICE");
    ice.local.credentials.clone()
}

fn ice_of(body: &[u8]) -> IceDescription {
    described(body).media[0].ice.clone().expect("it uses ICE")
}

/// An offer for the streams there are.
fn offer_streams(end: &mut Negotiation) -> portsip_core::octets::Octets {
    end.create_offer_of(&Offering::Streams).expect("an offer")
}

fn moved(end: &mut Negotiation) -> LocalMedia {
    let moved = LocalMedia {
        address: [192, 0, 2, 77].into(),
        host: [192, 0, 2, 77].into(),
        ..end.local_media()
    };
    end.set_local_media(moved);
    moved
}

#[test]
fn our_own_offers_keep_it_and_another_address_restarts_it() {
    let mut end = end_with(1, &[Pcmu]);
    let first = end.create_answer(&described(&with_ice())).unwrap();
    let again = ice_of(&offer_streams(&mut end));
    assert_eq!(again.credentials, credentials(&first.agreed));
    let agreed = end.handle_answer(&with_ice()).unwrap();
    let plan = audio(&agreed).ice.clone().unwrap();
    assert_eq!(plan.local, again);
    // The roles stay, whoever offers.
    assert!(!plan.controlling);

    let moved = moved(&mut end);
    let restarted = ice_of(&offer_streams(&mut end));
    assert_ne!(restarted.credentials.ufrag, again.credentials.ufrag);
    assert_ne!(restarted.credentials.password, again.credentials.password);
    assert_eq!(restarted.candidates[0].address.ip(), moved.host);
    assert_eq!(restarted.candidates[0].kind, CandidateKind::Host);
    let agreed = end.handle_answer(&offer("203.0.113.9", "")).unwrap();
    assert_eq!(audio(&agreed).ice, None);
    assert!(!text(&offer_streams(&mut end)).contains("a=ice"));
}

#[test]
fn who_asks_us_for_an_offer_may_be_another() {
    let mut end = end_with(1, &[Pcmu]);
    let first = end.create_answer(&described(&with_ice())).unwrap();
    let whole = ice_of(&end.create_offer().unwrap());
    assert_ne!(whole.credentials, credentials(&first.agreed));
}

#[test]
fn a_path_that_is_lost_restarts_it_once() {
    let mut end = end_with(1, &[Pcmu]);
    assert!(!end.restart_ice());
    let first = end.create_answer(&described(&with_ice())).unwrap();
    assert!(end.restart_ice() && end.is_ice_restart_due());
    let restarted = ice_of(&offer_streams(&mut end)).credentials;
    assert_ne!(restarted, credentials(&first.agreed));
    // One that is refused is due again, under the same name.
    end.rollback();
    assert!(end.is_ice_restart_due());
    assert_eq!(ice_of(&offer_streams(&mut end)).credentials, restarted);
    end.handle_answer(&with_ice()).unwrap();
    assert!(!end.is_ice_restart_due());
    assert_eq!(ice_of(&offer_streams(&mut end)).credentials, restarted);
}

#[test]
fn where_we_have_moved_our_answer_says_so_and_our_next_offer_restarts() {
    let mut end = end_with(1, &[Pcmu]);
    let first = end.create_answer(&described(&with_ice())).unwrap();
    let moved = moved(&mut end);
    let answer = end.create_answer(&described(&with_ice())).unwrap();
    let ours = ice_of(&answer.body);
    assert_eq!(ours.candidates[0].address.ip(), moved.host);
    assert_eq!(ours.credentials, credentials(&first.agreed));
    assert!(end.is_ice_restart_due());
    let restarted = ice_of(&offer_streams(&mut end));
    assert_ne!(restarted.credentials, ours.credentials);
}

#[test]
fn the_address_of_the_machine_concerns_who_has_it_as_a_candidate() {
    let mut end = end_with(1, &[Pcmu]);
    let elsewhere = end.local_media().with_host("10.0.0.2".parse().unwrap());
    assert!(!end.concerns(elsewhere));
    end.create_answer(&described(&with_ice())).unwrap();
    assert!(end.concerns(elsewhere));
    assert!(!end.concerns(end.local_media()));
}

#[test]
fn their_restart_is_ours() {
    let mut end = end_with(1, &[Pcmu]);
    let first = end.create_answer(&described(&with_ice())).unwrap();
    let same = end.create_answer(&described(&with_ice())).unwrap();
    let other = with_ice();
    let other = text(&other).replace("9uB6", "another");
    let restarted = end.create_answer(&described(other.as_bytes())).unwrap();
    assert_eq!(credentials(&first.agreed), credentials(&same.agreed));
    assert_ne!(credentials(&first.agreed), credentials(&restarted.agreed));
}

/// Ends of which the first offers ICE.
fn ends() -> (Negotiation, Negotiation) {
    let (mut a, b) = (end_with(1, &[Pcmu]), end_with(2, &[Pcmu]));
    a.set_ice(true);
    (a, b)
}

#[test]
fn an_offer_of_ours_has_both_components_and_asks_for_one_port() {
    let (mut a, mut b) = ends();
    let offer = a.create_offer().unwrap();
    assert!(text(&offer).contains("a=rtcp-mux\r\n"));
    let components = |ice: &IceDescription| ice.candidates.iter().map(|c| c.component).collect();
    let both: Vec<_> = components(&ice_of(&offer));
    assert_eq!(both, [Component::Rtp, Component::Rtcp]);
    let answer = b.create_answer(&described(&offer)).unwrap();
    let agreed = a.handle_answer(&answer.body).unwrap();
    for plan in [audio(&agreed), audio(&answer.agreed)] {
        assert!(plan.rtcp_mux);
        let one: Vec<_> = components(&plan.ice.as_ref().unwrap().local);
        assert_eq!(one, [Component::Rtp]);
    }
    assert!(audio(&agreed).ice.as_ref().unwrap().controlling);
    assert!(!audio(&answer.agreed).ice.as_ref().unwrap().controlling);
    let again: Vec<_> = components(&ice_of(&offer_streams(&mut a)));
    assert_eq!(again, [Component::Rtp]);
}

#[test]
fn who_keeps_rtcp_apart_gets_checks_of_both() {
    let (mut a, _) = ends();
    a.create_offer().unwrap();
    let agreed = a.handle_answer(&with_ice()).unwrap();
    let plan = audio(&agreed);
    assert!(!plan.rtcp_mux);
    assert_eq!(plan.ice.as_ref().unwrap().local.candidates.len(), 2);
}

#[test]
fn an_answer_without_it_or_with_a_mismatch_ends_it() {
    for attributes in ["", "a=ice-mismatch\r\n"] {
        let (mut a, _) = ends();
        a.create_offer().unwrap();
        let agreed = a.handle_answer(&offer("203.0.113.9", attributes)).unwrap();
        assert_eq!(audio(&agreed).ice, None);
        let address = audio(&agreed).remote_rtp;
        assert_eq!(address, at("203.0.113.9:5000"));
        assert!(!text(&offer_streams(&mut a)).contains("ice"));
    }
}

#[test]
fn each_fork_is_answered_for_itself() {
    let (mut a, mut b) = ends();
    let offer = a.create_offer().unwrap();
    let mut fork = a.clone();
    let one = b.create_answer(&described(&offer)).unwrap();
    let other = end_with(3, &[Pcmu]).create_answer(&described(&offer));
    let first = a.handle_answer(&one.body).unwrap();
    let second = fork.handle_answer(&other.unwrap().body).unwrap();
    assert_eq!(credentials(&first), credentials(&second));
    let remote = |agreed: &Agreed| audio(agreed).ice.clone().unwrap().remote.credentials;
    assert_ne!(remote(&first), remote(&second));
}

#[test]
fn a_stream_that_is_switched_on_again_has_other_credentials() {
    let (mut a, mut b) = ends();
    let (first, _) = negotiate(&mut a, &mut b);
    let config = std::sync::Arc::new(audio_config(&[Pcmu]));
    for on in [false, true] {
        let config = std::sync::Arc::clone(&config);
        let offer = a.create_offer_of(&Offering::Audio { on, config }).unwrap();
        let answer = b.create_answer(&described(&offer)).unwrap();
        let agreed = a.handle_answer(&answer.body).unwrap();
        assert_eq!(agreed.plan.audio.is_some(), on);
        if on {
            assert_ne!(credentials(&agreed), credentials(&first));
        }
    }
}
