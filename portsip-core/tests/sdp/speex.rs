//! Speex at its three rates.

use portsip_core::plan::AudioCodec::{Pcmu, SpeexNarrow, SpeexUltra, SpeexWide};

use super::ends::{audio, audio_config, described, end, end_with, negotiate, text};

#[test]
fn rates_are_told_apart_and_parameters_govern_who_sends() {
    let mut config = audio_config(&[SpeexWide, SpeexNarrow, SpeexUltra, Pcmu]);
    config.codecs[0].fmtp = "vbr=on;mode=\"5,any\"".to_owned();
    let mut a = end(1, config.clone());
    let mut b = end_with(2, &[SpeexUltra, SpeexWide]);
    let offer = end(1, config).create_offer().expect("an offer");
    for line in [
        "a=rtpmap:96 speex/16000\r\na=fmtp:96 vbr=on;mode=\"5,any\"\r\n",
        "a=rtpmap:97 speex/8000\r\n",
        "a=rtpmap:98 speex/32000\r\n",
        "telephone-event/32000\r\n",
    ] {
        assert!(text(&offer).contains(line), "{line}: {}", text(&offer));
    }
    let (a, b) = negotiate(&mut a, &mut b);
    assert_eq!(a.audio_codecs, "SPEEX-UWB#SPEEX-WB");
    assert_eq!(audio(&a).send.codec, SpeexUltra);
    let wide = audio(&b)
        .receive
        .iter()
        .find(|format| format.codec == SpeexWide);
    assert_eq!(wide.map(|format| format.payload_type), Some(96));

    let offer = "v=0\nc=IN IP4 192.0.2.9\nm=audio 5000 RTP/AVP 97 98\n\
        a=rtpmap:97 SPEEX/8000/1\na=fmtp:97 mode=3;vbr=off;cng=on\na=rtpmap:98 speex/44100\n";
    let answer = end_with(3, &[SpeexWide, SpeexNarrow]).create_answer(&described(offer.as_bytes()));
    let agreed = answer.expect("an answer").agreed;
    assert_eq!(agreed.audio_codecs, "SPEEX");
    let governed = audio(&agreed).send.parameters.speex;
    assert_eq!(governed.mode, Some(3));
    assert!(governed.comfort_noise && !governed.variable_rate);
}
