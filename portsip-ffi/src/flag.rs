//! Booleans that any program may get wrong: one byte on the way in, a whole
//! register or place on the stack on the way out.

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

/// A `bool` that a C function returns.
///
/// C's `bool` is the low byte of a register whose other bits may be anything.
/// Some callers read four bytes, so the whole register says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct ReturnFlag(u32);

impl From<bool> for ReturnFlag {
    fn from(value: bool) -> Self {
        Self(u32::from(value))
    }
}

impl From<ReturnFlag> for bool {
    fn from(flag: ReturnFlag) -> Self {
        flag.0 != 0
    }
}

/// How wide a boolean goes to a handler. Where each argument has a register or
/// a whole place on the stack, four bytes serve those who read one as well; on
/// Apple's systems arguments on the stack are packed.
#[cfg(not(target_vendor = "apple"))]
type Width = i32;
#[cfg(target_vendor = "apple")]
type Width = u8;

/// A `bool` parameter of a handler.
///
/// It is 0 or 1, also for a handler that declares a four-byte boolean, as
/// managed programs do: the bytes above the lowest are not left to chance.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct EventFlag(Width);

impl EventFlag {
    /// Whether it is 1.
    pub fn is_set(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for EventFlag {
    fn from(value: bool) -> Self {
        Self(Width::from(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_returned_flag_fills_four_bytes() {
        assert_eq!(size_of::<ReturnFlag>(), 4);
        assert_eq!(
            (ReturnFlag::from(true).0, ReturnFlag::from(false).0),
            (1, 0)
        );
    }

    #[test]
    fn every_byte_but_zero_is_true() {
        assert!(!Flag(0).is_set());
        for byte in 1..=u8::MAX {
            assert!(Flag(byte).is_set(), "{byte}");
        }
    }
}
