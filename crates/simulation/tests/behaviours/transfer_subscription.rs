//! The subscription of a REFER that we got, as its other side refreshes and ends
//! it (RFC 3515 §2.4.4, RFC 6665 §4.2.1).

use simulation::seconds;

use super::transfer_by_hand::{ByHand, REFER_TO};

fn subscribe(call: &mut ByHand, event: &str, expires: &str) -> u16 {
    let headers = format!("Event: {event}\r\n{expires}");
    call.request("SUBSCRIBE", &headers, "")
}

/// Answers the last NOTIFY; its state.
fn last_state(call: &mut ByHand) -> String {
    let last = call.requests("NOTIFY").pop().expect("a NOTIFY");
    call.answer(&last, "200 OK", &[]);
    let state = last.message.header_named("Subscription-State");
    state.expect("a state").to_owned()
}

/// The Expires of the last 200.
fn granted_s(call: &ByHand) -> Option<u32> {
    let last = call
        .world
        .last_received(call.peer, |received| received.is_response(200));
    last.expect("a 200").message.expires_s()
}

#[test]
fn it_is_refreshed() {
    let mut call = ByHand::new(1);
    call.request("REFER", REFER_TO, "");
    call.accept().expect("accepted");
    assert!(last_state(&mut call).starts_with("active;expires=3"));
    assert_eq!(subscribe(&mut call, "refer", "Expires: 60\r\n"), 200);
    assert_eq!(granted_s(&call), Some(60));
    assert!(last_state(&mut call).starts_with("active;expires="));
    assert_eq!(call.requests("NOTIFY").len(), 2);
    // No longer than it may be, also where nothing is asked for.
    for expires in ["Expires: 100000\r\n", ""] {
        assert_eq!(subscribe(&mut call, "refer", expires), 200);
        assert_eq!(granted_s(&call), Some(360));
        last_state(&mut call);
    }
    // Many at a time are answered by one NOTIFY at a time.
    let before = call.requests("NOTIFY").len();
    for _ in 0..5 {
        assert_eq!(subscribe(&mut call, "refer", "Expires: 20\r\n"), 200);
    }
    assert_eq!(call.requests("NOTIFY").len(), before + 1);
    last_state(&mut call);
    assert_eq!(call.requests("NOTIFY").len(), before + 2);
    last_state(&mut call);
    call.world.run_for(seconds(21));
    assert_eq!(last_state(&mut call), "terminated;reason=timeout");
    assert_eq!(subscribe(&mut call, "refer", "Expires: 60\r\n"), 481);
}

#[test]
fn a_word_that_is_put_off_is_said_after_the_wait() {
    let mut call = ByHand::new(9);
    call.request("REFER", REFER_TO, "");
    call.accept().expect("accepted");
    let first = call.requests("NOTIFY").pop().expect("a NOTIFY");
    call.answer(&first, "503 Busy", &["Retry-After: 100"]);
    // The new call gets no answer meanwhile: that is the last word.
    call.world.run_for(seconds(98));
    assert_eq!(call.requests("NOTIFY").len(), 1);
    call.world.run_for(seconds(3));
    let last = call.requests("NOTIFY").pop().expect("a NOTIFY");
    assert_eq!(call.requests("NOTIFY").len(), 2);
    assert!(last.message.body().starts_with(b"SIP/2.0 408"));
    // It waits for longer than a last word may be on its way, and no more often than
    // so many times.
    call.answer(&last, "503 Busy", &["Retry-After: 70"]);
    call.world.run_for(seconds(71));
    for _ in 0..5 {
        let again = call.requests("NOTIFY").pop().expect("a NOTIFY");
        call.answer(&again, "503 Busy", &["Retry-After: 1"]);
        call.world.run_for(seconds(2));
    }
    assert_eq!(call.requests("NOTIFY").len(), 6);
    assert_eq!(subscribe(&mut call, "refer", "Expires: 60\r\n"), 481);
}

#[test]
fn it_is_ended() {
    let mut call = ByHand::new(2);
    call.request("REFER", REFER_TO, "");
    let session = call.accept().expect("accepted");
    last_state(&mut call);
    assert_eq!(subscribe(&mut call, "refer", "Expires: 0\r\n"), 200);
    assert_eq!(last_state(&mut call), "terminated;reason=timeout");
    assert_eq!(subscribe(&mut call, "refer", "Expires: 60\r\n"), 481);
    // The call that was asked for goes on.
    call.world.hang_up(call.alice, session);
    call.world.run_for(seconds(1));
    assert_eq!(call.requests("NOTIFY").len(), 2);
}

#[test]
fn it_is_ended_before_the_decision() {
    let mut call = ByHand::new(3);
    call.request("REFER", REFER_TO, "");
    // It has not begun.
    assert_eq!(subscribe(&mut call, "refer", "Expires: 0\r\n"), 481);
    call.world.run_for(seconds(21));
    last_state(&mut call);
    assert_eq!(subscribe(&mut call, "refer", "Expires: 0\r\n"), 200);
    assert_eq!(last_state(&mut call), "terminated;reason=timeout");
    assert!(call.accept().is_ok());
    call.world.run_for(seconds(40));
    assert_eq!(call.requests("NOTIFY").len(), 2);
}

#[test]
fn it_outlives_the_call() {
    let mut call = ByHand::new(4);
    call.request("REFER", REFER_TO, "");
    call.accept().expect("accepted");
    last_state(&mut call);
    assert_eq!(call.request("BYE", "", ""), 200);
    assert_eq!(subscribe(&mut call, "refer", "Expires: 90\r\n"), 200);
    assert_eq!(granted_s(&call), Some(90));
    assert!(last_state(&mut call).starts_with("active;expires="));
    assert_eq!(subscribe(&mut call, "refer", "Expires: 0\r\n"), 200);
    assert_eq!(last_state(&mut call), "terminated;reason=timeout");
}

#[test]
fn another_is_not_made() {
    let mut call = ByHand::new(5);
    assert_eq!(subscribe(&mut call, "refer", "Expires: 60\r\n"), 481);
    assert_eq!(subscribe(&mut call, "presence", "Expires: 60\r\n"), 489);
    call.request("REFER", REFER_TO, "");
    call.accept().expect("accepted");
    assert_eq!(subscribe(&mut call, "refer;id=99", "Expires: 60\r\n"), 481);
    let headers = format!("{REFER_TO}Refer-Sub: false\r\n");
    let mut call = ByHand::new(6);
    call.request("REFER", &headers, "");
    call.accept().expect("accepted");
    assert_eq!(subscribe(&mut call, "refer", "Expires: 60\r\n"), 481);
}

#[test]
fn two_of_a_dialog_share_its_numbers() {
    let mut call = ByHand::new(7);
    for _ in 0..2 {
        call.request("REFER", REFER_TO, "");
        call.accept().expect("accepted");
        last_state(&mut call);
    }
    assert_eq!(call.request("BYE", "", ""), 200);
    // Nobody answers the new calls.
    call.world.run_for(seconds(33));
    let notifies = call.requests("NOTIFY").into_iter();
    let mut numbers: Vec<u32> = notifies
        .map(|notify| notify.message.cseq().number)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    // The INVITE had the first.
    assert_eq!(numbers, [2, 3, 4, 5]);
}
