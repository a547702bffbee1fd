//! What a phone does, sans-IO: registration, calls, transfers and messages, on `sip` and `sdp`.
//!
//! [`Agent`] is the whole of it for a caller: methods for what the program
//! wants, `handle_…` for what the world did, `poll_output` and `poll_timeout`
//! for what shall happen next. It owns no socket, thread, clock or random
//! source: the same inputs from the same seed give the same outputs.

mod abilities;
mod account;
mod agent;
mod binding;
mod call;
mod callee;
mod content;
mod context;
mod diversion;
mod event_text;
mod flow_selection;
mod header_rules;
mod identity;
mod incoming;
mod inputs;
mod instant_message;
mod leaving;
mod lone_dialog;
mod lone_request;
mod nat_address;
mod notifier;
mod options;
mod outcome;
mod output;
mod presence;
mod publication;
mod query;
mod reachability;
mod refresher;
mod registrar;
mod registration;
mod routing;
mod seldom;
mod signalling_callback;
mod stun_client;
mod subscription;
mod timers;
mod transfer;

pub use agent::{Agent, AgentConfig, RegistrationStatus};
pub use output::{FlowRequest, GatheringServers, Occasion, Output, ResolveId};
