//! What holds for every set of records: nothing panics, the search ends, the
//! order follows priorities and preferences, and equal records give equal order.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr};

use portsip_core::limits::LOCATED_DESTINATIONS_MAX;
use portsip_core::rng::Rng;
use portsip_core::sip::transport::flow::Transport;
use portsip_core::sip::transport::locate::{Locator, Naptr, Query, Records, Srv, Step};
use portsip_core::sip::transport::target::{Destination, Target};
use portsip_core::sip::uri::Uri;
use proptest::collection::vec;
use proptest::prelude::*;

/// Questions of one search: NAPTR and SRV at first, SRV, addresses.
const STEPS_MAX: usize = 3;

/// Names that records point at, good ones and others.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-d]\\.test",
        1 => prop::sample::select(vec![
            ".".to_owned(),
            String::new(),
            "_sip._udp.a.test".to_owned(),
            "a b".to_owned(),
            "ü".to_owned(),
            "x".repeat(300),
        ]),
    ]
}

fn srv() -> impl Strategy<Value = Srv> {
    (0_u16..4, any::<u16>(), name(), any::<u16>()).prop_map(|(priority, weight, target, port)| {
        Srv {
            priority,
            weight,
            target,
            port,
        }
    })
}

fn naptr() -> impl Strategy<Value = Naptr> {
    let services = ["SIP+D2U", "sip+d2t", "SIPS+D2T", "SIP+D2W", "E2U+sip", ""];
    let service = prop::sample::select(services.map(str::to_owned).to_vec());
    let flags = prop::sample::select(["s", "S", "u", ""].map(str::to_owned).to_vec());
    let replacement = prop_oneof!["_[a-c]\\.test", name()];
    (0_u16..4, 0_u16..4, flags, service, replacement).prop_map(
        |(order, preference, flags, service, replacement)| Naptr {
            order,
            preference,
            flags,
            service,
            replacement,
        },
    )
}

fn uri() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "sip:example.test",
        "sips:example.test",
        "sip:example.test:5070",
        "sip:example.test;transport=udp",
        "sip:example.test;transport=tcp",
    ])
}

/// Records of every kind; those of a name follow from the name.
#[derive(Clone, Debug)]
struct Zone {
    naptr: Vec<Naptr>,
    srv: Vec<Vec<Srv>>,
}

impl Zone {
    fn answer(&self, query: &Query) -> Records {
        match query {
            Query::Naptr(_) => Records::Naptr(self.naptr.clone()),
            Query::Srv(name) => Records::Srv(self.srv[sum_of(name) % self.srv.len()].clone()),
            Query::Addresses(name) => {
                let last = sum_of(name) as u8;
                let addresses = [
                    IpAddr::V4(Ipv4Addr::new(10, 0, 0, last)),
                    IpAddr::V6(Ipv4Addr::new(10, 0, 0, last).to_ipv6_mapped()),
                ];
                Records::Addresses(addresses.to_vec())
            }
        }
    }
}

fn sum_of(name: &str) -> usize {
    name.bytes().map(usize::from).sum()
}

fn locate(zone: &Zone, uri: &str, prefer_ipv6: bool, seed: u64) -> Vec<Destination> {
    let target = Target::of(&Uri::parse(uri).expect(uri), Transport::Udp).expect(uri);
    let rng = Rng::from_number(seed);
    let mut locator = Locator::new(&target, prefer_ipv6, rng).expect("a name");
    let mut asked = HashSet::new();
    for _ in 0..=STEPS_MAX {
        match locator.step() {
            Step::Done(found) => return found,
            Step::Ask(queries) => {
                for query in queries {
                    let records = zone.answer(&query);
                    assert!(asked.insert(query.clone()), "asked twice");
                    locator.handle_records(query, records);
                }
            }
        }
    }
    panic!("no end");
}

proptest! {
    #[test]
    fn every_zone_gives_an_order(
        naptr in vec(naptr(), 0..24),
        srv in vec(vec(srv(), 0..24), 1..4),
        uri in uri(),
        prefer_ipv6 in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let zone = Zone { naptr, srv };
        let found = locate(&zone, uri, prefer_ipv6, seed);
        prop_assert!(found.len() <= LOCATED_DESTINATIONS_MAX);
        for (index, place) in found.iter().enumerate() {
            prop_assert!(!found[..index].contains(place), "twice");
            if uri.starts_with("sips:") {
                prop_assert!(place.transport.is_secure());
            }
        }
        prop_assert_eq!(&locate(&zone, uri, prefer_ipv6, seed), &found);
    }

    #[test]
    fn priorities_are_kept_and_the_order_of_answers_is_not_seen(
        records in vec(srv(), 0..16),
        seed in any::<u64>(),
    ) {
        // Each record a host of its own, so that its place can be told.
        let records: Vec<Srv> = (1_u16..)
            .zip(records)
            .map(|(port, record)| Srv { target: "a.test".to_owned(), port, ..record })
            .collect();
        let priority_of = |port: u16| records[usize::from(port) - 1].priority;
        let zone = Zone { naptr: Vec::new(), srv: vec![records.clone()] };
        let uri = "sip:example.test;transport=udp";
        let found = locate(&zone, uri, false, seed);
        if !records.is_empty() {
            let ports: Vec<u16> = found.iter().map(|place| place.address.port()).collect();
            prop_assert!(ports.is_sorted_by_key(|port| priority_of(*port)));
        }
        let reversed: Vec<Srv> = records.iter().rev().cloned().collect();
        let zone = Zone { naptr: Vec::new(), srv: vec![reversed] };
        prop_assert_eq!(locate(&zone, uri, false, seed), found);
    }
}
