//! Any octets as a presence document, and as a list of resources, which comes in
//! the same bodies.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::body::pidf::{Basic, Presence, PresenceStatus};
use portsip_core::body::resource_list::{BodyPart, ResourceList};

fuzz_target!(|octets: &[u8]| {
    if let Ok(presence) = Presence::parse(octets) {
        let text = presence.state_text();
        let status = PresenceStatus {
            entity: &presence.entity,
            tuple: "t1",
            contact: None,
            basic: Basic::Open,
            note: text,
        };
        let again = Presence::parse(status.write().as_bytes()).expect("what we write can be read");
        assert_eq!(
            (again.state_text(), &again.entity),
            (text, &presence.entity)
        );
        let preferred = presence.preferred_tuple();
        let open = preferred.is_some_and(|tuple| tuple.basic == Some(Basic::Open));
        assert_eq!(presence.is_open(), open);
    }
    if let Ok(list) = ResourceList::parse(octets) {
        let part = BodyPart {
            content_id: "<1@example.com>",
            content_type: "application/pidf+xml",
            bytes: octets,
        };
        assert!(list.states([part]).len() >= list.resources.len());
        assert_eq!(ResourceList::parse(list.write().as_bytes()), Ok(list));
    }
});
