//! Takes out of a description's text what real systems get wrong.
//!
//! Only the lines we read are kept; the times, bandwidths, names and numbers
//! around them cannot then make a call fail.

use std::borrow::Cow;

use super::{DescriptionError, SDP_MEDIA_LINES_MAX};

/// The text with every octet in UTF-8, a `c=` line at most once a section,
/// media lines of four fields, and no attribute that we do not read.
///
/// Nothing of `o=`, `s=` and `t=` is read here: the place of a description in
/// its session is known from the dialog. Those lines are left out, not trusted.
pub(super) fn clean(text: &[u8]) -> Result<Vec<u8>, DescriptionError> {
    let text =
        std::str::from_utf8(text).map_or_else(|_| String::from_utf8_lossy(text), Cow::Borrowed);
    let mut lines = lines(text.trim_start_matches('\u{feff}'));
    let version = lines.next().ok_or(DescriptionError::Malformed)?;
    if version.strip_prefix("v=").map(str::trim_ascii) != Some("0") {
        return Err(DescriptionError::Malformed);
    }
    let mut cleaned = Cleaned {
        text: String::with_capacity(text.len()),
        media_lines: 0,
        connected: false,
    };
    cleaned.text.push_str("v=0\r\n");
    for line in lines {
        if let Some((key, value)) = line.split_at_checked(2) {
            cleaned.take(key, value.trim_ascii())?;
        }
    }
    Ok(cleaned.text.into_bytes())
}

/// The lines that are not blank, however they end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr2_iter(b'\r', b'\n', text.as_bytes());
    let mut start = 0;
    ends.chain([text.len()]).filter_map(move |end| {
        let line = text.get(start..end)?.trim_ascii();
        start = end + 1;
        (!line.is_empty()).then_some(line)
    })
}

struct Cleaned {
    text: String,
    media_lines: usize,
    /// The section being read has its `c=` line.
    connected: bool,
}

impl Cleaned {
    fn take(&mut self, key: &str, value: &str) -> Result<(), DescriptionError> {
        match key {
            "m=" => {
                self.media_lines += 1;
                if self.media_lines > SDP_MEDIA_LINES_MAX {
                    return Err(DescriptionError::TooManyMediaLines);
                }
                self.connected = false;
                self.media_line(value);
            }
            "c=" if !self.connected => self.connection_line(value),
            "a=" if is_read(value) => {
                self.text.push_str("a=");
                self.visible(value);
                self.text.push_str("\r\n");
            }
            _ => {}
        }
        Ok(())
    }

    /// `<media> <port>[/<ports>] <protocol> <formats>`. A line that lacks
    /// something stays as one that is switched off, to keep the others' order.
    fn media_line(&mut self, value: &str) {
        let mut words = value.split_ascii_whitespace();
        let media = words.next().unwrap_or("-");
        let port = words.next().unwrap_or("0");
        let port: u16 = port.split('/').next().unwrap_or(port).parse().unwrap_or(0);
        let protocol = words.next().unwrap_or("-");
        self.text.push_str("m=");
        self.visible(media);
        self.text.push(' ');
        self.text.push_str(&port.to_string());
        self.text.push(' ');
        self.visible(protocol);
        let mut formats = 0;
        for word in words {
            self.text.push(' ');
            self.visible(word);
            formats += 1;
        }
        if formats == 0 {
            self.text.push_str(" 0");
        }
        self.text.push_str("\r\n");
    }

    fn connection_line(&mut self, value: &str) {
        let mut words = value.split_ascii_whitespace();
        let (Some(network), Some(family), Some(address)) =
            (words.next(), words.next(), words.next())
        else {
            return;
        };
        if network.eq_ignore_ascii_case("IN")
            && ["IP4", "IP6"]
                .iter()
                .any(|f| family.eq_ignore_ascii_case(f))
        {
            self.connected = true;
            self.text.push_str("c=IN ");
            self.text.push_str(family);
            self.text.push(' ');
            self.visible(address);
            self.text.push_str("\r\n");
        }
    }

    /// Appends text without the control characters that a line cannot hold.
    fn visible(&mut self, value: &str) {
        if value.bytes().any(|byte| byte.is_ascii_control()) {
            self.text.extend(
                value
                    .chars()
                    .filter(|c| !c.is_ascii_control() || *c == '\t'),
            );
        } else {
            self.text.push_str(value);
        }
    }
}

/// Whether an attribute is one that [`super::LineAttributes`] or a format reads.
fn is_read(attribute: &str) -> bool {
    let name = attribute.split(':').next().unwrap_or(attribute);
    matches!(
        name.trim_ascii_end(),
        "rtpmap"
            | "fmtp"
            | "sendrecv"
            | "sendonly"
            | "recvonly"
            | "inactive"
            | "rtcp"
            | "rtcp-mux"
            | "ptime"
            | "maxptime"
            | "content"
    )
}
