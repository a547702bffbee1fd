//! The methods: each forwards to one C function.

use super::{c_param, doc, frame, list};
use crate::interface::{CParam, CType, Function, Interface, Kind, Param, Returns};

/// `functions.hpp`: the base class of `PortSIPLib`.
pub(super) fn methods(interface: &Interface) -> String {
    let mut class = String::from(
        r"namespace detail {

/// The methods of PortSIPLib that stand for one C function each.
class Functions : public Object {
public:
",
    );
    for (group, functions) in interface.methods() {
        put!(class, "    /// \\name {}\n    /// @{{\n\n", group.title);
        for function in functions {
            class += &method(function);
            class.push('\n');
            class += &convenient(function);
        }
        class += "    /// @}\n\n";
    }
    class += r"protected:
    explicit Functions(std::shared_ptr<Core> core) noexcept : Object(std::move(core)) {}
    ~Functions() = default;
    Functions(Functions &&) noexcept = default;
    Functions &operator=(Functions &&) noexcept = default;
};

}  // namespace detail";
    frame(
        "The functions of the library as methods.",
        "PORTSIP_FUNCTIONS_HPP",
        &["portsip/core.hpp"],
        &class,
    )
}

/// The method that takes what C takes.
fn method(function: &Function) -> String {
    let params = own_params(function);
    let names: Vec<String> = params.iter().map(|param| param.name.clone()).collect();
    let signature: Vec<String> = params.iter().map(|param| taken(function, param)).collect();
    let mut arguments: Vec<String> = handle(function);
    arguments.extend(params.iter().map(given));
    let mut text = doc::comment(&function.doc, &names);
    text += &list(4, &head(function), &signature, ") noexcept {");
    text += &list(8, &call(function), &arguments, ");");
    text + "    }\n"
}

/// The same with a `std::string` for a buffer that receives a text, or with
/// `Bytes` for a pointer and a length; nothing for a function without these.
fn convenient(function: &Function) -> String {
    let buffer = function
        .params
        .iter()
        .find(|param| matches!(param.kind, Kind::TextOut { .. } | Kind::Bytes { .. }));
    let Some(buffer) = buffer else {
        return String::new();
    };
    let name = &buffer.name;
    let (length, reads, said) = match &buffer.kind {
        Kind::TextOut { size } => (
            size,
            true,
            format!("The same; on success `{name}` is the text, of whatever length."),
        ),
        Kind::Bytes { length } => (
            length,
            false,
            format!("The same; `{name}` is anything that has `data()` and `size()`."),
        ),
        _ => return String::new(),
    };
    let mut signature = Vec::new();
    let mut arguments = handle(function);
    for param in own_params(function) {
        if param.name == *length {
            arguments.push(if reads {
                length.clone()
            } else {
                format!("lengthOf({name})")
            });
        } else if param.name != *name {
            signature.push(taken(function, param));
            arguments.push(given(param));
        } else if reads {
            signature.push(format!("std::string &{name}"));
            arguments.push("buffer".to_owned());
        } else {
            signature.push(format!("Bytes {name}"));
            arguments.push(format!("{name}.data()"));
        }
    }
    let mut text = doc::sentence(&said);
    if reads {
        text += &list(4, &head(function), &signature, ") {");
        put!(
            text,
            "        return readText({name}, [&](char *buffer, std::int32_t {length}) {{\n"
        );
        text += &list(12, &call(function), &arguments, ");");
        text += "        });\n    }\n\n";
    } else {
        text += &list(4, &head(function), &signature, ") noexcept {");
        text += &list(8, &call(function), &arguments, ");");
        text += "    }\n\n";
    }
    text
}

/// What C takes, without the handle.
fn own_params(function: &Function) -> &[CParam] {
    &function.c_params[usize::from(function.takes_handle())..]
}

fn handle(function: &Function) -> Vec<String> {
    let handle = function.takes_handle().then(|| "libSDK()".to_owned());
    handle.into_iter().collect()
}

fn head(function: &Function) -> String {
    let of_class = if function.takes_handle() {
        ""
    } else {
        "static "
    };
    let returns = match function.returns {
        Returns::Nothing => "void ",
        Returns::Number => "std::int32_t ",
        Returns::Bool => "bool ",
        Returns::Text => "const char *",
        Returns::Pointer => "void *",
    };
    format!("{of_class}{returns}{}(", function.name)
}

fn call(function: &Function) -> String {
    let returns = if function.returns == Returns::Nothing {
        ""
    } else {
        "return "
    };
    format!("{returns}{}(", function.symbol)
}

/// A parameter as the method takes it.
fn taken(function: &Function, param: &CParam) -> String {
    let meant = |known: &&Param| known.name == param.name;
    match function.params.iter().find(meant).map(|known| &known.kind) {
        Some(Kind::Enum(name)) => format!("{name} {}", param.name),
        Some(Kind::Text) => format!("const Text &{}", param.name),
        _ => c_param(param),
    }
}

/// A parameter as the method gives it to C.
fn given(param: &CParam) -> String {
    if param.c_type == CType::Text {
        return format!("{}.c_str()", param.name);
    }
    param.name.clone()
}
