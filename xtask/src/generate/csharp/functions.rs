//! The native functions and the methods that forward to them.

use super::docs::Names;
use super::writer::Writer;
use super::{begin, identifier};
use crate::interface::{CType, Function, Interface, Kind, Param, Returns};
use crate::names::capital;

/// The declarations of the native functions that have a method.
pub(super) fn native(interface: &Interface) -> String {
    let mut writer = begin(&["System", "System.Runtime.InteropServices"], "PortSIP");
    writer.line("static partial class Native");
    writer.open();
    for function in interface.functions().filter(|one| is_generated(one)) {
        writer.blank();
        writer.line("[DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]");
        if function.returns == Returns::Bool {
            writer.line("[return: MarshalAs(UnmanagedType.I1)]");
        }
        let params: Vec<_> = function
            .c_params
            .iter()
            .map(|param| native_param(&param.name, &param.c_type))
            .collect();
        let head = format!(
            "internal static extern {} {}",
            returned(function.returns),
            function.symbol
        );
        writer.list(&head, &params, ";");
    }
    writer.end()
}

/// The methods of `PortSIPLib`.
pub(super) fn methods(interface: &Interface, names: &Names) -> String {
    let mut writer = begin(&["System", "System.Text"], "PortSIP");
    writer.line("public partial class PortSIPLib");
    writer.open();
    for group in &interface.groups {
        let functions: Vec<_> = group
            .functions
            .iter()
            .filter(|one| is_generated(one))
            .collect();
        if functions.is_empty() {
            continue;
        }
        writer.blank();
        writer.line(&format!("// {}", group.title));
        for function in functions {
            method(&mut writer, function, names);
        }
    }
    writer.end()
}

/// Whether a method is written here: all that are plain, and those that turn a
/// raw callback on or off, which calls the listener.
fn is_generated(function: &Function) -> bool {
    let raw = function
        .c_params
        .iter()
        .any(|param| matches!(param.c_type, CType::Callback(_)));
    function.is_method() || raw && function.takes_handle()
}

fn method(writer: &mut Writer, function: &Function, names: &Names) {
    let params: Vec<&Param> = function
        .params
        .iter()
        .filter(|one| is_visible(one))
        .collect();
    writer.blank();
    let mut doc_params: Vec<Param> = Vec::new();
    for param in &params {
        doc_params.push((*param).clone());
        if let Some(length) = length_of(param) {
            doc_params.push(Param {
                name: length.to_owned(),
                kind: Kind::Int,
                doc: function.doc.of_param(length).to_owned(),
            });
        }
    }
    names.comment(writer, &function.doc, &doc_params, &function.doc.returns);
    let declared: Vec<_> = params.iter().flat_map(|param| declared(param)).collect();
    let head = format!("public {} {}", returned(function.returns), function.name);
    writer.list(&head, &declared, "");
    writer.open();
    body(writer, function, &params);
    writer.close();
}

fn body(writer: &mut Writer, function: &Function, params: &[&Param]) {
    let mut arguments = Vec::new();
    if function.takes_handle() {
        arguments.push("Handle".to_owned());
    }
    for param in &function.params {
        arguments.extend(passed(param));
    }
    let outs: Vec<_> = params
        .iter()
        .filter_map(|param| match &param.kind {
            Kind::TextOut { size } => Some((identifier(&param.name), identifier(size))),
            _ => None,
        })
        .collect();
    for (name, size) in &outs {
        writer.line(&format!(
            "byte[] {name}Buffer = Utf8.Buffer({name}, {size});"
        ));
    }
    let native = format!("Native.{}", function.symbol);
    if outs.is_empty() {
        let head = match function.returns {
            Returns::Nothing => native,
            _ => format!("return {native}"),
        };
        return writer.list(&head, &arguments, ";");
    }
    writer.list(&format!("int result = {native}"), &arguments, ";");
    for (name, _) in &outs {
        writer.line(&format!("Utf8.Read({name}, {name}Buffer, result);"));
    }
    writer.line("return result;");
}

/// What a program passes itself: neither handlers nor their context.
fn is_visible(param: &Param) -> bool {
    let context = param.kind == Kind::Pointer && param.name.starts_with("callbackObj");
    !context && !matches!(param.kind, Kind::Callback(_))
}

/// A parameter as the method declares it: buffers with their length.
fn declared(param: &Param) -> Vec<String> {
    let name = identifier(&param.name);
    match &param.kind {
        Kind::Int => vec![format!("int {name}")],
        Kind::Bool => vec![format!("bool {name}")],
        Kind::Enum(one) => vec![format!("{one} {name}")],
        Kind::Text => vec![format!("string {name}")],
        Kind::Bytes { length } => vec![format!("byte[] {name}"), format!("int {length}")],
        Kind::TextOut { size } => vec![format!("StringBuilder {name}"), format!("int {size}")],
        Kind::IntOut => vec![format!("out int {name}")],
        Kind::Pointer | Kind::Callback(_) => vec![format!("IntPtr {name}")],
    }
}

/// A parameter as it is passed on.
fn passed(param: &Param) -> Vec<String> {
    let name = identifier(&param.name);
    match &param.kind {
        Kind::Int | Kind::Bool => vec![name],
        Kind::Enum(_) => vec![format!("(int){name}")],
        Kind::Text => vec![format!("Utf8.Bytes({name})")],
        Kind::Bytes { length } => {
            let length = format!("Utf8.Length({name}, {})", identifier(length));
            vec![name, length]
        }
        Kind::TextOut { .. } => vec![
            format!("{name}Buffer"),
            format!("Utf8.Length({name}Buffer)"),
        ],
        Kind::IntOut => vec![format!("out {name}")],
        Kind::Pointer if is_visible(param) => vec![name],
        Kind::Pointer => vec!["context".to_owned()],
        Kind::Callback(callback) => {
            let callback = callback.trim_end_matches("_fn");
            vec![format!("Handlers.{}", capital(callback))]
        }
    }
}

/// The length in C that belongs to a buffer.
fn length_of(param: &Param) -> Option<&str> {
    match &param.kind {
        Kind::Bytes { length } => Some(length),
        Kind::TextOut { size } => Some(size),
        _ => None,
    }
}

fn native_param(name: &str, c_type: &CType) -> String {
    let name = identifier(name);
    match c_type {
        CType::Int => format!("int {name}"),
        CType::Size => format!("UIntPtr {name}"),
        CType::Bool => format!("[MarshalAs(UnmanagedType.I1)] bool {name}"),
        CType::Text | CType::TextBuffer | CType::Bytes => format!("byte[] {name}"),
        CType::IntOut => format!("out int {name}"),
        CType::Pointer => format!("IntPtr {name}"),
        CType::Struct(structure) => format!("ref {structure} {name}"),
        CType::Callback(callback) => format!("Handlers.{callback} {name}"),
    }
}

fn returned(returns: Returns) -> &'static str {
    match returns {
        Returns::Nothing => "void",
        Returns::Number => "int",
        Returns::Bool => "bool",
        Returns::Text => "string",
        Returns::Pointer => "IntPtr",
    }
}
