//! Event → the call of its handler.

use portsip_core::events::{Event, InviteParties, MediaSummary, RegisterResult};
use portsip_core::ids::{INVALID_SESSION_ID, SessionId};

use super::Handlers;

/// Calls the handler of `event`, if the program has one.
pub(super) fn deliver(handlers: &Handlers, event: Event) {
    match event {
        Event::RegisterSuccess(result) => {
            let RegisterResult {
                status,
                reason,
                message,
            } = result;
            handlers.register_success(&reason, status.into(), &message);
        }
        Event::RegisterFailure(result) => {
            let RegisterResult {
                status,
                reason,
                message,
            } = result;
            handlers.register_failure(&reason, status.into(), &message);
        }
        Event::DtmfReceived { session, tone } => handlers.recv_dtmf_tone(session.0, tone.into()),
        Event::PlayFileFinished { session, file_name } => {
            handlers.play_file_finished(session.0, &file_name);
        }
        Event::Statistics { session, json } => handlers.statistics(session.0, &json),
        Event::OptionsReceived { message } => handlers.recv_options(&message),
        Event::InfoReceived { message, .. } => handlers.recv_info(&message),
        Event::SignalingReceived { session, message } => {
            handlers.received_signaling(number(session), &message);
        }
        Event::SignalingSending { session, message } => {
            handlers.sending_signaling(number(session), &message);
        }
        #[cfg(feature = "test-hooks")]
        Event::Sample { number } => super::sample_values::raise(handlers, number),
        Event::MessageReceived { .. }
        | Event::MessageSent { .. }
        | Event::MessageFailed { .. }
        | Event::OutOfDialogMessageReceived { .. }
        | Event::OutOfDialogMessageSent(_)
        | Event::OutOfDialogMessageFailed { .. } => deliver_message(handlers, event),
        of_call => deliver_call(handlers, of_call),
    }
}

fn number(session: Option<SessionId>) -> i32 {
    session.map_or(INVALID_SESSION_ID, |session| session.0)
}

/// Messages of people, and what became of ours.
fn deliver_message(handlers: &Handlers, event: Event) {
    match event {
        Event::MessageReceived {
            session,
            kind,
            subtype,
            body,
        } => handlers.recv_message(session.0, &kind, &subtype, &body),
        Event::MessageSent { session, message } => {
            handlers.send_message_success(session.0, message.0);
        }
        Event::MessageFailed {
            session,
            message,
            reason,
            status,
        } => handlers.send_message_failure(session.0, message.0, &reason, status.into()),
        Event::OutOfDialogMessageReceived {
            from_display_name,
            from,
            to_display_name,
            to,
            kind,
            subtype,
            body,
        } => handlers.recv_out_of_dialog_message(
            &from_display_name,
            &from,
            &to_display_name,
            &to,
            &kind,
            &subtype,
            &body,
        ),
        Event::OutOfDialogMessageSent(parties) => handlers.send_out_of_dialog_message_success(
            parties.message.0,
            &parties.from_display_name,
            &parties.from,
            &parties.to_display_name,
            &parties.to,
        ),
        Event::OutOfDialogMessageFailed {
            parties,
            reason,
            status,
        } => handlers.send_out_of_dialog_message_failure(
            parties.message.0,
            &parties.from_display_name,
            &parties.from,
            &parties.to_display_name,
            &parties.to,
            &reason,
            status.into(),
        ),
        other => unheard(&other),
    }
}

/// The life of a call.
fn deliver_call(handlers: &Handlers, event: Event) {
    match event {
        Event::InviteIncoming(parties) => invite_incoming(handlers, &parties),
        Event::InviteTrying { session } => handlers.invite_trying(session.0),
        Event::InviteSessionProgress {
            session,
            media,
            early_media,
            message,
        } => {
            let MediaSummary {
                audio_codecs,
                video_codecs,
                audio,
                video,
                ..
            } = media;
            handlers.invite_session_progress(
                session.0,
                &audio_codecs,
                &video_codecs,
                early_media,
                audio,
                video,
                &message,
            );
        }
        Event::InviteRinging {
            session,
            status,
            reason,
            message,
        } => {
            handlers.invite_ringing(session.0, &reason, status.into(), &message);
        }
        Event::InviteAnswered(parties) => invite_answered(handlers, &parties),
        Event::InviteFailure {
            parties,
            status,
            reason,
        } => {
            invite_failure(handlers, &parties, status, &reason);
        }
        Event::InviteUpdated {
            session,
            media,
            message,
        } => {
            let MediaSummary {
                audio_codecs,
                video_codecs,
                audio,
                video,
                screen,
            } = media;
            handlers.invite_updated(
                session.0,
                &audio_codecs,
                &video_codecs,
                audio,
                video,
                screen,
                &message,
            );
        }
        Event::InviteConnected { session } => handlers.invite_connected(session.0),
        Event::InviteForwarded { to } => handlers.invite_begining_forward(&to),
        Event::InviteClosed { session, .. } => handlers.invite_closed(session.0),
        Event::RemoteHold { session } => handlers.remote_hold(session.0),
        Event::RemoteUnHold { session, media } => {
            let MediaSummary {
                audio_codecs,
                video_codecs,
                audio,
                video,
                ..
            } = media;
            handlers.remote_un_hold(session.0, &audio_codecs, &video_codecs, audio, video);
        }
        of_transfer => deliver_transfer(handlers, of_transfer),
    }
}

/// The way of a transfer.
fn deliver_transfer(handlers: &Handlers, event: Event) {
    match event {
        Event::ReferReceived {
            session,
            refer,
            to,
            from,
            message,
        } => handlers.received_refer(number(session), refer.0, &to, &from, &message),
        Event::ReferAccepted { session } => handlers.refer_accepted(session.0),
        Event::ReferRejected {
            session,
            status,
            reason,
        } => handlers.refer_rejected(session.0, &reason, status.into()),
        Event::TransferTrying { session } => handlers.transfer_trying(session.0),
        Event::TransferRinging { session } => handlers.transfer_ringing(session.0),
        Event::TransferSuccess { session } => handlers.actv_transfer_success(session.0),
        Event::TransferFailure {
            session,
            status,
            reason,
        } => handlers.actv_transfer_failure(session.0, &reason, status.into()),
        of_subscription => deliver_subscription(handlers, of_subscription),
    }
}

/// What is told of others, and of the subscriptions that it comes by.
fn deliver_subscription(handlers: &Handlers, event: Event) {
    match event {
        Event::SubscriptionNotified {
            subscription,
            message,
            body,
        } => handlers.recv_notify_of_subscription(subscription.0, &message, &body),
        Event::SubscriptionFailed {
            subscription,
            status,
        } => handlers.subscription_failure(subscription.0, status.into()),
        Event::SubscriptionTerminated { subscription } => {
            handlers.subscription_terminated(subscription.0);
        }
        Event::PresenceSubscribed {
            subscription,
            display_name,
            from,
            subject,
        } => handlers.presence_recv_subscribe(subscription.0, &display_name, &from, &subject),
        Event::PresenceOnline {
            from_display_name,
            from,
            state_text,
        } => handlers.presence_online(&from_display_name, &from, &state_text),
        Event::PresenceOffline {
            from_display_name,
            from,
        } => handlers.presence_offline(&from_display_name, &from),
        Event::DialogStateUpdated {
            monitored,
            state,
            dialog,
            direction,
        } => handlers.dialog_state_updated(&monitored, state, &dialog, direction),
        Event::WaitingVoiceMessages(waiting) => handlers.waiting_voice_message(
            &waiting.account,
            waiting.urgent_new,
            waiting.urgent_old,
            waiting.new,
            waiting.old,
        ),
        Event::WaitingFaxMessages(waiting) => handlers.waiting_fax_message(
            &waiting.account,
            waiting.urgent_new,
            waiting.urgent_old,
            waiting.new,
            waiting.old,
        ),
        other => unheard(&other),
    }
}

fn unheard(event: &Event) {
    tracing::warn!(?event, "an event without a handler in the C interface");
}

fn invite_incoming(handlers: &Handlers, parties: &InviteParties) {
    handlers.invite_incoming(
        parties.session.0,
        &parties.caller_display_name,
        &parties.caller,
        &parties.callee_display_name,
        &parties.callee,
        &parties.media.audio_codecs,
        &parties.media.video_codecs,
        parties.media.audio,
        parties.media.video,
        &parties.message,
    );
}

fn invite_answered(handlers: &Handlers, parties: &InviteParties) {
    handlers.invite_answered(
        parties.session.0,
        &parties.caller_display_name,
        &parties.caller,
        &parties.callee_display_name,
        &parties.callee,
        &parties.media.audio_codecs,
        &parties.media.video_codecs,
        parties.media.audio,
        parties.media.video,
        &parties.message,
    );
}

fn invite_failure(handlers: &Handlers, parties: &InviteParties, status: u16, reason: &str) {
    handlers.invite_failure(
        parties.session.0,
        &parties.caller_display_name,
        &parties.caller,
        &parties.callee_display_name,
        &parties.callee,
        reason,
        status.into(),
        &parties.message,
    );
}
