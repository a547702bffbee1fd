//! iLBC: frames are as our descriptions have them, whatever the program's list says by then.

use std::sync::Arc;

use portsip_core::config::AudioConfig;
use portsip_core::plan::{AudioCodec, IlbcMode};
use portsip_core::sdp::Offering;

use super::ends::{audio, audio_config, described, end, negotiate};

fn ilbc(fmtp: &str) -> AudioConfig {
    let mut config = audio_config(&[AudioCodec::Ilbc]);
    fmtp.clone_into(&mut config.codecs[0].fmtp);
    config
}

#[test]
fn a_list_that_changes_leaves_the_frames_of_the_call() {
    for (before, after, mode) in [
        ("mode=20", "mode=30", IlbcMode::Ms20),
        ("mode=20", "", IlbcMode::Ms20),
        ("mode=30", "mode=20", IlbcMode::Ms30),
    ] {
        let (mut a, mut b) = (end(1, ilbc(before)), end(2, ilbc("mode=20")));
        negotiate(&mut a, &mut b);
        let offering = Offering::Audio {
            on: true,
            config: Arc::new(ilbc(after)),
        };
        let offer = a.create_offer_of(&offering).expect("an offer");
        let answer = b.create_answer(&described(&offer)).expect("an answer");
        let agreed = a.handle_answer(&answer.body).expect("agreement");
        for plan in [audio(&agreed), audio(&answer.agreed)] {
            assert_eq!(plan.send.parameters.ilbc_mode, mode, "{before} {after}");
            assert_eq!(plan.receive[0].parameters.ilbc_mode, mode);
        }
    }
}
