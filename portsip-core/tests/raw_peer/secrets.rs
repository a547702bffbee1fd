//! No password and no key is in what `Debug` prints of anything that the agent gives out.

use portsip_core::config::SrtpPolicy;
use portsip_core::sdp::Description;
use portsip_core::sip::message::Message;

use crate::bench::{Bench, CONTACT, OFFER, response};

const THEIR_KEY: &str = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk";
const THEIR_PASSWORD: &str = "theIcePasswordOfTheirs1";

/// An agent that offers keys and ICE, has shown its messages, and its password is asked for.
fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.agent.set_srtp(|srtp| {
        srtp.policy = SrtpPolicy::Force;
        srtp.over_unsecure_transport = true;
    });
    bench.agent.set_ice(true);
    bench.agent.set_signalling_callback(true, true);
    bench
}

/// What stands behind each `name` in a text, up to what ends a key.
fn values<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let mut parts = text.split(name);
    parts.next();
    let end = |part: &'t str| part.split(['\r', '|', ' ', '"']).next();
    parts.filter_map(end).collect()
}

/// The keys and passwords of a message.
fn secrets(message: &Message) -> Vec<String> {
    let text = String::from_utf8_lossy(message.raw()).into_owned();
    let names = ["inline:", "a=ice-pwd:", "response=\""];
    let all = names.iter().flat_map(|name| values(&text, name));
    all.map(str::to_owned).collect()
}

/// Their answer, with a key and an ICE password, to an offer of ours.
fn answer() -> String {
    let secure = OFFER.replace("RTP/AVP", "RTP/SAVP");
    format!(
        "{secure}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{THEIR_KEY}\r\n\
         a=ice-ufrag:abcd\r\na=ice-pwd:{THEIR_PASSWORD}\r\n\
         a=candidate:1 1 UDP 2130706431 10.0.0.2 4000 typ host\r\n"
    )
}

#[test]
fn of_a_call_with_keys_and_a_password_only_lengths_are_shown() {
    let mut bench = bench();
    bench.call("sip:bob@10.0.0.2");
    let challenged = bench.one();
    let challenge = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=MD5\r\n";
    bench.receive(&response(
        &challenged,
        "407 Proxy Authentication Required",
        "a",
        challenge,
        "",
    ));
    let sent = bench.take_sent();
    let invite = sent.last().cloned();
    let invite = invite.expect("an INVITE with the answer to it");
    let mut hidden = secrets(&invite);
    assert!(hidden.len() >= 3, "{hidden:?}");
    hidden.extend(["secret", THEIR_KEY, THEIR_PASSWORD].map(str::to_owned));

    bench.receive(&response(&invite, "200 OK", "b", CONTACT, &answer()));
    let theirs = Description::parse(answer().as_bytes()).expect("a description");
    bench
        .shown
        .push(format!("{invite:?} {theirs:?} {:?}", bench.media));

    let keys = bench.shown.iter().filter(|shown| shown.contains("Srtp"));
    assert!(keys.count() > 0, "the call is encrypted: {:?}", bench.shown);
    for shown in &bench.shown {
        for secret in &hidden {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}
