//! Enumerations, ids and error codes.

use std::fmt::Write as _;

use super::file;
use super::kdoc::Kdoc;
use crate::interface::Interface;

pub(super) fn enums(interface: &Interface) -> String {
    let kdoc = Kdoc::new(interface);
    let mut body = String::new();
    for constant in &interface.constants {
        body.push_str(&kdoc.short("", &constant.doc));
        let _ = writeln!(
            body,
            "const val {}: Int = {}\n",
            constant.name, constant.value
        );
    }
    for known in &interface.enums {
        body.push_str(&kdoc.short("", &known.doc));
        let _ = writeln!(body, "@Suppress(\"ClassName\", \"EnumEntryName\")");
        let _ = writeln!(body, "enum class {}(", known.name);
        body.push_str("    /** The number of the C interface. */\n    val value: Int,\n) {\n");
        for (place, value) in known.values.iter().enumerate() {
            let end = if place + 1 == known.values.len() {
                ";"
            } else {
                ","
            };
            body.push_str(&kdoc.short("    ", &value.doc));
            let _ = writeln!(body, "    {}({}){end}\n", value.name, value.value);
        }
        let name = &known.name;
        let _ = writeln!(
            body,
            "    companion object {{\n        /** The constant of a number, or null. */\n        fun of(value: Int): {name}? = entries.find {{ it.value == value }}\n    }}\n}}\n"
        );
    }
    file(&[], &body)
}

pub(super) fn errors(interface: &Interface) -> String {
    let kdoc = Kdoc::new(interface);
    let mut body = String::from(
        "/** The error codes: what methods return when they fail. */\n\
         @Suppress(\"ClassName\", \"ConstPropertyName\")\nobject PortSIP_Errors {\n",
    );
    for error in &interface.errors {
        body.push_str(&kdoc.short("    ", &error.doc));
        let _ = writeln!(
            body,
            "    const val {}: Int = {}\n",
            error.name, error.value
        );
    }
    body.push_str(
        "    /** The name of a code, or null for a number that is none. */\n    fun nameOf(code: Int): String? = \
         known[code]?.first\n\n    /** What a code means, or null for a number that is none. */\n    \
         fun meaningOf(code: Int): String? = known[code]?.second\n\n    private val known: Map<Int, Pair<String, \
         String>> = mapOf(\n",
    );
    for error in &interface.errors {
        let doc = error
            .doc
            .replace('`', "")
            .replace('"', "\\\"")
            .replace('$', "\\$");
        let line = format!("        {0} to Pair(\"{0}\", \"{doc}\"),", error.name);
        if line.chars().count() <= 120 {
            let _ = writeln!(body, "{line}");
        } else {
            let _ = writeln!(
                body,
                "        {0} to Pair(\n            \"{0}\",\n            \"{doc}\",\n        ),",
                error.name
            );
        }
    }
    body.push_str("    )\n}\n");
    file(&[], &body)
}
