//! The C header, generated from `portsip-ffi` by cbindgen.

use std::fs;
use std::path::{Path, PathBuf};

/// Writes the header.
pub(crate) fn write() -> Result<(), String> {
    let path = header_path();
    let header = header()?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::write(&path, header).map_err(|error| format!("{}: {error}", path.display()))
}

/// Fails where the header is not what [`write()`] would write.
pub(crate) fn check() -> Result<(), String> {
    let path = header_path();
    let written =
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    if written == header()? {
        return Ok(());
    }
    Err(format!(
        "{} is stale: run `cargo xtask generate`",
        path.display()
    ))
}

fn header() -> Result<String, String> {
    let crate_folder = root().join("portsip-ffi");
    let config = cbindgen::Config::from_file(crate_folder.join("cbindgen.toml"))?;
    let bindings = cbindgen::Builder::new()
        .with_crate(crate_folder)
        .with_config(config)
        .generate()
        .map_err(|error| error.to_string())?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).map_err(|error| error.to_string())?;
    ascii(&text)
}

/// The header in ASCII: compilers of some systems read it in a local encoding.
fn ascii(text: &str) -> Result<String, String> {
    let text = text.replace('…', "...").replace('−', "-").replace('µ', "u");
    match text.lines().find(|line| !line.is_ascii()) {
        Some(line) => Err(format!("not ASCII, and no replacement known: {line}")),
        None => Ok(text),
    }
}

fn header_path() -> PathBuf {
    root().join("include").join("portsip_sdk.h")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}
