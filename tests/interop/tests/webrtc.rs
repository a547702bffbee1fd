//! Calls with a WebRTC endpoint: SIP over secure WebSocket, ICE, DTLS-SRTP, one port for
//! RTP and RTCP, a bundle, Opus; both ways, speech in both directions, scored.

use std::fs;
use std::path::{Path, PathBuf};

use interop::certificates;
use interop::peer::folder;
use interop::score::{pesq, speech};
use interop::wave::with_silence;
use interop::webrtc::Gateway;
use phone::{Config, Phone, codec, srtp, transport};

/// Both sides, we registered at the gateway.
struct Call {
    folder: PathBuf,
    gateway: Gateway,
    phone: Phone,
}

impl Call {
    fn prepared(name: &str) -> Self {
        let folder = folder(name);
        certificates::write(&folder);
        let say = folder.join("said.wav");
        let voice = with_silence(&speech("bob.wav"), 10);
        fs::write(&say, voice).expect("the folder is writable");
        let mut gateway = Gateway::start(&folder, &say, &folder.join("theirs.wav"));
        let phone = Phone::start(&Config {
            transport: transport::WSS,
            certificates: Some(folder.clone()),
            codecs: vec![codec::OPUS, codec::DTMF],
            auto_answer: true,
            ..Config::new()
        });
        phone.set_user_at("alice", "", "127.0.0.1", gateway.port);
        phone.set_srtp(srtp::FORCE, "");
        phone.offer_dtls();
        phone.enable_ice();
        phone.register(300, 0);
        phone.wait("onRegisterSuccess", |_| true);
        gateway.wait_told("registered");
        Self {
            folder,
            gateway,
            phone,
        }
    }

    /// Speaks and listens, then looks at what was said and how.
    fn speak(&mut self, session: i32) {
        self.phone.wait_for("onInviteConnected", session);
        self.phone.record(session, &self.folder, "heard");
        self.gateway.wait_told("connected");
        self.phone.play_to_remote(session, &speech("alice.wav"));
        self.phone.wait_for("onPlayFileFinished", session);
        self.phone.stop_record(session);
        self.gateway.say("finish");
        self.gateway.wait_told("finished");
        self.phone.request_statistics(session);
        let json = self.phone.wait_for("onStatistics", session).text;
        for shown in ["\"keys\":\"dtls\"", "\"not_authentic\":0"] {
            assert!(json.contains(shown), "{shown} in {json}");
        }
    }

    fn assert_scores(&self) {
        let heard = |source: &str, recording: &str, least: f32| {
            let recording: &Path = &self.folder.join(recording);
            let score = pesq(&speech(source), recording);
            println!("{}: PESQ {score:.2}", recording.display());
            assert!(score >= least, "{}: only {score:.2}", recording.display());
        };
        heard("bob.wav", "heard.wav", 2.5);
        heard("alice.wav", "theirs.wav", 2.5);
    }
}

#[test]
fn we_call_a_browser() {
    let mut call = Call::prepared("webrtc_out");
    let session = call.phone.call("browser");
    call.speak(session);
    call.phone.hang_up(session);
    call.gateway.wait_told("ended");
    call.assert_scores();
}

#[test]
fn a_browser_calls_us() {
    let mut call = Call::prepared("webrtc_in");
    call.gateway.say("call");
    let session = call.phone.wait("onInviteIncoming", |_| true).session;
    call.speak(session);
    call.gateway.say("hangup");
    call.phone.wait_for("onInviteClosed", session);
    call.gateway.wait_told("ended");
    call.assert_scores();
}
