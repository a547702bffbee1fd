//! The events of watched lines and of transfers.

use std::ffi::c_char;

/// A call of somebody whose calls are watched (BLF) changed its state, see
/// `PortSIP_sendSubscription`. One event for each call.
///
/// - `BLFMonitoredUri`: whose call, `sip:user@host[:port]`, as it was subscribed to.
/// - `BLFDialogState`: `trying`, `proceeding`, `early`, `confirmed`, `hold` (confirmed,
///   where the document says so) or `terminated`.
/// - `BLFDialogId`: the id of the call, by which `PortSIP_pickupBLFCall` takes it over: what
///   the server calls it, a semicolon, and the id of the subscription.
/// - `BLFDialogDirection`: `initiator` or `recipient`, or empty.
pub type dialogStateUpdated_fn = Option<
    unsafe extern "C" fn(
        BLFMonitoredUri: *const c_char,
        BLFDialogState: *const c_char,
        BLFDialogId: *const c_char,
        BLFDialogDirection: *const c_char,
    ) -> i32,
>;

/// The other side asks us to call somebody else. `PortSIP_acceptRefer` or
/// `PortSIP_rejectRefer` decides; undecided for a minute it is refused with 603.
///
/// - `sessionId`: the call in which it asks, or that it names by Target-Dialog, or `INVALID_SESSION_ID`.
/// - `referId`: the id of the request.
/// - `to`: whom to call, `sip:user@host[:port]`.
/// - `from`: who asks, in the same form.
/// - `referSipMessage`: the REFER on the wire.
pub type receivedRefer_fn = Option<
    unsafe extern "C" fn(
        sessionId: i32,
        referId: i32,
        to: *const c_char,
        from: *const c_char,
        referSipMessage: *const c_char,
    ) -> i32,
>;

/// The other side takes our request to transfer the call (2xx).
pub type referAccepted_fn = Option<unsafe extern "C" fn(sessionId: i32) -> i32>;

/// The other side refuses our request to transfer the call.
///
/// - `reason`, `code`: those of the response; 408 without an answer, 503 without
///   a way.
pub type referRejected_fn =
    Option<unsafe extern "C" fn(sessionId: i32, reason: *const c_char, code: i32) -> i32>;

/// The other side tries to call whom we transferred it to.
pub type transferTrying_fn = Option<unsafe extern "C" fn(sessionId: i32) -> i32>;

/// The call that the other side makes after our transfer rings.
pub type transferRinging_fn = Option<unsafe extern "C" fn(sessionId: i32) -> i32>;

/// The call that the other side made after our transfer was answered; ours may
/// be ended.
pub type ACTVTransferSuccess_fn = Option<unsafe extern "C" fn(sessionId: i32) -> i32>;

/// The call that the other side made after our transfer failed. Ours goes on
/// until one side ends it.
///
/// - `reason`, `code`: why, as the other side tells it; 408 where it fell silent.
pub type ACTVTransferFailure_fn =
    Option<unsafe extern "C" fn(sessionId: i32, reason: *const c_char, code: i32) -> i32>;
