//! The decoded samples that wait to be heard, and the heard ones that
//! stretching and concealment still look back on: one piece of memory.

/// Heard samples kept, in milliseconds: three periods of the lowest pitch and
/// a cross-fade.
pub(super) const HISTORY_MS: usize = 50;
/// The whole buffer: history, the longest packet, and what stretching adds.
const BUFFER_MS: usize = 240;

/// Decoded samples in a row: heard ones, then waiting ones.
pub(super) struct Voice {
    samples: Box<[i16]>,
    /// The first sample not yet heard.
    head: usize,
    /// One past the last sample.
    tail: usize,
    rate_hz: u32,
}

/// The samples of the buffer at a rate.
const fn buffer_samples(rate_hz: u32) -> usize {
    BUFFER_MS * (rate_hz as usize / 1000)
}

impl Voice {
    /// An empty buffer for samples of `rate_hz`, with silence behind it.
    pub(super) fn new(rate_hz: u32) -> Self {
        let per_ms = rate_hz as usize / 1000;
        Self {
            samples: vec![0; buffer_samples(rate_hz)].into_boxed_slice(),
            head: HISTORY_MS * per_ms,
            tail: HISTORY_MS * per_ms,
            rate_hz,
        }
    }

    /// Gets the memory for samples of `rate_hz` too; what is there stays.
    pub(super) fn reserve(&mut self, rate_hz: u32) {
        let needed = buffer_samples(rate_hz);
        if needed > self.samples.len() {
            let mut samples = vec![0; needed].into_boxed_slice();
            samples[..self.tail].copy_from_slice(&self.samples[..self.tail]);
            self.samples = samples;
        }
    }

    /// Begins anew with samples of `rate_hz`, without memory for them being got where
    /// [`Voice::reserve`] got it.
    pub(super) fn set_rate_hz(&mut self, rate_hz: u32) {
        self.reserve(rate_hz);
        self.rate_hz = rate_hz;
        self.clear();
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.head = self.history();
        self.tail = self.head;
        self.samples[..self.head].fill(0);
    }

    /// Room for `wanted` samples behind the last one, less where the buffer is
    /// full; [`Voice::grow`] makes them part of it.
    pub(super) fn room(&mut self, wanted: usize) -> &mut [i16] {
        let length = buffer_samples(self.rate_hz);
        if self.tail + wanted > length {
            let keep = self.head.saturating_sub(self.history());
            self.samples.copy_within(keep..self.tail, 0);
            self.head -= keep;
            self.tail -= keep;
        }
        let end = (self.tail + wanted).min(length);
        &mut self.samples[self.tail..end]
    }

    /// The first `count` samples of [`Voice::room`] have been written.
    pub(super) fn grow(&mut self, count: usize) {
        self.tail = (self.tail + count).min(buffer_samples(self.rate_hz));
    }

    /// Drops `count` waiting samples that begin `offset` after the first one.
    pub(super) fn cut(&mut self, offset: usize, count: usize) {
        let from = (self.head + offset + count).min(self.tail);
        let to = (self.head + offset).min(from);
        self.samples.copy_within(from..self.tail, to);
        self.tail -= from - to;
    }

    /// Makes a gap of `count` samples, to be written, `offset` after the first
    /// waiting one; whether there was room.
    pub(super) fn open(&mut self, offset: usize, count: usize) -> bool {
        let waiting = self.waiting().len();
        if offset > waiting || self.room(count).len() < count {
            return false;
        }
        let from = self.head + offset;
        self.samples.copy_within(from..self.tail, from + count);
        self.tail += count;
        true
    }

    /// Moves the first `out.len()` waiting samples to `out`; what is missing
    /// is silence.
    pub(super) fn take(&mut self, out: &mut [i16]) {
        let count = out.len().min(self.tail - self.head);
        let (given, missing) = out.split_at_mut(count);
        given.copy_from_slice(&self.samples[self.head..self.head + count]);
        missing.fill(0);
        self.head += count;
    }

    /// The samples not yet heard.
    pub(super) fn waiting(&self) -> &[i16] {
        &self.samples[self.head..self.tail]
    }

    /// The samples not yet heard, to be changed.
    pub(super) fn waiting_mut(&mut self) -> &mut [i16] {
        &mut self.samples[self.head..self.tail]
    }

    /// The last [`HISTORY_MS`] of samples, heard or not.
    pub(super) fn recent(&self) -> &[i16] {
        &self.samples[self.tail.saturating_sub(self.history())..self.tail]
    }

    pub(super) fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    fn history(&self) -> usize {
        HISTORY_MS * (self.rate_hz as usize / 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(count: usize) -> Voice {
        let mut voice = Voice::new(8000);
        for (n, sample) in voice.room(count).iter_mut().enumerate() {
            *sample = n as i16;
        }
        voice.grow(count);
        voice
    }

    #[test]
    fn samples_come_out_as_they_went_in_over_many_buffers() {
        let mut voice = Voice::new(8000);
        let (mut written, mut read) = (0_i16, 0_i16);
        for _ in 0..200 {
            for sample in voice.room(160) {
                *sample = written;
                written += 1;
            }
            voice.grow(160);
            let mut out = [0; 160];
            voice.take(&mut out);
            for sample in out {
                assert_eq!(sample, read);
                read += 1;
            }
        }
        assert_eq!(*voice.recent().last().unwrap(), read - 1);
        assert_eq!(voice.recent().len(), 400);
    }

    #[test]
    fn a_cut_and_a_gap_move_what_is_behind() {
        let mut voice = numbered(20);
        voice.cut(5, 10);
        assert_eq!(voice.waiting(), [0, 1, 2, 3, 4, 15, 16, 17, 18, 19]);
        assert!(voice.open(2, 3));
        assert_eq!(voice.waiting().len(), 13);
        assert_eq!(voice.waiting()[5..8], [2, 3, 4]);
        voice.cut(12, 100);
        assert_eq!(voice.waiting().len(), 12);
        assert!(!voice.open(13, 1));
    }

    #[test]
    fn what_is_missing_is_silence() {
        let mut voice = numbered(3);
        let mut out = [9; 5];
        voice.take(&mut out);
        assert_eq!(out, [0, 1, 2, 0, 0]);
    }
}
