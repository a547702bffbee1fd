//! The listener of events, and what C calls to reach it.

use super::{c_param, doc, frame, list};
use crate::interface::{Event, Interface, Kind, Param};

/// `events.hpp`: the abstract class with one method for each event.
pub(super) fn listener(interface: &Interface) -> String {
    let mut class = String::from(
        r"
/// What happens, as a phone is told it. Derive from it and override what is wanted; what is not
/// does nothing.
///
/// Events of one phone come one at a time, in order, on a thread of that phone. They may call any
/// of its methods, unInitialize() too, and may destroy it. A slow event delays the next and nothing
/// else. What one throws is caught; see PortSIPLib::setExceptionHandler().
///
/// Views and bytes live until the method returns. Texts are valid UTF-8 and have a NUL behind their
/// end; SIP messages are the exact bytes on the wire and have none.
class SIPCallbackEvents {
public:
    virtual ~SIPCallbackEvents() = 0;

",
    );
    for event in &interface.events {
        let names: Vec<String> = event
            .params
            .iter()
            .map(|param| param.name.clone())
            .collect();
        class += &doc::comment(&event.doc, &names);
        let params: Vec<String> = event.params.iter().map(param).collect();
        class += &list(
            4,
            &format!("virtual void {}(", event.method()),
            &params,
            ");",
        );
        class.push('\n');
    }
    class += r"protected:
    SIPCallbackEvents() = default;
    SIPCallbackEvents(const SIPCallbackEvents &) = default;
    SIPCallbackEvents &operator=(const SIPCallbackEvents &) = default;
};

inline SIPCallbackEvents::~SIPCallbackEvents() = default;

";
    for event in &interface.events {
        let types: Vec<String> = event.params.iter().map(|param| type_of(param).0).collect();
        let head = format!("inline void SIPCallbackEvents::{}(", event.method());
        class += &list(0, &head, &types, ") {}");
    }
    frame(
        "The interface of a program that wants to know what happens.",
        "PORTSIP_EVENTS_HPP",
        &["portsip/text.hpp"],
        &class,
    )
}

/// `handlers.hpp`: the functions of the table of handlers.
pub(super) fn trampolines(interface: &Interface) -> String {
    let mut class = String::from(
        r"namespace detail {

/// The handlers that C calls, each with the token of its object. Nothing is thrown out of them.
struct Handlers {
    /// All of them, without a context.
    static PortSIPX_Handlers table() noexcept {
        PortSIPX_Handlers handlers{};
        handlers.size = sizeof handlers;
",
    );
    for event in &interface.events {
        let name = event.method();
        put!(class, "        handlers.{name} = {name};\n");
    }
    class += "        return handlers;\n    }\n";
    for event in &interface.events {
        let name = event.method();
        let mut params = vec!["void *token".to_owned()];
        params.extend(event.table_params().iter().map(c_param));
        class.push('\n');
        class += &list(4, &format!("static void {name}("), &params, ") noexcept {");
        let capture = if event.params.is_empty() { "" } else { "=" };
        put!(
            class,
            "        deliver(token, \"{name}\", [{capture}](SIPCallbackEvents &listener) {{\n"
        );
        let arguments: Vec<String> = event.params.iter().map(argument).collect();
        class += &list(12, &format!("listener.{name}("), &arguments, ");");
        class += "        });\n    }\n";
    }
    class += "};\n\n}  // namespace detail";
    frame(
        "From the C handlers to the listener. Not for programs to use.",
        "PORTSIP_HANDLERS_HPP",
        &["portsip/core.hpp", "portsip/events.hpp"],
        &class,
    )
}

/// The type of a listener's parameter, and whether a space follows it.
pub(super) fn type_of(param: &Param) -> (String, bool) {
    match &param.kind {
        Kind::Int => ("std::int32_t".to_owned(), true),
        Kind::Bool => ("bool".to_owned(), true),
        Kind::Enum(name) => (name.clone(), true),
        Kind::Text => ("std::string_view".to_owned(), true),
        Kind::Bytes { .. } => ("Bytes".to_owned(), true),
        Kind::IntOut => ("std::int32_t *".to_owned(), false),
        Kind::TextOut { .. } => ("char *".to_owned(), false),
        Kind::Pointer | Kind::Callback(_) => ("void *".to_owned(), false),
    }
}

/// A listener's parameter.
pub(super) fn param(param: &Param) -> String {
    let (name, space) = type_of(param);
    format!("{name}{}{}", if space { " " } else { "" }, param.name)
}

/// What a handler was given, as the listener takes it.
fn argument(param: &Param) -> String {
    let name = &param.name;
    match &param.kind {
        Kind::Text if Event::is_message(param) => format!("viewOf({name}, {name}Length)"),
        Kind::Text => format!("viewOf({name})"),
        Kind::Enum(kind) => format!("static_cast<{kind}>({name})"),
        Kind::Bytes { length } => format!("Bytes({name}, static_cast<std::size_t>({length}))"),
        _ => name.clone(),
    }
}
