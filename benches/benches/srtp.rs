//! A packet of PCMU, 20 ms, protected and opened again, in each suite; beside it
//! the ciphers of the same crates and of ring on the same octets, without headers,
//! indices and replay: what no SRTP on them can go below.

use std::hint::black_box;

use aes::cipher::{BlockCipherEncrypt, BlockSizeUser, KeyInit, KeySizeUser, consts::U16};
use aes::{Aes128Enc, Aes192Enc, Aes256Enc};
use aes_gcm::AesGcm;
use aes_gcm::aead::{AeadInOut, consts::U12};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hmac::{Hmac, Mac};
use portsip_core::limits::SRTP_OVERHEAD_BYTES_MAX;
use portsip_core::media::srtp::{ReceiveContext, SendContext};
use portsip_core::plan::{MasterKey, SrtpOmitted, SrtpParameters, SrtpSuite};
use portsip_core::secret::SecretBytes;
use ring::aead::{AES_128_GCM, AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use sha1::Sha1;

const HEADER_BYTES: usize = 12;
const PACKET_BYTES: usize = HEADER_BYTES + 160;

/// Both ends of a stream, and a packet.
struct Ours {
    send: SendContext,
    receive: ReceiveContext,
    buffer: [u8; PACKET_BYTES + SRTP_OVERHEAD_BYTES_MAX],
    sequence: u16,
}

impl Ours {
    fn new(suite: SrtpSuite) -> Self {
        let parameters = SrtpParameters {
            suite,
            keys: [MasterKey {
                key_and_salt: SecretBytes::new(vec![7; suite.key_bytes() + suite.salt_bytes()]),
                identifier: [].into_iter().collect(),
                lifetime_packets: None,
            }]
            .into_iter()
            .collect(),
            key_derivation_rate: 0,
            omitted: SrtpOmitted::default(),
        };
        let mut buffer = [0x55; PACKET_BYTES + SRTP_OVERHEAD_BYTES_MAX];
        buffer[..2].copy_from_slice(&[0x80, 0]);
        Self {
            send: SendContext::new(&parameters).expect("a context"),
            receive: ReceiveContext::new(&parameters).expect("a context"),
            buffer,
            sequence: 0,
        }
    }

    fn protect_and_open(&mut self) {
        self.buffer[2..4].copy_from_slice(&self.sequence.to_be_bytes());
        self.sequence = self.sequence.wrapping_add(1);
        let protected = self.send.protect_rtp(&mut self.buffer, PACKET_BYTES);
        let length = protected.expect("it is protected");
        let opened = self.receive.unprotect_rtp(&mut self.buffer[..length]);
        assert_eq!(black_box(opened), Ok(PACKET_BYTES));
    }
}

/// AES over blocks of a counter, and HMAC-SHA1 over the packet, both twice.
struct CounterMode<C> {
    cipher: C,
    mac: Hmac<Sha1>,
    packet: [u8; PACKET_BYTES],
    index: u128,
}

impl<C: KeyInit + KeySizeUser + BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>>
    CounterMode<C>
{
    fn new() -> Self {
        Self {
            cipher: C::new_from_slice(&vec![7; C::key_size()]).expect("a key"),
            mac: Hmac::new_from_slice(&[7; 20]).expect("a key"),
            packet: [0x55; PACKET_BYTES],
            index: 0,
        }
    }

    fn crypt(&mut self) {
        const BLOCKS: usize = (PACKET_BYTES - HEADER_BYTES).div_ceil(16);
        let mut stream: [aes::Block; BLOCKS] =
            std::array::from_fn(|block| (self.index << 16 | block as u128).to_be_bytes().into());
        self.cipher.encrypt_blocks(&mut stream);
        let octets = stream.iter().flatten();
        for (octet, key) in self.packet[HEADER_BYTES..].iter_mut().zip(octets) {
            *octet ^= key;
        }
    }

    fn tag(&self) -> [u8; 20] {
        let mut mac = self.mac.clone();
        mac.update(&self.packet);
        mac.update(&[0; 4]);
        mac.finalize().into_bytes().into()
    }

    fn both_ways(&mut self) {
        self.index += 1;
        self.crypt();
        let tag = black_box(self.tag());
        assert_eq!(self.tag(), tag);
        self.crypt();
    }
}

/// AES-GCM over the packet.
struct Galois<C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>> {
    cipher: AesGcm<C, U12>,
    packet: [u8; PACKET_BYTES],
    index: u64,
}

impl<C: KeyInit + KeySizeUser + BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>> Galois<C> {
    fn new() -> Self {
        let cipher = C::new_from_slice(&vec![7; C::key_size()]).expect("a key");
        Self {
            cipher: AesGcm::from(cipher),
            packet: [0x55; PACKET_BYTES],
            index: 0,
        }
    }

    fn both_ways(&mut self) {
        self.index += 1;
        let nonce = nonce(self.index).into();
        let (head, text) = self.packet.split_at_mut(HEADER_BYTES);
        let tag = self
            .cipher
            .encrypt_inout_detached(&nonce, head, (&mut *text).into())
            .expect("a short packet");
        let opened = self
            .cipher
            .decrypt_inout_detached(&nonce, head, text.into(), &tag);
        opened.expect("authentic");
    }
}

fn nonce(index: u64) -> [u8; 12] {
    let mut nonce = [7; 12];
    nonce[4..].copy_from_slice(&index.to_be_bytes());
    nonce
}

/// The same by ring.
struct Ring {
    key: LessSafeKey,
    packet: [u8; PACKET_BYTES + 16],
    index: u64,
}

impl Ring {
    fn new(algorithm: &'static ring::aead::Algorithm) -> Self {
        let key = UnboundKey::new(algorithm, &vec![7; algorithm.key_len()]).expect("a key");
        Self {
            key: LessSafeKey::new(key),
            packet: [0x55; PACKET_BYTES + 16],
            index: 0,
        }
    }

    fn both_ways(&mut self) {
        self.index += 1;
        let nonce = || Nonce::assume_unique_for_key(nonce(self.index));
        let (head, rest) = self.packet.split_at_mut(HEADER_BYTES);
        let (text, room) = rest.split_at_mut(PACKET_BYTES - HEADER_BYTES);
        let tag = self
            .key
            .seal_in_place_separate_tag(nonce(), Aad::from(&*head), text)
            .expect("a short packet");
        room.copy_from_slice(tag.as_ref());
        let opened = self.key.open_in_place(nonce(), Aad::from(&*head), rest);
        opened.expect("authentic");
    }
}

fn suites(criterion: &mut Criterion) {
    for suite in SrtpSuite::ALL {
        let mut group = criterion.benchmark_group(format!("srtp_{}", suite.name()));
        group.throughput(Throughput::Elements(1));
        let mut ours = Ours::new(*suite);
        group.bench_function("ours", |bencher| {
            bencher.iter(|| ours.protect_and_open());
        });
        let mut ciphers: Box<dyn FnMut()> = match (suite.is_aead(), suite.key_bytes()) {
            (true, 16) => all_of(Galois::<Aes128Enc>::new(), Galois::both_ways),
            (true, _) => all_of(Galois::<Aes256Enc>::new(), Galois::both_ways),
            (false, 16) => all_of(CounterMode::<Aes128Enc>::new(), CounterMode::both_ways),
            (false, 24) => all_of(CounterMode::<Aes192Enc>::new(), CounterMode::both_ways),
            (false, _) => all_of(CounterMode::<Aes256Enc>::new(), CounterMode::both_ways),
        };
        group.bench_function("ciphers", |bencher| bencher.iter(&mut ciphers));
        let ring = match suite {
            SrtpSuite::AeadAes128Gcm => Some(&AES_128_GCM),
            SrtpSuite::AeadAes256Gcm => Some(&AES_256_GCM),
            _ => None,
        };
        if let Some(mut ring) = ring.map(Ring::new) {
            group.bench_function("ring", |bencher| bencher.iter(|| ring.both_ways()));
        }
        group.finish();
    }
}

fn all_of<T: 'static>(mut of: T, run: fn(&mut T)) -> Box<dyn FnMut()> {
    Box::new(move || run(&mut of))
}

criterion_group!(benches, suites);
criterion_main!(benches);
