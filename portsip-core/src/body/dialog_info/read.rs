//! Reads a document about dialogs.

use std::collections::HashSet;

use super::super::xml::{Document, Element};
use super::{
    BodyError, Dialog, DialogInfo, DialogState, Direction, DocumentState, Participant, Target,
};
use crate::limits::{WATCHED_DIALOGS_MAX, WATCHED_TARGET_PARAMETERS_MAX};

pub(super) fn read(bytes: &[u8]) -> Result<DialogInfo, BodyError> {
    let (mut document, root) = Document::open(bytes, &["dialog-info"])?;
    let version = root
        .attribute("version")
        .ok_or(BodyError::Missing("version"))?;
    let mut info = DialogInfo {
        entity: root.attribute("entity").unwrap_or_default(),
        version: version.parse().map_err(|_| BodyError::Malformed)?,
        state: match root.attribute("state").as_deref() {
            Some(state) if state.eq_ignore_ascii_case("partial") => DocumentState::Partial,
            _ => DocumentState::Full,
        },
        dialogs: Vec::new(),
    };
    let mut ids = HashSet::new();
    while let Some(element) = document.child(&root)? {
        if element.name() != "dialog" {
            continue;
        }
        let dialog = dialog(&mut document, &element)?;
        if info.dialogs.len() >= WATCHED_DIALOGS_MAX {
            return Err(BodyError::TooLarge);
        }
        if !ids.insert(dialog.id.clone()) {
            info.dialogs.retain(|other| other.id != dialog.id);
        }
        info.dialogs.push(dialog);
    }
    Ok(info)
}

fn dialog(document: &mut Document<'_>, element: &Element<'_>) -> Result<Dialog, BodyError> {
    let id = element.attribute("id").ok_or(BodyError::Missing("id"))?;
    let mut dialog = Dialog {
        call_id: element.attribute("call-id"),
        local_tag: element.attribute("local-tag"),
        remote_tag: element.attribute("remote-tag"),
        direction: element
            .attribute("direction")
            .as_deref()
            .and_then(direction),
        ..Dialog::new(id, DialogState::Trying)
    };
    let mut stated = false;
    while let Some(part) = document.child(element)? {
        match part.name() {
            "state" => {
                dialog.event = part.attribute("event");
                dialog.code = part.attribute("code").and_then(|code| code.parse().ok());
                dialog.state = state(&document.text(&part)?).ok_or(BodyError::Malformed)?;
                stated = true;
            }
            "local" => dialog.local = participant(document, &part)?,
            "remote" => dialog.remote = participant(document, &part)?,
            _ => {}
        }
    }
    if stated {
        Ok(dialog)
    } else {
        Err(BodyError::Missing("state"))
    }
}

fn participant(
    document: &mut Document<'_>,
    element: &Element<'_>,
) -> Result<Participant, BodyError> {
    let mut participant = Participant::default();
    while let Some(part) = document.child(element)? {
        match part.name() {
            "identity" => {
                participant.display_name = part.attribute("display");
                participant.identity = not_empty(document.text(&part)?);
            }
            "target" => participant.target = Some(target(document, &part)?),
            _ => {}
        }
    }
    Ok(participant)
}

/// Asterisk and others write the value of a parameter as `pvalue`, where the
/// schema has `pval`.
fn target(document: &mut Document<'_>, element: &Element<'_>) -> Result<Target, BodyError> {
    let mut target = Target {
        uri: element.attribute("uri").and_then(not_empty),
        parameters: Vec::new(),
    };
    while let Some(part) = document.child(element)? {
        let value = part.attribute("pval").or_else(|| part.attribute("pvalue"));
        let (Some(name), "param") = (part.attribute("pname"), part.name()) else {
            continue;
        };
        if target.parameters.len() >= WATCHED_TARGET_PARAMETERS_MAX {
            return Err(BodyError::TooLarge);
        }
        target.parameters.push((name, value.unwrap_or_default()));
    }
    Ok(target)
}

fn not_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn direction(text: &str) -> Option<Direction> {
    let mut all = [Direction::Initiator, Direction::Recipient].into_iter();
    all.find(|direction| direction.as_str().eq_ignore_ascii_case(text))
}

fn state(text: &str) -> Option<DialogState> {
    let mut all = DialogState::ALL.into_iter();
    all.find(|state| state.as_str().eq_ignore_ascii_case(text))
}
