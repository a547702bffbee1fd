//! Two or three audio graphs talk to each other in virtual time: what one
//! microphone says another speaker plays.

mod calls;
mod conference;
mod delay;
mod files;
#[path = "../graph_support/mod.rs"]
mod graph_support;
mod local;
mod measure;
mod processing;
mod quiet;
mod speech;
mod streams;
mod together;
