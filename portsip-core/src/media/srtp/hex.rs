//! Octets as the vectors of the RFCs write them.

/// The octets of hexadecimal digits, with blanks between them or without.
pub(super) fn hex(text: &str) -> Vec<u8> {
    let text = text.replace(' ', "");
    let digit = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16);
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| digit(pair).unwrap()).collect()
}
