//! Reads a presence document.

use super::super::xml::{Document, Element};
use super::{Activity, Basic, BodyError, Contact, Device, Note, Person, Presence, Tuple};
use crate::limits::{PRESENCE_NOTES_MAX, PRESENCE_TUPLES_MAX};

pub(super) fn read(bytes: &[u8]) -> Result<Presence, BodyError> {
    let (mut document, root) = Document::open(bytes, &["presence", "pidf-full", "pidf-diff"])?;
    if root.name() != "presence" {
        return Err(BodyError::Partial);
    }
    let mut presence = Presence {
        entity: root.attribute("entity").unwrap_or_default(),
        ..Presence::default()
    };
    while let Some(element) = document.child(&root)? {
        match element.name() {
            "tuple" => push_part(&mut presence.tuples, tuple(&mut document, &element)?)?,
            "person" => push_part(&mut presence.persons, person(&mut document, &element)?)?,
            "device" => push_part(&mut presence.devices, device(&mut document, &element)?)?,
            "note" => note(&mut document, &element, &mut presence.notes)?,
            _ => {}
        }
    }
    Ok(presence)
}

fn tuple(document: &mut Document<'_>, element: &Element<'_>) -> Result<Tuple, BodyError> {
    let mut tuple = Tuple {
        id: element.attribute("id").unwrap_or_default(),
        ..Tuple::default()
    };
    while let Some(part) = document.child(element)? {
        match part.name() {
            "status" => status(document, &part, &mut tuple)?,
            "contact" => {
                let priority = part.attribute("priority").as_deref().and_then(priority);
                let uri = document.text(&part)?;
                tuple.contact = Some(Contact { uri, priority });
            }
            "note" => note(document, &part, &mut tuple.notes)?,
            "timestamp" => tuple.timestamp = Some(document.text(&part)?),
            "activities" => activities(document, &part, &mut tuple.activities, &mut tuple.notes)?,
            _ => {}
        }
    }
    Ok(tuple)
}

/// Systems older than RFC 4480 put the activities here.
fn status(
    document: &mut Document<'_>,
    element: &Element<'_>,
    tuple: &mut Tuple,
) -> Result<(), BodyError> {
    while let Some(part) = document.child(element)? {
        match part.name() {
            "basic" => {
                tuple.basic = match document.text(&part)? {
                    text if text.eq_ignore_ascii_case("open") => Some(Basic::Open),
                    text if text.eq_ignore_ascii_case("closed") => Some(Basic::Closed),
                    _ => None,
                }
            }
            "note" => note(document, &part, &mut tuple.notes)?,
            "activities" => activities(document, &part, &mut tuple.activities, &mut tuple.notes)?,
            _ => {}
        }
    }
    Ok(())
}

fn person(document: &mut Document<'_>, element: &Element<'_>) -> Result<Person, BodyError> {
    let mut person = Person {
        id: element.attribute("id").unwrap_or_default(),
        ..Person::default()
    };
    while let Some(part) = document.child(element)? {
        match part.name() {
            "note" => note(document, &part, &mut person.notes)?,
            "timestamp" => person.timestamp = Some(document.text(&part)?),
            "activities" => activities(document, &part, &mut person.activities, &mut person.notes)?,
            _ => {}
        }
    }
    Ok(person)
}

fn device(document: &mut Document<'_>, element: &Element<'_>) -> Result<Device, BodyError> {
    let mut device = Device {
        id: element.attribute("id").unwrap_or_default(),
        ..Device::default()
    };
    while let Some(part) = document.child(element)? {
        match part.name() {
            "note" => note(document, &part, &mut device.notes)?,
            "deviceID" => device.device_id = Some(document.text(&part)?),
            _ => {}
        }
    }
    Ok(device)
}

fn activities(
    document: &mut Document<'_>,
    element: &Element<'_>,
    activities: &mut Vec<Activity>,
    notes: &mut Vec<Note>,
) -> Result<(), BodyError> {
    while let Some(part) = document.child(element)? {
        if part.name() == "note" {
            note(document, &part, notes)?;
            continue;
        }
        let name = part.name().to_owned();
        // RFC 4480's first drafts wrote <activity>busy</activity>.
        let activity = match (name.as_str(), document.text(&part)?) {
            ("activity", text) => Activity::of_element(&text, String::new()),
            (element, text) => Activity::of_element(element, text),
        };
        if let Some(activity) = activity {
            push(activities, activity, PRESENCE_NOTES_MAX)?;
        }
    }
    Ok(())
}

fn note(
    document: &mut Document<'_>,
    element: &Element<'_>,
    notes: &mut Vec<Note>,
) -> Result<(), BodyError> {
    let language = element.attribute("lang");
    let text = document.text(element)?;
    if text.is_empty() {
        return Ok(());
    }
    push(notes, Note { language, text }, PRESENCE_NOTES_MAX)
}

/// RFC 3863 §4.4: from 0 to 1, three digits behind the point.
fn priority(text: &str) -> Option<f32> {
    let priority: f32 = text.parse().ok()?;
    (0.0..=1.0).contains(&priority).then_some(priority)
}

fn push_part<T>(parts: &mut Vec<T>, part: T) -> Result<(), BodyError> {
    push(parts, part, PRESENCE_TUPLES_MAX)
}

fn push<T>(parts: &mut Vec<T>, part: T, parts_max: usize) -> Result<(), BodyError> {
    if parts.len() >= parts_max {
        return Err(BodyError::TooLarge);
    }
    parts.push(part);
    Ok(())
}
