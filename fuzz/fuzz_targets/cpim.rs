//! Any octets as a wrapped message, as what it may carry, and as both.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::body::cpim::{CpimAddress, CpimMessage};
use portsip_core::body::imdn::{DispositionNotification, DispositionRequest};
use portsip_core::body::is_composing::IsComposing;

fuzz_target!(|octets: &[u8]| {
    carried(octets);
    let Ok(message) = CpimMessage::parse(octets) else {
        return;
    };
    carried(&message.content);
    let _ = (message.cc(), message.date_time(), message.subject());
    assert!(message.required().all(|name| !name.is_empty()));
    for address in message.from().into_iter().chain(message.to()) {
        let _ = CpimAddress::read(&address.write());
    }
    if let Some(request) = DispositionRequest::of(&message) {
        let headers = request.headers();
        let asking = CpimMessage {
            headers,
            ..CpimMessage::default()
        };
        assert_eq!(DispositionRequest::of(&asking), Some(request));
    }
    assert_eq!(CpimMessage::parse(&message.write()), Ok(message));
});

fn carried(octets: &[u8]) {
    if let Ok(told) = DispositionNotification::parse(octets) {
        let again = DispositionNotification::parse(told.write().as_bytes());
        assert_eq!(again, Ok(told));
    }
    if let Ok(composing) = IsComposing::parse(octets) {
        let again = IsComposing::parse(composing.write().as_bytes());
        assert_eq!(again, Ok(composing));
    }
}
