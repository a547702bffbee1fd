//! A program's table of handlers, copied as far as program and library know it.

use portsip_core::error::Error;

use super::PortSIPX_Handlers;

// SAFETY: function pointers and a context that is only handed back; see
// `callback::Context`.
unsafe impl Send for PortSIPX_Handlers {}

/// The members before the first handler.
const HEAD_BYTES: usize = std::mem::offset_of!(PortSIPX_Handlers, onRegisterSuccess);
/// Every handler is one pointer wide.
const MEMBER_BYTES: usize = size_of::<Option<unsafe extern "C" fn()>>();

impl PortSIPX_Handlers {
    /// Copies a program's table: the members it knows, as far as we know them.
    ///
    /// # Safety
    ///
    /// `handlers` points to a table of `size` readable bytes, `size` being its
    /// first member.
    pub(super) unsafe fn copied_from(handlers: *const Self) -> Result<Self, Error> {
        // SAFETY: the first member is readable by this function's contract.
        let size = unsafe { (&raw const (*handlers).size).read_unaligned() };
        if size < HEAD_BYTES {
            return Err(Error::CoreArgumentIncorrect);
        }
        // A size that ends inside a member knows only the members before it.
        let whole_members = (size - HEAD_BYTES) / MEMBER_BYTES * MEMBER_BYTES;
        let bytes = (HEAD_BYTES + whole_members).min(size_of::<Self>());
        let mut copy = Self::none();
        // SAFETY: `bytes` is at most the source's `size` and our own size. Any
        // program's member is a null or a function of the member's type, and
        // whole members are copied.
        unsafe {
            std::ptr::copy_nonoverlapping(
                handlers.cast::<u8>(),
                (&raw mut copy).cast::<u8>(),
                bytes,
            );
        }
        copy.size = size_of::<Self>();
        Ok(copy)
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::c_void;

    use super::*;

    unsafe extern "C" fn on_session(_context: *mut c_void, _session: i32) {}

    fn full() -> PortSIPX_Handlers {
        PortSIPX_Handlers {
            onInviteTrying: Some(on_session),
            onInviteClosed: Some(on_session),
            ..PortSIPX_Handlers::none()
        }
    }

    #[test]
    fn an_older_program_knows_fewer_members() {
        let closed_at = std::mem::offset_of!(PortSIPX_Handlers, onInviteClosed);
        for size in [closed_at, closed_at + 1, closed_at + MEMBER_BYTES - 1] {
            let table = PortSIPX_Handlers { size, ..full() };
            // SAFETY: a whole table.
            let copy = unsafe { PortSIPX_Handlers::copied_from(&raw const table) };
            let copy = copy.expect("large enough");
            assert!(copy.onInviteTrying.is_some());
            assert!(copy.onInviteClosed.is_none());
        }
    }

    #[test]
    fn a_newer_program_knows_more_members() {
        #[repr(C)]
        struct Newer {
            table: PortSIPX_Handlers,
            more: [usize; 4],
        }
        let mut newer = Newer {
            table: full(),
            more: [1, 2, 3, 4],
        };
        newer.table.size = size_of::<Newer>();
        // SAFETY: `Newer` starts with a table and is `size` bytes long.
        let copy = unsafe { PortSIPX_Handlers::copied_from((&raw const newer).cast()) };
        let copy = copy.expect("large enough");
        assert!(copy.onInviteTrying.is_some() && copy.onInviteClosed.is_some());
        assert_eq!(copy.size, size_of::<PortSIPX_Handlers>());
    }

    #[test]
    fn a_size_below_the_head_is_refused() {
        for size in [0, 1, HEAD_BYTES - 1] {
            let table = PortSIPX_Handlers { size, ..full() };
            // SAFETY: a whole table.
            let copy = unsafe { PortSIPX_Handlers::copied_from(&raw const table) };
            assert!(matches!(copy, Err(Error::CoreArgumentIncorrect)));
        }
    }
}
