//! Boxes of an ISO base media file, written one in the other.

/// Octets of boxes.
#[derive(Debug, Default)]
pub(super) struct BoxWriter(Vec<u8>);

impl BoxWriter {
    /// Adds a box with what `fill` adds.
    pub(super) fn nest(
        &mut self,
        kind: [u8; 4],
        fill: impl FnOnce(&mut Self) -> &mut Self,
    ) -> &mut Self {
        let start = self.0.len();
        self.u32(0).octets(&kind);
        fill(self);
        let size = (self.0.len() - start) as u32;
        self.0[start..start + 4].copy_from_slice(&size.to_be_bytes());
        self
    }

    pub(super) fn octets(&mut self, octets: &[u8]) -> &mut Self {
        self.0.extend_from_slice(octets);
        self
    }

    pub(super) fn u16(&mut self, number: u16) -> &mut Self {
        self.octets(&number.to_be_bytes())
    }

    pub(super) fn u32(&mut self, number: u32) -> &mut Self {
        self.octets(&number.to_be_bytes())
    }

    pub(super) fn zeros(&mut self, count: usize) -> &mut Self {
        self.0.resize(self.0.len() + count, 0);
        self
    }

    /// The matrix of a picture that stays as it is.
    pub(super) fn matrix(&mut self) -> &mut Self {
        for number in [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000] {
            self.u32(number);
        }
        self
    }

    pub(super) fn into_octets(self) -> Vec<u8> {
        self.0
    }
}
