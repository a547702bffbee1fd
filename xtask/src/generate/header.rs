//! The C header, generated from `portsip-ffi` by cbindgen.

use super::{Generated, root};
use crate::interface::Interface;

pub(super) fn files(_interface: &Interface) -> Result<Vec<Generated>, String> {
    Ok(vec![Generated {
        path: "include/portsip_sdk.h",
        text: header()?,
    }])
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
pub(super) fn ascii(text: &str) -> Result<String, String> {
    let text = text.replace('…', "...").replace('−', "-").replace('µ', "u");
    match text.lines().find(|line| !line.is_ascii()) {
        Some(line) => Err(format!("not ASCII, and no replacement known: {line}")),
        None => Ok(text),
    }
}
