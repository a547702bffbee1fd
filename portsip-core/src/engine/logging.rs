//! The log file of one SDK object.
//!
//! Each SDK object has its own dispatcher, set on its threads and around each
//! call of its API: several of them in one process do not mix. Lines go
//! through a bounded queue to a writer thread; nothing waits for the disk.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use tracing::Dispatch;
use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};

use super::clock_source::unix_time;
use crate::config::LogLevel;
use crate::error::{Error, Result};

/// Entries that wait for the disk, each a SIP message of 64 KiB at most; what
/// exceeds them is lost.
const ENTRIES_WAITING_MAX: usize = 4096;

/// Where an SDK object logs to.
#[derive(Debug)]
pub(super) struct Logging {
    /// What its threads and calls log through.
    pub(super) dispatch: Dispatch,
    /// Writes out what waits when it is dropped.
    writer: Option<WorkerGuard>,
}

impl Logging {
    /// Opens the log file in `folder`, unless `level` is [`LogLevel::None`].
    /// A missing folder is [`Error::CoreArgumentIncorrect`].
    pub(super) fn open(level: LogLevel, folder: &Path) -> Result<Self> {
        let Some(level) = filter(level) else {
            return Ok(Self {
                dispatch: Dispatch::none(),
                writer: None,
            });
        };
        let file = create(folder).map_err(|_| Error::CoreArgumentIncorrect)?;
        let (lines, writer) = NonBlockingBuilder::default()
            .buffered_lines_limit(ENTRIES_WAITING_MAX)
            .lossy(true)
            .finish(file);
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_ansi(false)
            .with_thread_names(true)
            .with_target(true)
            .with_writer(lines)
            .finish();
        Ok(Self {
            dispatch: Dispatch::new(subscriber),
            writer: Some(writer),
        })
    }

    /// Writes out what waits and ends the writer. Later lines are lost.
    pub(super) fn close(&mut self) {
        self.writer = None;
    }
}

const fn filter(level: LogLevel) -> Option<LevelFilter> {
    match level {
        LogLevel::None => None,
        LogLevel::Error => Some(LevelFilter::ERROR),
        LogLevel::Warning => Some(LevelFilter::WARN),
        LogLevel::Info => Some(LevelFilter::INFO),
        LogLevel::Debug => Some(LevelFilter::DEBUG),
    }
}

/// Creates `PortSIP_Log_<date-time>.log`; a number follows where an SDK object
/// that started in the same second has that name.
fn create(folder: &Path) -> io::Result<File> {
    let stamp = date_time(unix_time());
    for number in 1..=1000 {
        let name = if number == 1 {
            format!("PortSIP_Log_{stamp}.log")
        } else {
            format!("PortSIP_Log_{stamp}_{number}.log")
        };
        let created = OpenOptions::new()
            .append(true)
            .create_new(true)
            .open(folder.join(name));
        match created {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => return other,
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The date and time as names of files have it, `YYYYMMDD-hhmmss` in UTC.
pub fn date_time_now() -> String {
    date_time(unix_time())
}

/// `YYYYMMDD-hhmmss` in UTC, by the days of the Gregorian calendar counted
/// from 1 March of year 0, where leap days come last in the year.
fn date_time(since_1970: Duration) -> String {
    const DAYS_TO_1970: u64 = 719_468;
    const DAYS_PER_400_YEARS: u64 = 146_097;
    let seconds = since_1970.as_secs();
    let (days, second_of_day) = (seconds / 86_400 + DAYS_TO_1970, seconds % 86_400);
    let (era, day_of_era) = (days / DAYS_PER_400_YEARS, days % DAYS_PER_400_YEARS);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!(
        "{year:04}{month:02}{day:02}-{:02}{:02}{:02}",
        second_of_day / 3600,
        second_of_day / 60 % 60,
        second_of_day % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_the_calendar() {
        let at = |seconds| date_time(Duration::from_secs(seconds));
        assert_eq!(at(0), "19700101-000000");
        assert_eq!(at(951_782_400), "20000229-000000");
        assert_eq!(at(1_709_251_199), "20240229-235959");
        assert_eq!(at(4_102_444_799), "20991231-235959");
    }

    #[test]
    fn a_missing_folder_is_a_wrong_argument() {
        let folder = Path::new("/nonexistent/folder/of/logs");
        assert_eq!(
            Logging::open(LogLevel::Info, folder).err(),
            Some(Error::CoreArgumentIncorrect)
        );
        assert!(Logging::open(LogLevel::None, folder).is_ok());
    }
}
