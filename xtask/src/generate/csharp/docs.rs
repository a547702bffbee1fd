//! The documentation as XML comments, with the names of C turned into those
//! of C#.

use std::collections::HashMap;

use super::events;
use super::writer::Writer;
use crate::interface::{Doc, Interface, Param};
use crate::names::capital;

/// Where a name of C points in C#.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) fn of(interface: &Interface) -> Self {
        let mut names = HashMap::new();
        let mut point = |name: &str, target: String| names.insert(name.to_owned(), target);
        for function in interface.functions().filter(|one| one.takes_handle()) {
            point(&function.symbol, format!("PortSIPLib.{}", function.name));
        }
        for (name, method) in [
            (
                "PSCallback_createCallbackDispatcher",
                "createCallbackHandlers",
            ),
            (
                "PSCallback_releaseCallbackDispatcher",
                "releaseCallbackHandlers",
            ),
            ("PortSIP_initialize", "initialize"),
            ("PortSIP_getVersion", "getVersion"),
            ("PortSIP_getNICNums", "getNICNums"),
            ("PortSIP_getLocalIpAddress", "getLocalIpAddress"),
        ] {
            point(name, format!("PortSIPLib.{method}"));
        }
        for event in interface.events.iter().chain(&interface.raw_callbacks) {
            let target = format!("SIPCallbackEvents.{}", events::method(event));
            point(&format!("{}_fn", event.name), target);
        }
        for one in &interface.enums {
            point(&one.name, one.name.clone());
            for value in &one.values {
                point(&value.name, format!("{}.{}", one.name, value.name));
            }
        }
        for code in interface.errors.iter().chain(&interface.constants) {
            point(&code.name, format!("PortSIP_Errors.{}", code.name));
        }
        Self(names)
    }

    /// A text with names in backticks, as XML.
    pub(super) fn xml(&self, text: &str, params: &[Param]) -> String {
        let text = text.replace(" with a NUL", "").replace("NULL", "null");
        let text = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let pieces = text.split('`').enumerate().map(|(place, piece)| {
            if place % 2 == 0 {
                piece.to_owned()
            } else if params.iter().any(|param| param.name == piece) {
                format!("<paramref name=\"{piece}\"/>")
            } else if let Some(target) = self.0.get(piece) {
                format!("<see cref=\"{target}\"/>")
            } else {
                format!("<c>{piece}</c>")
            }
        });
        pieces.collect()
    }

    /// The XML comment of a function or an event with these parameters.
    pub(super) fn comment(&self, writer: &mut Writer, doc: &Doc, params: &[Param], returns: &str) {
        let summary = doc.paragraphs.first().map_or("", String::as_str);
        writer.tag("<summary>", "</summary>", &self.xml(summary, params));
        match doc.paragraphs.get(1..).unwrap_or_default() {
            [] => {}
            [one] => writer.tag("<remarks>", "</remarks>", &self.xml(one, params)),
            several => {
                writer.line("/// <remarks>");
                for paragraph in several {
                    writer.tag("<para>", "</para>", &self.xml(paragraph, params));
                }
                writer.line("/// </remarks>");
            }
        }
        for param in params {
            let beside = names_beside(doc, &param.name);
            let text = match (param.doc.is_empty(), beside.is_empty()) {
                (true, _) => self.xml(&undocumented(&param.name), params),
                (_, true) => self.xml(&capital(&param.doc), params),
                _ => format!("With {beside}: {}", self.xml(&param.doc, params)),
            };
            let open = format!("<param name=\"{}\">", param.name);
            writer.tag(&open, "</param>", &text);
        }
        if !returns.is_empty() {
            self.returns(writer, doc, params, returns);
        }
    }

    fn returns(&self, writer: &mut Writer, doc: &Doc, params: &[Param], returns: &str) {
        let returns = self.xml(&capital(returns), params);
        if doc.errors.is_empty() {
            return writer.tag("<returns>", "</returns>", &format!("{returns}."));
        }
        writer.line("/// <returns>");
        writer.comment(&format!("{returns}, or:"));
        writer.line("/// <list type=\"bullet\">");
        for errors in &doc.errors {
            let codes: Vec<_> = errors
                .codes
                .iter()
                .map(|code| format!("`{code}`"))
                .collect();
            // That a buffer of C gets a NUL is of no interest here.
            let when = match errors.when.split_once("; `") {
                Some((when, rest)) if rest.contains("leading NUL") => when,
                _ => &errors.when,
            };
            let item = self.xml(&format!("{}: {when}.", codes.join(", ")), params);
            writer.tag("<item>", "</item>", &item);
        }
        writer.line("/// </list>");
        writer.line("/// </returns>");
    }
}

/// The other parameters that share a description, where there are any.
fn names_beside(doc: &Doc, name: &str) -> String {
    let shared = doc
        .params
        .iter()
        .find(|(names, _)| names.iter().any(|known| known == name));
    let others = shared.into_iter().flat_map(|(names, _)| names);
    let others: Vec<_> = others
        .filter(|other| *other != name)
        .map(|other| format!("<paramref name=\"{other}\"/>"))
        .collect();
    others.join(", ")
}

/// What is said of a parameter where the source says nothing, for its name
/// says it all.
fn undocumented(name: &str) -> String {
    match name {
        "sessionId" => "The id of the call.".to_owned(),
        "caller" | "callee" => "`sip:user@host[:port]`.".to_owned(),
        "callerDisplayName" | "calleeDisplayName" => "The display name, or empty.".to_owned(),
        _ => {
            let spaced = name.chars().flat_map(|letter| {
                let gap = letter.is_ascii_uppercase().then_some(' ');
                gap.into_iter().chain([letter.to_ascii_lowercase()])
            });
            format!("The {}.", spaced.collect::<String>())
        }
    }
}
