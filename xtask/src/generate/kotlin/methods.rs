//! The methods of `PortSIPLib` that forward one to one.

use std::fmt::Write as _;

use super::kdoc::Kdoc;
use super::{call, capital, file, name};
use crate::interface::{CType, Function, Interface, Kind, Param, Returns};

pub(super) fn methods(interface: &Interface) -> Result<String, String> {
    let kdoc = Kdoc::new(interface);
    let mut body = String::from(
        "/**\n * The functions of the library, one to one. [PortSIPLib] has them all.\n *\n \
         * Each may be called from any thread, also inside an event. Numbers below zero are errors, see\n \
         * [PortSIP_Errors]; before `initialize` and after the end every method returns\n \
         * [ECoreSDKObjectNull][PortSIP_Errors.ECoreSDKObjectNull], or does nothing.\n */\n\
         abstract class PortSIPMethods internal constructor() {\n    \
         /** The object's handle, or null while there is none. */\n    internal abstract val handle: Pointer?\n",
    );
    for (group, functions) in interface.methods() {
        let _ = writeln!(body, "\n    // {}.", group.title);
        for function in functions {
            body.push('\n');
            let params: Vec<String> = params(function).into_iter().map(|(name, _)| name).collect();
            body.push_str(&kdoc.comment("    ", &function.doc, &params));
            body.push_str(&method(function)?);
        }
    }
    body.push_str("}\n");
    Ok(file(&["com.sun.jna.Pointer"], &body))
}

/// Names and types of a method's parameters.
fn params(function: &Function) -> Vec<(String, String)> {
    let mut params = Vec::new();
    for param in &function.params {
        let of = |kind: &str| (param.name.clone(), kind.to_owned());
        match &param.kind {
            Kind::Int => params.push(of("Int")),
            Kind::Bool => params.push(of("Boolean")),
            Kind::Enum(enumeration) => params.push(of(enumeration)),
            Kind::Text => params.push(of("String?")),
            Kind::Bytes { .. } => params.push(of("ByteArray?")),
            Kind::TextOut { size } => {
                params.push(of("StringBuilder"));
                params.push((size.clone(), "Int".to_owned()));
            }
            Kind::IntOut => params.push(of("IntOut")),
            Kind::Pointer => params.push(of("Long")),
            Kind::Callback(callback) => params.push(of(callback)),
        }
    }
    params
}

fn method(function: &Function) -> Result<String, String> {
    let declared: Vec<String> = params(function)
        .iter()
        .map(|(param, kind)| format!("{}: {kind}", name(param)))
        .collect();
    let native = format!("NativeFunctions.{}", function.symbol);
    let arguments = arguments(function)?;
    let outputs: Vec<&Param> = function
        .params
        .iter()
        .filter(|param| matches!(param.kind, Kind::TextOut { .. } | Kind::IntOut))
        .collect();
    let head = format!("fun {}", function.name);
    let result = match function.returns {
        Returns::Number => ": Int",
        Returns::Bool => ": Boolean",
        Returns::Nothing => "",
        other => return Err(format!("{}: returns {other:?}", function.symbol)),
    };
    if outputs.is_empty() {
        let end = if function.returns == Returns::Bool {
            ".isTrue()"
        } else {
            ""
        };
        if function.returns == Returns::Nothing {
            let mut text = call("    ", &head, &declared, " {");
            text.push_str(&call("        ", &native, &arguments, end));
            text.push_str("    }\n");
            return Ok(text);
        }
        let mut text = call("    ", &head, &declared, &format!("{result} ="));
        text.push_str(&call("        ", &native, &arguments, end));
        return Ok(text);
    }
    let mut text = call("    ", &head, &declared, &format!("{result} {{"));
    for param in &outputs {
        let made = match &param.kind {
            Kind::TextOut { size } => format!("textBuffer({})", name(size)),
            _ => "IntArray(1)".to_owned(),
        };
        let _ = writeln!(text, "        val {} = {made}", buffer(param));
    }
    text.push_str(&call(
        "        ",
        &format!("val result = {native}"),
        &arguments,
        "",
    ));
    let copies = outputs.iter().map(|param| match &param.kind {
        Kind::TextOut { .. } => format!("{}.receive({})", name(&param.name), buffer(param)),
        _ => format!("{}.value = {}[0]", name(&param.name), buffer(param)),
    });
    text.push_str("        if (result >= 0) {\n");
    for copy in copies {
        let _ = writeln!(text, "            {copy}");
    }
    text.push_str("        }\n        return result\n    }\n");
    Ok(text)
}

/// The local variable behind a parameter that receives something.
fn buffer(param: &Param) -> String {
    format!("filled{}", capital(&param.name))
}

/// What the native function is given.
fn arguments(function: &Function) -> Result<Vec<String>, String> {
    let mut arguments = Vec::new();
    if function.takes_handle() {
        arguments.push("handle".to_owned());
    }
    for param in &function.params {
        let own = name(&param.name);
        let c_type = |wanted: &str| {
            let found = function.c_params.iter().find(|c| c.name == wanted);
            found.map(|c| c.c_type.clone())
        };
        let number = |wanted: &str, value: String| match c_type(wanted) {
            Some(CType::Size) => format!("SizeT({value}.toLong())"),
            _ => value,
        };
        match &param.kind {
            Kind::Int => arguments.push(number(&param.name, own)),
            Kind::Bool => arguments.push(format!("{own}.toByte()")),
            Kind::Enum(_) => arguments.push(format!("{own}.value")),
            Kind::Text => arguments.push(own),
            Kind::Bytes { length } => {
                let size = match c_type(length) {
                    Some(CType::Size) => format!("SizeT({own}?.size?.toLong() ?: 0)"),
                    _ => format!("{own}?.size ?: 0"),
                };
                arguments.push(own);
                arguments.push(size);
            }
            Kind::TextOut { size } => {
                arguments.push(buffer(param));
                arguments.push(number(size, name(size)));
            }
            Kind::IntOut => arguments.push(buffer(param)),
            Kind::Pointer => arguments.push(format!("pointerOf({own})")),
            Kind::Callback(_) => return Err(format!("{}: takes a callback", function.symbol)),
        }
    }
    Ok(arguments)
}
