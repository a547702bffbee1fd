//! SRTP and SRTCP: any octets to who opens packets, and packets of a sender that
//! are lost, repeated, cut short or changed on their way.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portsip_core::limits::SRTP_OVERHEAD_BYTES_MAX;
use portsip_core::media::srtp::{ReceiveContext, Refusal, SendContext};
use portsip_core::plan::{MasterKey, SrtpOmitted, SrtpParameters, SrtpSuite};
use portsip_core::secret::SecretBytes;

/// The parameters that two octets ask for.
fn parameters(suite: u8, wanted: u8) -> SrtpParameters {
    let suite = SrtpSuite::ALL[usize::from(suite) % SrtpSuite::ALL.len()];
    let bit = |bit: u8| wanted & 1 << bit != 0;
    SrtpParameters {
        suite,
        keys: [MasterKey {
            key_and_salt: SecretBytes::new(vec![7; suite.key_bytes() + suite.salt_bytes()]),
            identifier: (0..wanted >> 6).collect(),
            lifetime_packets: bit(5).then_some(16),
        }]
        .into_iter()
        .collect(),
        key_derivation_rate: if bit(4) { 8 } else { 0 },
        omitted: SrtpOmitted {
            rtp_encryption: bit(0) && !suite.is_aead(),
            rtcp_encryption: bit(1),
            rtp_authentication: bit(2) && !suite.is_aead(),
        },
    }
}

/// A packet of the one source, with as many octets of payload.
fn packet(control: bool, sequence: u16, payload_bytes: usize, fill: u8) -> Vec<u8> {
    let mut packet = vec![0x80, if control { 201 } else { 0 }];
    packet.extend(if control {
        [0, 1]
    } else {
        sequence.to_be_bytes()
    });
    packet.extend([9; 8]);
    packet.resize(12 + payload_bytes, fill);
    packet
}

/// Both ends of one stream.
struct Ends {
    send: SendContext,
    receive: ReceiveContext,
}

impl Ends {
    fn protect(&mut self, control: bool, packet: &[u8]) -> Option<Vec<u8>> {
        let mut buffer = packet.to_vec();
        buffer.resize(packet.len() + SRTP_OVERHEAD_BYTES_MAX, 0);
        let length = if control {
            self.send.protect_rtcp(&mut buffer, packet.len())
        } else {
            self.send.protect_rtp(&mut buffer, packet.len())
        };
        buffer.truncate(length.ok()?);
        Some(buffer)
    }

    fn open(&mut self, control: bool, packet: &mut [u8]) -> Result<usize, Refusal> {
        if control {
            self.receive.unprotect_rtcp(packet)
        } else {
            self.receive.unprotect_rtp(packet)
        }
    }

    fn assert_taken(&mut self, control: bool, sealed: &[u8], packet: &[u8]) {
        let mut opened = sealed.to_vec();
        let length = self.open(control, &mut opened);
        assert_eq!(length.map(|length| &opened[..length]), Ok(packet));
        let again = self.open(control, &mut sealed.to_vec());
        assert!(matches!(
            again,
            Err(Refusal::Replayed | Refusal::KeyWornOut)
        ));
    }

    fn assert_refused(&mut self, control: bool, mut sealed: Vec<u8>) {
        let before = sealed.clone();
        assert!(self.open(control, &mut sealed).is_err());
        assert_eq!(sealed, before);
    }
}

// Suite and options, a first sequence number, and packets: what becomes of each,
// how far it is from the one before, and a number for its length or a bit of it.
fuzz_target!(|data: &[u8]| {
    let [suite, wanted, high, low, rest @ ..] = data else {
        return;
    };
    let parameters = parameters(*suite, *wanted);
    let mut ends = Ends {
        send: SendContext::new(&parameters).expect("parameters that fit"),
        receive: ReceiveContext::new(&parameters).expect("parameters that fit"),
    };
    for control in [false, true] {
        let _ = ends.open(control, &mut rest.to_vec());
    }
    // What nobody authenticates may have been taken for packets of another source.
    let mut ends = Ends {
        receive: ReceiveContext::new(&parameters).expect("parameters that fit"),
        ..ends
    };
    let mut sequence = u16::from_be_bytes([*high, *low]);
    // Who joins late finds by authentication alone how often the sequence has rolled over.
    if parameters.omitted.rtp_authentication {
        let first = packet(false, sequence, 0, 0);
        let sealed = ends.protect(false, &first).expect("a fresh key");
        ends.assert_taken(false, &sealed, &first);
    }
    for event in rest.chunks_exact(3) {
        let [fate, step, number] = event else { return };
        let control = fate & 1 == 1;
        sequence = sequence.wrapping_add(1 + u16::from(step % 16));
        let packet = packet(control, sequence, usize::from(*number), *step);
        let Some(mut sealed) = ends.protect(control, &packet) else {
            return;
        };
        let is_authenticated = control || !parameters.omitted.rtp_authentication;
        match fate >> 1 & 3 {
            0 => ends.assert_taken(control, &sealed, &packet),
            1 => {}
            2 if is_authenticated => {
                let place = usize::from(*number) * 7 % sealed.len();
                sealed[place] ^= 1 << (step % 8);
                ends.assert_refused(control, sealed);
            }
            _ if is_authenticated => {
                sealed.truncate(sealed.len() - 1 - usize::from(*step) % sealed.len());
                ends.assert_refused(control, sealed);
            }
            _ => {}
        }
    }
});
