//! XML as the exchange format needs it: written element by element, read into a tree of bounded
//! size. No document type, no entity but those of XML itself, nothing loaded from elsewhere.

use std::fmt::Write as _;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Deeper trees are refused: codes are nested a handful deep.
const DEEPEST: usize = 200;
/// Elements beyond which a file is refused.
const MOST_ELEMENTS: usize = 4_000_000;

/// Writes elements; what a value contains stays text.
#[derive(Debug)]
pub struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    pub fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(), open: Vec::new() }
    }

    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.start(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
        self
    }

    pub fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            let _ = writeln!(self.out, "{:1$}</{name}>", "", self.open.len());
        }
        self
    }

    pub fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.start(name, attributes);
        self.out.push_str("/>\n");
        self
    }

    /// An element with nothing but text.
    pub fn text(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.start(name, &[]);
        let _ = writeln!(self.out, ">{}</{name}>", escaped(text));
        self
    }

    fn start(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        let _ = write!(self.out, "{:1$}<{name}", "", self.open.len());
        for (name, value) in attributes {
            let _ = write!(self.out, " {name}=\"{}\"", escaped(value));
        }
    }

    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }
}

/// Text and values of attributes. White space that reading would change stands as references;
/// characters that XML cannot hold become replacement characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c if !is_xml(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A text as it is read again: without what XML cannot hold.
pub fn held(text: &str) -> String {
    text.chars().map(|c| if is_xml(c) { c } else { '\u{fffd}' }).collect()
}

/// Whether XML 1.0 can hold the character at all.
pub fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// An element that was read. Names are without their prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub fn first(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of a child; nothing where there is none or it is blank.
    pub fn child_text(&self, name: &str) -> &str {
        self.first(name).map_or("", |child| child.text.as_str())
    }
}

/// The tree of a document, or why it is refused.
pub fn parse(text: &str) -> Result<Element, String> {
    parse_within(text, MOST_ELEMENTS)
}

fn parse_within(text: &str, most: usize) -> Result<Element, String> {
    let mut reader = Reader::from_str(text);
    let mut stack: Vec<Element> = vec![Element::default()];
    let mut elements = 0;
    loop {
        let event = reader.read_event();
        let line = || 1 + text[..(reader.buffer_position() as usize).min(text.len())].matches('\n').count();
        let refused = |why: &str| format!("line {}: {why}", line());
        let event = event.map_err(|error| refused(&error.to_string()))?;
        elements += usize::from(matches!(event, Event::Start(_) | Event::Empty(_)));
        if stack.len() > DEEPEST || elements > most {
            return Err(refused("there are more elements, or deeper ones, than are read"));
        }
        match event {
            Event::Start(start) => {
                stack.push(element(&start).map_err(|error| refused(&error))?);
            }
            Event::Empty(start) => {
                let element = element(&start).map_err(|error| refused(&error))?;
                stack.last_mut().ok_or_else(|| refused("an end without a start"))?.children.push(element);
            }
            Event::End(_) => {
                let element = stack.pop().ok_or_else(|| refused("an end without a start"))?;
                stack.last_mut().ok_or_else(|| refused("an end without a start"))?.children.push(element);
            }
            Event::Text(part) => push(&mut stack, &part.xml10_content()),
            Event::CData(part) => push(&mut stack, &part.xml10_content()),
            Event::GeneralRef(reference) => {
                let named = match reference.xml10_content().as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().map_err(|error| refused(&error.to_string()))?,
                };
                let c = named.ok_or_else(|| refused("it uses an entity, and none is defined"))?;
                push(&mut stack, c.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(refused("it has a document type, which is not read")),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let [root] = stack.as_mut_slice() else { return Err("it ends before its elements do".to_owned()) };
    root.children.pop().ok_or_else(|| "it has no element".to_owned())
}

fn push(stack: &mut [Element], text: &str) {
    if let Some(open) = stack.last_mut() {
        open.text.push_str(text);
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element { name: start.local_name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| error.to_string())?;
        element.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in "[\\PC\n\r\t]*", value in "[\\PC\n\r\t]*") {
            let (text, value): (String, String) =
                (text.chars().filter(|&c| is_xml(c)).collect(), value.chars().filter(|&c| is_xml(c)).collect());
            let mut xml = Xml::new();
            xml.open("A", &[("b", &value)]).text("C", &text);
            let read = parse(&xml.finish()).unwrap();
            prop_assert_eq!(read.attribute("b"), Some(value.as_str()));
            prop_assert_eq!(read.child_text("C"), text.as_str());
        }

        #[test]
        fn nothing_makes_the_reader_fail(text in "[<>&;a-c/\"'=! \\[\\]-]*") {
            let _ = parse(&text);
        }
    }

    #[test]
    fn what_could_hurt_is_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert!(parse(bomb).unwrap_err().contains("document type"));
        assert!(parse("<a>&c;</a>").unwrap_err().contains("entity"));
        assert!(parse(&"<a>".repeat(100_000)).unwrap_err().contains("deeper"));
        assert!(parse("<a><b></a>").is_err() && parse("").is_err() && parse("<a>").is_err());
    }

    #[test]
    fn elements_are_counted_empty_or_not() {
        for xml in ["<a><b/><b/></a>", "<a><b></b><b></b></a>", "<a><b><b/></b></a>"] {
            assert!(parse_within(xml, 3).is_ok(), "{xml}");
            assert!(parse_within(xml, 2).unwrap_err().contains("more elements"), "{xml}");
        }
    }

    #[test]
    fn prefixes_and_references_are_read() {
        let read =
            parse("<?xml version=\"1.0\"?><q:A xmlns:q=\"x\" b='&#x41;&amp;'>&lt;<![CDATA[<x>]]>&#10;</q:A>")
                .unwrap();
        assert_eq!(
            (read.name.as_str(), read.attribute("b"), read.text.as_str()),
            ("A", Some("A&"), "<<x>\n")
        );
    }
}
