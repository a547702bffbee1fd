//! A user answering the challenges of servers and proxies.

use portsip_core::octets::Octets;
use portsip_core::rng::Rng;
use portsip_core::secret::Secret;
use portsip_core::sip::auth::{
    Algorithm, Attempt, AuthError, Authenticator, DigestInput, QualityOfProtection, digest_response,
};
use portsip_core::sip::header::HeaderName;
use portsip_core::sip::message::{Message, Method, RequestBuilder};
use portsip_core::sip::uri::Uri;

const SERVER: &str = r#"Digest realm="example.com", nonce="n1", algorithm=MD5, qop="auth""#;

struct User {
    authenticator: Authenticator,
    attempt: Attempt,
    rng: Rng,
}

impl User {
    fn new() -> Self {
        Self {
            authenticator: Authenticator::new("al\"ice", Secret::new("pw")),
            attempt: Attempt::default(),
            rng: Rng::from_number(1),
        }
    }

    fn challenged(&mut self, status: &str, fields: &[(&str, &str)]) -> Result<(), AuthError> {
        self.authenticator
            .handle_challenge(&mut self.attempt, &response(status, fields))
    }

    /// The next request; the credentials of server and proxy in it.
    fn request(&mut self, body: &'static str) -> (Vec<Credentials>, Vec<Credentials>) {
        let uri = Uri::sip("", "example.com", None).expect("uri");
        let mut request = RequestBuilder::new(Method::Register, &uri);
        request
            .via("UDP", "192.0.2.1", "z9hG4bK1")
            .header(HeaderName::From, "<sip:alice@example.com>;tag=1")
            .header(HeaderName::To, "<sip:alice@example.com>")
            .header(HeaderName::CallId, "id")
            .cseq(1)
            .body("text/plain", body);
        self.authenticator
            .authorize(&mut self.attempt, &mut request, &mut self.rng);
        let message = Message::parse(request.build().expect("written")).expect("well-formed");
        let all = |name| message.headers(name).map(Credentials::read).collect();
        (
            all(HeaderName::Authorization),
            all(HeaderName::ProxyAuthorization),
        )
    }
}

fn response(status: &str, fields: &[(&str, &str)]) -> Message {
    let mut text = format!(
        "SIP/2.0 {status}\r\nVia: SIP/2.0/UDP h\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:a@h>;tag=2\r\n\
         Call-ID: id\r\nCSeq: 1 REGISTER\r\n"
    );
    for (name, value) in fields {
        text.extend([name, ": ", value, "\r\n"]);
    }
    text.push_str("\r\n");
    Message::parse(Octets::from(text)).expect("well-formed")
}

/// The parameters of credentials, quotes off.
struct Credentials(Vec<(String, String)>);

impl Credentials {
    fn read(value: &str) -> Self {
        let parameters = value.strip_prefix("Digest ").expect("Digest");
        let pairs = parameters.split(", ").map(|pair| {
            let (name, value) = pair.split_once('=').expect("a pair");
            (name.to_owned(), value.trim_matches('"').to_owned())
        });
        Self(pairs.collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        pairs
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    /// The response that a server with the same password computes.
    fn expected(&self, algorithm: Algorithm, qop: QualityOfProtection, body: &str) -> String {
        let password = Secret::new("pw");
        let count = self.get("nc").unwrap_or("0");
        let input = DigestInput {
            algorithm,
            qop,
            username: "al\"ice",
            password: &password,
            realm: self.get("realm").expect("realm"),
            nonce: self.get("nonce").expect("nonce"),
            cnonce: self.get("cnonce").unwrap_or_default(),
            nonce_count: u32::from_str_radix(count, 16).expect("hexadecimal"),
            method: "REGISTER",
            uri: self.get("uri").expect("uri"),
            body: body.as_bytes(),
        };
        digest_response(&input).as_str().to_owned()
    }
}

#[test]
fn nothing_is_sent_before_a_challenge() {
    let mut user = User::new();
    let (server, proxy) = user.request("");
    assert!(server.is_empty() && proxy.is_empty());
    assert!(!user.authenticator.has_challenge());
}

#[test]
fn a_challenge_is_answered_and_the_count_goes_on() {
    let mut user = User::new();
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", SERVER)])
        .expect("answerable");
    let (first, _) = user.request("");
    let first = &first[0];
    assert_eq!(first.get("username"), Some("al\\\"ice"));
    assert_eq!(first.get("uri"), Some("sip:example.com"));
    assert_eq!(first.get("nc"), Some("00000001"));
    assert_eq!(first.get("algorithm"), Some("MD5"));
    assert_eq!(
        first.get("response").map(str::to_owned),
        Some(first.expected(Algorithm::Md5, QualityOfProtection::Auth, ""))
    );
    user.attempt = Attempt::default();
    let (second, _) = user.request("");
    assert_eq!(second[0].get("nc"), Some("00000002"));
    assert_eq!(second[0].get("cnonce"), first.get("cnonce"));
    assert_ne!(second[0].get("response"), first.get("response"));
}

#[test]
fn server_and_proxy_are_answered_at_once() {
    let proxy = r#"Digest realm="proxy", nonce="p1", opaque="o", algorithm=SHA-256, qop="auth""#;
    let mut user = User::new();
    user.challenged(
        "407 Proxy Authentication Required",
        &[("Proxy-Authenticate", proxy)],
    )
    .expect("answerable");
    let (server, proxies) = user.request("");
    assert!(server.is_empty());
    assert_eq!(proxies[0].get("opaque"), Some("o"));
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", SERVER)])
        .expect("the server asks for itself");
    let (server, proxies) = user.request("");
    assert_eq!((server.len(), proxies.len()), (1, 1));
    assert_eq!(proxies[0].get("nc"), Some("00000002"));
    assert_eq!(
        proxies[0].get("response").map(str::to_owned),
        Some(proxies[0].expected(Algorithm::Sha256, QualityOfProtection::Auth, ""))
    );
}

#[test]
fn wrong_credentials_are_not_sent_twice() {
    let mut user = User::new();
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", SERVER)])
        .expect("answerable");
    user.request("");
    let again = SERVER.replace("n1", "n2");
    assert_eq!(
        user.challenged("401 Unauthorized", &[("WWW-Authenticate", &again)]),
        Err(AuthError::Refused)
    );
}

#[test]
fn a_stale_or_an_old_nonce_is_replaced() {
    let mut user = User::new();
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", SERVER)])
        .expect("answerable");
    user.request("");
    let stale = SERVER.replace("n1\"", "n2\", stale=true");
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", &stale)])
        .expect("only the nonce was too old");
    let (server, _) = user.request("");
    assert_eq!(server[0].get("nonce"), Some("n2"));
    assert_eq!(server[0].get("nc"), Some("00000001"));
    // A later request with the same nonce, which a server without `stale`
    // has forgotten.
    user.attempt = Attempt::default();
    user.request("");
    let forgot = SERVER.replace("n1", "n3");
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", &forgot)])
        .expect("the nonce was used before");
    // But a server that finds every nonce stale does not keep us busy.
    let endless = (0..10)
        .map(|_| {
            user.request("");
            user.challenged("401 Unauthorized", &[("WWW-Authenticate", &stale)])
        })
        .find(Result::is_err);
    assert_eq!(endless, Some(Err(AuthError::Refused)));
}

#[test]
fn the_strongest_of_several_is_chosen() {
    let sha = SERVER.replace("MD5", "SHA-256").replace("n1", "sha");
    let unknown = SERVER.replace("MD5", "SHA3-999");
    let fields = [
        ("WWW-Authenticate", "Basic realm=\"example.com\""),
        ("WWW-Authenticate", SERVER),
        ("WWW-Authenticate", sha.as_str()),
        ("WWW-Authenticate", unknown.as_str()),
    ];
    let mut user = User::new();
    user.challenged("401 Unauthorized", &fields)
        .expect("answerable");
    let (server, _) = user.request("");
    assert_eq!(server.len(), 1);
    assert_eq!(server[0].get("nonce"), Some("sha"));
}

#[test]
fn the_body_counts_for_auth_int_and_sessions_keep_their_key() {
    let challenge = SERVER
        .replace("\"auth\"", "\"auth-int\"")
        .replace("MD5", "MD5-sess");
    let mut user = User::new();
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", &challenge)])
        .expect("answerable");
    for body in ["one", "two"] {
        let (server, _) = user.request(body);
        assert_eq!(server[0].get("qop"), Some("auth-int"));
        let expected = server[0].expected(Algorithm::Md5Sess, QualityOfProtection::AuthInt, body);
        assert_eq!(server[0].get("response"), Some(expected.as_str()));
    }
}

#[test]
fn old_servers_without_qop() {
    let mut user = User::new();
    let old = r#"Digest realm="old", nonce="n""#;
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", old)])
        .expect("answerable");
    let (server, _) = user.request("");
    for absent in ["qop", "nc", "cnonce", "algorithm", "opaque"] {
        assert_eq!(server[0].get(absent), None, "{absent}");
    }
    let expected = server[0].expected(Algorithm::Md5, QualityOfProtection::Legacy, "");
    assert_eq!(server[0].get("response"), Some(expected.as_str()));
}

#[test]
fn the_next_nonce_of_a_success_is_used() {
    let mut user = User::new();
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", SERVER)])
        .expect("answerable");
    user.request("");
    let ok = response(
        "200 OK",
        &[("Authentication-Info", r#"qop=auth, nextnonce="n9""#)],
    );
    user.authenticator.handle_success(&ok);
    let (server, _) = user.request("");
    assert_eq!(server[0].get("nonce"), Some("n9"));
    assert_eq!(server[0].get("nc"), Some("00000001"));
    // It may have expired since, and not every server says `stale`.
    user.challenged("401 Unauthorized", &[("WWW-Authenticate", SERVER)])
        .expect("answerable");
}

#[test]
fn what_cannot_be_answered_says_so() {
    let mut user = User::new();
    let refused = [
        ("403 Forbidden", vec![("WWW-Authenticate", SERVER)]),
        ("401 Unauthorized", vec![]),
        (
            "401 Unauthorized",
            vec![("WWW-Authenticate", "Bearer realm=\"x\"")],
        ),
    ];
    for (status, fields) in refused {
        assert_eq!(
            user.challenged(status, &fields),
            Err(AuthError::NoChallenge)
        );
    }
}

#[test]
fn realms_do_not_pile_up() {
    let mut user = User::new();
    for realm in 0..100 {
        let challenge = SERVER.replace("example.com", &format!("realm{realm}"));
        user.attempt = Attempt::default();
        user.challenged("401 Unauthorized", &[("WWW-Authenticate", &challenge)])
            .expect("answerable");
    }
    assert!(user.request("").0.len() <= 8);
}

#[test]
fn the_password_is_not_shown() {
    let user = User::new();
    assert!(!format!("{:?}", user.authenticator).contains("pw"));
}

#[test]
fn every_algorithm_with_every_protection() {
    let algorithms = [
        Algorithm::Md5,
        Algorithm::Md5Sess,
        Algorithm::Sha256,
        Algorithm::Sha256Sess,
        Algorithm::Sha512Trunc256,
        Algorithm::Sha512Trunc256Sess,
    ];
    let protections = [
        ("", QualityOfProtection::Legacy),
        (", qop=\"auth\"", QualityOfProtection::Auth),
        (", qop=\"auth-int\"", QualityOfProtection::AuthInt),
        (", qop=\"auth-int,auth\"", QualityOfProtection::Auth),
    ];
    for algorithm in algorithms {
        for (offered, qop) in protections {
            let name = algorithm.as_str();
            let challenge =
                format!("Digest realm=\"example.com\", nonce=\"n\", algorithm={name}{offered}");
            let mut user = User::new();
            user.challenged("401 Unauthorized", &[("WWW-Authenticate", &challenge)])
                .expect("answerable");
            for (count, body) in [("00000001", "one"), ("00000002", "two")] {
                let (server, _) = user.request(body);
                let expected = server[0].expected(algorithm, qop, body);
                let response = server[0].get("response");
                assert_eq!(response, Some(expected.as_str()), "{challenge}");
                assert_eq!(server[0].get("algorithm"), Some(name));
                let counted = (qop != QualityOfProtection::Legacy).then_some(count);
                assert_eq!(server[0].get("nc"), counted, "{challenge}");
            }
        }
    }
}
