//! Documentation as Doxygen comments, in the words of C++.

use super::super::wrap;
use crate::interface::{Doc, Errors};
use crate::names::capital;

/// How long a line may be.
pub(super) const WIDTH: usize = 100;

/// A function's or an event's comment, indented by four. `params` are those
/// that are said something of.
pub(super) fn comment(doc: &Doc, params: &[String]) -> String {
    let mut text = String::new();
    for (place, paragraph) in doc.paragraphs.iter().enumerate() {
        if place > 0 {
            text += "    ///\n";
        }
        text += &wrapped(&words(paragraph), "", "");
    }
    let mut details = String::new();
    for (names, said) in &doc.params {
        let named: Vec<&str> = names
            .iter()
            .filter(|name| params.contains(name))
            .map(String::as_str)
            .collect();
        if !named.is_empty() {
            let said = format!("\\param {} {}", named.join(","), words(said));
            details += &wrapped(&said, "", "  ");
        }
    }
    details += &returned(doc);
    if !details.is_empty() {
        text += "    ///\n";
        text += &details;
    }
    text
}

/// One sentence or more, indented by four.
pub(super) fn sentence(text: &str) -> String {
    wrapped(&words(text), "", "")
}

fn returned(doc: &Doc) -> String {
    if doc.returns.is_empty() {
        return String::new();
    }
    let or = if doc.errors.is_empty() { "" } else { ", or" };
    let mut text = wrapped(&format!("\\return {}{or}", words(&doc.returns)), "", "  ");
    for Errors { codes, when } in &doc.errors {
        let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
        let said = format!("- {}: {}", codes.join(", "), words(when));
        text += &wrapped(&said, "  ", "    ");
    }
    text
}

/// A text in lines: the first begins with `first`, the others with `others`.
fn wrapped(text: &str, first: &str, others: &str) -> String {
    let width = WIDTH - "    /// ".len();
    let mut comment = String::new();
    for line in wrap::lines(text.split(' '), width, first, others) {
        put!(comment, "    /// {line}\n");
    }
    comment
}

/// The names of C as those of C++: `PortSIP_call` is `call()`,
/// `inviteTrying_fn` is `SIPCallbackEvents::onInviteTrying()`.
fn words(text: &str) -> String {
    let parts: Vec<String> = text
        .split('`')
        .enumerate()
        .map(|(place, part)| {
            if place % 2 == 1 {
                code(part)
            } else {
                part.replace("NULL", "nullptr")
            }
        })
        .collect();
    parts.concat()
}

/// What stands between backticks; names of C++ link by themselves.
fn code(text: &str) -> String {
    for prefix in ["PortSIP_", "PortSIPX_"] {
        if let Some(name) = text.strip_prefix(prefix) {
            return format!("{name}()");
        }
    }
    if let Some(event) = text.strip_suffix("_fn") {
        return format!("SIPCallbackEvents::on{}()", capital(event));
    }
    format!("`{text}`")
}
