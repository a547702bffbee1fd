//! The documentation of an item, taken apart.
//!
//! Its form is the one every item of `portsip-ffi` has: paragraphs, a list of
//! parameters, "Returns …, or:" with a list of error codes.

/// What is said of a function or an event.
#[derive(Debug, Default)]
pub(crate) struct Doc {
    /// One text each, on one line. The first is the summary.
    pub(crate) paragraphs: Vec<String>,
    /// The names of parameters, and what is said of them.
    pub(crate) params: Vec<(Vec<String>, String)>,
    /// What is returned, such as "0" or "the session id (greater than 0)";
    /// empty where nothing is said.
    pub(crate) returns: String,
    /// Error codes that may be returned, and when.
    pub(crate) errors: Vec<Errors>,
}

/// Error codes with one meaning.
#[derive(Debug)]
pub(crate) struct Errors {
    pub(crate) codes: Vec<String>,
    pub(crate) when: String,
}

impl Doc {
    /// Takes the lines of a doc comment apart.
    pub(crate) fn read(lines: &[String]) -> Self {
        let mut doc = Self::default();
        let blocks = blocks(lines);
        // "Returns at once" may stand further up.
        let returns = blocks
            .iter()
            .rposition(|block| block.starts_with("Returns "));
        for (place, block) in blocks.iter().enumerate() {
            match (block.strip_prefix("- "), returns) {
                (Some(item), Some(returns)) if place > returns => doc.errors.push(errors(item)),
                (Some(item), _) => doc.params.push(named(item)),
                (None, Some(returns)) if place == returns => doc.returns = outcome(block),
                (None, _) => doc.paragraphs.push(block.clone()),
            }
        }
        doc
    }

    /// What is said of a parameter, or nothing.
    pub(crate) fn of_param(&self, name: &str) -> &str {
        let found = self
            .params
            .iter()
            .find(|(names, _)| names.iter().any(|known| known == name));
        found.map_or("", |(_, text)| text)
    }
}

/// "Returns 0, or:" as "0".
fn outcome(block: &str) -> String {
    let text = block.strip_prefix("Returns ").unwrap_or(block);
    let text = text.trim_end_matches([':', '.']);
    text.trim_end_matches(", or").to_owned()
}

/// Paragraphs and list items, each on one line.
fn blocks(lines: &[String]) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut fresh = true;
    for line in lines {
        let line = line.trim();
        if line.is_empty() {
            fresh = true;
            continue;
        }
        if fresh || line.starts_with("- ") {
            blocks.push(line.to_owned());
        } else if let Some(last) = blocks.last_mut() {
            last.push(' ');
            last.push_str(line);
        }
        fresh = false;
    }
    blocks
}

/// "`a`, `b`: text" as names and text.
fn named(item: &str) -> (Vec<String>, String) {
    let (head, text) = item.split_once(": ").unwrap_or((item, ""));
    let names = head.split(',').map(|name| name.trim().trim_matches('`'));
    (names.map(str::to_owned).collect(), text.to_owned())
}

fn errors(item: &str) -> Errors {
    let (codes, when) = named(item);
    Errors {
        codes,
        when: when.trim_end_matches([';', '.']).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_comment() {
        let lines = "Sends it.\n\nReturns at once.\n\nTwo\nlines.\n\n- `a`, `b`: numbers,\n  0…9.\n- `c`: text.\n\nReturns 0, or:\n- `ECoreA`, `ECoreB`: bad;\n- `ECoreC`: worse.";
        let lines: Vec<String> = lines.lines().map(str::to_owned).collect();
        let doc = Doc::read(&lines);
        assert_eq!(
            doc.paragraphs,
            ["Sends it.", "Returns at once.", "Two lines."]
        );
        assert_eq!(doc.of_param("b"), "numbers, 0…9.");
        assert_eq!(doc.of_param("c"), "text.");
        assert_eq!(doc.of_param("d"), "");
        assert_eq!(doc.returns, "0");
        assert_eq!(doc.errors[0].codes, ["ECoreA", "ECoreB"]);
        assert_eq!(doc.errors[1].when, "worse");
    }
}
