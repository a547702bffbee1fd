//! Two phones in homes of their own, each behind a NAT of the kernel, registered at
//! kamailio, with coturn for those who need it: which way media takes, and how it sounds.

use std::path::PathBuf;

use interop::coturn::{Coturn, PASSWORD, USER};
use interop::kamailio::Kamailio;
use interop::nat::{HOME, MOBILE, Nat, PUBLIC, World};
use interop::peer::folder;
use interop::two_phones::Call;
use phone::{Config, Phone, codec, transport};

use Nat::{EndpointIndependent, NoDatagrams, PortRestricted, Symmetric};

#[test]
fn neither_nat_looks_at_the_other_side() {
    assert!(!is_relayed([EndpointIndependent, EndpointIndependent]));
}

#[test]
fn one_nat_filters_by_port() {
    assert!(!is_relayed([EndpointIndependent, PortRestricted]));
}

#[test]
fn both_nats_filter_by_port() {
    assert!(!is_relayed([PortRestricted, PortRestricted]));
}

#[test]
fn a_symmetric_nat_and_one_that_lets_all_in() {
    assert!(!is_relayed([Symmetric, EndpointIndependent]));
}

#[test]
fn a_symmetric_nat_and_one_that_filters_by_port() {
    assert!(is_relayed([Symmetric, PortRestricted]));
}

#[test]
fn both_nats_are_symmetric() {
    assert!(is_relayed([Symmetric, Symmetric]));
}

#[test]
fn a_firewall_lets_no_datagrams_through() {
    assert!(is_relayed([NoDatagrams, PortRestricted]));
}

#[test]
fn a_call_goes_on_in_another_network() {
    let moved = moved(PortRestricted);
    assert!(moved.contains(MOBILE), "{moved}");
}

#[test]
fn a_call_goes_on_where_only_a_relay_helps() {
    let moved = moved(Symmetric);
    assert!(moved.contains(PUBLIC), "{moved}");
}

#[test]
fn without_ice_media_comes_where_the_stun_server_sees_it() {
    let place = Place::new([EndpointIndependent, PortRestricted], "nat_without_ice");
    let [caller, callee] = [("alice", 0), ("bob", 1)].map(|(user, home)| {
        let config = Config {
            stun: Some((PUBLIC, place.coturn.port)),
            ..place.config(home, HOME)
        };
        place.registered(user, home, &config)
    });
    let call = Call::connect(&caller, &callee, &place.address_of("bob"));
    let scores = call.speak(&place.folder);
    println!("PESQ {scores:.2?}");
    assert!(scores.iter().all(|score| *score >= 2.5), "{scores:?}");
    for told in call.statistics() {
        assert!(told.contains(r#""ice":null"#), "{told}");
    }
    call.hang_up();
}

/// A call whose caller leaves home for a network with this NAT, with speech after that;
/// the way as the callee knows it, who has no relay.
fn moved(mobile: Nat) -> String {
    let nats = [PortRestricted, PortRestricted];
    let place = Place::with_mobile(nats, mobile, &format!("moved_{mobile:?}"));
    let caller = place.phone("alice", 0, "0.0.0.0");
    let callee = place.phone_without_relay("bob", 1, HOME);
    let call = Call::connect(&caller, &callee, &place.address_of("bob"));
    call.wait_told("ICE", |sides| sides.iter().all(|told| is_connected(told)));
    call.dtmf(1);
    place.world.leave_home();
    call.wait_told("a way out of the other network", |[_, callee]| {
        is_connected(callee) && [MOBILE, PUBLIC].iter().any(|at| ice(callee).contains(at))
    });
    let scores = call.speak(&place.folder);
    let [_, way] = call.statistics().map(|told| ice(&told).to_owned());
    println!("PESQ {scores:.2?} {way}");
    assert!(scores.iter().all(|score| *score >= 2.5), "{scores:?}");
    call.hang_up();
    way
}

/// A call, with speech both ways; whether it went through the relay.
fn is_relayed(nats: [Nat; 2]) -> bool {
    let name = format!("nat_{nats:?}").replace([' ', ',', '[', ']'], "");
    let place = Place::new(nats, &name);
    let [caller, callee] =
        [("alice", 0), ("bob", 1)].map(|(user, home)| place.phone(user, home, HOME));
    let call = Call::connect(&caller, &callee, &place.address_of("bob"));
    let scores = call.speak(&place.folder);
    let ways = call.statistics().map(|told| ice(&told).to_owned());
    println!("PESQ {scores:.2?} {ways:?}");
    assert!(scores.iter().all(|score| *score >= 2.5), "{scores:?}");
    call.hang_up();
    assert!(ways.iter().all(|way| is_connected(way)), "{ways:?}");
    ways.iter().any(|way| way.contains("\"relay\""))
}

fn is_connected(told: &str) -> bool {
    told.contains(r#""state":"connected""#)
}

/// The `ice` of a call's statistics.
fn ice(statistics: &str) -> &str {
    let ice = statistics.split_once(r#""ice":{"#).expect("ICE runs").1;
    ice.split('}').next().unwrap_or("")
}

/// The networks, with the servers.
struct Place {
    nats: [Nat; 2],
    world: World,
    folder: PathBuf,
    kamailio: Kamailio,
    coturn: Coturn,
}

impl Place {
    fn new(nats: [Nat; 2], name: &str) -> Self {
        Self::with_mobile(nats, PortRestricted, name)
    }

    /// With this NAT in the network for who leaves home.
    fn with_mobile(nats: [Nat; 2], mobile: Nat, name: &str) -> Self {
        let folder = folder(name);
        let world = World::new(nats, mobile, &folder);
        let (kamailio, coturn) = world.public.enter(|| {
            let kamailio = Kamailio::start_at(PUBLIC, &folder);
            (kamailio, Coturn::start_at(PUBLIC, &folder))
        });
        Self {
            nats,
            world,
            folder,
            kamailio,
            coturn,
        }
    }

    /// A phone that has registered, and may use the relay.
    fn phone(&self, user: &str, home: usize, address: &'static str) -> Phone {
        let phone = self.phone_without_relay(user, home, address);
        let relay = (PUBLIC, self.coturn.port);
        phone.set_relay(self.transport(home), relay, USER, PASSWORD);
        phone
    }

    fn phone_without_relay(&self, user: &str, home: usize, address: &'static str) -> Phone {
        let phone = self.registered(user, home, &self.config(home, address));
        phone.enable_ice();
        phone
    }

    fn config(&self, home: usize, address: &'static str) -> Config {
        Config {
            address,
            transport: self.transport(home),
            codecs: vec![codec::OPUS, codec::DTMF],
            ..Config::new()
        }
    }

    fn registered(&self, user: &str, home: usize, config: &Config) -> Phone {
        self.world.homes[home].enter(|| self.kamailio.registered(user, config, None))
    }

    fn transport(&self, home: usize) -> i32 {
        match self.nats[home] {
            NoDatagrams => transport::TCP,
            _ => transport::UDP,
        }
    }

    fn address_of(&self, user: &str) -> String {
        format!("sip:{user}@{PUBLIC}:{}", self.kamailio.port)
    }
}
