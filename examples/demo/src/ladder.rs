//! The SIP ladder of a call: who sent what to whom, and when.

use std::fmt::Write as _;
use std::time::Duration;

/// One arrow between two participants, or a note over the whole width.
pub(crate) struct Step {
    /// Time since the start.
    pub(crate) at: Duration,
    /// What the step shows.
    pub(crate) kind: StepKind,
}

/// What a step shows.
pub(crate) enum StepKind {
    /// A SIP message from one participant to the other.
    Message {
        /// The sender is the participant on the left.
        from_left: bool,
        /// The short text on the arrow.
        label: String,
    },
    /// Something that happened beside the messages.
    Note(String),
}

/// The participants' names and everything between them.
pub(crate) struct Ladder {
    /// The participant on the left.
    pub(crate) left: String,
    /// The participant on the right.
    pub(crate) right: String,
    /// The steps in the order of time.
    pub(crate) steps: Vec<Step>,
}

/// Columns of the drawn text between the two life lines.
const TEXT_WIDTH: usize = 56;

impl Ladder {
    /// The ladder as lines of text.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        let gap = (TEXT_WIDTH + 2).saturating_sub(self.left.len());
        let _ = writeln!(out, "{:>10}  {}{:>gap$}{}", "", self.left, "", self.right);
        for step in &self.steps {
            let ms = step.at.as_secs_f64() * 1000.0;
            let line = match &step.kind {
                StepKind::Message { from_left, label } => text_arrow(label, *from_left),
                StepKind::Note(note) => format!("{note:^TEXT_WIDTH$}"),
            };
            let _ = writeln!(out, "{ms:>8.1} ms |{line}|");
        }
        out
    }

    /// The ladder as a picture.
    pub(crate) fn svg(&self) -> String {
        const ROW: usize = 26;
        const LEFT: usize = 190;
        const RIGHT: usize = 690;
        const TOP: usize = 70;
        let height = TOP + ROW * (self.steps.len() + 1) + 20;
        let mut out = svg_head(height);
        for (x, name) in [(LEFT, &self.left), (RIGHT, &self.right)] {
            let _ = writeln!(
                out,
                "<rect x='{}' y='20' width='220' height='30' rx='5' fill='#e8eef7' stroke='#33507a'/>\
                 <text x='{x}' y='40' text-anchor='middle' font-weight='bold'>{}</text>\
                 <line x1='{x}' y1='50' x2='{x}' y2='{}' stroke='#33507a'/>",
                x - 110,
                escaped(name),
                height - 15,
            );
        }
        for (row, step) in self.steps.iter().enumerate() {
            let y = TOP + ROW * (row + 1);
            let ms = step.at.as_secs_f64() * 1000.0;
            let _ = writeln!(
                out,
                "<text x='86' y='{y}' text-anchor='end' fill='#777'>{ms:.1} ms</text>"
            );
            svg_step(&mut out, &step.kind, (LEFT, RIGHT), y);
        }
        out.push_str("</svg>\n");
        out
    }
}

fn text_arrow(label: &str, from_left: bool) -> String {
    let label: String = label.chars().take(TEXT_WIDTH - 6).collect();
    let dashes = TEXT_WIDTH - 3 - label.chars().count();
    let (before, after) = (dashes / 2, dashes - dashes / 2);
    let (before, after) = ("-".repeat(before), "-".repeat(after));
    if from_left {
        format!("{before} {label} {after}>")
    } else {
        format!("<{before} {label} {after}")
    }
}

fn svg_head(height: usize) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='880' height='{height}' \
         font-family='DejaVu Sans, Helvetica, sans-serif' font-size='13'>\n\
         <rect width='880' height='{height}' fill='white'/>\n\
         <defs><marker id='tip' markerWidth='10' markerHeight='8' refX='9' refY='4' orient='auto'>\
         <path d='M0,0 L10,4 L0,8 z' fill='#333'/></marker></defs>\n"
    )
}

fn svg_step(out: &mut String, kind: &StepKind, (left, right): (usize, usize), y: usize) {
    let middle = usize::midpoint(left, right);
    match kind {
        StepKind::Message { from_left, label } => {
            let (from, to) = if *from_left {
                (left, right)
            } else {
                (right, left)
            };
            let _ = writeln!(
                out,
                "<line x1='{from}' y1='{y}' x2='{to}' y2='{y}' stroke='#333' marker-end='url(#tip)'/>\
                 <text x='{middle}' y='{}' text-anchor='middle'>{}</text>",
                y - 4,
                escaped(label),
            );
        }
        StepKind::Note(note) => {
            let _ = writeln!(
                out,
                "<rect x='{}' y='{}' width='{}' height='18' fill='#fff6d8'/>\
                 <text x='{middle}' y='{y}' text-anchor='middle' fill='#7a5a00'>{}</text>",
                left + 20,
                y - 14,
                right - left - 40,
                escaped(note),
            );
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The short text of a SIP message: its method or status, and what its body says of the direction.
pub(crate) fn label(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let cseq_method = message
        .lines()
        .find_map(|line| line.strip_prefix("CSeq:"))
        .and_then(|value| value.split_whitespace().nth(1))
        .unwrap_or_default();
    let mut label = match first.strip_prefix("SIP/2.0 ") {
        Some(status) => format!("{status} ({cseq_method})"),
        None => first.split(' ').next().unwrap_or_default().to_owned(),
    };
    if let Some((_, body)) = message.split_once("\r\n\r\n")
        && body.starts_with("v=0")
    {
        let direction = ["sendonly", "recvonly", "inactive"]
            .into_iter()
            .find(|direction| body.contains(&format!("a={direction}")));
        let _ = write!(label, " [SDP {}]", direction.unwrap_or("sendrecv"));
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_names_the_message_and_its_direction() {
        let invite = "INVITE sip:b@h SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\nv=0\r\na=sendonly\r\n";
        assert_eq!(label(invite), "INVITE [SDP sendonly]");
        let ok = "SIP/2.0 200 OK\r\nCSeq: 2 BYE\r\n\r\n";
        assert_eq!(label(ok), "200 OK (BYE)");
    }

    #[test]
    fn every_arrow_is_as_wide_as_the_ladder() {
        for text in ["INVITE", "200 OK (INVITE) [SDP sendrecv]"] {
            assert_eq!(text_arrow(text, true).chars().count(), TEXT_WIDTH);
            assert_eq!(text_arrow(text, false).chars().count(), TEXT_WIDTH);
        }
    }

    #[test]
    fn the_picture_is_well_formed_text() {
        let ladder = Ladder {
            left: "a <x>".into(),
            right: "b".into(),
            steps: vec![Step {
                at: Duration::from_millis(5),
                kind: StepKind::Note("1 & 2".into()),
            }],
        };
        let svg = ladder.svg();
        assert!(svg.contains("a &lt;x&gt;") && svg.contains("1 &amp; 2"));
        assert!(svg.trim_end().ends_with("</svg>"));
    }
}
