//! Reads the address out of a Binding response.

use std::net::SocketAddr;

use stun_types::attribute::{AttributeType, MappedSocketAddr, XorMappedAddress};
use stun_types::message::Message;

/// MAPPED-ADDRESS (RFC 8489 §14.1), all that the servers of RFC 3489 send.
const MAPPED_ADDRESS: u16 = 0x0001;

/// The address a Binding response tells: XOR-MAPPED-ADDRESS where there is
/// one, as routers rewrite the plain one when they take it for payload.
pub fn mapped_address(response: &Message<'_>) -> Option<SocketAddr> {
    let xored = response.attribute::<XorMappedAddress>().ok();
    let xored = xored.map(|attribute| attribute.addr(response.transaction_id()));
    xored.or_else(|| {
        let plain = response.raw_attribute(AttributeType::new(MAPPED_ADDRESS))?;
        let address = MappedSocketAddr::from_raw(&plain).ok()?;
        Some(address.addr())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use stun_types::message::{MessageIntegrityCredentials, ShortTermCredentials};

    const PASSWORD: &str = "VOkJxbRl1RmTxUk/WvJxBt";

    /// RFC 5769 §2.1
    const REQUEST: &[u8] = b"\x00\x01\x00\x58\x21\x12\xa4\x42\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae\
        \x80\x22\x00\x10STUN test client\x00\x24\x00\x04\x6e\x00\x01\xff\
        \x80\x29\x00\x08\x93\x2f\xf9\xb1\x51\x26\x3b\x36\x00\x06\x00\x09evtj:h6vY\x20\x20\x20\
        \x00\x08\x00\x14\x9a\xea\xa7\x0c\xbf\xd8\xcb\x56\x78\x1e\xf2\xb5\xb2\xd3\xf2\x49\xc1\xb5\x71\xa2\
        \x80\x28\x00\x04\xe5\x7a\x3b\xcf";

    /// RFC 5769 §2.2
    const IPV4_RESPONSE: &[u8] = b"\x01\x01\x00\x3c\x21\x12\xa4\x42\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae\
        \x80\x22\x00\x0btest vector\x20\x00\x20\x00\x08\x00\x01\xa1\x47\xe1\x12\xa6\x43\
        \x00\x08\x00\x14\x2b\x91\xf5\x99\xfd\x9e\x90\xc3\x8c\x74\x89\xf9\x2a\xf9\xba\x53\xf0\x6b\xe7\xd7\
        \x80\x28\x00\x04\xc0\x7d\x4c\x96";

    /// RFC 5769 §2.3
    const IPV6_RESPONSE: &[u8] = b"\x01\x01\x00\x48\x21\x12\xa4\x42\xb7\xe7\xa7\x01\xbc\x34\xd6\x86\xfa\x87\xdf\xae\
        \x80\x22\x00\x0btest vector\x20\x00\x20\x00\x14\x00\x02\xa1\x47\x01\x13\xa9\xfa\xa5\xd3\xf1\x79\
        \xbc\x25\xf4\xb5\xbe\xd2\xb9\xd9\x00\x08\x00\x14\xa3\x82\x95\x4e\x4b\xe6\x7b\xf1\x17\x84\xc9\x7c\
        \x82\x92\xc2\x75\xbf\xe3\xed\x41\x80\x28\x00\x04\xc8\xfb\x0b\x4c";

    #[test]
    fn the_vectors_of_rfc_5769_are_read() {
        let credentials =
            MessageIntegrityCredentials::from(ShortTermCredentials::new(PASSWORD.to_owned()));
        let table = [
            (REQUEST, None),
            (IPV4_RESPONSE, Some("192.0.2.1:32853")),
            (
                IPV6_RESPONSE,
                Some("[2001:db8:1234:5678:11:2233:4455:6677]:32853"),
            ),
        ];
        for (vector, address) in table {
            let message = Message::from_bytes(vector).unwrap();
            assert!(message.validate_integrity(&credentials).is_ok());
            let address = address.map(|address| address.parse().unwrap());
            assert_eq!(mapped_address(&message), address);
        }
    }

    #[test]
    fn the_plain_address_of_old_servers_is_read() {
        let response = b"\x01\x01\x00\x0c\x21\x12\xa4\x42ABCDEFGHIJKL\
            \x00\x01\x00\x08\x00\x01\x30\x39\xc0\x00\x02\x09";
        let message = Message::from_bytes(response).unwrap();
        assert_eq!(mapped_address(&message), "192.0.2.9:12345".parse().ok());
    }

    #[test]
    fn an_address_of_a_wrong_length_is_none() {
        for value in [
            &b"\x00\x01\x30\x39"[..],
            b"\x00\x02\x30\x39\xc0\x00\x02\x09",
            b"\x00\x07\x30\x39\xc0\x00\x02\x09",
        ] {
            let mut response =
                b"\x01\x01\x00\x00\x21\x12\xa4\x42ABCDEFGHIJKL\x00\x01\x00\x00".to_vec();
            response[3] = 4 + value.len() as u8;
            response[23] = value.len() as u8;
            response.extend(value);
            let message = Message::from_bytes(&response).unwrap();
            assert_eq!(mapped_address(&message), None);
        }
    }
}
