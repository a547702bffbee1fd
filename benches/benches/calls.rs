//! Complete calls a second, both sides, on one core: INVITE, 180, 200, ACK,
//! BYE, 200 between two agents in virtual time, with offer and answer, and
//! with all timers of the calls before still running.

use benches::calls::Pair;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn calls(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("calls");
    group.throughput(Throughput::Elements(1));
    let mut pair = Pair::warm();
    group.bench_function("complete", |bencher| bencher.iter(|| pair.one_call()));
    group.finish();
}

criterion_group!(benches, calls);
criterion_main!(benches);
