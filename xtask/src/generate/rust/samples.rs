//! Each event with sample values, for tests of what carries events on.

use super::{DO_NOT_EDIT, Shape, rust_name};
use crate::interface::Event;

pub(super) fn text(events: &[Event]) -> String {
    let samples: String = events.iter().enumerate().map(sample).collect();
    format!(
        "//! Each event with sample values, by its number.\n//!\n{DO_NOT_EDIT}\n\n\
         use super::Handlers;\n\
         use super::sample_values::{{bytes, flag, number, text}};\n\n\
         /// Raises one event each, in the order of the table of handlers.\n\
         pub(super) static SAMPLES: [fn(&Handlers); {}] = [\n{samples}];\n",
        events.len()
    )
}

fn sample((number, event): (usize, &Event)) -> String {
    let numbered = event.params.iter().enumerate();
    let values = numbered.map(|(place, param)| match Shape::of(param) {
        Shape::Number => format!("number({number}, {place})"),
        Shape::Flag => format!("flag({number}, {place})"),
        Shape::Text => format!("&text(\"{}\", {number})", param.name),
        Shape::Message => format!("text(\"{}\", {number}).as_bytes()", param.name),
        Shape::Bytes => format!("&bytes({number}, {place})"),
    });
    let values: Vec<String> = values.collect();
    format!(
        "|handlers| {{ handlers.{}({}); }},\n",
        rust_name(event),
        values.join(", ")
    )
}
