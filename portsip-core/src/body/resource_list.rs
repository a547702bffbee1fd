//! What a list of resources is made of: `application/rlmi+xml` (RFC 4662), and the
//! states of the resources, which come as further parts of the same body.

use std::collections::HashMap;

use super::BodyError;
use super::xml::{Document, Element, Writer};
use crate::limits::{RESOURCE_INSTANCES_MAX, RESOURCE_NAMES_MAX, RESOURCES_MAX};

/// The type of such a document, the root of a `multipart/related` body.
pub const MEDIA_TYPE: &str = "application/rlmi+xml";

/// What is known of the resources of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceList {
    /// The URI of the list.
    pub uri: String,
    /// Counts the documents of one subscription.
    pub version: u32,
    /// Whether it has all resources or those that changed.
    pub full_state: bool,
    /// Names of the list to show.
    pub names: Vec<ResourceName>,
    /// The resources.
    pub resources: Vec<Resource>,
}

/// A name to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceName {
    /// The language tag (RFC 5646).
    pub language: Option<String>,
    /// The name.
    pub text: String,
}

/// One resource of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resource {
    /// Its URI.
    pub uri: String,
    /// Names to show.
    pub names: Vec<ResourceName>,
    /// The subscriptions to it, more than one where it was forked.
    pub instances: Vec<ResourceInstance>,
}

/// The subscription of the list's server to one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceInstance {
    /// Its id in the documents of one subscription.
    pub id: String,
    /// How it stands.
    pub state: InstanceState,
    /// Why it was terminated, as in a Subscription-State field.
    pub reason: Option<String>,
    /// The Content-ID of the part that has the state of the resource, without
    /// brackets.
    pub content_id: Option<String>,
}

/// How the subscription to a resource stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InstanceState {
    /// It holds.
    Active,
    /// It waits to be allowed.
    Pending,
    /// It is over.
    Terminated,
}

/// A part of the body that a list came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyPart<'a> {
    /// Its Content-ID, with or without brackets.
    pub content_id: &'a str,
    /// Its Content-Type, with parameters.
    pub content_type: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// The state of one resource, as one instance tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceState<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// The instance; `None` where the list has none of the resource.
    pub instance: Option<&'a ResourceInstance>,
    /// The part with the state; `None` where there is none, or it did not come.
    pub part: Option<BodyPart<'a>>,
}

impl ResourceList {
    /// Reads a document.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        let (mut document, root) = Document::open(bytes, &["list"])?;
        let version = root
            .attribute("version")
            .ok_or(BodyError::Missing("version"))?;
        let full_state = root.attribute("fullState");
        let mut list = Self {
            uri: root.attribute("uri").ok_or(BodyError::Missing("uri"))?,
            version: version.parse().map_err(|_| BodyError::Malformed)?,
            full_state: full_state.is_some_and(|full| matches!(full.as_str(), "true" | "1")),
            ..Self::default()
        };
        let mut instances = 0;
        while let Some(element) = document.child(&root)? {
            match element.name() {
                "name" => name(&mut document, &element, &mut list.names)?,
                "resource" if list.resources.len() >= RESOURCES_MAX => {
                    return Err(BodyError::TooLarge);
                }
                "resource" => {
                    let resource = resource(&mut document, &element)?;
                    instances += resource.instances.len();
                    list.resources.push(resource);
                }
                _ => {}
            }
            if instances > RESOURCE_INSTANCES_MAX {
                return Err(BodyError::TooLarge);
            }
        }
        Ok(list)
    }

    /// The document, in UTF-8. Equal values give equal bytes.
    pub fn write(&self) -> String {
        let mut writer = Writer::new();
        let version = self.version.to_string();
        writer.start(
            "list",
            &[
                ("xmlns", Some("urn:ietf:params:xml:ns:rlmi")),
                ("uri", Some(&self.uri)),
                ("version", Some(&version)),
                (
                    "fullState",
                    Some(if self.full_state { "true" } else { "false" }),
                ),
            ],
        );
        write_names(&mut writer, &self.names);
        for resource in &self.resources {
            resource.write(&mut writer);
        }
        writer.finish()
    }

    /// The resources with the parts of the same body that have their states, in the
    /// order of the list. Of several parts with one Content-ID the first counts.
    pub fn states<'a>(
        &'a self,
        parts: impl IntoIterator<Item = BodyPart<'a>>,
    ) -> Vec<ResourceState<'a>> {
        let mut by_id = HashMap::new();
        for part in parts {
            by_id
                .entry(without_brackets(part.content_id))
                .or_insert(part);
        }
        let mut states = Vec::new();
        for resource in &self.resources {
            for instance in &resource.instances {
                let id = instance.content_id.as_deref();
                states.push(ResourceState {
                    resource,
                    instance: Some(instance),
                    part: id.and_then(|id| by_id.get(id)).copied(),
                });
            }
            if resource.instances.is_empty() {
                states.push(ResourceState {
                    resource,
                    instance: None,
                    part: None,
                });
            }
        }
        states
    }
}

impl Resource {
    fn write(&self, writer: &mut Writer) {
        writer.start("resource", &[("uri", Some(&self.uri))]);
        write_names(writer, &self.names);
        for instance in &self.instances {
            writer.empty(
                "instance",
                &[
                    ("id", Some(&instance.id)),
                    ("state", Some(instance.state.as_str())),
                    ("reason", instance.reason.as_deref()),
                    ("cid", instance.content_id.as_deref()),
                ],
            );
        }
        writer.end();
    }
}

impl InstanceState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Active, Self::Pending, Self::Terminated];

    /// Its name in a document.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Pending => "pending",
            Self::Terminated => "terminated",
        }
    }
}

fn write_names(writer: &mut Writer, names: &[ResourceName]) {
    for name in names {
        writer.leaf(
            "name",
            &[("xml:lang", name.language.as_deref())],
            &name.text,
        );
    }
}

fn resource(document: &mut Document<'_>, element: &Element<'_>) -> Result<Resource, BodyError> {
    let mut resource = Resource {
        uri: element.attribute("uri").ok_or(BodyError::Missing("uri"))?,
        ..Resource::default()
    };
    while let Some(part) = document.child(element)? {
        match part.name() {
            "name" => name(document, &part, &mut resource.names)?,
            "instance" => resource.instances.push(instance(&part)?),
            _ => {}
        }
    }
    Ok(resource)
}

fn name(
    document: &mut Document<'_>,
    element: &Element<'_>,
    names: &mut Vec<ResourceName>,
) -> Result<(), BodyError> {
    if names.len() >= RESOURCE_NAMES_MAX {
        return Err(BodyError::TooLarge);
    }
    names.push(ResourceName {
        language: element.attribute("lang"),
        text: document.text(element)?,
    });
    Ok(())
}

fn instance(element: &Element<'_>) -> Result<ResourceInstance, BodyError> {
    let state = element
        .attribute("state")
        .ok_or(BodyError::Missing("state"))?;
    let mut states = InstanceState::ALL.into_iter();
    let state = states.find(|known| known.as_str().eq_ignore_ascii_case(&state));
    let content_id = element.attribute("cid");
    Ok(ResourceInstance {
        id: element.attribute("id").ok_or(BodyError::Missing("id"))?,
        state: state.ok_or(BodyError::Malformed)?,
        reason: element.attribute("reason"),
        content_id: content_id.map(|id| without_brackets(&id).to_owned()),
    })
}

fn without_brackets(content_id: &str) -> &str {
    content_id.trim_matches(|c: char| matches!(c, '<' | '>') || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:friends@wood.example" version="7" fullState="true">
  <name xml:lang="en">Friends</name>
  <resource uri="sip:bear@wood.example">
    <name>Bear &amp; honey</name>
    <instance id="a1" state="active" cid="111@wood.example"/>
    <instance id="a2" state="terminated" reason="timeout"/>
  </resource>
  <resource uri="sip:owl@wood.example"><instance id="b" state="Pending" cid="&lt;9@x&gt;"/></resource>
  <resource uri="sip:piglet@wood.example"/>
</list>"#;

    fn list() -> ResourceList {
        ResourceList::parse(LIST.as_bytes()).expect("a list")
    }

    #[test]
    fn a_list_is_read() {
        let list = list();
        assert_eq!(list.uri, "sip:friends@wood.example");
        assert_eq!((list.version, list.full_state), (7, true));
        assert_eq!(list.names[0].language.as_deref(), Some("en"));
        let bear = &list.resources[0];
        assert_eq!(bear.names[0].text, "Bear & honey");
        let expected = ResourceInstance {
            id: String::from("a2"),
            state: InstanceState::Terminated,
            reason: Some(String::from("timeout")),
            content_id: None,
        };
        assert_eq!(bear.instances[1], expected);
    }

    #[test]
    fn resources_are_put_together_with_their_parts() {
        let list = list();
        let part = |content_id, bytes| BodyPart {
            content_id,
            content_type: "application/pidf+xml",
            bytes,
        };
        let parts = [
            part("<111@wood.example>", &b"bear"[..]),
            part("<111@wood.example>", b"again"),
            part("<other@wood.example>", b"other"),
        ];
        let states = list.states(parts);
        let found: Vec<_> = states
            .iter()
            .map(|state| {
                let id = state.instance.map(|instance| instance.id.as_str());
                (id, state.part.map(|part| part.bytes))
            })
            .collect();
        let expected = [
            (Some("a1"), Some(&b"bear"[..])),
            (Some("a2"), None),
            (Some("b"), None),
            (None, None),
        ];
        assert_eq!(found, expected);
        assert_eq!(states[3].resource.uri, "sip:piglet@wood.example");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let list = list();
        assert_eq!(ResourceList::parse(list.write().as_bytes()), Ok(list));
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let within = |inner: &str| format!("<list uri='x' version='1'>{inner}</list>");
        let instances = "<instance id='1' state='active'/>".repeat(RESOURCE_INSTANCES_MAX + 1);
        for (text, error) in [
            (
                String::from("<list version='1'/>"),
                BodyError::Missing("uri"),
            ),
            (
                String::from("<list uri='x'/>"),
                BodyError::Missing("version"),
            ),
            (within("<resource/>"), BodyError::Missing("uri")),
            (
                within("<resource uri='y'><instance id='1'/></resource>"),
                BodyError::Missing("state"),
            ),
            (
                within("<resource uri='y'><instance id='1' state='new'/></resource>"),
                BodyError::Malformed,
            ),
            (
                within(&"<name/>".repeat(RESOURCE_NAMES_MAX + 1)),
                BodyError::TooLarge,
            ),
            (
                within(&"<resource uri='y'/>".repeat(RESOURCES_MAX + 1)),
                BodyError::TooLarge,
            ),
            (
                within(&format!("<resource uri='y'>{instances}</resource>")),
                BodyError::TooLarge,
            ),
        ] {
            let read = ResourceList::parse(text.as_bytes());
            assert_eq!(read, Err(error), "{text:.80}");
        }
    }
}
