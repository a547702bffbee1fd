//! Events in a few words, so that a test can write down a whole story.

use portsip_core::events::Event;
use portsip_core::ids::SessionId;

/// An event in a few words, without its session.
pub fn story_of(event: &Event) -> String {
    match event {
        Event::RegisterSuccess(result) => format!("registered {}", result.status),
        Event::RegisterFailure(result) => format!("register failed {}", result.status),
        Event::InviteIncoming(_) => "incoming".to_owned(),
        Event::InviteTrying { .. } => "trying".to_owned(),
        Event::InviteSessionProgress { early_media, .. } => {
            format!("progress{}", if *early_media { " with media" } else { "" })
        }
        Event::InviteRinging { status, .. } => format!("ringing {status}"),
        Event::InviteAnswered(_) => "answered".to_owned(),
        Event::InviteFailure { status, .. } => format!("failed {status}"),
        Event::InviteUpdated { .. } => "updated".to_owned(),
        Event::InviteConnected { .. } => "connected".to_owned(),
        Event::InviteForwarded { to } => format!("forwarded to {to}"),
        Event::InviteClosed { .. } => "closed".to_owned(),
        Event::RemoteHold { .. } => "held".to_owned(),
        Event::RemoteUnHold { .. } => "unheld".to_owned(),
        Event::PresenceOnline {
            from, state_text, ..
        } => format!("{} is online: {state_text}", user_of(from)),
        Event::PresenceOffline { from, .. } => format!("{} is offline", user_of(from)),
        Event::DialogStateUpdated {
            monitored,
            state,
            dialog,
            ..
        } => {
            // Without the subscription.
            let dialog = dialog.split(';').next().unwrap_or_default();
            format!("{} has {dialog} {state}", user_of(monitored))
        }
        Event::WaitingVoiceMessages(waiting) => {
            format!("voice mail {}/{}", waiting.new, waiting.old)
        }
        Event::WaitingFaxMessages(waiting) => format!("faxes {}/{}", waiting.new, waiting.old),
        Event::SubscriptionNotified { .. } => "notified".to_owned(),
        Event::SubscriptionFailed { status, .. } => format!("not subscribed {status}"),
        Event::SubscriptionTerminated { .. } => "subscription over".to_owned(),
        Event::PresenceSubscribed { .. } => "watch request".to_owned(),
        Event::ReferReceived { .. } => "asked to call".to_owned(),
        Event::ReferAccepted { .. } => "refer accepted".to_owned(),
        Event::ReferRejected { status, .. } => format!("refer rejected {status}"),
        Event::TransferTrying { .. } => "transfer trying".to_owned(),
        Event::TransferRinging { .. } => "transfer ringing".to_owned(),
        Event::TransferSuccess { .. } => "transferred".to_owned(),
        Event::TransferFailure { status, .. } => format!("not transferred {status}"),
        Event::SignalingReceived { .. } => "received".to_owned(),
        Event::SignalingSending { .. } => "sending".to_owned(),
        Event::DtmfReceived { tone, .. } => format!("tone {tone}"),
        Event::OptionsReceived { .. } => "options".to_owned(),
        Event::InfoReceived { .. } => "info".to_owned(),
        Event::MessageReceived { .. } | Event::OutOfDialogMessageReceived { .. } => {
            "message".to_owned()
        }
        Event::MessageSent { message, .. } => format!("message {message} sent"),
        Event::OutOfDialogMessageSent(parties) => format!("message {} sent", parties.message),
        Event::MessageFailed {
            message, status, ..
        } => format!("message {message} failed {status}"),
        Event::OutOfDialogMessageFailed {
            parties, status, ..
        } => format!("message {} failed {status}", parties.message),
        Event::PlayFileFinished { .. } => "file finished".to_owned(),
        Event::Statistics { .. } => "statistics".to_owned(),
        other => format!("{other:?}"),
    }
}

/// The call that an event is about.
pub fn session_of(event: &Event) -> Option<SessionId> {
    match event {
        Event::InviteIncoming(parties)
        | Event::InviteAnswered(parties)
        | Event::InviteFailure { parties, .. } => Some(parties.session),
        Event::InviteTrying { session }
        | Event::InviteSessionProgress { session, .. }
        | Event::InviteRinging { session, .. }
        | Event::InviteUpdated { session, .. }
        | Event::InviteConnected { session }
        | Event::InviteClosed { session, .. }
        | Event::RemoteHold { session }
        | Event::RemoteUnHold { session, .. }
        | Event::ReferAccepted { session }
        | Event::ReferRejected { session, .. }
        | Event::TransferTrying { session }
        | Event::TransferRinging { session }
        | Event::TransferSuccess { session }
        | Event::TransferFailure { session, .. }
        | Event::DtmfReceived { session, .. }
        | Event::InfoReceived { session, .. }
        | Event::MessageReceived { session, .. }
        | Event::MessageSent { session, .. }
        | Event::MessageFailed { session, .. }
        | Event::PlayFileFinished { session, .. }
        | Event::Statistics { session, .. } => Some(*session),
        Event::ReferReceived { session, .. }
        | Event::SignalingReceived { session, .. }
        | Event::SignalingSending { session, .. } => *session,
        _ => None,
    }
}

fn user_of(uri: &str) -> &str {
    let user = uri.split_once(':').map_or(uri, |(_, rest)| rest);
    user.split('@').next().unwrap_or_default()
}
