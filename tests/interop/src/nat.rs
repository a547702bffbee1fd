//! A public network, and two homes behind NATs of the kernel.

use std::fs;
use std::path::Path;

use crate::namespace::Namespace;

/// Where servers are.
pub const PUBLIC: &str = "198.51.100.1";
/// Where a phone is: in both homes at the same address, as homes are.
pub const HOME: &str = "192.168.1.2";

/// Where who has left the first home is seen.
pub const MOBILE: &str = "198.51.100.130";

/// What a NAT does with UDP (RFC 4787 §4.1, §5).
#[derive(Clone, Copy, Debug)]
pub enum Nat {
    /// Mapping and filtering do not look at the other side.
    EndpointIndependent,
    /// One mapping for all, filtered by address and port.
    PortRestricted,
    /// A mapping for each address and port of the other side, filtered by them.
    Symmetric,
    /// No UDP at all, as in many a company.
    NoDatagrams,
}

impl Nat {
    /// The rules of a router between `wan` and `lan`.
    fn rules(self) -> String {
        let (mapping, incoming, filter) = match self {
            Self::EndpointIndependent => ("masquerade", format!("dnat to {HOME}"), "accept"),
            Self::PortRestricted | Self::NoDatagrams => ("masquerade", "accept".to_owned(), "drop"),
            Self::Symmetric => ("masquerade fully-random", "accept".to_owned(), "drop"),
        };
        let datagrams = match self {
            Self::NoDatagrams => "ip protocol udp drop;",
            _ => "",
        };
        // What nobody asked for leaves no trace in the router either: it would take the
        // port that a mapping needs.
        format!(
            "table ip nat {{
  chain leaving {{ type nat hook postrouting priority srcnat; oifname wan {mapping}; }}
  chain coming {{ type nat hook prerouting priority dstnat; iifname wan ip protocol udp {incoming}; }}
}}
table ip filter {{
  chain own {{ type filter hook input priority filter; iifname wan ct state new drop; }}
  chain passing {{ type filter hook forward priority filter; {datagrams} iifname wan ct state new {filter}; }}
}}
"
        )
    }
}

/// The networks.
pub struct World {
    /// Where servers are, at [`PUBLIC`].
    pub public: Namespace,
    /// The homes, each with a place at [`HOME`].
    pub homes: [Namespace; 2],
    _routers: [Namespace; 3],
    _elsewhere: Namespace,
}

impl World {
    /// Makes them, with a NAT for each home and one for who leaves the first; files with
    /// rules come into `folder`.
    pub fn new(nats: [Nat; 2], mobile: Nat, folder: &Path) -> Self {
        let public = Namespace::new();
        public.forward();
        let elsewhere = elsewhere(&public);
        let homes = [Namespace::new(), Namespace::new()];
        let first = router(&public, &homes[0], &WIRES[0], nats[0], folder);
        let second = router(&public, &homes[1], &WIRES[1], nats[1], folder);
        let mobile = router(&public, &homes[0], &MOBILE_WIRES, mobile, folder);
        homes[0].tool("ip", "link set mobile down");
        for home in &homes {
            home.tool("ip", "route add default via 192.168.1.1");
        }
        Self {
            public,
            homes,
            _routers: [first, second, mobile],
            _elsewhere: elsewhere,
        }
    }

    /// Who is in the first home leaves it: what is left is a network of a telephone
    /// company, with another address and another NAT.
    pub fn leave_home(&self) {
        self.homes[0].tool("ip", "link set home down");
        self.homes[0].tool("ip", "link set mobile up");
        self.homes[0].tool("ip", "route add default via 10.64.0.1");
    }
}

/// The cables of a router: to the public network, and to a home.
struct Wires {
    public: &'static str,
    /// The address of the public network there, and the router's.
    outside: [&'static str; 2],
    home: &'static str,
    /// The router's address there, and the home's.
    inside: [&'static str; 2],
}

const WIRES: [Wires; 2] = [
    Wires {
        public: "first",
        outside: ["198.51.100.1/26", "198.51.100.2/26"],
        home: "home",
        inside: ["192.168.1.1/24", "192.168.1.2/24"],
    },
    Wires {
        public: "second",
        outside: ["198.51.100.65/26", "198.51.100.66/26"],
        home: "home",
        inside: ["192.168.1.1/24", "192.168.1.2/24"],
    },
];

const MOBILE_WIRES: Wires = Wires {
    public: "mobile",
    outside: ["198.51.100.129/26", "198.51.100.130/26"],
    home: "mobile",
    inside: ["10.64.0.1/24", "10.64.0.2/24"],
};

fn router(
    public: &Namespace,
    home: &Namespace,
    wires: &Wires,
    nat: Nat,
    folder: &Path,
) -> Namespace {
    let router = Namespace::new();
    let [(near, far), (gateway, inside)] = [wires.outside, wires.inside].map(|[a, b]| (a, b));
    public.connect(wires.public, &router, "wan");
    public.address(wires.public, near);
    router.address("wan", far);
    let server = near.split('/').next().unwrap_or(near);
    router.tool("ip", &format!("route add default via {server}"));
    router.connect("lan", home, wires.home);
    router.address("lan", gateway);
    home.address(wires.home, inside);
    let rules = folder.join(format!("{}.nft", wires.public));
    fs::write(&rules, nat.rules()).expect("the folder is writable");
    router.tool("nft", &format!("-f {}", rules.display()));
    router.forward();
    router
}

/// The rest of the world, which swallows what goes to addresses that nobody near has, as
/// the Internet does with private ones: coturn gives up an allocation whose peer has no route.
fn elsewhere(public: &Namespace) -> Namespace {
    let elsewhere = Namespace::new();
    public.connect("uplink", &elsewhere, "downlink");
    public.address("uplink", "203.0.113.1/24");
    elsewhere.address("downlink", "203.0.113.2/24");
    public.tool("ip", "route add default via 203.0.113.2");
    elsewhere
}
