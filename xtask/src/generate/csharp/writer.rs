//! Writes C#: indented lines, none longer than they should be.

use super::super::wrap;

/// Columns of a line.
const WIDTH: usize = 118;

/// The text of a file as it grows.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(&"    ".repeat(self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// An empty line, but for the first in a block.
    pub(super) fn blank(&mut self) {
        if !self.text.ends_with("{\n") && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn open(&mut self) {
        self.line("{");
        self.depth += 1;
    }

    pub(super) fn close(&mut self) {
        self.depth -= 1;
        self.line("}");
    }

    /// `head(items)tail`, on as many lines as it needs.
    pub(super) fn list(&mut self, head: &str, items: &[String], tail: &str) {
        let mut line = format!("{head}(");
        for (place, item) in items.iter().enumerate() {
            let last = place + 1 == items.len();
            let end = if last { format!("){tail}") } else { ",".into() };
            let space = if line.ends_with('(') || line.is_empty() {
                ""
            } else {
                " "
            };
            if self.columns(&line) + space.len() + item.chars().count() + end.len() > WIDTH {
                self.line(&line);
                line = format!("    {item}{end}");
            } else {
                line = format!("{line}{space}{item}{end}");
            }
        }
        if items.is_empty() {
            line = format!("{line}){tail}");
        }
        self.line(&line);
    }

    /// A tag of an XML comment around a text.
    pub(super) fn tag(&mut self, open: &str, close: &str, text: &str) {
        let whole = format!("/// {open}{text}{close}");
        if self.columns(&whole) <= WIDTH {
            return self.line(&whole);
        }
        let (open, close) = (open.trim(), close.trim());
        self.line(&format!("/// {open}"));
        self.comment(text);
        self.line(&format!("/// {close}"));
    }

    /// The words of a text, as lines of an XML comment.
    pub(super) fn comment(&mut self, text: &str) {
        let width = WIDTH - self.columns("");
        for line in wrap::lines(words(text), width, "/// ", "/// ") {
            self.line(&line);
        }
    }

    /// Closes all that is open.
    pub(super) fn end(mut self) -> String {
        while self.depth > 0 {
            self.close();
        }
        self.text
    }

    fn columns(&self, line: &str) -> usize {
        self.depth * 4 + line.chars().count()
    }
}

/// Words; a tag with attributes is one.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for piece in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if last.matches('<').count() > last.matches('>').count() => {
                last.push(' ');
                last.push_str(piece);
            }
            _ => words.push(piece.to_owned()),
        }
    }
    words
}
