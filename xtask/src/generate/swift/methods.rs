//! The methods of `PortSIPLib`, each of which forwards to one function.

use super::doc::Names;
use super::list;
use crate::interface::{CType, Function, Interface, Kind, Param, Returns};

/// Methods that do a little more in Swift, and stand in a file written by hand.
const WRITTEN_BY_HAND: &[&str] = &["hangUp", "unRegisterServer", "removeUser"];

/// `Methods.swift`.
pub(super) fn methods(interface: &Interface, names: &Names) -> String {
    let mut text = String::from("internal import CPortSIP\n");
    for (group, functions) in interface.methods() {
        put!(
            text,
            "\n// MARK: - {}\n\nextension PortSIPLib {{\n",
            group.title
        );
        let functions = functions
            .into_iter()
            .filter(|function| !WRITTEN_BY_HAND.contains(&function.name.as_str()));
        for (place, function) in functions.enumerate() {
            if place > 0 {
                text += "\n";
            }
            text += &names.comment(4, &function.doc, &function.params);
            text += &method(function);
        }
        text += "}\n";
    }
    text
}

fn method(function: &Function) -> String {
    let declared: Vec<String> = function.params.iter().map(declared).collect();
    let (attribute, outcome) = match function.returns {
        Returns::Number if function.doc.returns == "0" => ("    @discardableResult\n", " -> Int32"),
        Returns::Number => ("", " -> Int32"),
        Returns::Bool => ("", " -> Bool"),
        _ => ("", ""),
    };
    let head = format!("public func {}(", function.name);
    let mut text = attribute.to_owned();
    text += &list(4, &head, &declared, &format!("){outcome} {{"));
    let receives: Vec<&Param> = function
        .params
        .iter()
        .filter(|param| matches!(param.kind, Kind::TextOut { .. }))
        .collect();
    let given = given(function);
    let call = format!("{}(", function.symbol);
    if let [received] = receives[..] {
        put!(
            text,
            "        receiveText(into: &{}) {{ buffer, size in\n",
            received.name
        );
        text += &list(12, &call, &given, ")");
        text += "        }\n";
    } else {
        text += &list(8, &call, &given, ")");
    }
    text + "    }\n"
}

/// A parameter in Swift.
fn declared(param: &Param) -> String {
    let name = &param.name;
    match &param.kind {
        Kind::Int => format!("{name}: Int32"),
        Kind::Bool => format!("{name}: Bool"),
        Kind::Enum(known) => format!("{name}: {known}"),
        Kind::Text => format!("{name}: String?"),
        Kind::Bytes { .. } => format!("{name}: [UInt8]"),
        Kind::TextOut { .. } => format!("{name}: inout String"),
        Kind::IntOut => format!("{name}: inout Int32"),
        Kind::Pointer | Kind::Callback(_) => format!("{name}: UnsafeMutableRawPointer?"),
    }
}

/// What is given to C.
fn given(function: &Function) -> Vec<String> {
    let mut given = Vec::new();
    if function.takes_handle() {
        given.push("handle".to_owned());
    }
    for param in &function.params {
        let name = &param.name;
        match &param.kind {
            Kind::Enum(_) => given.push(format!("{name}.rawValue")),
            Kind::IntOut => given.push(format!("&{name}")),
            Kind::TextOut { .. } => given.extend(["buffer".to_owned(), "size".to_owned()]),
            Kind::Bytes { length } => {
                given.push(name.clone());
                let long = function
                    .c_params
                    .iter()
                    .any(|c_param| c_param.name == *length && c_param.c_type == CType::Size);
                let count = format!("{name}.count");
                given.push(if long {
                    count
                } else {
                    format!("Int32(clamping: {count})")
                });
            }
            Kind::Int | Kind::Bool | Kind::Text | Kind::Pointer | Kind::Callback(_) => {
                given.push(name.clone());
            }
        }
    }
    given
}
