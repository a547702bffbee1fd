//! What an event holds in memory while it waits.

use crate::events::{Event, InviteParties, MediaSummary, MessageParties};

/// How many bytes go free when `event` does. What it shows of a message has to be of
/// that message alone: a part of it keeps the whole.
pub(super) fn bytes_held(event: &Event) -> usize {
    size_of::<Event>() + bytes_apart(event)
}

/// Those outside the event itself.
fn bytes_apart(event: &Event) -> usize {
    match event {
        Event::InviteTrying { .. }
        | Event::InviteConnected { .. }
        | Event::RemoteHold { .. }
        | Event::ReferAccepted { .. }
        | Event::SubscriptionFailed { .. }
        | Event::SubscriptionTerminated { .. }
        | Event::TransferTrying { .. }
        | Event::TransferRinging { .. }
        | Event::TransferSuccess { .. }
        | Event::DtmfReceived { .. }
        | Event::MessageSent { .. } => 0,
        #[cfg(feature = "test-hooks")]
        Event::Sample { .. } => 0,
        Event::SignalingReceived { message, .. }
        | Event::SignalingSending { message, .. }
        | Event::OptionsReceived { message }
        | Event::InfoReceived { message, .. } => message.len(),
        // The body is a part of the message.
        Event::SubscriptionNotified { message, body, .. } => message.len().max(body.len()),
        Event::RegisterSuccess(result) | Event::RegisterFailure(result) => {
            result.reason.capacity() + result.message.len()
        }
        Event::InviteIncoming(parties) | Event::InviteAnswered(parties) => of_call(parties),
        Event::InviteFailure {
            parties, reason, ..
        } => of_call(parties) + reason.capacity(),
        Event::InviteSessionProgress { media, message, .. }
        | Event::InviteUpdated { media, message, .. } => of_media(media) + message.len(),
        Event::InviteRinging {
            reason, message, ..
        } => reason.capacity() + message.len(),
        Event::InviteForwarded { to } => to.capacity(),
        Event::InviteClosed { reason, .. } => reason
            .as_ref()
            .map_or(0, |reason| of_texts([&reason.protocol, &reason.text])),
        Event::RemoteUnHold { media, .. } => of_media(media),
        Event::ReferReceived {
            to, from, message, ..
        } => of_texts([to, from]) + message.len(),
        Event::ReferRejected { reason, .. }
        | Event::TransferFailure { reason, .. }
        | Event::MessageFailed { reason, .. } => reason.capacity(),
        Event::PresenceOnline {
            from_display_name,
            from,
            state_text,
        } => of_texts([from_display_name, from, state_text]),
        Event::PresenceOffline {
            from_display_name,
            from,
        } => of_texts([from_display_name, from]),
        Event::DialogStateUpdated {
            monitored, dialog, ..
        } => of_texts([monitored, dialog]),
        Event::WaitingVoiceMessages(waiting) | Event::WaitingFaxMessages(waiting) => {
            waiting.account.capacity()
        }
        Event::PresenceSubscribed {
            display_name,
            from,
            subject,
            ..
        } => of_texts([display_name, from, subject]),
        Event::MessageReceived {
            kind,
            subtype,
            body,
            ..
        } => of_texts([kind, subtype]) + body.len(),
        Event::OutOfDialogMessageReceived {
            from_display_name,
            from,
            to_display_name,
            to,
            kind,
            subtype,
            body,
        } => {
            of_texts([from_display_name, from, to_display_name, to])
                + of_texts([kind, subtype])
                + body.len()
        }
        Event::OutOfDialogMessageSent(parties) => of_message(parties),
        Event::OutOfDialogMessageFailed {
            parties, reason, ..
        } => of_message(parties) + reason.capacity(),
        Event::PlayFileFinished { file_name, .. } => file_name.capacity(),
        Event::Statistics { json, .. } => json.capacity(),
    }
}

fn of_call(parties: &InviteParties) -> usize {
    let InviteParties {
        session: _,
        caller_display_name,
        caller,
        callee_display_name,
        callee,
        media,
        message,
    } = parties;
    of_texts([caller_display_name, caller, callee_display_name, callee])
        + of_media(media)
        + message.len()
}

fn of_media(media: &MediaSummary) -> usize {
    of_texts([&media.audio_codecs, &media.video_codecs])
}

fn of_message(parties: &MessageParties) -> usize {
    let MessageParties {
        message: _,
        from_display_name,
        from,
        to_display_name,
        to,
    } = parties;
    of_texts([from_display_name, from, to_display_name, to])
}

fn of_texts<const COUNT: usize>(texts: [&String; COUNT]) -> usize {
    texts.iter().map(|text| text.capacity()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{SessionId, SubscriptionId};
    use crate::octets::Octets;

    #[test]
    fn messages_and_texts_count() {
        let message = Octets::from(vec![b'x'; 80_000]);
        let body = message.slice(1000..);
        let notified = Event::SubscriptionNotified {
            subscription: SubscriptionId(1),
            message,
            body: body.clone(),
        };
        assert_eq!(bytes_apart(&notified), 80_000);
        let received = Event::MessageReceived {
            session: SessionId(1),
            kind: "text".to_owned(),
            subtype: "plain".to_owned(),
            body,
        };
        assert_eq!(bytes_apart(&received), 79_009);
        let trying = Event::InviteTrying {
            session: SessionId(1),
        };
        assert_eq!(bytes_held(&trying), size_of::<Event>());
    }
}
