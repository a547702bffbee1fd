//! RTP and RTCP on one port: one component.

use std::time::Duration;

use portsip_core::plan::Component;
use simulation::{End, IceWorld};

use super::KINDS;

#[test]
fn one_component_is_enough() {
    let kind = KINDS[2].1;
    let mut world = IceWorld::new(1, Some(kind), Some(kind), &[Component::Rtp]);
    world.connect();
    assert!(world.run_until_connected(Duration::from_secs(5)));
    assert!(world.hears(End::Caller, Component::Rtp));
    assert!(!world.send_media(End::Caller, Component::Rtcp));
}
