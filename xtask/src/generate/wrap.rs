//! Words in lines of a given width.

/// The lines, without their end. The first begins with `first`, the others with
/// `others`; a word that is wider than a line stands there all the same. There is
/// at least one line.
pub(super) fn lines<W: AsRef<str>>(
    words: impl IntoIterator<Item = W>,
    width: usize,
    first: &str,
    others: &str,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = first.to_owned();
    for (place, word) in words.into_iter().enumerate() {
        let word = word.as_ref();
        if place > 0 {
            if line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::replace(&mut line, others.to_owned()));
            } else {
                line.push(' ');
            }
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_full_as_its_width_lets_it_be() {
        for (text, width, expected) in [
            ("", 5, vec!["- "]),
            ("one", 5, vec!["- one"]),
            ("one two", 9, vec!["- one two"]),
            ("one two", 8, vec!["- one", "  two"]),
            ("µµµ two", 9, vec!["- µµµ two"]),
            ("unbreakable a b", 5, vec!["- unbreakable", "  a b"]),
        ] {
            assert_eq!(
                lines(text.split(' '), width, "- ", "  "),
                expected,
                "{text}"
            );
        }
    }
}
