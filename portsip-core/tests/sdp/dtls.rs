//! Fingerprints and roles in offers and answers (RFC 5763, RFC 8122, RFC 8842).

use portsip_core::config::{Srtp, SrtpKeyExchange, SrtpPolicy};
use portsip_core::plan::AudioCodec::Pcmu;
use portsip_core::plan::{DtlsPlan, DtlsRole, Fingerprint, FingerprintHash, SrtpSuite};
use portsip_core::rng::Rng;
use portsip_core::sdp::{Agreed, Negotiation, NegotiationError, Offering, SrtpUse};

use crate::ends::{audio, described, end_with, negotiate, text};

/// The fingerprint of a host's certificate.
fn fingerprint(host: u8) -> Fingerprint {
    Fingerprint {
        hash: FingerprintHash::Sha256,
        digest: [host; 32].into_iter().collect(),
    }
}

fn line(host: u8) -> String {
    let octets = vec![format!("{host:02X}"); 32].join(":");
    format!("a=fingerprint:sha-256 {octets}\r\n")
}

fn with(host: u8, settings: &Srtp) -> Negotiation {
    let mut end = end_with(host, &[Pcmu]);
    let srtp = SrtpUse::new(settings, false).with_certificate(Some(fingerprint(host)));
    end.set_srtp(srtp, &mut Rng::from_number(host.into()));
    end
}

fn of_policy(policy: SrtpPolicy) -> Srtp {
    Srtp {
        policy,
        ..Srtp::default()
    }
}

/// One that offers associations, over any transport.
fn offering(host: u8, policy: SrtpPolicy) -> Negotiation {
    let settings = Srtp {
        key_exchange: SrtpKeyExchange::Dtls,
        ..of_policy(policy)
    };
    with(host, &settings)
}

fn dtls(agreed: &Agreed) -> Option<&DtlsPlan> {
    audio(agreed).dtls.as_deref()
}

/// An offer of host 9 with these lines for audio.
fn offer(protocol: &str, attributes: &str) -> String {
    offer_from(5000, protocol, attributes)
}

fn offer_from(port: u16, protocol: &str, attributes: &str) -> String {
    format!("v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio {port} {protocol} 0\r\n{attributes}")
}

fn answered(end: &mut Negotiation, offer: &str) -> (String, DtlsPlan) {
    let answer = end.create_answer(&described(offer.as_bytes()));
    let answer = answer.expect("an answer");
    let plan = dtls(&answer.agreed).expect("an association").clone();
    assert_eq!(audio(&answer.agreed).srtp, None);
    (text(&answer.body).to_owned(), plan)
}

#[test]
fn every_policy_and_every_profile_takes_a_fingerprint() {
    use SrtpPolicy::{Force, None as Never, Prefer};
    for policy in [Never, Prefer, Force] {
        for protocol in [
            "UDP/TLS/RTP/SAVP",
            "UDP/TLS/RTP/SAVPF",
            "RTP/SAVP",
            "RTP/SAVPF",
            "RTP/AVP",
            "RTP/AVPF",
        ] {
            let offered = offer(protocol, &(line(9) + "a=setup:actpass\r\n"));
            let (said, plan) = answered(&mut with(1, &of_policy(policy)), &offered);
            assert!(said.contains(&format!(" {protocol} 0")), "{said}");
            assert!(said.contains(&line(1)) && said.contains("a=setup:active\r\n"));
            assert!(
                !said.contains("a=tls-id") && !said.contains("a=crypto"),
                "{said}"
            );
            assert_eq!(plan.role, DtlsRole::Client);
            assert_eq!(plan.fingerprints, [fingerprint(9)]);
            assert_eq!(plan.suites[0], SrtpSuite::AeadAes256Gcm);
            assert_eq!(plan.suites.len(), 4);
        }
    }
}

#[test]
fn a_fingerprint_goes_before_keys() {
    let key =
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n";
    let both = offer("RTP/SAVP", &[key, &line(9), "a=setup:actpass\r\n"].concat());
    let settings = Srtp {
        over_unsecure_transport: true,
        ..of_policy(SrtpPolicy::Force)
    };
    let (said, _) = answered(&mut with(1, &settings), &both);
    assert!(!said.contains("crypto"), "{said}");
}

#[test]
fn roles_follow_the_offer() {
    for (setup, ours, role) in [
        ("a=setup:actpass\r\n", "active", DtlsRole::Client),
        ("a=setup:active\r\n", "passive", DtlsRole::Server),
        ("a=setup:passive\r\n", "active", DtlsRole::Client),
        ("", "passive", DtlsRole::Server),
    ] {
        let offered = offer("UDP/TLS/RTP/SAVP", &(line(9) + setup));
        let (said, plan) = answered(&mut with(1, &Srtp::default()), &offered);
        assert!(said.contains(&format!("a=setup:{ours}\r\n")), "{said}");
        assert_eq!(plan.role, role);
    }
}

#[test]
fn what_cannot_be_agreed_on_is_refused() {
    let sha1 = format!("a=fingerprint:sha-1 {}\r\n", vec!["01"; 20].join(":"));
    for attributes in [
        String::new(),
        "a=setup:actpass\r\n".to_owned(),
        sha1 + "a=setup:actpass\r\n",
        line(9) + "a=setup:holdconn\r\n",
    ] {
        let offered = offer("UDP/TLS/RTP/SAVP", &attributes);
        let refused = with(1, &Srtp::default()).create_answer(&described(offered.as_bytes()));
        assert!(refused.is_err(), "{attributes}");
    }
    // Without a certificate of ours, and without a suite that has a profile.
    let offered = offer("UDP/TLS/RTP/SAVP", &(line(9) + "a=setup:actpass\r\n"));
    let mut without = end_with(1, &[Pcmu]);
    assert!(
        without
            .create_answer(&described(offered.as_bytes()))
            .is_err()
    );
    let settings = Srtp {
        suites: vec![SrtpSuite::AesCm256HmacSha1Tag80],
        ..Srtp::default()
    };
    let refused = with(1, &settings).create_answer(&described(offered.as_bytes()));
    assert!(refused.is_err());
}

#[test]
fn the_setting_decides_what_is_offered() {
    use SrtpPolicy::{Force, None as Never, Prefer};
    for (policy, protocol, has_fingerprint) in [
        (Never, " RTP/AVP 0", false),
        (Prefer, " RTP/AVP 0", true),
        (Force, " UDP/TLS/RTP/SAVP 0", true),
    ] {
        let said = offering(1, policy).create_offer().expect("an offer");
        let said = text(&said);
        assert!(said.contains(protocol), "{said}");
        assert!(!said.contains("a=crypto"), "{said}");
        for attribute in [&line(1), "a=setup:actpass\r\n", "a=tls-id:"] {
            assert_eq!(said.contains(attribute), has_fingerprint, "{said}");
        }
    }
}

#[test]
fn each_policy_with_each() {
    use SrtpPolicy::{Force, None as Never, Prefer};
    for (ours, theirs, encrypted) in [
        (Never, Never, false),
        (Never, Prefer, false),
        (Prefer, Never, true),
        (Prefer, Prefer, true),
        (Prefer, Force, true),
        (Force, Never, true),
        (Force, Prefer, true),
        (Force, Force, true),
    ] {
        let (mut a, mut b) = (offering(1, ours), offering(2, theirs));
        let (at_a, at_b) = negotiate(&mut a, &mut b);
        assert_eq!(dtls(&at_a).is_some(), encrypted, "{ours:?} {theirs:?}");
        assert_eq!(dtls(&at_b).is_some(), encrypted);
        if let (Some(at_a), Some(at_b)) = (dtls(&at_a), dtls(&at_b)) {
            assert_eq!((at_a.role, at_b.role), (DtlsRole::Server, DtlsRole::Client));
            assert_eq!(at_a.fingerprints, [fingerprint(2)]);
            assert_eq!(at_b.fingerprints, [fingerprint(1)]);
        }
    }
}

#[test]
fn who_answers_in_the_clear_has_a_call_where_that_is_allowed() {
    let plain = "v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 5000 RTP/AVP 0\r\n";
    let mut preferring = offering(1, SrtpPolicy::Prefer);
    preferring.create_offer().expect("an offer");
    let agreed = preferring.handle_answer(plain.as_bytes()).expect("a call");
    assert_eq!((dtls(&agreed), &audio(&agreed).srtp), (None, &None));
    let mut forcing = offering(1, SrtpPolicy::Force);
    forcing.create_offer().expect("an offer");
    for answer in [plain, &plain.replace("RTP/AVP", "UDP/TLS/RTP/SAVP")] {
        let refused = forcing.handle_answer(answer.as_bytes());
        assert_eq!(refused.unwrap_err(), NegotiationError::Unencrypted);
    }
}

#[test]
fn an_answer_chooses_the_roles() {
    for (setup, role) in [
        ("active", Some(DtlsRole::Server)),
        ("passive", Some(DtlsRole::Client)),
        ("actpass", Some(DtlsRole::Client)),
        ("holdconn", None),
    ] {
        let mut end = offering(1, SrtpPolicy::Force);
        end.create_offer().expect("an offer");
        let answer = offer(
            "UDP/TLS/RTP/SAVP",
            &format!("{}a=setup:{setup}\r\n", line(9)),
        );
        let agreed = end.handle_answer(answer.as_bytes());
        let chosen = agreed.as_ref().ok().and_then(dtls).map(|plan| plan.role);
        assert_eq!(chosen, role, "{setup}");
    }
}

#[test]
fn an_association_goes_on_through_hold_and_refresh() {
    let (mut a, mut b) = (offering(1, SrtpPolicy::Force), with(2, &Srtp::default()));
    let (at_a, at_b) = negotiate(&mut a, &mut b);
    let plans = (dtls(&at_a).cloned(), dtls(&at_b).cloned());
    assert!(plans.0.is_some() && plans.1.is_some());
    a.set_hold(true);
    let (at_a, at_b) = negotiate(&mut a, &mut b);
    assert_eq!((dtls(&at_a).cloned(), dtls(&at_b).cloned()), plans);
    a.set_hold(false);
    // Now the other one offers, which never had a setting for it: the roles stay.
    let offer = b.create_offer().expect("an offer");
    assert!(text(&offer).contains("UDP/TLS/RTP/SAVP") && text(&offer).contains("a=setup:actpass"));
    let answer = a.create_answer(&described(&offer)).expect("an answer");
    assert!(text(&answer.body).contains("a=setup:passive"));
    let agreed = b.handle_answer(&answer.body).expect("agreement");
    assert_eq!(dtls(&answer.agreed).cloned(), plans.0);
    assert_eq!(dtls(&agreed).cloned(), plans.1);
    for offering in [Offering::Unchanged, Offering::Streams, Offering::Running] {
        let offer = a.create_offer_of(&offering).expect("an offer");
        let answer = b.create_answer(&described(&offer)).expect("an answer");
        let agreed = a.handle_answer(&answer.body).expect("agreement");
        assert_eq!(dtls(&agreed).cloned(), plans.0, "{offering:?}");
        assert_eq!(dtls(&answer.agreed).cloned(), plans.1, "{offering:?}");
    }
}

#[test]
fn another_association_has_another_number() {
    let named = |host, name: &str| {
        let name = format!("a=tls-id:{name}-abcdefghij0123456789\r\n");
        [&line(host), "a=setup:actpass\r\n", &name].concat()
    };
    let unnamed = |host| line(host) + "a=setup:actpass\r\n";
    let mut end = with(1, &Srtp::default());
    let mut number = |port: u16, attributes: &str| {
        let (said, plan) = answered(&mut end, &offer_from(port, "UDP/TLS/RTP/SAVP", attributes));
        let id = said.lines().find_map(|line| line.strip_prefix("a=tls-id:"));
        assert_eq!(id.is_some(), attributes.contains("tls-id"), "{said}");
        (plan.association, plan.role, id.map(str::to_owned))
    };
    let (first, role, id) = number(5000, &named(9, "a"));
    assert_eq!(role, DtlsRole::Client);
    // It may move, and leave the roles to us.
    assert_eq!(number(5002, &named(9, "a")), (first, role, id.clone()));
    // Another name, another certificate, other roles.
    let (second, _, other_id) = number(5002, &named(9, "b"));
    assert!(second != first && other_id != id);
    let (third, ..) = number(5002, &named(8, "b"));
    assert_ne!(third, second);
    let active = named(8, "b").replace("actpass", "active");
    let (fourth, role, _) = number(5002, &active);
    assert!(fourth != third && role == DtlsRole::Server);
    // Who leaves the roles to us finds us as we were.
    assert_eq!(number(5002, &named(8, "b")).1, DtlsRole::Server);
    // Without a name the address decides; the old way to hold is none.
    let (fifth, ..) = number(5002, &unnamed(8));
    assert_ne!(fifth, fourth);
    assert_eq!(number(5002, &unnamed(8)).0, fifth);
    let held = unnamed(8) + "c=IN IP4 0.0.0.0\r\n";
    assert_eq!(number(5002, &held).0, fifth);
    assert_eq!(number(5002, &unnamed(8)).0, fifth);
    assert_ne!(number(5004, &unnamed(8)).0, fifth);
}

#[test]
fn suites_of_the_program_are_those_of_its_associations() {
    let settings = Srtp {
        suites: vec![
            SrtpSuite::AesCm128HmacSha1Tag32,
            SrtpSuite::AesCm256HmacSha1Tag80,
            SrtpSuite::AeadAes128Gcm,
        ],
        ..Srtp::default()
    };
    let offered = offer("UDP/TLS/RTP/SAVP", &(line(9) + "a=setup:actpass\r\n"));
    let (_, plan) = answered(&mut with(1, &settings), &offered);
    let expected = [SrtpSuite::AesCm128HmacSha1Tag32, SrtpSuite::AeadAes128Gcm];
    assert_eq!(plan.suites, expected);
}

/// The `a=tls-id` of a description.
fn tls_id(body: &str) -> Option<String> {
    let id = body.lines().find_map(|line| line.strip_prefix("a=tls-id:"));
    id.map(str::to_owned)
}

/// With ICE the address of `c=` and `m=` is the candidate that is used, and may be
/// another in each description (RFC 8839 §4.2.1.3).
#[test]
fn where_checks_find_media_another_address_is_no_other_association() {
    let ice = "a=ice-ufrag:4ZcD\r\na=ice-pwd:2/1muCWoOi3uLifh0NuRHlzz\r\n\
        a=candidate:1 1 udp 2122260223 203.0.113.9 50000 typ host\r\n\
        a=candidate:2 1 udp 1686052607 203.0.113.8 60000 typ srflx raddr 203.0.113.9 rport 50000\r\n";
    let at = |address: &str, port: u16| {
        let attributes = [&format!("c=IN IP4 {address}\r\n"), ice, &line(9)].concat();
        offer_from(
            port,
            "UDP/TLS/RTP/SAVPF",
            &(attributes + "a=setup:actpass\r\n"),
        )
    };
    let mut end = with(1, &Srtp::default());
    let (_, first) = answered(&mut end, &at("0.0.0.0", 9));
    for (address, port) in [
        ("203.0.113.9", 50000),
        ("203.0.113.8", 60000),
        ("0.0.0.0", 9),
        ("203.0.113.8", 60000),
    ] {
        let (_, plan) = answered(&mut end, &at(address, port));
        assert_eq!(plan, first, "{address}");
    }
    // In their answers as in their offers.
    end.create_offer_of(&Offering::Streams).expect("an offer");
    let answer = at("203.0.113.9", 50000).replace("actpass", "passive");
    let agreed = end.handle_answer(answer.as_bytes()).expect("agreement");
    assert_eq!(dtls(&agreed), Some(&first));
    // Without checks it has moved when it is elsewhere.
    let plain = |port| {
        let attributes = line(9) + "c=IN IP4 203.0.113.9\r\na=setup:actpass\r\n";
        offer_from(port, "UDP/TLS/RTP/SAVPF", &attributes)
    };
    assert_eq!(answered(&mut end, &plain(50000)).1, first);
    let moved = answered(&mut end, &plain(50002)).1;
    assert_ne!(moved.association, first.association);
}

/// A call that begins on hold in the old way.
#[test]
fn who_was_nowhere_has_not_moved() {
    let at = |address: &str| {
        let attributes = line(9) + &format!("c=IN IP4 {address}\r\na=setup:actpass\r\n");
        offer("UDP/TLS/RTP/SAVP", &attributes)
    };
    let mut end = with(1, &Srtp::default());
    let (_, first) = answered(&mut end, &at("0.0.0.0"));
    assert_eq!(answered(&mut end, &at("192.0.2.9")).1, first);
    assert_eq!(answered(&mut end, &at("0.0.0.0")).1, first);
    assert_eq!(answered(&mut end, &at("192.0.2.9")).1, first);
    let moved = answered(&mut end, &at("192.0.2.8")).1;
    assert_ne!(moved.association, first.association);
}

#[test]
fn fingerprints_have_no_order() {
    let mut end = with(1, &Srtp::default());
    let of = |lines: &[u8]| {
        let lines: String = lines.iter().map(|host| line(*host)).collect();
        offer("UDP/TLS/RTP/SAVP", &(lines + "a=setup:actpass\r\n"))
    };
    let (_, first) = answered(&mut end, &of(&[7, 8]));
    assert_eq!(answered(&mut end, &of(&[8, 7])).1, first);
    assert_eq!(answered(&mut end, &of(&[8, 7, 8])).1, first);
    let (_, other) = answered(&mut end, &of(&[8, 9]));
    assert_ne!(other.association, first.association);
}

/// Their answer begins another: it has the name of our offer, and the next offer says it
/// again, so that they do not begin one more (RFC 8842 §5.3).
#[test]
fn an_answer_that_begins_another_association_leaves_our_name() {
    let mut end = offering(1, SrtpPolicy::Force);
    let mut exchange = |host: u8, name: &str| {
        let offered = end.create_offer_of(&Offering::Streams).expect("an offer");
        let id = tls_id(text(&offered)).expect("a name");
        let name = format!("a=tls-id:{name}-abcdefghij0123456789\r\n");
        let attributes = [&line(host), "a=setup:active\r\n", &name].concat();
        let answer = offer("UDP/TLS/RTP/SAVP", &attributes);
        let agreed = end.handle_answer(answer.as_bytes()).expect("agreement");
        (id, dtls(&agreed).expect("an association").clone())
    };
    let (id, first) = exchange(9, "a");
    assert_eq!(exchange(9, "a"), (id.clone(), first.clone()));
    // As behind a transfer that we know nothing of.
    let (same_id, second) = exchange(8, "b");
    assert_eq!(same_id, id);
    assert_ne!(second.association, first.association);
    assert_eq!(exchange(8, "b"), (id, second));
}

#[test]
fn a_name_is_not_used_again() {
    let mut end = offering(1, SrtpPolicy::Force);
    let answer = offer("UDP/TLS/RTP/SAVP", &(line(9) + "a=setup:active\r\n"));
    let mut exchange = |offering: &Offering, answer: &str| {
        let offered = end.create_offer_of(offering).expect("an offer");
        let agreed = end.handle_answer(answer.as_bytes()).expect("agreement");
        let number = agreed.plan.audio.and_then(|audio| audio.dtls);
        let number = number.map(|plan| plan.association);
        (tls_id(text(&offered)), number)
    };
    let first = exchange(&Offering::Everything, &answer);
    // Who asks for an offer is told of the association there is (RFC 8842 §7).
    assert_eq!(exchange(&Offering::Everything, &answer), first);
    let refused = answer.replace("m=audio 5000", "m=audio 0");
    assert_eq!(exchange(&Offering::Streams, &refused).1, None);
    let second = exchange(&Offering::Everything, &answer);
    assert_ne!(second.0, first.0);
    assert_ne!(second.1, first.1);
}
