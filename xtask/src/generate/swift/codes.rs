//! The numbers: error codes, enumerations, constants.

use super::doc::Names;
use crate::interface::{Constant, Interface};

/// `Codes.swift`.
pub(super) fn codes(interface: &Interface, names: &Names) -> String {
    let mut text = String::from("extension PortSIP_Errors {\n");
    for Constant { name, value, doc } in &interface.errors {
        text += &names.sentence(4, doc);
        put!(
            text,
            "    public static let {name} = PortSIP_Errors(rawValue: {value})\n\n"
        );
    }
    text += "    /// The names of all codes, and what they say.\n";
    text += "    static let known: [Int32: (name: String, meaning: String)] = [\n";
    for Constant { name, value, doc } in &interface.errors {
        let meaning = doc
            .replace('`', "")
            .replace('\\', "\\\\")
            .replace('"', "\\\"");
        put!(text, "        {value}: (\"{name}\", \"{meaning}\"),\n");
    }
    text += "    ]\n}\n";
    for known in &interface.enums {
        text += "\n";
        text += &names.sentence(0, &known.doc);
        put!(
            text,
            "public enum {}: Int32, CaseIterable, Sendable {{\n",
            known.name
        );
        for Constant { name, value, doc } in &known.values {
            text += &names.sentence(4, doc);
            put!(text, "    case {name} = {value}\n");
        }
        text += "}\n";
    }
    for Constant { name, value, doc } in &interface.constants {
        text += "\n";
        text += &names.sentence(0, doc);
        put!(text, "public let {name}: Int32 = {value}\n");
    }
    text
}
