//! Enumerations and error codes.

use super::begin;
use super::docs::Names;
use crate::interface::Interface;

/// The enumerations, by their names in C.
pub(super) fn enums(interface: &Interface, names: &Names) -> String {
    let mut writer = begin(&[], "PortSIP");
    for one in &interface.enums {
        writer.blank();
        writer.tag("<summary>", "</summary>", &names.xml(&one.doc, &[]));
        writer.line(&format!("public enum {}", one.name));
        writer.open();
        for value in &one.values {
            writer.blank();
            writer.tag("<summary>", "</summary>", &names.xml(&value.doc, &[]));
            writer.line(&format!("{} = {},", value.name, value.value));
        }
        writer.close();
    }
    writer.end()
}

/// The error codes, and ids with a meaning of their own.
pub(super) fn errors(interface: &Interface, names: &Names) -> String {
    let mut writer = begin(&[], "PortSIP");
    writer.line("/// <summary>The codes that methods return, and ids with a meaning of their own.</summary>");
    writer.line("public static class PortSIP_Errors");
    writer.open();
    for one in interface.constants.iter().chain(&interface.errors) {
        writer.blank();
        writer.tag("<summary>", "</summary>", &names.xml(&one.doc, &[]));
        writer.line(&format!("public const int {} = {};", one.name, one.value));
    }
    writer.end()
}
