//! Byte ranges across the boundary: a pointer and a length.

use portsip_core::error::Error;

use crate::text::SLACK_BYTES;

/// The caller's `length` bytes at `data`.
///
/// NULL is `ECoreArgumentNull`; a negative length is `ECoreArgumentIncorrect`.
///
/// # Safety
///
/// `data` is null, or points to `length` readable bytes that stay unchanged
/// for `'a`.
pub(crate) unsafe fn input<'a>(data: *const u8, length: i32) -> Result<&'a [u8], Error> {
    if data.is_null() {
        return Err(Error::CoreArgumentNull);
    }
    let length = usize::try_from(length).map_err(|_| Error::CoreArgumentIncorrect)?;
    // SAFETY: not null and `length` readable bytes by this function's
    // contract; a positive i32 never exceeds isize::MAX.
    Ok(unsafe { std::slice::from_raw_parts(data, length) })
}

/// Bytes handed to a handler, in a writable buffer of their own with slack, for
/// the reason that `OutText` gives.
pub(crate) struct OutBytes {
    buffer: Vec<u8>,
    length: i32,
}

impl OutBytes {
    /// A copy of `bytes`.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let mut buffer = Vec::with_capacity(3 * bytes.len() + SLACK_BYTES);
        buffer.extend_from_slice(bytes);
        buffer.resize(3 * bytes.len() + SLACK_BYTES, 0);
        Self {
            buffer,
            // Nothing that a message carries comes near this.
            length: i32::try_from(bytes.len()).unwrap_or(i32::MAX),
        }
    }

    /// The bytes for a handler; valid until `self` is dropped.
    pub(crate) fn as_ptr(&mut self) -> *const u8 {
        self.buffer.as_mut_ptr().cast_const()
    }

    /// How many they are, without the slack.
    pub(crate) const fn length(&self) -> i32 {
        self.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slack_follows_a_body() {
        for body in [&[][..], &[0, 255], &[7; 1000]] {
            let mut out = OutBytes::new(body);
            assert_eq!(out.length() as usize, body.len());
            assert_eq!(&out.buffer[..body.len()], body);
            assert!(out.buffer.len() >= 3 * body.len() + 64);
            assert!(!out.as_ptr().is_null());
        }
    }

    #[test]
    fn bad_ranges_are_refused() {
        let data = [1u8, 2, 3];
        // SAFETY: the array has three bytes; the other ranges are refused
        // before anything is read.
        unsafe {
            assert_eq!(input(data.as_ptr(), 3), Ok(&data[..]));
            assert_eq!(input(data.as_ptr(), 0), Ok(&[][..]));
            assert_eq!(input(data.as_ptr(), -1), Err(Error::CoreArgumentIncorrect));
            assert_eq!(input(std::ptr::null(), 3), Err(Error::CoreArgumentNull));
        }
    }
}
