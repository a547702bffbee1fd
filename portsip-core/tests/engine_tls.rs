//! Engines over TLS: who believes whom, and what a program is told when one
//! does not.
#![expect(
    clippy::disallowed_types,
    reason = "peers of an engine are plain sockets"
)]

mod certificates;
mod engine_support;
#[expect(dead_code, reason = "only a part of it is used here")]
mod name_server;

use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use certificates::{Authority, Folder};
use engine_support::{Phone, call_works, config};
use name_server::NameServer;
use portsip_core::config::{SdkConfig, TlsConfig, TransportKind};
use portsip_core::engine::Engine;
use portsip_core::error::Error;
use portsip_core::plan::AudioCodec;

fn tls(folder: &Folder) -> TlsConfig {
    TlsConfig {
        certificates: folder.path().to_owned(),
        ..TlsConfig::default()
    }
}

fn config_with(tls: TlsConfig) -> SdkConfig {
    SdkConfig {
        transport: TransportKind::Tls,
        tls,
        ..config(Ipv4Addr::LOCALHOST.into(), 0)
    }
}

fn phone(name: &str, tls: TlsConfig) -> Phone {
    Phone::made_with(&config_with(tls), name, &[AudioCodec::Pcmu])
}

/// What a call to `to` fails with.
fn failure(phone: &Phone, to: &str) -> (u16, String) {
    phone.failure_of(phone.call_uri(to))
}

/// What a call to a server with such a certificate fails with.
fn failure_towards(server: &Folder, client: &Folder) -> String {
    let bob = phone("bob", tls(server));
    let alice = phone("alice", tls(client));
    let (status, reason) = failure(&alice, &bob.uri());
    assert_eq!(status, 503);
    reason
}

#[test]
fn a_call_between_two_who_believe_the_same_authority() {
    let authority = Authority::new();
    let folder = Folder::new();
    folder.add_authority(&authority);
    folder.add_identity(&authority.certify(&["127.0.0.1"]));
    for transport in [TransportKind::Tls, TransportKind::Wss] {
        let phone = |name| {
            let config = SdkConfig {
                transport,
                ..config_with(tls(&folder))
            };
            Phone::made_with(&config, name, &[AudioCodec::Pcmu])
        };
        let (alice, bob) = (phone("alice"), phone("bob"));
        call_works(&alice, &bob);
        call_works(&bob, &alice);
    }
}

#[test]
fn a_server_found_by_its_domain_proves_that_domain() {
    let (authority, names) = (Authority::new(), NameServer::start());
    let client = Folder::new();
    client.add_authority(&authority);
    let alice = phone("alice", tls(&client));
    alice.engine.set_name_servers(vec![names.address()]);
    names.host("edge.test", 60, Ipv4Addr::LOCALHOST.into());
    // The name in the SRV record is what whoever forges it would choose (RFC 5922 §7.2).
    for (domain, certified, is_believed) in [
        ("good.test", "good.test", true),
        ("forged.test", "edge.test", false),
    ] {
        let server = Folder::new();
        server.add_identity(&authority.certify(&[certified]));
        let bob = phone("bob", tls(&server));
        let service = format!("_sips._tcp.{domain}");
        let port = bob.engine.local_sip_address().port();
        names.naptr(domain, 1, "SIPS+D2T", &service);
        names.srv(&service, 1, 1, ("edge.test", port));
        let call = alice.call_uri(&format!("sip:bob@{domain}"));
        if is_believed {
            bob.incoming();
        } else {
            let reason = format!("TLS: certificate is not for {domain}");
            assert_eq!(alice.failure_of(call), (503, reason));
        }
    }
}

#[test]
fn a_server_that_signed_itself_is_believed_when_the_folder_has_it() {
    let (server, client, stranger) = (Folder::new(), Folder::new(), Folder::new());
    let own = certificates::self_signed(&["127.0.0.1"]);
    server.add_identity(&own);
    client.add("peer.pem", &own.certificate);
    let bob = phone("bob", tls(&server));
    call_works(&phone("alice", tls(&client)), &bob);
    let expected = "TLS: certificate is from an unknown authority";
    assert_eq!(failure_towards(&server, &stranger), expected);
}

#[test]
fn what_is_wrong_with_a_certificate_is_told() {
    let authority = Authority::new();
    let client = Folder::new();
    client.add_authority(&authority);
    for (identity, expected) in [
        (
            authority.certify_between(&["127.0.0.1"], 2000, 2001),
            "TLS: certificate has expired",
        ),
        (
            authority.certify_between(&["127.0.0.1"], 4000, 4001),
            "TLS: certificate is not valid yet",
        ),
        (
            authority.certify(&["example.com", "192.0.2.1"]),
            "TLS: certificate is not for 127.0.0.1",
        ),
        (
            Authority::new().certify(&["127.0.0.1"]),
            "TLS: certificate is from an unknown authority",
        ),
    ] {
        let server = Folder::new();
        server.add_identity(&identity);
        assert_eq!(failure_towards(&server, &client), expected);
    }
}

#[test]
fn without_verification_every_certificate_is_taken() {
    let server = Folder::new();
    let expired = Authority::new().certify_between(&["example.com"], 2000, 2001);
    server.add_identity(&expired);
    let bob = phone("bob", tls(&server));
    let careless = TlsConfig {
        verify: false,
        ..TlsConfig::default()
    };
    call_works(&phone("alice", careless), &bob);
}

#[test]
fn a_client_certificate_that_is_missing_or_strange_is_told() {
    let authority = Authority::new();
    for version in certificates::VERSIONS {
        let server = certificates::demanding_server(&authority, version);
        let to = format!("sip:bob@{server}");
        let (without, strange) = (Folder::new(), Folder::new());
        without.add_authority(&authority);
        strange.add_authority(&authority);
        strange.add_identity(&Authority::new().certify(&["127.0.0.1"]));
        let reason = |folder: &Folder| failure(&phone("alice", tls(folder)), &to).1;
        assert_eq!(reason(&without), "TLS: a client certificate is required");
        assert_eq!(reason(&strange), "TLS: our client certificate was refused");
    }
}

#[test]
fn our_certificate_is_shown_to_a_server_that_wants_it() {
    let authority = Authority::new();
    let folder = Folder::new();
    folder.add_authority(&authority);
    folder.add_identity(&authority.certify(&["127.0.0.1"]));
    for version in certificates::VERSIONS {
        let server = certificates::demanding_server(&authority, version);
        // It takes the connection and the INVITE, and ends then.
        let (_, reason) = failure(&phone("alice", tls(&folder)), &format!("sip:bob@{server}"));
        assert!(!reason.starts_with("TLS:"), "{reason}");
    }
}

#[test]
fn a_server_that_does_not_speak_tls_is_told() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let to = listener.local_addr().expect("bound");
    let server = std::thread::Builder::new()
        .spawn(move || {
            let (mut stream, _) = listener.accept().expect("somebody connects");
            stream
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                .expect("it reads");
        })
        .expect("a thread");
    let alice = phone("alice", TlsConfig::default());
    let (_, reason) = failure(&alice, &format!("sip:bob@{to}"));
    assert_eq!(reason, "TLS: the peer does not speak TLS");
    server.join().expect("it ended well");
}

#[test]
fn nothing_in_common_is_told() {
    let authority = Authority::new();
    let folder = Folder::new();
    folder.add_authority(&authority);
    folder.add_identity(&authority.certify(&["127.0.0.1"]));
    let only = |name: &str| TlsConfig {
        cipher_list: name.to_owned(),
        ..tls(&folder)
    };
    let bob = phone("bob", only("TLS_AES_128_GCM_SHA256"));
    let alice = phone("alice", only("ECDHE-ECDSA-AES128-GCM-SHA256"));
    let (_, reason) = failure(&alice, &bob.uri());
    assert_eq!(reason, "TLS: no common version or cipher suite");
    let alice = phone(
        "alice",
        only("TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256"),
    );
    call_works(&alice, &bob);
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let start = |tls: TlsConfig| Engine::start(&config_with(tls), Box::new(|_| ())).err();
    let unknown = TlsConfig {
        cipher_list: "RC4-MD5".to_owned(),
        ..TlsConfig::default()
    };
    assert_eq!(start(unknown), Some(Error::CoreArgumentIncorrect));
    let nowhere = TlsConfig {
        certificates: Path::new("/nonexistent/folder").to_owned(),
        ..TlsConfig::default()
    };
    assert_eq!(start(nowhere), Some(Error::CoreArgumentIncorrect));
}

#[test]
fn without_a_certificate_of_ours_the_port_is_kept_and_refuses() {
    let bob = phone("bob", TlsConfig::default());
    let alice = phone("alice", TlsConfig::default());
    let (status, reason) = failure(&alice, &bob.uri());
    assert_eq!((status, &*reason), (503, "TLS: connection refused"));
    let config = SdkConfig {
        local_port: bob.engine.local_sip_address().port(),
        ..config_with(TlsConfig::default())
    };
    let second = Engine::start(&config, Box::new(|_| ()));
    assert_eq!(second.err(), Some(Error::CoreAddTlsTransportFailure));
}

#[test]
fn nothing_goes_in_the_clear_from_an_object_made_for_tls() {
    let alice = phone("alice", TlsConfig::default());
    let (_, reason) = failure(&alice, "sip:bob@127.0.0.1;transport=tcp");
    assert_eq!(reason, "TCP: not secure, as this object is");
    let (_, reason) = failure(&alice, "sip:bob@127.0.0.1;transport=udp");
    assert_eq!(reason, "UDP: not what this object was made for");
}
