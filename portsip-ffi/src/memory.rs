//! Memory that the caller gives back, with the function that the system's
//! languages use for what came from elsewhere.

/// `size` bytes for the caller to give back with `free`, or null.
#[cfg(not(windows))]
pub(crate) fn allocate(size: usize) -> *mut u8 {
    // SAFETY: any size may be asked of malloc.
    unsafe { libc::malloc(size) }.cast()
}

/// `size` bytes for the caller to give back with `CoTaskMemFree`, or null.
#[cfg(windows)]
pub(crate) fn allocate(size: usize) -> *mut u8 {
    #[link(name = "ole32")]
    unsafe extern "system" {
        fn CoTaskMemAlloc(size: usize) -> *mut u8;
    }

    // SAFETY: any size may be asked of it, on any thread.
    unsafe { CoTaskMemAlloc(size) }
}
