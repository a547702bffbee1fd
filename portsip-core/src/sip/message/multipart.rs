//! The parts of a multipart body: RFC 2046 §5.1, RFC 5621.

use memchr::memmem;

/// One part of a body, as it stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    head: &'a str,
    /// What stands behind its header fields.
    pub body: &'a [u8],
}

impl<'a> Part<'a> {
    /// The value of its first header field called `name`, in any case. A folded
    /// line ends the value.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found
                .trim_end()
                .eq_ignore_ascii_case(name)
                .then(|| value.trim())
        })
    }
}

/// The parts of `body` between the lines of `boundary`, in their order, at most
/// `parts_max`; none where the body is not made of parts. What stands before
/// the first and behind the last line of the boundary is no part.
pub fn parts<'a>(body: &'a [u8], boundary: &str, parts_max: usize) -> Vec<Part<'a>> {
    let delimiter = format!("--{boundary}");
    let mut found = Vec::new();
    let mut begin = None;
    for at in memmem::find_iter(body, delimiter.as_bytes()) {
        if at > 0 && body.get(at - 1) != Some(&b'\n') {
            continue;
        }
        let behind = at + delimiter.len();
        let rest = body.get(behind..).unwrap_or_default();
        let last = rest.starts_with(b"--");
        let Some(line) = line_end(rest) else {
            continue;
        };
        if let Some(begin) = begin.take()
            && let Some(part) = body.get(begin..at).and_then(part)
        {
            found.push(part);
        }
        if last || found.len() >= parts_max {
            break;
        }
        begin = Some(behind + line);
    }
    found
}

/// Where the line of a boundary ends: behind blanks (RFC 2046 §5.1.1), or two
/// dashes and anything. `None` where more follows, so that it is no boundary.
fn line_end(rest: &[u8]) -> Option<usize> {
    if rest.starts_with(b"--") {
        return Some(2);
    }
    let blanks = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    let ended = rest.get(blanks..).unwrap_or_default();
    if ended.starts_with(b"\r\n") {
        return Some(blanks + 2);
    }
    ended.starts_with(b"\n").then_some(blanks + 1)
}

/// A part, whose last line break belongs to the boundary behind it.
fn part(text: &[u8]) -> Option<Part<'_>> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    if let Some(body) = text.strip_prefix(b"\r\n") {
        return Some(Part { head: "", body });
    }
    let (end, behind) = match memmem::find(text, b"\r\n\r\n") {
        Some(end) => (end, end + 4),
        None => match memmem::find(text, b"\n\n") {
            Some(end) => (end, end + 2),
            None => (text.len(), text.len()),
        },
    };
    Some(Part {
        head: std::str::from_utf8(text.get(..end)?).ok()?,
        body: text.get(behind..)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::MULTIPART_PARTS_MAX;

    const TWO: &[u8] = b"to be ignored\r\n--b\r\nContent-Type: application/sdp\r\n\
        content-disposition : session\r\n\r\nv=0\r\ns=-\r\n\r\n--b  \r\n\r\n--bx\r\n\
        plain\r\n--b--\r\nafter";

    #[test]
    fn parts_stand_between_the_lines_of_the_boundary() {
        let parts = parts(TWO, "b", MULTIPART_PARTS_MAX);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].header("content-type"), Some("application/sdp"));
        assert_eq!(parts[0].header("Content-Disposition"), Some("session"));
        assert_eq!(parts[0].header("Content-Length"), None);
        assert_eq!(parts[0].body, b"v=0\r\ns=-\r\n");
        assert_eq!(parts[1].header("Content-Type"), None);
        assert_eq!(parts[1].body, b"--bx\r\nplain");
    }

    #[test]
    fn what_has_no_boundary_has_no_parts() {
        for body in [
            &b""[..],
            b"--b",
            b"--b--",
            b"x--b\r\n--c\r\n",
            b"--b\r\nnever ended",
            b"--b\r\n\xff\r\n--b--",
        ] {
            assert_eq!(parts(body, "b", MULTIPART_PARTS_MAX), [], "{body:?}");
        }
    }

    #[test]
    fn there_are_not_too_many() {
        let body = "--b\r\n\r\nx\r\n".repeat(10_000);
        assert_eq!(
            parts(body.as_bytes(), "b", MULTIPART_PARTS_MAX).len(),
            MULTIPART_PARTS_MAX
        );
    }
}
