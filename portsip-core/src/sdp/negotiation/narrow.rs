//! What is left to offer after a refusal that tells what the other side can do
//! (RFC 3261 §21.4.26).

use crate::config::AudioConfig;

use super::super::description::{Description, Encoding};

/// The codecs of `config` that `told` has too, in our order; `None` where
/// nothing is left of them, or all.
pub fn narrowed(config: &AudioConfig, told: &Description) -> Option<AudioConfig> {
    let tells = |wanted: &dyn Fn(Encoding) -> bool| {
        let mut formats = told.audio_lines().flat_map(|(_, line)| &line.formats);
        formats.any(|format| wanted(format.encoding))
    };
    let mut left = config.clone();
    left.codecs.retain(|preference| {
        let codec = preference.codec;
        tells(&|encoding| encoding == Encoding::Audio(codec))
    });
    if !tells(&|encoding| matches!(encoding, Encoding::TelephoneEvent { .. })) {
        left.telephone_event = None;
    }
    if !tells(&|encoding| matches!(encoding, Encoding::Redundancy { .. })) {
        left.redundancy = 0;
    }
    (!left.codecs.is_empty() && left != *config).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{AudioCodec, CodecPreference};

    fn config(codecs: &[AudioCodec], telephone_event: Option<u8>) -> AudioConfig {
        let preference = |codec: &AudioCodec| CodecPreference {
            codec: *codec,
            payload_type: codec.static_payload_type().unwrap_or(105),
            fmtp: String::new(),
        };
        AudioConfig {
            codecs: codecs.iter().map(preference).collect(),
            telephone_event,
            ..AudioConfig::default()
        }
    }

    fn told(formats: &str) -> Description {
        let text = format!("v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\ns=-\r\nt=0 0\r\n{formats}");
        Description::parse(text.as_bytes()).expect("a description")
    }

    #[test]
    fn what_both_can_is_left() {
        let ours = config(
            &[AudioCodec::Opus, AudioCodec::Pcmu, AudioCodec::Pcma],
            Some(101),
        );
        let only_a_law = told("m=audio 0 RTP/AVP 8\r\n");
        let left = narrowed(&ours, &only_a_law).expect("something is left");
        assert_eq!(left, config(&[AudioCodec::Pcma], None));
        assert_eq!(narrowed(&left, &only_a_law), None);
    }

    #[test]
    fn nothing_in_common_and_no_audio_leave_nothing() {
        let ours = config(&[AudioCodec::G722], None);
        assert_eq!(narrowed(&ours, &told("m=audio 0 RTP/AVP 0\r\n")), None);
        assert_eq!(narrowed(&ours, &told("m=video 0 RTP/AVP 96\r\n")), None);
        assert_eq!(narrowed(&ours, &told("")), None);
    }
}
