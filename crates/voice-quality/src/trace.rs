//! The packets of a call as they arrive, for another phone to hear.
//!
//! Each: when it comes, in microseconds after the first was sent, and its length, both
//! 32 bits in network order; then the datagram.

use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::call::{Arrivals, START};

/// Writes them, the first to arrive first.
pub(crate) fn write(path: &Path, arrivals: &Arrivals) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    for ((arrival, _), datagram) in arrivals {
        let after_us = u32::try_from((*arrival - START).as_micros())?;
        file.write_all(&after_us.to_be_bytes())?;
        file.write_all(&u32::try_from(datagram.len())?.to_be_bytes())?;
        file.write_all(datagram)?;
    }
    file.flush()?;
    Ok(())
}
