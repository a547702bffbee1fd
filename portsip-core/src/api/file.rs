//! Recording calls, and playing files into them.

use std::path::{Path, PathBuf};

use super::Sdk;
use crate::engine::{AudioControl, FilePlayer, PlayMode, RecordFormat, Recorder};
use crate::error::{Error, Result};
use crate::ids::SessionId;

pub use crate::engine::{FileFormat, RecordSides};

/// The channels of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordChannels {
    /// One, with both sides mixed.
    Mono,
    /// Two: sent left, received right.
    Stereo,
}

/// What is recorded, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordOptions {
    /// An existing folder.
    pub folder: PathBuf,
    /// The file's name in it; the format's extension is added where it is missing.
    pub file_name: String,
    /// Adds `_YYYYMMDD-hhmmss` (UTC) to the name.
    pub append_timestamp: bool,
    /// What it is written as.
    pub format: FileFormat,
    /// One channel or two.
    pub channels: RecordChannels,
    /// Which sides.
    pub sides: RecordSides,
}

impl RecordOptions {
    fn record_format(&self) -> RecordFormat {
        RecordFormat {
            file: self.format,
            stereo: self.channels == RecordChannels::Stereo,
            sides: self.sides,
        }
    }
}

impl Sdk {
    /// Records a call, or all that is said in [`SessionId::CONFERENCE`], to a
    /// file, over one of the same name.
    ///
    /// Errors: `AudioFileNameEmpty`, `CoreArgumentIncorrect` (a path in the
    /// name, AMR with two channels), `AudioPlayFileFormatNotSupport` (no encoder
    /// of the format), `CoreInviteSessionNotFound`, `CoreCallNotEstablished`,
    /// `CoreCallInHold`, `AudioStartRecordFailure` (recording already),
    /// `AudioCreateRecordFileFailure`.
    pub fn start_record(&self, session: SessionId, options: &RecordOptions) -> Result<()> {
        self.require_running()?;
        let name = file_name(&options.file_name)?;
        options.record_format().check()?;
        self.require_live_or_conference(session)?;
        if !self.per_call.with(|calls| calls.recordings.insert(session)) {
            return Err(Error::AudioStartRecordFailure);
        }
        let started = self.create_record(session, name, options);
        if started.is_err() {
            self.per_call
                .with(|calls| calls.recordings.remove(&session));
        }
        started
    }

    fn create_record(&self, session: SessionId, name: &str, options: &RecordOptions) -> Result<()> {
        let stamp = options.append_timestamp.then(crate::engine::date_time_now);
        let extension = options.format.extension();
        let path = path(&options.folder, name, stamp.as_deref(), extension);
        let (recorder, job) = Recorder::create(&path, options.record_format())?;
        self.engine.files().add(job);
        self.start_for(session, AudioControl::StartRecord { session, recorder })
    }

    /// Ends a recording; without one it does nothing.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn stop_record(&self, session: SessionId) -> Result<()> {
        self.require_call_or_conference(session)?;
        if self
            .per_call
            .with(|calls| calls.recordings.remove(&session))
        {
            self.engine.audio(AudioControl::StopRecord { session })?;
        }
        Ok(())
    }

    /// Plays a file to the other side, or to all members of
    /// [`SessionId::CONFERENCE`], in place of one that plays.
    ///
    /// Errors: `AudioFileNameEmpty`, `CoreInviteSessionNotFound`,
    /// `CoreCallNotEstablished`, `CoreCallInHold`, `AudioOpenPlayFileFailure`,
    /// `AudioPlayFileFormatNotSupport`.
    pub fn start_playing_file_to_remote(
        &self,
        session: SessionId,
        path: &str,
        looped: bool,
        mode: PlayMode,
    ) -> Result<()> {
        self.require_running()?;
        if path.is_empty() {
            return Err(Error::AudioFileNameEmpty);
        }
        self.require_live_or_conference(session)?;
        let (player, job) = FilePlayer::open(Path::new(path), looped)?;
        self.engine.files().add(job);
        let control = AudioControl::StartPlayFile {
            session,
            player,
            mode,
        };
        self.start_for(session, control)
    }

    /// Ends the file that plays; without one it does nothing.
    ///
    /// `CoreInviteSessionNotFound`.
    pub fn stop_playing_file_to_remote(&self, session: SessionId) -> Result<()> {
        self.require_call_or_conference(session)?;
        self.engine.audio(AudioControl::StopPlayFile { session })
    }
}

impl Sdk {
    /// Plays a file on the speaker, beside calls or without any, in place
    /// of one that plays there.
    ///
    /// Errors: `AudioFileNameEmpty`, `AudioOpenPlayFileFailure`,
    /// `AudioPlayFileFormatNotSupport`.
    pub fn start_playing_file_locally(&self, path: &str, looped: bool) -> Result<()> {
        self.require_running()?;
        if path.is_empty() {
            return Err(Error::AudioFileNameEmpty);
        }
        let (player, job) = FilePlayer::open(Path::new(path), looped)?;
        self.engine.files().add(job);
        self.engine.audio(AudioControl::StartLocalFile { player })
    }

    /// Ends the file that plays on the speaker; without one it does nothing.
    pub fn stop_playing_file_locally(&self) -> Result<()> {
        self.require_running()?;
        self.engine.audio(AudioControl::StopLocalFile)
    }
}

/// Refuses names that lead out of the folder.
fn file_name(name: &str) -> Result<&str> {
    if name.is_empty() {
        return Err(Error::AudioFileNameEmpty);
    }
    if name.contains(['/', '\\']) || name == "." || name == ".." {
        return Err(Error::CoreArgumentIncorrect);
    }
    Ok(name)
}

fn path(folder: &Path, name: &str, stamp: Option<&str>, extension: &str) -> PathBuf {
    let stem = match name.rsplit_once('.') {
        Some((stem, named)) if named.eq_ignore_ascii_case(extension) => stem,
        _ => name,
    };
    match stamp {
        Some(stamp) => folder.join(format!("{stem}_{stamp}.{extension}")),
        None => folder.join(format!("{stem}.{extension}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_added_once_and_the_stamp_before_it() {
        let folder = Path::new("records");
        let named = |name, stamp| path(folder, name, stamp, "wav");
        assert_eq!(named("a", None), Path::new("records/a.wav"));
        assert_eq!(named("a.WAV", None), Path::new("records/a.wav"));
        assert_eq!(named("a.b", None), Path::new("records/a.b.wav"));
        assert_eq!(
            named("a.wav", Some("20260101-000000")),
            Path::new("records/a_20260101-000000.wav")
        );
        assert_eq!(
            path(folder, "a.wav", None, "mp4"),
            Path::new("records/a.wav.mp4")
        );
    }

    #[test]
    fn a_name_stays_in_its_folder() {
        assert_eq!(file_name(""), Err(Error::AudioFileNameEmpty));
        for name in ["..", ".", "../a.wav", "/a.wav", "b\\a.wav"] {
            assert_eq!(file_name(name), Err(Error::CoreArgumentIncorrect), "{name}");
        }
        assert_eq!(file_name("a.wav"), Ok("a.wav"));
    }
}
