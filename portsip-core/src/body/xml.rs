//! A bounded reader of XML that takes one element after another, and a writer.
//!
//! What a peer could make expensive is refused: document type declarations, and
//! with them entities of its own; more depth, elements, attributes or text than
//! any document of ours needs. Each byte is looked at a fixed number of times.
//! Elements and attributes go by their local names: servers bind prefixes as
//! they like, and some forget to.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::errors::Error;
use quick_xml::escape::{EscapeError, resolve_predefined_entity};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::BodyError;
use crate::limits::{
    XML_ATTRIBUTE_BYTES_MAX, XML_ATTRIBUTES_PER_ELEMENT_MAX, XML_DEPTH_MAX, XML_DOCUMENT_BYTES_MAX,
    XML_ELEMENTS_MAX, XML_TEXT_BYTES_MAX,
};

/// A document that is being read, from its beginning to its end.
pub(super) struct Document<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    /// How many elements are open.
    depth: usize,
    elements: usize,
}

/// The start of an element, with its attributes.
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
    /// Its own place: 1 for the root.
    depth: usize,
}

/// What is of use in a document.
enum Step<'a> {
    Start(Element<'a>),
    End,
    Text(Cow<'a, str>),
}

impl<'a> Document<'a> {
    /// Begins to read; gives the root, which is called one of `names`.
    pub(super) fn open(bytes: &'a [u8], names: &[&str]) -> Result<(Self, Element<'a>), BodyError> {
        let text = legible(bytes)?;
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut document = Self {
            reader,
            depth: 0,
            elements: 0,
        };
        loop {
            match document.step()? {
                Step::Start(root) if names.contains(&root.name()) => return Ok((document, root)),
                Step::Start(_) => return Err(BodyError::OtherDocument),
                Step::Text(text) if text.trim_ascii().is_empty() => {}
                Step::Text(_) | Step::End => return Err(BodyError::Malformed),
            }
        }
    }

    /// The next element directly inside `parent`, of which the one before is
    /// passed over as far as it was not read; `None` behind the last.
    pub(super) fn child(&mut self, parent: &Element<'_>) -> Result<Option<Element<'a>>, BodyError> {
        while self.depth >= parent.depth {
            if let Step::Start(element) = self.step()?
                && element.depth == parent.depth + 1
            {
                return Ok(Some(element));
            }
        }
        Ok(None)
    }

    /// The text directly inside `element`, without the blanks around it. Reads to
    /// the end of the element.
    pub(super) fn text(&mut self, element: &Element<'_>) -> Result<String, BodyError> {
        let mut text = String::new();
        while self.depth >= element.depth {
            match self.step()? {
                Step::Text(piece) if self.depth == element.depth => text.push_str(&piece),
                _ => {}
            }
            if text.len() > XML_TEXT_BYTES_MAX {
                return Err(BodyError::TooLarge);
            }
        }
        Ok(trimmed(text))
    }

    fn step(&mut self) -> Result<Step<'a>, BodyError> {
        loop {
            let event = self.reader.read_event().map_err(|error| refusal(&error))?;
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => Step::Start(self.enter(start)?),
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(BodyError::Malformed)?;
                    Step::End
                }
                Event::Text(text) => Step::Text(text.xml10_content()),
                Event::CData(text) => Step::Text(text.xml10_content()),
                Event::GeneralRef(reference) => Step::Text(resolved(&reference)?),
                Event::Decl(declaration) => {
                    check_encoding(&declaration)?;
                    continue;
                }
                Event::Comment(_) | Event::PI(_) => continue,
                Event::DocType(_) => return Err(BodyError::DocumentType),
                Event::Eof => return Err(BodyError::Malformed),
            });
        }
    }

    fn enter(&mut self, start: BytesStart<'a>) -> Result<Element<'a>, BodyError> {
        self.depth += 1;
        self.elements += 1;
        if self.depth > XML_DEPTH_MAX || self.elements > XML_ELEMENTS_MAX {
            return Err(BodyError::TooLarge);
        }
        check_attributes(&start)?;
        Ok(Element {
            start,
            depth: self.depth,
        })
    }
}

impl Element<'_> {
    /// Its name, without a prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of the attribute `name`, without the blanks around it; of those
    /// that have it behind a prefix the first, where none has it alone.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut found = None;
        for attribute in self.start.attributes().with_checks(false).flatten() {
            let (local, prefix) = attribute.key.decompose();
            let bound = prefix.is_some_and(|prefix| prefix.into_inner() == "xmlns");
            if local.into_inner() != name || bound {
                continue;
            }
            if prefix.is_none() {
                return value(&attribute).ok();
            }
            found = found.or_else(|| value(&attribute).ok());
        }
        found
    }
}

/// The text of a document, as far as it is one. Blanks and NULs behind it, as
/// some servers send them, are left out.
fn legible(bytes: &[u8]) -> Result<&str, BodyError> {
    if bytes.len() > XML_DOCUMENT_BYTES_MAX {
        return Err(BodyError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| BodyError::Encoding)?;
    let text = text.trim_matches(|c: char| c == '\0' || c.is_ascii_whitespace());
    if text.chars().all(is_xml) {
        Ok(text)
    } else {
        Err(BodyError::Malformed)
    }
}

/// XML 1.0 §2.2.
fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), BodyError> {
    let Some(encoding) = declaration.encoding() else {
        return Ok(());
    };
    let encoding = encoding.map_err(|_| BodyError::Malformed)?;
    let readable = ["utf-8", "utf8", "us-ascii"];
    if readable
        .iter()
        .any(|name| encoding.eq_ignore_ascii_case(name))
    {
        Ok(())
    } else {
        Err(BodyError::Encoding)
    }
}

fn check_attributes(start: &BytesStart<'_>) -> Result<(), BodyError> {
    for (index, attribute) in start.attributes().with_checks(false).enumerate() {
        let attribute = attribute.map_err(|_| BodyError::Malformed)?;
        let value = value(&attribute)?;
        if index >= XML_ATTRIBUTES_PER_ELEMENT_MAX || value.len() > XML_ATTRIBUTE_BYTES_MAX {
            return Err(BodyError::TooLarge);
        }
    }
    Ok(())
}

fn value(attribute: &Attribute<'_>) -> Result<String, BodyError> {
    let value = attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(|error| refusal(&error))?;
    if value.chars().all(is_xml) {
        Ok(trimmed(value.into_owned()))
    } else {
        Err(BodyError::Malformed)
    }
}

fn resolved<'a>(reference: &BytesRef<'a>) -> Result<Cow<'a, str>, BodyError> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) if is_xml(c) => Ok(Cow::Owned(c.to_string())),
        Ok(None) => resolve_predefined_entity(reference)
            .map(Cow::Borrowed)
            .ok_or(BodyError::Entity),
        _ => Err(BodyError::Malformed),
    }
}

fn refusal(error: &Error) -> BodyError {
    match error {
        Error::Escape(EscapeError::UnrecognizedEntity(..) | EscapeError::TooManyNestedEntities) => {
            BodyError::Entity
        }
        _ => BodyError::Malformed,
    }
}

fn trimmed(mut text: String) -> String {
    let inner = text.trim();
    if inner.len() < text.len() {
        text = inner.to_owned();
    }
    text
}

/// A document that is being written, without blanks between its elements.
pub(super) struct Writer {
    text: String,
    open: Vec<&'static str>,
}

impl Writer {
    /// With the declaration of UTF-8.
    pub(super) fn new() -> Self {
        Self {
            text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"),
            open: Vec::new(),
        }
    }

    /// Begins an element, with those attributes that have a value.
    pub(super) fn start(&mut self, name: &'static str, attributes: &[(&str, Option<&str>)]) {
        self.tag(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) {
        self.tag(name, attributes);
        self.text.push_str("/>");
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (attribute, value) in attributes {
            if let Some(value) = value {
                self.text.push(' ');
                self.text.push_str(attribute);
                self.text.push_str("=\"");
                self.escape(value);
                self.text.push('"');
            }
        }
    }

    /// Ends the element begun last.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push('>');
        }
    }

    /// An element that holds nothing but text.
    pub(super) fn leaf(
        &mut self,
        name: &'static str,
        attributes: &[(&str, Option<&str>)],
        text: &str,
    ) {
        self.start(name, attributes);
        self.escape(text);
        self.end();
    }

    /// Ends all that is open; gives the document.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.text.push_str("\r\n");
        self.text
    }

    /// Blanks are written as references, since a reader joins them to spaces. What
    /// XML cannot hold becomes U+FFFD.
    fn escape(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&apos;"),
                '\t' => self.text.push_str("&#9;"),
                '\n' => self.text.push_str("&#10;"),
                '\r' => self.text.push_str("&#13;"),
                c if is_xml(c) => self.text.push(c),
                _ => self.text.push(char::REPLACEMENT_CHARACTER),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_text(document: &str) -> Result<String, BodyError> {
        let (mut document, root) = Document::open(document.as_bytes(), &["a"])?;
        let mut text = String::new();
        while let Some(child) = document.child(&root)? {
            if child.name() == "b" {
                text = document.text(&child)?;
            }
        }
        Ok(text)
    }

    #[test]
    fn an_element_goes_by_its_local_name() {
        let text = "<?xml version='1.0'?><!-- c --><x:a xmlns:x='u'><y:c><b>no</b></y:c>\
            <z:b> t&amp;&#x41;<b>inner</b><![CDATA[<&]]></z:b></x:a>";
        assert_eq!(first_text(text).as_deref(), Ok("t&A<&"));
    }

    #[test]
    fn an_attribute_without_prefix_comes_first() {
        let text = b"<a xmlns:id='u' x:id='1' id=' 2&quot; ' xml:lang='de'/>";
        let (_, root) = Document::open(text, &["a"]).expect("a document");
        assert_eq!(root.attribute("id").as_deref(), Some("2\""));
        assert_eq!(root.attribute("lang").as_deref(), Some("de"));
        assert_eq!(root.attribute("xmlns"), None);
    }

    #[test]
    fn children_end_with_their_parent() {
        let text = b"<a><b><c/><d/></b><e/></a> \0";
        let (mut document, root) = Document::open(text, &["a"]).expect("a document");
        let b = document.child(&root).expect("read").expect("a child");
        let c = document.child(&b).expect("read").expect("a child");
        assert_eq!((b.name(), c.name()), ("b", "c"));
        let e = document.child(&root).expect("read").expect("a child");
        assert_eq!(e.name(), "e");
        assert!(document.child(&b).expect("read").is_none());
        assert!(document.child(&root).expect("read").is_none());
        assert!(document.child(&root).expect("read").is_none());
    }

    #[test]
    fn what_could_be_expensive_is_refused() {
        let deep = "<a>".repeat(20_000);
        let wide = format!("<a>{}</a>", "<b/>".repeat(XML_ELEMENTS_MAX));
        let value = format!("<a b='{}'/>", "x".repeat(XML_DOCUMENT_BYTES_MAX - 20));
        let many = " b='x'".repeat(1000);
        let long = format!("<a><b>{}</b></a>", "x".repeat(XML_TEXT_BYTES_MAX + 1));
        let whole = " ".repeat(XML_DOCUMENT_BYTES_MAX + 1);
        for text in [deep, wide, value, format!("<a{many}/>"), long, whole] {
            assert_eq!(first_text(&text), Err(BodyError::TooLarge), "{text:.40}");
        }
        let laughs = "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a><b>&y;</b></a>";
        assert_eq!(first_text(laughs), Err(BodyError::DocumentType));
        for text in ["<a><b>&x;</b></a>", "<a><c>&x;</c></a>", "<a b='&x;'/>"] {
            assert_eq!(first_text(text), Err(BodyError::Entity), "{text}");
        }
    }

    #[test]
    fn what_is_no_document_is_refused() {
        for text in [
            "",
            "a",
            "<a>",
            "<a",
            "<a></b>",
            "</a>",
            "<a><b></a>",
            "x<a/>",
            "<a b/>",
            "<a b='/>",
            "<a>\0</a>",
            "<a>&#0;</a>",
            "<a>&#1;</a>",
            "<a b='&#1;'/>",
            "<a>&x</a>",
            "<!-- <a/>",
            "<a><![CDATA[</a>",
        ] {
            assert_eq!(first_text(text), Err(BodyError::Malformed), "{text}");
        }
        assert_eq!(first_text("<b/>"), Err(BodyError::OtherDocument));
    }

    #[test]
    fn nothing_but_utf_8_is_read() {
        for declared in ["UTF-8", "utf-8", "US-ASCII"] {
            let text = format!("<?xml version='1.0' encoding='{declared}'?><a/>");
            assert_eq!(first_text(&text).as_deref(), Ok(""));
        }
        let other = "<?xml version='1.0' encoding='ISO-8859-1'?><a/>";
        assert_eq!(first_text(other), Err(BodyError::Encoding));
        let sixteen = Document::open(b"\xff\xfe<\0a\0/\0>\0", &["a"]);
        assert_eq!(sixteen.err(), Some(BodyError::Encoding));
        let marked = Document::open(b"\xef\xbb\xbf<a/>", &["a"]);
        assert!(marked.is_ok());
    }

    #[test]
    fn what_is_written_can_be_read() {
        let text = "<&>\"' \u{7}\n\té";
        let mut writer = Writer::new();
        writer.start("a", &[("c", Some(text)), ("d", None)]);
        writer.leaf("b", &[], text);
        let written = writer.finish();
        let expected = "<&>\"' \u{fffd}\n\té";
        assert_eq!(first_text(&written).as_deref(), Ok(expected));
        let (_, root) = Document::open(written.as_bytes(), &["a"]).expect("a document");
        assert_eq!(root.attribute("c").as_deref(), Some(expected));
        assert_eq!(root.attribute("d"), None);
    }
}
