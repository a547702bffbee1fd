//! Gives the shared library its name, and on Windows its version.
//!
//! The name carries no version: programs link against `libportsip_sdk.so` and
//! find whatever copy lies beside them, as they did with the library this one
//! replaces.

use std::env::var;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |what: &str| var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    match (target("OS").as_str(), target("VENDOR").as_str()) {
        ("linux" | "android" | "freebsd" | "netbsd" | "openbsd", _) => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libportsip_sdk.so");
        }
        (_, "apple") => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libportsip_sdk.dylib");
        }
        ("windows", _) if target("ENV") == "gnu" => {
            let compiler = format!("{}-w64-mingw32-windres", target("ARCH"));
            match version_resource(&compiler) {
                Ok(object) => println!("cargo:rustc-cdylib-link-arg={}", object.display()),
                Err(error) => println!("cargo:warning=no version in the library: {error}"),
            }
            // The checks of the stack in libopus, which other systems have in their C library.
            for library in ["-l:libssp.a", "-ladvapi32", "-lmsvcrt"] {
                println!("cargo:rustc-cdylib-link-arg={library}");
            }
        }
        _ => {}
    }
}

/// Compiles what Explorer and installers show of a library.
fn version_resource(compiler: &str) -> Result<PathBuf, String> {
    let folder = var("OUT_DIR").map_err(|error| error.to_string())?;
    let version = env!("CARGO_PKG_VERSION");
    let numbers = format!("{},0", version.split('-').next().unwrap_or(version)).replace('.', ",");
    let text = format!(
        r#"1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEOS 0x40004
FILETYPE 0x2
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "FileDescription", "SIP client library"
      VALUE "FileVersion", "{version}"
      VALUE "OriginalFilename", "portsip_sdk.dll"
      VALUE "ProductName", "portsip_sdk"
      VALUE "ProductVersion", "{version}"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
"#
    );
    let (source, object) = (
        Path::new(&folder).join("version.rc"),
        Path::new(&folder).join("version.o"),
    );
    std::fs::write(&source, text).map_err(|error| error.to_string())?;
    let status = Command::new(compiler).arg(&source).arg(&object).status();
    match status {
        Ok(status) if status.success() => Ok(object),
        Ok(status) => Err(format!("{compiler}: {status}")),
        Err(error) => Err(format!("{compiler}: {error}")),
    }
}
