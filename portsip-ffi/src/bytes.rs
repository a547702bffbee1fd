//! Byte ranges across the boundary: a pointer and a length.

use portsip_core::error::Error;

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

#[cfg(test)]
mod tests {
    use super::*;

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
