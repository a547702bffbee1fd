//! Gives the shared library its SONAME.
//!
//! The name carries no version: programs link against `libportsip_sdk.so` and
//! find whatever copy lies beside them, as they did with the library this one
//! replaces.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    match os.as_str() {
        "linux" | "android" | "freebsd" | "netbsd" | "openbsd" => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libportsip_sdk.so");
        }
        "macos" | "ios" => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libportsip_sdk.dylib");
        }
        _ => {}
    }
}
