//! Reads and writes `a=fmtp` of AMR and AMR-WB (RFC 4867 §8.1), and agrees on
//! what both sides have (§8.3.1).

use std::fmt::Write as _;

use crate::plan::{AmrParameters, AudioCodec};

/// What one side declares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    parameters: AmrParameters,
    /// Frames with check sums, sorted, interleaved or of more channels.
    has_what_we_lack: bool,
}

impl Declared {
    /// Reads the parameters; unknown ones and nonsense are passed over.
    pub(super) fn parse(codec: AudioCodec, text: &str) -> Self {
        let mut declared = Self::default();
        for parameter in text.split(';') {
            if let Some((name, value)) = parameter.split_once('=') {
                declared.read(codec, name.trim(), value.trim());
            }
        }
        declared
    }

    fn read(&mut self, codec: AudioCodec, name: &str, value: &str) {
        let parameters = &mut self.parameters;
        match name.to_ascii_lowercase().as_str() {
            "octet-align" => parameters.octet_aligned = value == "1",
            "mode-set" => parameters.modes = modes(codec, value).unwrap_or(0),
            "mode-change-period" => parameters.changes_every_second_frame = value == "2",
            "mode-change-neighbor" => parameters.changes_to_neighbor = value == "1",
            "crc" | "robust-sorting" => self.has_what_we_lack |= value != "0",
            "channels" => self.has_what_we_lack |= value != "1",
            "interleaving" => self.has_what_we_lack = true,
            _ => {}
        }
    }

    /// What we take, as it goes into an offer of ours.
    pub(super) fn offered(self) -> AmrParameters {
        self.parameters
    }

    /// What can be agreed on with the side that declares `self`, of what we
    /// would take; `None` where nothing can. Both sides lay payloads out in one
    /// way, and send of the modes that both allow.
    pub(super) fn agreed(self, ours: AmrParameters) -> Option<AmrParameters> {
        let modes = match (self.parameters.modes, ours.modes) {
            (0, modes) | (modes, 0) => modes,
            (theirs, ours) if theirs & ours != 0 => theirs & ours,
            _ => return None,
        };
        let possible =
            !self.has_what_we_lack && self.parameters.octet_aligned == ours.octet_aligned;
        possible.then_some(AmrParameters {
            modes,
            ..self.parameters
        })
    }
}

/// The text of what we take. That we can change modes with every second frame
/// is said unless the program says otherwise in `wanted`: gateways to GSM want it
/// (RFC 4867 §8.1). Of `wanted` what nothing is agreed on goes as it is.
pub(super) fn text(parameters: AmrParameters, wanted: &str) -> String {
    let mut text = String::new();
    if parameters.octet_aligned {
        text.push_str("octet-align=1;");
    }
    let mut separator = "mode-set=";
    for mode in (0..16).filter(|mode| parameters.modes & (1 << mode) != 0) {
        // A String takes all it is given.
        let _ = write!(text, "{separator}{mode}");
        separator = ",";
    }
    if separator == "," {
        text.push(';');
    }
    if parameters.changes_every_second_frame {
        text.push_str("mode-change-period=2;");
    }
    if parameters.changes_to_neighbor {
        text.push_str("mode-change-neighbor=1;");
    }
    text.push_str("mode-change-capability=");
    text.push_str(said(wanted, "mode-change-capability").unwrap_or("2"));
    if let Some(most) = said(wanted, "max-red") {
        text.push_str(";max-red=");
        text.push_str(most);
    }
    text
}

/// The value of a parameter of a text.
fn said<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    let mut parameters = text.split(';').filter_map(|one| one.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
    Some(value.trim())
}

/// A list of modes, each of which the codec has.
fn modes(codec: AudioCodec, value: &str) -> Option<u16> {
    let highest = if codec == AudioCodec::AmrWb { 8 } else { 7 };
    value.split(',').try_fold(0, |modes, mode| {
        let mode: u8 = mode.trim().parse().ok()?;
        (mode <= highest).then_some(modes | 1 << mode)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrow(text: &str) -> Declared {
        Declared::parse(AudioCodec::AmrNb, text)
    }

    #[test]
    fn what_is_written_is_read() {
        for declared in [
            "octet-align=1;mode-set=0,2,5,7;mode-change-period=2;mode-change-neighbor=1;mode-change-capability=2",
            "mode-set=7;mode-change-capability=2",
            "octet-align=1;mode-change-capability=2",
            "mode-change-capability=2",
        ] {
            assert_eq!(text(narrow(declared).offered(), ""), declared);
        }
    }

    #[test]
    fn nonsense_is_no_parameter() {
        for nonsense in [
            "",
            ";;=",
            "mode-set=8",
            "mode-set=0,x",
            "octet-align",
            "octet-align=2",
        ] {
            assert_eq!(narrow(nonsense), Declared::default(), "{nonsense}");
        }
        let wide = Declared::parse(AudioCodec::AmrWb, "mode-set=8");
        assert_eq!(wide.offered().modes, 0x100);
    }

    #[test]
    fn layout_must_match_and_modes_intersect() {
        let agreed = |theirs: &str, ours: &str| narrow(theirs).agreed(narrow(ours).offered());
        let modes = |theirs: &str, ours: &str| agreed(theirs, ours).map(|agreed| agreed.modes);
        assert_eq!(modes("", ""), Some(0));
        assert_eq!(modes("octet-align=1", ""), None);
        assert_eq!(modes("", "octet-align=1"), None);
        assert_eq!(modes("octet-align=1", "octet-align=1;mode-set=0"), Some(1));
        assert_eq!(modes("mode-set=0,2,4", "mode-set=4,7"), Some(0x10));
        assert_eq!(modes("mode-set=0,2,4", "mode-set=7"), None);
        assert_eq!(modes("mode-set=0,2,4", ""), Some(0x15));
        for lacking in ["crc=1", "robust-sorting=1", "interleaving=30", "channels=2"] {
            assert_eq!(agreed(lacking, ""), None, "{lacking}");
        }
        assert!(agreed("crc=0;robust-sorting=0;channels=1", "").is_some());
        let governed = agreed("mode-change-period=2", "mode-change-neighbor=1").unwrap();
        assert!(governed.changes_every_second_frame && !governed.changes_to_neighbor);
    }
}
