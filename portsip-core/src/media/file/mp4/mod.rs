//! Sound in MP4 files (ISO/IEC 14496-12, -14): read, whole or in fragments, and
//! written in fragments.

#[cfg(feature = "compressed-files")]
mod aac;
#[cfg(not(feature = "compressed-files"))]
#[path = "no_aac.rs"]
mod aac;
mod box_writer;
mod boxes;
mod decoder;
mod reader;
mod samples;
mod track;
mod writer;

pub(super) use reader::Mp4Reader;
pub(super) use writer::Mp4Writer;
