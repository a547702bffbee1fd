//! A one-byte boolean that any caller may get wrong.

/// A `bool` parameter of a C function.
///
/// It is one byte wide like C's `bool`, but takes every bit pattern: a caller
/// that passes a four-byte boolean, or a byte other than 0 and 1, is read as
/// "not zero in the low byte".
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Flag(u8);

impl Flag {
    /// Whether the low byte is not zero.
    pub(crate) fn is_set(self) -> bool {
        let byte = self.0;
        // The compiler may take it that the caller cleared the bits above the
        // low byte, as the calling convention says, and test the whole
        // register. Going through one byte of memory cuts them off.
        // SAFETY: `byte` is a live, aligned, initialised local variable.
        let low_byte = unsafe { std::ptr::read_volatile(&raw const byte) };
        low_byte != 0
    }
}

impl From<bool> for Flag {
    fn from(value: bool) -> Self {
        Self(u8::from(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_but_zero_is_true() {
        assert!(!Flag(0).is_set());
        for byte in 1..=u8::MAX {
            assert!(Flag(byte).is_set(), "{byte}");
        }
    }
}
