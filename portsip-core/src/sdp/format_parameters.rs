//! Reads `a=fmtp` into what governs an encoder.

use crate::plan::{AudioCodec, FormatParameters, IlbcMode, SpeexParameters};

/// What is declared for Opus where the program gave no parameters of its own.
pub(super) const OPUS_DEFAULT: &str = "useinbandfec=1";

/// What is declared for G.729: without it, the silence frames of Annex B would be
/// agreed on (RFC 4856 §2.1.9), and an answer to `no` has to say `no` (RFC 7261 §3).
pub(super) const G729_DEFAULT: &str = "annexb=no";

/// A declaration of `a=fmtp` in which a silent parameter differs from one at
/// its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    use_inband_fec: Option<bool>,
    use_dtx: Option<bool>,
    stereo: Option<bool>,
    bitrate_bps_max: Option<u32>,
    playback_rate_hz_max: Option<u32>,
    ilbc_mode: IlbcMode,
    speex: SpeexParameters,
}

impl Declared {
    /// Reads the parameters of a codec; those of another codec are passed over.
    pub(super) fn parse(codec: AudioCodec, text: &str) -> Self {
        let mut declared = Self::default();
        for parameter in text.split(';') {
            let Some((name, value)) = parameter.split_once('=') else {
                continue;
            };
            let (name, value) = (name.trim(), value.trim());
            match codec {
                AudioCodec::Opus => declared.read_opus(name, value),
                AudioCodec::Ilbc => declared.read_ilbc(name, value),
                AudioCodec::SpeexNarrow | AudioCodec::SpeexWide | AudioCodec::SpeexUltra => {
                    declared.read_speex(name, value);
                }
                _ => {}
            }
        }
        declared
    }

    /// RFC 3952 §4.2.
    fn read_ilbc(&mut self, name: &str, value: &str) {
        if name.eq_ignore_ascii_case("mode") {
            self.ilbc_mode = if value == "20" {
                IlbcMode::Ms20
            } else {
                IlbcMode::Ms30
            };
        }
    }

    /// The frames of iLBC between this declaration and one that says `other`: 20 ms only
    /// where both say so (RFC 3952 §5).
    pub(super) fn common_ilbc_mode(self, other: IlbcMode) -> IlbcMode {
        if self.ilbc_mode == other {
            self.ilbc_mode
        } else {
            IlbcMode::Ms30
        }
    }

    /// RFC 7587 §6.1.
    fn read_opus(&mut self, name: &str, value: &str) {
        let flag = || value.parse::<u32>().ok().map(|number| number != 0);
        match name.to_ascii_lowercase().as_str() {
            "useinbandfec" => self.use_inband_fec = flag(),
            "usedtx" => self.use_dtx = flag(),
            "stereo" => self.stereo = flag(),
            "maxaveragebitrate" => {
                let rate = value.parse().ok();
                self.bitrate_bps_max = rate.map(|rate: u32| rate.clamp(6000, 510_000));
            }
            "maxplaybackrate" => {
                let rate = value.parse().ok();
                self.playback_rate_hz_max = rate.map(|rate: u32| rate.clamp(8000, 48_000));
            }
            _ => {}
        }
    }

    /// RFC 5574 §4. Of several modes the first is the one liked most.
    fn read_speex(&mut self, name: &str, value: &str) {
        let value = value.trim_matches('"');
        match name.to_ascii_lowercase().as_str() {
            "vbr" => self.speex.variable_rate = value.eq_ignore_ascii_case("on"),
            "cng" => self.speex.comfort_noise = value.eq_ignore_ascii_case("on"),
            "mode" => {
                let first = value
                    .split(',')
                    .next()
                    .and_then(|mode| mode.trim().parse().ok());
                self.speex.mode = first.filter(|mode| *mode <= 10);
            }
            _ => {}
        }
    }

    /// What we declared for receiving, as the other side's encoder sees it.
    pub(super) fn as_declared(self) -> FormatParameters {
        FormatParameters {
            use_inband_fec: self.use_inband_fec.unwrap_or(false),
            use_dtx: self.use_dtx.unwrap_or(false),
            stereo: self.stereo.unwrap_or(false),
            bitrate_bps_max: self.bitrate_bps_max,
            playback_rate_hz_max: self.playback_rate_hz_max,
            ilbc_mode: self.ilbc_mode,
            speex: self.speex,
            ..FormatParameters::default()
        }
    }

    /// What governs our encoder when `self` is what the other side declared
    /// and `own` is what the program set: the receiver's wish rules, and the
    /// program may ask for less.
    pub(super) fn governed_by(self, own: Self) -> FormatParameters {
        FormatParameters {
            use_inband_fec: self.use_inband_fec.unwrap_or(false)
                && own.use_inband_fec.unwrap_or(true),
            use_dtx: self.use_dtx.or(own.use_dtx).unwrap_or(false),
            stereo: self.stereo.unwrap_or(false) && own.stereo.unwrap_or(false),
            bitrate_bps_max: smaller(self.bitrate_bps_max, own.bitrate_bps_max),
            playback_rate_hz_max: smaller(self.playback_rate_hz_max, own.playback_rate_hz_max),
            speex: self.speex,
            ..FormatParameters::default()
        }
    }
}

fn smaller(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opus(text: &str) -> Declared {
        Declared::parse(AudioCodec::Opus, text)
    }

    #[test]
    fn opus_parameters_are_read() {
        let text = "minptime=10; useinbandfec=1;UseDTX=1;stereo=1; maxaveragebitrate=20000;maxplaybackrate=16000;cbr";
        let parameters = opus(text).as_declared();
        assert_eq!(
            parameters,
            FormatParameters {
                use_inband_fec: true,
                use_dtx: true,
                stereo: true,
                bitrate_bps_max: Some(20_000),
                playback_rate_hz_max: Some(16_000),
                ..FormatParameters::default()
            }
        );
    }

    #[test]
    fn nonsense_is_no_parameter() {
        let parameters = opus("useinbandfec=yes;maxaveragebitrate=99999999999;=;;x").as_declared();
        assert_eq!(parameters, FormatParameters::default());
        let low = opus("maxaveragebitrate=1").as_declared();
        assert_eq!(low.bitrate_bps_max, Some(6000));
    }

    #[test]
    fn the_receiver_rules_and_the_program_may_ask_for_less() {
        let theirs = opus("useinbandfec=1;maxaveragebitrate=64000");
        let ours = opus("maxaveragebitrate=20000;usedtx=1");
        let governed = theirs.governed_by(ours);
        assert!(governed.use_inband_fec && governed.use_dtx);
        assert_eq!(governed.bitrate_bps_max, Some(20_000));
        assert!(!opus("").governed_by(opus(OPUS_DEFAULT)).use_inband_fec);
        assert!(!opus("usedtx=0").governed_by(ours).use_dtx);
    }

    #[test]
    fn speex_parameters_are_read() {
        let speex = |text| {
            Declared::parse(AudioCodec::SpeexWide, text)
                .as_declared()
                .speex
        };
        let read = speex("vbr=on;cng=ON; mode=\"7,any\"");
        assert!(read.variable_rate && read.comfort_noise);
        assert_eq!(read.mode, Some(7));
        for nonsense in [
            "vbr=vad;cng=off;mode=any",
            "mode=11",
            "mode=\"",
            "useinbandfec=1",
        ] {
            assert_eq!(speex(nonsense), SpeexParameters::default(), "{nonsense}");
        }
    }

    #[test]
    fn other_codecs_have_none() {
        let declared = Declared::parse(AudioCodec::Pcmu, "useinbandfec=1");
        assert_eq!(declared, Declared::default());
    }

    #[test]
    fn frames_of_ilbc_are_short_only_where_both_say_so() {
        let ilbc = |text| Declared::parse(AudioCodec::Ilbc, text);
        for (ours, theirs, mode) in [
            ("mode=20", "mode=20", IlbcMode::Ms20),
            ("mode=20", "Mode=20;x=1", IlbcMode::Ms20),
            ("mode=20", "mode=30", IlbcMode::Ms30),
            ("mode=30", "mode=20", IlbcMode::Ms30),
            ("mode=20", "", IlbcMode::Ms30),
            ("mode=20", "mode=25", IlbcMode::Ms30),
            ("", "", IlbcMode::Ms30),
        ] {
            let common = ilbc(theirs).common_ilbc_mode(ilbc(ours).ilbc_mode);
            assert_eq!(common, mode, "{ours} {theirs}");
        }
    }
}
