//! `PortSIPX_Handlers`: every handler in one table, with a context.
#![expect(non_snake_case, reason = "the style of the C header")]
#![expect(
    clippy::type_complexity,
    reason = "a member's whole signature stands where the header shows it"
)]

use std::ffi::{c_char, c_void};

use portsip_core::error::Error;

/// Every handler in one table, each called with the program's `context` first.
///
/// Set `size` to `sizeof(PortSIPX_Handlers)`, leave what is not wanted NULL,
/// and pass the table to `PortSIPX_setHandlers`, which copies it. Later
/// versions append members; `size` tells the library which ones the program
/// knows. Members never move.
///
/// The events are those of the `PSCallback_` handlers, with two differences:
/// nothing is returned, and a SIP message comes as its exact bytes with their
/// length. Those bytes may be anything the other side sent, are not
/// NUL-terminated, must not be written to, and live until the handler returns.
/// Texts (`const char *`) are NUL-terminated valid UTF-8, in buffers that may
/// be written to, and live as long.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct PortSIPX_Handlers {
    /// The size of this structure in bytes, as the program knows it.
    pub size: usize,
    /// Handed to every handler as its first argument; never followed.
    pub context: *mut c_void,
    /// See `registerSuccess_fn`.
    pub onRegisterSuccess: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            statusText: *const c_char,
            statusCode: i32,
            sipMessage: *const u8,
            sipMessageLength: usize,
        ),
    >,
    /// See `registerFailure_fn`.
    pub onRegisterFailure: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            statusText: *const c_char,
            statusCode: i32,
            sipMessage: *const u8,
            sipMessageLength: usize,
        ),
    >,
    /// See `inviteIncoming_fn`.
    pub onInviteIncoming: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            callerDisplayName: *const c_char,
            caller: *const c_char,
            calleeDisplayName: *const c_char,
            callee: *const c_char,
            audioCodecNames: *const c_char,
            videoCodecNames: *const c_char,
            existsAudio: bool,
            existsVideo: bool,
            sipMessage: *const u8,
            sipMessageLength: usize,
        ),
    >,
    /// See `inviteTrying_fn`.
    pub onInviteTrying: Option<unsafe extern "C" fn(context: *mut c_void, sessionId: i32)>,
    /// See `inviteSessionProgress_fn`.
    pub onInviteSessionProgress: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            audioCodecNames: *const c_char,
            videoCodecNames: *const c_char,
            existsEarlyMedia: bool,
            existsAudio: bool,
            existsVideo: bool,
            sipMessage: *const u8,
            sipMessageLength: usize,
        ),
    >,
    /// See `inviteRinging_fn`.
    pub onInviteRinging: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            statusText: *const c_char,
            statusCode: i32,
            sipMessage: *const u8,
            sipMessageLength: usize,
        ),
    >,
    /// See `inviteAnswered_fn`.
    pub onInviteAnswered: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            callerDisplayName: *const c_char,
            caller: *const c_char,
            calleeDisplayName: *const c_char,
            callee: *const c_char,
            audioCodecNames: *const c_char,
            videoCodecNames: *const c_char,
            existsAudio: bool,
            existsVideo: bool,
            sipMessage: *const u8,
            sipMessageLength: usize,
        ),
    >,
    /// See `inviteFailure_fn`.
    pub onInviteFailure: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            callerDisplayName: *const c_char,
            caller: *const c_char,
            calleeDisplayName: *const c_char,
            callee: *const c_char,
            reason: *const c_char,
            code: i32,
            sipMessage: *const u8,
            sipMessageLength: usize,
        ),
    >,
    /// See `inviteUpdated_fn`.
    pub onInviteUpdated: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            audioCodecNames: *const c_char,
            videoCodecNames: *const c_char,
            existsAudio: bool,
            existsVideo: bool,
            existsScreen: bool,
            sipMessage: *const u8,
            sipMessageLength: usize,
        ),
    >,
    /// See `inviteConnected_fn`.
    pub onInviteConnected: Option<unsafe extern "C" fn(context: *mut c_void, sessionId: i32)>,
    /// See `inviteClosed_fn`.
    pub onInviteClosed: Option<unsafe extern "C" fn(context: *mut c_void, sessionId: i32)>,
    /// See `remoteHold_fn`.
    pub onRemoteHold: Option<unsafe extern "C" fn(context: *mut c_void, sessionId: i32)>,
    /// See `remoteUnHold_fn`.
    pub onRemoteUnHold: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            audioCodecNames: *const c_char,
            videoCodecNames: *const c_char,
            existsAudio: bool,
            existsVideo: bool,
        ),
    >,
    /// See `receivedSignaling_fn`.
    pub onReceivedSignaling: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            signaling: *const u8,
            signalingLength: usize,
        ),
    >,
    /// See `sendingSignaling_fn`.
    pub onSendingSignaling: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            sessionId: i32,
            signaling: *const u8,
            signalingLength: usize,
        ),
    >,
    /// See `recvDtmfTone_fn`.
    pub onRecvDtmfTone:
        Option<unsafe extern "C" fn(context: *mut c_void, sessionId: i32, tone: i32)>,
    /// See `recvOptions_fn`.
    pub onRecvOptions: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            optionsMessage: *const u8,
            optionsMessageLength: usize,
        ),
    >,
    /// See `playFileFinished_fn`.
    pub onPlayFileFinished:
        Option<unsafe extern "C" fn(context: *mut c_void, sessionId: i32, fileName: *const c_char)>,
    /// See `statistics_fn`.
    pub onStatistics:
        Option<unsafe extern "C" fn(context: *mut c_void, sessionId: i32, stat: *const c_char)>,
}

// SAFETY: function pointers and a context that is only handed back; see
// `callback::Context`.
unsafe impl Send for PortSIPX_Handlers {}

/// The members before the first handler.
const HEAD_BYTES: usize = std::mem::offset_of!(PortSIPX_Handlers, onRegisterSuccess);
/// Every handler is one pointer wide.
const MEMBER_BYTES: usize = size_of::<Option<unsafe extern "C" fn()>>();

impl PortSIPX_Handlers {
    /// A table without handlers.
    pub const fn none() -> Self {
        Self {
            size: size_of::<Self>(),
            context: std::ptr::null_mut(),
            onRegisterSuccess: None,
            onRegisterFailure: None,
            onInviteIncoming: None,
            onInviteTrying: None,
            onInviteSessionProgress: None,
            onInviteRinging: None,
            onInviteAnswered: None,
            onInviteFailure: None,
            onInviteUpdated: None,
            onInviteConnected: None,
            onInviteClosed: None,
            onRemoteHold: None,
            onRemoteUnHold: None,
            onReceivedSignaling: None,
            onSendingSignaling: None,
            onRecvDtmfTone: None,
            onRecvOptions: None,
            onPlayFileFinished: None,
            onStatistics: None,
        }
    }

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
        assert!(copy.expect("large enough").onInviteClosed.is_some());
        assert_eq!(newer.more, [1, 2, 3, 4]);
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
