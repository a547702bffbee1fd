//! Requests of a transfer that do not get there at once: challenged by who gets
//! them (RFC 3261 §22), or without a way while their call ends.

use simulation::{milliseconds, seconds};

use super::transfer_by_hand::{ByHand, REFER_TO};

const CHALLENGE: &str = "Digest realm=\"example.test\", nonce=\"n1\", algorithm=SHA-256";
/// A place that does not answer who connects to it.
const NOWHERE: &str = "sip:peer@10.9.9.9:5060;transport=tcp";

#[test]
fn a_refer_is_sent_again_with_credentials() {
    for (line, header, credentials) in [
        ("401 Unauthorized", "WWW-Authenticate", "Authorization"),
        (
            "407 Proxy Authentication Required",
            "Proxy-Authenticate",
            "Proxy-Authorization",
        ),
    ] {
        let mut call = ByHand::new(1);
        let refer = call.refer();
        let challenge = format!("{header}: {CHALLENGE}");
        call.answer(&refer, line, &[&challenge]);
        let again = call.requests("REFER").pop().expect("a REFER");
        let cseq = again.message.cseq().number;
        assert_eq!(cseq, refer.message.cseq().number + 1);
        assert!(again.message.header_named(credentials).is_some());
        assert_eq!(
            again.message.header_named("Refer-To"),
            refer.message.header_named("Refer-To")
        );
        call.answer(&again, "202 Accepted", &[]);
        // NOTIFYs name the REFER that was accepted.
        let state = "Subscription-State: terminated;reason=noresource\r\n";
        let event = format!("Event: refer;id={cseq}\r\n{state}");
        assert_eq!(call.request("NOTIFY", &event, "SIP/2.0 200 OK\r\n"), 200);
        assert_eq!(call.told(), ["refer accepted", "transferred"]);
    }
}

#[test]
fn a_refer_whose_credentials_are_refused_has_failed() {
    let mut call = ByHand::new(2);
    let challenge = format!("WWW-Authenticate: {CHALLENGE}");
    let refer = call.refer();
    call.answer(&refer, "401 Unauthorized", &[&challenge]);
    let again = call.requests("REFER").pop().expect("a REFER");
    call.answer(&again, "401 Unauthorized", &[&challenge]);
    assert_eq!(call.requests("REFER").len(), 2);
    assert_eq!(call.told(), ["refer rejected 401"]);
    assert_eq!(call.request("BYE", "", ""), 200);
    call.world.run_for(seconds(40));
    call.world.assert_at_rest();
}

#[test]
fn a_notify_is_sent_again_with_credentials() {
    let challenge = format!("WWW-Authenticate: {CHALLENGE}");
    for in_call in [true, false] {
        let mut call = ByHand::new(3);
        call.request("REFER", REFER_TO, "");
        call.accept().expect("accepted");
        let notify = call.requests("NOTIFY").pop().expect("a NOTIFY");
        if !in_call {
            assert_eq!(call.request("BYE", "", ""), 200);
        }
        call.answer(&notify, "401 Unauthorized", &[&challenge]);
        let again = call.requests("NOTIFY").pop().expect("a NOTIFY");
        assert!(again.message.header_named("Authorization").is_some());
        assert!(again.message.cseq().number > notify.message.cseq().number);
        assert_eq!(again.message.body(), notify.message.body());
        // Refused, it ends the subscription.
        call.answer(&again, "401 Unauthorized", &[&challenge]);
        call.world.run_for(seconds(40));
        assert_eq!(call.requests("NOTIFY").len(), 2);
    }
}

#[test]
fn a_refer_that_waits_for_its_way_fails_with_its_call() {
    let mut call = ByHand::with_contact(4, NOWHERE);
    let session = call.session;
    let asked = call.world.with(call.alice, |agent, now| {
        agent.refer(now, session, "sip:carol@10.0.0.9")
    });
    assert_eq!(asked, Ok(()));
    assert_eq!(call.request("BYE", "", ""), 200);
    assert_eq!(call.requests("REFER").len(), 0);
    assert_eq!(call.told(), ["closed", "refer rejected 503"]);
}

#[test]
fn a_notify_that_waits_for_its_way_outlives_its_call() {
    let mut call = ByHand::with_contact(5, NOWHERE);
    call.request("REFER", REFER_TO, "");
    call.accept().expect("accepted");
    assert_eq!(call.requests("NOTIFY").len(), 0);
    assert_eq!(call.request("BYE", "", ""), 200);
    let notify = call.requests("NOTIFY").pop().expect("a NOTIFY");
    assert_eq!(notify.message.body(), b"SIP/2.0 100 Trying\r\n");
    call.answer(&notify, "200 OK", &[]);
    // Nobody answers the new call.
    call.world.run_for(seconds(33));
    let last = call.requests("NOTIFY").pop().expect("a NOTIFY");
    assert!(last.message.body().starts_with(b"SIP/2.0 408"));
}

#[test]
fn a_refer_moves_the_other_end() {
    let mut call = ByHand::with_contact(6, "sip:peer@10.9.9.9:5060");
    // Its Contact is where the peer is.
    call.request("REFER", REFER_TO, "");
    let session = call.session;
    call.world.hang_up(call.alice, session);
    call.world.run_for(milliseconds(50));
    assert_eq!(call.requests("BYE").len(), 1);
}
