//! The audio conference.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::c_void;

use crate::boundary::{with_sdk, with_sdk_or_nothing};
use crate::number;

/// Opens the audio conference. Its members, whom `PortSIP_joinToConference`
/// takes in, hear the microphone and each other.
///
/// What is said in it can be recorded by `PortSIP_startRecord`, and a file be
/// played to all by `PortSIP_startPlayingFileToRemote`, with
/// `CONFERENCE_SESSION_ID` for the session.
///
/// Returns 0, or:
/// - `EAudioCreateAudioConferenceFailure`: there is one that has not been ended.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_createAudioConference(libSDK: *mut c_void) -> i32 {
    with_sdk("createAudioConference", libSDK, |sdk| {
        sdk.create_audio_conference()
    })
}

/// Ends the conference, its recording and the file that is played to it. Its
/// calls go on, each for itself. Without a conference it does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_destroyConference(libSDK: *mut c_void) {
    with_sdk_or_nothing("destroyConference", libSDK, |sdk| sdk.destroy_conference());
}

/// Takes a call into the conference. A call on hold is taken off hold first;
/// the function does not wait for the other side to agree.
///
/// A member that is put on hold, or that holds us, neither hears the others nor
/// is heard by them until the hold ends. It leaves with the end of its call. Of
/// `PortSIP_muteSession` the incoming side silences the member for everybody,
/// the outgoing side what is ours for the member. A member that is taken in
/// again stays as it is.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id;
/// - `EAudioCreateAudioConferenceFailure`: there is no conference;
/// - `ECoreCallNotEstablished`: not connected.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_joinToConference(libSDK: *mut c_void, sessionId: i32) -> i32 {
    with_sdk("joinToConference", libSDK, |sdk| {
        sdk.join_to_conference(number::session(sessionId)?)
    })
}

/// Takes a call out of the conference: it goes on as a call of two. For a call
/// that is in no conference it does nothing.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_removeFromConference(libSDK: *mut c_void, sessionId: i32) -> i32 {
    with_sdk("removeFromConference", libSDK, |sdk| {
        sdk.remove_from_conference(number::session(sessionId)?)
    })
}
