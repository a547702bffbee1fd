//! Documentation as `DocC` comments, in the words of Swift.

use std::collections::HashMap;

use super::super::wrap;
use crate::interface::{Doc, Errors, Interface, Kind, Param};

/// How long a line may be.
pub(super) const WIDTH: usize = 120;

/// What the names of C are in Swift.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    /// The names of all functions, events and enumerations.
    pub(super) fn of(interface: &Interface) -> Self {
        let labels = |params: &[Param]| {
            let labels = params.iter().map(|param| format!("{}:", param.name));
            labels.collect::<String>()
        };
        let mut names = HashMap::new();
        for function in interface.functions() {
            let method = format!(
                "``PortSIPLib/{}({})``",
                function.name,
                labels(&function.params)
            );
            let written_by_hand = format!("`{}`", function.name);
            let name = if function.is_method() {
                method
            } else {
                written_by_hand
            };
            names.insert(function.symbol.clone(), name);
        }
        for event in &interface.events {
            let labels = labels(&event.params);
            let name = format!("``SIPCallbackEvents/{}({labels})``", event.method());
            names.insert(format!("{}_fn", event.name), name);
        }
        for known in &interface.enums {
            names.insert(known.name.clone(), format!("``{}``", known.name));
        }
        Self(names)
    }

    /// A text with the names of Swift.
    pub(super) fn words(&self, text: &str) -> String {
        let parts = text.split('`').enumerate().map(|(place, part)| {
            if place % 2 == 0 {
                part.replace(" with a NUL", "").replace("NULL", "nil")
            } else {
                let known = self.0.get(part).cloned();
                known.unwrap_or_else(|| format!("`{part}`"))
            }
        });
        parts.collect()
    }

    /// The comment of a function or an event.
    pub(super) fn comment(&self, indent: usize, doc: &Doc, params: &[Param]) -> String {
        let mut text = String::new();
        for (place, paragraph) in doc.paragraphs.iter().enumerate() {
            if place > 0 {
                text += &line(indent, "");
            }
            text += &wrapped(indent, "", &self.words(paragraph), "");
        }
        let described: Vec<&Param> = params
            .iter()
            .filter(|param| !param.doc.is_empty())
            .collect();
        let returned = self.returned(indent, doc, params);
        if !described.is_empty() || !returned.is_empty() {
            text += &line(indent, "");
        }
        if !described.is_empty() {
            text += &line(indent, "- Parameters:");
        }
        for param in described {
            let said = format!("{}: {}", param.name, self.words(&param.doc));
            text += &wrapped(indent, "  - ", &said, "    ");
        }
        text + &returned
    }

    /// One sentence or more.
    pub(super) fn sentence(&self, indent: usize, text: &str) -> String {
        wrapped(indent, "", &self.words(text), "")
    }

    fn returned(&self, indent: usize, doc: &Doc, params: &[Param]) -> String {
        if doc.returns.is_empty() {
            return String::new();
        }
        let errors: Vec<&Errors> = doc
            .errors
            .iter()
            .filter(|e| can_happen(e, params))
            .collect();
        let end = if errors.is_empty() { "." } else { ", or:" };
        let said = format!("- Returns: {}{end}", self.words(&doc.returns));
        let mut text = wrapped(indent, "", &said, "  ");
        for (place, Errors { codes, when }) in errors.iter().enumerate() {
            let codes: Vec<String> = codes
                .iter()
                .map(|code| format!("``PortSIP_Errors/{code}``"))
                .collect();
            let end = if place + 1 == errors.len() { '.' } else { ';' };
            let when = self.words(&lengths_counted(when, params));
            let said = format!("{}: {when}{end}", codes.join(", "));
            text += &wrapped(indent, "  - ", &said, "    ");
        }
        text
    }
}

/// Whether a method in Swift can run into it: buffers for texts grow by
/// themselves, and arrays are never nil.
fn can_happen(errors: &Errors, params: &[Param]) -> bool {
    let receives_text = params
        .iter()
        .any(|param| matches!(param.kind, Kind::TextOut { .. }));
    let takes_text = params.iter().any(|param| param.kind == Kind::Text);
    match errors.codes.first().map(String::as_str) {
        Some("ECoreBufferTooSmall") => !receives_text,
        Some("ECoreArgumentNull") => takes_text,
        _ => true,
    }
}

/// An array has its length in itself.
fn lengths_counted(text: &str, params: &[Param]) -> String {
    let mut text = text.to_owned();
    for param in params {
        if let Kind::Bytes { length } = &param.kind {
            text = text.replace(&format!("`{length}`"), &format!("`{}.count`", param.name));
        }
    }
    text
}

/// A text in lines of a comment: the first begins with `first`, the others with
/// `others`.
fn wrapped(indent: usize, first: &str, text: &str, others: &str) -> String {
    let width = WIDTH - indent - "/// ".len();
    let lines = wrap::lines(text.split(' '), width, first, others);
    lines.iter().map(|text| line(indent, text)).collect()
}

fn line(indent: usize, text: &str) -> String {
    format!("{}/// {text}", " ".repeat(indent))
        .trim_end()
        .to_owned()
        + "\n"
}
