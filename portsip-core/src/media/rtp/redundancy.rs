//! Redundant audio (RFC 2198): a payload of blocks, the last of them new and
//! those before it copies of what earlier packets carried.

use crate::limits::RED_BLOCKS_MAX;

/// The header of a copy: its payload type, how much earlier it is, its length (§3).
const COPY_HEADER_BYTES: usize = 4;
/// The header of the last block: its payload type.
const PRIMARY_HEADER_BYTES: usize = 1;
/// Another block follows.
const FOLLOWS: u8 = 0x80;

/// The longest copy, in octets: its length has 10 bits.
pub const COPY_BYTES_MAX: usize = 0x3FF;
/// How much earlier a copy may be, in timestamp units: 14 bits.
pub const COPY_OFFSET_MAX: u32 = 0x3FFF;

/// A copy of what an earlier packet carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyBlock<'p> {
    /// The format of its payload, 0…127.
    pub payload_type: u8,
    /// How much earlier than its packet's timestamp it is, 0…[`COPY_OFFSET_MAX`].
    pub timestamp_offset: u32,
    /// At most [`COPY_BYTES_MAX`] octets.
    pub payload: &'p [u8],
}

/// A payload whose blocks fill it as their headers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedundantPayload<'p> {
    /// The headers of the copies.
    headers: &'p [u8],
    /// The payloads of the copies, one behind the other.
    copies: &'p [u8],
    /// The format of what is new, 0…127.
    pub payload_type: u8,
    /// What is new; empty where there is nothing.
    pub primary: &'p [u8],
}

impl<'p> RedundantPayload<'p> {
    /// Reads a payload. `None`: its headers do not end, their lengths exceed it, or it has
    /// more than [`RED_BLOCKS_MAX`] copies.
    pub fn parse(payload: &'p [u8]) -> Option<Self> {
        let mut copied = 0;
        for count in 0..=RED_BLOCKS_MAX {
            let at = count * COPY_HEADER_BYTES;
            let first = *payload.get(at)?;
            if first & FOLLOWS == 0 {
                let (headers, rest) = payload.split_at_checked(at)?;
                let (copies, primary) =
                    rest.get(PRIMARY_HEADER_BYTES..)?.split_at_checked(copied)?;
                return Some(Self {
                    headers,
                    copies,
                    payload_type: first,
                    primary,
                });
            }
            let header = payload.get(at..)?.first_chunk::<COPY_HEADER_BYTES>()?;
            copied += copy_header(*header).2;
        }
        None
    }

    /// The copies, the oldest first as a sender writes them.
    pub fn copies(&self) -> impl ExactSizeIterator<Item = CopyBlock<'p>> + use<'p> {
        let mut rest = self.copies;
        self.headers
            .chunks_exact(COPY_HEADER_BYTES)
            .map(move |header| {
                let header = [header[0], header[1], header[2], header[3]];
                let (payload_type, timestamp_offset, length) = copy_header(header);
                let (payload, behind) = rest.split_at(length);
                rest = behind;
                CopyBlock {
                    payload_type,
                    timestamp_offset,
                    payload,
                }
            })
    }
}

/// Payload type, timestamp offset and length.
fn copy_header(header: [u8; COPY_HEADER_BYTES]) -> (u8, u32, usize) {
    let word = u32::from_be_bytes(header);
    (
        (word >> 24) as u8 & !FOLLOWS,
        word >> 10 & COPY_OFFSET_MAX,
        word as usize & COPY_BYTES_MAX,
    )
}

/// The octets of a payload with such copies, in payload octets, and a primary one.
pub fn length(copies: impl Iterator<Item = usize>, primary: usize) -> usize {
    copies.fold(PRIMARY_HEADER_BYTES + primary, |sum, copy| {
        sum + COPY_HEADER_BYTES + copy
    })
}

/// Writes a payload to the front of `out`; its length. `None`, and `out` is nonsense:
/// it is too short, or a copy is too long or too old.
pub fn write<'p>(
    copies: impl Iterator<Item = CopyBlock<'p>> + Clone,
    (payload_type, primary): (u8, &[u8]),
    out: &mut [u8],
) -> Option<usize> {
    let mut at = 0;
    let mut put = |octets: &[u8]| {
        let end = at + octets.len();
        out.get_mut(at..end)?.copy_from_slice(octets);
        at = end;
        Some(end)
    };
    for copy in copies.clone() {
        if copy.payload.len() > COPY_BYTES_MAX || copy.timestamp_offset > COPY_OFFSET_MAX {
            return None;
        }
        let word = u32::from(copy.payload_type | FOLLOWS) << 24
            | copy.timestamp_offset << 10
            | copy.payload.len() as u32;
        put(&word.to_be_bytes())?;
    }
    put(&[payload_type & !FOLLOWS])?;
    for copy in copies {
        put(copy.payload)?;
    }
    put(primary)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_example_of_the_rfc_is_read() {
        // §4 of RFC 2198: a DVI4 copy one packet of 20 ms earlier, LPC shortened here.
        let payload = [0x80 | 7, 0x02, 0x80, 0x03, 5, 1, 2, 3, 9, 9];
        let parsed = RedundantPayload::parse(&payload).unwrap();
        assert_eq!((parsed.payload_type, parsed.primary), (5, &[9, 9][..]));
        let copies: Vec<_> = parsed.copies().collect();
        let copy = CopyBlock {
            payload_type: 7,
            timestamp_offset: 160,
            payload: &[1, 2, 3],
        };
        assert_eq!(copies, [copy]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for bad in [
            &[][..],
            &[0x80],
            &[0x80, 0, 0],
            &[0x80, 0, 0, 0],
            &[0x80, 0, 0, 2, 0, 1],
            &[0xFF; 200],
        ] {
            assert_eq!(RedundantPayload::parse(bad), None, "{bad:?}");
        }
        // So many copies of nothing, and one more.
        let copies = |count: usize| [&[0x80, 0, 0, 0].repeat(count)[..], &[0]].concat();
        let most = copies(RED_BLOCKS_MAX);
        assert!(RedundantPayload::parse(&most).is_some());
        assert_eq!(RedundantPayload::parse(&copies(RED_BLOCKS_MAX + 1)), None);
        let long = [0; COPY_BYTES_MAX + 1];
        let copy = |timestamp_offset, payload| CopyBlock {
            payload_type: 0,
            timestamp_offset,
            payload,
        };
        let mut out = [0; 1500];
        for bad in [copy(0, &long[..]), copy(COPY_OFFSET_MAX + 1, &[])] {
            assert_eq!(write([bad].into_iter(), (0, &[]), &mut out), None);
        }
        let fits = copy(COPY_OFFSET_MAX, &long[1..]);
        assert_eq!(write([fits].into_iter(), (0, &[]), &mut out), Some(1028));
        assert_eq!(write([fits].into_iter(), (0, &[]), &mut out[..1027]), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            copies in vec((0_u8..128, 0..=COPY_OFFSET_MAX, vec(any::<u8>(), 0..100)), 0..=RED_BLOCKS_MAX),
            payload_type in 0_u8..128,
            primary in vec(any::<u8>(), 0..200),
        ) {
            let blocks: Vec<_> = copies.iter().map(|(payload_type, timestamp_offset, payload)| CopyBlock {
                payload_type: *payload_type,
                timestamp_offset: *timestamp_offset,
                payload,
            }).collect();
            let mut out = [0; 1500];
            let written = write(blocks.iter().copied(), (payload_type, &primary), &mut out).unwrap();
            prop_assert_eq!(written, length(copies.iter().map(|copy| copy.2.len()), primary.len()));
            let parsed = RedundantPayload::parse(&out[..written]).unwrap();
            prop_assert_eq!(parsed.payload_type, payload_type);
            prop_assert_eq!(parsed.primary, &primary[..]);
            prop_assert_eq!(parsed.copies().collect::<Vec<_>>(), blocks);
        }

        #[test]
        fn any_octets_are_read_or_refused(payload in vec(any::<u8>(), 0..1500)) {
            if let Some(parsed) = RedundantPayload::parse(&payload) {
                let copied: usize = parsed.copies().map(|copy| 4 + copy.payload.len()).sum();
                prop_assert_eq!(copied + 1 + parsed.primary.len(), payload.len());
            }
        }
    }
}
