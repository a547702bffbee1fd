//! Documentation as `KDoc`.

use super::super::wrap;
use crate::interface::{Doc, Interface};

/// How wide a line of documentation may get.
const WIDTH: usize = 110;

/// Turns the names of C in a text into links to what Kotlin has.
pub(super) struct Kdoc<'a> {
    interface: &'a Interface,
}

impl<'a> Kdoc<'a> {
    pub(super) fn new(interface: &'a Interface) -> Self {
        Self { interface }
    }

    /// The comment of a function or an event. `params` are those Kotlin has.
    pub(super) fn comment(&self, indent: &str, doc: &Doc, params: &[String]) -> String {
        let mut blocks: Vec<String> = Vec::new();
        for paragraph in &doc.paragraphs {
            if !blocks.is_empty() {
                blocks.push(String::new());
            }
            blocks.push(self.text(paragraph));
        }
        let mut tags = Vec::new();
        for (names, said) in &doc.params {
            let known: Vec<_> = names.iter().filter(|name| params.contains(name)).collect();
            for (place, name) in known.iter().enumerate() {
                let said = if place == 0 || names.len() == 1 {
                    self.text(&said.replace(" with a NUL", ""))
                } else {
                    format!("see `{}`.", known[0])
                };
                tags.push(format!("@param {name} {said}"));
            }
        }
        if !doc.returns.is_empty() {
            let more = if doc.errors.is_empty() { "." } else { ", or:" };
            tags.push(format!("@return {}{more}", self.text(&doc.returns)));
            for errors in &doc.errors {
                let codes: Vec<_> = errors.codes.iter().map(|code| link_error(code)).collect();
                // That a buffer of C gets a NUL is of no interest here.
                let when = match errors.when.split_once("; `") {
                    Some((when, rest)) if rest.contains("leading NUL") => when,
                    _ => &errors.when,
                };
                tags.push(format!("- {}: {}", codes.join(", "), self.text(when)));
            }
        }
        if !tags.is_empty() {
            blocks.push(String::new());
            blocks.extend(tags);
        }
        write(indent, &blocks)
    }

    /// The comment of one sentence or more, on one line where it fits.
    pub(super) fn short(&self, indent: &str, said: &str) -> String {
        let said = self.text(said);
        if indent.len() + said.chars().count() + 7 <= WIDTH {
            return format!("{indent}/** {said} */\n");
        }
        write(indent, &[said])
    }

    /// A text with its names of C in Kotlin's form.
    pub(super) fn text(&self, said: &str) -> String {
        let mut text = String::new();
        for (place, part) in said.split('`').enumerate() {
            if place % 2 == 0 {
                text.push_str(&part.replace("NULL", "null").replace("*/", "* /"));
            } else {
                text.push_str(&self.code(part));
            }
        }
        text
    }

    /// What stands between backticks.
    fn code(&self, code: &str) -> String {
        let interface = self.interface;
        let bare = code.trim_end_matches("()");
        if let Some(event) = interface
            .events
            .iter()
            .find(|e| format!("{}_fn", e.name) == bare)
        {
            return format!("[{0}][SIPCallbackEvents.{0}]", event.method());
        }
        if interface
            .raw_callbacks
            .iter()
            .any(|raw| format!("{}_fn", raw.name) == bare)
        {
            return format!("[{}]", super::callback(bare));
        }
        if let Some(function) = interface.functions().find(|f| f.symbol == bare) {
            if function.is_method() {
                return format!("[{0}][PortSIPMethods.{0}]", function.name);
            }
            return match function.name.as_str() {
                "initialize"
                | "unInitialize"
                | "enableAudioStreamCallback"
                | "enableRtpCallback" => {
                    format!("[{0}][PortSIPLib.{0}]", function.name)
                }
                _ => format!("`{code}`"),
            };
        }
        if interface.errors.iter().any(|error| error.name == bare) {
            return link_error(bare);
        }
        for known in &interface.enums {
            if known.name == bare {
                return format!("[{bare}]");
            }
            if known.values.iter().any(|value| value.name == bare) {
                return format!("[{bare}][{}.{bare}]", known.name);
            }
        }
        if interface
            .constants
            .iter()
            .any(|constant| constant.name == bare)
        {
            return format!("[{bare}]");
        }
        if code == "NULL" {
            return "`null`".to_owned();
        }
        format!("`{}`", code.replace("*/", "* /"))
    }
}

fn link_error(code: &str) -> String {
    format!("[{code}][PortSIP_Errors.{code}]")
}

/// Blocks as a comment, each wrapped; the empty ones are empty lines.
fn write(indent: &str, blocks: &[String]) -> String {
    let mut text = format!("{indent}/**\n");
    for block in blocks {
        if block.is_empty() {
            put!(text, "{indent} *\n");
            continue;
        }
        let hanging = if block.starts_with("@param") || block.starts_with("- ") {
            "  "
        } else {
            ""
        };
        let words = block.split(' ').filter(|word| !word.is_empty());
        for line in wrap::lines(words, WIDTH - indent.len() - " * ".len(), "", hanging) {
            put!(text, "{indent} * {line}\n");
        }
    }
    put!(text, "{indent} */\n");
    text
}
