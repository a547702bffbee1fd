//! `cargo xtask generate`: everything that follows from the C interface.
//!
//! The `extern "C"` functions and handler types of `portsip-ffi`, with their
//! documentation, are the one source. Each module here turns them into the
//! files of one language.
#![expect(
    clippy::unnecessary_wraps,
    reason = "an emitter may fail, though not all of them do"
)]

/// Appends what `format!` makes.
macro_rules! put {
    ($text:expr, $($part:tt)*) => {
        $text.push_str(format!($($part)*).as_str())
    };
}

mod c;
mod cpp;
mod csharp;
mod header;
mod kotlin;
mod published;
mod rust;
mod sample_values;
mod swift;
mod wrap;

use std::fs;
use std::path::{Path, PathBuf};

use crate::interface::{self, Interface};

/// A file that follows from the interface: where it stands in the project, and
/// its text.
struct Generated {
    path: &'static str,
    text: String,
}

/// What makes the files of one language.
type Emitter = fn(&Interface) -> Result<Vec<Generated>, String>;

/// In this order.
const EMITTERS: &[Emitter] = &[
    rust::files,
    // It is read from what the first one writes.
    header::files,
    published::files,
    c::files,
    cpp::files,
    csharp::files,
    kotlin::files,
    swift::files,
];

/// Writes all files.
pub(crate) fn write() -> Result<(), String> {
    for emit in EMITTERS {
        for file in emit(&interface()?)? {
            let path = root().join(file.path);
            let failed = |error: std::io::Error| format!("{}: {error}", path.display());
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(failed)?;
            }
            fs::write(&path, file.text).map_err(failed)?;
        }
    }
    Ok(())
}

/// Fails where a file is not what [`write()`] would write, and names it.
pub(crate) fn check() -> Result<(), String> {
    let interface = interface()?;
    let mut stale = Vec::new();
    for emit in EMITTERS {
        for file in emit(&interface)? {
            if fs::read_to_string(root().join(file.path)).ok().as_ref() != Some(&file.text) {
                stale.push(file.path);
            }
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!(
        "stale, run `cargo xtask generate`: {}",
        stale.join(", ")
    ))
}

fn interface() -> Result<Interface, String> {
    interface::read(&root().join("portsip-ffi"))
}

fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}
