//! Which flow is taken, and what is tried after it.

use super::*;
use crate::sip::uri::Uri;

const NOW: Instant = Instant::ZERO;

fn address(text: &str) -> SocketAddr {
    text.parse().expect("an address")
}

fn flow_to(remote: &str) -> Flow {
    Flow::udp(address("10.0.0.1:5060"), address(remote))
}

fn hop(host: &str, port: Option<u16>) -> Target {
    let uri = Uri::sip("", host, port).expect("a URI");
    Target::of(&uri, Transport::Udp).expect("a target")
}

fn udp(address: SocketAddr) -> Destination {
    Destination {
        transport: Transport::Udp,
        address,
    }
}

fn asked(outputs: &mut VecDeque<Output>) -> Option<(FlowRequest, SocketAddr)> {
    match outputs.pop_front() {
        Some(Output::OpenFlow {
            request, remote, ..
        }) => Some((request, remote)),
        _ => None,
    }
}

#[test]
fn a_numeric_hop_is_opened_once() {
    let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
    let hop = hop("2001:db8::1", None);
    assert_eq!(
        flows.select(&hop, false, 1, &mut outputs),
        Selection::Waiting
    );
    let (request, remote) = asked(&mut outputs).expect("asks for a flow");
    assert_eq!(remote, address("[2001:db8::1]:5060"));
    let flow = flow_to("[2001:db8::1]:5060");
    let found = Found {
        flow,
        others: Others::default(),
    };
    let settled = flows.handle_opened(request, flow);
    assert_eq!(settled[..], [Settled::Found(1, found.clone())]);
    assert!(flows.handle_opened(request, flow).is_empty());
    let again = flows.select(&hop, false, 2, &mut outputs);
    assert_eq!(again, Selection::Ready(found));
    assert!(outputs.is_empty());
}

#[test]
fn a_flow_that_gave_no_answer_is_asked_for_anew() {
    let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
    let hop = hop("10.0.0.2", None);
    flows.select(&hop, false, 1, &mut outputs);
    let (request, remote) = asked(&mut outputs).expect("asks for a flow");
    let flow = flow_to("10.0.0.2:5060");
    flows.handle_opened(request, flow);
    let other = Flow::udp(address("10.0.0.9:5060"), remote);
    flows.handle_unanswered(NOW, &other);
    assert_eq!(flows.datagrams_to(remote), Some(flow));
    flows.handle_unanswered(NOW, &flow);
    assert_eq!(
        flows.select(&hop, false, 2, &mut outputs),
        Selection::Waiting
    );
    assert!(asked(&mut outputs).is_some());
}

#[test]
fn a_name_is_resolved_and_its_addresses_tried_in_order() {
    let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
    let waiting = flows.select(&hop("example.com", Some(5070)), false, 'u', &mut outputs);
    assert_eq!(waiting, Selection::Waiting);
    let Some(Output::Resolve { id, target, .. }) = outputs.pop_front() else {
        panic!("resolves");
    };
    assert_eq!(target, hop("example.com", Some(5070)));
    let places = [address("10.0.0.2:5070"), address("10.0.0.3:5070")].map(udp);
    let settled = flows.handle_resolved(NOW, id, places.to_vec(), &mut outputs);
    assert_eq!(settled, None);
    let (first, _) = asked(&mut outputs).expect("asks for a flow");
    let settled = flows.handle_failed(NOW, first, "refused", &mut outputs);
    assert!(settled.is_empty());
    let (second, remote) = asked(&mut outputs).expect("asks for a flow");
    assert_eq!(remote, address("10.0.0.3:5070"));
    let settled = flows.handle_failed(NOW, second, "timed out", &mut outputs);
    let unreachable = Settled::Unreachable('u', "timed out".to_owned());
    assert_eq!(settled[..], [unreachable]);
}

#[test]
fn who_wants_the_same_flow_shares_it() {
    let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
    let hop = hop("10.0.0.2", None);
    for user in 1..=3 {
        let waiting = flows.select(&hop, false, user, &mut outputs);
        assert_eq!(waiting, Selection::Waiting);
    }
    let (request, _) = asked(&mut outputs).expect("asks for a flow");
    assert_eq!(asked(&mut outputs), None);
    let settled = flows.handle_failed(NOW, request, "refused", &mut outputs);
    let unreachable = |user| Settled::Unreachable(user, "refused".to_owned());
    assert_eq!(settled[..], [1, 2, 3].map(unreachable));
    flows.select(&hop, false, 4, &mut outputs);
    let (old, _) = asked(&mut outputs).expect("asks for a flow");
    // Its end may be at an address that is gone: others do not wait for it.
    flows.forget_ways_of(&[]);
    flows.select(&hop, false, 5, &mut outputs);
    let (new, _) = asked(&mut outputs).expect("asks for a flow");
    assert_eq!(flows.handle_opened(old, flow_to("10.0.0.2:5060")).len(), 1);
    flows.select(&hop, false, 6, &mut outputs);
    assert_eq!(flows.handle_opened(new, flow_to("10.0.0.2:5060")).len(), 1);
}

#[test]
fn a_name_without_addresses_is_unreachable() {
    let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
    flows.select(&hop("nowhere.example", None), false, (), &mut outputs);
    let Some(Output::Resolve { id, .. }) = outputs.pop_front() else {
        panic!("resolves");
    };
    let settled = flows.handle_resolved(NOW, id, Vec::new(), &mut outputs);
    assert!(matches!(settled, Some(Settled::Unreachable((), _))));
}

#[test]
fn the_table_is_bounded() {
    let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
    for number in 0..=KNOWN_FLOWS_MAX {
        let host = format!("10.1.{}.{}", number / 256, number % 256);
        flows.select(&hop(&host, Some(5060)), false, (), &mut outputs);
        let (request, remote) = asked(&mut outputs).expect("asks for a flow");
        flows.handle_opened(request, flow_to(&remote.to_string()));
        assert!(flows.known.len() <= KNOWN_FLOWS_MAX);
    }
}

#[test]
fn a_connection_is_believed_one_place_of_its_other_end() {
    let mut flows = Flows::<()>::default();
    let (local, remote) = (address("10.0.0.1:5060"), address("10.0.0.2:40000"));
    let flow = |number| Flow::connected(Transport::Tcp, ConnectionId(number), local, remote);
    for port in 5060..5070 {
        let listens = SocketAddr::new(remote.ip(), port);
        flows.remember_alias(flow(1), listens);
    }
    assert_eq!(flows.known.len(), 1);
    flows.remember_alias(flow(2), address("10.0.0.2:5061"));
    assert_eq!(flows.known.len(), 2);
}

fn resolve(flows: &mut Flows<()>, now: Instant, places: [&str; 2]) -> FlowRequest {
    let mut outputs = VecDeque::new();
    flows.select(&hop("example.com", None), false, (), &mut outputs);
    let Some(Output::Resolve { id, .. }) = outputs.pop_front() else {
        panic!("resolves");
    };
    let places = places.map(|place| udp(address(place)));
    flows.handle_resolved(now, id, places.to_vec(), &mut outputs);
    let (request, remote) = asked(&mut outputs).expect("asks for a flow");
    flows.handle_opened(request, Flow::udp(address("10.0.0.1:5060"), remote));
    request
}

#[test]
fn what_failed_is_the_last_to_be_tried_for_a_while() {
    let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
    let places = ["10.0.0.2:5060", "10.0.0.3:5060"];
    resolve(&mut flows, NOW, places);
    let first = flows.datagrams_to(address(places[0])).expect("a flow");
    flows.handle_unanswered(NOW, &first);
    resolve(&mut flows, NOW, places);
    assert_eq!(flows.datagrams_to(address(places[0])), None);
    let second = flows.datagrams_to(address(places[1]));
    assert!(second.is_some());
    flows.select(&hop("example.com", None), false, (), &mut outputs);
    let Some(Output::Resolve { id, .. }) = outputs.pop_front() else {
        panic!("resolves");
    };
    let places = places.map(|place| udp(address(place)));
    let later = NOW + FAILED_FOR;
    flows.handle_resolved(later, id, places.to_vec(), &mut outputs);
    let (_, remote) = asked(&mut outputs).expect("asks for a flow");
    assert_eq!(remote, places[0].address);
}

#[test]
fn failures_remembered_are_bounded() {
    let mut flows = Flows::<()>::default();
    for number in 0..=FAILED_DESTINATIONS_MAX {
        let remote = SocketAddr::from(([10, 2, (number / 256) as u8, number as u8], 5060));
        flows.note_failed(NOW, udp(remote));
        assert!(flows.failed.len() <= FAILED_DESTINATIONS_MAX);
    }
}

#[test]
fn a_secure_flow_belongs_to_the_name_it_was_opened_for() {
    belongs_to_its_name(Transport::Tls);
}

/// A server may serve several hosts, and tells them by the name that it is
/// asked for (RFC 9110 §7.2).
#[test]
fn a_websocket_belongs_to_the_name_it_was_opened_for() {
    belongs_to_its_name(Transport::Ws);
}

fn belongs_to_its_name(transport: Transport) {
    let (mut flows, mut outputs) = (Flows::default(), VecDeque::new());
    let remote = address("10.0.0.2:5061");
    let place = Destination {
        transport,
        address: remote,
    };
    for (number, name) in ["a.example", "b.example"].into_iter().enumerate() {
        flows.select(&hop(name, None), false, (), &mut outputs);
        let Some(Output::Resolve { id, .. }) = outputs.pop_front() else {
            panic!("resolves");
        };
        flows.handle_resolved(NOW, id, vec![place], &mut outputs);
        let Some(Output::OpenFlow {
            request,
            server_name,
            ..
        }) = outputs.pop_front()
        else {
            panic!("asks for a flow of its own");
        };
        assert_eq!(server_name.as_deref(), Some(name));
        let connection = ConnectionId(number as u64 + 1);
        let local = address("10.0.0.1:40000");
        let flow = Flow::connected(transport, connection, local, remote);
        flows.handle_opened(request, flow);
    }
}
