//! What of a datagram may reach the handshake: records that RFC 6347 §4.1 allows,
//! and fragments of handshake messages that can be put together.
//!
//! Whatever else there is in a datagram is left out, and the rest stays (§4.1.2.7).

use crate::limits::{DTLS_MESSAGE_BYTES_MAX, DTLS_PARTS_MAX};

/// The header of a record: type, version, epoch, sequence number, length.
const HEADER_BYTES: usize = 13;
/// That of a fragment of a handshake message: type, length, number, offset, length of
/// the fragment.
const FRAGMENT_HEADER_BYTES: usize = 12;
/// What encryption adds to a record at least: AEAD suites have a tag, and AES-GCM a
/// nonce before it.
const ENCRYPTION_BYTES_MIN: usize = 16;
/// Messages of one handshake are numbered from 0; there are ten in one direction at
/// most.
const MESSAGE_NUMBER_MAX: u16 = 31;
/// Where the random of a `ClientHello` is: behind the header of the fragment and the
/// version.
const RANDOM: std::ops::Range<usize> = FRAGMENT_HEADER_BYTES + 2..FRAGMENT_HEADER_BYTES + 34;

/// Content types (RFC 6347 §4.1).
const CHANGE_CIPHER_SPEC: u8 = 20;
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
/// Messages of a handshake (RFC 6347 §4.3.2).
const CLIENT_HELLO: u8 = 1;
const SERVER_HELLO: u8 = 2;
const HELLO_VERIFY_REQUEST: u8 = 3;

/// What was left out of a datagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Alerts.
    pub alerts: u32,
    /// Records that are no part of a handshake, or not as they have to be; what follows
    /// one that is cut short counts as one.
    pub others: u32,
}

/// What a side has sent so far: what answers less than that is a copy that came late.
/// The library takes such a copy for an answer, and stops to repeat what it sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    hello: SentHello,
    /// The last flight of a client.
    encrypted: bool,
    /// All of it: there are keys.
    everything: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SentHello {
    /// None that goes on with a handshake.
    #[default]
    None,
    /// That of a client, with the cookie.
    WithCookie,
    /// That of a server.
    OfServer,
}

impl Sent {
    /// Notes a datagram that is sent.
    pub fn note(&mut self, datagram: &[u8]) {
        let mut rest = datagram;
        while let Some((record, behind)) = split(rest) {
            match (record.epoch, record.message()) {
                (0, Some(CLIENT_HELLO)) if record.body.get(5) == Some(&1) => {
                    self.hello = SentHello::WithCookie;
                }
                (0, Some(SERVER_HELLO)) => self.hello = SentHello::OfServer,
                (1.., _) => self.encrypted = true,
                _ => {}
            }
            rest = behind;
        }
    }

    /// Notes that there are keys.
    pub fn note_end(&mut self) {
        self.everything = true;
    }

    /// Whether a server has answered a hello that gave its cookie back.
    pub fn has_server_hello(self) -> bool {
        self.hello == SentHello::OfServer
    }

    fn is_late(self, record: &Record<'_>) -> bool {
        if self.everything {
            // A client that misses our last flight repeats its own, of which the last
            // record alone shows that it is from it. Who is a client itself has the last
            // flight of the other side (RFC 6347 §4.2.4).
            return record.epoch == 0 || !self.has_server_hello();
        }
        match record.message() {
            Some(CLIENT_HELLO) => self.has_server_hello(),
            Some(HELLO_VERIFY_REQUEST) if self.hello == SentHello::WithCookie => true,
            Some(_) => self.encrypted && !self.has_server_hello(),
            None => false,
        }
    }
}

/// How many parts of each message have been kept: the library puts them together by
/// recursion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts([u16; MESSAGE_NUMBER_MAX as usize + 1]);

impl Parts {
    /// Counts the parts of a message in a record; `false` where they are too many.
    fn take(&mut self, fragments: &[u8]) -> bool {
        let last = Fragments(fragments).last();
        let Some(part) = last.filter(|fragment| !fragment.is_whole()) else {
            return true;
        };
        let Some(kept) = self.0.get_mut(usize::from(part.message)) else {
            return false;
        };
        let may_come = *kept < DTLS_PARTS_MAX;
        *kept += u16::from(may_come);
        may_come
    }
}

/// A `ClientHello`, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hello<'d> {
    /// It begins a handshake: nobody has asked for it.
    pub is_first: bool,
    /// What tells the handshakes of a client apart; `None` where that is in another part.
    pub random: Option<&'d [u8]>,
}

/// The hello that a datagram begins with; `None` where it is none, or has to have a
/// random and has not.
pub fn hello(datagram: &[u8]) -> Option<Hello<'_>> {
    let (record, _) = split(datagram)?;
    let is_hello = record.message() == Some(CLIENT_HELLO) && record.is_of_handshake();
    let first = Fragments(record.body).next().filter(|_| is_hello)?;
    let random = match first.offset {
        0 if FRAGMENT_HEADER_BYTES + first.bytes < RANDOM.end => return None,
        0 => record.body.get(RANDOM),
        _ => None,
    };
    Some(Hello {
        is_first: first.message == 0,
        random,
    })
}

/// Copies the records of a datagram that belong to a handshake to `kept`, which is
/// cleared before; what comes late is passed over.
pub fn keep(datagram: &[u8], sent: Sent, parts: &mut Parts, kept: &mut Vec<u8>) -> LeftOut {
    kept.clear();
    let mut left_out = LeftOut::default();
    let mut rest = datagram;
    while !rest.is_empty() {
        let Some((record, behind)) = split(rest) else {
            left_out.others += 1;
            break;
        };
        if record.content_type == ALERT {
            left_out.alerts += 1;
        } else if !record.is_of_handshake() {
            left_out.others += 1;
        } else if !sent.is_late(&record) {
            if record.message().is_none() || parts.take(record.body) {
                kept.extend_from_slice(&rest[..rest.len() - behind.len()]);
            } else {
                left_out.others += 1;
            }
        }
        rest = behind;
    }
    left_out
}

struct Record<'d> {
    content_type: u8,
    version: [u8; 2],
    epoch: u16,
    body: &'d [u8],
}

/// The first record and what follows it; `None` where it is cut short.
fn split(datagram: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let (header, rest) = datagram.split_at_checked(HEADER_BYTES)?;
    let length = u16::from_be_bytes([header[11], header[12]]);
    let (body, behind) = rest.split_at_checked(length.into())?;
    let record = Record {
        content_type: header[0],
        version: [header[1], header[2]],
        epoch: u16::from_be_bytes([header[3], header[4]]),
        body,
    };
    Some((record, behind))
}

impl Record<'_> {
    /// The type of the first message in it, where that can be read.
    fn message(&self) -> Option<u8> {
        let is_readable = self.content_type == HANDSHAKE && self.epoch == 0;
        self.body.first().copied().filter(|_| is_readable)
    }

    fn is_of_handshake(&self) -> bool {
        // DTLS 1.2, and 1.0 as the first record of a client may say (§4.2.1).
        if ![[254, 253], [254, 255]].contains(&self.version) {
            return false;
        }
        match (self.content_type, self.epoch) {
            (CHANGE_CIPHER_SPEC, 0) => self.body == [1],
            (HANDSHAKE, 0) => are_fragments(self.body),
            (HANDSHAKE, 1) => self.body.len() > ENCRYPTION_BYTES_MIN,
            _ => false,
        }
    }
}

/// A message of a handshake, or a part of one.
#[derive(Clone, Copy)]
struct Fragment {
    message: u16,
    /// Of the message.
    length: usize,
    offset: usize,
    /// Of the fragment.
    bytes: usize,
    is_last_in_record: bool,
}

impl Fragment {
    fn is_whole(&self) -> bool {
        self.bytes == self.length && self.offset == 0
    }

    fn is_part(&self) -> bool {
        (1..self.length).contains(&self.bytes) && self.offset + self.bytes <= self.length
    }
}

/// The fragments in a record, up to where it is cut short.
struct Fragments<'r>(&'r [u8]);

impl Iterator for Fragments<'_> {
    type Item = Fragment;

    fn next(&mut self) -> Option<Fragment> {
        let (header, rest) = self.0.split_at_checked(FRAGMENT_HEADER_BYTES)?;
        let number = |place: usize| {
            let octets = [0, header[place], header[place + 1], header[place + 2]];
            u32::from_be_bytes(octets) as usize
        };
        let bytes = number(9);
        self.0 = rest.get(bytes..)?;
        Some(Fragment {
            message: u16::from_be_bytes([header[4], header[5]]),
            length: number(1),
            offset: number(6),
            bytes,
            is_last_in_record: self.0.is_empty(),
        })
    }
}

/// Whether there are whole messages, of which the last may be a part of one; an
/// octet that is none of these spoils all.
fn are_fragments(body: &[u8]) -> bool {
    let mut fragments = Fragments(body);
    let are_right = fragments.by_ref().all(|fragment| {
        (fragment.is_whole() || fragment.is_part() && fragment.is_last_in_record)
            && fragment.length <= DTLS_MESSAGE_BYTES_MAX
            && fragment.message <= MESSAGE_NUMBER_MAX
    });
    are_right && !body.is_empty() && fragments.0.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(content_type: u8, epoch: u16, body: &[u8]) -> Vec<u8> {
        let mut record = vec![content_type, 254, 253];
        record.extend(epoch.to_be_bytes());
        record.extend([0, 0, 0, 0, 0, 1]);
        record.extend((body.len() as u16).to_be_bytes());
        record.extend(body);
        record
    }

    /// A fragment of a `ClientHello`.
    fn fragment(length: u32, number: u16, offset: u32, part: usize) -> Vec<u8> {
        let mut fragment = vec![1];
        fragment.extend(&length.to_be_bytes()[1..]);
        fragment.extend(number.to_be_bytes());
        fragment.extend(&offset.to_be_bytes()[1..]);
        fragment.extend(&(part as u32).to_be_bytes()[1..]);
        fragment.resize(12 + part, 7);
        fragment
    }

    fn kept(datagram: &[u8]) -> (Vec<u8>, LeftOut) {
        let mut kept = vec![1, 2, 3];
        let left_out = keep(datagram, Sent::default(), &mut Parts::default(), &mut kept);
        (kept, left_out)
    }

    fn is_kept(record: &[u8]) -> bool {
        let (kept, left_out) = kept(record);
        assert_eq!(kept.is_empty(), left_out != LeftOut::default());
        kept == record
    }

    #[test]
    fn messages_whole_and_in_parts_are_kept() {
        for body in [
            fragment(0, 0, 0, 0),
            fragment(100, 3, 0, 100),
            [fragment(100, 0, 0, 100), fragment(5, 1, 0, 5)].concat(),
            [fragment(100, 0, 0, 100), fragment(1000, 1, 0, 64)].concat(),
            fragment(1000, 0, 64, 800),
            fragment(1000, 31, 999, 1),
            // What was left of a datagram, as OpenSSL fills it.
            fragment(1000, 0, 0, 63),
            fragment(1000, 0, 63, 1),
            fragment(16384, 0, 0, 1200),
        ] {
            assert!(is_kept(&record(22, 0, &body)), "{body:?}");
        }
        assert!(is_kept(&record(20, 0, &[1])));
        assert!(is_kept(&record(22, 1, &[9; 40])));
        let old = [&[22, 254, 255], &record(22, 0, &fragment(4, 0, 0, 4))[3..]].concat();
        assert!(is_kept(&old));
    }

    #[test]
    fn what_cannot_be_put_together_is_left_out() {
        for body in [
            vec![],
            vec![1; 11],
            // Longer than the record, than the message, than any message.
            fragment(100, 0, 0, 100)[..50].to_vec(),
            fragment(100, 0, 0, 101),
            fragment(100, 0, 50, 51),
            fragment(16385, 0, 0, 1200),
            fragment(0x00FF_FFFF, 0, 0x00FF_FF00, 255),
            // Nothing of something.
            fragment(100, 0, 0, 0),
            fragment(100, 0, 100, 0),
            fragment(1000, 32, 0, 500),
            // A part before something else.
            [fragment(1000, 0, 0, 500), fragment(5, 1, 0, 5)].concat(),
            [fragment(100, 0, 0, 100), vec![0]].concat(),
        ] {
            assert!(!is_kept(&record(22, 0, &body)), "{body:?}");
        }
    }

    #[test]
    fn what_is_no_part_of_a_handshake_is_left_out() {
        let message = fragment(4, 0, 0, 4);
        let tls = [&[22, 3, 3], &record(22, 0, &message)[3..]].concat();
        for bad in [
            tls,
            record(22, 2, &[9; 40]),
            record(22, 1, &[9; 16]),
            record(20, 1, &[1]),
            record(20, 0, &[2]),
            record(20, 0, &[]),
            record(23, 0, b"data"),
            record(23, 1, &[9; 40]),
            record(24, 0, &message),
            record(22, 0, &message)[..20].to_vec(),
            vec![22; 12],
        ] {
            assert!(!is_kept(&bad), "{bad:?}");
        }
    }

    #[test]
    fn copies_that_come_late_are_passed_over() {
        let message = |kind: u8, number: u16| {
            let mut message = fragment(4, number, 0, 4);
            message[0] = kind;
            record(22, 0, &message)
        };
        let passes = |sent: &[Vec<u8>], taken: &[u8]| {
            let (mut noted, mut kept) = (Sent::default(), Vec::new());
            for datagram in sent {
                noted.note(datagram);
            }
            let left_out = keep(taken, noted, &mut Parts::default(), &mut kept);
            assert_eq!(left_out, LeftOut::default());
            kept == taken
        };
        let (hello, cookie) = (message(1, 0), message(1, 1));
        let server = [message(3, 0), message(2, 1)];
        assert!(passes(&server[..1], &cookie) && !passes(&server, &cookie));
        assert!(passes(&server, &message(16, 2)));
        let asked = message(3, 0);
        assert!(passes(std::slice::from_ref(&hello), &asked));
        assert!(!passes(&[hello.clone(), cookie.clone()], &asked));
        let last = [message(16, 2), record(22, 1, &[9; 40])].concat();
        assert!(passes(std::slice::from_ref(&cookie), &message(14, 4)));
        assert!(!passes(&[cookie.clone(), last.clone()], &message(14, 4)));
        assert!(passes(&[cookie.clone(), last], &record(22, 1, &[9; 40])));
    }

    #[test]
    fn once_there_are_keys_a_server_hears_the_last_record_and_a_client_nothing() {
        let message = fragment(4, 2, 0, 4);
        let flight = [
            record(22, 0, &message),
            record(20, 0, &[1]),
            record(22, 1, &[9; 40]),
        ];
        let heard = |hello: SentHello| {
            let mut sent = Sent {
                hello,
                encrypted: true,
                ..Sent::default()
            };
            sent.note_end();
            let mut kept = Vec::new();
            let left_out = keep(&flight.concat(), sent, &mut Parts::default(), &mut kept);
            assert_eq!(left_out, LeftOut::default());
            kept
        };
        assert_eq!(heard(SentHello::OfServer), flight[2]);
        assert!(heard(SentHello::WithCookie).is_empty());
    }

    #[test]
    fn a_message_has_no_more_parts_than_can_be_put_together() {
        let (mut parts, mut kept) = (Parts::default(), Vec::new());
        let mut take = |message: u16, offset: u32| {
            let datagram = record(22, 0, &fragment(1000, message, offset, 1));
            keep(&datagram, Sent::default(), &mut parts, &mut kept).others == 0
        };
        let limit = u32::from(DTLS_PARTS_MAX);
        assert!((0..limit).all(|offset| take(0, offset)));
        assert!(!take(0, limit) && !take(0, 0) && take(31, limit));
        let whole = record(22, 0, &fragment(1000, 0, 0, 1000));
        let left_out = keep(&whole, Sent::default(), &mut parts, &mut kept);
        assert_eq!((left_out, &kept), (LeftOut::default(), &whole));
    }

    #[test]
    fn a_hello_says_whether_it_is_the_first_and_of_which_handshake() {
        let said = |body: &[u8]| {
            let datagram = record(22, 0, body);
            hello(&datagram).map(|hello| (hello.is_first, hello.random.map(<[u8]>::to_vec)))
        };
        let mut whole = fragment(100, 0, 0, 100);
        whole[14..46].copy_from_slice(&[5; 32]);
        assert_eq!(said(&whole), Some((true, Some(vec![5; 32]))));
        whole[5] = 1;
        assert_eq!(said(&whole), Some((false, Some(vec![5; 32]))));
        // Its random is in another part.
        assert_eq!(said(&fragment(100, 0, 60, 40)), Some((true, None)));
        assert_eq!(said(&fragment(100, 0, 0, 33)), None);
        let mut server = fragment(100, 0, 0, 100);
        server[0] = 2;
        for other in [&server[..], &whole[..40], &[1; 60], &[]] {
            assert_eq!(said(other), None);
        }
        assert_eq!(hello(&[22]), None);
    }

    #[test]
    fn alerts_are_left_out_and_what_is_beside_them_stays() {
        let hello = record(22, 0, &fragment(4, 0, 0, 4));
        for alert in [record(21, 0, &[2, 40]), record(21, 1, &[9; 30])] {
            let datagram = [&alert[..], &hello, &alert, &[22, 1]].concat();
            let (kept, left_out) = kept(&datagram);
            assert_eq!(kept, hello);
            let expected = LeftOut {
                alerts: 2,
                others: 1,
            };
            assert_eq!(left_out, expected);
        }
        assert_eq!(kept(&[]), (vec![], LeftOut::default()));
    }
}
