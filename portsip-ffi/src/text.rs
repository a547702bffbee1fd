//! Strings across the boundary: NUL-terminated UTF-8, in and out.

use std::ffi::{CStr, c_char};

use portsip_core::error::Error;

/// Writable bytes behind what a handler is given, beyond twice its length.
pub(crate) const SLACK_BYTES: usize = 64;

/// A string the caller must give. NULL is `ECoreArgumentNull`, bytes that are
/// not UTF-8 are `ECoreArgumentIncorrect`.
///
/// # Safety
///
/// `text` is null, or points to a NUL-terminated string that stays unchanged
/// for `'a`.
pub(crate) unsafe fn required<'a>(text: *const c_char) -> Result<&'a str, Error> {
    if text.is_null() {
        return Err(Error::CoreArgumentNull);
    }
    // SAFETY: not null, and NUL-terminated and unchanged by this function's contract.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|_| Error::CoreArgumentIncorrect)
}

/// Bytes up to a NUL that need not be UTF-8; `empty` is the error for none.
///
/// # Safety
///
/// As for [`required`].
pub(crate) unsafe fn filled_bytes<'a>(
    text: *const c_char,
    empty: Error,
) -> Result<&'a [u8], Error> {
    if text.is_null() {
        return Err(Error::CoreArgumentNull);
    }
    // SAFETY: not null, and NUL-terminated and unchanged by this function's contract.
    let bytes = unsafe { CStr::from_ptr(text) }.to_bytes();
    if bytes.is_empty() {
        Err(empty)
    } else {
        Ok(bytes)
    }
}

/// A string the caller must give and fill; `empty` is the error that names it.
///
/// # Safety
///
/// As for [`required`].
pub(crate) unsafe fn filled<'a>(text: *const c_char, empty: Error) -> Result<&'a str, Error> {
    // SAFETY: the same contract.
    let text = unsafe { required(text) }?;
    if text.is_empty() {
        Err(empty)
    } else {
        Ok(text)
    }
}

/// A string that may be left out: NULL reads as empty.
///
/// # Safety
///
/// As for [`required`].
pub(crate) unsafe fn optional<'a>(text: *const c_char) -> Result<&'a str, Error> {
    if text.is_null() {
        return Ok("");
    }
    // SAFETY: the same contract.
    unsafe { required(text) }
}

/// Checks that the caller's buffer has at least `least` bytes, before its
/// contents are worked out. A smaller one gets a leading NUL.
///
/// # Safety
///
/// As for [`write`].
pub(crate) unsafe fn require_room(buffer: *mut c_char, size: i32, least: i32) -> Result<(), Error> {
    if buffer.is_null() {
        return Err(Error::CoreArgumentNull);
    }
    if size >= least {
        return Ok(());
    }
    if size > 0 {
        // SAFETY: `size` is at least 1, so the first byte is the caller's.
        unsafe { buffer.write(0) };
    }
    Err(Error::CoreBufferTooSmall)
}

/// Writes `text` and a NUL into the caller's buffer of `size` bytes. Where it
/// does not fit, the buffer gets a leading NUL and nothing else.
///
/// # Safety
///
/// `buffer` is null, or points to `size` writable bytes where `size` is
/// positive.
pub(crate) unsafe fn write(buffer: *mut c_char, size: i32, text: &str) -> Result<(), Error> {
    if buffer.is_null() {
        return Err(Error::CoreArgumentNull);
    }
    let size = usize::try_from(size).unwrap_or(0);
    if size == 0 {
        return Err(Error::CoreBufferTooSmall);
    }
    if text.len() >= size {
        // SAFETY: `size` is at least 1, so the first byte is the caller's.
        unsafe { buffer.write(0) };
        return Err(Error::CoreBufferTooSmall);
    }
    // SAFETY: `text.len() + 1 <= size` bytes are writable, and a buffer of the
    // caller does not overlap a string of ours.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr().cast(), buffer, text.len());
        buffer.add(text.len()).write(0);
    }
    Ok(())
}

/// A text handed to a handler, in a writable buffer of its own with slack.
///
/// Managed callers declare such parameters as mutable buffers and copy them
/// back after the handler, so the memory behind the text must be ours to
/// overwrite: twice the text's length plus 64 bytes after its terminator.
pub(crate) struct OutText(Vec<u8>);

impl OutText {
    /// The text of a string. A NUL inside becomes U+FFFD, since it would cut
    /// the text short.
    pub(crate) fn new(text: &str) -> Self {
        Self::from_bytes(text.as_bytes())
    }

    /// The text of bytes from the wire; each byte that is not part of valid
    /// UTF-8, and each NUL, becomes U+FFFD.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let mut text = Vec::with_capacity(3 * bytes.len() + 1 + SLACK_BYTES);
        for chunk in bytes.utf8_chunks() {
            push_without_nul(&mut text, chunk.valid());
            for _ in chunk.invalid() {
                push_replacement(&mut text);
            }
        }
        let length = text.len();
        text.resize(3 * length + 1 + SLACK_BYTES, 0);
        Self(text)
    }

    /// The text for a handler; valid until `self` is dropped.
    pub(crate) fn as_ptr(&mut self) -> *const c_char {
        self.0.as_mut_ptr().cast_const().cast()
    }
}

fn push_without_nul(text: &mut Vec<u8>, valid: &str) {
    let mut parts = valid.split('\0');
    text.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        push_replacement(text);
        text.extend_from_slice(part.as_bytes());
    }
}

fn push_replacement(text: &mut Vec<u8>) {
    text.extend_from_slice("\u{FFFD}".as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> String {
        let mut text = OutText::from_bytes(bytes);
        // SAFETY: the buffer of an `OutText` ends its text with NUL.
        let shown = unsafe { CStr::from_ptr(text.as_ptr()) };
        shown.to_str().expect("valid UTF-8").to_owned()
    }

    #[test]
    fn each_offending_byte_is_replaced() {
        assert_eq!(shown(b"abc"), "abc");
        assert_eq!(shown("žluťoučký".as_bytes()), "žluťoučký");
        assert_eq!(shown(b"a\xffb"), "a\u{FFFD}b");
        assert_eq!(shown(b"\xe2\x82"), "\u{FFFD}\u{FFFD}");
        assert_eq!(shown(b"a\0b\0"), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(shown(b""), "");
    }

    #[test]
    fn slack_follows_every_text() {
        for text in ["", "x", "a longer text", "žž"] {
            let out = OutText::new(text);
            assert!(out.0.len() >= text.len() + 1 + 2 * text.len() + 64);
        }
        let replaced = OutText::from_bytes(&[0xFF; 10]);
        assert!(replaced.0.len() >= 30 + 1 + 60 + 64);
    }

    #[test]
    fn a_small_buffer_is_left_alone_but_for_a_leading_nul() {
        let mut buffer = [b'x'; 8];
        let pointer = buffer.as_mut_ptr().cast();
        // SAFETY: the buffer has 8 writable bytes.
        let result = unsafe { write(pointer, 8, "12345678") };
        assert_eq!(result, Err(Error::CoreBufferTooSmall));
        assert_eq!(&buffer, b"\0xxxxxxx");

        // SAFETY: as before.
        let result = unsafe { write(buffer.as_mut_ptr().cast(), 8, "1234567") };
        assert_eq!(result, Ok(()));
        assert_eq!(&buffer, b"1234567\0");

        for size in [0, -1, i32::MIN] {
            // SAFETY: nothing is written for a size below 1.
            let result = unsafe { write(buffer.as_mut_ptr().cast(), size, "") };
            assert_eq!(result, Err(Error::CoreBufferTooSmall));
        }
        assert_eq!(&buffer, b"1234567\0");
    }

    #[test]
    fn input_is_null_empty_or_not_utf8() {
        // SAFETY: null or NUL-terminated constants.
        unsafe {
            assert_eq!(required(std::ptr::null()), Err(Error::CoreArgumentNull));
            assert_eq!(optional(std::ptr::null()), Ok(""));
            assert_eq!(required(c"x".as_ptr()), Ok("x"));
            assert_eq!(
                required(c"\xff".as_ptr()),
                Err(Error::CoreArgumentIncorrect)
            );
            assert_eq!(
                filled(c"".as_ptr(), Error::CoreCalleeEmpty),
                Err(Error::CoreCalleeEmpty)
            );
        }
    }
}
