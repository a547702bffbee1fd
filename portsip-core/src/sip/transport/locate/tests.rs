//! Records of a made-up zone, and what follows from them.

use super::*;
use crate::sip::uri::Uri;

/// What a zone answers; all else is empty.
#[derive(Default)]
struct Zone(Vec<(Query, Records)>);

impl Zone {
    fn naptr(mut self, name: &str, records: &[(u16, u16, &str, &str)]) -> Self {
        let record = |&(order, preference, service, replacement): &(u16, u16, &str, &str)| Naptr {
            order,
            preference,
            flags: "S".to_owned(),
            service: service.to_owned(),
            replacement: replacement.to_owned(),
        };
        let records = records.iter().map(record).collect();
        self.0
            .push((Query::Naptr(name.to_owned()), Records::Naptr(records)));
        self
    }

    fn srv(mut self, name: &str, records: &[(u16, u16, &str, u16)]) -> Self {
        let record = |&(priority, weight, target, port): &(u16, u16, &str, u16)| Srv {
            priority,
            weight,
            target: target.to_owned(),
            port,
        };
        let records = records.iter().map(record).collect();
        self.0
            .push((Query::Srv(name.to_owned()), Records::Srv(records)));
        self
    }

    fn host(mut self, name: &str, addresses: &[&str]) -> Self {
        let addresses = addresses.iter().map(|text| text.parse().expect(text));
        let records = Records::Addresses(addresses.collect());
        self.0.push((Query::Addresses(name.to_owned()), records));
        self
    }

    /// The destinations of a URI, and what was asked for.
    fn locate(&self, uri: &str, default: Transport, ipv6: bool) -> (Vec<String>, Vec<Query>) {
        let target = Target::of(&Uri::parse(uri).expect(uri), default).expect(uri);
        let rng = Rng::from_number(7);
        let mut locator = Locator::new(&target, ipv6, rng).expect("a name");
        let mut asked = Vec::new();
        loop {
            match locator.step() {
                Step::Done(found) => {
                    let text = |place: &Destination| {
                        format!("{:?} {}", place.transport, place.address).to_lowercase()
                    };
                    return (found.iter().map(text).collect(), asked);
                }
                Step::Ask(queries) => {
                    for query in queries {
                        assert!(!asked.contains(&query), "{query:?} twice");
                        let known = self.0.iter().find(|(name, _)| *name == query);
                        let none = Records::none(&query);
                        let records = known.map_or(none, |(_, records)| records.clone());
                        asked.push(query.clone());
                        locator.handle_records(query, records);
                    }
                }
            }
        }
    }

    fn destinations(&self, uri: &str) -> Vec<String> {
        self.locate(uri, Transport::Udp, false).0
    }
}

fn zone() -> Zone {
    Zone::default()
        .naptr(
            "example.com",
            &[
                (50, 50, "SIPS+D2T", "_sips._tcp.example.com."),
                (90, 60, "SIP+D2U", "_sip._udp.Example.com."),
                (90, 50, "sip+d2t", "_sip._tcp.example.com."),
                (10, 10, "E2U+sip", "elsewhere.example."),
            ],
        )
        .srv("_sips._tcp.example.com", &[(1, 0, "a.example.com.", 5061)])
        .srv(
            "_sip._tcp.example.com",
            &[
                (2, 0, "b.example.com.", 5062),
                (1, 0, "a.example.com", 5060),
            ],
        )
        .srv("_sip._udp.example.com", &[(1, 0, "a.example.com", 5070)])
        .host("a.example.com", &["10.0.0.1", "2001:db8::1"])
        .host("b.example.com", &["10.0.0.2"])
}

#[test]
fn naptr_says_which_transport_comes_first() {
    assert_eq!(
        zone().destinations("sip:example.com"),
        [
            "tcp 10.0.0.1:5060",
            "tcp [2001:db8::1]:5060",
            "tcp 10.0.0.2:5062",
            "udp 10.0.0.1:5070",
            "udp [2001:db8::1]:5070",
        ]
    );
}

#[test]
fn sips_and_a_secure_object_use_tls_alone() {
    let (found, _) = zone().locate("sips:example.com", Transport::Udp, false);
    assert_eq!(found, ["tls 10.0.0.1:5061", "tls [2001:db8::1]:5061"]);
    let (found, _) = zone().locate("sip:example.com", Transport::Tls, true);
    assert_eq!(found, ["tls [2001:db8::1]:5061", "tls 10.0.0.1:5061"]);
}

#[test]
fn a_given_transport_needs_no_naptr() {
    let (found, asked) = zone().locate("sip:example.com;transport=udp", Transport::Tcp, false);
    assert_eq!(found, ["udp 10.0.0.1:5070", "udp [2001:db8::1]:5070"]);
    let name = "_sip._udp.example.com".to_owned();
    assert_eq!(asked[0], Query::Srv(name));
}

#[test]
fn a_given_port_asks_for_addresses_alone() {
    let (found, asked) = zone().locate("sip:b.example.com:5080", Transport::Udp, false);
    assert_eq!(found, ["udp 10.0.0.2:5080"]);
    assert_eq!(asked, [Query::Addresses("b.example.com".to_owned())]);
}

#[test]
fn without_naptr_our_own_transport_comes_first() {
    let zone = Zone::default()
        .srv("_sip._tcp.example.org", &[(1, 0, "t.example.org", 5060)])
        .srv("_sip._udp.example.org", &[(9, 0, "u.example.org", 5060)])
        .host("t.example.org", &["10.0.0.1"])
        .host("u.example.org", &["10.0.0.2"]);
    let found = zone.destinations("sip:example.org.");
    assert_eq!(found, ["udp 10.0.0.2:5060", "tcp 10.0.0.1:5060"]);
}

#[test]
fn without_srv_the_host_itself_serves() {
    let zone = Zone::default().host("example.net", &["10.0.0.3"]);
    assert_eq!(zone.destinations("sip:example.net"), ["udp 10.0.0.3:5060"]);
    let (found, _) = zone.locate("sips:example.net", Transport::Udp, false);
    assert_eq!(found, ["tls 10.0.0.3:5061"]);
    let (found, _) = zone.locate("sip:example.net;transport=ws", Transport::Udp, false);
    assert_eq!(found, ["ws 10.0.0.3:80"]);
}

#[test]
fn a_service_that_is_not_offered_has_no_destination() {
    let zone = Zone::default()
        .srv("_sip._udp.example.com", &[(0, 0, ".", 0)])
        .host("example.com", &["10.0.0.1"]);
    let found = zone.destinations("sip:example.com;transport=udp");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_name_that_is_unknown_has_no_destination() {
    let found = Zone::default().destinations("sip:nowhere.example");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn many_records_are_cut() {
    let many: Vec<_> = (0..1000).map(|n| (n, 0, "a.example.com", n)).collect();
    let zone = Zone::default()
        .srv("_sip._udp.example.com", &many)
        .host("a.example.com", &["10.0.0.1", "10.0.0.2"]);
    let found = zone.destinations("sip:example.com;transport=udp");
    assert_eq!(found.len(), LOCATED_DESTINATIONS_MAX);
}

#[test]
fn weights_are_shares_of_the_first_place() {
    let record = |weight, port| Srv {
        priority: 1,
        weight,
        target: "a".to_owned(),
        port,
    };
    let records = [record(10, 1), record(30, 2), record(60, 3), record(0, 4)];
    let mut rng = Rng::from_number(1);
    let mut first = [0_u32; 5];
    for _ in 0..10_000 {
        let ordered = order::by_priority_and_weight(&records, &mut rng);
        first[usize::from(ordered[0].port)] += 1;
    }
    assert!((850..1150).contains(&first[1]), "{first:?}");
    assert!((2700..3300).contains(&first[2]), "{first:?}");
    assert!((5600..6400).contains(&first[3]), "{first:?}");
    // A weight of 0 has a very small chance.
    assert!((1..300).contains(&first[4]), "{first:?}");
}
