//! An instant messenger: contact list, presence, chat. Peer to peer, on two machines, say
//! 192.168.1.10 and 192.168.1.11, with a user name and any password:
//!
//! ```text
//! im 111 aaa                     on the first
//! im 222 aaa                     on the second; `im 222 aaa 5070` where port 5060 is taken, 0 for a free port
//! im 111 secret 0 example.com    with a server: registers there, and leaves presence to it
//! ```
//!
//! Then a command a line. NAME is an address such as `sip:222@192.168.1.11` (`:5070` behind it
//! where the other side's port is not 5060); with a server also the name of one of its users:
//!
//! ```text
//! add NAME          puts somebody on the contact list, and watches how he is
//! status TEXT       tells those who watch us how we are; `status Offline` hides us
//! say NAME TEXT     sends a message
//! list              shows the contact list
//! quit              ends
//! ```
//!
//! It uses the crate `portsip-core` and no C: its `Sdk` has a method for each C function, and
//! its `Event` is an enum to match on. Lines and events come to one loop through a channel, so
//! that nothing has to be locked.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io;
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use portsip_core::api::Sdk;
use portsip_core::config::{
    Account, AudioDeviceLayer, HostPort, LogLevel, PresenceMode, SdkConfig, TlsConfig,
    TransportKind,
};
use portsip_core::error::{Error, Result};
use portsip_core::events::Event;
use portsip_core::ids::SubscriptionId;
use portsip_core::secret::Secret;

const HELP: &str =
    "add NAME watches somebody, status TEXT, say NAME TEXT, list shows the contacts, quit ends";

/// The id that stands for all who watch us, where a server tells them.
const SERVER: SubscriptionId = SubscriptionId(0);

/// What the loop is given.
enum Input {
    Event(Event),
    Line(String),
    End,
}

/// What was asked for on the command line.
struct Arguments {
    user: String,
    password: String,
    port: u16,
    server: Option<HostPort>,
}

struct Messenger {
    sdk: Sdk,
    /// The host of our server, and the domain of its users.
    domain: Option<String>,
    /// How we are.
    status: String,
    /// Who is watched, by address.
    contacts: BTreeMap<String, Contact>,
    /// Who watches us, where we tell them ourselves.
    watchers: BTreeSet<SubscriptionId>,
}

struct Contact {
    subscription: SubscriptionId,
    /// In words, where he is online.
    state: Option<String>,
}

fn main() -> ExitCode {
    let Some(arguments) = Arguments::parse(env::args().skip(1)) else {
        eprintln!("usage: im USER PASSWORD [PORT [SERVER[:PORT]]]");
        return ExitCode::from(2);
    };
    let (sender, inputs) = channel();
    match Messenger::start(arguments, sender.clone()) {
        Ok(messenger) => {
            read_lines(sender);
            messenger.run(&inputs);
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("Initialize failure: error {}", error.code());
            ExitCode::FAILURE
        }
    }
}

impl Arguments {
    fn parse(mut given: impl Iterator<Item = String>) -> Option<Self> {
        let arguments = Self {
            user: given.next()?,
            password: given.next()?,
            port: given.next().map_or(Some(5060), |port| port.parse().ok())?,
            server: match given.next() {
                Some(server) => Some(host_port(&server)?),
                None => None,
            },
        };
        given.next().is_none().then_some(arguments)
    }
}

/// Without a port the name service tells it.
fn host_port(text: &str) -> Option<HostPort> {
    let (host, port) = text.rsplit_once(':').unwrap_or((text, "0"));
    let port = port.parse().ok()?;
    let host = host.to_owned();
    Some(HostPort { host, port })
}

/// Standard input is waited on by a thread of its own.
#[expect(clippy::disallowed_methods, reason = "a program has threads")]
fn read_lines(sender: Sender<Input>) {
    thread::spawn(move || {
        for line in io::stdin().lines().map_while(io::Result::ok) {
            // The loop is over when nobody takes it.
            let _ = sender.send(Input::Line(line));
        }
        let _ = sender.send(Input::End);
    });
}

impl Messenger {
    fn start(arguments: Arguments, sender: Sender<Input>) -> Result<Self> {
        let config = SdkConfig {
            transport: TransportKind::Udp,
            local_ip: Ipv4Addr::UNSPECIFIED.into(),
            local_port: arguments.port,
            log_level: LogLevel::None,
            log_folder: "".into(),
            call_sessions_max: 1,
            user_agent: String::new(),
            audio_device_layer: AudioDeviceLayer::System,
            tls: TlsConfig::default(),
        };
        let handler = move |event| {
            // The loop is over when nobody takes it.
            let _ = sender.send(Input::Event(event));
        };
        let sdk = Sdk::initialize(&config, Box::new(handler))?;
        let domain = arguments.server.as_ref().map(|server| server.host.clone());
        sdk.set_user(Account {
            user_name: arguments.user,
            display_name: String::new(),
            auth_name: String::new(),
            password: Secret::new(arguments.password),
            domain: String::new(),
            server: arguments.server,
            stun_server: None,
            outbound_proxy: None,
        })?;
        if domain.is_some() {
            sdk.set_presence_mode(PresenceMode::Agent)?;
            sdk.register_server(300, 3)?;
        }
        println!("Initialized. Local port {}", sdk.local_sip_port());
        Ok(Self {
            sdk,
            domain,
            status: "Online".to_owned(),
            contacts: BTreeMap::new(),
            watchers: BTreeSet::new(),
        })
    }

    fn run(mut self, inputs: &Receiver<Input>) {
        for input in inputs {
            match input {
                Input::Event(event) => self.handle_event(event),
                Input::Line(line) if line == "quit" => break,
                Input::Line(line) => self.handle_line(&line),
                Input::End => break,
            }
        }
        // Those who watch us learn that we leave; all else ends with the SDK object.
        let _ = self.tell_status("Offline");
    }

    fn handle_line(&mut self, line: &str) {
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (command, rest.split_once(' ')) {
            ("add", None) if !rest.is_empty() => {
                let added = self.add(self.address(rest));
                tell("watching", &added);
            }
            ("status", _) if !rest.is_empty() => {
                let told = self.tell_status(rest);
                if told.is_ok() {
                    rest.clone_into(&mut self.status);
                }
                tell("told", &told);
            }
            ("say", Some((name, text))) => {
                let to = self.address(name);
                let sent = self.sdk.send_out_of_dialog_message(
                    &to,
                    "text",
                    "plain",
                    false,
                    text.as_bytes(),
                );
                tell("sent", &sent);
            }
            ("list", None) => {
                for (address, contact) in &self.contacts {
                    show(address, contact.state.as_deref());
                }
            }
            _ => println!("{HELP}"),
        }
    }

    fn add(&mut self, address: String) -> Result<()> {
        let subscription = self.sdk.subscribe(&address, "presence", "")?;
        let state = None;
        let contact = Contact {
            subscription,
            state,
        };
        self.contacts.insert(address, contact);
        Ok(())
    }

    /// Tells those who watch us how we are, or our server, which tells them.
    fn tell_status(&self, text: &str) -> Result<()> {
        if self.domain.is_some() {
            return self.sdk.set_presence_status(SERVER, text);
        }
        for watcher in &self.watchers {
            match self.sdk.set_presence_status(*watcher, text) {
                // He has just left; the event comes.
                Ok(()) | Err(Error::CoreNotFoundSubscribeId) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn address(&self, name: &str) -> String {
        match &self.domain {
            Some(domain) if !name.contains(':') => format!("sip:{name}@{domain}"),
            _ => name.to_owned(),
        }
    }

    fn handle_event(&mut self, event: Event) {
        match event {
            Event::RegisterSuccess(_) => {
                println!("registered");
                let told = self.tell_status(&self.status);
                tell("told", &told);
            }
            Event::RegisterFailure(result) => {
                println!("not registered: {} {}", result.status, result.reason);
            }
            // Everybody may watch us. A messenger for people would ask its user.
            Event::PresenceSubscribed {
                subscription, from, ..
            } => {
                println!("{from} watches us");
                let told = self.sdk.set_presence_status(subscription, &self.status);
                let accepted = told.and_then(|()| self.sdk.presence_accept(subscription));
                tell("accepted", &accepted);
                self.watchers.insert(subscription);
            }
            Event::PresenceOnline {
                from, state_text, ..
            } => self.set_state(&from, Some(state_text)),
            Event::PresenceOffline { from, .. } => self.set_state(&from, None),
            Event::SubscriptionFailed {
                subscription,
                status,
            } => {
                println!("not watching: {status}");
                self.forget(subscription);
            }
            Event::SubscriptionTerminated { subscription } => self.forget(subscription),
            Event::OutOfDialogMessageReceived {
                from,
                kind,
                subtype,
                body,
                ..
            } => match kind.as_str() {
                "text" => println!("{from} says: {}", String::from_utf8_lossy(&body)),
                _ => println!("{from} sends {kind}/{subtype}, {} bytes", body.len()),
            },
            Event::OutOfDialogMessageSent(parties) => println!("{} has it", parties.to),
            Event::OutOfDialogMessageFailed {
                parties,
                reason,
                status,
            } => println!("{} has it not: {status} {reason}", parties.to),
            _ => {}
        }
    }

    fn set_state(&mut self, address: &str, state: Option<String>) {
        show(address, state.as_deref());
        if let Some(contact) = self.contacts.get_mut(address) {
            contact.state = state;
        }
    }

    /// A subscription has ended: that of one who watches us, or ours.
    fn forget(&mut self, subscription: SubscriptionId) {
        if self.watchers.remove(&subscription) {
            return println!("one watches us no more");
        }
        let ended = self
            .contacts
            .extract_if(.., |_, contact| contact.subscription == subscription);
        for (address, _) in ended {
            println!("{address} is watched no more");
        }
    }
}

fn show(address: &str, state: Option<&str>) {
    match state {
        Some(text) => println!("{address} is online: {text}"),
        None => println!("{address} is offline"),
    }
}

/// What a command has done, or why not.
fn tell<T>(what: &str, result: &Result<T>) {
    match result {
        Ok(_) => println!("{what}"),
        Err(error) => println!("not {what}: error {}", error.code()),
    }
}
