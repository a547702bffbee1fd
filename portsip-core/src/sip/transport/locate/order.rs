//! The order of records: SRV by priority and weight (RFC 2782), addresses by
//! family.

use std::net::IpAddr;

use super::Srv;
use crate::rng::Rng;

/// SRV records in the order to be tried. Those of one priority come in random
/// order, each of them first as often as its weight is to the sum.
pub(super) fn by_priority_and_weight(records: &[Srv], rng: &mut Rng) -> Vec<Srv> {
    let mut left = records.to_vec();
    // Servers answer in any order: ours follows from what they answer alone.
    // Within a priority the weights of 0 come first, as RFC 2782 wants it.
    left.sort();
    left.dedup();
    let mut ordered = Vec::with_capacity(left.len());
    while let Some(priority) = left.first().map(|record| record.priority) {
        let group = left
            .iter()
            .take_while(|record| record.priority == priority)
            .count();
        let sum: u32 = weights(&left[..group]).sum();
        let mark = rng.below(sum + 1);
        let mut running = 0;
        let chosen = weights(&left[..group]).position(|weight| {
            running += weight;
            running >= mark
        });
        ordered.push(left.remove(chosen.unwrap_or(0)));
    }
    ordered
}

fn weights(records: &[Srv]) -> impl Iterator<Item = u32> {
    records.iter().map(|record| u32::from(record.weight))
}

/// Addresses of one host: those of the preferred family first, within a family
/// in random order.
pub(super) fn by_family(addresses: &[IpAddr], prefer_ipv6: bool, rng: &mut Rng) -> Vec<IpAddr> {
    let mut ordered = addresses.to_vec();
    ordered.sort_unstable();
    ordered.dedup();
    for last in (1..ordered.len()).rev() {
        let other = rng.below(u32::try_from(last + 1).unwrap_or(u32::MAX));
        ordered.swap(last, other as usize);
    }
    ordered.sort_by_key(|address| address.is_ipv6() != prefer_ipv6);
    ordered
}
