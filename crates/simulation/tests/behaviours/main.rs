//! How calls and registrations behave: one file for each behaviour.

mod basic_call;
mod busy;
mod bye_crosses_reinvite;
mod cancel_crosses_200;
mod crowd;
mod early_dialogs;
mod forking;
mod glare;
mod hold_unhold;
mod hostile_messages;
mod lost_200;
mod lost_ack;
mod many_seeds;
mod merged_request;
mod messages;
mod no_answer_timeout;
mod offerless;
mod options;
mod redirect;
mod register;
mod reject;
mod retransmissions;
mod stories;
mod streams;
mod unanswered_reinvite;
