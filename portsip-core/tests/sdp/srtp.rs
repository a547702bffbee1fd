//! Keys in offers and answers (RFC 4568), by policy.

use portsip_core::config::{Srtp, SrtpPolicy};
use portsip_core::plan::AudioCodec::Pcmu;
use portsip_core::plan::{SrtpKeys, SrtpOmitted, SrtpSuite};
use portsip_core::rng::Rng;
use portsip_core::sdp::{
    Agreed, LocalMedia, Negotiation, NegotiationError, Offering, SessionIdentity, SrtpUse,
    capabilities,
};

use crate::ends::{audio, audio_config, described, end_with, negotiate, text, version};

const KEY: &str = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

fn with(host: u8, policy: SrtpPolicy) -> Negotiation {
    with_settings(
        host,
        &Srtp {
            policy,
            ..Srtp::default()
        },
    )
}

fn with_settings(host: u8, settings: &Srtp) -> Negotiation {
    let mut end = end_with(host, &[Pcmu]);
    end.set_srtp(
        SrtpUse::new(settings, true),
        &mut Rng::from_number(host.into()),
    );
    end
}

fn keys(agreed: &Agreed) -> Option<&SrtpKeys> {
    audio(agreed).srtp.as_deref()
}

/// An offer with these lines for audio.
fn offer(protocol: &str, attributes: &str) -> String {
    let attributes = attributes.replace("KEY", KEY);
    format!("v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 5000 {protocol} 0\r\n{attributes}")
}

#[test]
fn each_policy_with_each() {
    use SrtpPolicy::{Force, None as Never, Prefer};
    let table = [
        (Never, Never, Some(false)),
        (Never, Prefer, Some(false)),
        (Never, Force, None),
        (Prefer, Never, Some(false)),
        (Prefer, Prefer, Some(true)),
        (Prefer, Force, Some(true)),
        (Force, Never, None),
        (Force, Prefer, Some(true)),
        (Force, Force, Some(true)),
    ];
    for (ours, theirs, encrypted) in table {
        let (mut a, mut b) = (with(1, ours), with(2, theirs));
        let offer = described(&a.create_offer().unwrap());
        let Some(encrypted) = encrypted else {
            let error = b.create_answer(&offer).unwrap_err();
            let forced = theirs == Force;
            assert_eq!(
                error == NegotiationError::Unencrypted,
                forced,
                "{ours:?} {theirs:?}"
            );
            continue;
        };
        let answer = b.create_answer(&offer).unwrap();
        let agreed = a.handle_answer(&answer.body).unwrap();
        assert_eq!(keys(&agreed).is_some(), encrypted, "{ours:?} {theirs:?}");
        if let (Some(a), Some(b)) = (keys(&agreed), keys(&answer.agreed)) {
            assert_eq!((&a.send, &a.receive), (&b.receive, &b.send));
            assert_ne!(a.send, a.receive);
            assert_eq!(a.send.suite, SrtpSuite::AeadAes256Gcm);
        }
    }
}

#[test]
fn profiles_say_what_must_be() {
    let preferred = with(1, SrtpPolicy::Prefer).create_offer().unwrap();
    let forced = with(1, SrtpPolicy::Force).create_offer().unwrap();
    let never = with(1, SrtpPolicy::None).create_offer().unwrap();
    assert!(text(&preferred).contains(" RTP/AVP 0 ") && text(&preferred).contains("a=crypto:5 "));
    assert!(text(&forced).contains(" RTP/SAVP 0 ") && text(&forced).contains("a=crypto:1 AEAD"));
    assert!(text(&never).contains(" RTP/AVP 0 ") && !text(&never).contains("crypto"));
}

#[test]
fn every_form_of_offer_is_taken() {
    let line = "a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^31|1:4\r\n";
    for protocol in ["RTP/AVP", "RTP/SAVP", "RTP/AVPF", "RTP/SAVPF"] {
        for policy in [SrtpPolicy::Prefer, SrtpPolicy::Force] {
            let answer = with(1, policy)
                .create_answer(&described(offer(protocol, line).as_bytes()))
                .unwrap();
            let said = text(&answer.body);
            assert!(said.contains(&format!(" {protocol} 0")), "{said}");
            assert!(said.contains("a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:"));
            let keys = keys(&answer.agreed).expect("keys");
            assert_eq!(&keys.receive.keys[0].identifier[..], [0, 0, 0, 1]);
            assert_eq!(keys.receive.keys[0].lifetime_packets, Some(1 << 31));
            assert!(!said.contains(KEY));
        }
    }
}

#[test]
fn of_two_lines_one_is_chosen() {
    let secure = "m=audio 5002 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:KEY\r\n";
    let both = [offer("RTP/AVP", ""), secure.replace("KEY", KEY)].concat();
    let answer = with(1, SrtpPolicy::Prefer).create_answer(&described(both.as_bytes()));
    let answer = answer.unwrap();
    assert!(text(&answer.body).contains("m=audio 0 RTP/AVP 0\r\n"));
    assert!(text(&answer.body).contains(" RTP/SAVP 0"));
    assert_eq!(audio(&answer.agreed).remote_rtp.port(), 5002);
    assert!(keys(&answer.agreed).is_some());
    let answer = with(1, SrtpPolicy::None).create_answer(&described(both.as_bytes()));
    let answer = answer.unwrap();
    assert_eq!(audio(&answer.agreed).remote_rtp.port(), 5000);
    assert!(keys(&answer.agreed).is_none());
}

#[test]
fn the_first_line_that_suits_is_taken() {
    let lines = "a=crypto:1 NEW_SUITE inline:KEY\r\n\
                 a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:KEY UNENCRYPTED_SRTP\r\n\
                 a=crypto:3 AES_CM_128_HMAC_SHA1_32 inline:KEY\r\n\
                 a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:KEY\r\n";
    let theirs = described(offer("RTP/SAVP", lines).as_bytes());
    let answer = with(1, SrtpPolicy::Force).create_answer(&theirs).unwrap();
    assert!(text(&answer.body).contains("a=crypto:3 AES_CM_128_HMAC_SHA1_32 "));
    let only = |suite| Srtp {
        policy: SrtpPolicy::Force,
        suites: vec![suite],
        ..Srtp::default()
    };
    let answer = with_settings(1, &only(SrtpSuite::AesCm128HmacSha1Tag80)).create_answer(&theirs);
    assert!(text(&answer.unwrap().body).contains("a=crypto:4 "));
    let answer = with_settings(1, &only(SrtpSuite::AeadAes128Gcm)).create_answer(&theirs);
    assert_eq!(answer.unwrap_err(), NegotiationError::Unencrypted);
    let asked = Srtp {
        policy: SrtpPolicy::Force,
        omitted: SrtpOmitted {
            rtp_encryption: true,
            ..SrtpOmitted::default()
        },
        ..Srtp::default()
    };
    let answer = with_settings(1, &asked).create_answer(&theirs).unwrap();
    let said = text(&answer.body)
        .lines()
        .find(|line| line.starts_with("a=crypto:2"));
    assert!(said.is_some_and(|line| line.ends_with(" UNENCRYPTED_SRTP")));
}

#[test]
fn keys_travel_only_where_they_may() {
    let unsafe_end = |policy| {
        let settings = Srtp {
            policy,
            ..Srtp::default()
        };
        let mut end = end_with(1, &[Pcmu]);
        end.set_srtp(SrtpUse::new(&settings, false), &mut Rng::from_number(1));
        end
    };
    let offered = unsafe_end(SrtpPolicy::Prefer).create_offer().unwrap();
    assert!(!text(&offered).contains("crypto"));
    let refused = unsafe_end(SrtpPolicy::Force).create_offer();
    assert_eq!(refused.unwrap_err(), NegotiationError::Unencrypted);
    let line = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY\r\n";
    let theirs = described(offer("RTP/AVP", line).as_bytes());
    let answer = unsafe_end(SrtpPolicy::Prefer)
        .create_answer(&theirs)
        .unwrap();
    assert!(keys(&answer.agreed).is_none() && !text(&answer.body).contains("crypto"));
    let theirs = described(offer("RTP/SAVP", line).as_bytes());
    assert!(
        unsafe_end(SrtpPolicy::Prefer)
            .create_answer(&theirs)
            .is_err()
    );
    let settings = Srtp {
        policy: SrtpPolicy::Force,
        over_unsecure_transport: true,
        ..Srtp::default()
    };
    assert!(SrtpUse::new(&settings, false).permitted);
}

#[test]
fn an_answer_without_keys_is_taken_where_that_is_allowed() {
    let plain = "v=0\r\nc=IN IP4 192.0.2.9\r\nm=audio 5000 RTP/AVP 0\r\n";
    let mut a = with(1, SrtpPolicy::Prefer);
    a.create_offer().unwrap();
    assert!(keys(&a.handle_answer(plain.as_bytes()).unwrap()).is_none());
    let mut a = with(1, SrtpPolicy::Force);
    a.create_offer().unwrap();
    for protocol in ["RTP/AVP", "RTP/SAVP"] {
        let answer = offer(protocol, "");
        let refused = a.handle_answer(answer.as_bytes()).unwrap_err();
        assert_eq!(refused, NegotiationError::Unencrypted);
    }
    // A suite that was not offered, and a flag that was not.
    for line in [
        "a=crypto:4 AES_192_CM_HMAC_SHA1_80 inline:KEYKEYKEYKEY\r\n",
        "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:KEY UNENCRYPTED_SRTP\r\n",
    ] {
        let answer = offer("RTP/SAVP", line);
        assert!(a.handle_answer(answer.as_bytes()).is_err());
    }
    // Some number the line of their answer anew.
    let answer = offer(
        "RTP/SAVP",
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:KEY\r\n",
    );
    let agreed = a.handle_answer(answer.as_bytes()).unwrap();
    let suite = keys(&agreed).expect("keys").send.suite;
    assert_eq!(suite, SrtpSuite::AesCm128HmacSha1Tag80);
}

#[test]
fn keys_stay_while_nothing_changes() {
    let (mut a, mut b) = (with(1, SrtpPolicy::Force), with(2, SrtpPolicy::Force));
    let (first, _) = negotiate(&mut a, &mut b);
    a.set_hold(true);
    let held = a.create_offer_of(&Offering::Streams).unwrap();
    let answer = b.create_answer(&described(&held)).unwrap();
    let held = a.handle_answer(&answer.body).unwrap();
    assert_eq!(keys(&held), keys(&first));
    let refresh = a.create_offer_of(&Offering::Unchanged).unwrap();
    let again = b.create_answer(&described(&refresh)).unwrap();
    assert_eq!(again.body, answer.body);
    assert_eq!(keys(&a.handle_answer(&again.body).unwrap()), keys(&first));
    // The other way round, by who answered first.
    let theirs = b.create_offer_of(&Offering::Streams).unwrap();
    assert!(text(&theirs).contains(" RTP/SAVP 0"));
    let answer = a.create_answer(&described(&theirs)).unwrap();
    assert_eq!(keys(&answer.agreed), keys(&first));
}

/// RFC 4568 §7.1.4.
#[test]
fn who_moves_takes_new_keys() {
    for offers in [true, false] {
        let (mut a, mut b) = (with(1, SrtpPolicy::Force), with(2, SrtpPolicy::Force));
        let (first, _) = negotiate(&mut a, &mut b);
        let first = keys(&first).expect("keys").clone();
        let moved = LocalMedia {
            address: "192.0.2.77".parse().unwrap(),
            ..a.local_media()
        };
        a.set_local_media(moved);
        let next = |a: &mut Negotiation, b: &mut Negotiation| {
            let (from, to) = if offers { (a, b) } else { (b, a) };
            let offer = from.create_offer_of(&Offering::Streams).unwrap();
            let answer = to.create_answer(&described(&offer)).unwrap();
            let agreed = from.handle_answer(&answer.body).unwrap();
            let agreed = if offers { agreed } else { answer.agreed };
            keys(&agreed).expect("keys").clone()
        };
        let second = next(&mut a, &mut b);
        assert_ne!(second.send, first.send);
        // Theirs follows an offer with another one, and not an answer.
        assert_eq!(second.receive != first.receive, offers);
        assert_eq!(next(&mut a, &mut b), second);
    }
}

#[test]
fn a_stream_in_the_clear_gives_way_to_an_encrypted_line() {
    let secure = "m=audio 5002 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:KEY\r\n";
    let mut a = with(1, SrtpPolicy::Prefer);
    let plain = a.create_answer(&described(offer("RTP/AVP", "").as_bytes()));
    assert_eq!(keys(&plain.unwrap().agreed), None);
    let both = [offer("RTP/AVP", ""), secure.replace("KEY", KEY)].concat();
    let answer = a.create_answer(&described(both.as_bytes())).unwrap();
    assert!(text(&answer.body).contains("m=audio 0 RTP/AVP 0\r\n"));
    assert!(keys(&answer.agreed).is_some());
    // Of two encrypted ones the running one stays.
    let third = [
        &both[..],
        &secure.replace("KEY", KEY).replace("5002", "5004"),
    ]
    .concat();
    let answer = a.create_answer(&described(third.as_bytes())).unwrap();
    assert_eq!(audio(&answer.agreed).remote_rtp.port(), 5002);
}

#[test]
fn capabilities_say_what_must_be() {
    let identity = SessionIdentity::random(&mut Rng::from_number(1));
    for (policy, line) in [
        (SrtpPolicy::Force, "m=audio 0 RTP/SAVP 0 "),
        (SrtpPolicy::Prefer, "m=audio 0 RTP/AVP 0 "),
    ] {
        let settings = Srtp {
            policy,
            ..Srtp::default()
        };
        let address = "192.0.2.1".parse().unwrap();
        let srtp = SrtpUse::new(&settings, true);
        let told = capabilities(&audio_config(&[Pcmu]), &srtp, address, &identity);
        assert!(text(&told).contains(line), "{}", text(&told));
    }
}

#[test]
fn who_may_be_another_gets_new_keys() {
    let (mut a, mut b) = (with(1, SrtpPolicy::Force), with(2, SrtpPolicy::Force));
    let (first, _) = negotiate(&mut a, &mut b);
    let first = keys(&first).expect("keys").clone();
    let before = version(&a.create_offer_of(&Offering::Unchanged).unwrap());
    a.rollback();
    // Signalling is not secure any more.
    a.set_srtp(SrtpUse::default(), &mut Rng::from_number(99));
    let refused = a.create_offer_of(&Offering::Streams).unwrap_err();
    assert_eq!(refused, NegotiationError::Unencrypted);
    // The setting of now is that of the next call.
    a.set_srtp(
        SrtpUse {
            permitted: true,
            ..SrtpUse::default()
        },
        &mut Rng::from_number(99),
    );
    let offer = a.create_offer().unwrap();
    assert!(version(&offer) > before);
    let mut other = with(3, SrtpPolicy::Force);
    let answer = other.create_answer(&described(&offer)).unwrap();
    let next = a.handle_answer(&answer.body).unwrap();
    let next = keys(&next).expect("keys");
    assert!(next.send != first.send && next.receive != first.receive);
    // Their new key is answered with one of ours.
    let offer = other.create_offer().unwrap();
    let answer = a.create_answer(&described(&offer)).unwrap();
    let last = keys(&answer.agreed).expect("keys");
    assert!(last.send != next.send && last.receive != next.receive);
}

#[test]
fn debug_shows_no_key() {
    let (mut a, mut b) = (with(1, SrtpPolicy::Force), with(2, SrtpPolicy::Force));
    let offer = a.create_offer().unwrap();
    let shown = format!("{a:?}");
    let answer = b.create_answer(&described(&offer)).unwrap();
    let agreed = a.handle_answer(&answer.body).unwrap();
    let shown = format!("{shown} {a:?} {b:?} {agreed:?} {:?}", described(&offer));
    for body in [&offer, &answer.body] {
        let keys = text(body).split("inline:").skip(1);
        for key in keys.filter_map(|rest| rest.split(['\r', ' ', '|']).next()) {
            assert!(key.len() >= 40 && !shown.contains(key));
        }
    }
}
