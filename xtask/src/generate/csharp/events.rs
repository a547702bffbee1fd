//! The listener's interface, and the native handlers that call it.

use super::docs::Names;
use super::writer::Writer;
use super::{begin, identifier};
use crate::interface::{Event, Interface, Kind, Param};
use crate::names::capital;

/// The interface `SIPCallbackEvents`.
pub(super) fn listener(interface: &Interface, names: &Names) -> String {
    let mut writer = begin(&["System", "System.Text"], "PortSIP");
    for line in [
        "<summary>What a program is told. It is given to the constructor of <see cref=\"PortSIPLib\"/>.</summary>",
        "<remarks>",
        "<para>Events of one object come one at a time and in order, on a thread of that object, or where",
        "<see cref=\"PortSIPLib.EventContext\"/> says. Every method of the object may be called in them, also",
        "<see cref=\"PortSIPLib.Dispose()\"/>. What they return is ignored. An exception goes to",
        "<see cref=\"PortSIPLib.HandlerException\"/>.</para>",
        "<para>Implement <see cref=\"SIPCallbackEventsBase\"/> instead where only some of them are of interest.</para>",
        "</remarks>",
    ] {
        writer.line(&format!("/// {line}"));
    }
    writer.line("public interface SIPCallbackEvents");
    writer.open();
    for event in interface.events.iter().chain(&interface.raw_callbacks) {
        writer.blank();
        let params = listener_docs(event);
        names.comment(&mut writer, &event.doc, &params, "");
        writer.list(&format!("int {}", method(event)), &declared(event), ";");
    }
    writer.end()
}

/// The class `SIPCallbackEventsBase`, which does nothing.
pub(super) fn base(interface: &Interface) -> String {
    let mut writer = begin(&["System", "System.Text"], "PortSIP");
    writer.line(
        "/// <summary>A listener that ignores every event: override those of interest.</summary>",
    );
    writer.line("public abstract class SIPCallbackEventsBase : SIPCallbackEvents");
    writer.open();
    for event in interface.events.iter().chain(&interface.raw_callbacks) {
        let method = method(event);
        writer.blank();
        writer.line(&format!(
            "/// <summary>See <see cref=\"SIPCallbackEvents.{method}\"/>.</summary>"
        ));
        writer.list(
            &format!("public virtual int {method}"),
            &declared(event),
            "",
        );
        writer.open();
        writer.line("return 0;");
        writer.close();
    }
    writer.end()
}

/// The native handlers, and the table of them.
pub(super) fn handlers(interface: &Interface) -> String {
    let mut writer = begin(
        &["System", "System.Runtime.InteropServices", "System.Text"],
        "PortSIP",
    );
    writer.line("// The table of all handlers, as the library has it.");
    writer.line("[StructLayout(LayoutKind.Sequential)]");
    writer.line("struct PortSIPX_Handlers");
    writer.open();
    writer.line("internal UIntPtr size;");
    writer.line("internal IntPtr context;");
    for event in &interface.events {
        writer.line(&format!("internal IntPtr {};", event.method()));
    }
    writer.close();
    writer.blank();
    writer.line(
        "// What the library calls: finds the object, reads the arguments, and delivers the event.",
    );
    writer.line("static class Handlers");
    writer.open();
    for event in &interface.events {
        handler(&mut writer, event);
    }
    for event in &interface.raw_callbacks {
        raw_handler(&mut writer, event);
    }
    writer.blank();
    writer.line("// Everything in one table.");
    writer.line("internal static PortSIPX_Handlers Table(IntPtr context)");
    writer.open();
    writer.line("var table = new PortSIPX_Handlers();");
    writer.line("table.size = (UIntPtr)Marshal.SizeOf(typeof(PortSIPX_Handlers));");
    writer.line("table.context = context;");
    for event in &interface.events {
        writer.line(&format!(
            "table.{} = Marshal.GetFunctionPointerForDelegate({});",
            event.method(),
            capital(&event.name)
        ));
    }
    writer.line("return table;");
    writer.end()
}

/// The name of a listener's method, such as `onInviteIncoming`.
pub(super) fn method(event: &Event) -> String {
    // The published interface calls this one so.
    if event.name == "RTPCallback" {
        return "onRTPPacketCallback".to_owned();
    }
    event.method()
}

fn handler(writer: &mut Writer, event: &Event) {
    let mut native = vec!["IntPtr context".to_owned()];
    native.extend(event.params.iter().flat_map(native_param));
    delegate(writer, event, "void", &native);
    writer.open();
    writer.line("PortSIPLib sdk = PortSIPLib.Find(context);");
    writer.line("if (sdk == null)");
    writer.line("    return;");
    for param in &event.params {
        if let Some(local) = local(param) {
            writer.line(&local);
        }
    }
    let arguments: Vec<_> = event.params.iter().flat_map(argument).collect();
    let method = event.method();
    let head = format!("sdk.Deliver(context, \"{method}\", listener => listener.{method}");
    writer.list(&head, &arguments, ");");
    writer.close();
}

fn raw_handler(writer: &mut Writer, event: &Event) {
    let native: Vec<_> = event.params.iter().flat_map(native_param).collect();
    delegate(writer, event, "int", &native);
    writer.open();
    writer.line("PortSIPLib sdk = PortSIPLib.Find(callbackObject);");
    writer.line("if (sdk == null)");
    writer.line("    return 0;");
    for param in &event.params {
        if let Some(local) = local(param) {
            writer.line(&local);
        }
    }
    let arguments: Vec<_> = event.params.iter().flat_map(argument).collect();
    let method = method(event);
    let head = format!("return sdk.Invoke(\"{method}\", listener => listener.{method}");
    writer.list(&head, &arguments, ");");
    writer.close();
}

/// The type of a native handler, the one delegate of it, and the head of the
/// method behind.
fn delegate(writer: &mut Writer, event: &Event, returns: &str, native: &[String]) {
    let (name, field) = (&event.name, capital(&event.name));
    writer.blank();
    writer.line("[UnmanagedFunctionPointer(CallingConvention.Cdecl)]");
    writer.list(
        &format!("internal delegate {returns} {name}_fn"),
        native,
        ";",
    );
    writer.blank();
    writer.line(&format!(
        "internal static readonly {name}_fn {field} = On{field};"
    ));
    writer.blank();
    writer.line(&format!("[MonoPInvokeCallback(typeof({name}_fn))]"));
    writer.list(&format!("static {returns} On{field}"), native, "");
}

/// A parameter as the native handler has it.
fn native_param(param: &Param) -> Vec<String> {
    let name = identifier(&param.name);
    let pointer = format!("IntPtr {}Pointer", param.name);
    match &param.kind {
        Kind::Bool => vec![format!("[MarshalAs(UnmanagedType.I1)] bool {name}")],
        Kind::Text if Event::is_message(param) => {
            vec![pointer, format!("UIntPtr {}Length", param.name)]
        }
        Kind::Text => vec![pointer],
        Kind::Pointer => vec![format!("IntPtr {name}")],
        Kind::Bytes { length } => vec![pointer, format!("int {length}")],
        _ => vec![format!("int {name}")],
    }
}

/// What is read before the event is delivered, which may be later.
fn local(param: &Param) -> Option<String> {
    let name = identifier(&param.name);
    let pointer = format!("{}Pointer", param.name);
    match &param.kind {
        Kind::Text if Event::is_message(param) => Some(format!(
            "StringBuilder {name} = Utf8.Message({pointer}, {}Length);",
            param.name
        )),
        Kind::Text => Some(format!("string {name} = Utf8.Text({pointer});")),
        Kind::Bytes { length } => Some(format!("byte[] {name} = Utf8.Copy({pointer}, {length});")),
        _ => None,
    }
}

fn argument(param: &Param) -> Vec<String> {
    let name = identifier(&param.name);
    match &param.kind {
        Kind::Bytes { length } => vec![name, length.clone()],
        _ => vec![name],
    }
}

/// The parameters of a listener's method.
pub(super) fn declared(event: &Event) -> Vec<String> {
    let declared = event.params.iter().flat_map(|param| {
        let name = identifier(&param.name);
        match &param.kind {
            Kind::Bool => vec![format!("bool {name}")],
            Kind::Text if Event::is_message(param) => vec![format!("StringBuilder {name}")],
            Kind::Text => vec![format!("string {name}")],
            Kind::Bytes { length } => vec![format!("byte[] {name}"), format!("int {length}")],
            Kind::Pointer => vec![format!("IntPtr {name}")],
            _ => vec![format!("int {name}")],
        }
    });
    declared.collect()
}

/// The parameters that are documented, those of lengths among them.
fn listener_docs(event: &Event) -> Vec<Param> {
    let mut params = Vec::new();
    for param in &event.params {
        let mut shown = param.clone();
        if param.kind == Kind::Pointer {
            "of no use here.".clone_into(&mut shown.doc);
        }
        params.push(shown);
        if let Kind::Bytes { length } = &param.kind {
            params.push(Param {
                name: length.clone(),
                kind: Kind::Int,
                doc: event.doc.of_param(length).to_owned(),
            });
        }
    }
    params
}
