//! Parsing and printing an INVITE, beside the fastest crates that do the same.
//!
//! Each parser reads what a user agent reads of an INVITE: top Via, From, To,
//! Call-ID, `CSeq`, Contact, Max-Forwards, Content-Type and Session-Expires,
//! Allow, Supported, as far as it has a type for them; else it finds the field.

use std::hint::black_box;

use benches::messages::{INVITE, InviteParts, parse_typed};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use portsip_core::octets::Octets;

fn parse(criterion: &mut Criterion) {
    assert_eq!(
        parse_with_sipx(Octets::from_static(INVITE)),
        10,
        "all are read"
    );
    let mut group = criterion.benchmark_group("parse_invite");
    group.bench_function("portsip", |bencher| {
        bencher.iter_batched(
            || Octets::from(INVITE.to_vec()),
            |raw| black_box(parse_typed(raw)),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("rsipstack", |bencher| {
        bencher.iter(|| black_box(parse_with_rsipstack(black_box(INVITE))));
    });
    group.bench_function("sipx", |bencher| {
        bencher.iter_batched(
            || Octets::from(INVITE.to_vec()),
            |raw| black_box(parse_with_sipx(raw)),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

fn parse_with_rsipstack(raw: &[u8]) -> usize {
    use rsipstack::sip::Header;
    use rsipstack::sip::prelude::*;

    let request = rsipstack::sip::Request::try_from(raw).expect("well-formed");
    let via = request.via_header().expect("Via").typed().expect("Via");
    let from = request.from_header().expect("From").typed().expect("From");
    let to = request.to_header().expect("To").typed().expect("To");
    let cseq = request.cseq_header().expect("CSeq").typed().expect("CSeq");
    let contacts = request.typed_contact_headers().expect("Contact");
    let others = request.headers.iter().filter(|header| {
        matches!(
            header,
            Header::Allow(_) | Header::Supported(_) | Header::ContentType(_)
        )
    });
    via.params.len()
        + from.params.len()
        + to.params.len()
        + cseq.seq as usize
        + contacts.len()
        + request.call_id_header().expect("Call-ID").value().len()
        + request
            .max_forwards_header()
            .expect("Max-Forwards")
            .value()
            .len()
        + request
            .session_expires_header()
            .map_or(0, |header| header.value().len())
        + others.count()
        + request.body.len()
}

fn parse_with_sipx(raw: Octets) -> usize {
    use sipx_sip::headers::{
        Allow, CSeq, CallId, Contact, ContentType, From, MaxForwards, Supported, To, Via,
    };

    let limits = sipx_sip::Limits::datagram();
    let message = sipx_sip::parse_datagram(raw.into(), &limits).expect("well-formed");
    let headers = message.headers();
    let ok = |found: bool| usize::from(found);
    ok(headers.typed::<Via>().is_some_and(|header| header.is_ok()))
        + ok(headers.typed::<From>().is_some_and(|header| header.is_ok()))
        + ok(headers.typed::<To>().is_some_and(|header| header.is_ok()))
        + ok(headers
            .typed::<CallId>()
            .is_some_and(|header| header.is_ok()))
        + ok(headers.typed::<CSeq>().is_some_and(|header| header.is_ok()))
        + ok(headers
            .typed::<Contact>()
            .is_some_and(|header| header.is_ok()))
        + ok(headers
            .typed::<MaxForwards>()
            .is_some_and(|header| header.is_ok()))
        + ok(headers
            .typed::<ContentType>()
            .is_some_and(|header| header.is_ok()))
        + ok(headers
            .typed::<Allow>()
            .is_some_and(|header| header.is_ok()))
        + ok(headers
            .typed::<Supported>()
            .is_some_and(|header| header.is_ok()))
}

fn print(criterion: &mut Criterion) {
    let parts = InviteParts::of_corpus();
    criterion.bench_function("print_invite/portsip", |bencher| {
        bencher.iter(|| black_box(black_box(&parts).print()));
    });
}

criterion_group!(benches, parse, print);
criterion_main!(benches);
