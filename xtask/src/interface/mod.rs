//! The C interface as the generator sees it: what `portsip-ffi` exports, with
//! its documentation. The header and the mechanical layer of every binding
//! are written from this and from nothing else.
//!
//! What C spreads over two parameters (a buffer and its length) is one
//! [`Param`] here. A number that stands for an enumeration is known as such by
//! its documentation: "a `DTMF_METHOD`".

mod doc;
mod read;

pub(crate) use doc::{Doc, Errors};
pub(crate) use read::read;

use crate::names::capital;

/// All of it, in the order of the source.
#[derive(Debug)]
pub(crate) struct Interface {
    /// Functions by the file they stand in.
    pub(crate) groups: Vec<Group>,
    /// The types of the handlers of events, in the order of the table of handlers.
    pub(crate) events: Vec<Event>,
    /// The types of handlers that a function takes, such as `audioRawCallback_fn`.
    pub(crate) raw_callbacks: Vec<Event>,
    /// The enumerations.
    pub(crate) enums: Vec<Enum>,
    /// Ids that have a meaning of their own.
    pub(crate) constants: Vec<Constant>,
    /// The error codes.
    pub(crate) errors: Vec<Constant>,
}

/// The functions of one file.
#[derive(Debug)]
pub(crate) struct Group {
    /// What they are about: the first line of the file, without its full stop.
    pub(crate) title: String,
    pub(crate) functions: Vec<Function>,
}

/// One exported function.
#[derive(Debug)]
pub(crate) struct Function {
    /// As it is exported, such as `PortSIP_call`.
    pub(crate) symbol: String,
    /// Without its prefix, such as `call`.
    pub(crate) name: String,
    pub(crate) doc: Doc,
    /// What C passes, the handle first.
    pub(crate) c_params: Vec<CParam>,
    /// What a method of an object passes: without the handle, buffers in one.
    pub(crate) params: Vec<Param>,
    pub(crate) returns: Returns,
}

/// One parameter as C has it.
#[derive(Clone, Debug)]
pub(crate) struct CParam {
    pub(crate) name: String,
    pub(crate) c_type: CType,
}

/// The types that stand in signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CType {
    /// `int32_t`
    Int,
    /// `size_t`
    Size,
    /// `bool`, one byte.
    Bool,
    /// `const char *`
    Text,
    /// `char *`, a buffer for a text.
    TextBuffer,
    /// `const uint8_t *`
    Bytes,
    /// `int32_t *`
    IntOut,
    /// `void *`: a handle, a window or a context.
    Pointer,
    /// `PortSIPX_Handlers const *` and its like.
    Struct(String),
    /// A handler, by the name of its type.
    Callback(String),
}

/// One parameter of a method or of an event.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    /// As in C; of a buffer the name of the buffer.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Of the documentation, or empty.
    pub(crate) doc: String,
}

/// What a parameter means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Bool,
    /// A number of this enumeration.
    Enum(String),
    Text,
    /// Bytes and their length; the name of the length in C.
    Bytes {
        length: String,
    },
    /// Receives a text; the name of the size in C.
    TextOut {
        size: String,
    },
    IntOut,
    Pointer,
    /// A handler, by the name of its type; its context is the parameter before.
    Callback(String),
}

/// What a function returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Returns {
    Nothing,
    /// A number; negative for an error.
    Number,
    Bool,
    /// A text of the caller's, from `malloc`.
    Text,
    Pointer,
}

/// A handler of an event, or a raw callback.
#[derive(Debug)]
pub(crate) struct Event {
    /// Such as `inviteIncoming`.
    pub(crate) name: String,
    pub(crate) doc: Doc,
    /// What C passes to the handler of `PSCallback_set…Handler`.
    pub(crate) c_params: Vec<CParam>,
    pub(crate) params: Vec<Param>,
}

/// An enumeration.
#[derive(Debug)]
pub(crate) struct Enum {
    /// Such as `DTMF_METHOD`.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) values: Vec<Constant>,
}

/// A number with a name.
#[derive(Debug)]
pub(crate) struct Constant {
    pub(crate) name: String,
    pub(crate) value: i32,
    pub(crate) doc: String,
}

impl Interface {
    /// The functions a binding's class has as methods, written by the
    /// generator: those that neither begin or end an object nor deal in
    /// handlers or memory of the library.
    pub(crate) fn methods(&self) -> impl Iterator<Item = (&Group, Vec<&Function>)> {
        self.groups.iter().filter_map(|group| {
            let methods: Vec<_> = group.functions.iter().filter(|f| f.is_method()).collect();
            (!methods.is_empty()).then_some((group, methods))
        })
    }

    /// All functions.
    pub(crate) fn functions(&self) -> impl Iterator<Item = &Function> {
        self.groups.iter().flat_map(|group| &group.functions)
    }
}

impl Function {
    /// Whether a generated method stands for it; the others are written by
    /// hand in each language.
    pub(crate) fn is_method(&self) -> bool {
        let plain = !matches!(self.returns, Returns::Text | Returns::Pointer);
        let handlers = self
            .c_params
            .iter()
            .any(|param| matches!(param.c_type, CType::Callback(_) | CType::Struct(_)));
        plain
            && !handlers
            && !self.symbol.starts_with("PSCallback_")
            && !["unInitialize", "delCallbackParameters"].contains(&self.name.as_str())
    }

    /// Whether C takes the handle of an SDK object first.
    pub(crate) fn takes_handle(&self) -> bool {
        self.c_params
            .first()
            .is_some_and(|param| param.name == "libSDK")
    }
}

impl Event {
    /// The method of a listener, such as `onInviteIncoming`.
    pub(crate) fn method(&self) -> String {
        format!("on{}", capital(&self.name))
    }

    /// Whether this version raises it; the others are there for programs to set.
    pub(crate) fn is_raised(&self) -> bool {
        let says = |paragraph: &String| paragraph == "This version does not raise it.";
        !self.doc.paragraphs.iter().any(says)
    }

    /// The exported function that sets its handler.
    pub(crate) fn setter(&self) -> String {
        // The published interface spells this one so.
        if self.name == "statistics" {
            return "PSCallback_sefStatisticsHandler".to_owned();
        }
        format!("PSCallback_set{}Handler", &self.method()["on".len()..])
    }

    /// What the handler of the table takes behind the context: as the plain one,
    /// but a SIP message as its bytes and their number.
    pub(crate) fn table_params(&self) -> Vec<CParam> {
        let is_message = |name: &str| {
            let found = self.params.iter().find(|param| param.name == name);
            found.is_some_and(Self::is_message)
        };
        let mut params = Vec::new();
        for param in &self.c_params {
            if !is_message(&param.name) {
                params.push(param.clone());
                continue;
            }
            params.push(CParam {
                name: param.name.clone(),
                c_type: CType::Bytes,
            });
            params.push(CParam {
                name: format!("{}Length", param.name),
                c_type: CType::Size,
            });
        }
        params
    }

    /// Whether a text is a SIP message: the table of handlers gives its exact
    /// bytes.
    pub(crate) fn is_message(param: &Param) -> bool {
        param.kind == Kind::Text
            && (param.name.ends_with("sipMessage")
                || param.name.ends_with("SipMessage")
                || [
                    "signaling",
                    "optionsMessage",
                    "infoMessage",
                    "notifyMessage",
                ]
                .contains(&param.name.as_str()))
    }
}
