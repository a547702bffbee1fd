//! The mechanical layer of the C# binding: declarations of the native
//! functions, methods that forward to them, events, enumerations, error codes,
//! and a test of every event.

mod codes;
mod docs;
mod events;
mod functions;
mod samples;
mod writer;

use super::Generated;
use crate::interface::Interface;

use docs::Names;
use writer::Writer;

#[expect(clippy::unnecessary_wraps, reason = "one signature for all emitters")]
pub(super) fn files(interface: &Interface) -> Result<Vec<Generated>, String> {
    let names = Names::of(interface);
    let file = |path, text| Generated { path, text };
    Ok(vec![
        file(
            "bindings/csharp/src/Generated/Native.cs",
            functions::native(interface),
        ),
        file(
            "bindings/csharp/src/Generated/PortSIPLib.cs",
            functions::methods(interface, &names),
        ),
        file(
            "bindings/csharp/src/Generated/SIPCallbackEvents.cs",
            events::listener(interface, &names),
        ),
        file(
            "bindings/csharp/src/Generated/SIPCallbackEventsBase.cs",
            events::base(interface),
        ),
        file(
            "bindings/csharp/src/Generated/Handlers.cs",
            events::handlers(interface),
        ),
        file(
            "bindings/csharp/src/Generated/Enums.cs",
            codes::enums(interface, &names),
        ),
        file(
            "bindings/csharp/src/Generated/PortSIP_Errors.cs",
            codes::errors(interface, &names),
        ),
        file(
            "bindings/csharp/tests/Generated/EventTests.cs",
            samples::tests(interface),
        ),
    ])
}

/// The begin of a file in the namespace, which stays open.
fn begin(usings: &[&str], namespace: &str) -> Writer {
    let mut writer = Writer::default();
    writer.line("// Generated from the crate portsip-ffi by `cargo xtask generate`: do not edit.");
    for using in usings {
        writer.line(&format!("using {using};"));
    }
    writer.blank();
    writer.line(&format!("namespace {namespace}"));
    writer.open();
    writer
}

/// A name that may not be a keyword.
fn identifier(name: &str) -> String {
    // Those that may be names in Rust.
    const KEYWORDS: &str = "base bool byte case catch char checked class decimal default \
        delegate double event explicit finally fixed float foreach goto implicit in int interface \
        internal is lock long namespace new null object operator out params private protected \
        public readonly ref sbyte sealed short sizeof stackalloc string switch this throw uint \
        ulong unchecked ushort using void volatile";
    if KEYWORDS.split_whitespace().any(|one| one == name) {
        format!("@{name}")
    } else {
        name.to_owned()
    }
}
