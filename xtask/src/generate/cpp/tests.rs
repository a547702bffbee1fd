//! A test of every event and of every number.
//!
//! A library built with test hooks raises event `N` with the sample values.

use super::super::sample_values;
use super::events::param;
use super::list;
use crate::interface::{Constant, Event, Interface, Kind};

const GENERATED: &str =
    "// Generated from the C interface by `cargo xtask generate`: do not edit.\n";

/// `recorder.hpp`: a listener that notes each event, and what each event of the
/// test hooks looks like.
pub(super) fn recorder(interface: &Interface) -> String {
    let mut text = String::from(GENERATED);
    text += r#"// A listener that notes every event, and what the events of the test hooks look like.

#ifndef RECORDER_HPP
#define RECORDER_HPP

#include <portsip/portsip.hpp>

#include "journal.hpp"

class Recorder : public PortSIP::SIPCallbackEvents {
public:
    Journal journal;

"#;
    for event in &interface.events {
        let params: Vec<String> = event
            .params
            .iter()
            .map(|known| {
                let said = param(known);
                said.replace("Bytes ", "PortSIP::Bytes ")
            })
            .collect();
        let name = event.method();
        text += &list(4, &format!("void {name}("), &params, ") override {");
        let mut noted = vec![format!("\"{name}\"")];
        noted.extend(event.params.iter().map(|known| known.name.clone()));
        text += &list(8, "journal.note(", &noted, ");");
        text += "    }\n";
    }
    text += "};\n\n// By the number of the event.\ninline const char *const raised_events[] = {\n";
    for (number, event) in interface.events.iter().enumerate() {
        put!(text, "    \"{}\",\n", sample(number, event));
    }
    text + "};\n\n#endif\n"
}

/// An event of the test hooks as a journal notes it.
fn sample(number: usize, event: &Event) -> String {
    let mut text = event.method();
    for (place, param) in event.params.iter().enumerate() {
        text.push(' ');
        let value = match &param.kind {
            Kind::Text => format!("[{}]", sample_values::text(&param.name, number)),
            Kind::Bool => sample_values::flag(number, place).to_string(),
            Kind::Bytes { .. } => {
                let bytes = sample_values::bytes(number, place);
                format!("<{}>", bytes.map(|byte| byte.to_string()).join(" "))
            }
            _ => sample_values::number(number, place).to_string(),
        };
        text += &value;
    }
    text
}

/// `codes.cpp`: the numbers that C, the names and the source give are one.
pub(super) fn codes(interface: &Interface) -> String {
    let mut text = String::from(GENERATED);
    text += r"// Every error code, constant and enumeration has the number of the C interface, and its name.

#include <doctest/doctest.h>
#include <portsip/portsip.hpp>

namespace {

struct Number {
    std::int32_t defined;
    std::int32_t expected;
    std::string_view name;
};

constexpr Number errors[] = {
";
    for Constant { name, value, .. } in &interface.errors {
        put!(text, "    {{{name}, {value}, \"{name}\"}},\n");
    }
    text += "};\n\n";
    for Constant { name, value, .. } in &interface.constants {
        put!(text, "static_assert({name} == {value});\n");
    }
    for Constant { name, value, .. } in interface.enums.iter().flat_map(|item| &item.values) {
        put!(
            text,
            "static_assert(static_cast<int>({name}) == {value});\n"
        );
        put!(
            text,
            "static_assert(PortSIP::valueName({name}) == \"{name}\");\n"
        );
    }
    text + r#"
}  // namespace

TEST_CASE("the error codes") {
    for (const auto &error : errors) {
        CAPTURE(error.expected);
        CHECK(error.defined == error.expected);
        CHECK((PortSIP::errorName(error.expected) == error.name));
        CHECK_FALSE(PortSIP::errorText(error.expected).empty());
    }
    CHECK(PortSIP::errorName(0).empty());
    CHECK(PortSIP::errorText(1).empty());
}

TEST_CASE("values that are none of an enumeration have no name") {
"# + &unnamed(interface)
        + "}\n"
}

/// A check of a number that each enumeration can hold but does not name.
fn unnamed(interface: &Interface) -> String {
    let mut text = String::new();
    for item in &interface.enums {
        let largest = item.values.iter().map(|value| value.value).max();
        let bits = 32 - largest.unwrap_or_default().leading_zeros();
        let free =
            (0..1 << bits).find(|number| item.values.iter().all(|value| value.value != *number));
        if let Some(number) = free {
            put!(
                text,
                "    CHECK(PortSIP::valueName(static_cast<{}>({number})).empty());\n",
                item.name
            );
        }
    }
    text
}
