//! Other implementations of SIP and media as child processes on 127.0.0.1: each is started
//! with files of its own in a folder of its own and ended by its own pid.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "other processes live in real time"
)]

pub mod baresip;
pub mod certificates;
pub mod coturn;
pub mod edge;
pub mod ffmpeg;
pub mod kamailio;
pub mod libsrtp;
pub mod namespace;
pub mod nat;
pub mod peer;
pub mod pjsua;
pub mod presence_server;
pub mod relayed_only;
pub mod rtpengine;
pub mod score;
pub mod sipp;
pub mod two_phones;
pub mod wave;
pub mod webrtc;
