//! Recording calls, and playing files into them.
#![expect(non_snake_case, reason = "the names of the C header")]

use std::ffi::{c_char, c_void};

use portsip_core::api::{FileFormat, PlayMode, RecordChannels, RecordOptions, RecordSides};
use portsip_core::error::Error;

use crate::boundary::with_sdk;
use crate::codes::{FILE_FORMAT, RECORD_MODE};
use crate::flag::Flag;
use crate::number;
use crate::text;

/// Records a call to a file. The file is kept playable while it grows; a crash
/// costs a second at most. A disk that fails ends the recording, which the log
/// says, and leaves the call alone.
///
/// - `sessionId`: the call, or `CONFERENCE_SESSION_ID`; then received is what
///   the members say, sent is what is ours, at the highest rate of the members
///   at the start, 48 kHz where there are none.
/// - `recordFilePath`: an existing folder.
/// - `recordFileName`: the file's name in it; the format's extension is added
///   where it is missing. An existing file is replaced.
/// - `appendTimestamp`: adds date and time to the name, before the extension.
/// - `channels`: 1 mono, 2 stereo with what is sent left and what is received right.
/// - `recordFileFormat`: a `FILE_FORMAT`: `FILEFORMAT_WAVE`, 16 bits at the rate of
///   the call; `FILEFORMAT_AMR`, AMR at 12.2 kbit/s, mono, where its library is
///   installed; `FILEFORMAT_MP3`, MP3 at 32 to 64 kbit/s a channel, where LAME is
///   installed; `FILEFORMAT_MP4`, Opus in MP4.
/// - `audioRecordMode`: a `RECORD_MODE`.
/// - `videoRecordMode`: a `RECORD_MODE`; no video is recorded by this version.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: a text is NULL;
/// - `EAudioFileNameEmpty`: the folder or the name is empty;
/// - `ECoreArgumentIncorrect`: other channels, formats or modes, AMR with two
///   channels, `audioRecordMode` `RECORD_NONE`, a name with a path in it, or not
///   UTF-8;
/// - `EAudioPlayFileFormatNotSupport`: AMR or MP3 without its library;
/// - `ECoreInviteSessionNotFound`: no call of this id, no conference;
/// - `ECoreCallNotEstablished`: neither connected nor with early media;
/// - `ECoreCallInHold`: on hold;
/// - `EAudioStartRecordFailure`: the call is being recorded;
/// - `EAudioCreateRecordFileFailure`: the file cannot be made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_startRecord(
    libSDK: *mut c_void,
    sessionId: i32,
    recordFilePath: *const c_char,
    recordFileName: *const c_char,
    appendTimestamp: Flag,
    channels: i32,
    recordFileFormat: i32,
    audioRecordMode: i32,
    videoRecordMode: i32,
) -> i32 {
    with_sdk("startRecord", libSDK, |sdk| {
        // SAFETY: texts are NULL or NUL-terminated, by the header's contract.
        let (folder, name) = unsafe {
            (
                text::filled(recordFilePath, Error::AudioFileNameEmpty)?,
                text::filled(recordFileName, Error::AudioFileNameEmpty)?,
            )
        };
        let channels = match channels {
            1 => RecordChannels::Mono,
            2 => RecordChannels::Stereo,
            _ => return Err(Error::CoreArgumentIncorrect),
        };
        let format = file_format(recordFileFormat)?;
        sides(videoRecordMode)?;
        let sides = sides(audioRecordMode)?.ok_or(Error::CoreArgumentIncorrect)?;
        let options = RecordOptions {
            folder: folder.into(),
            file_name: name.to_owned(),
            append_timestamp: appendTimestamp.is_set(),
            format,
            channels,
            sides,
        };
        sdk.start_record(number::session(sessionId)?, &options)
    })
}

/// Ends a recording; without one it does nothing.
///
/// The last of what was recorded is written and the file closed within moments
/// after this returns. It can be played before that, too.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id, no conference.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_stopRecord(libSDK: *mut c_void, sessionId: i32) -> i32 {
    with_sdk("stopRecord", libSDK, |sdk| {
        sdk.stop_record(number::session(sessionId)?)
    })
}

/// Plays a file to the other side. `playFileFinished_fn` tells when it has
/// come to its end by itself. A file that is playing is replaced.
///
/// WAV (8 to 32 bits, float, G.711; any rate from 4 to 192 kHz), MP3, AMR and
/// AMR-WB (where their library is installed), and MP4 with AAC, Opus or AMR are
/// told apart by their content, not the name. Channels are mixed to one. A loop
/// has no gap.
///
/// - `sessionId`: the call, or `CONFERENCE_SESSION_ID`: all members hear it.
/// - `fileUrl`: the file's path.
/// - `loop`: starts again at the end.
/// - `playAudio`: 0 the file is not heard, 1 the file takes the place of the
///   microphone, 2 both are heard.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `fileUrl` is NULL;
/// - `EAudioFileNameEmpty`: `fileUrl` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `EAudioPlayFileModeNotSupport`: `playAudio` is outside 0…2;
/// - `ECoreInviteSessionNotFound`: no call of this id, no conference;
/// - `ECoreCallNotEstablished`: neither connected nor with early media;
/// - `ECoreCallInHold`: on hold;
/// - `EAudioOpenPlayFileFailure`: missing or not readable;
/// - `EAudioPlayFileFormatNotSupport`: not a format this build reads.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_startPlayingFileToRemote(
    libSDK: *mut c_void,
    sessionId: i32,
    fileUrl: *const c_char,
    r#loop: Flag,
    playAudio: i32,
) -> i32 {
    with_sdk("startPlayingFileToRemote", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let path = unsafe { text::filled(fileUrl, Error::AudioFileNameEmpty) }?;
        let mode = match playAudio {
            0 => PlayMode::Silent,
            1 => PlayMode::InsteadOfMicrophone,
            2 => PlayMode::WithMicrophone,
            _ => return Err(Error::AudioPlayFileModeNotSupport),
        };
        sdk.start_playing_file_to_remote(number::session(sessionId)?, path, r#loop.is_set(), mode)
    })
}

/// Ends the file that plays to the other side. No event follows.
///
/// Returns 0, or:
/// - `ECoreInviteSessionNotFound`: no call of this id, no conference.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_stopPlayingFileToRemote(libSDK: *mut c_void, sessionId: i32) -> i32 {
    with_sdk("stopPlayingFileToRemote", libSDK, |sdk| {
        sdk.stop_playing_file_to_remote(number::session(sessionId)?)
    })
}

/// Plays a file on the speaker, with calls or without any; nobody else hears
/// it. The formats are those of `PortSIP_startPlayingFileToRemote`.
/// `playFileFinished_fn` tells with `INVALID_SESSION_ID` when it has come to
/// its end by itself. A file that is playing there is replaced.
///
/// - `fileUrl`: the file's path.
/// - `loop`: starts again at the end.
/// - `playVideoWindow`: not looked at by this version, which plays no video.
///
/// Returns 0, or:
/// - `ECoreArgumentNull`: `fileUrl` is NULL;
/// - `EAudioFileNameEmpty`: `fileUrl` is empty;
/// - `ECoreArgumentIncorrect`: not UTF-8;
/// - `EAudioOpenPlayFileFailure`: missing or not readable;
/// - `EAudioPlayFileFormatNotSupport`: not a format this build reads.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PortSIP_startPlayingFileLocally(
    libSDK: *mut c_void,
    fileUrl: *const c_char,
    r#loop: Flag,
    playVideoWindow: *mut c_void,
) -> i32 {
    let _ = playVideoWindow;
    with_sdk("startPlayingFileLocally", libSDK, |sdk| {
        // SAFETY: NULL or NUL-terminated, by the header's contract.
        let path = unsafe { text::filled(fileUrl, Error::AudioFileNameEmpty) }?;
        sdk.start_playing_file_locally(path, r#loop.is_set())
    })
}

/// Ends the file that plays on the speaker. No event follows. Without one it
/// does nothing.
///
/// Returns 0.
#[unsafe(no_mangle)]
pub extern "C" fn PortSIP_stopPlayingFileLocally(libSDK: *mut c_void) -> i32 {
    with_sdk("stopPlayingFileLocally", libSDK, |sdk| {
        sdk.stop_playing_file_locally()
    })
}

const fn file_format(format: i32) -> Result<FileFormat, Error> {
    const WAVE: i32 = FILE_FORMAT::FILEFORMAT_WAVE as i32;
    const AMR: i32 = FILE_FORMAT::FILEFORMAT_AMR as i32;
    const MP3: i32 = FILE_FORMAT::FILEFORMAT_MP3 as i32;
    const MP4: i32 = FILE_FORMAT::FILEFORMAT_MP4 as i32;
    match format {
        WAVE => Ok(FileFormat::Wav),
        AMR => Ok(FileFormat::Amr),
        MP3 => Ok(FileFormat::Mp3),
        MP4 => Ok(FileFormat::Mp4),
        _ => Err(Error::CoreArgumentIncorrect),
    }
}

const fn sides(mode: i32) -> Result<Option<RecordSides>, Error> {
    const NONE: i32 = RECORD_MODE::RECORD_NONE as i32;
    const RECEIVED: i32 = RECORD_MODE::RECORD_RECV as i32;
    const SENT: i32 = RECORD_MODE::RECORD_SEND as i32;
    const BOTH: i32 = RECORD_MODE::RECORD_BOTH as i32;
    match mode {
        NONE => Ok(None),
        RECEIVED => Ok(Some(RecordSides::Received)),
        SENT => Ok(Some(RecordSides::Sent)),
        BOTH => Ok(Some(RecordSides::Both)),
        _ => Err(Error::CoreArgumentIncorrect),
    }
}
