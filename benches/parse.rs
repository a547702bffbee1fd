//! Parsing and printing an INVITE.

use std::hint::black_box;

use benches::messages::{INVITE, InviteParts, parse_typed};
use bytes::Bytes;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse_invite");
    group.bench_function("portsip", |bencher| {
        bencher.iter_batched(
            || Bytes::from(INVITE.to_vec()),
            |raw| black_box(parse_typed(raw)),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

fn print(criterion: &mut Criterion) {
    let parts = InviteParts::of_corpus();
    criterion.bench_function("print_invite/portsip", |bencher| {
        bencher.iter(|| black_box(black_box(&parts).print()));
    });
}

criterion_group!(benches, parse, print);
criterion_main!(benches);
